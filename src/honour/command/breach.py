"""`honour breach`: the register of breaches (GDPR Art. 33(5)), and the first line of one.

`record` is done at once: the 72 hours run from the moment somebody became aware (Art. 33(1)), and nothing is
destroyed by writing so down. What follows (scope, the authority, the persons) is decided on the site, below
`/staff/breaches/`, by staff with a second factor: letters to people cannot be called back.
"""

import argparse
import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import site_of

if TYPE_CHECKING:
    from honour.carrying_out.site import Site
    from honour.keeping.breaches.models import Breach

_ACTS = ("list", "show", "record")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("act", choices=_ACTS, help="the register; one of it; a new one")
    parser.add_argument("number", nargs="?", metavar="NUMBER", help="show: its number")
    aware = "record: when somebody became aware, in the site's time zone (default: now)"
    parser.add_argument("--aware", metavar="TIME", help=aware)
    parser.add_argument("--by", metavar="NAME", help="record: who became aware; kept sealed")
    parser.add_argument("--how", metavar="TEXT", help="record: how; kept sealed")


def run(arguments: argparse.Namespace) -> Exit:
    """Tell the register, one of it, or record one; `Exit.FINDINGS` while the authority is still to be told.

    Raises WrongUse, Unreadable, StateRefused.
    """
    _check(arguments)
    folder = site_of(arguments)
    from honour.website.running import open_running  # Django loads here
    from honour.website.state import close_state

    try:
        site = open_running(folder)
        if arguments.act == "record":
            return _record(arguments, site)
        return _list(arguments, site) if arguments.act == "list" else _show(arguments, site)
    finally:
        close_state()


def _check(arguments: argparse.Namespace) -> None:
    if (arguments.act == "show") != bool(arguments.number):
        raise WrongUse("`show` wants one number, the others none: `honour breach list` names them")
    given = [name for name in ("aware", "by", "how") if getattr(arguments, name) is not None]
    if arguments.act != "record" and given:
        raise WrongUse(f"--{given[0]} belongs to `record`")
    if arguments.act == "record" and not (arguments.by and arguments.how):
        raise WrongUse("`record` wants who became aware and how: --by NAME --how TEXT")


def _record(arguments: argparse.Namespace, site: "Site") -> Exit:
    from honour.keeping.breaches import actions
    from honour.keeping.breaches.models import Breach
    from honour.plans.breach import Facts

    now = site.now()
    aware = _aware(arguments.aware, site.policy.site.time_zone, now)
    called = f"os:{getpass.getuser()}"
    by = actions.By(called, site.records.keyed_hash("staff", called))
    number = actions.record(aware, Facts(aware_by=arguments.by, how=arguments.how), by, now)
    told = _row_json(Breach.objects.get(pk=number), now)
    if arguments.json:
        telling.as_json({"act": "record", "breach": told})
    else:
        telling.line(f"{number}: the authority is to be told by {told['due']} ({told['hours_left']} hours)")
        telling.line(f"Go on below /staff/breaches/{number}/")
    return Exit.DONE


def _aware(written: str | None, zone: str, now: datetime) -> datetime:
    """The instant that was meant. Raises WrongUse: nobody is aware of what is to come."""
    if written is None:
        return now
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise WrongUse("--aware is no time: write for instance 2026-11-26T09:30") from None
    aware = (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    if aware > now:
        raise WrongUse("--aware lies ahead: write when somebody became aware")
    return aware


def _list(arguments: argparse.Namespace, site: "Site") -> Exit:
    from honour.keeping.breaches.models import Breach

    found = [_row_json(row, site.now()) for row in Breach.objects.order_by("-aware", "id")]
    if arguments.json:
        telling.as_json({"act": "list", "breaches": found})
    else:
        heads = ("number", "aware", "due", "clock", "hours_left", "risk", "notified", "telling", "closed")
        rows = (["–" if each[head] in (None, "") else str(each[head]) for head in heads] for each in found)
        telling.table("Breaches", heads, rows)
        telling.line(telling.counted(len(found), "breach", "breaches"))
    return _due(found)


def _show(arguments: argparse.Namespace, site: "Site") -> Exit:
    from honour.keeping.breaches.actions import facts_of
    from honour.keeping.breaches.models import Breach

    row = Breach.objects.filter(pk=arguments.number).first()
    if row is None:
        telling.as_json({"act": "show", "found": False}) if arguments.json else telling.line("There is none.")
        return Exit.FINDINGS
    facts, told = facts_of(row), _row_json(row, site.now())
    scope = facts.scope
    plain = ("aware_by", "how", "because", "late", "origin", "cause", "processors")
    told |= {
        **{name: getattr(facts, name) for name in plain},
        "nature": list(facts.nature),
        "began": _day(facts.began),
        "ended": _day(facts.ended),
        "scope": {
            "people": list(scope.people),
            "kinds": list(scope.kinds),
            "places": list(scope.places),
            "first": _day(scope.first),
            "last": _day(scope.last),
        },
        "said": {
            language: {name: getattr(each, name) for name in ("what", "consequences", "measures", "advice")}
            for language, each in facts.said.items()
        },
        "letters": {
            outcome: row.affected.filter(outcome=outcome).count() for outcome in ("letter", "gone", "none")
        },
    }
    if arguments.json:
        telling.as_json({"act": "show", "found": True, "breach": told})
    else:
        for name, value in told.items():
            telling.line(f"{name.replace('_', ' ')}: {'–' if value in (None, '', [], {}) else value}")
    return _due([told])


def _row_json(row: "Breach", now: datetime) -> dict[str, Any]:
    """A breach as the register lists it: it names nobody."""
    from honour.plans.breach import clock, due, hours_left

    return {
        "number": row.pk,
        "aware": _minute(row.aware),
        "due": _minute(due(row.aware)),
        "clock": clock(row.aware, row.notified, row.spared),
        "hours_left": hours_left(row.aware, now) if not (row.notified or row.spared) else None,
        "risk": row.risk,
        "people": dict(row.people),
        "rows": dict(row.rows),
        "counted": _minute(row.counted),
        "notified": _minute(row.notified),
        "complemented": _minute(row.complemented),
        "spared": _minute(row.spared),
        "telling": row.telling,
        "untold": row.untold,
        "closed": _minute(row.closed),
    }


def _due(found: list[dict[str, Any]]) -> Exit:
    return (
        Exit.FINDINGS if any(each["clock"] == "runs" and not each["closed"] for each in found) else Exit.DONE
    )


def _minute(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%MZ") if at else None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
