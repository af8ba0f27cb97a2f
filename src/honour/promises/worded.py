"""Each section that is only put into words: its sentences in the order of the page, in each language.

`site`, `collect`, `share` and `keep` speak statement by statement, and are worded by `sentences`.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.sentences import protect_sentences

Worded: TypeAlias = Callable[[Policy, Language], tuple[str, ...]]

WORDED: Final[tuple[tuple[str, Worded], ...]] = (("protect", protect_sentences),)
"""Name of each section, in the order of the page, and what it says: nothing where a policy lacks it."""
