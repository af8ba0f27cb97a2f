"""`honour map`: a first data map of a database that exists, with what a person must decide. Reads no row."""

import argparse
import os
from pathlib import Path
from zoneinfo import available_timezones

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.places.drafting.draft import draft
from honour.places.drafting.written import written
from honour.places.map import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "address",
        metavar="URL",
        help="the database, or '${NAME}' of the environment, which shows no password",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the map to a file that is not there yet"
    )
    parser.add_argument("--store", default="main", metavar="NAME", help="the store's name (default: main)")
    parser.add_argument("--zone", default="UTC", metavar="ZONE", help="the clock that its dates were read on")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the draft, or write it. Raises WrongUse, StoreUnreachable."""
    if not arguments.store.isidentifier():
        raise WrongUse("--store takes a plain word: letters, digits and _, as in `main`")
    if arguments.zone not in available_timezones():
        raise WrongUse("--zone takes a name of the IANA list, as in `Europe/Paris`")
    from honour.wiring.stores import catalogue_of  # the databases' drivers load here

    address: str = arguments.address
    variable = address if address.startswith("${") else f"${{{arguments.store.upper()}_DATABASE_URL}}"
    made = draft(catalogue_of(Store(arguments.store, address, arguments.zone), os.environ))
    text = written(made, variable, arguments.zone)
    if arguments.out is not None:
        _write(arguments.out, text)
    decisions = [{"place": decision.place, "question": decision.question} for decision in made.decisions]
    if arguments.json:
        file = None if arguments.out is None else str(arguments.out)
        telling.as_json({"map": text, "file": file, "decisions": decisions})
        return Exit.DONE
    if arguments.out is None:
        telling.line(text.removesuffix("\n"))
    else:
        telling.aside(f"written to {arguments.out}")
    if variable != address:
        telling.aside(f"the map names the variable {variable[2:-1]}: set it to the database's URL")
    left = telling.counted(len(decisions), "thing", "things")
    telling.aside(f"{left} to decide, marked « decide »; then run `honour check`")
    return Exit.DONE


def _write(path: Path, text: str) -> None:
    """Write a new file: a map that somebody has worked on is never overwritten."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise WrongUse(f"{path} is there already; name another file, and compare the two") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}); name another file") from None
