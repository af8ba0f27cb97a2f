"""Passwords: known by the words before them, by the name beside them, in links, settings and commands.

A password looks like nothing in particular, so it is looked for where somebody says one: each mention of a
password in the text is met once, and what follows it is read for some hundred characters at most. What is
said *about* a password (“the password is wrong”) is told from the password by closed lists of words and by
its form; a plain small word counts only where the clause ends after it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.span import Kind, Span, Why
from honour.guard.surroundings import mentions
from honour.guard.tokens import bare, is_placeholder, is_strong, is_technical, may_be, mixed, value_at
from honour.guard.words import ABOUT, NO_VALUE, NO_VALUE_ENDS

WINDOW: Final = 140
"""Characters after a mention of a password in which it may follow: two sentences."""

_WORDS: Final = frozenset(
    "mot mots motdepasse phrase phrases mdp mdps pass passe passes password passwords passwd"
    " passwort passphrase passphrases"
    " passcode pwd pw psw passw secret secrets psk wifi wi wpa wep passwrd passord".split()
)
_NET_WORDS: Final = frozenset(
    "wifi wi wpa wep réseau reseau psk preshared shared wireless partagée partagee ssid livebox"
    " freebox bbox hotspot".split()
)
_NET_KEYS: Final = frozenset("code clé cle clef key".split())
_CUE: Final = re.compile(
    r"(?P<word>pass[\s\-_]?(?:words?|wrds?|phrases?|wd)|passw?d|passwort"
    r"|mots?[\s\-_]?(?:de?[\s\-_]?)?passe?s?|motdepasse|m\.?d\.?p\.?s?|pwd|mot secret"
    r"|phrases? (?:secr[eè]te|de passe))(?![a-zà-ÿ])"
    r"|(?P<net>(?:code|cl[ée]f?|key|cl[ée]f? de s[ée]curit[ée]|psk)(?: (?:du|de la|de|pour le|for the"
    r"|d'acc[eè]s(?: au)?))? ?(?:wi-?fi|wpa\d?|wep|r[ée]seau)"
    r"|(?:wi-?fi|wpa\d?|wep)(?:[\s\-](?:key|code|psk|pass|pw))|psk)(?![a-zà-ÿ])"
    r"|(?P<bare>(?:code|cl[ée]f?|key)(?=\s?[:=]|\s(?:est|is|c'est|was)\s|\s[A-Z0-9]{8}))"
    r"|(?P<weak>pass[es]?|secrets?|pass ?code|psw|passw|pw)(?![a-zà-ÿ])"
)
_NAMED: Final = re.compile(
    r"(?:login|log|user(?:name)?|nom d'utilisateur|identifiants?|ids?|utilisateur|e-?mail|mail|compte"
    r"|account|pseudo)s?\s?(?:/|&|\+|et|and|,|-|:|\||ou)\s?"
    r"(?:le |the |my |mon )?$"
)
_ASSIGNED: Final = re.compile(
    r"\w{0,30}[\"'`*]{0,2}\s{0,3}(?:\([^()\n]{0,40}\)\s?)?(?:value=|:=|=>|->|→|:|=(?!=))\s{0,3}(?:\n\s{0,4})?"
)
_ABOUT_IT: Final = re.compile(r"[\s\-_']+([\wà-ÿ\-]+)")
_QUALIFIED: Final = re.compile(
    r"(?:[ \n](?!(?:is|was|are|est|c'est|cest|c est|c|cé|[ée]tait|:|=|sont|will"
    r"|sera)\b)[^\s.,;:!?=()«»\"]{1,30}(?:\.[a-z0-9\-]{2,30}){0,3}(?:\s?\([^()\n]{1,30}\))?){0,10}"
    r"(?P<link>\s?:\s|\s?=\s?|\s?:(?=\n)|,? (?:is|was|are|est|c'est|cest|c est|c|cé|[ée]tait|reste"
    r"|rest[ée]|stays|remains|sont|being|will be|sera|c'[ée]tait|would be|serait|has been|should be"
    r"|doit [êe]tre|->|→)(?=[ :\n\"«]))"
    r"(?: (?:still|tjrs|tjs|tjr|now|rest[ée]e?|currently|simply|just|always|toujours|maintenant"
    r"|actuellement|bien"
    r"|donc|simplement|encore|d[ée]sormais|both|all|tous les deux|set to|the following|le suivant|celui-ci"
    r"|this))?\s?:?\s{0,2}"
)
_SET: Final = re.compile(
    r"\b(?:set|chang\w{1,4}|reset|updat\w{1,3}|put|made|switch\w{0,3}|rotat\w{1,3}|mis|mettre|met"
    r"|chang[ée]\w{0,2}|remplac\w{1,3}|modifi\w{1,3}|r[ée]initialis\w{1,3}|d[ée]fini\w{0,2}"
    r"|pass[ée]\w{0,2})\b[^.\n;:!?]{0,60}$"
)
_ANOTHER: Final = re.compile(
    r" (?:mais|et|ou|si|car|donc|puis|alors|quand|lorsque|puisque|but|and|or|if|when|because|so|then"
    r"|while|whereas|that|qui"
    r"|which|commence|begins|starts|finit|ends|hash|hach[ée]|length|longueur) "
)
"""Words after which something else is spoken of than the password."""
_SPACED: Final = re.compile(r"\s{1,2}\(?|\s?,\s|\(")
_NEAR: Final = re.compile(
    r"(?: (?:still|tjrs|toujours|now|maintenant|wifi|wi-fi|root|admin|ftp|ssh|sftp|mysql|smtp|imap"
    r"|sudo|session|windows|box|du compte"
    r"|temporaire|provisoire|actuel|initial|suivant|below|following|of|de|par d[ée]faut|maître"
    r"|master))+ :?"
)
_SET_TO: Final = re.compile(
    r"(?:[ ][^\s.,;:!?()]{1,30}){0,6}? (?:to|en|par|[àa]|as|pour|into|sur)(?: be)?\s:?\s?"
)
_COMMA: Final = re.compile(r"(?:[ ][^\s.,;:!?()]{1,30}){0,5}\s?(?:,|\(|-|:|\|)\s?")
_PHRASE: Final = re.compile(
    r"[a-zà-ÿ'\-]{2,20}(?: [a-zà-ÿ'\-]{2,20}){2,7}(?=\s*$|\s*\n|[.,;!?](?:\s|$)|\s[\-(])"
)
"""Words in a row, to the end of a clause: a passphrase."""
_LISTED: Final = re.compile(
    r"(?:user(?:name)?|login|identifiant|utilisateur|account|compte|host"
    r"|e-?mail)\s?[:=][^\n]{1,40}(?:\n|[,;/|] ?)\s?$"
)
"""The line before `pass: letmein` in a list of what one signs in with."""
_SAID: Final = re.compile(r"(?:[:=«\"]|\b(?:is|est|was|[ée]tait|c'est|it's))\s*$")
_DEFAULT: Final = re.compile(
    r"\b(?:default|factory|d[ée]faut|usine|login|user(?:name)?|utilisateur|identifiant|compte|account"
    r"|taper|tapez|tape|type"
    r"|typed|enter|entered|entrer|entrez|saisir|saisissez|saisi|with|avec|use|utilise[rz]?)\b[^.\n;!?]{0,40}$"
)
"""Words before a mention after which a plain word may be the password: “type the password swallow”."""
_OF_WHAT: Final = frozenset(
    "admin root wifi windows maître master local locale distant fourni habituel habituelle usuel"
    " précédent choisi usual given"
    " supplied provided user account client prompt actuel initial commun partagé session système"
    " system bios vpn email sudo"
    " network réseau web ftp ssh sql mysql google apple".split()
)
"""What a password is of: never the password right after the mention."""
_LATER: Final = re.compile(
    r"(?<![a-zà-ÿ])(?:c'[ée]tait|c'est|cest|it was|it's|it is|its|[ée]tait|was|avant|before"
    r"|here it is|le voici"
    r"|la voici|voici|voil[àa]|essayez|try|use|with|avec|tapez|type|enter|mettez|utilisez|par|to"
    r"|en)\s?:?\s{0,2}$"
)
_GIVEN: Final = re.compile(
    r"(?<![a-zà-ÿ])(?:je tape|j'ai tap[ée]|j'ai mis|a mis|je mets|j'ai saisi|je saisis|j'ai entr[ée]"
    r"|j'utilise"
    r"|j'ai utilis[ée]|j'essaie"
    r"|j'ai essay[ée]|on a mis|i type|i typed|i enter|i entered|i use|i used|i set|she set|he set"
    r"|we set|wife set|husband set|i put|i gave|i tried"
    r"|i try|we use|entrez|tapez|mettez|saisissez|utilisez|enter|type|c'[ée]tait|c'est|it was|it's"
    r"|it is|(?:set|reset|change|changed) it to|[ée]tait|must be|doit [êe]tre|serait|new one is"
    r"|new one|le nouveau(?: est| c'est)?|devient|becomes)"
    r"(?: (?:bien|avec|toujours|still|as|now|peut-[êe]tre|maybe))?\s:?\s?[«\"'`]?\s?$"
)
_WITH: Final = re.compile(r"\b(?:with|avec|using|en utilisant|tape|typed?|entered)\s[\"'«]?\s?$")
_AS: Final = re.compile(
    r"[\"'»)]?,?\s(?:(?:comme|as|est|is|was|en|en tant que|[ée]tait|for|pour|in|dans)\s)?"
    r"(?:(?:le|the|my|mon|votre|your|our|notre|son|sa|as|is|comme)\s)?"
    r"(?:(?:nouveau|new|old|ancien|wifi|admin|temporary|current|\w+'s)\s){0,2}"
)
"""What stands between a password and the word for it: “Kiki2010 as my password”."""
_NAME_AND_DIGITS: Final = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{2,15}[\-_.!]?\d{1,4}[!?]?")
_TOKEN: Final = re.compile(r"\S{4,64}")
_HINT: Final = re.compile(r"[0-9!#$%&*@^+?€£§]|[a-zà-ÿ][A-ZÀ-Ý]")
_CLAUSE: Final = re.compile(
    r"[\"'»)\]`*]{0,2}(?:\s*$|\s*\n|[.,;!?)](?:\s|$)|\s?(?:[;:!?»]|-\s|\()|\s(?:and|et|mais|but|if|si"
    r"|so|donc|until|jusqu|for|pour|on|sur|in|dans|with|avec|or|ou|because|car|en|puis|then|when"
    r"|quand|since|depuis|ça|ca|it|je|i|vous|you|please|merci|comme|all|tout|au|aux|du|d[èe]s|after"
    r"|before|lors)\b)"
)
_GENERIC: Final = re.compile(
    r"\b(?:a|an|any|each|every|no|un|chaque|aucun|tout|quel|which|what|some|forgot\w*|oubli\w*|lost"
    r"|perdu|invalid|incorrect|wrong|mauvais|ce que)\s(?:new |nouveau |strong )?$"
)


def passwords(view: Folded) -> Iterable[Span]:
    """Passwords said in words, by where they stand in the view."""
    return (
        _passwords(view)
        if not view.words.isdisjoint(_WORDS)
        or "passw" in view.low
        or "m.d.p" in view.low
        or not view.words.isdisjoint(_NET_WORDS)
        else ()
    )


def _passwords(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    for at in _mentioned(view):
        cue = _CUE.match(low, at)
        if cue is not None and _begins(text, low, cue):
            yield from _after(text, low, cue)


def _mentioned(view: Folded) -> list[int]:
    """Where a password may be mentioned; of places inside one mention (`mot de passe`) the first."""
    low = view.low
    places = list(mentions(view, _WORDS))
    if not view.words.isdisjoint(_NET_WORDS):
        places += mentions(view, _NET_KEYS)
    if "m.d.p" in low:
        places.append(low.find("m.d.p"))
    if "passw" in low and len(low) - len(low.replace("passw", "")) != 5 * sum(
        low.startswith("passw", at) for at in places
    ):
        places += [found.start() for found in re.finditer("(?<=[a-z0-9_])passw(?:or)?d", low)]
    places.sort()
    return [
        at
        for number, at in enumerate(places)
        if not number or at - places[number - 1] > 7 or not low.startswith(("mot", "m"), places[number - 1])
    ]


def _begins(text: str, low: str, cue: re.Match[str]) -> bool:
    """Whether a mention is a word of its own, or ends a setting's name (`DB_PASSWORD`, `userPassword`)."""
    start, end = cue.span()
    if low[end : end + 1] == "@" or (low[start - 1 : start] == "-" and _ASSIGNED.match(low, end) is None):
        return False  # a link's place for it, or an option, which has its own rule
    if end < len(low) and (low[end].isdigit() or low[end] == "_") and cue["weak"]:
        return False
    if not start or not low[start - 1].isalnum():
        return True
    return (text[start].isupper() and text[start - 1].islower()) or (
        _ASSIGNED.match(low, end) is not None and cue["weak"] is None
    )


