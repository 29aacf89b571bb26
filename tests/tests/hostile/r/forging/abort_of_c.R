.C("abort")
