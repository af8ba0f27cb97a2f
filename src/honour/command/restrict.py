"""`honour restrict WHO`: nobody destroys these data until they are released; dry without `--really`.

Three states: *restricted* at the person's request (GDPR Art. 18), *disputed* (a legal hold, with a reason and
a day of review), and *secret* (an authority ordered that they be preserved, and that nobody be told).
"""

import argparse
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from honour.carrying_out.ports import PersonHold
from honour.command import telling
from honour.command.erase import scope_asked
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened
from honour.command.person import hold_in_words, hold_json, nobody
from honour.places.personal import Personal
from honour.places.selections import Selection, all_of
from honour.plans.holding import Holding, HoldState

if TYPE_CHECKING:
    from honour.carrying_out.people import Match


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help="only this kind of the policy's `data`"
    )
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--disputed", action="store_true", help="a legal hold: with --why and --review")
    state.add_argument(
        "--secret",
        action="store_true",
        help="preserved by an authority's order that nobody may be told of: with --why and --review",
    )
    parser.add_argument("--review", metavar="DAY", help="the day by which somebody must look at it again")
    parser.add_argument(
        "--why", metavar="TEXT", help="why; kept sealed, and the person can read it unless the hold is secret"
    )
    parser.add_argument("--really", action="store_true", help="do it")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would be held, or hold it; `Exit.FINDINGS` where nobody is found."""
    from honour.carrying_out.people import find, keys_json

    state = _state(arguments)
    with opened(arguments, alone=True) as site:
        kinds = scope_asked(site.ports.policy, arguments.kind, ()).kinds
        match = find(site.ports, Personal(arguments.who))
        if match is None:
            return nobody(arguments)
        hold = PersonHold(
            uuid4().hex,
            state,
            match.subject,
            kinds,
            _day(arguments.review),
            site.now,
            Personal(keys_json(match.keys)),
            None if arguments.why is None else Personal(arguments.why),
        )
        held = held_rows(site, match, kinds)
        if arguments.really:
            site.records.place_hold(hold, site.by, site.now)
        _tell(arguments, hold, held)
        return Exit.DONE


def _state(arguments: argparse.Namespace) -> HoldState:
    if not (arguments.disputed or arguments.secret):
        return "restricted"
    if not arguments.why or not arguments.review:
        raise WrongUse(
            "such a hold stops every destruction: give its reason and a day of review"
            " (--why TEXT --review DAY)"
        )
    return "secret" if arguments.secret else "disputed"


def _day(given: str | None) -> date | None:
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise WrongUse("--review is no day: write for instance 2027-06-30") from None


def held_rows(site: Opened, match: "Match", kinds: tuple[str, ...]) -> list[tuple[str, int]]:
    """The places of which something would be held, with how many rows of this person."""
    from honour.plans.ending import kinds_of

    ports, person = site.ports, match.person.kind
    scope = Holding(person, kinds, "")
    found = []
    for place in ports.map.places_of(person):
        of_place = {
            kind
            for column in place.columns.values()
            for kind in kinds_of(ports.policy, place, column, person)
        }
        if scope.covers(person, of_place):
            mine = Selection(place.table, all_of([place.declared(), place.belongs(person)]))
            (rows,) = ports.stores[place.table.store].tally([mine], match.keys)
            found += [(str(place.table), rows)] if rows else []
    return found


def _tell(arguments: argparse.Namespace, hold: PersonHold, held: list[tuple[str, int]]) -> None:
    if arguments.json:
        places = [{"place": place, "rows": rows} for place, rows in held]
        placed = hold_json(hold) if arguments.really else None
        telling.as_json({"placed": placed, "state": hold.state, "places": places})
        return
    telling.table("What is held", ("place", "rows"), [(place, f"{rows:,}") for place, rows in held])
    if arguments.really:
        telling.line(f"Held from now on, {hold_in_words(hold)}")
        telling.line(f"It ends with `honour release WHO --hold {hold.id} --really`")
    else:
        telling.line("Nothing was changed. To hold exactly this: --really")
