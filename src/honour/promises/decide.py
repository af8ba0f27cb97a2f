"""`decide`: decisions about a person that a machine takes alone (GDPR Art. 22)."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from honour.promises.collect import statements
from honour.promises.findings import Findings, Position
from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.reading import Entry, fields, one_of
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, closed, wording

Footing: TypeAlias = Literal["contract", "consent", "law"]

NONE: Final = "none"
_REQUIRED: Final = ("what", "logic", "effects", "basis")

# GDPR Art. 22(2)(a)-(c): the only three cases in which such a decision may be taken.
_FOOTINGS: Final[dict[str, tuple[Footing, Wording]]] = {
    "contract": (
        "contract",
        Wording(
            "this is necessary to conclude or perform our contract with you (GDPR Art. 22(2)(a))",
            "cette décision est nécessaire à la conclusion ou à l'exécution de notre contrat avec vous "
            "(RGPD, art. 22, § 2, a)",
        ),
    ),
    "law": (
        "law",
        Wording(
            "a law allows it and protects your rights (GDPR Art. 22(2)(b))",
            "une loi autorise cette décision et protège vos droits (RGPD, art. 22, § 2, b)",
        ),
    ),
    "consent": (
        "consent",
        Wording(
            "you have expressly consented to it (GDPR Art. 22(2)(c))",
            "vous avez expressément consenti à cette décision (RGPD, art. 22, § 2, c)",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that a machine takes alone, as GDPR Art. 13(2)(f) wants it told.

    `what` is a noun with its article (the refusal of an order, le refus d'une commande); `logic` says after
    `from` what it is reached from; `effects` is what it means for the person, a noun.
    """

    what: Wording
    logic: Wording
    effects: Wording
    basis: Footing
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_decide(entry: Entry, findings: Findings) -> tuple[Decision, ...]:
    """The section `decide`: `none`, or the list of decisions. Silence means none (LANGUAGE, meaning 6)."""
    if entry.kind == "text":
        one_of(entry, (NONE,), findings, "decide")
        return ()
    read = (_decision(item, findings) for item in statements(entry, findings, "decide"))
    return tuple(decision for decision in read if decision is not None)


def _decision(entry: Entry, findings: Findings) -> Decision | None:
    found = fields(entry, findings, "decide", _REQUIRED, _REQUIRED)
    if any(name not in found for name in _REQUIRED):
        return None
    what, logic, effects = (wording(found[name], findings, f"decide: {name}") for name in _REQUIRED[:3])
    basis = one_of(found["basis"], _FOOTINGS, findings, "decide: basis")
    return Decision(what, logic, effects, _FOOTINGS[basis][0], entry.at) if basis else None


def decide_sentences(decisions: tuple[Decision, ...], language: Language) -> tuple[str, ...]:
    """Whether machines decide, on what and with which effects, and what the person can ask for."""
    if not decisions:
        none = Wording(
            "no decision that has legal effects on you, or affects you as much, is taken by a machine alone "
            "(GDPR Art. 22)",
            "aucune décision produisant des effets juridiques à votre égard, ou vous affectant de manière "
            "comparable, n'est prise par une machine seule (RGPD, art. 22)",
        )
        return (sentence(none.say(language), language),)
    review = Wording(
        "you can ask that a person look at such a decision again, give your view and contest it "
        "(GDPR Art. 22(3))",
        "vous pouvez demander qu'une personne réexamine une telle décision, donner votre point de vue et la "
        "contester (RGPD, art. 22, § 3)",
    )
    said = [text for each in decisions for text in _decision_sentences(each, language)]
    return (*said, sentence(review.say(language), language))


def _decision_sentences(decision: Decision, language: Language) -> tuple[str, str]:
    what, logic, effects = (each.say(language) for each in (decision.what, decision.logic, decision.effects))
    footing = _FOOTINGS[decision.basis][1].say(language)
    if language == "en":
        return (
            sentence(f"a machine alone decides on {what}; {footing}", language),
            sentence(f"it reaches that decision from {logic}, and the effect on you is {effects}", language),
        )
    return (
        sentence(f"une machine seule décide de ceci : {what} ; {footing}", language),
        sentence(f"éléments de cette décision : {logic} ; ses effets pour vous : {effects}", language),
    )


CONSTRUCTS: Final = (
    Construct(
        "decide",
        "The decisions about a person that a machine takes alone and that have legal effects on her or "
        "affect her as much (GDPR Art. 22): `none`, or each with what it is, from what it is reached and "
        "what it means. Without the section there are none.",
        "decide:\n"
        "  - what:    {en: the refusal of an order, fr: le refus d'une commande}\n"
        "    logic:   {en: your unpaid invoices, fr: vos factures impayées}\n"
        "    effects: {en: that you must pay in advance, fr: le paiement d'avance}\n"
        "    basis:   contract\n",
        {
            "anyOf": [
                {"enum": [NONE]},
                {
                    "type": "array",
                    "items": closed(
                        {
                            "what": BOTH_LANGUAGES,
                            "logic": BOTH_LANGUAGES,
                            "effects": BOTH_LANGUAGES,
                            "basis": {"enum": sorted(_FOOTINGS)},
                        },
                        _REQUIRED,
                    ),
                },
            ]
        },
    ),
)
