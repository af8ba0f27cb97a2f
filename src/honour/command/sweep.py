"""`honour sweep`: what is due; `--really DIGEST` destroys it."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from honour.command import telling
from honour.command.braking import braked_json, note_clock, print_braked, refuse_clock
from honour.command.erase import print_plan
from honour.command.exits import Exit, WrongUse
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    done_or_changed,
    drop_ended_lines,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, instant, opened
from honour.command.person import in_words
from honour.command.shorter import (
    earlier_terms,
    held_back_json,
    note_terms,
    print_held_back,
)
from honour.places.terms import local_day
from honour.plans.brake import Stop
from honour.plans.plan import as_json
from honour.promises.compare import shortens
from honour.proofs.evidence import open_and_near

if TYPE_CHECKING:
    from honour.carrying_out.sweep import Due


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--at", metavar="TIME", help="what is due at this time (ISO 8601); after now only on a demo"
    )
    parser.add_argument(
        "--really", metavar="DIGEST", help="destroy what is due, as in the plan with this digest"
    )
    parser.add_argument(
        "--confirm-shorter",
        metavar="NAME",
        help="who has read how many older rows a shorter term takes; kept sealed",
    )
    parser.add_argument(
        "--scheduled",
        action="store_true",
        help="nobody reads: destroy what is due, unless the brake stops it; then exit with 1",
    )
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="somebody has looked at the clock, which is behind the journal or far ahead of it",
    )
    parser.add_argument("--why", metavar="TEXT", help="why; kept with the journal's entry")
    parser.add_argument(
        "--physical",
        action="store_true",
        help="rewrite the database's file afterwards (it is locked meanwhile)",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Show what is due, or destroy it; `Exit.FINDINGS` where something is due and stays so."""
    from honour.carrying_out.sweep import due, plans_of

    if arguments.scheduled and (arguments.really or arguments.confirm_shorter):
        raise WrongUse("--scheduled is for a sweep that nobody reads: leave the other option out")
    with opened(arguments, alone=True) as site:
        from honour.wiring.sweeping import braked  # once Django is told of it

        resumed = carry_on(site, arguments.physical)
        at = _time(arguments, site)
        before = earlier_terms(site, at, arguments.confirm_shorter is not None)
        what = due(site.ports, at, before)
        if resumed and arguments.really is not None and not plans_of(what):
            # The sweep that was finished now had been confirmed with these cases: they are only closed.
            _destroy(arguments, site, what, at)
            what = due(site.ports, at, before)
        shorter, demo = shortens(before, site.ports.policy), site.configuration.demo
        found = braked(site.ports, site.records, demo, what, shorter, site.now)
        note_clock(site, found, arguments.clock_is_right)
        _tell_beside(site, what)
        if what.is_empty and not what.held_back:
            if not arguments.json:
                telling.line("Nothing is due.")
            return _tell_receipts(arguments, site, resumed)
        if arguments.really is None and (found or not arguments.scheduled):
            return _show(arguments, what, resumed, found)
        if arguments.really is not None:
            refuse_other_digest(arguments.really, what.digest, "sweep")
            refuse_clock(found, arguments.clock_is_right)
        refuse_dangers(site, plans_of(what))
        note_terms(site, before, arguments.confirm_shorter, what)
        return _tell_receipts(arguments, site, [*resumed, *_destroy(arguments, site, what, at)])


def _destroy(
    arguments: argparse.Namespace, site: Opened, what: "Due", at: datetime
) -> list[Mapping[str, Any]]:
    from honour.carrying_out.sweep import sweep

    receipts = sweep(
        site.ports,
        what,
        lambda: uuid4().hex,
        site.by,
        arguments.why,
        at,
        site.now,
        lambda intent: carry_out_now(site, intent, None),
    )
    scrubbed = scrub_all(site, arguments.physical).values()
    drop_ended_lines(site)
    return [next((s for s in scrubbed if s["request"] == r["request"]), r) for r in receipts]


