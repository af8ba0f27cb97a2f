"""What the commands that destroy share: finishing what a crash left, carrying out, scrubbing, and the
receipt in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from honour.carrying_out.ports import Intent
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.command import telling
from honour.command.exits import Exit, StoppedHalfWay, WrongUse
from honour.command.person import THEIRS
from honour.plans.plan import Change, Plan
from honour.promises.findings import Finding, Unreadable

if TYPE_CHECKING:
    from honour.command.opening import Opened


def refuse_other_digest(given: str, digest: str, command: str) -> None:
    """Nothing is destroyed but what somebody read. Raises WrongUse."""
    if given != digest:
        raise WrongUse(
            "this is not the digest of the plan as it is now:"
            f" read it again with `honour {command}`, then confirm {digest}"
        )


def refuse_dangers(site: "Opened", plans: Sequence[Plan]) -> None:
    """Nothing is done where the database would do more, or a row would stay with what nobody declared.

    Raises Unreadable, with each finding.
    """
    from honour.carrying_out.checking import undurable

    if found := _dangers(site, plans):
        raise Unreadable(*found)
    for finding in undurable(site.ports.map):
        telling.aside(f"{finding.place}: {finding.reason}; {finding.mend}")


def _dangers(site: "Opened", plans: Sequence[Plan]) -> tuple[Finding, ...]:
    from honour.carrying_out.checking import dangers, vanished
    from honour.places.resolving import undeclared

    steps = [step for plan in plans for step in plan.steps]
    stays = [stay for plan in plans for stay in plan.stays]
    if gone := tuple(vanished(site.ports.map, steps, stays)):
        return gone
    left = {str(step.selection.table) for step in steps if isinstance(step, Change)}
    left |= {str(stay.selection.table) for stay in stays}
    # A row that goes takes its undeclared columns along; one that stays would keep them behind the receipt.
    unknown = [f for f in undeclared(site.written_map, site.ports.map) if f.place.rpartition(".")[0] in left]
    return (*unknown, *dangers(site.ports.map, *(plan.steps for plan in plans)))


def carry_on(site: "Opened", rewrite: bool) -> list[Mapping[str, Any]]:
    """Finish what an earlier command began and did not end; the receipts."""
    receipts = []
    for intent in site.records.unfinished():
        telling.aside(
            f"An act begun on {intent.opened:%Y-%m-%d %H:%M} UTC was not finished: finishing it now."
        )
        _refuse_what_came_since(site, intent)
        receipts.append(_carry_out(site, intent))
    scrubbed = scrub_all(site, rewrite)
    return [
        *(r for r in receipts if not any(r["request"] == s["request"] for s in scrubbed.values())),
        *scrubbed.values(),
    ]


def _refuse_what_came_since(site: "Opened", intent: Intent) -> None:
    """What an intent still has to do is as dangerous as a new plan, over tables that changed since. One of
    which nothing is done is given up. Raises Unreadable with each finding, StoppedHalfWay.
    """
    from honour.carrying_out.erase import is_begun, plan_of, stores_left

    plan, left = plan_of(intent), stores_left(site.ports, intent)
    steps = tuple(step for step in plan.steps if step.selection.table.store in left)
    stays = tuple(stay for stay in plan.stays if stay.selection.table.store in left)
    found = _dangers(site, (replace(plan, steps=steps, stays=stays),))
    if not found:
        return
    if is_begun(site.ports, intent):
        told = "; ".join(f"{finding.place}: {finding.reason}; {finding.mend}" for finding in found)
        raise StoppedHalfWay(f"{told}; a part is already done, so this must be finished: then run this again")
    telling.aside("Nothing of it was done, and it is given up: mend this, then ask for the plan again.")
    site.records.abandon(intent.id, "tables changed since", site.now)
    raise Unreadable(*found)


def carry_out_now(site: "Opened", intent: Intent, answer_due: date | None) -> Mapping[str, Any]:
    """Make an intent durable and carry it out; the receipt. Raises StoreChanged, StoppedHalfWay."""
    site.records.intend(intent, answer_due, site.now)
    return _carry_out(site, intent)


def _carry_out(site: "Opened", intent: Intent) -> Mapping[str, Any]:
    from honour.carrying_out.erase import carry_out, is_begun

    try:
        return carry_out(site.ports, intent, site.now)
    except StoreChanged as changed:
        if is_begun(site.ports, intent):
            raise StoppedHalfWay(
                f"{changed}; a part is already done, so this must be finished: run this again"
            ) from None
        site.records.abandon(intent.id, str(changed), site.now)
        raise
    except StoreUnreachable as unreachable:
        raise StoppedHalfWay(f"{unreachable}; what was begun is kept: run this again to finish") from None


def scrub_all(site: "Opened", rewrite: bool) -> dict[str, Mapping[str, Any]]:
    """Scrub after every act that still waits for it; the receipts by the intent's id."""
    from honour.carrying_out.erase import scrub

    receipts: dict[str, Mapping[str, Any]] = {}
    for intent in site.records.unscrubbed():
        try:
            receipts[intent.id] = scrub(site.ports, intent, rewrite, site.now)
        except StoreUnreachable as unreachable:
            telling.aside(
                f"{unreachable}. The rows are erased; their traces in the file wait for the next run."
            )
    return receipts


