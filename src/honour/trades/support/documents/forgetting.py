"""Destroys what is left of documents whose rows are gone: their key cells, and the bytes of their files.

What could go wrong for ever: a document goes that somebody still has. So the rows are read after the places
were looked at: one that came meanwhile is not among what was found, and one that is being received is not
told of by its place before its row stands. A row that an erasure emptied, because a kind of data in it ended,
is a document that is gone.

Loads no model of the desk: the commands that destroy know its tables by name alone.
"""

from typing import Final

from django.db import connection

from honour.carrying_out.documents import Documents
from honour.keeping.keys.actions import destroy_cells, owners_of, truncate_log
from honour.trades.support.documents.sealed import KIND

_THERE: Final = "SELECT reference, file FROM support_document WHERE name IS NOT NULL OR serial IS NOT NULL"


def forget_gone(documents: Documents) -> int:
    """Destroy what no row names any more: the keys first, then the bytes, which nothing opens then. How many
    keys and files that were.
    """
    documents.remove_drafts()
    cells, files = owners_of(KIND), documents.names()
    with connection.cursor() as cursor:
        cursor.execute(_THERE)
        rows = cursor.fetchall()
    references, kept = {row[0] for row in rows}, {row[1] for row in rows}
    gone = destroy_cells(cell for owner, cell in cells.items() if owner not in references)
    if gone:
        truncate_log()
    for name in files:
        if name not in kept:
            gone += documents.remove(name)
    return gone
