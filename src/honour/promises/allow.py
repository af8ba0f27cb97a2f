"""`allow`: how people use their rights, beyond what the law gives them without any line here.

The rights themselves follow from the bases (LANGUAGE, meaning 2; `promises.rights`): a line adds channels,
shortens a delay, widens. A right without a line is used by writing to the publisher's contact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, de, either, filled, period_in_words, sentence, to
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import EVENTS, Event
from honour.promises.periods import Period
from honour.promises.reading import AN_EVENT, Entry, fields, mapping, one_of, texts, unknown
from honour.promises.reference import Construct
from honour.promises.scalars import PERIOD, closed, length, one_of_or_own, one_or_several

Right: TypeAlias = Literal["access", "rectify", "erase", "object", "port", "restrict", "withdraw"]
RIGHTS: Final[Mapping[str, Right]] = MappingProxyType({right: right for right in get_args(Right)})

LETS_GO: Final = "everything the law lets go"
NO_LONGER_NEEDED: Final = "what is no longer needed"  # what the law gives anyway, Art. 17(1)(a)
ONE_MONTH: Final = Period(1, "months")  # GDPR Art. 12(3)


def waited_for(events: Mapping[str, Event]) -> tuple[str, ...]:
    """What can be waited for: the end of something that the person and the site do together."""
    return tuple(
        name for name, each in events.items() if each.of == "person" and each.ends and not each.own_act
    )


WAITS_FOR: Final = waited_for(EVENTS)

CHANNELS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "self-service": Wording("in your own space on this site", "dans votre espace personnel sur ce site"),
        "contact form": Wording("with our contact form", "par notre formulaire de contact"),
        "e-mail": Wording("by e-mail", "par courrier électronique"),
        "postal": Wording("by post", "par courrier postal"),
    }
)
_ACTS: Final[Mapping[Right, Wording]] = MappingProxyType(
    {
        "access": Wording("you see your data", "vous consultez vos données"),
        "rectify": Wording("you correct your data", "vous rectifiez vos données"),
        "erase": Wording("you ask for erasure", "vous demandez l'effacement"),
        "object": Wording("you object", "vous exercez votre droit d'opposition"),
        "port": Wording("you obtain the file", "vous obtenez ce fichier"),
        "restrict": Wording("you ask for restriction", "vous demandez la limitation"),
        "withdraw": Wording("you withdraw your consent", "vous retirez votre consentement"),
    }
)
# By other channels than the person's own space, she asks and is answered.
_ASKED: Final = Wording("you use this right", "vous exercez ce droit")
_HERSELF: Final = ("access", "rectify", "port")  # acts that she does alone in her own space
# Calendar units compared by their longest length, so that 31 days pass for one month and 5 weeks do not.
_DAYS_AT_MOST: Final = {"days": 1, "weeks": 7, "months": 31, "years": 366}


@dataclass(frozen=True, slots=True)
class Allowed:
    """One line of `allow`. `how` are words of `CHANNELS`; `within` runs from the request.

    `asking_ends` and `waits_for` (an event) are said of erasure only.
    """

    right: Right
    how: tuple[str, ...] = ()
    within: Period | None = None
    asking_ends: str | None = None
    waits_for: Event | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_allow(
    entry: Entry, findings: Findings, events: Mapping[str, Event] = EVENTS
) -> Mapping[Right, Allowed]:
    """The section `allow`, by right, in the order of the file. `events` are those that can be waited for."""
    read: dict[Right, Allowed] = {}
    for key, value in mapping(entry, findings, "allow"):
        if key.text in RIGHTS:
            read[RIGHTS[key.text]] = _line(RIGHTS[key.text], key, value, events, findings)
        else:
            unknown(key, RIGHTS, findings, "there is no right", ends=":")
    return read


def _line(right: Right, key: Entry, entry: Entry, events: Mapping[str, Event], findings: Findings) -> Allowed:
    what = f"allow: {right}"
    more = ("asking ends", "waits for") if right == "erase" else ()
    found = fields(entry, findings, what, ("how", "within", *more))
    if entry.kind == "mapping" and not entry.pairs:
        findings.add(key.at, f"{what} adds nothing", "write `how: self-service`, or delete the line")
    how = read_channels(found["how"], findings, f"{what}: how") if "how" in found else ()
    if right == "withdraw" and how and set(how) <= {"postal"}:
        reason = "consent given by a click could be withdrawn by post only"
        findings.add(found["how"].at, reason, "add `self-service`", "GDPR Art. 7(3)")
    elif how and set(how) <= {"postal"}:
        reason = f"{right}: a site that takes data online would take this request by post only"
        mend = "add `self-service`, `contact form` or `e-mail`"
        findings.add(found["how"].at, reason, mend, "C20; GDPR Art. 12(2), recital 59")
    ends = waits = ""
    if "asking ends" in found:
        ends = one_of(found["asking ends"], (LETS_GO, NO_LONGER_NEEDED), findings, f"{what}: asking ends")
    if "waits for" in found:
        waits = one_of(found["waits for"], waited_for(events), findings, f"{what}: waits for", AN_EVENT)
    within = _within(found["within"], findings, f"{what}: within") if "within" in found else None
    return Allowed(right, how, within, ends or None, events.get(waits), key.at)


def read_channels(entry: Entry, findings: Findings, what: str) -> tuple[str, ...]:
    """One channel or several, in the order of the file."""
    words = (one_of(item, CHANNELS, findings, what) for item in texts(entry, findings, what))
    return tuple(dict.fromkeys(word for word in words if word))


def _within(entry: Entry, findings: Findings, what: str) -> Period | None:
    read = length(entry, findings, what)
    if read is not None and read.amount * _DAYS_AT_MOST[read.unit] > 31:
        reason = f"{what} is longer than the month that the law gives"
        findings.add(entry.at, reason, "write `within: 1 month` or less", "GDPR Art. 12(3)")
        return None
    return read


def by_channels(how: Sequence[str], language: Language) -> str:
    """`in your own space on this site or by post`."""
    return either([CHANNELS[each].say(language) for each in how], language)


def allow_sentences(line: Allowed, language: Language) -> tuple[str, ...]:
    """How this right is used, how soon we answer and, for erasure, what goes when."""
    said = [_channel_sentence(line, language)] if line.how or (line.within and line.right != "erase") else []
    if line.right != "erase":
        return tuple(said)
    if line.asking_ends == LETS_GO:
        widened = Wording(
            "when you ask, we erase everything that no law obliges us to keep",
            "sur votre demande, nous effaçons tout ce qu'aucune loi ne nous oblige à conserver",
        )
        said.append(sentence(widened.say(language), language))
    if line.waits_for:
        said += _waiting_sentences(line.waits_for, line.within or ONE_MONTH, language)
    elif line.within:
        length_said = period_in_words(line.within, language)
        done = Wording(
            f"the erasure is complete within {length_said} of your request",
            f"l'effacement est achevé sous {length_said} à compter de votre demande",
        )
        said.append(sentence(done.say(language), language))
    return tuple(said)


def _channel_sentence(line: Allowed, language: Language) -> str:
    alone = line.how == ("self-service",) or line.right not in _HERSELF
    act = (_ACTS[line.right] if alone else _ASKED).say(language)
    how = by_channels(line.how, language)
    # An erasure's delay is when the data are gone: it has a sentence of its own.
    within = line.within if line.right != "erase" else None
    if within is None:
        return sentence(f"{act} {how}", language)
    delay = period_in_words(within, language)
    if language == "en":
        answer = f"we answer within {delay}"
        return sentence(f"{act} {how}; {answer}" if how else f"when {act}, {answer}", language)
    answer = f"nous répondons sous {delay}"
    return sentence(f"{act} {how} ; {answer}" if how else f"lorsque {act}, {answer}", language)


def _waiting_sentences(told: Event, within: Period, language: Language) -> tuple[str, str]:
    """A blocker delays only what depends on it, and is told as a refusal for now (LANGUAGE, meaning 4)."""
    delay = period_in_words(within, language)
    yours = Phrase("", plural=True, gender="feminine")  # a person's event speaks of no data
    en_when, en_from, fr = (filled(each, yours) for each in (told.en_when, told.en_from, told.fr))
    if language == "en":
        first = "we record your request at once, and erase without waiting everything that can go"
        rest = (
            f"what must stay until {en_when} is named to you, with the reason and your ways to "
            f"complain, within one month (GDPR Art. 12(4)); we erase it within {delay} of your request or "
            f"of {en_from}, whichever is later"
        )
    else:
        first = "nous enregistrons votre demande sans attendre et effaçons aussitôt tout ce qui peut l'être"
        rest = (
            f"ce qui doit rester jusqu'{to(fr)} vous est indiqué, avec le motif et les voies de "
            f"recours, dans un délai d'un mois (RGPD, art. 12, § 4) ; nous l'effaçons sous {delay} "
            f"à compter de votre demande ou, si elle est plus tardive, {de(fr)}"
        )
    return sentence(first, language), sentence(rest, language)


_HOW: Final = one_or_several(CHANNELS)
CONSTRUCTS: Final = (
    Construct(
        "allow",
        "How people use their rights on this site, and what the site promises beyond the law: channels and "
        "shorter delays. The rights themselves follow from the bases in `collect`; a right that has no line "
        "here applies all the same. `waits for` takes a request for erasure at once and delays only what "
        "depends on the event.",
        "allow:\n"
        "  access:  {how: [self-service, contact form], within: 2 weeks}\n"
        "  rectify: {how: self-service}\n"
        "  erase:   {how: self-service, asking ends: everything the law lets go, within: 30 days,\n"
        "            waits for: services ended}\n",
        closed(
            {
                right: closed(
                    {
                        "how": _HOW,
                        "within": PERIOD,
                        **(
                            {
                                "asking ends": {"enum": [LETS_GO, NO_LONGER_NEEDED]},
                                "waits for": one_of_or_own(WAITS_FOR),
                            }
                            if right == "erase"
                            else {}
                        ),
                    }
                )
                for right in RIGHTS
            }
        ),
    ),
)
