"""What programs do with files, clocks and archives; runs natively, where CPython meets a real system, and in the guest."""

import contextlib
import errno
import glob
import io
import os
import pathlib
import random
import shutil
import sqlite3
import stat
import tarfile
import tempfile
import time
import unittest
import zipfile


class InAFolder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        # Not back to where it began: the guest begins in `/`, which is no folder of its.
        self.addCleanup(os.chdir, tempfile.gettempdir())
        os.chdir(self.folder)

    def assert_errno(self, number, attempt, *arguments, **named):
        with self.assertRaises(OSError) as caught:
            attempt(*arguments, **named)
        self.assertEqual(errno.errorcode[caught.exception.errno], errno.errorcode[number])


class Files(InAFolder):
    def test_a_file_does_what_bytes_in_memory_do(self):
        lots = random.Random(7)
        for case in range(30):
            with open(f"f{case}", "w+b", buffering=lots.choice([0, 16, 8192])) as file:
                memory = io.BytesIO()
                for _ in range(60):
                    here = lots.randrange(200)
                    match lots.randrange(6):
                        case 0:
                            self.assertEqual(file.seek(here), memory.seek(here))
                        case 1:
                            self.assertEqual(file.read(here), memory.read(here))
                        case 2:
                            data = lots.randbytes(here)
                            self.assertEqual(file.write(data), memory.write(data))
                        case 3:
                            size = min(here, len(memory.getbuffer()))
                            self.assertEqual(file.truncate(size), memory.truncate(size))
                        case 4:
                            self.assertEqual(file.seek(0, os.SEEK_END), memory.seek(0, os.SEEK_END))
                        case 5:
                            self.assertEqual(file.tell(), memory.tell())
                file.flush()
            self.assertEqual(pathlib.Path(f"f{case}").read_bytes(), memory.getvalue())

    def test_modes(self):
        self.assert_errno(errno.ENOENT, open, "absent")
        with open("f", "x") as file:
            file.write("un\n")
        self.assert_errno(errno.EEXIST, open, "f", "x")
        with open("f", "a+") as file:
            file.write("deux\n")
            file.seek(0)
            self.assertEqual(file.readlines(), ["un\n", "deux\n"])
        with open("f", "r+") as file:
            file.write("UN")
        self.assertEqual(pathlib.Path("f").read_text(), "UN\ndeux\n")
        with open("f", "w"):
            pass
        self.assertEqual(os.path.getsize("f"), 0)
        self.assert_errno(errno.EISDIR, open, ".")
        self.assert_errno(errno.ENOTDIR, open, "f/g")

    def test_descriptors(self):
        fd = os.open("f", os.O_RDWR | os.O_CREAT)
        self.assertEqual(os.write(fd, b"0123456789"), 10)
        self.assertEqual((os.pread(fd, 4, 3), os.lseek(fd, 0, os.SEEK_CUR)), (b"3456", 10))
        self.assertEqual(os.pwrite(fd, b"xy", 1), 2)
        os.ftruncate(fd, 5)
        os.fsync(fd)
        self.assertEqual((os.pread(fd, 99, 0), os.fstat(fd).st_size), (b"0xy34", 5))
        os.close(fd)
        self.assert_errno(errno.EBADF, os.read, fd, 1)
        fd = os.open("f", os.O_RDONLY)
        self.assert_errno(errno.EBADF, os.write, fd, b"x")
        os.close(fd)

    def test_text_in_every_coding_and_with_every_line_end(self):
        for coding in ("utf-8", "utf-16", "latin-1", "cp1252"):
            for newline in ("\n", "\r\n", "\r"):
                with open("t", "w", encoding=coding, newline=newline) as file:
                    file.write("été\ndeux\n")
                with open("t", encoding=coding) as file:
                    self.assertEqual(file.read(), "été\ndeux\n")
                with open("t", encoding=coding, newline="") as file:
                    self.assertEqual(file.read(), f"été{newline}deux{newline}")