def _after(text: str, low: str, cue: re.Match[str]) -> Iterator[Span]:
    """What stands after, or right before, one mention of a password."""
    end = cue.end()
    place = (cue.start(), end)
    about = _ABOUT_IT.match(low, end)
    described = about is not None and about[1] in ABOUT
    weak = cue["weak"] is not None or cue["bare"] is not None
    if weak and _VERB.search(low, max(0, cue.start() - 14), cue.start()) is not None:
        return
    if _NAMED.search(low, max(0, cue.start() - 30), cue.start()) is not None and (
        pair := _pair(text, low, end)
    ):
        yield Span(*pair, "PASSWORD", "pair", place)
        return
    listed = weak and _LISTED.search(low, max(0, cue.start() - 60), cue.start()) is not None
    for found, trusted in _candidates(text, low, cue, described):
        start, stop, quoted = value_at(text, found)
        value = bare(text[start:stop])
        if found == end + 1 and value.lower() in _OF_WHAT:
            continue
        phrase = _PHRASE.match(low, start) if trusted and not weak and _SAID.search(low, end, start) else None
        if phrase is not None and _is_phrase(phrase[0], cue[0]):
            yield Span(start, phrase.end(), "PASSWORD", "said", place)
            return
        if weak and _HEX.fullmatch(value):
            continue
        if _is_value(low, cue.start(), start, stop, value, quoted, trusted and (listed or not weak), weak):
            yield Span(start, stop, *_kind(value, cue), place)
            return
    if not weak:
        yield from _elsewhere(text, low, cue)


