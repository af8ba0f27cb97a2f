"""`honour keys`: the epoch that the keys are in; `--turn` turns them when it is due."""

import argparse
from typing import TYPE_CHECKING

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import opened

if TYPE_CHECKING:
    from honour.proofs.keys import KeysLooked


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--turn",
        action="store_true",
        help="if it is due, wrap what survives under a new key and destroy the old one",
    )
    parser.add_argument(
        "--early", action="store_true", help="with --turn: also before it is due, as after a stolen backup"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Show the state of the keys, turned before if asked; `Exit.FINDINGS` where a turning stays due."""
    if arguments.early and not arguments.turn:
        raise WrongUse("--early says when to turn the keys: write `honour keys --turn --early`")
    from honour.proofs.keys import of_keys

    with opened(arguments, alone=arguments.turn) as site:
        from honour.wiring.turning import look, turn  # its models load only once Django is told of them

        turned = turn(site.records, site.by, site.now, arguments.early) if arguments.turn else None
        looked = look(site.records)
        said = of_keys(looked, site.now)
        due = looked.is_due(site.now)
    if arguments.json:
        telling.as_json(
            {
                "epoch": looked.epoch,
                "began": looked.began.isoformat(),
                "next turning": looked.next_turning.isoformat(),
                "due": due,
                "under way": looked.under_way,
                "cells": looked.cells,
                "waiting": looked.waiting,
                "held": list(looked.held),
                "oldest in copy": looked.oldest_in_copy,
                "same disk": looked.same_disk,
                "turned": None if turned is None else {"epoch": turned.epoch, "cells": turned.cells},
            }
        )
    else:
        if turned is not None:
            cells = telling.counted(turned.cells, "cell was", "cells were")
            telling.line(f"{cells} wrapped under the key of epoch {turned.epoch}; older keys are destroyed.")
        _print(looked, said.why, due)
    return Exit.FINDINGS if due else Exit.DONE


def _print(looked: "KeysLooked", why: str, due: bool) -> None:
    telling.line(f"{telling.counted(looked.cells, 'key cell', 'key cells')}; {why}.")
    if looked.oldest_in_copy is not None:
        telling.line(f"The copy of the keys holds none older than epoch {looked.oldest_in_copy}.")
    if due:
        telling.line("To turn them: honour keys --turn")
