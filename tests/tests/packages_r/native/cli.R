print(cli::ansi_strip("\u001b[31mrouge\u001b[39m"))
print(cli::ansi_nchar("d\u00e9j\u00e0"))
cat(cli::pluralize("{3} fichier{?s}"), "\n")
print(cli::hash_md5("abc"))
