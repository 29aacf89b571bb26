"""Locales and asyncio's loop, each in a process of its own: what is installed stays."""

import os
import subprocess
import sys
import unittest

from host import GUEST

PATH = f"import sys; sys.path[:0] = [{str(GUEST)!r}]\nimport spyrales_desk; spyrales_desk.install()\n"


def printed(source):
    if not hasattr(os, "fork"):
        raise unittest.SkipTest("a sandbox has one process")
    run = subprocess.run([sys.executable, "-c", PATH + source], capture_output=True, text=True, timeout=60)
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


FRENCH = (
    "import locale, time, datetime\nlocale.setlocale(locale.LC_ALL, 'fr_FR.UTF-8')\nd = datetime.date(2024, 7, 14)\n"
)


class Locales(unittest.TestCase):
    def test_dates_are_written_in_french(self):
        for code, text in [
            ("d.strftime('%A %d %B %Y')", "dimanche 14 juillet 2024"),
            ("f'{d:%a %d %b}'", "dim. 14 juil."),
            ("d.strftime('%x')", "14/07/2024"),
            ("datetime.datetime(2024, 2, 1, 15, 4, 5).strftime('%c|%p|%%B')", "jeu. 01 févr. 2024 15:04:05||%B"),
            ("time.strftime('%B', (2024, 12, 1, 0, 0, 0, 0, 0, 0))", "décembre"),
            ("datetime.datetime.strptime('14 juillet 2024', '%d %B %Y').date()", "2024-07-14"),
            ("__import__('calendar').month_name[8]", "août"),
        ]:
            with self.subTest(code):
                self.assertEqual(printed(FRENCH + f"print({code})"), text)

    def test_pandas_writes_months_in_french(self):
        source = "import pandas as pd\nt = pd.Timestamp('2024-07-14')\nprint(t.month_name(locale='fr_FR.UTF-8'), t.month_name(), t.day_name('fr_FR.utf8'))"
        self.assertEqual(printed(source), "Juillet July Dimanche")
        source = "import pandas as pd\nprint(pd.Series(pd.to_datetime(['2024-02-01'])).dt.strftime('%B')[0], pd.to_datetime('3 mars 2024', format='%d %B %Y').date())"
        self.assertEqual(printed(FRENCH + source), "février 2024-03-03")

    def test_numbers_and_money(self):
        source = "print(locale.format_string('%.2f', 1234.5, grouping=True), locale.currency(1234.5, grouping=True), locale.atof('12,5'))"
        self.assertEqual(printed(FRENCH + source), "1\u202f234,50 1\u202f234,50 € 12.5")

    def test_texts_are_sorted_as_in_a_dictionary(self):
        source = "print(*sorted(['zèbre', 'Élan', 'eau', 'etat', 'État', 'cœur', 'coffre'], key=locale.strxfrm))"
        self.assertEqual(printed(FRENCH + source), "cœur coffre eau Élan etat État zèbre")
        self.assertEqual(printed("import locale\nprint(locale.strcoll('É', 'z') > 0)"), "True")

    def test_a_locale_that_is_not_here_is_refused(self):
        for name in ("de_DE.UTF-8", "fr_FR.ISO8859-1", "xx"):
            with self.subTest(name):
                self.assertIn(
                    "unsupported locale setting", printed(f"import locale\nlocale.setlocale(locale.LC_ALL, {name!r})")
                )

    def test_what_is_set_is_what_is_said_and_can_be_put_back(self):
        source = (
            "import locale\nbefore = locale.setlocale(locale.LC_ALL)\nlocale.setlocale(locale.LC_TIME, 'fr_FR')\n"
            "print(locale.setlocale(locale.LC_TIME), locale.setlocale(locale.LC_COLLATE), end=' ')\n"
            "locale.setlocale(locale.LC_ALL, before)\nprint(locale.setlocale(locale.LC_TIME), locale.setlocale(locale.LC_ALL, ''))"
        )
        self.assertEqual(printed(source), "fr_FR C C fr_FR.UTF-8")


class Loops(unittest.TestCase):
    def test_coroutines_run(self):
        source = """
import asyncio, time
async def g(x):
    await asyncio.sleep(0.01)
    return 2 * x
async def h():
    a, b = await asyncio.gather(g(1), g(2))
    async with asyncio.timeout(5):
        c = await asyncio.to_thread(lambda: 7)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(g(4))
    queue = asyncio.Queue()
    await queue.put(1)
    return a, b, c, task.result(), await queue.get()
print(asyncio.run(h()), asyncio.new_event_loop().run_until_complete(g(3)))
"""
        self.assertEqual(printed(source), "(2, 4, 7, 8, 1) 6")

    def test_what_waits_for_ever_is_told_at_once(self):
        self.assertIn(
            "never comes", printed("import asyncio\nasync def f():\n    await asyncio.Event().wait()\nasyncio.run(f())")
        )


if __name__ == "__main__":
    unittest.main()
