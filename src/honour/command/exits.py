"""What the command's exit code says to a program (DESIGN, section 12)."""

from enum import IntEnum

from honour.website.replayed import NotReplayed as NotReplayed


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    FINDINGS = 1
    """Findings, something is due, or nobody found."""
    WRONG_USE = 2
    UNREACHABLE = 3
    """A store, or the site's own state, could not be used."""
    HALF_WAY = 4
    """Stopped half-way: run it again to finish; or restored, and not yet replayed."""


class WrongUse(Exception):
    """The command was not asked for what it can do; the message names what to write instead."""


class StoppedHalfWay(Exception):
    """Something was begun and is not finished; the message says what to do, then run the command again."""
