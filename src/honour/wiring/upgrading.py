"""Saving a site whose database an older program wrote: read in plain SQL, for models may be newer."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place.folder import read
from honour.connectors.ledger.folder import Ledger, beside
from honour.places.written import WrittenMap
from honour.wiring.backups import Site, make
from honour.wiring.stores import opened_stores


def save(
    site: Site,
    written: WrittenMap,
    to: Path,
    public: bytes,
    key_place: Path,
    ledger: tuple[Path, ...],
    now: datetime,
) -> Path:
    """Make a backup of everything as it is; its file. Raises StateRefused, StoreUnreachable.

    Wants Django pointed at the site's database, and its lock.
    """
    if _one("SELECT count(*) FROM keeping_intents_intent WHERE state = 'intended'"):
        raise StateRefused(
            "an act was begun and not finished: run `honour sweep` with the version of Honour that began it,"
            " which finishes it; then run this again"
        )
    with opened_stores(written, site.environment) as (stores, _):
        marks = {name: store.mark() for name, store in stores.items()}
    signing = read(key_place).signing
    path, _ = make(site, to, public, marks, _about(ledger, key_place), signing.sign, now)
    return path


def _about(ledger: tuple[Path, ...], key_place: Path) -> Mapping[str, Any]:
    return {
        "site": _one("SELECT origin FROM keeping_journal_log ORDER BY id DESC LIMIT 1"),
        "policy": _one("SELECT digest FROM keeping_versions_policyversion ORDER BY first_used DESC LIMIT 1"),
        "head": _one("SELECT note FROM keeping_journal_head ORDER BY size DESC LIMIT 1"),
        "ledger": Ledger(ledger or (beside(key_place),)).last,
        "epochs": _all("SELECT DISTINCT epoch FROM keeping_keys_cell ORDER BY epoch"),
    }


def _one(asked: str) -> Any:
    return next(iter(_all(asked)), None)


def _all(asked: str) -> list[Any]:
    """The first column of every row."""
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]
