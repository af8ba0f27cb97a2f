"""The register of processing (GDPR Art. 30): what was seen of the data beside what the policy says, and the
documents that an authority asks for.

What is a document's state is decided here from what is handed in; nothing here looks at a disk.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from honour.promises.languages import Wording
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient
from honour.promises.transfers import EEA, FOOTINGS

Paper: TypeAlias = Literal["contract", "agreement", "transfer", "undertaking", "balancing", "impact"]
"""A contract (GDPR Art. 28(3)), an agreement of joint controllers (26(1)), the ground of a transfer (46), an
undertaking received, a balancing test (6(1)(f)), an impact assessment (35)."""

PaperState: TypeAlias = Literal["there", "missing", "not in the folder", "ended", "not needed"]


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """What was counted in one place of the map for one kind of people.

    `columns` gives, for each column, the field that it holds; `others` are keys, links and dates, which the
    map uses to find the rows. `kinds` are those of the policy's kinds that lie
    there. `oldest` and `newest` are local days, None where no date says when rows were recorded.
    """

    place: str
    whose: str
    columns: Mapping[str, str]
    others: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen at `at`: every place, the columns that nobody declared, and the kinds of data whose term
    no date of the map can end without somebody asking.
    """

    at: datetime
    places: tuple[PlaceSeen, ...]
    undeclared: tuple[str, ...]
    endless: tuple[str, ...]

    def of(self, kind: str) -> tuple[PlaceSeen, ...]:
        """Where a kind of data lies."""
        return tuple(seen for seen in self.places if kind in seen.kinds)


@dataclass(frozen=True, slots=True)
class Used:
    """How often something left for a recipient, by the journal, and when first and last (UTC)."""

    recipient: str
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the policy that was enacted: its number, and the day from which it applies."""

    number: int
    applies: date
    policy: Policy


@dataclass(frozen=True, slots=True)
class Checked:
    """What `honour check` found of the site when that was last recorded (UTC), and of which policy file."""

    at: datetime
    findings: int
    policy: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A document that the register has a place for. `of` is a recipient's key, or a purpose; `named` the path
    or address that the policy gives, `until` its last day.
    """

    paper: Paper
    of: str
    state: PaperState
    named: str = ""
    until: date | None = None
    because: Wording | None = None

    @property
    def wanting(self) -> bool:
        """Whether somebody must do something."""
        return self.state not in ("there", "not needed")


def slots(policy: Policy, there: Container[str], today: date) -> tuple[Slot, ...]:
    """Every document that belongs to the register. `there` are the files that the site's folder has."""
    found = [slot for each in policy.recipients.values() for slot in _of_recipient(each, there, today)]
    return (*found, *_of_activities(policy, there, today))


def _of_recipient(recipient: Recipient, there: Container[str], today: date) -> Iterator[Slot]:
    until = recipient.until
    if recipient.role == "processor" or recipient.contract:
        yield _slot("contract", recipient.key, recipient.contract, until, there, today)
    if recipient.role == "joint controller" or recipient.agreement:
        yield _slot("agreement", recipient.key, recipient.agreement, until, there, today)
    for transfer in recipient.transfers:
        if FOOTINGS[transfer.by].written:
            yield _slot("transfer", recipient.key, transfer.file, transfer.until, there, today)
    if recipient.country and recipient.country not in EEA and not recipient.transfers:
        yield Slot("transfer", recipient.key, "missing")
    if recipient.assured:
        named = recipient.assured.file
        yield _slot("undertaking", recipient.key, named, recipient.assured.until, there, today)


def _of_activities(policy: Policy, there: Container[str], today: date) -> Iterator[Slot]:
    """A balancing test for each interest that somebody relies on, an impact assessment for each activity."""
    weighed: dict[str, str | None] = {}
    for each in policy.collect:
        if each.basis.ground == "legitimate interest":
            weighed[each.purpose] = weighed.get(each.purpose) or each.balancing
    for purpose, named in weighed.items():
        yield _slot("balancing", purpose, named, None, there, today)
    for purpose in dict.fromkeys(each.purpose for each in policy.collect):
        told = [each.impact for each in policy.collect if each.purpose == purpose and each.impact]
        files = [each for each in told if isinstance(each, str)]
        reasons = [each for each in told if isinstance(each, Wording)]
        if not files and reasons:
            yield Slot("impact", purpose, "not needed", because=reasons[0])
        else:
            yield _slot("impact", purpose, next(iter(files), None), None, there, today)


def _slot(
    paper: Paper, of: str, named: str | None, until: date | None, there: Container[str], today: date
) -> Slot:
    if not named:
        return Slot(paper, of, "missing", until=until)
    state: PaperState = "there"
    if not named.startswith("https://") and named not in there:
        state = "not in the folder"
    if until is not None and until < today:
        state = "ended"
    return Slot(paper, of, state, named, until)


@dataclass(frozen=True, slots=True)
class Since:
    """Something that the policy says, and the version and day since which it does; without a number it stands
    in a draft. `until` is the day on which a later version dropped it.
    """

    said: str
    number: int
    day: date | None
    until: date | None = None


def since_when(history: Sequence[tuple[int, date, tuple[str, ...]]], now: Sequence[str]) -> tuple[Since, ...]:
    """Since which version each sentence stands, and those that stood once; `history` is what each version
    said, oldest first. A sentence that came back counts from its last return.
    """
    began: dict[str, tuple[int, date]] = {}
    over: list[Since] = []
    for number, day, said in history:
        for gone in [each for each in began if each not in said]:
            first, on = began.pop(gone)
            over.append(Since(gone, first, on, day))
        for each in said:
            began.setdefault(each, (number, day))
    for gone in [each for each in began if each not in now]:
        began.pop(gone)
    standing = [Since(each, *began[each]) if each in began else Since(each, 0, None) for each in now]
    return (*standing, *over)