def _is_phrase(said: str, cue: str) -> bool:
    """Whether words in a row are a passphrase: few of them describe; fewer than half where one was said."""
    words = said.split()
    describe = [word in NO_VALUE or word.endswith(NO_VALUE_ENDS) for word in words]
    if "phrase" in cue:
        return 2 * sum(describe) < len(words)
    if {"passe", "pass"} & {*words}:
        return False
    return not any(describe) or (
        len(words) >= 4 and sum(describe) == 1 and not describe[0] and not describe[-1]
    )


_VERB: Final = re.compile(
    r"(?:\b(?:to|can|must|should|may|will|would|we|you|they|i|tests?|also|not|now|always|don't"
    r"|doesn't|all|does|could|and|or"
    r"|ne|se|[çc]a|qui|je|tu|il|elle|on|first|second|one|this|each|every|a)\s|[a-z]-)$"
)
"""Before « passe » or “pass” where they are no noun."""
_HEX: Final = re.compile(r"[0-9a-f]{7,}")


def _kind(value: str, cue: re.Match[str]) -> tuple[Kind, Why]:
    if mixed(value) and cue[0].startswith("secret"):
        return "API_KEY", "said"
    return "PASSWORD", "said"


def _candidates(text: str, low: str, cue: re.Match[str], described: bool) -> Iterator[tuple[int, bool]]:
    """Places where the password may begin; whether a plain word there is to be taken for it."""
    end = cue.end()
    assigned = _ASSIGNED.match(low, end)
    if assigned is not None:
        yield assigned.end(), not described
    qualified = _QUALIFIED.match(low, end, min(len(low), end + WINDOW))
    if qualified is not None:
        generic = _GENERIC.search(low, max(0, cue.start() - 30), cue.start()) is not None
        other = _ANOTHER.search(qualified[0]) is not None
        yield qualified.end(), not described and not generic and not other
    if described:
        return
    if _SET.search(low, max(0, cue.start() - 70), cue.start()) is not None:
        changed = _SET_TO.match(low, end)
        if changed is not None:
            yield changed.end(), True
    spaced = _SPACED.match(low, end)
    if spaced is not None:
        named = spaced[0] == " " and _DEFAULT.search(low, max(0, cue.start() - 60), cue.start()) is not None
        yield spaced.end(), named
    comma = _COMMA.match(low, end)
    if comma is not None:
        yield comma.end(), False
    near = _NEAR.match(low, end)
    if near is not None:
        yield near.end(), False


