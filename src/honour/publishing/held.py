"""What is held about somebody, put in the order and the words in which a person reads it: by kind of the
policy, each with why, on which ground, until when and who receives it (GDPR Art. 15(1)(a)-(d)).

Values stay `Personal`, written as a page shows them; whoever prints them reveals them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from honour.places.personal import Personal
from honour.places.selections import Scalar
from honour.plans.show import Asked, Shown
from honour.promises.collect import Collect, ground_sentence, serving
from honour.promises.data import theirs
from honour.promises.grammar import day_in_words, sentence
from honour.promises.keep import Keep
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.recipients import seeing_sentence, storing_sentence
from honour.promises.sentences import keep_sentences, share_sentence, yours
from honour.publishing.plain_values import plain
from honour.publishing.typography import typeset

_OWN: Final = ("main.keeping_", "main.account_", "main.mfa_", "main.socialaccount_")
"""How the names of the site's own tables begin."""

_CONVERSATION: Final = "main.keeping_messages_message"
"""Of the site's own tables the one whose rows a person may ask about one by one: what he wrote to it."""

NOTHING: Final = "–"
"""What stands where a row holds nothing."""

_COLUMNS: Final[Mapping[str, Wording]] = {
    "to": Wording("sent to", "envoyé à"),
    "subject": Wording("subject", "objet"),
    "text": Wording("text", "texte"),
    "version": Wording("version of the policy", "version de la politique"),
    "digest": Wording("fingerprint of its file", "empreinte de son fichier"),
    "page": Wording("fingerprint of the page", "empreinte de la page"),
    "language": Wording("language", "langue"),
    "wording": Wording("what you ticked", "ce que vous avez coché"),
    "documents": Wording("the site's other texts", "les autres textes du site"),
    "purpose": Wording("what for", "finalité"),
    "given": Wording("yes or no", "oui ou non"),
    "way": Wording("by which way", "par quel moyen"),
    "hash": Wording("fingerprint of the page", "empreinte de la page"),
    "wish": Wording("your wish", "votre souhait"),
    "trusted": Wording("person you trust", "personne de confiance"),
    "on_behalf": Wording("for whom", "au nom de qui"),
    "channel": Wording("how it came", "par quelle voie"),
    "whom": Wording("matched to", "rapproché de"),
    "kind": Wording("decision", "décision"),
    "article": Wording("article of law", "article de loi"),
    "country": Wording("country", "pays"),
    "region": Wording("region", "région"),
    "browser": Wording("browser", "navigateur"),
    "device": Wording("device", "appareil"),
    "means": Wording("how you signed in", "moyen de connexion"),
    "token": Wording("access of the other platform", "accès de l'autre plateforme"),
    "uid": Wording("your number there", "votre numéro là-bas"),
    "extra_data": Wording("what it told us", "ce qu'elle nous a transmis"),
}
"""What tells columns of one field apart, by their names in the site's own tables."""

_COLUMNS_TO_STAFF: Final[Mapping[str, Wording]] = {
    **_COLUMNS,
    "wording": Wording("what was ticked", "ce qui a été coché"),
    "wish": Wording("wish", "souhait"),
    "means": Wording("means of signing in", "moyen de connexion"),
    "uid": Wording("number there", "numéro là-bas"),
}
"""The same where it is not the person who reads."""

