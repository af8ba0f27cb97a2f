"""`keep`: until when data are kept. A term ends a use (LANGUAGE, meaning 1)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from honour.promises.assured import SCHEMA as ASSURED
from honour.promises.assured import Assured, read_assured
from honour.promises.collect import Collect, serving, statements
from honour.promises.data import Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import (
    Phrase,
    agreed,
    day_in_words,
    de,
    filled,
    period_in_words,
    sentence,
    to,
)
from honour.promises.grounds import BY_LAW, Basis, read_basis
from honour.promises.kept_because import EXCEPTIONS
from honour.promises.languages import Language, Wording
from honour.promises.law_entry import Cited
from honour.promises.lexicon import EVENTS, Event, Purpose, Vocabulary
from honour.promises.periods import SPELLING, Period, period
from honour.promises.protect import archived_to_clause
from honour.promises.reading import AN_EVENT, Entry, fields, one_of, shortened, text, texts, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, PERIOD, closed, one_of_or_own, wording
from honour.promises.staff import Role

ASKED = "asked"

_ALLOWED: Final = (
    *("data", "until", "or", "for", "since", "warn", "of", "basis", "exception", "purpose"),
    *("criteria", "assured"),
)
_WITHOUT: Final = {"sign-in": "last sign-in", "order": "last order"}
_BACKSTOP: Final = re.compile(r"(?P<period>.+?) (?:without (?P<without>.+)|since (?P<since>.+))")


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a term ends: at `event`, or `after` it.

    `for: 6 months, since: recorded` is Ending("recorded", 6 months); `until: account closed` is
    Ending("account closed", None); `or: 2 years without sign-in` is Ending("last sign-in", 2 years).
    `own` is the event where the policy's `words` declare it.
    """

    event: str
    after: Period | None = None
    own: Event | None = None

    @property
    def told(self) -> Event:
        """The event with its words: the lexicon's, or the policy's own."""
        return self.own or EVENTS[self.event]

    @property
    def of_row(self) -> bool:
        """Whether each row has the event for itself, on the day that the map calls `collected`."""
        return self.told.of == "row"


@dataclass(frozen=True, slots=True)
class Keep:
    """One statement of `keep`. The earliest of `endings` ends it (LANGUAGE, meaning 1).

    `data` names kinds of the section `data`. `basis` is the statement's own, or the basis under which
    the kind is collected for that purpose. `warn` lists how long before the end the person is told.
    `criteria` says beside the term why it is as long as it is.
    """

    data: tuple[str, ...]
    endings: tuple[Ending, ...]
    basis: Basis | None = None
    purpose: str | None = None
    of: str | None = None
    warn: tuple[Period, ...] = ()
    criteria: Wording | None = None
    assured: Assured | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_keep(
    entry: Entry,
    vocabulary: Vocabulary,
    people: Collection[str],
    data: Mapping[str, Data],
    collect: Sequence[Collect],
    recipients: Collection[str],
    findings: Findings,
) -> tuple[Keep, ...]:
    """The section `keep`, in the order of the file."""
    return tuple(
        _statement(item, vocabulary, people, data, collect, recipients, findings)
        for item in statements(entry, findings, "keep")
    )


def _statement(
    entry: Entry,
    vocabulary: Vocabulary,
    people: Collection[str],
    data: Mapping[str, Data],
    collect: Sequence[Collect],
    recipients: Collection[str],
    findings: Findings,
) -> Keep:
    found = fields(entry, findings, "keep", _ALLOWED, ("data",))
    kinds = read_kinds(found["data"], data, findings, "keep: data") if "data" in found else ()
    purpose = (
        one_of(found["purpose"], vocabulary.purposes, findings, "keep: purpose") if "purpose" in found else ""
    )
    own = read_basis(found["basis"], findings, "keep: basis") if "basis" in found else None
    basis = own or collected_under(kinds, purpose or None, collect)
    return Keep(
        data=kinds,
        endings=_endings(entry, found, vocabulary.events, findings),
        basis=_excepted(found, basis, findings),
        purpose=purpose or None,
        of=(one_of(found["of"], people, findings, "keep: of") or None) if "of" in found else None,
        warn=tuple(
            warned
            for item in (texts(found["warn"], findings, "keep: warn") if "warn" in found else ())
            if (warned := _period(item, item.text, findings, "keep: warn")) is not None
        ),
        criteria=wording(found["criteria"], findings, "keep: criteria") if "criteria" in found else None,
        assured=read_assured(
            found["assured"], recipients, None, "to delete in time", findings, "keep: assured"
        )
        if "assured" in found
        else None,
        at=entry.at,
    )


