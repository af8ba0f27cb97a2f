"""What the evidence pack holds beside the log: consents, sweeps, requests, receipts (see `proofs.pack`)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from honour.carrying_out.people import row_token
from honour.keeping.consents.reading import is_kept_here, proofs
from honour.keeping.journal.acts import acts_called
from honour.keeping.requests import told
from honour.proofs.checkpoint import NotACheckpoint, claimed
from honour.proofs.verify import Report
from honour.wiring.outcomes import outcomes_of
from honour.wiring.records import SiteRecords

PEOPLE: Final = "main.keeping_people_person"
"""The table of accounts, as the map of a site that Honour runs calls it."""

SWEEPING: Final = (
    "sweep intended",
    "swept",
    "sweep confirmed",
    "shorter terms confirmed",
    "hold placed",
    "hold lifted",
)
"""What the journal calls what has to do with sweeps: `sweeps.json` cites these entries by position."""


def beside_the_log(
    records: SiteRecords, account: str, zone: str, verified: Report | None, now: datetime
) -> Mapping[str, bytes]:
    """The files by name. `account` is the kind of people who have an account."""
    cited = [
        {"position": each.position, "at": each.at.isoformat(timespec="minutes"), "act": each.act}
        for each in reversed(list(acts_called(SWEEPING)))
        if each.position is not None
    ]
    requests = told.told(ZoneInfo(zone), now)
    outcomes = outcomes_of([each.request for each in requests])
    return {
        "consents.json": _json(_consents(records, account)),
        "requests.json": _json({"requests": told.as_rows(requests, outcomes)}),
        "sweeps.json": _json({"sweeps": told.sweeps(), "entries": cited}),
        "verification.json": _json(asdict(verified) if verified else {}),
        "receipts.json": _json([each for each in told.receipts() if _of_this_log(each, records.origin)]),
    }


def _consents(records: SiteRecords, account: str) -> dict[str, Any]:
    """The proofs of consent; a site that is only connected keeps them itself."""
    if not is_kept_here():
        return {"choices": [], "acknowledgements": [], "cookies": {}, "wordings": {}, "kept here": False}
    kept = proofs(lambda person: row_token(records, account, PEOPLE, (person,)))
    return {**kept, "kept here": True}


def _of_this_log(receipt: Mapping[str, Any], origin: str) -> bool:
    """Whether a receipt's head is of the log that the pack is of: a closed log needs a pack of its own."""
    try:
        return claimed(receipt["journal"]["head"]).origin == origin
    except NotACheckpoint:
        return False


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"
