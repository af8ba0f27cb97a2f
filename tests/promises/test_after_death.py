"""What becomes of somebody's data after death: what the French act gives, and what a policy adds."""

from dataclasses import replace

import pytest

from honour.promises.after_death import AfterDeath, after_death_sentences, estate_sentences
from honour.promises.languages import LANGUAGES
from honour.promises.policy import read
from honour.promises.worded import worded
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

ELSEWHERE = SHOP.replace("name: Secours SARL, country: FR", "name: Secours SA, country: BE")


def test_a_french_publisher_owes_it_without_a_line() -> None:
    policy = read(SHOP.encode(), "p")
    assert policy.after_death is None
    assert after_death_sentences(None, True, "en") == (
        (
            "You can leave us directives, and change them at any time, on whether your data are to be kept, "
            "erased or passed on after your death (French Act 78-17, art. 85)."
        ),
        "You can name the person who is to carry these directives out.",
        (
            "Unless your directives say otherwise, your heirs can obtain what settling your estate needs and "
            "what amounts to family keepsakes, and have us close your accounts."
        ),
    )
    assert after_death_sentences(None, False, "en") == ()


def test_a_publisher_elsewhere_says_what_it_promises_and_cites_no_french_act() -> None:
    text = ELSEWHERE + "after death: {directives: postal, trusted person: no}\n"
    value = read(text.encode(), "p").after_death
    assert value == AfterDeath(("postal",), trusted_person=False, heirs=True)
    said = after_death_sentences(value, False, "fr")
    assert said[0] == (
        "Vous pouvez nous laisser par courrier postal des directives, modifiables à tout moment, sur la "
        "conservation, l'effacement ou la communication de vos données après votre décès."
    )
    assert len(said) == 2


@pytest.mark.parametrize("name", ["trusted person", "heirs"])
def test_what_the_french_act_gives_cannot_be_taken_away(name: str) -> None:
    [(place, reason, mend)] = refused(SHOP + f"after death: {{{name}: no}}\n")
    assert place == f"{SHOP.count(chr(10)) + 1}:{len('after death: {' + name + ': ') + 1}"
    assert reason == f"after death: {name} takes away what the law gives"
    assert f"`{name}: yes`" in mend
    assert read((ELSEWHERE + f"after death: {{{name}: no}}\n").encode(), "p").after_death


@pytest.mark.parametrize("how", [(), ("self-service",), ("postal", "e-mail", "contact form")])
def test_no_sentence_shows_that_it_was_assembled(how: tuple[str, ...]) -> None:
    for language in LANGUAGES:
        for text in after_death_sentences(AfterDeath(how), True, language):
            assert faults(text, language) == []


def test_what_heirs_are_given_is_told_where_the_policy_says_it_of_a_kind() -> None:
    text = SHOP.replace("invoice], of: customer", "invoice], of: customer, estate: yes", 1)
    assert text != SHOP, "the shop has invoices"
    policy = read(text.encode(), "p")
    kinds = [*policy.data.values()]
    held_back = replace(kinds[0], estate=False)
    for language in LANGUAGES:
        plain = worded(read(SHOP.encode(), "p"), "after death", language)
        told = worded(policy, "after death", language)
        [more] = [each for each in told if each not in plain]
        assert {"en": "your heirs are given your invoices", "fr": "vos héritiers reçoivent vos factures"}[
            language
        ] in more
        [never] = estate_sentences([held_back], policy.vocabulary, language)
        assert {"en": "no part of what your heirs", "fr": "pas partie de ce que reçoivent"}[language] in never
        assert faults(more, language) == faults(never, language) == []
