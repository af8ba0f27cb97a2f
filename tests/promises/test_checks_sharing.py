"""No purpose and no occasion can be a sale of data (S1-21)."""

import pytest

from honour.promises.checks import check
from honour.promises.policy import read
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, swapped
from tests.rules.test_the_own_map import LIKES

HOSTING = (LIKES / "hosting" / "policy.yaml").read_text("utf-8")
PARTNERS = "  - {data: [identity, e-mail], with: partners, for: services, when: the contract requires it}\n"
COLLECTED = "  - {data: e-mail, for: correspondence, basis: contract}\n"


def sales(text: str) -> list[int]:
    """The lines that are found to be a sale."""
    findings = check(read(text.encode(), "policy.yaml", OFFERS), ZONES)
    return [int(each.place.split(":")[1]) for each in findings if "neither sold nor rented" in each.reason]


def declared(en: str, fr: str, kind: str) -> str:
    """A policy with one more word, and a line of `share` that bears it."""
    line = f"  - {{data: e-mail, with: partners, {'for' if kind == 'purpose' else 'when'}: deal}}\n"
    word = f"words:\n  deal: {{en: [{en}], fr: [{fr}], as: {kind}}}\n"
    return swapped(HOSTING, ("words:\n", word), (PARTNERS, PARTNERS + line))


@pytest.mark.promise("S1-21")
@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("selling your address", "la transmission de votre adresse"),
        ("passing your address on", "la vente de votre adresse"),
        ("renting out our file", "la location de notre fichier"),
        ("Monetising our audience", "la valorisation de notre audience"),
        ("the resale of contacts", "la revente de contacts"),
    ],
)
@pytest.mark.parametrize("kind", ["purpose", "occasion"])
def test_data_go_to_nobody_for_a_sale(en: str, fr: str, kind: str) -> None:
    text = declared(en, fr, kind)
    line = 1 + text[: text.index("deal}")].count("\n")
    assert sales(text) == [line]


def test_other_purposes_go_on() -> None:
    assert sales(HOSTING) == []
    assert sales(declared("wholesale supplies", "la livraison", "purpose")) == []


def test_a_sale_of_data_is_no_purpose_of_collecting_them_and_a_sale_of_goods_is_one() -> None:
    for en, fr, found in (
        ("selling your data", "la cession de vos données", True),
        ("renting our file", "la location de notre fichier", True),
        ("selling you our services", "la vente de nos services", False),
    ):
        word = f"words:\n  deal: {{en: [{en}], fr: [{fr}], as: purpose}}\n"
        line = COLLECTED + "  - {data: e-mail, for: deal, basis: contract}\n"
        text = swapped(HOSTING, ("words:\n", word), (COLLECTED, line))
        assert bool(sales(text)) == found, en
