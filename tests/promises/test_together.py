"""Statements of the same people told together: a kind is named once, and what several share is said once."""

import pytest

from honour.promises.findings import Unreadable
from honour.promises.languages import LANGUAGES
from honour.promises.policy import Policy, read
from honour.promises.together import collected_together, kept_together
from honour.publishing.page import page
from tests.promises.policies import SHOP

CALLED = SHOP.replace("[name, e-mail], of: customer", "[name, e-mail], of: customer, called: contact details")
LETTERS = CALLED.replace(
    "  invoice: {holds", "  letter: {holds: [message], of: customer}\n  invoice: {holds"
).replace(
    "collect:\n",
    "collect:\n"
    "  - {data: letter, for: support, basis: contract}\n"
    "  - {data: letter, for: security, basis: legitimate interest, interest: {en: safety, fr: la sécurité},\n"
    "     source: automatic}\n",
)
KEPT = (
    LETTERS
    + "  - {data: letter, for: 5 years, since: recorded, basis: contract, exception: e, warn: 30 days}\n"
)


def policy(text: str) -> Policy:
    return read(text.encode(), "p")


def kept(text: str, language: str) -> list[str]:
    shown = policy(text)
    told = kept_together(shown, shown.keep, "fr" if language == "fr" else "en")
    return [each.replace("\u00a0", " ") for each in told]


def test_purposes_of_one_ground_stand_under_it() -> None:
    shown = policy(KEPT)
    told = collected_together(shown, shown.collect, "en")
    assert [(each.text, each.points) for each in told[:2]] == [
        (
            "Because our contract with you requires it (GDPR Art. 6(1)(b)), we use your data for:",
            (
                "answering your support requests: your messages.",
                "running your account: your contact details.",
            ),
        ),
        (
            "In our legitimate interest (GDPR Art. 6(1)(f)), we use your data for:",
            ("keeping the site secure: your messages. Our interest is safety.",),
        ),
    ]
    assert told[-1].text == "Your device sends your messages by itself when you use the site."
    french = collected_together(shown, shown.collect, "fr")
    assert [len(each.points) for each in french] == [len(each.points) for each in told]
    assert french[0].points[1] == "la gestion de votre compte : vos coordonnées.".replace(" :", "\u00a0:")


def test_what_several_terms_share_is_said_once_and_names_them() -> None:
    alone = kept(KEPT, "en")
    assert any(each.endswith("We warn you 30 days before we delete them.") for each in alone)
    both = KEPT.replace(
        "or: 2 years without sign-in",
        "or: 2 years without sign-in, exception: e, basis: contract, warn: 30 days",
    )
    assert both != KEPT
    english, french = kept(both, "en"), kept(both, "fr")
    assert "We warn you 30 days before we delete your contact details and messages." in english
    assert "Nous vous prévenons 30 jours avant de supprimer vos coordonnées et vos messages." in french
    assert sum("even if you ask" in each for each in english) == 1
    assert len(english) == len(french)


def test_the_page_lists_once_what_a_name_stands_for() -> None:
    for language, meaning, name in (
        ("en", "Your contact details: your name and e-mail address.", "your contact details"),
        ("fr", "Vos coordonnées\u202f: votre nom et votre adresse électronique.", "vos coordonnées"),
    ):
        sections = page(policy(CALLED), "fr" if language == "fr" else "en").sections
        told = [each for section in sections for each in section.paragraphs]
        assert [point for each in told for point in each.points if point == meaning] == [meaning]
        assert sum(name in each.text for each in told) >= 2
        assert not any("e-mail address" in each.text or "adresse électronique" in each.text for each in told)


def test_two_kinds_cannot_bear_one_name_nor_one_that_nobody_declared() -> None:
    twice = CALLED.replace(
        "postal address, invoice], of: customer", "invoice], of: customer, called: contact details"
    )
    with pytest.raises(Unreadable, match="invoice and contact are both called “contact details”"):
        policy(twice)
    with pytest.raises(Unreadable, match="called cannot be “contacts”"):
        policy(CALLED.replace("called: contact details", "called: contacts"))


def test_a_company_is_told_with_the_name_that_people_know() -> None:
    known = SHOP.replace("name: Hébergeur SAS,", "name: Hébergeur SAS, known as: Nuage,")
    assert known != SHOP
    for language in LANGUAGES:
        told = [
            each.text for section in page(policy(known), language).sections for each in section.paragraphs
        ]
        assert any("Hébergeur SAS (Nuage)" in each for each in told)
