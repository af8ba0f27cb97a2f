"""`honour words`: every word that a policy may use, with what each language says for it."""

import argparse
import json

from honour.command import telling
from honour.command.exits import Exit
from honour.promises import lexicon


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    made = parser.add_mutually_exclusive_group()
    made.add_argument("--reference", action="store_true", help="the reference of the language, in Markdown")
    made.add_argument("--schema", action="store_true", help="the JSON Schema of a policy, for editors")


def run(arguments: argparse.Namespace) -> Exit:
    """Print fields, purposes and events; or what is made of every section."""
    if arguments.reference or arguments.schema:
        from honour.publishing.reference import CORE, policy_schema, reference
        from honour.wiring.offers import CONSTRUCTS

        constructs = (*CORE, *CONSTRUCTS)
        if arguments.schema:
            telling.line(json.dumps(policy_schema(constructs), ensure_ascii=False, indent=2))
        elif arguments.json:
            telling.as_json({"reference": reference(constructs)})
        else:
            telling.line(reference(constructs).removesuffix("\n"))
        return Exit.DONE
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
