"""`honour export WHO --out FILE.zip`: what is held about somebody, to take away."""

import argparse
import io
import json
import os
import zipfile
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
    parser.add_argument("--why", metavar="TEXT", help="why you export; kept with the journal's entry")


def run(arguments: argparse.Namespace) -> Exit:
    """Write a readable page in each language of the site, and the same as JSON; `Exit.FINDINGS` where
    nothing of him is left to write.
    """
    from honour.carrying_out.people import exact_name, known
    from honour.carrying_out.show import shown
    from honour.publishing.answer import as_data, as_page

    with opened(arguments) as site:
        match, cases = known(site.ports, Personal(arguments.who))
        if match is None:
            nobody(arguments) if not cases else erased(arguments, site, cases)
            return Exit.FINDINGS
        looked(site, "exported", match.subject, arguments.why)
        answer = shown(site.ports, match, site.now)
        policy = site.ports.policy
        files = {
            f"data.{language}.html": as_page(policy, answer, site.now, language)
            for language in policy.site.languages
        }
        data = as_data(policy, answer, exact_name(match), site.now)
        files["data.json"] = json.dumps(data, ensure_ascii=False, indent=2)
        _write(arguments.out, files)
        rows = sum(one.count for one in answer)
    if arguments.json:
        telling.as_json({"file": str(arguments.out), "files": sorted(files), "rows": rows})
    else:
        telling.line(
            f"{telling.counted(rows, 'row', 'rows')} written to {arguments.out}: {', '.join(sorted(files))}"
        )
    return Exit.DONE


def _write(path: Path, files: dict[str, str]) -> None:
    """The archive, readable by its owner alone, and never over another file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WrongUse(f"{path} exists: name a new file") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(buffer.getvalue())
