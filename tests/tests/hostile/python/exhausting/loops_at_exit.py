import atexit


@atexit.register
def boucle():
    while True:
        pass
