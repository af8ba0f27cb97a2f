"""The catalogue of laws says what was read, and is applied no further than that."""

from datetime import date
from pathlib import Path

import pytest

from honour.promises.checks import check
from honour.promises.law import LAWS, LIMITS, RULES, not_checked, sourced
from honour.promises.law_entry import Law, Limit, Rule
from honour.promises.lexicon import EVENTS, FIELDS, GROUPS, PURPOSES
from honour.promises.periods import Period
from honour.promises.policy import read
from tests.promises.law_page import page
from tests.promises.policies import SHOP

ZONES = ("Europe/Paris",)
ENTRIES: tuple[Law | Limit | Rule, ...] = (*LAWS.values(), *LIMITS.values(), *RULES.values())


@pytest.mark.parametrize(
    ("key", "term", "since"),
    [
        ("C. com. L123-22", Period(10, "years"), ("end of the financial year",)),
        ("LPF L102 B", Period(6, "years"), ("invoice issued", "end of the financial year")),
        ("C. conso. L213-1", Period(10, "years"), ("delivered",)),
        ("C. trav. R1221-26", Period(5, "years"), ("employment ended",)),
        ("Decree 2021-1362 art. 2", Period(5, "years"), ("services ended",)),
        ("Decree 2021-1362 art. 5", Period(1, "years"), ("recorded",)),
    ],
)
def test_a_duty_has_the_term_of_its_article(key: str, term: Period, since: tuple[str, ...]) -> None:
    assert (LAWS[key].period, LAWS[key].since) == (term, since)


@pytest.mark.parametrize("law", LAWS.values(), ids=list(LAWS))
def test_a_duty_speaks_only_words_of_the_lexicon(law: Law) -> None:
    assert law.fields
    assert law.fields <= set(FIELDS)
    assert law.floor_for <= law.fields
    assert law.since
    assert set(law.since) <= set(EVENTS)
    assert law.of | law.not_of <= set(GROUPS)
    assert not (law.of and law.not_of), "who is covered is said in one way"
    assert bool(law.floor_for) == bool(law.shown_by), "a floor needs somebody who is shown to be bound"


@pytest.mark.parametrize("limit", LIMITS.values(), ids=list(LIMITS))
def test_a_longest_term_speaks_only_words_of_the_lexicon(limit: Limit) -> None:
    assert limit.purposes <= set(PURPOSES)
    assert limit.fields <= set(FIELDS)
    assert set(limit.since) <= set(EVENTS)
    assert limit.read is None or limit.purposes, "a limit that is applied says to which data"


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.key for entry in ENTRIES])
def test_an_entry_says_who_is_bound_and_what_was_read(entry: Law | Limit | Rule) -> None:
    assert entry.country == "FR"
    assert entry.bound.en
    assert entry.bound.fr
    assert entry.bound.en != entry.bound.fr
    assert entry.source
    assert entry.read is None or date(2026, 1, 1) <= entry.read <= date(2026, 12, 31)


def test_no_two_entries_have_one_name() -> None:
    assert len({entry.key for entry in ENTRIES}) == len(ENTRIES)


def test_what_nobody_read_is_listed_as_not_checked() -> None:
    assert not_checked() == (
        "Decree 2021-1362 art. 2",
        "Decree 2021-1362 art. 3",
        "Decree 2021-1362 art. 4",
        "CNIL 2021-131",
        "CNIL 2020-092",
        "CNIL 2020-091",
        "LIL 48-56",
        "LIL 85",
    )


def test_a_policy_that_names_what_nobody_read_is_told_so() -> None:
    text = SHOP.replace("[postal address, invoice]", "[postal address]")
    text = text.replace("{law: C. com. L123-22}", "{law: Decree 2021-1362 art. 2}")
    text = text.replace(
        "for: 10 years, since: end of the financial year", "for: 5 years, since: services ended"
    )
    [finding] = check(read(text.encode(), "policy.yaml"), ZONES)
    assert finding.reason == (
        "nobody has checked the catalogue's entry Decree 2021-1362 art. 2 against the law's text"
    )
    assert finding.source == sourced(LAWS["Decree 2021-1362 art. 2"])


def test_the_page_about_the_laws_is_the_catalogue() -> None:
    written = Path(__file__).resolve().parents[2] / "docs" / "laws.md"
    assert written.read_text(encoding="utf-8") == page(), (
        "run: python -m tests.promises.law_page > docs/laws.md"
    )
