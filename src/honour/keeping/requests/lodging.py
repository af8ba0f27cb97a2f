"""Writing down that somebody asked for something: the request, its clock, and the entry that says so.

What could go wrong for ever: a request that is lost is never answered. So it is one transaction with whatever
its caller writes besides.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from honour.carrying_out.ports import Act, Asked, Json
from honour.keeping.journal import reading as journal_reading
from honour.keeping.journal.actions import Journal, record
from honour.keeping.plain_sql import insert, stored_day, stored_json, stored_moment
from honour.keeping.requests.models import HashKind, Request, RequestHash, State
from honour.keeping.requests.reading import subject_of
from honour.plans.asking import scope_json
from honour.proofs.leaf import minute_of, minute_text

NAMES = {
    "erase": "erasure asked",
    "restrict": "restriction asked",
    "object": "objection made",
    "port": "portability asked",
    "withdraw": "consent withdrawn",
    "rectify": "rectification asked",
}
"""What the journal calls each kind of request."""


def lodge(journal: Journal, asked: Asked, now: datetime) -> None:
    """Keep a request that waits for its answer, and its entry; in the caller's transaction if any."""
    row = (
        asked.request,
        asked.kind,
        asked.subject.person,
        State.OPEN.value,
        stored_moment(asked.asked),
        stored_day(asked.answer_due),
        stored_json(scope_json(asked.scope)),
        "",
        True,
    )
    hashes = [(asked.request, HashKind.TOKEN.value, one) for one in asked.subject.tokens]
    hashes += [(asked.request, HashKind.KNOWN_BY.value, one) for one in asked.subject.known_by]
    facts: dict[str, Json] = {
        "request": asked.request,
        "answer due": asked.answer_due.isoformat(),
        "kinds": list(asked.scope.kinds),
    }
    if asked.scope.item is not None:
        facts["item"] = asked.scope.item.place
    with transaction.atomic():
        fields = ("id", "kind", "person", "state", "asked", "answer_due", "scope", "continues", "lodged")
        insert(Request, fields, [row])
        insert(RequestHash, ("request", "kind", "hash"), hashes)
        record(journal, Act(NAMES[asked.kind], asked.by, facts, (asked.subject,), asked.why), now)


def answer(
    journal: Journal, request: str, act: str, by: str, facts: Mapping[str, Json], now: datetime
) -> Mapping[str, Json]:
    """Answer a request that takes nothing away (restricted, objection upheld): its entry, and a receipt with
    `facts` and the entry's place in the journal. In the caller's transaction if any.

    Raises `Request.DoesNotExist` where it waits for no answer.
    """
    with transaction.atomic():
        row = Request.objects.select_for_update().get(id=request, state=State.OPEN)
        subject = subject_of(row)
        told = {"request": request, **facts}
        entry = record(journal, Act(act, by, told, (subject,) if subject else ()), now)
        path = journal_reading.inclusion(entry.position, entry.batch.size, entry.batch.nodes)
        shown: dict[str, Json] = {
            "position": entry.position,
            "leaf": b64encode(entry.leaf).decode(),
            "proof": [b64encode(one).decode() for one in path],
            "head": entry.batch.note,
        }
        row.receipt = {**told, "act": act, "answered": minute_text(minute_of(now)), "journal": shown}
        row.state, row.answered = State.ANSWERED, now
        row.save(update_fields=["receipt", "state", "answered"])
    return row.receipt
