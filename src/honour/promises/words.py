"""`words`: what the lexicon lacks, in each language, with what French grammar needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Gender, before_vowel
from honour.promises.languages import Wording
from honour.promises.lexicon import LEXICON, Event, Field, Many, Noun, Purpose, Vocabulary
from honour.promises.reading import Entry, fields, mapping, one_of, texts
from honour.promises.reference import Construct
from honour.promises.scalars import YES_NO, closed, yes
from honour.promises.staff import Role as Staff

Role: TypeAlias = Literal["noun", "purpose", "occasion", "event", "staff role"]
Number: TypeAlias = Literal["singular", "plural", "mass"]

# What each sort of word is given beside its texts: how many forms each language has, and which settings.
_ROLES: Final[Mapping[str, Role]] = {
    "noun": "noun",
    "purpose": "purpose",
    "occasion": "occasion",
    "event": "event",
    "staff role": "staff role",
}
_NUMBERS: Final[Mapping[str, Number]] = {"singular": "singular", "plural": "plural", "mass": "mass"}
_GENDERS: Final = ("masculine", "feminine")
_GENDERED: Final = ("noun", "staff role")
_OF_EVENTS: Final = ("of", "ends", "only the person")


@dataclass(frozen=True, slots=True)
class Happening:
    """What else is said of an event: to what it happens, whether it ends a term by itself, and whether only
    the person can make it happen."""

    of: Literal["row", "person"] = "person"
    ends: bool = True
    own_act: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A declared word. `en` and `fr` hold one form, or two; `role` is `as:`.

    A noun has singular and plural, and one form where `number` is mass. A purpose is a gerund in English and
    a noun with its article in French; an occasion is a clause that begins with when or lorsque. An event is
    in English what follows until and what follows from, and in French a noun with its determiner; a role of
    the staff bears its determiner too.
    """

    name: str
    en: tuple[str, ...]
    fr: tuple[str, ...]
    gender: Gender | None = None
    role: Role = "noun"
    number: Number = "singular"
    happening: Happening = Happening()
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_words(entry: Entry, findings: Findings) -> Mapping[str, Word]:
    """The section `words`, by name."""
    return {key.text: _word(key, value, findings) for key, value in mapping(entry, findings, "words")}


def vocabulary(words: Mapping[str, Word]) -> Vocabulary:
    """The lexicon with a policy's own words in it; a word declared there wins over the lexicon's."""
    whole = [word for word in words.values() if word.en and word.fr]
    nouns = [word for word in whole if word.role == "noun"]
    categories = {
        word.name: Noun((word.en[0], word.en[-1]), (word.fr[0], word.fr[-1]), word.gender or "masculine")
        for word in nouns
    }
    purposes = {
        word.name: Purpose(word.name, "", word.en[0], word.fr[0]) for word in whole if word.role == "purpose"
    }
    occasions = {word.name: Wording(word.en[0], word.fr[0]) for word in whole if word.role == "occasion"}
    return Vocabulary(
        {**LEXICON.fields, **{word.name: _field(word) for word in nouns}},
        {**LEXICON.purposes, **purposes},
        {**LEXICON.groups, **{word.name: _group(word) for word in nouns}},
        {**LEXICON.occasions, **occasions},
        {**LEXICON.categories, **categories},
        {**LEXICON.events, **{word.name: _event(word) for word in whole if word.role == "event"}},
        {**LEXICON.roles, **{word.name: _staff(word) for word in whole if word.role == "staff role"}},
        {**LEXICON.called, **{word.name: _field(word) for word in nouns}},
    )


def _word(key: Entry, entry: Entry, findings: Findings) -> Word:
    what = f"words: {key.text}"
    found = fields(entry, findings, what, ("en", "fr", "gender", "as", "number", *_OF_EVENTS), ("en", "fr"))
    written = one_of(found["as"], _ROLES, findings, f"{what}: as") if "as" in found else ""
    role = _ROLES.get(written, "noun")
    number = one_of(found["number"], _NUMBERS, findings, f"{what}: number") if "number" in found else ""
    _complain_of_settings(found, role, findings, what)
    return Word(
        key.text,
        _forms("en", role, number, found, findings, what),
        _forms("fr", role, number, found, findings, what),
        _gender(entry, found, role, findings, what),
        role,
        _NUMBERS.get(number, "singular"),
        _happening(found, findings, what) if role == "event" else Happening(),
        key.at,
    )


def _gender(
    entry: Entry, found: Mapping[str, Entry], role: Role, findings: Findings, what: str
) -> Gender | None:
    if "gender" in found:
        written = one_of(found["gender"], _GENDERS, findings, f"{what}: gender")
        return "feminine" if written == "feminine" else "masculine"
    if role in _GENDERED and entry.kind == "mapping":
        findings.add(
            entry.at, f"{what} lacks `gender`, which French needs", "add `gender: masculine` or `feminine`"
        )
    return None