def _show(
    arguments: argparse.Namespace, what: "Due", resumed: Sequence[Mapping[str, Any]], found: tuple[Stop, ...]
) -> Exit:
    from honour.carrying_out.sweep import plans_of

    if arguments.json:
        plans = [as_json(plan) for plan in plans_of(what)]
        telling.as_json(
            {
                "due": True,
                "digest": what.digest,
                "plans": plans,
                "waited": _waited(what),
                "held back": held_back_json(what),
                "brake": braked_json(found),
                "receipts": list(resumed),
            }
        )
        return Exit.FINDINGS
    for receipt in resumed:
        print_receipt(receipt)
    if what.plan.steps:
        print_plan(what.plan)
    for ended in what.ended:
        if ended.waiting and ended.waiting.due:
            telling.line(f"Request {ended.case.request} waited: {in_words(ended.waiting)}.")
        if ended.plan is not None and ended.plan.steps:
            telling.line("Left by an earlier erasure, and ended (its rows may stand above too):")
            print_plan(ended.plan)
    print_held_back(what)
    print_braked(found, arguments.scheduled)
    telling.line(
        f"Nothing{' else' if resumed else ''} was changed. To destroy exactly this: --really {what.digest}"
    )
    return Exit.FINDINGS


def _tell_beside(site: Opened, what: "Due") -> None:
    """Say, beside the output, which requests are overdue or due within a week, and of whom nobody knows."""
    for case in what.lost:
        telling.aside(
            f"Request {case.request} of {case.asked:%Y-%m-%d} waits, and nothing in its row tells"
            " any more that it is the same person's: find out who asked, and ask for the erasure again"
        )
    zone = site.ports.policy.site.time_zone
    today = local_day(site.now, zone)
    for one in open_and_near(site.records.clocks(ZoneInfo(zone), site.now), today):
        state = "is overdue since" if one.due is not None and one.due < today else "is due by"
        telling.aside(f"The answer to request {one.request} {state} {one.due}.")


def _waited(what: "Due") -> list[dict[str, Any]]:
    """The requests of which a part waited and need not any more, with both dates and the last day."""
    return [
        {
            "request": ended.case.request,
            "for": ended.waiting.event,
            "asked": ended.waiting.asked.isoformat(),
            "ended": ended.waiting.ended and ended.waiting.ended.isoformat(),
            "due": ended.waiting.due and ended.waiting.due.isoformat(),
        }
        for ended in what.ended
        if ended.waiting
    ]


def _tell_receipts(
    arguments: argparse.Namespace, site: Opened, receipts: Sequence[Mapping[str, Any]]
) -> Exit:
    if arguments.json:
        telling.as_json(
            {
                "due": False,
                "digest": None,
                "plans": [],
                "waited": [],
                "held back": [],
                "brake": [],
                "receipts": list(receipts),
            }
        )
    else:
        for receipt in receipts:
            print_receipt(receipt)
    if arguments.really is not None or arguments.scheduled:
        site.records.forget_erased(site.now)
    if arguments.really is not None:
        _turn_keys(site)
    return done_or_changed(receipts)


def _turn_keys(site: Opened) -> None:
    """Turn the keys where that is due. What was swept is done: a key place that refuses is only told."""
    from honour.carrying_out.ports import StateRefused
    from honour.wiring.turning import turn

    try:
        turn(site.records, site.by, site.now)
    except StateRefused as refused:
        telling.aside(f"The keys were not turned: {refused}. Then run `honour keys --turn`.")


def _time(arguments: argparse.Namespace, site: Opened) -> datetime:
    if arguments.at is None:
        return site.now
    at = instant(arguments.at, "--at")
    if at > site.now and not site.configuration.demo:
        raise WrongUse("--at is after now: what is not due cannot be swept; only a demo may look ahead")
    return at