def _is_value(
    low: str, cue: int, start: int, end: int, value: str, quoted: bool, trusted: bool, weak: bool
) -> bool:
    """Whether what stands here is the password, and not what is said about it."""
    if len(value) < 3 or (end - start) > 200 or "\n" in value:
        return False
    if quoted and " " in value:
        phrase = low.startswith(("passphrase", "phrase"), cue) and value.count(" ") >= 2
        return trusted and (phrase or is_strong(value.replace(" ", ""))) and not is_placeholder(value)
    if is_strong(value):
        return not _names_a_user(low, start)
    if not trusted:
        return (
            quoted
            and not weak
            and may_be(value)
            and (value.isdigit() or not value.istitle())
            and len(value) >= 5
        )
    if value.isdigit():
        return len(value) >= 4 and _CLAUSE.match(low, end) is not None
    if not may_be(value):
        return False
    return quoted or _CLAUSE.match(low, end) is not None


_USER: Final = re.compile(
    r"(?:user|login|account|utilisateur|compte|for|pour|de|of|from|by|par|host|on|sur|server|serveur"
    r"|l'utilisateur)\s[\"'`«]?\s?$"
)


def _names_a_user(low: str, start: int) -> bool:
    return _USER.search(low, max(0, start - 20), start) is not None


def _pair(text: str, low: str, at: int) -> tuple[int, int] | None:
    """The password of `login / password: bob / Tr0ub4dor`."""
    found = _PAIR.match(text, at)
    if found is None:
        return None
    start, end, quoted = value_at(text, found.end())
    value = bare(text[start:end])
    if len(value) < 3 or is_placeholder(value) or (value.isalpha() and not quoted and not may_be(value)):
        return None
    return start, end


