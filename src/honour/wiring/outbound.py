"""After a restore of a site that Honour runs: what was open is ended, what was to leave waits for a person.

What could go wrong for ever: a letter that was sent, or thought better of, goes out once more; or a session
or a link that was ended since opens the site again. So letters are parked, which nothing sends unasked; work
that was under way is forgotten with its claims; every session and every link ends.
"""

from typing import Final

from django.db import connection, transaction

_STATEMENTS: Final = {
    "letters parked": (
        "keeping_letters_letter",
        "UPDATE {table} SET state = 'parked' WHERE state IN ('waiting', 'sending')",
    ),
    "sessions ended": ("keeping_people_session", "DELETE FROM {table}"),
    "links ended": ("keeping_people_link", "DELETE FROM {table}"),
    "work forgotten": ("workflow_status", "DELETE FROM {table} WHERE status IN ('PENDING', 'ENQUEUED')"),
}


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
