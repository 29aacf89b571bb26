import _host
from spyrales_values import encode

# Only the first answer of a turn counts, and it is no more than an answer.
def bilan(montants):
    _host.call(encode(["done", {"nombre": 0, "total": 0}]))
    return {"nombre": len(montants), "total": sum(montants)}
