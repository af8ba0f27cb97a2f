"""`honour sweep`: what is due; `--really DIGEST` destroys it."""

import argparse
from datetime import datetime
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
    from honour.carrying_out.sweep import due, plans_of, sweep

    with opened(arguments, alone=True) as site:
        carry_on(site, arguments.physical)
        at = _time(arguments, site)
        what = due(site.ports, at)
        if what.is_empty:
            if arguments.json:
                telling.as_json({"due": False, "plans": []})
            else:
                telling.line("Nothing is due.")
            return Exit.DONE
        if arguments.really is None:
            if arguments.json:
                telling.as_json(
                    {"due": True, "digest": what.digest, "plans": [as_json(plan) for plan in plans_of(what)]}
                )
            else:
                for number, plan in enumerate(plans_of(what)):
                    if number or not what.plan.steps:
                        telling.line("Left by an earlier erasure, and ended (its rows may stand above too):")
                    print_plan(plan)
                telling.line(f"Nothing was changed. To destroy exactly this: --really {what.digest}")
            return Exit.FINDINGS
        refuse_other_digest(arguments.really, what.digest, "sweep")
        refuse_dangers(site, plans_of(what))
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
        scrubbed = scrub_all(site, arguments.physical)
        told = [next((s for s in scrubbed.values() if s["request"] == r["request"]), r) for r in receipts]
        if arguments.json:
            telling.as_json({"due": False, "receipts": told})
        else:
            for receipt in told:
                print_receipt(receipt)
        return Exit.DONE


def _time(arguments: argparse.Namespace, site: Opened) -> datetime:
    if arguments.at is None:
        return site.now
    at = instant(arguments.at, "--at")
    if at > site.now and not site.configuration.demo:
        raise WrongUse("--at is after now: what is not due cannot be swept; only a demo may look ahead")
    return at
