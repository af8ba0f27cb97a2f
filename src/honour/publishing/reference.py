"""The reference of the language and its JSON Schema, both made of what each section says of itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from honour.promises import (
    account,
    after_death,
    allow,
    ask,
    collect,
    data,
    decide,
    keep,
    lexicon,
    never,
    people,
    protect,
    recipients,
    say,
    share,
    site,
    tell,
    words,
)
from honour.promises.grammar import Phrase, de, filled, typeset
from honour.promises.law import LAWS, Law
from honour.promises.never import ACTS
from honour.promises.policy import REQUIRED, VERSION
from honour.promises.reference import Construct

CORE: Final[tuple[Construct, ...]] = (
    *site.CONSTRUCTS,
    *words.CONSTRUCTS,
    *people.CONSTRUCTS,
    *data.CONSTRUCTS,
    *recipients.CONSTRUCTS,
    *collect.CONSTRUCTS,
    *share.CONSTRUCTS,
    *keep.CONSTRUCTS,
    *allow.CONSTRUCTS,
    *ask.CONSTRUCTS,
    *account.CONSTRUCTS,
    *decide.CONSTRUCTS,
    *protect.CONSTRUCTS,
    *after_death.CONSTRUCTS,
    *never.CONSTRUCTS,
    *tell.CONSTRUCTS,
    *say.CONSTRUCTS,
)
"""The sections that every site can have, in the order of the file; trades add their own under `offer`."""

OFFER: Final = "offer: "
_SECTION: Final = "offer"
_ADDRESS: Final = "https://json-schema.org/draft/2020-12/schema"

SMALLEST: Final = """\
honour: 1
site:
  name: Les Amis du canal
  address: https://amis-du-canal.example
  publisher: {name: Les Amis du canal, country: FR, contact: contact@amis-du-canal.example}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  effective: 2027-01-01
people:
  member: {who: has joined the association}
data:
  contact: {holds: [name, e-mail], of: member}
collect:
  - {data: contact, for: newsletter, basis: consent}
keep:
  - {data: contact, until: consent withdrawn, or: 3 years since recorded}
"""
"""A whole policy: an association that writes to its members."""

_OPENING: Final = f"""\
# The policy language: reference

A policy is one file, `policy.yaml`, that a lawyer reads without a manual. This page is made from the code
(`honour words --reference`), and each example on it is read by a test. `honour check` names what is wrong
with a policy, where, why and what to write instead; `honour publish` shows it in words, in French and in
English.

The smallest whole policy, of an association that writes to its members:

```yaml
{SMALLEST}```

Rules for the whole file:

- Words are lower-case, with spaces where English has them (`time zone`), and come from the lists below or
  from `words`.
- Nothing is guessed: `no` is the word no, and a date is written `2026-12-01`. A length of time is a number
  and days, weeks, months or years, as in `6 months`.
- `data` in a statement names kinds that the section `data` declares, one or a list, or `everything`.
- Free text stands only where the file gives it in each language: `{{en: …, fr: …}}`.
- What no statement collects, shares, asks or offers does not exist for the site.
- Several lines may speak of the same data. Within one line of `keep` the earliest event ends the term;
  across lines for different purposes the data stay until the last one ends.
- Tabs, tags, aliases and names that stand twice are refused; so is a file of more than 256 KB.
"""


def reference(constructs: Sequence[Construct]) -> str:
    """The page in Markdown; `constructs` are the core's and those of the trades. Ends with a line break."""
    contents = "\n".join(f"- [`{each.name}`](#{_anchor(each.name)})" for each in constructs)
    sections = [_section_of(each) for each in constructs]
    return "\n".join((_OPENING, "## Sections\n", contents, "", *sections, _vocabulary()))


