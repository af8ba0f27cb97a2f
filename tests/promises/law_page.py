"""The page about the catalogue of laws: `python -m tests.promises.law_page > docs/laws.md` makes it."""

import sys
from collections.abc import Iterator

from honour.promises.grammar import period_in_words
from honour.promises.law import LAWS, LIMITS, RULES
from honour.promises.law_entry import Law, Limit, Rule

_OPENING = """\
# The laws that Honour knows

Made from the catalogue (`src/honour/promises/law_france.py`); a test compares. A policy names a duty to keep
as a basis, as in `basis: {law: C. com. L123-22}`. `honour check` then looks whether the law is one of the
publisher's country, covers the fields and the people, and asks for the term. An entry that is **not checked**
is never applied in silence: a policy that names it gets a finding that says so.

The page lists what was read and when. It is no legal advice.
"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join(
        (
            _OPENING,
            "## Duties to keep\n",
            "| to name it | who is bound | of whom | fields | how long, since | read | what was read |",
            "|---|---|---|---|---|---|---|",
            *(_duty(law) for law in LAWS.values()),
            "\n## Longest terms\n",
            "| key | data that serve | fields | at most, since | read | what was read |",
            "|---|---|---|---|---|---|",
            *(_limit(limit) for limit in LIMITS.values()),
            "\n## Other rules\n",
            "| key | who is bound | what it asks | read | what was read |",
            "|---|---|---|---|---|",
            *(_rule(rule) for rule in RULES.values()),
            "",
        )
    )


def _duty(law: Law) -> str:
    whom = ", ".join(sorted(law.of)) or ", ".join(f"not {group}" for group in sorted(law.not_of)) or "anybody"
    term = f"{period_in_words(law.period, 'en')}, {' or '.join(law.since)}"
    return _row((law.key, law.bound.en, whom, ", ".join(sorted(law.fields)), term, *_read(law)))


def _limit(limit: Limit) -> str:
    term = f"{period_in_words(limit.period, 'en')}, {' or '.join(limit.since)}"
    if limit.explained:
        term += f"; {period_in_words(limit.explained, 'en')} where `criteria` say why"
    served, fields = ", ".join(sorted(limit.purposes)), ", ".join(sorted(limit.fields))
    return _row((limit.key, served or "–", fields or "any", term, *_read(limit)))


def _rule(rule: Rule) -> str:
    return _row((rule.key, rule.bound.en, rule.says, *_read(rule)))


def _read(entry: Law | Limit | Rule) -> Iterator[str]:
    yield entry.read.isoformat() if entry.read else "**not checked**"
    yield entry.source


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
