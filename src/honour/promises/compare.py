"""Two versions of a policy compared: what changes for people, place by place (LANGUAGE, meaning 10).

A change is told to people before it applies, unless it only takes something away from the publisher. What
stood on a consent is asked again where it grows: nobody consented to that (GDPR Art. 4(11), 6(1)(a)). A
longer term needs a recorded reason; a shorter one destroys older rows, after somebody confirmed how many.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from honour.promises.changes import (
    ASKED_AGAIN,
    DESTROYS,
    REASON,
    TOLD,
    worded_in_both,
)
from honour.promises.changes import (
    Change as Change,
)
from honour.promises.changes import (
    Effect as Effect,
)
from honour.promises.collect import Collect, serving
from honour.promises.compare_people import compare_audiences, compare_people
from honour.promises.data import fields_named
from honour.promises.keep import Ending, Keep
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.periods import Period
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient, presented
from honour.promises.sentences import collect_sentences, keep_sentences, law_of, share_sentence, yours
from honour.promises.share import Share, receivers
from honour.promises.worded import WORDED, worded

Order: TypeAlias = Literal["same", "shorter", "longer", "other"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, in the order of the policy. `effective` is the new version's ISO date, if it has one.

    `acknowledged_again` says that people must acknowledge the policy again, because it asks them to.
    """

    old: str
    new: str
    effective: str | None
    changes: tuple[Change, ...]
    acknowledged_again: bool

    def needs(self, effect: Effect) -> bool:
        """Whether any change has this effect."""
        return any(effect in change.effects for change in self.changes)


def compare(old: Policy, new: Policy) -> Comparison:
    """What changes from one version of a site's policy to the next."""
    found = tuple(
        _without_what_stays(change)
        for each in (_site, compare_people, _collected, _received, _seen, _shared, _kept, _said_otherwise)
        for change in each(old, new)
    )
    again = _asks_to_acknowledge(new) and any(TOLD in change.effects for change in found)
    return Comparison(old.digest, new.digest, new.site.effective, found, again)


def shortens(earlier: Policy | None, policy: Policy) -> bool:
    """Whether some term of a policy lets older rows go that an earlier one still kept, if there is one."""
    return earlier is not None and compare(earlier, policy).needs("destroys")


def channels(old: Policy, new: Policy, found: Comparison) -> tuple[str, ...]:
    """How people are told of a change: by each channel that either version names, else by e-mail; not at all
    where nothing needs it.
    """
    if not found.needs(TOLD):
        return ()
    named = [by for each in (old, new) if each.tell.change for by in each.tell.change.by]
    return tuple(dict.fromkeys(named)) or ("e-mail",)


def _without_what_stays(change: Change) -> Change:
    """Of the sentences before and after, those that are not both."""
    return replace(
        change,
        before=tuple(each for each in change.before if each not in change.after),
        after=tuple(each for each in change.after if each not in change.before),
    )


def _asks_to_acknowledge(policy: Policy) -> bool:
    asked = policy.ask is not None and bool(policy.ask.acknowledge)
    return asked or (policy.tell.change is not None and policy.tell.change.acknowledged)


def _in_both(french: Sequence[str], english: Sequence[str]) -> tuple[Wording, ...]:
    """The same sentences in each language, of which there are as many."""
    return tuple(Wording(en, fr) for en, fr in zip(english, french, strict=True))


def _collect_words(policy: Policy, statement: Collect) -> tuple[Wording, ...]:
    return _in_both(*(collect_sentences(policy, statement, language) for language in LANGUAGES))


def _share_words(policy: Policy, statement: Share) -> tuple[Wording, ...]:
    return _in_both(*((share_sentence(policy, statement, language),) for language in LANGUAGES))


def _keep_words(policy: Policy, statement: Keep) -> tuple[Wording, ...]:
    return _in_both(*(keep_sentences(policy, statement, language) for language in LANGUAGES))


