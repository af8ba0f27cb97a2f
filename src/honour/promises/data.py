"""`data`: kinds of data, each a list of fields and the people whose data it is; how a sentence names them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, de, either, filled, listed, repeated, sentence, to
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Field, Vocabulary
from honour.promises.reading import A_NOUN, Entry, fields, mapping, one_of, texts, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import closed, one_or_several, yes

EVERYTHING = "everything"
_SPECIAL: Final = "special categories"
_NOT_ASKED: Final = "not asked"


# GDPR Art. 9(1), each as a person has it.
CATEGORIES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "origin": Wording("your racial or ethnic origin", "votre origine raciale ou ethnique"),
        "political opinions": Wording("your political opinions", "vos opinions politiques"),
        "beliefs": Wording(
            "your religious or philosophical beliefs", "vos convictions religieuses ou philosophiques"
        ),
        "trade union membership": Wording("your trade union membership", "votre appartenance syndicale"),
        "genetic data": Wording("your genetic data", "vos données génétiques"),
        "biometric data": Wording(
            "biometric data that identify you", "des données biométriques qui vous identifient"
        ),
        "health": Wording("your health", "votre santé"),
        "sex life": Wording(
            "your sex life or sexual orientation", "votre vie sexuelle ou votre orientation sexuelle"
        ),
    }
)
# GDPR Art. 9(2)(a)-(j): why such data may be used at all, beside the ground of Art. 6.
CONDITIONS: Final[Mapping[str, tuple[str, Wording]]] = MappingProxyType(
    {
        "explicit consent": (
            "a",
            Wording("you explicitly agreed to it", "vous y avez explicitement consenti"),
        ),
        "employment law": (
            "b",
            Wording(
                "employment or social security law asks for it",
                "le droit du travail ou de la protection sociale le demande",
            ),
        ),
        "vital interest": (
            "c",
            Wording(
                "somebody's life is at stake who cannot consent",
                "la vie d'une personne hors d'état de consentir est en jeu",
            ),
        ),
        "membership": (
            "d",
            Wording(
                "you are a member of our association or in regular contact with it, and this stays within it",
                "vous êtes membre de notre association ou en contact régulier avec elle, et cela n'en "
                "sort pas",
            ),
        ),
        "made public": (
            "e",
            Wording("you made this public yourself", "vous avez vous-même rendu cela public"),
        ),
        "claims": (
            "f",
            Wording("a legal claim needs this", "la défense d'un droit en justice le rend nécessaire"),
        ),
        "public interest": (
            "g",
            Wording("a law asks for it in the public interest", "la loi le prévoit dans l'intérêt public"),
        ),
        "care": (
            "h",
            Wording(
                "your care needs this, under professional secrecy",
                "vos soins le rendent nécessaire, sous le secret professionnel",
            ),
        ),
        "public health": (
            "i",
            Wording("public health needs this", "la santé publique le rend nécessaire"),
        ),
        "archives": (
            "j",
            Wording(
                "archives, research or statistics need this, as a law allows",
                "des archives, des recherches ou des statistiques le rendent nécessaire, dans les conditions "
                "de la loi",
            ),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Special:
    """Special categories of GDPR Art. 9 in a kind: words of `CATEGORIES`, and why they may be used, a word of
    `CONDITIONS`. Without categories: the kind is free text, and none of them is asked for."""

    categories: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """A kind of data. `fields` are names of the fields' vocabulary; `of` names groups of `people`.

    `called` is the noun by which the page calls it, empty where it lists the fields each time. `estate` says
    whether heirs need it to settle the estate, None where the policy leaves that to what it rests on.
    """

    name: str
    fields: tuple[str, ...]
    of: tuple[str, ...]
    special: Special | None = None
    called: str = ""
    estate: bool | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_data(
    entry: Entry, vocabulary: Vocabulary, people: Collection[str], findings: Findings
) -> Mapping[str, Data]:
    """The section `data`, by name of the kind."""
    kinds = {
        key.text: _kind(key, value, vocabulary, people, findings)
        for key, value in mapping(entry, findings, "data")
    }
    named_so: dict[str, str] = {}
    for kind in kinds.values():
        if kind.called and kind.called in named_so:
            reason = f"data: {kind.name} and {named_so[kind.called]} are both called “{kind.called}”"
            findings.add(kind.at, reason, "call one of them by another noun, declared in `words`")
        named_so.setdefault(kind.called, kind.name)
    return kinds


def _kind(
    key: Entry, entry: Entry, vocabulary: Vocabulary, people: Collection[str], findings: Findings
) -> Data:
    what = f"data: {key.text}"
    if key.text == EVERYTHING:
        findings.add(key.at, f"“{EVERYTHING}” means every kind, and cannot name one", "choose another name")
    found = fields(entry, findings, what, ("holds", "of", _SPECIAL, "called", "estate"), ("holds", "of"))
    held = texts(found["holds"], findings, f"{what}: holds") if "holds" in found else ()
    for item in held:
        if item.text not in vocabulary.fields:
            reason = "neither the lexicon nor `words` has the field"
            unknown(item, vocabulary.fields, findings, reason, declare=A_NOUN)
    groups = texts(found["of"], findings, f"{what}: of") if "of" in found else ()
    called = ""
    if "called" in found:
        called = one_of(found["called"], vocabulary.called, findings, f"{what}: called", A_NOUN)
    return Data(
        key.text,
        tuple(item.text for item in held),
        tuple(one_of(item, people, findings, f"{what}: of") for item in groups),
        _special(found[_SPECIAL], findings, f"{what}: {_SPECIAL}") if _SPECIAL in found else None,
        called,
        yes(found["estate"], findings, f"{what}: estate") if "estate" in found else None,
        key.at,
    )


def _special(entry: Entry, findings: Findings, what: str) -> Special | None:
    if entry.kind == "text":
        return Special() if one_of(entry, (_NOT_ASKED,), findings, what) else None
    found = fields(entry, findings, what, ("of", "because"), ("of", "because"))
    if len(found) < 2:
        return None
    words = (one_of(item, CATEGORIES, findings, f"{what}: of") for item in texts(found["of"], findings, what))
    because = one_of(found["because"], CONDITIONS, findings, f"{what}: because")
    return Special(tuple(word for word in words if word), because)


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

    A kind is named by what it is `called`. One that bears the name of a document it holds is named by that
    document (invoice: your invoices), unless `whole` asks for everything that it holds.
    """
    nouns = dict.fromkeys(noun for kind in kinds for noun in _nouns(kind, vocabulary, whole))
    return _nouns_named(tuple(nouns), language)


