"""What of a person's file a member of staff sees: the kinds that his role may see, for the purpose he states.

Of a kind that the policy's `staff see` names, the roles that stand there, and nobody else. Of one that it
leaves out, as little as the role's task takes (GDPR Art. 5(1)(c), 25(2)): a choice of the house. And of those
only what the policy collects for the stated purpose: so the number that it keeps for an emergency opens to
whoever states the emergency, and to nobody else.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from honour.plans.show import Asked
from honour.promises.policy import Policy

PRIVACY_OFFICER: Final = "privacy officer"
ADMINISTRATION: Final = "administration"
SUPPORT: Final = "support"
ASSIGNED: Final = "the assigned agent"
"""Nobody's standing role: whoever handles a case, and only of that case."""

_WHO: Final = frozenset({"name", "first name", "user name", "e-mail", "language"})
_HOW: Final = frozenset(
    {
        "ip address",
        "browser version",
        "device type",
        "login history",
        "country",
        "approximate location",
        "staff role",
        "acknowledgement",
    }
)
_NOBODYS: Final = frozenset({"staff clearance"})
"""Fields that no colleague sees, whatever his role: who is cleared is worth knowing to whoever looks for a
way to what they are cleared for.
"""

_SILENT: Final[Mapping[str, frozenset[str]]] = {SUPPORT: _WHO, ADMINISTRATION: _WHO | _HOW}
"""The fields that make a kind open to a role where the policy says nothing of it: it must hold no other."""


def kinds_seen(policy: Policy, role: str) -> frozenset[str]:
    """The kinds of data that a role may see. `policy` is the one that is carried out: with Honour's own."""
    return frozenset(name for name in policy.data if _may_see(policy, role, name))


def kinds_copied(policy: Policy) -> frozenset[str]:
    """The kinds of data that may stand in a copy of a whole file which colleagues read."""
    return frozenset(name for name, kind in policy.data.items() if not _NOBODYS & set(kind.fields))


def _may_see(policy: Policy, role: str, kind: str) -> bool:
    if role == ASSIGNED:
        return False
    if _NOBODYS & set(policy.data[kind].fields):
        return False
    said = policy.protect.staff_see
    if kind in said:
        return role in said[kind]
    if role == PRIVACY_OFFICER:
        return True
    return set(policy.data[kind].fields) <= _SILENT.get(role, frozenset())


def purposes_of(policy: Policy, kinds: Iterable[str]) -> dict[str, frozenset[str]]:
    """The purposes for which some of these kinds are collected, each with its kinds."""
    wanted, found = frozenset(kinds), dict[str, frozenset[str]]()
    for each in policy.collect:
        if mine := wanted & set(each.data):
            found[each.purpose] = found.get(each.purpose, frozenset()) | mine
    return found


def is_seen(policy: Policy, look: Asked, kinds: frozenset[str]) -> bool:
    """Whether a look shows nothing but what these kinds let be seen.

    Of several kinds that hold a column, the closest speak: one whose fields are all among another's says more
    of them than that other (a number kept for emergencies, beside all that a domain's holder gives).
    """
    fields = {kind: set(policy.data[kind].fields) for kind in look.kinds}
    closest = {kind for kind in fields if not any(fields[other] < fields[kind] for other in fields)}
    return bool(closest & kinds)
