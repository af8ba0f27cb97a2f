"""After a restore of a site that Honour runs: what was open is ended, what was to leave waits for a person.

What could go wrong for ever: a letter that was sent, or thought better of, goes out once more; or a session
or a link that was ended since opens the site again, or staff who were dismissed come back. So letters are
parked, which nothing sends unasked; work that was under way is forgotten with its claims; every session and
every link ends; and so does each role and each clearance that the replay ledger says was ended. What was
public and is no longer is kept from the public again.
"""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from honour.carrying_out.people import row_token
from honour.keeping.plain_sql import instant_of
from honour.promises.own_kinds import withdrawn
from honour.wiring.evidence import PEOPLE
from honour.wiring.offers import brought

if TYPE_CHECKING:
    from honour.wiring.records import SiteRecords

_STATEMENTS: Final = {
    "letters parked": (
        "keeping_letters_letter",
        "UPDATE {table} SET state = 'parked' WHERE state IN ('waiting', 'sending')",
    ),
    "sessions ended": ("keeping_people_session", "DELETE FROM {table}"),
    "links ended": ("keeping_people_link", "DELETE FROM {table}"),
    "work forgotten": ("workflow_status", "DELETE FROM {table} WHERE status IN ('PENDING', 'ENQUEUED')"),
}


def end_roles_again(records: "SiteRecords", account: str) -> dict[str, int]:
    """End the roles of staff that a restore brought back and that were ended since, by the replay ledger; how
    many. One that was given again after that stays. `account` is the kind of people who have an account.
    """
    ended = {(token, role): at for token, role, at in records.ledger.roles_ended()}
    with transaction.atomic(), connection.cursor() as cursor:
        if not ended or "keeping_people_role" not in connection.introspection.table_names(cursor):
            return {}
        cursor.execute("SELECT id, person_id, role, granted FROM keeping_people_role")
        back = [
            number
            for number, person, role, granted in cursor.fetchall()
            if (at := ended.get((row_token(records, account, PEOPLE, (person,)), role))) is not None
            and instant_of(granted) <= at
        ]
        for number in back:
            cursor.execute("DELETE FROM keeping_people_role WHERE id = %s", [number])
    return {"roles ended again": len(back)} | _end_clearances_again(records, account, ended)


def _end_clearances_again(
    records: "SiteRecords", account: str, ended: Mapping[tuple[str, str], datetime]
) -> dict[str, int]:
    """End the clearances that were withdrawn since; one that was entered again after that stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        if "keeping_people_clearance" not in connection.introspection.table_names(cursor):
            return {}
        cursor.execute("SELECT id, person_id, level, entered FROM keeping_people_clearance")
        back = [
            (at, number)
            for number, person, level, entered in cursor.fetchall()
            if (at := ended.get((row_token(records, account, PEOPLE, (person,)), withdrawn(level))))
            is not None
            and instant_of(entered) <= at
        ]
        for at, number in back:
            ends = connection.ops.adapt_datetimefield_value(at)
            cursor.execute("UPDATE keeping_people_clearance SET ends = %s WHERE id = %s", [ends, number])
    return {"clearances ended again": len(back)} if back else {}


def hide_again(records: "SiteRecords") -> dict[str, int]:
    """Keep from the public what a restore made public again, by the replay ledger; how many of what."""
    told, found = records.ledger.hidden(), dict[str, int]()
    for trade in brought() if told else ():
        module, _, function = trade.restored.partition(":")
        if module:
            found |= getattr(import_module(module), function)(told, records.keyed_hash)
    return found


def end_what_was_open() -> dict[str, int]:
    """Park letters, end sessions and links; how many of each. A site that Honour does not run has none.

    In SQL: a command loads no people. Once done, again changes nothing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        ended = {}
        for what, (table, statement) in _STATEMENTS.items():
            there = table in tables
            if not there and connection.vendor == "postgresql":
                cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"dbos.{table}"])
                [there] = cursor.fetchone()
                table = f"dbos.{table}"
            if there:
                cursor.execute(statement.format(table=table))
                ended[what] = cursor.rowcount
        return ended
