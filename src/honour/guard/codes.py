"""Codes that open doors, phones and safes: digits (and a letter) near words that say what they open."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span
from honour.guard.surroundings import has_word, mentions

_VALUE: Final = (
    r"(?P<value>(?:[*#]\s?)?(?:\d(?:\s?[\-.]\s?\d){3,7}|\d(?: \d){3,7}|\d\d(?:[\-. ]\d\d){1,3}"
    r"|\d{1,2}(?:-\d{1,2}){2,3}"
    r"|\d{3}[ \-]\d{3}(?!\d)"
    r"|[A-Fa-f]\s?\d{3,8}"
    r"|\d{3,8}\s?[A-Fa-f](?![\w'])|\d{3,10}|(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,8}"
    r"|\d{1,5}[A-Za-z]\d{1,5}[A-Za-z]?"
    r"|\d{1,2}[A-Za-z]{2}\d{1,4})(?:\s?[*#](?!\w))?)"
    r"(?![\w%€$£°:]|[.,/\-]\d| ?(?:px|ms|kg|cm|mm|go|gb|mo|mb|ko|kb|eur|euros?|h|min|minutes?|digits?"
    r"|chiffres|car|"
    r"caract\w*|char\w*|secondes?|seconds?|times|fois|jours|days|users|%|€|\$)\b)"
)
_WORDS: Final = frozenset(
    "digicode digicodes pin pins puk vigicode interphone combinaison combination combo passcode"
    " keypad lockbox keysafe"
    " padlock cadenas otp code codes lock safe box coffre boîte boite alarm alarme clavier".split()
)
_OF: Final = (
    r"(?: (?:de la|de l'|du|des|de|d'|pour la|pour le|pour l'|pour|sur le|sur la|[àa] la|[àa] l'|au|la|le|l'"
    r"|to the|for the|of the"
    r"|to|for|of|on the|on|at the|the|our|my|your|notre|mon|ma|votre|front|back|rear|side|main"
    r"|principale?|grande|petite"
    r"|rue|b[aâ]t)[ ']?){0,4}"
)
_PLACE: Final = (
    r"(?:doors?|gates?|alarms?|building|entry|entrance|lobby|keypad|lock ?box|key ?box|key ?safe"
    r"|padlock|garage|barrier|intercom"
    r"|lock|safe|elevator|lift|shed|office|house|flat|apartment|parking|car park|gym|locker|storage"
    r"|portes?|portail|portillon"
    r"|immeuble|hall|alarme|digicode|interphone|coffre(?:-fort)?|bo[iî]te [àa] cl[ée]f?s?|cadenas"
    r"|barri[eè]re|entr[ée]e"
    r"|r[ée]sidence|local|cave|ascenseur|[ée]tage|sas|badge|casier|grille|b[âa]timent|clavier|cour"
    r"|acc[eè]s|vigik|logement"
    r"|salle(?: serveurs?)?|room|v[ée]lo|studio|g[îi]te|bureaux?|bike|store ?room|server room|cabinet)"
)
_DEVICE: Final = (
    r"(?:t[ée]l[ée]phone|portable|iphone|ipad|tablette?s?|tablet|phone|mobile|laptop|valise|suitcase"
    r"|locker|carte(?: bancaire| bleue)?"
    r"|bank card|debit card)"
)
_AFTER_CODE: Final = re.compile(
    rf"codes?(?: (?:to (?:open|enter|unlock|get in(?:to)?)|pour (?:ouvrir|entrer|acc[ée]der|d[ée]verrouiller)"
    rf"|[àa] \d chiffres|pin2?|puk2?|secret|confidentiel|perso(?:nnel)?|otp|2fa|parental|sim|vocal|carte"
    rf"|sms|validation|acc[eèé]s"
    rf"|d[ée]verrouillage|(?:d'|de |de la |du )(?:acc[eèé]s|entr[ée]e|ouverture|d[ée]verrouillage"
    rf"|s[ée]curit[ée]|validation"
    rf"|v[ée]rification|activation|messagerie|carte|t[ée]l[ée]phone|tablette|confirmation)"
    rf"|(?:re[çc]u )?par sms"
    rf"|(?:i|we) (?:got|received) by (?:text|sms))(?![a-zà-ÿ])|{_OF} ?(?:{_PLACE}|{_DEVICE})(?![a-zà-ÿ]))"
)
_BEFORE_CODE: Final = re.compile(
    rf"(?:{_PLACE}|{_DEVICE}|access|entry|security|unlock|verification|one[\- ]time|otp|2fa|sms|parental"
    rf"|voicemail|confirmation|master|user"
    r"|\d[\- ]digit|guest|visitor|disarm|arming|duress|sim|backup|recovery|pairing|pin|puk"
    r"|login)(?:'s)?[ \-](?:access |entry |keypad )?$"
)
_BARE: Final = re.compile(
    r"digicodes?|pins?(?: codes?)?|puk\d?(?: codes?)?|vigicode|interphone|combinaison|combination"
    r"|passcode|keypad|lock ?box|key ?safe|keysafe"
    r"|padlock|cadenas|otp|combo|(?:safe|coffre|bo[iî]te [àa] cl[ée]f?s?|key ?box|alarme?|clavier"
    r"|lock)(?![a-zà-ÿ])"
)
_GAP: Final = r"[\"'«`*]{0,2}\s?(?=[*#]?\s?[a-z0-9]{0,5}\d)"
_IS: Final = r"(?:is|was|est|c'est|cest|c(?=\s)|[ée]tait|being|will be|sera|reste|set to|are|sont|:)"
_JUST: Final = (
    r"(?: (?:still|now|currently|toujours|maintenant|actuellement|le|the|just|celui-ci|code))?\s?:?\s?"
)
_LINK: Final = re.compile(
    rf"(?:\s?[:=]\s{{0,2}}\n?|'s (?:now |still )?|\s?[,(]\s?|[ ]{_IS}{_JUST}|\s->\s|\s?→\s?|\s-\s"
    rf"|[ \n](?:n°\s?)?){_GAP}"
)
_QUALIFIED: Final = re.compile(
    rf"(?:[ ][^\s.;:!?()=\d]{{1,24}}){{1,9}}?(?:\s?[:=]\s{{0,2}}| (?:is|was|est|c'est|cest|[ée]tait"
    rf"|with|avec|using|by|on|sera|par|au|to|(?:est )?pass[ée] de|(?:was )?changed (?:from|to)|from"
    rf"|chang[ée] en){_JUST}|\s?,\s?| (?=\d{{4}})){_GAP}"
)
_AND: Final = re.compile(rf"\s(?:to|à|a|puis|then|->|→|ou|or|et|and|en)\s{_GAP}")
_OPENS: Final = frozenset(
    "opens unlocks unlock déverrouille deverrouille désactive coupe disarm disarms punch key type"
    " enter press tap dial use ouvre tapez taper tapera taperez composez composer composerez compose"
    " ferez entrerez saisirez"
    " entrez faites faire saisissez"
    " tape fais mettre utilisez using set avec code codes input".split()
)
_ACTED: Final = re.compile(
    r"(?:opens? (?:with|on|to)|unlocks? with|d[ée]verrouille (?:avec|par)|d[ée]sactive avec"
    r"|coupe avec|disarms? with|punch in|punch|key in|type in|type|enter|press|tap|dial|use"
    r"|ouvre avec|ouvre par"
    r"|tapez|taper|tapera|taperez|composez|composer|composerez|compose|ferez|entrerez|saisirez|entrez"
    r"|faites|faire|saisissez|tape|fais|mettre|utilisez|using"
    r"|set to|avec le|avec|input"
    rf"|codes?(?:[ ][^\s.;:!?()=\d]{{1,24}}){{0,6}}?(?:\s?[:=]| {_IS}))(?: (?:the|le|la|code|codes|in"
    rf"|sur|pin|:)){{0,3}}\s?:?\s?{_GAP}|codes? {_GAP}"
)
_ALL_WORDS: Final = (
    _WORDS | _OPENS | frozenset("portail portillon porte gate door hall garage immeuble entrance".split())
)
_FIXTURE: Final = re.compile(
    r"(?:digicode|portail|portillon|portes?|interphone|alarme|coffre(?:-fort)?|cadenas|hall|garage"
    r"|gates?|doors?|alarm|safe"
    r"|lockbox|padlock|keypad|intercom|barri[eè]re|entr[ée]e|immeuble|building|lobby|entrance)"
    rf"(?:[ ][^\s.;:!?()=\d]{{1,16}}){{0,3}}\s?[:=]\s{{0,2}}{_GAP}"
)
_FIXTURES: Final = frozenset(
    "digicode portail portillon porte portes interphone alarme coffre cadenas hall garage gate gates"
    " door doors alarm safe"
    " lockbox padlock keypad intercom barrière barriere entrée entree immeuble building lobby"
    " entrance".split()
)
_ITS: Final = re.compile(rf"(?:c'est|it's|it is|c) (?:le |la |the |code )?:?\s?{_GAP}")
_UNLOCKS: Final = re.compile(r"unlocks? with|d[ée]verrouille (?:avec|par)|disarms? with")
_VALUE_HERE: Final = re.compile(_VALUE)
_EARLIER: Final = (
    _VALUE + r"\s?(?:\(|,?\s(?:est|is|c'est|was|[ée]tait|as|comme)\s(?:le|the|notre|our|my|mon)\s|,\s(?:le"
    r"|the)\s)(?:new |nouveau )?$"
)
_DOOR: Final = re.compile(rf"(?<![a-zà-ÿ]){_PLACE}(?![a-zà-ÿ])")
_NOT: Final = frozenset(
    "erreur erreurs error errors postal postale zip exit status statut http retour return promo"
    " promotion promotionnel remise"
    " coupon naf ape article produit product country pays area source qr barre barres bar ean hex"
    " ascii unicode couleur color"
    " colour swift bic insee iata icd ccam sap tva vat douane douanier hs client customer suivi"
    " tracking analytique comptable"
    " guichet agence banque sort response réponse reponse fault défaut defaut trouble dtc stop event"
    " reason ref référence"
    " reference version model modèle modele port year année annee ligne line function opcode vs"
    " visual raspberry gpio keycode"
    " discount voucher gift cadeau dress morse build header connector connecteur broche socket cpu"
    " led jumper pinout".split()
)
"""Words of codes that open nothing."""
_OTHER: Final = frozenset(
    "in en since depuis after après apres within android windows ios version modèle"
    " modele model iphone pixel"
    " galaxy page step étape etape ticket commande order rue street until attempt attempts essai"
    " essais tentative tentatives"
    " dès des before avant v numéro numero number call appel appelle appelez appeler over more moins"
    " less jusqu between"
    " entre".split()
)
"""Words between a code's name and digits after which the digits are something else's."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


