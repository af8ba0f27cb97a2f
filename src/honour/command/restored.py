"""`honour restored`: after a restore, whom to erase again; with `--really DIGEST`, does exactly that.

What could go wrong for ever: the site goes on under a history that others hold another end of, or with people
who were erased. So the log is closed first, the erasures are done again by the code of every erasure, and
only then do the stores bear the ledger's number and the other commands open again. What was to leave waits
for a person, and whoever was signed in signs in again.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from honour.carrying_out.ports import Act, Json
from honour.command import telling
from honour.command.erase import due_day
from honour.command.exits import Exit, NotReplayed, WrongUse
from honour.command.finishing import (
    carry_on,
    carry_out_now,
    print_receipt,
    refuse_dangers,
    refuse_other_digest,
    scrub_all,
)
from honour.command.opening import Opened, opened
from honour.plans.replay import Doubt
from honour.promises.own_kinds import account_kind

if TYPE_CHECKING:
    from honour.carrying_out.replay import Due

_DOUBTS: Mapping[Doubt, str] = {
    "another birth": "bears the key of an erased person, and another birth",
    "no birth": "bears the key of an erased person, and no date tells when it began",
    "another key": "bears an identifier of an erased person, under another key",
    "not known to be done": "was about to be erased, and nothing says whether he was",
}


@dataclass(frozen=True, slots=True)
class _State:
    """What a look at the site found. `gap` is there where the journal came back too."""

    due: "Due"
    gap: Mapping[str, Any] | None
    ledger_lost: bool
    begin_after: int
    pending: bool
    closed: int
    marks: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing came back."""
        return not (self.due.stores or self.gap or self.ledger_lost or self.pending)

    @property
    def digest(self) -> str:
        """What a person confirms."""
        return self.due.digest({"gap": dict(self.gap) if self.gap else None, "ledger": self.begin_after})


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--really", metavar="DIGEST", help="do what the plan with this digest says")
    parser.add_argument(
        "--keys-from",
        type=Path,
        metavar="DIR",
        help="a copy of the keys that may still have what the backup was sealed with",
    )
    parser.add_argument(
        "--physical",
        action="store_true",
        help="rewrite the databases' files afterwards (they are locked meanwhile)",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Show what came back and whom to erase again, or do it; `Exit.FINDINGS` where somebody must look."""
    with opened(arguments, alone=True, unreplayed=True) as site:
        state = _looked(site)
        if arguments.really is None:
            return _show(arguments, state)
        if state.is_empty:
            raise WrongUse("nothing came back from a backup: there is nothing to replay")
        refuse_other_digest(arguments.really, state.digest, "restored")
        refuse_dangers(site, [one.plan for one in state.due.again])
        if arguments.keys_from is not None:
            if not arguments.keys_from.is_dir():
                raise WrongUse(f"{arguments.keys_from} is no folder: name the copy of the keys itself")
            site.records.bring_back_keys(arguments.keys_from)
        receipts = _replayed(site, state, arguments.physical)
        return _tell(arguments, state, receipts)


def _looked(site: Opened) -> _State:
    from honour.carrying_out.replay import due, marks

    records, ledger = site.records, site.records.ledger
    pending = ledger.restore()
    if pending is not None and pending.kind == "restore begun":
        raise NotReplayed(f"a restore was not finished: run `honour restore {pending.facts['file']}` again")
    borne = marks(site.ports)
    highest = max(borne.values(), default=0)
    begin = highest if highest > ledger.last else 0
    if begin and ledger.lines:
        raise NotReplayed(
            f"the replay ledger ends at number {ledger.last}, and the stores bear {highest}: put a newer one"
            f" back; if there is none, move {ledger.places[0]} away and run this again"
        )
    closes = records.came_back() or (pending is not None and pending.facts["origin"] == records.origin)
    lines = (*ledger.acts(), *ledger.unsettled())
    forgotten = records.forgotten(lines) if closes else ()
    what = due(site.ports, lines, forgotten, site.now)
    gap = records.gap() if closes else None
    closed = records.closed_cells() if closes else 0
    lost = bool(begin) or (pending is not None and pending.facts["ledger lost"])
    return _State(what, gap, lost, begin, pending is not None, closed, borne)


def _replayed(site: Opened, state: _State, rewrite: bool) -> list[Mapping[str, Any]]:
    """Close the log, erase again, and let the stores bear the ledger's number; the receipts."""
    from honour.carrying_out.replay import carry_out, raise_marks

    records = site.records
    if state.begin_after:
        records.ledger.begin_after(state.begin_after)
    if state.gap is not None:
        records = records.succeeded(site.by, site.now)
        records.forget_closed(site.now)
    from honour.wiring.outbound import end_roles_again, end_what_was_open, hide_again

    ended = end_what_was_open() if state.gap is not None or state.pending else {}
    if ended and site.ports.policy.account is not None:
        ended |= end_roles_again(records, account_kind(site.ports.policy))
        ended |= hide_again(records)
    records = replace(records, replaying=True)
    site = replace(site, records=records, ports=replace(site.ports, records=records))
    answered_by = due_day(site, site.now)
    receipts = carry_on(site, rewrite)
    receipts += carry_out(
        site.ports,
        state.due,
        lambda: uuid4().hex,
        site.by,
        site.now,
        lambda intent: carry_out_now(site, intent, answered_by),
        lambda intent: site.records.ask(intent, answered_by, site.now),
    )
    scrubbed = {one["request"]: one for one in scrub_all(site, rewrite).values()}
    records.settle_ledger()
    facts: dict[str, Json] = {
        "lost": [line.number for line in state.due.lost],
        "erased again": len(state.due.again),
        "questions": [one.found.key for one in state.due.questions],
        **ended,
    }
    records.journal(Act("replayed after a restore", site.by, facts), site.now)
    raise_marks(site.ports, state.due.stores, records.ledger.last)
    records.ledger.tell("replayed", {"origin": records.origin, "at": site.now.isoformat()})
    records.ledger.keep_head(records.head())
    return [scrubbed.get(one["request"], one) for one in receipts]


def _show(arguments: argparse.Namespace, state: _State) -> Exit:
    if arguments.json:
        telling.as_json(_as_data(state, None if state.is_empty else state.digest, ()))
        return Exit.DONE if state.is_empty else Exit.FINDINGS
    if state.is_empty:
        telling.line("Nothing came back from a backup.")
        return Exit.DONE
    _print(state)
    telling.line(f"Nothing was changed. To do exactly this: --really {state.digest}")
    return Exit.FINDINGS


def _print(state: _State) -> None:
    for name in state.due.stores:
        borne = state.marks[name]
        lost = [line for line in state.due.lost if name in line.stores and line.number > borne]
        acts = telling.counted(len(lost), "act", "acts")
        telling.line(f"{name} came back from a backup and has lost {acts} since {lost[0].at:%Y-%m-%d}.")
    if state.ledger_lost:
        telling.line(
            "The replay ledger is lost: nobody knows whom a restored backup brings back. A new one begins;"
            " until the oldest backup has ended, restore none without asking who was erased since."
        )
    if state.gap is not None:
        missing = state.gap["missing"]
        many = "nobody knows how many" if missing is None else f"{missing:,}"
        telling.line(
            f"The journal came back with {state.gap['restored']['size']:,} entries; missing: {many}."
            " It is closed, and a successor is opened that names the gap."
        )
    if state.closed:
        values = telling.counted(state.closed, "sealed value", "sealed values")
        telling.line(
            f"{values} in it open no more: their key was destroyed since. If a copy of the keys still has it,"
            " name that copy with --keys-from."
        )
    again = [
        (one.found.name, f"{one.line.at:%Y-%m-%d}", f"{sum(step.count for step in one.plan.steps):,}")
        for one in state.due.again
    ]
    if again:
        telling.table("Erased again", ("who", "erased on", "rows"), again)
    else:
        telling.line("Nobody is erased again.")
    _print_questions(state)
    if any(line.act == "sweep" for line in state.due.lost):
        telling.line("A sweep was lost too: the next `honour sweep` finds again what is due.")


def _print_questions(state: _State) -> None:
    asked = [(one.found.name, f"{one.line.at:%Y-%m-%d}", _DOUBTS[one.doubt]) for one in state.due.questions]
    if asked:
        telling.table("Questions to you: nobody here is erased by this", ("who", "erased on", "why"), asked)
        telling.line("Look at each with `honour person`; erase him with `honour erase` if he is the same.")


def _tell(arguments: argparse.Namespace, state: _State, receipts: Sequence[Mapping[str, Any]]) -> Exit:
    if arguments.json:
        telling.as_json(_as_data(state, None, receipts))
    else:
        for receipt in receipts:
            print_receipt(receipt)
        telling.line("Replayed: the site serves again.")
        _print_questions(state)
    return Exit.FINDINGS if state.due.questions else Exit.DONE


def _as_data(state: _State, digest: str | None, receipts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {
        "came back": not state.is_empty,
        "digest": digest,
        "stores": list(state.due.stores),
        "lost": len(state.due.lost),
        "ledger lost": state.ledger_lost,
        "journal": state.gap,
        "closed": state.closed,
        "again": [
            {
                "who": one.found.name,
                "erased": f"{one.line.at:%Y-%m-%d}",
                "rows": sum(step.count for step in one.plan.steps),
            }
            for one in state.due.again
        ],
        "questions": [
            {"who": one.found.name, "erased": f"{one.line.at:%Y-%m-%d}", "why": one.doubt}
            for one in state.due.questions
        ],
        "receipts": list(receipts),
    }
