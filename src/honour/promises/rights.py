"""Which right applies to which data. It follows from the basis; silence takes none away (meaning 2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.allow import LETS_GO, Right, allow_sentences
from honour.promises.collect import Collect, serving
from honour.promises.grammar import Phrase, agreed, de, filled, sentence
from honour.promises.grounds import Ground
from honour.promises.keep import ASKED, Ending
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.sentences import yours

Erasure: TypeAlias = Literal["on withdrawal", "once unneeded", "by law", "or upheld", "while needed"]

# Purposes that are direct marketing: to them a person can object on any basis (GDPR Art. 21(2)).
MARKETING: Final = ("direct marketing", "newsletter")
# Beyond, a list of fields would hide what is said of them: the purposes stand for them.
_FIELDS_TOLD: Final = 4


@dataclass(frozen=True, slots=True)
class Given:
    """What a basis gives: when data can be erased, and whether one can object, take them along, withdraw."""

    erase: Erasure
    object: bool = False
    port: bool = False
    withdraw: bool = False


# The table of LANGUAGE, meaning 2: GDPR Art. 17(1) and (3), 20(1), 21(1), 7(3).
GIVEN: Final[Mapping[Ground, Given]] = MappingProxyType(
    {
        "consent": Given("on withdrawal", port=True, withdraw=True),
        "contract": Given("once unneeded", port=True),
        "legal obligation": Given("by law"),
        "legitimate interest": Given("or upheld", object=True),
        "public task": Given("while needed", object=True),
        "vital interest": Given("once unneeded"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph about a right. `people` are the groups to whom it speaks, all of them if empty."""

    right: Right
    text: str
    people: tuple[str, ...] = ()


def rights_of(statement: Collect) -> Given:
    """What the law gives over data collected so; direct marketing can always be objected to."""
    given = GIVEN[statement.basis.ground]
    return replace(given, object=True) if statement.purpose in MARKETING else given


def rights_told(policy: Policy, language: Language) -> tuple[Told, ...]:
    """Every right in the order of the law, with the data to which it applies and how it is used."""
    return (
        *_general(policy, "access", language),
        *_general(policy, "rectify", language),
        *_general(policy, "erase", language),
        *_erasing(policy, language),
        *_general(policy, "restrict", language),
        *_over(policy, "port", lambda given: given.port, language),
        *_objecting(policy, language),
        *_over(policy, "withdraw", lambda given: given.withdraw, language),
    )


_GENERAL: Final[Mapping[Right, Wording]] = MappingProxyType(
    {
        "access": Wording(
            "you can see the data that we hold about you and receive a copy of them (GDPR Art. 15)",
            "vous pouvez consulter les données que nous détenons sur vous et en recevoir une copie "
            "(RGPD, art. 15)",
        ),
        "rectify": Wording(
            "you can have them corrected or completed (GDPR Art. 16)",
            "vous pouvez les faire rectifier ou compléter (RGPD, art. 16)",
        ),
        "erase": Wording(
            "you can have them erased (GDPR Art. 17)", "vous pouvez les faire effacer (RGPD, art. 17)"
        ),
        "restrict": Wording(
            "you can have their use restricted, for instance while a dispute about them lasts (GDPR Art. 18)",
            "vous pouvez faire limiter leur utilisation, par exemple le temps d'une contestation (RGPD, "
            "art. 18)",
        ),
    }
)
_OVER: Final[Mapping[Right, Wording]] = MappingProxyType(
    {
        "port": Wording(
            "as far as you gave us {what}, you can receive {them} in a format that machines read, or have "
            "{them} passed to somebody else (GDPR Art. 20)",
            "dans la mesure où vous nous avez fourni {what}, vous pouvez {les} recevoir dans un format "
            "lisible par machine, ou {les} faire transmettre à un tiers de votre choix (RGPD, art. 20)",
        ),
        "object": Wording(
            "you can object, on grounds that relate to your situation, to our use of {what} (GDPR Art. 21)",
            "vous pouvez vous opposer, pour des raisons tenant à votre situation, à notre utilisation de ces "
            "données : {what} (RGPD, art. 21)",
        ),
        "withdraw": Wording(
            "you can withdraw at any time the consent on which our use of {what} rests; what was done before "
            "stays lawful (GDPR Art. 7(3))",
            "vous pouvez retirer à tout moment le consentement sur lequel repose notre utilisation de ces "
            "données : {what} ; ce qui a été fait avant reste licite (RGPD, art. 7, paragraphe 3)",
        ),
    }
)
_MARKETING: Final = Wording(
    "you can object at any time, without giving a reason, to receiving our offers or our newsletter "
    "(GDPR Art. 21(2))",
    "vous pouvez vous opposer à tout moment, sans donner de motif, à l'envoi de nos offres ou de notre "
    "lettre d'information (RGPD, art. 21, paragraphe 2)",
)
# {gone}, {kept} and {needed} are French participles and adjectives that agree with the data.
_ERASED: Final[Mapping[Erasure, Wording]] = MappingProxyType(
    {
        "on withdrawal": Wording(
            "{what} can be erased as soon as you withdraw your consent",
            "{what} {can} être {gone} dès que vous retirez votre consentement",
        ),
        "once unneeded": Wording(
            "{what} can be erased as soon as {they} {are} no longer needed for what {they} serve{s}",
            "{what} {can} être {gone} dès qu'{ils} ne {serve} plus à ce pour quoi nous {les} utilisons",
        ),
        "by law": Wording(
            "{what} must stay until the term that the law sets is over (GDPR Art. 17(3)(b))",
            "{what} {must} être {kept} jusqu'au terme que fixe la loi (RGPD, art. 17, paragraphe 3, point b)",
        ),
        "or upheld": Wording(
            "{what} can be erased as soon as {they} {are} no longer needed, or if you object and nothing "
            "overriding stands against it",
            "{what} {can} être {gone} dès que {leur} utilité cesse, ou si vous vous opposez sans qu'un motif "
            "impérieux y fasse obstacle",
        ),
        "while needed": Wording(
            "{what} must stay as long as our task in the public interest needs {them} (GDPR Art. 17(3)(b))",
            "{what} {must} être {kept} aussi longtemps que notre mission d'intérêt public l'exige (RGPD, "
            "art. 17, paragraphe 3, point b)",
        ),
    }
)
_AT_ONCE: Final = Wording(
    "{what} {are} erased as soon as you ask", "{what} {are} {gone} dès que vous le demandez"
)


