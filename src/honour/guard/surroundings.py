"""What stands around a number: words that say it is somebody's, and words that say it is something else's."""

import re
from collections.abc import Iterator
from typing import Final

from honour.guard.folded import Folded

BEFORE: Final = 48
"""Characters before a value in which a word about it is looked for: the width of some seven words."""

_LINE: Final = re.compile(r"[\n;!?]|\. ")


def before(low: str, at: int, width: int = BEFORE) -> str:
    """The words before a place, in its own sentence and line, in lower case."""
    said = low[max(0, at - width) : at]
    for found in _LINE.finditer(said):
        pass_from = found.end()
        break
    else:
        return said
    for found in _LINE.finditer(said, pass_from):
        pass_from = found.end()
    return said[pass_from:]


def line_before(low: str, at: int, width: int = BEFORE) -> str:
    """The characters before a place, sentences past included, in lower case."""
    return low[max(0, at - width) : at]


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


OTHER: Final = re.compile(
    r"(?<![a-zà-ÿ])(?:orders?|commandes?|cde|factures?|invoices?|devis|quotes?|tickets?|incidents?"
    r"|bugs?|issues?"
    r"|ref|réf|refs|references?|références?|suivi|tracking|colis|parcel|shipment|siren|siret|tva|vat"
    r"|ean|isbn|issn"
    r"|asin|upc|gtin|doi|builds?|versions?|firmware|révision|revision|rev|pid|tid|ppid|uid|gid|ids?"
    r"|identifiant"
    r"|contract|contrat|dossier|case|imei|mac|ports?|sku|lots?|parts?|mod[eè]les?|models?|articles?"
    r"|serials?|sn|s/n|série|serie|rcs|nda|timestamps?|epoch|horodatage|unix|octets?|bytes?|offset"
    r"|rows?|records?"
    r"|lignes?|lines?|process|thread|session|transaction|txn|job|batch|kb|cve|rfc|cas|pmid|arxiv|page|pages"
    r"|duns|ape|naf|lei|swift|bic|sdi|uan|pdl|prm|pce|imsi|iccid|checksum|crc|hash|sha|md5)"
    r"(?![a-zà-ÿ])[^a-zà-ÿ]{0,3}(?:(?:n|no|nr|num|number|numbers|numéros?|numeros?|id|code|est|is|was"
    r"|de|du|of|le"
    r"|la|the|client|interne|internal|complete|name)[^a-zà-ÿ]{1,3}){0,3}$"
)
"""A word right before a number that says that it counts or names a thing."""
