"""Where allauth's second factors meet the house: secrets are sealed, and the site's name is the policy's."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from honour.keeping.at_work import the_site
from honour.keeping.people import factors
from honour.keeping.people.models import Person
from honour.portal.templatetags.words import say


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """What allauth asks of a site about second factors."""

    def encrypt(self, text: str) -> str:
        """Seal a secret of whoever is signed in."""
        return factors.sealed(context.request.user.pk, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret, whose owner is written beside it."""
        return factors.unsealed(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """What a passkey is called until its owner says otherwise."""
        return say("my passkey")

    def get_totp_issuer(self) -> str:
        """The name under which the app lists the account."""
        return the_site().policy.site.name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: the host alone (WebAuthn, section 5.4.2), and the site's name."""
        return {"id": context.request.get_host().partition(":")[0], "name": the_site().policy.site.name}
