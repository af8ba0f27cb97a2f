"""One process tree: whoever waits for the site's end is its root, and no branch outlives it."""

import os
import threading
from typing import Final

_EVERY: Final = 2.0  # seconds between two looks; what a killed root leaves is seen within them


def end_with_parent() -> None:
    """End this process, at once, when the one that started it is gone, even if that was killed.

    What was under way is cut as by a crash, which leaves everything whole (docs/durability.md); a process
    that went on would keep the port, and serve what nobody watches.
    """
    parent = os.getppid()
    never = threading.Event()

    def watch() -> None:
        while not never.wait(_EVERY):
            if os.getppid() != parent:
                os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end with parent").start()
