"""Removes files as a database deletes rows: all of an act or nothing, whatever kills it in between.

What could go wrong for ever, and what prevents it:

- *Half of an erasure is done.* Files are first moved aside, within the same file system, under the folder
  `.honour/aside/begun`; only when all are there is that folder renamed to `.honour/aside/done-PLAN.STEP`, and
  that one rename is the commit. What is found under `begun` later is moved back; under `done-`, removed.
- *Something else than what was looked at is moved.* Each part of the path is opened from the folder above it,
  and what was moved must still be a plain file with one name; else all is taken back.
- *It is done twice, or a crash forgets that it was.* A guard file, `.honour/guards/PLAN.STEP`, is durable
  before what was moved aside goes.
- *A file that came meanwhile is overwritten by one that is moved back.* Moving back makes a new name and
  refuses one that is taken.
- *Two do it at once.* Whoever works holds the lock of `.honour/lock`.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.connectors.files.tree import OWN, opened_folder, told

_BEGUN, _DONE = "begun", "done-"


class Aside:
    """The removal of files of one folder, begun and not yet committed. Made by `removing`."""

    def __init__(self, store: str, root: Path, opened: int) -> None:
        self._store = store
        self._root = root
        self._opened = opened
        self._guard: tuple[str, str, str] | None = None
        self._mark: int | None = None
        self._left: set[Path] = set()

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard."""
        return _guard(self._root, plan, step).exists()

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard with this removal's commit."""
        self._guard = (plan, step, at)

    def raise_mark(self, epoch: int) -> None:
        """Leave the number of this act with this removal's commit."""
        self._mark = epoch

    def move(self, path: str) -> None:
        """Move one file aside. Raises StoreChanged, StoreUnreachable."""
        target = _aside(self._root) / _BEGUN / path
        *parts, name = path.split("/")
        with _remedied(self._store), opened_folder(self._store, self._opened, tuple(parts)) as folder:
            if not isinstance(folder, int):
                raise StoreChanged(f"{self._store}: a folder changed meanwhile; ask for the plan again")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.rename(name, target, src_dir_fd=folder)
            facts = target.lstat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
            raise StoreChanged(f"{self._store}: a file became a link meanwhile; look who changes this folder")
        self._left.add((self._root / path).parent)

    def commit(self) -> None:
        """Make it so: from here on the files are gone, also if this process is killed."""
        with _remedied(self._store):
            for folder in sorted(self._left):
                _sync(folder)
            begun = _aside(self._root) / _BEGUN
            if begun.exists():
                _sync_all(begun)
                begun.rename(
                    _aside(self._root) / f"{_DONE}{'.'.join(self._guard[:2] if self._guard else ())}"
                )
                _sync(_aside(self._root))
            if self._mark is not None:
                _write(_mark(self._root), str(self._mark))
            if self._guard is not None:
                _write(_guard(self._root, *self._guard[:2]), self._guard[2])
            _finish(self._root)


@contextmanager
def removing(store: str, root: Path, opened: int) -> Iterator[Aside]:
    """A removal, committed if the context ends without an error, else taken back. `opened` is the folder.

    Raises StoreChanged, StoreUnreachable.
    """
    with _remedied(store):
        _aside(root).mkdir(parents=True, exist_ok=True, mode=0o700)
        (root / OWN / "guards").mkdir(exist_ok=True, mode=0o700)
    with _locked(store, root):
        recover(store, root)
        removal = Aside(store, root, opened)
        try:
            yield removal
        except BaseException:
            recover(store, root)
            raise
        removal.commit()


def mark_of(store: str, root: Path) -> int | None:
    """The number of the last act that was committed here. Raises StoreUnreachable."""
    with _remedied(store):
        try:
            written = _mark(root).read_text("ascii")
        except FileNotFoundError:
            return None
    return int(written) if written.isdigit() else None


def recover(store: str, root: Path) -> None:
    """Finish what was committed and take back what was not. Raises StoreUnreachable."""
    with _remedied(store):
        _finish(root)
        begun = _aside(root) / _BEGUN
        if begun.exists():
            _move_back(store, root, begun)
            _remove(begun)


def _finish(root: Path) -> None:
    """Remove what was committed, once its guard is durable."""
    for done in _aside(root).glob(f"{_DONE}*"):
        plan, _, step = done.name.removeprefix(_DONE).partition(".")
        if plan and not _guard(root, plan, step).exists():
            _write(_guard(root, plan, step), "recovered")
        _tidy(root, done)
        _remove(done)


def _tidy(root: Path, done: Path) -> None:
    """Folders that held what is gone go too where they are empty: their names may be somebody's."""
    for inner, _, _ in os.walk(done, topdown=False):
        folder = root / Path(inner).relative_to(done)
        if folder != root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            _sync(folder.parent)


def _move_back(store: str, root: Path, begun: Path) -> None:
    for folder, _, names in os.walk(begun):
        for name in names:
            moved = Path(folder) / name
            target = root / moved.relative_to(begun)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(moved, target, follow_symlinks=False)
            except FileExistsError:
                if moved.samefile(target):  # an earlier attempt was killed between the two names
                    moved.unlink()
                    continue
                raise StoreUnreachable(
                    f"{store}: a file that was moved aside cannot go back, for its name is taken; "
                    f"look into {OWN}/aside/{_BEGUN} of the folder, keep what is right, then run this again"
                ) from None
            _sync(target.parent)
            moved.unlink()


@contextmanager
def _locked(store: str, root: Path) -> Iterator[None]:
    with _remedied(store):
        lock = os.open(root / OWN / "lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StoreUnreachable(
            f"{store}: another act is at work in this folder; wait until it ends, then run this again"
        ) from None
    finally:
        os.close(lock)


@contextmanager
def _remedied(store: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise told(store, error) from None


def _aside(root: Path) -> Path:
    return root / OWN / "aside"


def _mark(root: Path) -> Path:
    return root / OWN / "mark"


def _guard(root: Path, plan: str, step: str) -> Path:
    return root / OWN / "guards" / f"{plan}.{step}"


def _write(path: Path, text: str) -> None:
    """A small file, durable under its name or as it was before."""
    draft = path.with_name(f"{path.name}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.rename(path)
    _sync(path.parent)


def _remove(folder: Path) -> None:
    """Remove a folder and all below it, links as links."""
    if not folder.exists():
        return
    for inner, folders, names in os.walk(folder, topdown=False):
        for name in names:
            (Path(inner) / name).unlink()
        for name in folders:
            (Path(inner) / name).rmdir()
    folder.rmdir()
    _sync(folder.parent)


def _sync_all(folder: Path) -> None:
    for inner, _, _ in os.walk(folder):
        _sync(Path(inner))


def _sync(folder: Path) -> None:
    """Make the names in a folder durable. One that is gone needs none; not every file system can."""
    with suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(descriptor)
