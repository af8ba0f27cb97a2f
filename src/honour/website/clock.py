"""The clock of a running site: the real one, or on a demo that of the file named by HONOUR_NOW_FILE."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

MOVED: Final = "HONOUR_NOW_FILE"


def clock(demo: bool) -> Callable[[], datetime]:
    """Gives *now*, in UTC, at each call. Only a demo's clock can be moved, and its file is read each time."""
    file = os.environ.get(MOVED)
    if not demo or not file:
        return lambda: datetime.now(UTC)

    def moved() -> datetime:
        try:
            read = datetime.fromisoformat(Path(file).read_text("utf-8").strip())
        except (OSError, ValueError):
            return datetime.now(UTC)
        return read if read.tzinfo else read.replace(tzinfo=UTC)

    return moved
