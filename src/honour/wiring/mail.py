"""Binds mail: the post office that honour.toml names, and the name servers. Loads no database."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, cast

from honour.connectors.mail.looking_up import Record, ask_resolver, looked_up
from honour.connectors.mail.sending import PostOffice, is_this_machine, send
from honour.plans.share import Commitment, Refused, may_carry, relay_of
from honour.promises.policy import Policy

__all__ = ["PostOffice", "Record", "look_up", "post_office", "relay_to", "send", "stopped"]


def post_office(
    host: str,
    port: int,
    sender: str,
    security: str,
    user: str | None,
    password: str | None,
    recipient: str | None = None,
) -> PostOffice:
    """Where letters are handed over. Raises ValueError where the sender is no address, or letters would
    travel unencrypted to another machine.
    """
    kind = cast(Literal["starttls", "tls", "none"], security)
    return PostOffice(host, port, sender, kind, user, password, recipient)


def look_up(domain: str) -> tuple[Record, ...]:
    """What the machine's name server says of a sender's domain."""
    return looked_up(domain, ask_resolver)


def relay_to(office: PostOffice, policy: Policy) -> str | Refused:
    """Who passes on what this post office takes, by the policy's key; empty where nobody does."""
    return relay_of(policy, office.recipient, is_this_machine(office.host))


def stopped(
    office: PostOffice, policy: Policy, today: date, recorded: Callable[[str], Sequence[Commitment]]
) -> Refused | None:
    """Why no letter may leave today. `recorded` gives the papers that were recorded of a recipient; it is
    asked only where somebody passes letters on.
    """
    relay = relay_to(office, policy)
    if isinstance(relay, Refused):
        return relay
    return may_carry(policy, relay, recorded(relay), today) if relay else None
