"""After a restore: what its author made private, or staff hid, since the backup is not public again.

What could go wrong for ever: the backup brings back that a ticket was public, and whoever passes reads what
its author took back. So each such act is told to the replay ledger first, which no backup of the site holds;
by it a ticket is made private again, and words are masked again. Their author can publish once more.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import connection, transaction

from honour.keeping.plain_sql import instant_of
from honour.trades.support.handling import COMMENTS, TICKETS


def hide_again(told: Collection[tuple[str, str, datetime]], keyed_hash: Callable[..., str]) -> dict[str, int]:
    """Make private, and mask, what the replay ledger says is public no longer; how many of each.

    In SQL: a command loads no tables of a trade. What was published after the line stays.
    """
    hidden = {(place, token): at for place, token, at in told}
    with transaction.atomic(), connection.cursor() as cursor:
        if "support_ticket" not in connection.introspection.table_names(cursor):
            return {}
        cursor.execute("SELECT id, reference, published FROM support_ticket WHERE visibility = 'public'")
        tickets = [
            number
            for number, reference, published in cursor.fetchall()
            if (at := hidden.get((TICKETS, keyed_hash(TICKETS, reference)))) is not None
            and (published is None or instant_of(published) <= at)
        ]
        cursor.execute("SELECT id FROM support_comment WHERE shown")
        words = [
            number
            for (number,) in cursor.fetchall()
            if (COMMENTS, keyed_hash(COMMENTS, str(number))) in hidden
        ]
        for number in tickets:
            cursor.execute(
                "UPDATE support_ticket SET visibility = 'private', published = NULL WHERE id = %s", [number]
            )
        for number in words:
            cursor.execute("UPDATE support_comment SET shown = %s WHERE id = %s", [False, number])
    return {"tickets made private again": len(tickets), "comments masked again": len(words)}
