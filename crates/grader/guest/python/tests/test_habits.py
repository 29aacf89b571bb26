"""What scripts do at their end costs nothing where what is asked for is there, and is told."""

import unittest

from test_agent import Case

F = "def f(x):\n    return 2 * x\n"
ASKS = [["function", "f"]]


class Habits(Case):
    def load(self, source, asks=ASKS):
        return self.submission.request("load", source, 7, asks)

    def note(self, source):
        kind, about = self.load(source)
        self.assertEqual(kind, "done", about)
        self.assertEqual(self.call("f", 21), ["done", 42])
        (note,) = about["notes"]
        return note["fr"]

    def test_leaving_at_the_end_is_let_pass(self):
        for last in (
            "exit()",
            "quit()",
            "import sys\nsys.exit()",
            "raise SystemExit(1)",
            "import sys\nsys.exit('fini')",
        ):
            with self.subTest(last):
                self.assertIn("ne coûte rien", self.note(F + last))

    def test_a_main_block_that_fails_is_let_pass(self):
        guard = "if __name__ == '__main__':\n    "
        for last, word in (
            ("import sys\n    print(f(int(sys.argv[1])))", "ligne 5"),
            ("n = int(input('n ? '))", "clavier"),
            ("open('absent.csv')", "FileNotFoundError"),
            ("print(f(3) / 0)", "ZeroDivisionError"),
        ):
            with self.subTest(last):
                self.assertIn(word, self.note(F + guard + last))
        self.assertIn("IndexError", self.note(F + "if '__main__' == __name__:\n    [][0]"))

    def test_input_after_the_definitions_is_let_pass(self):
        self.assertIn("clavier", self.note(F + "x = input('x ? ')\nprint(f(int(x)))"))

    def test_what_is_asked_for_must_be_there(self):
        self.assertEqual(self.load("exit()\n" + F), ["exited", {"code": 0}])
        self.assertEqual(self.load("x = input()\n" + F)[0], "raised")
        self.assertEqual(self.load("if __name__ == '__main__':\n    1 / 0\n" + F)[0], "raised")
        self.assertEqual(self.load(F + "exit()", [*ASKS, ["variable", "y"]])[0], "exited")
        self.assertEqual(self.load(F + "exit()", [])[0], "exited")

    def test_an_error_of_the_script_itself_counts(self):
        self.assertEqual(self.load(F + "1 / 0")[0], "raised")
        self.assertEqual(self.load(F + "if f(1) == 2:\n    1 / 0")[0], "raised")

    def test_a_file_that_was_asked_for_is_there_once_written(self):
        source = "open('sortie.csv', 'w').write('a')\nexit()"
        self.assertEqual(self.load(source, [["file", "sortie.csv"]])[0], "done")
        self.assertEqual(self.load(source, [["file", "autre.csv"]])[0], "exited")

    def test_files_left_open_are_written_out(self):
        self.load("h = open('sortie.csv', 'w')\nh.write('a;b')\n")
        self.submission.request("flush")
        self.assertEqual((self.work / "sortie.csv").read_text(), "a;b")


if __name__ == "__main__":
    unittest.main()
