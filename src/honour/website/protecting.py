"""What Django is told of second factors, passkeys, sessions and sign-in through others."""

from typing import Any

from honour.promises.account import Account
from honour.website.providers import Provider, asked_by_the_site, hosts, settings_of


def protecting(account: Account, providers: tuple[Provider, ...]) -> dict[str, Any]:
    """Settings that follow from the policy's section `account`, with the platforms that are offered."""
    return {
        "MFA_ADAPTER": "honour.portal.security.adapter.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_PASSKEY_LOGIN_ENABLED": "passkey" in account.methods,
        "MFA_TOTP_TOLERANCE": 1,  # steps of 30 seconds, the most that RFC 6238, section 5.2, recommends
        "MFA_FORMS": {
            "authenticate": "honour.portal.security.forms.Authenticate",
            "reauthenticate": "honour.portal.security.forms.Reauthenticate",
            "activate_totp": "honour.portal.security.forms.ActivateTOTP",
            "add_webauthn": "honour.portal.security.forms.AddPasskey",
        },
        "SIGN_IN_HOSTS": hosts(providers),
        "SIGN_IN_ASKS": asked_by_the_site(providers),
        "SOCIALACCOUNT_PROVIDERS": settings_of(providers),
        "SOCIALACCOUNT_ADAPTER": "honour.portal.security.social.SocialAdapter",
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
    }
