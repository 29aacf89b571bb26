eval(parse(text = strrep("(", 200000)))
