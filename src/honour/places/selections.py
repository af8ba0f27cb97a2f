"""Selections: how a plan speaks of rows without ever holding one.

A selection is a table and a condition. The conditions are a small closed algebra: constants, "is the
subject's", comparison with a constant from the map, comparison of a date with a constant instant, "some
linked row …", and, or, not. Every atom is true or false, never unknown: a comparison with NULL is false, so
its negation is true. The SQL connector compiles a selection to one set-based statement; `selects`
interprets it over rows in memory. Hypothesis holds the two together
(tests/connectors/sql/test_selections.py).

A selection names no person. The subject's keys are bound when it is carried out.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, Literal, TypeAlias, TypeGuard
from zoneinfo import ZoneInfo

from honour.places.json_paths import json_path, value_at
from honour.places.personal import Personal

Scalar: TypeAlias = str | int | float | bytes | datetime | None
Row: TypeAlias = Mapping[str, Scalar]
Key: TypeAlias = tuple[Scalar, ...]

FLOOR = datetime(1970, 1, 2, tzinfo=UTC)
"""No site is older: an earlier date is a zero date or a slip of the pen, hence a finding and never due."""

CALENDAR_DATE: Final = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
"""How a wall date begins, as a regular expression that Python, PostgreSQL and MariaDB read alike."""

_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
_OFFSET = "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)"
ISO_TEXT: Final = f"(?!0000){_DAY}([T ]{_TIME}{_OFFSET}?)?"
"""An ISO text as all three databases can read it: RFC 3339 (section 5.6), with seconds and offset left out
where they are unknown, and a date alone. Any other spelling (week dates, no hyphens) writes no instant."""

_WALL_DATE = re.compile(CALENDAR_DATE)
_ISO_TEXT = re.compile(ISO_TEXT)
_PLAIN = re.compile(r"[-0-9:.,+TZW ]+")  # Python reads any letter between date and time; ISO 8601 does not


@dataclass(frozen=True, slots=True, order=True)
class Table:
    """A table of a store, as the database writes its name."""

    store: str
    name: str
    schema: str | None = None

    def __str__(self) -> str:
        return ".".join(part for part in (self.store, self.schema, self.name) if part is not None)


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of `table` point, by `columns`, at rows of `to` by `to_columns` (as many, in the same order).

    By key, both ends hold the same value. By value, both hold texts that are the same once `compared`.
    """

    table: Table
    columns: tuple[str, ...]
    to: Table
    to_columns: tuple[str, ...]
    by: Literal["key", "value"] = "key"

    def reversed(self) -> "Link":
        """The same link, walked from the row pointed at to the rows that point."""
        return Link(self.to, self.to_columns, self.table, self.columns, self.by)


@dataclass(frozen=True, slots=True)
class Written:
    """How a date column writes an instant.

    `wall` is a date and time of day (or a date alone) as read on a clock in `zone`; `unix seconds` counts
    from 1970; `iso text` bears its own offset (ISO 8601 as RFC 3339 has it), UTC where it bears none. A
    column that keeps instants (`timestamptz`) is one whatever is said of it here. No date before `since`
    (aware, FLOOR or later) can be true.
    """

    form: Literal["wall", "unix seconds", "iso text"] = "wall"
    zone: str = "UTC"
    since: datetime = FLOOR


WALL_IN_UTC = Written()


@dataclass(frozen=True, slots=True)
class Always:
    """True of each row."""


@dataclass(frozen=True, slots=True)
class Never:
    """True of no row."""


class GroupKey(tuple[Scalar, ...]):
    """A key of one of several groups of people who are bound together, each meant by its name."""

    group: str

    def __new__(cls, key: Key, group: str) -> "GroupKey":
        """The key, in a group."""
        made = super().__new__(cls, key)
        made.group = group
        return made

    def __eq__(self, other: object) -> bool:
        """The same key in the same group."""
        return isinstance(other, GroupKey) and self.group == other.group and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self.group, tuple(self)))


def group_of(key: Key) -> str:
    """The group that a bound key belongs to; of the subject itself it has no name."""
    return key.group if isinstance(key, GroupKey) else ""


