"""The register as a document for programs (`docs/schemas/register.json`)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from honour.proofs.register import Slot, Used
from honour.publishing.register import Activity, Receiver, Register, Use
from honour.publishing.register_sheets import title


def as_document(told: Register) -> Mapping[str, Any]:
    """Everything that the register says, with days and instants in ISO 8601."""
    site = told.policy.site
    officer = site.officer
    return {
        "title": title(told),
        "language": told.language,
        "made": told.made.isoformat(timespec="seconds"),
        "version": told.number,
        "policy": told.policy.digest,
        "controller": {
            "name": site.publisher.name,
            "country": site.publisher.country,
            "contact": site.publisher.contact,
            "officer": {"name": officer.name, "contact": officer.contact} if officer else None,
        },
        "activities": [_activity(each) for each in told.activities],
        "places": [_plain(asdict(each)) for each in told.observed.places],
        "undeclared": list(told.observed.undeclared),
        "recipients": [_receiver(each) for each in told.receivers],
        "documents": [_slot(each) for each in told.slots],
        "measures": [_plain(asdict(each)) for each in told.measures],
        "located": [_plain(asdict(each)) for each in told.located],
        "checked": _checked(told),
        "versions": [
            {"number": each.number, "applies": each.applies.isoformat(), "digest": each.policy.digest}
            for each in told.versions
        ],
    }


def _checked(told: Register) -> dict[str, Any] | None:
    checked = told.checked
    if checked is None:
        return None
    at = checked.at.isoformat(timespec="minutes")
    return {"at": at, "findings": checked.findings, "policy": checked.policy}


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "reference": activity.reference,
        "purpose": activity.purpose,
        "called": activity.called,
        "begun": activity.begun.isoformat() if activity.begun else None,
        "uses": [_use(each) for each in activity.uses],
        "documents": [_slot(each) for each in activity.slots],
    }


def _use(use: Use) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(use).items()}


def _receiver(receiver: Receiver) -> dict[str, Any]:
    return {
        "key": receiver.key,
        "name": receiver.name,
        "role": receiver.role,
        "country": receiver.country,
        "kinds": list(receiver.kinds),
        "documents": [_slot(each) for each in receiver.slots],
        "used": _used(receiver.used),
    }


def _used(used: Used | None) -> dict[str, Any] | None:
    if used is None:
        return None
    return {
        "times": used.times,
        "first": used.first.isoformat(timespec="minutes"),
        "last": used.last.isoformat(timespec="minutes"),
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "document": slot.paper,
        "of": slot.of,
        "state": slot.state,
        "named": slot.named or None,
        "until": slot.until.isoformat() if slot.until else None,
    }


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(each) for each in value]
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case _:
            return value
