"""The sentences of a whole policy: what one section says with the words that the others declare."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from honour.promises.assured import Assured, assured_sentences
from honour.promises.audience import AUDIENCES, audience_sentence, hiding_sentences
from honour.promises.collect import (
    Collect,
    balancing_sentence,
    collected_sentence,
    ground_sentence,
    optional_sentence,
    required_sentence,
    source_of_sentence,
    source_sentence,
)
from honour.promises.data import (
    Data,
    Special,
    fields_named,
    is_document,
    named,
    special_sentence,
    told_fields,
)
from honour.promises.grammar import Phrase, listed
from honour.promises.keep import (
    Keep,
    borne_sentence,
    held_sentence,
    kept_sentence,
    other_purpose_sentence,
    warning_sentence,
)
from honour.promises.kept_because import criteria_sentence, exception_sentence
from honour.promises.languages import Language, Wording
from honour.promises.law_entry import Cited
from honour.promises.lexicon import Purpose
from honour.promises.policy import Policy
from honour.promises.protect import (
    backups_sentence,
    borne_staff_sentence,
    no_copy_sentence,
    sealed_sentence,
    servers_sentence,
    staff_care_sentence,
    staff_sentence,
    word_sentences,
)
from honour.promises.recipients import CHOSEN, called, called_phrase, presented
from honour.promises.share import (
    NOBODY,
    Share,
    chosen_phrase,
    chosen_sentence,
    nobody_sentences,
    passed_on_sentence,
    procedure_sentence,
    publication_sentences,
    receivers,
    shared_sentence,
)
from honour.promises.staff import Role
from honour.promises.stated_law import stated_sentence

# One or two purposes can open a sentence; a list of them would hide the term that follows.
_PURPOSES_TOLD: Final = 2


def yours(policy: Policy, kinds: Collection[str], language: Language, whole: bool = False) -> Phrase:
    """What these kinds are to the person: « votre nom et vos factures »; `whole` names every field."""
    return named([policy.data[kind] for kind in kinds], policy.vocabulary, language, whole)


def collect_sentences(policy: Policy, statement: Collect, language: Language) -> tuple[str, ...]:
    """What is collected and why, on which ground, and whether it must be given."""
    purpose = policy.vocabulary.purposes[statement.purpose]
    law = statement.basis.cited
    what = yours(policy, statement.data, language, whole=True)
    said = [collected_sentence(what, purpose, language), ground_sentence(statement, law, language)]
    if statement.basis.stated:
        said.append(stated_sentence(statement.basis.stated, language))
    if statement.balancing:
        said.append(balancing_sentence(language))
    said += must_be_given(policy, statement, language)
    if statement.source:
        said.append(source_told(policy, statement.source, language))
    said += _special(policy, statement, language)
    return (*said, *undertaken(policy, statement.assured, what, language))


def must_be_given(policy: Policy, statement: Collect, language: Language) -> tuple[str, ...]:
    """Whether the data must be given (GDPR Art. 13(2)(e)); nothing where the statement does not say."""
    optional = _optional(policy, statement, language)
    if statement.required:
        return (required_sentence(language, statement.without, optional),)
    return (optional_sentence(optional, language),) if optional else ()


def _optional(policy: Policy, statement: Collect, language: Language) -> Phrase | None:
    """Those of the statement's data that need not be given: `all but a and b`, `you need not give a or b`."""
    held = {name for kind in statement.data for name in policy.data[kind].fields}
    names = [name for name in statement.optional if name in held]
    joined: Literal["and", "or"] = "and" if statement.required else "or"
    return fields_named(names, policy.vocabulary, language, joined) if names else None


def _special(policy: Policy, statement: Collect, language: Language) -> Iterator[str]:
    """What is said of special categories, once for all the kinds of which it is true."""
    alike: dict[Special, list[str]] = {}
    for kind in (policy.data[name] for name in statement.data):
        if kind.special:
            alike.setdefault(kind.special, []).append(kind.name)
    for special, kinds in alike.items():
        yield special_sentence(special, yours(policy, kinds, language), language)


