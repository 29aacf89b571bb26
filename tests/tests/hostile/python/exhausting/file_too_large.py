import errno

try:
    with open("gros", "wb", buffering=0) as file:
        for _ in range(1_000):
            file.write(bytes(2**17))
except OSError as error:
    print(errno.errorcode[error.errno])
