import os

os.mkdir("hidden")
for name in ("record.json", "results.xml", "/tmp/outcome", "hidden/secrets.csv"):
    with open(name, "w") as file:
        file.write("montant\n0.0\n")
