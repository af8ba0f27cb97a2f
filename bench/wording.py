"""Reading a policy, checking it, and putting it into words: no database, no person."""

from functools import partial
from pathlib import Path
from zoneinfo import available_timezones

from bench.measures import Measure, measured, seconds
from honour.promises.checks import check
from honour.promises.policy import read
from honour.publishing.html import html
from honour.publishing.page import page
from honour.wiring.offers import OFFERS

LIKES = Path(__file__).parents[1] / "src/honour/website/likes"
LARGEST = 256 * 1024  # bytes that a policy may have (LANGUAGE, last line)


def wording(rounds: int) -> list[Measure]:
    """The largest of the five policies, read, checked and published twice; and a file as large as may be."""
    source = max(LIKES.glob("*/policy.yaml"), key=lambda file: file.stat().st_size).read_bytes()
    zones = available_timezones()

    def published(number: int) -> None:
        # Another comment each time: what was worked out for the same policy before must not help.
        policy = read(source + f"\n# {number}\n".encode(), "policy.yaml", OFFERS)
        check(policy, zones)
        for language in policy.site.languages:
            html(page(policy, language))

    times = [seconds(partial(published, number)) for number in range(rounds)]
    large = _large(source)
    reads = [seconds(lambda: read(large, "policy.yaml", OFFERS)) for _ in range(3)]
    return [
        measured("policy: the largest of five read, checked, two pages", times, goal=("at most", 150)),
        measured("policy: a file of 256 KB read", reads, goal=("at most", 1000)),
    ]


def _large(source: bytes) -> bytes:
    """The policy with as many words of its own as make it the largest file that is read."""
    word = "  word {}: {{en: [thing {}, things {}], fr: [chose {}, choses {}], gender: feminine}}\n"
    words = "words:\n"
    text = source.decode()
    number = 0
    while len((text + words).encode()) < LARGEST - 200:
        words += word.format(*[number] * 5)
        number += 1
    head, _, tail = text.partition("\npeople:")
    if "\nwords:" in head:
        head, _, own = head.partition("\nwords:\n")
        words += own + "\n"
    return f"{head}\n{words}\npeople:{tail}".encode()[:LARGEST]
