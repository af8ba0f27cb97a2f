"""Whom a replay erases again: never by a key alone, never by a birth alone."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from honour.plans.asking import EVERYTHING_ASKED, Scope
from honour.plans.replay import Birth, Found, Line, Row, behind, decide, lost, outlived
from honour.promises.periods import Period

DAY = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
EARLIER = datetime(2024, 5, 1, tzinfo=UTC)


def line(number: int = 5, birth: Birth | None = None, **more: object) -> Line:
    known = {"stores": ("main",), "person": "customer", "rows": (Row("k3", birth),), "identifiers": ("mail",)}
    return Line(number, DAY, "erase", f"i{number}", "d" * 64, **{**known, **more})  # type: ignore[arg-type]


def found(birth: Birth | None = None, key: str = "k3", identifiers: tuple[str, ...] = ("mail",)) -> Found:
    return Found("customer", "customer:3", key, identifiers, birth)


OWN, FIRST = Birth(EARLIER, own=True), Birth(EARLIER, own=False)


def test_key_and_birth_together_are_the_erased_person() -> None:
    for birth in (OWN, FIRST):
        decided = decide([line(birth=birth)], [found(birth)])
        assert [one.name for one, _ in decided.erased] == ["customer:3"]
        assert decided.questions == ()


def test_an_address_that_was_changed_does_not_matter_where_the_birth_agrees() -> None:
    assert decide([line(birth=OWN)], [found(OWN, identifiers=("another",))]).erased


def test_another_birth_or_none_is_a_question() -> None:
    later = Birth(EARLIER + timedelta(days=1), own=True)
    for theirs, doubt in ((later, "another birth"), (None, "no birth")):
        decided = decide([line(birth=OWN)], [found(theirs)])
        assert decided.erased == ()
        assert [one.doubt for one in decided.questions] == [doubt]


def test_a_first_date_may_only_have_become_later_and_then_an_identifier_must_agree() -> None:
    before = Birth(EARLIER - timedelta(days=30), own=False)
    after = Birth(EARLIER + timedelta(days=30), own=False)
    assert decide([line(birth=FIRST)], [found(before)]).erased
    assert not decide([line(birth=FIRST)], [found(before, identifiers=("another",))]).erased
    assert not decide([line(birth=FIRST)], [found(after)]).erased


def test_an_identifier_under_another_key_is_a_question() -> None:
    decided = decide([line(birth=OWN)], [found(OWN, key="k9")])
    assert decided.erased == ()
    assert [one.doubt for one in decided.questions] == ["another key"]


def test_who_has_neither_key_nor_identifier_is_neither() -> None:
    decided = decide([line(birth=OWN)], [found(OWN, key="k9", identifiers=("another",))])
    assert (decided.erased, decided.questions) == ((), ())


def test_an_act_that_is_not_known_to_be_done_is_a_question() -> None:
    decided = decide([line(birth=OWN, settled=False)], [found(OWN)])
    assert decided.erased == ()
    assert [one.doubt for one in decided.questions] == ["not known to be done"]


def test_who_asked_for_one_kind_is_erased_of_that_kind_again_and_no_more() -> None:
    letters = Scope(("letter",))
    decided = decide([line(3, OWN, scope=letters), line(5, OWN, scope=letters)], [found(OWN)])
    assert [by.scope for _, by in decided.erased] == [letters]
    both = decide([line(3, OWN, scope=letters), line(5, OWN)], [found(OWN)])
    assert [by.scope for _, by in both.erased] == [letters, EVERYTHING_ASKED]


def test_only_what_a_store_lacks_is_lost() -> None:
    lines = [line(3), line(5), line(7, stores=("main", "other")), line(9, stores=("gone",))]
    marks = {"main": 5, "other": 7}
    assert [one.number for one in lost(lines, marks)] == [7]
    assert behind(lines, marks) == ("main",)
    assert behind(lines, {"main": 9, "other": 9}) == ()


births = st.none() | st.builds(
    Birth, st.sampled_from([EARLIER, DAY, EARLIER + timedelta(days=1)]), st.booleans()
)
names = st.sampled_from(["k1", "k2", "k3"])
identifiers = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2).map(tuple)
lines_drawn = st.builds(
    lambda number, key, birth, known, settled: line(
        number, rows=(Row(key, birth),), identifiers=known, settled=settled
    ),
    st.integers(1, 99),
    names,
    births,
    identifiers,
    st.booleans(),
)
people = st.builds(Found, st.sampled_from(["customer", "employee"]), names, names, identifiers, births)


@given(st.lists(lines_drawn, max_size=6), st.lists(people, max_size=6))
def test_nobody_is_erased_again_but_by_a_settled_line_of_his_kind_and_key_with_a_birth(
    drawn: list[Line], there: list[Found]
) -> None:
    decided = decide(drawn, there)
    for one, by in decided.erased:
        assert by.settled
        assert by.person == one.person
        [row] = by.rows
        assert row.key == one.key
        assert one.birth is not None
        assert row.birth is not None
        assert row.birth.own == one.birth.own
        assert one.birth.at <= row.birth.at
        assert one.birth.at == row.birth.at or not row.birth.own
    erased = {id(one) for one, _ in decided.erased}
    assert not erased & {id(question.found) for question in decided.questions}


def test_lines_end_with_the_last_backup_that_they_protect_from() -> None:
    lines = [line(3), line(5)]
    kept, zone = Period(30, "days"), "Europe/Paris"
    assert outlived(lines, kept, date(2026, 12, 31), zone) == 0
    assert outlived(lines, kept, date(2027, 1, 1), zone) == 5