_PAIR: Final = re.compile(
    r"[^\n.:=]{0,40}(?:\s?[:=]\s{0,2}\n?|\s(?:sont|are|is|est"
    r"|c'est)\s:?\s?)[\"'`«]?\s?(?P<user>[\w.@+\-]{2,64})[\"'`»]?\s?(?:/|\||;|,|:|\+|&|-(?=\s)|→|>"
    r"|\band\b|\bet\b|\bpuis\b|\bthen\b|\n)\s?(?:/\s)?(?:(?:mdp|pass|password|mot de passe)\s?:?\s)?"
)
_PAIR_CUE: Final = re.compile(
    r"(?:identifiants?|credentials?|creds|log(?:in|ins|ons?)|acc[eèé]s|access|comptes?|account"
    r"|test users?|users?|utilisateurs?|connexion|connecte[rz]?|log ?in|sign ?in|connect)(?![a-zà-ÿ])"
)
_PAIR_WORDS: Final = frozenset(
    "identifiant identifiants credential credentials creds login logins log logon accès acces accés"
    " access compte comptes account"
    " accounts user users utilisateur utilisateurs connexion connecte connecter connectez sign"
    " signin connect test".split()
)
_PAIRED: Final = re.compile(
    r"[^\n.:=!?]{0,48}?(?:\s?[:=]\s{0,2}|\s(?:sont|are|is|est|with|avec|using|as|en|par)\s:?\s?"
    r"|\s\()[\"'`«]?\s?(?P<user>[\w.@+\-]{2,64})[\"'`»]?"
    r"(?:\s?(?:/|\||:|\+|&|->|→|>)\s?|\s(?:and|et|-|puis|then|with|avec)\s|, ?"
    r"|; ?)[\"'`«]?(?P<pass>\S{3,128})"
)


