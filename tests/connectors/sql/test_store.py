"""A SQLite database as a store: who is found, what a transaction leaves, and what is looked at."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.carrying_out.stores import AskedOften, StoreChanged
from honour.connectors.sql import store as stores
from honour.connectors.sql.store import SqlStore
from honour.places.identifiers import normalised
from honour.places.map import Constant, Null, Person
from honour.places.personal import Personal
from honour.places.selections import Always, Equals, IsSubject, Scalar, Selection, Table, Written
from honour.plans.plan import Change, DateSpan, Delete, Span, Step
from tests.connectors.sql.databases import held, opened, run

PERSON = Table("main", "person")
CUSTOMER = Person("customer", PERSON, ("id",), {"mail": "e-mail", "login": "user name", "phone": "telephone"})
ALL = Selection(PERSON, Always())
NOBODY = Personal(())
MADE = "CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT COLLATE NOCASE, login, phone TEXT)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A shop of which nobody has bought anything yet."""
    path = tmp_path / "shop.db"
    run(path, MADE)
    return path


def people(file: Path, *mails: Scalar, column: str = "mail") -> None:
    """People known by these, numbered from 1."""
    with closing(sqlite3.connect(file)) as connection:
        for number, mail in enumerate(mails, 1):
            raw = mail.encode("utf-8", "surrogateescape") if isinstance(mail, str) else mail
            value = "CAST(? AS TEXT)" if isinstance(mail, str) else "?"
            connection.execute(f"INSERT INTO person (id, {column}) VALUES (?, {value})", (number, raw))
        connection.commit()


def found(file: Path, identifier: str) -> list[int]:
    """The numbers of the people whom an identifier means."""
    with opened(file) as store:
        keys = [anchor.key.reveal()[0] for anchor in store.find(CUSTOMER, Personal(identifier))]
        return sorted(key for key in keys if isinstance(key, int))


def test_an_address_is_compared_byte_for_byte_after_one_normalisation(file: Path) -> None:
    people(file, "José@x.example", "jose@x.example", "Jose\u0301@x.example", " JOSE@x.example ", None, "")
    assert found(file, "jose@x.example") == [2, 4]
    assert found(file, "JOSE@X.example") == [2, 4]
    assert found(file, "josé@x.example") == [1, 3]
    assert found(file, "jos@x.example") == []
    assert found(file, "") == []
    assert found(file, "  ") == []


def test_a_user_name_keeps_its_case(file: Path) -> None:
    people(file, "Zoé", "zoé", "ZOE", column="login")
    assert found(file, "Zoé") == [1]
    assert found(file, "ZOE") == [3]


def test_a_telephone_number_is_its_digits(file: Path) -> None:
    people(file, "+33 6 12-34.56 78", "06 12 34 56 78", "0612345678", "+33612345678", column="phone")
    assert found(file, "0612345678") == [2, 3]
    assert found(file, "+33 (6) 12 34 56 78") == [1, 4]


ODD = [
    "o'brien@x",
    'say "no"',
    "a; DROP TABLE person; --",
    "🦉@x",
    "a\0b",
    "a\0c",
    "100%",
    "_",
    "*",
    "?",
    "a'--",
    "x\udcff",
]


@pytest.mark.parametrize("identifier", ODD)
def test_an_odd_identifier_finds_its_own_row_and_no_other(file: Path, identifier: str) -> None:
    people(file, *ODD)
    assert found(file, identifier) == [ODD.index(identifier) + 1]
    with opened(file) as store:
        assert store.tally([ALL], NOBODY) == (len(ODD),)


def test_a_sign_that_becomes_plain_and_an_odd_space_are_seen_through(file: Path) -> None:
    people(file, "\u212aevin@x", "a@x\u00a0", "\x0ba@x")
    assert found(file, "kevin@x") == [1]
    assert found(file, "a@x") == [2, 3]


def test_a_number_is_known_as_it_is_written(file: Path) -> None:
    people(file, 1200, "1201", column="login")
    assert found(file, "1200") == [1]
    assert found(file, "1201") == [2]


def test_somebody_known_twice_in_one_row_is_found_once(file: Path) -> None:
    run(file, "INSERT INTO person VALUES (1, 'a@x', 'a@x', NULL)")
    assert found(file, "a@x") == [1]


IDENTIFIERS = st.text(st.sampled_from("aAeEéÉK\u212aß \u00a0\t\n0+-.@\0'\"ı"), max_size=6)


