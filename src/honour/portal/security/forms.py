"""allauth's forms, with what the house asks besides."""

import hashlib
from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache

_VALID: Final = 3 * 30
"""Seconds for which a code is taken: its own step, and one on either side."""


class ActivateTOTP(ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The form that begins with an authenticator app; its secret is sealed before it is even confirmed."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self.user = named.pop("user")
        forms.Form.__init__(self, *args, **named)  # not allauth's own: it keeps the secret in clear
        session = context.request.session
        pending = session.get(SECRET_SESSION_KEY) if self.is_bound else None
        if pending is None:
            self.secret = generate_totp_secret()
            session[SECRET_SESSION_KEY] = encrypt(self.secret)
        else:
            self.secret = decrypt(pending)


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """The form that adds a passkey: one that can sign in alone, unless the person says otherwise."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if "passwordless" in self.fields:
            self.fields["passwordless"].initial = True


class _Once(BaseAuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code of an app opens once, however long it would be valid (RFC 6238, section 5.2)."""

    def clean_code(self) -> str:
        """The code, as allauth found it good. Raises ValidationError where it was used already."""
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            used = hashlib.sha256(f"{self.user.pk} {code.strip()}".encode()).hexdigest()
            if not cache.add(f"code used {used}", 1, timeout=_VALID):
                raise get_adapter().validation_error("incorrect_code")
        return code


class Authenticate(_Once, AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The second step of signing in."""


class Reauthenticate(_Once, ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The same, to confirm that it is still the person."""
