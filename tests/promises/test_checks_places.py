"""Where data go and whose word that is."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

HOST = "{name: Hébergeur SAS, role: processor, country: FR, stores: everything}"
DATED = swapped(SHOP, ("  time zone:", "  effective: 2026-12-01\n  time zone:"))


def test_data_go_abroad_on_a_ground_c39() -> None:
    text = swapped(SHOP, (HOST, HOST.replace("country: FR", "country: US")))
    [finding] = found(text)
    assert finding.reason == ("host is in US, outside the European Economic Area, and no transfer is named")
    assert finding.source == "GDPR Art. 44-49, 13(1)(f)"
    grounded = HOST.replace("country: FR", "country: US, transfer: {by: adequacy}")
    assert found(swapped(SHOP, (HOST, grounded))) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [("backups: {kept: 30 days, country: US}", "backups"), ("servers: US", "servers")],
)
def test_places_of_our_own_abroad_need_a_ground_too_c39(line: str, what: str) -> None:
    text = swapped(SHOP, (", stores: everything", ", sees: contact")) + f"protect:\n  {line}\n"
    reason = f"{what} lie in US, outside the European Economic Area, and no transfer is named"
    assert reasons(text) == [reason]
    grounded = swapped(text, ("sees: contact", "sees: contact, transfer: {to: US, by: adequacy}"))
    assert found(grounded) == []
    assert found(text.replace("US", "FR")) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("assured: {file: a.pdf, until: DAY}", "the undertaking of host"),
        ("until: DAY", "the contract with host"),
        (
            "transfer: {to: US, by: standard clauses, file: a.pdf, until: DAY}",
            "the ground for sending data to host",
        ),
    ],
)
def test_an_assurance_that_has_ended_assures_nothing_c29(line: str, what: str) -> None:
    text = swapped(DATED, (HOST, HOST.replace("role", f"{line}, role")))
    assert reasons(text.replace("DAY", "2026-11-30")) == [
        f"{what} ended on 2026-11-30, before this policy takes effect"
    ]
    assert found(text.replace("DAY", "2026-12-01")) == []


def test_an_assurance_of_one_statement_ends_too_c29() -> None:
    shared = (
        "data: contact, with: nobody",
        "data: contact, with: host, assured: {that: not to open, file: a.pdf, until: 2026-11-30}",
    )
    assert reasons(swapped(DATED, shared)) == [
        "the undertaking of host ended on 2026-11-30, before this policy takes effect"
    ]


def test_a_recipient_receives_something() -> None:
    text = swapped(
        SHOP, ("collect:\n", "  club: {name: Club Ltd, role: controller, country: IE}\ncollect:\n")
    )
    [finding] = found(text)
    assert finding.reason == "no statement says which data club receives"
    assert finding.mend == "add `- {data: …, with: club}` under `share`, or delete the recipient"
    for line in ("sees: contact", "stores: everything"):
        assert found(swapped(text, ("country: IE", f"country: IE, {line}"))) == []
    assert found(swapped(text, ("share:\n", "share:\n  - {data: invoice, with: club}\n"))) == []


def test_what_a_law_archives_is_seen_by_named_roles() -> None:
    [finding] = found(SHOP + "protect:\n  staff see: {contact: support}\n")
    assert finding.reason == (
        "“invoice” is archived as a law asks, and `staff see` does not say who can see it"
    )
    assert finding.mend == "add `invoice: accounts`, or another role, to `staff see`"
    assert found(SHOP + "protect:\n  staff see: {contact: support, invoice: accounts}\n") == []
    assert found(SHOP + "protect:\n  https: always\n") == []


def test_a_choice_among_companies_of_one_category_reaches_none_of_another() -> None:
    company = "{name: PayPal, category: payment company, role: controller, country: LU}\n"
    registry = "{name: Afnic, category: registry, role: controller, country: FR}\n"
    text = swapped(
        SHOP,
        ("recipients:\n", f"recipients:\n  paypal: {company}  afnic: {registry}"),
        ("{data: contact, with: nobody}", "{data: contact, with: the chosen payment company}"),
    )
    assert reasons(text) == ["no statement says which data afnic receives"]
