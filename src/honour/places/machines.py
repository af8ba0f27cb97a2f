"""Whether an address means this machine: what is said to another is said under TLS."""

from ipaddress import ip_address


def is_this_machine(host: str | None) -> bool:
    """Whether a host, as a database's address names it, is this machine: none, a socket's path, `localhost`,
    a loopback address. Of several (`a,b`), each must be.
    """
    return all(_is_here(each.strip()) for each in (host or "").split(","))


def _is_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
