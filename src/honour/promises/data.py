"""`data`: kinds of data, each a list of fields and the people whose data it is; how a sentence names them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, listed
from honour.promises.languages import Language
from honour.promises.lexicon import Field, Vocabulary
from honour.promises.reading import Entry, fields, mapping, one_of, texts, unknown

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Data:
    """A kind of data. `fields` are names of the fields' vocabulary; `of` names groups of `people`."""

    name: str
    fields: tuple[str, ...]
    of: tuple[str, ...]
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_data(
    entry: Entry, vocabulary: Vocabulary, people: Collection[str], findings: Findings
) -> Mapping[str, Data]:
    """The section `data`, by name of the kind."""
    return {
        key.text: _kind(key, value, vocabulary, people, findings)
        for key, value in mapping(entry, findings, "data")
    }


def _kind(
    key: Entry, entry: Entry, vocabulary: Vocabulary, people: Collection[str], findings: Findings
) -> Data:
    what = f"data: {key.text}"
    if key.text == EVERYTHING:
        findings.add(key.at, f"“{EVERYTHING}” means every kind, and cannot name one", "choose another name")
    found = fields(entry, findings, what, ("holds", "of"), ("holds", "of"), ("special categories",))
    held = texts(found["holds"], findings, f"{what}: holds") if "holds" in found else ()
    for item in held:
        if item.text not in vocabulary.fields:
            unknown(item, vocabulary.fields, findings, "neither the lexicon nor `words` has the field")
    groups = texts(found["of"], findings, f"{what}: of") if "of" in found else ()
    return Data(
        key.text,
        tuple(item.text for item in held),
        tuple(one_of(item, people, findings, f"{what}: of") for item in groups),
        key.at,
    )


def read_kinds(entry: Entry, data: Mapping[str, Data], findings: Findings, what: str) -> tuple[str, ...]:
    """The kinds that a statement speaks of: names declared in `data`, or `everything` for all of them."""
    written = texts(entry, findings, what)
    if len(written) == 1 and written[0].text == EVERYTHING:
        return tuple(data)
    for item in written:
        if item.text not in data:
            unknown(item, data, findings, f"{what}: `data` declares no kind")
    return tuple(dict.fromkeys(item.text for item in written))


def named(kinds: Sequence[Data], vocabulary: Vocabulary, language: Language, whole: bool = False) -> Phrase:
    """What these kinds are to the person they are about: « votre nom et vos factures ».

    A kind that bears the name of a field it holds is named by that field (invoice: your invoices), unless
    `whole` asks for everything that it holds.
    """
    names = dict.fromkeys(name for kind in kinds for name in (kind.fields if whole else told_fields(kind)))
    return fields_named(tuple(names), vocabulary, language)


def told_fields(kind: Data) -> tuple[str, ...]:
    """The fields by which a sentence names a kind: the one whose name it bears, or all."""
    return (kind.name,) if kind.name in kind.fields else kind.fields


def is_document(kind: Data, vocabulary: Vocabulary) -> bool:
    """Whether the kind is named by a document, on which its other fields stand."""
    return kind.name in kind.fields and vocabulary.fields[kind.name].document


def fields_named(names: Collection[str], vocabulary: Vocabulary, language: Language) -> Phrase:
    """What these fields are to the person they are about."""
    chosen = [vocabulary.fields[name] for name in names]
    return Phrase(
        _yours_in_english(chosen) if language == "en" else _yours_in_french(chosen),
        plural=len(chosen) > 1 or any(each.plural for each in chosen),
        gender="feminine" if all(each.gender == "feminine" for each in chosen) else "masculine",
        document=all(each.document for each in chosen),
    )


def _yours_in_english(chosen: Sequence[Field]) -> str:
    """One « your » serves the nouns that follow it, until another determiner stands between."""
    said: list[str] = []
    determined = False
    for each in chosen:
        noun = each.en_yours or each.en[each.plural]
        said.append(noun if each.en_yours or determined else f"your {noun}")
        determined = not each.en_yours
    return listed(said, "en")


def _yours_in_french(chosen: Sequence[Field]) -> str:
    """French repeats the determiner before each noun."""
    return listed(
        [each.fr_yours or (f"vos {each.fr[1]}" if each.plural else f"votre {each.fr[0]}") for each in chosen],
        "fr",
    )
