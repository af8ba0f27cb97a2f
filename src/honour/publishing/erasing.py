"""An erasure in the words of the policy: what goes, what stays, why and until when; before it, from the plan,
and after it, from the receipt.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from honour.plans.asking import promised_delay
from honour.plans.erase import SOMEBODY_ELSES
from honour.plans.holding import SOURCES
from honour.promises.data import fields_named
from honour.promises.grammar import Phrase, day_in_words, de, filled, period_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.sentences import keep_sentences
from honour.publishing.typography import typeset

_RESTRICTED: Final = SOURCES["restricted"]
_SAID: Final[Mapping[str, Wording]] = {
    "until": Wording("until {last}", "jusqu’au {last}"),
    "each": Wording(
        "each until its own day, from {first} to {last}", "chacune a son terme, du {first} au {last}"
    ),
    "term": Wording("until the term that this sentence gives", "jusqu’au terme que donne cette phrase"),
    "theirs": Wording(
        "as long as it is theirs: you are no longer named in it",
        "tant que cela lui appartient : vous n’y êtes plus désigné",
    ),
    "somebody": Wording(
        "This is somebody else’s too, and stays theirs.",
        "Cela appartient aussi à quelqu’un d’autre et lui reste.",
    ),
    "restricted": Wording(
        "You asked us to restrict these data: while that lasts, nobody may delete them (GDPR Art. 18).",
        "Vous avez demandé la limitation de ces données : tant qu’elle dure, personne ne peut les supprimer"
        " (RGPD, art. 18).",
    ),
    "lift": Wording(
        "To have them deleted, lift the restriction (or take back the objection that began it) under “My"
        " requests”, then ask again.",
        "Pour les faire supprimer, levez la limitation (ou retirez l’opposition dont elle vient) dans « Mes"
        " demandes », puis redemandez.",
    ),
    "lifted": Wording("until you lift the restriction", "jusqu’à ce que vous leviez la limitation"),
    "disputed": Wording(
        "A legal claim needs these data (GDPR Art. 17(3)(e)).",
        "La constatation, l’exercice ou la défense d’un droit en justice les rend nécessaires"
        " (RGPD, art. 17, § 3, e).",
    ),
    "settled": Wording("until the claim is settled", "jusqu’au règlement du litige"),
    "running": Wording(
        "A contract that runs needs this (GDPR Art. 17(1)(a)).",
        "Un contrat en cours le rend nécessaire (RGPD, art. 17, § 1, a).",
    ),
    "unsaid": Wording(
        "The privacy policy does not say why or until when this is kept: that is for us to mend. Write to"
        " {contact}: we say why it is needed, or delete it.",
        "La politique de confidentialité ne dit ni pourquoi ni jusqu’à quand cela est conservé : c’est à nous"
        " d’y remédier. Écrivez à {contact} : nous dirons pourquoi c’est nécessaire, ou le supprimerons.",
    ),
    "no term": Wording("no term is stated", "aucun terme n’est indiqué"),
    "exception": Wording("This stands on: {source}.", "Cela repose sur : {source}."),
}
_LEVELS: Final[Mapping[str, Wording]] = {
    "logical": Wording("In what this site can find", "Dans ce que ce site peut retrouver"),
    "physical": Wording("In the files of the databases", "Dans les fichiers des bases de données"),
    "backups": Wording("In the backups", "Dans les sauvegardes"),
    "keys": Wording("The keys of what was sealed", "Les clés de ce qui était scellé"),
}
_STATES: Final[Mapping[str, Wording]] = {
    "gone": Wording("gone", "effacé"),
    "not yet": Wording("not yet; we look again", "pas encore ; nous regarderons à nouveau"),
    "found": Wording("traces remain, and we must act", "des traces restent, et nous devons agir"),
    "could not be checked": Wording("could not be checked", "n’a pas pu être vérifié"),
    "nothing to erase": Wording("nothing was there to delete", "il n’y avait rien à supprimer"),
}
_FROM: Final = Wording("gone from {day} on", "effacé à partir du {day}")
_UNKNOWN: Final = Wording(
    "not known: the policy does not say how long backups are kept",
    "inconnu : la politique ne dit pas combien de temps les sauvegardes sont conservées",
)
_BY: Final = re.compile(r"by (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Kept:
    """Some data that stay: what it is, why (sentences of the policy, or of the law), until when, and how the
    person can end what stands in the way, if he can.
    """

    what: str
    why: tuple[str, ...]
    until: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Erasing:
    """What goes, in nouns, and what stays."""

    goes: tuple[str, ...]
    stays: tuple[Kept, ...]


def told_of_plan(
    policy: Policy, plan: Mapping[str, Any], filled: Sequence[Collection[str]], language: Language
) -> Erasing:
    """What a plan, as `as_json` wrote it, would do. `policy` is the one that is carried out; `filled` are the
    fields that hold something, of each step and then of each stay: what is empty neither goes nor stays.
    """
    steps, stays = (
        [
            {**part, "fields": [name for name in part["fields"] if name in held]}
            for part, held in zip(parts, held_of, strict=True)
        ]
        for parts, held_of in (
            (plan["steps"], filled[: len(plan["steps"])]),
            (plan["stays"], filled[len(plan["steps"]) :]),
        )
    )
    return _set(
        Erasing(
            _goes(policy, [step["fields"] for step in steps], language),
            tuple(
                _kept(policy, stay, stay["because"], stay["source"], language)
                for stay in stays
                if stay["fields"]
            ),
        ),
        language,
    )


def told_of_receipt(policy: Policy, receipt: Mapping[str, Any], language: Language) -> Erasing:
    """What a receipt says was done."""
    return _set(
        Erasing(
            _goes(policy, [step["fields"] for step in receipt["went"]], language),
            tuple(
                _kept(policy, stay, stay["why"].split("; "), stay["source"].split("; "), language)
                for stay in receipt["stays"]
            ),
        ),
        language,
    )


def _set(told: Erasing, language: Language) -> Erasing:
    """The same, set in type as the policy's page is."""

    def said(text: str) -> str:
        return typeset(text, language == "fr")

    return Erasing(
        tuple(map(said, told.goes)),
        tuple(
            Kept(said(each.what), tuple(map(said, each.why)), said(each.until), said(each.how))
            for each in told.stays
        ),
    )


