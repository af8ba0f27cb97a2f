"""What people are asked: to acknowledge, to consent, to accept cookies; and what is no consent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.ask import COOKIES, MOMENTS, Ask, Cookie, ask_sentences
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.lexicon import LEXICON, PURPOSES
from honour.promises.periods import Period
from honour.promises.policy import read
from tests.promises.checking import reasons
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused


def ask(text: str) -> Ask:
    read_ask = read((SHOP + f"ask:\n{text}").encode(), "p").ask
    assert read_ask is not None
    return read_ask


def told(text: str, language: Language, country: str = "FR") -> str:
    return " ".join(ask_sentences(ask(text), LEXICON, country, language)).replace("\u00a0", " ")


def test_the_section_is_read_as_it_is_written() -> None:
    written = (
        "  policy: {acknowledge at: [sign-up, order]}\n"
        "  consent: {newsletter: profile}\n"
        "  cookies: {session: exempt, shelf: {as: consent, lasts: 6 months,\n"
        "    purpose: {en: keeps, fr: garde}}}\n"
        "  measuring: aggregate exempt\n"
    )
    called, does = COOKIES["session"]
    shelf = Wording("the cookie “shelf”", "le cookie « shelf »")
    assert ask(written) == Ask(
        ("sign-up", "order"),
        {"newsletter": ("profile",)},
        (
            Cookie("session", "exempt", called, does),
            Cookie("shelf", "consent", shelf, Wording("keeps", "garde"), Period(6, "months")),
        ),
        "aggregate exempt",
    )
    assert ask("  cookies: none\n  policy: none\n") == Ask(cookies=())
    assert read(SHOP.encode(), "p").ask is None


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        ("policy: {accept at: sign-up}", "to agree to it is no consent", "`acknowledge at`"),
        ("policy: {acknowledge: sign-up}", "ask: policy has no “acknowledge”", "`acknowledge at:`"),
        ("policy: {acknowledge at: signup}", "cannot be “signup”", "`sign-up`"),
        ("policy: accepted", "ask: policy cannot be “accepted”", "none"),
        ("consent: {newsletters: forms}", "there is no purpose “newsletters”", "`newsletter:`"),
        ("cookies: {sesion: exempt}", "nothing says what the cookie “sesion” does", "`session:`"),
        ("cookies: {session: free}", "ask: cookies: session cannot be “free”", "exempt"),
        ("cookies: {session: {lasts: 1 day}}", "ask: cookies: session lacks `as`", "`as: …`"),
        ("cookies: some", "ask: cookies cannot be “some”", "none"),
        ("measuring: all", "ask: measuring cannot be “all”", "known are"),
    ],
)
def test_each_fault_is_told_on_its_line_with_what_mends_it(line: str, reason: str, mend: str) -> None:
    text = SHOP + f"ask:\n  {line}\n"
    [(place, said, mended)] = refused(text)
    assert place.split(":")[0] == str(text.count("\n"))
    assert reason in said
    assert mend in mended


def test_acknowledging_is_told_to_be_no_consent() -> None:
    line = "  policy: {acknowledge at: sign-up}\n"
    assert told(line, "en") == (
        "When you sign up, we ask you to tick “I have read the privacy policy”. This is not consent: no use "
        "of your data rests on it, and without it you can still see and take away your data, object and "
        "close your account."
    )
    french = told(line, "fr")
    assert french.startswith(
        "Lors de votre inscription, nous vous demandons de cocher « J'ai pris connaissance de la politique "
        "de confidentialité ». Ce n'est pas un consentement :"
    )
    assert "accepte" not in french


def test_only_what_is_needed_is_set_and_no_banner_shown() -> None:
    assert told("  cookies: {session: exempt}\n", "fr") == (
        "Le cookie de session vous reconnaît pendant votre visite ; il disparaît à la fermeture de votre "
        "navigateur. Ce site ne dépose que ce qui est nécessaire au service que vous demandez et n'affiche "
        "donc pas de bandeau (loi n° 78-17 du 6 janvier 1978 modifiée, art. 82)."
    )
    assert told("  cookies: none\n", "en") == "This site sets no cookie."


def test_what_needs_consent_is_told_with_the_way_to_refuse() -> None:
    line = "  cookies: {language: exempt, audience: {as: consent, lasts: 6 months}}\n  measuring: consent\n"
    assert told(line, "en") == (
        "The language cookie remembers the language you chose; it goes when you close your browser. The "
        "audience cookie measures how this site is used; it lasts six months. The language cookie is needed "
        "for the service that you ask for, so it is set without asking (French Act 78-17, art. 82). The "
        "audience cookie is set only if you agree, and refusing is as easy as agreeing. The button “Modify "
        "my choices”, on each page, lets you change your mind at any time; the Global Privacy Control signal "
        "of a browser counts as a refusal. We measure how you use this site only if you agree to it."
    )


def test_consent_is_asked_only_for_what_rests_on_it() -> None:
    asked = SHOP + "ask: {consent: {newsletter: profile}}\n"
    assert "consent is asked for newsletter, and no statement of `collect` rests on it" in reasons(asked)
    other = asked.replace("collect:\n", "collect:\n  - {data: contact, for: newsletter, basis: contract}\n")
    assert "consent is asked for newsletter, and no statement of `collect` rests on it" in reasons(other)
    rests = asked.replace("collect:\n", "collect:\n  - {data: contact, for: newsletter, basis: consent}\n")
    assert not any("consent is asked for" in said for said in reasons(rests))


def test_a_cookie_that_measures_contradicts_that_nothing_does() -> None:
    asked = SHOP + "ask: {cookies: {audience: consent}, measuring: none}\n"
    assert "the cookie “audience” measures, and `measuring` says that nothing does" in reasons(asked)
    assert not any(
        "measures" in said for said in reasons(asked.replace("measuring: none", "measuring: consent"))
    )


cookies = st.builds(
    lambda name, need, lasts: Cookie(name, need, *COOKIES[name], lasts),
    st.sampled_from(sorted(COOKIES)),
    st.sampled_from(["exempt", "consent"]),
    st.none() | st.builds(Period, st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "years"])),
)
moments = st.lists(st.sampled_from(sorted(MOMENTS)), min_size=1, unique=True).map(tuple)
asks = st.builds(
    Ask,
    st.just(()) | moments,
    st.dictionaries(st.sampled_from(sorted(PURPOSES)), moments, max_size=3),
    st.none() | st.lists(cookies, unique_by=lambda each: each.name).map(tuple),
    st.none() | st.sampled_from(["none", "aggregate exempt", "consent"]),
)


@given(asks)
def test_no_sentence_shows_that_it_was_assembled(value: Ask) -> None:
    for language in LANGUAGES:
        said = ask_sentences(value, LEXICON, "FR", language)
        assert [fault for text in said for fault in faults(text, language)] == []
    assert len(ask_sentences(value, LEXICON, "FR", "en")) == len(ask_sentences(value, LEXICON, "FR", "fr"))


def test_a_publisher_elsewhere_cites_no_french_law() -> None:
    assert told("  cookies: {session: exempt}\n", "en", "NL").endswith(
        "so it shows no banner (Directive 2002/58/EC, Art. 5(3))."
    )
    assert "directive 2002/58/CE, art. 5, § 3" in told("  cookies: {session: exempt}\n", "fr", "NL")


def test_a_cookie_of_ones_own_is_called_in_each_language_as_the_file_calls_it() -> None:
    own = "as: consent, purpose: {en: remembers what you read, fr: retient vos lectures}"
    line = f"  cookies: {{list: {{{own}, called: {{en: reading list, fr: liste de lecture}}}}}}\n"
    assert told(line, "en").startswith("The cookie “reading list” remembers what you read;")
    assert told(line, "fr").startswith("Le cookie « liste de lecture » retient vos lectures ;")
    assert told(f"  cookies: {{list: {{{own}}}}}\n", "en").startswith("The cookie “list” remembers")