@given(
    st.lists(st.none() | IDENTIFIERS, max_size=6), IDENTIFIERS, st.sampled_from(["mail", "login", "phone"])
)
def test_who_is_found_is_decided_by_the_normalised_form_alone(
    tmp_path_factory: pytest.TempPathFactory, written: list[str | None], wanted: str, column: str
) -> None:
    file = tmp_path_factory.mktemp("shop") / "shop.db"
    run(file, MADE)
    people(file, *written, column=column)
    field = CUSTOMER.known_by[column]
    same = [
        number
        for number, one in enumerate(written, 1)
        if one is not None
        and normalised(field, wanted)
        and normalised(field, one) == normalised(field, wanted)
    ]
    assert found(file, wanted) == same


# --- transactions ----------------------------------------------------------------------------------------


def test_a_guard_row_is_seen_by_the_second_attempt(file: Path) -> None:
    with opened(file) as store:
        with store.work() as work:
            assert not work.is_done("plan", "main")
            work.mark_done("plan", "main", "2026-12-01T09:30Z")
        with store.work() as work:
            assert work.is_done("plan", "main")
            assert not work.is_done("plan", "other")
            assert not work.is_done("other", "main")
    assert held(file, "honour_done") == [{"plan": "plan", "step": "main", "at": "2026-12-01T09:30Z"}]


def test_a_guard_row_is_left_once(file: Path) -> None:
    with opened(file) as store:
        with store.work() as work:
            work.mark_done("plan", "main", "2026-12-01T09:30Z")
        with pytest.raises(StoreChanged, match="PRIMARYKEY"), store.work() as work:
            work.mark_done("plan", "main", "2026-12-01T09:31Z")


class Stopped(Exception):
    """What stops a work half-way."""


def _stopped(store: SqlStore) -> None:
    with store.work() as work:
        assert work.carry_out(Delete(ALL, ("mail",), ("e-mail",), ()), NOBODY) == 1
        work.mark_done("plan", "main", "2026-12-01T09:30Z")
        raise Stopped


def test_what_is_stopped_half_way_leaves_neither_act_nor_guard(file: Path) -> None:
    people(file, "a@x")
    with opened(file) as store:
        with pytest.raises(Stopped):
            _stopped(store)
        with store.work() as work:
            assert not work.is_done("plan", "main")
    assert [row["mail"] for row in held(file, "person")] == ["a@x"]


def test_nothing_is_seen_by_others_before_the_work_ends(file: Path) -> None:
    people(file, "a@x")
    with opened(file) as store:
        with store.work() as work:
            work.carry_out(Delete(ALL, (), (), ()), NOBODY)
            assert len(held(file, "person")) == 1
        assert held(file, "person") == []


@pytest.mark.parametrize(
    ("made", "becomes", "remedy"),
    [
        ("CREATE TABLE other (a TEXT NOT NULL)", Null(), "say in the map what it `becomes`"),
        ("CREATE TABLE other (a TEXT UNIQUE)", Constant("-"), "write `becomes: unique` in the map"),
        ("CREATE TABLE other (a TEXT CHECK (a <> '-'))", Constant("-"), "another value that it `becomes`"),
    ],
)
def test_a_refusal_of_the_database_names_the_remedy_and_no_value(
    file: Path, made: str, becomes: Null | Constant, remedy: str
) -> None:
    run(file, made, "INSERT INTO other VALUES ('canary-1'), ('canary-2')")
    step = Change(Selection(Table("main", "other"), Always()), (("a", becomes),), ("name",), ())
    with opened(file) as store, pytest.raises(StoreChanged) as refusal, store.work() as work:
        work.carry_out(step, NOBODY)
    assert remedy in str(refusal.value)
    assert "canary" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert [row["a"] for row in held(file, "other")] == ["canary-1", "canary-2"]


def test_a_row_outside_the_map_that_points_at_what_goes_stops_it(file: Path) -> None:
    people(file, "a@x")
    run(file, "CREATE TABLE note (who REFERENCES person)", "INSERT INTO note VALUES (1)")
    told = "declare its table in the map"
    with opened(file) as store, pytest.raises(StoreChanged, match=told), store.work() as work:
        work.carry_out(Delete(ALL, (), (), ()), NOBODY)
    assert len(held(file, "person")) == 1


def test_many_frozen_keys_are_met_in_parts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "KEYS_AT_ONCE", 3)
    people(file, *(f"{number}@x" for number in range(10)))
    with opened(file) as store, store.work() as work:
        keys = work.keys(ALL, NOBODY)
        assert work.carry_out(Delete(ALL, (), (), ()), NOBODY, keys) == 10
    assert held(file, "person") == []


