"""`honour requests`: what was asked, when it was due and when it was answered; by month."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--month", metavar="MONTH", help="only those asked in it (2026-10), or `last` for the one before now"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print the requests, which name nobody; `Exit.FINDINGS` where one is late. Raises WrongUse."""
    from honour.places.terms import local_day

    with opened(arguments) as site:
        from honour.keeping.requests.told import as_rows, month_around, outcome_of, told
        from honour.wiring.outcomes import outcomes_of  # once Django is told of it

        zone = site.ports.policy.site.time_zone
        since, until = None, None
        if arguments.month is not None:
            month = _month(arguments.month, site.now, zone)
            since, until = month_around(month, zone)
        found = told(ZoneInfo(zone), site.now, since, until)
        outcomes = outcomes_of([each.request for each in found])
        today = local_day(site.now, zone)
    if arguments.json:
        telling.as_json(
            {"month": arguments.month, "today": today.isoformat(), "requests": as_rows(found, outcomes)}
        )
    else:
        heads = ("request", "what", "of", "asked", "due", "answered", "outcome", "late")
        telling.table(
            "Requests",
            heads,
            (
                (
                    each.request,
                    each.kind,
                    each.person,
                    each.asked.isoformat(),
                    each.due.isoformat() if each.due else "",
                    each.answered.isoformat() if each.answered else "",
                    outcome_of(each, outcomes),
                    "late" if each.late else "",
                )
                for each in found
            ),
        )
        late = sum(each.late for each in found)
        telling.line(telling.counted(len(found), "request", "requests") + f", {late} late")
    return Exit.FINDINGS if any(each.late for each in found) else Exit.DONE


def _month(written: str, now: datetime, zone: str) -> tuple[int, int]:
    """Year and month. Raises WrongUse."""
    if written == "last":
        from honour.keeping.requests.told import month_before

        return month_before(now.astimezone(ZoneInfo(zone)).date())
    try:
        read = datetime.strptime(written, "%Y-%m").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise WrongUse("--month is no month: write for instance 2026-10, or last") from None
    return read.year, read.month
