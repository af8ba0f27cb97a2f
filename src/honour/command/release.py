"""`honour release WHO`: ends what `restrict` began; dry without `--really`."""

import argparse

from honour.command import telling
from honour.command.exits import Exit
from honour.command.opening import opened
from honour.command.person import hold_in_words, hold_json, nobody
from honour.places.personal import Personal


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument("--hold", metavar="ID", help="only this one; a secret one ends in no other way")
    parser.add_argument("--why", metavar="TEXT", help="why; kept sealed, and the person can read it")
    parser.add_argument("--really", action="store_true", help="do it")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would end, or end it; `Exit.FINDINGS` where nothing is held that may be told."""
    from honour.carrying_out.holding import holds_of, told_of
    from honour.carrying_out.people import find

    with opened(arguments, alone=True) as site:
        match = find(site.ports, Personal(arguments.who))
        if match is None:
            return nobody(arguments)
        named = arguments.hold
        holds = told_of(site.ports, match)
        if named is not None:
            holds = tuple(hold for hold in holds_of(site.ports, match.subject) if hold.id == named)
        why = None if arguments.why is None else Personal(arguments.why)
        for hold in holds if arguments.really else ():
            site.records.lift_hold(hold.id, site.by, why, site.now)
        if arguments.json:
            shown = [hold_json(hold) for hold in holds]
            telling.as_json({"holds": shown, "released": arguments.really and bool(holds)})
        else:
            for hold in holds:
                telling.line(f"{'Released' if arguments.really else 'Would end'}: {hold_in_words(hold)}")
            telling.line(_last_line(bool(holds), arguments.really))
        return Exit.DONE if holds else Exit.FINDINGS


def _last_line(any_found: bool, really: bool) -> str:
    if not any_found:
        return "Nothing is held here that could be released so; name it with --hold ID."
    if really:
        return "What was held back is due again as the policy says: see `honour sweep`."
    return "Nothing was changed. To release exactly this: --really"
