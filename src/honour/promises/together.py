"""What several statements say of the same people, told together: what is true of several is said once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from honour.promises.collect import (
    Collect,
    balancing_sentence,
    interest_sentence,
    opening,
    purpose_noun,
)
from honour.promises.data import Special, special_sentence
from honour.promises.grammar import sentence
from honour.promises.grounds import Ground
from honour.promises.keep import Keep
from honour.promises.languages import Language
from honour.promises.law_entry import Cited, StatedLaw
from honour.promises.policy import Policy
from honour.promises.sentences import (
    collect_sentences,
    criteria_told,
    exception_told,
    kept_assured,
    kept_otherwise,
    kept_told,
    must_be_given,
    no_copy,
    source_told,
    undertaken,
    warning_told,
    yours,
)
from honour.promises.stated_law import stated_sentence

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Together:
    """A paragraph, or the opening of a list with its `points`; `about` are the statements that it tells."""

    text: str
    points: tuple[str, ...]
    about: tuple[Collect, ...]


def collected_together(
    policy: Policy, statements: Sequence[Collect], language: Language
) -> tuple[Together, ...]:
    """What is collected of the same people: the purposes of one ground stand under it, in a list."""
    if len(statements) == 1:
        said = " ".join(collect_sentences(policy, statements[0], language))
        return (Together(said, (), tuple(statements)),)
    grounds = _grouped(statements, lambda each: (each.basis.ground, each.basis.cited))
    told = [_under(policy, ground, law, _merged(those), language) for (ground, law), those in grounds.items()]
    stated = [
        law for (_, law), those in grounds.items() if isinstance(law, StatedLaw) and len(_merged(those)) > 1
    ]
    own = [Together(stated_sentence(law, language), (), ()) for law in stated]
    return (*told, *own, *_of_several(policy, statements, language))


def _grouped(statements: Sequence[Collect], key: Callable[[Collect], _Key]) -> dict[_Key, list[Collect]]:
    groups: dict[_Key, list[Collect]] = {}
    for each in statements:
        groups.setdefault(key(each), []).append(each)
    return groups


def _merged(statements: Sequence[Collect]) -> list[Collect]:
    """Statements that differ in their data only, as one."""
    alike = _grouped(statements, lambda each: replace(each, data=()))
    return [
        replace(those[0], data=tuple(dict.fromkeys(kind for each in those for kind in each.data)))
        for those in alike.values()
    ]


def _under(
    policy: Policy, ground: Ground, law: Cited | None, statements: Sequence[Collect], language: Language
) -> Together:
    points = tuple(" ".join(_point(policy, each, language)) for each in statements)
    return Together(opening(ground, law, language), points, tuple(statements))


def _point(policy: Policy, statement: Collect, language: Language) -> Iterator[str]:
    what = yours(policy, statement.data, language, whole=True)
    colon = ": " if language == "en" else " : "
    purpose = policy.vocabulary.purposes[statement.purpose]
    said = sentence(purpose_noun(purpose, language) + colon + what.text, language)
    yield said[:1].lower() + said[1:]
    if statement.interest:
        yield interest_sentence(statement.interest, language)
    if statement.balancing:
        yield balancing_sentence(language)
    yield from must_be_given(policy, statement, language)
    yield from undertaken(policy, statement.assured, what, language)


def _of_several(policy: Policy, statements: Sequence[Collect], language: Language) -> Iterator[Together]:
    """Where data come from, and special categories: once for all the kinds of which it is true."""
    for source, those in _grouped(statements, lambda each: each.source).items():
        if source is not None:
            kinds = tuple(dict.fromkeys(kind for each in those for kind in each.data))
            what = yours(policy, kinds, language).text
            yield Together(source_told(policy, source, language, what), (), tuple(those))
    alike: dict[Special, list[str]] = {}
    for kind in dict.fromkeys(kind for each in statements for kind in each.data):
        special = policy.data[kind].special
        if special:
            alike.setdefault(special, []).append(kind)
    for special, names in alike.items():
        yield Together(special_sentence(special, yours(policy, names, language), language), (), ())


def kept_together(policy: Policy, statements: Sequence[Keep], language: Language) -> tuple[str, ...]:
    """How long the data of the same people are kept, a paragraph for each statement, and at the end what is
    the same for several of them."""
    otherwise = [kept_otherwise(policy, each, language) for each in statements]
    everywhere = [text for told in otherwise for text in told]
    several = [text for text in dict.fromkeys(everywhere) if everywhere.count(text) > 1]
    copies = [each for each, told in zip(statements, otherwise, strict=True) if not told]
    copied = [each for each in copies if no_copy(policy, [each], language)]
    excepted = _alike([each for each in statements if each.basis and each.basis.exception], _exception)
    warned = _alike([each for each in statements if each.warn], lambda each: each.warn)
    paragraphs = []
    for each, told in zip(statements, otherwise, strict=True):
        said = [kept_told(policy, each, language), *(text for text in told if text not in several)]
        if [each] == copied:
            said += no_copy(policy, [each], language)
        said += criteria_told(policy, each, language)
        if [each] in excepted:
            said += exception_told(policy, [each], language)
        if [each] in warned:
            said += warning_told(policy, [each], language)
        paragraphs.append(" ".join((*said, *kept_assured(policy, each, language))))
    ends = list(several)
    ends += no_copy(policy, copied, language) if len(copied) > 1 else ()
    for those in excepted:
        ends += exception_told(policy, those, language) if len(those) > 1 else ()
    for those in warned:
        ends += warning_told(policy, those, language) if len(those) > 1 else ()
    return (*paragraphs, *ends)


def _exception(statement: Keep) -> tuple[str | None, Ground | None]:
    basis = statement.basis
    return (basis.exception, basis.ground) if basis else (None, None)


def _alike(statements: Sequence[Keep], key: Callable[[Keep], object]) -> list[list[Keep]]:
    groups: dict[object, list[Keep]] = {}
    for each in statements:
        groups.setdefault(key(each), []).append(each)
    return list(groups.values())
