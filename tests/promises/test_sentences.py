"""What a policy says in words: the sentences that the language's own page sets, and rules for all others."""

import re
from datetime import date

import pytest
from hypothesis import given

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import Policy, read
from honour.promises.sentences import collect_sentences, held_for, keep_sentences, share_sentence, yours
from tests.promises.policies import SITE, policies

DESK = (
    SITE
    + """\
people:
  customer: {who: has an account}
  visitor: {who: reads public tickets}
data:
  ticket: {holds: [ticket text], of: customer}
  document: {holds: [document, serial key], of: customer}
  connection: {holds: [ip address, browser version], of: [customer, visitor]}
  invoice: {holds: [name, postal address, invoice], of: customer}
recipients:
  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}
  accountant: {name: Cabinet Martin, role: processor, country: FR}
  facebook: {name: Meta Platforms Ireland, role: joint controller, country: IE}
collect:
  - {data: [ticket, document], for: support, basis: contract}
  - data: connection
    for: security
    basis: legitimate interest
    interest: {en: keeping the site safe, fr: la sécurité du site}
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}, required: yes}
share:
  - {data: document, with: nobody}
  - {data: invoice, with: accountant, for: bookkeeping}
  - {data: ticket, with: facebook, when: the person signs in with it}
keep:
  - {data: connection, for: 6 months, since: recorded}
  - {data: document, until: [asked, account closed, access expires]}
  - {data: invoice, for: 10 years, since: end of the financial year}
  - {data: ticket, until: account closed, or: 1 year without sign-in, warn: [30 days, 1 week]}
protect: {sealed: [document]}
"""
)


@pytest.fixture(scope="module")
def desk() -> Policy:
    return read(DESK.encode(), "policy.yaml")


def without_hard_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


KEPT = [
    # The first two are set by the language's page, word for word.
    (
        0,
        (
            "To keep the site secure, we keep your IP address and browser version for six months from the "
            "day they are recorded, then delete them."
        ),
        (
            "Pour la sécurité du site, nous conservons votre adresse IP et la version de votre navigateur "
            "pendant six mois à compter de leur enregistrement, puis nous les supprimons."
        ),
    ),
    (
        1,
        (
            "We destroy your documents as soon as you ask or, failing that, when your account is closed or "
            "your access to the service ends, whichever comes first."
        ),
        (
            "Nous détruisons vos documents dès que vous le demandez et, à défaut, à la fermeture de votre "
            "compte ou à la fin de votre accès au service, selon ce qui survient en premier."
        ),
    ),
    (
        2,
        (
            "Your invoices are archived for ten years from the end of the financial year to which they "
            "belong, as the French Commercial Code requires (art. L123-22), then destroyed. They serve no "
            "other use."
        ),
        (
            "Vos factures sont archivées pendant dix ans à compter de la clôture de l'exercice auquel elles "
            "se rattachent, comme l'exige le code de commerce (art. L. 123-22), puis détruites. Elles ne "
            "servent à rien d'autre."
        ),
    ),
    (
        3,
        (
            "To answer your support requests, we keep the text of your tickets until your account is closed "
            "or one year after you last signed in, whichever comes first, then delete it. We warn you 30 "
            "days before we delete it, and again one week before."
        ),
        (
            "Pour le traitement de vos demandes d'assistance, nous conservons le texte de vos demandes "
            "d'assistance jusqu'à la fermeture de votre compte ou jusqu'à un an après votre dernière "
            "connexion, selon ce qui survient en premier, puis nous le supprimons. Nous vous prévenons 30 "
            "jours avant de le supprimer, puis de nouveau une semaine avant."
        ),
    ),
]


@pytest.mark.parametrize(("number", "english", "french"), KEPT)
def test_a_term_is_told_as_each_language_would(desk: Policy, number: int, english: str, french: str) -> None:
    assert " ".join(keep_sentences(desk, desk.keep[number], "en")) == english
    assert without_hard_spaces(" ".join(keep_sentences(desk, desk.keep[number], "fr"))) == french


