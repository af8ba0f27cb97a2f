"""What changes for whom: the groups of people that a policy speaks to, and what they show one another."""

from collections.abc import Callable, Collection, Iterator

from honour.promises.audience import AUDIENCES, OTHER_USERS
from honour.promises.changes import TOLD, Change, Effect, worded_in_both
from honour.promises.languages import Wording
from honour.promises.people import group_sentence, minors_sentence
from honour.promises.policy import Policy


def compare_people(old: Policy, new: Policy) -> Iterator[Change]:
    """Groups that come and go, who belongs to those that stay, and who answers for their data."""
    for name in (each for each in new.people if each not in old.people):
        group = new.vocabulary.groups[name]
        said = worded_in_both(
            f"the policy now also speaks to our {group.en}",
            f"la politique concerne désormais aussi nos {group.fr}",
        )
        yield Change(f"people: {name}", said, effects=(TOLD,))
    for name in (each for each in old.people if each not in new.people):
        group = old.vocabulary.groups[name]
        said = worded_in_both(
            f"the policy no longer speaks to our {group.en}", f"la politique ne concerne plus nos {group.fr}"
        )
        yield Change(f"people: {name}", said, effects=(TOLD,))
    if old.excludes_minors != new.excludes_minors:
        only = Wording(minors_sentence("en"), minors_sentence("fr"))
        if new.excludes_minors:
            yield Change("people: minors", only, effects=(TOLD,))
        else:
            said = worded_in_both(
                "the policy no longer says that this site is not meant for minors",
                "la politique ne dit plus que ce site ne s'adresse pas aux mineurs",
            )
            yield Change("people: minors", said, before=(only,), effects=(TOLD,))
    for name in (each for each in new.people if each in old.people):
        yield from _same_group(old, new, name)


def _same_group(old: Policy, new: Policy, name: str) -> Iterator[Change]:
    one, two, group = old.people[name], new.people[name], new.vocabulary.groups[name]
    if one.controller != two.controller:
        said = worded_in_both(
            f"who answers for the data of our {group.en} changes",
            f"le responsable des données de nos {group.fr} change",
        )
        yield Change(f"people: {name}: controller", said, effects=(TOLD,))
    before, after = _introduced(old, name), _introduced(new, name)
    if before != after:
        said = worded_in_both(
            f"whom the policy means by our {group.en} changes",
            f"les personnes que la politique entend par nos {group.fr} changent",
        )
        yield Change(f"people: {name}", said, before, after, (TOLD,))


def _introduced(policy: Policy, name: str) -> tuple[Wording, ...]:
    """The sentence about who belongs to a group; none where the policy says it in one language alone."""
    group, named = policy.people[name], policy.vocabulary.groups[name]
    english, french = group_sentence(group, named, "en"), group_sentence(group, named, "fr")
    return (Wording(english, french),) if english and french else ()


def compare_audiences(
    old: Policy,
    new: Policy,
    named_in_both: Callable[[Policy, Collection[str]], Wording],
    reaching: Callable[[Policy, Collection[str]], tuple[Effect, ...]],
) -> Iterator[Change]:
    """What others come to see on the site, or no longer see."""
    for audience, who in AUDIENCES.items():
        had, has = _shown(old, audience), _shown(new, audience)
        place, can = f"share: {audience}", "pourront" if audience == OTHER_USERS else "pourra"
        if more := tuple(each for each in has if each not in had):
            what = named_in_both(new, more)
            said = worded_in_both(
                f"{who.en} will be able to see {what.en}", f"{who.fr} {can} consulter {what.fr}"
            )
            yield Change(place, said, effects=reaching(new, more))
        if fewer := tuple(each for each in had if each not in has):
            what = named_in_both(old, fewer)
            said = worded_in_both(
                f"{who.en} will no longer see {what.en}", f"{who.fr} ne {can} plus consulter {what.fr}"
            )
            yield Change(place, said)


def _shown(policy: Policy, audience: str) -> tuple[str, ...]:
    kinds = dict.fromkeys(kind for each in policy.share if each.recipient == audience for kind in each.data)
    return tuple(dict.fromkeys(field for kind in kinds for field in policy.data[kind].fields))