_CODES: Final[Mapping[str, Mapping[str, Wording]]] = {
    "means": {
        "sign-up": Wording("opening the account", "ouverture du compte"),
        "password": Wording("password", "mot de passe"),
        "passkey": Wording("passkey", "clé d'accès"),
        "code": Wording("code sent by e-mail", "code envoyé par courriel"),
    },
    "device": {
        "phone": Wording("phone", "téléphone"),
        "tablet": Wording("tablet", "tablette"),
        "computer": Wording("computer", "ordinateur"),
    },
    "language": {"fr": Wording("French", "français"), "en": Wording("English", "anglais")},
    "subject": {
        "question": Wording("a question", "une question"),
        "access": Wording("to see the data", "voir les données"),
        "rectify": Wording("to correct the data", "rectifier les données"),
        "erase": Wording("to close the account or erase", "fermer le compte ou effacer"),
        "object": Wording("an objection", "une opposition"),
        "restrict": Wording("to restrict the data", "limiter les données"),
        "theft": Wording("identity theft", "usurpation d'identité"),
        "death": Wording("somebody has died", "décès d'une personne"),
        "other": Wording("another right", "un autre droit"),
    },
    "on_behalf": {
        "myself": Wording("for oneself", "pour soi-même"),
        "mandate": Wording("for somebody who gave a mandate", "pour une personne qui a donné mandat"),
        "child": Wording("for a child", "pour un enfant"),
        "heir": Wording("as an heir", "en qualité d'héritier"),
    },
    "channel": {
        "form": Wording("on this site", "sur ce site"),
        "post": Wording("by post", "par courrier postal"),
        "telephone": Wording("by telephone", "par téléphone"),
        "e-mail": Wording("by e-mail", "par courriel"),
        "desk": Wording("at the desk", "sur place"),
    },
    "way": {
        "banner": Wording("banner", "bandeau"),
        "cookie page": Wording("page about cookies", "page des cookies"),
        "my choices": Wording("page “My choices”", "page « Mes choix »"),
    },
    "given": {
        "1": Wording("yes", "oui"),
        "0": Wording("no", "non"),
        "True": Wording("yes", "oui"),
        "False": Wording("no", "non"),
    },
}
"""What the site's own words in a column mean, by the column and the word."""

