import os

# Were what is made in them kept, a thousand rounds of it would use up the quota.
for _ in range(3_000):
    os.mkdir("d")
    fd = os.open("d", os.O_RDONLY)
    os.rmdir("d")
    try:
        os.mkdir("e", dir_fd=fd)
        print("MADE")
    except OSError:
        pass
    os.close(fd)
open("encore", "w").close()
print(os.path.exists("encore"))
