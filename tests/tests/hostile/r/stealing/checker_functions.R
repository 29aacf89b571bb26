for (name in c("check", "expect_equal", "expect_frame", "registry", "run_checks", "compare", "MARQUE")) {
  cat(name, exists(name), exists(name, asNamespace("spyrales")), length(getAnywhere(name)$objs), "\n")
}
