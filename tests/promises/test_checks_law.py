"""What a policy says of a law, held against the catalogue."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

MERCHANT = ("country: FR, contact", "country: FR, register: RCS Lyon 123 456 789, contact")
INVOICE = "  - {data: invoice, for: 10 years, since: end of the financial year}\n"

LOGS = swapped(
    SHOP,
    ("people:\n", "people:\n  visitor: {who: reads}\n"),
    ("data:\n", "data:\n  log: {holds: [ip address], of: GROUP}\n"),
    ("collect:\n", "collect:\n  - {data: log, for: security, basis: {law: Decree 2021-1362 art. 5}}\n"),
)
LOGS += "  - {data: log, for: 1 year, since: recorded}\n"


def test_a_merchant_who_deletes_invoices_too_early_is_told_c05() -> None:
    text = swapped(
        SHOP,
        MERCHANT,
        (INVOICE, "  - {data: invoice, until: access expires, basis: contract, warn: 7 days}\n"),
        ("{law: C. com. L123-22}", "contract"),
    )
    [finding] = found(text)
    assert finding.place == "policy.yaml:15:3"
    assert finding.reason == (
        "C. com. L123-22 obliges merchants, people or companies, who must keep accounts to keep “invoice” "
        "for ten years; nothing does"
    )
    assert finding.mend == (
        "add `- {data: invoice, for: 10 years, since: end of the financial year, "
        "basis: {law: C. com. L123-22}}` under `keep`"
    )
    assert finding.source.startswith("C. com. L123-22 (the version in force since 4 January 2003")


@pytest.mark.parametrize(
    "publisher",
    [
        "country: FR, contact",
        "country: BE, register: RCS Lyon 1, contact",
        "country: FR, register: RNA W1, contact",
    ],
)
def test_a_floor_binds_only_whom_the_policy_shows_to_be_bound(publisher: str) -> None:
    text = swapped(
        SHOP,
        ("country: FR, contact", publisher),
        (INVOICE, "  - {data: invoice, until: access expires, basis: contract, warn: 7 days}\n"),
        ("{law: C. com. L123-22}", "contract"),
    )
    assert found(text) == []


def test_a_merchant_who_keeps_invoices_as_long_as_the_law_asks_is_not_told() -> None:
    assert found(swapped(SHOP, MERCHANT)) == []
    assert found(swapped(SHOP, ("country: FR, contact", "country: FR, register: R.C.S. Lyon, contact"))) == []


def test_french_connection_data_are_owed_for_content_and_not_for_page_views_c22() -> None:
    assert found(swapped(LOGS, ("GROUP", "customer"))) == []
    [finding] = found(swapped(LOGS, ("GROUP", "visitor")))
    assert (
        finding.reason
        == "Decree 2021-1362 art. 5, as the catalogue reads it, says nothing of the data of a visitor"
    )
    assert finding.mend == "declare their data as another kind under `data`, collected on another basis"


def test_french_connection_data_are_not_the_version_of_a_browser() -> None:
    text = swapped(LOGS, ("GROUP", "customer"), ("[ip address]", "[ip address, browser version]"))
    assert reasons(text) == [
        "Decree 2021-1362 art. 5, as the catalogue reads it, does not oblige to keep browser version of “log”"
    ]


def test_the_register_of_staff_is_of_staff() -> None:
    text = swapped(
        SHOP,
        ("{law: C. com. L123-22}", "{law: C. trav. R1221-26}"),
        ("[postal address, invoice]", "[name, birth date]"),
        ("for: 10 years, since: end of the financial year", "for: 5 years, since: employment ended"),
    )
    assert "C. trav. R1221-26, as the catalogue reads it, says nothing of the data of a customer" in reasons(
        text
    )


def test_a_statement_for_one_group_answers_for_that_group_only() -> None:
    by_law = "basis: {law: Decree 2021-1362 art. 5}"
    text = swapped(
        LOGS,
        ("GROUP", "[customer, visitor]"),
        (by_law, "basis: public task"),
        ("{data: log, for: 1", f"{{data: log, of: customer, {by_law}, for: 1"),
    )
    text += "  - {data: log, of: visitor, for: 6 months, since: recorded}\n"
    assert found(text) == []
    [finding] = found(swapped(text, (f"of: customer, {by_law}", by_law)))
    assert finding.mend == "keep their data by a statement of its own: `of: …`, with another basis"
    [finding] = found(
        swapped(
            text,
            ("for: security, basis: public task", f"for: security, {by_law}"),
            ("visitor, for", "visitor, basis: public task, for"),
        )
    )
    assert finding.mend == "declare their data as another kind under `data`, collected on another basis"


@pytest.mark.parametrize(
    ("term", "told"),
    [("for: 1 year, since: recorded", False), ("for: 13 months, since: recorded", True)],
)
def test_logs_kept_for_longer_than_the_authority_recommends_are_told_c22(term: str, told: bool) -> None:
    text = swapped(
        LOGS,
        ("GROUP", "visitor"),
        ("basis: {law: Decree 2021-1362 art. 5}", "basis: public task"),
        ("for: 1 year, since: recorded", term),
    )
    reason = "“log” is kept for longer than the one year that CNIL 2021-122 recommends"
    assert reasons(text) == ([reason] if told else [])
    assert [each.mend for each in found(text)] == (["write `for: 1 year, since: recorded`"] if told else [])


def test_a_recommendation_of_another_country_is_not_told() -> None:
    text = swapped(
        LOGS,
        ("GROUP", "visitor"),
        ("basis: {law: Decree 2021-1362 art. 5}", "basis: public task"),
        ("for: 1 year, since: recorded", "for: 3 years, since: recorded"),
        ("country: FR, contact", "country: BE, contact"),
        ("{law: C. com. L123-22}", "contract"),
    )
    assert found(text) == []


@pytest.mark.parametrize(("term", "most"), [("3 years", None), ("4 years", "three years")])
def test_logs_whose_term_is_explained_may_stay_up_to_three_years_c22(term: str, most: str | None) -> None:
    text = swapped(
        LOGS,
        ("GROUP", "visitor"),
        ("basis: {law: Decree 2021-1362 art. 5}", "basis: public task"),
        (
            "for: 1 year, since: recorded",
            f"for: {term}, since: recorded, criteria: {{en: fraud, fr: la fraude}}",
        ),
    )
    reason = f"“log” is kept for longer than the {most} that CNIL 2021-122 recommends"
    assert reasons(text) == ([reason] if most else [])


def test_a_law_that_nobody_read_is_told_to_be_so_and_nothing_is_concluded_from_it() -> None:
    text = swapped(SHOP, ("{law: C. com. L123-22}", "{law: Decree 2021-1362 art. 3}"))
    assert reasons(text) == [
        "nobody has checked the catalogue's entry Decree 2021-1362 art. 3 against the law's text"
    ]


OTHER_TERM = (INVOICE, "  - {data: invoice, until: access expires, basis: contract, warn: 7 days}\n")
_FALSE = "Decree 2021-1362 art. 5, as the catalogue reads it,"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [("C. com. L123-22", "Decree 2021-1362 art. 5")],
            [f"{_FALSE} does not oblige to keep postal address, invoice of “invoice”"],
        ),
        (
            [("country: FR, contact", "country: BE, contact")],
            ["C. com. L123-22 is a law of FR; the publisher is in BE"],
        ),
        (
            [("C. com. L123-22", "Decree 2021-1362 art. 4")],
            ["nobody has checked the catalogue's entry Decree 2021-1362 art. 4 against the law's text"],
        ),
        (
            [
                ("people:\n", "people:\n  visitor: {who: reads}\n"),
                ("[postal address, invoice], of: customer", "[invoice], of: visitor"),
                ("until: access expires", "for: 1 year, since: recorded"),
                ("C. com. L123-22", "C. conso. L213-1"),
            ],
            ["C. conso. L213-1, as the catalogue reads it, says nothing of the data of a visitor"],
        ),
        ([], []),
    ],
)
def test_a_law_that_collect_names_is_held_against_the_catalogue_though_keep_names_another_basis(
    pairs: list[tuple[str, str]], expected: list[str]
) -> None:
    text = swapped(SHOP, OTHER_TERM, *pairs)
    assert reasons(text) == expected
    if expected:
        line = next(number for number, each in enumerate(text.splitlines(), 1) if "for: bookkeeping" in each)
        assert found(text)[0].place == f"policy.yaml:{line}:5"