_DOOR_WORDS: Final = frozenset(
    "door doors gate gates alarm alarms building entry entrance lobby keypad lock lockbox box key"
    " safe padlock garage barrier"
    " intercom elevator lift shed office house flat apartment parking car gym locker storage porte"
    " portes portail portillon"
    " immeuble hall alarme digicode interphone coffre boîte boite cadenas barrière barriere entrée"
    " entree résidence residence"
    " local cave ascenseur étage etage sas badge casier grille bâtiment batiment clavier cour accès"
    " acces vigik logement vélo"
    " velo studio gîte gite bureau bureaux bike room cabinet store storeroom".split()
)
_UNLOCK_WORDS: Final = frozenset("unlock unlocks déverrouille deverrouille disarm disarms".split())
_PRONOUNS: Final = frozenset(("c", "it"))
_CODE: Final = frozenset(("code", "digicode", "pin"))


def codes(view: Folded) -> Iterable[Span]:
    """Codes of access, by where they stand in the view."""
    return _codes(view) if view.digits >= 3 and not view.words.isdisjoint(_ALL_WORDS) else ()


def _codes(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if not view.words.isdisjoint(_WORDS):
        for at in mentions(view, _WORDS):
            cue = _named(low, at)
            if cue is not None:
                yield from _after(text, low, *cue)
    if view.words.isdisjoint(_DOOR_WORDS) and view.words.isdisjoint(_UNLOCK_WORDS):
        return
    for pattern, words in ((_FIXTURE, _FIXTURES), (_ITS, _PRONOUNS), (_ACTED, _OPENS)):
        for at in mentions(view, words):
            found = _valued(pattern, text, low, at, len(low))
            if found is not None and _opens_a_door(text, low, at, found, pattern):
                yield Span(*found, "ACCESS_CODE", "said", (at, found[0]))
    for at in mentions(view, _CODE):
        before = compiled(_EARLIER).search(text, max(0, at - 40), at)
        if (
            before is None
            or has_word(low, at, at + 30, _NOT)
            or not _DOOR.search(low, before.start(), at + 60)
        ):
            continue
        start, end = before.span("value")
        if not text[start - 1 : start].isalnum() and _fits(text[start:end], "is"):
            yield Span(start, end, "ACCESS_CODE", "said", (at, at + 4))


def _valued(pattern: re.Pattern[str], text: str, low: str, at: int, limit: int) -> tuple[int, int] | None:
    """Where the digits stand to which words lead."""
    lead = pattern.match(low, at, limit)
    found = None if lead is None else _VALUE_HERE.match(text, lead.end())
    return None if found is None else found.span("value")


def _opens_a_door(text: str, low: str, at: int, found: tuple[int, int], pattern: re.Pattern[str]) -> bool:
    """Whether digits that somebody enters, or that a door has, are its code."""
    start, end = found
    if has_word(low, max(0, at - 30), start, _NOT):
        return False
    if pattern is _ACTED:
        near = _UNLOCKS.match(low, at) or _DOOR.search(low, max(0, at - 90), end + 90)
        return near is not None and _fits(text[start:end], low[at:start])
    near = _DOOR.search(low, max(0, at - 70), start) if end - start >= 4 else None
    return near is not None and _fits(text[start:end], "is" if pattern is _ITS else low[at:start])


def _named(low: str, at: int) -> tuple[int, int] | None:
    """Where words say which code it is: `code de la porte`, `gate code`, `digicode`."""
    after = _AFTER_CODE.match(low, at)
    if after is not None:
        return after.span()
    if low.startswith("code", at):
        before = _BEFORE_CODE.search(low, max(0, at - 30), at)
        if before is None or low[before.start() - 1 : before.start()].isalpha():
            return None
        return before.start(), at + (5 if low.startswith("codes", at) else 4)
    bare = _BARE.match(low, at)
    return None if bare is None else bare.span()


def _after(text: str, low: str, begun: int, at: int) -> Iterator[Span]:
    if has_word(low, max(0, begun - 12), at, _NOT):
        return
    for pattern in (_LINK, _QUALIFIED):
        found = _valued(pattern, text, low, at, min(len(text), at + 110))
        if found is None or has_word(low, at, found[0], _NOT) or has_word(low, at, found[0], _OTHER):
            continue
        if _fits(text[slice(*found)], low[at : found[0]]):
            yield Span(*found, "ACCESS_CODE", "said", (begun, at))
            another = _valued(_AND, text, low, found[1], len(low))
            if another is not None and _fits(text[slice(*another)], "is"):
                yield Span(*another, "ACCESS_CODE", "said", (begun, at))
            return


_LINKED: Final = re.compile(r"[:=]|\b(?:is|est|c'est|cest|with|avec)\b|'s |codes? $")


def _fits(value: str, between: str) -> bool:
    """Whether digits may be a code: as many as codes have; a year only where a link says that it is one."""
    digits = sum(char.isdigit() for char in value)
    linked = _LINKED.search(between) is not None
    if digits < 3 and not (digits == 2 and len(value) >= 4 and linked):
        return False
    if digits == 3 and len(value) == 3 and not linked:
        return False
    return linked or not _YEAR.fullmatch(value)
