"""A site's policy as it is carried out, and its data map: its own tables where Honour runs it, `map.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from honour.places.written import WrittenMap
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.website.database import address_of_state
from honour.website.folder import MAP, Configuration, read_written_map


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is carried out, and where. `never` names, by table, the site's own columns that hold nothing."""

    policy: Policy
    written: WrittenMap
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)


def mapped(site: Path, configuration: Configuration, policy: Policy) -> Mapped:
    """Policy and map of a site, not yet joined to its databases. Raises Unreadable, StateRefused.

    A site that Honour runs needs no `map.yaml`; where there is one, it adds other stores.
    """
    if configuration.serving is None:
        return Mapped(policy, read_written_map(site))
    from honour.wiring.own_map import MAIN, joined, own_map
    from honour.wiring.own_policy import with_own_kinds

    own = own_map(policy, address_of_state(site, configuration))
    written = own.written
    if (site / MAP).exists():
        beside = read_written_map(site)
        if MAIN in beside.stores:
            reason = f"`{MAIN}` is the site's own database, which Honour maps itself"
            raise Unreadable(
                Finding(MAP, reason, "give this store another name, and leave its own tables out")
            )
        ours = {person.kind for person in own.written.persons}
        if named := [person for person in beside.persons if person.kind in ours]:
            reason = f"“{named[0].kind}” are those who have an account here, whom Honour maps itself"
            raise Unreadable(Finding(str(named[0].at), reason, "call them by another word of `people`"))
        written = joined(own.written, beside)
    return Mapped(with_own_kinds(policy, written), written, own.never)


def as_carried_out(site: Path, configuration: Configuration, policy: Policy) -> Policy:
    """An earlier version of a site's policy as it would be carried out now."""
    if configuration.serving is None:
        return policy
    from honour.wiring.own_policy import with_own_kinds

    return with_own_kinds(policy, mapped(site, configuration, policy).written)
