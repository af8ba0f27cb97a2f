"""`people`: the groups of people whose data a site holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Many, Vocabulary
from honour.promises.reading import A_NOUN, Entry, fields, mapping, one_of, text, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, closed, wording

_MINORS: Final = "minors"

# What makes somebody belong to a group, as it follows “whoever” and « toute personne qui ».
BELONGS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "has an account": Wording("has an account", "a un compte"),
        "has an account and no service yet": Wording(
            "has an account and no service yet", "a un compte sans avoir encore de service"
        ),
        "has an account or has ordered": Wording(
            "has an account or has ordered", "a un compte ou a passé commande"
        ),
        "has ordered": Wording("has ordered", "a passé commande"),
        "has bought something": Wording("has bought something from us", "nous a acheté quelque chose"),
        "has subscribed to a service": Wording("has subscribed to a service", "a souscrit un service"),
        "receives the newsletter": Wording("receives our newsletter", "reçoit notre lettre d'information"),
        "has joined the association": Wording("has joined the association", "adhère à l'association"),
        "gives money": Wording("gives us money", "nous fait un don"),
        "reads": Wording("reads this site", "consulte ce site"),
        "reads public tickets": Wording("reads public tickets", "consulte des tickets publics"),
        "writes to us": Wording("writes to us", "nous écrit"),
        "asks for an appointment": Wording("asks for an appointment", "demande un rendez-vous"),
        "works here": Wording("works for us", "travaille pour nous"),
        "applies for a job": Wording("applies for a job with us", "postule à un emploi chez nous"),
    }
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people, by what makes somebody belong to it: `customer: {who: has an account}`.

    `who` is a word of `BELONGS`, text that is not published, or the same said in each language. `controller`
    names the group that answers for their data, where the publisher is only its processor (GDPR Art. 28).
    """

    name: str
    who: str | Wording
    controller: str | None = None
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
        found = fields(value, findings, f"people: {key.text}", ("who", "controller"), ("who",))
        who = _who(found["who"], findings, f"people: {key.text}: who") if "who" in found else ""
        groups[key.text] = Group(key.text, who, _controller(key, found, entry, findings), key.at)
    return groups


def _who(entry: Entry, findings: Findings, what: str) -> str | Wording:
    return wording(entry, findings, what) if entry.kind == "mapping" else text(entry, findings, what)


def _controller(key: Entry, found: Mapping[str, Entry], section: Entry, findings: Findings) -> str | None:
    """Another group of the section: the one that answers for the data of this one."""
    if "controller" not in found:
        return None
    others = [other.text for other, _ in section.pairs if other.text not in (key.text, _MINORS)]
    return one_of(found["controller"], others, findings, f"people: {key.text}: controller") or None


def processed(people: Mapping[str, Group]) -> tuple[Group, ...]:
    """The groups whose data the publisher handles for somebody else only."""
    return tuple(each for each in people.values() if each.controller)


def processor_sentence(whose: str, controller: str, language: Language) -> str:
    """Who answers for the data of a group, and as what the publisher handles them (GDPR Art. 28(3)); both are
    groups in the plural, without determiner."""
    said = Wording(
        f"for the data of {whose}, our {controller} answer, each for its own: they are the controllers, "
        "and we are their processor, bound by a contract to their instructions (GDPR Art. 28(3))",
        f"les données des {whose} relèvent de nos {controller}, chacun pour les siennes : ils en sont "
        "responsables, et nous sommes leur sous-traitant, tenu par contrat à leurs instructions (RGPD, "
        "art. 28, § 3)",
    )
    return sentence(said.say(language), language)


def turn_to_sentence(whose: str, controller: str, language: Language) -> str:
    """To whom the people of such a group turn for their rights (GDPR Art. 28(3)(e))."""
    said = Wording(
        f"for the data of {whose}, turn to the one of our {controller} through whom you use this site: it "
        "answers you, and we help it to; what you send us, we pass on to it without delay (GDPR Art. "
        "28(3)(e))",
        f"pour les données des {whose}, adressez-vous à celui de nos {controller} par lequel vous "
        "utilisez ce "
        "site : c'est lui qui vous répond, et nous l'y aidons ; ce que vous nous envoyez, nous le lui "
        "transmettons sans délai (RGPD, art. 28, § 3, e)",
    )
    return sentence(said.say(language), language)


def belongs(group: Group) -> Wording | None:
    """What makes somebody belong to a group, in each language; None where the policy says it in one alone."""
    return group.who if isinstance(group.who, Wording) else BELONGS.get(group.who)


def group_sentence(group: Group, named: Many, language: Language) -> str | None:
    """Whom the page means by the name of a group; None where it cannot be said in each language."""
    said = belongs(group)
    if said is None:
        return None
    both = Wording(
        f"by “{named.en}” we mean whoever {said.en}",
        f"par « {named.fr} », nous entendons toute personne qui {said.fr}",
    )
    return sentence(both.say(language), language)


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
        "The groups of people whose data the site holds, each with what makes somebody belong to it: where "
        "there are several, the page introduces each so. `who` is one of the words below, or text in each "
        "language, as it follows “whoever” and « toute personne qui ». `controller` names the group that "
        "answers "
        "for the data of another, as the customers of a service do for their own users: the site is then "
        "their processor (GDPR Art. 28), and collects those data on the basis `instructions`. "
        "`minors: none` says that the site is not for minors, and that their data are not knowingly "
        "collected.",
        """\
people:
  customer: {who: has an account}
  visitor:  {who: reads public tickets}
  member:   {who: {en: pays a fee, fr: verse une cotisation}}
  user:     {who: {en: works with the service, fr: travaille avec le service}, controller: customer}
  minors:   none
""",
        {
            "type": "object",
            "properties": {"minors": {"enum": ["none"]}},
            "additionalProperties": closed(
                {
                    "who": {"anyOf": [{"enum": sorted(BELONGS)}, {"type": "string"}, BOTH_LANGUAGES]},
                    "controller": {"type": "string"},
                },
                ("who",),
            ),
        },
    ),
)
