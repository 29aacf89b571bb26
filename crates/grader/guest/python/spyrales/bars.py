"""The bars of a described plot, under the names that its axis gives them."""

from spyrales.show import show


def bar_lengths(panel):
    """Label → length, from left to right (or from top to bottom), all series of bars together.

    A bar's label is that of the tick in its middle; its position where there is none. The lengths
    of bars that share a label, as in a stacked chart, are added.
    """
    bars = []
    horizontal = False
    for artist in panel["artists"]:
        if artist["type"] in ("bars", "hist"):
            horizontal = artist["horizontal"]
            edges = zip(artist["low"].tolist(), artist["high"].tolist(), artist["lengths"].tolist())
            bars += [((low + high) / 2, high - low, length) for low, high, length in edges]
    axis = panel["y" if horizontal else "x"]
    ticks = list(zip(axis["ticks"].tolist(), axis["tick_labels"]))
    low, high = axis["limits"]
    # Horizontal bars are read from the top, which is where the axis ends unless it is inverted.
    bars.sort(key=lambda bar: bar[0], reverse=(low > high) != horizontal)
    lengths = {}
    for middle, width, length in bars:
        label = next((label for tick, label in ticks if label and abs(tick - middle) <= abs(width) / 2), show(middle))
        lengths[label] = lengths.get(label, 0.0) + length
    return lengths
