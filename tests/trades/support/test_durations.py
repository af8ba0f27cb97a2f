"""Times in words, and what most of a number of them lie within."""

from datetime import timedelta

import pytest

from honour.promises.languages import Language
from honour.trades.support.durations import half_and_nine, in_words


@pytest.mark.parametrize(
    ("span", "language", "said"),
    [
        (timedelta(seconds=59), "en", "less than a minute"),
        (timedelta(seconds=59), "fr", "moins d’une minute"),
        (timedelta(minutes=1), "fr", "1 min"),
        (timedelta(minutes=59, seconds=59), "en", "59 min"),
        (timedelta(hours=1), "en", "1 h 00 min"),
        (timedelta(hours=47, minutes=59), "fr", "47 h 59 min"),
        (timedelta(days=2), "en", "2 days 0 h"),
        (timedelta(days=3, hours=5, minutes=59), "fr", "3 jours 5 h"),
    ],
)
def test_a_time_is_said_as_long_as_a_reader_wants_it(span: timedelta, language: Language, said: str) -> None:
    assert in_words(span, language) == said


@pytest.mark.parametrize(
    ("hours", "half", "nine"),
    [
        ([4], 4, 4),
        ([1, 3], 2, 3),
        ([9, 1, 8, 2, 7, 3, 6, 4, 5, 100], 5.5, 9),
        ([*range(1, 11), 100], 6, 10),
    ],
)
def test_half_and_nine_of_ten_lie_within(hours: list[int], half: float, nine: float) -> None:
    found = half_and_nine([timedelta(hours=each) for each in hours])
    assert found == (timedelta(hours=half), timedelta(hours=nine))


def test_of_nothing_nothing_is_said() -> None:
    assert half_and_nine([]) == (None, None)
