"""Carries out the erasure of one person, step by step; stops, resumes, runs twice without harm.

What could go wrong for ever, and what prevents it:

- *The wrong person is erased.* Inside the transaction, before the first step, the person's own rows must
  still bear the identifiers that they had when the plan was made; a key that was given to somebody else
  meanwhile stops it.
- *More goes than was confirmed, or less.* The rows of each step and of each stay are counted in the
  transaction that holds the write lock, and must be the plan's; each step must meet as many rows as were
  counted; held rows are counted again afterwards. Anything else rolls back (`at_once`, `in_batches`).
- *A crash leaves half of it.* The intent is durable before anything is destroyed, and holds the plan to the
  letter. A store's part is one transaction with its guard row in it, so a resumed attempt finds it all done
  or not begun; a large part is batches with a guard row each, so that it goes on after the last.
- *It is said and not done.* The outcome is written only after looking again; the receipt is made from the
  outcome.

The order: intent, stores (the person's own last), look again, outcome and receipt, scrub, the sealed values
last.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from honour.carrying_out.at_once import already_done, at_once, counts_of, tally
from honour.carrying_out.births import births_of
from honour.carrying_out.holding import bound, holdings, told_of
from honour.carrying_out.in_batches import in_batches, is_large, met_by
from honour.carrying_out.items import bound_to
from honour.carrying_out.people import Match, Ports, born_of, keys_from_json, keys_json, mark_of
from honour.carrying_out.people import own as own_keys
from honour.carrying_out.ports import Held, Intent, Json, Outcome, Physical, Scrubbed
from honour.carrying_out.preserving import keep_corrected
from honour.carrying_out.stores import Keys
from honour.carrying_out.waiting import refused
from honour.places.personal import Personal
from honour.places.selections import Table
from honour.places.terms import Calendar, add, local_day
from honour.plans import erase as erasing
from honour.plans.asking import EVERYTHING_ASKED, Scope
from honour.plans.plan import Answers, Draft, Plan, Span, as_json, digest_of, from_json
from honour.plans.rectify import swapped

WORST_FIRST: Sequence[Physical] = ("found", "not yet", "could not be checked", "gone")
"""What was found in some store is said of all."""


def planned(
    ports: Ports,
    match: Match,
    now: datetime,
    scope: Scope = EVERYTHING_ASKED,
    until: tuple[datetime, datetime] | None = None,
    lifted: str = "",
) -> Plan:
    """What erasing this person, or what the scope says of him, would do now, counted; of an earlier request,
    without what was collected from `until` on; as if the hold `lifted` held no more. Changes nothing.
    """
    kind = match.person.kind
    holds = tuple(hold for hold in told_of(ports, match) if hold.id != lifted)
    held = holdings(ports, holds)

    def worked_out(about: Scope) -> Draft:
        return erasing.questions(ports.policy, ports.map, kind, now, about, held, until)

    if scope.item is None and not any(hold.item for hold in held):
        draft = ports.worked_out(f"erase {scope} {held} {until}", kind, now, lambda: worked_out(scope))
    else:
        draft = worked_out(scope)  # hardly anybody asks about the same item again
    keys = bound_to(ports, match, scope, holds)
    site = ports.policy.site
    calendar = Calendar(site.time_zone, site.financial_year_ends)
    return erasing.decide(draft, answers(ports, draft, keys), match.subject.tokens, calendar)


def answers(ports: Ports, draft: Draft, keys: Keys) -> Answers:
    """What the stores say to a draft's questions: one statement each for counts, and for dates."""
    spans: list[Span | None] = [None] * len(draft.stays)
    for name, store in ports.stores.items():
        asked = [
            (number, stay.span)
            for number, stay in enumerate(draft.stays)
            if stay.span is not None and stay.span.selection.table.store == name
        ]
        for (number, _), span in zip(asked, store.spans([span for _, span in asked], keys), strict=True):
            spans[number] = span
    counted = tally(ports.stores, (*draft.steps, *draft.stays), keys)
    return Answers(counted[: len(draft.steps)], counted[len(draft.steps) :], tuple(spans))


