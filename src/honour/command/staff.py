"""`honour staff`: the first administrator, a lost second factor, and who of the staff has which role."""

import argparse
import getpass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from honour.command import clearing, telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import site_of

if TYPE_CHECKING:
    from honour.keeping.letters.habilitations import Habilitation
    from honour.keeping.people.models import Person
    from honour.portal.security.staff import Done


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "act",
        choices=("add", "recover", "list", "review", "end", *clearing.ACTS),
        help="give a role; a way in after a lost factor; who has which role; say that one is still needed;"
        " end one, with every session; write down a clearance for defence secrets; withdraw one; who has one",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="a user name, or an e-mail address")
    parser.add_argument(
        "--role",
        metavar="ROLE",
        help="administration, or a role of the policy's `staff see`; `review` and `end` take all without it",
    )
    parser.add_argument("--email", metavar="ADDRESS", help="the address of an account that is made")
    clearing.arguments(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Do it, and print the link where there is one. Raises WrongUse, Unreadable, StateRefused."""
    site = site_of(arguments)
    _refuse_what_does_not_fit(arguments)
    from honour.website.running import open_running  # Django loads here
    from honour.website.state import close_state

    try:
        opened = open_running(site)
        if arguments.act in clearing.ACTS:
            return clearing.run(arguments, opened)
        if arguments.act in ("list", "review", "end"):
            return _habilitations(arguments, opened.now())
        from honour.portal.security import staff

        by = f"os:{getpass.getuser()}"
        done = _added(arguments, by) if arguments.act == "add" else staff.recover(_member(arguments.name), by)
    finally:
        close_state()
    if arguments.json:
        ends = done.ends.isoformat() if done.ends else None
        telling.as_json({"act": arguments.act, "link": done.link, "ends": ends, "told": done.told})
        return Exit.DONE
    if done.link:
        telling.line(f"Open this within a day; it works once:\n{done.link}")
    telling.line(
        telling.counted(done.told, "member of staff is told", "members of staff are told") + " by letter"
    )
    return Exit.DONE


def _refuse_what_does_not_fit(arguments: argparse.Namespace) -> None:
    """Raises WrongUse."""
    act = arguments.act
    clearing.refuse_what_does_not_fit(arguments)
    if act in ("list", "cleared") and (arguments.name or arguments.role):
        raise WrongUse(f"`{act}` lists everybody: leave NAME and --role out")
    if act not in ("list", "cleared") and not arguments.name:
        raise WrongUse(f"`{act}` wants a NAME")
    if act in ("add", "recover") and (act == "add") != bool(arguments.role):
        raise WrongUse("`add` wants --role ROLE, `recover` wants none")
    if act != "add" and arguments.email:
        raise WrongUse("--email is for `add` alone")


def _habilitations(arguments: argparse.Namespace, now: datetime) -> Exit:
    """List the roles, review some or end them."""
    from honour.keeping.letters import habilitations as acts

    by = f"os:{getpass.getuser()}"
    if arguments.act != "list":
        member = _member(arguments.name)
        mine = [each for each in member.roles.all() if arguments.role in (None, each.role)]
        if not mine:
            raise WrongUse(f"{arguments.name} has no role “{arguments.role}”")
        if arguments.act == "end":
            acts.end(member, mine, by, by, now)
        else:
            for role in mine:
                acts.review(role, by, by, now)
    found = acts.habilitations(now)
    if arguments.json:
        telling.as_json({"act": arguments.act, "roles": [_as_json(each) for each in found]})
        return Exit.DONE
    for each in found:
        row = each.role
        state = "suspended" if each.suspended else f"review by {each.due}"
        telling.line(f"{row.person.username or row.person.email}: {row.role}, {state}")
    if not found:
        telling.line("nobody has a role: `honour staff add NAME --role administration` gives the first")
    return Exit.DONE


def _as_json(each: "Habilitation") -> dict[str, Any]:
    row = each.role
    return {
        "name": row.person.username or row.person.email,
        "role": row.role,
        "granted": row.granted.isoformat(),
        "granted by": row.granted_by,
        "reviewed": row.reviewed.isoformat() if row.reviewed else None,
        "review by": each.due.isoformat(),
        "suspended": row.suspended.isoformat() if row.suspended else None,
    }


def _added(arguments: argparse.Namespace, by: str) -> "Done":
    from honour.portal.security import staff

    if arguments.role not in staff.roles():
        raise WrongUse(f"there is no role “{arguments.role}”: the policy has {', '.join(staff.roles())}")
    address = arguments.email or (arguments.name if "@" in arguments.name else "")
    known = staff.find(arguments.name)
    if known is None and not address:
        raise WrongUse("nobody has this name yet: say --email ADDRESS, where staff are written to")
    if known is not None and arguments.email:
        raise WrongUse("this account exists and has its own address: leave --email out")
    if known is None and staff.find(address) is not None:
        raise WrongUse("another account has this address: name that one")
    return staff.add(arguments.name, arguments.role, address, by)


def _member(name: str) -> "Person":
    return clearing.member(name)
