"""No text makes the guard work more than its length asks: work is counted, not timed.

What is counted is every call into the rules' own functions and into patterns and strings. That one such call
is short is seen to by its pattern (each is bounded); `make bench` draws the time.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from honour.guard import look

SMALL, LARGE = 2_000, 16_000

# Rules that need a digit run too: each text begins with ten.
HOSTILE = {
    "digits": "1",
    "digits apart": "1 ",
    "zeros and dots": "0.",
    "numbers in brackets": "(0(",
    "hyphens": "a-1-",
    "at signs": "a@",
    "colons": "2:",
    "quotes": "'\"«",
    "cues": "password ",
    "cues together": "pass:",
    "cues with links": "mot de passe de la porte du ",
    "codes": "code de la porte ",
    "keys": "api key token ",
    "numbers and streets": "12 rue ",
    "streets": "12 Old Mill Lane ",
    "links": "http://a:b",
    "options": " -u a -p ",
    "spelt out": "a [at] b [dot] ",
    "blocks": "-----BEGIN PRIVATE KEY-----",
    "vendors": "sk_live_",
    "words": "soleil ",
    "entities": "&#64;&amp;",
    "emphasis": "**a",
    "invisible": "\u200b\u0301",
    "spaces": " ",
    "lines": "\n",
    "capitals": "AB12 ",
    "numbers of states": "passeport numéro ",
    "licences": "licence ABCD-1234-",
    "hosts": "1.2.3.4",
    "logins": "login: a / b ",
}


def work(text: str) -> int:
    """How many calls looking at a text takes, those into patterns and strings included."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before: Callable[..., object] | None = sys.getprofile()
    sys.setprofile(count)
    try:
        look(text)
    finally:
        sys.setprofile(before)
    return calls


def test_work_is_counted() -> None:
    assert work("mot de passe : Coquelicot44") > work("Bonjour.") > 10


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_eight_times_the_text_is_at_most_nine_times_the_work(piece: str) -> None:
    look("0123456789 " + piece * 10)  # patterns are compiled at their first use
    small, large = (work("0123456789 " + piece * (size // len(piece))) for size in (SMALL, LARGE))
    assert large <= 9 * small + 100
