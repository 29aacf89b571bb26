print(as.data.frame(vroom::vroom(I("x,y\n1,a\n2,b\n"), show_col_types = FALSE)))
