"""What a stranger is shown of each promise: whether it is kept, what was looked at, and what cannot be
known.

A promise is *kept* or *not kept* only where something was looked at now. A statement about somebody else's
conduct is *attested*; what nothing looks at is *unknown*; neither is ever shown as kept (DESIGN, section
4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from honour.places.terms import add
from honour.promises.allow import ONE_MONTH, allow_sentences
from honour.promises.findings import Finding, Position
from honour.promises.keep import Keep
from honour.promises.periods import written
from honour.promises.policy import Policy
from honour.promises.sentences import collect_sentences, keep_sentences, share_sentence
from honour.promises.stated_law import told_as_not_checked

if TYPE_CHECKING:  # it loads the library of cryptography, which a check of the policy alone does without
    from honour.proofs.verify import Report

State: TypeAlias = Literal["kept", "not kept", "attested", "unknown"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The state of one promise. `place` is where it stands in the policy, or what it is about; `why` says
    the state.

    `says` is the promise in the words of the page, in its authentic language; empty where it has no
    sentence. `oldest` is the local day of the oldest row, `rows` how many were looked at, `due` how many
    should be gone.
    """

    promise: str
    place: str
    state: State
    why: str
    rows: int = 0
    due: int = 0
    oldest: date | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class KeepLooked:
    """What was counted for one `keep` statement in one place.

    `undated` rows have no plausible date where the term counts from one; `endless` rows belong to people
    for whom the event never began; `ends` says whether the map has any event that can end the statement
    here.
    """

    place: str
    rows: int
    due: int
    undated: int
    endless: int
    ends: bool
    oldest: date | None


@dataclass(frozen=True, slots=True)
class ClockLooked:
    """The clock of one request: when it came, when its answer was due and given, as local days.

    `stood` is for how many days it stood still because of doubt about identity (GDPR Art. 12(6)), `suspended`
    that it still does; `due` is then the day that it would be if it ran on today.
    """

    request: str
    due: date | None
    answered: date | None
    asked: date | None = None
    kind: str = "erase"
    stood: int = 0
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class WaitLooked:
    """A part of a request that waits: the last day to erase it, None while what it waits for runs."""

    request: str
    due: date | None


SOON: Final = timedelta(days=7)
"""So long before its last day an answer or an erasure is called due soon."""


def of_keep(policy: Policy, statement: Keep, looked: Sequence[KeepLooked]) -> Evidence:
    """The state of a `keep` statement: not kept where a row is due and there, unknown where no date can
    say.
    """
    rows, due = sum(one.rows for one in looked), sum(one.due for one in looked)
    days = [one.oldest for one in looked if one.oldest is not None]
    state, why = _keep_state(looked, due)
    says = " ".join(keep_sentences(policy, statement, policy.site.authentic))
    return Evidence("keep", str(statement.at), state, why, rows, due, min(days, default=None), says)


def _keep_state(looked: Sequence[KeepLooked], due: int) -> tuple[State, str]:
    if due:
        where = _places(one.place for one in looked if one.due)
        past = "row or part of a row is past its" if due == 1 else "rows or parts of rows are past their"
        return "not kept", f"{due:,} {past} term in {where}: run `honour sweep`"
    blind = [one.place for one in looked if not one.ends]
    if blind:
        return "unknown", f"the map does not say when the term ends in {_places(blind)}"
    undated = sum(one.undated for one in looked)
    if undated:
        where = _places(one.place for one in looked if one.undated)
        have = "row has" if undated == 1 else "rows have"
        return "unknown", f"{undated:,} {have} no plausible date in {where}"
    endless = sum(one.endless for one in looked)
    if endless:
        where = _places(one.place for one in looked if one.endless)
        rows, them = ("row", "it") if endless == 1 else ("rows", "them")
        return "unknown", f"for {endless:,} {rows} the term never began in {where}: nothing ends {them}"
    if not looked:
        return "unknown", "no place of the map holds these data"
    return "kept", "no row is past its term"


def of_clocks(looked: Sequence[ClockLooked], today: date) -> Evidence:
    """The state of the delay to answer: one month (GDPR Art. 12(3))."""
    late = [one for one in looked if one.due is not None and (one.answered or today) > one.due]
    still = [one for one in looked if one.answered is None]
    soon = [one for one in _running(still) if one.due is not None and today <= one.due <= today + SOON]
    state: State = "not kept" if late else "kept"
    why = (
        f"answered late or overdue: {', '.join(one.request for one in late)}"
        if late
        else f"none late; {len(still):,} of {len(looked):,} still open"
    )
    why += "".join(f"; {one.request} is due by {one.due}" for one in soon)
    why += "".join(
        f"; {one.request} stands still for doubt about identity (Art. 12(6)), {one.stood:,} days so far"
        for one in still
        if one.suspended
    )
    return Evidence("answer within one month", "GDPR Art. 12(3)", state, why, due=len(late))


