"""How rights are used: read, refused beyond the law's limits, told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.allow import CHANNELS, LETS_GO, RIGHTS, WAITS_FOR, Allowed, allow_sentences
from honour.promises.languages import LANGUAGES, Language
from honour.promises.lexicon import EVENTS
from honour.promises.periods import Period
from honour.promises.policy import read
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused


def told(line: str, language: Language) -> str:
    policy = read((SHOP + f"allow:\n  {line}\n").encode(), "p")
    said = [text for each in policy.allow.values() for text in allow_sentences(each, language)]
    return " ".join(said).replace("\u00a0", " ")


def test_a_line_is_read_as_it_is_written() -> None:
    written = (
        "allow:\n"
        "  access: {how: [self-service, postal], within: 2 weeks}\n"
        "  erase: {how: contact form, asking ends: everything the law lets go, waits for: services ended}\n"
    )
    assert read((SHOP + written).encode(), "p").allow == {
        "access": Allowed("access", ("self-service", "postal"), Period(2, "weeks")),
        "erase": Allowed("erase", ("contact form",), None, LETS_GO, EVENTS["services ended"]),
    }
    assert read(SHOP.encode(), "p").allow == {}


@pytest.mark.parametrize(
    ("line", "at", "reason", "mend"),
    [
        ("acces: {how: postal}", "acces", "there is no right “acces”", "`access:`"),
        ("access: {how: phone}", "phone}", "allow: access: how cannot be “phone”", "known are"),
        ("access: {within: 2 months}", "2 months}", "longer than the month", "`within: 1 month`"),
        ("access: {within: 5 weeks}", "5 weeks}", "longer than the month", "`within: 1 month`"),
        ("access: {waits for: services ended}", "waits", "allow: access has no “waits for”", "known are"),
        ("access: {}", "access: {}", "allow: access adds nothing", "`how: self-service`"),
        ("withdraw: {how: postal}", "postal}", "withdrawn by post only", "`self-service`"),
        ("erase: {waits for: account closed}", "account closed}", "cannot be “account closed”", "known are"),
    ],
)
def test_what_takes_away_or_is_unknown_is_refused_where_it_stands(
    line: str, at: str, reason: str, mend: str
) -> None:
    text = SHOP + f"allow:\n  {line}\n"
    [(place, said, mended)] = refused(text)
    head = text.index("allow:")
    before = text[: text.index(at, head)]
    assert place == f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert reason in said
    assert mend in mended


def test_a_month_and_thirty_one_days_pass() -> None:
    for period in ("1 month", "31 days", "4 weeks"):
        assert read((SHOP + f"allow: {{port: {{within: {period}}}}}\n").encode(), "p").allow["port"].within


def test_an_erasure_has_its_delay() -> None:
    line = "erase: {how: self-service, within: 30 days}"
    assert told(line, "en") == (
        "You ask for erasure in your own space on this site. The erasure is complete within 30 days of your "
        "request."
    )
    assert told(line, "fr") == (
        "Vous demandez l'effacement dans votre espace personnel sur ce site. L'effacement est achevé sous 30 "
        "jours à compter de votre demande."
    )


def test_an_erasure_that_waits_is_recorded_at_once_and_answered_within_a_month() -> None:
    line = "erase: {within: 30 days, waits for: services ended}"
    assert told(line, "en") == (
        "We record your request at once, and erase without waiting everything that can go. What must stay "
        "until your services have all ended is named to you, with the reason and your ways to complain, "
        "within one month (GDPR Art. 12(4)); we erase it within 30 days of your request or of the day your "
        "last service ends, whichever is later."
    )
    assert told(line, "fr") == (
        "Nous enregistrons votre demande sans attendre et effaçons aussitôt tout ce qui peut l'être. Ce qui "
        "doit rester jusqu'à la fin de tous vos services vous est indiqué, avec le motif et les voies de "
        "recours, dans un délai d'un mois (RGPD, art. 12, § 4) ; nous l'effaçons sous 30 jours à "
        "compter de votre demande ou, si elle est plus tardive, de la fin de tous vos services."
    )


def test_an_answer_has_its_delay_with_and_without_a_channel() -> None:
    assert told("access: {how: [self-service, postal], within: 1 week}", "fr") == (
        "Vous exercez ce droit dans votre espace personnel sur ce site ou par courrier postal ; nous "
        "répondons sous une semaine."
    )
    assert told("access: {how: self-service}", "en") == "You see your data in your own space on this site."
    assert told("object: {within: 1 week}", "en") == "When you object, we answer within one week."


lines = st.builds(
    Allowed,
    st.sampled_from(sorted(RIGHTS.values())),
    st.lists(st.sampled_from(sorted(CHANNELS)), unique=True).map(tuple),
    st.none() | st.builds(Period, st.integers(1, 31), st.just("days")),
    st.none() | st.just(LETS_GO),
    st.none() | st.sampled_from([EVENTS[name] for name in WAITS_FOR]),
)


@given(lines)
def test_no_sentence_shows_that_it_was_assembled(line: Allowed) -> None:
    for language in LANGUAGES:
        said = allow_sentences(line, language)
        assert [fault for text in said for fault in faults(text, language)] == []
    assert len(allow_sentences(line, "en")) == len(allow_sentences(line, "fr"))
