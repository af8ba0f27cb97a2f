"""Data that nobody should hold."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP


def holding(name: str, en: str, fr: str) -> str:
    """The shop, with a declared word among the fields of the contact."""
    word = f"words:\n  {name}: {{en: [{en}, {en}s], fr: [{fr}, {fr}s], gender: masculine}}\npeople:\n"
    return swapped(SHOP, ("people:\n", word), ("[name, e-mail]", f"[name, e-mail, {name}]"))


@pytest.mark.parametrize(
    ("name", "en", "fr"),
    [
        ("card number", "card number", "numéro de carte"),
        ("means", "means of payment", "numéro de votre carte"),
        ("card", "credit card", "carte bancaire"),
        ("code", "CVV", "cryptogramme"),
    ],
)
def test_the_number_of_a_card_is_never_kept_c07(name: str, en: str, fr: str) -> None:
    [finding] = found(holding(name, en, fr))
    assert finding.reason == f"“contact” holds {name}: the number of a card is never kept"
    assert finding.mend == "hold `payment reference`, and let the payment provider keep the card"


@pytest.mark.parametrize(
    ("name", "en", "fr"),
    [
        ("card end", "last four digits of your card number", "quatre derniers chiffres du numéro de carte"),
        ("loyalty", "loyalty card", "carte de fidélité"),
        ("membership", "membership", "adhésion"),
    ],
)
def test_what_is_not_the_number_of_a_card_is_no_finding(name: str, en: str, fr: str) -> None:
    assert found(holding(name, en, fr)) == []


@pytest.mark.parametrize(
    ("name", "en", "fr"),
    [
        ("password", "secret", "secret"),
        ("secret", "password", "secret"),
        ("secret", "secret", "mot de passe"),
    ],
)
def test_nobody_keeps_a_password_that_can_be_read_c08_c17(name: str, en: str, fr: str) -> None:
    [finding] = found(holding(name, en, fr))
    assert finding.reason == f"“contact” holds {name}: nobody keeps a password, only its hash"
    assert finding.mend == "hold `password hash`; whoever forgot a password gets a link that works once"


def test_the_hash_of_a_password_is_no_finding() -> None:
    assert reasons(swapped(SHOP, ("[name, e-mail]", "[name, e-mail, password hash]"))) == []
