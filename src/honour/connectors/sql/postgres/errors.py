"""PostgreSQL's errors as what happened and what to do, by SQLSTATE: their texts quote values."""

from collections.abc import Mapping
from typing import Final

import psycopg

from honour.carrying_out.stores import StoreBusy, StoreChanged, StoreCrossed, StoreUnreachable
from honour.connectors.sql.server import NEVER_HALF

ERRORS: Final = (psycopg.Error,)

_CHANGED: Final = {
    "23503": "a row outside the map points at a row that should go; declare its table in the map",
    "23502": "a column cannot be NULL; say in the map what it `becomes`",
    "23505": "a column takes each value once; write `becomes: unique` in the map",
    "23514": "a CHECK refuses what a column becomes; say in the map another value that it `becomes`",
    "23P01": "an exclusion constraint refuses what a column becomes; say in the map another value",
    "23": "a constraint of the database refused; nothing was changed",
    "22001": "a column is too short for what it becomes; say in the map another value that it `becomes`",
    "22": "a column cannot hold what it becomes; say in the map another value that it `becomes`",
    "40": "another program changed the same rows meanwhile; nothing was changed: ask for the plan again",
    "P0001": "a trigger or a function of the database refused; nothing was changed",
    "2F": "a trigger or a function of the database refused; nothing was changed",
    "27000": "a trigger changes the rows that it should let go; nothing was changed",
}
_UNREACHABLE: Final = {
    "55P03": "another program keeps rows locked; close it or let it finish, then run this again",
    "57014": "a statement took too long and was stopped, nothing was changed; add an index to the columns"
    " of the map's paths, then run this again",
    "25P03": "the transaction waited too long and was stopped; nothing was changed: run this again",
    "25006": "the database cannot be written (a standby, or set so); give the address of the primary",
    "42501": "this user has not the right; grant it SELECT, UPDATE and DELETE on the map's tables, and"
    " BYPASSRLS where row security hides rows",
    "42P01": "a table of the map is not there any more; run `honour check`",
    "42703": "a column of the map is not there any more; run `honour check`",
    "53100": "the disk is full; nothing was changed; make room and run this again",
    "53": "the server has no memory or no connection left; run this again later",
    "57": f"the server ended the connection; {NEVER_HALF}",
    "58": "the server could not read or write its files; see its log before anything else",
    "XX": "the server found its own data damaged; see its log before anything else",
    "28": "the server does not let this user in; correct user and password in the address",
    "3D": "the server has no such database; correct the address",
    "08": f"the connection broke; {NEVER_HALF}",
}
_MAY_BE_TRIED_AGAIN: Final[Mapping[str, type[StoreChanged | StoreUnreachable]]] = {
    "55P03": StoreBusy,
    "40P01": StoreCrossed,
    "40001": StoreCrossed,
}
_UNKNOWN: Final = "the database refused a statement and nothing was changed"


def told(store: str, error: Exception) -> StoreChanged | StoreUnreachable:
    """What waiting does not mend, or a new plan does: StoreChanged. Else StoreUnreachable."""
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        if isinstance(error, psycopg.DataError | psycopg.ProgrammingError | psycopg.NotSupportedError):
            return StoreUnreachable(f"{store}: {_UNKNOWN} ({type(error).__name__})")
        return StoreUnreachable(f"{store}: {_UNREACHABLE['08']}")
    for remedies, kind in ((_CHANGED, StoreChanged), (_UNREACHABLE, StoreUnreachable)):
        remedy = remedies.get(state) or remedies.get(state[:2])
        if remedy:
            return _MAY_BE_TRIED_AGAIN.get(state, kind)(f"{store}: {remedy} ({state})")
    return StoreUnreachable(f"{store}: {_UNKNOWN} ({state})")
