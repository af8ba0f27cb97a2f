"""Patterns that few texts need: compiled at their first use, for all of them are half of an import."""

import re
from functools import cache


@cache
def compiled(shape: str) -> re.Pattern[str]:
    """The pattern of a shape, compiled once."""
    return re.compile(shape)
