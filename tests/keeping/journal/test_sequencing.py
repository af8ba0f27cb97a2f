"""One sequencer: in whatever order acts are committed, none is lost, each head continues those before."""

import json
from typing import TypeAlias
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from honour.carrying_out.ports import Act, StateRefused, Subject
from honour.keeping.journal import about, reading
from honour.keeping.journal.actions import (
    forget_subject,
    record_many,
    remove_details,
    sequence,
    sequence_all,
    subject_salt,
    write,
    write_many,
)
from honour.keeping.journal.models import Detail, Entry, Head, Log, Node, SubjectLink
from honour.keeping.keys.actions import cells_of
from honour.places.personal import Personal
from honour.proofs import tree
from honour.proofs.checkpoint import Head as SignedHead
from honour.proofs.checkpoint import opened
from honour.proofs.leaf import leaf_bytes, read_leaf, subject_commitment
from honour.proofs.verify import verify
from honour.wiring.records import SiteRecords
from tests.keeping.cast import FRANÇOIS, LATER, NOW, ZOÉ

Step: TypeAlias = tuple[str, int]
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.just(0)),  # a transaction takes its number …
        st.tuples(st.just("commit"), st.integers(0, 5)),  # … and commits later than others, or never
        st.tuples(st.just("sequence"), st.integers(1, 4)),
    ),
    max_size=40,
)


def emptied() -> None:
    for model in (SubjectLink, Detail, Entry, Node, Head):
        model.objects.all().delete()


@given(steps)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_entries_committed_out_of_order_are_all_in_the_tree_once(
    records: SiteRecords, script: list[Step]
) -> None:
    """SQLite lets one write at a time: a late commit is a row inserted late, with a number taken early."""
    emptied()
    journal, taken, committed = records.journal_keys, 0, 0
    still_open: list[int] = []
    for word, count in script:
        if word == "begin":
            taken += 1
            still_open.append(taken)
        elif word == "commit" and still_open:
            number = still_open.pop(count % len(still_open))
            leaf = leaf_bytes(number, bytes(32), ())
            Entry.objects.create(number=number, uuid=uuid4(), minute=number, leaf=leaf)
            committed += 1
        elif word == "sequence":
            sequence(journal, NOW, at_most=count)
    together = list(Entry.objects.filter(position=None).values_list("number", flat=True))
    while sequence(journal, NOW, at_most=3):
        pass

    leaves = list(reading.leaves_in_order(committed))
    positions = Entry.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(committed))
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    for head in Head.objects.all():
        signed = opened(head.note, records.verifier_key())
        assert signed == SignedHead(journal.origin, head.size, tree.root_of_leaves(hashes[: head.size]))
    assert reading.size() == committed
    in_one_batch = (
        Entry.objects.filter(number__in=together).order_by("position").values_list("number", flat=True)
    )
    assert list(in_one_batch) == sorted(together)
    for position, whole in enumerate(hashes):
        path = reading.inclusion(position, committed)
        assert tree.inclusion_holds(whole, position, committed, path, tree.root_of_leaves(hashes))


def test_an_entry_goes_with_its_transaction(records: SiteRecords) -> None:
    with transaction.atomic():
        write(records.journal_keys, Act("read", "os:ana", {}), NOW)
        transaction.set_rollback(True)
    assert Entry.objects.count() == Detail.objects.count() == 0
    assert sequence(records.journal_keys, NOW) == 0
    assert records.head() is None


def test_a_pending_entry_waits_for_the_sequencer_and_no_head_covers_it(records: SiteRecords) -> None:
    with transaction.atomic():
        write(records.journal_keys, Act("read", "os:ana", {}), NOW)
    assert records.head() is None
    assert Entry.objects.get().position is None
    records.journal(Act("read", "os:ana", {}), LATER)
    assert reading.size() == 2


