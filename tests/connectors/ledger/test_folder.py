"""The replay ledger: chained, in two places, mended where that is sure and refused where it is not."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from honour.carrying_out.ports import StateRefused
from honour.connectors.ledger.folder import FILE, Ledger
from honour.plans.replay import Birth, Line, Row

AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def act(intent: str) -> Line:
    birth = Birth(datetime(2024, 5, 1, tzinfo=UTC), own=True)
    rows = (Row("k" * 32, birth), Row("l" * 32, None))
    return Line(0, AT, "erase", intent, "d" * 64, ("main", "other"), "customer", rows, ("m" * 32,))


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "one", tmp_path / "two"


@pytest.fixture
def ledger(places: tuple[Path, Path]) -> Ledger:
    """A ledger with three acts: one settled, one abandoned, one open."""
    made = Ledger(places)
    for intent in ("a", "b", "c"):
        made.announce(act(intent))
    made.settle("a")
    made.abandon("b")
    return made


def intents(ledger: Ledger) -> tuple[list[str], list[str]]:
    return [one.intent for one in ledger.acts()], [one.intent for one in ledger.unsettled()]


def test_what_was_told_is_read_again_from_either_place(ledger: Ledger, places: tuple[Path, Path]) -> None:
    for chosen in (places, places[:1], places[1:]):
        again = Ledger(chosen)
        assert intents(again) == (["a"], ["c"])
        assert again.number_of("b") == 2
        assert again.last == 5
        [told] = again.acts()
        assert (told.rows, told.identifiers, told.stores) == (act("a").rows, ("m" * 32,), ("main", "other"))
    assert places[0].stat().st_mode & 0o077 == 0


def test_telling_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.announce(act("a"))
    ledger.settle("a")
    ledger.abandon("a")
    assert intents(ledger) == (["a"], ["c"])
    assert ledger.last == 5


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_what_a_crash_left_of_a_last_line_is_dropped(
    ledger: Ledger, places: tuple[Path, Path], cut: int
) -> None:
    whole = (places[0] / FILE).read_bytes()
    for place in places:
        (place / FILE).write_bytes(whole[:-cut])
    again = Ledger(places)
    assert again.last == 4
    assert [one.intent for one in again.unsettled()] == ["b", "c"]
    again.abandon("b")
    assert (places[0] / FILE).read_bytes() == (places[1] / FILE).read_bytes() == whole


def test_the_longer_of_two_repairs_the_other(ledger: Ledger, places: tuple[Path, Path]) -> None:
    shutil.copy(places[1] / FILE, places[1] / "kept")
    ledger.settle("c")
    shutil.move(places[1] / "kept", places[1] / FILE)
    again = Ledger(places)
    assert intents(again)[0] == ["a", "c"]
    assert any("lacks lines" in fault for fault, _ in again.faults())
    again.announce(act("d"))
    assert (places[0] / FILE).read_bytes() == (places[1] / FILE).read_bytes()
    assert list(Ledger(places).faults()) == []


def test_a_place_that_was_lost_is_written_anew(ledger: Ledger, places: tuple[Path, Path]) -> None:
    shutil.rmtree(places[0])
    again = Ledger(places)
    assert intents(again) == (["a"], ["c"])
    again.announce(act("d"))
    assert (places[0] / FILE).read_bytes() == (places[1] / FILE).read_bytes()


def test_damage_is_mended_from_the_other_place_and_refused_where_there_is_none(
    ledger: Ledger, places: tuple[Path, Path]
) -> None:
    content = (places[0] / FILE).read_bytes()
    (places[0] / FILE).write_bytes(content.replace(b'"a"', b'"x"', 1))
    assert any("damaged" in fault for fault, _ in Ledger(places).faults())
    with pytest.raises(StateRefused, match=r"line 3: it does not follow.*put it back"):
        Ledger(places[:1])
    Ledger(places).announce(act("d"))
    assert Ledger(places[:1]).number_of("a") == 1


def test_a_line_that_is_missing_in_the_middle_is_damage(ledger: Ledger, places: tuple[Path, Path]) -> None:
    lines = (places[0] / FILE).read_bytes().splitlines(keepends=True)
    (places[0] / FILE).write_bytes(b"".join(lines[:2] + lines[3:]))
    with pytest.raises(StateRefused, match="line 3"):
        Ledger(places[:1])


def test_two_that_differ_are_refused_with_a_remedy(ledger: Ledger, places: tuple[Path, Path]) -> None:
    Ledger(places[:1]).announce(act("mine"))
    Ledger(places[1:]).announce(act("theirs"))
    with pytest.raises(StateRefused, match="differ from line number 6 on: find out which"):
        Ledger(places)


def test_lines_are_dropped_from_the_beginning_and_numbers_go_on(
    ledger: Ledger, places: tuple[Path, Path]
) -> None:
    assert ledger.let_go(2) == 2
    assert intents(ledger) == ([], ["c"])
    ledger.settle("c")
    assert ledger.last == 6
    again = Ledger(places)
    assert intents(again) == (["c"], [])
    assert again.number_of("a") is None
    assert b'"a"' not in (places[0] / FILE).read_bytes().split(b"\n")[0]


def test_an_open_act_is_never_dropped(ledger: Ledger) -> None:
    assert ledger.let_go(99) == 2
    assert intents(ledger)[1] == ["c"]


def test_a_place_that_cannot_be_written_stops_the_act(ledger: Ledger, places: tuple[Path, Path]) -> None:
    shutil.rmtree(places[1])
    places[1].write_text("a file in the way")
    with pytest.raises(StateRefused, match="nothing was destroyed"):
        ledger.announce(act("d"))


def test_a_new_one_begins_after_what_the_stores_bear(places: tuple[Path, Path]) -> None:
    fresh = Ledger(places)
    fresh.begin_after(41)
    fresh.announce(act("d"))
    assert Ledger(places).number_of("d") == 42
    with pytest.raises(ValueError, match="there is a ledger"):
        fresh.begin_after(50)


def test_a_restore_stands_until_it_is_replayed(ledger: Ledger, places: tuple[Path, Path]) -> None:
    assert ledger.restore() is None
    for kind in ("restore begun", "restore done"):
        ledger.tell(kind, {"file": "f"})
        pending = Ledger(places).restore()
        assert pending is not None
        assert pending.kind == kind
    ledger.tell("replayed", {})
    assert Ledger(places).restore() is None


def test_the_head_kept_last_is_the_one_that_counts(ledger: Ledger, places: tuple[Path, Path]) -> None:
    assert ledger.head() is None
    ledger.keep_head("log\n9\nroot\n")
    ledger.keep_head("successor\n3\nroot\n")
    assert Ledger(places).head() == "successor\n3\nroot\n"
