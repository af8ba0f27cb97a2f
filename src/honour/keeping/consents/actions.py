"""Keeping what people chose, each choice with its entry in the journal.

What could go wrong for ever: a yes that cannot be shown any more. So nothing of what was said is changed, and
a row goes only with its person, or when the choice of a browser has ended. Directives are the exception: the
last word counts, and what it replaces is deleted, because the person no longer wants it known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.consents.models import Choice, CookieChoice, Directive
from honour.keeping.consents.sealed import KIND, WISHES, opened, owner, sealed
from honour.keeping.keys.actions import destroy_cells, new_cell, owners_of, truncate_log, wrapped_cells
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person
from honour.places.personal import Personal

TAKEN_OVER: Final = "before "
"""What the way begins with of a choice that was made in a browser before signing in; its time follows."""

_SEALED = ("wish", "trusted", "text")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody was shown when choosing: the words, in which language, and where (`banner`)."""

    wording: str
    language: str
    way: str


def choose(person: Person, purpose: str, given: bool, said: Said, act: str, by: str = "person") -> Choice:
    """Keep a yes or a no of somebody who has an account. `act` is what the journal calls it, `by` who said
    it: the person, or whoever had the link of a letter.
    """
    with transaction.atomic():
        row = _kept(person, purpose, given, _shown(said))
        facts: dict[str, Json] = {"purpose": purpose, "given": given, **_facts(said)}
        journalled(person, act, by, facts)
    return row


def choose_cookies(
    key: str, agreed: Sequence[str], refused: Sequence[str], said: Said, ends: datetime, person: Person | None
) -> None:
    """Keep what a browser chose, under the hash `key`; for whoever is signed in, as theirs too."""
    facts: dict[str, Json] = {"agreed": list(agreed), "refused": list(refused), **_facts(said)}
    shown = _shown(said)
    with transaction.atomic():
        CookieChoice.objects.create(key=key, agreed=list(agreed), refused=list(refused), ends=ends, **shown)
        if person is None:
            the_site().records.journal(Act("cookies chosen", "visitor", facts), the_site().now())
            return
        for name in (*agreed, *refused):
            _kept(person, name, name in agreed, shown)
        journalled(person, "cookies chosen", "person", facts)


def take_over(person: Person, chosen: CookieChoice) -> None:
    """Keep with an account what its browser chose before, with the words that were shown then and when that
    was. The rows of the browser stay nobody's: its number is not written down.
    """
    shown = {name: getattr(chosen, name) for name in ("version", "digest", "language", "wording", "hash")}
    then = f"{chosen.at:%Y-%m-%dT%H:%MZ}"
    shown |= {"at": the_site().now(), "way": f"{TAKEN_OVER}{then}"}
    facts: dict[str, Json] = {"agreed": chosen.agreed, "refused": chosen.refused, "chosen": then}
    with transaction.atomic():
        for name in (*chosen.agreed, *chosen.refused):
            _kept(person, name, name in chosen.agreed, shown)
        journalled(person, "cookie choice taken over", "person", {**facts, "wording": chosen.hash})


def _kept(person: Person, purpose: str, given: bool, shown: Mapping[str, object]) -> Choice:
    Choice.objects.filter(person=person, purpose=purpose, withdrawn__isnull=False).update(withdrawn=None)
    since = None if given else the_site().now()
    return Choice.objects.create(person=person, purpose=purpose, given=given, withdrawn=since, **shown)


def standing(person: Person) -> Mapping[str, Choice]:
    """The last word of somebody on each purpose of which something was said."""
    return {row.purpose: row for row in Choice.objects.filter(person=person).order_by("at", "pk")}


def history(person: Person) -> list[Choice]:
    """All that somebody chose, the newest first."""
    return list(Choice.objects.filter(person=person).order_by("-at", "-pk"))


def cookie_history(key: str) -> list[CookieChoice]:
    """All that a browser chose, the newest first."""
    return list(CookieChoice.objects.filter(key=key).order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Left:
    """The directives of somebody. `wish` is one of `WISHES`, or empty where their key was destroyed."""

    at: datetime
    wish: str
    trusted: Personal[str]
    text: Personal[str]


def direct(person: Person, wish: str, trusted: str, text: str) -> None:
    """Keep directives after death in place of earlier ones. The journal says that, not what."""
    with transaction.atomic():
        first = _write(person, the_site().now(), wish, trusted, text)
        journalled(person, "directives left" if first else "directives changed", "person", {})
    truncate_log()


def left_by(person: Person) -> Left | None:
    """The directives of somebody, opened; None where there are none. Raises StateRefused."""
    row = Directive.objects.filter(person=person).first()
    if row is None:
        return None
    told = {name: opened(the_keys(), (person.pk,), name, getattr(row, name)) for name in _SEALED}
    wish, trusted, text = (str(told[name] or "") for name in _SEALED)
    return Left(row.at, wish, Personal(trusted), Personal(text))


def take_back_directives(person: Person) -> bool:
    """Delete directives; False where there are none."""
    with transaction.atomic():
        gone, _ = Directive.objects.filter(person=person).delete()
        if gone:
            _forget_cells([owner(person.pk)])
            journalled(person, "directives withdrawn", "person", {})
    truncate_log()
    return bool(gone)


def seal_plain() -> int:
    """Seal the directives that were left before they were sealed; how many."""
    plain = list(Directive.objects.filter(wish__in=WISHES).select_related("person"))
    for row in plain:
        with transaction.atomic():
            _write(row.person, row.at, row.wish, row.trusted, row.text)
    return len(plain)


def forget_gone() -> int:
    """Destroy the cells of directives that are no more: the engine takes an erased person's rows, and a copy
    of them in a backup must not open either. How many there were.
    """
    there = {owner(each) for each in Directive.objects.values_list("person_id", flat=True)}
    return destroy_cells(cell for name, cell in owners_of(KIND).items() if name not in there)


def _write(person: Person, at: datetime, wish: str, trusted: str, text: str) -> bool:
    """Write directives under a new cell, instead of earlier ones under theirs. Whether they are the first."""
    _forget_cells([owner(person.pk)])
    cell = new_cell(the_keys(), owner(person.pk), KIND)
    told = {"wish": wish, "trusted": trusted, "text": text}
    values = {name: sealed(cell, person.pk, name, told[name]) for name in _SEALED}
    _, first = Directive.objects.update_or_create(person=person, defaults={"at": at, **values})
    return first


def _forget_cells(owners: Sequence[str]) -> None:
    destroy_cells(cell.cell for cell in wrapped_cells(owners, KIND).values())


def forget_ended(now: datetime) -> int:
    """Delete what browsers chose and that has ended; how many there were."""
    return CookieChoice.objects.filter(ends__lt=now).delete()[0]


def _shown(said: Said) -> dict[str, object]:
    site = the_site()
    return {
        "at": site.now(),
        "way": said.way,
        "version": site.number,
        "digest": site.policy.digest,
        "language": said.language,
        "wording": said.wording,
        "hash": sha256(said.wording.encode()).hexdigest(),
    }


def _facts(said: Said) -> dict[str, Json]:
    site = the_site()
    return {
        "version": site.number,
        "policy": site.policy.digest,
        "wording": sha256(said.wording.encode()).hexdigest(),
        "language": said.language,
        "way": said.way,
    }