@dataclass(frozen=True, slots=True)
class IsSubject:
    """The row's `columns` are a key of one of the subject's rows. NULL is nobody's key.

    With `group`, the key of one of that group of people (see `GroupKey`), and of nobody else who is bound.
    """

    columns: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """The row's `columns` are one of these keys, which another store gave in answer to a question.

    Never part of a plan: a plan speaks of the other store's rows, and this is what they said (`across`).
    `question` numbers it within its act, for the keys are personal and are not compared.
    """

    columns: tuple[str, ...]
    question: int
    keys: Personal[frozenset[Key]] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Equals:
    """The column holds this constant of the map, byte for byte. A path into JSON holds texts alone."""

    column: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Missing:
    """The column holds NULL."""

    column: str


@dataclass(frozen=True, slots=True)
class Starts:
    """The column holds a text that begins so, byte for byte."""

    column: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Before:
    """The column holds a date from `written.since` on and strictly before `instant` (aware, whole seconds).

    What is no date, a zero date or NULL is false.
    """

    column: str
    instant: datetime
    written: Written = WALL_IN_UTC


@dataclass(frozen=True, slots=True)
class Exists:
    """Some row at the other end of `link` fulfils `condition`. NULL links to nothing.

    Keys are the same if both are numbers of one value, or texts or bytes of the same bytes: 5 is not "5".
    """

    link: Link
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Several:
    """Two rows or more stand at the other end of `link`: it does not say which one is meant."""

    link: Link


@dataclass(frozen=True, slots=True)
class Descendant:
    """Some row that points at this one by `link`, itself or through others, fulfils `condition`.

    The link is one of a table to itself: an answer to its comment. Rows that point in a circle are each
    other's descendants.
    """

    link: Link
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is false."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """Each condition is true. Two or more: build with `all_of`."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some condition is true. Two or more: build with `any_of`."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = (
    Always
    | Never
    | IsSubject
    | IsOneOf
    | Equals
    | Missing
    | Starts
    | Before
    | Exists
    | Several
    | Descendant
    | Not
    | And
    | Or
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a table that fulfil a condition. Its hash is worked out once, being often asked."""

    table: Table
    condition: Condition
    _hash: int | None = field(init=False, repr=False, compare=False, default=None)
    _answers: bool | None = field(init=False, repr=False, compare=False, default=None)

    @property
    def holds_answers(self) -> bool:
        """Whether another store's answers (`IsOneOf`) are part of it."""
        if self._answers is None:
            object.__setattr__(self, "_answers", _holds_answers(self.condition))
        return bool(self._answers)

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash((self.table, self.condition)))
        assert self._hash is not None
        return self._hash


def _holds_answers(condition: Condition) -> bool:
    match condition:
        case IsOneOf():
            return True
        case Exists(_, inner) | Descendant(_, inner) | Not(inner):
            return _holds_answers(inner)
        case And(parts) | Or(parts):
            return any(map(_holds_answers, parts))
        case _:
            return False


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Their conjunction, flat, each part read in the light of those before it; of none, Always."""
    waiting = _flat(conditions, And, Always())
    if len(waiting) < 2:
        return _joined(waiting, And, Always())
    parts = _Parts()
    waiting = waiting[::-1]
    while waiting:
        part = given(waiting.pop(), parts)
        if isinstance(part, Never):
            return part
        if isinstance(part, And):
            waiting += reversed(part.conditions)
        elif not isinstance(part, Always):
            parts.append(part)
    return _joined(parts, And, Always())


def given(condition: Condition, facts: Collection[Condition]) -> Condition:
    """The condition, simplified where these facts are known to be true of the same row."""
    if not facts:
        return condition
    if condition in facts:
        return Always()
    if _opposite(condition) in facts:
        return Never()
    match condition:
        case Not(inner):
            return negation(given(inner, facts))
        case And(parts):
            return all_of(given(part, facts) for part in parts)
        case Or(parts):
            return any_of(given(part, facts) for part in parts)
        case _:
            return condition


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Their disjunction, flat and without repetition; of none, Never."""
    parts = _flat(conditions, Or, Never())
    if any(isinstance(part, Always) or _opposite(part) in parts for part in parts):
        return Always()
    return _joined(parts, Or, Never())


