"""`honour mail test [ADDRESS]`: sends a letter, and says what SPF, DKIM and DMARC lack.

`honour mail announce FILE`: how many people receive news of the service; with --really, writes it to them.
"""

import argparse
import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from honour.carrying_out.mailing import Mail
from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import clock, site_of
from honour.places.terms import local_day
from honour.promises.findings import Finding, Unreadable
from honour.website.configuration import CONFIGURATION
from honour.website.enacted import papers_of
from honour.website.folder import Configuration, read_configuration, read_policy
from honour.website.mailing import office_of

if TYPE_CHECKING:
    from honour.wiring.mail import PostOffice, Record

_SUBJECT = "A test letter – un message d’essai"
_TEXT = (
    "This letter shows that the site can send letters.\n"
    "Ce message montre que le site peut envoyer du courrier.\n"
)
_SAID = {
    "sent": "the post office took it",
    "later": "it could not be handed over: look at host, port, security, user and password in [mail]",
    "refused": "the post office refuses this address",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    what = "test: send a letter and look at the domain; announce: write news to all who receive it"
    parser.add_argument("act", choices=("test", "announce"), help=what)
    to = "test: where to (default: the policy's contact); announce: FILE, read as FILE.fr.txt and FILE.en.txt"
    parser.add_argument("what", nargs="?", metavar="ADDRESS or FILE", help=to)
    parser.add_argument("--really", action="store_true", help="announce: write the letters")


def run(arguments: argparse.Namespace) -> Exit:
    """Send, look, and tell; `Exit.FINDINGS` where a record is missing. Raises WrongUse, Unreadable."""
    site = site_of(arguments)
    if arguments.act == "announce":
        return _announce(arguments, site)
    if arguments.really:
        raise WrongUse("`test` sends its letter at once: leave --really out")
    configuration = read_configuration(site)
    policy, _ = read_policy(site)
    if configuration.demo:
        raise WrongUse("a demo sends no mail: its letters are on the page /outbox/")
    office = office_of(configuration, policy)
    if office is None:
        mend = 'write `[mail]` and `host = "…"`; docs/configuration.md lists the rest'
        raise Unreadable(Finding(CONFIGURATION, "there is no section [mail]", mend))
    from honour.wiring.mail import stopped

    now = clock(configuration)
    refusal = stopped(office, policy, local_day(now, policy.site.time_zone), partial(papers_of, site))
    if refusal:
        raise Unreadable(Finding("the gate", refusal.reason, refusal.mend, refusal.source))
    return _tell(arguments, configuration, office, arguments.what or policy.site.publisher.contact)


def _announce(arguments: argparse.Namespace, site: Path) -> Exit:
    """Write news of the service, or count to whom. Raises WrongUse, Unreadable, StateRefused."""
    if not arguments.what:
        raise WrongUse("say which file: `honour mail announce NEWS` reads NEWS.fr.txt and NEWS.en.txt")
    from honour.website.running import open_running  # Django loads here
    from honour.website.state import close_state

    try:
        at_work = open_running(site)
        from honour.portal.my_choices import letters

        name = Path(arguments.what).name
        if not letters.NAME.fullmatch(name):
            raise WrongUse("the file's name is the letter's: small letters, digits and hyphens, 60 at most")
        languages = at_work.policy.site.languages
        news = {each: letters.News(*_read(f"{arguments.what}.{each}.txt")) for each in languages}
        by = f"os:{getpass.getuser()}"
        count = letters.announce(name, news, by, arguments.really, at_work.now())
    finally:
        close_state()
    if count is None:
        raise WrongUse(
            "the policy uses no e-mail address for “service information”, so nothing was written; that it was"
            " tried is in the journal. A statement `- {data: …, for: service information, …}` would say so"
        )
    if arguments.json:
        telling.as_json({"letter": name, "people": count, "written": arguments.really})
        return Exit.DONE
    people = telling.counted(count, "person receives", "people receive")
    telling.line(f"{people} this letter" + ("." if arguments.really else "; --really writes it."))
    return Exit.DONE


def _read(file: str) -> tuple[str, str]:
    """The subject, which is the first line, and the text. Raises WrongUse."""
    try:
        subject, _, text = Path(file).read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        raise WrongUse(f"{file} cannot be read: write it, the subject in its first line") from None
    if not subject.strip() or not text.strip():
        raise WrongUse(f"{file} lacks its subject or its text: the subject is the first line")
    return subject.strip(), text.strip()


def _tell(arguments: argparse.Namespace, configuration: Configuration, office: "PostOffice", to: str) -> Exit:
    from honour.wiring.mail import look_up, send

    try:
        letter = Mail(uuid4().hex, to, "en", _SUBJECT, _TEXT, clock(configuration))
    except ValueError as error:
        raise WrongUse(str(error)) from None
    delivery = send(office, letter)
    records = look_up(office.domain)
    if arguments.json:
        telling.as_json(
            {
                "delivery": delivery,
                "domain": office.domain,
                "records": [
                    {
                        "name": record.name,
                        "at": record.at,
                        "state": record.state,
                        "mend": None if record.state == "there" else record.mend,
                    }
                    for record in records
                ],
            }
        )
    else:
        telling.line(f"The letter: {_SAID[delivery]}.")
        for record in records:
            _print(record)
    if delivery != "sent":
        return Exit.UNREACHABLE
    return Exit.DONE if all(record.state == "there" for record in records) else Exit.FINDINGS


def _print(record: "Record") -> None:
    match record.state:
        case "there":
            telling.line(f"{record.name}: there, at {record.at}")
        case "missing":
            telling.line(f"{record.name}: not found at {record.at}; {record.mend}")
        case _:
            telling.line(f"{record.name}: could not be asked; to have it: {record.mend}")