def collected_under(kinds: Collection[str], purpose: str | None, collect: Sequence[Collect]) -> Basis | None:
    """The basis on which all of these kinds are collected (for that purpose, if one is named); None where
    statements differ or a kind has none."""
    bases: set[Basis] = set()
    for kind in kinds:
        of_kind = {each.basis for each in collect if kind in each.data and purpose in (None, each.purpose)}
        if not of_kind:
            return None
        bases |= of_kind
    return bases.pop() if len(bases) == 1 else None


def _excepted(found: Mapping[str, Entry], basis: Basis | None, findings: Findings) -> Basis | None:
    if "exception" not in found:
        return basis
    at = found["exception"].at
    source = "GDPR Art. 17(3)"
    letter = one_of(found["exception"], EXCEPTIONS, findings, "keep: exception")
    if basis is None:
        findings.add(
            at, "an exception needs one basis to stand on", "add `basis: …` to this statement", source
        )
        return None
    return replace(basis, exception=letter) if letter else basis


def _endings(
    entry: Entry, found: Mapping[str, Entry], events: Mapping[str, Event], findings: Findings
) -> tuple[Ending, ...]:
    endings: list[Ending] = []
    if "until" in found:
        for item in texts(found["until"], findings, "keep: until"):
            endings.extend(_at_event(item, events, findings))
    if "for" in found and "since" in found:
        since = one_of(found["since"], events, findings, "keep: since", AN_EVENT)
        after = _period(found["for"], text(found["for"], findings, "keep: for"), findings, "keep: for")
        if since and after:
            endings.append(_ending(since, after, events))
    if "or" in found:
        for item in texts(found["or"], findings, "keep: or"):
            endings.extend(_backstop(item, events, findings))
    _complain_of_form(entry, found, events, findings)
    return tuple(dict.fromkeys(endings))


def _ending(event: str, after: Period | None, events: Mapping[str, Event]) -> Ending:
    """An ending, which carries the event's words where they are not the lexicon's."""
    return Ending(event, after, None if events[event] is EVENTS.get(event) else events[event])


def _complain_of_form(
    entry: Entry, found: Mapping[str, Entry], events: Mapping[str, Event], findings: Findings
) -> None:
    source = "GDPR Art. 13(2)(a)"
    if "until" in found and "for" in found:
        mend = "write `until: …` with `or: 6 months since EVENT`, or `for: …, since: …`"
        findings.add(entry.at, "keep has both `until` and `for`", mend)
    elif "until" not in found and "for" not in found and "since" not in found and entry.kind == "mapping":
        mend = "add `until: EVENT`, or `for: PERIOD` and `since: EVENT`"
        reason = "keep says no term"
        if "criteria" in found:
            reason, source = "`criteria` explain a term, and there is none", "C30; GDPR Art. 13(2)(a)"
        findings.add(entry.at, reason, mend, source)
    elif "for" in found and "since" not in found:
        known = ", ".join(events)
        mend = f"add `since: EVENT`; known are: {known}"
        findings.add(found["for"].at, "the period has no first day", mend, source)
    elif "since" in found and "for" not in found:
        findings.add(found["since"].at, "`since` has no period", "add `for: PERIOD`", source)


def _at_event(item: Entry, events: Mapping[str, Event], findings: Findings) -> tuple[Ending, ...]:
    word = item.text.strip()
    if word not in events:
        unknown(item, events, findings, "there is no event", declare=AN_EVENT)
        return ()
    if not events[word].ends:
        mend = f"write how long after it, as in `or: 2 years since {word}`"
        findings.add(
            item.at, f"“{word}” begins or comes again, so it ends nothing", mend, "LANGUAGE, meaning 1"
        )
        return ()
    return (_ending(word, None, events),)


