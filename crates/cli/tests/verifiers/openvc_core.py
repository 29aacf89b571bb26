"""PyPI openvc-core: each of the two proofs by itself, with the status lists."""

import json
import pathlib
import sys

from fetch import get
from openvc import VerificationPolicy, verify_credential
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError

CONTEXTS = pathlib.Path(__file__).parents[3] / "credential" / "contexts"
EXTRA = {
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "openbadges-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "openbadges-extensions.json",
}
extra_contexts = {url: json.loads((CONTEXTS / name).read_text("utf-8")) for url, name in EXTRA.items()}
resolver = DidResolverRegistry([DidWebResolver(lambda url: json.loads(get(url)))])


def with_proof(document, number):
    """The document with one proof of its set: this verifier takes a single one."""
    return document | {"proof": document["proof"][number]}


def status_list(url):
    """The list at an address, once its own proof is verified."""
    document = json.loads(get(url))
    for number in range(2):
        verify_credential(with_proof(document, number), resolver=resolver, extra_contexts=extra_contexts)
    return document


def answer(document, number):
    try:
        verify_credential(
            with_proof(document, number),
            policy=VerificationPolicy(expected_types=["OpenBadgeCredential"]),
            resolver=resolver,
            resolve_status_list=status_list,
            extra_contexts=extra_contexts,
        )
    except OpenvcError as error:
        return type(error).__name__
    return "verified"


answers = {}
for path in map(pathlib.Path, sys.argv[1:]):
    document = json.loads(path.read_text("utf-8"))
    answers[path.stem] = {proof["cryptosuite"]: answer(document, at) for at, proof in enumerate(document["proof"])}
print(json.dumps(answers))
