print(as.character(hms::hms(56, 34, 12)))
print(as.numeric(hms::parse_hms("01:02:03")))
