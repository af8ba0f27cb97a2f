"""`basis: {law: {name: …, article: …, source: …, read: …}}`: a law that the catalogue does not have.

It is worded as the publisher's own statement, listed as not checked, and sets no floor for anybody.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from honour.promises.findings import Findings
from honour.promises.grammar import day_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.law_entry import StatedLaw
from honour.promises.reading import Entry, fields, text
from honour.promises.scalars import BOTH_LANGUAGES, DAY, closed, day, wording

_REQUIRED: Final = ("name", "article", "source", "read")

SCHEMA: Final[Mapping[str, object]] = closed(
    {
        "name": BOTH_LANGUAGES,
        "article": {"anyOf": [{"type": "string"}, BOTH_LANGUAGES]},
        "source": {"type": "string", "pattern": "^https://"},
        "read": DAY,
        "by": {"type": "string"},
    },
    _REQUIRED,
)


def read_stated_law(entry: Entry, findings: Findings, what: str) -> StatedLaw | None:
    """A law as the publisher states it; None with a finding."""
    found = fields(entry, findings, what, (*_REQUIRED, "by"), _REQUIRED)
    if not set(_REQUIRED) <= set(found):
        return None
    source = text(found["source"], findings, f"{what}: source")
    if source and not source.startswith("https://"):
        findings.add(found["source"].at, f"{what}: source is no address", "write `source: https://…`")
    read = day(found["read"], findings, f"{what}: read")
    article = _article(found["article"], findings, f"{what}: article")
    name = wording(found["name"], findings, f"{what}: name")
    by = text(found["by"], findings, f"{what}: by") if "by" in found else ""
    return StatedLaw(name, article, source, read, by or None) if read else None


def _article(entry: Entry, findings: Findings, what: str) -> Wording:
    if entry.kind == "mapping":
        return wording(entry, findings, what)
    both = text(entry, findings, what)
    return Wording(both, both)


def stated_sentence(law: StatedLaw, language: Language) -> str:
    """That this is the publisher's own statement, where the text was read, when and by whom."""
    read = day_in_words(law.read, language)
    who = Wording(
        f"{law.by} read that text for us" if law.by else "we read that text",
        f"{law.by} a lu ce texte pour nous" if law.by else "nous avons lu ce texte",
    )
    said = Wording(
        f"{who.en} on {read} ({law.source}); the statement is our own",
        f"{who.fr} le {read} ({law.source}) ; cette affirmation est la nôtre",
    )
    return sentence(said.say(language), language)


def told_as_not_checked(law: StatedLaw) -> str:
    """The law as `honour check` and `honour prove` list it."""
    by = f" by {law.by}" if law.by else ""
    return (
        f"{law.article.en} of {law.name.en}: stated by the publisher, read on {law.read}{by} ({law.source})"
    )


def each_once(laws: Iterator[StatedLaw | None]) -> tuple[StatedLaw, ...]:
    """Every law that is stated, once, in order."""
    return tuple(dict.fromkeys(law for law in laws if law is not None))
