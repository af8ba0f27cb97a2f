"""How many people's files a member of staff opens: after so many in an hour or a day, reading stops, and the
administrators are told.

What could go wrong for ever: whoever has a role, or a session of his, carries the people away one by one.
Each opening is counted before anything is shown, found or not, by the clock of the machine.
"""

from datetime import datetime
from typing import Final

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.people.acts import subject_of
from honour.keeping.people.limits import Limit, count, give_back, is_reached
from honour.keeping.people.models import PRIVACY_OFFICER
from honour.keeping.people.staff import Staff
from honour.promises.languages import Wording

HOUR: Final = 3600  # seconds
DAY: Final = 86_400

_SUBJECT: Final = Wording(
    "A member of staff opened too many files", "Trop de dossiers ouverts par un membre du personnel"
)
_TEXT: Final = Wording(
    "Somebody who works as “{role}” opened as many people's files as honour.toml lets one member of staff"
    " open ({most} within {hours} h). Reading has stopped for that account until some of that time has"
    " passed.\n\nIf you do not know why, end that account's roles and sessions here, and ask the person:"
    " {page}",
    "Une personne dont le rôle est « {role} » a ouvert autant de dossiers que honour.toml le permet à un"
    " membre du personnel ({most} en {hours} h). La consultation est arrêtée pour ce compte, le temps"
    " qu’une partie de ce délai s’écoule.\n\nSi vous n’en connaissez pas la raison, retirez à ce compte"
    " ses rôles et ses sessions ici, et demandez-la à la personne : {page}",
)


def limits() -> tuple[Limit, Limit]:
    """At most so many in an hour, and in a day."""
    files = the_site().files
    return Limit("files/hour", files.per_hour, HOUR), Limit("files/day", files.per_day, DAY)


def may_open(staff: Staff, file: str, now: datetime) -> bool:
    """Count one more file that a member of staff opens; False where it is one too many, of which the
    administrators and the privacy officers are told, once an hour. The same file (by what was typed, or a
    case's reference) counts once an hour.
    """
    first = count(Limit("files/same", 1, HOUR), staff.token, file)
    if first is None:
        return True
    reached = next((each for each in limits() if is_reached(each, staff.token)), None)
    if reached is None and all(count(each, staff.token) is not None for each in limits()):
        return True
    give_back(first)
    _alarm(staff, reached or limits()[0], now)
    return False


def _alarm(staff: Staff, reached: Limit, now: datetime) -> None:
    if count(Limit("files/alarm", 1, HOUR), staff.token) is None:
        return
    facts: dict[str, Json] = {"role": staff.role, "staff": staff.token, "most": reached.amount}
    act = Act("reading stopped", "honour", facts, (subject_of(staff.person),))
    the_site().records.journal(act, now)
    tell_administrators(
        "staff/reading stopped",
        _SUBJECT,
        _TEXT,
        now,
        also=(PRIVACY_OFFICER,),
        role=staff.role,
        most=reached.amount,
        hours=reached.seconds // HOUR,
        page=f"{the_address()}/staff/",
    )
