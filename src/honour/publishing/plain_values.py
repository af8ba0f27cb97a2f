"""Values of stores as an answer can bear them."""

import base64
from datetime import datetime
from typing import Any

from honour.places.selections import Scalar


def plain(value: Scalar) -> Any:
    """A store's value as JSON can bear it: bytes in base64, dates as ISO 8601 text."""
    match value:
        case str():
            return value if value.isascii() else _utf8(value)
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
        case datetime():
            return value.isoformat()
        case _:
            return value


def _utf8(text: str) -> str:
    """A text whose bytes are no UTF-8 came so out of a file: what cannot be read shows as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
