"""The versions that were enacted, read as policies."""

from collections.abc import Callable

from honour.keeping.versions.actions import enacted
from honour.promises.findings import Unreadable
from honour.promises.policy import Policy
from honour.proofs.register import Version


def versions(read: Callable[[str], Policy]) -> tuple[Version, ...]:
    """Every enacted version, the first first; those that this Honour cannot read any more are left out."""
    found = []
    for each in reversed(enacted()):
        try:
            found.append(Version(each.number, each.effective, read(each.text)))
        except Unreadable:
            continue
    return tuple(found)
