"""What a publisher declares under `words`: events, roles of the staff, nouns with their number."""

import pytest

from honour.promises.keep import Ending
from honour.promises.languages import Language
from honour.promises.periods import Period
from honour.promises.policy import read
from honour.promises.sentences import keep_sentences, protect_sentences, yours
from tests.promises.checking import found, swapped
from tests.promises.faults import faults
from tests.promises.policies import SHOP
from tests.promises.test_policy import refused

CLINIC = swapped(
    SHOP,
    (
        "people:\n",
        """\
words:
  membership ended: {en: [your membership ends, the day your membership ends],
                     fr: la fin de votre adhésion, as: event}
  last visit: {en: [your last visit, the day of your last visit], fr: votre dernière visite,
               as: event, ends: no}
  consultation: {en: [the consultation, the day of the consultation], fr: la consultation, as: event, of: row}
  nurses: {en: our nurses, fr: nos infirmières, gender: feminine, number: plural, as: staff role}
  result: {en: [result, results], fr: [résultat, résultats], gender: masculine, number: plural}
  feedback: {en: feedback, fr: appréciation, gender: feminine, number: mass}
people:
""",
    ),
    ("[name, e-mail]", "[result, feedback]"),
    (
        "until: account closed, or: 2 years without sign-in",
        "until: membership ended, or: [3 years since last visit, 20 years since consultation]",
    ),
)


def term(language: Language) -> str:
    policy = read(CLINIC.encode(), "p")
    return " ".join(keep_sentences(policy, policy.keep[0], language)).replace("\u00a0", " ")


def test_own_events_end_and_begin_terms_in_each_language() -> None:
    assert found(CLINIC) == []
    assert (
        "until your membership ends, three years after your last visit or twenty years after the "
        "consultation, whichever comes first" in term("en")
    )
    assert (
        "jusqu'à la fin de votre adhésion, jusqu'à trois ans après votre dernière visite ou jusqu'à vingt "
        "ans après la consultation, selon ce qui survient en premier" in term("fr")
    )
    assert faults(term("fr"), "fr") == []


def test_an_event_of_a_row_is_dated_by_the_row_and_one_of_a_person_by_the_person() -> None:
    endings = {each.event: each for each in read(CLINIC.encode(), "p").keep[0].endings}
    assert endings["consultation"].of_row
    assert not endings["last visit"].of_row
    assert not endings["membership ended"].of_row
    assert endings["membership ended"] != Ending("last visit", Period(3, "years"))


def test_a_noun_has_the_number_that_its_line_says() -> None:
    policy = read(CLINIC.encode(), "p")
    assert yours(policy, ["contact"], "en").text == "your results and feedback"
    assert yours(policy, ["contact"], "fr").text == "vos résultats et votre appréciation"


def test_an_own_role_of_the_staff_is_named_with_its_gender_and_number() -> None:
    policy = read((CLINIC + "protect:\n  staff see: {contact: nurses}\n").encode(), "p")
    assert "Only our nurses can see your results and feedback." in protect_sentences(policy, "en")
    assert "Seules nos infirmières peuvent consulter vos résultats et votre appréciation." in (
        protect_sentences(policy, "fr")
    )


def test_what_a_request_for_erasure_waits_for_can_be_an_own_event() -> None:
    line = "allow:\n  erase: {waits for: membership ended}\n"
    allowed = read((CLINIC + line).encode(), "p").allow["erase"]
    assert allowed.waits_for is not None
    assert allowed.waits_for.fr == "la fin de votre adhésion"
    for no_end in ("last visit", "consultation"):
        assert f"allow: erase: waits for cannot be “{no_end}”" in [
            reason for _, reason, _ in refused(CLINIC + line.replace("membership ended", no_end))
        ]


@pytest.mark.parametrize(
    ("line", "reason", "mend"),
    [
        (
            "{en: [a, b], fr: c, as: event, gender: feminine, number: plural}",
            "an event has no `number`",
            "delete",
        ),
        ("{en: a, fr: c, as: event}", "en has 1 forms, not 2", "what follows until and what follows from"),
        ("{en: [a, b], fr: [c, d], as: event}", "fr has 2 forms, not 1", "write one form"),
        ("{en: [a, b], fr: [c, d], gender: feminine, ends: no}", "a noun has no `ends`", "delete `ends`"),
        ("{en: [a, b], fr: [c, d], gender: feminine, number: mass}", "en has 2 forms, not 1", "one form"),
        ("{en: a, fr: b, as: staff role}", "lacks `gender`", "gender: masculine"),
        ("{en: [a, b], fr: [c, d], gender: feminine, number: dual}", "number cannot be “dual”", "known are"),
    ],
)
def test_a_slip_in_a_word_is_a_finding(line: str, reason: str, mend: str) -> None:
    findings = refused(swapped(SHOP, ("people:\n", f"words:\n  thing: {line}\npeople:\n")))
    assert any(reason in said and mend in mended for _, said, mended in findings), findings


def test_an_event_in_braces_stands_as_written() -> None:
    text = swapped(CLINIC, ("your membership ends, the day", "'you {leave}', the day"))
    policy = read(text.encode(), "p")
    assert "until you {leave}" in " ".join(keep_sentences(policy, policy.keep[0], "en"))