def drop_ended_lines(site: "Opened") -> None:
    """Drop the lines of the replay ledger that no backup is old enough to need, as the policy says."""
    from honour.places.terms import local_day
    from honour.plans.replay import outlived

    policy, ledger = site.ports.policy, site.records.ledger
    if policy.protect.backups is not None:
        zone = policy.site.time_zone
        ledger.let_go(outlived(ledger.acts(), policy.protect.backups.kept, local_day(site.now, zone), zone))


def done_or_changed(receipts: Sequence[Mapping[str, Any]]) -> Exit:
    """`Exit.FINDINGS` where rows changed meanwhile, so that the plan must be asked for again."""
    return Exit.FINDINGS if any("changed" in receipt for receipt in receipts) else Exit.DONE


def print_receipt(receipt: Mapping[str, Any]) -> None:
    """Print a receipt: what went, what stays and why, how far it is gone, and its place in the journal."""
    telling.line(f"Receipt of request {receipt['request']}, {receipt['answered']}")
    if not receipt["went"] and receipt["levels"]["logical"] == "nothing to erase":
        telling.line("  nothing was there to erase" + ("; this stays:" if receipt["stays"] else ""))
    for went in receipt["went"]:
        rows = telling.counted(went["rows"], "row", "rows")
        verb = "corrected" if receipt["act"] == "rectify" else "went"
        telling.line(f"  {verb}: {rows} of {went['place']} ({', '.join(went['fields'])})")
    for stays in receipt["stays"]:
        first, last = stays["first_ends"], stays["last_ends"]
        until = f"until {last}" if first in (None, last) else f"each until its day, {first} to {last}"
        until = f"until “{stays['waits for']}”" if stays.get("waits for") else until
        until = THEIRS if stays.get("shared") else until
        rows = telling.counted(stays["rows"], "row", "rows")
        seen = "hidden from staff" if stays.get("cut off") else "staff can still see it"
        fields = ", ".join(stays["fields"])
        telling.line(f"  stays: {rows} of {stays['place']} ({fields}), {stays['source']}, {until}; {seen}")
    if "changed" in receipt:
        telling.line(f"  not all of it: {receipt['changed']}. Ask for the plan again")
    for language, said in sorted(receipt.get("refusal", {}).items()):
        telling.line(f"  to the person ({language}): {said}")
    scrubs = receipt.get("scrub", {})
    found = [name for name, store in scrubs.items() if store["level"] == "found"]
    for level, state in receipt["levels"].items():
        telling.line(f"  {level}: {state}{_what_to_do(level, state, found)}")
    for name, store in scrubs.items():
        if store.get("rewritten"):
            telling.line(f"  written anew in {name}, locked meanwhile: {', '.join(store['rewritten'])}")
        for place in store.get("may remain", ()):
            telling.line(f"  may remain in {name}: {place}")
    telling.line(f"  journal: entry {receipt['journal']['position']}, under the signed head")
    telling.line("    " + receipt["journal"]["head"].strip().replace("\n", "\n    "))


def _what_to_do(level: str, state: str, found: list[str]) -> str:
    match level, state:
        case "keys", by if by.startswith("by "):
            return " (from that day no copy of the site's own database opens them)"
        case "physical", "not yet" if found:
            return (
                f" (older copies of the values lie in the file of {', '.join(found)};"
                " run this again with --physical, which rewrites it)"
            )
        case "physical", "not yet":
            return " (another program reads the file; run this again when it has ended)"
        case "physical", "found":
            return " (the values lie in the rewritten file too: see what else in it holds them)"
        case "physical", "could not be checked":
            return " (no file could be read, no value was long enough to look for, or none was seen before)"
        case _:
            return ""
