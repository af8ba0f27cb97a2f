"""`honour disclose`: the register of demands for somebody's data, and what became of each.

`list` tells all and names nobody; `show NUMBER` opens one, which is an act: it stands in the journal. Nothing
is written down, approved, refused or handed over here: that takes two members of staff, each known by an
account and a second factor (`/staff/disclosures/`), and a command knows neither.
"""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened
from honour.places.terms import local_day

if TYPE_CHECKING:
    from honour.keeping.disclosures.actions import Opened as Record
    from honour.keeping.disclosures.models import Disclosure

_ACTS = ("list", "show")
_DECIDED_ELSEWHERE = (
    "nothing is decided by a command: it takes two members of staff, below /staff/disclosures/ on the site;"
    " `honour disclose list` and `show NUMBER` tell what was"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("act", metavar="list|show", help="all of them, or one of them opened")
    parser.add_argument("number", nargs="?", metavar="NUMBER", help="show: its number")


def run(arguments: argparse.Namespace) -> Exit:
    """Tell all, or one; `Exit.FINDINGS` where a preservation is over its last day, or nothing is found.

    Raises WrongUse, StateRefused.
    """
    if arguments.act not in _ACTS:
        raise WrongUse(_DECIDED_ELSEWHERE)
    if (arguments.act == "show") != bool(arguments.number):
        raise WrongUse("`show` wants one number, `list` none: `honour disclose list` names them")
    with opened(arguments) as site:
        if arguments.act == "list":
            return _list(arguments, site)
        return _show(arguments, site)


def _list(arguments: argparse.Namespace, site: Opened) -> Exit:
    from honour.keeping.disclosures.reading import every

    today = local_day(site.now, site.ports.policy.site.time_zone)
    found = [_row_json(row, today) for row in every()]
    if arguments.json:
        telling.as_json({"act": "list", "disclosures": found})
    else:
        heads = ("number", "ground", "state", "received", "approved", "closed", "told", "secret_until")
        rows = ([str(each[head] or "–") for head in heads] for each in found)
        telling.table("Demands for somebody's data", heads, rows)
        telling.line(f"{telling.counted(len(found), 'demand', 'demands')}; the table names nobody")
    for each in found:
        if each["over"]:
            telling.aside(f"{each['number']}: its last day is over: end it, or write the new order down")
    return Exit.FINDINGS if any(each["over"] for each in found) else Exit.DONE


def _show(arguments: argparse.Namespace, site: Opened) -> Exit:
    from honour.keeping.disclosures import actions, reading
    from honour.keeping.disclosures.actions import By

    one = reading.found(site.records.journal_keys.keys, arguments.number, ())
    if one is None:
        telling.as_json({"act": "show", "found": False}) if arguments.json else telling.line("There is none.")
        return Exit.FINDINGS
    token = site.records.keyed_hash("staff", site.by)
    actions.looked_at(site.records, one, By(site.by, token), site.now)
    told = _opened_json(site, one)
    if arguments.json:
        telling.as_json({"act": "show", "found": True, "disclosure": told})
        return Exit.DONE
    for name, value in told.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        telling.line(f"{name.replace('_', ' ')}: {'–' if shown in (None, '') else shown}")
    return Exit.DONE


def _row_json(row: "Disclosure", today: date) -> dict[str, Any]:
    """A record as the register lists it: it names nobody."""
    from honour.keeping.disclosures.models import State

    return {
        "number": row.pk,
        "ground": row.ground,
        "state": str(row.state),
        "received": row.received.isoformat(),
        "prepared": _minute(row.prepared),
        "approved": _minute(row.approved),
        "closed": _minute(row.closed),
        "told": _minute(row.told),
        "secret_until": row.secret_until.isoformat() if row.secret_until else None,
        "preserved_until": row.reviewed.isoformat() if row.reviewed else None,
        "over": bool(row.state == State.HELD and row.reviewed and row.reviewed < today),
        "rows": row.rows,
        "digest": row.digest or None,
    }


def _opened_json(site: Opened, one: "Record") -> dict[str, Any]:
    """A record, opened: whose data, what was demanded, what lacks today."""
    from honour.plans.disclose import missing, shareable

    demand, today = one.demand, local_day(site.now, site.ports.policy.site.time_zone)
    lacking = missing(demand, shareable(site.ports.policy, demand.ground), today)
    texts = ("authority", "name", "country", "agreement", "recipient", "provision", "form", "reference")
    return {
        **_row_json(one.row, today),
        "whose": one.whom.name,
        **{name: getattr(demand, name) for name in (*texts, "signatory", "check", "means", "secrecy")},
        "dated": demand.dated.isoformat() if demand.dated else None,
        "as_it_stands": [str(item) for item in demand.items if not item.dated],
        "of_the_days": [str(item) for item in demand.items if item.dated],
        "first": demand.first.isoformat() if demand.first else None,
        "last": demand.last.isoformat() if demand.last else None,
        "refused_because": one.refusal or None,
        "reason": one.reason,
        "lacking": list(lacking) if one.row.state == "prepared" else [],
        "by": [each for each in (one.row.prepared_by, one.row.approved_by) if each],
    }


def _minute(at: Any) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%MZ") if at else None
