"""`honour words`: every word that a policy may use, with what each language says for it."""

import argparse
import json
from collections.abc import Iterator

from honour.command import telling
from honour.command.exits import Exit
from honour.promises import lexicon


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    made = parser.add_mutually_exclusive_group()
    made.add_argument("--reference", action="store_true", help="the reference of the language, in Markdown")
    made.add_argument("--settings", action="store_true", help="what honour.toml may say, in Markdown")
    made.add_argument("--schema", action="store_true", help="the JSON Schema of a policy, for editors")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the lexicon, vocabulary by vocabulary; or what is made of every section."""
    if arguments.settings:
        from honour.website import configuration

        telling.line(configuration.reference().removesuffix("\n"))
        return Exit.DONE
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
    groups = {name: sorted(rows) for name, rows in _vocabularies()}
    if arguments.json:
        telling.as_json(
            {
                name: [dict(zip(("word", "en", "fr"), row, strict=True)) for row in rows]
                for name, rows in groups.items()
            }
        )
    else:
        for name, rows in groups.items():
            telling.table(name, ("word", "English", "français"), rows)
    return Exit.DONE


def _vocabularies() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Each vocabulary with its words, and what each language says for them."""
    from honour.promises import allow, ask, assured, collect, data, kept_because, never, people, say

    yield "fields", [(name, each.en[0], each.fr[0]) for name, each in lexicon.FIELDS.items()]
    yield "purposes", [(name, each.gerund, each.fr) for name, each in lexicon.PURPOSES.items()]
    yield "events", [(name, each.en_when, each.fr) for name, each in lexicon.EVENTS.items()]
    yield "people", [(name, each.en, each.fr) for name, each in lexicon.GROUPS.items()]
    yield "recipient categories", [(name, n.en[0], n.fr[0]) for name, n in lexicon.CATEGORIES.items()]
    for title, words in (
        ("known recipients", lexicon.RECIPIENTS),
        ("who people are", people.BELONGS),
        ("occasions", lexicon.OCCASIONS),
        ("sources", collect.SOURCES),
        ("special categories", data.CATEGORIES),
        ("exceptions to erasure", kept_because.EXCEPTIONS),
        ("channels", allow.CHANNELS),
        ("moments of a question", ask.MOMENTS),
        ("assurances", assured.UNDERTAKINGS),
        ("advice", say.ADVICE),
        ("definitions", say.DEFINITIONS),
        ("limits", say.LIMITS),
    ):
        yield title, [(name, said.en, said.fr) for name, said in words.items()]
    yield "never", [(name, act.said.en, act.said.fr) for name, act in never.ACTS.items()]
