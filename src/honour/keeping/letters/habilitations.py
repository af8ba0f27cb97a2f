"""Who of the staff holds which role, and that somebody says each year that it is still needed.

What could go wrong for ever: a role outlives its task, and whoever left, or whoever took his account, goes on
reading. So a role that nobody reviewed within a year opens nothing more, after two warnings; and one that is
ended takes the sessions with it at once. Nobody reviews his own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions as letters
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.people import devices
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Person, Role
from honour.places.terms import add, local_day
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period

EVERY: Final = Period(1, "years")
"""How long a role lasts without a review (CNIL, guide of the security of personal data, 2024, sheet on
habilitations, recommends a yearly one: not checked at source).
"""

AHEAD: Final = timedelta(days=30)
"""How long before its day a review is asked for."""

WARNED: Final = timedelta(days=7)
"""How long after a warning a role is suspended at the earliest, however late it is."""

_SUBJECT: Final = Wording("Roles of the staff to review", "Habilitations à revoir")
_TEXT: Final = Wording(
    "So many roles of your staff must be reviewed, the first by {day}: {count}. A role that nobody reviews is"
    " suspended a week after its last warning. Say of each whether it is still needed: {page}\n\n"
    "Nobody reviews his own; where there is one administrator alone, run: honour staff review NAME",
    "Nombre d’habilitations à revoir, la première avant le {day} : {count}. Une habilitation que personne ne"
    " revoit est suspendue une semaine après son dernier avertissement. Dites pour chacune si elle reste"
    " nécessaire : {page}\n\nNul ne revoit la sienne ; s’il n’y a qu’un administrateur, lancez : honour staff"
    " review NOM",
)
_YOURS_SUBJECT: Final = Wording("Your role must be reviewed", "Votre habilitation doit être revue")
_YOURS: Final = Wording(
    "Your role “{role}” ends on {day} unless an administrator says that it is still needed. Ask one of them.",
    "Votre rôle « {role} » prend fin le {day}, sauf si un administrateur confirme qu’il reste nécessaire."
    " Adressez-vous à l’un d’eux.",
)
_OVER_SUBJECT: Final = Wording("A role of the staff was suspended", "Une habilitation a été suspendue")
_OVER: Final = Wording(
    "So many roles that nobody reviewed within a year are suspended: {count}. They open nothing until"
    " somebody reviews them: {page}",
    "Nombre d’habilitations suspendues, que personne n’a revues depuis un an : {count}. Elles n’ouvrent"
    " plus rien tant que personne ne les revoit : {page}",
)


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A role with the local day by which it must be reviewed."""

    role: Role
    due: date
    asked: bool

    @property
    def suspended(self) -> bool:
        """Whether it opens nothing."""
        return self.role.suspended is not None


def habilitations(now: datetime) -> list[Habilitation]:
    """Every role of every member of staff, the first to review first."""
    rows = Role.objects.select_related("person")
    return sorted((_standing(row, now) for row in rows), key=lambda each: (each.due, each.role.pk))


def review(role: Role, by: str, told_by: str, now: datetime) -> None:
    """Note that a role is still needed; one that was suspended opens its pages again. `by` is as the journal
    says it, `told_by` the keyed hash of who reviews, or `by` again.
    """
    with transaction.atomic():
        Role.objects.filter(pk=role.pk).update(reviewed=now, reviewed_by=told_by, warned=None, suspended=None)
        journalled(role.person, "role reviewed", by, {"role": role.role, "staff": told_by})


def end(person: Person, roles: list[Role], by: str, told_by: str, now: datetime) -> int:
    """End roles of somebody, and all his sessions; how many roles."""
    with transaction.atomic():
        for role in roles:
            role.delete()
            journalled(person, "role ended", by, {"role": role.role, "staff": told_by})
        if roles:
            devices.end_others(person, "", by)
    return len(roles)


def watch(now: datetime) -> None:
    """Warn of what must be reviewed, a month before and on its day, and suspend what was not."""
    found = habilitations(now)
    over = [each for each in found if _is_over(each, now)]
    asked = [each for each in found if each.asked and each not in over and _is_to_warn(each, now)]
    with transaction.atomic():
        for each in asked:
            Role.objects.filter(pk=each.role.pk).update(warned=now)
            _tell(each, now)
        for each in over:
            Role.objects.filter(pk=each.role.pk).update(suspended=now)
            devices.end_others(each.role.person, "", "honour")
            journalled(each.role.person, "role suspended", "honour", {"role": each.role.role})
        page = f"{the_address()}/staff/habilitations/"
        if asked:
            first = min(_last_day(each, now) for each in asked)
            tell_administrators(
                "staff/review asked", _SUBJECT, _TEXT, now, day=first, count=len(asked), page=page
            )
        if over:
            tell_administrators("staff/role suspended", _OVER_SUBJECT, _OVER, now, count=len(over), page=page)


def token_of(person: Person) -> str:
    """The keyed hash by which records know a member of staff."""
    return subject_of(person).tokens[0]


def _standing(row: Role, now: datetime) -> Habilitation:
    zone = the_site().policy.site.time_zone
    due = add(local_day(row.reviewed or row.granted, zone), EVERY)
    return Habilitation(row, due, due <= local_day(now + AHEAD, zone))


def _is_over(each: Habilitation, now: datetime) -> bool:
    """Whether its day is past, and somebody was warned of that day a week ago."""
    if each.suspended or each.due >= local_day(now, the_site().policy.site.time_zone):
        return False
    return each.role.warned is not None and each.role.warned <= now - WARNED


def _is_to_warn(each: Habilitation, now: datetime) -> bool:
    """Whether nobody was warned yet, or not since its day came within a week."""
    if each.suspended:
        return False
    zone = the_site().policy.site.time_zone
    last = each.role.warned
    if last is None:
        return True
    soon = each.due - WARNED
    return local_day(now, zone) >= soon > local_day(last, zone)


def _last_day(each: Habilitation, now: datetime) -> date:
    """The day on which it is suspended: its own, or a week from now where that is later."""
    return max(each.due, local_day(now + WARNED, the_site().policy.site.time_zone))


def _tell(each: Habilitation, now: datetime) -> None:
    person = each.role.person
    language: Language = "fr" if person.language == "fr" else "en"
    if person.email and person.is_active:
        letters.write(
            person,
            person.email,
            kind="staff/role review",
            language=language,
            subject=_YOURS_SUBJECT.say(language),
            text=_YOURS.say(language).format(
                role=each.role.role, day=day_in_words(_last_day(each, now), language)
            ),
            secret=False,
            now=now,
        )
