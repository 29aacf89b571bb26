"""Asks for values until there are no more, and sends each back."""

import sys

import _host
import numpy
import pandas
import scipy.sparse
from spyrales_values import DecodeError, NotPlain, decode, encode

answer = encode(None)
while True:
    try:
        received = decode(_host.call(answer))
        if not received:
            break
        answer = encode(["back", received[0]])
    except DecodeError as error:
        answer = encode(["unreadable", str(error)])
    except NotPlain as error:
        answer = encode(["not plain", str(error)])
