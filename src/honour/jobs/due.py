"""Administrators are told of what is to be answered soon: once before its day, and once after."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.requests.models import Request, State
from honour.places.terms import local_day

SOON: Final = 1
OVERDUE: Final = 2

BEFORE: Final = timedelta(days=3)
"""How long before its last day a request is told of: a weekend and a day to work."""


def tell_due(now: datetime) -> int:
    """Write of each open request whose answer is due within `BEFORE`, and once more when its day has passed;
    gives how many letters. What was told of a stage stays with the request, however long its letter is kept.
    """
    today, written = local_day(now, the_site().policy.site.time_zone), 0
    waits = Request.objects.filter(state=State.OPEN, answer_due__lte=today + BEFORE)
    for each in waits.order_by("answer_due", "id"):
        assert each.answer_due is not None  # it was looked for by it
        stage = OVERDUE if each.answer_due < today else SOON
        if (each.told or 0) >= stage:
            continue
        with transaction.atomic():
            Request.objects.filter(id=each.id).update(told=stage)
            written += tell_administrators(
                f"staff/{'overdue' if stage == OVERDUE else 'due'} {each.id}",
                now,
                request=each.id,
                due=each.answer_due,
                page=f"{the_address()}/requests/",
            )
    return written