def open_and_near(looked: Iterable[ClockLooked], today: date) -> tuple[ClockLooked, ...]:
    """The requests without an answer that are overdue or due soon, the first to answer first."""
    still = _running(one for one in looked if one.answered is None)
    near = (one for one in still if one.due is not None and one.due <= today + SOON)
    return tuple(sorted(near, key=lambda one: (one.due or today, one.request)))


def _running(looked: Iterable[ClockLooked]) -> tuple[ClockLooked, ...]:
    return tuple(one for one in looked if not one.suspended)


def of_promised(
    policy: Policy, looked: Sequence[ClockLooked], waits: Sequence[WaitLooked], today: date
) -> tuple[Evidence, ...]:
    """The state of the delay that the policy promises for an erasure, if it does (LANGUAGE, meanings 4, 5).

    It never rolls to a working day, and stands still with the clock of the law.

    What waits has its own last day, from the later of request and ending.
    """
    line = policy.allow.get("erase")
    if line is None or (line.within is None and line.waits_for is None):
        return ()
    within = line.within or ONE_MONTH
    days = [
        (one.request, add(one.asked, within) + timedelta(days=one.stood), one.answered)
        for one in looked
        if one.kind == "erase" and one.asked is not None
    ]
    days += [(one.request, one.due, None) for one in waits if one.due is not None]
    late = [request for request, last, done in days if (done or today) > last]
    soon = [(request, last) for request, last, done in days if done is None and today <= last <= today + SOON]
    why = f"late or overdue: {', '.join(late)}" if late else f"none late; {len(waits):,} wait"
    why += "".join(f"; {request} is due by {last}" for request, last in soon)
    state: State = "not kept" if late else "kept"
    says = " ".join(allow_sentences(line, policy.site.authentic))
    promise = f"erase within {written(within)}"
    return (Evidence(promise, str(line.at), state, why, len(days), len(late), says=says),)


def of_erasures(unfinished: int, unscrubbed: int) -> Evidence:
    """Whether every erasure that was begun was finished, traces in the files included."""
    if unfinished:
        why = f"{unfinished:,} begun and not finished: run `honour sweep`, which finishes them first"
        return Evidence("what was begun is finished", "journal", "not kept", why, due=unfinished)
    if unscrubbed:
        why = f"{unscrubbed:,} wait until no other program reads the file: run `honour sweep` then"
        return Evidence("what was begun is finished", "journal", "unknown", why)
    return Evidence("what was begun is finished", "journal", "kept", "nothing is left half-way")


def of_journal(report: "Report | None") -> Evidence:
    """Whether the journal agrees with its last head; None where it has no entry yet."""
    promise = "the journal is whole"
    if report is None:
        return Evidence(promise, "journal", "unknown", "it has no entry yet")
    if report.faults:
        return Evidence(
            promise, "journal", "not kept", "; ".join(report.faults), report.leaves, len(report.faults)
        )
    why = (
        f"its {report.leaves:,} entries agree with its last head;"
        " that nothing vanished, only a head that somebody else holds can show"
    )
    return Evidence(promise, "journal", "kept", why)


def of_map(undeclared: Sequence[Finding]) -> Evidence:
    """Whether every table and column of the databases is declared."""
    why = (
        f"not declared: {_places(finding.place for finding in undeclared)}"
        if undeclared
        else "every table and column of the databases is declared"
    )
    state: State = "not kept" if undeclared else "kept"
    return Evidence("the map is complete", "map.yaml", state, why, due=len(undeclared))


def of_the_rest(policy: Policy) -> tuple[Evidence, ...]:
    """What nothing looks at yet: said, and never shown as kept."""
    language = policy.site.authentic
    collects = [
        _unseen("collect", each.at, "what is asked of people", collect_sentences(policy, each, language))
        for each in policy.collect
    ]
    shares = [
        _unseen("share", each.at, "what leaves the house", (share_sentence(policy, each, language),))
        for each in policy.share
    ]
    laws = [
        Evidence("law", "policy", "attested", f"not checked by Honour: {told_as_not_checked(law)}")
        for law in policy.stated_laws
    ]
    rest = [
        Evidence(name, name, "unknown", "not built yet: nothing is kept by it") for name in policy.not_built
    ]
    return (*collects, *shares, *laws, *rest)


def _unseen(promise: str, at: Position, watched: str, says: Iterable[str]) -> Evidence:
    return Evidence(promise, str(at), "unknown", f"nothing watches {watched} yet", says=" ".join(says))


def _places(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(names))
    return ", ".join(known[:8]) + (f" and {len(known) - 8} more" if len(known) > 8 else "")
