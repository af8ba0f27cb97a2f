"""What a policy says to people is said of them where staff read it: no « votre » is left over."""

import re

import pytest

from honour.promises import policy as policies
from honour.promises.collect import purpose_noun_to_others
from honour.promises.data import theirs
from honour.promises.languages import Language
from honour.promises.lexicon import Purpose
from honour.promises.policy import Policy
from honour.wiring.offers import OFFERS
from tests.rules.test_the_own_map import LIKES

TO_HIM = re.compile(r"\b(?:you|yours?|vous|vos|votre)\b", re.IGNORECASE)


def of(like: str) -> Policy:
    return policies.read((LIKES / like / "policy.yaml").read_bytes(), like, OFFERS)


@pytest.mark.parametrize("like", ["support-desk", "hosting", "shop", "links", "store"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_kind_and_no_purpose_speaks_to_the_person(like: str, language: Language) -> None:
    policy = of(like)
    purposes = [policy.vocabulary.purposes[each.purpose] for each in policy.collect]
    said = [purpose_noun_to_others(each, language) for each in purposes]
    said += [
        theirs([kind], person, policy.vocabulary, language)
        for kind in policy.data.values()
        for person in kind.of
    ]
    assert len(said) > 5
    assert [each for each in said if TO_HIM.search(each)] == []
    assert any(TO_HIM.search(each.fr) for each in purposes), "the control: they are written to him"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("la gestion de votre compte", "la gestion de son compte"),
        ("la livraison de vos commandes", "la livraison de ses commandes"),
        ("la préparation de votre commande", "la préparation de sa commande"),
        ("la vérification de votre adresse", "la vérification de son adresse"),
        ("le rétablissement de votre accès", "le rétablissement de son accès"),
        ("votre inscription", "son inscription"),
        ("votre facturation", "sa facturation"),
    ],
)
def test_french_gives_the_noun_its_own_possessive(written: str, told: str) -> None:
    assert purpose_noun_to_others(Purpose("x", "", "x", written), "fr") == told


def test_english_speaks_of_them() -> None:
    purpose = Purpose("x", "", "invoicing you for your services", "x")
    assert purpose_noun_to_others(purpose, "en") == "invoicing them for their services"


@pytest.mark.parametrize(
    ("kinds", "english", "french"),
    [
        (["contact"], "contact details of the customer", "coordonnées du client"),
        (["document"], "documents of the customer", "documents du client"),
    ],
)
def test_a_kind_is_the_persons(kinds: list[str], english: str, french: str) -> None:
    policy = of("support-desk")
    told = [policy.data[kind] for kind in kinds]
    assert theirs(told, "customer", policy.vocabulary, "en") == english
    assert theirs(told, "customer", policy.vocabulary, "fr") == french
    assert theirs(told, "nobody known", policy.vocabulary, "fr").endswith("de la personne")
