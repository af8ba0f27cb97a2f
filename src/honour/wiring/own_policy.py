"""A policy as it is carried out on a site that Honour runs: with the kinds of data that Honour declares.

Each has a field of its own, so that it lies only where the map puts it, and ends at the latest with the
account.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from honour.places.written import WrittenMap
from honour.promises.collect import Collect
from honour.promises.data import Data
from honour.promises.findings import Position
from honour.promises.grounds import Basis
from honour.promises.keep import ASKED, Ending, Keep
from honour.promises.languages import Wording
from honour.promises.own_kinds import CLOSED, OwnKind, account_endings, account_kind, own_kinds
from honour.promises.policy import Policy

_INTEREST: Final = Wording(
    "running the site for its users", "le fonctionnement du site pour ses utilisateurs"
)


def with_own_kinds(policy: Policy, written: WrittenMap) -> Policy:
    """The policy as it is carried out on a site that Honour runs: with the kinds that Honour declares.

    An account that ends by its backstop is closed, so the backstop ends whatever names the closing (LANGUAGE,
    meaning 1). A request waits for no event that nothing on this site can begin. The digest is the file's.
    """
    person = account_kind(policy)
    ends = account_endings(policy, person)
    kinds = own_kinds(policy)
    data = {kind.name: Data(kind.name, (kind.field,), (person,), at=_at(kind)) for kind in kinds}
    erase = policy.allow.get("erase")
    allow = dict(policy.allow)
    if erase is not None and erase.waits_for and not _can_begin(written, erase.waits_for.name):
        allow["erase"] = replace(erase, waits_for=None)
    return replace(
        policy,
        data={**policy.data, **data},
        collect=(*policy.collect, *_collected(kinds)),
        keep=(*(_closed_too(keep, person, ends) for keep in policy.keep), *_kept(kinds, ends)),
        allow=allow,
    )


def _can_begin(written: WrittenMap, event: str) -> bool:
    return any(known.name == event for known in written.events)


def _closed_too(keep: Keep, person: str, ends: tuple[Ending, ...]) -> Keep:
    if keep.of not in (None, person) or all(ending.event != CLOSED for ending in keep.endings):
        return keep
    return replace(keep, endings=tuple(dict.fromkeys([*keep.endings, *ends])))


def _collected(kinds: tuple[OwnKind, ...]) -> Iterator[Collect]:
    for kind in kinds:
        yield Collect((kind.name,), "account", Basis("legitimate interest"), interest=_INTEREST, at=_at(kind))


def _kept(kinds: tuple[OwnKind, ...], ends: tuple[Ending, ...]) -> Iterator[Keep]:
    basis = Basis("legitimate interest")
    for kind in kinds:
        recorded = [Ending("recorded", kind.after)] if kind.after else []
        yield Keep((kind.name,), (Ending(ASKED), *recorded, *ends), basis, "account", at=_at(kind))


def _at(kind: OwnKind) -> Position:
    return Position(f"declared by Honour: {kind.field}", 0, 0)
