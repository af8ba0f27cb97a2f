"""How each language puts words together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.grammar import (
    Phrase,
    agreed,
    day_in_words,
    de,
    filled,
    listed,
    period_in_words,
    sentence,
    to,
    typeset,
)
from honour.promises.periods import Period, period, written


@pytest.mark.parametrize(
    ("length", "english", "french"),
    [
        (Period(1, "days"), "one day", "un jour"),
        (Period(1, "weeks"), "one week", "une semaine"),
        (Period(2, "weeks"), "two weeks", "deux semaines"),
        (Period(6, "months"), "six months", "six mois"),
        (Period(1, "years"), "one year", "un an"),
        (Period(10, "years"), "ten years", "dix ans"),
        (Period(20, "years"), "twenty years", "vingt ans"),
        (Period(21, "days"), "21 days", "21 jours"),
    ],
)
def test_lengths_are_in_letters_up_to_twenty(length: Period, english: str, french: str) -> None:
    assert period_in_words(length, "en") == english
    assert period_in_words(length, "fr") == french


def test_the_first_of_a_month_is_ordinal_in_french_only() -> None:
    assert day_in_words(date(2026, 12, 1), "fr") == "1er décembre 2026"
    assert day_in_words(date(2026, 12, 1), "en") == "1 December 2026"
    assert day_in_words(date(2036, 8, 31), "fr") == "31 août 2036"


def test_lists_have_no_comma_before_the_last() -> None:
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "fr") == "a, b et c"
    assert listed(["a"], "fr") == "a"


def test_french_articles_contract() -> None:
    assert de("le retrait") == "du retrait"
    assert de("les commandes") == "des commandes"
    assert de("la fin") == "de la fin"
    assert de("un an") == "d'un an"
    assert to("le retrait") == "au retrait"
    assert to("la fin") == "à la fin"


def test_french_participles_agree() -> None:
    assert agreed("supprimé", Phrase("", plural=True, gender="feminine")) == "supprimées"
    assert agreed("supprimé", Phrase("", plural=False, gender="masculine")) == "supprimé"


def test_the_words_that_stand_for_a_phrase_agree_with_it() -> None:
    invoices = Phrase("vos factures", plural=True, gender="feminine")
    name = Phrase("votre nom", plural=False, gender="masculine")
    assert filled("{leur} émission; {ils} se rattach{ent}", invoices) == "leur émission; elles se rattachent"
    assert filled("{leur} émission; {ils} se rattach{ent}; {les}", name) == "son émission; il se rattache; le"
    assert filled("{they} {are}, {they} belong{s} to {them}", invoices) == "they are, they belong to them"
    assert filled("{they} {are}, {they} belong{s} to {them}", name) == "it is, it belongs to it"


def test_french_binds_signs_numbers_and_sources() -> None:
    assert typeset("« oui » ; 30 jours, art. L. 123-22, 10 000 €, 31 décembre") == (
        "«\u00a0oui\u00a0»\u00a0; 30\u00a0jours, art.\u00a0L.\u00a0123-22, 10\u00a0000\u00a0€, "
        "31\u00a0décembre"
    )
    assert typeset("2036 comme prévu") == "2036 comme prévu"


def test_a_sentence_has_one_capital_and_one_full_stop() -> None:
    assert sentence("élan", "fr") == "Élan."
    assert sentence("written by A. Morel Inc.", "en") == "Written by A. Morel Inc."


@given(st.integers(1, 100), st.sampled_from(["days", "weeks", "months", "years"]))
def test_a_length_is_read_back_from_its_spelling(amount: int, unit: str) -> None:
    read = period(f"{amount} {unit}")
    assert read is not None
    assert (read.amount, read.unit) == (amount, unit)


@pytest.mark.parametrize(
    "text", ["", "0 days", "6", "6months", "6  months", "1.5 years", "６ months", "-1 days", "101 years"]
)
def test_another_spelling_of_a_length_is_none(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hébergement Exemple", "d'Hébergement Exemple"),
        ("Aux Quatre Vents", "d'Aux Quatre Vents"),
        ("Secours", "de Secours"),
        ("huit jours", "de huit jours"),
    ],
)
def test_de_loses_its_vowel_before_a_vowel_and_a_mute_h(name: str, said: str) -> None:
    assert de(name) == said


@pytest.mark.parametrize("text", ["1 day", "2 weeks", "1 month", "1 year", "10 years"])
def test_a_length_is_written_as_a_policy_file_has_it(text: str) -> None:
    length = period(text)
    assert length
    assert written(length) == text
