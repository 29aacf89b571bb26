agent <- asNamespace("spyrales")
agent$ask_host(agent$message_of("done", NULL))
quit(status = 0)
