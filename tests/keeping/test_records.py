"""The records as carrying out meets them: from an intent to a receipt, over restarts, nothing in clear."""

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from honour.carrying_out.ports import Act, Records, Scrubbed, StateRefused
from honour.keeping.intents.models import Intent as IntentRow
from honour.keeping.journal import about, reading
from honour.keeping.journal.models import Detail, Entry
from honour.keeping.keys.models import Cell
from honour.keeping.versions.models import PolicyVersion
from honour.places.personal import Personal
from honour.proofs.receipt import is_in_journal
from honour.website import state
from honour.website.opening import open_site
from honour.wiring.records import SiteRecords
from tests.keeping.cast import (
    ADDRESS,
    CANARIES,
    DUE,
    FRANÇOIS,
    LAST_DAY,
    LATER,
    NOW,
    PLAN,
    ZOÉ,
    done,
    erasure,
    invoices,
)

GONE = Scrubbed("gone", {"main": "looked at 3 files"}, date(2027, 1, 2))


def reopened(site: Path) -> SiteRecords:
    state.close_state()
    return open_site(site, address=ADDRESS, demo=False, now=LATER)


def acts() -> list[str]:
    return [json.loads(act)["act"] for act in Detail.objects.order_by("entry").values_list("act", flat=True)]


def engine_bytes(site: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((site / "data").iterdir()))


def test_the_records_are_what_carrying_out_asks_for(records: SiteRecords) -> None:
    port: Records = records
    assert (port.unfinished(), port.unscrubbed(), port.cases(["f" * 32])) == ((), (), ())


