import os
import random
import secrets
import time
import uuid

import numpy as np

print(random.random(), np.random.random(), np.random.default_rng().random(), secrets.token_hex(8))
print(uuid.uuid4(), uuid.uuid1(), os.urandom(4).hex(), time.time_ns(), time.perf_counter_ns())
print(hash("texte"), id(object()), {"un", "deux", "trois"})