def _general(policy: Policy, right: Right, language: Language) -> Iterator[Told]:
    """A right that every person has over all of her data, and how she uses it here."""
    used = allow_sentences(policy.allow[right], language) if right in policy.allow else ()
    yield Told(right, " ".join((sentence(_GENERAL[right].say(language), language), *used)))


def _over(policy: Policy, right: Right, given: Callable[[Given], bool], language: Language) -> Iterator[Told]:
    """A right over some data; where the policy allows it and no basis gives it, it is promised over all."""
    chosen = [each for each in policy.collect if given(GIVEN[each.basis.ground])]
    if not chosen and right in policy.allow and right != "withdraw":
        chosen = list(policy.collect)
    for people, statements in _by_people(policy, chosen).items():
        yield Told(right, _said(_OVER[right], _named(policy, statements, language), language), people)
    if chosen and right in policy.allow:
        yield Told(right, " ".join(allow_sentences(policy.allow[right], language)))


def _objecting(policy: Policy, language: Language) -> Iterator[Told]:
    told = tuple(_over(policy, "object", lambda given: given.object, language))
    yield from told
    if any(each.purpose in MARKETING for each in policy.collect):
        yield Told("object", sentence(_MARKETING.say(language), language))
        if not told and "object" in policy.allow:
            yield Told("object", " ".join(allow_sentences(policy.allow["object"], language)))


def _erasing(policy: Policy, language: Language) -> Iterator[Told]:
    """When which data can be erased, for each set of people."""
    allowed = policy.allow.get("erase")
    widened = allowed is not None and allowed.asking_ends == LETS_GO
    for people, statements in _by_people(policy, policy.collect).items():
        sorted_: dict[Erasure | None, list[Collect]] = {}
        for each in statements:
            for kind in each.data:
                erase = None if _ends_when_asked(policy, kind) else GIVEN[each.basis.ground].erase
                if not (widened and erase not in ("by law", "while needed")):
                    sorted_.setdefault(erase, []).append(replace(each, data=(kind,)))
        said = [
            _said(_ERASED[erase] if erase else _AT_ONCE, _named(policy, those, language), language)
            for erase, those in sorted_.items()
        ]
        if said:
            yield Told("erase", " ".join(said), people)


def _ends_when_asked(policy: Policy, kind: str) -> bool:
    """Whether the policy promises to delete this kind as soon as the person asks, whatever the basis."""
    kept = [each for each in policy.keep if kind in each.data]
    return bool(kept) and all(Ending(ASKED) in each.endings for each in kept)


def _by_people(
    policy: Policy, statements: Sequence[Collect]
) -> Mapping[tuple[str, ...], tuple[Collect, ...]]:
    """The statements by the people whose data they collect: « your » speaks to one set of people."""
    split: dict[tuple[str, ...], tuple[Collect, ...]] = {}
    for statement in statements:
        kinds: dict[tuple[str, ...], tuple[str, ...]] = {}
        for kind in statement.data:
            people = policy.data[kind].of
            kinds[people] = (*kinds.get(people, ()), kind)
        for people, of_them in kinds.items():
            split[people] = (*split.get(people, ()), replace(statement, data=of_them))
    return split


def _named(policy: Policy, statements: Sequence[Collect], language: Language) -> Phrase:
    """The data of these statements: by name if they are few, else by what they are collected for."""
    kinds = tuple(dict.fromkeys(kind for each in statements for kind in each.data))
    named = yours(policy, kinds, language)
    if len({name for kind in kinds for name in policy.data[kind].fields}) <= _FIELDS_TOLD:
        return named
    words = policy.vocabulary.purposes
    purposes = [words[name] for name in dict.fromkeys(each.purpose for each in statements)]
    said = Wording("the data that we collect", "les données que nous recueillons").say(language)
    return Phrase(f"{said} {serving(purposes, language)}", plural=True, gender="feminine")


def _said(wording: Wording, what: Phrase, language: Language) -> str:
    pattern = wording.say(language).replace("{what}", "\x00")
    if language == "fr":
        if what.text.startswith("les données") or " et " not in what.text:
            pattern = pattern.replace("de ces données : \x00", de(what.text))
        pattern = (
            pattern.replace("{can}", "peuvent" if what.plural else "peut")
            .replace("{must}", "doivent" if what.plural else "doit")
            .replace("{serve}", "servent" if what.plural else "sert")
            .replace("{are}", "sont" if what.plural else "est")
            .replace("{gone}", agreed("effacé", what))
            .replace("{kept}", agreed("conservé", what))
        )
    return sentence(filled(pattern, what).replace("\x00", what.text), language)
