def bilan(montants):
    while True:
        try:
            raise KeyboardInterrupt
        except BaseException:
            continue
