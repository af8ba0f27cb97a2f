"""What staff are told of: a letter to each administrator, which names nobody."""

from datetime import date, datetime

from honour.keeping.letters import actions
from honour.keeping.people.models import ADMINISTRATION, Person
from honour.promises.languages import Language, Wording


def tell_administrators(
    kind: str,
    subject: Wording,
    text: Wording,
    now: datetime,
    *,
    also: tuple[str, ...] = (),
    **values: str | int | date,
) -> int:
    """Write to each administrator in his language, and to whoever has one of the roles `also`; how many there
    were. `values` hold nothing personal.
    """
    told = 0
    roles = (ADMINISTRATION, *also)
    staff = Person.objects.filter(roles__role__in=roles, roles__suspended=None, is_active=True)
    for person in staff.exclude(email="").distinct():
        language: Language = "fr" if person.language == "fr" else "en"
        actions.write(
            person,
            person.email,
            kind=kind,
            language=language,
            subject=subject.say(language),
            text=text.say(language).format(**values),
            secret=False,
            now=now,
        )
        told += 1
    return told
