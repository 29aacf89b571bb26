"""No network: who looks for another machine is told so, as an error of the kind that a desk without one gives."""

import _socket

NO_NETWORK = "no network here / pas de réseau ici"
# What a desk's library gives for a name that it can't look up.
_NAME_UNKNOWN = -2


def _nobody(*args, **kwargs):
    raise _socket.gaierror(_NAME_UNKNOWN, NO_NETWORK) if hasattr(_socket, "gaierror") else OSError(_NAME_UNKNOWN, NO_NETWORK)


def install():
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(_socket, name, _nobody)
