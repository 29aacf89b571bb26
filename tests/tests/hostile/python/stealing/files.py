import os

for path in ("/etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/mem", "/root", "/home", "/work/hidden/secrets.csv"):
    try:
        open(path).read()
        print(path, "READ")
    except OSError as error:
        print(path, type(error).__name__)
found = set()
for top in ("/", "/work", "/tmp", "."):
    for folder, _, names in os.walk(top):
        found.update(names)
print(sorted(found & {"check.py", "solution.py", "secrets.csv", "passwd", "spyrales_checker.py"}), sorted(os.listdir("/work")))
