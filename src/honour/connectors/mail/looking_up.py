"""What the name servers say of a sender's domain: SPF, DKIM, DMARC, without which letters are taken for spam.

One question of the type TXT over UDP (RFC 1035), to the machine's own resolver. Nobody is told more than the
names asked for.
"""

import secrets
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

_TXT: Final = 16  # RFC 1035, section 3.2.2
_IN: Final = 1
_PATIENCE: Final = 3.0  # seconds for an answer, asked twice
_RESOLVERS: Final = Path("/etc/resolv.conf")
_SELECTORS: Final = ("default", "mail", "dkim", "s1", "k1", "selector1", "google")
"""Names under which DKIM keys commonly lie (RFC 6376, section 3.1); which one is used, only letters tell."""

State: TypeAlias = Literal["there", "missing", "could not be asked"]
Ask: TypeAlias = Callable[[str], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class Record:
    """What was found of one record: its name, whether it is there, and what to do otherwise."""

    name: str
    at: str
    state: State
    mend: str


def looked_up(domain: str, ask: Ask) -> tuple[Record, ...]:
    """SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489) of a domain. `ask` gives the texts of a name, none
    where it has none, and None where nobody answered.
    """
    spf = f"publish a TXT record at {domain}, such as `v=spf1 mx -all`, that names who sends for it"
    dkim = "let the post office sign, and publish its key at SELECTOR._domainkey." + domain
    dmarc = f"publish a TXT record at _dmarc.{domain}, such as `v=DMARC1; p=quarantine`"
    return (
        Record("SPF", domain, _state(ask, [domain], "v=spf1"), spf),
        Record("DKIM", f"…._domainkey.{domain}", _dkim(ask, domain), dkim),
        Record("DMARC", f"_dmarc.{domain}", _state(ask, [f"_dmarc.{domain}"], "v=DMARC1"), dmarc),
    )


def _dkim(ask: Ask, domain: str) -> State:
    names = [f"{selector}._domainkey.{domain}" for selector in _SELECTORS]
    found = _state(ask, names, "v=DKIM1")
    return found if found == "there" else _state(ask, names, "p=")


def _state(ask: Ask, names: Sequence[str], begins: str) -> State:
    for name in names:
        texts = ask(name)
        if texts is None:
            return "could not be asked"
        if any(text.replace(" ", "").lower().startswith(begins.lower()) for text in texts):
            return "there"
    return "missing"


def ask_resolver(name: str, resolver: tuple[str, int] | None = None) -> tuple[str, ...] | None:
    """The TXT records of a name, as the machine's resolver gives them; None where it does not answer."""
    server = resolver or _resolver()
    if server is None:
        return None
    number = secrets.randbelow(1 << 16)
    try:
        question = _question(number, name)
        family = socket.AF_INET6 if ":" in server[0] else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.settimeout(_PATIENCE)
            asked.connect(server)
            for _ in range(2):
                asked.send(question)
                try:
                    return _answer(asked.recv(4096), number, question)
                except TimeoutError:
                    continue
    except (OSError, ValueError, IndexError, struct.error):
        return None
    return None


def _resolver() -> tuple[str, int] | None:
    try:
        lines = _RESOLVERS.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        words = line.split()
        if words[:1] == ["nameserver"] and len(words) > 1:
            return words[1], 53
    return None


def _question(number: int, name: str) -> bytes:
    """A query with recursion desired (RFC 1035, section 4.1). Raises ValueError for a name that is none."""
    encoded = b""
    for label in name.encode("idna").split(b"."):
        if not 0 < len(label) < 64:
            raise ValueError("a label of a name has 1 to 63 bytes")
        encoded += bytes([len(label)]) + label
    return struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + encoded + b"\0" + struct.pack("!2H", _TXT, _IN)


def _answer(packet: bytes, number: int, question: bytes) -> tuple[str, ...] | None:
    """The texts of an answer; none for a name without any (NXDOMAIN), None for a refusal or one cut short.

    Raises ValueError for what answers another question.
    """
    given, flags, _, answers, _, _ = struct.unpack("!6H", packet[:12])
    asked = question[12:]
    if given != number or not flags & 0x8000 or packet[12 : 12 + len(asked)].lower() != asked.lower():
        raise ValueError("this answers another question")
    code = flags & 0x000F
    if code == 3:  # NXDOMAIN
        return ()
    if code or flags & 0x0200:  # refused, failed; or cut short, and TCP is not spoken here
        return None
    return tuple(_texts(packet, 12 + len(asked), answers))


def _texts(packet: bytes, at: int, answers: int) -> Iterator[str]:
    for _ in range(answers):
        while packet[at]:
            if packet[at] >= 0xC0:  # a pointer ends a name (section 4.1.4)
                at += 1
                break
            at += 1 + packet[at]
        at += 1
        kind, _, _, length = struct.unpack("!2HIH", packet[at : at + 10])
        at += 10
        if kind == _TXT:
            yield _joined(packet[at : at + length])
        at += length


def _joined(data: bytes) -> str:
    """Strings of one record, each after its length, read as one (RFC 7208, section 3.3)."""
    text, at = b"", 0
    while at < len(data):
        text += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return text.decode("utf-8", "replace")