def levels_told(receipt: Mapping[str, Any], language: Language) -> tuple[tuple[str, str], ...]:
    """How far what went is gone, level by level: where, and how far."""
    return tuple(
        (_LEVELS[name].say(language), level_told(said, language)) for name, said in receipt["levels"].items()
    )


def level_told(said: str, language: Language) -> str:
    """How far one level is, in words."""
    if day := _BY.match(said):
        return _FROM.say(language).format(day=day_in_words(date.fromisoformat(day[1]), language))
    return _STATES.get(said, _UNKNOWN).say(language)


def as_lines(told: Erasing) -> tuple[list[str], list[str]]:
    """The same for a letter: what goes, and what stays, a line each."""
    stays = [f"- {_one_line(each)}" for each in told.stays]
    return [f"- {each}" for each in told.goes], stays


def _one_line(kept: Kept) -> str:
    return " ".join(part for part in (f"{kept.what} ({kept.until}).", *kept.why, kept.how) if part)


def _goes(policy: Policy, fields: Iterable[Sequence[str]], language: Language) -> tuple[str, ...]:
    names = dict.fromkeys(name for each in fields for name in each)
    return tuple(_named(policy, [name], language) for name in names if name in policy.vocabulary.fields)


def _named(policy: Policy, fields: Sequence[str], language: Language) -> str:
    known = [name for name in fields if name in policy.vocabulary.fields]
    said = fields_named(known, policy.vocabulary, language).text if known else ", ".join(fields)
    return said[:1].upper() + said[1:]


def _kept(
    policy: Policy, stay: Mapping[str, Any], because: Sequence[str], source: Sequence[str], language: Language
) -> Kept:
    what = _named(policy, stay["fields"], language)

    def say(key: str, **named: str) -> str:
        return _SAID[key].say(language).format(**named)

    if stay.get("shared") or SOMEBODY_ELSES in source:
        return Kept(what, (say("somebody"),), say("theirs"))
    if _RESTRICTED in source:
        return Kept(what, (say("restricted"),), say("lifted"), say("lift"))
    if SOURCES["disputed"] in source:
        return Kept(what, (say("disputed"),), say("settled"))
    if event := stay.get("waits for"):
        return _waiting(policy, what, event, language)
    if not any(because) and not any(source):
        return Kept(what, (say("unsaid", contact=policy.site.publisher.contact),), say("no term"))
    first, last = stay["first_ends"], stay["last_ends"]
    why = _sentences(policy, because, language) or (say("exception", source=", ".join(source)),)
    return Kept(what, why, _until(first, last, language))


def _until(first: str | None, last: str | None, language: Language) -> str:
    if last is None:
        return _SAID["term"].say(language)
    named = {
        "first": day_in_words(date.fromisoformat(first or last), language),
        "last": day_in_words(date.fromisoformat(last), language),
    }
    return _SAID["until" if first in (None, last) else "each"].say(language).format(**named)


def _sentences(policy: Policy, because: Sequence[str], language: Language) -> tuple[str, ...]:
    """What the policy says of these statements, each sentence once."""
    found = [keep for keep in policy.keep if str(keep.at) in because]
    return tuple(dict.fromkeys(said for keep in found for said in keep_sentences(policy, keep, language)))


def _waiting(policy: Policy, what: str, event: str, language: Language) -> Kept:
    told, contact = policy.vocabulary.events[event], policy.site.publisher.contact
    delay = period_in_words(promised_delay(policy), language)
    yours = Phrase("", plural=True, gender="feminine")  # a person's event speaks of no data
    if language == "en":
        until = f"until {filled(told.en_when, yours)}, and no longer than {delay} after"
        how = f"you can end the wait by ending what runs: write to {contact} if you do not know how"
    else:
        until = f"sous {delay} à compter {de(filled(told.fr, yours))}"
        how = f"vous pouvez résilier ce qui est en cours ; si vous ne savez pas comment, écrivez à {contact}"
    return Kept(what, (_SAID["running"].say(language),), until, sentence(how, language))
