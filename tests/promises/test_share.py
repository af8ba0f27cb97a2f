"""Sharing with one of several, by a procedure, with publication: read, refused, told."""

import pytest

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.promises.sentences import share_sentence
from honour.promises.share import Publication, Share, receivers
from tests.promises.checking import reasons
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

PAYING = SHOP.replace(
    "collect:\n",
    "  paypal: {name: PayPal, category: payment company, role: controller, country: LU}\n"
    "  card: {name: Banque SA, category: payment company, role: controller, country: FR}\n"
    "  registry: {category: registry, role: controller, country: FR}\n"
    "collect:\n",
)
NOBODY = "  - {data: contact, with: nobody}\n"


def shared(line: str) -> str:
    assert NOBODY in PAYING
    return PAYING.replace(NOBODY, f"  - {line}\n")


def told(line: str, language: Language) -> str:
    policy = read(shared(line).encode(), "p")
    return share_sentence(policy, policy.share[0], language).replace("\u00a0", " ")


def test_a_statement_is_read_as_it_is_written() -> None:
    line = (
        "{data: contact, with: registry, publish: yes, hidden by: the person, per: field,"
        " where: the registry allows}"
    )
    policy = read(shared(line).encode(), "p")
    publication = Publication(hidden=True, per_field=True, where="the registry allows")
    assert policy.share == (Share(("contact",), "registry", publication=publication),)
    procedure = read(shared("{data: everything, procedure: judicial}").encode(), "p").share[0]
    assert procedure == Share(("contact", "invoice"), "", procedure="judicial")


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        ("{data: contact}", "share lacks `with`", "`with: …`"),
        (
            "{data: contact, with: the chosen payment firm}",
            "there is no category",
            "`the chosen payment company`",
        ),
        ("{data: contact, with: the chosen insurer}", "declares no insurer", "`category: insurer`"),
        ("{data: contact, procedure: police}", "share: procedure cannot be “police”", "judicial"),
        ("{data: contact, with: nobody, procedure: judicial}", "neither handed over nor published", "delete"),
        ("{data: contact, with: card, hidden by: the person}", "nothing is published", "`publish: yes`"),
        ("{data: contact, with: card, publish: maybe}", "share: publish cannot be “maybe”", "yes"),
        ("{data: contact, with: registry, publish: yes, per: row}", "share: per cannot be “row”", "field"),
        (
            "{data: contact, with: the chosen payment company, assured: {file: a, until: 2028-01-01}}",
            "share: assured lacks `by`",
            "`by: …`",
        ),
    ],
)
def test_each_fault_is_told_on_its_line_with_what_mends_it(line: str, reason: str, mend: str) -> None:
    text = shared(line)
    [(place, said, mended)] = refused(text)
    assert place.split(":")[0] == str(text[: text.index("share:\n")].count("\n") + 2)
    assert reason in said
    assert mend in mended


def test_the_chosen_one_is_told_with_those_to_choose_from() -> None:
    line = "{data: contact, with: the chosen payment company, when: the person pays}"
    assert told(line, "en") == (
        "We pass your name and e-mail address on to the payment company that you choose (PayPal, in "
        "Luxembourg, or Banque SA, in France), when you pay; it answers for its own use of them."
    )
    assert told(line, "fr") == (
        "Nous communiquons votre nom et votre adresse électronique au prestataire de paiement que vous "
        "choisissez (PayPal, au Luxembourg, ou Banque SA, en France), lorsque vous payez ; ce destinataire "
        "répond lui-même de l'usage qu'il en fait."
    )
    policy = read(shared(line).encode(), "p")
    chosen = receivers(policy.share[0], policy.vocabulary, policy.recipients)
    assert [each.key for each in chosen] == ["paypal", "card"]


def test_a_court_is_given_what_a_lawful_demand_covers() -> None:
    assert told("{data: contact, procedure: judicial}", "en") == (
        "We hand your name and e-mail address over to a court or an authority only on a demand made as the "
        "law provides; we check that demand, hand over no more than it covers, and record it."
    )
    assert told("{data: contact, procedure: own rights}", "fr") == (
        "Nous ne communiquons votre nom et votre adresse électronique à une juridiction ou à nos conseils "
        "que dans la mesure nécessaire à la constatation, à l'exercice ou à la défense d'un droit en "
        "justice, et en gardons trace."
    )


def test_what_goes_to_nobody_still_obeys_a_court_and_not_the_publishers_own_case() -> None:
    both = "{data: contact, with: nobody}\n  - {data: contact, procedure: judicial}"
    assert not any("goes to nobody" in said for said in reasons(shared(both)))
    own = both.replace("judicial", "own rights")
    assert any("goes to nobody here, and to own rights" in said for said in reasons(shared(own)))


def test_what_a_registry_publishes_is_told_with_the_way_to_hide_it() -> None:
    line = (
        "{data: contact, with: registry, publish: yes, hidden by: the person, per: field,"
        " where: the registry allows}"
    )
    assert told(line, "en").endswith(
        "Our domain registries publish them, and anyone can read them. You can hide them, field by field, "
        "where the registry allows it."
    )
    assert told(line, "fr").endswith(
        "Nos registres de noms de domaine les publient, et chacun peut les consulter. Vous pouvez les "
        "masquer, champ par champ, lorsque le registre le permet."
    )
    assert "hide" not in told(line.replace("hidden by: the person", "hidden by: nobody"), "en")


@pytest.mark.parametrize(
    "line",
    [
        "{data: contact, with: the chosen payment company, for: payment}",
        "{data: invoice, procedure: judicial, with: card}",
        "{data: everything, procedure: own rights}",
        "{data: invoice, with: registry, publish: yes, hidden by: the person}",
        "{data: contact, with: card, assured: {that: not to keep, file: a, until: 2028-01-01}}",
    ],
)
def test_no_sentence_shows_that_it_was_assembled(line: str) -> None:
    policy = read(shared(line).encode(), "p")
    for language in LANGUAGES:
        assert faults(share_sentence(policy, policy.share[0], language), language) == []


def test_whichever_registry_is_chosen_publishes_and_not_the_first_alone() -> None:
    text = shared("{data: contact, with: the chosen registry, publish: yes}").replace(
        "  registry: {category",
        "  afnic: {name: Afnic, category: registry, role: controller, country: FR}\n"
        "  eurid: {name: EURid, category: registry, role: controller, country: BE}\n  registry: {category",
    )
    policy = read(text.encode(), "p")
    assert share_sentence(policy, policy.share[0], "en").endswith(
        " The domain registry that you choose publishes them, and anyone can read them."
    )
    assert share_sentence(policy, policy.share[0], "fr").endswith(
        " Le registre de noms de domaine que vous choisissez les publie, et chacun peut les consulter."
    )
