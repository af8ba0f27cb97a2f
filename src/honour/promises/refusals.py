"""What publishers write and should not: each with the reason, and with what to say instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from honour.promises.findings import Findings
from honour.promises.reading import Entry


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot stand in a policy, and the line to write instead."""

    reason: str
    mend: str
    source: str


# Small letters, of which one stands in each text that the pattern finds; the pattern; what refuses the text.
Unsaid: TypeAlias = tuple[tuple[str, ...], re.Pattern[str], Refusal]


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
_DATED: Final[tuple[Unsaid, ...]] = (
    (("ssl",), re.compile(r"\bSSL\b(?!\.\w)"), _TRANSPORT),
    (("http",), re.compile(r"\bhttp\b(?!://|\.\w)", re.IGNORECASE), _TRANSPORT),
    (
        ("google",),
        re.compile(r"\bGoogle ?(?:\+|Plus\b)", re.IGNORECASE),
        Refusal("Google+ closed to the public on 2 April 2019", "delete it, or name what took its place", ""),
    ),
    (
        ("web anchor",),
        re.compile(r"\bweb anchors?\b", re.IGNORECASE),
        Refusal(
            "an invisible image that tells who opened a page is a web beacon, not an anchor",
            "write `never: [use web beacons]`, and delete the word here",
            "",
        ),
    ),
)
# Sentences that no setting of the language says, in whatever free text they stand.
_UNSAYABLE: Final[tuple[Unsaid, ...]] = (
    (
        ("privacy shield", "bouclier"),
        re.compile(r"\bPrivacy Shield\b|\bbouclier de protection des données\b", re.IGNORECASE),
        Refusal(
            "the Privacy Shield was declared invalid on 16 July 2020",
            "write `transfer: {by: …}` at the recipient, with a ground that stands",
            "CJEU, C-311/18",
        ),
    ),
    (
        ("safe harb",),
        re.compile(r"\bSafe Harbou?r\b", re.IGNORECASE),
        Refusal(
            "the Safe Harbour decision was declared invalid on 6 October 2015",
            "write `transfer: {by: …}` at the recipient, with a ground that stands",
            "CJEU, C-362/14",
        ),
    ),
    (
        ("95/46",),
        re.compile(r"\b95/46(?:/(?:EC|CE))?\b"),
        Refusal(
            "Directive 95/46/EC was repealed on 25 May 2018",
            "name the GDPR, Regulation (EU) 2016/679",
            "GDPR Art. 94(1)",
        ),
    ),
    (
        ("1978", "78-17"),
        re.compile(
            r"(?:n° ?78-17|no\.? 78-17|6 janvier 1978|6 January 1978|\bloi de 1978|\bAct of 1978)"
            r"(?!.{0,40}(?:modifié|amended))",
            re.IGNORECASE,
        ),
        Refusal(
            "the Act of 1978 reads otherwise today than in 1978",
            "write “as amended”, « modifiée », or delete it: the page names the articles that apply",
            "ordinance no. 2018-1125 of 12 December 2018",
        ),
    ),
    (
        ("correspondant",),
        re.compile(r"\bcorrespondant informatique et libertés\b", re.IGNORECASE),
        Refusal(
            "there has been no such correspondent since 25 May 2018",
            "write `data protection officer: …` under `site`",
            "GDPR Art. 37",
        ),
    ),
    (
        ("cnil",),
        re.compile(
            r"\b(?:déclaré|declared to|registered with|déclaration à)\b.{0,20}\bCNIL\b", re.IGNORECASE
        ),
        Refusal("files are no longer declared to the authority", "delete it", "GDPR Art. 30 and recital 89"),
    ),
    (
        ("temporary", "de passe"),
        re.compile(r"\btemporary passwords?\b|\bmots? de passe (?:temporaire|provisoire)s?\b", re.IGNORECASE),
        Refusal(
            "a temporary password would be known to whoever sends it",
            "delete it: a link that works once takes its place",
            "GDPR Art. 32(1)(b)",
        ),
    ),
    (
        ("encrypted", "de passe"),
        re.compile(
            r"\bencrypted passwords?\b|\bpasswords? (?:is|are) encrypted\b"
            r"|\bmots? de passe (?:est |sont )?(?:chiffrés?|cryptés?)\b",
            re.IGNORECASE,
        ),
        Refusal(
            "what is encrypted can be decrypted: a password is hashed",
            "write `passwords: hashed` under `protect`",
            "GDPR Art. 32(1)(a)",
        ),
    ),
    (
        ("agree", "accept", "lu et"),
        re.compile(
            r"\bI (?:agree|accept)\b|\bread and (?:agree|accept)"
            r"|\bj['’]accepte\b|\blu et (?:approuvé|accepté)\b",
            re.IGNORECASE,
        ),
        Refusal(
            "a policy informs: to agree to it is no consent",
            "write `policy: {acknowledge at: sign-up}` under `ask`",
            "LANGUAGE, meaning 11; GDPR Art. 7(4)",
        ),
    ),
    (
        ("purpose", "seul"),
        re.compile(r"\b(?:sole|only) purpose\b|\bseul(?:e)? (?:but|fin|finalité)\b", re.IGNORECASE),
        Refusal(
            "that there is no other purpose is what the list of purposes says, or it is not true",
            "delete it, and let `collect` name each purpose",
            "LANGUAGE, meaning 6; GDPR Art. 5(1)(b)",
        ),
    ),
    (
        ("legal", "légale"),
        re.compile(r"\blegal (?:retention )?(?:term|period)\b|\bdurée légale\b", re.IGNORECASE),
        Refusal(
            "a legal term is the term of a law, and none is named",
            "write `basis: {law: …}` at the statement, or a term of your own without the word",
            "LANGUAGE, meaning 7",
        ),
    ),
    (
        ("liable", "respons"),
        re.compile(
            r"\b(?:not|never|cannot) be (?:held )?(?:liable|responsible)\b"
            r"|\b(?:not|never) (?:liable|responsible)\b"
            r"|\btenue?s? (?:pour )?responsables?\b|\bdéclin(?:e|ons) toute responsabilité\b",
            re.IGNORECASE,
        ),
        Refusal(
            "a clause by which nobody answers for a loss is void towards consumers",
            "say under `protect` what is saved, where and for how long: `backups: {kept: …, country: …}`",
            "C. conso. R212-1, 6°; GDPR Art. 82",
        ),
    ),
)
_OWN_NAMES: Final = frozenset({"name", "address", "contact"})  # of somebody, or of a place on the web

# `protect` knows transport under one name only.
TRANSPORT: Final[Mapping[str, Refusal]] = MappingProxyType(
    dict.fromkeys(("http", "ssl", "tls", "encryption"), _TRANSPORT)
)


def refuse_dated_words(root: Entry, findings: Findings) -> None:
    """A finding for each text of the file that names what no longer exists, or not under this name (C02).

    So for each that says what no line of the language can keep (C08, C14, C17, C22, C24, C28, C36).
    """
    texts = tuple(_texts(root))
    whole = "\n".join(entry.text for entry in texts).lower()
    for hints, pattern, refusal in (*_DATED, *_UNSAYABLE):
        if not any(hint in whole for hint in hints):
            continue  # one quick look at the file, and not one at each of its words
        for entry in texts:
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
