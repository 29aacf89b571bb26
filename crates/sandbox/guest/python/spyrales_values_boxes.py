"""Box plots in a figure: matplotlib draws them as lines, and forgets that these belong together."""

import numpy as np
from matplotlib.patches import PathPatch


def find_boxes(lines, patches):
    """A list of at most one pair: the artists that draw boxes, and what they show.

    A box is drawn as its lower and upper whisker, their caps, the median, and the points beyond, one
    after the other; before them comes its outline, unless it is a patch.
    """
    lines = [(line, *(np.asarray(data, dtype=float) for data in _data(line))) for line in lines]
    vertical, horizontal = [], []
    drawn = []
    place = 0
    while place + 5 <= len(lines):
        five = lines[place : place + 5]
        box = _box([(x, y) for _, x, y in five])
        flipped = None if box else _box([(y, x) for _, x, y in five])
        if not box and not flipped:
            place += 1
            continue
        drawn += [line for line, _, _ in five]
        if place and len(lines[place - 1][1]) == 5:
            drawn.append(lines[place - 1][0])
        place += 5
        found = box or flipped
        found["beyond"] = np.empty(0)
        if place < len(lines) and lines[place][0].get_linestyle() == "None":
            line, x, y = lines[place]
            found["beyond"] = (y if box else x).copy()
            drawn.append(line)
            place += 1
        (vertical if box else horizontal).append(found)
    boxes = vertical or horizontal
    if not boxes:
        return []
    drawn += [patch for patch in patches if type(patch) is PathPatch]
    return [(drawn, {"type": "boxes", "horizontal": not vertical, "boxes": boxes})]


def _data(line):
    try:
        return line.get_xdata(orig=False), line.get_ydata(orig=False)
    except (TypeError, ValueError):
        return (), ()


def _box(five):
    """The box that two whiskers, two caps and a median make; None if these five lines aren't that."""
    if any(len(along) != 2 for along, _ in five):
        return None
    (low_x, low), (high_x, high), (_, low_cap), (_, high_cap), (_, median) = five
    whiskers_align = low_x[0] == low_x[1] == high_x[0] == high_x[1]
    caps_end_whiskers = low_cap[0] == low_cap[1] == low[1] and high_cap[0] == high_cap[1] == high[1]
    if not (whiskers_align and caps_end_whiskers and low[0] <= median[0] == median[1] <= high[0]):
        return None
    return {
        "position": float(low_x[0]),
        "low": float(low[1]),
        "first_quartile": float(low[0]),
        "median": float(median[0]),
        "third_quartile": float(high[0]),
        "high": float(high[1]),
    }
