"""What stands around a number: words that say it is somebody's, and words that say it is something else's."""

import re
from collections.abc import Iterator
from typing import Final

from honour.guard.folded import Folded

BEFORE: Final = 48
"""Characters before a value in which a word about it is looked for: the width of some seven words."""

_SENTENCE: Final = re.compile(r".*(?:[\n;!?]|\. )", re.DOTALL)
_WORD: Final = re.compile(r"[a-zà-ÿ]+")


def before(low: str, at: int, width: int = BEFORE) -> str:
    """The words before a place, in its own sentence and line, in lower case."""
    said = low[max(0, at - width) : at]
    ended = _SENTENCE.match(said)
    return said if ended is None else said[ended.end() :]


def mentions(view: Folded, wanted: frozenset[str]) -> Iterator[int]:
    """Where words of a set begin, as words of their own, in no order."""
    low = view.low
    for word in view.words & wanted:
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if not low[at - 1 : at].isalpha() and not low[end : end + 1].isalpha():
                yield at
            at = low.find(word, end)


def has_word(low: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether a word of a set stands between two places."""
    return not words.isdisjoint(_WORD.findall(low, start, end))


def announced(
    low: str, at: int, words: frozenset[str], beginnings: tuple[str, ...] = (), width: int = 60
) -> tuple[int, int] | None:
    """Where the nearest word of a set, or with one of the beginnings, stands before a place."""
    begin = max(0, at - width)
    for found in reversed(list(_WORD.finditer(low, begin, at))):
        word = found[0]
        if word in words or (beginnings and word.startswith(beginnings)):
            return found.span()
    return None


def counts_a_thing(low: str, at: int) -> bool:
    """Whether the word right before a number says that it counts or names a thing: an order, a version…"""
    said = before(low, at)
    for found in reversed(_WORD.findall(said)[-4:]):
        if found in _THINGS:
            return True
        if found not in _FILLERS:
            return False
    return False


_THINGS: Final = frozenset(
    "order orders commande commandes cde facture factures invoice invoices devis quote quotes ticket"
    " tickets incident"
    " incidents bug bugs issue issues ref réf refs reference references référence références suivi"
    " tracking colis parcel"
    " shipment siren siret tva vat ean isbn issn asin upc gtin doi build builds version versions"
    " firmware révision"
    " revision rev pid tid ppid uid gid id ids identifiant contract contrat dossier case imei mac"
    " port ports sku lot lots"
    " part parts modèle modele modèles model models article articles serial serials sn série serie"
    " rcs nda timestamp"
    " timestamps epoch horodatage unix octets bytes offset row rows record records"
    " process thread"
    " session transaction txn job batch kb cve rfc cas pmid arxiv page pages duns ape naf lei swift"
    " bic sdi uan pdl prm"
    " pce imsi iccid checksum crc hash sha md".split()
)
_FILLERS: Final = frozenset(
    "n no nr num number numbers numéro numero numéros numeros code est is was de du of le la the"
    " client interne internal"
    " complete name".split()
)
