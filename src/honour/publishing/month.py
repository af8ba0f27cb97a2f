"""The requests of a month as sheets: by outcome, then one by one with their delays. They name nobody.

What is shown is what an authority asks: when each came, when its answer was due and given, and what it was
(GDPR Art. 12(3), 5(2)).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Language, Wording
from honour.publishing.sheets import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """One request, in local days: `taken` is for how many days it ran, without those when its clock stood."""

    reference: str
    kind: str
    asked: date
    due: date | None
    answered: date | None
    taken: int
    outcome: str
    late: bool


OUTCOMES: Final = ("done", "partly", "refused", "abandoned", "open")
"""What became of a request: `abandoned` is one of which nothing could be done as it was planned."""

_WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "by outcome": Wording("By outcome", "Selon l’issue"),
        "one by one": Wording("One by one", "Une par une"),
        "asked for": Wording("What was asked", "Objet"),
        "asked": Wording("Asked", "Reçues"),
        "came": Wording("Asked on", "Reçue le"),
        "due": Wording("Due by", "Réponse due le"),
        "answered": Wording("Answered on", "Répondue le"),
        "taken": Wording("Days taken", "Jours écoulés"),
        "longest": Wording("Longest, in days", "Délai le plus long, en jours"),
        "outcome": Wording("Outcome", "Issue"),
        "late": Wording("Late", "En retard"),
        "reference": Wording("Reference", "Référence"),
        "all": Wording("All", "Total"),
        "no clock": Wording("none", "aucun"),
        "not yet": Wording("not yet", "pas encore"),
        "nothing": Wording("Nobody asked anything that month.", "Aucune demande n’a été reçue ce mois-là."),
        "days": Wording(
            "Days are counted without those when the clock stood still (GDPR Art. 12(6)).",
            "Les jours sont comptés hors suspension du délai (RGPD, art. 12, §\u00a06).",
        ),
        "outcome done": Wording("Done", "Faite"),
        "outcome partly": Wording("Done in part", "Faite en partie"),
        "outcome refused": Wording("Refused", "Refusée"),
        "outcome abandoned": Wording("Nothing was done", "Sans suite"),
        "outcome open": Wording("Waits", "En attente"),
        "kind erase": Wording("Erasure", "Effacement"),
        "kind restrict": Wording("Restriction", "Limitation"),
        "kind object": Wording("Objection", "Opposition"),
        "kind port": Wording("Data to take away", "Données à emporter"),
        "kind withdraw": Wording("Withdrawal of a consent", "Retrait d’un consentement"),
        "kind rectify": Wording("Correction", "Rectification"),
        "kind access": Wording("Access", "Accès"),
        "kind other": Wording("Another right", "Un autre droit"),
    }
)


def month_sheets(lines: Sequence[Line], language: Language) -> tuple[Sheet, ...]:
    """Two sheets, or the first alone with a sentence where nothing was asked."""

    def said(key: str) -> str:
        return _WORDS[key].say(language)

    if not lines:
        return (Sheet("outcomes", said("by outcome"), said("by outcome"), (), (), (said("nothing"),)),)
    heads = (
        said("asked for"),
        said("asked"),
        *(said(f"outcome {each}") for each in OUTCOMES),
        said("late"),
        said("longest"),
    )
    kinds = dict.fromkeys(each.kind for each in lines)
    rows = [_counted(_kind(kind, language), [each for each in lines if each.kind == kind]) for kind in kinds]
    rows.append(_counted(said("all"), lines))
    keys = ("reference", "asked for", "came", "due", "answered", "taken", "outcome", "late")
    return (
        Sheet("outcomes", said("by outcome"), said("by outcome"), heads, tuple(rows)),
        Sheet(
            "one-by-one",
            said("one by one"),
            said("one by one"),
            tuple(said(key) for key in keys),
            tuple(_row(each, language) for each in lines),
            (said("days"),),
        ),
    )


def _kind(kind: str, language: Language) -> str:
    known = _WORDS.get(f"kind {kind}", _WORDS["kind other"])
    return known.say(language)


def _counted(name: str, lines: Sequence[Line]) -> tuple[Cell, ...]:
    late = sum(each.late for each in lines)
    return (
        Cell(name),
        Cell(str(len(lines))),
        *(Cell(str(sum(each.outcome == outcome for each in lines))) for outcome in OUTCOMES),
        Cell(str(late), "missing" if late else ""),
        Cell(str(max(each.taken for each in lines))),
    )


def _row(line: Line, language: Language) -> tuple[Cell, ...]:
    late = _WORDS["late"].say(language) if line.late else ""
    return (
        Cell(line.reference),
        Cell(_kind(line.kind, language)),
        Cell(line.asked.isoformat()),
        Cell(line.due.isoformat() if line.due else _WORDS["no clock"].say(language)),
        Cell(line.answered.isoformat() if line.answered else _WORDS["not yet"].say(language)),
        Cell(str(line.taken)),
        Cell(_WORDS[f"outcome {line.outcome}"].say(language)),
        Cell(late, "missing" if late else ""),
    )
