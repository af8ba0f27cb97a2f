"""What left, group by group of the published cases, as `honour recipient log` tells it (C06)."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from honour.command import telling
from honour.command.exits import Exit
from honour.command.opening import Opened
from honour.plans.share import cases
from honour.promises.share import Share


@dataclass(slots=True)
class _Group:
    """What left under one case. `perhaps` has no outcome, or one that nobody can be sure of."""

    number: int | None
    data: tuple[str, ...]
    recipient: str
    purpose: str | None
    when: str | None
    shared: int = 0
    perhaps: int = 0
    people: int = 0
    first: datetime | None = None
    last: datetime | None = None


def log(arguments: argparse.Namespace, site: Opened) -> Exit:
    """Tell what left and what was refused; `Exit.FINDINGS` where something left beside the cases."""
    from honour.carrying_out.sharing import INTENDED, REFUSED
    from honour.keeping.journal.reading import acts_named

    acts = [*acts_named([INTENDED, "shared", "not shared", REFUSED])]
    published, beside = _grouped(cases(site.ports.policy), acts, INTENDED)
    refusals = _refusals((at, facts) for at, facts in acts if facts["act"] == REFUSED)
    if arguments.json:
        groups = {"cases": [_json(each) for each in published], "beside": [_json(each) for each in beside]}
        telling.as_json({"act": "log", **groups, "refused": refusals})
    else:
        headings = ("case", "data", "with", "for", "shared", "perhaps", "people", "first", "last")
        telling.table("What left, by the published cases", headings, map(_row, published))
        if beside:
            telling.table("What left under no case of the policy in force", headings, map(_row, beside))
        for each in refusals:
            times = telling.counted(each["times"], "time", "times")
            telling.line(f"refused {times}: {each['recipient']}: {each['because']}")
    return Exit.FINDINGS if beside else Exit.DONE


def _grouped(
    published: Sequence[Share], acts: Iterable[tuple[datetime, Mapping[str, Any]]], intended: str
) -> tuple[list[_Group], list[_Group]]:
    """The published cases one to one, and what left beside them."""
    groups = {
        (each.data, each.recipient, each.purpose, each.when): _Group(
            number, each.data, each.recipient, each.purpose, each.when
        )
        for number, each in enumerate(published, start=1)
    }
    fates: dict[str, str] = {}
    begun: list[tuple[datetime, Mapping[str, Any]]] = []
    for at, facts in acts:
        if facts["act"] == intended:
            begun.append((at, facts))
        elif "transfer" in facts:
            fates[facts["transfer"]] = facts["act"]
    for at, facts in begun:
        fate = fates.get(facts["transfer"], "perhaps shared")
        if fate == "not shared" or facts["with"] is None:
            continue
        key = (tuple(facts["data"]), facts["with"], facts["purpose"], facts["when"])
        group = groups.setdefault(key, _Group(None, *key))
        group.shared += fate == "shared"
        group.perhaps += fate != "shared"
        group.people += facts["people"]
        group.first, group.last = group.first or at, at
    found = list(groups.values())
    return [each for each in found if each.number], [each for each in found if not each.number]


def _refusals(refused: Iterable[tuple[datetime, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for at, facts in refused:
        key = (facts["recipient"], facts["because"])
        each = found.setdefault(key, {"recipient": key[0], "because": key[1], "times": 0})
        each["times"] += 1
        each["last"] = at.isoformat()
    return list(found.values())


def _json(group: _Group) -> dict[str, Any]:
    return {
        "case": group.number,
        "data": list(group.data),
        "with": group.recipient,
        "purpose": group.purpose,
        "when": group.when,
        "shared": group.shared,
        "perhaps": group.perhaps,
        "people": group.people,
        "first": group.first and group.first.isoformat(),
        "last": group.last and group.last.isoformat(),
    }


def _row(group: _Group) -> Sequence[str]:
    day = "%Y-%m-%d"
    ends = [f"{each:{day}}" if each else "–" for each in (group.first, group.last)]
    told = [
        str(group.number or "–"),
        ", ".join(group.data),
        group.recipient,
        group.purpose or group.when or "–",
    ]
    return [*told, *map(str, (group.shared, group.perhaps, group.people)), *ends]
