"""The replay ledger in one or two folders outside the site's stores, its state and its key place.

    replay.jsonl   what was destroyed (see `lines`)
    head           the last signed head of the journal, by which a restored state is known

What could go wrong for ever, and what prevents it. *An erasure is not in it*: each line is durable in every
place before the intent exists, hence before anything is destroyed; a place that cannot be written stops the
act. *It is lost or cut*: it lies twice, and the longer of two that agree repairs the other; what a crash left
of a last line is removed, and any other damage is told, never mended by guessing. *It is dropped too early*:
lines go only when the backups that they protect from have ended, and the file is exchanged whole.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from honour.carrying_out.ports import StateRefused
from honour.connectors.ledger.lines import (
    FORMAT,
    Damaged,
    Kind,
    Written,
    act_of,
    as_written,
    encoded,
    facts_of,
    lines_of,
)
from honour.plans.replay import Line

FILE: Final = "replay.jsonl"
HEAD: Final = "head"


def beside(key_place: Path) -> Path:
    """Where the ledger lies unless the settings say otherwise: `NAME.ledger` beside the key place."""
    return key_place.parent / f"{key_place.name.removesuffix('.keys')}.ledger"


@dataclass(slots=True)
class Ledger:
    """The ledger of a site. `places` are folders that may not exist yet; read once, then kept in step."""

    places: tuple[Path, ...]
    lines: list[Written] = field(default_factory=list, init=False, repr=False)
    _acts: dict[str, Line] = field(default_factory=dict, init=False, repr=False)  # by intent
    _ended: dict[str, Kind] = field(default_factory=dict, init=False, repr=False)  # how, by intent
    _length: int = field(default=0, init=False, repr=False)  # of each file, in bytes

    def __post_init__(self) -> None:
        """Read what is there. Raises StateRefused."""
        self._take(*self._read())

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.lines[-1].number if self.lines else 0

    def read_again(self) -> None:
        """Read what another program may have told meanwhile. Raises StateRefused."""
        self._take(*self._read())

    def acts(self) -> tuple[Line, ...]:
        """The acts that were carried out, oldest first."""
        return tuple(act for intent, act in self._acts.items() if self._ended.get(intent) == "settled")

    def unsettled(self) -> tuple[Line, ...]:
        """The acts of which nothing says yet whether they were carried out or abandoned."""
        open_ones = (act for intent, act in self._acts.items() if intent not in self._ended)
        return tuple(replace(act, settled=False) for act in open_ones)

    def number_of(self, intent: str) -> int | None:
        """The number of an act, which its stores bear once it is in them; None for one from before."""
        act = self._acts.get(intent)
        return None if act is None else act.number

    def restore(self) -> Written | None:
        """The restore that is under way (`restore begun`) or not yet replayed (`restore done`)."""
        for line in reversed(self.lines):
            if line.kind in ("restore begun", "restore done", "replayed"):
                return None if line.kind == "replayed" else line
        return None

    def roles_ended(self) -> tuple[tuple[str, str, datetime], ...]:
        """Whose role among the staff was ended, by keyed hash: which role, and when; oldest first."""
        told = (line.facts for line in self.lines if line.kind == "role ended")
        return tuple((each["token"], each["role"], datetime.fromisoformat(each["at"])) for each in told)

    def hidden(self) -> tuple[tuple[str, str, datetime], ...]:
        """What was public and is no longer: the table, the row by keyed hash, and when; oldest first."""
        told = (line.facts for line in self.lines if line.kind == "hidden")
        return tuple((each["place"], each["token"], datetime.fromisoformat(each["at"])) for each in told)

    def announce(self, line: Line) -> None:
        """Tell of an act before its intent exists; durable in every place on return. Its number is given."""
        if self.number_of(line.intent) is None:
            self._append("act", facts_of(line))

    def settle(self, intent: str) -> None:
        """Tell that an act was carried out; again changes nothing."""
        self._end("settled", intent)

    def abandon(self, intent: str) -> None:
        """Tell that nothing of an act was done; again changes nothing."""
        self._end("abandoned", intent)

    def tell(self, kind: Kind, facts: Mapping[str, Any]) -> int:
        """Add a line about a restore; its number."""
        self._append(kind, facts)
        return self.last

    def begin_after(self, number: int) -> None:
        """Begin a new ledger whose numbers follow this one: the old one is lost for good."""
        if self.lines:
            raise ValueError("there is a ledger: none is begun over it")
        content = encoded(number, "ledger", {"format": FORMAT}, "")
        with self._locked():
            self._write_anew(content)

    def let_go(self, number: int) -> int:
        """Drop the lines up to this number, as far as they are about ended acts; how many there were."""
        waiting = [act.number for act in self.unsettled()]
        pending = self.restore()
        last = min([number, *(n - 1 for n in waiting), *([pending.number - 1] if pending else [])])
        going = [line for line in self.lines[1:] if line.number <= last]
        if not going:
            return 0
        with self._locked():
            first = encoded(going[-1].number, "ledger", {"format": FORMAT}, going[-1].hash)
            content = first + b"".join(
                encoded(line.number, line.kind, line.facts, line.before)
                for line in self.lines
                if line.number > last
            )
            self._write_anew(content)
        return len(going)

    def head(self) -> str | None:
        """The last head of the journal that was kept here: that of more entries, where two differ."""
        notes = [path.read_text() for path in self._files(HEAD) if path.exists()]
        return max(notes, key=_size, default=None)

    def keep_head(self, note: str | None) -> None:
        """Keep the journal's last head outside its database; one place that cannot be written is no harm."""
        for place in self.places if note is not None and note != self.head() else ():
            if place.is_dir():
                with suppress(OSError):  # an act may stand between its intent and its end here
                    draft = place / f"{HEAD}.{os.getpid()}.new"
                    draft.write_text(note or "")
                    draft.replace(place / HEAD)

    def faults(self) -> Iterator[tuple[str, str]]:
        """What should be mended, each with how: a single place, a place that lacks lines or is unreadable."""
        if len(self.places) == 1:
            yield (
                f"the replay ledger lies in one place only ({self.places[0]})",
                'name a second in honour.toml, on another disk: `second_ledger = "/PATH"`',
            )
        read = self._each()
        longest = self.last
        for place, found in read.items() if self.lines else ():
            if isinstance(found, Damaged):
                yield f"{place / FILE} is damaged ({found})", "the next act writes it anew from the other"
            elif (found[-1].number if found else 0) < longest:
                yield f"{place / FILE} lacks lines", "the next act completes it from the other place"

    def _take(self, lines: Sequence[Written], length: int) -> None:
        """Make these lines what is known."""
        self.lines, self._acts, self._ended, self._length = [], {}, {}, length
        for line in lines:
            self._know(line)

    def _know(self, line: Written) -> None:
        self.lines.append(line)
        if line.kind == "act":
            try:
                act = act_of(line)
            except Damaged as damaged:
                raise StateRefused(f"the replay ledger {self.places[0]} is damaged: {damaged}") from None
            self._acts[act.intent] = act
        elif line.kind in ("settled", "abandoned"):
            self._ended[str(line.facts.get("intent"))] = line.kind

    def _write_anew(self, content: bytes) -> None:
        for place in self.places:
            _exchange(place, content)
        self._take(lines_of(content), len(content))

    def _end(self, kind: Kind, intent: str) -> None:
        if intent in self._acts and intent not in self._ended:
            self._append(kind, {"intent": intent})

    def _append(self, kind: Kind, facts: Mapping[str, Any]) -> None:
        with self._locked():
            if not self.lines:
                self._write_anew(encoded(0, "ledger", {"format": FORMAT}, ""))
            last = self.lines[-1]
            before = last.before if last.kind == "ledger" and last.number else last.hash
            added = encoded(last.number + 1, kind, facts, before)
            for path in self._files(FILE):
                with _told(path):
                    _add(path, added)
            self._know(as_written(added.removesuffix(b"\n")))
            self._length += len(added)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other writers out, and bring every place to the longest that there is."""
        for place in self.places:
            with _told(place):
                place.mkdir(mode=0o700, exist_ok=True)
        with _told(self.places[0]), (self.places[0] / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not all(path.exists() and path.stat().st_size == self._length for path in self._files(FILE)):
                self._repair()
            yield

    def _repair(self) -> None:
        """Bring every place to the longest, without what a crash left of a last line."""
        lines, _ = self._read()
        content = b"".join(encoded(line.number, line.kind, line.facts, line.before) for line in lines)
        for path in self._files(FILE) if lines else ():
            if not path.exists() or path.read_bytes() != content:
                _exchange(path.parent, content)
        self._take(lines, len(content))

    def _files(self, name: str) -> list[Path]:
        return [place / name for place in self.places]

    def _each(self) -> dict[Path, Sequence[Written] | Damaged]:
        found: dict[Path, Sequence[Written] | Damaged] = {}
        for path in self._files(FILE):
            with _told(path):
                try:
                    found[path.parent] = lines_of(path.read_bytes()) if path.exists() else ()
                except Damaged as damaged:
                    found[path.parent] = damaged
        return found

    def _read(self) -> tuple[Sequence[Written], int]:
        """The lines of the longest place that is whole, and their length. Raises StateRefused."""
        each = self._each()
        good = {place: found for place, found in each.items() if not isinstance(found, Damaged) and found}
        if not good:
            for place, found in each.items():
                if isinstance(found, Damaged):
                    raise StateRefused(
                        f"the replay ledger {place / FILE} is damaged ({found}): put it back from its other"
                        " place or a copy; without it nobody knows whom a restored backup brings back"
                    )
            return (), 0
        self._refuse_differing(good)
        best = max(good, key=lambda place: (good[place][-1].number, good[place][0].number))
        if len(good) < len(each):
            return good[best], -1  # the next act writes every place anew
        return good[best], sum(
            len(encoded(line.number, line.kind, line.facts, line.before)) for line in good[best]
        )

    def _refuse_differing(self, good: Mapping[Path, Sequence[Written]]) -> None:
        known: dict[int, tuple[str, Path]] = {}
        for place, found in good.items():
            for line in found:
                hashed = line.before if line.kind == "ledger" and line.number else line.hash
                other = known.setdefault(line.number, (hashed, place))
                if other[0] != hashed:
                    raise StateRefused(
                        f"the replay ledgers in {other[1]} and {place} differ from line number {line.number}"
                        " on: find out which is this site's and move the other away; it is then written anew"
                    )


def _size(note: str) -> int:
    """How many entries a head names, its second line; 0 for a text that names none."""
    lines = note.split("\n")
    return int(lines[1]) if len(lines) > 1 and lines[1].isdecimal() else 0


def _add(path: Path, added: bytes) -> None:
    """Append a line and make it durable; a write that failed leaves nothing behind."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND)
    try:
        length = os.fstat(handle).st_size
        try:
            if os.write(handle, added) != len(added):
                raise OSError(28, "No space left on device", str(path))
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, length)
            raise
    finally:
        os.close(handle)


def _exchange(place: Path, content: bytes) -> None:
    """Put a file in the place of the one that is there, whole or not at all."""
    with _told(place):
        draft = place / f"{FILE}.new"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        draft.replace(place / FILE)
        folder = os.open(place, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StateRefused(
            f"the replay ledger {path} cannot be used ({error.strerror}): mount its disk, make room or give"
            " this user the right to write it, then run this again; nothing was destroyed"
        ) from error