def source_told(policy: Policy, source: str | Wording, language: Language, what: str = "") -> str:
    """Where data come from: a recipient is presented, as it sends data too; `what` names the data."""
    sender = policy.recipients.get(source) if isinstance(source, str) else None
    shown = presented(sender, language) if sender else None
    if what:
        return source_of_sentence(source, shown, what, language)
    return source_sentence(source, shown, language)


def is_procedure_over_everything(policy: Policy, statement: Share) -> bool:
    """Whether a lawful demand can concern whatever is held, so that no list of it would tell more."""
    return (
        statement.procedure is not None and len(policy.data) > 1 and set(statement.data) == set(policy.data)
    )


def share_sentence(policy: Policy, statement: Share, language: Language) -> str:
    """To whom these data go; with nobody, also whether they are encrypted where they are stored."""
    if is_procedure_over_everything(policy, statement):
        what = Phrase(Wording("your data", "vos données").say(language), plural=True, gender="feminine")
    else:
        what = yours(policy, statement.data, language)
    if statement.recipient != NOBODY:
        return " ".join(_shared(policy, statement, what, language))
    storing = [each for each in policy.recipients.values() if each.stores]
    seeing = [each for each in policy.recipients.values() if set(statement.data) & set(each.sees)]
    sealed = set(statement.data) <= set(policy.protect.sealed)
    said = nobody_sentences(what, storing, seeing, sealed, language)
    return " ".join(
        (
            said,
            *_passed_on_with_documents(policy, statement, language),
            *undertaken(policy, statement.assured, what, language),
        )
    )


def _shared(policy: Policy, statement: Share, what: Phrase, language: Language) -> Iterator[str]:
    """What goes to somebody: to whom and when, what becomes public, what was undertaken."""
    words = policy.vocabulary
    when = words.occasions[statement.when] if statement.when else None
    purpose = words.purposes[statement.purpose] if statement.purpose else None
    choice = receivers(statement, words, policy.recipients)
    if statement.procedure:
        yield procedure_sentence(what, statement.procedure, choice, language)
    elif statement.recipient in AUDIENCES:
        yield audience_sentence(statement.recipient, what, when, purpose, language)
        if shown := statement.publication:
            yield from hiding_sentences(what, shown.hidden, shown.per_field, shown.staff, language)
    elif statement.recipient.startswith(CHOSEN):
        category = words.categories[statement.recipient.removeprefix(CHOSEN)]
        yield chosen_sentence(what, category, choice, when, purpose, language)
    else:
        yield shared_sentence(what, choice[0], when, purpose, language)
    if statement.publication and choice:
        who = called_phrase(choice[0], language)
        if statement.recipient.startswith(CHOSEN):
            who = chosen_phrase(words.categories[statement.recipient.removeprefix(CHOSEN)], language)
        yield from publication_sentences(what, statement.publication, who, language)
    yield from undertaken(policy, statement.assured, what, language)


def undertaken(policy: Policy, assured: Assured | None, what: Phrase, language: Language) -> tuple[str, ...]:
    """What somebody undertook about these data."""
    if assured is None:
        return ()
    return assured_sentences(assured, called_phrase(policy.recipients[assured.by], language), what, language)


def _passed_on_with_documents(policy: Policy, statement: Share, language: Language) -> Iterator[str]:
    """What goes to nobody by itself, and to somebody on a document that bears it."""
    for other in policy.share:
        choice = receivers(other, policy.vocabulary, policy.recipients)
        if not choice or other.procedure:
            continue
        for document, borne in _borne(policy, statement.data, other.data).items():
            what = fields_named(borne, policy.vocabulary, language)
            bearer = yours(policy, [document], language)
            recipient = listed([called(each, language) for each in choice], language)
            yield passed_on_sentence(what, bearer, recipient, language)


def keep_sentences(policy: Policy, statement: Keep, language: Language) -> tuple[str, ...]:
    """How long these data are kept, what stays for another reason, and the warning before the end."""
    return (
        kept_told(policy, statement, language),
        *(kept_otherwise(policy, statement, language) or no_copy(policy, [statement], language)),
        *criteria_told(policy, statement, language),
        *exception_told(policy, [statement], language),
        *warning_told(policy, [statement], language),
        *kept_assured(policy, statement, language),
    )


