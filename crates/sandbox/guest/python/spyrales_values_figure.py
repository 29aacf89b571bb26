"""matplotlib's figures as plain values, for `spyrales_values`: what they show, as data, and a picture."""

import io
import re

import numpy as np
from matplotlib import axes, category, collections, colors, container, figure, image, lines, patches

from spyrales_values import utf8
from spyrales_values_boxes import find_boxes

_DPI = 100
_PAGE_DPI = 80
_MAX_PIXELS = 2_000


class Figure:
    """A figure as it crosses: `description` is a dict, `png` its picture (empty if not drawn)."""

    __slots__ = ("description", "png")

    def __init__(self, description, png):
        self.description = description
        self.png = png


def _write_figure(writer, fig):
    _write(writer, fig, fig.axes)


def _write_axes(writer, ax):
    """Axes cross as their figure, as if they were alone in it."""
    _write(writer, ax.get_figure(root=True), [ax])


def _write(writer, fig, shown):
    png = writer.pictures.get(id(fig))
    if png is None:
        png = writer.pictures[id(fig)] = _draw(fig) if writer.draw else b""
    _write_parts(writer, _describe(fig, shown), png)


def _write_parts(writer, description, png):
    writer.out += b"\x25"
    writer.value(description)
    writer.bytes(png)


def shown(fig):
    """The figure as a page shows it: with all that is written beside its axes."""
    return Figure(_describe(fig, fig.axes), _draw(fig, _PAGE_DPI, "tight"))


def _draw(fig, dpi=_DPI, bounds=None):
    picture = io.BytesIO()
    try:
        dpi = min(dpi, _MAX_PIXELS / max(fig.get_size_inches()))
        fig.savefig(picture, format="png", dpi=dpi, bbox_inches=bounds, metadata={"Software": None})
    except Exception:  # a figure that can't be drawn still has data to check
        return b""
    return picture.getvalue()


def _describe(fig, shown):
    described = [_describe_axes(ax) for ax in shown]
    kinds = [ax["kind"] for ax in described if ax["kind"] not in ("empty", "colorbar")]
    return {
        "library": "matplotlib",
        "kind": kinds[0] if kinds else "empty",
        "title": _text(fig.get_suptitle()),
        "size": [float(length) for length in fig.get_size_inches()],
        "axes": described,
    }


def _describe_axes(ax):
    artists = _artists(ax)
    kinds = list(dict.fromkeys(artist["type"] for artist in artists))
    if ax.get_label() == "<colorbar>":
        kind = "colorbar"
    else:
        # A line across bars or points is there to help: what it helps to read comes first.
        kind = next((kind for kind in kinds if kind not in ("line", "segments")), None)
        kind = kind or (kinds[0] if kinds else "empty")
    titles = (ax.get_title(place) for place in ("center", "left", "right"))
    return {
        "kind": kind,
        "kinds": kinds,
        "projection": ax.name,
        "position": [float(bound) for bound in ax.get_position().bounds],
        "title": next((_text(title) for title in titles if title), None),
        **{name: _describe_axis(ax, name) for name in ("x", "y", "z") if hasattr(ax, f"{name}axis")},
        "legend": _describe_legend(ax.get_legend()),
        "texts": [_text(text.get_text()) or "" for text in ax.texts],
        "artists": artists,
    }


def _describe_axis(ax, name):
    axis = getattr(ax, f"{name}axis")
    converter = type(axis.get_converter())
    if converter is category.StrCategoryConverter:
        holds = "category"
    else:  # matplotlib and pandas have several converters of dates and periods
        holds = "date" if re.search("Date|Period", converter.__name__) else "number"
    low, high = (float(bound) for bound in axis.get_view_interval())
    return {
        "label": _text(axis.label.get_text()),
        "limits": [low, high],
        "scale": axis.get_scale(),
        "holds": holds,
        "ticks": _numbers(axis.get_ticklocs()),
        "tick_labels": [_text(label.get_text()) or "" for label in axis.get_ticklabels()],
    }


def _describe_legend(legend):
    if legend is None:
        return None
    labels = [_text(text.get_text()) or "" for text in legend.get_texts()]
    return {"title": _text(legend.get_title().get_text()), "labels": labels}


def _artists(ax):
    """What is drawn, in the order it was added, what belongs together as one."""
    known = {id(spine) for spine in ax.spines.values()} | {id(ax.patch)}
    boxes = find_boxes(ax.lines, ax.patches)
    for drawn, _ in boxes:
        known.update(map(id, drawn))
    described = [description for _, description in boxes]
    bars = [group for group in ax.containers if type(group) is container.BarContainer]
    for group in bars:
        known.update(map(id, group.patches))
        described.append(_attempt(_describe_bars, group))
    wedges = [patch for patch in ax.patches if type(patch) is patches.Wedge]
    if wedges:
        known.update(map(id, wedges))
        described.append(_attempt(_describe_wedges, wedges))
    for artist in ax.get_children():
        if id(artist) in known or not artist.get_visible():
            continue
        for kind, describe in _DESCRIBERS:
            if isinstance(artist, kind):
                described.append(_attempt(describe, artist))
                break
    return described


def _attempt(describe, artist):
    """An artist whose own methods fail, or hold what isn't numbers, is named and no more."""
    try:
        return describe(artist)
    except Exception:
        return {"type": "other", "class": type(artist).__name__}


