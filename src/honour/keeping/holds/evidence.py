"""Evidence of a theft of identity, kept apart from the account: a sealed copy with its own end.

What could go wrong for ever: what a court needs is erased with the account, or changed by whoever has it; or
a copy of somebody's data outlives its reason. So it is taken in one transaction with its entry, whose digest
shows later that it is the same; nothing that is done to the account reaches it; each reading is an entry;
and its key goes once its day is over, or as soon as staff end it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from django.db import transaction

from honour.carrying_out.ports import Act, Json, Records, Subject
from honour.keeping.holds.models import Evidence
from honour.keeping.keys.actions import cell_key, destroy_cells, new_cell, truncate_log
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.places.personal import Personal

_KIND = "evidence"
_PLACE = "holds.evidence.sealed"


def keep(
    records: Records,
    keys: EpochKeys,
    copy: Personal[str],
    subject: Subject,
    request: str,
    kinds: Sequence[str],
    until: date,
    by: str,
    now: datetime,
) -> str:
    """Keep a copy of somebody's data (`kinds` of it, everything if empty) until a local day; its number."""
    number, text = uuid4().hex, copy.reveal().encode()
    digest = sha256(text).hexdigest()
    with transaction.atomic():
        cell = new_cell(keys, number, _KIND)
        Evidence.objects.create(
            id=number,
            request=request,
            person=subject.person,
            tokens=list(subject.tokens),
            known_by=list(subject.known_by),
            kinds=list(kinds),
            taken=now,
            until=until,
            digest=digest,
            cell=cell.cell,
            sealed=seal(cell, _PLACE, number, text),
        )
        facts: dict[str, Json] = {"request": request, "kinds": list(kinds), "until": until.isoformat()}
        facts |= {"evidence": number, "digest": digest}
        records.journal(Act("evidence kept", by, facts, (subject,)), now)
    return number


def read(
    records: Records, keys: EpochKeys, row: Evidence, role: str, by: str, why: Personal[str], now: datetime
) -> Personal[str] | None:
    """The copy, once it is journalled who reads it and what for; None where its key was destroyed."""
    facts: dict[str, Json] = {"evidence": row.id, "purpose": _KIND, "role": role}
    records.journal(Act("read", by, facts, (_subject(row),), why), now)
    cell = cell_key(keys, row.cell)
    if cell is None:
        return None
    return Personal(unseal(cell, _PLACE, row.id, bytes(row.sealed)).decode())


def end(records: Records, row: Evidence, by: str, why: Personal[str] | None, now: datetime) -> None:
    """Delete the copy and destroy its key; an entry. Done again, nothing."""
    with transaction.atomic():
        if not Evidence.objects.filter(id=row.id).delete()[0]:
            return
        destroy_cells([row.cell])
        facts: dict[str, Json] = {"evidence": row.id, "request": row.request, "digest": row.digest}
        records.journal(Act("evidence ended", by, facts, (_subject(row),), why), now)
        transaction.on_commit(lambda: truncate_log())


def end_old(records: Records, today: date, now: datetime) -> int:
    """End what is kept until a day before `today`; how many."""
    old = list(Evidence.objects.filter(until__lt=today).defer("sealed"))
    for row in old:
        end(records, row, "honour", None, now)
    return len(old)


def of_request(request: str) -> list[Evidence]:
    """What is kept for a request now, the oldest first; without the copies."""
    return list(Evidence.objects.filter(request=request).defer("sealed").order_by("taken"))


def about(subjects: Sequence[Subject]) -> list[date]:
    """The last days of what is kept of somebody now, each once."""
    tokens = {token for subject in subjects for token in subject.tokens}
    kept = Evidence.objects.defer("sealed").order_by("until")
    return list(dict.fromkeys(row.until for row in kept if tokens & set(row.tokens)))


def _subject(row: Evidence) -> Subject:
    return Subject(row.person, tuple(row.tokens), tuple(row.known_by))
