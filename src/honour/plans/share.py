"""The outbound gate: whether data may leave, to whom, for what, and by which means. It only says so.

What could go wrong for ever: what has left cannot be called back. So everything is refused that the policy
does not name: a recipient, its fields, the purpose (GDPR Art. 5(1)(b) and (c)), a commitment that binds today
(Art. 28(3), 26), and a ground where the recipient is outside the European Economic Area (Art. 44-49). What
somebody demands under a text of law has no line in `share`: there the record of the demand is what binds, and
it must lack nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from honour.places.map import NOTHING_PERSONAL, DataMap, Place
from honour.places.selections import Selection
from honour.plans.disclose import EXTRACTED, MEANS, WITHHELD_FIELDS, Demand, missing, shareable
from honour.plans.ending import kinds_of
from honour.plans.show import questions
from honour.promises.audience import AUDIENCES
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient, Role
from honour.promises.rights import MARKETING, rights_of
from honour.promises.share import NOBODY, Share, receivers
from honour.promises.transfers import EEA

Sort: TypeAlias = Literal["contract", "agreement", "undertaking"]
"""What binds a recipient: a contract of Art. 28(3), an agreement of Art. 26, another undertaking in writing
to keep what it receives confidential."""

SORTS: Final[tuple[Sort, ...]] = ("contract", "agreement", "undertaking")
Way: TypeAlias = Literal["mail", "webhook", "file"]

_NEEDED: Final[dict[Role, Sort]] = {
    "processor": "contract",
    "joint controller": "agreement",
    "controller": "undertaking",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A paper that binds a recipient, as it was recorded. `until` is the last local day on which it binds,
    `digest` the SHA-256 of its file in hexadecimal.
    """

    recipient: str
    sort: Sort
    file: str
    digest: str
    signed: date
    until: date

    def binds(self, today: date) -> bool:
        """Whether it does on this local day."""
        return self.signed <= today <= self.until


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing leaves: why, what mends it, and the source of the rule. `case` is the key of the words by which
    a page says it, where one does.
    """

    reason: str
    mend: str
    source: str = ""
    case: str = ""


def sort_of(written: str) -> Sort:
    """A sort of commitment by its word. Raises ValueError for another word."""
    if written not in SORTS:
        raise ValueError(f"{written} is no sort of commitment")
    return written


def needed_of(recipient: Recipient) -> Sort:
    """The sort of paper without which nothing goes to a recipient in this role."""
    return _NEEDED[recipient.role]


def binding(recipient: Recipient, commitments: Iterable[Commitment], today: date) -> Commitment | None:
    """The recorded paper that binds a recipient longest from this day; None where none does."""
    wanted = {needed_of(recipient)} if recipient.role != "controller" else set(SORTS)
    found = [
        each
        for each in commitments
        if each.recipient == recipient.key and each.sort in wanted and each.binds(today)
    ]
    return max(found, key=lambda each: each.until, default=None)


def bound(
    recipient: Recipient, commitments: Sequence[Commitment], today: date, declared: bool = False
) -> Refused | None:
    """Why a recipient may receive nothing today: no paper, one that lapsed, or no ground for its country.

    `declared` lets a paper that the policy names stand for one of which nothing was recorded.
    """
    if recipient.until is not None and recipient.until < today:
        reason = f"by the policy, what binds “{recipient.key}” ended on {recipient.until}"
        return Refused(reason, f"sign anew, and write the new `until` of “{recipient.key}”", "S1-23")
    named = recipient.agreement if recipient.role == "joint controller" else recipient.contract
    nothing = all(each.recipient != recipient.key for each in commitments)
    if binding(recipient, commitments, today) is None and not (declared and named and nothing):
        return _unbound(recipient, commitments)
    return _beyond(recipient, today)


def _unbound(recipient: Recipient, commitments: Sequence[Commitment]) -> Refused:
    sort = needed_of(recipient)
    papers = [each for each in commitments if each.recipient == recipient.key]
    reason = f"no {sort} that binds “{recipient.key}” was recorded"
    if papers:
        last = max(papers, key=lambda each: each.until)
        reason = f"the {last.sort} of “{recipient.key}” binds from {last.signed} to {last.until}, not today"
    mend = (
        f'once it is signed: `honour recipient record "{recipient.key}" FILE --sort {sort}'
        " --signed DAY --until DAY --really`"
    )
    source = "GDPR Art. 26(1)" if sort == "agreement" else "GDPR Art. 28(3), 32"
    return Refused(reason, mend, source)


def _beyond(recipient: Recipient, today: date) -> Refused | None:
    """Outside the European Economic Area a ground must be named, and must not have ended."""
    if recipient.country in EEA:
        return None
    named = [each for each in recipient.transfers if recipient.country in each.to]
    if any(each.until is None or each.until >= today for each in named):
        return None
    ends = max((each.until for each in named if each.until is not None), default=None)
    reason = f"“{recipient.key}” is in {recipient.country}, and no ground of transfer is named"
    if ends is not None:
        reason = f"the ground on which data go to “{recipient.key}” in {recipient.country} ended on {ends}"
    mend = f"name one that holds: `transfer: {{to: {recipient.country}, by: standard clauses, file: …}}`"
    return Refused(reason, mend, "GDPR Art. 44-49")


def cases(policy: Policy) -> tuple[Share, ...]:
    """The published cases in which data go to a recipient for a use, in the order of the file. What a
    procedure of law takes is no use, and what users show one another goes to no recipient.
    """
    return tuple(
        each
        for each in policy.share
        if each.recipient != NOBODY and each.recipient not in AUDIENCES and each.procedure is None
    )


def cases_of(policy: Policy, recipient: str) -> tuple[Share, ...]:
    """The cases in which data go to this recipient."""
    return tuple(
        each
        for each in cases(policy)
        if any(one.key == recipient for one in receivers(each, policy.vocabulary, policy.recipients))
    )


def fields_of(policy: Policy, case: Share, person: str) -> tuple[str, ...]:
    """The fields of such people that a case names, each once: all that may leave under it."""
    kinds = [policy.data[name] for name in case.data if person in policy.data[name].of]
    return tuple(dict.fromkeys(field for kind in kinds for field in kind.fields))


def may_leave(
    policy: Policy,
    recipient: str,
    case: Share | None,
    fields: Sequence[str],
    person: str,
    commitments: Sequence[Commitment],
    today: date,
) -> Refused | None:
    """Why these fields of such people may not go to a recipient under a case today; None where they may."""
    known = policy.recipients.get(recipient)
    if known is None:
        mend = "declare it in `recipients` and say in `share` what it receives and why, or send nothing"
        return Refused("the policy names no such recipient", mend, "GDPR Art. 13(1)(e), 5(1)(a)")
    if case is None or case not in cases_of(policy, recipient):
        mend = f"add `- {{data: …, with: {recipient}, for: …}}` to `share`, and publish it"
        return Refused(f"no statement of `share` passes this on to “{recipient}”", mend, "GDPR Art. 5(1)(b)")
    beyond = [
        each for each in fields if each not in fields_of(policy, case, person) or each in WITHHELD_FIELDS
    ]
    if beyond:
        reason = f"the case does not name {', '.join(beyond)} of a {person}"
        return Refused(reason, "leave it out, or declare it in `share`", "GDPR Art. 5(1)(c)")
    return bound(known, commitments, today)


def may_be_handed_over(
    policy: Policy, demand: Demand, person: str, commitments: Sequence[Commitment], today: date
) -> Refused | None:
    """Why data of such a person may not go to whoever demands them today; None where they may.

    The demand says to whom (an authority, or whoever receives for the site's own rights), by which text or
    interest, which fields of which days, and by which means; all of it must be written down.
    """
    if demand.ground not in EXTRACTED:
        return Refused("a preservation hands nothing over", "write down the demand that asks for the data")
    lacking = missing(demand, shareable(policy, demand.ground), today)
    if lacking:
        source = "GDPR Art. 6(1)(f), 5(1)(c)" if demand.ground == "own rights" else "GDPR Art. 6(1)(c), 48"
        mend = "write it down on the demand's page"
        return Refused(f"the record lacks {', '.join(lacking)}", mend, source, "lacking")
    if demand.means not in MEANS:
        return Refused("no such means of handing over is known", "choose one", "GDPR Art. 32", "means")
    beyond = [str(item) for item in demand.items if not _is_held(policy, item.kind, item.field, person)]
    if beyond:
        reason = f"the policy holds no {', '.join(beyond)} of a {person}, or it is given to nobody"
        return Refused(reason, "leave it out of the demand", "GDPR Art. 5(1)(c)", "beyond")
    return None if demand.ground == "authority" else _for_own_rights(policy, demand, commitments, today)


def _is_held(policy: Policy, kind: str, field: str, person: str) -> bool:
    known = policy.data.get(kind)
    return known is not None and person in known.of and field in known.fields and field not in WITHHELD_FIELDS


def receivers_of_rights(policy: Policy) -> tuple[Recipient, ...]:
    """Whom the policy names to receive data for the site's own rights; none, where it leaves that open."""
    named = [
        one
        for each in policy.share
        if each.procedure == "own rights"
        for one in receivers(each, policy.vocabulary, policy.recipients)
    ]
    return tuple({one.key: one for one in named}.values())


def _for_own_rights(
    policy: Policy, demand: Demand, commitments: Sequence[Commitment], today: date
) -> Refused | None:
    """Where the policy names who may receive, nobody else does, and only while a paper binds."""
    named = {each.key: each for each in receivers_of_rights(policy)}
    if not named:
        return None  # a court, or counsel by the rules of the profession; outside the EEA by Art. 49(1)(e)
    if demand.recipient not in named:
        mend = f"choose one of them: {', '.join(named)}"
        reason = "the policy names who receives data for the site's rights, and this is nobody of them"
        return Refused(reason, mend, "GDPR Art. 5(1)(a)", "receiver")
    return bound(named[demand.recipient], commitments, today)


@dataclass(frozen=True, slots=True)
class Piece:
    """One look at one place for a case: these columns, each under the field as which it leaves."""

    columns: tuple[str, ...]
    fields: tuple[str, ...]
    selection: Selection


def pieces(policy: Policy, data_map: DataMap, case: Share, person: str, now: datetime) -> tuple[Piece, ...]:
    """Where the declared fields of a case lie for such people, and no column beside them.

    A column belongs to it where it is of a kind that the case names, or is kept for rows of such a kind (the
    name beside an invoice). What others wrote is left out.
    """
    wanted = fields_of(policy, case, person)
    found = []
    for look in questions(policy, data_map, person, now):
        chosen = [
            (column, field)
            for column, field in zip(look.columns, look.fields, strict=True)
            if field in wanted
            and not look.masked
            and (
                set(look.kinds) & set(case.data)
                or _kept_for(policy, data_map, case, look.place, column, person)
            )
        ]
        if chosen:
            columns, fields = zip(*chosen, strict=True)
            found.append(Piece(columns, fields, look.selection))
    return tuple(found)


def _kept_for(policy: Policy, data_map: DataMap, case: Share, place: Place, column: str, person: str) -> bool:
    """Whether a column is kept for rows of a kind that the case names."""
    return any(
        set(kinds_of(policy, other, each, person)) & set(case.data)
        for other in data_map.places_of(person)
        if other.table in place.columns[column].also_for
        for each in other.columns.values()
        if each.field != NOTHING_PERSONAL
    )


def stands_against(policy: Policy, case: Share, person: str, objections: Iterable[Collection[str]]) -> bool:
    """Whether somebody's objections (the purposes of each) keep his data from leaving under a case (GDPR Art.
    21(1) and (3)). One of which nobody wrote down what it is to counts against every use that can be objected
    to.

    A case that names no purpose serves those for which its kinds are collected: it stays out of them all.
    """
    made = [frozenset(each) for each in objections]
    if not made:
        return False
    refused = frozenset[str]().union(*made) | (_open_to_objection(policy) if frozenset() in made else set())
    if case.purpose is not None:
        return case.purpose in refused
    kinds = [kind for kind in case.data if person in policy.data[kind].of]
    uses = [{each.purpose for each in policy.collect if kind in each.data} for kind in kinds]
    return any(each and each <= refused for each in uses)


def _open_to_objection(policy: Policy) -> frozenset[str]:
    """The uses that somebody can object to."""
    return frozenset((*MARKETING, *(each.purpose for each in policy.collect if rights_of(each).object)))


def on_consent(policy: Policy, case: Share) -> bool:
    """Whether a case rests on each person's yes: its purpose does, or a kind that nothing else allows."""
    lines = [each for each in policy.collect if set(each.data) & set(case.data)]
    if case.purpose is not None and any(each.purpose == case.purpose for each in lines):
        lines = [each for each in lines if each.purpose == case.purpose]
    grounds = {kind: {each.basis.ground for each in lines if kind in each.data} for kind in case.data}
    return any(of_kind == {"consent"} for of_kind in grounds.values())


MAIL_PROVIDER: Final = "mail provider"
"""The recipient's key by which a policy names whoever passes letters on."""


def relay_of(policy: Policy, named: str | None, own: bool) -> str | Refused:
    """Who passes letters on, by the policy's key: whom honour.toml names, else the policy's `mail provider`,
    else whoever stores the whole site. Empty where it is nobody: a post office on this machine (`own`) is no
    recipient (GDPR Art. 4(9)), unless honour.toml says that it passes letters on to one.
    """
    if named is None and own:
        return ""
    storing = [each.key for each in policy.recipients.values() if each.stores]
    found = named or (MAIL_PROVIDER if MAIL_PROVIDER in policy.recipients else "")
    found = found or (storing[0] if len(storing) == 1 else "")
    if found in policy.recipients:
        return found
    reason = "the post office is another machine, and the policy names nobody who passes letters on"
    if found:
        reason = "[mail] `recipient` names nobody whom the policy declares"
    mend = f"declare `{MAIL_PROVIDER}` in `recipients`, or name one of them in [mail] `recipient`"
    return Refused(reason, mend, "GDPR Art. 13(1)(e), 28")


def may_carry(policy: Policy, relay: str, commitments: Sequence[Commitment], today: date) -> Refused | None:
    """Why letters may not go through a relay today; None where they may.

    A contract that the policy names is enough as long as none was recorded: a letter brings people their
    links, answers and warnings, and must not wait for a paper that is there and not yet recorded. One that
    was recorded and lapsed stops them.
    """
    recipient = policy.recipients[relay]
    kinds = [policy.data[name] for name in recipient.sees]
    if not recipient.stores and not any("e-mail" in kind.fields for kind in kinds):
        mend = f"add the kind that holds it to `sees` of “{relay}”"
        return Refused(f"“{relay}” is not said to see e-mail addresses", mend, "GDPR Art. 5(1)(b)")
    if recipient.role != "processor":
        mend = f"write `role: processor` and its `contract` for “{relay}”"
        return Refused(f"“{relay}” passes letters on and is no processor", mend, "GDPR Art. 28(3)")
    return bound(recipient, commitments, today, declared=True)