def test_what_goes_to_nobody_is_told_with_the_host_and_the_law(desk: Policy) -> None:
    assert share_sentence(desk, desk.share[0], "en") == (
        "We do not pass your documents on to other users or third parties. Our host stores them, encrypted, "
        "on our behalf; we hand them to an authority only where the law obliges us to."
    )
    assert share_sentence(desk, desk.share[0], "fr") == (
        "Nous ne communiquons vos documents ni à d'autres utilisateurs ni à des tiers. Notre hébergeur les "
        "stocke chiffrés pour notre compte\u00a0; nous ne les remettons à une autorité que si la loi nous y "
        "oblige."
    )


def test_encryption_is_not_told_of_what_nobody_said_is_sealed() -> None:
    open_desk = read(DESK.replace("sealed: [document]", "sealed: [ticket]").encode(), "p")
    assert "encrypted" not in share_sentence(open_desk, open_desk.share[0], "en")
    assert "chiffré" not in share_sentence(open_desk, open_desk.share[0], "fr")


def test_a_recipient_is_told_with_its_place_and_what_it_may_do(desk: Policy) -> None:
    assert share_sentence(desk, desk.share[1], "en") == (
        "To keep our accounts, we pass your invoices on to Cabinet Martin, our accountant in France; it "
        "handles them on our behalf and on our instructions only."
    )
    assert without_hard_spaces(share_sentence(desk, desk.share[2], "fr")) == (
        "Nous communiquons le texte de vos demandes d'assistance à Meta Platforms Ireland, en Irlande, "
        "lorsque vous vous connectez par son intermédiaire ; ce partenaire et nous sommes responsables "
        "conjoints de ce traitement."
    )


def test_a_purpose_is_told_with_its_ground_and_every_field(desk: Policy) -> None:
    assert " ".join(collect_sentences(desk, desk.collect[2], "en")) == (
        "To keep our accounts, we use your name, postal address and invoices. We do so because the "
        "French Commercial Code requires it (art. L123-22; GDPR Art. 6(1)(c)). These data are required: "
        "without them we cannot provide this service."
    )
    assert without_hard_spaces(" ".join(collect_sentences(desk, desk.collect[1], "fr"))) == (
        "Pour la sécurité du site, nous utilisons votre adresse IP et la version de votre navigateur. Nous "
        "le faisons dans notre intérêt légitime, qui est la sécurité du site (RGPD, art. 6, § 1, "
        "f)."
    )


def test_somebody_is_told_until_which_day_something_of_his_stays(desk: Policy) -> None:
    day = date(2036, 12, 31)
    assert held_for(desk, desk.keep[2], ["invoice"], day, "en") == (
        "Your invoices are archived until 31 December 2036, as the French Commercial Code requires (art. "
        "L123-22)."
    )
    assert without_hard_spaces(held_for(desk, desk.keep[2], ["invoice"], day, "fr")) == (
        "Vos factures sont archivées jusqu'au 31 décembre 2036, comme l'exige le code de commerce (art. L. "
        "123-22)."
    )


def test_a_name_that_stays_on_invoices_is_not_said_to_be_gone() -> None:
    text = DESK.replace("ticket: {holds: [ticket text]", "ticket: {holds: [name, e-mail]")
    policy = read(
        text.replace("until: account closed, or: 1 year without sign-in", "until: asked").encode(), "p"
    )
    assert keep_sentences(policy, policy.keep[3], "en")[:2] == (
        "We delete your name and e-mail address as soon as you ask.",
        "Your name also stands on your invoices and stays there as long as they are kept.",
    )
    assert keep_sentences(policy, policy.keep[3], "fr")[1] == (
        "Votre nom figure aussi sur vos factures et y reste aussi longtemps qu'elles sont conservées."
    )


def test_invoices_are_told_only_to_those_who_have_some() -> None:
    text = DESK.replace(
        "ticket: {holds: [ticket text], of: customer", "ticket: {holds: [name], of: [customer, visitor]"
    )
    both = text.replace(
        "{data: ticket, until: account closed", "{data: ticket, of: customer, until: account closed"
    )
    policy = read(
        (both.replace("protect:", "  - {data: ticket, of: visitor, until: asked}\nprotect:")).encode(), "p"
    )
    customers, visitors = (" ".join(keep_sentences(policy, policy.keep[number], "en")) for number in (3, 4))
    assert "stands on your invoices" in customers
    assert "invoices" not in visitors


