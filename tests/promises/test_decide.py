"""What a machine decides alone: read, refused, told."""

import pytest

from honour.promises.decide import decide_sentences
from honour.promises.policy import read
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

ORDER = (
    "decide:\n"
    "  - what:    {en: the refusal of an order, fr: le refus d'une commande}\n"
    "    logic:   {en: your unpaid invoices, fr: vos factures impayées}\n"
    "    effects: {en: that you must pay in advance, fr: le paiement d'avance}\n"
    "    basis:   contract\n"
)


def test_none_and_silence_say_the_same() -> None:
    silent, none = (read((SHOP + more).encode(), "p").decide for more in ("", "decide: none\n"))
    assert silent == none == ()
    assert decide_sentences(none, "en") == (
        (
            "No decision that has legal effects on you, or affects you as much, is taken by a machine alone "
            "(GDPR Art. 22)."
        ),
    )


def test_a_decision_is_told_with_its_logic_its_effects_and_the_right_to_a_person() -> None:
    decisions = read((SHOP + ORDER).encode(), "p").decide
    assert decide_sentences(decisions, "en") == (
        (
            "A machine alone decides on the refusal of an order; this is necessary to conclude or perform "
            "our contract with you (GDPR Art. 22(2)(a))."
        ),
        (
            "It reaches that decision from your unpaid invoices, and the effect on you is that you must pay "
            "in advance."
        ),
        (
            "You can ask that a person look at such a decision again, give your view and contest it "
            "(GDPR Art. 22(3))."
        ),
    )
    french = decide_sentences(decisions, "fr")
    assert french[1].replace("\u00a0", " ") == (
        "Éléments de cette décision : vos factures impayées ; ses effets pour vous : le paiement d'avance."
    )


@pytest.mark.parametrize("basis", ["contract", "law", "consent"])
def test_each_footing_is_told_in_good_language(basis: str) -> None:
    decisions = read((SHOP + ORDER.replace("contract", basis)).encode(), "p").decide
    for text in decide_sentences(decisions, "fr"):
        assert faults(text, "fr") == []
    for text in decide_sentences(decisions, "en"):
        assert faults(text, "en") == []


@pytest.mark.parametrize(
    ("text", "line", "reason", "mend"),
    [
        ("decide: some\n", 0, "decide cannot be “some”", "none"),
        (ORDER.replace("contract", "legitimate interest"), 4, "basis cannot be “legitimate interest”", "law"),
        (ORDER.replace("    basis:   contract\n", ""), 1, "decide lacks `basis`", "`basis: …`"),
        (ORDER.replace(", fr: vos factures impayées", ""), 2, "decide: logic lacks `fr`", "`fr: …`"),
    ],
)
def test_what_no_law_allows_is_refused(text: str, line: int, reason: str, mend: str) -> None:
    [(place, said, mended)] = refused(SHOP + text)
    assert place.split(":")[0] == str(SHOP.count("\n") + 1 + line)
    assert reason in said
    assert mend in mended
