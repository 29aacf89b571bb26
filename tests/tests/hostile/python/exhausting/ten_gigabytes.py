blocks = [bytearray(2**27) for _ in range(80)]
