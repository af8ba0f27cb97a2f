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

HOUR: Final = 3600  # seconds
DAY: Final = 86_400


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
        now,
        also=(PRIVACY_OFFICER,),
        role=staff.role,
        most=reached.amount,
        hours=reached.seconds // HOUR,
        page=f"{the_address()}/staff/",
    )
