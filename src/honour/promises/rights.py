"""Which right applies to which data. It follows from the basis; silence takes none away (meaning 2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from honour.promises.allow import LETS_GO, Right, allow_sentences, by_channels
from honour.promises.collect import Collect, purpose_noun
from honour.promises.grammar import agreed, either, filled, listed, period_in_words, sentence, to
from honour.promises.grounds import INSTRUCTIONS, Ground
from honour.promises.keep import ASKED, Ending
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.sentences import yours

Erasure: TypeAlias = Literal["on withdrawal", "once unneeded", "by law", "or upheld", "while needed"]

# Purposes that are direct marketing: to them a person can object on any basis (GDPR Art. 21(2)).
MARKETING: Final = ("direct marketing", "newsletter")


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
        "instructions": Given("once unneeded"),  # whoever answers for the data tells their rights
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph about a right."""

    right: Right
    text: str


def rights_of(statement: Collect) -> Given:
    """What the law gives over data collected so; direct marketing can always be objected to."""
    given = GIVEN[statement.basis.ground]
    return replace(given, object=True) if statement.purpose in MARKETING else given


def rights_told(policy: Policy, language: Language) -> tuple[Told, ...]:
    """Every right in the order of the law: over which data, by their ground, and how it is used here.

    A sentence names the ground or the purpose on which a right depends, so it is true of everybody who reads
    it, whoever the data are about.
    """
    return (
        _told(policy, "access", _ACCESS, language),
        _told(policy, "rectify", _RECTIFY, language),
        _told(policy, "erase", _ERASE, language, _erasing(policy, language)),
        _told(policy, "restrict", _RESTRICT, language),
        *_porting(policy, language),
        *_objecting(policy, language),
        *_withdrawing(policy, language),
    )


@dataclass(frozen=True, slots=True)
class _Saying:
    """A right in words and its article; how it is used comes between the two. `after` ends the sentence."""

    said: Wording
    article: Wording
    after: Wording | None = None  # a clause that has nothing to do with how the right is used


_ACCESS: Final = _Saying(
    Wording(
        "you can see the data that we hold about you, and receive a copy of them",
        "vous pouvez consulter les données que nous détenons sur vous et en recevoir une copie",
    ),
    Wording("GDPR Art. 15", "RGPD, art. 15"),
)
_RECTIFY: Final = _Saying(
    Wording("you can have them corrected or completed", "vous pouvez les faire rectifier ou compléter"),
    Wording("GDPR Art. 16", "RGPD, art. 16"),
)
_ERASE: Final = _Saying(
    Wording("you can have them erased", "vous pouvez les faire effacer"),
    Wording("GDPR Art. 17", "RGPD, art. 17"),
)
_RESTRICT: Final = _Saying(
    Wording(
        "you can have their use restricted, for instance while a dispute about them lasts",
        "vous pouvez faire limiter leur utilisation, par exemple le temps d'une contestation",
    ),
    Wording("GDPR Art. 18", "RGPD, art. 18"),
)
_WHOSE_USE: Final[Mapping[Ground, Wording]] = MappingProxyType(
    {
        "consent": Wording("your consent", "votre consentement"),
        "contract": Wording("our contract with you", "notre contrat avec vous"),
    }
)
_PORT: Final = Wording("GDPR Art. 20", "RGPD, art. 20")
_OBJECT: Final = Wording("GDPR Art. 21(1)", "RGPD, art. 21, § 1")
_DIRECT: Final = Wording("GDPR Art. 21(2)", "RGPD, art. 21, § 2")
_WITHDRAW: Final = Wording(
    "you can withdraw at any time{how} the consent that you gave us for {purposes}",
    "vous pouvez retirer à tout moment{how} le consentement que vous nous avez donné pour {purposes}",
)
_LAWFUL: Final = Wording("; what was done before stays lawful", " ; ce qui a été fait avant reste licite")
# When data can be erased, by what their use rests on (GDPR Art. 17(1)).
_ERASED: Final[Mapping[Erasure, Mapping[Ground, Wording]]] = MappingProxyType(
    {
        "on withdrawal": {
            "consent": Wording(
                "those whose use rests on your consent, as soon as you withdraw it",
                "celles dont l'utilisation repose sur votre consentement, dès que vous le retirez",
            )
        },
        "once unneeded": {
            "contract": Wording(
                "those that our contract with you requires, as soon as it no longer requires them",
                "celles qu'exige notre contrat avec vous, dès qu'il ne les exige plus",
            ),
            "vital interest": Wording(
                "those that protect somebody's life, as soon as they are no longer needed for it",
                "celles qui servent à protéger la vie d'une personne, dès qu'elles n'y sont plus nécessaires",
            ),
        },
        "or upheld": {
            "legitimate interest": Wording(
                "those that we use in our legitimate interest, as soon as they are no longer needed, or if "
                "you "
                "object and nothing overriding stands against it",
                "celles que nous utilisons dans notre intérêt légitime, dès qu'elles ne sont plus "
                "nécessaires, "
                "ou si vous vous opposez sans qu'un motif impérieux y fasse obstacle",
            )
        },
    }
)
_STAYS: Final[Mapping[Erasure, Wording]] = MappingProxyType(
    {
        "by law": Wording(
            "{what} must stay until the term that the law sets is over (GDPR Art. 17(3)(b))",
            "{what} {must} être {kept} jusqu'au terme que fixe la loi (RGPD, art. 17, § 3, b)",
        ),
        "while needed": Wording(
            "{what} must stay as long as our task in the public interest needs {them} (GDPR Art. 17(3)(b))",
            "{what} {must} être {kept} aussi longtemps que notre mission d'intérêt public l'exige (RGPD, "
            "art. 17, § 3, b)",
        ),
    }
)
_AT_ONCE: Final = Wording(
    "{what} {are} erased as soon as you ask", "{what} {are} {gone} dès que vous le demandez"
)
_EXCEPTED: Final = Wording(
    "what this page says we keep even if you ask stays until its term (GDPR Art. 17(3))",
    "ce que cette page dit conserver malgré votre demande reste jusqu'à son terme (RGPD, art. 17, § 3)",
)


