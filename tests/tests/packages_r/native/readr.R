print(as.data.frame(readr::read_csv2(I("x;y\n1,5;a\n2;b\n"), show_col_types = FALSE)))
