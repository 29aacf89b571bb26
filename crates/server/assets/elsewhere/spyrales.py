"""Hands answers to Spyrales in from a notebook or a terminal, and says what came of them.

    import spyrales
    spyrales.submit("PACK/EXERCISE", "answer.py")

or `python spyrales.py PACK/EXERCISE answer.py`. The token comes from the page « Mon compte »; put it into the
environment variable SPYRALES_TOKEN, or type it when asked. Needs nothing but Python.
"""

import getpass
import json
import os
import sys
import urllib.error
import urllib.request

ORIGIN = "{{origin}}"


class Refused(Exception):
    """The service said no, and why."""


def submit(exercise, path, token=None):
    """Hands a file in, waits for the verdict, prints it, and returns it as a dict."""
    token = token or os.environ.get("SPYRALES_TOKEN") or getpass.getpass("Jeton Spyrales (page « Mon compte ») : ")
    pack, name = exercise.split("/")
    with open(path, "rb") as file:
        source = file.read()
    accepted = _ask(f"/api/v1/packs/{pack}/exercises/{name}/submissions", token, source)
    while True:
        submission = _ask(accepted["links"]["submission"] + "?wait=60", token)
        if submission["state"] not in ("queued", "grading"):
            break
    if submission["state"] == "set_aside":
        raise Refused(submission["why"])
    verdict = submission["verdict"]
    print(f"{verdict['earned']:g} / {verdict['possible']:g} points")
    if verdict.get("explanation"):
        print(verdict["explanation"])
    for check in verdict["checks"]:
        print("✓" if check["status"] == "passed" else "✗", check["title"])
        for text in (check.get("message"), check.get("hint")):
            if text:
                print("   ", text.replace("\n", "\n    "))
    return verdict


def _ask(path, token, source=None):
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "fr", "Content-Type": "text/plain; charset=utf-8"}
    request = urllib.request.Request(ORIGIN + path, data=source, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        raise Refused(f"{problem['detail']} {problem.get('hint', '')}") from None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage : python spyrales.py PAQUET/EXERCICE FICHIER")
    try:
        graded = submit(sys.argv[1], sys.argv[2])
    except Refused as refused:
        sys.exit(f"spyrales : {refused}")
    sys.exit(0 if graded["earned"] == graded["possible"] else 1)