def negation(condition: Condition) -> Condition:
    """The condition's negation, without doubled `Not`."""
    return _opposite(condition)


def exists(links: Sequence[Link], condition: Condition) -> Condition:
    """`condition` holds of some row at the end of this chain of links; without links, of the row itself."""
    for link in reversed(links):
        if isinstance(condition, Never):
            return condition
        condition = Exists(link, condition)
    return condition


def leading_nowhere(link: Link) -> Condition:
    """The row names another by this link, and there is none. NULL names none."""
    named = all_of(negation(Missing(column)) for column in link.columns)
    return all_of([named, negation(Exists(link, Always()))])


def exists_at(link: Link, condition: Condition) -> Condition:
    """Some row that points at this one by `link`, whose target is a key, fulfils `condition`.

    What the condition asks of the row that is pointed at, it asks of this very row: that part is taken out of
    the search. An invoice line kept for its invoice's date is so no riddle to the invoice itself.
    """
    inner = condition.conditions if isinstance(condition, And) else (condition,)
    here, there = [], []
    for part in inner:
        match part:
            case Exists(back, asked) if back == link:
                here.append(asked)
            case Not(Exists(back, asked)) if back == link:
                here.append(negation(asked))
            case _:
                there.append(part)
    return all_of([*here, exists([link.reversed()], all_of(there))])


def tables_read(condition: Condition) -> frozenset[Table]:
    """The other tables that a condition looks into."""
    match condition:
        case Exists(link, inner) | Descendant(link, inner):
            return frozenset({link.to}) | tables_read(inner)
        case Several(link):
            return frozenset({link.to})
        case Not(inner):
            return tables_read(inner)
        case And(parts) | Or(parts):
            return frozenset().union(*(tables_read(part) for part in parts))
        case _:
            return frozenset()


def selects(
    condition: Condition,
    row: Row,
    tables: Mapping[Table, Sequence[Row]],
    subject: frozenset[Key] = frozenset(),
) -> bool:
    """Whether a condition is true of a row, given the rows of the tables and the subject's keys: the twin."""
    match condition:
        case Always():
            return True
        case Never():
            return False
        case IsSubject(columns, group):
            held: Key = tuple(row[column] for column in columns)
            return None not in held and (GroupKey(held, group) if group else held) in subject
        case IsOneOf(columns, _, keys):
            return tuple(row[column] for column in columns) in keys.reveal()
        case Equals(column, value):
            found, in_json = _held(row, column), column not in row
            return type(found) is type(value) and found == value and not (in_json and isinstance(value, int))
        case Missing(column):
            return _held(row, column) is None
        case Starts(column, prefix):
            text = _held(row, column)
            return isinstance(text, str) and text.startswith(prefix)
        case Before(column, instant, written):
            return _is_before(_held(row, column), instant, written)
        case Exists(link, inner):
            return any(selects(inner, other, tables, subject) for other in _linked(link, row, tables))
        case Several(link):
            return len(list(_linked(link, row, tables))) > 1
        case Descendant(link, inner):
            below = _descendants(link.reversed(), row, tables)
            return any(selects(inner, other, tables, subject) for other in below)
        case Not(inner):
            return not selects(inner, row, tables, subject)
        case And(parts):
            return all(selects(part, row, tables, subject) for part in parts)
        case Or(parts):
            return any(selects(part, row, tables, subject) for part in parts)


def _held(row: Row, column: str) -> Scalar:
    """What a column holds, or a path into the JSON of one."""
    path = None if column in row else json_path(column)
    return row[column] if path is None else value_at(row.get(path.column), path.keys)


def compared(value: Scalar) -> str | None:
    """A text as links by value compare it, or None for what links to nothing: no text, or an empty one.

    Without spaces around, A to Z in lower case, and nothing else: so that every store does exactly the same,
    and no collation takes José for jose.
    """
    if not isinstance(value, str):
        return None
    return value.strip(" ").translate(_TO_LOWER) or None


_TO_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _linked(link: Link, row: Row, tables: Mapping[Table, Sequence[Row]]) -> Iterator[Row]:
    """The rows at the other end of a link."""
    here, there = _ends(link, row, link.columns), link.to_columns
    if None not in here:
        yield from (other for other in tables[link.to] if _ends(link, other, there) == here)


