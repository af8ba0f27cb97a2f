"""The answer to somebody who asks what is held about him (GDPR Art. 15): as data for programs, as a page to
read.

This is where personal values come out of their type: the person has the right to see them, or a command was
journalled that shows them to whoever answers him.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any, Final

from honour.plans.show import Asked, Shown
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.publishing.held import Held, Table, held, kept, received_by_all, said
from honour.publishing.plain_values import plain

_WORDS: Final[Mapping[str, Wording]] = {
    "title": Wording("What {} holds about you", "Ce que {} détient sur vous"),
    "nothing": Wording("Nothing is held here.", "Rien n'est détenu ici."),
    "asked": Wording("As of {}.", "Situation au {}."),
    "why": Wording("Why we hold this", "Pourquoi nous les détenons"),
    "kept": Wording("Until when", "Jusqu'à quand"),
    "received": Wording("Who receives it", "Qui les reçoit"),
    "received by all": Wording("Who receives any of this", "Qui reçoit l'ensemble"),
    "source": Wording("Where it lies: {}", "Où elles se trouvent : {}"),
}


def as_data(policy: Policy, shown: Sequence[Shown], named: str, now: datetime) -> Mapping[str, Any]:
    """The answer ready for JSON: each place with its rows, purposes, grounds, terms, and the day it ends."""
    return {
        "person": named,
        "asked": now.strftime("%Y-%m-%dT%H:%MZ"),
        "policy": policy.digest,
        "places": [_place(policy, one) for one in shown if one.count or one.masked],
    }


def as_text(
    policy: Policy,
    shown: Sequence[Shown],
    named: str,
    now: datetime,
    also: Mapping[str, Any],
    fit: Callable[[str], str],
) -> str:
    """The answer as JSON text, the same as of `as_data` with `also` in it; only the values are written anew,
    for the words of a place are the same for everybody. `fit` makes JSON fit for where it goes.
    """
    about = {"person": named, "asked": now.strftime("%Y-%m-%dT%H:%MZ"), "policy": policy.digest, **also}
    told = [one for one in shown if one.count or one.masked]
    values = [_JSON.encode(about), *_rows_texts(told)]
    together = "".join(values)
    try:
        together.encode()
    except UnicodeEncodeError:  # some value is no UTF-8: each is looked at
        return fit(_JSON.encode({**as_data(policy, shown, named, now), **also}))
    if fit(together) != together:
        values = [fit(each) for each in values]
    places = [
        f'{_words_of_place(policy, one.asked, fit)}, "first_ends": {_day_text(one.first_ends)},'
        f' "last_ends": {_day_text(one.last_ends)}, "rows": {rows}, "masked": {one.masked}}}'
        for one, rows in zip(told, values[1:], strict=True)
    ]
    return f'{values[0][:-1]}, "places": [{", ".join(places)}]}}'


def _rows_texts(told: Sequence[Shown]) -> Iterator[str]:
    """Each one's rows as JSON text. They are written in one call, which costs half of one each, and parted
    where no value can: a sign between things that JSON writes otherwise inside a text.
    """
    parted: list[Any] = []
    for one in told:
        columns = one.asked.columns
        parted += [dict(zip(columns, row, strict=True)) for row in one.rows.reveal()], None
    lists = _PARTED.encode(parted)[1:].split(f"{_SIGN}null")[:-1]
    return (each.removeprefix(_SIGN).replace(_SIGN, ", ") for each in lists)


def _day_text(day: date | None) -> str:
    return "null" if day is None else f'"{day.isoformat()}"'


@lru_cache(maxsize=1024)
def _words_of_place(policy: Policy, asked: Asked, fit: Callable[[str], str]) -> str:
    """`_of_everybody` as JSON text, its object not closed."""
    return fit(_JSON.encode(_of_everybody(policy, asked)))[:-1]


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
        "kept": {language: list(kept(policy, asked.keep, language)) for language in policy.site.languages},
    }


def _not_json(value: Any) -> Any:
    """What JSON has no word for."""
    shown = plain(value)
    if shown is value:
        raise TypeError("a store gave a value of a type that no answer knows")
    return shown


_SIGN: Final = "\n"  # between two values; in a text, JSON writes it as an escape
_JSON: Final = json.JSONEncoder(ensure_ascii=False, default=_not_json)
_PARTED: Final = json.JSONEncoder(ensure_ascii=False, default=_not_json, separators=(_SIGN, ": "))


def as_page(policy: Policy, shown: Sequence[Shown], now: datetime, language: Language) -> str:
    """The answer as one HTML file without any other: no script, no request, fine in print."""
    title = escape(said(_WORDS["title"], language).format(policy.site.publisher.name))
    day = day_in_words(now.date(), language)
    parts = "\n".join(_section(one, language) for one in held(policy, shown, language))
    if parts:
        parts += _listed(said(_WORDS["received by all"], language), received_by_all(policy, language), "h2")
    style = (
        "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
        "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}"
        "div{overflow-x:auto}"
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}</style></head>\n<body><main><h1>{title}</h1>"
        f"<p>{escape(said(_WORDS['asked'], language).format(day))}</p>\n"
        f"{parts or '<p>' + escape(said(_WORDS['nothing'], language)) + '</p>'}\n</main></body></html>\n"
    )


def _section(one: Held, language: Language) -> str:
    tables = "\n".join(_table(each, language) for each in one.tables)
    why = [f"{purpose} {ground}" for purpose, ground in one.told.why]
    return (
        f"<section><h2>{escape(one.told.heading)}</h2>\n{tables}\n"
        + _listed(said(_WORDS["why"], language), why)
        + _listed(said(_WORDS["kept"], language), one.told.kept)
        + _listed(said(_WORDS["received"], language), one.told.received)
        + "</section>"
    )


def _table(table: Table, language: Language) -> str:
    head = "".join(
        f'<th scope="col">{escape(label)}<br><small>{escape(column)}</small></th>'
        for label, column in zip(table.labels, table.columns, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(value)}</td>" for value in row) + "</tr>"
        for row in table.rows.reveal()
    )
    told = "".join(f"<p>{escape(text)}</p>" for text in (table.ends, table.masked) if text)
    place = said(_WORDS["source"], language).format(table.place)
    return (
        f"<div><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
        f"{told}<p><small>{escape(place)}</small></p>"
    )


def _listed(heading: str, points: Sequence[str], level: str = "h3") -> str:
    if not points:
        return ""
    items = "".join(f"<li>{escape(each)}</li>" for each in points)
    return f"<{level}>{escape(heading)}</{level}><ul>{items}</ul>\n"
