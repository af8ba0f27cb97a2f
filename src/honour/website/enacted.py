"""Which version of its policy a site has enacted, read without Django: `honour publish` starts fast."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_DATABASE: Final = "data/honour.db"
_SELECT: Final = """\
SELECT version.number, page.hash
FROM keeping_versions_policyversion AS version
JOIN keeping_versions_publishedpage AS page ON page.version_id = version.digest
WHERE version.digest = ? AND page.language = ?
"""


def number_and_hash(site: Path, digest: str, language: str) -> tuple[int, str] | None:
    """The number of an enacted policy and the hash of its page; None if it has no number.

    A state that is missing, older or busy has no number to tell: the page is then a draft.
    """
    database = site / _DATABASE
    if not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(_SELECT, (digest, language)).fetchone()
    except sqlite3.Error:
        return None
    return (int(row[0]), str(row[1])) if row else None
