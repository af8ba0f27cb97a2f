"""`honour erase WHO`: prints the plan, the counts and its digest; `--really DIGEST` carries exactly that
plan out.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from honour.carrying_out.ports import Case, Intent
from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    done_or_changed,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, opened
from honour.command.person import case_json, in_words, nobody, print_held, waits_or_ends
from honour.places.personal import Personal
from honour.places.terms import start_of_day
from honour.plans.asking import Item, Scope, promised_delay
from honour.plans.plan import Change, Plan, as_json
from honour.promises.periods import written
from honour.promises.policy import Policy
from honour.promises.refused import recorded

if TYPE_CHECKING:
    from honour.carrying_out.people import Match, Ports


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument("--really", metavar="DIGEST", help="carry out the plan with this digest")
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        metavar="KIND",
        help="only this kind of the policy's `data`; may be repeated",
    )
    parser.add_argument(
        "--item",
        metavar="PLACE:KEY",
        help="only this row of the person's, with what hangs on it: main.orders:17",
    )
    parser.add_argument(
        "--upheld",
        action="append",
        default=[],
        metavar="PURPOSE",
        help="the person objected to this purpose, and nothing overriding stands against it (GDPR Art. 21)",
    )
    parser.add_argument(
        "--received", metavar="DAY", help="the day on which the request arrived, if not today: its clock"
    )
    parser.add_argument(
        "--request", metavar="ID", help="the request of this person that is carried out, if several wait"
    )
    parser.add_argument("--why", metavar="TEXT", help="why; kept sealed, and the person can read it")
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
        scope = scope_asked(site.ports.policy, arguments.kind, arguments.upheld)
        asked = received(arguments.received, site)
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None:
            return _looked_again(arguments, site, cases, resumed) if cases else nobody(arguments)
        if arguments.item:
            scope = replace(scope, item=item_meant(site.ports, match, arguments.item))
        plan = planned(site.ports, match, site.now, scope)
        if not plan.steps and any(_covers(case.scope, scope) for case in cases):
            return _looked_again(arguments, site, cases, resumed)
        earlier = _meant(arguments.request, cases, scope)
        if arguments.really is None:
            for case in cases:
                _tell_waiting(arguments, site, case)
            return _show(arguments, site, plan, resumed, asked)
        return _really(arguments, site, plan, match, asked, earlier)


def _meant(request: str | None, cases: Sequence[Case], scope: Scope) -> Case | None:
    """The request that is answered by this: the one that is named, else the first that waits and covers it.

    Raises WrongUse where the named one is not this person's, waits no more, or asked for something else.
    """
    waiting = [case for case in cases if case.answered is None and _covers(case.scope, scope)]
    if request is None:
        return next(iter(waiting), None)
    named = next((case for case in waiting if case.request == request and _is_same(case.scope, scope)), None)
    if named is None:
        raise WrongUse(
            f"no request {request} of this person, for this, waits for an answer: leave --request out"
        )
    return named


def _tell_waiting(arguments: argparse.Namespace, site: Opened, case: Case) -> None:
    """Say of an earlier request that waits by when the rest of it must be gone; `sweep` does that."""
    from honour.carrying_out.waiting import waiting

    if not arguments.json and (wait := waiting(site.ports, case, site.now)):
        telling.line(f"Request {case.request}: {in_words(wait)}.")


def scope_asked(policy: Policy, kinds: Sequence[str], upheld: Sequence[str]) -> Scope:
    """What a request is about, in words that the policy knows. Raises WrongUse."""
    purposes = tuple(dict.fromkeys(each.purpose for each in policy.collect))
    for given, known_words, what in ((kinds, policy.data, "kind of data"), (upheld, purposes, "purpose")):
        for word in given:
            if word not in known_words:
                raise WrongUse(f"the policy has no such {what}; it has: {', '.join(known_words)}")
    return Scope(tuple(dict.fromkeys(kinds)), tuple(dict.fromkeys(upheld)))


def item_meant(ports: "Ports", match: "Match", given: str) -> Item:
    """The row that `--item` names. Raises WrongUse where it is no row of this person's."""
    from honour.carrying_out.items import item_named

    place, colon, name = given.partition(":")
    found = item_named(ports, match, place, name) if colon else None
    if found is None and re.fullmatch("[0-9a-f]{32}", name):
        return Item(place, name)  # it went meanwhile: whoever asked is told that nothing is left
    if found is None:
        raise WrongUse(
            "no row of this person's goes by this: write for instance --item main.orders:17, with a table of"
            " the map that has a primary key, and is not the person's own"
        )
    return found


def received(given: str | None, site: Opened) -> datetime:
    """When a request arrived: now, or at noon of a day before. Raises WrongUse."""
    if given is None:
        return site.now
    try:
        day = start_of_day(date.fromisoformat(given), site.ports.policy.site.time_zone)
    except ValueError:
        raise WrongUse("--received is no day: write for instance 2026-11-05") from None
    if day > site.now:
        raise WrongUse("--received is after today: a request cannot have arrived yet")
    return min(day + timedelta(hours=12), site.now)