def _complain_of_settings(found: Mapping[str, Entry], role: Role, findings: Findings, what: str) -> None:
    """Settings that this sort of word has not."""
    wrong = [name for name in _OF_EVENTS if name in found and role != "event"]
    if "number" in found and role not in _GENDERED:
        wrong.append("number")
    article = f"an {role}" if role[:1] in "aeiou" else f"a {role}"
    for name in wrong:
        findings.add(found[name].at, f"{what}: {article} has no `{name}`", f"delete `{name}`")


def _happening(found: Mapping[str, Entry], findings: Findings, what: str) -> Happening:
    of = one_of(found["of"], ("row", "person"), findings, f"{what}: of") if "of" in found else ""
    by_row = of == "row"
    return Happening(
        "row" if by_row else "person",
        yes(found["ends"], findings, f"{what}: ends") if "ends" in found else not by_row,
        "only the person" in found and yes(found["only the person"], findings, f"{what}: only the person"),
    )


def _forms(
    language: str, role: Role, number: str, found: Mapping[str, Entry], findings: Findings, what: str
) -> tuple[str, ...]:
    if language not in found:
        return ()
    forms = tuple(item.text.strip() for item in texts(found[language], findings, f"{what}: {language}"))
    wanted, mend = 1, "write one form"
    if role == "noun" and number != "mass":
        wanted, mend = 2, "write singular and plural, as in `[key, keys]`; what has no plural: `number: mass`"
    elif role == "event" and language == "en":
        wanted, mend = 2, "write what follows until and what follows from: `[you leave, the day you leave]`"
    if forms and len(forms) != wanted:
        findings.add(found[language].at, f"{what}: {language} has {len(forms)} forms, not {wanted}", mend)
    return forms


def _group(word: Word) -> Many:
    le = "l'" if before_vowel(word.fr[0]) else "la " if word.gender == "feminine" else "le "
    return Many(word.en[-1], word.fr[-1], f"the {word.en[0]}", f"{le}{word.fr[0]}")


def _field(word: Word) -> Field:
    """A declared noun; the lexicon's number counts where it says none, as does whether it is a document."""
    same = LEXICON.fields.get(word.name)
    return Field(
        word.name,
        (word.en[0], word.en[-1]),
        (word.fr[0], word.fr[-1]),
        word.gender or "masculine",
        plural=word.number == "plural" or (same is not None and same.plural and word.number != "mass"),
        document=same is not None and same.document,
    )


def _event(word: Word) -> Event:
    """A declared event. Its text is no pattern: what it says stands as written."""
    said = word.happening
    en_when, en_from, fr = (
        text.replace("{", "{{").replace("}", "}}") for text in (word.en[0], word.en[-1], word.fr[0])
    )
    return Event(word.name, said.of, en_when, en_from, fr, said.ends, said.own_act)


def _staff(word: Word) -> Staff:
    return Staff(word.en[0], word.fr[0], word.gender or "masculine", word.number == "plural")


_TEXTS: Final[Mapping[str, object]] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
    ]
}
CONSTRUCTS: Final = (
    Construct(
        "words",
        "Words that Honour's lexicon lacks, said in each language. A noun has singular, plural and "
        "its French gender; `number` is how one person has it: `singular` (your key) if nothing is "
        "said, `plural` (your keys), or `mass` for what has no plural and is written in one form. "
        "`as: purpose` is what data serve, `as: occasion` when something happens. `as: event` can end "
        "a term or begin one: English gives what follows *until* and what follows *from*, French a "
        "noun with its article. It happens to a person (the map gives its date under `events`), or "
        "with `of: row` to each row (on the day that the map calls `collected`); `ends: no` says that "
        "it begins something or comes again, and `only the person: yes` that nothing else makes it "
        "happen. `as: staff role` is somebody in `staff see`, with *our*.",
        """\
words:
  serial key: {en: [serial key, serial keys], fr: [clé de série, clés de série], gender: feminine}
  measurement: {en: [measurement, measurements], fr: [mesure, mesures], gender: feminine, number: plural}
  feedback: {en: feedback, fr: appréciation, gender: feminine, number: mass}
  guarantee: {en: [honouring your guarantee], fr: [la garantie de vos achats], as: purpose}
  a parcel comes back: {en: [when a parcel comes back], fr: [lorsqu'un colis nous revient], as: occasion}
  membership ended: {en: [your membership ends, the day your membership ends],
                     fr: la fin de votre adhésion, as: event}
  last visit: {en: [your last visit, the day of your last visit], fr: votre dernière visite,
               as: event, ends: no}
  nurses: {en: our nurses, fr: nos infirmières, gender: feminine, number: plural, as: staff role}
""",
        {
            "type": "object",
            "additionalProperties": closed(
                {
                    "en": _TEXTS,
                    "fr": _TEXTS,
                    "gender": {"enum": sorted(_GENDERS)},
                    "as": {"enum": sorted(_ROLES)},
                    "number": {"enum": sorted(_NUMBERS)},
                    "of": {"enum": ["person", "row"]},
                    "ends": YES_NO,
                    "only the person": YES_NO,
                },
                ("en", "fr"),
            ),
        },
    ),
)
