"""Clearances in `honour staff`: write one down, withdraw one, list them.

What could go wrong for ever: a mistyped line lets somebody read, as cleared, what was meant for cleared staff
alone. So level, authority and both days are said, a clearance that is over already is refused, and what was
written down is said again.
"""

import argparse
import getpass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from honour.command import telling
from honour.command.exits import Exit, WrongUse

if TYPE_CHECKING:
    from honour.carrying_out.site import Site
    from honour.keeping.people.models import Clearance, Person

ACTS: Final = ("clear", "withdraw", "cleared")
_LEVELS: Final = ("secret", "tres-secret")
_SAID: Final = ("level", "authority", "begins", "ends")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    group = parser.add_argument_group("clearances, where the policy says `cleared staff: on request`")
    group.add_argument(
        "--level",
        choices=_LEVELS,
        help="the level (Code de la défense, R. 2311-2); Très Secret covers Secret",
    )
    group.add_argument("--authority", metavar="TEXT", help="who granted it, as the decision says it")
    group.add_argument("--from", dest="begins", metavar="DAY", help="its first day, such as 2026-01-31")
    group.add_argument("--until", dest="ends", metavar="DAY", help="its last day, such as 2031-01-30")


def refuse_what_does_not_fit(arguments: argparse.Namespace) -> None:
    """Raises WrongUse."""
    act = arguments.act
    given = [name for name in _SAID if getattr(arguments, name) is not None]
    if act == "clear" and len(given) < len(_SAID):
        raise WrongUse("`clear` wants --level, --authority, --from and --until, as the decision says them")
    if act == "withdraw" and set(given) - {"level"}:
        raise WrongUse("`withdraw` takes --level alone; without it, every clearance of NAME is withdrawn")
    if act not in ("clear", "withdraw") and given:
        raise WrongUse("--level, --authority, --from and --until are for `clear`")
    if act in ACTS and (arguments.role or arguments.email):
        raise WrongUse(f"`{act}` is about clearances: leave --role and --email out")


def run(arguments: argparse.Namespace, site: "Site") -> Exit:
    """Do it, and list what is kept. Raises WrongUse, StateRefused."""
    from honour.keeping.people import clearances as kept

    if not kept.are_kept():
        raise WrongUse("no clearance is kept here: the policy does not say `cleared staff: on request`")
    by = f"os:{getpass.getuser()}"
    if arguments.act == "clear":
        _clear(arguments, site, by)
    elif arguments.act == "withdraw":
        person = member(arguments.name)
        mine = [each for each in person.clearances.all() if arguments.level in (None, each.level)]
        if not mine:
            raise WrongUse(f"{arguments.name} has no such clearance")
        kept.withdraw(person, mine, by)
    now = site.now()
    found = kept.clearances()
    if arguments.json:
        told = [_as_json(each, now) for each in found]
        telling.as_json({"act": arguments.act, "clearances": told})
        return Exit.DONE
    for each in found:
        telling.line(_as_line(each, site))
    if not found:
        telling.line("nobody has a clearance: `honour staff clear NAME` writes one down")
    return Exit.DONE


def member(name: str) -> "Person":
    """A member of staff. Raises WrongUse."""
    from honour.portal.security import staff

    found = staff.find(name)
    if found is None or not found.roles.exists():
        raise WrongUse("no member of staff has this name or address")
    return found


def _clear(arguments: argparse.Namespace, site: "Site", by: str) -> None:
    from honour.keeping.people import clearances as kept
    from honour.keeping.people.models import LONGEST_AUTHORITY, Level
    from honour.places.terms import start_of_day

    authority = arguments.authority.strip()
    if not 0 < len(authority) <= LONGEST_AUTHORITY:
        raise WrongUse(f"--authority says who granted it, in at most {LONGEST_AUTHORITY} characters")
    zone = site.policy.site.time_zone
    begins = start_of_day(_day(arguments.begins, "--from"), zone)
    ends = start_of_day(_day(arguments.ends, "--until") + timedelta(days=1), zone)
    if ends <= begins:
        raise WrongUse("--until lies before --from: write both as the decision says them")
    if ends <= site.now():
        raise WrongUse("this clearance is over: nothing is kept of it")
    kept.enter(member(arguments.name), Level(arguments.level), authority, begins, ends, by)


def _day(given: str, option: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongUse(f"{option} takes a day, such as 2027-01-31") from None


def _is_valid(each: "Clearance", now: datetime) -> bool:
    return each.begins <= now < each.ends


def _as_line(each: "Clearance", site: "Site") -> str:
    from honour.places.terms import local_day

    zone, now = site.policy.site.time_zone, site.now()
    state = "valid" if _is_valid(each, now) else "not yet valid" if each.begins > now else "ended"
    last = local_day(each.ends - timedelta(seconds=1), zone)
    name = each.person.username or each.person.email
    return f"{name}: {each.level} by {each.authority}, {local_day(each.begins, zone)} to {last}, {state}"


def _as_json(each: "Clearance", now: datetime) -> dict[str, Any]:
    return {
        "name": each.person.username or each.person.email,
        "level": each.level,
        "authority": each.authority,
        "begins": each.begins.isoformat(),
        "ends": each.ends.isoformat(),
        "valid": _is_valid(each, now),
        "entered": each.entered.isoformat(),
        "entered by": each.entered_by,
    }
