"""Tables of wrong results: what a learner's value becomes on its way, and the French that answers it."""

import host  # noqa: F401 (makes the guest's modules importable)
import spyrales_values as values
from spyrales.problems import Mismatch
from spyrales.remote import RemoteObject


def crossed(value):
    """A value as the checker gets it: a copy, with a remote object for what isn't plain."""
    data = values.encode(value, lambda obj: 1, draw=False)
    return values.decode(data, lambda number, name: RemoteObject.of(None, number, name))


def french(expectation, value):
    """The message of an expectation that a value doesn't meet; None if it is met."""
    try:
        expectation(crossed(value))
    except Mismatch as error:
        return error.text.fr
    return None


def check_table(test, table):
    """Every row is a name, a value, an expectation and the message it must give."""
    for name, value, expectation, message in table:
        with test.subTest(name):
            test.assertEqual(french(expectation, value), message)
