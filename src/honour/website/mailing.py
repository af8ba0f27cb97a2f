"""The post office that `honour.toml` names, with its secret read in the environment."""

from typing import TYPE_CHECKING

from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.website.configuration import CONFIGURATION, secret
from honour.website.folder import Configuration

if TYPE_CHECKING:
    from honour.wiring.mail import PostOffice


def office_of(configuration: Configuration, policy: Policy) -> "PostOffice | None":
    """The post office of the section [mail]; None on a demo, which sends nothing, and without the section.

    Raises Unreadable.
    """
    mailing = configuration.mailing
    if mailing is None or configuration.demo:
        return None
    from honour.wiring.mail import post_office

    password = secret(mailing.password) if mailing.password else None
    if mailing.password and password is None:
        reason = "[mail] `password` names a variable that is not set"
        raise Unreadable(Finding(CONFIGURATION, reason, f"put it into the environment: {mailing.password}"))
    sender = mailing.sender or policy.site.publisher.contact
    try:
        return post_office(
            mailing.host,
            mailing.port,
            sender,
            mailing.security,
            mailing.user,
            password,
            mailing.recipient,
        )
    except ValueError as error:
        mend = 'write `security = "starttls"`, and `from = "Shop <no-reply@shop.example>"`'
        raise Unreadable(Finding(CONFIGURATION, f"[mail]: {error}", mend)) from None
