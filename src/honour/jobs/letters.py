"""Letters that wait are sent, each with the last signed head of the journal; staff hear of one that is stuck.

What could go wrong for ever: a letter reaches somebody whom it should not. So it goes to the one address in
its row and to nobody else, and what is told to staff names neither address nor text. The address of somebody
who was erased stays readable. So the row of his last letter goes once it was handed over, from the log too.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from honour.carrying_out.mailing import NO_RELAY, Mail, Mailer, MailGate
from honour.carrying_out.ports import Act, Json
from honour.jobs.errands import FAILED, Errand, Taken
from honour.jobs.told import HEAD
from honour.keeping.at_work import the_address, the_site
from honour.keeping.keys.actions import truncate_log
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter, State
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.people.acts import subject_of
from honour.places.terms import local_day
from honour.portal.my_choices.letters import stop_address

TOLD_STAFF: Final = "staff/letter parked"


def letters(
    mailer: Mailer | None,
    head: Callable[[], str | None],
    zone: str,
    demo: bool,
    gate: MailGate = NO_RELAY,
) -> Errand:
    """The errand of letters. A demo sends none; without a `mailer` none is taken, and all wait. `head` gives
    the journal's last signed head, `zone` names the time zone of the site's days. While the `gate` refuses,
    all wait, and none is tried; what goes through a relay has its entry in the journal before.
    """

    left: list[str] = []  # farewells that went, until nothing of them is in the database's log either

    def take(now: datetime, most: int) -> list[Taken]:
        if left and truncate_log():
            left.clear()
        if (mailer is None or gate.refused(now)) and not demo:
            return []
        return [Taken(letter.key.hex, letter.tries) for letter in actions.take(now, most)]

    def do(key: str) -> str:
        letter = Letter.objects.get(key=UUID(key))
        if letter.state != State.SENDING:  # parked meanwhile, as after a restore
            return FAILED
        if demo or mailer is None:
            return "sent"
        now = the_site().now()
        if gate.refused(now):
            return FAILED
        if gate.relay:
            _journal(letter, gate.relay, now)
        return mailer(_mail(letter, head()))

    def settle(key: str, outcome: str, now: datetime) -> None:
        delivery = outcome if outcome in ("sent", "refused") else "later"
        before = Letter.objects.get(key=UUID(key))
        state = actions.settle(before.key, delivery, now, keep_text=demo)  # type: ignore[arg-type]  # narrowed above
        if state == State.SENT and before.kind == actions.FAREWELL:
            left.append(key)
        if state == State.PARKED and before.state == State.SENDING and before.kind != TOLD_STAFF:
            _tell_staff(before, local_day(before.written, zone), now)

    return Errand("letter", take, _taken, do, settle)


def _taken() -> list[Taken]:
    rows = Letter.objects.filter(state=State.SENDING).values_list("key", "tries")
    return [Taken(key.hex, tries) for key, tries in rows]


def _mail(letter: Letter, head: str | None) -> Mail:
    language = "fr" if letter.language == "fr" else "en"
    text = actions.text_of(letter).rstrip()
    proof = f"\n\n-- \n{HEAD.say('fr' if language == 'fr' else 'en')}\n\n{head.strip()}" if head else ""
    whole, stop = f"{text}{proof}\n", stop_address(letter)
    return Mail(letter.key.hex, letter.to, language, letter.subject, whole, letter.written, stop)


def _journal(letter: Letter, relay: str, now: datetime) -> None:
    """Write that a letter is about to go to whoever passes it on: what it is, and never to which address."""
    facts: dict[str, Json] = {
        "recipient": relay,
        "way": "mail",
        "kind": letter.kind,
        "fields": ["e-mail"],
        "people": 1,
        "letter": letter.pk,
        "try": letter.tries + 1,
    }
    about = (subject_of(letter.person),) if letter.person else ()
    the_site().records.journal(Act("letter handed over", "honour", facts, about), now)


def _tell_staff(letter: Letter, day: date, now: datetime) -> None:
    """Write to each administrator that a letter waits for him."""
    page = f"{the_address()}/letters/"
    tell_administrators(TOLD_STAFF, now, tries=letter.tries + 1, number=letter.pk, day=day, page=page)
