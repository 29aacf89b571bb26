print("Europe/Paris" %in% tzdb::tzdb_names())
