"""A plan as a value: what goes, what changes, what stays and why. It names no person and holds no row.

`Draft` is what the promises and the map say; `Plan` is the draft with the stores' answers: counts, and the
days until which kept rows stay. Its digest is what a person confirms, and it carries all that is needed to
do exactly this again after a crash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from honour.places.catalogue import Catalogue
from honour.places.map import Becomes, Constant, DateColumn, Null, Unique
from honour.places.selection_json import Json, decode_selection, encode_selection, link_json, link_of
from honour.places.selections import Link, Selection, Table, Written, exists, exists_at
from honour.plans.asking import EVERYTHING_ASKED, Scope, scope_json, scope_of
from honour.promises.keep import Ending

Act: TypeAlias = Literal["erase", "sweep", "rectify"]


@dataclass(frozen=True, slots=True)
class Delete:
    """Rows that go whole, with their personal `columns`. `because` gives the places of the statements."""

    selection: Selection
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    because: tuple[str, ...]
    count: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Rows that stay, and the columns in them that have ended, each with what it becomes."""

    selection: Selection
    becomes: tuple[tuple[str, Becomes], ...]
    fields: tuple[str, ...]
    because: tuple[str, ...]
    count: int = 0


Step: TypeAlias = Delete | Change


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Where the first and the last date of some rows stand: a column of the selected rows."""

    selection: Selection
    column: str
    written: Written


@dataclass(frozen=True, slots=True)
class Stay:
    """Rows that stay. `because` names the statements, `source` the law or exception that each stands on.

    `span` and `ending` say from when and how long, where the rows' own date decides; `needed_by` names
    tables whose kept rows need these columns, and whose days then decide. `first_ends` and `last_ends` are
    local calendar days. `waits_for` is the event after which a request for erasure ends them too. `cut_off`
    says that the site hides the rows from its staff meanwhile. `shared` rows are somebody else's too: they
    stay theirs, and are not found by the person any more once his own link to them has gone.
    """

    selection: Selection
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    because: tuple[str, ...]
    source: tuple[str, ...]
    needed_by: tuple[Table, ...] = ()
    span: DateSpan | None = None
    ending: Ending | None = None
    count: int = 0
    first_ends: date | None = None
    last_ends: date | None = None
    waits_for: str | None = None
    cut_off: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What would happen, before the stores are asked how many rows that means. Steps are in their order.

    `waiting` is foreign keys of a circle, which hold again only when all steps are done.
    """

    act: Act
    person: str | None
    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    policy: str
    map: str
    scope: Scope = EVERYTHING_ASKED
    waiting: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last instant of some rows, or None where there is none."""

    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What the stores said: rows per step, rows per stay, and the dates of each stay that asks for them."""

    steps: tuple[int, ...]
    stays: tuple[int, ...]
    spans: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft with its answers: what concerns at least one row. `subject` is keyed hashes, never keys."""

    act: Act
    person: str | None
    subject: tuple[str, ...]
    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    policy: str
    map: str
    scope: Scope = EVERYTHING_ASKED
    waiting: tuple[Link, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the plan's canonical JSON, in hexadecimal: the same plan, the same digest."""
        return digest_of(as_json(self))


def span_of(catalogue: Catalogue, recorded: DateColumn, selection: Selection) -> DateSpan:
    """Where the dates of these rows stand; for a date in a parent's row, the parents of the rows."""
    table, condition = selection.table, selection.condition
    for link in recorded.links:
        is_one = link.by == "key" and catalogue.tables[link.to].is_key(link.to_columns)
        condition = exists_at(link, condition) if is_one else exists([link.reversed()], condition)
        table = link.to
    return DateSpan(Selection(table, condition), recorded.column, recorded.written)


def with_answers(draft: Draft, answers: Answers, subject: tuple[str, ...], stays: tuple[Stay, ...]) -> Plan:
    """The plan of a draft: counted, without the steps and stays that concern no row."""
    steps = tuple(
        replace(step, count=count) for step, count in zip(draft.steps, answers.steps, strict=True) if count
    )
    going = {step.selection.table for step in steps if isinstance(step, Delete)}
    waiting = tuple(link for link in draft.waiting if {link.table, link.to} <= going)
    of = (draft.policy, draft.map, draft.scope, waiting)
    return Plan(draft.act, draft.person, subject, steps, stays, *of)