def _nouns(kind: Data, vocabulary: Vocabulary, whole: bool) -> Sequence[Field]:
    if kind.called:
        return (vocabulary.called[kind.called],)
    return [vocabulary.fields[name] for name in (kind.fields if whole else told_fields(kind, vocabulary))]


def theirs(kinds: Sequence[Data], whose: str, vocabulary: Vocabulary, language: Language) -> str:
    """What these kinds are to whoever looks at them: « nom et adresse électronique du client »; `whose` is
    one of `people`.
    """
    nouns = dict.fromkeys(noun for kind in kinds for noun in _nouns(kind, vocabulary, whole=False))
    one = vocabulary.groups.get(whose)
    if language == "en":
        who = one.one_en if one else "the person"
        plain = [each.en[each.plural] for each in nouns if not each.en_theirs]
        said = [f"{listed(plain, language)} of {who}"] if plain else []
        return listed(
            [*said, *(each.en_theirs.format(who=who) for each in nouns if each.en_theirs)], language
        )
    who = one.one_fr if one else "la personne"
    plain = [each.fr[each.plural] for each in nouns if not each.fr_theirs]
    said = [f"{listed(plain, language)} {de(who)}"] if plain else []
    named = {"who": who, "of": de(who), "to": to(who)}
    return listed([*said, *(each.fr_theirs.format(**named) for each in nouns if each.fr_theirs)], language)


def meaning_sentence(kind: Data, vocabulary: Vocabulary, language: Language) -> str:
    """What a kind holds that the page calls by one noun: « Vos coordonnées : votre nom et … »."""
    noun = named([kind], vocabulary, language).text
    rest = fields_named([name for name in kind.fields if name != kind.called], vocabulary, language).text
    if kind.called in kind.fields:
        return sentence(noun + Wording(f": with {rest}", f" : avec {rest}").say(language), language)
    return sentence(noun + Wording(f": {rest}", f" : {rest}").say(language), language)


