"""What publishers write and should not: each with the reason, and with what to say instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings
from honour.promises.reading import Entry


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot stand in a policy, and the line to write instead."""

    reason: str
    mend: str
    source: str


def refused(entry: Entry, refusals: Mapping[str, Refusal], findings: Findings) -> bool:
    """Whether this text is one of those refused; if so, a finding says what to write instead."""
    refusal = refusals.get(entry.text.strip().casefold()) if entry.kind == "text" else None
    if refusal is None:
        return False
    findings.add(entry.at, refusal.reason, refusal.mend, refusal.source)
    return True


_TRANSPORT: Final = Refusal(
    "what protects a connection today is called TLS, and its addresses begin with https; "
    "SSL is its forbidden forerunner and http its absence",
    "write `protect: {https: always}`, and delete the word here",
    "RFC 7568; RFC 9110, section 4.2.2",
)
# Words of texts that a policy carries from its older versions. A shop called SSL.com is not meant.
_DATED: Final[tuple[tuple[re.Pattern[str], Refusal], ...]] = (
    (re.compile(r"\bSSL\b(?!\.\w)"), _TRANSPORT),
    (re.compile(r"\bhttp\b(?!://|\.\w)", re.IGNORECASE), _TRANSPORT),
    (
        re.compile(r"\bGoogle ?(?:\+|Plus\b)", re.IGNORECASE),
        Refusal("Google+ closed to the public on 2 April 2019", "delete it, or name what took its place", ""),
    ),
    (
        re.compile(r"\bweb anchors?\b", re.IGNORECASE),
        Refusal(
            "an invisible image that tells who opened a page is a web beacon, not an anchor",
            "write `never: [use web beacons]`, and delete the word here",
            "",
        ),
    ),
)
_OWN_NAMES: Final = frozenset({"name", "address", "contact"})  # of somebody, or of a place on the web

# `protect` knows transport under one name only.
TRANSPORT: Final[Mapping[str, Refusal]] = MappingProxyType(
    dict.fromkeys(("http", "ssl", "tls", "encryption"), _TRANSPORT)
)


def refuse_dated_words(root: Entry, findings: Findings) -> None:
    """A finding for each text of the file that names what no longer exists, or not under this name."""
    for entry in _texts(root):
        for pattern, refusal in _DATED:
            if pattern.search(entry.text):
                findings.add(entry.at, refusal.reason, refusal.mend, refusal.source)


def _texts(root: Entry) -> Iterator[Entry]:
    """Every scalar under an entry that is neither a key nor the name of somebody."""
    waiting = [root]
    while waiting:
        entry = waiting.pop()
        if entry.kind == "text":
            yield entry
        waiting += entry.items
        waiting += [value for key, value in entry.pairs if key.text not in _OWN_NAMES]
