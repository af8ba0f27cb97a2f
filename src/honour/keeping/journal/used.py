"""What left the house, by the journal: how often for each recipient, and when."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from honour.keeping.journal.models import Detail
from honour.proofs.register import Used

_RECIPIENT: Final = "recipient"
"""The fact of an entry that names the recipient, by its key in the policy."""

_NO_SENDING: Final = ("recipient", "commitment", "sharing", "not ")
"""How the names of acts begin by which nothing leaves: what was recorded, intended, refused."""


def used() -> Mapping[str, Used]:
    """What the journal says of each recipient; those for whom nothing left are not there."""
    told = Detail.objects.filter(act__contains=f'"{_RECIPIENT}":').order_by("entry__minute")
    found: dict[str, Used] = {}
    for text, minute in told.values_list("act", "entry__minute").iterator():
        act = json.loads(text)
        to = act["facts"].get(_RECIPIENT)
        if not isinstance(to, str) or act["act"].startswith(_NO_SENDING):
            continue
        at = datetime.fromtimestamp(60 * minute, UTC)
        before = found.get(to, Used(to, 0, at, at))
        found[to] = replace(before, times=before.times + 1, last=at)
    return found
