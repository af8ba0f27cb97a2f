"""Writing a letter down: the page's own transaction holds it, a job sends it.

What could go wrong for ever: a text that carries a link lies readable after it was used. So it is sealed from
the first moment, and goes with its key in the transaction that notes the letter as sent. A letter is handed
over at least once, under one Message-ID: a post office that died before it answered may get it twice.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction

from honour.carrying_out.mailing import Delivery
from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.keys.actions import cell_of, destroy_cells, owners_of
from honour.keeping.keys.sealing import seal, unseal
from honour.keeping.letters.models import Letter, State
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Person
from honour.plans.purposes import serves

DELAYS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60))
"""How long a letter waits after each try that failed; after one more it is parked, some two days after the
first. RFC 5321, section 4.5.4.1, wants growing pauses, of half an hour and more between post offices.
"""

ACCOUNT: Final = "account"
"""What the letters are for that an account needs: whoever declares accounts declares these."""

FAREWELL: Final = "rights/farewell"
"""The kind of a letter to somebody of whom nothing else is there any more: its row goes once it was sent."""

REFUSED: Final = "refused"
TOO_OFTEN: Final = "tries"
RESTORED: Final = "restored"
"""Why a letter is parked: the post office will not have it, it was tried too often, or the site was restored
while it waited.
"""

_KIND: Final = "letter"
_SHOWN: Final = 200
_PLACE: Final = "letters.text"


def write(
    person: Person | None,
    to: str,
    *,
    kind: str,
    language: str,
    subject: str,
    text: str,
    secret: bool,
    now: datetime,
    purpose: str = ACCOUNT,
    facts: Mapping[str, Json] | None = None,
) -> Letter | None:
    """Keep a letter until a job sends it. `secret` says that its text opens something.

    `purpose` is what the address is used for. Where the policy does not say that it is, nothing is kept but
    an entry of the journal, and the answer is None: the caller's own act goes on (GDPR Art. 5(1)(b)).
    `facts` are what an alert to staff was filled with: none of it is personal.

    Raises ValueError where the address or the subject holds a line's end: it could begin a header of its own.
    """
    if not _declared(person, purpose, kind):
        return None
    if not to.isprintable() or not subject.isprintable():
        raise ValueError("the address and the subject of a letter are one line each")
    key = uuid4()
    with transaction.atomic():
        return Letter.objects.create(
            key=key,
            person=person,
            to=to,
            kind=kind,
            language=language,
            subject=subject,
            text="" if secret else text,
            sealed=seal(cell_of(the_keys(), key.hex, _KIND), _PLACE, key.hex, text.encode())
            if secret
            else None,
            secret=secret,
            facts=dict(facts or {}),
            written=now,
            not_before=now,
        )


def _declared(person: Person | None, purpose: str, kind: str) -> bool:
    """Whether the policy uses addresses for this; where not, that it was tried is journalled."""
    site = the_site()
    if purpose == ACCOUNT or serves(site.policy, site.account, "e-mail", purpose):
        return True
    facts: dict[str, Json] = {"field": "e-mail", "purpose": purpose, "for": kind}
    if person is not None:
        journalled(person, "use refused", "site", facts)
    else:
        site.records.journal(Act("use refused", "site", facts), site.now())
    return False


def text_of(letter: Letter) -> str:
    """The text of a letter, opened; empty where it was dropped. Raises StateRefused with other keys."""
    if letter.sealed is None:
        return letter.text
    cell = cell_of(the_keys(), letter.key.hex, _KIND)
    return unseal(cell, _PLACE, letter.key.hex, bytes(letter.sealed)).decode()


def take(now: datetime, most: int) -> list[Letter]:
    """Take so many letters that wait and may be tried, oldest first; nobody else takes them then."""
    waiting = Letter.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before")[:most]
    mine = Letter.objects.filter(state=State.WAITING)
    return [letter for letter in waiting if mine.filter(pk=letter.pk).update(state=State.SENDING)]


def settle(key: UUID, delivery: Delivery, now: datetime, keep_text: bool) -> State:
    """Note what became of a letter that was taken; the state it is in since. Wants the caller's transaction.

    `keep_text` is for a demo, whose outbox shows what was sent; `drop_texts` takes it later.
    """
    letter = Letter.objects.get(key=key)
    if letter.state != State.SENDING:
        return State(letter.state)
    letter.tries += 1
    if delivery == "sent":
        letter.state, letter.sent = State.SENT, now
        if letter.kind == FAREWELL and not keep_text:
            _drop_text(letter)
            letter.delete()
            return State.SENT
        if letter.secret and not keep_text:
            _drop_text(letter)
    elif delivery == "later" and letter.tries <= len(DELAYS):
        letter.state, letter.not_before = State.WAITING, now + DELAYS[letter.tries - 1]
    else:
        letter.state, letter.parked = State.PARKED, now
        letter.why = REFUSED if delivery == "refused" else TOO_OFTEN
    letter.save()
    return State(letter.state)


def parked() -> list[Letter]:
    """The letters that wait for a person, the oldest first: 200 at most, the rest once these are gone."""
    waiting = Letter.objects.filter(state=State.PARKED).select_related("person")
    return list(waiting.order_by("written", "pk")[:_SHOWN])


def release(number: int, by: str, facts: Mapping[str, Json], now: datetime) -> bool:
    """Let a parked letter wait for its next try, and journal it; False where it is not parked (any more).

    Its tries count on: each has a guard row of its own, and where the next one fails it is parked again.
    """
    with transaction.atomic():
        freed = Letter.objects.filter(pk=number, state=State.PARKED).update(
            state=State.WAITING, not_before=now, parked=None, why=""
        )
        if not freed:
            return False
        letter = Letter.objects.select_related("person").get(pk=number)
        about = (subject_of(letter.person),) if letter.person else ()
        told = {**facts, "letter": number, "kind": letter.kind}
        the_site().records.journal(Act("letter released", by, told, about), now)
    return True


def drop_texts(before: datetime) -> int:
    """Drop the secret texts of letters that were sent before, and farewells whole; how many there were."""
    old = Letter.objects.filter(state=State.SENT, sent__lt=before, sealed__isnull=False)
    with transaction.atomic():
        dropped = list(old)
        for letter in dropped:
            _drop_text(letter)
            letter.save()
        Letter.objects.filter(kind=FAREWELL, pk__in=[letter.pk for letter in dropped]).delete()
    return len(dropped)


def drop_farewells(before: datetime) -> int:
    """Delete the letters that could not be sent to somebody of whom nothing else is there, written before:
    the address goes last, and goes. Gives how many; their keys go with `forget_gone`.
    """
    return Letter.objects.filter(kind=FAREWELL, written__lt=before).delete()[0]


def _drop_text(letter: Letter) -> None:
    """The sealed text goes, and the key of its cell."""
    cell = cell_of(the_keys(), letter.key.hex, _KIND)
    letter.sealed = None
    destroy_cells([cell.cell])


def forget_gone() -> int:
    """Destroy the cells of letters that are gone, as of whoever was erased; how many there were."""
    cells = owners_of(_KIND)
    there = {key.hex for key in Letter.objects.filter(key__in=cells).values_list("key", flat=True)}
    gone = [cell for letter, cell in cells.items() if letter not in there]
    return destroy_cells(gone) if gone else 0
