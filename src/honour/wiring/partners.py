"""Binds the gate to the one way out: a parcel goes to a partner's own address over HTTPS."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from honour.carrying_out.sharing import Fate
from honour.connectors.http.addresses import NotAsked, target_of
from honour.connectors.http.asking import Bounds, ask
from honour.connectors.http.signing import signed
from honour.connectors.http.signing import written as secret_written
from honour.places.personal import Personal
from honour.wiring.doors import doors_of

__all__ = ["bounds_of", "handed", "secret_written", "why_not"]

_PATIENCE: Final = 30  # seconds
_TAKEN: Final = range(200, 300)  # RFC 9110, section 15.3


def bounds_of(local: Sequence[str]) -> Bounds:
    """How a partner is asked: nothing of its answer is read but the status. Raises Unreadable."""
    return Bounds(seconds=_PATIENCE, most=0, redirects=0, local=doors_of(local))


def why_not(address: str, local: Sequence[str]) -> str | None:
    """Why an address can be no partner's, as it is written; None where it can. Raises Unreadable."""
    bounds = bounds_of(local)
    try:
        target_of(address, {*bounds.ports, *(port for _, port in bounds.local)})
    except NotAsked as refused:
        return str(refused)
    return None


def handed(
    address: str,
    content: Personal[bytes],
    transfer: str,
    local: Sequence[str],
    secrets: Personal[tuple[bytes, ...]],
    now: datetime,
) -> tuple[Fate, str]:
    """Hand a parcel to a partner, signed by these secrets; what became of it, and what it said. What reached
    somebody may be there, whatever the answer was.
    """
    body = content.reveal()
    headers = {"Content-Type": "application/json", "Idempotency-Key": transfer, "User-Agent": "Honour"}
    try:
        answer = ask(
            address, bounds_of(local), {**headers, **signed(secrets.reveal(), transfer, now, body)}, body
        )
    except NotAsked as refused:
        return "perhaps shared" if refused.arrived else "not shared", str(refused)
    if answer.status in _TAKEN:
        return "shared", f"it answers {answer.status}"
    return "perhaps shared", f"it answers {answer.status}, and may have kept what it got"
