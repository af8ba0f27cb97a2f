"""What `check` finds in a policy that can be read."""

from honour.promises.checks import check
from honour.promises.findings import Finding
from honour.promises.policy import read

ZONES = ("Europe/Paris", "Europe/London", "UTC")


def found(text: str) -> list[Finding]:
    """The findings, in the order of the file."""
    return list(check(read(text.encode(), "policy.yaml"), ZONES))


def reasons(text: str) -> list[str]:
    """Why each is one."""
    return [finding.reason for finding in found(text)]


def swapped(text: str, *pairs: tuple[str, str]) -> str:
    """A policy with some of its text replaced; each piece must stand in it."""
    for written, instead in pairs:
        assert written in text, written
        text = text.replace(written, instead)
    return text