def as_json(plan: Plan) -> Mapping[str, Json]:
    """The plan as printed, with the exact selections and no personal value; `subject` is pseudonymous."""
    return {
        "act": plan.act,
        "person": plan.person,
        "subject": list(plan.subject),
        "scope": scope_json(plan.scope),
        "policy": plan.policy,
        "map": plan.map,
        "steps": [{"id": str(number), **_step_json(step)} for number, step in enumerate(plan.steps, 1)],
        "stays": [_stay_json(stay) for stay in plan.stays],
        "checked at the end": [link_json(link) for link in plan.waiting],
    }


def digest_of(written: Mapping[str, Json]) -> str:
    """The digest of the plan that `as_json` wrote so."""
    text = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(written: Mapping[str, Any]) -> Plan:
    """The plan that `as_json` wrote, fit to be carried out again. What only explains is not read back."""
    return Plan(
        written["act"],
        written["person"],
        tuple(written["subject"]),
        tuple(_step_of(step) for step in written["steps"]),
        tuple(_stay_of(stay) for stay in written["stays"]),
        written["policy"],
        written["map"],
        scope_of(written["scope"]),
        tuple(link_of(link) for link in written["checked at the end"]),
    )


def _step_json(step: Step) -> Mapping[str, Json]:
    shared: Mapping[str, Json] = {
        "place": str(step.selection.table),
        "fields": list(step.fields),
        "count": step.count,
        "because": list(step.because),
        "exact": _exact(step.selection),
    }
    match step:
        case Delete(columns=columns):
            return {"act": "delete", **shared, "columns": list(columns)}
        case Change(becomes=becomes):
            return {
                "act": "change",
                **shared,
                "columns": {column: _becomes_json(to) for column, to in becomes},
            }


@lru_cache(maxsize=1024)
def _exact(selection: Selection) -> Json:
    """The selection as JSON: the same for everybody whose plan has it. Only to be read."""
    return encode_selection(selection)


def _becomes_json(becomes: Becomes) -> Json:
    match becomes:
        case Null():
            return {"null": True}
        case Constant(value):
            return {"constant": value}
        case Unique(suffix):
            return {"unique": suffix}


def _becomes_of(written: Mapping[str, Any]) -> Becomes:
    match dict(written):
        case {"constant": value}:
            return Constant(value)
        case {"unique": suffix}:
            return Unique(suffix)
        case _:
            return Null()


def _step_of(written: Mapping[str, Any]) -> Step:
    selection, fields = decode_selection(written["exact"]), tuple(written["fields"])
    because, count = tuple(written["because"]), written["count"]
    if written["act"] == "delete":
        return Delete(selection, tuple(written["columns"]), fields, because, count)
    becomes = tuple((column, _becomes_of(to)) for column, to in written["columns"].items())
    return Change(selection, becomes, fields, because, count)


def _stay_json(stay: Stay) -> Mapping[str, Json]:
    return {
        "place": str(stay.selection.table),
        "columns": list(stay.columns),
        "fields": list(stay.fields),
        "count": stay.count,
        "because": list(stay.because),
        "source": list(stay.source),
        "needed by": [str(table) for table in stay.needed_by],
        "waits for": stay.waits_for,
        "first_ends": stay.first_ends.isoformat() if stay.first_ends else None,
        "last_ends": stay.last_ends.isoformat() if stay.last_ends else None,
        "cut off": stay.cut_off,
        "shared": stay.shared,
        "exact": _exact(stay.selection),
    }


def _table_said(said: str) -> Table:
    """The table that was said so, fit to be said again in the same words."""
    store, _, rest = said.partition(".")
    schema, dot, name = rest.partition(".")
    return Table(store, name, schema) if dot else Table(store, rest)


def _stay_of(written: Mapping[str, Any]) -> Stay:
    first, last = written["first_ends"], written["last_ends"]
    return Stay(
        decode_selection(written["exact"]),
        tuple(written["columns"]),
        tuple(written["fields"]),
        tuple(written["because"]),
        tuple(written["source"]),
        tuple(_table_said(said) for said in written["needed by"]),
        count=written["count"],
        first_ends=date.fromisoformat(first) if first else None,
        last_ends=date.fromisoformat(last) if last else None,
        waits_for=written["waits for"],
        cut_off=written["cut off"],
        shared=written.get("shared", False),
    )
