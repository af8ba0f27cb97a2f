"""What people are told and how: read, refused with the line that mends it, and put into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.periods import Period
from honour.promises.policy import read
from honour.promises.tell import CONSTRUCTS, Link, PolicyChange, Tell, tell_sentences
from tests.promises.faults import faults
from tests.promises.policies import SHOP, periods
from tests.promises.test_policy import position, refused


def tell(text: str) -> Tell:
    return read((SHOP + text).encode(), "p").tell


def told(text: str, language: Language) -> str:
    return " ".join(tell_sentences(tell(text), language)).replace("\u00a0", " ")


def test_the_example_is_read_as_it_is_written() -> None:
    read_tell = tell(CONSTRUCTS[0].example)
    assert read_tell == Tell(
        change=PolicyChange(("e-mail", "site"), Period(30, "days"), ("law", "services"), acknowledged=True),
        words={"service information": "can be switched off", "authority file": "on request"},
        breach=("e-mail",),
        licence=Link("Creative Commons BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        documents=(Link("legal notice", "/legal"), Link("terms of use", "/terms")),
        browsers=("Firefox",),
        cookie_help=(Link("Firefox", "https://support.mozilla.org/kb/cookies"),),
        share_links=("Facebook", "e-mail"),
    )
    assert tell_sentences(read(SHOP.encode(), "p").tell, "en") == ()


@pytest.mark.parametrize(
    ("written", "found", "reason", "mend"),
    [
        ("policy changes: {}", "policy changes", "tell has no “policy changes”", "`policy change:`"),
        ("policy change: {by: e-mail}", "{by: e-mail", "policy change lacks `ahead`", "add `ahead: …`"),
        (
            "policy change: {by: email, ahead: 1 month}",
            "email,",
            "policy change: by cannot be “email”",
            "`e-mail`",
        ),
        (
            "policy change: {by: e-mail, ahead: soon}",
            "soon",
            "policy change: ahead: “soon” is no period",
            "`6 months`",
        ),
        ("breach: {by: fax}", "fax}", "breach: by cannot be “fax”", "known are: account"),
        ("licence: {en: ask us}", "{en: ask", "licence lacks `fr`", "add `fr: …`"),
        ("licence: {name: CC0}", "{name: CC0", "licence lacks `address`", "add `address: …`"),
        (
            "documents: {term of use: /terms}",
            "term of use",
            "documents has no “term of use”",
            "`terms of use:`",
        ),
        (
            "documents: {terms of use: terms.html}",
            "terms.html",
            "documents: terms of use: “terms.html” is neither an address nor a path of this site",
            "write `https://…`, or a path as in `/terms`",
        ),
        (
            'cookie help: {Firefox: "http://help.example"}',
            '"http:',
            "cookie help: Firefox: “http://help.example” is neither an address nor a path of this site",
            "write `https://…`",
        ),
        (
            "service information: always",
            "always",
            "tell: service information cannot be “always”",
            "known are",
        ),
    ],
)
def test_a_slip_is_a_finding_with_its_place_and_the_line_that_mends_it(
    written: str, found: str, reason: str, mend: str
) -> None:
    text = SHOP + f"tell:\n  {written}\n"
    [(place, said, mending)] = refused(text)
    assert (place, said) == (position(text, found), reason)
    assert mend in mending


def test_a_change_is_told_with_its_reasons_its_notice_and_no_consent() -> None:
    text = CONSTRUCTS[0].example
    assert told(text, "en").startswith(
        "We may change this policy to keep up with the law and our services. We tell you of each change by "
        "e-mail and on the site, 30 days before it applies; until then the text that you know stays in "
        "force. "
        "We then ask you to confirm that you have read the new text; to confirm is not to consent, and a use "
        "that needs your consent begins only once you have given it. "
    )
    assert told(text, "fr").startswith(
        "Nous pouvons modifier cette politique pour suivre l'évolution de la loi et de nos services. "
        "Nous vous "
        "annonçons chaque modification par courrier électronique et sur le site, 30 jours avant qu'elle ne "
        "s'applique ; jusque-là, le texte que vous connaissez reste en vigueur. Nous vous demandons alors de "
        "confirmer que vous en avez pris connaissance ; cette confirmation n'est pas un consentement, et un "
        "usage qui exige le vôtre ne commence qu'une fois que vous l'avez donné. "
    )


def test_the_rest_of_the_section_is_told_in_english() -> None:
    assert told(CONSTRUCTS[0].example, "en").endswith(
        "We send you news of the service; you can switch this off at any time in your account. We keep a "
        "file "
        "that shows how we comply with the GDPR, and give it to the supervisory authority when it asks (GDPR "
        "Art. 5(2), 30 and 31). If a breach of your data is likely to put you at high risk, we tell you "
        "without "
        "undue delay, by e-mail (GDPR Art. 34). Please read first our legal notice, which defines the "
        "terms used "
        "here (/legal). We recommend that you read our general terms of use (/terms). This site supports "
        "Firefox. You choose in your browser which cookies it keeps; its help says how: Firefox "
        "(https://support.mozilla.org/kb/cookies). You can share a page of this site by plain links "
        "(Facebook and e-mail): nothing is fetched from anybody, and nobody is told of your visit, "
        "before you click one. "
        "You may copy and change the text of this page on the "
        "terms of "
        "the licence Creative Commons BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), "
        "provided that "
        "this mention stays in plain sight."
    )


def test_the_rest_of_the_section_is_told_in_french() -> None:
    assert told(CONSTRUCTS[0].example, "fr").endswith(
        "Nous vous envoyons des nouvelles du service ; vous pouvez en désactiver l'envoi à tout moment "
        "dans votre "
        "espace personnel. Nous tenons un dossier qui montre comment nous respectons le RGPD et le "
        "remettons à "
        "l'autorité de contrôle à sa demande (RGPD, art. 5, § 2, art. 30 et 31). Si une "
        "violation de "
        "vos données est susceptible d'engendrer un risque élevé pour vous, nous vous en informons dans les "
        "meilleurs délais, par courrier électronique (RGPD, art. 34). Lisez d'abord nos mentions "
        "légales, qui "
        "définissent les termes employés ici (/legal). Nous vous recommandons de lire nos conditions "
        "générales "
        "d'utilisation (/terms). Ce site est conçu pour Firefox. Vous choisissez dans votre navigateur les "
        "cookies qu'il conserve ; son aide explique comment : Firefox "
        "(https://support.mozilla.org/kb/cookies). Vous pouvez partager une page de ce site par de "
        "simples liens (Facebook et courrier électronique) : rien n'est chargé depuis un autre "
        "site, et personne n'est "
        "informé de votre visite, avant que vous ne cliquiez. "
        "Vous pouvez copier et modifier le texte de cette page aux conditions de la licence Creative Commons "
        "BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), à condition que cette mention "
        "reste bien "
        "visible."
    )


def test_the_publishers_own_licence_and_tools_are_told() -> None:
    text = "tell:\n  recommended tools: [uBlock]\n"
    text += "  licence: {en: ask the publisher, fr: à demander à l'éditeur}\n"
    assert tell(text).licence == Wording("ask the publisher", "à demander à l'éditeur")
    assert told(text, "en") == (
        "To protect your privacy, we recommend uBlock. Licence of this text: ask the publisher."
    )
    assert told(text, "fr") == (
        "Pour protéger votre vie privée, nous vous recommandons uBlock. Licence de ce texte : à demander à "
        "l'éditeur."
    )


_CHANNELS = st.lists(st.sampled_from(["e-mail", "letter", "account", "site"]), min_size=1, unique=True)


@given(
    _CHANNELS,
    periods,
    st.lists(st.sampled_from(["law", "services"]), unique=True),
    st.sampled_from(["yes", "no"]),
    _CHANNELS,
    st.sampled_from(["can be switched off", "only what is necessary"]),
    st.lists(st.sampled_from(["Firefox", "Chrome", "Safari"]), min_size=1, unique=True),
)
def test_no_sentence_shows_that_it_was_assembled(
    by: list[str], ahead: str, reasons: list[str], again: str, breach: list[str], news: str, names: list[str]
) -> None:
    why = f", reasons: [{', '.join(reasons)}]" if reasons else ""
    listed = ", ".join(names)
    helped = ", ".join(f'{name}: "https://help.example/{name}"' for name in names)
    text = (
        f"tell:\n  policy change: {{by: [{', '.join(by)}], ahead: {ahead}, re-acknowledge: {again}{why}}}\n"
        f"  breach: {{by: [{', '.join(breach)}]}}\n  service information: {news}\n"
        f"  offers to customers: can be refused\n  browser supported: [{listed}]\n"
        f"  recommended tools: [{listed}]\n  cookie help: {{{helped}}}\n"
        "  documents: {legal notice: /a, terms of use: /b, terms of sale: /c}\n"
    )
    value = tell(text)
    assert len(tell_sentences(value, "en")) == len(tell_sentences(value, "fr"))
    for language in LANGUAGES:
        assert [fault for said in tell_sentences(value, language) for fault in faults(said, language)] == []
