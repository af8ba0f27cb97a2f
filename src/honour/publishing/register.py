"""The register of processing (GDPR Art. 30(1)) in one language: what the policy says by activity, and beside
it what was seen.

An activity is a purpose. Kinds of data that Honour itself declares stand in it like any other.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from honour.promises.collect import Collect, purpose_noun
from honour.promises.data import CATEGORIES, Data
from honour.promises.grammar import de, listed, typeset
from honour.promises.keep import Keep
from honour.promises.languages import Language
from honour.promises.lexicon import located
from honour.promises.own_kinds import own_kinds
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient, called
from honour.promises.sentences import protect_sentences, roles_of
from honour.promises.share import receivers
from honour.proofs.located import Located
from honour.proofs.register import Checked, Observed, Since, Slot, Used, Version, since_when, slots
from honour.publishing.at_a_glance import ground_of, recipients_of, term_of
from honour.publishing.people import in_plural


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a kind of data, in words. `laws` are those that the ground or a term names; `group` is
    the policy's word for the people. `ends` says whether a date ends every term of it without anybody asking.
    `oldest` and `newest` are local days.
    """

    kind: str
    called: str
    group: str
    whose: str
    fields: tuple[str, ...]
    special: tuple[str, ...]
    ground: str
    interest: str
    term: str
    laws: tuple[str, ...]
    recipients: tuple[str, ...]
    staff: str
    rows: int
    oldest: date | None
    newest: date | None
    ends: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """A processing. `purpose` is the policy's word; `begun` the day of the first version that has it."""

    number: int
    purpose: str
    called: str
    begun: date | None
    uses: tuple[Use, ...]
    slots: tuple[Slot, ...]

    @property
    def reference(self) -> str:
        """Its number in the register: `T-01`."""
        return f"T-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Receiver:
    """A recipient, with what binds it and what left for it by the journal."""

    key: str
    name: str
    role: str
    country: str
    where: str
    kinds: tuple[str, ...]
    slots: tuple[Slot, ...]
    used: Used | None


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register. `number` is that of the enacted version, None for a draft."""

    language: Language
    policy: Policy
    number: int | None
    activities: tuple[Activity, ...]
    receivers: tuple[Receiver, ...]
    slots: tuple[Slot, ...]
    measures: tuple[Since, ...]
    versions: tuple[Version, ...]
    observed: Observed
    zone: str
    located: tuple[Located, ...] = ()
    checked: Checked | None = None

    @property
    def made(self) -> datetime:
        """When the stores were looked at."""
        return self.observed.at


def register(
    policy: Policy,
    language: Language,
    observed: Observed,
    versions: Sequence[Version],
    used: Mapping[str, Used],
    there: Container[str],
    today: date,
    number: int | None,
    located: tuple[Located, ...] = (),
    checked: Checked | None = None,
) -> Register:
    """The register of a policy as it is carried out. `versions` are the enacted ones, oldest first; `there`
    are the files of the site's folder, `located` where its data lie, `checked` the last recorded check.
    """
    papers = slots(policy, there, today)
    purposes = tuple(dict.fromkeys(each.purpose for each in policy.collect))
    history = [(each.number, each.applies, protect_sentences(each.policy, language)) for each in versions]
    return Register(
        language,
        policy,
        number,
        tuple(
            _activity(policy, language, observed, versions, papers, purpose, at)
            for at, purpose in enumerate(purposes, 1)
        ),
        tuple(_receiver(policy, language, each, papers, used) for each in policy.recipients.values()),
        papers,
        since_when(history, protect_sentences(policy, language)),
        tuple(versions),
        observed,
        policy.site.time_zone,
        located,
        checked,
    )


def _activity(
    policy: Policy,
    language: Language,
    observed: Observed,
    versions: Sequence[Version],
    papers: Sequence[Slot],
    purpose: str,
    number: int,
) -> Activity:
    begun = [v.applies for v in versions if any(each.purpose == purpose for each in v.policy.collect)]
    uses = [
        _use(policy, language, observed, each, policy.data[kind], group)
        for each in policy.collect
        if each.purpose == purpose
        for kind in each.data
        for group in policy.data[kind].of
    ]
    mine = tuple(slot for slot in papers if slot.paper in ("balancing", "impact") and slot.of == purpose)
    said = purpose_noun(policy.vocabulary.purposes[purpose], language)
    return Activity(number, purpose, _capital(said), next(iter(begun), None), tuple(uses), mine)


def _use(
    policy: Policy, language: Language, observed: Observed, statement: Collect, kind: Data, group: str
) -> Use:
    keeps = [
        each
        for each in policy.keep
        if kind.name in each.data and each.of in (None, group) and each.purpose in (None, statement.purpose)
    ]
    seen = [each for each in observed.of(kind.name) if each.whose == group]
    roles = policy.protect.staff_see.get(kind.name)
    return Use(
        kind=kind.name,
        called=kind_called(policy, kind, language),
        group=group,
        whose=_capital(in_plural(policy, (group,), language)),
        fields=_fields(policy, kind, language),
        special=tuple(CATEGORIES[each].say(language) for each in kind.special.categories)
        if kind.special
        else (),
        ground=_typeset(ground_of(statement, language), language),
        interest=_typeset(statement.interest.say(language), language) if statement.interest else "",
        term=_typeset(_capital(term_of(policy, statement, kind.name, group, language)), language),
        laws=_laws(statement, keeps, language),
        recipients=recipients_of(policy, kind.name, language),
        staff=_staff(policy, roles, language),
        rows=sum(each.rows for each in seen),
        oldest=min((each.oldest for each in seen if each.oldest), default=None),
        newest=max((each.newest for each in seen if each.newest), default=None),
        ends=bool(keeps) and kind.name not in observed.endless,
    )


def kind_called(policy: Policy, kind: Data, language: Language) -> str:
    """What staff and an authority call a kind of data, with a capital letter."""
    own = {each.name: each.said for each in own_kinds(policy)}
    if kind.name in own:
        return _typeset(_capital(own[kind.name].say(language)), language)
    if kind.called:
        noun = policy.vocabulary.called[kind.called]
        return _capital((noun.en if language == "en" else noun.fr)[noun.plural])
    return _capital(listed(_fields(policy, kind, language), language))


def _fields(policy: Policy, kind: Data, language: Language) -> tuple[str, ...]:
    known = policy.vocabulary.fields
    nouns = [known[name] for name in kind.fields]
    return tuple((noun.en if language == "en" else noun.fr)[noun.plural] for noun in nouns)


def _laws(statement: Collect, keeps: Sequence[Keep], language: Language) -> tuple[str, ...]:
    cited = [statement.basis.cited, *(keep.basis.cited for keep in keeps if keep.basis)]
    if language == "en":
        return tuple(dict.fromkeys(f"{law.article.en} of {law.name.en}" for law in cited if law))
    return tuple(dict.fromkeys(typeset(f"{law.article.fr} {de(law.name.fr)}") for law in cited if law))


def _staff(policy: Policy, roles: tuple[str, ...] | None, language: Language) -> str:
    if roles is None:
        return ""
    if not roles:
        return "nobody" if language == "en" else "personne"
    named = roles_of(policy, roles)
    return listed([each.en if language == "en" else each.fr for each in named], language)


def _receiver(
    policy: Policy,
    language: Language,
    recipient: Recipient,
    papers: Sequence[Slot],
    used: Mapping[str, Used],
) -> Receiver:
    kinds = [
        kind
        for kind in policy.data
        if recipient.stores or kind in recipient.sees or _is_sent(policy, recipient, kind)
    ]
    return Receiver(
        recipient.key,
        _capital(recipient.full_name or called(recipient, language)),
        recipient.role,
        recipient.country,
        located(recipient.country, language),
        tuple(kinds),
        tuple(
            slot for slot in papers if slot.of == recipient.key and slot.paper not in ("balancing", "impact")
        ),
        used.get(recipient.key),
    )


def _is_sent(policy: Policy, recipient: Recipient, kind: str) -> bool:
    return any(
        kind in each.data and recipient in receivers(each, policy.vocabulary, policy.recipients)
        for each in policy.share
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _typeset(text: str, language: Language) -> str:
    return text if language == "en" else typeset(text)
