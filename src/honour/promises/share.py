"""`share`: to whom data go, when and why; who sees them on the site; or `with: nobody`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from honour.promises.assured import SCHEMA as ASSURED
from honour.promises.assured import Assured, read_assured
from honour.promises.audience import AUDIENCES, OTHER_USERS
from honour.promises.collect import serving, statements
from honour.promises.data import Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, agreed, before_vowel, either, filled, listed, sentence, to
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Noun, Purpose, Vocabulary, located
from honour.promises.reading import A_PURPOSE, AN_OCCASION, Entry, fields, one_of, text, texts, unknown
from honour.promises.recipients import CHOSEN, Recipient, called, presented, role_clause
from honour.promises.reference import Construct
from honour.promises.scalars import YES_NO, closed, one_or_several, yes

Procedure: TypeAlias = Literal["judicial", "own rights"]

NOBODY: Final = "nobody"
_PROCEDURES: Final[Mapping[str, Procedure]] = {"judicial": "judicial", "own rights": "own rights"}
_PUBLISHING: Final = ("publish", "hidden by", "per", "where")
_ALLOWED: Final = ("data", "with", "when", "for", "procedure", *_PUBLISHING, "assured")
_PERSON: Final = "the person"
_STAFF: Final = "staff"
_HIDDEN_BY: Final = (_PERSON, _STAFF, NOBODY)
_PER: Final = ("field", "kind")
_WHERE: Final[Mapping[str, Wording]] = {
    "the registry allows": Wording("where the registry allows it", "lorsque le registre le permet"),
    "the recipient allows": Wording("where the recipient allows it", "lorsque ce destinataire le permet"),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """That a recipient makes data public, or that others see them on the site. `hidden` says that the person
    can hide them, `per_field` each by itself, `where` (a word of the language) in which cases; `staff` that
    the staff can hide what is seen on the site."""

    hidden: bool = False
    per_field: bool = False
    where: str | None = None
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One statement of `share`. `recipient` names one of the section `recipients`, is `nobody`, a
    word of `AUDIENCES`, or `the chosen CATEGORY`: the one of them that the person chooses; empty where only a
    procedure leads.

    `when` and `purpose` are words of the lexicon or of the section `words`.
    """

    data: tuple[str, ...]
    recipient: str
    when: str | None = None
    purpose: str | None = None
    procedure: Procedure | None = None
    publication: Publication | None = None
    assured: Assured | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_share(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> tuple[Share, ...]:
    """The section `share`, in the order of the file."""
    return tuple(
        _statement(item, vocabulary, data, recipients, findings)
        for item in statements(entry, findings, "share")
    )


def _statement(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> Share:
    found = fields(entry, findings, "share", _ALLOWED, ("data",))
    kinds = read_kinds(found["data"], data, findings, "share: data") if "data" in found else ()
    recipient = _recipient(entry, found, vocabulary, recipients, findings)
    when = purpose = procedure = ""
    if "when" in found:
        when = one_of(found["when"], vocabulary.occasions, findings, "share: when", AN_OCCASION)
    if "for" in found:
        purpose = one_of(found["for"], vocabulary.purposes, findings, "share: for", A_PURPOSE)
    if "procedure" in found:
        procedure = one_of(found["procedure"], _PROCEDURES, findings, "share: procedure")
    if recipient == NOBODY:
        _complain_of_nobody(entry, found, findings)
    return Share(
        kinds,
        recipient,
        when or None,
        purpose or None,
        _PROCEDURES.get(procedure),
        _publication(found, recipient in AUDIENCES, findings),
        _assured(found, recipient, recipients, findings),
        entry.at,
    )


def _recipient(
    entry: Entry,
    found: Mapping[str, Entry],
    vocabulary: Vocabulary,
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> str:
    if "with" not in found:
        if entry.kind == "mapping" and "procedure" not in found:
            findings.add(entry.at, "share lacks `with`", "add `with: …`")
        return ""
    recipient = text(found["with"], findings, "share: with")
    if recipient.startswith(CHOSEN):
        _check_chosen(found["with"], recipient.removeprefix(CHOSEN), vocabulary, recipients, findings)
    elif recipient and recipient not in (NOBODY, *AUDIENCES, *recipients):
        unknown(found["with"], (NOBODY, *AUDIENCES, *recipients), findings, "`recipients` does not declare")
    return recipient


def _check_chosen(
    entry: Entry,
    category: str,
    vocabulary: Vocabulary,
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> None:
    if category not in vocabulary.categories:
        unknown(entry, [CHOSEN + each for each in vocabulary.categories], findings, "there is no category")
    elif not any(each.category == vocabulary.categories[category] for each in recipients.values()):
        reason = f"`recipients` declares no {category} that somebody could choose"
        findings.add(entry.at, reason, f"add `category: {category}` to each of them", "GDPR Art. 13(1)(e)")


def _complain_of_nobody(entry: Entry, found: Mapping[str, Entry], findings: Findings) -> None:
    if "when" in found or "for" in found:
        findings.add(
            entry.at, "with nobody, there is neither an occasion nor a purpose", "delete `when` and `for`"
        )
    if "procedure" in found or "publish" in found:
        reason = "what goes to nobody is neither handed over nor published"
        findings.add(entry.at, reason, "delete `procedure` and `publish`, or write another `with`")


def _publication(found: Mapping[str, Entry], seen: bool, findings: Findings) -> Publication | None:
    """What becomes public, or is seen on the site, and who can hide it."""
    published = seen or ("publish" in found and yes(found["publish"], findings, "share: publish"))
    more = [name for name in _PUBLISHING[1:] if name in found]
    if not published:
        if more:
            findings.add(
                found[more[0]].at,
                f"nothing is published that `{more[0]}` could speak of",
                "add `publish: yes`",
            )
        return None
    per = where = ""
    hidden = _hidden_by(found["hidden by"], seen, findings) if "hidden by" in found else ()
    if seen and ("publish" in found or "where" in found):
        name = "publish" if "publish" in found else "where"
        findings.add(found[name].at, f"`{name}` speaks of a recipient, and there is none", f"delete `{name}`")
    if "per" in found:
        per = one_of(found["per"], _PER, findings, "share: per")
    if "where" in found:
        where = one_of(found["where"], _WHERE, findings, "share: where")
    return Publication(_PERSON in hidden, per == "field", where or None, _STAFF in hidden)


def _hidden_by(entry: Entry, seen: bool, findings: Findings) -> tuple[str, ...]:
    words = tuple(
        one_of(item, _HIDDEN_BY, findings, "share: hidden by")
        for item in texts(entry, findings, "share: hidden by")
    )
    if NOBODY in words and len(words) > 1:
        reason = f"share: hidden by: “{NOBODY}” stands beside somebody"
        findings.add(entry.at, reason, "delete one of the two", "LANGUAGE, meaning 6")
    if _STAFF in words and not seen:
        reason = "the staff cannot hide what a recipient publishes"
        findings.add(entry.at, reason, f"delete `{_STAFF}`, or write `with: {OTHER_USERS}`")
    return words


def _assured(
    found: Mapping[str, Entry], recipient: str, recipients: Mapping[str, Recipient], findings: Findings
) -> Assured | None:
    """Of data that go to nobody, the one who stores them is who undertook not to open them."""
    if "assured" not in found:
        return None
    storing = [each.key for each in recipients.values() if each.stores]
    by = recipient if recipient in recipients else None
    if recipient == NOBODY and len(storing) == 1:
        by = storing[0]
    that = "not to open" if recipient == NOBODY else "to keep confidential"
    return read_assured(found["assured"], recipients, by, that, findings, "share: assured")


def receivers(
    statement: Share, vocabulary: Vocabulary, recipients: Mapping[str, Recipient]
) -> tuple[Recipient, ...]:
    """Who can receive these data under this statement: one, those to choose from, or none."""
    if statement.recipient.startswith(CHOSEN):
        category = vocabulary.categories[statement.recipient.removeprefix(CHOSEN)]
        return tuple(each for each in recipients.values() if each.category == category)
    return (recipients[statement.recipient],) if statement.recipient in recipients else ()


def shared_sentence(
    what: Phrase, recipient: Recipient, when: Wording | None, purpose: Purpose | None, language: Language
) -> str:
    """To whom these data go, where it is, and what it may do with them."""
    opening = f"{serving([purpose], language)}, " if purpose else ""
    occasion = f" {when.say(language)}" if when else ""
    role = filled(role_clause(recipient).say(language), what)
    name = presented(recipient, language)
    comma = "," if when else ""
    if language == "en":
        return sentence(f"{opening}we pass {what.text} on to {name}{comma}{occasion}; {role}", language)
    return sentence(f"{opening}nous communiquons {what.text} {to(name)}{comma}{occasion} ; {role}", language)


def chosen_sentence(
    what: Phrase,
    category: Noun,
    choice: Sequence[Recipient],
    when: Wording | None,
    purpose: Purpose | None,
    language: Language,
) -> str:
    """That these data go to the one of several recipients that the person chooses, and to no other."""
    opening = f"{serving([purpose], language)}, " if purpose else ""
    occasion = f", {when.say(language)}" if when else ""
    names = either(
        [f"{each.name}, {located(each.country, language)}," for each in choice if not each.several], language
    )
    among = f" ({names.rstrip(',')})" if names else ""
    roles = {each.role for each in choice}
    role = ""
    if len(roles) == 1:
        one = role_clause(replace(choice[0], name=choice[0].name or choice[0].key))
        role = ("; " if language == "en" else " ; ") + filled(one.say(language), what)
    if language == "en":
        whom = f"{chosen_phrase(category, language).text}{among}"
        return sentence(f"{opening}we pass {what.text} on to {whom}{occasion}{role}", language)
    whom = to(chosen_phrase(category, language).text)
    return sentence(f"{opening}nous communiquons {what.text} {whom}{among}{occasion}{role}", language)


def chosen_phrase(category: Noun, language: Language) -> Phrase:
    """`the domain registry that you choose`: whichever of several it is."""
    if language == "en":
        return Phrase(f"the {category.en[0]} that you choose", plural=False, gender=category.gender)
    noun = category.fr[0]
    article = "l'" if before_vowel(noun) else ("la " if category.gender == "feminine" else "le ")
    whole = f"{article}{noun} que vous choisissez"
    return Phrase(whole, plural=False, gender=category.gender)


# {what} are the data, {whom} the recipient if one is named; to establish, exercise or defend: Art. 17(3)(e).
_PROCEDURE_SAID: Final[Mapping[Procedure, Wording]] = {
    "judicial": Wording(
        "we hand {what} over to {whom} only on a demand made as the law provides; we check that demand, hand "
        "over no more than it covers, and record it",
        "nous ne remettons {what} {whom} que sur une demande faite dans les formes prévues par la loi ; "
        "nous vérifions cette demande, ne remettons rien de plus que ce qu'elle vise et en gardons trace",
    ),
    "own rights": Wording(
        "we disclose {what} to {whom} only so far as we need it to establish, exercise or defend a legal "
        "claim, and record it",
        "nous ne communiquons {what} {whom} que dans la mesure nécessaire à la constatation, à l'exercice "
        "ou à la défense d'un droit en justice, et en gardons trace",
    ),
}
_PROCEDURE_WHOM: Final[Mapping[Procedure, Wording]] = {
    "judicial": Wording("a court or an authority", "à une juridiction ou à une autorité"),
    "own rights": Wording("a court or our counsel", "à une juridiction ou à nos conseils"),
}


def procedure_sentence(
    what: Phrase, procedure: Procedure, choice: Sequence[Recipient], language: Language
) -> str:
    """That data leave only in answer to a lawful demand, or to defend a right (C06). `choice` are those to
    whom they can go; courts and authorities, or counsel, where it is empty."""
    names = [presented(each, language) for each in choice]
    named = either(names if language == "en" else [to(name) for name in names], language)
    whom = named or _PROCEDURE_WHOM[procedure].say(language)
    said = _PROCEDURE_SAID[procedure].say(language)
    return sentence(said.format(what=what.text, whom=whom), language)


def publication_sentences(
    what: Phrase, publication: Publication, recipient: Phrase, language: Language
) -> tuple[str, ...]:
    """That a recipient makes these data public, and how the person can hide them."""
    who, several = recipient.text, recipient.plural
    if language == "en":
        first = filled(
            f"{who} {'publish' if several else 'publishes'} {{them}}, and anyone can read {{them}}", what
        )
        hide = filled("you can hide {them}", what)
        each = ", field by field," if publication.per_field else ""
        where = _WHERE[publication.where].en if publication.where else "in your own space"
        chosen = f"{hide}{each} {where}"
    else:
        first = filled(
            f"{who} {{les}} {'publient' if several else 'publie'}, et chacun peut {{les}} consulter", what
        )
        hide = filled("vous pouvez {les} masquer", what)
        each = ", champ par champ," if publication.per_field else ""
        where = _WHERE[publication.where].fr if publication.where else "dans votre espace personnel"
        chosen = f"{hide}{each} {where}"
    said = (sentence(first, language),)
    return (*said, sentence(chosen, language)) if publication.hidden else said


def nobody_sentences(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool, language: Language
) -> str:
    """That these data go to nobody, with what is true all the same: who stores or sees them, and duties of
    law (LANGUAGE, meaning 6). `sealed` says that they are encrypted where they are stored.
    """
    if language == "en":
        first = sentence(f"we do not pass {what.text} on to other users or third parties", language)
        duty = filled("we hand {them} to an authority only where the law obliges us to", what)
        processors = _processors_in_english(what, storing, seeing, sealed)
        return f"{first} {sentence(f'{processors}; {duty}' if processors else duty, language)}"
    first = sentence(f"nous ne communiquons {what.text} ni à d'autres utilisateurs ni à des tiers", language)
    duty = filled("nous ne {les} remettons à une autorité que si la loi nous y oblige", what)
    processors = _processors_in_french(what, storing, seeing, sealed)
    return f"{first} {sentence(f'{processors} ; {duty}' if processors else duty, language)}"


def passed_on_sentence(what: Phrase, document: Phrase, recipient: str, language: Language) -> str:
    """That data which go to nobody by themselves stand on a document that goes to somebody."""
    if language == "en":
        stand = filled("also stand{s} on", what)
        return sentence(f"{what.text} {stand} {document.text}, which we pass on to {recipient}", language)
    stand = "figurent" if what.plural else "figure"
    said = f"{what.text} {stand} aussi sur {document.text}, que nous communiquons {to(recipient)}"
    return sentence(said, language)


def _processors_in_english(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool
) -> str:
    clauses = []
    if storing:
        verb = "stores" if len(storing) == 1 else "store"
        how = ", encrypted," if sealed else ""
        who = listed([called(each, "en") for each in storing], "en")
        clauses.append(f"{who} {verb} {filled('{them}', what)}{how} on our behalf")
    if seeing:
        verb = "sees" if len(seeing) == 1 else "see"
        who = listed([called(each, "en") for each in seeing], "en")
        clauses.append(f"{who} {verb} {filled('{them}', what)} on our behalf")
    return listed(clauses, "en")


def _processors_in_french(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool
) -> str:
    clauses = []
    if storing:
        verb = "stocke" if len(storing) == 1 else "stockent"
        how = f" {agreed('chiffré', what)}" if sealed else ""
        who = listed([called(each, "fr") for each in storing], "fr")
        clauses.append(f"{who} {filled('{les}', what)} {verb}{how} pour notre compte")
    if seeing:
        verb = "consulte" if len(seeing) == 1 else "consultent"
        who = listed([called(each, "fr") for each in seeing], "fr")
        clauses.append(f"{who} {filled('{les}', what)} {verb} pour notre compte")
    return listed(clauses, "fr")


CONSTRUCTS: Final = (
    Construct(
        "share",
        "To whom data go, when and for what; or that they go to nobody, which is worded with the processors "
        "that store them and with duties of law. What no line names goes to nobody. `procedure` lets data go "
        "only on a lawful demand, or to defend the publisher's own rights; `publish` says that the recipient "
        "makes them public, and how the person can hide them. `with: other users`, or `with: everybody`, "
        "says who sees data on the site itself, and `hidden by` who can hide them there.",
        "share:\n"
        "  - {data: contact, with: nobody}\n"
        "  - {data: invoice, with: host, for: bookkeeping, when: each month}\n"
        "  - {data: ticket, with: other users, hidden by: [the person, staff]}\n"
        "  - {data: everything, procedure: judicial}\n",
        {
            "type": "array",
            "items": closed(
                {
                    "data": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                    "with": {"type": "string"},
                    "when": {"type": "string"},
                    "for": {"type": "string"},
                    "procedure": {"enum": sorted(_PROCEDURES)},
                    "publish": YES_NO,
                    "hidden by": one_or_several(_HIDDEN_BY),
                    "per": {"enum": list(_PER)},
                    "where": {"enum": sorted(_WHERE)},
                    "assured": ASSURED,
                },
                ("data",),
            ),
        },
    ),
)
