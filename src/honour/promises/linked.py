"""Where a policy leads to: every address on the web that its page shows, by the place in the policy."""

from collections.abc import Mapping

from honour.promises.policy import Policy
from honour.promises.tell import Link


def addresses_of(policy: Policy) -> Mapping[str, str]:
    """Each address (`https://…`) with the place that names it first."""
    told = policy.tell
    named = [(each.address, f"tell: documents: {each.name}") for each in told.documents]
    named += [(each.address, f"tell: cookie help: {each.name}") for each in told.cookie_help]
    if isinstance(told.licence, Link):
        named.append((told.licence.address, "tell: licence"))
    named += [(each.policy or "", f"recipients: {key}: policy") for key, each in policy.recipients.items()]
    return {address: place for address, place in reversed(named) if address.startswith("https://")}
