"""What is told beside purpose and ground: what is optional, where data come from, what is delicate; why a
term is as long as it is; and who can be asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.data import CATEGORIES, CONDITIONS, Special, special_sentence
from honour.promises.kept_because import EXCEPTIONS, exception_sentence
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.policy import read
from honour.promises.sentences import collect_sentences, keep_sentences, share_sentence, yours
from honour.promises.site import Officer, Representative, officer_sentences, site_sentences
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

INTEREST = "basis: legitimate interest, interest: {en: safety, fr: la sécurité}"


def collected(instead: str, language: Language) -> str:
    policy = read(SHOP.replace("basis: contract}", instead + "}").encode(), "p")
    return " ".join(collect_sentences(policy, policy.collect[0], language)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("more", "english", "french"),
    [
        (
            ", required: yes, without: {en: we cannot deliver, fr: nous ne pouvons pas livrer}",
            "These data are required: without them we cannot deliver.",
            "Ces données sont obligatoires : sans elles, nous ne pouvons pas livrer.",
        ),
        (
            ", optional: name",
            "You need not give us your name.",
            "Vous n'êtes pas tenu de nous indiquer votre nom.",
        ),
        (
            ", source: public sources",
            "These data come from sources open to the public.",
            "Ces données proviennent de sources accessibles au public.",
        ),
        (
            ", source: host",
            "We receive these data from Hébergeur SAS, our host in France.",
            "Ces données nous sont transmises par Hébergeur SAS, notre hébergeur en France.",
        ),
        (
            ", source: {en: your employer, fr: votre employeur}",
            "These data come from your employer.",
            "Origine de ces données : votre employeur.",
        ),
    ],
)
def test_what_a_statement_adds_is_told_last(more: str, english: str, french: str) -> None:
    assert collected(f"basis: contract{more}", "en").endswith(english)
    assert collected(f"basis: contract{more}", "fr").endswith(french)


def test_an_interest_was_weighed() -> None:
    assert collected(INTEREST + ", balancing: b.pdf", "en").endswith(
        "We weighed this interest against yours, and you can ask us how."
    )


@pytest.mark.parametrize(
    ("instead", "reason", "mend"),
    [
        ("basis: contract, balancing: b.pdf", "`balancing` speaks of a legitimate interest", "delete"),
        ("basis: contract, interest: {en: a, fr: b}", "`interest` speaks of a legitimate interest", "delete"),
        ("basis: contract, without: {en: a, fr: b}", "these are not required", "`required: yes`"),
        ("basis: contract, optional: telephone", "collect: optional cannot be “telephone”", "name"),
        ("basis: contract, source: nowhere", "collect: source cannot be “nowhere”", "automatic"),
        ("basis: contract, assured: {file: a, until: 2027-01-01}", "assured lacks `by`", "`by: …`"),
    ],
)
def test_each_fault_is_told_on_its_line_with_what_mends_it(instead: str, reason: str, mend: str) -> None:
    text = SHOP.replace("basis: contract}", instead + "}")
    [(place, said, mended)] = refused(text)
    assert place.split(":")[0] == str(text[: text.index(instead)].count("\n") + 1)
    assert reason in said
    assert mend in mended


def test_special_categories_are_told_with_the_condition_that_lets_them_be_used() -> None:
    text = SHOP.replace(
        "e-mail], of: customer}", "e-mail], of: customer, special categories: {of: health, because: care}}"
    )
    policy = read(text.encode(), "p")
    assert policy.data["contact"].special == Special(("health",), "care")
    assert collect_sentences(policy, policy.collect[0], "en")[-1] == (
        "Your name and e-mail address can tell something about your health, which the law protects "
        "specially; we may use them because your care needs this, under professional secrecy "
        "(GDPR Art. 9(2)(h))."
    )
    free = read(text.replace("{of: health, because: care}", "not asked").encode(), "p")
    assert free.data["contact"].special == Special()
    assert collect_sentences(free, free.collect[0], "fr")[-1].replace("\u00a0", " ") == (
        "Nous ne vous demandons rien sur votre santé, vos convictions, vos opinions ou vos origines ; n'en "
        "faites pas mention dans votre nom ni dans votre adresse électronique (RGPD, art. 9, § 1)."
    )


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("asked", "special categories cannot be “asked”"),
        ("{of: health}", "special categories lacks `because`"),
        ("{of: helth, because: care}", "special categories: of cannot be “helth”"),
        ("{of: health, because: business}", "special categories: because cannot be “business”"),
    ],
)
def test_special_categories_without_a_condition_are_refused(written: str, reason: str) -> None:
    text = SHOP.replace("e-mail], of: customer}", f"e-mail], of: customer, special categories: {written}}}")
    [(_, said, _)] = refused(text)
    assert said == f"data: contact: {reason}"


special = st.builds(
    Special,
    st.lists(st.sampled_from(sorted(CATEGORIES)), min_size=1, unique=True).map(tuple),
    st.sampled_from(sorted(CONDITIONS)),
)


@given(special)
def test_no_sentence_about_special_categories_shows_that_it_was_assembled(value: Special) -> None:
    policy = read(SHOP.encode(), "p")
    for language in LANGUAGES:
        for kinds in (["contact"], ["invoice"]):
            what = yours(policy, kinds, language)
            assert faults(special_sentence(value, what, language), language) == []


CLAIMS = (
    "  - {data: contact, for: 5 years, since: last order, basis: contract, exception: e,\n"
    "     criteria: {en: how long one can sue, fr: le délai pour agir}}\n"
)


def test_a_term_that_survives_a_request_says_why_and_by_which_letter() -> None:
    policy = read((SHOP + CLAIMS).encode(), "p")
    assert policy.keep[-1].criteria == Wording("how long one can sue", "le délai pour agir")
    english = " ".join(keep_sentences(policy, policy.keep[-1], "en"))
    assert english.endswith(
        "What makes this term as long as it is: how long one can sue. We keep them even if you ask for "
        "erasure, because a legal claim may need them (GDPR Art. 17(3)(e))."
    )
    french = " ".join(keep_sentences(policy, policy.keep[-1], "fr")).replace("\u00a0", " ")
    assert french.endswith(
        "Ce qui justifie cette durée : le délai pour agir. Nous les gardons même si vous en demandez "
        "l'effacement, car la constatation, l'exercice ou la défense d'un droit en justice les rend "
        "nécessaires (RGPD, art. 17, § 3, e)."
    )


def test_criteria_stand_beside_a_term_and_never_instead() -> None:
    text = SHOP + "  - {data: contact, criteria: {en: as long as needed, fr: le temps nécessaire}}\n"
    [(place, reason, mend)] = refused(text)
    assert place.split(":")[0] == str(text.count("\n"))
    assert reason == "`criteria` explain a term, and there is none"
    assert "`until: EVENT`" in mend


@pytest.mark.parametrize("letter", sorted(EXCEPTIONS))
def test_each_exception_is_told_in_good_language(letter: str) -> None:
    policy = read(SHOP.encode(), "p")
    for language in LANGUAGES:
        for ground in ("contract", "public task"):
            said = exception_sentence(letter, ground, yours(policy, ["invoice"], language), language)
            assert faults(said, language) == []
    task = exception_sentence("b", "public task", yours(policy, ["invoice"], "en"), "en")
    assert "our task in the public interest needs them" in task


def site(lines: str) -> str:
    return SHOP.replace("  data protection officer: none\n", lines)


def test_an_officer_is_told_and_somebody_without_the_title_is_not_called_so() -> None:
    officer = "  data protection officer: {name: A. Morel, contact: dpo@s.example, designated: 2026-03-03}\n"
    read_site = read(site(officer).encode(), "p").site
    assert read_site.officer == Officer("A. Morel", "dpo@s.example", date(2026, 3, 3))
    assert officer_sentences(read_site, "en") == (
        "Our data protection officer is A. Morel, designated on 3 March 2026; write to dpo@s.example.",
    )
    contact = read(site("  privacy contact: A. Morel\n  data protection officer: none\n").encode(), "p").site
    assert contact.officer is None
    [said] = officer_sentences(contact, "fr")
    assert "sans avoir le titre de délégué" in said
    assert officer_sentences(read(SHOP.encode(), "p").site, "en") == ()


def test_the_laws_that_the_policy_follows_are_told_with_their_dates() -> None:
    lines = (
        "  laws: [GDPR, Act 78-17]\n  open to consumers: no\n"
        "  representative: {name: Rep SA, country: BE, contact: rep@r.example}\n"
    )
    read_site = read(site(lines).encode(), "p").site
    assert read_site.representative == Representative("Rep SA", "BE", "rep@r.example")
    assert [text.replace("\u00a0", " ") for text in site_sentences(read_site, "fr")] == [
        (
            "Dans l'Union européenne, Rep SA, en Belgique, nous représente (RGPD, art. 27) ; écrivez à "
            "rep@r.example."
        ),
        (
            "Cette politique applique le règlement (UE) 2016/679 du 27 avril 2016 (RGPD, applicable depuis "
            "le 25 mai 2018) et la loi n° 78-17 du 6 janvier 1978 modifiée."
        ),
        "Ce site est réservé aux professionnels.",
    ]
    assert read(SHOP.encode(), "p").site.consumers


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("data protection officer: A. Morel", "an officer needs a name and a contact"),
        ("data protection officer: {name: A. Morel}", "site: data protection officer lacks `contact`"),
        ("laws: [RGDP]", "site: laws cannot be “RGDP”"),
        ("open to consumers: perhaps", "site: open to consumers cannot be “perhaps”"),
        ("representative: {name: Rep SA}", "site: representative lacks `country`"),
    ],
)
def test_a_site_that_is_not_well_told_is_refused(line: str, reason: str) -> None:
    text = site(f"  {line}\n")
    found = {said: place for place, said, _ in refused(text)}
    assert reason in found
    assert found[reason].split(":")[0] == str(text[: text.index(line)].count("\n") + 1)


def test_what_need_not_be_given_is_taken_out_of_what_is_required() -> None:
    text = SHOP.replace("basis: contract}", "basis: contract, required: yes, optional: [name, e-mail]}")
    policy = read(text.encode(), "p")
    assert collect_sentences(policy, policy.collect[0], "en")[-1] == (
        "These data are required, except your name and e-mail address: without the others we cannot provide "
        "this service."
    )
    assert collect_sentences(policy, policy.collect[0], "fr")[-1].replace("\u00a0", " ") == (
        "Ces données sont obligatoires, sauf votre nom et votre adresse électronique : sans les autres, nous "
        "ne pouvons pas fournir ce service."
    )
    free = read(text.replace(", required: yes", "").encode(), "p")
    assert (
        collect_sentences(free, free.collect[0], "en")[-1]
        == "You need not give us your name or e-mail address."
    )


def test_what_is_said_of_special_categories_is_said_once_for_all_kinds_of_which_it_is_true() -> None:
    text = SHOP.replace(
        "e-mail], of: customer}", "e-mail], of: customer, special categories: not asked}"
    ).replace(
        "  invoice: {holds",
        "  note: {holds: [ticket text], of: customer, special categories: not asked}\n  invoice: {holds",
    )
    policy = read(
        text.replace("data: contact, for: account", "data: [contact, note], for: account").encode(), "p"
    )
    said = [each for each in collect_sentences(policy, policy.collect[0], "fr") if "santé" in each]
    assert len(said) == 1
    assert "dans votre nom, dans votre adresse électronique ni dans le texte de vos demandes" in said[0]


def test_a_kind_named_like_a_field_that_is_no_document_tells_its_other_fields() -> None:
    text = SHOP.replace("contact: {holds: [name, e-mail]", "order: {holds: [order, delivery address]")
    policy = read(text.replace("data: contact", "data: order").encode(), "p")
    for said in (
        share_sentence(policy, policy.share[0], "en"),
        keep_sentences(policy, policy.keep[0], "en")[0],
    ):
        assert "your orders and delivery address" in said


def test_one_of_the_data_of_article_9_loses_its_vowel_in_french() -> None:
    text = SHOP.replace(
        "[name, e-mail], of: customer}",
        "[picture], of: customer, special categories: {of: health, because: care}}",
    )
    policy = read(text.encode(), "p")
    assert "nous pouvons l'utiliser parce que" in collect_sentences(policy, policy.collect[0], "fr")[-1]


def test_an_address_that_looks_after_data_is_told_as_one() -> None:
    text = SHOP.replace("  authority: CNIL", "  privacy contact: data@secours.example\n  authority: CNIL")
    [told] = officer_sentences(read(text.encode(), "p").site, "fr")
    assert told.startswith("Pour la protection de vos données, écrivez à data@secours.example")
    assert "pas désigné de délégué" in told.replace("\u00a0", " ")