def _elsewhere(text: str, low: str, cue: re.Match[str]) -> Iterator[Span]:
    """A password in another place of the sentence, or in the next one: it must look like one by itself."""
    begun, ended = cue.span()
    for word in _TOKEN.finditer(text, max(0, begun - 100), min(len(text), ended + WINDOW)):
        if _HINT.search(word[0]) is None or begun <= word.start() < ended:
            continue
        found = _strong_at(text, word.start())
        if found is None:
            continue
        lead = low[max(0, word.start() - 30) : word.start()]
        said = _GIVEN.search(lead) is not None
        if word.start() < begun:
            shown = _signed(text[slice(*found)]) and _WITH.search(lead) is not None
            said = said or shown or _AS.fullmatch(low, found[1], begun) is not None
        else:
            said = said or _shows(text[slice(*found)], lead, word[0])
        if said:
            yield Span(*found, "PASSWORD", "said", (begun, ended))
            return


def _shows(value: str, lead: str, word: str) -> bool:
    """Whether a value after a mention shows itself as a password: by its signs, or in brackets."""
    if _signed(value) and _LATER.search(lead) is not None:
        return True
    if not any(char.isdigit() for char in value):
        return False
    if lead.endswith((", ", ": ")) and _NAME_AND_DIGITS.fullmatch(value):
        return True
    return word.startswith("(") or (_signed(value) and "/" not in value and "=" not in value)


def _strong_at(text: str, at: int) -> tuple[int, int] | None:
    """Where the value that begins here stands, if it looks like a password by itself."""
    start, end, _ = value_at(text, at)
    value = bare(text[start:end])
    if " " in value or not is_strong(value) or _HEX.fullmatch(value) or _names_a_user(text, start):
        return None
    return start, end


def _signed(value: str) -> bool:
    """Whether a value mixes letters with signs of passwords, or digits in the midst of letters."""
    return (
        re.search(r"\w[!#$%&*@^?+]|[!#$%&*@^?+]\w", value) is not None
        and not is_technical(value)
        and "@" not in value.rstrip("@")
    )


def pairs(view: Folded) -> Iterable[Span]:
    """A name and a password side by side, where words say that somebody signs in with them."""
    return _pairs(view) if not view.words.isdisjoint(_PAIR_WORDS) else ()


def _pairs(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    for at in mentions(view, _PAIR_WORDS):
        cue = _PAIR_CUE.match(low, at)
        found = None if cue is None else _PAIRED.match(text, cue.end(), min(len(text), cue.end() + 200))
        if cue is not None and found is not None:
            start, end, _ = value_at(text, found.start("pass"))
            if _is_second(found["user"], bare(text[start:end])):
                yield Span(start, end, "PASSWORD", "pair", cue.span())


_DEFAULTS: Final = frozenset("admin root password toor pass 1234 12345 123456 guest test demo".split())


def _is_second(user: str, value: str) -> bool:
    if (
        user.lower() in ("admin", "root", "administrator", "administrateur", "demo", "test")
        and value.lower() in _DEFAULTS
    ):
        return True
    return (
        is_strong(value)
        and not value.isalpha()
        and value.count(":") + value.count("/") < 2
        and not re.fullmatch(
            r"\d+/.*|[A-Za-z]+(?:-[A-Za-z]+)+|[\w.+\-]+@[\w.\-]+|\d+[.,]?\d*\S{0,2}|[\w\-]+\.\w{2,4}", value
        )
        and not user.isdigit()
        and "://" not in value
    )