_FACTS: Final[tuple[tuple[str, Wording, Callable[[Policy], object]], ...]] = (
    ("site: name", Wording("the site's name", "le nom du site"), lambda it: it.site.name),
    ("site: address", Wording("the site's address", "l'adresse du site"), lambda it: it.site.address),
    (
        "site: publisher: name",
        Wording("who answers for your data", "le responsable de vos données"),
        lambda it: it.site.publisher.name,
    ),
    (
        "site: publisher: country",
        Wording("the publisher's country", "le pays de l'éditeur"),
        lambda it: it.site.publisher.country,
    ),
    (
        "site: publisher: contact",
        Wording("the address to write to", "l'adresse à laquelle écrire"),
        lambda it: it.site.publisher.contact,
    ),
    (
        "site: authority",
        Wording("the authority that hears complaints", "l'autorité qui reçoit les réclamations"),
        lambda it: it.site.authority,
    ),
)
_WHOLE_SITE: Final = Wording(
    "other particulars of the site or its publisher change",
    "d'autres mentions relatives au site ou à son éditeur changent",
)


def _site(old: Policy, new: Policy) -> Iterator[Change]:
    told = False
    for place, label, fact in _FACTS:
        before, after = fact(old), fact(new)
        if before == after:
            continue
        told = True
        another = place == "site: publisher: name" and _rests_on_consent(new)
        effects: tuple[Effect, ...] = (TOLD, ASKED_AGAIN) if another else (TOLD,)
        english = f"{label.en} changes: {after or 'none'} instead of {before or 'none'}"
        french = f"{label.fr} change : {after or 'aucun'} au lieu de {before or 'aucun'}"
        yield Change(place, worded_in_both(english, french), effects=effects)
    same_day = replace(old.site, effective=new.site.effective)
    if not told and same_day != new.site:
        yield Change("site", worded_in_both(_WHOLE_SITE.en, _WHOLE_SITE.fr), effects=(TOLD,))


def _rests_on_consent(policy: Policy) -> bool:
    return any(each.basis.ground == "consent" for each in policy.collect)


def _collected(old: Policy, new: Policy) -> Iterator[Change]:
    """Purpose by purpose: new ones, dropped ones, more or fewer data, another ground."""
    for purpose in dict.fromkeys(each.purpose for each in (*old.collect, *new.collect)):
        before = [each for each in old.collect if each.purpose == purpose]
        after = [each for each in new.collect if each.purpose == purpose]
        place = f"collect: {purpose}"
        if not before:
            english, french = (_serving(new, purpose, language) for language in ("en", "fr"))
            said = worded_in_both(
                f"we will use your data {english}", f"nous utiliserons vos données {french}"
            )
            yield Change(place, said, (), _told(new, after), _growing(after))
        elif not after:
            english, french = (_serving(old, purpose, language) for language in ("en", "fr"))
            said = worded_in_both(
                f"we will no longer use your data {english}", f"nous n'utiliserons plus vos données {french}"
            )
            yield Change(place, said, _told(old, before))
        else:
            yield from _same_purpose(old, new, purpose, before, after)


def _serving(policy: Policy, purpose: str, language: Language) -> str:
    return serving([policy.vocabulary.purposes[purpose]], language)


def _told(policy: Policy, statements: Sequence[Collect]) -> tuple[Wording, ...]:
    return tuple(said for each in statements for said in _collect_words(policy, each))


def _growing(statements: Sequence[Collect]) -> tuple[Effect, ...]:
    asked = any(each.basis.ground == "consent" for each in statements)
    return (TOLD, ASKED_AGAIN) if asked else (TOLD,)


