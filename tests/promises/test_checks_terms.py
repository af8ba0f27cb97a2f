"""Each use of each kind ends, for everybody, by something that can happen."""

import pytest

from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

CONTACT = "  - {data: contact, until: account closed, or: 2 years without sign-in}\n"
COLLECTED = "  - {data: contact, for: account, basis: contract}\n"


def test_a_purpose_that_no_term_ends_is_a_finding() -> None:
    text = swapped(
        SHOP,
        (COLLECTED, COLLECTED + "  - {data: contact, for: delivery, basis: contract}\n"),
        ("until: account closed,", "purpose: account, until: account closed,"),
    )
    [finding] = found(text)
    assert finding.place == "policy.yaml:14:3"
    assert finding.reason == "no statement of `keep` ends the use of “contact” of customer for delivery"
    assert finding.mend == "add `- {data: contact, purpose: delivery, until: …}` under `keep`"


def test_a_term_for_every_purpose_ends_them_all() -> None:
    text = swapped(
        SHOP,
        (COLLECTED, COLLECTED + "  - {data: contact, for: delivery, basis: contract}\n"),
        (CONTACT, CONTACT + "  - {data: contact, purpose: delivery, for: 1 year, since: recorded}\n"),
    )
    assert found(text) == []


@pytest.mark.parametrize(
    ("group", "term", "told"),
    [
        ("visitor", "until: account closed", "account closed"),
        ("visitor", "until: [access expires], or: 2 years without sign-in", "access expires, last sign-in"),
        ("visitor", "for: 3 years, since: last order", "last order"),
        ("registrant", "for: 3 years, since: last order", "last order"),
        ("customer", "until: employment ended", "employment ended"),
        ("customer", "until: consent withdrawn", "consent withdrawn"),
        ("customer", "for: 3 years, since: invoice issued", "invoice issued"),
    ],
)
def test_a_term_that_no_event_can_end_is_a_finding(group: str, term: str, told: str) -> None:
    text = swapped(
        SHOP,
        ("  customer: {who: has an account}\n", "  customer: {who: has ordered}\n  visitor: {who: reads}\n"),
        (
            "  visitor: {who: reads}\n",
            "  visitor: {who: reads}\n  registrant: {who: has an account and no service yet}\n",
        ),
        ("[name, e-mail], of: customer", f"[name, e-mail], of: {group}"),
        ("until: account closed, or: 2 years without sign-in", term),
    )
    [finding] = found(text)
    assert finding.reason == f"nothing can end this term for “contact” of a {group} ({told})"
    assert finding.mend == "add `or: 1 year since recorded`, or another event"
    assert finding.source == "LANGUAGE, meaning 1; GDPR Art. 5(1)(e)"


@pytest.mark.parametrize(
    ("group", "term"),
    [
        ("customer", "for: 3 years, since: last order"),
        ("employee", "until: employment ended"),
        ("visitor", "until: account closed, or: 6 months since recorded"),
    ],
)
def test_a_term_that_something_can_end_for_this_group_is_sound(group: str, term: str) -> None:
    text = swapped(
        SHOP,
        ("  customer: {who: has an account}\n", "  customer: {who: has ordered}\n  visitor: {who: reads}\n"),
        ("  visitor: {who: reads}\n", "  visitor: {who: reads}\n  employee: {who: works here}\n"),
        ("[name, e-mail], of: customer", f"[name, e-mail], of: {group}"),
        ("until: account closed, or: 2 years without sign-in", term),
    )
    assert found(text) == []


def test_a_backstop_on_the_credentials_of_others_serves_nobody_here() -> None:
    text = swapped(
        SHOP,
        ("people:\n", "people:\n  member: {who: has an account}\n"),
        ("data:\n  contact", "data:\n  credentials: {holds: [password hash], of: member}\n  contact"),
        ("data: contact, for", "data: [contact, credentials], for"),
        (", or: 2 years without sign-in", ""),
    )
    text += "  - {data: credentials, until: account closed, or: 2 years without sign-in}\n"
    assert reasons(text) == ["only the person's own act ends this term (account closed)"]
    assert found(swapped(text, ("[password hash], of: member", "[password hash], of: customer"))) == []


def test_consent_that_was_asked_can_be_withdrawn() -> None:
    text = swapped(
        SHOP,
        ("for: account, basis: contract", "for: newsletter, basis: consent"),
        ("until: account closed, or: 2 years", "until: consent withdrawn, or: 2 years"),
    )
    assert found(text) == []


@pytest.mark.parametrize(
    ("basis", "letter", "reason"),
    [
        (
            "contract",
            "b",
            "exception b is for a duty of law or a public task; the basis here is contract",
        ),
        (
            "consent",
            "e",
            "what rests on consent ends when it is withdrawn; no exception keeps it under that basis",
        ),
        ("contract", "e", None),
        ("public task", "b", None),
    ],
)
def test_an_exception_stands_on_a_basis_that_carries_it(basis: str, letter: str, reason: str | None) -> None:
    text = swapped(
        SHOP,
        ("for: account, basis: contract", f"for: claims, basis: {basis}"),
        ("or: 2 years without sign-in}", f"or: 2 years without sign-in, exception: {letter}}}"),
    )
    assert reasons(text) == ([reason] if reason else [])


def test_documents_that_end_with_the_service_need_a_warning_c27() -> None:
    text = swapped(
        SHOP,
        ("[name, e-mail]", "[document, e-mail]"),
        ("until: account closed, or: 2 years without sign-in", "until: [account closed, access expires]"),
    )
    [finding] = found(text)
    assert finding.reason == "“contact” goes when the service ends, and nobody is told before"
    assert finding.mend == "add `warn: [30 days, 7 days]`"
    warned = swapped(text, ("access expires]", "access expires], warn: [30 days, 7 days]"))
    assert found(warned) == []


@pytest.mark.parametrize("word", ["statistics", "counting"])
def test_nobody_is_kept_by_name_for_statistics_c40(word: str) -> None:
    text = swapped(
        SHOP,
        (
            "people:\n",
            f"words:\n  {word}: {{en: [statistics], fr: [les statistiques], as: purpose}}\npeople:\n",
        ),
        (COLLECTED, COLLECTED + f"  - {{data: contact, for: {word}, basis: public task}}\n"),
        (CONTACT, CONTACT + f"  - {{data: contact, purpose: {word}, for: 3 years, since: recorded}}\n"),
    )
    [finding] = found(text)
    assert finding.reason == "“contact” is kept for statistics, which need nobody's name"
    assert finding.mend == "end this term with the purpose before it, and count on anonymised rows"


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("until: account closed, or: 2 years without sign-in", True),
        ("for: 2 years, since: recorded", True),
        ("until: consent withdrawn, or: 2 years without sign-in", False),
        ("for: 2 years, since: recorded, basis: public task", False),
    ],
)
def test_what_rests_on_consent_ends_when_it_is_withdrawn(term: str, told: bool) -> None:
    text = swapped(
        SHOP,
        ("for: account, basis: contract", "for: account, basis: consent"),
        ("until: account closed, or: 2 years without sign-in", term),
    )
    reason = "“contact” rests on consent, and to withdraw it does not end this term"
    assert reasons(text) == ([reason] if told else [])
    assert [each.source for each in found(text)] == (["GDPR Art. 7(3) and 17(1)(b)"] if told else [])
