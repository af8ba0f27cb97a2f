"""A law outside the catalogue: the publisher's own statement, never a floor, and listed as not checked."""

import pytest

from honour.promises.compare import compare
from honour.promises.languages import Language
from honour.promises.policy import read
from honour.promises.sentences import collect_sentences, keep_sentences
from honour.promises.stated_law import told_as_not_checked
from honour.proofs.evidence import of_the_rest
from honour.publishing.page import page
from tests.promises.checking import found, swapped
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

LAW = (
    "{law: {name: {en: the Public Health Code, fr: le code de la santé publique}, article: art. R. 1112-7, "
    "source: 'https://law.example/r1112-7', read: 2026-11-02, by: A. Morel}}"
)
FILE = swapped(
    SHOP,
    ("contact: {holds: [name, e-mail]", "contact: {holds: [message]"),
    ("{data: contact, for: account, basis: contract}", f"{{data: contact, for: claims, basis: {LAW}}}"),
    (
        "{data: contact, until: account closed, or: 2 years without sign-in}",
        f"{{data: contact, for: 20 years, since: last order, basis: {LAW}}}",
    ),
)


@pytest.mark.parametrize(
    ("language", "ground", "own", "kept"),
    [
        (
            "en",
            (
                "We do so because the Public Health Code, in our reading, requires it (art. R. 1112-7; "
                "GDPR Art. 6(1)(c))."
            ),
            (
                "A. Morel read that text for us on 2 November 2026 (https://law.example/r1112-7); the "
                "statement is our own."
            ),
            "as the Public Health Code, in our reading, requires (art. R. 1112-7)",
        ),
        (
            "fr",
            (
                "Nous le faisons parce que le code de la santé publique, selon notre lecture, l'exige (art. "
                "R. 1112-7 ; RGPD, art. 6, § 1, c)."
            ),
            (
                "A. Morel a lu ce texte pour nous le 2 novembre 2026 (https://law.example/r1112-7) ; cette "
                "affirmation est la nôtre."
            ),
            "comme l'exige le code de la santé publique, selon notre lecture (art. R. 1112-7)",
        ),
    ],
)
def test_a_stated_law_is_worded_as_the_publishers_own_statement(
    language: Language, ground: str, own: str, kept: str
) -> None:
    assert found(FILE) == []
    policy = read(FILE.encode(), "p")
    worded = collect_sentences(policy, policy.collect[0], language)
    said = [each.replace("\u00a0", " ") for each in worded]
    assert ground in said
    assert own in said
    term = " ".join(keep_sentences(policy, policy.keep[0], language))
    assert kept in term.replace("\u00a0", " ")
    assert faults(" ".join(worded), language) == []
    assert faults(term, language) == []
    assert page(policy, language).sections


def test_it_survives_a_request_for_erasure_and_obliges_nobody_else() -> None:
    policy = read(FILE.encode(), "p")
    basis = policy.keep[0].basis
    assert basis is not None
    assert basis.survives_erasure
    # Without the line nothing is missed: what nobody checked sets no floor.
    without = swapped(
        FILE, (f"for: 20 years, since: last order, basis: {LAW}", "for: 1 year, since: last order")
    )
    assert found(without) == []


def test_it_is_listed_as_not_checked_and_never_shown_as_kept() -> None:
    policy = read(FILE.encode(), "p")
    [law] = policy.stated_laws
    told = (
        "art. R. 1112-7 of the Public Health Code: stated by the publisher, read on 2026-11-02 by A. Morel "
        "(https://law.example/r1112-7)"
    )
    assert told_as_not_checked(law) == told
    [evidence] = [each for each in of_the_rest(policy) if each.promise == "law"]
    assert (evidence.state, evidence.why) == ("attested", f"not checked by Honour: {told}")
    assert read(SHOP.encode(), "p").stated_laws == ()


def test_a_law_stated_anew_is_a_change() -> None:
    other = FILE.replace("art. R. 1112-7", "art. R. 1112-8")
    changes = compare(read(FILE.encode(), "p"), read(other.encode(), "p")).changes
    assert {"keep: contact", "collect: claims"} <= {each.place for each in changes}


@pytest.mark.parametrize(
    ("swap", "reason"),
    [
        (("'https://law.example/r1112-7'", "'law.example'"), "source is no address"),
        ((", read: 2026-11-02", ""), "lacks `read`"),
        (("read: 2026-11-02", "read: yesterday"), "“yesterday” is not a day"),
        (
            ("{en: the Public Health Code, fr: le code de la santé publique}", "the Code"),
            "is text, not a mapping",
        ),
        (("by: A. Morel", "checked: yes"), "has no “checked”"),
    ],
)
def test_a_slip_is_a_finding(swap: tuple[str, str], reason: str) -> None:
    assert any(reason in said for _, said, _ in refused(swapped(FILE, swap)))


def test_an_unknown_law_is_told_how_to_be_stated() -> None:
    findings = refused(swapped(SHOP, ("C. com. L123-22", "C. sant. R1112-7")))
    assert "or state it yourself: `{name: {en: …, fr: …}, article: …" in findings[0][2]


def test_two_purposes_under_one_stated_law_tell_once_whose_statement_it_is() -> None:
    line = f"{{data: contact, for: claims, basis: {LAW}}}\n"
    several = swapped(FILE, (line, line + f"  - {{data: contact, for: security, basis: {LAW}}}\n"))
    [section] = [
        each for each in page(read(several.encode(), "p"), "en").sections if each.anchor == "collect"
    ]
    said = [each.text for each in section.paragraphs]
    assert sum("the statement is our own" in each for each in said) == 1
    assert any("the Public Health Code, in our reading," in each for each in said)
