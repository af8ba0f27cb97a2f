"""To whom a page speaks: « your » is said to one set of people at a time."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from honour.promises.grammar import listed
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.publishing.parts import Paragraph, Section

# A paragraph and the groups of people to whom it speaks.
Addressed: TypeAlias = tuple[tuple[str, ...], Paragraph]


def by_people(
    policy: Policy, kinds: Collection[str], of: str | None = None
) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The kinds of a statement by the people whose data they are; `of` names the only group it is about."""
    split: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind in kinds:
        people = (of,) if of else policy.data[kind].of
        split[people] = (*split.get(people, ()), kind)
    return split


def in_plural(policy: Policy, people: Sequence[str], language: Language) -> str:
    """`customers and employees`, « clients et salariés »."""
    groups = [policy.vocabulary.groups[name] for name in people]
    return listed([group.en if language == "en" else group.fr for group in groups], language)


def sections_by_people(
    anchor: str, heading: str, policy: Policy, addressed: Sequence[Addressed], language: Language
) -> tuple[Section, ...]:
    """One section, with a part for each set of people where a policy speaks to several of them."""
    everybody = tuple(policy.people)
    groups = tuple(dict.fromkeys(people for people, _ in addressed))
    if len(policy.people) < 2 or len(groups) < 2:
        return (Section(anchor, heading, _each_once(said for _, said in addressed)),)
    general = _each_once(said for people, said in addressed if people == everybody)
    parts = [
        Section(
            f"{anchor}-{'-'.join(_slug(name) for name in people)}",
            _heading(in_plural(policy, people, language)),
            _each_once(said for whose, said in addressed if whose == people),
            level=3,
        )
        for people in groups
        if people != everybody
    ]
    return (Section(anchor, heading, general), *parts)


def _each_once(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs of different texts; one that is said twice keeps the anchors of both."""
    said: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for each in paragraphs:
        key = (each.text, each.points)
        said[key] = tuple(dict.fromkeys((*said.get(key, ()), *each.anchors)))
    return tuple(Paragraph(text, anchors, points) for (text, points), anchors in said.items())


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name)


def _heading(groups: str) -> str:
    """The groups as they are: « nos » would be false of relatives, or of a customer's employees."""
    return groups[:1].upper() + groups[1:]