def kept_told(policy: Policy, statement: Keep, language: Language) -> str:
    """The term itself."""
    what, roles = yours(policy, statement.data, language), _seen_by(policy, statement.data)
    told, alone = _purposes_told(policy, statement), _alone(policy, statement)
    if any(yours(policy, statement.data, "fr").text in each.fr for each in told):
        told = ()  # « pour le traitement de vos commandes, nous conservons vos commandes » says it twice
    return kept_sentence(statement, what, told, law_of(statement), alone, language, roles)


def kept_assured(policy: Policy, statement: Keep, language: Language) -> tuple[str, ...]:
    """What somebody undertook about this term."""
    return undertaken(policy, statement.assured, yours(policy, statement.data, language), language)


def criteria_told(policy: Policy, statement: Keep, language: Language) -> tuple[str, ...]:
    """Why the term is what it is; whose word a stated law is, where `collect` does not tell it."""
    said = (criteria_sentence(statement.criteria, language),) if statement.criteria else ()
    stated = statement.basis.stated if statement.basis else None
    if stated is None or any(each.basis.stated == stated for each in policy.collect):
        return said
    return (*said, stated_sentence(stated, language))


def _of_all(policy: Policy, statements: Sequence[Keep], language: Language) -> Phrase:
    return yours(policy, tuple(dict.fromkeys(kind for each in statements for kind in each.data)), language)


def exception_told(policy: Policy, statements: Sequence[Keep], language: Language) -> tuple[str, ...]:
    """Why asking does not end these terms, which have the same exception; several are named."""
    basis = statements[0].basis
    if basis is None or basis.exception is None:
        return ()
    what = _of_all(policy, statements, language)
    return (exception_sentence(basis.exception, basis.ground, what, language, len(statements) > 1),)


def warning_told(policy: Policy, statements: Sequence[Keep], language: Language) -> tuple[str, ...]:
    """The warning before these terms end, which is the same for all; several are named."""
    warn = statements[0].warn
    if not warn:
        return ()
    return (warning_sentence(warn, _of_all(policy, statements, language), language, len(statements) > 1),)


def _alone(policy: Policy, statement: Keep) -> bool:
    """Whether these data are collected for no other reason than the law that obliges to keep them."""
    law = law_of(statement)
    return law is not None and all(
        each.basis.cited == law for each in policy.collect if set(each.data) & set(statement.data)
    )


def _seen_by(policy: Policy, kinds: Collection[str]) -> tuple[Role, ...] | None:
    """The roles that can see these kinds; None where `protect` does not say, or says more than one thing."""
    seen = {policy.protect.staff_see.get(kind) for kind in kinds}
    names = seen.pop() if len(seen) == 1 else None
    return None if names is None else roles_of(policy, names)


def roles_of(policy: Policy, names: Collection[str]) -> tuple[Role, ...]:
    """The roles of the staff with the words that name them."""
    return tuple(policy.vocabulary.roles[name] for name in names)


def no_copy(policy: Policy, statements: Sequence[Keep], language: Language) -> tuple[str, ...]:
    """That backups hold no copy of what was destroyed, told of documents and of what is sealed; several are
    named."""
    backups, sealed = policy.protect.backups, set(policy.protect.sealed)
    told = [
        each
        for each in statements
        if law_of(each) is None and (yours(policy, each.data, language).document or set(each.data) <= sealed)
    ]
    if backups is None or not told:
        return ()
    what = _of_all(policy, told, language) if len(told) > 1 else None
    return (no_copy_sentence(backups, language, what),)


def kept_otherwise(policy: Policy, statement: Keep, language: Language) -> tuple[str, ...]:
    """That a field told here has another term elsewhere: across statements the last counts (meaning 1)."""
    said: list[str] = []
    others = [each for each in policy.keep if each.at != statement.at]
    for other in others:
        if statement.of and other.of not in (None, statement.of):
            continue
        for document, borne in _borne(policy, statement.data, other.data, statement.of or other.of).items():
            what = fields_named(borne, policy.vocabulary, language)
            said.append(borne_sentence(what, yours(policy, [document], language), language))
    elsewhere = {
        kind
        for other in others
        if statement.of is None or other.of in (None, statement.of)
        for kind in other.data
    }
    if any(_shared_fields(policy, kind, name, statement.of) for kind in statement.data for name in elsewhere):
        said.append(other_purpose_sentence(language))
    return tuple(dict.fromkeys(said))


