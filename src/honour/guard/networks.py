"""E-mail addresses, written plainly or spelt out, and public IP addresses.

Left alone: what names nobody (addresses reserved for documentation, RFC 2606, 5737, 3849; private and
loopback networks, netmasks; public resolvers), users of machines (`git@`, a shell's prompt), versions.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span
from honour.guard.surroundings import before, has_word

_LOCAL: Final = re.compile(r"[\w.+\-'%&=~]{1,64}$")
_DOMAIN: Final = re.compile(r"[^\W_](?:[\w\-]{0,62})(?:\.[^\W_][\w\-]{0,62}){1,6}+")
_NOT_TLD: Final = frozenset(
    "png jpg jpeg gif svg webp ico css js ts jsx tsx mjs html htm php py rb go rs java json xml yml"
    " yaml toml md txt"
    " csv log conf cfg ini sh service timer socket mount local localhost lan internal corp home"
    " invalid".split()
)
_RESERVED: Final = re.compile(
    r"(?:.*\.)?(?:example|exemple)(?:\.(?:com|org|net|edu|fr|be|ch|eu|co\.uk))?|.*\.(?:invalid"
    r"|localhost|example|exemple)"
)
_MADE_UP: Final = re.compile(
    r"(?:(?:your|votre|my|mon|un|some|a)?[\-_.]?(?:domaine?|company|entreprise|societe|site|mail"
    r"|email|server|serveur|host|ton"
    r"domaine)|foo|bar|baz|test|acme|xyz|abc|contoso|fabrikam|domain\d?)\.[a-z.]{2,8}|.*\.test"
)
_NOBODY: Final = frozenset(
    "user users username utilisateur name nom prenom prenom.nom nom.prenom first.last"
    " firstname.lastname you your"
    " yourname votre.nom vous someone somebody quelquun foo bar baz test tests tester me moi"
    " john.doe jane.doe"
    " jean.dupont jdoe john jane alice bob admin contact info hello mail email adresse address"
    " client customer"
    " root deploy git abc xyz x a recipient sender from to dev api app service sample demo exemple"
    " example".split()
)
_MACHINES: Final = frozenset(
    "git hg svn noreply no-reply no_reply ne-pas-repondre nepasrepondre donotreply do-not-reply mailer-daemon"
    " postmaster abuse hostmaster webmaster root www-data nobody daemon support bounce bounces notifications"
    " notification security listserv majordomo noc".split()
)
"""Mailboxes of machines and functions (RFC 2142), which are no person's."""
_SHELL: Final = r"(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|git clone|remote add \w+|mount|ftp)\s[^\n@;|]{0,60}$"
_LINKS_USER: Final = r"[a-z][a-z0-9+.\-]{1,20}://[^\s/@]{0,120}$"

_AT_SAID: Final = (
    r"(?:[\[({<]\s?(?:at|arobase?|arobaz|@|a|chez|ät)\s?[\])}>]|\s(?:at|arobase?|arobaz)(?=\s)"
    r"|\s@(?=\s))\s{0,2}"
)
_DOT: Final = r"(?:\s{0,2}[\[({<]\s?(?:dot|point|\.|pt)\s?[\])}>]\s{0,2}|\s(?:dot|point)\s)"
_SPELT_LEFT: Final = rf"[\w\-+.]{{1,40}}(?:{_DOT}[\w\-+]{{1,40}}){{0,4}}$"
_SPELT_RIGHT: Final = rf"(?i)[\w\-]{{2,63}}(?:{_DOT}[\w\-]{{2,63}}){{1,4}}"
_HALF_RIGHT: Final = r"[\w\-]{2,63}(?:\.[\w\-]{2,63}){1,4}"
_SPELT_HALF: Final = re.compile(rf"[\w\-]{{2,63}}(?:{_DOT})(?:[a-z]{{2,10}})\b", re.IGNORECASE)

