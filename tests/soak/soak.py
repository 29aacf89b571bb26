#!/usr/bin/env python3
"""Ten minutes of mixed hostile traffic on a service, while fifty learners go on submitting.

    python3 tests/soak/soak.py --program target/release/spyrales [--minutes 10] [--learners 50]

Starts a service of its own on the loopback interface with a data directory that it removes, and ends it. Learners come
from addresses of 127.0.1.0/24, attackers from 127.0.2.0/24. Prints a line a minute, then what came of it; ends with 1 when a
learner's submission was not graded, or not in full marks.
"""

import argparse
import collections
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid

# Each with its solution beside it.
EXERCISES = [
    "python-preparer-donnees/revenu-departement",
    "python-preparer-donnees/depenses-epci",
    "python-statistiques/resume-sejours",
]
LARGE = 8 << 20
# How often a learner submits, in seconds.
PAUSE = 20


class Service:
    """The program, its data, and what its processes take."""

    def __init__(self, program, workers):
        self.program = os.path.abspath(program)
        self.data = tempfile.mkdtemp(prefix="spyrales-soak-")
        self.log = open(os.path.join(self.data, "log"), "w")
        command = [self.program, "--lang", "en", "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--workers", str(workers)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            if "Spyrales is ready" in line:
                self.port = int(line.split("http://127.0.0.1:")[1].split()[0])
            if "Ctrl-C" in line:
                break
        else:
            sys.exit(f"the service didn't start: see {self.log.name}")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def account(self, name):
        made = subprocess.run(
            [self.program, "user", "add", name, "--email", f"{name}@example.fr", "--data", self.data],
            capture_output=True, text=True, check=True,
        )
        return made.stdout.strip()

    def peak(self):
        """The most memory that the service's own process has held, in MiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) >> 10
        return 0

    def end(self):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()
        shutil.rmtree(self.data)


class Client:
    """Requests from one address."""

    def __init__(self, service, address, token=None):
        self.service, self.address = service, address
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method, path, body=None, headers={}, timeout=90):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=timeout, source_address=(self.address, 0))
        try:
            connection.request(method, path, body=body, headers=self.headers | headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


class Soak:
    def __init__(self, service, arguments):
        self.service, self.arguments = service, arguments
        self.until = time.monotonic() + arguments.minutes * 60
        self.lock = threading.Lock()
        self.latencies, self.wrong = [], []
        self.hostile = collections.Counter()

    def goes_on(self):
        return time.monotonic() < self.until

    def learner(self, number, token):
        client = Client(self.service, f"127.0.1.{number + 1}", token)
        draw = random.Random(number)
        time.sleep(draw.uniform(0, PAUSE))
        while self.goes_on():
            exercise = draw.choice(EXERCISES)
            with open(f"exercises/{exercise}/solution.py", "rb") as file:
                source = file.read() + f"\n# {uuid.uuid4()}\n".encode()
            began = time.monotonic()
            try:
                came = self.submit(client, exercise, source)
            except OSError as error:
                came = repr(error)
            with self.lock:
                self.latencies.append(time.monotonic() - began)
                if came is not None:
                    self.wrong.append(came)
            time.sleep(max(0.0, PAUSE - (time.monotonic() - began)))

    def submit(self, client, exercise, source):
        """Nothing when the submission got full marks, else what happened."""
        pack, name = exercise.split("/")
        headers = {"Content-Type": "text/x-python", "Idempotency-Key": str(uuid.uuid4())}
        status, body = client.ask("POST", f"/api/v1/packs/{pack}/exercises/{name}/submissions", source, headers)
        if status != 202:
            return f"{status}: {body[:200]!r}"
        address = f"/api/v1/submissions/{json.loads(body)['id']}?wait=30"
        while True:
            status, body = client.ask("GET", address)
            if status != 200:
                return f"{status}: {body[:200]!r}"
            view = json.loads(body)
            if view["state"] == "graded":
                verdict = view["verdict"]
                return None if verdict["earned"] == verdict["possible"] else f"{verdict['earned']} points"
            if view["state"] not in ("queued", "grading"):
                return view["state"]

    def attack(self, name, act, pause):
        """Acts again and again, from addresses that change."""
        draw = random.Random(name)
        while self.goes_on():
            client = Client(self.service, f"127.0.2.{draw.randrange(1, 255)}")
            try:
                answered = act(client, draw)
            except OSError as error:
                answered = type(error).__name__
            with self.lock:
                self.hostile[name, answered] += 1
            time.sleep(pause)

    def trickle(self, client, draw):
        """A body of 8 MiB that never ends."""
        with socket.create_connection(("127.0.0.1", self.service.port), 30, (client.address, 0)) as line:
            line.sendall(f"POST /api/v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGE}\r\n\r\n".encode())
            line.sendall(b"x" * (LARGE - 2))
            try:
                for _ in range(30):
                    if not self.goes_on():
                        return "held"
                    line.settimeout(1)
                    try:
                        return line.recv(64).decode(errors="replace").split(" ")[1]
                    except TimeoutError:
                        pass
            except (IndexError, OSError):
                return "closed"
        return "held"

    def large_svg(self, client, draw):
        """40,000 attributes in one tag."""
        attributes = " ".join(f'a{n}="1"' for n in range(40_000))
        status, _ = client.ask("POST", "/api/v1/verify", f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>".encode())
        return status

    def nested(self, client, draw):
        status, _ = client.ask("POST", "/api/v1/verify", b"[" * 100_000, {"Content-Type": "application/json"})
        return status

    def password(self, client, draw):
        form = f"name=demo&password=wrong-{draw.randrange(10**6)}".encode()
        origin = f"http://127.0.0.1:{self.service.port}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
        status, _ = client.ask("POST", "/sign-in", form, headers)
        return status

    def garbage(self, client, draw):
        path = draw.choice(["/exercises", "/api/v1/submissions", "/verify/x", "/%00", "/sign-in?next=%0d%0a", "/api/v1/packs/../x"])
        status, _ = client.ask(draw.choice(["GET", "POST", "PUT", "DELETE"]), path, os.urandom(draw.randrange(2048)))
        return status

    def bombs(self, token):
        """A learner's account that submits what ends badly: memory, recursion, output, an endless loop now and then."""
        sources = [
            "x = 'a' * (1 << 34)",
            "def f(): f()\nf()",
            "while True: print('x' * 10_000)",
            "l = []\nwhile True: l.append(bytearray(1 << 20))",
        ]
        client = Client(self.service, "127.0.2.255", token)
        draw = random.Random("bombs")
        while self.goes_on():
            pack, name = EXERCISES[0].split("/")
            source = draw.choice(sources) + f"\n# {uuid.uuid4()}\n"
            path = f"/api/v1/packs/{pack}/exercises/{name}/submissions"
            try:
                status, _ = client.ask("POST", path, source.encode(), {"Content-Type": "text/x-python"})
            except OSError as error:
                status = type(error).__name__
            with self.lock:
                self.hostile["bombs", status] += 1
            time.sleep(10)

    def run(self, tokens, hostile_token):
        threads = [threading.Thread(target=self.learner, args=(n, token)) for n, token in enumerate(tokens)]
        attacks = [("trickle", self.trickle, 40, 0.5), ("svg", self.large_svg, 2, 0.5), ("nested", self.nested, 2, 0.5),
                   ("password", self.password, 4, 0.2), ("garbage", self.garbage, 4, 0.1)]
        for name, act, many, pause in attacks:
            threads += [threading.Thread(target=self.attack, args=(name, act, pause)) for _ in range(many)]
        threads.append(threading.Thread(target=self.bombs, args=(hostile_token,)))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            threads[0].join(60)
            with self.lock:
                left = max(0, round((self.until - time.monotonic()) / 60))
                print(f"{left} min left: {len(self.latencies)} graded, {len(self.wrong)} wrong, {self.service.peak()} MiB", flush=True)
            if not threads[0].is_alive():
                for thread in threads:
                    thread.join()

    def told(self):
        times = sorted(self.latencies)
        if not times:
            sys.exit("nothing was submitted")
        at = lambda share: times[min(len(times) - 1, int(share * len(times)))]
        print(f"submissions of learners: {len(times)}, not graded in full: {len(self.wrong)}")
        print(f"from submitting to the verdict: p50 {at(.5):.2f} s, p95 {at(.95):.2f} s, p99 {at(.99):.2f} s, longest {times[-1]:.2f} s")
        print(f"memory of the service's process: {self.service.peak()} MiB at most")
        for (name, answered), count in sorted(self.hostile.items(), key=str):
            print(f"  {name:<10} {answered!s:<24} {count}")
        for wrong in self.wrong[:10]:
            print("  wrong:", wrong)
        return 1 if self.wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/debug/spyrales")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    service = Service(arguments.program, arguments.workers)
    try:
        tokens = [service.account(f"learner-{number}") for number in range(arguments.learners)]
        soak = Soak(service, arguments)
        soak.run(tokens, service.account("hostile"))
        code = soak.told()
    finally:
        service.end()
    sys.exit(code)


if __name__ == "__main__":
    main()