def _same_purpose(
    old: Policy, new: Policy, purpose: str, before: Sequence[Collect], after: Sequence[Collect]
) -> Iterator[Change]:
    place = f"collect: {purpose}"
    had, has = _fields(old, before), _fields(new, after)
    english, french = (_serving(new, purpose, language) for language in ("en", "fr"))
    if more := tuple(each for each in has if each not in had):
        what = _named(new, more)
        said = worded_in_both(
            f"{english}, we will also collect {what.en}", f"{french}, nous recueillerons aussi {what.fr}"
        )
        yield Change(place, said, _told(old, before), _told(new, after), _growing(after))
    if fewer := tuple(each for each in had if each not in has):
        what = _named(old, fewer)
        said = worded_in_both(
            f"{english}, we will no longer collect {what.en}",
            f"{french}, nous ne recueillerons plus {what.fr}",
        )
        yield Change(place, said, _told(old, before), _told(new, after))
    if {each.basis.ground for each in before} != {each.basis.ground for each in after}:
        said = worded_in_both(
            f"the ground changes on which we use your data {english}",
            f"le fondement change sur lequel nous utilisons vos données {french}",
        )
        yield Change(place, said, _told(old, before), _told(new, after), _growing(after))
    elif had == has and _told(old, before) != _told(new, after):
        said = worded_in_both(
            f"what we say of the use of your data {english} changes",
            f"ce que nous disons de l'usage de vos données {french} change",
        )
        yield Change(place, said, _told(old, before), _told(new, after), (TOLD,))


def _fields(policy: Policy, statements: Sequence[Collect]) -> tuple[str, ...]:
    kinds = dict.fromkeys(kind for each in statements for kind in each.data)
    return tuple(dict.fromkeys(field for kind in kinds for field in policy.data[kind].fields))


def _named(policy: Policy, names: Collection[str]) -> Wording:
    english, french = (fields_named(names, policy.vocabulary, language).text for language in ("en", "fr"))
    return Wording(english, french)


def _received(old: Policy, new: Policy) -> Iterator[Change]:
    """Recipient by recipient: new ones, dropped ones, more or fewer data, another place or role."""
    had, has = receiving(old), receiving(new)
    for key in dict.fromkeys((*had, *has)):
        place = f"recipients: {key}"
        if key not in had:
            who, what = _presented(new.recipients[key]), _named(new, has[key])
            said = worded_in_both(f"{who.en}, will receive {what.en}", f"{who.fr}, recevra {what.fr}")
            yield Change(place, said, effects=_reaching(new, has[key]))
        elif key not in has:
            who = _presented(old.recipients[key])
            said = worded_in_both(f"{who.en}, will receive nothing more", f"{who.fr}, ne recevra plus rien")
            yield Change(place, said)
        else:
            yield from _same_recipient(old, new, key, had[key], has[key])


def _presented(recipient: Recipient) -> Wording:
    return Wording(presented(recipient, "en"), presented(recipient, "fr"))


