t <- as.POSIXct("2024-03-30 12:00:00", tz = "Europe/Paris")
print(format(timechange::time_add(t, days = 1), "%Y-%m-%d %H:%M %Z"))
print(format(timechange::time_floor(t, "month"), "%Y-%m-%d %Z"))
