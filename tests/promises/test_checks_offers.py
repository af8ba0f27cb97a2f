"""What the services of a site promise, held against the rest of its policy."""

import pytest

from honour.promises.checks import check
from honour.promises.findings import Finding
from honour.promises.policy import read
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, swapped
from tests.promises.policies import SHOP

COLLECTED = "  - {data: contact, for: account, basis: contract}\n"
LETTER = swapped(SHOP, (COLLECTED, COLLECTED + "  - {data: contact, for: newsletter, basis: consent}\n"))
INTEREST = "legitimate interest, interest: {en: selling more, fr: la vente}"


def found(text: str) -> list[Finding]:
    """The findings, with the trades of this house."""
    return list(check(read(text.encode(), "policy.yaml", OFFERS), ZONES))


def test_a_newsletter_that_is_offered_is_collected_for() -> None:
    offer = "offer:\n  newsletter: {sign up: double opt-in}\n"
    [finding] = found(SHOP + offer)
    assert finding.reason == "a newsletter is offered, and nothing is collected for it"
    assert finding.mend == "add `- {data: …, for: newsletter, basis: consent}` under `collect`"
    assert found(LETTER + offer) == []


def test_the_boxes_of_a_newsletter_ask_for_its_consent_c14() -> None:
    asked = "ask:\n  measuring: none\n"
    assert found(LETTER + asked + "offer:\n  newsletter: {sign up: tick}\n") == []
    assert len(found(LETTER + asked)) == 1


def test_a_means_of_payment_is_stored_with_consent_c07() -> None:
    offer = "offer:\n  shop: {pay by: card, stored method: token}\n"
    [missing] = found(SHOP + offer)
    assert missing.reason == ("shop keeps a means of payment, and no kind of data holds `payment reference`")
    held = swapped(SHOP, ("[name, e-mail]", "[name, payment reference]"))
    [without] = found(held + offer)
    assert without.reason == "shop keeps a means of payment for later, and no consent is the basis for it"
    assert without.mend == "add `- {data: contact, for: payment, basis: consent}` under `collect`"
    agreed = swapped(held, (COLLECTED, COLLECTED + "  - {data: contact, for: payment, basis: consent}\n"))
    assert found(agreed + offer) == []
    assert found(SHOP + "offer:\n  shop: {pay by: card, stored method: none}\n") == []


def test_customers_who_get_offers_are_told_that_they_can_refuse_c12() -> None:
    marketing = swapped(
        SHOP, (COLLECTED, COLLECTED + f"  - {{data: contact, for: direct marketing, basis: {INTEREST}}}\n")
    )
    told = "tell:\n  offers to customers: can be refused\n"
    [finding] = found(marketing)
    assert finding.reason == "customers get offers, and nothing says that they can refuse them"
    assert finding.mend == "add `offers to customers: can be refused` under `tell`"
    assert finding.source.startswith("CPCE L34-5")
    assert found(marketing + told) == []
    [announced] = found(SHOP + told)
    assert announced.reason == "offers to customers are announced, and nothing is collected for them"


@pytest.mark.parametrize(("kept", "agrees"), [("1 month", True), ("2 months", False)])
def test_a_term_that_an_offer_repeats_is_that_of_keep_c21(kept: str, agrees: bool) -> None:
    word = "words:\n  download link: {en: [link, links], fr: [lien, liens], gender: masculine}\n"
    text = swapped(SHOP, ("[name, e-mail]", "[name, download link]"), ("people:\n", word + "people:\n"))
    term = "for: 1 month, since: recorded"
    text = swapped(text, ("until: account closed, or: 2 years without sign-in", term))
    told = found(text + f"offer:\n  links: {{links kept: {kept}}}\n")
    assert [finding.reason for finding in told] == (
        [] if agrees else ["links says links kept: 2 months, and `keep` says another term of “contact”"]
    )