def _told(
    policy: Policy, right: Right, saying: _Saying, language: Language, more: Sequence[str] = ()
) -> Told:
    """A right with how it is used here and how soon it is answered, where the policy says so."""
    allowed = policy.allow.get(right)
    said, article = saying.said.say(language), saying.article.say(language)
    rest: Sequence[str] = ()
    how = by_channels(allowed.how, language) if allowed else ""
    if "{how}" in said:
        said = said.replace("{how}", f", {how}," if how else "")
    elif allowed and how:
        said += f", {how}" if "," in said or len(allowed.how) > 1 else f" {how}"
    said += saying.after.say(language) if saying.after else ""
    said += f" ({article})"
    if allowed and right == "erase":
        rest = allow_sentences(replace(allowed, how=()), language)
    elif allowed and allowed.within:
        delay = period_in_words(allowed.within, language)
        said += Wording(f"; we answer within {delay}", f" ; nous répondons sous {delay}").say(language)
    return Told(right, " ".join((sentence(said, language), *rest, *more)))


def _porting(policy: Policy, language: Language) -> Iterator[Told]:
    grounds = dict.fromkeys(each.basis.ground for each in policy.collect if GIVEN[each.basis.ground].port)
    if not grounds and "port" not in policy.allow:
        return
    on = either([_WHOSE_USE[each].say(language) for each in grounds], language)
    rests = Wording(f" and whose use rests on {on}", f" et dont l'utilisation repose sur {_each(on)}")
    rested = rests.say(language) if grounds else ""
    said = Wording(
        f"you can receive in a format that machines read the data that you gave us{rested}, or have them "
        "passed to somebody else",
        f"vous pouvez recevoir, dans un format structuré et lisible par machine, les données que vous nous "
        f"avez "
        f"fournies{rested}, ou les faire transmettre à un tiers de votre choix",
    )
    yield _told(policy, "port", _Saying(said, _PORT), language)


def _each(nouns: str) -> str:
    return nouns.replace(" ou ", " ou sur ")


def _purposes(policy: Policy, names: Iterable[str], language: Language) -> tuple[str, ...]:
    words = policy.vocabulary.purposes
    return tuple(purpose_noun(words[name], language) for name in dict.fromkeys(names))


