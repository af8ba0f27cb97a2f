"""Bundled consent, and an officer who may be needed."""

import pytest

from honour.promises.policy import read
from honour.publishing.page import page
from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

LINE = "  - {data: contact, for: account, basis: contract}\n"
ASKED = "  - {data: contact, for: account, basis: consent}\n"


def test_one_purpose_on_consent_and_on_another_ground_is_bundled() -> None:
    text = swapped(SHOP, (LINE, LINE + ASKED))
    [finding] = found(text)
    assert finding.reason == "“contact” serves account on consent here, and on contract on line 19"
    assert finding.place == "policy.yaml:20:5"
    assert finding.mend == "delete one of the two lines, or give them different purposes"
    assert "consent here" not in " ".join(
        reasons(text.replace("for: account, basis: consent", "for: newsletter, basis: consent"))
    )
    assert found(swapped(text, (ASKED, ""))) == []


HEALTH = swapped(
    SHOP,
    (
        "contact: {holds: [name, e-mail], of: customer}",
        "contact: {holds: [name, e-mail], of: customer, special categories: {of: health, because: care}}",
    ),
)


@pytest.mark.parametrize(
    ("text", "letter", "why"),
    [
        (HEALTH, "c", "“contact” holds special categories of data"),
        (
            swapped(
                SHOP,
                ("basis: contract", "basis: public task"),
                ("basis: {law: C. com. L123-22}", "basis: public task"),
            ),
            "a",
            "most uses of data are tasks in the public interest",
        ),
        (
            SHOP + "decide:\n  - {what: {en: the refusal of an order, fr: le refus}, logic: {en: your "
            "orders, fr: vos commandes}, effects: {en: no order, fr: pas de commande}, basis: contract}\n",
            "b",
            "machines decide about people",
        ),
    ],
)
def test_an_officer_may_be_needed_until_the_policy_says_why_not(text: str, letter: str, why: str) -> None:
    [finding] = found(text)
    assert finding.reason == f"there is no data protection officer, and {why}"
    assert finding.source.startswith(f"GDPR Art. 37(1)({letter})")
    assert finding.place == "policy.yaml:6:28"
    told = swapped(
        text, ("officer: none", "officer: {none: {en: we are two and see few people, fr: nous sommes deux}}")
    )
    assert found(told) == []
    shown = page(read(told.encode(), "p"), "en")
    [who] = [each for each in shown.sections if each.anchor == "who"]
    assert [each.text for each in who.paragraphs[2:4]] == [
        "We have not designated a data protection officer (GDPR Art. 37).",
        "We are two and see few people.",
    ]
    named = swapped(text, ("officer: none", "officer: {name: A. Morel, contact: dpo@secours.example}"))
    assert found(named) == []
