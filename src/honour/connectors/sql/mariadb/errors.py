"""MariaDB's errors as what happened and what to do, by number: their texts quote values."""

from typing import Final

import pymysql

from honour.carrying_out.stores import StoreBusy, StoreChanged, StoreCrossed, StoreUnreachable
from honour.connectors.sql.server import NEVER_HALF

ERRORS: Final = (pymysql.MySQLError,)

_ANOTHER = "another program changed the same rows meanwhile; nothing was changed: ask for the plan again"
_LOCKED = "another program keeps rows locked; close it or let it finish, then run this again"
_GONE = f"the connection broke; {NEVER_HALF}"
_OTHER_VALUE = "say in the map another value that it `becomes`"
_RIGHT = "this user has not the right; grant it SELECT, UPDATE and DELETE on the map's tables"
_CHANGED: Final = {
    1451: "a row outside the map points at a row that should go; declare its table in the map",
    1452: f"a link would point at no row; {_OTHER_VALUE}",
    1048: "a column cannot be NULL; say in the map what it `becomes`",
    1062: "a column takes each value once; write `becomes: unique` in the map",
    4025: f"a CHECK refuses what a column becomes; {_OTHER_VALUE}",
    1406: f"a column is too short for what it becomes; {_OTHER_VALUE}",
    1265: f"a column cannot hold what it becomes; {_OTHER_VALUE}",
    1292: f"a column cannot hold what it becomes; {_OTHER_VALUE}",
    1364: "a column has no default; say in the map what it `becomes`",
    1366: f"a column cannot hold what it becomes; {_OTHER_VALUE}",
    1213: _ANOTHER,
    1020: _ANOTHER,
    1644: "a trigger or a function of the database refused; nothing was changed",
}
_UNREACHABLE: Final = {
    1205: _LOCKED,
    1099: _LOCKED,
    1969: "a statement took too long and was stopped, nothing was changed; add an index to the columns of"
    " the map's paths, then run this again",
    1290: "the database cannot be written (a replica, or set so); give the address of the primary",
    1792: "the database cannot be written (a replica, or set so); give the address of the primary",
    1836: "the database cannot be written (a replica, or set so); give the address of the primary",
    1142: _RIGHT,
    1143: _RIGHT,
    1370: _RIGHT,
    1044: "the server does not let this user into this database; grant it the rights",
    1045: "the server does not let this user in; correct user and password in the address",
    1698: "the server does not let this user in; correct user and password in the address",
    1049: "the server has no such database; correct the address",
    1146: "a table of the map is not there any more; run `honour check`",
    1054: "a column of the map is not there any more; run `honour check`",
    1021: "the disk is full; nothing was changed; make room and run this again",
    1114: "the disk is full; nothing was changed; make room and run this again",
    1040: "the server has no connection left; run this again later",
    1053: _GONE,
    1927: _GONE,
    2003: "no server answers there; see that it runs, and correct the address",
    2006: _GONE,
    2013: _GONE,
    2014: _GONE,
}
_CROSSED: Final = (1213, 1020)
_BUSY: Final = (1205,)
_UNKNOWN: Final = "the database refused a statement and nothing was changed"


def told(store: str, error: Exception) -> StoreChanged | StoreUnreachable:
    """What waiting does not mend, or a new plan does: StoreChanged. Else StoreUnreachable."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    if number in _CHANGED:
        return (StoreCrossed if number in _CROSSED else StoreChanged)(
            f"{store}: {_CHANGED[number]} ({number})"
        )
    if number == 0 and isinstance(error, pymysql.InterfaceError | pymysql.OperationalError):
        return StoreUnreachable(f"{store}: {_GONE}")
    kind = StoreBusy if number in _BUSY else StoreUnreachable
    return kind(f"{store}: {_UNREACHABLE.get(number, _UNKNOWN)} ({number})")
