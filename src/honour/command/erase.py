"""`honour erase WHO`: prints the plan, the counts and its digest; `--really DIGEST` carries exactly that
plan out.
"""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from honour.carrying_out.ports import Case
from honour.command import telling
from honour.command.exits import Exit
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, opened
from honour.command.person import case_json, ends, nobody
from honour.places.personal import Personal
from honour.plans.plan import Change, Plan, as_json

if TYPE_CHECKING:
    from honour.carrying_out.people import Match


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument("--really", metavar="DIGEST", help="carry out the plan with this digest")
    parser.add_argument("--why", metavar="TEXT", help="why; kept sealed with the journal's entry")
    parser.add_argument(
        "--physical",
        action="store_true",
        help="rewrite the database's file afterwards (it is locked meanwhile)",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Show the plan, or carry it out; `Exit.FINDINGS` where nobody is found or the plan has changed."""
    from honour.carrying_out.erase import planned
    from honour.carrying_out.people import known

    with opened(arguments, alone=True) as site:
        resumed = carry_on(site, arguments.physical)
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None:
            return _looked_again(arguments, site, cases, resumed) if cases else nobody(arguments)
        plan = planned(site.ports, match, site.now)
        if not plan.steps and cases:
            return _looked_again(arguments, site, cases, resumed)
        if arguments.really is None:
            return _show(arguments, plan, resumed)
        return _really(arguments, site, plan, match)


def _really(arguments: argparse.Namespace, site: Opened, plan: Plan, match: "Match") -> Exit:
    refuse_other_digest(arguments.really, plan.digest, "erase")
    refuse_dangers(site, (plan,))
    from honour.carrying_out.erase import intent_of
    from honour.places.terms import answer_due

    intent = intent_of(site.ports, plan, match, (uuid4().hex, uuid4().hex), site.by, arguments.why, site.now)
    due = answer_due(site.now, site.ports.policy.site.time_zone, ())
    receipt = carry_out_now(site, intent, due)
    receipt = scrub_all(site, arguments.physical).get(intent.id, receipt)
    if arguments.json:
        telling.as_json({"receipt": receipt})
    else:
        print_receipt(receipt)
    return Exit.DONE


def _show(arguments: argparse.Namespace, plan: Plan, resumed: Sequence[Mapping[str, Any]]) -> Exit:
    if arguments.json:
        telling.as_json({"digest": plan.digest, "plan": as_json(plan), "resumed": list(resumed)})
        return Exit.DONE
    for receipt in resumed:
        print_receipt(receipt)
    print_plan(plan)
    if plan.steps:
        telling.line(
            f"Nothing{' else' if resumed else ''} was changed. To do exactly this: --really {plan.digest}"
        )
    return Exit.DONE


def print_plan(plan: Plan) -> None:
    """Print what goes, what changes, and what stays and why."""
    rows = [
        (
            str(number),
            "change" if isinstance(step, Change) else "delete",
            str(step.selection.table),
            f"{step.count:,}",
            ", ".join(step.fields),
            ", ".join(step.because),
        )
        for number, step in enumerate(plan.steps, 1)
    ]
    if rows:
        telling.table("What goes", ("step", "act", "place", "rows", "fields", "because of"), rows)
    else:
        telling.line("Nothing goes.")
    kept = [
        (
            str(stay.selection.table),
            f"{stay.count:,}",
            ", ".join(stay.fields),
            "; ".join(stay.source),
            ends(stay),
        )
        for stay in plan.stays
    ]
    if kept:
        telling.table("What stays", ("place", "rows", "fields", "by", "until"), kept)


def _looked_again(
    arguments: argparse.Namespace, site: Opened, cases: Sequence[Case], resumed: Sequence[Mapping[str, Any]]
) -> Exit:
    """Nothing is left to erase: say when it was done, that it was looked for again, and what stays."""
    last = cases[-1]
    receipt = next((each for each in reversed(resumed) if each.get("request") == last.request), last.receipt)
    if arguments.json:
        telling.as_json(
            {
                "already erased": True,
                "looked again": True,
                "found": 0,
                "cases": [case_json(case) for case in cases],
                "receipt": receipt,
            }
        )
        return Exit.DONE
    answered = f"{last.answered:%Y-%m-%d}" if last.answered else "not yet"
    telling.line(f"Already erased on {answered}; looked again, nothing found.")
    for held in last.held:
        rows = telling.counted(held.count, "row", "rows")
        telling.line(
            f"  stays: {rows} of {held.place} ({', '.join(held.fields)}), {held.source}, {ends(held)}"
        )
    if receipt is not None:
        print_receipt(receipt)
    return Exit.DONE
