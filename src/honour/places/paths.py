"""Names and paths as the map writes them.

Names are joined by dots: `main.public.orders`, `order_id.user_id`. One that holds a dot, a comma, a bracket,
`=`, an arrow or a quotation mark stands in double quotes, a quotation mark in it doubled: `main."a.b"`.
Several columns that only together name a row stand in brackets: `(tenant, number)`.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r'\s*(?:"((?:[^"]|"")+)"|(->|[.,()])|((?:(?!->)[^".,()=])+))\s*')

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A path's parts: its steps, each of one column or more; where the last one points, if the map says so.

    `to` is the target's names, the columns last; `value` is the field by which the last step is compared.
    """

    steps: tuple[Names, ...]
    to: tuple[Names, ...] = ()
    value: str = ""


def names_of(written: str) -> Names | None:
    """`a."b.c"` as its names; None where it is no such text."""
    groups, rest = _groups(_tokens(written) or [])
    return (
        None if rest or not groups or any(len(group) > 1 for group in groups) else tuple(g[0] for g in groups)
    )


def column_of(written: str) -> str:
    """A column's name, which may stand in quotes; else just as it is written."""
    names = names_of(written) if written.startswith('"') else None
    return names[0] if names and len(names) == 1 else written


def quoted(name: str) -> str:
    """A name as the map writes it."""
    plain = re.fullmatch(r'(?:(?!->)[^".,()=\s:#{}\[\]])+', name)
    return name if plain else '"' + name.replace('"', '""') + '"'


def spelled(written: str) -> Spelled | None:
    """A path's parts; None where it is none."""
    path, equals, field = _halves(written)
    tokens = _tokens(path)
    if tokens is None:
        return None
    steps, rest = _groups(tokens)
    if not steps or (equals and (rest or not field)):
        return None
    if not rest:
        return Spelled(tuple(steps), (), field)
    if rest[0] != ("sign", "->"):
        return None
    target, rest = _groups(rest[1:])
    is_target = len(target) > 1 and not rest and all(len(group) == 1 for group in target[:-1])
    return Spelled(tuple(steps), tuple(target)) if is_target else None


def _halves(written: str) -> tuple[str, bool, str]:
    """What stands before and after an `=` that is in no quotes."""
    for found in re.finditer(r'"(?:[^"]|"")*"|=', written):
        if found[0] == "=":
            return written[: found.start()], True, written[found.end() :].strip()
    return written, False, ""


Token = tuple[str, str]


def _tokens(written: str) -> list[Token] | None:
    tokens: list[Token] = []
    at = 0
    while at < len(written):
        found = _TOKEN.match(written, at)
        if found is None or found.end() == at:
            return None
        quoted_name, sign, bare = found.groups()
        if sign:
            tokens.append(("sign", sign))
        else:
            name = quoted_name.replace('""', '"') if quoted_name else bare.strip()
            tokens.append(("name", name))
        at = found.end()
    return None if any(token == ("name", "") for token in tokens) else tokens


def _groups(tokens: list[Token]) -> tuple[list[Names], list[Token]]:
    """Names and bracketed names joined by dots, and the tokens after them."""
    groups: list[Names] = []
    while tokens:
        group, rest = _group(tokens)
        if not group:
            return [], tokens
        groups.append(group)
        if not rest or rest[0] != ("sign", "."):
            return groups, rest
        tokens = rest[1:]
    return [], tokens


def _group(tokens: list[Token]) -> tuple[Names, list[Token]]:
    """One name, or `(a, b)`."""
    if tokens[0][0] == "name":
        return (tokens[0][1],), tokens[1:]
    if ("sign", ")") not in tokens or tokens[0] != ("sign", "("):
        return (), tokens
    end = tokens.index(("sign", ")"))
    inside = tokens[1:end]
    well_made = len(inside) % 2 == 1 and all(
        token[0] == "name" if number % 2 == 0 else token == ("sign", ",")
        for number, token in enumerate(inside)
    )
    return (tuple(name for _, name in inside[::2]), tokens[end + 1 :]) if well_made else ((), tokens)
