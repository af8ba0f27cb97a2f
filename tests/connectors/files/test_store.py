"""A folder as a store: whose a file is, how it goes, what is refused, and what a kill leaves."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from honour.carrying_out.stores import NOBODY, Keys, StoreChanged, StoreUnreachable
from honour.connectors.files.store import Described, FolderStore, open_folder
from honour.places.map import Store
from honour.places.patterns import MODIFIED, PATH, read_pattern
from honour.places.personal import Personal
from honour.places.selections import Always, Before, IsSubject, Not, Selection, Table, Written
from honour.plans.plan import DateSpan, Delete

ROOT = Path(__file__).parents[3]
UPLOADS = Table("uploads", "{customer.id}/**")
PICTURES = Table("uploads", "pictures/{customer.login}.png")
PATTERNS: Mapping[Table, Described] = {
    PICTURES: Described(read_pattern(PICTURES.name)),  # first, for the next describes these files too
    UPLOADS: Described(read_pattern(UPLOADS.name), is_number=True),
}
ANNE: Keys = Personal(((1,),))
BOB: Keys = Personal(((12,),))
HERS = Selection(UPLOADS, IsSubject(("customer.id",)))
OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The uploads of two customers whose keys begin alike, and two pictures."""
    folder = tmp_path / "uploads"
    for name, text in {
        "1/contract.pdf": "Anne's contract",
        "1/letters/first.txt": "Dear Anne",
        "12/contract.pdf": "Bob's contract",
        "pictures/anne.png": "her face",
        "pictures/bob.png": "his face",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@contextmanager
def opened(root: Path) -> Iterator[FolderStore]:
    with open_folder(Store("uploads", str(root), "UTC"), str(root), PATTERNS) as store:
        yield store


def files(root: Path) -> list[str]:
    """Every file of the site's own, by its path."""
    found = (path.relative_to(root) for path in root.rglob("*") if not path.is_dir())
    return sorted(str(path) for path in found if path.parts[0] != ".honour")


def removing(selection: Selection) -> Delete:
    return Delete(selection, (PATH,), ("document",), ())


def remove(root: Path, keys: Keys, plan: str = "plan-1") -> int:
    with opened(root) as store, store.work() as work:
        met = work.carry_out(removing(HERS), keys)
        work.mark_done(plan, "uploads", "2026-12-01T09:30Z")
    return met


def test_a_file_is_somebodys_by_its_slot_and_nobody_elses(root: Path) -> None:
    with opened(root) as store:
        assert store.tally([HERS], ANNE) == (2,)
        assert store.tally([HERS], BOB) == (1,)
        assert store.tally([HERS], NOBODY) == (0,)
        paths = [path for (path,) in store.rows(HERS, (PATH,), ANNE).reveal()]
        assert paths == ["1/contract.pdf", "1/letters/first.txt"]
        assert b"".join(store.contents(Personal("1/contract.pdf"))) == b"Anne's contract"


def test_the_text_of_a_number_is_another_key(root: Path) -> None:
    with opened(root) as store:
        assert store.tally([HERS], Personal((("1",),))) == (0,)
        (root / "01").mkdir()
        (root / "01/other.txt").write_text("of nobody", "utf-8")
        assert store.tally([HERS], ANNE) == (2,)
        assert store.tally([Selection(UPLOADS, Not(IsSubject(("customer.id",))))], ANNE) == (2,)


def test_all_of_hers_goes_and_nothing_of_his(root: Path) -> None:
    assert remove(root, ANNE) == 2
    assert files(root) == ["12/contract.pdf", "pictures/anne.png", "pictures/bob.png"]
    assert not (root / "1").exists(), "an empty folder would still tell her number"
    left = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert b"Anne" not in left
    assert b"Bob" in left


def test_a_date_chooses_among_files(root: Path) -> None:
    os.utime(root / "1/contract.pdf", (1e9, 1e9))
    old = Before(MODIFIED, OLD, Written("unix seconds"))
    with opened(root) as store:
        assert store.tally([Selection(UPLOADS, old)], NOBODY) == (1,)
        (span,) = store.spans([DateSpan(HERS, MODIFIED, Written("unix seconds"))], ANNE)
        assert span.first == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)


def test_an_act_that_fails_puts_every_file_back(root: Path) -> None:
    before = files(root)
    with opened(root) as store:
        with suppress(ZeroDivisionError), store.work() as work:
            assert work.carry_out(removing(HERS), ANNE) == 2
            assert work.tally([HERS], ANNE) == (0,)
            raise ZeroDivisionError
        assert store.tally([HERS], ANNE) == (2,)
    assert files(root) == before
    assert (root / "1/letters/first.txt").read_text("utf-8") == "Dear Anne"