def _backstop(item: Entry, events: Mapping[str, Event], findings: Findings) -> tuple[Ending, ...]:
    written = _BACKSTOP.fullmatch(item.text.strip())
    if written is None:
        reason = f"`or` cannot be “{shortened(item.text)}”"
        mend = "write `PERIOD without sign-in`, `PERIOD without order` or `PERIOD since EVENT`"
        findings.add(item.at, reason, mend)
        return ()
    after = _period(item, written["period"], findings, "keep: or")
    if written["without"] is not None:
        if written["without"] not in _WITHOUT:
            unknown(replace(item, text=written["without"]), _WITHOUT, findings, "`or` knows no term without")
            return ()
        event = _WITHOUT[written["without"]]
    else:
        event = written["since"]
        if event not in events:
            unknown(replace(item, text=event), events, findings, "there is no event", declare=AN_EVENT)
            return ()
    return (_ending(event, after, events),) if after else ()


def _period(item: Entry, written: str, findings: Findings, what: str) -> Period | None:
    read = period(written.strip())
    if read is None and written:
        findings.add(item.at, f"{what}: “{shortened(written)}” is no period", SPELLING)
    return read


def kept_sentence(
    keep: Keep,
    what: Phrase,
    purposes: Sequence[Purpose],
    law: Cited | None,
    alone: bool,
    language: Language,
    roles: Sequence[Role] | None = None,
) -> str:
    """How long these data are kept, and what happens then (GDPR Art. 13(2)(a)).

    `purposes` are those told before it, none if empty. `law` is the catalogue's entry that obliges to keep.
    `alone` says that the data are collected for no other reason than that law; `roles` names the staff who
    can see them, None where the policy does not say.
    """
    if law is not None:
        return _archived_sentence(keep, what, law, alone, language, roles)
    if Ending(ASKED) in keep.endings:
        return _asked_sentence(keep, what, language)
    opening = f"{serving(purposes, language)}, " if purposes else ""
    term = _term(keep.endings, what, language)
    if language == "en":
        verb = "destroy" if what.document else "delete"
        then = filled(f"then {verb} {{them}}", what)
        return sentence(f"{opening}we keep {what.text} {term}, {then}", language)
    verb = "détruisons" if what.document else "supprimons"
    then = filled(f"puis nous {{les}} {verb}", what)
    return sentence(f"{opening}nous conservons {what.text} {term}, {then}", language)


def _archived_sentence(
    keep: Keep, what: Phrase, law: Cited, alone: bool, language: Language, roles: Sequence[Role] | None
) -> str:
    term = _term(keep.endings, what, language)
    if language == "en":
        gone = "destroyed" if what.document else "deleted"
        are = filled("{are}", what)
        first = sentence(
            f"{what.text} {are} archived {term}, {_as_required(law, language)}, then {gone}", language
        )
        return f"{first} {_archived_use(what, alone, roles, language)}".rstrip()
    archived = f"{'sont' if what.plural else 'est'} {agreed('archivé', what)}"
    gone = agreed("détruit" if what.document else "supprimé", what)
    first = sentence(f"{what.text} {archived} {term}, {_as_required(law, language)}, puis {gone}", language)
    return f"{first} {_archived_use(what, alone, roles, language)}".rstrip()


def _archived_use(what: Phrase, alone: bool, roles: Sequence[Role] | None, language: Language) -> str:
    """Who can see what is archived, and that it serves nothing else; empty where neither is known."""
    clauses = [archived_to_clause(what, roles, language)] if roles is not None else []
    if alone and language == "en":
        clauses.append(filled("{they} serve{s} no other use", what))
    elif alone:
        clauses.append(filled(f"{{ils}} ne {'servent' if what.plural else 'sert'} à rien d'autre", what))
    joint = ", and " if language == "en" else " et "
    return sentence(joint.join(clauses), language) if clauses else ""