_WORDS: Final[Mapping[str, Wording]] = {
    "until": Wording("Until {} at the latest.", "Jusqu'au {} au plus tard."),
    "from-to": Wording("Each ends on its own day, from {} to {}.", "Chacune a son terme, du {} au {}."),
    "masked to staff": Wording(
        "Entries by somebody else that stand here and are not shown: {}.",
        "Écrits d'une autre personne qui figurent ici et ne sont pas montrés : {}.",
    ),
    "masked-one": Wording(
        "One more entry stands here that somebody else wrote: those words are not yours, and are not shown.",
        "Un autre écrit se trouve ici, dont l'auteur n'est pas vous : ces mots ne sont pas montrés.",
    ),
    "masked": Wording(
        "{} more entries stand here that somebody else wrote: those words are not yours, and are not shown.",
        "{} autres écrits se trouvent ici, dont l'auteur n'est pas vous : ces mots ne sont pas montrés.",
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one row: the keyed hash that names it, and two days in words; each may be empty."""

    token: str
    made: str
    until: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one place: a label for each column, and the rows as text. `ends` says until when they stay,
    `masked` that others wrote more of them; both may be empty.
    """

    place: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Personal[tuple[tuple[str, ...], ...]]
    ends: str
    masked: str
    each: tuple[Row, ...] = ()

    @property
    def told_rows(self) -> Iterator[tuple[tuple[str, ...], Row]]:
        """Each row with what is told of it alone: personal, and only to be printed."""
        rows = self.rows.reveal()
        return zip(rows, self.each or [Row("", "", "")] * len(rows), strict=True)

    @property
    def is_dated(self) -> bool:
        """Whether it is told of some row when it was made."""
        return any(row.made for row in self.each)

    @property
    def is_ending(self) -> bool:
        """Whether it is told of some row until when it stays."""
        return any(row.until for row in self.each)

    @property
    def is_named(self) -> bool:
        """Whether one can ask about each row by itself."""
        return any(row.token for row in self.each)

    @property
    def is_one(self) -> bool:
        """Whether there is one row, which reads better as a list."""
        return len(self.rows.reveal()) == 1

    @property
    def told_cards(self) -> Iterator[tuple[list[tuple[str, str]], Row]]:
        """Each row as label and value, with what is told of it alone."""
        return ((list(zip(self.labels, row, strict=True)), told) for row, told in self.told_rows)

    @property
    def cards(self) -> Iterator[list[tuple[str, str]]]:
        """Each row as label and value: personal, and only to be printed."""
        return (list(zip(self.labels, row, strict=True)) for row in self.rows.reveal())


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a kind of data, the same for everybody: heading, purposes with their grounds, terms,
    and recipients.
    """

    heading: str
    why: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    received: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A kind of data of which something is held."""

    told: Told
    tables: tuple[Table, ...]

    @property
    def told_once(self) -> Iterator[Table]:
        """The tables but those that only tell again what one before told: some values lie twice."""
        known: set[tuple[str, str]] = set()
        for table in self.tables:
            cells = {cell for card in table.cards for cell in card}
            if table.masked or table.is_named or not cells <= known:
                yield table
            known |= cells


def held(policy: Policy, shown: Sequence[Shown], language: Language, whose: str = "") -> tuple[Held, ...]:
    """All that is held, by kind, in the policy's order. `policy` is the one that is carried out. It is told
    to the person, or, of one of the kind of people `whose`, to the staff.
    """
    groups: dict[tuple[str, ...], list[Shown]] = {}
    for one in shown:
        if one.count or one.masked:
            groups.setdefault(one.asked.kinds, []).append(one)
    order = {kind: number for number, kind in enumerate(policy.data)}
    ranked = sorted(groups, key=lambda kinds: [order.get(kind, len(order)) for kind in kinds])
    return tuple(
        Held(
            _told(policy, kinds, _each(one.asked for one in groups[kinds]), language, whose),
            tuple(_table(policy, one, language, whose) for one in groups[kinds]),
        )
        for kinds in ranked
    )


def not_held(policy: Policy, person: str, shown: Sequence[Shown], language: Language) -> tuple[str, ...]:
    """The kinds of data that the policy names of such people and of which nothing is held of this one."""
    there = {kind for one in shown if one.count or one.masked for kind in one.asked.kinds}
    lacking = [kind for kind, data in policy.data.items() if person in data.of and kind not in there]
    return tuple(dict.fromkeys(_set(yours(policy, [kind], language).text, language) for kind in lacking))


def received_by_all(policy: Policy, language: Language) -> tuple[str, ...]:
    """Who receives any of it, whatever it is: who stores the site, and whoever a procedure of law obliges."""
    stored = [storing_sentence(each, language) for each in policy.recipients.values() if each.stores]
    obliged = [share_sentence(policy, each, language) for each in policy.share if each.procedure]
    return tuple(_set(each, language) for each in dict.fromkeys([*stored, *obliged]))


def ends(first: date | None, last: date | None, language: Language) -> str:
    """Until when rows stay: `Until 31 December 2036 at the latest.`; empty where no date says."""
    if last is None or first is None:
        return ""
    if first == last:
        return _WORDS["until"].say(language).format(day_in_words(last, language))
    between = (day_in_words(first, language), day_in_words(last, language))
    return _WORDS["from-to"].say(language).format(*between)


def masked_said(rows: int, language: Language, whose: str = "") -> str:
    """That so many rows are somebody else's words; empty where none is. `whose` is as in `held`."""
    sort = "masked to staff" if whose else "masked-one" if rows == 1 else "masked"
    return _WORDS[sort].say(language).format(rows) if rows else ""


@lru_cache(maxsize=1024)
def kept(policy: Policy, keep: tuple[Keep, ...], language: Language) -> tuple[str, ...]:
    """The sentences of these statements, each once: the same for every person who asks."""
    return tuple(dict.fromkeys(text for each in keep for text in keep_sentences(policy, each, language)))


def _each(asked: Iterator[Asked]) -> tuple[tuple[Keep, ...], tuple[Collect, ...], tuple[str, ...]]:
    """The statements and fields of some looks, each once."""
    looks = list(asked)
    return (
        tuple(dict.fromkeys(keep for look in looks for keep in look.keep)),
        tuple(dict.fromkeys(each for look in looks for each in look.collect)),
        tuple(dict.fromkeys(name for look in looks for name in look.fields)),
    )


@lru_cache(maxsize=256)
def _told(
    policy: Policy,
    kinds: tuple[str, ...],
    statements: tuple[tuple[Keep, ...], tuple[Collect, ...], tuple[str, ...]],
    language: Language,
    whose: str,
) -> Told:
    keep, collect, fields = statements
    if not kinds:
        nouns = ", ".join(_noun(policy, language)(n) for n in fields)
    elif whose:
        nouns = theirs([policy.data[kind] for kind in kinds], whose, policy.vocabulary, language)
    else:
        nouns = yours(policy, kinds, language).text

    def said(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_set(each, language) for each in texts))

    why = {
        (
            _set(sentence(serving([policy.vocabulary.purposes[each.purpose]], language), language), language),
            _set(ground_sentence(each, each.basis.cited, language), language),
        ): None
        for each in collect
    }
    shares = [
        share_sentence(policy, each, language)
        for each in policy.share
        if not each.procedure and set(kinds) & set(each.data)
    ]
    sees = [
        seeing_sentence(
            each, yours(policy, [kind for kind in kinds if kind in each.sees], language), language
        )
        for each in policy.recipients.values()
        if set(kinds) & set(each.sees)
    ]
    return Told(
        _set(nouns[:1].upper() + nouns[1:], language),
        tuple(why),
        said(kept(policy, keep, language)),
        said([*sees, *shares]),
    )


def _table(policy: Policy, one: Shown, language: Language, whose: str) -> Table:
    asked = one.asked
    own = str(asked.place.table).startswith(_OWN)
    named = not own or str(asked.place.table) == _CONVERSATION

    def cell(column: str, value: Scalar) -> str:
        word = _CODES.get(column, {}).get(str(value)) if own else None
        return said(word, language) if word else _unfolded(value) if own else readable(value)

    rows = Personal(
        tuple(tuple(map(cell, asked.columns, row)) for row in one.rows.reveal()),
    )
    return Table(
        str(asked.place.table),
        asked.columns,
        _labels(policy, asked, language, whose),
        rows,
        _set(ends(one.first_ends, one.last_ends, language), language),
        _set(masked_said(one.masked, language, whose), language),
        tuple(
            Row(row.token if named else "", _day(row.made, language), _day(row.until, language))
            for row in one.each
        ),
    )


def _day(day: date | None, language: Language) -> str:
    return "" if day is None else _set(day_in_words(day, language), language)


@lru_cache(maxsize=1024)
def _labels(policy: Policy, asked: Asked, language: Language, whose: str) -> tuple[str, ...]:
    """What each column holds: its field's noun; where several hold one field, what tells them apart."""
    noun, columns = _noun(policy, language), _COLUMNS_TO_STAFF if whose else _COLUMNS
    labels = []
    for column, name in zip(asked.columns, asked.fields, strict=True):
        label = noun(name)
        if asked.fields.count(name) > 1:
            label = columns[column].say(language) if column in columns else f"{label} ({column})"
        labels.append(_set(label[:1].upper() + label[1:], language))
    return tuple(labels)


def _noun(policy: Policy, language: Language) -> Callable[[str], str]:
    def noun(name: str) -> str:
        field = policy.vocabulary.fields.get(name)
        return name if field is None else (field.en if language == "en" else field.fr)[0]

    return noun


def said(wording: Wording, language: Language) -> str:
    """One of a page's own words, set in type."""
    return _set(wording.say(language), language)


def readable(value: Scalar) -> str:
    """A store's value as text."""
    shown = plain(value)
    return NOTHING if shown is None else str(shown)


def _unfolded(value: Scalar) -> str:
    """The same of the site's own tables, where a JSON object is told by its names and values."""
    shown = readable(value)
    if shown.startswith("{"):
        with suppress(ValueError):
            return _named(json.loads(shown)) or NOTHING
    return shown


def _named(written: Any) -> str:
    if not isinstance(written, dict):
        return str(written)
    return ", ".join(f"{name} {_named(value)}" for name, value in written.items())


def _set(text: str, language: Language) -> str:
    return typeset(text, language == "fr")