_IPV4: Final = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_IPV6: Final = re.compile(r"[23][0-9a-f]{3}:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{0,4}(?![\w:])")
_NETWORK: Final = frozenset(
    "ip ips ipv serveur serveurs server servers host hosts hôte hote hôtes hotes ping pinged pinging"
    " ssh address addresses"
    " adresse adresses relay relays relais connexion connexions connection connections connect"
    " connected firewall feu dns vps"
    " nas routeur routeurs router routers gateway passerelle client machine from depuis via at box"
    " vpn edge proxy traceroute"
    " curl telnet rdp ban banned banni bannie bannit block blocked blocks bloque bloqué bloquée"
    " bloquer whitelist autoriser"
    " venant provenance attaque attack attacks scan scans".split()
)
_VERSION: Final = re.compile(
    r"(?:\b(?:versions?|v|ver|pilotes?|drivers?|firmwares?|micrologiciels?|builds?|releases?|plugins?"
    r"|maj|mise [aà] jour"
    r"|update|upgrade|upgraded|updated|r[eé]visions?|php|chrome|firefox|edge|windows|kernel|java|jdk"
    r"|sdk|office"
    r"|module|modules|extension|package|paquet|app|application|client|bios|agent|assembly"
    r"|file ?version|patch|hotfix)"
    r"(?: (?:est |is |was |are )?(?:en |to |from |vers |de |in |at |on |la |le |the |version "
    r"|v)?)?[^\w]{0,3}|\bv)$"
)
_RESOLVERS: Final = frozenset(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220"
    " 80.67.169.12 80.67.169.40"
    " 4.2.2.1 4.2.2.2 1.2.3.4 4.3.2.1 12.34.56.78 9.9.9.10 94.140.14.14 94.140.15.15 76.76.2.0"
    " 5.6.7.8 1.1.1.2".split()
)
_RESOLVERS_6: Final = (
    "2001:4860:4860:",
    "2606:4700:4700:",
    "2620:fe:",
    "2001:db8:",
    "2001:0db8:",
    "3fff:",
    "2001::",
    "2620:119:",
)


def emails(view: Folded) -> Iterable[Span]:
    """E-mail addresses, by where they stand in the view."""
    return _emails(view) if "@" in view.text or not view.words.isdisjoint(_AT_WORDS) else ()


