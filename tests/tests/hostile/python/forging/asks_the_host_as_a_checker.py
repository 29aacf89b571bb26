import _host
from spyrales_values import decode, encode

for word in ("job", "stdout", "files", "next"):
    print(word, decode(_host.call(encode([word]))))