def _as_required(law: Cited, language: Language) -> str:
    required = "as {} requires ({})" if language == "en" else "comme l'exige {} ({})"
    cited = law.cited(language)
    cited = cited.removesuffix(",") if language == "fr" else cited  # what follows closes the aside
    return required.format(cited, law.article.say(language))


def _asked_sentence(keep: Keep, what: Phrase, language: Language) -> str:
    """As soon as the person asks, and what ends the term if she does not."""
    others = [ending for ending in keep.endings if ending != Ending(ASKED)]
    if language == "en":
        said = f"we {'destroy' if what.document else 'delete'} {what.text} as soon as you ask"
        if others:
            said += (
                f" or, failing that, {_joined_ends([_when_in_english(each, what) for each in others], 'en')}"
            )
        return sentence(said, language)
    said = f"nous {'détruisons' if what.document else 'supprimons'} {what.text} dès que vous le demandez"
    if others:
        said += f" et, à défaut, {_joined_ends([_when_in_french(each, what) for each in others], 'fr')}"
    return sentence(said, language)


def _when_in_english(ending: Ending, what: Phrase) -> str:
    when = filled(ending.told.en_when, what)
    return f"{period_in_words(ending.after, 'en')} after {when}" if ending.after else f"when {when}"


def _when_in_french(ending: Ending, what: Phrase) -> str:
    noun = filled(ending.told.fr, what)
    return f"{period_in_words(ending.after, 'fr')} après {noun}" if ending.after else to(noun)


def _joined_ends(ends: Sequence[str], language: Language) -> str:
    """Several ends of which the first counts; when and until are said once where they follow each other."""
    if language == "en":
        said = list(ends)
        for word in ("when ", "until "):
            for number in range(len(said) - 1, 0, -1):
                if ends[number].startswith(word) and ends[number - 1].startswith(word):
                    said[number] = said[number].removeprefix(word)
        whole = _either(said, "or")
        return f"{whole}, whichever comes first" if len(ends) > 1 else whole
    whole = _either(ends, "ou")
    return f"{whole}, selon ce qui survient en premier" if len(ends) > 1 else whole


def _either(items: Sequence[str], word: str) -> str:
    return f"{', '.join(items[:-1])} {word} {items[-1]}" if len(items) > 1 else "".join(items)


def term_in_words(keep: Keep, what: Phrase, language: Language) -> str:
    """The term alone, without what is kept: `until you ask, or three years after your last order`."""
    return _term(keep.endings, what, language)


def _term(endings: Sequence[Ending], what: Phrase, language: Language) -> str:
    """`for six months from the day they are recorded`; `until your account is closed`."""
    first = endings[0]
    if len(endings) == 1 and first.after is not None:
        length = period_in_words(first.after, language)
        event = first.told
        if language == "en":
            return f"for {length} from {filled(event.en_from, what)}"
        return f"pendant {length} à compter {de(filled(event.fr, what))}"
    return _joined_ends([_until(ending, what, language) for ending in endings], language)


def _until(ending: Ending, what: Phrase, language: Language) -> str:
    event = ending.told
    if language == "en":
        when = filled(event.en_when, what)
        return (
            f"until {period_in_words(ending.after, 'en')} after {when}" if ending.after else f"until {when}"
        )
    noun = filled(event.fr, what)
    if ending.after:
        return f"jusqu'à {period_in_words(ending.after, 'fr')} après {noun}"
    return f"jusqu'{to(noun)}"


def held_sentence(
    what: Phrase,
    law: Cited | None,
    last_day: date,
    language: Language,
    alone: bool = False,
    roles: Sequence[Role] | None = None,
) -> str:
    """What stays of somebody's data and until the end of which day, for that person.

    `alone` and `roles` are as for `kept_sentence`; what is archived is told with them where roles are known.
    """
    first = _held(what, law, last_day, language)
    if law is None or roles is None:
        return first
    return f"{first} {_archived_use(what, alone, roles, language)}"


