import gc


def boucle(phase, info):
    while True:
        pass


gc.callbacks.append(boucle)
gc.collect()
