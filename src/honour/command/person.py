"""`honour person WHO`: what is held about somebody, where, why, until when."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from honour.carrying_out.ports import Act, Case, PersonHold
from honour.command import telling
from honour.command.acts import acts_told
from honour.command.exits import Exit
from honour.command.opening import Opened, opened
from honour.places.personal import Personal
from honour.plans.show import Shown

if TYPE_CHECKING:
    from honour.carrying_out.waiting import Waiting

THEIRS = "as long as it is theirs"
"""Until when something stays that is somebody else's too."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument("--why", metavar="TEXT", help="why you look; the person can read it")
    parser.add_argument(
        "--acts",
        action="store_true",
        help="not the data, but who looked at them, and what was done with them",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print all that is held, once the journal has the entry; `Exit.FINDINGS` where nobody is found."""
    from honour.carrying_out.holding import told_of
    from honour.carrying_out.people import exact_name, known
    from honour.carrying_out.show import shown
    from honour.publishing.answer import as_text

    with opened(arguments) as site:
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None and not cases:
            return nobody(arguments)
        if match is None:
            return erased(arguments, site, cases)
        looked(site, "read", match.subject, arguments.why)
        if arguments.acts:
            return acts_told(arguments, site, match.subject)
        holds = told_of(site.ports, match)
        answer = shown(site.ports, match, site.now)
        if arguments.json:
            also = {
                "found": True,
                "cases": _cases_json(site, cases),
                "holds": [hold_json(hold) for hold in holds],
            }
            name = exact_name(match)
            telling.as_json_text(lambda fit: as_text(site.ports.policy, answer, name, site.now, also, fit))
        else:
            telling.line(exact_name(match))
            _print(answer)
            for hold in holds:
                telling.line(hold_in_words(hold))
            _print_cases(site, cases)
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


def case_json(case: Case, waiting: "Waiting | None") -> dict[str, Any]:
    """A case for a program; `waiting` is the part of it that waits for something."""
    told: dict[str, Any] = {
        "request": case.request,
        "asked": f"{case.asked:%Y-%m-%d}",
        "answer_due": case.answer_due.isoformat(),
        "answered": f"{case.answered:%Y-%m-%d}" if case.answered else None,
        "kinds": list(case.scope.kinds),
        "stays": [
            {
                "place": held.place,
                "fields": list(held.fields),
                "rows": held.count,
                "source": held.source,
                "first_ends": held.first_ends and held.first_ends.isoformat(),
                "last_ends": held.last_ends and held.last_ends.isoformat(),
                "waits for": held.waits_for or None,
            }
            for held in case.held
        ],
        "waiting": None,
    }
    if waiting:
        told["waiting"] = {
            "for": waiting.event,
            "asked": waiting.asked.isoformat(),
            "ended": waiting.ended and waiting.ended.isoformat(),
            "due": waiting.due and waiting.due.isoformat(),
        }
    return told


def _cases_json(site: Opened, cases: Sequence[Case]) -> list[dict[str, Any]]:
    from honour.carrying_out.waiting import waiting

    return [case_json(case, waiting(site.ports, case, site.now)) for case in cases]


def erased(arguments: argparse.Namespace, site: Opened, cases: tuple[Case, ...]) -> Exit:
    """Say that somebody was known and is no more, and what became of his requests."""
    if arguments.json:
        telling.as_json({"found": False, "cases": _cases_json(site, cases)})
    else:
        telling.line("Nobody is known by this any more.")
        _print_cases(site, cases)
    return Exit.DONE


def hold_json(hold: PersonHold) -> dict[str, Any]:
    """A hold for a program."""
    return {
        "hold": hold.id,
        "state": hold.state,
        "kinds": list(hold.kinds),
        "placed": f"{hold.placed:%Y-%m-%d}",
        "review": hold.review and hold.review.isoformat(),
    }


def hold_in_words(hold: PersonHold) -> str:
    """A hold in a line."""
    about = ", ".join(hold.kinds) or "everything"
    review = f", to be looked at again by {hold.review}" if hold.review else ""
    return f"{hold.state}: {about}, since {hold.placed:%Y-%m-%d}{review} (hold {hold.id})"


def _print(answer: Sequence[Shown]) -> None:
    for one in answer:
        if one.count:
            asked = one.asked
            cells = [["" if held is None else str(held) for held in row] for row in one.rows.reveal()]
            grounds = "; ".join(f"{c.purpose} ({c.basis.law_named or c.basis.ground})" for c in asked.collect)
            telling.table(f"{asked.place.table}: {grounds}", asked.columns, cells)
            telling.line(f"  kept by {', '.join(str(keep.at) for keep in asked.keep)}; {_until(one)}")
        if one.masked:
            rows = telling.counted(one.masked, "row", "rows")
            telling.line(f"  {rows} of {one.asked.place.table} that somebody else wrote: not shown")


def _until(one: Shown) -> str:
    if one.last_ends is None:
        return "no date says until when"
    if one.first_ends == one.last_ends:
        return f"until {one.last_ends}"
    return f"until {one.first_ends} for the first and {one.last_ends} for the last"


def _print_cases(site: Opened, cases: Sequence[Case]) -> None:
    from honour.carrying_out.waiting import waiting

    for case in cases:
        answered = (
            f"answered on {case.answered:%Y-%m-%d}"
            if case.answered
            else f"to be answered by {case.answer_due}"
        )
        about = f" of {', '.join(case.scope.kinds)}" if case.scope.kinds else ""
        telling.line(f"Erasure{about} asked on {case.asked:%Y-%m-%d}, {answered} (request {case.request}).")
        print_held(case, waiting(site.ports, case, site.now))


def print_held(case: Case, waiting: "Waiting | None") -> None:
    """Print what stays of a case, and by when what waits must be gone."""
    for held in case.held:
        rows = telling.counted(held.count, "row", "rows")
        fields, until = ", ".join(held.fields), waits_or_ends(held)
        telling.line(f"  stays: {rows} of {held.place} ({fields}), {held.source}, {until}")
    if waiting:
        telling.line(f"  {in_words(waiting)}")


def in_words(waiting: "Waiting") -> str:
    """The two dates from which what waits must be gone, and the day by which it must."""
    asked = f"asked on {waiting.asked}"
    if waiting.due is None:
        return f"{asked}; “{waiting.event}” is not so yet, and begins the delay"
    return f"{asked}; “{waiting.event}” since {waiting.ended}: to be erased by {waiting.due}"


def waits_or_ends(held: Any) -> str:
    """What something waits for, else until when it stays."""
    if held.shared:
        return THEIRS
    return f"until “{held.waits_for}” and no longer than promised after" if held.waits_for else ends(held)


def ends(held: Any) -> str:
    """Until when something stays: `until 2035-12-31`, or from the first day to the last."""
    if held.last_ends is None:
        return "no date says until when"
    if held.first_ends in (None, held.last_ends):
        return f"until {held.last_ends}"
    return f"each until its day, {held.first_ends} to {held.last_ends}"
