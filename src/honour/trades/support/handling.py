"""What the policy says of tickets: who of the staff handles them, whether one can be public."""

from typing import Final

from honour.plans.seeing import ASSIGNED, SUPPORT, kinds_seen, purposes_of
from honour.promises.policy import Policy

NAME: Final = "support"
"""How a policy calls this trade."""

TEXT: Final = "ticket text"
COMMENT: Final = "comment"
"""The fields of what is written in a ticket."""

TICKETS: Final = "main.support_ticket"
COMMENTS: Final = "main.support_comment"
"""Where they lie, as the site's own map names it."""

ACCESS_EXPIRES: Final = "access expires"
"""The event that ends tickets where somebody's right to use the service ends."""


def kinds(policy: Policy) -> frozenset[str]:
    """The kinds of data that tickets are, by the policy's words."""
    return frozenset(name for name, kind in policy.data.items() if TEXT in kind.fields)


def purpose(policy: Policy) -> str:
    """What tickets are collected for, by the policy's word; `support` where nothing says it."""
    return next(iter(purposes_of(policy, kinds(policy))), NAME)


def may_handle(policy: Policy, role: str) -> bool:
    """Whether a role may take tickets: one that the policy lets see them. Where it lets only the assigned
    agent, those who do support. `policy` is the one that is carried out.
    """
    mine = kinds(policy)
    if mine & kinds_seen(policy, role):
        return True
    assigned = any(ASSIGNED in policy.protect.staff_see.get(kind, ()) for kind in mine)
    return assigned and role == SUPPORT


def opens_to(policy: Policy, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles handles tickets."""
    return any(may_handle(policy, role) for role in roles)


def can_be_public(policy: Policy, roles: frozenset[str] = frozenset()) -> bool:
    """Whether the policy lets authors publish their tickets."""
    return _said(policy, "visibility", "the author alone")


def is_checked(policy: Policy) -> bool:
    """Whether nothing confidential may stand in what is public."""
    return _said(policy, "public tickets", "nothing confidential")


def may_be_indexed(policy: Policy) -> bool:
    """Whether search engines may list what is public."""
    return _said(policy, "search engines", "can list public tickets")


def staff_may_hide(policy: Policy) -> bool:
    """Whether staff may hide what an author published."""
    return _said(policy, "staff quarantine", "hide only")


def clears_on_request(policy: Policy) -> bool:
    """Whether a customer may ask for staff who are cleared for defence secrets."""
    return _said(policy, "cleared staff", "on request")


def access_ends(policy: Policy) -> bool:
    """Whether tickets end with somebody's access to the service."""
    mine = kinds(policy)
    kept = (each for each in policy.keep if mine & set(each.data))
    return any(ending.event == ACCESS_EXPIRES for each in kept for ending in each.endings)


def _said(policy: Policy, setting: str, word: str) -> bool:
    offered = policy.offer.get(NAME)
    return offered is not None and word in offered.words.get(setting, ())
