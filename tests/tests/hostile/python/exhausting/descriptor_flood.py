import errno

kept = []
try:
    while True:
        kept.append(open("depenses.csv"))
except OSError as error:
    print(errno.errorcode[error.errno])
kept.clear()
