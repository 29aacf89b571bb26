from spyrales import check, expect_figure

MOIS = ["2024-01-01", "2024-02-01", "2024-03-01"]


@check(title="barres")
def barres(sub):
    sub.call("barres")
    expect_figure(
        sub.figure(), kind="bars", title="population", x_label="departement", y_label="milliers d'habitants",
        bars={"Ain": 660, "Jura": 260, "Var": 110}, ordered=True, from_zero=True,
    )


@check(title="histogramme")
def histogramme(sub):
    sub.call("histogramme")
    expect_figure(sub.figure(), kind="hist", counts=[2, 3, 1], edges=[0, 10, 20, 30])


@check(title="courbe")
def courbe(sub):
    sub.call("courbe")
    figure = sub.figure()
    expect_figure(figure, kind="line", x=[19723, 19754, 19783], y=[10, 100, 1000], y_scale="log", legend=["Bus"])
    assert figure.description["axes"][0]["x"]["holds"] == "date"


@check(title="nuage")
def nuage(sub):
    sub.call("nuage")
    expect_figure(sub.figure(), kind="points", x=[1, 2, 3], y=[3, 1, 2])


@check(title="boîtes")
def boites(sub):
    sub.call("boites")
    figure = sub.figure()
    expect_figure(figure, kind="boxes")
    axes = figure.description["axes"][0]
    boxes = next(artist for artist in axes["artists"] if artist["type"] == "boxes")["boxes"]
    assert [box["median"] for box in boxes] == [2, 5]
    assert axes["x"]["tick_labels"] == ["A", "B"]
    assert boxes[1]["beyond"].tolist() == [40]


@check(title="secteurs")
def secteurs(sub):
    sub.call("secteurs")
    expect_figure(sub.figure(), kind="pie", shares=[0.5, 0.25, 0.25], rtol=1e-6)


@check(title="deux graphiques")
def deux(sub):
    sub.call("deux")
    figure = sub.figure()
    expect_figure(figure, kind="points", title="a")
    expect_figure(figure, kind="line", title="b", axes=1)
