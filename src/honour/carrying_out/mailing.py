"""The port by which letters leave the house: what a letter is, and what can become of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, TypeAlias

from honour.plans.share import Refused

Delivery: TypeAlias = Literal["sent", "later", "refused"]
"""`sent`: the post office took it. `later`: it could not be asked, or wants to be asked again. `refused`: it
will never take this one.
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter on its way: plain text to one address. `key` is what its Message-ID is made of: the same
    letter sent twice has the same, so that whoever receives it can tell.

    `stop` is the address at which one click ends such letters, without signing in (RFC 8058); empty on a
    letter of service.

    Raises ValueError where one of these holds a line's end: it could begin a header of its own.
    """

    key: str
    to: str = field(repr=False)
    language: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    written: datetime
    stop: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not (f"{self.to}{self.subject}{self.stop}".isprintable() and self.key.isalnum()):
            raise ValueError("the key, the addresses and the subject of a letter are one line each")
        if self.stop and not self.stop.startswith("https://"):
            raise ValueError("one click ends letters over TLS alone (RFC 8058, section 3.1)")


Mailer: TypeAlias = Callable[[Mail], Delivery]
"""Hands a letter over. It raises nothing: what it could not do is `later`."""


@dataclass(frozen=True, slots=True)
class MailGate:
    """The outbound gate, as letters meet it. `relay` is the policy's key of whoever passes them on, empty
    where nobody does; `refused` says why none may leave now, and journals it when that begins.
    """

    relay: str
    refused: Callable[[datetime], Refused | None] = lambda now: None


NO_RELAY: Final = MailGate("")
"""Letters that no recipient passes on: those of a demo, and of a post office on this machine."""