def test_an_erasure_goes_from_intent_to_receipt_over_restarts(site: Path, records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    records = reopened(site)

    [resumed] = records.unfinished()
    meant = erasure()
    assert (resumed.id, resumed.request, resumed.act, resumed.subject) == ("i1", "r1", "erase", FRANÇOIS)
    assert (resumed.plan, resumed.digest, resumed.policy) == (PLAN, meant.digest, meant.policy)
    assert (resumed.opened, resumed.by) == (NOW, "os:ana")
    assert resumed.sealed.reveal() == meant.sealed.reveal()
    assert resumed.why is not None
    assert resumed.why.reveal() == CANARIES[2]
    [waiting] = records.cases([FRANÇOIS.tokens[1]])
    assert (waiting.answered, waiting.receipt, waiting.answer_due) == (None, None, DUE)

    receipt = records.conclude("i1", done(invoices()), LATER)
    records = reopened(site)
    assert records.unfinished() == ()
    assert [one.id for one in records.unscrubbed()] == ["i1"]
    [case] = records.cases(FRANÇOIS.known_by)
    assert (case.receipt, case.answered, case.subject) == (receipt, LATER, FRANÇOIS)
    assert case.held[0].keys.reveal() == [CANARIES[3], 98]
    assert acts() == ["erasure intended", "erased"]


def test_the_receipt_says_what_went_what_stays_and_proves_it(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    receipt = records.conclude("i1", done(invoices()), NOW)
    assert receipt["went"] == [{"place": "main.Customer", "fields": ["e-mail", "telephone"], "rows": 1}]
    assert receipt["stays"] == [{
        "place": "main.Invoice", "fields": ["invoice", "name"], "rows": 7, "why": "keep.2",
        "source": "C. com. L123-22", "first_ends": "2031-12-31", "last_ends": "2036-12-31",
        "cut off": False,
    }]  # fmt: skip
    assert receipt["answered"] == "2026-12-01T09:30Z"
    assert receipt["levels"] == {
        "logical": "gone", "physical": "not yet", "backups": "not yet",
    }  # fmt: skip
    assert is_in_journal(receipt, records.verifier_key())
    journal = receipt["journal"]
    assert isinstance(journal, dict)
    assert not is_in_journal({**receipt, "journal": {**journal, "position": 0}}, records.verifier_key())


def test_concluding_again_changes_nothing_and_gives_the_same_receipt(
    site: Path, records: SiteRecords
) -> None:
    records.intend(erasure(), DUE, NOW)
    first = records.conclude("i1", done(invoices()), NOW)
    before = Entry.objects.count(), Cell.objects.count()
    again = reopened(site).conclude("i1", done(), LATER)
    assert again == first
    assert (Entry.objects.count(), Cell.objects.count()) == before


def test_an_intent_that_fails_half_way_leaves_nothing(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    before = Entry.objects.count(), Cell.objects.count(), records.head()
    with pytest.raises(Exception, match="UNIQUE"):
        records.intend(erasure(request="r2"), DUE, NOW)  # the same name again, for another request
    assert (Entry.objects.count(), Cell.objects.count(), records.head()) == before
    assert len(records.cases(FRANÇOIS.tokens)) == 1


def test_a_scrub_destroys_the_values_and_writes_the_level(site: Path, records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    wrapped = bytes(Cell.objects.get(kind="intent").wrapped)
    sealed = bytes(IntentRow.objects.get().sealed or b"")
    assert wrapped in engine_bytes(site)  # the positive control: this look does find them
    assert sealed in engine_bytes(site)

    receipt = records.scrubbed("i1", GONE, LATER)
    assert receipt["levels"] == {
        "logical": "gone", "physical": "gone", "backups": "by 2027-01-02, as the policy says of backups",
        "keys": "by 2026-12-18",  # born on 1 December; two turnings, each up to a day late, and the day after
    }  # fmt: skip
    assert receipt["scrub"] == GONE.facts
    assert wrapped not in engine_bytes(site)
    assert sealed not in engine_bytes(site)
    assert records.unscrubbed() == ()
    assert acts()[-1] == "scrubbed"
    assert records.scrubbed("i1", Scrubbed("found", {}), LATER) == receipt  # told once
    assert records.conclude("i1", done(), LATER) == receipt


def test_a_scrub_that_is_not_yet_keeps_what_the_next_one_looks_for(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    receipt = records.scrubbed("i1", Scrubbed("not yet", {"main": "a reader is open"}), NOW)
    levels = receipt["levels"]
    assert isinstance(levels, dict)
    assert levels["physical"] == "not yet"
    [waiting] = records.unscrubbed()
    assert waiting.sealed.reveal() == erasure().sealed.reveal()


def test_nothing_is_scrubbed_before_its_outcome(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    with pytest.raises(ValueError, match="conclude it first"):
        records.scrubbed("i1", GONE, NOW)


def test_while_somebody_reads_the_database_the_receipt_does_not_say_that_keys_are_gone(
    site: Path, records: SiteRecords
) -> None:
    import sqlite3

    from django.db import connection

    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    connection.cursor().execute("PRAGMA busy_timeout = 20")  # milliseconds: the reader below does not go away
    reader = sqlite3.connect(site / "data/honour.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM keeping_keys_cell").fetchall()
    levels = records.scrubbed("i1", GONE, NOW)["levels"]
    assert isinstance(levels, dict)
    assert levels["keys"] == "not yet"
    reader.close()

    records = reopened(site)
    [case] = records.cases(FRANÇOIS.tokens)
    assert case.receipt is not None
    levels = case.receipt["levels"]
    assert isinstance(levels, dict)
    assert levels["keys"] == "by 2026-12-18"


def test_what_is_held_ends_after_its_last_day_and_is_released_with_its_keys(
    site: Path, records: SiteRecords
) -> None:
    records.intend(erasure(), DUE, NOW)
    records.conclude(
        "i1", done(invoices(), invoices(date(2040, 12, 31), "main.Claim"), invoices(None, "main.Law")), NOW
    )
    assert records.ended_holds(LAST_DAY) == ()
    the_day_after = date(2037, 1, 1)
    [case] = records.ended_holds(the_day_after)
    assert [(one.place, one.keys.reveal()) for one in case.held] == [("main.Invoice", [CANARIES[3], 98])]
    records.release("r1", [invoices()], LAST_DAY, LATER)  # too early: nothing is let go
    assert len(records.ended_holds(the_day_after)) == 1

    cells = Cell.objects.count()
    records.release("r1", [invoices()], the_day_after, LATER)
    assert records.ended_holds(the_day_after) == ()
    assert Cell.objects.count() == cells - 1
    [case] = records.cases(FRANÇOIS.tokens)
    assert [one.place for one in case.held] == ["main.Claim", "main.Law"]
    assert acts()[-1] == "released"
    entries = Entry.objects.count()
    records.release("r1", [invoices()], the_day_after, LATER)  # nothing left: nothing to tell
    assert Entry.objects.count() == entries


def test_a_sweep_is_an_intent_about_nobody(records: SiteRecords) -> None:
    records.intend(erasure("s1", "sweep-1", subject=None), None, NOW)
    [intent] = records.unfinished()
    assert (intent.subject, intent.act) == (None, "sweep")
    receipt = records.conclude("s1", done(), NOW)
    assert receipt["act"] == "sweep"
    assert acts() == ["sweep intended", "swept"]
    assert records.cases(["", "f" * 32]) == ()


def test_cases_are_found_by_any_hash_and_come_oldest_first(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    records.intend(erasure("i2", "r2"), DUE, LATER)
    records.intend(erasure("i3", "r3", ZOÉ), DUE, LATER)
    assert [one.request for one in records.cases((*FRANÇOIS.tokens, *FRANÇOIS.known_by))] == ["r1", "r2"]
    assert [one.request for one in records.cases(ZOÉ.tokens)] == ["r3"]
    assert records.cases(["0" * 32]) == ()
    assert records.cases([]) == ()


def test_no_value_about_a_person_lies_in_clear(site: Path, records: SiteRecords) -> None:
    def check() -> None:
        held = engine_bytes(site)
        assert (
            b"main.Invoice" in held or not IntentRow.objects.exists()
        )  # the look does find what is in clear
        for canary in CANARIES:
            assert canary.encode() not in held
            assert b64encode(canary.encode())[:16] not in held
            assert json.dumps(canary).encode() not in held

    records.journal(Act("read", "os:ana", {"n": 1}, (FRANÇOIS,), Personal(CANARIES[2])), NOW)
    check()
    records.intend(erasure(), DUE, NOW)
    check()
    records.conclude("i1", done(invoices()), NOW)
    check()
    records.scrubbed("i1", GONE, NOW)
    check()
    records.release("r1", [invoices()], date(2037, 1, 1), LATER)
    check()


def test_a_reason_opens_with_its_subject_and_for_nobody_else(records: SiteRecords) -> None:
    records.journal(Act("read", "os:ana", {}, (FRANÇOIS,), Personal(CANARIES[2])), NOW)
    records.journal(Act("swept", "os:ana", {}, (), Personal("the yearly sweep")), NOW)
    keys = records.journal_keys.keys
    of_françois, of_nobody = Entry.objects.order_by("number")
    told, why = about.why(keys, of_françois, FRANÇOIS), about.why(keys, of_nobody, None)
    assert told is not None
    assert told.reveal() == CANARIES[2]
    assert why is not None
    assert why.reveal() == "the yearly sweep"
    with pytest.raises(StateRefused, match="does not open"):
        about.why(keys, of_françois, None)
    assert about.why(keys, of_françois, ZOÉ) is None


def test_keyed_hashes_are_the_sites_own_and_do_not_slide(
    records: SiteRecords, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert records.keyed_hash("ab", "c") != records.keyed_hash("a", "bc") != records.keyed_hash("abc")
    assert records.keyed_hash("é") == records.keyed_hash("é")
    assert len(records.keyed_hash("x")) == 32
    mine = records.keyed_hash("x")
    other = tmp_path_factory.mktemp("other") / "shop"
    other.mkdir()
    assert open_site(other, address=ADDRESS, demo=False, now=NOW).keyed_hash("x") != mine


def test_a_policy_is_kept_once_under_its_digest(records: SiteRecords) -> None:
    from hashlib import sha256

    text = "honour: 1 # é\n"
    digest = sha256(text.encode()).hexdigest()
    records.remember_policy(digest, text, NOW)
    records.remember_policy(digest, text, LATER)
    [kept] = PolicyVersion.objects.all()
    assert (kept.digest, kept.text, kept.first_used, kept.number) == (digest, text, NOW, None)
    with pytest.raises(ValueError, match="digest"):
        records.remember_policy("0" * 64, text, NOW)


def test_each_act_leaves_a_head_that_continues_the_one_before(records: SiteRecords) -> None:
    from honour.proofs.checkpoint import opened
    from honour.proofs.tree import consistency_holds

    heads = []
    for number in range(1, 8):
        records.journal(Act("read", "os:ana", {"n": number}, (FRANÇOIS, ZOÉ)), NOW)
        note = records.head()
        assert note is not None
        heads.append(opened(note, records.verifier_key()))
        assert heads[-1].size == number
    last = heads[-1]
    for head in heads:
        path = reading.consistency(head.size, last.size)
        assert consistency_holds(head.size, last.size, path, head.root, last.root)


def test_an_abandoned_intent_leaves_an_entry_and_nothing_to_resume(site: Path, records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    sealed = bytes(IntentRow.objects.get().sealed or b"")
    assert sealed in engine_bytes(site)
    records.abandon("i1", "main.Customer: the rows had changed", LATER)
    records = reopened(site)
    assert records.unfinished() == records.unscrubbed() == ()
    assert records.cases(FRANÇOIS.tokens) == ()
    assert records.clocks(UTC, LATER) == ()
    assert acts() == ["erasure intended", "erasure abandoned"]
    assert sealed not in engine_bytes(site)
    with pytest.raises(ValueError, match="abandoned"):
        records.conclude("i1", done(), LATER)
    with pytest.raises(ValueError, match="cannot be abandoned"):
        records.abandon("i1", "again", LATER)

    records.intend(erasure("i2", "r2"), DUE, LATER)
    assert [one.id for one in records.unfinished()] == ["i2"]


def test_clocks_tell_when_an_answer_was_due_and_given_in_local_days(records: SiteRecords) -> None:
    records.intend(erasure(), DUE, NOW)
    records.intend(erasure("i2", "r2", ZOÉ), DUE, LATER)
    records.conclude("i1", done(), datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    answered, waiting = records.clocks(ZoneInfo("Europe/Paris"), LATER)
    assert (answered.request, answered.due, answered.answered) == ("r1", DUE, date(2027, 1, 1))
    assert (waiting.request, waiting.due, waiting.answered) == ("r2", DUE, None)
