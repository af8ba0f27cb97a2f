"""Keys that words announce: of programs (tokens, secrets) and of licences."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.span import Span
from honour.guard.surroundings import mentions
from honour.guard.tokens import bare, is_placeholder, mixed, value_at
from honour.guard.vendors import long_tokens, vendor_key

_WORDS: Final = frozenset(
    "token tokens jeton jetons key keys clé cle clef clés secret secrets bearer apikey apikeys"
    " webhook accesstoken authtoken"
    " secretkey clientsecret accesskey privatekey".split()
)
_CUE: Final = re.compile(
    r"(?P<sure>(?:api|access|auth\w{0,12}|secret|client|app|private|refresh|personal|deploy|bot"
    r"|webhook|account|service|admin|integration|master|encryption|session|server|maps?|storage"
    r"|signing|shared)[\s_\-.]{0,2}(?:access[\s_\-.]?)?(?:api[\s_\-.]?)?(?:keys?|tokens?|secrets?)"
    r"|(?:cl[ée]f?s?|jetons?|tokens?|secrets?) (?:de l'|d'|de |du )?(?:api|acc[eè]s|secr[eè]te"
    r"|priv[ée]e|authentification|chiffrement|service|webhook|client|applicati\w+|partag[ée]e?)"
    r"|bearer|tokens?|jetons?|apikeys?|secrets?)(?![a-zà-ÿ])"
    r"|(?P<plain>keys?|cl[ée]f?s?)(?![a-zà-ÿ])"
)
_NOT: Final = re.compile(
    r"(?:public|primary|foreign|registry|pub|host|partition|row|shortcut|hot|object|cache|idempotency"
    r"|sort|composite|unique|[ée]trang[eè]re|primaire|publique|registre|usb|fingerprint|csrf|xsrf"
    r"|device|soft|group|next|starting|continuation|pagination|page|change|export|sync|upload|cursor"
    r"|line|lock|identity|public signing|gpg|pgp|s3|apt|signing|index|map|dictionary"
    r"|lookup)[\s_\-]{0,2}$"
)
_NOT_AFTER: Final = re.compile(
    r"[\s_\-]{0,2}(?:id|name|nom|fingerprint|empreinte|publique|primaire|[ée]trang[eè]re|de registre"
    r"|usb|count|length|size|type|expired|pair|vault|ring|code|press|value store|frame"
    r"|figure)\b(?!\s?[:=]\s?[A-Za-z0-9+/_\-]{20})"
)
_BETWEEN: Final = re.compile(
    r"(?:[^\s.;!?]{1,30}(?:\.\w{2,20})?[ \n]{1,2}){0,8}?(?:[\"'`«(<]\s?)?"
    r"(?P<value>[A-Za-z0-9+/_][A-Za-z0-9+/_=\-.~]{15,4096})"
)
_API: Final = re.compile(
    r"\bapi\b|token|secret|jeton|stripe|google|aws|azure|openai|twilio|sendgrid|mailgun|mailjet|brevo"
    r"|maps|github|gitlab|slack|discord|cloudflare|datadog|webhook|integration|int[ée]gration|account"
    r"|access|auth|oauth|deepl|traduction|translation|sms|paypal|webservice|endpoint|plugin|bot"
    r"|key is|cl[ée] est|env"
)
_NAMED: Final = re.compile(r"\w{0,30}[\"']?\s?(?:[:=]|=>)")
_SNAKE: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+){2,}")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_GROUPS: Final = re.compile(r"[A-Za-z0-9]{3,8}(?:-[A-Za-z0-9]{3,8}){2,7}")
_LICENCE: Final = re.compile(
    r"licen[cs]\w{0,3}|serial|s[ée]rie|activat\w{0,3}|activation|product key|produit|cl[ée]f?\b"
    r"|\bkey\b|\bcdkey|cd-key|steam|office|windows|antivirus|logiciel|software|unlock|registration"
    r"|enregistrement|code d'installation|upgrade key|voucher|\bsn\b|s/n|product id"
)
_SAID: Final = re.compile(
    r"(?P<cue>licen[cs]e (?:key|code|number|no)|cl[ée]f? (?:de |d')?(?:la )?(?:licen[cs]e|produit"
    r"|activation|s[ée]rie|installation)|(?:num[ée]ro|n°|code) (?:de |d')(?:licen[cs]e|activation)"
    r"|product key|activation (?:key|code)|cd[ \-]?key|registration (?:key|code)|licen[cs]es?"
    r"|serial(?: key| number)?|num[ée]ro de s[ée]rie (?:du logiciel|de la licence|logiciel))"
    r"(?![a-zà-ÿ])(?:[ ][^\s.;:!?=\d]{1,24}){0,7}?(?:\s?[:=]\s{0,2}\n?| (?:is|was|est|c'est|[ée]tait"
    r"|:)\s?:?| )\s?[\"'«`(]?\s?(?P<value>[A-Za-z0-9][A-Za-z0-9\-]{7,60}[A-Za-z0-9])(?![\w\-])"
)
_HARDWARE: Final = re.compile(
    r"imprimante|printer|laptop|portable|disque|dis[kc]|hdd|nvme|drive|ssd|router|routeur|switch"
    r"|[ée]cran|monitor"
    r"|moniteur|serveur|server|phone|t[ée]l[ée]phone|tablet|box|hardware|mat[ée]riel|machine|appareil"
    r"|device|imei|onduleur|ups\b"
)


def keys(view: Folded) -> Iterable[Span]:
    """Keys of programs that words announce, by where they stand in the view."""
    return _keys(view) if view.digits >= 2 and not view.words.isdisjoint(_WORDS) else ()


def _keys(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if next(long_tokens(view), None) is None:
        return
    for at in mentions(view, _WORDS):
        cue = _CUE.match(low, _beginning(low, at)) or _CUE.match(low, at)
        if cue is not None:
            yield from _after(text, low, cue)


def _beginning(low: str, at: int) -> int:
    """Where the words begin whose last one stands here (`api key`, `auth token`)."""
    found = _FORE.search(low, max(0, at - 24), at)
    return found.start() if found is not None else at


_FORE: Final = re.compile(
    r"(?:api|access|auth\w{0,12}|secret|client|app|private|refresh|personal|deploy|bot|webhook"
    r"|account|service|admin|integration|master|encryption|session|server|maps?|storage|signing"
    r"|shared)[\s_\-.]{0,2}(?:access[\s_\-.]?|api[\s_\-.]?)?$"
)


def _after(text: str, low: str, cue: re.Match[str]) -> Iterator[Span]:
    end = cue.end()
    if _NOT.search(low, max(0, cue.start() - 24), cue.start()) or _NOT_AFTER.match(low, end):
        return
    named = _NAMED.match(low, end)
    rest = named.end() if named is not None else end
    while rest < len(text) and text[rest] in " \t\n\"'`" and rest < end + 40:
        rest += 1
    found = _BETWEEN.match(text, rest, min(len(text), rest + LONGEST))
    if found is None or found.start("value") - end > 90:
        return
    start, stop, _ = value_at(text, found.start("value"))
    stop = min(stop, found.end("value"))
    while stop > start and text[stop - 1] in ".,;:":
        stop -= 1
    value = bare(text[start:stop])
    if not _is_key(value, text, low, start):
        return
    if cue["plain"] is not None and not _API.search(low, max(0, cue.start() - 60), start):
        return
    if _UUID.fullmatch(value) and not re.search(r"api|secret|access|auth|bearer", cue[0]):
        return
    yield Span(start, stop, "API_KEY", "said", cue.span())


LONGEST: Final = 4_200
"""Characters in which a key must begin and end after the words that announce it."""


def _is_key(value: str, text: str, low: str, start: int) -> bool:
    if (
        _SNAKE.fullmatch(value)
        or not mixed(value)
        or is_placeholder(value)
        or (_GROUPS.fullmatch(value) and not _UUID.fullmatch(value))
    ):
        return False
    if ("/" in value and ("." in value or value.startswith("/"))) or re.fullmatch(
        r"[\w\-]+(?:\.[\w\-]+)+\.[a-z]{2,5}", value
    ):
        return False
    if re.search(
        r"(?:commit|sha-?\d*|md5|hash|checksum|somme|empreinte|fingerprint|digest|request[- ]id"
        r"|trace[- ]id|uuid|guid)\W{0,3}$",
        low[max(0, start - 24) : start],
    ):
        return False
    return re.search(r"\d", value) is not None


def licences(view: Folded) -> Iterable[Span]:
    """Keys of licences, in groups or said, by where they stand in the view."""
    return (
        _licences(view)
        if view.digits >= 2 and ("-" in view.text or not view.words.isdisjoint(_SAID_WORDS))
        else ()
    )


def _licences(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    done = 0
    for middle in _MIDDLE.finditer(text):
        if middle.start() < done:
            continue
        begun = _FIRST.search(text, max(0, middle.start() - 8), middle.start())
        found = None if begun is None else _GROUPS.match(text, begun.start())
        if found is not None:
            done = found.end()
            if _is_licence(found, text, low):
                yield Span(found.start(), found.end(), "LICENSE_KEY", "shape")
    if view.words.isdisjoint(_SAID_WORDS):
        return
    for found in _SPACED.finditer(text):
        if _is_licence(found, text, low):
            yield Span(found.start(), found.end(), "LICENSE_KEY", "shape")
    for at in mentions(view, _SAID_WORDS):
        said = _SAID.match(low, at)
        if said is not None and _is_said(said, text, low):
            yield Span(*said.span("value"), "LICENSE_KEY", "said", said.span("cue"))


def _is_said(found: re.Match[str], text: str, low: str) -> bool:
    value = text[slice(*found.span("value"))]
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    if digits < 3 or letters < 2 or digits + letters < 9 or is_placeholder(value) or vendor_key(value):
        return False
    if _NO_LICENCE.fullmatch(value):
        return False
    if found["cue"].startswith("serial") or "rie" in found["cue"]:
        around = low[max(0, found.start() - 60) : found.end() + 60]
        return "-" in value and not _HARDWARE.search(around)
    return True


_NO_LICENCE: Final = re.compile(
    r"(?:[A-Za-z]+-)?\d+(?:\.\d+)*|[A-Za-z\-]+\d{0,4}|v\d.*|\d{4}-\d\d-\d\d.*|[A-Za-z]{1,4}\d{6,}"
)
_MIDDLE: Final = re.compile(r"-[A-Za-z0-9]{3,8}-")
_FIRST: Final = re.compile(r"[A-Za-z0-9]{3,8}$")
_SPACED: Final = re.compile(r"[A-Z0-9]{5} [A-Z0-9]{5}(?: [A-Z0-9]{5}){1,3}")
_SAID_WORDS: Final = frozenset(
    "licence license licences licenses clé cle clef clés numéro numero code product activation cd"
    " cdkey registration serial".split()
)


def _is_licence(found: re.Match[str], text: str, low: str) -> bool:
    """Whether groups of letters and digits are a key: drawn by dice, alike, and no other thing's name."""
    value, start, end = found[0], found.start(), found.end()
    if (start and (text[start - 1].isalnum() or text[start - 1] in "-_./{=@\\#")) or (
        end < len(text) and (text[end].isalnum() or text[end] in "-_/}@")
    ):
        return False
    groups = re.split(r"[- ]", value)
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    if _UUID.fullmatch(value) or letters < 3 or digits < 2 or len({*value}) < 6:
        return False
    said = _LICENCE.search(low, max(0, start - 80), start) or _LICENCE.search(low, end, end + 60)
    lengths = {len(group) for group in groups}
    alike = len(lengths) == 1 and len(groups[0]) >= 4
    if any(group.isalpha() and not group.isupper() for group in groups) and not said:
        return False
    mixed_groups = sum(not group.isdigit() and not group.isalpha() for group in groups)
    if len(groups) == 5 and lengths == {5} and value.isupper():
        return mixed_groups >= 2
    if " " in value:
        return said is not None and mixed_groups >= 3
    return (
        said is not None
        and ((alike and mixed_groups >= 1) or (mixed_groups >= 2 and len(value) >= 16))
        and (value.isupper() or (value.islower() and alike))
    )
