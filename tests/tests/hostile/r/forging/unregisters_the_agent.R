.Internal(unregisterNamespace("spyrales"))
