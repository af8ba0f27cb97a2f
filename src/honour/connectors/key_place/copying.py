"""A copy of the keys in a second place, for the day on which the first is lost or an older database put back.

What could go wrong for ever: a copy that keeps every key undoes each destruction, and one that keeps none but
the newest cannot open the database backup of last week. So it keeps one generation before the current epoch
and destroys what is older; and the key place remembers the oldest key that the copy may hold (`copied`),
written before that key leaves and again once older ones are destroyed. Where the copy cannot be reached, that
mark stays, and no receipt says that its keys are gone.
"""

from collections.abc import Collection
from pathlib import Path

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place import epochs
from honour.connectors.key_place.folder import (
    KeyPlace,
    epoch_numbers,
    put,
    read,
    read_epochs,
    refuse_open,
    sync,
)

_MARK = "copied"
_ALSO = ("journal.key", "hash.key", "origin")


def oldest_in_copy(folder: Path) -> int | None:
    """The oldest epoch whose key the copy may hold; None where `copy` never made one."""
    mark = folder / _MARK
    return int(mark.read_text()) if mark.exists() else None


def copy(folder: Path, to: Path, generations: int) -> tuple[int, ...]:
    """Bring the copy at `to` up to date, made where it is missing; the epochs that it holds then.

    `generations` before the current one stay there. Raises `StateRefused` where `to` is open to others,
    cannot be written, holds another site's keys, or is the key place itself.
    """
    try:
        return _copied(folder, to, generations)
    except OSError as error:
        raise StateRefused(
            f"{to} cannot be written ({error.strerror}): name a folder that this user may write, on a disk"
            " that is there, then run this again"
        ) from None


def _copied(folder: Path, to: Path, generations: int) -> tuple[int, ...]:
    if to.resolve() == folder.resolve():
        raise StateRefused(f"{to} is the key place itself: name a folder on another disk or machine")
    keys = read(folder)
    if not to.exists():
        to.mkdir(mode=0o700)
        sync(to.parent)
    refuse_open(to)
    _refuse_other_site(keys, to)
    with epochs.changing(folder), epochs.changing(to):
        before = oldest_in_copy(folder)
        _mark(folder, min(keys.epochs) if before is None else min(before, *keys.epochs))
        for name in _ALSO:
            if (folder / name).exists():
                put(to / name, (folder / name).read_bytes())
        there = epoch_numbers(to)
        for number in sorted(set(keys.epochs) - set(there)):
            epochs.add_copy(to, number, keys.epochs[number])
        epochs.destroy(to, [one for one in there if one < max(keys.epochs) - generations])
        holds = epoch_numbers(to)
        _mark(folder, min(holds))
    return tuple(holds)


def bring_back(folder: Path, copy_at: Path, needed: Collection[int]) -> tuple[int, ...]:
    """Put back the keys of epochs that a restored database needs and only the copy still has; which.

    The next turning wraps what survives anew and destroys them again. Raises `StateRefused`.
    """
    _refuse_other_site(read(folder), copy_at)
    with epochs.changing(folder):
        there = read_epochs(copy_at)
        missing = sorted(set(needed) & set(there) - set(epoch_numbers(folder)))
        for number in missing:
            epochs.add_copy(folder, number, there[number])
        return tuple(missing)


def _refuse_other_site(keys: KeyPlace, to: Path) -> None:
    if (to / "journal.key").exists() and read(to).public != keys.public:
        raise StateRefused(f"{to} holds the keys of another site: name a folder of its own for each site")


def _mark(folder: Path, oldest: int) -> None:
    put(folder / _MARK, f"{oldest}\n".encode())
