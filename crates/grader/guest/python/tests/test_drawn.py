"""Which figure a check sees: of its own call, of a figure that was shown, of the module."""

import unittest

from host import grade

HEAD = "from spyrales import *\n"


def kinds(source, *bodies):
    """What the figure of each check is, by the kind of its first plot."""
    checks = "".join(
        f"@check\ndef c{number}(sub):\n    {body}\n    figure = sub.figure()\n"
        "    assert False, 'none' if figure is None else figure.description['kind']\n"
        for number, body in enumerate(bodies)
    )
    result = grade(HEAD + checks, "import matplotlib.pyplot as plt\n" + source)
    return [outcome["message"]["fr"] for outcome in result.outcomes]


class Drawn(unittest.TestCase):
    def test_each_call_starts_without_an_open_figure(self):
        source = "def barres():\n    plt.bar(['a'], [1])\ndef courbe():\n    plt.plot([1, 2])\ndef rien():\n    pass\n"
        bodies = ["sub.call('barres')", "sub.call('courbe')", "sub.call('rien')", "sub.call('barres')"]
        self.assertEqual(kinds(source, *bodies), ["bars", "line", "none", "bars"])

    def test_what_the_module_drew_is_seen_by_a_check_that_calls_nothing(self):
        source = "def barres():\n    plt.bar(['a'], [1])\nplt.scatter([1], [2])\n"
        bodies = ["pass", "sub.call('barres')", "pass", "sub.value('barres')"]
        self.assertEqual(kinds(source, *bodies), ["points", "bars", "points", "points"])

    def test_a_trial_call_of_the_learners_own_is_not_drawn_over(self):
        source = "def barres():\n    plt.bar(['a'], [1])\n    return len(plt.gca().patches)\nbarres()\n"
        check = "@check\ndef un(sub):\n    expect_equal(sub.call('barres'), 1)\n"
        result = grade(HEAD + check, "import matplotlib.pyplot as plt\n" + source)
        self.assertEqual(result.outcome["status"], "passed", result.french)

    def test_a_figure_that_was_shown_is_done_with_and_seen(self):
        source = (
            "def deux():\n    plt.bar(['a'], [1])\n    plt.show()\n    plt.plot([1, 2])\n    plt.show()\n"
            "def une():\n    plt.bar(['a'], [1])\n    plt.show()\n    return plt.get_fignums()\nplt.hist([1, 2, 2])\nplt.show()\n"
        )
        self.assertEqual(kinds(source, "sub.call('deux')", "sub.call('une')", "pass"), ["line", "bars", "hist"])

    def test_a_figure_that_is_returned_or_drawn_on_is_seen(self):
        source = (
            "from matplotlib.figure import Figure\n"
            "def rend():\n    f = Figure()\n    f.subplots().bar(['a'], [1])\n    return f\n"
            "fig, ax = plt.subplots()\ndef dessus():\n    ax.scatter([1], [2])\n"
        )
        self.assertEqual(kinds(source, "sub.call('rend')", "sub.call('dessus')"), ["bars", "points"])

    def test_a_snippet_finds_the_figure_of_the_module_open(self):
        source = "plt.bar(['a'], [1])\nplt.title('T')\n"
        check = "@check\ndef titre(sub):\n    expect_equal(sub.run('plt.gca().get_title()'), 'T')\n"
        result = grade(HEAD + check, "import matplotlib.pyplot as plt\n" + source)
        self.assertEqual(result.outcome["status"], "passed", result.french)


if __name__ == "__main__":
    unittest.main()
