"""Hands letters to a post office over SMTP (RFC 5321), encrypted as configured.

What could go wrong for ever: a letter that is sent cannot be called back, so it goes to one address and says
only what it was given. Nothing here is logged: an address says who has an account.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from typing import Final, Literal, TypeAlias

from honour.carrying_out.mailing import Delivery, Mail

Security: TypeAlias = Literal["starttls", "tls", "none"]

_PATIENCE: Final = 30  # seconds that a silent post office may keep a letter waiting
_NO_ADDRESS: Final = (ValueError, IndexError, AttributeError, NameError, RecursionError, MessageError)
"""What `email` raises of what is no address: any of them, as of `a@[` an AttributeError in Python 3.11."""

_FOR_GOOD: Final = range(500, 600)  # RFC 5321, section 4.2.1: a permanent negative completion


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Where letters are handed over. `sender` is what stands after `From:`. Without a `user` nobody signs in.

    `recipient` is who passes the letters on, by the policy's key, where `honour.toml` names him.
    `security` is `starttls` (port 587), `tls` (port 465, RFC 8314) or `none`, which only this machine may be.
    """

    host: str
    port: int
    sender: str
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    recipient: str | None = None

    def __post_init__(self) -> None:
        if self.security == "none" and not is_this_machine(self.host):
            raise ValueError("without encryption letters go to this machine only")
        if "@" not in parseaddr(self.sender)[1] or not self.sender.isprintable():
            raise ValueError("the sender is no address")

    @property
    def domain(self) -> str:
        """What stands behind the sender's @."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


def is_this_machine(host: str) -> bool:
    """Whether a host is a loopback address or `localhost`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def message_id(office: PostOffice, key: str) -> str:
    """The Message-ID of the letter with this key: always the same."""
    return f"<{key}@{office.domain}>"


def message_of(office: PostOffice, mail: Mail) -> EmailMessage:
    """A letter as it travels. Raises ValueError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = office.sender
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written)
    message["Message-ID"] = message_id(office, mail.key)
    if mail.stop:
        message["List-Unsubscribe"] = f"<{mail.stop}>"  # RFC 2369, section 3.2
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058, section 3.1
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine should answer
    message.set_content(mail.text, cte="quoted-printable")
    message["Content-Language"] = mail.language
    return message


def send(office: PostOffice, mail: Mail) -> Delivery:
    """Hand one letter over."""
    try:
        message = message_of(office, mail)
    except _NO_ADDRESS:
        return "refused"
    try:
        with _session(office) as session:
            session.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        return "refused" if all(code in _FOR_GOOD for code in codes) else "later"
    except smtplib.SMTPDataError as refused:
        return "refused" if refused.smtp_code in _FOR_GOOD else "later"
    except smtplib.SMTPNotSupportedError:  # an address that this post office cannot write (RFC 6531)
        return "refused"
    except (smtplib.SMTPException, OSError):
        return "later"
    return "sent"


@contextmanager
def _session(office: PostOffice) -> Iterator[smtplib.SMTP]:
    """A session, encrypted and signed in. Whoever cannot be trusted or does not offer TLS gets no letter."""
    trusted = ssl.create_default_context()
    if office.security == "tls":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(office.host, office.port, timeout=_PATIENCE, context=trusted)
    else:
        opened = smtplib.SMTP(office.host, office.port, timeout=_PATIENCE)
    with opened as session:
        if office.security == "starttls":
            session.starttls(context=trusted)
        if office.user is not None:
            session.login(office.user, office.password or "")
        yield session
