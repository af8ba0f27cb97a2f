"""What the policy says of documents: whether support asks for them, of which kinds, who sees them."""

from typing import Final

from honour.carrying_out.site import Site
from honour.plans.seeing import ASSIGNED, purposes_of
from honour.promises.policy import Policy
from honour.trades.support.handling import NAME

FILE: Final = "document"
SERIAL: Final = "serial key"
"""The fields of what somebody gives."""


def are_asked(policy: Policy) -> bool:
    """Whether support asks people for documents."""
    offered = policy.offer.get(NAME)
    return offered is not None and bool(offered.words.get("documents")) and bool(taken(policy))


def taken(policy: Policy) -> frozenset[str]:
    """Which of both fields the policy declares."""
    declared = {field for kind in policy.data.values() for field in kind.fields}
    return frozenset({FILE, SERIAL} & declared)


def may_hold(site: Site) -> bool:
    """Whether a site takes documents, or has kinds of data in which some may still lie."""
    return site.receiving is not None and bool(taken(site.policy))


def kind_of(policy: Policy) -> str:
    """The kind of data that documents are, by the policy's word."""
    return next((n for n, kind in policy.data.items() if {FILE, SERIAL} & set(kind.fields)), FILE)


def purpose(policy: Policy) -> str:
    """What they are collected for; `support` where nothing says it."""
    return next(iter(purposes_of(policy, [kind_of(policy)])), NAME)


def agent_sees(policy: Policy, role: str) -> bool:
    """Whether whoever handles a ticket in this role sees its documents: where the policy does not say who
    does, he alone does. `policy` is the one that is carried out.
    """
    said = policy.protect.staff_see.get(kind_of(policy))
    return said is None or role in said or ASSIGNED in said