def test_entries_about_somebody_are_found_while_his_cell_lives(records: SiteRecords) -> None:
    keys = records.journal_keys.keys
    records.journal(Act("read", "os:ana", {}, (FRANÇOIS,)), NOW)
    records.journal(Act("read", "os:ana", {}, (ZOÉ,)), NOW)
    records.journal(Act("exported", "os:ana", {}, (ZOÉ, FRANÇOIS, FRANÇOIS)), NOW)
    assert [entry.position for entry in about.entries_about(keys, FRANÇOIS)] == [0, 2]
    assert [entry.position for entry in about.entries_about(keys, ZOÉ)] == [1, 2]
    assert len(read_leaf(bytes(Entry.objects.get(position=2).leaf)).subjects) == 2

    cell = cells_of(keys, FRANÇOIS.tokens, "journal")[FRANÇOIS.tokens[0]]
    entry = Entry.objects.get(position=0)
    leaf = read_leaf(bytes(entry.leaf))
    assert leaf.subjects == (subject_commitment(subject_salt(cell), entry.uuid.bytes, leaf.act),)

    whole, links = records.head(), SubjectLink.objects.count()
    assert forget_subject(keys, FRANÇOIS) == 1
    assert list(about.entries_about(keys, FRANÇOIS)) == []
    assert SubjectLink.objects.count() == links - 2  # a tag that stayed would still tie his entries together
    assert [entry.position for entry in about.entries_about(keys, ZOÉ)] == [1, 2]
    assert records.head() == whole
    assert verify(records.pack({}, NOW)).holds
    assert about.why(keys, entry, FRANÇOIS) is None


def test_removing_words_leaves_the_leaf_and_says_by_which_rule(records: SiteRecords) -> None:
    journal = records.journal_keys
    for number in range(5):
        records.journal(Act("read", "os:ana", {"n": number}), NOW)
    before = list(reading.leaves_in_order(5))
    remove_details(journal, Entry.objects.filter(position__in=[1, 3]), "keep.journal", "os:ana", LATER)
    sequence(journal, LATER)
    assert list(reading.leaves_in_order(5)) == before
    report = verify(records.pack({}, NOW))
    assert (report.leaves, report.details, report.removed, report.missing) == (6, 4, 2, ())
    assert report.holds

    Detail.objects.filter(entry__position=0).delete()  # behind the journal's back
    report = verify(records.pack({}, NOW))
    assert report.missing == (0,)
    assert not report.holds


def test_words_of_an_entry_without_a_position_are_not_removed(records: SiteRecords) -> None:
    entry = write(records.journal_keys, Act("read", "os:ana", {}), NOW)
    with pytest.raises(ValueError, match="sequence first"):
        remove_details(records.journal_keys, [entry], "keep.journal", "os:ana", NOW)


def test_an_act_says_what_and_by_whom_and_nothing_else(records: SiteRecords) -> None:
    records.journal(Act("exported", "os:ana", {"rows": 3}, (FRANÇOIS,)), NOW)
    detail = Detail.objects.get()
    assert json.loads(detail.act) == {
        "act": "exported", "by": "os:ana", "facts": {"rows": 3}, "id": detail.entry.uuid.hex, "why": None,
    }  # fmt: skip
    assert not any(token in detail.act for token in FRANÇOIS.tokens)


def test_many_subjects_in_one_act(records: SiteRecords) -> None:
    many = tuple(Subject("customer", (f"{number:032x}",)) for number in range(1200))
    records.journal(Act("swept", "os:ana", {}, many), NOW)
    records.journal(Act("swept", "os:ana", {}, many[:2]), NOW)
    assert SubjectLink.objects.count() == 1202
    assert len(list(about.entries_about(records.journal_keys.keys, many[0]))) == 2


