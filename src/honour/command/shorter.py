"""Terms that became shorter: older rows are held back until somebody confirms how many (meaning 10)."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from honour.command import telling
from honour.command.exits import WrongUse
from honour.command.opening import Opened
from honour.places.selection_json import Json
from honour.places.terms import local_day
from honour.promises.compare import shortens
from honour.promises.policy import Policy
from honour.website.mapped import as_carried_out

if TYPE_CHECKING:
    from honour.carrying_out.sweep import Due


def earlier_terms(site: Opened, at: datetime, confirmed: bool) -> Policy | None:
    """The policy whose terms bind besides the site's, None where there is none or somebody confirms.

    Raises WrongUse where there is nothing to confirm, or not yet.
    """
    policy = site.ports.policy
    from honour.wiring.sweeping import earlier_policy

    carried = partial(as_carried_out, site.folder, site.configuration)
    earlier = earlier_policy(site.records, policy, carried, at)
    if not confirmed:
        return earlier
    if not shortens(earlier, policy):
        raise WrongUse("no term became shorter: leave --confirm-shorter out")
    _refuse_before_its_day(site, local_day(at, policy.site.time_zone).isoformat())
    return None


def _refuse_before_its_day(site: Opened, today: str) -> None:
    """On a site that enacts its versions, a shorter term takes nothing before it was enacted and applies."""
    last = site.records.last_enacted()
    if last is None:
        return
    if last.digest != site.ports.policy.digest:
        raise WrongUse("this policy is a draft: enact it first, with `honour publish --really`")
    if last.effective.isoformat() > today:
        raise WrongUse(f"version {last.number} applies from {last.effective}: confirm it then")


def note_terms(site: Opened, earlier: Policy | None, who: str | None, what: "Due") -> None:
    """Write down, before anything is destroyed, that the terms swept by bind from now on."""
    digest = site.ports.policy.digest
    if who is not None:
        rows: dict[str, Json] = {str(number): step.count for number, step in enumerate(what.plan.steps, 1)}
        facts: dict[str, Json] = {"digest": what.digest, "expected": rows}
        site.records.confirm_shorter(digest, facts, site.by, f"confirmed by {who}", site.now)
    elif not shortens(earlier, site.ports.policy):
        site.records.swept_by(digest, site.now)


def held_back_json(what: "Due") -> list[dict[str, Any]]:
    """What is held back, for a program."""
    return [
        {
            "place": str(step.selection.table),
            "fields": list(step.fields),
            "rows": step.count,
            "because": list(step.because),
        }
        for step in what.held_back
    ]


def print_held_back(what: "Due") -> None:
    """Say how many rows a shorter term would take, and how to confirm that."""
    if not what.held_back:
        return
    rows = [
        (str(step.selection.table), f"{step.count:,}", ", ".join(step.fields), ", ".join(step.because))
        for step in what.held_back
    ]
    telling.table("Held back: a term became shorter", ("place", "rows", "fields", "because of"), rows)
    telling.line("They go once somebody has read how many: `honour sweep --confirm-shorter NAME`")
