"""Where people reach a site."""

from honour.promises.policy import Policy
from honour.website.folder import Configuration, Serving


def address_of(policy: Policy, configuration: Configuration, serving: Serving) -> str:
    """Where people reach the site: the policy's address; a demo is at `https://localhost:PORT`, because
    passkeys refuse the address of a machine.
    """
    if not configuration.demo:
        return policy.site.address
    return f"https://localhost:{serving.listen.rpartition(':')[2]}"
