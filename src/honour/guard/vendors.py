"""Keys that programs use: known by how their vendor begins them, or by the words before them.

The beginnings are those that the vendors document, so that keys can be found where they were published by
mistake; what follows is asked for in the length that they have, loosely, because vendors change it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span

_W: Final = r"[A-Za-z0-9_\-]"

VENDORS: Final = (
    ("sk_", r"sk_(?:live|test|prod)_[A-Za-z0-9]{10,}"),
    ("rk_", r"rk_(?:live|test)_[A-Za-z0-9]{10,}"),
    ("whsec_", r"whsec_[A-Za-z0-9+/=]{20,}"),
    *((f"gh{letter}_", rf"gh{letter}_[A-Za-z0-9]{{20,}}") for letter in "pousr"),
    ("github_pat_", r"github_pat_\w{30,}"),
    *((f"gl{kind}-", rf"gl{kind}-{_W}{{16,}}") for kind in ("pat", "dt", "rt", "ptt", "cbt", "oas", "agent")),
    ("xox", r"xox[abeoprs]-[A-Za-z0-9\-]{10,}"),
    ("xapp-", r"xapp-\d-[A-Za-z0-9\-]{10,}"),
    ("hooks.slack.com", r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/]{20,}"),
    ("/api/webhooks/", rf"/api/webhooks/\d{{15,}}/{_W}{{40,}}"),
    ("AKIA", r"AKIA[A-Z0-9]{16}"),
    ("ASIA", r"ASIA[A-Z0-9]{16}"),
    ("AIza", rf"AIza{_W}{{30,}}"),
    ("ya29.", rf"ya29\.{_W}{{20,}}"),
    ("GOCSPX-", rf"GOCSPX-{_W}{{20,}}"),
    ("SG.", rf"SG\.{_W}{{16,}}\.{_W}{{16,}}"),
    ("key-", r"key-[0-9a-f]{32}"),
    ("eyJ", rf"eyJ{_W}{{8,}}\.{_W}{{8,}}(?:\.{_W}*)?"),
    ("sk-", rf"sk-(?:proj-|ant-|or-v1-|svcacct-|lf-)?{_W}{{20,}}"),
    ("hf_", r"hf_[A-Za-z]{20,}[A-Za-z0-9]*|hf_[A-Za-z0-9]{30,}"),
    ("npm_", r"npm_[A-Za-z0-9]{30,}"),
    ("pypi-", rf"pypi-{_W}{{40,}}"),
    ("dckr_pat_", rf"dckr_pat_{_W}{{20,}}"),
    ("dop_v1_", r"do[opr]_v1_[a-f0-9]{40,}"),
    ("shp", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,}"),
    ("sq0", rf"sq0[a-z]{{3}}-{_W}{{20,}}"),
    ("EAAA", rf"EAAA[A-Za-z0-9]{_W}{{40,}}"),
    ("lin_api_", r"lin_api_[A-Za-z0-9]{30,}"),
    ("secret_", r"secret_[A-Za-z0-9]{32,}"),
    ("ntn_", r"ntn_[A-Za-z0-9]{30,}"),
    ("pat", r"pat[A-Za-z0-9]{14}\.[a-f0-9]{40,}"),
    ("PMAK-", r"PMAK-[a-f0-9]{20,}-[a-f0-9]{20,}"),
    ("glc_", r"glc_[A-Za-z0-9+/=]{30,}"),
    ("glsa_", r"glsa_[A-Za-z0-9_]{30,}"),
    ("hvs.", rf"hv[sbr]\.{_W}{{20,}}"),
    ("xkeysib-", r"xkeysib-[a-f0-9]{40,}-[A-Za-z0-9]{10,}"),
    ("xsmtpsib-", r"xsmtpsib-[a-f0-9]{40,}-[A-Za-z0-9]{10,}"),
    ("re_", r"re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}"),
    ("nfp_", r"nfp_[A-Za-z0-9]{30,}"),
    ("sbp_", r"sbp_[a-f0-9]{40,}"),
    ("sntrys_", r"sntrys_[A-Za-z0-9+/=_]{30,}"),
    ("dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    ("figd_", rf"figd_{_W}{{30,}}"),
    ("rubygems_", r"rubygems_[a-f0-9]{40,}"),
    ("AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[A-Z0-9]{50,}"),
    ("tskey-", r"tskey-[a-z]+-[A-Za-z0-9]{8,}-[A-Za-z0-9]{16,}"),
    ("pk_live_", r"pk_live_[A-Za-z0-9]{16,}"),
    ("access_token$", r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}"),
    ("live_", r"(?:live|test)_[A-Za-z0-9]{30,}"),
    ("gsk_", r"gsk_[A-Za-z0-9]{40,}"),
    ("pplx-", r"pplx-[A-Za-z0-9]{40,}"),
    ("r8_", r"r8_[A-Za-z0-9]{30,}"),
    ("AccountKey=", r"AccountKey=(?P<key>[A-Za-z0-9+/]{40,}={0,2})"),
    ("sig=", r"sig=(?P<key>[A-Za-z0-9%+/]{40,}={0,2})"),
    ("FLWSECK", r"FLWSECK(?:_TEST)?-[A-Za-z0-9\-]{12,}"),
    ("NRAK-", r"NRAK-[A-Z0-9]{20,}"),
    ("ATATT", r"ATATT3[A-Za-z0-9_\-=]{30,}"),
)
"""How vendors begin their keys, and the shape of the whole."""

SHORTEST: Final = 16
"""Characters of the shortest key."""
_NO_SPACE: Final = re.compile(r"\S++")
_BEGINNINGS: Final = re.compile("|".join(sorted({re.escape(beginning) for beginning, _ in VENDORS})))
_BLOCK: Final = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_BLOCK_END: Final = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----")
LONGEST_BLOCK: Final = 20_000
"""Characters of a private key in a block: one of 16,384 bits has some 13,000."""
_BODY: Final = re.compile(r"[A-Za-z0-9+/=\s:,\-]{0,8000}")
_TELEGRAM: Final = re.compile(rf"(?<![\w])\d{{8,10}}:AA{_W}{{30,36}}(?![\w])", re.IGNORECASE)


def vendors(view: Folded) -> Iterable[Span]:
    """Keys that are known by themselves, by where they stand in the view."""
    return _vendors(view) if view.digits else ()


def _vendors(view: Folded) -> Iterator[Span]:
    text = view.text
    done = 0
    for start, end in long_tokens(view):
        for begun in _BEGINNINGS.finditer(text, start, end):
            at = begun.start()
            if at < done or (at and text[at - 1].isalnum()):
                continue
            for beginning, shape in VENDORS:
                if (
                    text.startswith(beginning, at)
                    and (found := compiled(shape).match(text, at))
                    and _random(found[0])
                ):
                    yield Span(*found.span(found.lastgroup or 0), "API_KEY", "vendor")
                    done = found.end()
                    break
    if ":AA" in text or ":Aa" in text:
        for found in _TELEGRAM.finditer(text):
            yield Span(found.start(), found.end(), "API_KEY", "vendor")
    if "-----BEGIN " in text:
        yield from _blocks(text)


def long_tokens(view: Folded) -> Iterator[tuple[int, int]]:
    """Runs of 16 characters and more without a space, with a digit in them: no key is shorter."""
    text = view.text
    done = 0
    for at in view.runs:
        if at < done:
            continue
        start = at
        while start > done and not text[start - 1].isspace():
            start -= 1
        found = _NO_SPACE.match(text, start)
        done = found.end() if found is not None else at + 1
        if done - start >= SHORTEST:
            yield start, done


def vendor_key(value: str) -> bool:
    """Whether a value is a key of one of the vendors."""
    return any(value.startswith(beginning) and compiled(shape).match(value) for beginning, shape in VENDORS)


def _random(key: str) -> bool:
    """Whether a key is more than a beginning and a placeholder (`sk_live_xxxxxxxx`)."""
    body = key[-12:].lower()
    return (
        len(set(body)) > 4
        and "xxxx" not in key.lower()
        and "your" not in key.lower()
        and "example" not in key.lower()
    )


def _blocks(text: str) -> Iterator[Span]:
    """Private keys in blocks; one that was cut short goes as far as its characters do."""
    ends = [found.end() for found in _BLOCK_END.finditer(text)]
    done = 0
    for begun in _BLOCK.finditer(text):
        if begun.start() < done:
            continue
        number = bisect_right(ends, begun.end())
        if number < len(ends) and ends[number] <= begun.end() + LONGEST_BLOCK:
            done = ends[number]
        else:
            body = _BODY.match(text, begun.end())
            done = begun.end() + len((body[0] if body else "").rstrip())
        if done - begun.start() > len(begun[0]) + 8:
            yield Span(begun.start(), done, "API_KEY", "vendor")
