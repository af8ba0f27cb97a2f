"""`honour sweep`: what is due; `--really DIGEST` destroys it."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from honour.command import telling
from honour.command.erase import print_plan
from honour.command.exits import Exit, WrongUse
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, instant, opened
from honour.plans.plan import as_json

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
    parser.add_argument("--why", metavar="TEXT", help="why; kept with the journal's entry")
    parser.add_argument(
        "--physical",
        action="store_true",
        help="rewrite the database's file afterwards (it is locked meanwhile)",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Show what is due, or destroy it; `Exit.FINDINGS` where something is due and stays so."""
    from honour.carrying_out.sweep import due, plans_of

    with opened(arguments, alone=True) as site:
        resumed = carry_on(site, arguments.physical)
        at = _time(arguments, site)
        what = due(site.ports, at)
        if resumed and arguments.really is not None and not plans_of(what):
            # The sweep that was finished now had been confirmed with these cases: they are only closed.
            _destroy(arguments, site, what, at)
            what = due(site.ports, at)
        if what.is_empty:
            if not arguments.json:
                telling.line("Nothing is due.")
            return _tell_receipts(arguments, site, resumed)
        if arguments.really is None:
            return _show(arguments, what, resumed)
        refuse_other_digest(arguments.really, what.digest, "sweep")
        refuse_dangers(site, plans_of(what))
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
    return [next((s for s in scrubbed if s["request"] == r["request"]), r) for r in receipts]


def _show(arguments: argparse.Namespace, what: "Due", resumed: Sequence[Mapping[str, Any]]) -> Exit:
    from honour.carrying_out.sweep import plans_of

    if arguments.json:
        plans = [as_json(plan) for plan in plans_of(what)]
        telling.as_json({"due": True, "digest": what.digest, "plans": plans, "receipts": list(resumed)})
        return Exit.FINDINGS
    for receipt in resumed:
        print_receipt(receipt)
    for number, plan in enumerate(plans_of(what)):
        if number or not what.plan.steps:
            telling.line("Left by an earlier erasure, and ended (its rows may stand above too):")
        print_plan(plan)
    telling.line(
        f"Nothing{' else' if resumed else ''} was changed. To destroy exactly this: --really {what.digest}"
    )
    return Exit.FINDINGS


def _tell_receipts(
    arguments: argparse.Namespace, site: Opened, receipts: Sequence[Mapping[str, Any]]
) -> Exit:
    if arguments.json:
        telling.as_json({"due": False, "digest": None, "plans": [], "receipts": list(receipts)})
    else:
        for receipt in receipts:
            print_receipt(receipt)
    if arguments.really is not None:
        _turn_keys(site)
    return Exit.DONE


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
