"""`honour publish --really`: a version is numbered, kept and journalled, once nothing stands against it."""

import argparse
import getpass
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import clock, site_of
from honour.places.terms import add, local_day
from honour.promises.compare import Comparison, channels, compare
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.publishing.page import page
from honour.publishing.parts import page_as_data
from honour.website.database import address_of_state
from honour.website.folder import POLICY, policy_findings, read_configuration, read_kept, read_policy
from honour.website.opening import open_site
from honour.website.replayed import refuse_unreplayed
from honour.website.state import close_state

if TYPE_CHECKING:
    from honour.keeping.versions.actions import Enacted, PageText, Telling


def enact(arguments: argparse.Namespace) -> Exit:
    """Enact the policy of the site. Raises Unreadable, WrongUse, StateRefused."""
    site = site_of(arguments)
    configuration = read_configuration(site)
    now = clock(configuration)
    policy, text = read_policy(site)
    if found := (*policy_findings(policy), *_unready(policy)):
        raise Unreadable(*found)
    assert policy.site.effective is not None  # its absence was a finding
    effective = date.fromisoformat(policy.site.effective)
    try:
        records = open_site(
            site,
            address=policy.site.address,
            demo=configuration.demo,
            now=now,
            key_place=configuration.key_place,
            ledger=configuration.ledger,
            url=address_of_state(site, configuration),
            served=configuration.serving is not None,
        )
        refuse_unreplayed(records, None)
        before = records.last_enacted()
        how, renewed = _allowed(before, policy, effective, now, arguments)
        bound = records.binding_policy(local_day(now, policy.site.time_zone))
        earlier = bound[1] if bound else before.text if before else None
        shorter = () if earlier is None else _shorter(_compared(earlier, policy))
        records.remember_policy(policy.digest, text, now)
        done = records.enact_policy(
            policy.digest,
            effective,
            lambda number: _pages(policy, number, configuration.serving is not None),
            f"os:{getpass.getuser()}",
            arguments.why,
            now,
            shorter=shorter,
            renewed=renewed,
            telling=how,
        )
        records.ledger.keep_head(records.head())
    finally:
        close_state()
    if before is not None and done.number < before.number:
        raise WrongUse(
            f"this file is version {done.number}, and version {before.number} came after it:"
            f" to go back, write another `effective` day in {POLICY}, which makes it a version of its own"
        )
    already = before is not None and before.digest == policy.digest
    _tell(arguments, done, already, () if already else shorter)
    return Exit.DONE


def _allowed(
    before: "Enacted | None", policy: Policy, effective: date, now: datetime, arguments: argparse.Namespace
) -> "tuple[Telling, tuple[str, ...]]":
    """How people are told of the version, and what needs a new yes from them. Raises WrongUse where it may
    not apply so.
    """
    from honour.keeping.versions.actions import Telling  # models load once Django is configured

    said = tuple(dict.fromkeys(arguments.reason or ()))
    if before is None or before.digest == policy.digest:
        return Telling(said), ()
    last = read_kept(before.text)
    change = compare(last, policy)
    _refuse_haste(before, last, policy, change, effective, now, arguments.why)
    _refuse_other_reasons(last, change, said)
    renewed = _refuse_without_new_yes(change, arguments.new_yes)
    return Telling(said, channels(last, policy, change), change.acknowledged_again), renewed


def _unready(policy: Policy) -> Iterator[Finding]:
    if policy.site.effective is None:
        reason = "the policy does not say from which day it applies"
        yield Finding(f"{POLICY}: site", reason, "add `effective: 2026-12-01` under `site`")
    for name in policy.not_built:
        reason = f"this Honour has no words for `{name}`: it would be promised to nobody"
        yield Finding(f"{POLICY}: {name}", reason, "delete it until a version has them")


def _compared(earlier: str, policy: Policy) -> Comparison:
    return compare(read_kept(earlier), policy)


def _refuse_haste(
    before: "Enacted",
    last: Policy,
    policy: Policy,
    found: Comparison,
    effective: date,
    now: datetime,
    why: str | None,
) -> None:
    """A version applies after the one before it, after people could be told, and is longer for a reason."""
    today = local_day(now, policy.site.time_zone)
    earliest = max(before.effective, _told_by(last, found, today), _told_by(policy, found, today))
    if effective < earliest:
        raise WrongUse(
            f"a version that is enacted today can apply from {earliest} at the earliest:"
            f" write `effective: {earliest}` in {POLICY} (see `honour compare`)"
        )
    if found.needs("reason needed") and not why:
        raise WrongUse("a term becomes longer, which needs a recorded reason: add --why TEXT")


def _refuse_other_reasons(last: Policy, found: Comparison, given: tuple[str, ...]) -> None:
    """A policy that says why it may change changes for no other reason (C34)."""
    promised = last.tell.change.reasons if last.tell.change else ()
    if not promised or not found.needs("told"):
        return
    if not given or not set(given) <= set(promised):
        raise WrongUse(
            f"the policy in force says that it changes to keep up with {', '.join(promised)} alone:"
            f" say which, with {' or '.join(f'--reason {each}' for each in promised)}"
        )


def _refuse_without_new_yes(found: Comparison, given: bool) -> tuple[str, ...]:
    """The terms that become longer on a consent: nobody consented to that (GDPR Art. 4(11), 7(3))."""
    longer = tuple(
        change.place
        for change in found.changes
        if "reason needed" in change.effects and "asked again" in change.effects
    )
    if longer and not given:
        raise WrongUse(
            f"a term becomes longer for data that people consented to ({'; '.join(longer)}), and nobody"
            " consented to that: ask them for a new yes, erase at the old term what gets none,"
            " and say so with --new-yes"
        )
    return longer


def _shorter(found: Comparison) -> tuple[str, ...]:
    """The kinds of data of which older rows would go by this version."""
    return tuple(dict.fromkeys(kind for change in found.changes for kind in change.kinds))


def _told_by(policy: Policy, found: Comparison, today: date) -> date:
    """The first day on which a version may apply: today, or as long after it as people are told ahead."""
    change = policy.tell.change
    if change is None or not found.needs("told"):
        return today
    return add(today, change.ahead)


def _pages(policy: Policy, number: int, accounts_here: bool) -> Mapping[str, "PageText"]:
    from honour.keeping.versions.actions import PageText  # models load once Django is configured

    made = {
        language: page(policy, language, number, accounts_here=accounts_here)
        for language in policy.site.languages
    }
    return {
        language: PageText(shown.hash, json.dumps(page_as_data(shown), ensure_ascii=False))
        for language, shown in made.items()
    }


def _tell(arguments: argparse.Namespace, done: "Enacted", already: bool, shorter: Sequence[str]) -> None:
    if arguments.json:
        telling.as_json(
            {
                "number": done.number,
                "effective": done.effective.isoformat(),
                "digest": done.digest,
                "pages": dict(done.pages),
                "already": already,
                "shorter": list(shorter),
            }
        )
        return
    said = "is already" if already else "is now"
    telling.line(f"This policy {said} version {done.number}; it applies from {done.effective}.")
    for language, published in sorted(done.pages.items()):
        telling.line(f"  {language}: SHA-256 {published}")
    if shorter:
        telling.line(
            f"Shorter terms ({', '.join(shorter)}) take no older row before you confirmed how many:"
            f" `honour sweep` shows them from {done.effective}."
        )