def intent_of(
    ports: Ports,
    plan: Plan,
    match: Match | None,
    ids: tuple[str, str],
    by: str,
    why: str | None,
    now: datetime,
    continues: str = "",
) -> Intent:
    """The intent of a plan. `ids` are the intent's and the request's; `continues` is an earlier request whose
    rest it does. Reads what a scrub will look for, and looks now.
    """
    keys = bound_to(ports, match, plan.scope, told_of(ports, match)) if match else bound(ports)
    looked_for: dict[str, Json] = {}
    for name, store in ports.stores.items():
        values = store.values([step for step in plan.steps if step.selection.table.store == name], keys)
        tables = touched(plan, name)
        ports.progress(f"{name}: looking for {len(values):,} values in its files")
        seen = store.seen(values, tables)
        looked_for[name] = [[value.reveal(), found] for value, found in zip(values, seen, strict=True)]
    written = as_json(plan)
    return Intent(
        id=ids[0],
        request=ids[1],
        act=plan.act,
        subject=match.subject if match else None,
        plan=written,
        digest=digest_of(written),
        policy=plan.policy,
        sealed=Personal({"keys": keys_json(keys), "looked for": looked_for}),
        opened=now,
        by=by,
        why=None if why is None else Personal(why),
        continues=continues,
        planned=plan,
        births=births_of(ports, match, now) if match else (),
    )


def carry_out(ports: Ports, intent: Intent, now: datetime) -> Mapping[str, Json]:
    """Do what a durable intent says, or what is left of it; the receipt. Raises StoreChanged,
    StoreUnreachable.
    """
    plan, keys = plan_of(intent), keys_from_json(intent.sealed.reveal()["keys"])
    keys = bound(ports) if intent.subject is None else keys
    plan = _with_values(plan, intent)
    if intent.act == "rectify":
        keep_corrected(ports, intent, plan, keys, now)
    done, changed = _done(ports, intent, plan, keys, now)
    # Looked at once more, from outside the transactions: a resumed attempt may have found them all done.
    looked_again = not any(tally(ports.stores, plan.steps, keys))
    held = _held(ports, intent, plan, keys)
    refusal = refused(ports.policy, [one for one in plan.stays if one.waits_for], intent.opened)
    outcome = Outcome(done, held, looked_again, refusal, changed)
    return ports.records.conclude(intent.id, outcome, now)


def _done(
    ports: Ports, intent: Intent, plan: Plan, keys: Keys, now: datetime
) -> tuple[Mapping[str, int], str]:
    """Do each store's part: the rows met by each step, and what changed meanwhile, so that not all is done.

    Where rows of one store stay so, nothing more is begun in the next: they must be found from it again.
    """
    done: dict[str, int] = {}
    changed = ""
    for name in _in_order(ports, plan):
        if is_large(ports, plan, name):
            changed = changed or in_batches(ports, intent, plan, name, keys, now)
            done |= met_by(ports, intent, plan, name)
        elif not changed:
            at_once(ports, intent, plan, name, keys, now)
            done |= counts_of(plan, name)
        else:
            done |= already_done(ports, intent, plan, name)
    return {number: done[number] for number in sorted(done, key=int)}, changed


def plan_of(intent: Intent) -> Plan:
    """The plan that an intent holds to the letter."""
    return from_json(intent.plan) if intent.planned is None else intent.planned


def _with_values(plan: Plan, intent: Intent) -> Plan:
    """The plan of a correction with the new values, which are sealed; any other as it is."""
    values = intent.sealed.reveal().get("given")
    if not isinstance(values, Mapping):
        return plan
    return swapped(plan, {token: value for token, value in values.items() if isinstance(value, str | int)})


def stores_left(ports: Ports, intent: Intent) -> tuple[str, ...]:
    """The stores that have not done their part of an intent."""
    left = []
    for name in _in_order(ports, plan_of(intent)):
        if is_large(ports, plan_of(intent), name):
            done = met_by(ports, intent, plan_of(intent), name) == counts_of(plan_of(intent), name)
        else:
            with ports.stores[name].work() as work:
                done = work.is_done(intent.id, name)
        if not done:
            left.append(name)
    return tuple(left)


