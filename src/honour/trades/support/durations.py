"""Times that people wait: in words, and what most of them waited."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Final

from honour.promises.languages import Language, Wording

_AT_MOST: Final = Wording("less than a minute", "moins d’une minute")
_MINUTES: Final = Wording("{minutes} min", "{minutes} min")
_HOURS: Final = Wording("{hours} h {minutes:02} min", "{hours} h {minutes:02} min")
_DAYS: Final = Wording("{days} days {hours} h", "{days} jours {hours} h")
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400  # seconds, as those above


def half_and_nine(spans: Sequence[timedelta]) -> tuple[timedelta | None, timedelta | None]:
    """The median of some times, and the shortest within which nine of ten of them lie; None of none."""
    if not spans:
        return None, None
    half = timedelta(seconds=median(each.total_seconds() for each in spans))
    return half, sorted(spans)[-(-9 * len(spans) // 10) - 1]


def in_words(span: timedelta, language: Language) -> str:
    """A time, as long as a reader wants to know it."""
    seconds = int(span.total_seconds())
    if seconds < _MINUTE:
        return _AT_MOST.say(language)
    worded = _MINUTES if seconds < _HOUR else _HOURS if seconds < 2 * _DAY else _DAYS
    days, hours = divmod(seconds // _HOUR, 24) if worded is _DAYS else (0, seconds // _HOUR)
    return worded.say(language).format(days=days, hours=hours, minutes=seconds % _HOUR // _MINUTE)
