"""Which right applies to which data: the table of the language's page, and the sentences that follow."""

import pytest
from hypothesis import given

from honour.promises.allow import Right
from honour.promises.collect import Collect
from honour.promises.grounds import Basis, Ground
from honour.promises.languages import LANGUAGES
from honour.promises.policy import read
from honour.promises.rights import Erasure, Given, rights_of, rights_told
from tests.promises.faults import faults
from tests.promises.policies import SHOP, policies


def told(text: str, right: Right) -> list[str]:
    policy = read(text.encode(), "p")
    return [each.text.replace("\u00a0", " ") for each in rights_told(policy, "en") if each.right == right]


@pytest.mark.parametrize(
    ("ground", "erase", "others"),
    [
        # The rows of LANGUAGE, meaning 2: object, port, withdraw.
        ("consent", "on withdrawal", (False, True, True)),
        ("contract", "once unneeded", (False, True, False)),
        ("legal obligation", "by law", (False, False, False)),
        ("legitimate interest", "or upheld", (True, False, False)),
        ("public task", "while needed", (True, False, False)),
        ("vital interest", "once unneeded", (False, False, False)),
    ],
)
def test_the_rights_are_those_of_the_table(
    ground: Ground, erase: Erasure, others: tuple[bool, bool, bool]
) -> None:
    assert rights_of(Collect((), "account", Basis(ground))) == Given(erase, *others)
    assert rights_of(Collect((), "direct marketing", Basis(ground))) == Given(erase, True, *others[1:])


def test_silence_takes_no_right_away() -> None:
    rights = {each.right for each in rights_told(read(SHOP.encode(), "p"), "en")}
    assert rights == {"access", "rectify", "erase", "restrict", "port"}


def test_erasure_is_told_for_each_basis_with_its_data() -> None:
    assert told(SHOP, "erase")[1:] == [
        (
            "Your name and e-mail address can be erased as soon as they are no longer needed for what they "
            "serve. Your invoices must stay until the term that the law sets is over (GDPR Art. 17(3)(b))."
        )
    ]
    consent = told(SHOP.replace("basis: contract", "basis: consent"), "erase")[1]
    assert consent.startswith(
        "Your name and e-mail address can be erased as soon as you withdraw your consent."
    )


def test_what_the_policy_promises_beyond_the_law_is_told_instead_of_the_law() -> None:
    asked = SHOP.replace("until: account closed, or", "until: asked, or")
    assert told(asked, "erase")[1].startswith("Your name and e-mail address are erased as soon as you ask.")
    widened = SHOP + "allow: {erase: {asking ends: everything the law lets go}}\n"
    assert told(widened, "erase") == [
        (
            "You can have them erased (GDPR Art. 17). When you ask, we erase everything that no law obliges "
            "us to keep."
        ),
        "Your invoices must stay until the term that the law sets is over (GDPR Art. 17(3)(b)).",
    ]


def test_a_right_is_told_with_how_it_is_used() -> None:
    assert told(SHOP + "allow: {access: {how: postal}}\n", "access") == [
        (
            "You can see the data that we hold about you and receive a copy of them (GDPR Art. 15). You use "
            "this right by post."
        )
    ]
    assert told(SHOP + "allow: {port: {how: self-service}}\n", "port")[-1] == (
        "You obtain the file in your own space on this site."
    )


def test_direct_marketing_can_be_objected_to_on_any_basis() -> None:
    text = SHOP.replace("collect:\n", "collect:\n  - {data: contact, for: newsletter, basis: consent}\n")
    assert told(text, "object") == [
        (
            "You can object at any time, without giving a reason, to receiving our offers or our newsletter "
            "(GDPR Art. 21(2))."
        )
    ]
    assert told(SHOP, "object") == []


def test_more_fields_than_one_can_read_are_told_by_what_they_serve() -> None:
    many = SHOP.replace("[name, e-mail]", "[name, e-mail, telephone, fax, company]")
    assert told(many, "port") == [
        (
            "As far as you gave us the data that we collect to run your account, you can receive them in a "
            "format that machines read, or have them passed to somebody else (GDPR Art. 20)."
        )
    ]


def test_each_right_over_some_data_speaks_to_those_whose_data_they_are() -> None:
    text = SHOP.replace("people:\n", "people:\n  employee: {who: works here}\n")
    text = text.replace("postal address, invoice], of: customer", "postal address, invoice], of: employee")
    erase = [each for each in rights_told(read(text.encode(), "p"), "en") if each.right == "erase"]
    assert [each.people for each in erase] == [(), ("customer",), ("employee",)]
    assert "invoices" not in erase[1].text


@given(policies())
def test_no_sentence_shows_that_it_was_assembled(text: str) -> None:
    policy = read(text.encode(), "p")
    for language in LANGUAGES:
        said = [each.text for each in rights_told(policy, language)]
        assert [fault for each in said for fault in faults(each, language)] == []
    english, french = (rights_told(policy, each) for each in ("en", "fr"))
    assert [(each.right, each.people) for each in english] == [(each.right, each.people) for each in french]


def test_one_of_the_data_is_objected_to_by_its_name_and_has_its_own_end() -> None:
    alone = SHOP.replace("[name, e-mail]", "[picture]").replace(
        "for: account, basis: contract",
        "for: security, basis: legitimate interest, interest: {en: safety, fr: la sécurité}",
    )
    policy = read(alone.encode(), "p")
    french = [each.text.replace("\u00a0", " ") for each in rights_told(policy, "fr")]
    assert any("à notre utilisation de votre photographie (RGPD" in each for each in french)
    assert any("être effacée dès que son utilité cesse" in each for each in french)


def test_data_named_by_their_purpose_are_not_named_twice() -> None:
    many = SHOP.replace("[name, e-mail]", "[name, e-mail, telephone, fax, company]").replace(
        "for: account, basis: contract",
        "for: security, basis: legitimate interest, interest: {en: safety, fr: la sécurité}",
    )
    french = [each.text for each in rights_told(read(many.encode(), "p"), "fr")]
    assert any(
        "à notre utilisation des données que nous recueillons pour la sécurité" in each for each in french
    )