def test_acts_written_together_keep_their_order_and_each_its_own_subjects(records: SiteRecords) -> None:
    """Five hundred entries take more than one statement: each word must lie beside its own leaf."""
    keys, journal = records.journal_keys.keys, records.journal_keys
    nobody = Subject("customer", ("9" * 32, "8" * 32))
    acts = [Act("read", "os:ana", {"n": number}, (FRANÇOIS,)) for number in range(497)]
    acts += [
        Act("read", "os:ana", {"n": 497}, (nobody, ZOÉ)),
        Act("read", "os:ana", {"n": 498}, (Subject("customer", ("7" * 32, "9" * 32)),)),  # nobody again
        Act("swept", "os:ana", {"n": 499}, (), Personal("the yearly sweep")),
    ]
    with transaction.atomic():
        write_many(journal, acts, NOW)
        sequence_all(journal, NOW)
    told = Detail.objects.order_by("entry__position").values_list("entry__position", "act")
    assert [(position, json.loads(act)["facts"]["n"]) for position, act in told] == [
        (number, number) for number in range(500)
    ]
    assert [entry.position for entry in about.entries_about(keys, nobody)] == [497, 498]
    assert [entry.position for entry in about.entries_about(keys, ZOÉ)] == [497]
    assert len(list(about.entries_about(keys, FRANÇOIS))) == 497
    why = about.why(keys, Entry.objects.get(position=499), None)
    assert why is not None
    assert why.reveal() == "the yearly sweep"
    report = verify(records.pack({}, NOW))
    assert (report.holds, report.leaves, report.details) == (True, 500, 500)


def test_a_batch_knows_what_proves_its_entries(records: SiteRecords) -> None:
    journal = records.journal_keys
    for group in (3, 1, 8, 2):
        first = reading.size()
        write_many(journal, [Act("read", "os:ana", {})] * group, NOW)
        batch = sequence_all(journal, NOW)
        assert batch is not None
        assert sorted(batch.positions.values()) == list(range(first, first + group))
        assert (batch.size, batch.note) == (first + group, records.head())
        root = opened(batch.note, records.verifier_key()).root
        for entry in Entry.objects.filter(number__in=batch.positions):
            position = batch.positions[entry.number]
            path = reading.inclusion(position, batch.size, batch.nodes)
            assert position == entry.position
            assert tree.inclusion_holds(tree.leaf_hash(bytes(entry.leaf)), position, batch.size, path, root)
    assert sequence_all(journal, NOW) is None


def test_an_empty_journal_has_nothing_to_show(records: SiteRecords) -> None:
    with pytest.raises(StateRefused, match="empty"):
        records.pack({}, NOW)
    assert Log.objects.count() == 1


def test_few_nodes_are_stored_and_any_proof_can_be_given(records: SiteRecords) -> None:
    """Also over a journal of an older Honour, in which every complete node has its row."""
    for group in (1, 2, 3, 15, 16, 17, 50, 200):
        record_many(records.journal_keys, [Act("read", "os:ana", {"n": n}) for n in range(group)], NOW)
    assert Node.objects.count() == 304 // 16 + 304 // 256
    leaves = [tree.leaf_hash(leaf) for leaf in reading.leaves_in_order(304)]
    none: dict[tree.At, bytes] = {}
    for shown in range(2):
        for size in (1, 15, 16, 17, 100, 255, 256, 257, 303, 304):
            whole = tree.root_of_leaves(leaves[:size])
            assert reading.root_at(size) == whole
            for at in {0, size // 2, size - 1}:
                assert tree.inclusion_holds(leaves[at], at, size, reading.inclusion(at, size), whole)
            for old in {1, size // 3 + 1, size}:
                path = reading.consistency(old, size)
                assert tree.consistency_holds(old, size, path, tree.root_of_leaves(leaves[:old]), whole)
        if not shown:
            rows = [
                Node(level=at[0], index=at[1], hash=each)
                for at, each in tree.extend(0, leaves, none.__getitem__)
            ]
            Node.objects.bulk_create(rows, ignore_conflicts=True)
    record_many(records.journal_keys, [Act("read", "os:ana", {})], NOW)
    assert verify(records.pack({}, NOW)).holds
