"""`honour person WHO`: what is held about somebody, where, why, until when."""

import argparse
from collections.abc import Sequence
from typing import Any

from honour.carrying_out.ports import Act, Case
from honour.command import telling
from honour.command.exits import Exit
from honour.command.opening import Opened, opened
from honour.places.personal import Personal
from honour.plans.show import Shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument("--why", metavar="TEXT", help="why you look; kept with the journal's entry")


def run(arguments: argparse.Namespace) -> Exit:
    """Print all that is held, once the journal has the entry; `Exit.FINDINGS` where nobody is found."""
    from honour.carrying_out.people import exact_name, known
    from honour.carrying_out.show import shown
    from honour.publishing.answer import as_data

    with opened(arguments) as site:
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None and not cases:
            return nobody(arguments)
        if match is None:
            return erased(arguments, cases)
        looked(site, "read", match.subject, arguments.why)
        answer = shown(site.ports, match, site.now)
        if arguments.json:
            data = as_data(site.ports.policy, answer, exact_name(match), site.now)
            telling.as_json({"found": True, **data, "cases": [case_json(case) for case in cases]})
        else:
            telling.line(exact_name(match))
            _print(answer)
            _print_cases(cases)
        return Exit.DONE


def looked(site: Opened, name: str, subject: Any, why: str | None) -> None:
    """Write that somebody looks at this person's data, before he does: no journal, no data."""
    act = Act(
        name,
        site.by,
        {"policy": site.ports.policy.digest},
        (subject,),
        None if why is None else Personal(why),
    )
    site.records.journal(act, site.now)


def nobody(arguments: argparse.Namespace) -> Exit:
    """Say that nobody was found; what was asked is not repeated, since it may name somebody."""
    if arguments.json:
        telling.as_json({"found": False})
    else:
        telling.line("Nobody is known by this, and no erasure is. Try another address, or KIND:KEY.")
    return Exit.FINDINGS


def case_json(case: Case) -> dict[str, Any]:
    """A case for a program."""
    return {
        "request": case.request,
        "asked": f"{case.asked:%Y-%m-%d}",
        "answer_due": case.answer_due.isoformat(),
        "answered": f"{case.answered:%Y-%m-%d}" if case.answered else None,
        "stays": [
            {
                "place": held.place,
                "fields": list(held.fields),
                "rows": held.count,
                "source": held.source,
                "first_ends": held.first_ends and held.first_ends.isoformat(),
                "last_ends": held.last_ends and held.last_ends.isoformat(),
            }
            for held in case.held
        ],
    }


def erased(arguments: argparse.Namespace, cases: tuple[Case, ...]) -> Exit:
    """Say that somebody was known and is no more, and what became of his requests."""
    if arguments.json:
        telling.as_json({"found": False, "cases": [case_json(case) for case in cases]})
    else:
        telling.line("Nobody is known by this any more.")
        _print_cases(cases)
    return Exit.DONE


def _print(answer: Sequence[Shown]) -> None:
    for one in answer:
        if one.rows:
            asked = one.asked
            cells = [
                ["" if (held := value.reveal()) is None else str(held) for value in row] for row in one.rows
            ]
            grounds = "; ".join(f"{c.purpose} ({c.basis.law_named or c.basis.ground})" for c in asked.collect)
            telling.table(f"{asked.place.table}: {grounds}", asked.columns, cells)
            telling.line(f"  kept by {', '.join(str(keep.at) for keep in asked.keep)}; {_until(one)}")


def _until(one: Shown) -> str:
    if one.last_ends is None:
        return "no date says until when"
    if one.first_ends == one.last_ends:
        return f"until {one.last_ends}"
    return f"until {one.first_ends} for the first and {one.last_ends} for the last"


def _print_cases(cases: Sequence[Case]) -> None:
    for case in cases:
        answered = (
            f"answered on {case.answered:%Y-%m-%d}"
            if case.answered
            else f"to be answered by {case.answer_due}"
        )
        telling.line(f"Erasure asked on {case.asked:%Y-%m-%d}, {answered} (request {case.request}).")
        for held in case.held:
            rows = telling.counted(held.count, "row", "rows")
            telling.line(
                f"  stays: {rows} of {held.place} ({', '.join(held.fields)}), {held.source}, {ends(held)}"
            )


def ends(held: Any) -> str:
    """Until when something stays: `until 2035-12-31`, or from the first day to the last."""
    if held.last_ends is None:
        return "no date says until when"
    if held.first_ends in (None, held.last_ends):
        return f"until {held.last_ends}"
    return f"each until its day, {held.first_ends} to {held.last_ends}"
