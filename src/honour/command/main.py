"""The `honour` command. Only argparse is loaded here; each command loads what it needs when it is the one
asked for.
"""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from honour.command.exits import Exit, NotReplayed, StoppedHalfWay, WrongUse
from honour.promises.findings import Unreadable

COMMANDS: tuple[tuple[str, str], ...] = (
    ("new", "a site's folder, with a policy to begin with"),
    ("serve", "the site: its pages, its worker and its schedules, until told to end"),
    ("check", "the policy against itself, the law, the map and the databases"),
    ("publish", "the policy in words, as a page"),
    ("compare", "what changes for people from one policy file to the next"),
    ("words", "every word that a policy may use"),
    ("map", "drafts a data map from an existing database, and says what a person must decide"),
    ("person", "what is held about somebody, where, why, until when"),
    ("export", "the same as a file to take away: a readable page and JSON"),
    ("erase", "what erasing somebody would do; with --really DIGEST, does exactly that"),
    ("rectify", "what a correction would change; with --really DIGEST, does exactly that"),
    ("restrict", "that nobody destroys somebody's data for now; with --really, holds them"),
    ("release", "what would end of such a hold; with --really, ends it"),
    ("sweep", "what is due; with --really DIGEST, destroys it"),
    ("keys", "how old the keys are; with --turn, wraps what survives anew and destroys the old one"),
    ("requests", "what was asked, when it was due and when it was answered; by month"),
    ("register", "the register of processing, with what was seen; as a page, a spreadsheet, JSON"),
    ("prove", "the state of every promise; with --pack, a file for the authority"),
    ("verify", "checks such a file, offline"),
    ("guard", "looks for what is confidential in texts: JSON lines in, JSON lines out"),
    ("mail", "test: sends a letter and looks at the domain; announce: news to all who receive it"),
    ("recipient", "who may receive data, what binds each, and what went to it"),
    ("share", "what would go to a recipient; with --really DIGEST, sends exactly that"),
    ("disclose", "the register of demands for somebody's data; list, or show NUMBER"),
    ("breach", "the register of breaches: list, show NUMBER, or record one: 72 hours run from then"),
    ("backup", "every store and the site's own state in one encrypted file, without the keys"),
    ("restore", "what putting a backup back would replace; with --really, puts it back"),
    ("geography", "installs a database of where IP addresses are; without it, unknown"),
    ("staff", "makes somebody staff, or lets staff in who lost a second factor"),
    ("upgrade", "brings the site's database up to date: backup, migrate, check"),
    ("restored", "after a restore: whom to erase again; with --really DIGEST, does exactly that"),
)
"""Name and help of each command; the module of the same name has `arguments` and `run`."""


def run() -> None:
    """Run the command that `sys.argv` asks for, and end the process with its exit code."""
    # A closed stream is None, and one of another encoding lacks characters: neither may stop an act.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def main(words: Sequence[str]) -> int:
    """Run a command; its exit code. Errors are told on standard error, or as JSON with `--json`."""
    asked = next((word for word in words if not word.startswith("-")), None)
    if asked not in dict(COMMANDS) and not {"-h", "--help"} & set(words):
        return _no_command(asked)
    module = importlib.import_module(f"honour.command.{asked}") if asked in dict(COMMANDS) else None
    arguments = _parser(asked, module).parse_args(words)
    assert module is not None  # argparse has refused any other word
    try:
        return int(module.run(arguments))
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        _tell(arguments, error, *told)
        return told[0]


def _no_command(asked: str | None) -> Exit:
    """Say which commands there are, and which of them looks most like what was asked."""
    from honour.command import telling
    from honour.promises.reading import nearest

    telling.aside(_parser(None, None).format_help())
    close = nearest(asked, dict(COMMANDS)) if asked else None
    if asked:
        telling.aside(
            f"honour: there is no command “{asked}”" + (f"; did you mean `honour {close}`?" if close else "")
        )
    return Exit.WRONG_USE


class _Parser(argparse.ArgumentParser):
    """Options are never guessed from their beginning: one of them destroys."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **{**named, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, without the values of what was typed: they may name somebody."""
        from honour.command import telling

        _, colon, typed = message.partition("unrecognized arguments: ")
        if colon:
            options = [word.partition("=")[0] for word in typed.split() if word.startswith("--")]
            given = " ".join(options) or "another word"
            message = f"more was given than {self.prog} takes: {given}; `--help` lists what it takes"
        telling.aside(f"{self.format_usage()}{self.prog}: {message}")
        sys.exit(Exit.WRONG_USE)


def _parser(asked: str | None, module: ModuleType | None) -> argparse.ArgumentParser:
    parser = _Parser(prog="honour", description="Keeps a site's privacy policy, and shows that it did.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, help_text in COMMANDS:
        command = commands.add_parser(name, help=help_text, description=f"honour {name}: {help_text}")
        command.add_argument("--json", action="store_true", help="one JSON document on standard output")
        if name not in ("new", "compare", "verify", "map", "guard"):
            folder = "the site's folder (default: this one)"
            command.add_argument("--site", type=Path, default=Path(), metavar="DIR", help=folder)
        if name == asked and module is not None:
            module.arguments(command)
    return parser


def _told(error: Exception) -> tuple[Exit, str] | None:
    """The exit code of an error that names its remedy, and the error's kind; None for a fault of ours."""
    # Loaded only now: a command that needs no database must not pay for what this names.
    from honour.carrying_out.people import Ambiguous
    from honour.carrying_out.ports import StateRefused
    from honour.carrying_out.stores import StoreBusy, StoreChanged, StoreUnreachable

    match error:
        case Unreadable():
            return Exit.FINDINGS, "unreadable"
        case StoreChanged():
            return Exit.FINDINGS, "changed"
        case WrongUse() | Ambiguous():
            return Exit.WRONG_USE, "wrong use"
        case StoreBusy():
            return Exit.UNREACHABLE, "busy"
        case StoreUnreachable() | StateRefused():
            return Exit.UNREACHABLE, "unreachable"
        case StoppedHalfWay():
            return Exit.HALF_WAY, "stopped half-way"
        case NotReplayed():
            return Exit.HALF_WAY, "not replayed"
        case _:
            return None


def _tell(arguments: argparse.Namespace, error: Exception, code: Exit, kind: str) -> None:
    from honour.command import telling

    found = error.findings if isinstance(error, Unreadable) else ()
    if arguments.json:
        document: dict[str, Any] = {
            "error": kind,
            "message": str(error),
            "findings": telling.findings_json(found),
        }
        telling.as_json(document)
        return
    for finding in found:
        telling.aside(f"{finding.place}: {finding.reason}\n    {finding.mend}")
    if not found:
        telling.aside(f"honour: {error}")
