"""What staff decide of a message: the decision, the request's clock and the letter, in one transaction.

What could go wrong for ever: nothing is destroyed here; a letter that was sent cannot be taken back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from honour.keeping.at_work import the_site
from honour.keeping.messages.actions import answer, run_on
from honour.keeping.messages.kinds import FINAL, obstacle
from honour.keeping.messages.models import Decision, Message
from honour.keeping.messages.reading import standing_of
from honour.keeping.requests.models import Request, State
from honour.keeping.requests.reading import REFUSED, subject_of
from honour.places.terms import answer_due, local_day


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it: why it could not be (a key of the page's words), or the letter that is to be posted
    because there is no address.
    """

    refused: str = ""
    to_post: str = ""


def obstacle_to(message: Message, kind: str, article: str, now: datetime) -> str:
    """Why a message cannot be decided so now, as a key of the page's words; empty where it can."""
    request = Request.objects.filter(id=message.reference).first()
    today = local_day(now, the_site().policy.site.time_zone)
    return obstacle(standing_of(message, request), kind, article, today, now)


def decide(message: Message, kind: str, article: str, text: str, by: str, now: datetime) -> Decided:
    """Decide, and answer. `text` is what staff say to the person; `by` the keyed hash of who decides."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        request = Request.objects.filter(id=message.reference).first()
        if why := obstacle_to(message, kind, article, now):
            return Decided(refused=why)
        decision = Decision(message=message, kind=kind, by=by, at=now)
        if kind in ("partly", "refused"):
            decision.article = article
        if request is not None:
            _turn_clock(message, request, decision, now)
        subject = subject_of(request) if request else None
        return Decided(to_post=answer(decision, text, subject, now))


def _turn_clock(message: Message, request: Request, decision: Decision, now: datetime) -> None:
    """GDPR Art. 12(3): answered; or three months from receipt instead of one; or suspended."""
    site = the_site()
    match decision.kind:
        case kind if kind in FINAL:
            run_on(request, now)  # where it stood still, it counts as if it had run on today
            request.state, request.answered = State.ANSWERED, now
            if kind == "refused" and request.kind == "object":
                request.receipt = {"ended": REFUSED}  # the use may go on
        case "extended":
            zone = site.policy.site.time_zone
            request.answer_due = answer_due(message.received, zone, site.holidays, months=3)
            decision.until = request.answer_due
        case "doubt":
            request.doubted, request.then_due = now, request.answer_due
            request.answer_due = None
        case _:
            run_on(request, now)
    request.save(update_fields=["state", "answered", "answer_due", "receipt", "doubted", "then_due"])
