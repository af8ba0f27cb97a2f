"""`people`: the groups of people whose data a site holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Vocabulary
from honour.promises.reading import A_NOUN, Entry, fields, mapping, one_of, text, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import closed

_MINORS: Final = "minors"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people, by what makes somebody belong to it: `customer: {who: has an account}`."""

    name: str
    who: str
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_people(entry: Entry, vocabulary: Vocabulary, findings: Findings) -> Mapping[str, Group]:
    """The section `people`, by name. `minors: none` is no group: see `excludes_minors`."""
    groups: dict[str, Group] = {}
    for key, value in mapping(entry, findings, "people"):
        if key.text == _MINORS:
            one_of(value, ("none",), findings, "people: minors")
            continue
        if key.text not in vocabulary.groups:
            reason = "neither the lexicon nor `words` names a group"
            unknown(key, vocabulary.groups, findings, reason, ends=":", declare=A_NOUN)
        found = fields(value, findings, f"people: {key.text}", ("who",), ("who",))
        who = text(found["who"], findings, f"people: {key.text}: who") if "who" in found else ""
        groups[key.text] = Group(key.text, who, key.at)
    return groups


def excludes_minors(entry: Entry) -> bool:
    """Whether the section `people` says `minors: none`."""
    return any(key.text == _MINORS for key, _ in entry.pairs)


def minors_sentence(language: Language) -> str:
    """What `minors: none` tells people; it names no age, because that of consent differs by country (GDPR
    Art. 8(1))."""
    said = Wording(
        "this site is not meant for minors, and we do not knowingly collect their data",
        "ce site ne s'adresse pas aux mineurs, et nous ne recueillons pas sciemment leurs données",
    )
    return sentence(said.say(language), language)


CONSTRUCTS: Final = (
    Construct(
        "people",
        "The groups of people whose data the site holds, each with what makes somebody belong to it. "
        "`minors: none` says that the site is not for minors, and that their data are not knowingly "
        "collected.",
        """\
people:
  customer: {who: has an account}
  visitor:  {who: reads public tickets}
  minors:   none
""",
        {
            "type": "object",
            "properties": {"minors": {"enum": ["none"]}},
            "additionalProperties": closed({"who": {"type": "string"}}, ("who",)),
        },
    ),
)
