"""What the journal says about somebody, as long as his journal cell lives."""

import base64
import json
from collections.abc import Iterator

from honour.carrying_out.ports import Subject
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
