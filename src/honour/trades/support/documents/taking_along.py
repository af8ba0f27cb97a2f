"""The files of somebody, opened, for the archive that he takes away.

Loads no model of the desk: `honour export` knows its tables by name alone.
"""

from collections.abc import Iterator
from contextlib import suppress

from django.db import connection

from honour.carrying_out.documents import Documents, Opened
from honour.carrying_out.stores import Keys
from honour.keeping.keys.sealing import EpochKeys
from honour.places.personal import Personal
from honour.trades.support.documents.sealed import NAME, opened_key, opened_text

_FILES = (
    "SELECT reference, name, file, opens FROM support_document"
    " WHERE person_id = %s AND name IS NOT NULL AND asked IS NULL ORDER BY id"
)


def files_of(keys: EpochKeys, documents: Documents, whose: Keys) -> Iterator[Opened]:
    """Each file of the account with this key, by a name that no other bears. Raises StateRefused."""
    for (person,) in whose.reveal():
        with connection.cursor() as cursor:
            cursor.execute(_FILES, [person])
            rows = cursor.fetchall()
        for number, (reference, name, file, opens) in enumerate(rows, 1):
            key = opened_key(keys, reference, file, opens)
            if key is not None:
                called = opened_text(keys, NAME, name) or "document"
                with suppress(FileNotFoundError), documents.opened(file) as stream:
                    yield Personal(f"documents/{number}-{called}"), key.whole(reference, stream)
