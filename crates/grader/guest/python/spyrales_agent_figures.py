"""The figures of the learner's code: which one a check means, for `spyrales_agent`.

Each call starts with no open figure, as a cell of a notebook does: what one call draws is not drawn over by the next.
What the module itself drew when it was loaded is kept apart.
"""

import sys

_SHOWN = 4


class Figures:
    """What was drawn while the code was loaded, and by the last operation."""

    def __init__(self):
        self.loaded = []
        self._managers = {}
        self._shown = []
        self._result = None
        self._asked = False

    def begin(self, with_module=False):
        """Forgets what the operation before drew; the figures of the module are open again for code that asks for them."""
        self._shown.clear()
        self._result = None
        pyplot = _pyplot()
        if pyplot is None:
            return
        # A function, for pyplot writes attributes on it.
        pyplot.show = lambda *args, **kwargs: self.show()
        _detach()
        if with_module:
            _manager().figs.update(self._managers)

    def show(self):
        """`plt.show()`: there is no window, and a figure that was shown is done with."""
        self._shown += _open()
        _detach()

    def keep_loaded(self):
        """Takes what is drawn by now as the module's own."""
        self.loaded = self._shown + _open()
        self._shown = []
        self._managers = _detach()
        for figure in self.loaded:
            # What draws on it later sets this again, down to the last line of text in it.
            figure.stale = False

    def take(self, result):
        """Notes what an operation returned, if that is what it drew; any other result is let go."""
        self._result = _figure_of(result)
        self._asked = True

    def of_module(self):
        """The figure that was current when the code was loaded; None if it drew nothing."""
        return self.loaded[-1] if self.loaded else None

    def of_operation(self):
        """The current figure of the last operation, open or shown; None if it drew nothing.

        Before the first operation, that is loading the code.
        """
        if not self._asked:
            return self.of_module()
        pyplot = _pyplot()
        if pyplot is None:
            return None
        if pyplot.get_fignums():
            return pyplot.gcf()
        if self._shown:
            return self._shown[-1]
        return self._result or next((figure for figure in self.loaded if figure.stale), None)

    def for_page(self):
        """The first figures that a run leaves, as pictures."""
        if not self.loaded:
            return []
        import spyrales_values_figure

        return [spyrales_values_figure.shown(figure) for figure in self.loaded[:_SHOWN]]


def _pyplot():
    return sys.modules.get("matplotlib.pyplot")


def _manager():
    """Where pyplot keeps its open figures, the current one last."""
    return sys.modules["matplotlib._pylab_helpers"].Gcf


def _open():
    return [] if _pyplot() is None else [manager.canvas.figure for manager in _manager().figs.values()]


def _detach():
    """Has pyplot forget its open figures without taking them apart, and returns what held them."""
    if _pyplot() is None:
        return {}
    figures = _manager().figs
    held = dict(figures)
    figures.clear()
    return held


def _figure_of(result):
    """The figure that a result is or belongs to: a figure, axes, or something seaborn or pandas returns."""
    if isinstance(result, (tuple, list)) and result:
        result = result[0]
    figure = sys.modules.get("matplotlib.figure")
    if figure is None:
        return None
    if isinstance(result, figure.Figure):
        return result
    owner = getattr(result, "figure", None) if type(result).__module__.startswith("matplotlib.") else None
    return owner if isinstance(owner, figure.Figure) else None