def _borne(
    policy: Policy, kinds: Collection[str], others: Collection[str], of: str | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Of the fields that these kinds name to their people, those that each document of the others bears;
    `of` names the only group that is spoken of."""
    borne: dict[str, tuple[str, ...]] = {}
    for other in (policy.data[name] for name in others if is_document(policy.data[name], policy.vocabulary)):
        mine = [policy.data[name] for name in kinds if _of_the_same(policy.data[name], other, of)]
        named_so = [field for each in mine for field in told_fields(each, policy.vocabulary)]
        told = [field for field in named_so if field in other.fields]
        if told and other.name not in kinds:
            borne[other.name] = tuple(dict.fromkeys(told))
    return borne


def _of_the_same(one: Data, two: Data, of: str | None) -> bool:
    """Whether two kinds are of the same people; `of` names the only group that counts."""
    same = set(one.of) & set(two.of)
    return bool(same) if of is None else of in same


def _shared_fields(policy: Policy, kind: str, other: str, of: str | None) -> bool:
    """Whether a field told of one kind is also in another that is not a document, of the same people."""
    one, two = policy.data[kind], policy.data[other]
    if is_document(two, policy.vocabulary) and kind != other:
        return False
    return _of_the_same(one, two, of) and bool(set(told_fields(one, policy.vocabulary)) & set(two.fields))


def _seen_otherwise(policy: Policy) -> tuple[str, ...]:
    """The documents that bear what other staff alone are said to see."""
    seen = policy.protect.staff_see
    bearers = (
        document
        for kind, roles in seen.items()
        for document in _borne(policy, [kind], policy.data)
        if not set(seen.get(document, ())) <= set(roles)
    )
    return tuple(dict.fromkeys(bearers))


def protect_sentences(policy: Policy, language: Language) -> tuple[str, ...]:
    """How data are protected (GDPR Art. 32), each a sentence."""
    protect = policy.protect
    said = list(word_sentences(protect, language))
    if protect.sealed:
        said.append(sealed_sentence(yours(policy, protect.sealed, language), language))
    by_roles: dict[tuple[str, ...], list[str]] = {}
    for kind, roles in protect.staff_see.items():
        by_roles.setdefault(roles, []).append(kind)
    said += [
        staff_sentence(yours(policy, kinds, language), roles_of(policy, each), language)
        for each, kinds in by_roles.items()
    ]
    if bearers := _seen_otherwise(policy):
        said.append(borne_staff_sentence(yours(policy, bearers, language), language))
    if any(by_roles):
        said.append(staff_care_sentence(language))
    if protect.servers:
        said.append(servers_sentence(protect.servers, language))
    if protect.backups:
        said.append(backups_sentence(protect.backups, language))
    return tuple(said)


def held_for(
    policy: Policy, statement: Keep, kinds: Collection[str], last_day: date, language: Language
) -> str:
    """What stays of somebody's data under this statement, and until the end of which day, for that person."""
    what, roles = yours(policy, kinds, language), _seen_by(policy, kinds)
    return held_sentence(what, law_of(statement), last_day, language, _alone(policy, statement), roles)


def law_of(statement: Keep) -> Cited | None:
    """The law that obliges to keep, if one does: the catalogue's entry, or what the publisher states."""
    return statement.basis.cited if statement.basis else None


def purposes_of(policy: Policy, statement: Keep) -> Mapping[str, tuple[str, ...]]:
    """The purposes that each kind of the statement serves under it, in the order of `collect` (meaning 1)."""
    if statement.purpose:
        return dict.fromkeys(statement.data, (statement.purpose,))
    return {
        kind: tuple(dict.fromkeys(each.purpose for each in policy.collect if kind in each.data))
        for kind in statement.data
    }


def _purposes_told(policy: Policy, statement: Keep) -> Sequence[Purpose]:
    served = set(purposes_of(policy, statement).values())
    names = served.pop() if len(served) == 1 else ()
    return [policy.vocabulary.purposes[name] for name in names] if len(names) <= _PURPOSES_TOLD else []
