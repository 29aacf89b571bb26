import _host

for noise in (b"", b"\xff" * 1000, b"\x10\xff\xff\xff\xff", b"\x10\x01\x00\x00\x00" * 1000, bytes(2**20)):
    _host.call(noise)