def receiving(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The fields that each recipient stores, sees or is sent; without those who receive nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for key, each in policy.recipients.items():
        sent = {
            kind
            for line in policy.share
            if each in receivers(line, policy.vocabulary, policy.recipients)
            for kind in line.data
        }
        kinds = [kind for kind in policy.data if each.stores or kind in each.sees or kind in sent]
        fields = tuple(dict.fromkeys(field for kind in kinds for field in policy.data[kind].fields))
        if fields:
            found[key] = fields
    return found


def _reaching(policy: Policy, fields: Collection[str]) -> tuple[Effect, ...]:
    """Told; asked again where some of these fields are collected on a consent."""
    consented = [each for each in policy.collect if each.basis.ground == "consent"]
    return (TOLD, ASKED_AGAIN) if set(_fields(policy, consented)) & set(fields) else (TOLD,)


def _same_recipient(
    old: Policy, new: Policy, key: str, had: Collection[str], has: Collection[str]
) -> Iterator[Change]:
    place = f"recipients: {key}"
    one, two = old.recipients[key], new.recipients[key]
    was, who = _presented(one), _presented(two)
    if (one.name, one.country) != (two.name, two.country):
        said = worded_in_both(
            f"{who.en}, takes the place of {was.en}", f"{who.fr}, prend la place de {was.fr}"
        )
        yield Change(place, said, effects=_reaching(new, has))
    elif one.role != two.role:
        said = worded_in_both(
            f"what {who.en}, may do with your data changes",
            f"ce que {who.fr}, peut faire de vos données change",
        )
        yield Change(place, said, effects=_reaching(new, has))
    if more := tuple(each for each in has if each not in had):
        what = _named(new, more)
        said = worded_in_both(f"{who.en}, will also receive {what.en}", f"{who.fr}, recevra aussi {what.fr}")
        yield Change(place, said, effects=_reaching(new, more))
    if fewer := tuple(each for each in had if each not in has):
        what = _named(old, fewer)
        said = worded_in_both(
            f"{who.en}, will no longer receive {what.en}", f"{who.fr}, ne recevra plus {what.fr}"
        )
        yield Change(place, said)


def _seen(old: Policy, new: Policy) -> Iterator[Change]:
    yield from compare_audiences(old, new, _named, _reaching)


def _shared(old: Policy, new: Policy) -> Iterator[Change]:
    """Statements of `share` that say something else: on which occasion, for what, or to nobody any more."""
    before = {said: None for each in old.share for said in _share_words(old, each)}
    after = {said: None for each in new.share for said in _share_words(new, each)}
    gone = tuple(each for each in before if each not in after)
    come = tuple(each for each in after if each not in before)
    if gone or come:
        said = worded_in_both(
            "what we say of sharing your data changes",
            "ce que nous disons de la communication de vos données change",
        )
        yield Change("share", said, gone, come, (TOLD,) if gone else ())


def _kept(old: Policy, new: Policy) -> Iterator[Change]:
    """Term by term, for each kind that both versions hold; kinds with the same change are told together."""
    alike: dict[tuple[int, int, Order], list[str]] = {}
    for kind in (each for each in new.data if each in old.data):
        for number, after in enumerate(new.keep):
            if kind not in after.data:
                continue
            was = [
                (place, each)
                for place, each in enumerate(old.keep)
                if kind in each.data and (each.of, each.purpose) == (after.of, after.purpose)
            ]
            for place, before in was[:1]:
                order = order_of(before.endings, after.endings)
                if order != "same" or law_of(before) != law_of(after):
                    alike.setdefault((place, number, order), []).append(kind)
    for (place, number, order), kinds in alike.items():
        yield _term_change(old, new, old.keep[place], new.keep[number], order, tuple(kinds))
    yield from _terms_come_and_gone(old, new)


def order_of(before: Sequence[Ending], after: Sequence[Ending]) -> Order:
    """Whether the second term ends earlier, later, or sometimes either: the earliest ending counts."""
    never_later = all(any(_no_later(new, old) for new in after) for old in before)
    never_earlier = all(any(_no_later(old, new) for old in before) for new in after)
    if never_later and never_earlier:
        return "same"
    if never_later:
        return "shorter"
    return "longer" if never_earlier else "other"


def _no_later(one: Ending, other: Ending) -> bool:
    """Whether one ending comes no later than the other, whenever it happens. Other events: who knows."""
    if one.event != other.event:
        return False
    if one.after is None:
        return True
    return other.after is not None and _as_short(one.after, other.after)


_MONTHS: Final = {"months": 1, "years": 12}
_DAYS: Final = {"days": 1, "weeks": 7}


def _as_short(one: Period, other: Period) -> bool:
    """Whether a length of time is at most another, whatever month it begins in: 12 months is one year, and
    30 days are neither shorter nor longer than one month.
    """
    for units in (_MONTHS, _DAYS):
        if one.unit in units and other.unit in units:
            return one.amount * units[one.unit] <= other.amount * units[other.unit]
    return _days(one, 31, 366) <= _days(other, 28, 365)


def _days(period: Period, month: int, year: int) -> int:
    return period.amount * {"days": 1, "weeks": 7, "months": month, "years": year}[period.unit]


_LENGTHS: Final[Mapping[Order, Wording]] = {
    "shorter": Wording("we will keep {} for a shorter time", "nous conserverons {} moins longtemps"),
    "longer": Wording("we will keep {} for longer", "nous conserverons {} plus longtemps"),
    "other": Wording("how long we keep {} changes", "la durée pendant laquelle nous conservons {} change"),
    "same": Wording("why we keep {} changes", "la raison pour laquelle nous conservons {} change"),
}
_TERM_EFFECTS: Final[Mapping[Order, tuple[Effect, ...]]] = {
    "shorter": (TOLD, DESTROYS),
    "longer": (TOLD, REASON),
    "other": (TOLD, REASON, DESTROYS),
    "same": (TOLD,),
}


def _term_change(
    old: Policy, new: Policy, before: Keep, after: Keep, order: Order, kinds: tuple[str, ...]
) -> Change:
    effects = _TERM_EFFECTS[order]
    consented = any(each.basis.ground == "consent" and set(each.data) & set(kinds) for each in new.collect)
    if REASON in effects and consented:
        effects = (*effects, ASKED_AGAIN)
    said = _LENGTHS[order]
    return Change(
        f"keep: {', '.join(kinds)}",
        worded_in_both(said.en.format(_yours(new, kinds).en), said.fr.format(_yours(new, kinds).fr)),
        _keep_words(old, replace(before, data=kinds)),
        _keep_words(new, replace(after, data=kinds)),
        effects,
        kinds if DESTROYS in effects else (),
    )


def _yours(policy: Policy, kinds: Collection[str]) -> Wording:
    return Wording(yours(policy, kinds, "en").text, yours(policy, kinds, "fr").text)


def _terms_come_and_gone(old: Policy, new: Policy) -> Iterator[Change]:
    """Terms without a counterpart: a kind that is new or dropped, a group or a purpose with its own term."""
    had, has = _terms(old), _terms(new)
    for kind, key in ((kind, key) for kind, key in has if (kind, key) not in had):
        statement = replace(has[kind, key], data=(kind,))
        what = _yours(new, (kind,))
        said = worded_in_both(f"a term is added for {what.en}", f"une durée est ajoutée pour {what.fr}")
        after = _keep_words(new, statement)
        effects: tuple[Effect, ...] = (TOLD,) if kind not in old.data else (TOLD, REASON)
        yield Change(f"keep: {kind}", said, (), after, effects)
    for kind, key in ((kind, key) for kind, key in had if (kind, key) not in has):
        statement = replace(had[kind, key], data=(kind,))
        what = _yours(old, (kind,))
        said = worded_in_both(f"a term ends for {what.en}", f"une durée prend fin pour {what.fr}")
        before = _keep_words(old, statement)
        yield Change(f"keep: {kind}", said, before, (), (TOLD, DESTROYS), (kind,))


def _terms(policy: Policy) -> Mapping[tuple[str, tuple[str | None, str | None]], Keep]:
    return {(kind, (each.of, each.purpose)): each for each in policy.keep for kind in each.data}


def _said_otherwise(old: Policy, new: Policy) -> Iterator[Change]:
    """Sentence by sentence, for the sections that are only put into words."""
    for name, _ in WORDED:
        before, after = (
            _in_both(*(worded(each, name, language) for language in LANGUAGES)) for each in (old, new)
        )
        gone = tuple(each for each in before if each not in after)
        come = tuple(each for each in after if each not in before)
        if gone or come:
            yield Change(name, _about(gone, come), gone, come, (TOLD,))


def _about(gone: Collection[Wording], come: Collection[Wording]) -> Wording:
    if gone and come:
        return worded_in_both("what we promise here changes", "ce que nous promettons ici change")
    if come:
        return worded_in_both("we promise something more", "nous promettons davantage")
    return worded_in_both("we no longer promise this", "nous ne le promettons plus")