def is_begun(ports: Ports, intent: Intent) -> bool:
    """Whether some store has already done its part of an intent, so that it can only be finished."""
    for name in _in_order(ports, plan_of(intent)):
        if is_large(ports, plan_of(intent), name):
            if any(met_by(ports, intent, plan_of(intent), name).values()):
                return True
        else:
            with ports.stores[name].work() as work:
                if work.is_done(intent.id, name):
                    return True
    return False


def scrub(ports: Ports, intent: Intent, rewrite: bool, now: datetime) -> Mapping[str, Json]:
    """Empty the stores of what an erasure left in their files, look again, and say so in the receipt."""
    looked_for = intent.sealed.reveal()["looked for"]
    assert isinstance(looked_for, Mapping)
    plan, results = from_json(intent.plan), {}
    for name, pairs in looked_for.items():
        assert isinstance(pairs, Sequence)
        values = [Personal(str(value)) for value, _ in _pairs(pairs)]
        seen = [bool(found) for _, found in _pairs(pairs)]
        if values:
            ports.progress(f"{name}: looking again for {len(values):,} values in its files")
            results[name] = ports.stores[name].scrub(values, seen, rewrite, touched(plan, name))
    level: Physical = (
        "gone" if not results else min((r.level for r in results.values()), key=WORST_FIRST.index)
    )
    if not destroys(plan):
        level = "nothing to erase"
    facts = {name: {"level": result.level, **result.facts} for name, result in results.items()}
    if level == "found" and not rewrite:
        level = "not yet"  # a rewrite can still empty the file: what it must look for is kept until then
    return ports.records.scrubbed(intent.id, Scrubbed(level, facts, _no_backup_from(ports, now)), now)


def destroys(plan: Plan) -> bool:
    """Whether a plan takes anything away; to hide what stays from staff does not."""
    return any(step.fields != ("held",) for step in plan.steps)


def touched(plan: Plan, name: str) -> tuple[Table, ...]:
    """The tables of a store in which a plan changes or deletes rows."""
    tables = (step.selection.table for step in plan.steps)
    return tuple(dict.fromkeys(table for table in tables if table.store == name))


def _no_backup_from(ports: Ports, now: datetime) -> date | None:
    """The day after the last on which a backup made now is kept, as the policy says.

    Counted from the scrub: a backup of the files that was made before it may hold traces still.
    """
    backups = ports.policy.protect.backups
    if backups is None:
        return None
    return add(local_day(now, ports.policy.site.time_zone), backups.kept) + timedelta(days=1)


def _held(ports: Ports, intent: Intent, plan: Plan, keys: Keys) -> tuple[Held, ...]:
    """What stays, with what finds it again and tells that the row is still the same person's."""
    if intent.subject is None or not plan.stays or intent.continues or plan.act == "rectify":
        return ()  # what an earlier request left is kept under that request already
    person, keys = ports.map.persons[intent.subject.person], own_keys(keys)
    own = [stay for stay in plan.stays if stay.selection.table == person.table]
    columns = [column for stay in own for column in stay.columns]
    mark = mark_of(ports, person, keys, columns)
    born = born_of(ports, person, keys)
    sealed: Json = {"keys": keys_json(keys), "columns": columns, "mark": mark, "born": born}
    return tuple(
        Held(
            str(stay.selection.table),
            stay.fields,
            stay.count,
            "; ".join(stay.because),
            "; ".join(stay.source),
            stay.first_ends,
            stay.last_ends,
            Personal(sealed),
            stay.waits_for or "",
            stay.shared,
        )
        for stay in plan.stays
    )


def _in_order(ports: Ports, plan: Plan) -> list[str]:
    """The stores with something to do; those of people's rows last, by which the others are theirs."""
    names = dict.fromkeys(step.selection.table.store for step in plan.steps)
    kinds = [plan.person] if plan.person else list(ports.map.persons)
    own = {ports.map.persons[kind].table.store for kind in kinds}
    return sorted(names, key=lambda name: name in own)


def _pairs(written: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    for pair in written:
        assert isinstance(pair, Sequence)
        yield pair[0], pair[1]
