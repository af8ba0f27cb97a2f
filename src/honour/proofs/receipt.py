"""What a person gets in hand after an erasure: what went, what stays and why, how far it is gone, proof.

A receipt holds no personal value. It is composed once, from stored facts, and kept.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from honour.proofs import tree
from honour.proofs.checkpoint import NotACheckpoint, VerifierKey, opened
from honour.proofs.leaf import minute_of, minute_text

UNKNOWN_BACKUPS: Final = "not known: the policy does not say how long backups are kept"
NOTHING: Final = "nothing to erase"
"""The level of what a plan without steps took away: nothing is claimed to be gone that was never there."""

_LONGEST_PATH = 64  # hashes: a tree of 2^63 leaves, the largest that a checkpoint can name


@dataclass(frozen=True, slots=True)
class Stays:
    """So many rows that stay in a place, by which statement and source, and the local days they end on.
    `shared` ones are somebody else's too.
    """

    place: str
    fields: tuple[str, ...]
    rows: int
    why: str
    source: str
    first_ends: date | None
    last_ends: date | None
    waits_for: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry's position and leaf, the path from it to the root, and the signed head with that root."""

    position: int
    leaf: bytes
    path: tuple[bytes, ...]
    head: str


def compose(
    request: str,
    act: str,
    answered: datetime,
    plan: Mapping[str, Any],
    stays: Sequence[Stays],
    looked_again: bool,
    refusal: Mapping[str, str],
    shown: Shown,
    changed: str = "",
) -> dict[str, Any]:
    """The receipt, ready for JSON. What went is taken from the plan's steps that counted something.

    `changed` says which rows others changed meanwhile, so that less went than was planned.

    `refusal` says, by language, why a part cannot go yet and what the person can do (GDPR Art. 12(4)).
    """
    seen = {stay["place"] for stay in plan["stays"] if not stay.get("cut off")}
    cut_off = {stay["place"] for stay in plan["stays"]} - seen  # of a place all, or it is not said
    went = [step for step in plan["steps"] if list(step["fields"]) != ["held"]]  # what is hidden stays
    level = "not yet" if went else NOTHING
    return {
        **({"refusal": dict(refusal)} if refusal else {}),
        **({"changed": changed} if changed else {}),
        "request": request,
        "act": act,
        "answered": minute_text(minute_of(answered)),
        "went": [
            {"place": step["place"], "fields": list(step["fields"]), "rows": step["count"]}
            for step in went
            if step["count"]
        ],
        "stays": [_stays(one, one.place in cut_off) for one in stays],
        "levels": {
            "logical": ("gone" if went else NOTHING) if looked_again else "found",
            "physical": level,
            "backups": level,
        },
        "journal": {
            "position": shown.position,
            "leaf": b64encode(shown.leaf).decode(),
            "proof": [b64encode(one).decode() for one in shown.path],
            "head": shown.head,
        },
    }


def _stays(one: Stays, cut_off: bool) -> dict[str, Any]:
    return {
        "place": one.place,
        "fields": list(one.fields),
        "rows": one.rows,
        "why": one.why,
        "source": one.source,
        "first_ends": one.first_ends and one.first_ends.isoformat(),
        "last_ends": one.last_ends and one.last_ends.isoformat(),
        "cut off": cut_off,
        **({"waits for": one.waits_for} if one.waits_for else {}),
        **({"shared": True} if one.shared else {}),
    }


def backups_level(no_backup_from: date | None) -> str:
    """The level `backups` after the scrub: the first day on which none holds what went, by the policy.

    Nobody looked into the backups themselves.
    """
    return f"by {no_backup_from}, as the policy says of backups" if no_backup_from else UNKNOWN_BACKUPS


def with_level(receipt: Mapping[str, Any], **levels: str) -> dict[str, Any]:
    """The same receipt with other levels."""
    return {**receipt, "levels": {**receipt["levels"], **levels}}


def is_in_journal(receipt: Mapping[str, Any], key: VerifierKey) -> bool:
    """Whether the receipt's entry is under the head that `key` signed; False for what is no receipt."""
    try:
        shown = receipt["journal"]
        head = opened(shown["head"], key)
        path = [b64decode(one, validate=True) for one in shown["proof"][:_LONGEST_PATH]]
        leaf = tree.leaf_hash(b64decode(shown["leaf"], validate=True))
        return tree.inclusion_holds(leaf, int(shown["position"]), head.size, path, head.root)
    except (NotACheckpoint, KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        return False
