"""The answer to somebody who asks what is held about him (GDPR Art. 15): as data for programs, as a page to
read.

This is where personal values come out of their type: the person has the right to see them, or a command was
journalled that shows them to whoever answers him.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any, Final

from honour.places.selections import Scalar
from honour.plans.show import Asked, Shown
from honour.promises.grammar import day_in_words
from honour.promises.keep import Keep
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import FIELDS
from honour.promises.policy import Policy
from honour.promises.sentences import keep_sentences

_WORDS: Final[Mapping[str, Wording]] = {
    "title": Wording("What {} holds about you", "Ce que {} détient sur vous"),
    "until": Wording("Until {} at the latest.", "Jusqu'au {} au plus tard."),
    "from-to": Wording("Each ends on its own day, from {} to {}.", "Chacune a son terme, du {} au {}."),
    "nothing": Wording("Nothing is held here.", "Rien n'est détenu ici."),
    "asked": Wording("As of {}.", "Situation au {}."),
    "masked-one": Wording(
        "One more entry stands here that somebody else wrote: those words are not yours, and are not shown.",
        "Un autre écrit se trouve ici, dont l'auteur n'est pas vous : ces mots ne sont pas montrés.",
    ),
    "masked": Wording(
        "{} more entries stand here that somebody else wrote: those words are not yours, and are not shown.",
        "{} autres écrits se trouvent ici, dont l'auteur n'est pas vous : ces mots ne sont pas montrés.",
    ),
    "source": Wording("Where it lies", "Où elles se trouvent"),
}


def as_data(policy: Policy, shown: Sequence[Shown], named: str, now: datetime) -> Mapping[str, Any]:
    """The answer ready for JSON: each place with its rows, purposes, grounds, terms, and the day it ends."""
    return {
        "person": named,
        "asked": now.strftime("%Y-%m-%dT%H:%MZ"),
        "policy": policy.digest,
        "places": [_place(policy, one) for one in shown if one.count or one.masked],
    }


def _place(policy: Policy, one: Shown) -> Mapping[str, Any]:
    columns = one.asked.columns
    return {
        **_of_everybody(policy, one.asked),
        "first_ends": one.first_ends and one.first_ends.isoformat(),
        "last_ends": one.last_ends and one.last_ends.isoformat(),
        "rows": [dict(zip(columns, map(plain, row), strict=True)) for row in one.rows.reveal()],
        "masked": one.masked,
    }


@lru_cache(maxsize=1024)
def _of_everybody(policy: Policy, asked: Asked) -> Mapping[str, Any]:
    """What of a place's answer is the same for everybody who asks: worked out once, only to be read."""
    return {
        "place": str(asked.place.table),
        "kinds": list(asked.kinds),
        "fields": dict(zip(asked.columns, asked.fields, strict=True)),
        "why": [
            {"purpose": each.purpose, "ground": each.basis.ground, "law": each.basis.law_named}
            for each in asked.collect
        ],
        "kept": {language: list(_kept(policy, asked.keep, language)) for language in policy.site.languages},
    }


def plain(value: Scalar) -> Any:
    """A store's value as JSON can bear it: bytes in base64, dates as ISO 8601 text."""
    match value:
        case str():
            return value if value.isascii() else _utf8(value)
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
        case datetime():
            return value.isoformat()
        case _:
            return value


def _utf8(text: str) -> str:
    """A text whose bytes are no UTF-8 came so out of a file: what cannot be read shows as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def as_page(policy: Policy, shown: Sequence[Shown], now: datetime, language: Language) -> str:
    """The answer as one HTML file without any other: no script, no request, fine in print."""
    title = escape(_WORDS["title"].say(language).format(policy.site.publisher.name))
    day = day_in_words(now.date(), language)
    parts = "\n".join(_section(policy, one, language) for one in shown if one.count or one.masked)
    style = (
        "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
        "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}"
        "div{overflow-x:auto}"
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}</style></head>\n<body><main><h1>{title}</h1>"
        f"<p>{escape(_WORDS['asked'].say(language).format(day))}</p>\n"
        f"{parts or '<p>' + escape(_WORDS['nothing'].say(language)) + '</p>'}\n</main></body></html>\n"
    )


def _section(policy: Policy, one: Shown, language: Language) -> str:
    fields = [FIELDS.get(name) for name in one.asked.fields]
    labels = [
        (field.en[0] if language == "en" else field.fr[0]) if field else name
        for field, name in zip(fields, one.asked.fields, strict=True)
    ]
    heading = ", ".join(dict.fromkeys(labels))
    head = "".join(
        f'<th scope="col">{escape(label)}<br><small>{escape(column)}</small></th>'
        for label, column in zip(labels, one.asked.columns, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(_readable(value))}</td>" for value in row) + "</tr>"
        for row in one.rows.reveal()
    )
    ends = _ends(one.first_ends, one.last_ends, language)
    said = [*_kept(policy, one.asked.keep, language), ends, masked_said(one.masked, language)]
    kept = "".join(f"<p>{escape(text)}</p>" for text in said if text)
    place = (
        f"{_WORDS['source'].say(language)} : " if language == "fr" else f"{_WORDS['source'].say(language)}: "
    )
    return (
        f"<section><h2>{escape(heading[:1].upper() + heading[1:])}</h2>{kept}\n"
        f"<div><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
        f"<p><small>{escape(place)}{escape(str(one.asked.place.table))}</small></p></section>"
    )


@lru_cache(maxsize=1024)
def _kept(policy: Policy, keep: tuple[Keep, ...], language: Language) -> tuple[str, ...]:
    """The sentences of these statements, each once: the same for every person who asks."""
    return tuple(dict.fromkeys(text for each in keep for text in keep_sentences(policy, each, language)))


def _ends(first: date | None, last: date | None, language: Language) -> str:
    if last is None or first is None:
        return ""
    if first == last:
        return _WORDS["until"].say(language).format(day_in_words(last, language))
    between = (day_in_words(first, language), day_in_words(last, language))
    return _WORDS["from-to"].say(language).format(*between)


def masked_said(rows: int, language: Language) -> str:
    """That so many rows are somebody else's words; empty where none is."""
    return _WORDS["masked-one" if rows == 1 else "masked"].say(language).format(rows) if rows else ""


def _readable(value: Scalar) -> str:
    shown = plain(value)
    return "–" if shown is None else str(shown)
