"""What of somebody a member of staff may not know of, although his role sees such data: the trades say it.

What could go wrong for ever: a file tells what the pages of a trade keep from whoever reads it. So those rows
are taken out of it, and of their number, as if they were not there.
"""

from dataclasses import replace
from datetime import datetime
from importlib import import_module

from honour.carrying_out.people import Match, Ports
from honour.carrying_out.show import shown, shown_by_row, without
from honour.keeping.at_work import the_site, the_trades
from honour.keeping.people.staff import Staff
from honour.plans.show import Shown


def shown_to(
    staff: Staff | None, ports: Ports, match: Match, now: datetime, kinds: frozenset[str]
) -> tuple[Shown, ...]:
    """What is shown of somebody to a member of staff; None: in a copy that any of them may read later. Raises
    StoreUnreachable.
    """
    hidden = _hidden(staff, match, now)
    if not hidden:
        return shown(ports, match, now, kinds)
    answer = without(ports, shown_by_row(ports, match, now, kinds), hidden)
    return tuple(replace(one, each=()) for one in answer)


def _hidden(staff: Staff | None, match: Match, now: datetime) -> dict[str, frozenset[int]]:
    """Rows of the site's own tables, by table and key."""
    if match.person.kind != the_site().account:
        return {}
    found = dict[str, frozenset[int]]()
    for trade in the_trades():
        if trade.withholds:
            module, _, function = trade.withholds.partition(":")
            reader = None if staff is None else staff.person
            found |= getattr(import_module(module), function)(reader, match.keys, now)
    return found
