"""The checker's line to the host, which stands between it and the submission."""

import _host

import spyrales_values
from spyrales.problems import CheckError
from spyrales.remote import RemoteObject


def tell(*message):
    """Sends one message; the host's answer as a value."""
    return spyrales_values.decode(_host.call(spyrales_values.encode(list(message))))


def ask(ask_again, *request):
    """Sends a request about the submission; the answer, with remote objects for handles.

    `ask_again` is what the remote objects call in turn. What the trainer passes must be plain.
    """
    try:
        message = spyrales_values.encode(list(request), _number)
    except spyrales_values.NotPlain as error:
        raise CheckError(f"an argument can't be sent to the submission: {error}") from None
    answer = _host.call(message)
    try:
        return spyrales_values.decode(answer, lambda number, name: RemoteObject.of(ask_again, number, name))
    except spyrales_values.DecodeError as error:
        return ["not_plain", {"class": str(error)}]


def _number(obj):
    if isinstance(obj, RemoteObject):
        return object.__getattribute__(obj, "_number")
    raise spyrales_values.NotPlain(type(obj).__name__)
