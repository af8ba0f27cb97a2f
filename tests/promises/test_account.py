"""How people sign in and come back: read, refused where it would be unsafe, told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.account import (
    ALERTS,
    KNOWN_BY,
    Account,
    Password,
    Recovery,
    account_sentences,
)
from honour.promises.languages import LANGUAGES, Language
from honour.promises.periods import Period
from honour.promises.policy import Policy, read
from tests.promises.checking import reasons
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

CLUB = (
    "  club: {name: Club Ltd, role: joint controller, country: IE, policy: 'https://club.example/privacy'}\n"
)
WITH_CLUB = SHOP.replace("collect:\n", CLUB + "collect:\n")


def policy(lines: str) -> Policy:
    return read((WITH_CLUB + "account:\n" + lines).encode(), "p")


def told(lines: str, language: Language) -> str:
    read_policy = policy(lines)
    assert read_policy.account is not None
    said = account_sentences(read_policy.account, read_policy.recipients, language)
    return " ".join(said).replace("\u00a0", " ")


def test_the_section_is_read_as_it_is_written() -> None:
    lines = (
        "  sign in with: [password, club]\n"
        "  known by: [user name, e-mail]\n"
        "  password: {rule: length, at least: 14 characters, entered twice: yes, hidden: no}\n"
        "  second factor: {people: required, staff: offered}\n"
        "  recovery: {unknown identifier: error, assisted: on, temporary password: never}\n"
        "  sessions: {lasts: 2 weeks, ended by: the person}\n"
        "  alerts: new country\n"
    )
    assert policy(lines).account == Account(
        methods=("password", "club"),
        known_by=("user name", "e-mail"),
        password=Password("length", 14, twice=True, hidden=False),
        people="required",
        staff="offered",
        recovery=Recovery(error=True, assisted=True),
        lasts=Period(2, "weeks"),
        ended_by_person=True,
        alerts=("new country",),
    )


def test_what_is_not_written_is_the_safe_choice() -> None:
    account = policy("  sign in with: password\n").account
    assert account is not None
    assert account.recovery == Recovery(error=False, assisted=False)
    assert (account.people, account.staff) == ("offered", "required")
    assert account.password == Password("entropy", 12, twice=False, hidden=True)


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        ("sign in with: club", "people could sign in only through somebody else", "`passkey`"),
        ("sign in with: pasword", "account: sign in with cannot be “pasword”", "`password`"),
        ("known by: passkey", "account lacks `sign in with`", "`sign in with: …`"),
        ("recovery: {temporary password: by mail}", "a temporary password would be known", "works once"),
        ("recovery: {unknown identifier: hidden}", "unknown identifier cannot be “hidden”", "uniform"),
        ("password: {at least: 12}", "at least cannot be “12”", "`at least: 12 characters`"),
        ("password: {at least: 6 characters}", "at least cannot be “6 characters”", "from 8 to 64"),
        ("password: {at least: 65 characters}", "at least cannot be “65 characters”", "from 8 to 64"),
        ("password: {rule: entropy, at least: 12 characters}", "entropy counts guesses", "`rule: length`"),
        ("second factor: {people: maybe}", "second factor: people cannot be “maybe”", "offered"),
        ("sessions: {lasts: always}", "“always” is no period", "`6 months`"),
        ("alerts: new moon", "account: alerts cannot be “new moon”", "known are"),
    ],
)
def test_each_fault_is_told_on_its_line_with_what_mends_it(line: str, reason: str, mend: str) -> None:
    first = "" if line.startswith("sign in") else "  sign in with: password\n"
    text = WITH_CLUB + f"account:\n{first}  {line}\n"
    if "lacks" in reason:
        text = text.replace("  sign in with: password\n", "")
    told_of = {said: (place, mended) for place, said, mended in refused(text)}
    [said] = [each for each in told_of if reason in each]
    assert told_of[said][0].split(":")[0] == str(text.count("\n"))
    assert mend in told_of[said][1]


def test_a_provider_through_which_people_sign_in_is_no_processor() -> None:
    text = WITH_CLUB.replace("role: joint controller", "role: processor")
    text += "account: {sign in with: [password, club]}\n"
    assert "people sign in with club, which would be a processor" in reasons(text)
    assert not any(
        "would be a processor" in said
        for said in reasons(text.replace("Ltd, role: processor", "Ltd, role: controller"))
    )


def test_signing_in_is_told_with_what_somebody_else_learns_by_it() -> None:
    english = told("  sign in with: [password, passkey, club]\n  known by: [user name, e-mail]\n", "en")
    assert english.startswith(
        "You sign in with your user name or your e-mail address and a password, a passkey or your Club "
        "Ltd account. If you have forgotten your user name or your e-mail address, sign in with the one you "
        "remember: your own space shows the other. If you sign in through Club Ltd, in Ireland, it learns "
        "that "
        "you use this site; its own privacy policy says what it does with that: https://club.example/privacy."
    )
    assert "In your own space you can add a second factor to your sign-in." in english


def test_nobody_learns_who_has_an_account_unless_the_policy_says_so() -> None:
    uniform = told("  sign in with: password\n", "fr")
    assert "La page répond de la même façon, qu'un compte existe ou non, afin que personne" in uniform
    error = told("  sign in with: password\n  recovery: {unknown identifier: error}\n", "fr")
    assert "Si aucun compte ne correspond à votre saisie, la page vous l'indique." in error
    assert "même façon" not in error


def test_nobody_is_sent_a_password() -> None:
    english = told("  sign in with: password\n  recovery: {assisted: on}\n", "en")
    assert "we neither know your password nor choose one for you" in english
    assert english.endswith(
        "a link to choose a new password goes to the address on file and nowhere else; without access to "
        "that "
        "mailbox, you would have to open a new account."
    )
    assert "whose password and mailbox are both lost" in told("  sign in with: password\n", "en")
    assert "password" not in told("  sign in with: passkey\n  recovery: {assisted: on}\n", "en")


accounts = st.builds(
    Account,
    st.sampled_from([("password",), ("passkey",), ("password", "passkey"), ("passkey", "club")]),
    st.lists(st.sampled_from(sorted(KNOWN_BY)), min_size=1, unique=True).map(tuple),
    st.builds(
        Password,
        st.sampled_from(["entropy", "composition", "length"]),
        st.integers(8, 64),
        st.booleans(),
        st.booleans(),
    ),
    st.sampled_from(["none", "offered", "required"]),
    st.sampled_from(["none", "offered", "required"]),
    st.builds(Recovery, st.booleans(), st.booleans()),
    st.none() | st.builds(Period, st.integers(1, 40), st.sampled_from(["days", "weeks", "months"])),
    st.booleans(),
    st.lists(st.sampled_from(sorted(ALERTS)), unique=True).map(tuple),
)


@given(accounts)
def test_no_sentence_shows_that_it_was_assembled(account: Account) -> None:
    recipients = read(WITH_CLUB.encode(), "p").recipients
    for language in LANGUAGES:
        said = account_sentences(account, recipients, language)
        assert [fault for text in said for fault in faults(text.replace("https://", ""), language)] == []
    english, french = (account_sentences(account, recipients, each) for each in ("en", "fr"))
    assert len(english) == len(french)


SSO = SHOP + "account:\n  sign in with: single sign-on\n  single sign-on: [OpenID Connect, SAML]\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "You sign in with your e-mail address and your organisation's single sign-on.",
                (
                    "Your organisation chooses the identity provider that vouches for you (OpenID Connect or "
                    "SAML), and answers for it; that provider learns when you sign in to this site."
                ),
                "We receive from it what identifies you here, and never your password.",
                "If you can no longer sign in, turn to whoever looks after accounts in your organisation.",
            ),
        ),
        (
            "fr",
            (
                (
                    "Vous vous connectez avec votre adresse électronique et l'authentification unique de "
                    "votre organisation."
                ),
                (
                    "Votre organisation choisit le fournisseur d'identité qui vous authentifie (OpenID "
                    "Connect ou "
                    "SAML) et en répond ; ce fournisseur apprend quand vous vous connectez à ce site."
                ),
                "Nous en recevons de quoi vous identifier ici, jamais votre mot de passe.",
                (
                    "Si vous ne pouvez plus vous connecter, adressez-vous à la personne qui gère les comptes "
                    "dans votre organisation."
                ),
            ),
        ),
    ],
)
def test_signing_in_by_an_organisation_alone_is_told(language: Language, said: tuple[str, ...]) -> None:
    policy = read(SSO.encode(), "p")
    assert policy.account is not None
    told = account_sentences(policy.account, policy.recipients, language)
    assert tuple(each.replace("\u00a0", " ") for each in told) == said


def test_the_protocols_of_an_organisation_need_its_sign_in() -> None:
    text = SSO.replace("sign in with: single sign-on", "sign in with: passkey")
    assert "`single sign-on` says how, and nobody signs in so" in [reason for _, reason, _ in refused(text)]
