"""How well the guard does on labelled texts: the goals of the issue, in both languages."""

import pytest

from honour.guard import look
from tests.guard.marked import Place, Text, labelled, marked, own
from tests.guard.prose import paragraphs
from tests.guard.scoring import score


def seen(text: str) -> list[Place]:
    return [(span.start, span.end, span.type) for span in look(text)]


def test_the_scorer_sees_what_is_missed_wrong_or_short() -> None:
    text = marked("one", "en", "My card is ⟦CARD|12345678⟧, my name ⟦EMAIL|x@y.org⟧.")
    assert text.text == "My card is 12345678, my name x@y.org."
    perfect = score([text], lambda _: text.places)
    assert (perfect.precision, perfect.recall, perfect.f1, perfect.uncovered) == (1, 1, 1, 0)
    other = score([text], lambda _: [(11, 15, "CARD"), (29, 36, "PHONE")])
    assert (other.f1, other.uncovered) == (0.5, 4 / 15)
    nothing = score([text], lambda _: [])
    assert (nothing.recall, nothing.missed, nothing.uncovered) == (0, ("one",), 1)
    assert score([marked("two", "en", "Hello.")], lambda _: [(0, 2, "IP")]).alarms == ("two",)


@pytest.mark.parametrize(
    "texts",
    [labelled("tuned"), labelled("held back"), own("own.tsv")],
    ids=["labelled, tuned", "labelled, held back", "own"],
)
def test_the_goals_are_met(texts: tuple[Text, ...]) -> None:
    languages = {language: [one for one in texts if one.language == language] for language in ("fr", "en")}
    assert min(map(len, languages.values())) > 40, "the texts were not read"
    whole = score(texts, seen)
    assert whole.precision >= 0.97, whole.alarms
    assert whole.recall >= 0.90, whole.missed
    assert whole.f1 >= 0.85
    assert whole.uncovered <= 0.08


def test_ordinary_prose_raises_no_more_than_three_alarms_in_a_thousand() -> None:
    prose = paragraphs()
    assert len(set(prose)) > 950
    assert seen(prose[0] + " Le mot de passe est Tulipe!88."), "the control"
    assert len(alarms := [one for one in prose if seen(one)]) <= 3, alarms
