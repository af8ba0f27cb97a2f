"""The name of a file, as it is kept and as it leaves: never a path, no control or bidirectional characters.

What could go wrong: a name that is shown backwards, one that leads out of a folder, one that ends
a header early. So what has no place in a name becomes nothing, and its extension is what its content is.
"""

import unicodedata
from typing import Final
from urllib.parse import quote

LONGEST_NAME: Final = 150  # characters

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_ENDING: Final = 10  # characters


def cleaned(name: str) -> str:
    """The last part of a path, without what deceives or ends a header; `document` where nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        each
        for each in unicodedata.normalize("NFC", last)
        if each not in _FORBIDDEN and (each == " " or unicodedata.category(each)[0] not in "CZ")
    )
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem or len(ending) > _ENDING:
        return kept[:LONGEST_NAME] or "document"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"


def ending_of(name: str) -> str:
    """The extension in lower case, without its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def disposition(name: str) -> str:
    """The header by which a browser keeps the file, and never shows it (RFC 6266; RFC 8187 for the name)."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = (
        "".join(each if each.isalnum() or each in "-_. " else "_" for each in ascii_only).strip()
        or "document"
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
