"""After a restore: the log is closed and a successor opened, whose first entry names the gap (DESIGN, 9).

What could go wrong for ever: a log that went on after a restore would sign a second history under one name,
and whoever holds a head of the first would rightly say that entries vanished. So the restored log signs no
more. The successor begins with the leaves that came back, under a name of its own.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.journal import reading
from honour.keeping.journal.actions import Journal, sequence_all, write
from honour.keeping.journal.models import Log
from honour.proofs.checkpoint import Head, NotACheckpoint, claimed, successor_of


def gap(known: str | None) -> dict[str, Json]:
    """What a successor says of the log that it follows: the head that came back, the last that was known.

    `known` is that head as a note, from outside the database. `missing` counts entries; None: nobody knows.
    """
    log = reading.the_log()
    assert log is not None  # a site's records are open
    back = reading.head()
    last = _claimed(known)
    size = back.size if back else 0
    same = last is not None and last.origin == log.origin
    return {
        "closed": log.origin,
        "restored": {"size": size, "root": bytes(back.root).hex() if back else None},
        "last known": None
        if last is None
        else {"origin": last.origin, "size": last.size, "root": last.root.hex()},
        "missing": max(last.size - size, 0) if last is not None and same else None,
    }


def succeed(journal: Journal, known: str | None, digits: str, by: str, now: datetime) -> Journal:
    """Close the log and open its successor with an entry that names the gap, all or nothing.

    `digits` are random and make the successor's name its own.
    """
    with transaction.atomic():
        log = reading.the_log()
        assert log is not None  # a site's records are open
        facts = gap(known)
        origin = successor_of(log.origin, digits)
        Log.objects.create(site=log.site, origin=origin, public=log.public, demo=log.demo, born=now)
        successor = replace(journal, origin=origin)
        write(successor, Act("log continued after a restore", by, facts), now)
        sequence_all(successor, now)
        return successor


def _claimed(note: str | None) -> Head | None:
    try:
        return None if note is None else claimed(note)
    except NotACheckpoint:
        return None