def _objecting(policy: Policy, language: Language) -> Iterator[Told]:
    """Art. 21(1) where a basis gives it, or the policy promises it; Art. 21(2) of direct marketing, "
    "always."""
    given = [each for each in policy.collect if GIVEN[each.basis.ground].object]
    marketing = [each for each in policy.collect if each.purpose in MARKETING]
    if given or ("object" in policy.allow and not marketing):
        purposes = _purposes(policy, (each.purpose for each in given), language)
        served = Wording(" for ", " pour ").say(language) + listed(purposes, language) if purposes else ""
        said = Wording(
            f"you can object, on grounds that relate to your situation, to our use of your data{served}",
            "vous pouvez vous opposer, pour des raisons tenant à votre situation, à l'utilisation de vos "
            f"données{served}",
        )
        yield _told(policy, "object", _Saying(said, _OBJECT), language)
    if marketing:
        names = _purposes(policy, (each.purpose for each in marketing), language)
        said = Wording(
            f"you can object at any time, without giving a reason, to our {listed(names, 'en')}",
            "vous pouvez vous opposer à tout moment, sans donner de motif, "
            + listed([to(name) for name in names], "fr"),
        )
        saying = _Saying(said, _DIRECT)
        yield _told(policy if not given else replace(policy, allow={}), "object", saying, language)


def _withdrawing(policy: Policy, language: Language) -> Iterator[Told]:
    on_consent = [each.purpose for each in policy.collect if GIVEN[each.basis.ground].withdraw]
    if on_consent:
        purposes = listed(_purposes(policy, on_consent, language), language)
        said = Wording(*(each.replace("{purposes}", purposes) for each in (_WITHDRAW.en, _WITHDRAW.fr)))
        article = Wording("GDPR Art. 7(3)", "RGPD, art. 7, § 3")
        yield _told(policy, "withdraw", _Saying(said, article, _LAWFUL), language)


def _erasing(policy: Policy, language: Language) -> tuple[str, ...]:
    """When which data can be erased, and what stays."""
    allowed = policy.allow.get("erase")
    widened = allowed is not None and allowed.asking_ends == LETS_GO
    at_once: list[str] = []
    grounds: dict[Ground, None] = {}
    stays: dict[Erasure, list[str]] = {}
    for each in policy.collect:
        if each.basis.ground == INSTRUCTIONS:
            continue  # whoever answers for the data decides
        given = GIVEN[each.basis.ground].erase
        for kind in each.data:
            erase = "by law" if _kept_by_law(policy, kind) else given
            if _ends_when_asked(policy, kind):
                at_once.append(kind)
            elif erase in _STAYS:
                stays.setdefault(erase, []).append(kind)
            elif not widened:
                grounds[each.basis.ground] = None
    said = [_of_kinds(policy, _AT_ONCE, at_once, language)] if at_once and not widened else []
    if grounds:
        opened = Wording("we erase ", "nous effaçons ").say(language)
        each_said = [_ERASED[GIVEN[ground].erase][ground].say(language) for ground in grounds]
        said.append(sentence(opened + ("; " if language == "en" else " ; ").join(each_said), language))
    said += [_of_kinds(policy, _STAYS[erase], kinds, language) for erase, kinds in stays.items()]
    if any(each.basis and each.basis.exception for each in policy.keep):
        said.append(sentence(_EXCEPTED.say(language), language))
    return tuple(said)


def _kept_by_law(policy: Policy, kind: str) -> bool:
    """Whether each of the terms of a kind is a duty of law, so that no request ends any."""
    kept = [each for each in policy.keep if kind in each.data]
    return bool(kept) and all(each.basis is not None and each.basis.by_law for each in kept)


def _ends_when_asked(policy: Policy, kind: str) -> bool:
    """Whether the policy promises to delete this kind as soon as the person asks, whatever the basis."""
    kept = [each for each in policy.keep if kind in each.data]
    return bool(kept) and all(Ending(ASKED) in each.endings for each in kept)


def _of_kinds(policy: Policy, wording: Wording, kinds: Sequence[str], language: Language) -> str:
    what = yours(policy, tuple(dict.fromkeys(kinds)), language)
    pattern = wording.say(language).replace("{what}", "\x00")
    if language == "fr":
        pattern = (
            pattern.replace("{must}", "doivent" if what.plural else "doit")
            .replace("{are}", "sont" if what.plural else "est")
            .replace("{gone}", agreed("effacé", what))
            .replace("{kept}", agreed("conservé", what))
        )
    return sentence(filled(pattern, what).replace("\x00", what.text), language)
