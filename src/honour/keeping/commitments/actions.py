"""Recording what a recipient undertook, and where its data goes; each with its entry in the journal.

What could go wrong for ever: data leaves under a paper that nobody signed. So a paper is recorded with the
hash of its file and its days, nothing changes it afterwards, and the gate reads it at each act.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.commitments.models import Commitment, Outlet
from honour.keeping.commitments.secrets import begin, forget
from honour.keeping.journal.actions import Journal, record
from honour.places.personal import Personal
from honour.plans.share import Commitment as Recorded
from honour.plans.share import sort_of


def keep(journal: Journal, given: Recorded, by: str, now: datetime) -> None:
    """Record a paper, and journal that it was."""
    with transaction.atomic():
        Commitment.objects.create(
            recipient=given.recipient,
            sort=given.sort,
            file=given.file,
            digest=given.digest,
            signed=given.signed,
            until=given.until,
            recorded=now,
        )
        facts: dict[str, Json] = {
            "recipient": given.recipient,
            "sort": given.sort,
            "digest": given.digest,
            "signed": given.signed.isoformat(),
            "until": given.until.isoformat(),
        }
        record(journal, Act("commitment recorded", by, facts), now)


def end(journal: Journal, recipient: str, last: date, by: str, now: datetime) -> int:
    """End a recipient's papers on a day before their time, and close its outlet; how many there were."""
    with transaction.atomic():
        ended = Commitment.objects.filter(recipient=recipient, until__gt=last, ended=None).update(ended=last)
        _close(recipient)
        if ended:
            facts: dict[str, Json] = {"recipient": recipient, "until": last.isoformat(), "papers": ended}
            record(journal, Act("commitment ended", by, facts), now)
    return ended


def commitments(recipient: str | None = None) -> Sequence[Recorded]:
    """What was recorded, of one recipient or of all, the oldest first; `until` is the last day that binds."""
    rows = Commitment.objects.order_by("recorded", "pk")
    if recipient is not None:
        rows = rows.filter(recipient=recipient)
    return tuple(
        Recorded(
            row.recipient,
            sort_of(row.sort),
            row.file,
            row.digest,
            row.signed,
            row.until if row.ended is None else min(row.until, row.ended),
        )
        for row in rows
    )


def enable(journal: Journal, recipient: str, address: str, by: str, now: datetime) -> Personal[bytes] | None:
    """Let a recipient's data go to an address. Whoever calls has asked the gate first. Gives the secret that
    signs what goes there, where it is a new one.
    """
    with transaction.atomic():
        meant = {"address": address, "enabled": now}
        outlet, _ = Outlet.objects.update_or_create(recipient=recipient, defaults=meant)
        made = begin(journal.keys, outlet) if outlet.sealed is None else None
        record(journal, Act("recipient enabled", by, {"recipient": recipient}), now)
    return made


def disable(journal: Journal, recipient: str, by: str, now: datetime) -> bool:
    """Let nothing more go there; whether anything did."""
    with transaction.atomic():
        gone = _close(recipient)
        if gone:
            record(journal, Act("recipient disabled", by, {"recipient": recipient}), now)
    return gone


def _close(recipient: str) -> bool:
    """Let go of an outlet with its secrets; whether there was one."""
    there = Outlet.objects.filter(recipient=recipient)
    forget(list(there.values_list("pk", flat=True)))
    return there.delete()[0] > 0


def outlet_of(recipient: str) -> str | None:
    """Where a recipient's data goes; None where nobody enabled it."""
    return Outlet.objects.filter(recipient=recipient).values_list("address", flat=True).first()
