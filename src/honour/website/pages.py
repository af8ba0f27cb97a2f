"""What Django is told besides on a site that Honour runs: pages, accounts, sessions, content policy."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from honour.promises.account import Account
from honour.promises.policy import Policy
from honour.website import settings
from honour.website.protecting import protecting
from honour.website.providers import Provider
from honour.wiring.offers import brought

_ROOT: Final = Path(__file__).parents[1]
_DAY: Final = 86_400  # seconds


def page_settings(
    policy: Policy,
    *,
    address: str,
    static: Path,
    proxy: str | None = None,
    subdomains: bool = False,
    providers: tuple[Provider, ...] = (),
    upload_most: int = 0,
) -> dict[str, Any]:
    """Settings for the pages of a site. `address` is where people reach it (`https://localhost:8443`),
    `static` a folder for style and script, `proxy` the address of the proxy that speaks
    HTTPS for the site, `subdomains` whether the hosts below its own speak nothing else either. Who opens the
    site adds `SITE` and `SECRET_KEY`. `upload_most` is how many bytes a document may have.
    """
    host = urlsplit(address).hostname or "localhost"
    account = policy.account or Account(("password",))
    common = {name: value for name, value in vars(settings).items() if name.isupper()}
    return common | {
        "SITE_ADDRESS": address,
        "PROXY": proxy,
        "TRADES": tuple(trade for trade in brought() if trade.offer in policy.offer),
        "UPLOADS": frozenset(name for trade in brought() for name in trade.uploads),
        "UPLOAD_MOST": upload_most,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": subdomains,
        "ALLOWED_HOSTS": [host],
        "CSRF_TRUSTED_ORIGINS": [address],
        "TEMPLATES": [_templates()],
        "AUTHENTICATION_BACKENDS": ["honour.portal.account.backend.OneHash"],
        "PASSWORD_HASHERS": ["honour.keeping.people.passwords.BoundedArgon2"],
        "CACHES": {"default": {"BACKEND": "honour.keeping.people.cache.JsonCache"}},
        "USE_I18N": True,
        "LANGUAGES": [(language, language) for language in policy.site.languages],
        "LANGUAGE_CODE": policy.site.authentic,
        "LANGUAGE_COOKIE_NAME": "language",
        "STATIC_URL": "/static/",
        "STATIC_ROOT": static,
        "STATICFILES_DIRS": [_ROOT / "portal" / "static"],
        "STORAGES": {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "LOGIN_REDIRECT_URL": "/account/",
        "LOGIN_URL": "/account/login/",
        **_security(),
        **_accounts(account),
        **protecting(account, providers),
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "honour.portal.frame.frame",
                "honour.portal.my_choices.banner.shown",
            ],
            "builtins": ["honour.portal.templatetags.words"],
        },
    }


def _security() -> dict[str, Any]:
    """The floor: nothing of others, cookies over TLS alone, no page in another's frame."""
    own = ["'self'"]
    return {
        "SESSION_ENGINE": "honour.keeping.people.sessions",
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_AGE": _DAY,  # of the row, where the policy declares no length and the browser ends it
        "CSRF_USE_SESSIONS": True,
        "CSRF_FAILURE_VIEW": "honour.portal.errors.forged",
        "LANGUAGE_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "SECURE_HSTS_SECONDS": 365 * _DAY,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",  # with none, browsers name no origin of a form either
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": ["'none'"],
                "script-src": own,
                "style-src": own,
                "img-src": [*own, "data:"],
                "connect-src": own,
                "form-action": own,
                "object-src": ["'none'"],
                "base-uri": ["'none'"],
                "frame-ancestors": ["'none'"],
            }
        },
    }


def _accounts(account: Account) -> dict[str, Any]:
    """What django-allauth is told of the policy's section `account`."""
    names = {"user name": "username", "e-mail": "email"}
    known_by = {names[each] for each in account.known_by}
    fields = ["email*", *(["username*"] if "username" in known_by else []), "password1*"]
    return {
        "ACCOUNT_ADAPTER": "honour.portal.account.adapter.AccountAdapter",
        "ACCOUNT_SIGNUP_FORM_CLASS": "honour.portal.account.sign_up.Acknowledging",
        "ACCOUNT_FORMS": {
            "login": "honour.portal.account.forms.EnterAccount",
            "signup": "honour.portal.account.forms.SignUp",
            "change_password": "honour.portal.account.forms.ChangePassword",
            "set_password": "honour.portal.account.forms.SetPassword",
            "reauthenticate": "honour.portal.account.forms.Reauthenticate",
        },
        "ACCOUNT_RATE_LIMITS": {"login": None, "signup": None},  # counted by `portal.account.trying`
        "ACCOUNT_SESSION_REMEMBER": False,  # how long it lasts is the policy's, and set at sign-in
        "ACCOUNT_LOGIN_METHODS": known_by,
        "ACCOUNT_SIGNUP_FIELDS": [*fields, *(["password2*"] if account.password.twice else [])],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "username",
        "ACCOUNT_PRESERVE_USERNAME_CASING": False,
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_PREVENT_ENUMERATION": not account.recovery.error,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_CONFIRM_EMAIL_ON_GET": False,
    }