def test_what_is_done_is_known_the_next_time(root: Path) -> None:
    remove(root, ANNE)
    with opened(root) as store, store.work() as work:
        assert work.is_done("plan-1", "uploads")
        assert not work.is_done("plan-2", "uploads")


def test_two_acts_at_once_are_refused(root: Path) -> None:
    with opened(root) as store, store.work(), pytest.raises(StoreUnreachable, match="another act"):
        remove(root, BOB)
    assert remove(root, BOB) == 1


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    Path(path.name).rename(path)


ODD: Mapping[str, Callable[[Path], object]] = {
    "a symbolic link": lambda path: path.symlink_to("/etc/hostname"),
    "a link to a folder": lambda path: path.symlink_to("/etc"),
    "a hard link": lambda path: os.link(path.parent.parent / "12/contract.pdf", path),
    "a pipe": os.mkfifo,
    "a socket": bound,
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_no_plain_file_is_refused_and_nothing_is_done(
    root: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)  # the path of a socket must be short
    ODD[what](root / "1/odd")
    before = files(root)
    with pytest.raises(StoreChanged, match="nothing was done") as caught:
        remove(root, ANNE)
    assert "odd" not in str(caught.value), "a file's name may be somebody's"
    assert files(root) == before
    assert (root / "12/contract.pdf").read_text("utf-8") == "Bob's contract"


def test_a_folder_that_is_a_link_is_not_entered(root: Path) -> None:
    shutil.rmtree(root / "1")
    (root / "1").symlink_to(root / "12")
    with pytest.raises(StoreChanged):
        remove(root, ANNE)
    assert (root / "12/contract.pdf").exists()


@pytest.mark.parametrize("login", ["../12/contract", "..", ".", "", "a/b", "a\0b", "/etc/passwd"])
def test_a_value_that_leads_elsewhere_is_nobodys(root: Path, login: str) -> None:
    by_login = Selection(PICTURES, IsSubject(("customer.login",)))
    with opened(root) as store:
        assert store.tally([by_login], Personal(((login,),))) == (0,)
        assert store.tally([by_login], Personal((("anne",),))) == (1,)


def test_files_that_no_pattern_describes_are_counted(root: Path) -> None:
    (root / "stray.txt").write_text("whose?", "utf-8")
    (root / "12/link").symlink_to("contract.pdf")
    with opened(root) as store:
        assert store.undescribed() == (1, ("a symbolic link",))


def test_a_folder_that_is_not_there_is_told_with_its_remedy(tmp_path: Path) -> None:
    for address in (str(tmp_path / "nowhere"), "relative/path"):
        store = Store("uploads", address, "UTC")
        with pytest.raises(StoreUnreachable, match="folder"), open_folder(store, address, PATTERNS):
            pass


def test_a_file_that_cannot_be_moved_leaves_all_as_it_was(root: Path) -> None:
    taken = root / ".honour/aside/begun/1"
    taken.parent.mkdir(parents=True)
    taken.write_text("a file where a folder must be", "utf-8")
    with pytest.raises(StoreUnreachable):
        remove(root, ANNE)
    assert (root / "1/contract.pdf").read_text("utf-8") == "Anne's contract"


def test_the_first_pattern_that_describes_a_file_has_it(root: Path) -> None:
    with opened(root) as store:
        assert store.tally([Selection(table, Always()) for table in PATTERNS], NOBODY) == (2, 3)


# Killed

REMOVE = """
import sys
from pathlib import Path
from tests.connectors.files.test_store import ANNE, HERS, opened, removing
with opened(Path(sys.argv[1])) as store, store.work() as work:
    if not work.is_done("plan-1", "uploads"):
        work.carry_out(removing(HERS), ANNE)
        work.mark_done("plan-1", "uploads", "2026-12-01T09:30Z")
"""
CALLS = "fsync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,rmdir"


def run(root: Path, *tracer: str) -> int:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    words = [*tracer, sys.executable, "-c", REMOVE, str(root)]
    return subprocess.run(words, env=environment, stderr=subprocess.DEVNULL, check=False).returncode


@pytest.mark.parametrize("point", range(1, 24, 2))
def test_a_removal_killed_anywhere_is_finished_or_not_begun(root: Path, point: int) -> None:
    strace = shutil.which("strace")
    reason = "strace is missing: it stops a process at the n-th call (apt-get install strace)"
    if strace is None and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if strace is None:
        pytest.skip(reason)
    inject = f"inject={CALLS}:signal=SIGKILL:when={point}"
    words = [strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject]
    killed = run(root, *words) != 0
    assert killed or point > 12
    with opened(root) as store:  # whoever looks before the next act sees no half of it as somebody's
        assert store.tally([HERS], ANNE)[0] in (0, 1, 2)
    assert run(root) == 0
    assert files(root) == ["12/contract.pdf", "pictures/anne.png", "pictures/bob.png"]
    assert not any((root / ".honour/aside").iterdir())
