"""Finding messages: those that wait, by their deadline; those of one person; where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from honour.keeping.at_work import the_site
from honour.keeping.messages.kinds import FINAL, Standing
from honour.keeping.messages.models import Decision, Identity, Message
from honour.keeping.people.models import Person
from honour.keeping.requests.models import Request, State
from honour.places.terms import answer_due

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that staff have not answered, with its day; `still` where its clock stands still. `overdue`
    is never true of a question.
    """

    message: Message
    due: date | None
    overdue: bool
    still: bool


def waiting(today: date) -> list[Waiting]:
    """What is to be answered: what is overdue first, then by day, then what has no clock."""
    open_ones = Message.objects.exclude(decisions__kind__in=FINAL).order_by("received")
    found = list(open_ones)
    rows = {row.id: row for row in Request.objects.filter(id__in=[each.reference for each in found])}
    shown = []
    for message in found:
        request = rows.get(message.reference)
        if request is not None and request.state != State.OPEN:
            continue
        due = request.answer_due if request else None
        still = request is not None and request.doubted is not None
        shown.append(Waiting(message, due, due is not None and due < today, still))
    return sorted(shown, key=lambda each: (each.due or date.max, each.message.received))


def decided(references: Sequence[str]) -> dict[str, str]:
    """What staff decided last of each of these requests for good: `done`, `partly`, `refused`."""
    last = Decision.objects.filter(message_id__in=references, kind__in=FINAL).order_by("at", "pk")
    return dict(last.values_list("message_id", "kind"))


def asked_on_pages() -> list[Request]:
    """Requests that people made in their own space and that are not answered yet, by day: no message is of
    the same name, so staff see that they wait, and of what kind they are.
    """
    messages = Message.objects.filter(reference=OuterRef("id"))
    waits = Request.objects.filter(state=State.OPEN, answer_due__isnull=False)
    return list(waits.exclude(Exists(messages)).order_by("answer_due", "asked"))


def of_person(person: Person, now: datetime) -> list[tuple[Message, Request | None]]:
    """What somebody wrote, the newest first: while signed in, or so that it was shown to be his. What came by
    a link alone is not his yet, as long as he may stop it: it holds what perhaps another wrote.
    """
    waiting_yet = Q(identity=Identity.LINK, waits_until__gt=now)
    return _with_requests(Message.objects.filter(person=person).exclude(waiting_yet))


def about_person(person: Person, now: datetime) -> list[tuple[Message, Request | None]]:
    """What is asked in somebody's name and was perhaps written by another: he may know of it and stop it, and
    not read what stands in it; the newest first.
    """
    his = [message.reference for message, _ in of_person(person, now)]
    about = Message.objects.filter(matched=account_name(person)).exclude(identity=Identity.SESSION)
    return _with_requests(about.exclude(reference__in=his))


def _with_requests(messages: QuerySet[Message]) -> list[tuple[Message, Request | None]]:
    found = list(messages.order_by("-received")[:_MOST])
    rows = {row.id: row for row in Request.objects.filter(id__in=[each.reference for each in found])}
    return [(each, rows.get(each.reference)) for each in found]


def account_name(person: Person) -> str:
    """The exact name by which a message is about the holder of an account."""
    return f"{the_site().account}:{person.pk}"


def account_of(whom: str) -> Person | None:
    """The account behind an exact name; None where it is another kind of person."""
    kind, _, key = whom.partition(":")
    if kind != the_site().account or not key.isdigit():
        return None
    return Person.objects.filter(pk=int(key)).first()


def is_answered(message: Message) -> bool:
    """Whether nothing is to be shown or decided of a message any more."""
    return standing_of(message, Request.objects.filter(id=message.reference).first()).answered


def standing_of(message: Message, request: Request | None) -> Standing:
    """Where a message stands, as the rules of deciding want to know it."""
    site = the_site()
    decided = set(message.decisions.values_list("kind", flat=True))
    first = answer_due(message.received, site.policy.site.time_zone, site.holidays) if request else None
    return Standing(
        tracked=request is not None,
        identity=message.identity,
        waits_until=message.waits_until,
        first_month_ends=first,
        doubted=request is not None and request.doubted is not None,
        extended="extended" in decided,
        answered=bool(decided & set(FINAL)) or (request is not None and request.state != State.OPEN),
    )
