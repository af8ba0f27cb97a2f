"""What Django is told, the same for every site. `state` adds the site's own database, `pages` what serves."""

from collections.abc import Mapping
from typing import Any, Final

from honour.wiring.offers import brought

ENGINE_APPS: Final = [
    "honour.keeping.keys",
    "honour.keeping.journal",
    "honour.keeping.versions",
    "honour.keeping.intents",
    "honour.keeping.holds",
    "honour.keeping.commitments",
    "honour.keeping.requests",
    "honour.keeping.disclosures",
]
"""What every site keeps: all that a command needs."""

INSTALLED_APPS: Final = [
    *ENGINE_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "honour.keeping.people",
    "honour.keeping.letters",
    "honour.keeping.breaches",
    "honour.keeping.messages",
    "honour.keeping.recoveries",
    "honour.keeping.consents",
    "honour.jobs",
    "honour.portal",
    "honour.portal.account",
    "honour.portal.my_choices",
    "honour.portal.my_rights",
    "honour.portal.contact",
    "honour.portal.my_data",
    "honour.portal.policy",
    "honour.portal.security",
    "honour.console.checks",
    "honour.console.habilitations",
    "honour.console.breaches",
    "honour.console.disclosures",
    "honour.console.letters",
    "honour.console.outbox",
    "honour.console.overview",
    "honour.console.own_security",
    "honour.console.people",
    "honour.console.register",
    "honour.console.policy",
    "honour.console.recoveries",
    "honour.console.requests",
    "honour.console.sweeps",
    *(app for trade in brought() for app in trade.apps),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.google",
    "csp",
]
"""The same with the people and pages of a site that Honour runs."""

MIDDLEWARE: Final = [
    "honour.website.middleware.in_turn",
    "django.middleware.security.SecurityMiddleware",  # with the next: no answer leaves without these headers
    "csp.middleware.CSPMiddleware",
    "honour.website.middleware.well",
    "honour.website.middleware.logged",
    "honour.website.middleware.pages_alone",
    "honour.website.middleware.known_hosts",
    "honour.website.middleware.cookies_of_this_host",
    "honour.portal.my_choices.gate.declared_only",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "honour.website.middleware.LanguageMiddleware",
    "honour.website.middleware.in_the_sites_time",
    "honour.website.middleware.kept_by_nobody",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "honour.portal.my_choices.choosing.signal_heeded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "honour.portal.security.demanding.SecondFactor",
    "honour.portal.security.confirming.Confirmed",
    "honour.portal.security.social.buttons_may_leave",
]
ROOT_URLCONF: Final = "honour.website.urls"
SIGN_IN_HOSTS: list[str] = []  # where the buttons of other platforms lead
SIGN_IN_ASKS: list[str] = []  # what addresses begin with that the site asks of other platforms
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}  # those that are offered
PROXY: str | None = None  # the address of the proxy in front of the site
UPLOADS: Any = frozenset()  # the names of the addresses that take documents
UPLOAD_MOST: Any = 0  # bytes that a document may have
TRADES: Any = ()  # the trades that the policy offers; `honour.keeping.at_work` gives them
SITE: Any = None  # the `Site` at work, put there by who opens it; `honour.keeping.at_work` gives it
KEYS: Any = None  # the `EpochKeys` of that site
SITE_ADDRESS: Any = ""  # where people reach the site (`https://shop.example`); `pages` says it
AUTH_USER_MODEL: Final = "keeping_people.Person"
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"
USE_TZ: Final = True
TIME_ZONE: Final = "UTC"  # instants are stored in it; people's days are computed in the site's own zone
USE_I18N: Final = False
LOGGING_CONFIG: Final = None
DEBUG: Final = False

# FULL: a journal must not lose its last commits at a power cut. secure_delete: deleted is overwritten.
_PRAGMAS: Final = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA secure_delete=ON;
PRAGMA temp_store=MEMORY;
PRAGMA cache_size=-8000;
"""


def sqlite(name: str) -> dict[str, Any]:
    """The settings of an SQLite database by its file's name. Waits 20 s for another's lock."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def postgres(server: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a PostgreSQL database by what psycopg connects with.

    Each thread keeps its connection for ten minutes, looked at before it is used again: as many as a process
    has threads, and no pool, whose threads would wait for one another.
    """
    given = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    options = {name: value for name, value in server.items() if name not in given}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: str(server[name]) for name, django in given.items() if name in server},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "options": "-c synchronous_commit=on -c statement_timeout=15min"},
    }


DATABASES: Final = {"default": sqlite(":memory:")}
