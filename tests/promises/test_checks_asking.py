"""What people are asked and how they sign in, held against what is collected and shared."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

COLLECTED = "  - {data: contact, for: account, basis: contract}\n"
LETTER = swapped(SHOP, (COLLECTED, COLLECTED + "  - {data: contact, for: newsletter, basis: consent}\n"))


def test_consent_that_is_a_basis_is_asked_somewhere_c14() -> None:
    [finding] = found(LETTER + "ask:\n  policy: {acknowledge at: sign-up}\n")
    assert finding.reason == "consent is the basis for newsletter, and nothing asks for it"
    assert finding.mend == "add `consent: {newsletter: profile}` under `ask`"
    assert finding.source == "GDPR Art. 6(1)(a) and 7(1); LANGUAGE, meaning 11"
    assert found(LETTER + "ask:\n  consent: {newsletter: profile}\n") == []


def test_consent_is_not_asked_for_what_does_not_rest_on_it() -> None:
    text = SHOP + "ask:\n  consent: {newsletter: profile}\n"
    assert reasons(text) == ["consent is asked for newsletter, and no statement of `collect` rests on it"]


@pytest.mark.parametrize(
    ("cookie", "measuring", "reason"),
    [
        ("exempt", "consent", "the cookie “audience” is exempt, and `measuring` asks for consent"),
        ("consent", "none", "the cookie “audience” measures, and `measuring` says that nothing does"),
        ("exempt", "aggregate exempt", None),
        ("consent", "consent", None),
    ],
)
def test_measuring_and_its_cookie_say_the_same_c23_c32(
    cookie: str, measuring: str, reason: str | None
) -> None:
    asked = "ask:\n  consent: {newsletter: profile}\n"
    text = LETTER + asked + f"  cookies: {{choices: exempt, audience: {cookie}}}\n  measuring: {measuring}\n"
    assert reasons(text) == ([reason] if reason else [])


def test_a_choice_that_is_asked_is_remembered_by_a_declared_cookie_c32() -> None:
    asked = LETTER + "ask:\n  consent: {newsletter: profile}\n  measuring: consent\n"
    [finding] = found(asked + "  cookies: {audience: consent}\n")
    assert "no cookie is declared that remembers the answer" in finding.reason
    assert finding.mend == "add `choices: {as: exempt, lasts: 6 months}` under `cookies`"
    assert found(asked + "  cookies: {audience: consent, choices: exempt}\n") == []


def test_whoever_signs_in_needs_a_declared_cookie() -> None:
    account = "account:\n  sign in with: passkey\n"
    [finding] = found(SHOP + "ask:\n  cookies: {language: exempt}\n" + account)
    assert finding.reason == "people sign in, and the cookie that recognises them is not declared"
    assert finding.mend == "add `session: exempt` under `cookies`"
    assert found(SHOP + "ask:\n  cookies: {session: exempt}\n" + account) == []


def test_what_is_acknowledged_again_was_acknowledged_before_c34() -> None:
    change = "tell:\n  policy change: {by: e-mail, ahead: 30 days, re-acknowledge: yes}\n"
    [finding] = found(SHOP + "ask:\n  measuring: none\n" + change)
    assert finding.reason == (
        "a changed policy is acknowledged again, and nothing asks to acknowledge it first"
    )
    assert found(SHOP + "ask:\n  policy: {acknowledge at: sign-up}\n" + change) == []


ACCOUNT = "account:\n  sign in with: [password, facebook]\n"
FACEBOOK = "  facebook: {name: Meta Platforms Ireland, role: ROLE, country: IE}\n"
SOCIAL = swapped(
    SHOP,
    ("collect:\n", FACEBOOK + "collect:\n"),
    ("data:\n", "data:\n  credentials: {holds: [password hash], of: customer}\n"),
    ("{data: contact, for", "{data: [contact, credentials], for"),
    ("{data: contact, until", "{data: [contact, credentials], until"),
)
SHARED = swapped(
    SOCIAL,
    ("data: contact, with: nobody", "data: contact, with: facebook, when: the person signs in with it"),
)


def test_who_signs_people_in_learns_what_a_line_says_c33() -> None:
    [finding] = found(swapped(SOCIAL, ("ROLE", "controller")) + ACCOUNT)
    assert finding.reason == "people sign in with facebook, and no statement of `share` says what it learns"
    assert finding.mend == (
        "add `- {data: …, with: facebook, when: the person signs in with it}` under `share`"
    )
    assert found(swapped(SHARED, ("ROLE", "controller")) + ACCOUNT) == []


def test_who_signs_people_in_is_no_processor() -> None:
    [reason] = reasons(swapped(SHARED, ("ROLE", "processor")) + ACCOUNT)
    assert reason == "people sign in with facebook, which would be a processor"


def test_a_password_needs_somewhere_to_keep_its_hash_c16() -> None:
    [finding] = found(SHOP + "account:\n  sign in with: password\n")
    assert finding.reason == "people sign in with a password, and no kind of data holds its hash"
    assert finding.mend == "add `credentials: {holds: [user name, password hash], of: …}` under `data`"
    assert found(SHOP + "account:\n  sign in with: passkey\n") == []


def test_there_is_no_consent_to_withdraw_where_none_is_given() -> None:
    line = "allow:\n  withdraw: {how: self-service}\n"
    assert reasons(SHOP + line) == ["nothing rests on consent, so there is none to withdraw"]
    assert found(LETTER + line) == []


def test_what_is_measured_with_consent_is_collected_on_consent() -> None:
    [finding] = found(SHOP + "ask:\n  measuring: consent\n")
    assert finding.reason == (
        "the use of the site is measured with consent, and nothing is collected on consent"
    )
    assert finding.mend.startswith("add `- {data: …, for: …, basis: consent}` under `collect`")
    assert found(SHOP + "ask:\n  measuring: aggregate exempt\n") == []


@pytest.mark.parametrize("account", ["", "account:\n  sign in with: password\n"])
def test_nobody_signs_in_with_whom_the_account_does_not_name(account: str) -> None:
    [finding] = found(swapped(SHARED, ("ROLE", "controller")) + account)
    assert finding.reason == (
        "data go to facebook when a person signs in with it, and nobody can sign in with it"
    )
    assert finding.mend == "add `facebook` to `sign in with` under `account`, or delete the line"


def test_the_hash_of_a_password_goes_to_nobody() -> None:
    going = "{data: [credentials], with: facebook, for: account}"
    text = swapped(SHARED, ("ROLE", "controller"), ("share:\n", f"share:\n  - {going}\n")) + ACCOUNT
    [finding] = found(text)
    assert finding.reason == "“credentials” holds password hash, and goes to facebook"
    assert finding.mend == (
        "hold `password hash` in a kind of its own, which no statement of `share` passes on"
    )
    assert found(swapped(text, (going, "{data: everything, procedure: judicial}"))) == []
    assert found(swapped(text, (going, "{data: [credentials], with: nobody}"))) == []
