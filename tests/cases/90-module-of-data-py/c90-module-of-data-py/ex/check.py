import os

import aide
from spyrales import check, expect_equal

os.environ["SPYRALES_ESSAI"] = os.environ.get("SPYRALES_ESSAI", "") + "x"


@check(title={"fr": "Les doubles", "en": "The doubles"})
def doubles(sub):
    aide.VUES.append(1)
    assert len(aide.VUES) == 1 and os.environ["SPYRALES_ESSAI"] == "x"
    for x, attendu in aide.PAIRES:
        expect_equal(sub.call("f", x), attendu)
