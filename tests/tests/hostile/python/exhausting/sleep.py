import time

before, steady = time.time(), time.monotonic()
time.sleep(1000)
print(round(time.time() - before), round(time.monotonic() - steady))
