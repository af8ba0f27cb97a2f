"""What Django is told, the same for every site. `state` adds the site's own database.

No accounts, sessions or pages yet: only what the site keeps.
"""

from typing import Any, Final

INSTALLED_APPS: Final = [
    "honour.keeping.keys",
    "honour.keeping.journal",
    "honour.keeping.versions",
    "honour.keeping.intents",
    "honour.keeping.holds",
    "honour.keeping.requests",
]
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


DATABASES: Final = {"default": sqlite(":memory:")}
