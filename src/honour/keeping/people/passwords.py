"""How passwords are kept: argon2id, salted, slow on purpose, and bounded in what it takes of the machine."""

from threading import BoundedSemaphore
from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE: Final = 2  # in one process: 38 MiB at most, however many people sign in at the same moment
_TURNS: Final = BoundedSemaphore(AT_ONCE)


class BoundedArgon2(Argon2PasswordHasher):
    """Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane (RFC 9106).

    Django's own settings take 100 MiB and eight lanes for each sign-in: 50 at once would take 5 GB.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The hash of a password, in its turn."""
        with _TURNS:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether a password is that of a hash, found out in its turn."""
        with _TURNS:
            return super().verify(password, encoded)
