"""The journal: entries written in groups, beside rows committed in the same groups; their verification."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from bench import by_hand
from bench.erasing import site_of
from bench.measures import Goal, Measure, measured, quartiles, seconds
from honour.carrying_out.ports import Act, Subject
from honour.command.opening import Opened
from honour.proofs.tree import leaf_hash, root_of_leaves
from honour.proofs.verify import verify

GOAL: Goal = ("at least", 0.7)  # of the store's own rate, DESIGN section 14
VERIFIED = 200_000  # entries a second, DESIGN section 14


def keeping_journal(database: Path, other: Path, entries: int) -> list[Measure]:
    """Entries a second, alone and by the hundred, then the verification of all of them."""
    state = database.with_name("data") / "honour.db"
    with site_of(database) as site, by_hand.opened(other) as hand, by_hand.twin_of(state) as twin:
        written = [_written(site, hand, twin, group, max(entries // (2 * group), 1)) for group in (1, 100)]
        return [*chain.from_iterable(written), *_verified(site)]


def _written(site: Opened, hand: by_hand.Site, twin: by_hand.Twin, group: int, times: int) -> list[Measure]:
    """Beside the same rows without any computing, and beside one row of 200 bytes an entry; in turn."""
    from honour.keeping.journal.actions import record_many  # models load once a site was opened

    def ours() -> None:
        acts = [
            Act("read", "os:bench", {"policy": "0" * 64}, (Subject("customer", (f"{number:032x}",)),))
            for number in range(group)
        ]
        record_many(site.records.journal_keys, acts, site.now)

    def one_row_each() -> None:
        hand.audit.execute("BEGIN IMMEDIATE")
        for _ in range(group):
            by_hand.journal(hand, "read " + "0" * 200, site.now)
        hand.audit.execute("COMMIT")

    mine, same, single = [], [], []
    for _ in range(min(times, 60)):
        mine.append(group / seconds(ours))
        rows = twin.new_rows()
        same.append(group / seconds(lambda: twin.insert(rows)))  # noqa: B023 - called at once
        single.append(group / seconds(one_row_each))
    return [
        measured(f"journal: entries written, {group} a commit{beside}", mine, theirs, GOAL, unit="entries/s")
        for beside, theirs in ((", beside the same rows", same), (", beside one row each", single))
    ]


def _verified(site: Opened) -> list[Measure]:
    from honour.keeping.journal.reading import head, leaves_in_order  # as above

    last = head()
    if last is None:
        raise RuntimeError("nothing was written")
    key = site.records.verifier_key()
    files = site.records.pack({"promises": [], "key": str(key)}, site.now)

    def tree() -> None:
        if root_of_leaves([leaf_hash(leaf) for leaf in leaves_in_order(last.size)]) != bytes(last.root):
            raise RuntimeError("the tree does not agree with its head")

    def whole() -> None:
        if not verify(files, str(key), None).holds:
            raise RuntimeError("the pack does not hold")

    return [
        _rate("journal: tree verified from the database", tree, last.size, ("at least", VERIFIED)),
        _rate("journal: pack verified with all words", whole, last.size),
    ]


def _rate(name: str, work: Callable[[], None], size: int, goal: Goal | None = None) -> Measure:
    low, middle, high = quartiles([size / seconds(work) for _ in range(5)])
    return Measure(name, "entries/s", middle, low, high, None, goal, f"{size:,} entries")
