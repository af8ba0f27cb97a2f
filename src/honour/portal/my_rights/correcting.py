"""Asking for a correction of what other stores hold: a request with its clock, its entry, its place in the
queue and a letter, all or nothing. Nothing is changed here.

What could go wrong for ever: another's row is changed, and what stood there is lost. So only what was shown
is asked for, under the row that was found and the column by its own name; the new value lies sealed until it
is done, and the command looks whether the row is still whose it was.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from honour.carrying_out.people import Match, exact_name
from honour.carrying_out.ports import Subject
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.keeping.requests import tasks
from honour.keeping.requests.models import State, Task
from honour.keeping.requests.reading import asked_by
from honour.places.personal import Personal
from honour.plans.asking import Scope
from honour.portal.account.finding import confirmed_address
from honour.portal.account.letters import reader
from honour.portal.my_rights import letters
from honour.portal.my_rights.asking import asked
from honour.promises.compare import receiving
from honour.promises.policy import Policy


def to_be_told(policy: Policy, fields: Collection[str]) -> list[str]:
    """The recipients of these fields, whom the site tells of a correction (GDPR Art. 19), by name."""
    return [
        policy.recipients[key].name or key
        for key, has in receiving(policy).items()
        if not set(fields).isdisjoint(has)
    ]


@dataclass(frozen=True, slots=True)
class NewValue:
    """What a column (`STORE.TABLE.COLUMN`) of somebody becomes; the kinds of data that it is, and what the
    plan means (`plans.meaning`).
    """

    match: Match
    column: str
    value: Personal[str]
    kinds: tuple[str, ...]
    meaning: str


def ask_corrections(person: Person, own: Subject, new: Sequence[NewValue]) -> None:
    """Have each carried out, as a request of its own; one that had stopped goes on, with its first clock."""
    site, now = the_site(), the_site().now()
    to, language = confirmed_address(person), reader(person)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once are one request
        stopped = _waiting(own)
        for each in new:
            who = exact_name(each.match)
            secret = Personal(
                {
                    "who": who,
                    "account": f"{site.account}:{person.pk}",
                    "column": each.column,
                    "value": each.value.reveal(),
                    "to": to,
                    "language": language,
                }
            )
            before = stopped.get((who, each.column))
            if before is not None and tasks.put_anew(before, each.meaning, secret, now):
                continue
            mine = each.match.subject
            # His by the account too, whose page shows it; known by what the row itself bears.
            subject = replace(mine, tokens=tuple(dict.fromkeys((*own.tokens, *mine.tokens))))
            new_one = asked("rectify", subject, Scope(each.kinds))
            site.records.lodge(new_one, now)
            tasks.put(new_one.request, each.meaning, secret, now)
        if to:
            letters.write_correction_asked(person, to)


def _waiting(own: Subject) -> dict[tuple[str, str], str]:
    """Corrections of this person that no worker has yet, or that stopped: the request by row and column."""
    rows = [each.id for each in asked_by(own) if each.kind == "rectify" and each.state == State.OPEN]
    secrets = {task.request: tasks.secret_of(task).reveal() for task in Task.objects.filter(request__in=rows)}
    return {(each["who"], each["column"]): name for name, each in secrets.items() if "column" in each}