def _held(what: Phrase, law: Cited | None, last_day: date, language: Language) -> str:
    day = day_in_words(last_day, language)
    if language == "en":
        are = filled("{are}", what)
        if law is None:
            return sentence(f"we keep {what.text} until {day}", language)
        return sentence(f"{what.text} {are} archived until {day}, {_as_required(law, language)}", language)
    if law is None:
        return sentence(f"nous conservons {what.text} jusqu'au {day}", language)
    archived = f"{'sont' if what.plural else 'est'} {agreed('archivé', what)}"
    return sentence(f"{what.text} {archived} jusqu'au {day}, {_as_required(law, language)}", language)


def warning_sentence(warn: Sequence[Period], what: Phrase, language: Language, by_name: bool = False) -> str:
    """That the person is told before the term ends. `warn` is not empty; `by_name` says again of what."""
    first, *others = [period_in_words(each, language) for each in warn]
    if language == "en":
        gone = "destroy" if what.document else "delete"
        them = what.text if by_name else filled("{them}", what)
        again = "".join(f", and again {each} before" for each in others)
        return sentence(f"we warn you {first} before we {gone} {them}{again}", language)
    gone = "détruire" if what.document else "supprimer"
    gone = f"{gone} {what.text}" if by_name else f"{filled('{les}', what)} {gone}"
    again = "".join(f", puis de nouveau {each} avant" for each in others)
    return sentence(f"nous vous prévenons {first} avant de {gone}{again}", language)


def borne_sentence(what: Phrase, document: Phrase, language: Language) -> str:
    """That data deleted here stay on a document that has its own term."""
    if language == "en":
        stand, kept = filled("also stand{s} on", what), filled("as long as {they} {are} kept", document)
        stay = filled("stay{s} there", what)
        return sentence(f"{what.text} {stand} {document.text} and {stay} {kept}", language)
    stand, stay = ("figurent", "restent") if what.plural else ("figure", "reste")
    are = "sont" if document.plural else "est"
    kept = f"aussi longtemps qu'{filled('{ils}', document)} {are} {agreed('conservé', document)}"
    return sentence(f"{what.text} {stand} aussi sur {document.text} et y {stay} {kept}", language)


def other_purpose_sentence(language: Language) -> str:
    """That the last term counts where one of these data serves several purposes (LANGUAGE, meaning 1)."""
    if language == "en":
        said = "what another purpose named on this page also needs stays until the term of that purpose ends"
    else:
        said = (
            "ce qui sert aussi à une autre finalité indiquée sur cette page reste conservé jusqu'au terme de "
            "celle-ci"
        )
    return sentence(said, language)


_TEXTS: Final = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
CONSTRUCTS: Final = (
    Construct(
        "keep",
        "Until when data are kept: `until` names events, `or` is `PERIOD without sign-in`, `PERIOD without "
        "order` or `PERIOD since EVENT`. Within one line the earliest end counts; lines for different "
        "purposes each end their own use, and the data go with the last. `of` narrows a line to a "
        "group, `exception` "
        "names the letter of GDPR Art. 17(3) that lets it survive a request for erasure, `criteria` explain "
        "a term and never replace it.",
        "keep:\n"
        "  - {data: contact, until: account closed, or: 2 years without sign-in, warn: [30 days, 7 days]}\n"
        "  - {data: contact, for: 5 years, since: last order, basis: contract, exception: e,\n"
        "     criteria: {en: how long a claim can be brought, fr: le délai pour agir en justice}}\n"
        "  - {data: invoice, for: 10 years, since: end of the financial year}\n",
        {
            "type": "array",
            "items": closed(
                {
                    **dict.fromkeys(("data", "until", "or"), _TEXTS),
                    "for": PERIOD,
                    "since": one_of_or_own(EVENTS),
                    "warn": {"anyOf": [PERIOD, {"type": "array", "items": PERIOD}]},
                    **{name: {"type": "string"} for name in ("of", "purpose")},
                    "basis": {"anyOf": [{"type": "string"}, BY_LAW]},
                    "exception": {"enum": sorted(EXCEPTIONS)},
                    "criteria": BOTH_LANGUAGES,
                    "assured": ASSURED,
                },
                ("data",),
            ),
        },
    ),
)
