"""Where to look to draw something: the names that each library has for it."""

from spyrales_text import NOTHING, Text

_NAMES = {
    "matplotlib": {
        "bars": "bar` ou `barh",
        "hist": "hist",
        "line": "plot",
        "points": "scatter",
        "pie": "pie",
        "boxes": "boxplot",
        "image": "imshow",
        "mesh": "pcolormesh",
        "area": "fill_between",
        "title": "set_title",
        "x": "set_xlabel",
        "y": "set_ylabel",
        "legend": "legend",
        "xscale": "set_xscale",
        "yscale": "set_yscale",
        "xlimits": "set_xlim",
        "ylimits": "set_ylim",
    },
    "graphics": {
        "bars": "barplot",
        "hist": "hist",
        "line": 'plot(type = "l")',
        "points": "plot",
        "pie": "pie",
        "boxes": "boxplot",
        "image": "rasterImage",
        "mesh": "image",
        "area": "polygon",
        "title": "main",
        "x": "xlab",
        "y": "ylab",
        "legend": "legend",
        "xscale": 'log = "x"',
        "yscale": 'log = "y"',
        "xlimits": "xlim",
        "ylimits": "ylim",
    },
    "ggplot2": {
        "bars": "geom_col",
        "hist": "geom_histogram",
        "line": "geom_line",
        "points": "geom_point",
        "pie": "coord_polar",
        "boxes": "geom_boxplot",
        "image": "annotation_raster",
        "mesh": "geom_tile",
        "area": "geom_area",
        "title": "labs(title = )",
        "x": "labs(x = )",
        "y": "labs(y = )",
        "legend": "aes(colour = )",
        "xscale": "scale_x_log10",
        "yscale": "scale_y_log10",
        "xlimits": "xlim",
        "ylimits": "ylim",
    },
}


def where_to_look(library, about):
    """Whole sentences, or nothing where there is nothing to say."""
    name = _NAMES.get(library, _NAMES["matplotlib"]).get(about)
    if name is None:
        return NOTHING
    return Text(f"Regardez `{name}`.", f"Look at `{name.replace('` ou `', '` or `')}`.")