def _describe_line(line):
    if line.get_linestyle() == "None" and str(line.get_marker()) not in ("None", "none", "", " "):
        return _describe_marks(line)
    return {
        "type": "line",
        "label": _label(line),
        "x": _numbers(line.get_xdata(orig=False)),
        "y": _numbers(line.get_ydata(orig=False)),
        "color": _color(line.get_color()),
        "style": line.get_linestyle(),
        "marker": str(line.get_marker()),
        "width": float(line.get_linewidth()),
    }


def _describe_marks(line):
    """Marks without a line between them, as `plot(x, y, "o")` draws them, are points."""
    return {
        "type": "points",
        "label": _label(line),
        "x": _numbers(line.get_xdata(orig=False)),
        "y": _numbers(line.get_ydata(orig=False)),
        "sizes": _numbers([line.get_markersize() ** 2]),
        "colors": [_color(line.get_markerfacecolor() if line.get_markerfacecolor() != "none" else line.get_color())],
        "values": None,
    }


def _describe_points(points):
    places = _numbers(points.get_offsets())
    values = points.get_array()
    return {
        "type": "points",
        "label": _label(points),
        "x": places[:, 0].copy(),
        "y": places[:, 1].copy(),
        "sizes": _numbers(points.get_sizes()),
        "colors": _colors(points.get_facecolor()),
        "values": None if values is None else _numbers(values),
    }


def _describe_bars(group):
    rectangles = group.patches
    bounds = np.array([patch.get_bbox().extents for patch in rectangles], dtype=float).reshape(-1, 4)
    horizontal = group.orientation == "horizontal"
    low, high = (bounds[:, 1], bounds[:, 3]) if horizontal else (bounds[:, 0], bounds[:, 2])
    lengths = [patch.get_width() if horizontal else patch.get_height() for patch in rectangles]
    # Bars that touch one another count what falls between their edges.
    touching = len(low) > 1 and np.allclose(high[:-1], low[1:], rtol=1e-9, atol=1e-12)
    return {
        "type": "hist" if touching else "bars",
        "label": _label(group),
        "horizontal": horizontal,
        "low": low.copy(),
        "high": high.copy(),
        "base": _numbers([patch.get_y() if not horizontal else patch.get_x() for patch in rectangles]),
        "lengths": _numbers(lengths),
        "colors": _colors([patch.get_facecolor() for patch in rectangles]),
    }


def _describe_wedges(wedges):
    return {
        "type": "pie",
        "labels": [_label(wedge) for wedge in wedges],
        "shares": _numbers([(wedge.theta2 - wedge.theta1) / 360 for wedge in wedges]),
        "colors": _colors([wedge.get_facecolor() for wedge in wedges]),
    }


def _describe_segments(segments):
    return {
        "type": "segments",
        "label": _label(segments),
        "segments": [_numbers(segment) for segment in segments.get_segments()],
        "colors": _colors(segments.get_color()),
    }


def _describe_mesh(mesh):
    corners = _numbers(mesh.get_coordinates())
    return {
        "type": "mesh",
        "values": _numbers(mesh.get_array()),
        "x": corners[0, :, 0].copy(),
        "y": corners[:, 0, 1].copy(),
        "color_limits": _numbers(mesh.get_clim()),
        "palette": mesh.get_cmap().name,
    }


def _describe_area(area):
    return {
        "type": "area",
        "label": _label(area),
        "outlines": [_numbers(path.vertices) for path in area.get_paths()],
        "colors": _colors(area.get_facecolor()),
    }


def _describe_image(picture):
    return {
        "type": "image",
        "values": _numbers(picture.get_array()),
        "extent": _numbers(picture.get_extent()),
        "color_limits": _numbers(picture.get_clim()),
        "palette": picture.get_cmap().name,
    }


def _describe_patch(patch):
    outline = _numbers(patch.get_path().transformed(patch.get_patch_transform()).vertices)
    return {
        "type": "shape",
        "class": type(patch).__name__,
        "label": _label(patch),
        "outline": outline,
        "color": _color(patch.get_facecolor()),
    }


# The first kind that an artist is of describes it.
_DESCRIBERS = (
    (lines.Line2D, _describe_line),
    (collections.PathCollection, _describe_points),
    (collections.LineCollection, _describe_segments),
    (collections.QuadMesh, _describe_mesh),
    (collections.Collection, _describe_area),
    (image.AxesImage, _describe_image),
    (patches.Patch, _describe_patch),
)


def _numbers(data):
    """Floats, NaN where they are masked."""
    return np.ma.filled(np.ma.array(data, dtype=float), np.nan)


def _color(color):
    return colors.to_hex(color, keep_alpha=True)


def _colors(several):
    return [_color(color) for color in colors.to_rgba_array(several)]


def _label(artist):
    """What the legend would call it; matplotlib's own names, which begin with `_`, aren't labels."""
    label = str(artist.get_label() or "")
    return _text(label) if not label.startswith("_") else None


def _text(text):
    text = str(text)
    utf8(text)
    return text or None


WRITERS = {
    figure.Figure: _write_figure,
    axes.Axes: _write_axes,
    Figure: lambda writer, fig: _write_parts(writer, fig.description, fig.png),
}


def _read_figure(reader):
    description = reader.value()
    return Figure(description, reader.bytes())


READERS = {0x25: _read_figure}
