"""`honour export WHO --out FILE.zip`: what is held about somebody, to take away.

What could go wrong for ever: *another file is lost*. So the archive's name must be new, and only an archive
that this run has begun and could not finish is taken away.
"""

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import opened
from honour.command.person import erased, looked, nobody
from honour.places.personal import Personal


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("who", metavar="WHO", help="an address, a user name, or KIND:KEY such as customer:3")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE.zip", help="the file to write; it must be new"
    )
    parser.add_argument("--why", metavar="TEXT", help="why you export; the person can read it")


def run(arguments: argparse.Namespace) -> Exit:
    """Write what the person's own download has: a readable page in each language of the site, the same as
    JSON, what he wrote to the site, and his files; `Exit.FINDINGS` where nothing of him is left to write.
    """
    from honour.carrying_out.people import known
    from honour.publishing.archive import archive_of, archived

    with opened(arguments, archive=True) as site:
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None:
            nobody(arguments) if not cases else erased(arguments, site, cases)
            return Exit.FINDINGS
        looked(site, "exported", match.subject, arguments.why)
        archive, attached = archive_of(site.ports, (match,), site.now), list[None]()
        write_new(arguments.out, archived(archive.files, _counted(archive.contents, attached)))
        files, rows = sorted(archive.files), archive.rows
    if arguments.json:
        document = {
            "file": str(arguments.out),
            "files": files,
            "attached": len(attached),
            "rows": rows,
        }
        telling.as_json(document)
    else:
        also = f", and {telling.counted(len(attached), 'file', 'files')}" if attached else ""
        held = telling.counted(rows, "row", "rows")
        telling.line(f"{held} written to {arguments.out}: {', '.join(files)}{also}")
    return Exit.DONE


def _counted(
    contents: Iterable[tuple[Personal[str], Iterable[bytes]]], attached: list[None]
) -> Iterator[tuple[Personal[str], Iterable[bytes]]]:
    """The same files, with one more in `attached` for each."""
    for named, pieces in contents:
        attached.append(None)
        yield named, pieces


def write_new(path: Path, pieces: Iterable[bytes]) -> None:
    """The archive, readable by its owner alone, and never over another file. One that was not finished is
    taken away.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WrongUse(f"{path} exists: name a new file") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(pieces)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise WrongUse(f"{path} cannot be written ({error.strerror}): make room, or name another") from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
