agent <- asNamespace("spyrales")
for (word in c("job", "stdout", "files", "next")) {
  cat(word, deparse(agent$decode(agent$ask_host(agent$message_of(word)))), "\n")
}
