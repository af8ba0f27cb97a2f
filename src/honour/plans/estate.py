"""What heirs are given of somebody who died: what settles the estate, no more (French Act 78-17, art. 85).

The act lets heirs see what is useful to the settlement and the sharing of the estate. Which kinds of data it
is, a policy may say of each (`data: estate`). Of the others it is a choice of the house: what rests on a
contract or a legal obligation is what money and things hang on; what somebody wrote, what opens an
account, and documents that he left are his own, even then.
"""

from typing import Final

from honour.promises.grounds import Ground
from honour.promises.policy import Policy

_OF_MONEY: Final[frozenset[Ground]] = frozenset({"contract", "legal obligation"})
_HIS_OWN: Final = frozenset(
    {
        "message",
        "ticket text",
        "comment",
        "document",
        "photo",
        "password hash",
        "second factor",
        "session",
        "external identifier",
        "directives after death",
    }
)
"""Fields of the vocabulary: letters of others and to others among them."""


def estate_of(policy: Policy, person: str) -> frozenset[str]:
    """The kinds of data of these people that heirs are given. `policy` is the publisher's own."""
    return frozenset(
        name for name, kind in policy.data.items() if person in kind.of and _is_of_estate(policy, name)
    )


def _is_of_estate(policy: Policy, name: str) -> bool:
    kind = policy.data[name]
    if kind.estate is not None:
        return kind.estate
    grounds = {each.basis.ground for each in policy.collect if name in each.data}
    return not grounds.isdisjoint(_OF_MONEY) and _HIS_OWN.isdisjoint(kind.fields)
