"""`words`: what the lexicon lacks, in each language, with what French grammar needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Gender
from honour.promises.languages import Wording
from honour.promises.lexicon import LEXICON, Field, Many, Noun, Purpose, Vocabulary
from honour.promises.reading import Entry, fields, mapping, one_of, texts
from honour.promises.reference import Construct
from honour.promises.scalars import closed

Role: TypeAlias = Literal["noun", "purpose", "occasion"]

_ROLES: Final = ("noun", "purpose", "occasion")
_GENDERS: Final = ("masculine", "feminine")


@dataclass(frozen=True, slots=True)
class Word:
    """A declared word. `en` and `fr` hold one form, or singular and plural; `role` is `as:`.

    A purpose is a gerund in English and a noun with its article in French; an occasion is a clause that
    begins with when or lorsque.
    """

    name: str
    en: tuple[str, ...]
    fr: tuple[str, ...]
    gender: Gender | None = None
    role: Role = "noun"
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_words(entry: Entry, findings: Findings) -> Mapping[str, Word]:
    """The section `words`, by name."""
    return {key.text: _word(key, value, findings) for key, value in mapping(entry, findings, "words")}


def vocabulary(words: Mapping[str, Word]) -> Vocabulary:
    """The lexicon with a policy's own words in it; a word declared there wins over the lexicon's."""
    nouns = [word for word in words.values() if word.role == "noun" and word.en and word.fr]
    named = {word.name: _field(word) for word in nouns}
    groups = {word.name: Many(word.en[-1], word.fr[-1]) for word in nouns}
    categories = {
        word.name: Noun((word.en[0], word.en[-1]), (word.fr[0], word.fr[-1]), word.gender or "masculine")
        for word in nouns
    }
    purposes = {
        word.name: Purpose(word.name, "", word.en[0], word.fr[0])
        for word in words.values()
        if word.role == "purpose" and word.en and word.fr
    }
    occasions = {
        word.name: Wording(word.en[0], word.fr[0])
        for word in words.values()
        if word.role == "occasion" and word.en and word.fr
    }
    return Vocabulary(
        {**LEXICON.fields, **named},
        {**LEXICON.purposes, **purposes},
        {**LEXICON.groups, **groups},
        {**LEXICON.occasions, **occasions},
        {**LEXICON.categories, **categories},
    )


def _word(key: Entry, entry: Entry, findings: Findings) -> Word:
    what = f"words: {key.text}"
    found = fields(entry, findings, what, ("en", "fr", "gender", "as"), ("en", "fr"))
    role: Role = "noun"
    if "as" in found:
        written = one_of(found["as"], _ROLES, findings, f"{what}: as")
        role = "purpose" if written == "purpose" else "occasion" if written == "occasion" else "noun"
    gender: Gender | None = None
    if "gender" in found:
        written = one_of(found["gender"], _GENDERS, findings, f"{what}: gender")
        gender = "feminine" if written == "feminine" else "masculine"
    elif role == "noun" and entry.kind == "mapping":
        findings.add(
            entry.at, f"{what} lacks `gender`, which French needs", "add `gender: masculine` or `feminine`"
        )
    return Word(
        key.text,
        _forms("en", role, found, findings, what),
        _forms("fr", role, found, findings, what),
        gender,
        role,
        key.at,
    )


def _forms(
    language: str, role: Role, found: Mapping[str, Entry], findings: Findings, what: str
) -> tuple[str, ...]:
    if language not in found:
        return ()
    forms = tuple(item.text.strip() for item in texts(found[language], findings, f"{what}: {language}"))
    wanted = 2 if role == "noun" else 1
    if forms and len(forms) != wanted:
        mend = "write singular and plural, as in `[key, keys]`" if wanted == 2 else "write one form"
        findings.add(found[language].at, f"{what}: {language} has {len(forms)} forms, not {wanted}", mend)
    return forms


def _field(word: Word) -> Field:
    """A declared noun; its usual number, and whether it is a document, stay the lexicon's."""
    same = LEXICON.fields.get(word.name)
    return Field(
        word.name,
        (word.en[0], word.en[-1]),
        (word.fr[0], word.fr[-1]),
        word.gender or "masculine",
        plural=same is not None and same.plural,
        document=same is not None and same.document,
    )


_TEXTS: Final[Mapping[str, object]] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
    ]
}
CONSTRUCTS: Final = (
    Construct(
        "words",
        "Words that Honour's lexicon lacks, said in each language: a noun with singular, plural and its "
        "French gender; with `as: purpose` what data serve, with `as: occasion` when something happens.",
        """\
words:
  serial key: {en: [serial key, serial keys], fr: [clé de série, clés de série], gender: feminine}
  guarantee: {en: [honouring your guarantee], fr: [la garantie de vos achats], as: purpose}
  a parcel comes back: {en: [when a parcel comes back], fr: [lorsqu'un colis nous revient], as: occasion}
""",
        {
            "type": "object",
            "additionalProperties": closed(
                {
                    "en": _TEXTS,
                    "fr": _TEXTS,
                    "gender": {"enum": sorted(_GENDERS)},
                    "as": {"enum": sorted(_ROLES)},
                },
                ("en", "fr"),
            ),
        },
    ),
)
