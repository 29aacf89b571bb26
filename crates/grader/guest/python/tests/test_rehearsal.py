"""What a rehearsal leaves behind: nothing that a check can see."""

import unittest

from host import grade

CHECK = """
import decimal, os, sys, warnings
import numpy as np, pandas as pd
from spyrales import check, expect_equal
import aide
from hidden import secret
from paquet import partie

@check
def monde(sub):
    found = [len(aide.VUES), sum(1 for _ in aide.PAIRES), len(partie.VUES), os.environ.get('ESSAI'),
             decimal.getcontext().prec, np.geterr()['divide'], pd.get_option('display.precision'), '/essai' in sys.path]
    aide.VUES.append(1)
    partie.VUES.append(1)
    os.environ['ESSAI'] = 'x'
    decimal.getcontext().prec = 3
    np.seterr(divide='raise')
    pd.set_option('display.precision', 2)
    sys.path.append('/essai')
    assert found == [0, 2, 0, None, 28, 'warn', 6, False], str(found)
"""
FILES = {
    "hidden/secret.py": b"",
    "aide.py": b"PAIRES = zip([1, 2], [2, 4])\nVUES = []\n",
    "paquet/partie.py": b"VUES = []\n",
}


class Rehearsal(unittest.TestCase):
    def test_a_checks_world_is_the_same_at_every_grade(self):
        once = grade(CHECK, "", files=FILES).outcome
        self.assertEqual(once["status"], "passed", once["message"])
        after = grade(CHECK, "", files=FILES, solution="").outcome
        self.assertEqual(after["status"], "passed", after["message"])


if __name__ == "__main__":
    unittest.main()
