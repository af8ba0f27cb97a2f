"""Letters that sell: on which ground they go, and that they end with the account."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

COLLECTED = "  - {data: contact, for: account, basis: contract}\n"
REFUSABLE = "tell:\n  offers to customers: can be refused\n"
INTEREST = "legitimate interest, interest: {en: selling more, fr: la vente}"


@pytest.mark.parametrize(
    ("purpose", "basis", "told"),
    [
        ("newsletter", "consent", False),
        ("newsletter", "contract", True),
        ("newsletter", INTEREST, True),
        ("direct marketing", "consent", False),
        ("direct marketing", "contract", True),
        ("direct marketing", INTEREST, False),
    ],
)
def test_offers_by_mail_need_consent_but_for_own_customers_c12(purpose: str, basis: str, told: bool) -> None:
    text = swapped(SHOP, (COLLECTED, COLLECTED + f"  - {{data: contact, for: {purpose}, basis: {basis}}}\n"))
    text += REFUSABLE if purpose == "direct marketing" else ""
    assert reasons(text) == ([f"“contact” serves {purpose} without consent"] if told else [])


def test_who_only_signed_up_is_no_own_customer() -> None:
    text = swapped(
        SHOP,
        (COLLECTED, COLLECTED + f"  - {{data: contact, for: direct marketing, basis: {INTEREST}}}\n"),
        (
            "people:\n  customer",
            "people:\n  registrant: {who: has an account and no service yet}\n  customer",
        ),
        ("[name, e-mail], of: customer", "[name, e-mail], of: [customer, registrant]"),
    )
    [finding] = found(text + REFUSABLE)
    assert finding.reason == "“contact” serves direct marketing without consent"
    assert finding.mend == (
        "write `basis: consent`; own customers: `for: direct marketing, basis: legitimate interest`"
    )
    assert finding.source.startswith("CPCE L34-5")


def test_the_french_rule_binds_french_publishers_only_and_only_electronic_letters() -> None:
    newsletter = (COLLECTED, COLLECTED + "  - {data: contact, for: newsletter, basis: contract}\n")
    belgian = swapped(
        SHOP,
        newsletter,
        ("country: FR, contact", "country: BE, contact"),
        ("{law: C. com. L123-22}", "contract"),
    )
    assert found(belgian) == []
    by_post = swapped(SHOP, newsletter, ("[name, e-mail]", "[name, postal address]"))
    assert found(by_post) == []


LETTER = swapped(
    SHOP,
    ("data:\n", "data:\n  letter: {holds: [language], of: customer}\n"),
    ("[name, e-mail]", "[name, e-mail, password hash]"),
    ("collect:\n", "collect:\n  - {data: letter, for: newsletter, basis: consent}\n"),
)


def test_closing_the_account_ends_every_letter_c37() -> None:
    text = LETTER + "  - {data: letter, until: consent withdrawn, or: 3 years since recorded}\n"
    [finding] = found(text)
    assert finding.reason == "“letter” serves letters that go on when the account is closed"
    assert finding.mend == "add `account closed` to `until`"
    ended = (
        LETTER
        + "  - {data: letter, until: [consent withdrawn, account closed], or: 3 years since recorded}\n"
    )
    assert found(ended) == []


def test_a_letter_to_people_without_an_account_goes_on_c37() -> None:
    text = LETTER + "  - {data: letter, until: consent withdrawn, or: 3 years since recorded}\n"
    apart = swapped(
        text,
        ("people:\n", "people:\n  subscriber: {who: receives the newsletter}\n"),
        ("[language], of: customer", "[language], of: subscriber"),
    )
    assert found(apart) == []


def test_data_are_not_passed_on_for_offers_for_which_nothing_collects_them() -> None:
    text = swapped(
        SHOP,
        ("share:\n", "share:\n  - {data: invoice, with: host, for: direct marketing}\n"),
    )
    [finding] = found(text)
    assert finding.reason == "“invoice” is passed on for direct marketing, for which nothing collects it"
    assert finding.mend == ("add `- {data: invoice, for: direct marketing, basis: consent}` under `collect`")


def test_data_are_not_passed_on_for_a_purpose_that_the_page_would_not_list() -> None:
    text = swapped(SHOP, ("share:\n", "share:\n  - {data: invoice, with: host, for: delivery}\n"))
    [finding] = found(text)
    assert finding.reason == "“invoice” is passed on for delivery, for which nothing collects it"
    assert finding.mend == "add `- {data: invoice, for: delivery, basis: …}` under `collect`"
    assert found(text.replace("for: delivery", "for: bookkeeping")) == []
