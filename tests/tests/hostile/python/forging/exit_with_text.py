raise SystemExit("tout est juste")
