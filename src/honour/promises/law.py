"""The catalogue of laws: duties to keep, longest terms, other rules (LANGUAGE, meaning 7).

Legal floors follow the country that the publisher declares, never an assumption. Another country is another
file of entries, and one line for each kind here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises import law_france
from honour.promises.law_entry import Law as Law
from honour.promises.law_entry import Limit, Rule

LAWS: Final[Mapping[str, Law]] = MappingProxyType({law.key: law for law in law_france.DUTIES})
LIMITS: Final[Mapping[str, Limit]] = MappingProxyType({limit.key: limit for limit in law_france.LIMITS})
RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.key: rule for rule in law_france.RULES})


def not_checked() -> tuple[str, ...]:
    """The keys of the entries that nobody has read against their source, in the order of the catalogue."""
    entries: tuple[Law | Limit | Rule, ...] = (*LAWS.values(), *LIMITS.values(), *RULES.values())
    return tuple(entry.key for entry in entries if entry.read is None)


def sourced(entry: Law | Limit | Rule) -> str:
    """An entry as the source of a finding: its key, and what was read of it."""
    return f"{entry.key} ({entry.source})"
