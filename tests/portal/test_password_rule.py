"""What a password must be, as the policy says it; each reason is told, and only where it is one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.portal.account.password_rule import MOST, bits, names_in, refusals
from honour.promises.account import Password

KNOWN = ("leonie", "leonie.durand@exemple.example")


def reasons(password: str, rule: Password | None = None) -> set[str]:
    """The keys of what is said against a password; by the rule `entropy` where none is given."""
    return {each.key for each in refusals(password, rule or Password(), KNOWN)}


@pytest.mark.promise("S1-39")
@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("A strong one, no. 1", set()),
        ("A1!a", {"password short"}),
        ("lower case only 1!", {"password capital"}),
        ("UPPER CASE ONLY 1!", {"password small"}),
        ("No digit is in here!", {"password digit"}),
        ("NoSpecialCharacter1", {"password special"}),
        ("Éléphant ÉTÉ numéro 9", set()),
    ],
)
def test_composition_asks_for_each_sort(password: str, expected: set[str]) -> None:
    assert reasons(password, Password("composition", 12)) == expected


def test_length_asks_for_nothing_but_length_and_no_password_of_everybody() -> None:
    rule = Password("length", 8)
    assert reasons("zqwjvkxb", rule) == set()
    assert reasons("zqwjvkx", rule) == {"password short"}
    assert reasons("password1", rule) == {"password common"}


@pytest.mark.parametrize(
    "password",
    [
        "azertyuiop1234567890",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabcabcabc",
        "motdepasse2026!",
        "Password1234!",
        "qsdfghjklmwxcvbn",
        "98765432109876543210",
        "",
    ],
)
def test_what_is_easy_to_guess_is_refused_however_long(password: str) -> None:
    assert reasons(password) & {"password easy", "password common"}


def test_what_is_made_of_the_persons_own_name_is_refused_for_that() -> None:
    assert reasons("Leonie.Durand2026!") == {"password known"}
    assert names_in("Leonie.Durand2026!", KNOWN)
    assert reasons("une girafe lit le journal 9 soirs") == set()
    assert reasons("leonie: une girafe lit le journal 9 soirs") == set(), "long enough without the name"


def test_more_than_any_machine_should_hash_is_refused_first() -> None:
    assert reasons("ab1!" * MOST) == {"password long"}


@given(st.text(max_size=60), st.text(alphabet="abcdefghijklmnop", min_size=4, max_size=10))
def test_a_name_adds_less_than_its_letters(password: str, name: str) -> None:
    with_name = bits(password + name, (name,))
    assert with_name <= bits(password + name, ()) + 1e-9


@given(st.text(min_size=1, max_size=40), st.integers(3, 9))
def test_saying_it_again_and_again_is_worth_no_more_than_twice_its_characters(
    password: str, times: int
) -> None:
    most_of_one = math.log2(26 + 26 + 10 + 37)
    assert bits(password.lower() * times, ()) <= 2 * len(password.lower()) * most_of_one + 1e-9


PLACE = ("Secours PC", "Atelier Dupont SARL", "secours-pc")


@pytest.mark.parametrize("rule", [Password("length", 8), Password("composition", 12), Password()])
@pytest.mark.parametrize("password", ["Secours2026!!", "SecoursAtelier1!", "Leonie.Secours!1"])
def test_what_is_made_of_the_names_of_the_place_is_refused_by_every_rule(
    password: str, rule: Password
) -> None:
    said = {each.key for each in refusals(password, rule, KNOWN, PLACE)}
    assert said & {"password of place", "password known"}


def test_a_name_of_the_place_within_a_long_password_is_no_reason() -> None:
    assert refusals("Une girafe lit Secours 9 soirs !", Password("length", 8), KNOWN, PLACE) == ()
    assert refusals("une girafe lit le journal 9 soirs de secours", Password(), KNOWN, PLACE) == ()