def _ends(link: Link, row: Row, columns: tuple[str, ...]) -> Key:
    values = (row[column] for column in columns)
    return tuple(compared(value) for value in values) if link.by == "value" else tuple(values)


def _descendants(link: Link, row: Row, tables: Mapping[Table, Sequence[Row]]) -> Sequence[Row]:
    """Every row to which a link of a table to itself leads, in one step or more, each once."""
    found: list[Row] = []
    waiting = [row]
    while waiting:
        new = [other for other in _linked(link, waiting.pop(), tables) if all(other is not f for f in found)]
        found += new
        waiting += new
    return found


def instant_of(value: Scalar, written: Written) -> datetime | None:
    """The instant that a column's value writes, aware, in UTC; None where it writes none."""
    form = written.form
    if form == "unix seconds":
        return datetime.fromtimestamp(value, UTC) if _plausible_seconds(value) else None
    read = _read_text(value, form)
    if read is None:
        return None
    if read.tzinfo is not None:
        return _in_utc(read)
    if form == "iso text" or written.zone == "UTC":
        return read.replace(tzinfo=UTC)
    return _in_utc(read.replace(tzinfo=ZoneInfo(written.zone)))


@lru_cache(maxsize=4096)  # many places ask of the same few instants
def wall_text(instant: datetime, zone: str) -> str:
    """An instant as a zone's wall column writes it.

    The first instant of a day is written without its time, so that a date alone compares right: also on a day
    whose midnight the clock skips.
    """
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    midnight = local.replace(hour=0, minute=0, second=0)
    starts_the_day = midnight.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) == instant
    return midnight.date().isoformat() if starts_the_day else local.isoformat(sep=" ")


def _is_before(value: Scalar, instant: datetime, written: Written) -> bool:
    if isinstance(value, datetime) and value.tzinfo:
        return written.form != "unix seconds" and written.since <= value < instant
    if written.form == "wall":
        text = value.isoformat(sep=" ") if isinstance(value, datetime) else value
        if not isinstance(text, str) or not _WALL_DATE.match(text):
            return False
        return wall_text(written.since, written.zone) <= text < wall_text(instant, written.zone)
    if written.form == "unix seconds":
        return _plausible_seconds(value) and written.since.timestamp() <= value < instant.timestamp()
    read = instant_of(value, written)
    return read is not None and written.since <= read < instant


def _read_text(value: Scalar, form: str) -> datetime | None:
    if isinstance(value, datetime):
        return value
    shape = _ISO_TEXT if form == "iso text" else _PLAIN
    if not isinstance(value, str) or not shape.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _in_utc(read: datetime) -> datetime | None:
    try:
        return read.astimezone(UTC)
    except OverflowError:  # the first and the last hours that Python counts, in another zone
        return None


def _plausible_seconds(value: Scalar) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**37


def _opposite(condition: Condition) -> Condition:
    match condition:
        case Not(inner):
            return inner
        case Always():
            return Never()
        case Never():
            return Always()
        case _:
            return Not(condition)


class _Parts(list[Condition]):
    """Conditions in their order, each looked up by its hash as soon as there are many."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        super().__init__()
        self._known: set[Condition] = set()

    def __contains__(self, condition: object) -> bool:
        return condition in self._known if self._known else list.__contains__(self, condition)

    def append(self, condition: Condition) -> None:
        list.append(self, condition)
        if self._known:
            self._known.add(condition)
        elif len(self) == _MANY:
            self._known.update(self)


_MANY = 16  # below, comparing with each is faster than hashing


def _flat(conditions: Iterable[Condition], kind: type[And] | type[Or], neutral: Condition) -> list[Condition]:
    parts = _Parts()
    nothing = type(neutral)
    for condition in conditions:
        if isinstance(condition, nothing):
            continue
        for part in condition.conditions if isinstance(condition, kind) else (condition,):
            if not isinstance(part, nothing) and part not in parts:
                parts.append(part)
    return parts


def _joined(parts: list[Condition], kind: type[And] | type[Or], neutral: Condition) -> Condition:
    match parts:
        case []:
            return neutral
        case [only]:
            return only
        case _:
            return kind(tuple(parts))
