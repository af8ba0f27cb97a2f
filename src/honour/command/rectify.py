"""`honour rectify WHO FIELD=VALUE`: corrects every place that holds a field of somebody; dry unless told.

There is no undo: the old value is kept nowhere, because nothing would say until when.
"""

import argparse
import sys
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from honour.command import telling
from honour.command.erase import due_day, print_plan
from honour.command.exits import Exit, WrongUse
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, opened
from honour.command.person import nobody
from honour.places.personal import Personal
from honour.plans.plan import Plan, as_json
from honour.promises.compare import receiving
from honour.promises.policy import Policy

if TYPE_CHECKING:
    from honour.carrying_out.people import Match
    from honour.carrying_out.rectify import Correction


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument(
        "what",
        metavar="FIELD=VALUE",
        help="a field such as telephone, or a column such as main.customers.town; empty where it is optional",
    )
    parser.add_argument(
        "--read",
        action="store_true",
        help="read the value from standard input, where no list of processes shows it; then give FIELD alone",
    )
    parser.add_argument(
        "--request", metavar="ID", help="the request of this person that is carried out, if he made one"
    )
    parser.add_argument("--really", metavar="DIGEST", help="carry out the plan with this digest")
    parser.add_argument("--why", metavar="TEXT", help="why; kept sealed, and the person can read it")
    parser.add_argument("--physical", action="store_true", help="rewrite the database's file afterwards")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would be corrected, or correct it; `Exit.FINDINGS` where nobody is found."""
    from honour.carrying_out.people import find

    named, value = _given(arguments)
    with opened(arguments, alone=True) as site:
        resumed = carry_on(site, arguments.physical)
        match = find(site.ports, Personal(arguments.who))
        if match is None:
            return nobody(arguments)
        asked = _asked(site, arguments.request, match)
        correction = _correction(site, match, named, value)
        if arguments.really is not None:
            return _really(arguments, site, match, correction, asked)
        told = _told(site.ports.policy, correction.plan)
        if arguments.json:
            plan = as_json(correction.plan)
            telling.as_json(
                {"digest": correction.plan.digest, "plan": plan, "tell": told, "resumed": resumed}
            )
            return Exit.DONE
        for receipt in resumed:
            print_receipt(receipt)
        _print(correction.plan, told)
        return Exit.DONE


def _given(arguments: argparse.Namespace) -> tuple[str, str]:
    """The field that is named, and its new value. Raises WrongUse."""
    if arguments.read:
        typed = sys.stdin.buffer.read() if sys.stdin else b""
        try:
            return arguments.what.strip(), typed.decode().removesuffix("\n")
        except UnicodeDecodeError:
            raise WrongUse("what was read is no text in UTF-8: give the value in that") from None
    named, equals, value = arguments.what.partition("=")
    if not equals:
        raise WrongUse("say what it becomes: FIELD=VALUE, or FIELD= to make it empty")
    return named.strip(), value


def _asked(site: Opened, request: str | None, match: "Match") -> datetime:
    """When what is carried out was asked; now, where no request is named.

    Raises WrongUse unless the named one waits and is this person's: of the same row, which still bears an
    identifier that it had then, for its key may have been given to somebody else.
    """
    if request is None:
        return site.now
    found = site.records.waiting_for(request, "rectify")
    mine = match.subject
    if found and set(found[0].tokens) & set(mine.tokens):
        then, today = set(found[0].known_by), set(mine.known_by)
        if then & today or not then | today:
            return found[1]
    raise WrongUse(f"no request {request} of this person for a correction waits: leave --request out")


def _correction(site: Opened, match: "Match", named: str, value: str) -> "Correction":
    """What would be corrected. Raises WrongUse, which never repeats the value."""
    from honour.carrying_out.rectify import corrected
    from honour.plans.rectify import Ambiguous, NotOptional

    try:
        found = corrected(site.ports, match, named, Personal(value), site.now)
    except Ambiguous as several:
        raise WrongUse(f"several columns hold this: say which, {' or '.join(several.columns)}") from None
    except NotOptional:
        raise WrongUse(
            "this is required (`collect: required`): give a value, or ask for the erasure of the account"
        ) from None
    except ValueError:
        raise WrongUse("a column of this field holds whole numbers: write one") from None
    if not found.plan.steps and not found.plan.stays:
        fields = {
            c.field for place in site.ports.map.places_of(match.person.kind) for c in place.columns.values()
        }
        if named not in fields:
            known = ", ".join(sorted(fields - {"nothing personal"}))
            raise WrongUse(f"nothing of this person's is held under that name; known are: {known}")
    return found


def _really(
    arguments: argparse.Namespace, site: Opened, match: "Match", correction: "Correction", asked: datetime
) -> Exit:
    """Carry the correction out, under the request that is named, if any."""
    from honour.carrying_out.erase import intent_of
    from honour.carrying_out.rectify import sealed_with

    refuse_other_digest(arguments.really, correction.plan.digest, "rectify")
    refuse_dangers(site, (correction.plan,))
    ids = (uuid4().hex, arguments.request or uuid4().hex)
    seen = intent_of(site.ports, correction.counted, match, ids, site.by, arguments.why, site.now)
    intent = replace(sealed_with(seen, correction), opened=asked)
    receipt = carry_out_now(site, intent, due_day(site, asked))
    receipt = scrub_all(site, arguments.physical).get(intent.id, receipt)
    told = _told(site.ports.policy, correction.plan)
    if arguments.json:
        telling.as_json({"receipt": receipt, "tell": told})
    else:
        print_receipt(receipt)
        _print_told(told)
    return Exit.DONE


def _told(policy: Policy, plan: Plan) -> list[str]:
    """The recipients of a corrected field, who must be told of the correction (GDPR Art. 19)."""
    fields = {field for step in plan.steps for field in step.fields}
    return [policy.recipients[key].name or key for key, has in receiving(policy).items() if fields & set(has)]


def _print(plan: Plan, told: list[str]) -> None:
    print_plan(plan)
    if plan.steps:
        _print_told(told)
        telling.line("There is no undo: the value that stands there now is kept nowhere.")
        telling.line(f"Nothing was changed. To do exactly this: --really {plan.digest}")


def _print_told(told: list[Any]) -> None:
    if told:
        telling.line(f"Tell them of the correction too (GDPR Art. 19): {', '.join(told)}")
