"""What staff are told of: a letter to each administrator, which names nobody. Its words are in `alerts`."""

from datetime import date, datetime

from honour.keeping.letters import actions
from honour.keeping.letters.alerts import facts_of, worded
from honour.keeping.people.models import ADMINISTRATION, Person
from honour.promises.languages import Language


def tell_administrators(
    kind: str, now: datetime, *, also: tuple[str, ...] = (), **values: str | int | date
) -> int:
    """Write an alert to each administrator in his language, and to whoever has one of the roles `also`; how
    many there were. `values` hold nothing personal. Raises KeyError for a kind without words.
    """
    roles = (ADMINISTRATION, *also)
    staff = Person.objects.filter(roles__role__in=roles, roles__suspended=None, is_active=True)
    found = list(staff.exclude(email="").distinct())
    for person in found:
        tell(person, kind, now, **values)
    return len(found)


def tell(person: Person, kind: str, now: datetime, **values: str | int | date) -> None:
    """Write an alert to one member of staff. Raises KeyError for a kind without words."""
    language: Language = "fr" if person.language == "fr" else "en"
    facts = facts_of(values)
    said = worded(kind, facts, language)
    if said is None:
        raise KeyError(kind)
    subject, text = said
    actions.write(
        person,
        person.email,
        kind=kind,
        language=language,
        subject=subject,
        text=text,
        secret=False,
        now=now,
        facts=facts,
    )