def _emails(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    at = text.find("@")
    while at >= 0:
        span = _email(text, low, at)
        if span is not None:
            yield span
        at = text.find("@", at + 1)
    if not view.words.isdisjoint(_AT_WORDS):
        yield from _spelt_out(text, low, view.words)


_AT_WORDS: Final = frozenset(("at", "arobase", "arobas", "arobaz", "chez", "dot", "point"))
_SIGNS: Final = ("[", "(", "{", "<", " arob", " at ", " @ ")


def _spelt_out(text: str, low: str, words: frozenset[str]) -> Iterator[Span]:
    for sign in _SIGNS if "dot" in words or "point" in words else _SIGNS[:5]:
        at = low.find(sign)
        while at >= 0:
            found = compiled(_AT_SAID).match(low, at)
            if found is not None and (span := _spelt(text, low, found)) is not None:
                yield span
            at = low.find(sign, at + 1)


def _email(text: str, low: str, at: int) -> Span | None:
    local = _LOCAL.search(text, max(0, at - 64), at)
    domain = _DOMAIN.match(text, at + 1)
    if local is None or domain is None:
        return None
    start, end = local.start(), domain.end()
    while start < at and text[start] in ".-'=&%~+":
        start += 1
    if "=" in text[start:at]:
        start = text.rindex("=", start, at) + 1
    name, host = low[start:at], low[at + 1 : end]
    tld = host.rpartition(".")[2]
    if not name or not tld.isalpha() or len(tld) < 2 or tld in _NOT_TLD or name in _MACHINES:
        return None
    if (text[start - 1 : start] in ("@", "/", "\\") and start) or text[end : end + 2] in (":~", ":/"):
        return None
    if _RESERVED.fullmatch(host) or (_MADE_UP.fullmatch(host) and name in _NOBODY):
        return None
    if compiled(_SHELL).search(low, max(0, start - 70), start) or compiled(_LINKS_USER).search(
        low, max(0, start - 130), start
    ):
        return None
    if (name.startswith("git") or text[start - 1 : start] == "@") and text[end : end + 1] == ":":
        return None
    return Span(start, end, "EMAIL")


def _end_of_word(low: str, at: int) -> int:
    while at and low[at - 1] == " ":
        at -= 1
    return at


def _spelt(text: str, low: str, found: re.Match[str]) -> Span | None:
    """`jean [at] exemple [dot] fr`, `jean arobase exemple point fr`, `jean at exemple dot fr`."""
    left = compiled(_SPELT_LEFT).search(low, max(0, found.start() - 100), _end_of_word(low, found.start()))
    if left is None:
        return None
    bracketed = found[0].strip()[:1] in "[({<"
    right = compiled(_SPELT_RIGHT).match(low, found.end())
    if right is None and (bracketed or "arob" in found[0] or "@" in found[0]):
        right = compiled(_HALF_RIGHT).match(low, found.end())
    if right is None:
        return None
    tld = re.split(r"[^\w\-]+", right[0])[-1]
    if not tld.isalpha() or not 2 <= len(tld) <= 12 or tld in _NOT_TLD:
        return None
    if not bracketed and found[0].strip() == "at" and tld not in _TLDS:
        return None
    host = re.sub(r"\s|[\[\](){}<>]", "", re.sub(r"\b(?:dot|point|pt)\b", ".", right[0]))
    if re.fullmatch(r"(?:example|domain)\.(?:com|org|net)", host):
        return None
    return Span(left.start(), right.end(), "EMAIL", "said", found.span())


_TLDS: Final = frozenset("com fr org net be ch uk io eu ca ie de es it lu co info me us dev app".split())


def addresses_of_machines(view: Folded) -> Iterable[Span]:
    """Public IP addresses, of both versions, by where they stand in the view."""
    return _addresses_of_machines(view) if view.digits >= 4 else ()


def _addresses_of_machines(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if text.count(".") >= 3:
        for at in view.runs:
            four = _IPV4.match(text, at)
            if four is not None and _is_public(four, text, low):
                yield Span(*four.span(), "IP")
    if text.count(":") >= 3:
        for found in _IPV6.finditer(low):
            if _is_public_6(found, low):
                yield Span(found.start(), found.end(), "IP")


def _is_public(found: re.Match[str], text: str, low: str) -> bool:
    start, end = found.span()
    last = text[start - 1] if start else " "
    if (
        last.isalnum()
        or last in "._-+#$"
        or text[end : end + 1].isalpha()
        or text[end : end + 1] in ("_", "-")
    ):
        return False
    octets = [int(part) for part in found.groups()]
    if (
        max(octets) > 255
        or found[0] in _RESOLVERS
        or any(len(part) > 1 and part[0] == "0" for part in found.groups())
    ):
        return False
    if _reserved(octets):
        return False
    said = before(low, start, 60)
    if _VERSION.search(said):
        return False
    if last == ":" and text[start - 2 : start - 1].isalnum():
        return False  # the tag of an image, the version of a coordinate
    spoken = last in "[/" or has_word(low, start - len(said), start, _NETWORK)
    most = max(octets)
    if octets[3] == 0 or 0 in octets[1:3]:
        return spoken and octets[3] != 0 and most >= 32
    if last == "@":
        return most >= 100 or compiled(_SHELL).search(low, max(0, start - 70), start) is not None
    return most >= (12 if spoken else 100)


def _reserved(octets: list[int]) -> bool:
    """Networks that belong to nobody (RFC 6890, 5737, 6598, 1112)."""
    a, b, c, _ = octets
    return (
        a in (0, 10, 127)
        or a >= 224
        or (a == 100 and 64 <= b <= 127)
        or (a == 169 and b == 254)
        or (a == 172 and 16 <= b <= 31)
        or (a == 192 and b == 168)
        or (a == 192 and b == 0 and c in (0, 2))
        or (a == 198 and b in (18, 19))
        or (a == 198 and b == 51 and c == 100)
        or (a == 203 and b == 0 and c == 113)
    )


def _is_public_6(found: re.Match[str], low: str) -> bool:
    said = found[0]
    if found.start() and (low[found.start() - 1].isalnum() or low[found.start() - 1] in ":-_."):
        return False
    groups = said.split(":")
    filled = [group for group in groups if group]
    if said.count("::") > 1 or said.startswith(_RESOLVERS_6) or ":::" in said:
        return False
    if "::" in said:
        return 2 <= len(filled) <= 7
    return len(groups) == 8 and len(filled) == 8
