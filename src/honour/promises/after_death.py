"""`after death`: what becomes of a person's data then (French Act 78-17, art. 85).

GDPR does not speak of the dead (recital 27). The French act lets a person leave directives, name who carries
them out, and gives her heirs some rights without them; for a French publisher these need no line here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from honour.promises.allow import CHANNELS, by_channels, read_channels
from honour.promises.data import Data, named
from honour.promises.findings import Findings, Position
from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Vocabulary
from honour.promises.reading import Entry, fields
from honour.promises.reference import Construct
from honour.promises.scalars import YES_NO, closed, one_or_several, yes

_NAMES: Final = ("directives", "trusted person", "heirs")
_SOURCE: Final = "French Act 78-17, art. 85"


@dataclass(frozen=True, slots=True)
class AfterDeath:
    """How directives are left (`how`, words of `CHANNELS`; empty: by writing to the contact), and who acts.

    `trusted_person` says that the site lets a person name who carries them out, `heirs` that it answers
    heirs where there are no directives.
    """

    how: tuple[str, ...] = ()
    trusted_person: bool = True
    heirs: bool = True
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_after_death(entry: Entry, french: bool, findings: Findings) -> AfterDeath:
    """The section `after death`; `french` says that the publisher is bound by the French act."""
    found = fields(entry, findings, "after death", _NAMES)
    how = (
        read_channels(found["directives"], findings, "after death: directives")
        if "directives" in found
        else ()
    )
    return AfterDeath(
        how,
        _kept(found, "trusted person", french, findings),
        _kept(found, "heirs", french, findings),
        entry.at,
    )


def _kept(found: Mapping[str, Entry], name: str, french: bool, findings: Findings) -> bool:
    if name not in found:
        return True
    kept = yes(found[name], findings, f"after death: {name}")
    if french and found[name].text.strip() == "no":
        reason = f"after death: {name} takes away what the law gives"
        findings.add(found[name].at, reason, f"write `{name}: yes`, or delete the line", _SOURCE)
    return kept


def after_death_sentences(value: AfterDeath | None, french: bool, language: Language) -> tuple[str, ...]:
    """What a person can settle, who carries it out, what heirs can ask; empty where neither the law nor the
    policy says anything."""
    if value is None and not french:
        return ()
    told = value or AfterDeath()
    how = by_channels(told.how, language)
    by = f" {how}" if how else ""
    source = Wording(f" ({_SOURCE})", " (loi n° 78-17 du 6 janvier 1978 modifiée, art. 85)").say(language)
    said = [
        Wording(
            f"you can leave us directives{by}, and change them at any time, on whether your data are to be "
            f"kept, erased or passed on after your death{source if french else ''}",
            f"vous pouvez nous laisser{by} des directives, modifiables à tout moment, sur la conservation, "
            f"l'effacement ou la communication de vos données après votre décès{source if french else ''}",
        )
    ]
    if told.trusted_person:
        said.append(
            Wording(
                "you can name the person who is to carry these directives out",
                "vous pouvez désigner la personne chargée d'exécuter ces directives",
            )
        )
    if told.heirs:
        said.append(
            Wording(
                "unless your directives say otherwise, your heirs can obtain what settling your estate needs "
                "and what amounts to family keepsakes, and have us close your accounts",
                "sauf directives contraires, vos héritiers peuvent obtenir ce qui est nécessaire au "
                "règlement de votre succession et ce qui s'apparente à des souvenirs de famille, et faire "
                "fermer vos comptes",
            )
        )
    return tuple(sentence(each.say(language), language) for each in said)


def estate_sentences(kinds: Collection[Data], vocabulary: Vocabulary, language: Language) -> tuple[str, ...]:
    """What heirs are given to settle the estate, and what is no part of it, where the policy says so of a
    kind of data (`data: estate`).
    """
    given = [kind for kind in kinds if kind.estate is True]
    kept_back = [kind for kind in kinds if kind.estate is False]
    said = []
    if given:
        theirs = named(given, vocabulary, language).text
        said.append(
            Wording(
                f"to settle your estate, your heirs are given {theirs}",
                f"pour le règlement de votre succession, vos héritiers reçoivent {theirs}",
            )
        )
    if kept_back:
        what = named(kept_back, vocabulary, language)
        are, font = ("are", "font") if what.plural else ("is", "fait")
        said.append(
            Wording(
                f"{what.text} {are} no part of what your heirs are given",
                f"{what.text} ne {font} pas partie de ce que reçoivent vos héritiers",
            )
        )
    return tuple(sentence(each.say(language), language) for each in said)


CONSTRUCTS: Final = (
    Construct(
        "after death",
        "How people leave directives about their data after their death, whether they may name somebody to "
        "carry them out, and whether heirs are answered. A publisher in France owes the last two by law "
        "(Act 78-17, art. 85), with or without this section.",
        "after death: {directives: [self-service, postal], trusted person: yes, heirs: yes}\n",
        closed({"directives": one_or_several(CHANNELS), "trusted person": YES_NO, "heirs": YES_NO}),
    ),
)
