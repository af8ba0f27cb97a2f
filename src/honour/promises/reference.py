"""What the reference of the language is made of: each section says itself what it means, by an example."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Construct:
    """A section of the language, or a part of one that needs its own explanation.

    `meaning` is one or two sentences for a lawyer; `example` is the whole section in YAML and reads without
    finding; `schema` is its fragment of the JSON Schema.
    """

    name: str
    meaning: str
    example: str
    schema: Mapping[str, object]
