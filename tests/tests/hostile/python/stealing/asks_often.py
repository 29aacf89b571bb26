from spyrales import check


@check(points=5, hidden=True, title={"fr": "Souvent", "en": "Often"})
def souvent(sub):
    for _ in range(20):
        try:
            sub.call("bilan", [1.0])
        except Exception:
            pass
    raise AssertionError
