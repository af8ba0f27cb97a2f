"""What the journal says about somebody, as long as his journal cell lives."""

import base64
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from honour.carrying_out.ports import Json, StateRefused, Subject
from honour.keeping.journal.actions import SITE, WHY, tag_of
from honour.keeping.journal.models import Entry
from honour.keeping.keys.actions import cells_of
from honour.keeping.keys.sealing import CellKey, EpochKeys, unseal
from honour.places.personal import Personal


def entries_about(keys: EpochKeys, subject: Subject) -> Iterator[Entry]:
    """The entries about a subject, oldest first; none once he was forgotten."""
    cells = cells_of(keys, subject.tokens or subject.known_by, "journal").values()
    tags = [tag_of(cell) for cell in cells]
    yield from Entry.objects.filter(links__tag__in=tags).distinct().order_by("number")


def why(keys: EpochKeys, entry: Entry, subject: Subject | None) -> Personal[str] | None:
    """The reason given for an act whose first subject (or nobody) this is; None where there is none left."""
    detail = getattr(entry, "detail", None)
    sealed = json.loads(detail.act)["why"] if detail else None
    owners = (subject.tokens or subject.known_by) if subject else (SITE,)
    cell: CellKey | None = next(iter(cells_of(keys, owners, "journal").values()), None)
    if sealed is None or cell is None:
        return None
    return Personal(unseal(cell, WHY, entry.uuid.hex, base64.b64decode(sealed)).decode())


@dataclass(frozen=True, slots=True)
class Acted:
    """An act on somebody's data as the journal tells it: to the minute, in UTC. `name` is empty once the
    detail was removed; `why` is None where no reason was given, or is another's to read.
    """

    at: datetime
    name: str
    by: str
    facts: Mapping[str, Json]
    why: Personal[str] | None


def acts_about(keys: EpochKeys, subject: Subject) -> QuerySet[Entry]:
    """The entries about a subject, the newest first, to be read in part with `acted`."""
    cells = cells_of(keys, subject.tokens or subject.known_by, "journal").values()
    tags = [tag_of(cell) for cell in cells]
    found = Entry.objects.filter(links__tag__in=tags).select_related("detail").distinct()
    return found.order_by("-minute", "-number")


def acts_named(keys: EpochKeys, subject: Subject, names: Collection[str]) -> QuerySet[Entry]:
    """Those entries about a subject whose act bears one of these names, the newest first."""
    wanted = Q()
    for name in names:
        wanted |= Q(detail__act__startswith=f'{{"act":{json.dumps(name)},')  # the first name in sorted JSON
    return acts_about(keys, subject).filter(wanted)


def acted(keys: EpochKeys, subject: Subject, entries: Iterable[Entry]) -> list[Acted]:
    """What these entries about a subject say, in their order."""
    cells = list(cells_of(keys, subject.tokens or subject.known_by, "journal").values())
    return [_acted(cells, entry) for entry in entries]


def _acted(cells: Iterable[CellKey], entry: Entry) -> Acted:
    detail = getattr(entry, "detail", None)
    act = json.loads(detail.act) if detail else {}
    return Acted(
        datetime.fromtimestamp(60 * entry.minute, UTC),
        act.get("act", ""),
        act.get("by", ""),
        act.get("facts", {}),
        _reason(cells, entry, act.get("why")),
    )


def _reason(cells: Iterable[CellKey], entry: Entry, sealed: str | None) -> Personal[str] | None:
    for cell in cells if sealed else ():
        try:
            return Personal(unseal(cell, WHY, entry.uuid.hex, base64.b64decode(sealed or "")).decode())
        except StateRefused:  # it is sealed for the act's first subject alone
            continue
    return None
