import errno

written = 0
try:
    for number in range(100_000):
        open(f"fichier{number}", "w").close()
        written += 1
except OSError as error:
    print(errno.errorcode[error.errno], written)
