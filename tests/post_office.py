"""A post office of the tests' own: real SMTP, with TLS and sign-in as it is told, on a free port.

It tells letters apart by their Message-ID, and counts how often each was handed over.
"""

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from honour.website.tls import own_certificate

USER, PASSWORD = "desk", "l'herbe est verte 3"


@dataclass(slots=True)
class PostOffice:
    """What was handed over, by Message-ID. `answer` is the reply to each letter, by its address."""

    port: int
    certificate: Path
    letters: dict[str, EmailMessage] = field(default_factory=dict)
    handed: Counter[str] = field(default_factory=Counter)
    answer: Callable[[str], str] = lambda to: "250 taken"
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def environment(self) -> dict[str, str]:
        """The variables by which a site trusts this post office and signs in."""
        return {"SSL_CERT_FILE": str(self.certificate), "DESK_MAIL": PASSWORD}

    def wait(self, so_far: Callable[["PostOffice"], bool], seconds: float = 180) -> None:
        """Wait until something is so of what has arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: so_far(self), seconds), self.tell()

    def tell(self) -> list[tuple[str, str, int]]:
        """Address, subject and how often, of every letter."""
        return [(str(m["To"]), str(m["Subject"]), self.handed[key]) for key, m in self.letters.items()]


class _Taking:
    def __init__(self, office: PostOffice) -> None:
        self.office = office

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """One letter."""
        office = self.office
        answer = office.answer(envelope.rcpt_tos[0])
        if answer.startswith("250"):
            read = message_from_bytes(cast(bytes, envelope.content), policy=policy.default)
            with office.arrived:
                office.handed[str(read["Message-ID"])] += 1
                office.letters[str(read["Message-ID"])] = read
                office.arrived.notify_all()
        return answer


class _Controller(Controller):
    """Looks whether it answers without TLS: its context is a server's."""

    def _trigger_server(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), 5):
            pass


def _signed_in(server: Any, session: Any, envelope: Any, mechanism: Any, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=known, handled=known)


@contextmanager
def post_office(folder: Path, security: str = "starttls", sign_in: bool = True) -> Iterator[PostOffice]:
    """A post office until the context ends. `security` as in honour.toml."""
    from tests.running import free_port

    certificate, key = own_certificate(folder, "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    office = PostOffice(free_port(), certificate)
    settings: dict[str, Any] = {"authenticator": _signed_in, "auth_required": True} if sign_in else {}
    if security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    if security == "tls":
        # aiosmtpd knows of no TLS here: it would refuse to let anybody sign in
        settings |= {"ssl_context": context, "auth_require_tls": False, "auth_required": False}
    controller = _Controller(_Taking(office), hostname="127.0.0.1", port=office.port, **settings)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
