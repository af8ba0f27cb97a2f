"""`honour person WHO --acts`: who looked at somebody's data and what was done, by the journal."""

import argparse
from typing import TYPE_CHECKING, Any

from honour.command import telling
from honour.command.exits import Exit
from honour.command.opening import Opened

if TYPE_CHECKING:
    from honour.carrying_out.ports import Subject


def acts_told(arguments: argparse.Namespace, site: Opened, subject: "Subject") -> Exit:
    """Print the entries of the journal about somebody, the newest first; none of his data."""
    from honour.keeping.journal.about import acted, acts_about
    from honour.keeping.remedies import remedies

    keys = site.records.journal_keys.keys
    with remedies(site.records.database):
        found = acted(keys, subject, acts_about(keys, subject))
    acts: list[dict[str, Any]] = [
        {
            "at": each.at.strftime("%Y-%m-%dT%H:%MZ"),
            "act": each.name or None,
            "by": each.by or None,
            "purpose": _text(each.facts.get("purpose")),
            "role": _text(each.facts.get("role")),
            "staff": _text(each.facts.get("staff")),
            "why": each.why.reveal() if each.why is not None else None,
        }
        for each in found
    ]
    if arguments.json:
        telling.as_json({"found": True, "acts": acts})
        return Exit.DONE
    heads = ("at", "act", "by", "purpose", "role", "staff", "why")
    telling.table("Acts", heads, ([str(each[head] or "") for head in heads] for each in acts))
    telling.line("`staff` is a keyed hash: the same hash is the same member of staff.")
    return Exit.DONE


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
