import threading


def wait():
    while True:
        pass


try:
    threading.Thread(target=wait, daemon=True).start()
except RuntimeError as error:
    print(type(error).__name__)