def test_one_thing_delivered_has_its_own_delivery() -> None:
    text = DESK.replace("ticket: {holds: [ticket text]", "ticket: {holds: [name]")
    term = "until: account closed, or: 1 year without sign-in, warn: [30 days, 1 week]"
    policy = read(text.replace(term, "for: 1 year, since: delivered").encode(), "p")
    assert "à compter de sa livraison, puis" in keep_sentences(policy, policy.keep[3], "fr")[0]
    several = read(
        text.replace("[name]", "[name, e-mail]").replace(term, "for: 1 year, since: delivered").encode(), "p"
    )
    assert "à compter de leur livraison, puis" in keep_sentences(several, several.keep[3], "fr")[0]


def test_a_name_that_another_purpose_needs_is_not_said_to_be_gone() -> None:
    text = DESK.replace("ticket: {holds: [ticket text]", "ticket: {holds: [ip address]")
    policy = read(text.encode(), "p")
    assert keep_sentences(policy, policy.keep[3], "en")[1] == (
        "What another purpose named on this page also needs stays until the term of that purpose ends."
    )
    apart = read(text.replace("of: [customer, visitor]", "of: visitor").encode(), "p")
    assert "another purpose" not in " ".join(keep_sentences(apart, apart.keep[3], "en"))


def test_what_goes_to_nobody_but_stands_on_invoices_is_said_to_go_with_them() -> None:
    text = DESK.replace("ticket: {holds: [ticket text]", "ticket: {holds: [name, e-mail]")
    text = text.replace("with: facebook, when: the person signs in with it", "with: nobody")
    policy = read(text.encode(), "p")
    assert share_sentence(policy, policy.share[2], "en").endswith(
        " Your name also stands on your invoices, which we pass on to our accountant."
    )
    assert share_sentence(policy, policy.share[2], "fr").endswith(
        " Votre nom figure aussi sur vos factures, que nous communiquons à notre expert-comptable."
    )


def test_each_language_repeats_its_determiner_where_it_must() -> None:
    text = DESK.replace("[ticket text]", "[name, e-mail, company, postal address]")
    policy = read(text.encode(), "p")
    assert yours(policy, ["ticket", "document"], "en").text == (
        "your name, e-mail address, the name of your company, your postal address and documents"
    )
    assert yours(policy, ["ticket", "document"], "fr").text == (
        "votre nom, votre adresse électronique, le nom de votre entreprise, votre adresse postale et vos "
        "documents"
    )


def test_french_keeps_its_signs_and_numbers_on_one_line(desk: Policy) -> None:
    said = " ".join(keep_sentences(desk, desk.keep[3], "fr")) + share_sentence(desk, desk.share[0], "fr")
    assert "30\u00a0jours" in said
    assert "compte\u00a0;" in said


# Contractions that were not made, and double signs that a line could begin with.
_BAD_FRENCH = re.compile(r"\b(?:de|à) les? (?!\w+(?:er|ir|re)\b)|\bjusqu'[^aà]|[^\u00a0][;:?!»](?: |$)")
_DOUBLED_WORD = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)


def every_sentence(policy: Policy, language: Language) -> list[str]:
    return [
        *(said for each in policy.collect for said in collect_sentences(policy, each, language)),
        *(share_sentence(policy, each, language) for each in policy.share),
        *(said for each in policy.keep for said in keep_sentences(policy, each, language)),
        *(held_for(policy, each, each.data, date(2031, 1, 1), language) for each in policy.keep),
    ]


@given(policies())
def test_no_sentence_shows_that_it_was_assembled(text: str) -> None:
    policy = read(text.encode(), "policy.yaml")
    for language in LANGUAGES:
        for said in every_sentence(policy, language):
            assert said[0].isupper(), said
            assert said.endswith("."), said
            assert not said.endswith(".."), said
            assert not re.search(r"[{}]|None|  | ,|,,|\.\.|\( | \)", said), said
            doubled = _DOUBLED_WORD.search(said)
            assert doubled is None or doubled[1].lower() in ("vous", "nous"), said
            if language == "fr":
                assert not _BAD_FRENCH.search(said), said


@given(policies())
def test_both_languages_say_as_many_sentences_of_each_statement(text: str) -> None:
    policy = read(text.encode(), "policy.yaml")
    for each in policy.keep:
        assert len(keep_sentences(policy, each, "en")) == len(keep_sentences(policy, each, "fr"))
    for shared in policy.share:
        english, french = (share_sentence(policy, shared, language) for language in ("en", "fr"))
        assert english.count(". ") == french.count(". ")
