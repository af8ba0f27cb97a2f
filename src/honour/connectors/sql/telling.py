"""By which part of a long value a scan of files knows it again."""

from typing import Final

TELLING: Final = 32
"""Bytes of a value that are looked for: a longer one may lie across two pages of the file, in two parts."""


def telling(value: bytes) -> bytes:
    """The end of a value: how it begins is often said of many (`argon2$argon2id$v=19$m=…`, `Bonjour …`)."""
    return value[-TELLING:]
