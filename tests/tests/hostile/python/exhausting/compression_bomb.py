import zlib

# Blocks that stand by themselves: one is made, and a thousand times the same one are 1 GiB.
squeeze = zlib.compressobj(wbits=-15)
block = squeeze.compress(bytes(2**20)) + squeeze.flush(zlib.Z_FULL_FLUSH)
bomb = block * 1024 + squeeze.flush()
print(len(bomb) < 2**22)
zlib.decompress(bomb, wbits=-15)