def policy_schema(constructs: Sequence[Construct]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a policy, for editors: it knows each name, not what names refer to."""
    own = {each.name: each.schema for each in constructs if not each.name.startswith(OFFER)}
    offers = {
        each.name.removeprefix(OFFER): each.schema for each in constructs if each.name.startswith(OFFER)
    }
    offered = {"type": "object", "properties": offers, "additionalProperties": False}
    whole = {
        "$schema": _ADDRESS,
        "title": "A privacy policy of Honour",
        "type": "object",
        "properties": {"honour": {"enum": [VERSION, int(VERSION)]}, **own, _SECTION: offered},
        "required": list(REQUIRED),
        "additionalProperties": False,
    }
    plain = _plain(whole)
    assert isinstance(plain, dict)  # a mapping gives one
    return plain


def _plain(value: object) -> Any:
    """The same in the types of JSON."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _anchor(name: str) -> str:
    """The anchor that Markdown's readers give to a heading."""
    return name.replace(":", "").replace(" ", "-")


def _section_of(construct: Construct) -> str:
    shape = "\n".join(_shape(construct.schema, 0))
    return f"### {construct.name}\n\n{construct.meaning}\n\n```yaml\n{construct.example}```\n\n{shape}\n"


def _shape(schema: object, depth: int) -> Iterator[str]:
    """What may stand there, as a list: each name, whether it must stand, and what it can be."""
    for part in _objects(schema):
        needed = part.get("required", ())
        properties = part.get("properties", {})
        for name, inner in properties.items() if isinstance(properties, Mapping) else ():
            must = " (must stand)" if name in needed else ""
            said = _values(inner)
            yield f"{'  ' * depth}- `{name}`{must}{': ' + said if said else ''}"
            yield from _shape(inner, depth + 1)
        others = part.get("additionalProperties")
        if isinstance(others, Mapping):
            said = _values(others)
            yield f"{'  ' * depth}- a name of your own{': ' + said if said else ''}"
            yield from _shape(others, depth + 1)


def _objects(schema: object) -> Iterator[Mapping[str, Any]]:
    """The mappings that a value can be, also as items of a list."""
    if not isinstance(schema, Mapping):
        return
    if schema.get("type") == "object":
        yield schema
    for inner in (*schema.get("anyOf", ()), schema.get("items")):
        yield from _objects(inner)


def _values(schema: object) -> str:
    """What a value can be, in a few words; empty for a mapping."""
    if not isinstance(schema, Mapping):
        return ""
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "anyOf" in schema:
        said = dict.fromkeys(filter(None, (_values(each) for each in schema["anyOf"])))
        return " or ".join(said)
    if schema.get("type") == "array":
        inner = _values(schema.get("items"))
        return f"a list of {inner}" if inner else "a list"
    return _PATTERNS.get(str(schema.get("pattern")), "text") if schema.get("type") == "string" else ""


_PATTERNS: Final = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day, as in `2026-12-01`",
    "^[1-9][0-9]{0,4} (day|days|week|weeks|month|months|year|years)$": "a length of time, as in `6 months`",
    "^[A-Z]{2}$": "a country, as in `FR`",
}


def _vocabulary() -> str:
    these = Phrase("", plural=True, gender="masculine")
    lists: tuple[tuple[str, str, Iterable[tuple[str, str, str]]], ...] = (
        (
            "Fields",
            "`data: holds`",
            ((n, it.en[it.plural], it.fr[it.plural]) for n, it in lexicon.FIELDS.items()),
        ),
        ("People", "`people`", ((n, it.en, it.fr) for n, it in lexicon.GROUPS.items())),
        ("Purposes", "`for`, `purpose`", ((n, it.gerund, it.fr) for n, it in lexicon.PURPOSES.items())),
        (
            "Events",
            "`until`, `since`",
            ((n, filled(it.en_when, these), filled(it.fr, these)) for n, it in lexicon.EVENTS.items()),
        ),
        ("Occasions", "`share: when`", ((n, it.en, it.fr) for n, it in lexicon.OCCASIONS.items())),
        (
            "Recipients",
            "names of `recipients`",
            ((n, it.en, it.fr) for n, it in lexicon.RECIPIENTS.items()),
        ),
        (
            "Categories",
            "`recipients: category`",
            ((n, it.en[1], it.fr[1]) for n, it in lexicon.CATEGORIES.items()),
        ),
        ("Acts", "`never`", ((n, it.said.en, it.said.fr) for n, it in ACTS.items())),
        ("Laws", "`basis: {law: …}`", ((n, *_law(it)) for n, it in LAWS.items())),
    )
    blocks = [f"### {title}\n\nFor {where}.\n\n{_table(rows)}" for title, where, rows in lists]
    return "\n".join(("## Words\n", *blocks))


def _law(law: Law) -> tuple[str, str]:
    return f"{law.article.en} of {law.name.en}", typeset(f"{law.article.fr} {de(law.name.fr)}")


def _table(rows: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"| `{name}` | {en} | {fr} |" for name, en, fr in sorted(rows)]
    return "\n".join(("| word | English | French |", "|---|---|---|", *lines, ""))
