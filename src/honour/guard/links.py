"""Passwords inside links, connection strings, settings and command lines."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span
from honour.guard.tokens import bare, is_placeholder, mixed, value_at
from honour.guard.vendors import vendor_key

_LINK: Final = re.compile(
    r"://([^\s/@:\"'<>]{0,64}):([^\s@/\"'<>]{1,160})@(?=[\w\[.\-$])(?!(?:[\w\-]+\.)?example\.)"
)
_OPTION: Final = re.compile(
    r"(?:"
    r"-u\s{0,2}[\"']?(?P<user>[\w.@+\-]{1,64}):|"
    r"--?(?:[a-z]{1,16}-)?(?:password|passwd|passphrase|pass|pw|pwd|mdp)(?:\s|=)[\"']?|"
    r"/(?:p|pass|password):)"
)
_SIGNS: Final = (" -", "\n-", "\t-", "`-", '"-', "'-", "(-", " /p")
"""How an option of a command begins."""
_SHORT: Final = (
    ("mysql", r"\bmysql\w{0,12}\b[^\n|;]{0,120}?\s-p(?=[^\s\-])"),
    ("mariadb", r"\bmariadb[\w\-]{0,12}\b[^\n|;]{0,120}?\s-p(?=[^\s\-])"),
    ("sshpass", r"\bsshpass\s-p\s?"),
    ("redis-cli", r"\bredis-cli\b[^\n|;]{0,80}?\s-a\s"),
    ("docker login", r"\bdocker login\b[^\n|;]{0,80}?\s-p\s"),
    ("7z", r"\b7z\w?\b[^\n|;]{0,80}?\s-p(?=[^\s\-])"),
    ("unzip", r"\bunzip\b[^\n|;]{0,80}?\s-P\s"),
    ("smbclient", r"\bsmbclient\b[^\n|;]{0,120}?\s-U\s?\w{1,40}%"),
    ("sqlcmd", r"\bsqlcmd\b[^\n|;]{0,80}?\s-P\s?"),
    ("ldapsearch", r"\bldap\w{3,8}\b[^\n|;]{0,120}?\s-w\s"),
    ("identified by", r"(?i)\bidentified (?:with \w{1,30} )?by\s(?=[\"'])"),
    ("net use", r"(?i)\bnet use \S{1,80}(?: \S{1,80})?\s(?=\S{4,40}\s/user:)"),
    ("net user", r"(?i)\bnet user \w{1,40}\s(?=[^/\s])"),
    ("convertto-securestring", r"(?i)\bconvertto-securestring\s(?:-string\s)?"),
    ("chpasswd", r"\becho\s[\"']?\w{1,32}:(?=\S{3,64}\s?\|\s?(?:sudo )?chpasswd)"),
    ("<password>", r"(?i)<password>"),
    ("basic ", r"(?i)\bauthorization: basic (?=[A-Za-z0-9+/]{10,}={0,2})"),
)
_PROGRAMS: Final = frozenset(
    "mysql mysqldump mysqladmin mysqlimport mariadb dump sshpass redis docker z unzip smbclient"
    " sqlcmd ldapsearch ldapadd ldapmodify"
    " identified net convertto chpasswd password authorization".split()
)
_TEACHING: Final = frozenset("user username utilisateur login usr name nom foo".split())
_TAUGHT: Final = frozenset(
    "pass password passwd pwd secret mdp motdepasse mot_de_passe mypassword bar pw token apikey p x"
    " postgres postgresql"
    " mysql root admin guest rabbitmq redis x-oauth-basic x-token-auth user username test hunter"
    " changeme".split()
)


def links(view: Folded) -> Iterable[Span]:
    """Passwords of links, options and settings, by where they stand in the view."""
    return (
        _links(view)
        if "://" in view.text or " -" in view.text or not view.words.isdisjoint(_PROGRAMS)
        else ()
    )


def _links(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if "://" in text and "@" in text:
        for found in _LINK.finditer(text):
            value = found[2]
            if (
                is_placeholder(value)
                or not value.strip("<>[]@/:")
                or value.lower() in _TAUGHT
                or found[1].lower() in _TEACHING
            ):
                continue
            if vendor_key(value):
                continue
            yield Span(*found.span(2), "API_KEY" if mixed(value) else "PASSWORD", "link", found.span(1))
    for sign in _SIGNS:
        at = low.find(sign)
        while at >= 0:
            option = _OPTION.match(low, at + 1)
            if option is not None:
                yield from _option(text, option)
            at = low.find(sign, at + 1)
    if view.words.isdisjoint(_PROGRAMS):
        return
    for word, pattern in _SHORT:
        if word in low:
            for found in compiled(pattern).finditer(text):
                yield from _option(text, found)


def _option(text: str, found: re.Match[str]) -> Iterator[Span]:
    start, end, _ = value_at(text, found.end())
    if start and text[start - 1] in "\"'":
        end = min(
            end, text.find(text[start - 1], start) if text.find(text[start - 1], start, end + 1) > 0 else end
        )
    end = text.find("<", start, end) if "<" in text[start + 1 : end] else end
    value = bare(text[start:end])
    if found[0].startswith("--") and found[0][-1].isspace() and value.isalpha() and value.islower():
        return  # “the --password option”: the sentence goes on
    if len(value) < 3 or is_placeholder(value) or value.startswith(("-", "$", "/")) or vendor_key(value):
        return
    yield Span(start, end, "API_KEY" if mixed(value) else "PASSWORD", "option", found.span())