def told_fields(kind: Data, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields by which a sentence names a kind: the document whose name it bears, or all."""
    return (kind.name,) if is_document(kind, vocabulary) else kind.fields


def is_document(kind: Data, vocabulary: Vocabulary) -> bool:
    """Whether the kind is named by a document, on which its other fields stand."""
    return kind.name in kind.fields and vocabulary.fields[kind.name].document


def fields_named(
    names: Collection[str], vocabulary: Vocabulary, language: Language, joined: Literal["and", "or"] = "and"
) -> Phrase:
    """What these fields are to the person they are about."""
    return _nouns_named([vocabulary.fields[name] for name in names], language, joined)


def _nouns_named(chosen: Sequence[Field], language: Language, joined: Literal["and", "or"] = "and") -> Phrase:
    nouns = _yours_in_english(chosen) if language == "en" else _yours_in_french(chosen)
    return Phrase(
        listed(nouns, language) if joined == "and" else either(nouns, language),
        plural=len(chosen) > 1 or any(each.plural for each in chosen),
        gender="feminine" if all(each.gender == "feminine" for each in chosen) else "masculine",
        document=all(each.document for each in chosen),
    )


def _yours_in_english(chosen: Sequence[Field]) -> Sequence[str]:
    """One « your » serves the nouns that follow it, until another determiner stands between."""
    said: list[str] = []
    determined = False
    for each in chosen:
        noun = each.en_yours or each.en[each.plural]
        said.append(noun if each.en_yours or determined else f"your {noun}")
        determined = not each.en_yours
    return said


def _yours_in_french(chosen: Sequence[Field]) -> Sequence[str]:
    """French repeats the determiner before each noun."""
    return [
        each.fr_yours or (f"vos {each.fr[1]}" if each.plural else f"votre {each.fr[0]}") for each in chosen
    ]


def special_sentence(special: Special, what: Phrase, language: Language) -> str:
    """That data of GDPR Art. 9 are asked for and why that is lawful, or that they are not."""
    if not special.categories:
        said = Wording(
            f"we ask you nothing about your health, beliefs, opinions or origin; please leave them out of "
            f"{what.text} (GDPR Art. 9(1))",
            f"nous ne vous demandons rien sur votre santé, vos convictions, vos opinions ou vos origines ; "
            f"n'en faites pas mention {repeated(what.text, 'dans').replace(' et dans ', ' ni dans ')} "
            f"(RGPD, art. 9, § 1)",  # after a negation, French joins by « ni »
        )
        return sentence(said.say(language), language)
    about = listed([CATEGORIES[each].say(language) for each in special.categories], language)
    letter, because = CONDITIONS[special.because]
    can = "peuvent" if what.plural else "peut"
    them = "les " if what.plural else "l'"  # « le » and « la » lose their vowel before « utiliser »
    said = Wording(
        f"{what.text} can tell something about {about}, which the law protects specially; we may use "
        f"{filled('{them}', what)} because {because.en} (GDPR Art. 9(2)({letter}))",
        f"{what.text} {can} renseigner sur {about}, que la loi protège particulièrement ; nous pouvons "
        f"{them}utiliser parce que {because.fr} (RGPD, art. 9, § 2, {letter})",
    )
    return sentence(said.say(language), language)


_TEXTS: Final = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
CONSTRUCTS: Final = (
    Construct(
        "data",
        "Kinds of data: each with the fields that it holds (words of the vocabulary) and the people whose "
        "data it is. Statements speak of kinds, so what is kept or shared differently is a kind of its own. "
        "`special categories` are those of GDPR Art. 9: asked for, with the condition of Art. 9(2), or not "
        "asked in a text that could hold them. `called` is the noun by which the page speaks of a kind of "
        "several fields: it lists them once, and says “your contact details” from then on. `estate` says "
        "whether heirs get the kind to settle the estate (French Act 78-17, art. 85); without it, they get "
        "what rests on a contract or a legal obligation, and no letters, sign-in details or documents. The "
        "page tells what is said of it.",
        "data:\n"
        "  contact: {holds: [name, e-mail, telephone], of: customer, called: contact details}\n"
        "  invoice: {holds: [name, postal address, invoice], of: customer}\n"
        "  ticket:  {holds: [ticket text], of: customer, special categories: not asked}\n",
        {
            "type": "object",
            "additionalProperties": closed(
                {
                    "holds": _TEXTS,
                    "of": _TEXTS,
                    "called": {"type": "string"},
                    "estate": {"type": "boolean"},
                    "special categories": {
                        "anyOf": [
                            {"enum": [_NOT_ASKED]},
                            closed(
                                {"of": one_or_several(CATEGORIES), "because": {"enum": sorted(CONDITIONS)}},
                                ("of", "because"),
                            ),
                        ]
                    },
                },
                ("holds", "of"),
            ),
        },
    ),
)
