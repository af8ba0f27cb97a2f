"""Whether data may be used for a purpose: only where the policy says so (GDPR Art. 5(1)(b))."""

from collections.abc import Collection

from honour.promises.policy import Policy


def serves(policy: Policy, person: str, field: str, purpose: str) -> bool:
    """Whether some statement of `collect` uses a field of these people for this purpose."""
    return any(
        each.purpose == purpose and any(_holds(policy, name, person, field) for name in each.data)
        for each in policy.collect
    )


def serving_nothing_else(policy: Policy, person: str, purposes: Collection[str]) -> tuple[str, ...]:
    """The kinds of data of these people that serve none but these purposes."""
    return tuple(
        name
        for name, kind in policy.data.items()
        if person in kind.of
        and (uses := {each.purpose for each in policy.collect if name in each.data})
        and uses <= set(purposes)
    )


def _holds(policy: Policy, name: str, person: str, field: str) -> bool:
    kind = policy.data.get(name)
    return kind is not None and person in kind.of and field in kind.fields
