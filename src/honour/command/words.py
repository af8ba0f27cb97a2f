"""`honour words`: every word that a policy may use, with what each language says for it."""

import argparse

from honour.command import telling
from honour.command.exits import Exit
from honour.promises import lexicon


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command: nothing."""


def run(arguments: argparse.Namespace) -> Exit:
    """Print fields, purposes and events."""
    fields = [(name, field.en[0], field.fr[0]) for name, field in sorted(lexicon.FIELDS.items())]
    purposes = [(name, purpose.gerund, purpose.fr) for name, purpose in sorted(lexicon.PURPOSES.items())]
    events = [(name, event.en_when, event.fr) for name, event in sorted(lexicon.EVENTS.items())]
    groups = (("fields", fields), ("purposes", purposes), ("events", events))
    if arguments.json:
        telling.as_json(
            {
                name: [dict(zip(("word", "en", "fr"), row, strict=True)) for row in rows]
                for name, rows in groups
            }
        )
    else:
        for name, rows in groups:
            telling.table(name, ("word", "English", "français"), rows)
    return Exit.DONE
