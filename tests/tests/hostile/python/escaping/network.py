def attempt(what, action):
    try:
        action()
        print(what, "DONE")
    except Exception as error:
        print(what, type(error).__name__)


def dial():
    import socket

    socket.create_connection(("127.0.0.1", 80), timeout=1)


def resolve():
    import socket

    socket.getaddrinfo("example.org", 80)


def listen():
    import socket

    socket.socket().bind(("127.0.0.1", 8080))


def fetch():
    import urllib.request

    urllib.request.urlopen("http://127.0.0.1:8080/api/v1/packs")


def native():
    import ctypes

    ctypes.CDLL(None)


for action in (dial, resolve, listen, fetch, native):
    attempt(action.__name__, action)
