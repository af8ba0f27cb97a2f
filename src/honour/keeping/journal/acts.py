"""Entries of the journal by the name of their act, as long as their words are there."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from honour.keeping.journal.models import Detail


@dataclass(frozen=True, slots=True)
class Written:
    """An entry: its position (None while it waits for one), its minute in UTC, the act as written."""

    position: int | None
    at: datetime
    act: dict[str, Any]


def acts_called(names: Collection[str]) -> Iterator[Written]:
    """The entries with such an act, the newest first."""
    said = Q()
    for name in names:
        said |= Q(
            act__contains=json.dumps(name)
        )  # the name as JSON writes it; which member it is, is seen below
    found = Detail.objects.filter(said).order_by("-entry__minute", "-entry_id")
    for position, minute, text in found.values_list("entry__position", "entry__minute", "act").iterator():
        act = json.loads(text)
        if act["act"] in names:
            yield Written(position, datetime.fromtimestamp(60 * minute, UTC), act)
