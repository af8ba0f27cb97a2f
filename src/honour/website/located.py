"""Where a site's data lie, by its `honour.toml` and the paper of its host."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.proofs.located import Attestation, Located, located
from honour.website.configuration import CONFIGURATION
from honour.website.folder import Configuration
from honour.website.papers import is_there

_NEEDED: Final = ("by", "file", "given", "until", "country", "covers")


def located_of(
    folder: Path, configuration: Configuration, policy: Policy, today: date
) -> tuple[Located, ...]:
    """Every place, judged. Raises Unreadable where `[attested]` is not whole."""
    paper = attestation(configuration)
    there = frozenset({paper.file}) if paper and is_there(folder, paper.file) else frozenset()
    return located(policy, configuration.located, paper, there, today)


def attestation(configuration: Configuration) -> Attestation | None:
    """The paper that `[attested]` names. Raises Unreadable."""
    said = configuration.attested
    if not said:
        return None
    if lacking := [name for name in _NEEDED if name not in said]:
        reason = f"[attested] lacks `{lacking[0]}`"
        raise Unreadable(Finding(CONFIGURATION, reason, f"write all of: {', '.join(_NEEDED)}"))
    return Attestation(
        said["by"],
        said["file"],
        _day(said, "given"),
        _day(said, "until"),
        said["country"],
        tuple(each.strip() for each in said["covers"].split(",")),
    )


def _day(said: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(said[name])
    except ValueError:
        reason = f"[attested] `{name}` is no day"
        raise Unreadable(Finding(CONFIGURATION, reason, f'write `{name} = "2026-12-01"`')) from None
