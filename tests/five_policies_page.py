"""The page about the five policies: `python -m tests.five_policies_page > docs/five-policies.md` makes it."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from honour.promises.languages import LANGUAGES
from honour.promises.policy import read
from honour.promises.reading import read_document
from honour.wiring.offers import OFFERS
from tests.promise_rows import SITES, rows, trail

_LIKES: Final = files("honour.website") / "likes"
_LANGUAGES: Final = dict(zip(LANGUAGES, ("French", "English"), strict=True))
_OPENING: Final = """\
# The five policies

Made from the policies (`src/honour/website/likes/`) and from `tests/promise_rows.tsv`; a test compares. Five
real privacy policies were taken apart into 222 promises, and each was written again in the language. A
promise stands in a line of a policy, or on a page of the site; the rest says why it is nobody's promise here.
Where a text contradicted itself or the law, a note in its file (`# C03`) says how that is settled; what each
number means stands in [contradictions.md](contradictions.md).

The publishers, their partners and their dates are invented.
"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join((_OPENING, *_sites(), *_elsewhere(), *(line for site in SITES for line in _lines(site))))


def _sites() -> Iterator[str]:
    yield "| policy | which text prevails | promises | in a line | settled by a note |"
    yield "|---|---|---|---|---|"
    for short, site in SITES.items():
        text = (_LIKES / site / "policy.yaml").read_text("utf-8")
        policy = read(text.encode(), site, OFFERS)
        kinds = Counter(row.kind for row in rows() if row.site == site)
        notes = sorted(settled(text))
        prevails = _LANGUAGES[policy.site.authentic]
        yield f"| {site} ({short}) | {prevails} | {kinds.total()} | {kinds['policy']} | {', '.join(notes)} |"
    yield ""


def settled(text: str) -> frozenset[str]:
    """The numbers of the contradictions that the notes of a policy name."""
    return frozenset(re.findall(r"\bC\d\d\b", "".join(re.findall(r"#.*", text))))


def _elsewhere() -> Iterator[str]:
    yield "## What no line says\n"
    yield "| promise | where | what or why |"
    yield "|---|---|---|"
    for row in rows():
        if row.kind != "policy":
            yield f"| {row.id} | {row.kind} | {row.where[0]} |"
    yield ""


def _lines(short: str) -> Iterator[str]:
    site = SITES[short]
    root = read_document((_LIKES / site / "policy.yaml").read_bytes(), site)
    bearing: dict[str, list[str]] = {}
    for row in rows():
        for path in row.where if row.kind == "policy" and row.site == site else ():
            bearing.setdefault(path, []).append(row.id)
    yield f"## {site}\n"
    yield "| line of the policy | promises |"
    yield "|---|---|"
    for path in sorted(bearing, key=lambda each: [str(step).zfill(3) for step in trail(root, each)]):
        yield f"| `{path}` | {', '.join(bearing[path])} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