class Folders(InAFolder):
    def tree(self):
        for path in ("a/b/c.txt", "a/d.csv", "a/b/e/f.csv", "été/g.csv"):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            pathlib.Path(path).write_text(path)

    def test_walking_and_globbing(self):
        self.tree()
        walked = {root: (sorted(folders), sorted(files)) for root, folders, files in os.walk(".")}
        self.assertEqual(walked["./a"], (["b"], ["d.csv"]))
        self.assertEqual(walked["./a/b"], (["e"], ["c.txt"]))
        self.assertEqual(sorted(glob.glob("**/*.csv", recursive=True)), ["a/b/e/f.csv", "a/d.csv", "été/g.csv"])
        self.assertEqual(sorted(str(path) for path in pathlib.Path("a").rglob("*.csv")), ["a/b/e/f.csv", "a/d.csv"])
        with os.scandir("a") as entries:
            self.assertEqual(sorted((entry.name, entry.is_dir()) for entry in entries), [("b", True), ("d.csv", False)])

    def test_hundreds_of_entries(self):
        names = [f"fichier-{number:03}" for number in range(300)]
        for name in names:
            pathlib.Path(name).touch()
        self.assertEqual(sorted(os.listdir()), names)
        for name in os.listdir():
            os.remove(name)
        self.assertEqual(os.listdir(), [])

    def test_copying_moving_and_removing(self):
        self.tree()
        shutil.copytree("a", "copie")
        self.assertEqual(pathlib.Path("copie/b/e/f.csv").read_text(), "a/b/e/f.csv")
        shutil.move("copie", "été/copie")
        os.replace("a/d.csv", "été/g.csv")
        self.assertEqual(pathlib.Path("été/g.csv").read_text(), "a/d.csv")
        self.assert_errno(errno.ENOTEMPTY, os.rmdir, "a")
        self.assert_errno(errno.EISDIR, os.remove, "a")
        self.assert_errno(errno.ENOTDIR, os.rmdir, "été/g.csv")
        self.assert_errno(errno.EEXIST, os.mkdir, "a")
        self.assert_errno(errno.ENOENT, os.rename, "absent", "x")
        self.assert_errno(errno.EINVAL, os.rename, "a", "a/b/a")
        shutil.rmtree("a")
        self.assertEqual(sorted(os.listdir()), ["été"])

    def test_links(self):
        pathlib.Path("f").write_text("x")
        os.symlink("f", "lien")
        os.link("f", "double")
        self.assertEqual((os.readlink("lien"), os.path.islink("lien"), os.path.islink("f")), ("f", True, False))
        self.assertTrue(os.path.samefile("f", "double"))
        self.assertEqual((os.stat("f").st_nlink, os.lstat("lien").st_size), (2, 1))
        os.remove("f")
        self.assertEqual((os.path.exists("lien"), os.path.lexists("lien")), (False, True))
        self.assertEqual(pathlib.Path("double").read_text(), "x")
        os.symlink("boucle", "boucle")
        self.assert_errno(errno.ELOOP, open, "boucle")

    def test_what_stat_says(self):
        pathlib.Path("f").write_bytes(b"abc")
        os.mkdir("d")
        self.assertTrue(stat.S_ISREG(os.stat("f").st_mode) and stat.S_ISDIR(os.stat("d").st_mode))
        os.utime("f", ns=(1_000_000_007, 2_000_000_009))
        self.assertEqual((os.stat("f").st_atime_ns, os.stat("f").st_mtime_ns), (1_000_000_007, 2_000_000_009))
        self.assert_errno(errno.ENOENT, os.stat, "absent")


class Temporary(InAFolder):
    def test_files_and_folders_that_go_by_themselves(self):
        with tempfile.NamedTemporaryFile("w+", suffix=".csv") as file:
            file.write("a,b\n")
            file.seek(0)
            self.assertEqual(file.read(), "a,b\n")
            name = file.name
        self.assertFalse(os.path.exists(name))
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "f").touch()
        self.assertFalse(os.path.exists(folder))
        with tempfile.SpooledTemporaryFile(max_size=4) as file:
            file.write(b"0123456789")
            file.seek(3)
            self.assertEqual(file.read(), b"3456789")


class Archives(InAFolder):
    def test_a_zip_archive_is_written_appended_to_read_and_unpacked(self):
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile("z.zip", "w", method) as archive:
                archive.writestr("a.txt", "un" * 1000)
            with zipfile.ZipFile("z.zip", "a", method) as archive:
                archive.writestr("dossier/é.txt", "deux")
            with zipfile.ZipFile("z.zip") as archive:
                self.assertIsNone(archive.testzip())
                self.assertEqual(archive.read("a.txt"), b"un" * 1000)
                archive.extractall("sortie")
            self.assertEqual(pathlib.Path("sortie/dossier/é.txt").read_text(), "deux")

    def test_a_zip_archive_unpacks_nothing_outside(self):
        with zipfile.ZipFile("z.zip", "w") as archive:
            archive.writestr("../../dehors.txt", "x")
        with zipfile.ZipFile("z.zip") as archive:
            archive.extractall("sortie")
        self.assertEqual(os.listdir("sortie"), ["dehors.txt"])

    def test_a_tar_archive(self):
        pathlib.Path("f").write_text("x")
        with tarfile.open("t.tar", "w") as archive:
            archive.add("f", "dossier/f")
        with tarfile.open("t.tar") as archive:
            archive.extractall("sortie", filter="data")
        self.assertEqual(pathlib.Path("sortie/dossier/f").read_text(), "x")


class Databases(InAFolder):
    def test_a_database_in_a_file(self):
        with contextlib.closing(sqlite3.connect("base.sqlite")) as base:
            base.execute("CREATE TABLE t(n)")
            base.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(1000)])
            base.commit()
            base.execute("DELETE FROM t")
            base.rollback()
        with contextlib.closing(sqlite3.connect("base.sqlite")) as base:
            self.assertEqual(base.execute("SELECT count(*), sum(n) FROM t").fetchone(), (1000, 499_500))


class Clocks(unittest.TestCase):
    def test_clocks_go_on_and_sleep_lasts(self):
        before, wall = time.monotonic(), time.time()
        time.sleep(0.05)
        self.assertGreaterEqual(time.monotonic() - before, 0.05)
        self.assertAlmostEqual(time.time() - wall, time.monotonic() - before, delta=0.05)
        readings = [time.perf_counter_ns() for _ in range(100)]
        self.assertEqual(readings, sorted(readings))

    def test_dates_are_those_of_the_calendar(self):
        self.assertEqual(time.gmtime(0)[:6], (1970, 1, 1, 0, 0, 0))
        self.assertEqual(time.strftime("%Y-%m-%d", time.gmtime(1_709_164_800)), "2024-02-29")
        self.assertEqual(time.mktime(time.localtime(1_000_000_000)), 1_000_000_000)


if __name__ == "__main__":
    unittest.main()
