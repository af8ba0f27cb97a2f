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


def test_erasure_is_told_for_each_basis_and_for_what_must_stay() -> None:
    assert told(SHOP, "erase") == [
        (
            "You can have them erased (GDPR Art. 17). We erase those that our contract with you "
            "requires, as soon as it no longer requires them. Your invoices must stay until the term that "
            "the "
            "law sets is over (GDPR Art. 17(3)(b))."
        )
    ]
    [consent] = told(SHOP.replace("basis: contract", "basis: consent"), "erase")
    assert "those whose use rests on your consent, as soon as you withdraw it." in consent


def test_what_the_policy_promises_beyond_the_law_is_told_instead_of_the_law() -> None:
    [asked] = told(SHOP.replace("until: account closed, or", "until: asked, or"), "erase")
    assert "Your name and e-mail address are erased as soon as you ask." in asked
    assert "requires them" not in asked
    assert told(SHOP + "allow: {erase: {asking ends: everything the law lets go}}\n", "erase") == [
        (
            "You can have them erased (GDPR Art. 17). When you ask, we erase everything that no law obliges "
            "us to keep. Your invoices must stay until the term that the law sets is over (GDPR "
            "Art. 17(3)(b))."
        )
    ]


def test_what_stays_despite_a_request_is_not_promised_away() -> None:
    excepted = SHOP.replace("until: account closed,", "exception: e, basis: contract, until: account closed,")
    assert excepted != SHOP
    [erase] = told(excepted, "erase")
    assert erase.endswith(
        "What this page says we keep even if you ask stays until its term (GDPR Art. 17(3))."
    )
    assert "even if you ask" not in told(SHOP, "erase")[0]


def test_a_right_is_told_with_how_it_is_used() -> None:
    assert told(SHOP + "allow: {access: {how: e-mail}}\n", "access") == [
        "You can see the data that we hold about you, and receive a copy of them, by e-mail (GDPR Art. 15)."
    ]
    assert told(SHOP + "allow: {access: {how: self-service, within: 2 weeks}}\n", "access")[0].endswith(
        "in your own space on this site (GDPR Art. 15); we answer within two weeks."
    )
    [port] = told(SHOP + "allow: {port: {how: self-service}}\n", "port")
    assert port.endswith("passed to somebody else, in your own space on this site (GDPR Art. 20).")


def test_direct_marketing_can_be_objected_to_on_any_basis() -> None:
    text = SHOP.replace("collect:\n", "collect:\n  - {data: contact, for: newsletter, basis: consent}\n")
    assert told(text, "object") == [
        (
            "You can object at any time, without giving a reason, to our sending you our newsletter "
            "(GDPR Art. 21(2))."
        )
    ]
    assert told(SHOP, "object") == []


def test_data_can_be_taken_along_where_contract_or_consent_carries_their_use() -> None:
    assert told(SHOP, "port") == [
        (
            "You can receive in a format that machines read the data that you gave us and whose use rests on "
            "our contract with you, or have them passed to somebody else (GDPR Art. 20)."
        )
    ]
    assert told(SHOP.replace("basis: contract", "basis: vital interest"), "port") == []


@given(policies())
def test_no_sentence_shows_that_it_was_assembled(text: str) -> None:
    policy = read(text.encode(), "p")
    for language in LANGUAGES:
        said = [each.text for each in rights_told(policy, language)]
        assert [fault for each in said for fault in faults(each, language)] == []
    english, french = (rights_told(policy, each) for each in ("en", "fr"))
    assert [each.right for each in english] == [each.right for each in french]


def test_an_objection_names_the_purpose_that_it_ends() -> None:
    alone = SHOP.replace(
        "for: account, basis: contract",
        "for: security, basis: legitimate interest, interest: {en: safety, fr: la sécurité}",
    )
    assert told(alone, "object") == [
        (
            "You can object, on grounds that relate to your situation, to our use of your data for keeping "
            "the "
            "site secure (GDPR Art. 21(1))."
        )
    ]
    french = [each.text.replace("\u00a0", " ") for each in rights_told(read(alone.encode(), "p"), "fr")]
    assert any(
        "à l'utilisation de vos données pour la sécurité du site (RGPD, art. 21, § 1)." in each
        for each in french
    )


def test_consent_is_withdrawn_where_the_policy_says_and_for_what_it_was_given() -> None:
    consent = SHOP.replace("basis: contract", "basis: consent")
    lawful = (
        "the consent that you gave us for running your account; what was done before stays lawful (GDPR "
        "Art. 7(3))."
    )
    assert told(consent, "withdraw") == [f"You can withdraw at any time {lawful}"]
    assert told(consent + "allow: {withdraw: {how: self-service}}\n", "withdraw") == [
        f"You can withdraw at any time, in your own space on this site, {lawful}"
    ]
