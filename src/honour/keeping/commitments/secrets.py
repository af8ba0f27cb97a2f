"""The secrets that sign what goes to a recipient: made here, sealed from the first moment, shown once.

What could go wrong for ever: whoever has a secret sends in the site's name. So it lies under a key cell of
the outlet, which is destroyed with it; the one before signs beside the new one for a while, that no message
is refused meanwhile.
"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.commitments.models import Outlet
from honour.keeping.journal.actions import Journal, record
from honour.keeping.keys.actions import cell_of, destroy_cells, opened, truncate_log, wrapped_cells
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.places.personal import Personal

BYTES: Final = 32
"""As long as what HMAC-SHA256 gives (RFC 2104, section 3); Standard Webhooks wants 24 to 64."""

BESIDE: Final = timedelta(days=7)
"""How long the secret before signs beside a new one, unless it is dropped at once."""

_KIND: Final = "webhook secret"
_PLACE: Final = "commitments.outlet.sealed"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What signs for an outlet: the secret of now, and the one before until `until`."""

    now: bytes
    before: bytes | None = None
    until: datetime | None = None

    def at(self, now: datetime) -> tuple[bytes, ...]:
        """Those that sign at this moment."""
        beside = self.before is not None and self.until is not None and now < self.until
        return (self.now, self.before) if beside and self.before else (self.now,)


def begin(keys: EpochKeys, outlet: Outlet) -> Personal[bytes]:
    """Make the first secret of an outlet. Wants the caller's transaction."""
    made = secrets.token_bytes(BYTES)
    _keep(keys, outlet, Secrets(made))
    return Personal(made)


def of(keys: EpochKeys, recipient: str, now: datetime) -> Personal[tuple[bytes, ...]]:
    """What signs what goes to a recipient now; nothing where no secret is known."""
    outlet = Outlet.objects.filter(recipient=recipient).first()
    found = None if outlet is None else _opened(keys, outlet)
    return Personal(() if found is None else found.at(now))


def change(journal: Journal, recipient: str, at_once: bool, by: str, now: datetime) -> Personal[bytes] | None:
    """Give an outlet a new secret; the one before signs beside it for `BESIDE`, or no more if `at_once`. None
    where nothing goes to the recipient over the network.
    """
    made = secrets.token_bytes(BYTES)
    with transaction.atomic():
        outlet = Outlet.objects.select_for_update().filter(recipient=recipient).first()
        if outlet is None:
            return None
        before = None if at_once else _opened(journal.keys, outlet)
        until = now + BESIDE if before else None
        _keep(journal.keys, outlet, Secrets(made, before.now if before else None, until))
        facts: dict[str, Json] = {"recipient": recipient, "at once": at_once}
        record(journal, Act("recipient secret changed", by, facts), now)
    truncate_log()
    return Personal(made)


def forget(outlets: list[int]) -> None:
    """Destroy the cells of outlets that are closed. Wants the caller's transaction."""
    destroy_cells(cell.cell for cell in wrapped_cells([_owner(each) for each in outlets], _KIND).values())


def _owner(outlet: int) -> str:
    return f"outlet {outlet}"


def _keep(keys: EpochKeys, outlet: Outlet, given: Secrets) -> None:
    until = given.until.isoformat() if given.until else None
    text = {"now": _text(given.now), "before": _text(given.before) if given.before else None, "until": until}
    cell = cell_of(keys, _owner(outlet.pk), _KIND)
    outlet.sealed = seal(cell, _PLACE, _owner(outlet.pk), json.dumps(text).encode())
    outlet.save(update_fields=["sealed"])


def _opened(keys: EpochKeys, outlet: Outlet) -> Secrets | None:
    found = wrapped_cells([_owner(outlet.pk)], _KIND)
    if outlet.sealed is None or not found:  # an outlet from before there were secrets; or its key is gone
        return None
    cell = opened(keys, found[_owner(outlet.pk)])
    read = json.loads(unseal(cell, _PLACE, _owner(outlet.pk), bytes(outlet.sealed)))
    before, until = read["before"], read["until"]
    return Secrets(
        b64decode(read["now"]),
        b64decode(before) if before else None,
        datetime.fromisoformat(until) if until else None,
    )


def _text(secret: bytes) -> str:
    return b64encode(secret).decode()