# --- looking ---------------------------------------------------------------------------------------------


def span(file: Path, written: Written, *values: Scalar) -> Span:
    """The first and the last instant that a column of these values has."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE visit (day)")
        connection.executemany("INSERT INTO visit VALUES (?)", [(value,) for value in values])
        connection.commit()
    with opened(file) as store:
        (found,) = store.spans(
            [DateSpan(Selection(Table("main", "visit"), Always()), "day", written)], NOBODY
        )
        return found


def test_many_spans_of_dates_written_in_several_ways_come_each_in_its_place(file: Path) -> None:
    days = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(120)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE visit (id INTEGER PRIMARY KEY, day, second)")
        rows = [(n, day.strftime("%Y-%m-%d"), day.timestamp()) for n, day in enumerate(days)]
        connection.executemany("INSERT INTO visit VALUES (?, ?, ?)", rows)
        connection.commit()
    table = Table("main", "visit")
    asked = [
        DateSpan(Selection(table, Equals("id", number)), column, written)
        for number in (*range(120), 999)
        for column, written in (("second", Written("unix seconds")), ("day", Written("wall", "UTC")))
    ]
    expected = [Span(day, day) for day in days for _ in range(2)] + [Span(None, None)] * 2
    with opened(file) as store:
        assert list(store.spans(asked, NOBODY)) == expected
        often = AskedOften(asked)
        assert list(store.spans(often, NOBODY)) == list(store.spans(often, NOBODY)) == expected


def test_a_span_is_from_the_first_plausible_date_to_the_last(file: Path) -> None:
    values = [
        "2022-03-11",
        "2020-02-29 10:00:00",
        "0000-00-00",
        "last spring",
        None,
        5,
        "~",
        "",
        "1969-01-01",
    ]
    assert span(file, Written("wall", "UTC"), *values) == Span(
        datetime(2020, 2, 29, 10, tzinfo=UTC), datetime(2022, 3, 11, tzinfo=UTC)
    )


def test_a_span_of_texts_with_offsets_is_by_instant_and_not_by_spelling(file: Path) -> None:
    values = ["2022-03-11T00:30:00+02:00", "2022-03-10T23:00:00Z", "2022-03-11T01:00:00+09:00", "soon"]
    assert span(file, Written("iso text"), *values) == Span(
        datetime(2022, 3, 10, 16, tzinfo=UTC), datetime(2022, 3, 10, 23, tzinfo=UTC)
    )


def test_a_span_of_seconds_leaves_out_what_is_none(file: Path) -> None:
    values: list[Scalar] = [0, -5, 1_646_956_800, 1_646_956_860.5, 2**62, "2022-03-11", None]
    assert span(file, Written("unix seconds"), *values) == Span(
        datetime(2022, 3, 11, tzinfo=UTC), datetime(2022, 3, 11, 0, 1, 0, 500_000, tzinfo=UTC)
    )


def test_a_span_of_nothing_is_nothing(file: Path) -> None:
    assert span(file, Written(), None, "0000-00-00") == Span(None, None)


def test_what_a_scrub_will_look_for_is_what_the_steps_destroy(file: Path) -> None:
    run(
        file,
        "INSERT INTO person VALUES (1, 'canary@x.example', 'abcd', '0612345678')",
        "INSERT INTO person VALUES (2, 'other@x.example', 'canary-login', NULL)",
    )
    mine = Selection(PERSON, IsSubject(("id",)))
    steps: list[Step] = [
        Delete(mine, ("mail", "login"), ("e-mail", "user name"), ()),
        Change(mine, (("phone", Null()), ("mail", Null())), ("telephone", "e-mail"), ()),
    ]
    with opened(file) as store:
        values = [value.reveal() for value in store.values(steps, Personal(((1,),)))]
        assert values == ["canary@x.example", "0612345678"], (
            "longest first, each once, none too short to tell"
        )
        assert store.values([], NOBODY) == ()


def test_rows_are_given_as_personal_values(file: Path) -> None:
    people(file, "b@x", "a@x")
    with opened(file) as store:
        rows = store.rows(ALL, ("id", "mail"), NOBODY)
    assert rows.reveal() == ((1, "b@x"), (2, "a@x"))
    assert repr(rows) == "<Personal>"


def test_no_question_needs_no_answer(file: Path) -> None:
    with opened(file) as store:
        assert store.tally([], NOBODY) == ()
        assert store.spans([], NOBODY) == ()
        assert store.seen([]) == ()