def _covers(earlier: Scope, asked: Scope) -> bool:
    """Whether an earlier request was about all of what is asked now."""
    if earlier.is_all or asked.item or earlier.item:
        return earlier.is_all or _is_same(earlier, asked)
    return bool(asked.kinds) and set(asked.kinds) <= set(earlier.kinds)


def _is_same(earlier: Scope, asked: Scope) -> bool:
    return (earlier.kinds, earlier.item) == (asked.kinds, asked.item)


def _really(
    arguments: argparse.Namespace,
    site: Opened,
    plan: Plan,
    match: "Match",
    asked: datetime,
    earlier: Case | None,
) -> Exit:
    """Carry the plan out, under an earlier request of the same that still waits for its answer, if any."""
    refuse_other_digest(arguments.really, plan.digest, "erase")
    refuse_dangers(site, (plan,))
    from honour.carrying_out.erase import intent_of
    from honour.carrying_out.holding import is_preserved

    ids = (uuid4().hex, earlier.request if earlier else uuid4().hex)
    intent = intent_of(site.ports, plan, match, ids, site.by, arguments.why, site.now)
    intent = replace(intent, opened=earlier.asked if earlier else asked)
    due = due_day(site, intent.opened)
    if is_preserved(site.ports, match):
        if earlier is None:
            site.records.ask(intent, due, site.now)
        return _recorded(arguments, site, intent, due)
    receipt = carry_out_now(site, intent, due)
    receipt = scrub_all(site, arguments.physical).get(intent.id, receipt)
    if arguments.json:
        telling.as_json({"receipt": receipt})
    else:
        print_receipt(receipt)
    return done_or_changed([receipt])


def _recorded(arguments: argparse.Namespace, site: Opened, intent: Intent, due: date) -> Exit:
    """Say that a request is taken, in words that are true whatever stands against it."""
    says = {language: recorded(due, language) for language in site.ports.policy.site.languages}
    if arguments.json:
        telling.as_json(
            {"recorded": {"request": intent.request, "answer_due": due.isoformat(), "says": says}}
        )
        return Exit.DONE
    telling.line(f"Request {intent.request} is recorded.")
    for language, said in says.items():
        telling.line(f"  to the person ({language}): {said}")
    return Exit.DONE


def due_day(site: Opened, asked: datetime) -> date:
    """The last day to answer a request, on a working day of the publisher's country."""
    from honour.places.terms import answer_due
    from honour.wiring.working_days import holidays_of

    policy = site.ports.policy
    return answer_due(asked, policy.site.time_zone, holidays_of(policy.site.publisher.country))


def _show(
    arguments: argparse.Namespace,
    site: Opened,
    plan: Plan,
    resumed: Sequence[Mapping[str, Any]],
    asked: datetime,
) -> Exit:
    due = due_day(site, asked)
    if arguments.json:
        telling.as_json(
            {
                "digest": plan.digest,
                "plan": as_json(plan),
                "answer_due": due.isoformat(),
                "resumed": list(resumed),
            }
        )
        return Exit.DONE
    for receipt in resumed:
        print_receipt(receipt)
    print_plan(plan)
    if waits := next((stay.waits_for for stay in plan.stays if stay.waits_for), None):
        delay = written(promised_delay(site.ports.policy))
        telling.line(
            f"What waits for “{waits}” is erased by `honour sweep` once that is so, within {delay} of it or"
            f" of the request, whichever is later. The answer to the person is due by {due}."
        )
    if plan.steps or waits:
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
            ", ".join(stay.because),
            waits_or_ends(stay),
            "hidden" if stay.cut_off else "can still see it",
        )
        for stay in plan.stays
    ]
    if kept:
        headings = ("place", "rows", "fields", "by", "statement", "until", "staff")
        telling.table("What stays", headings, kept)


def _looked_again(
    arguments: argparse.Namespace, site: Opened, cases: Sequence[Case], resumed: Sequence[Mapping[str, Any]]
) -> Exit:
    """Nothing is left to erase: say when it was done, that it was looked for again, and what stays."""
    from honour.carrying_out.waiting import waiting

    last = cases[-1]
    waits = [waiting(site.ports, case, site.now) for case in cases]
    receipt = next((each for each in reversed(resumed) if each.get("request") == last.request), last.receipt)
    if arguments.json:
        telling.as_json(
            {
                "already erased": True,
                "looked again": True,
                "found": 0,
                "cases": [case_json(case, wait) for case, wait in zip(cases, waits, strict=True)],
                "receipt": receipt,
            }
        )
        return Exit.DONE
    answered = f"{last.answered:%Y-%m-%d}" if last.answered else "not yet"
    telling.line(f"Already erased on {answered}; looked again, nothing found.")
    print_held(last, waits[-1])
    if receipt is not None:
        print_receipt(receipt)
    return Exit.DONE
