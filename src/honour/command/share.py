"""`honour share RECIPIENT WHO…`: what would go to a recipient; with --really DIGEST, exactly that goes.

What could go wrong for ever: what has left cannot be called back. So nothing goes without the digest of what
was shown, the gate is asked again at that moment, and the journal has an entry before.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from honour.carrying_out.stores import StoreUnreachable
from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened
from honour.command.recipient import refused as as_findings
from honour.places.personal import Personal
from honour.plans.share import Refused, cases, cases_of
from honour.promises.share import Share

if TYPE_CHECKING:
    from honour.carrying_out.people import Match
    from honour.carrying_out.sharing import Fate, Parcel

_MOST: Final = 1000  # people in one parcel: a request of some megabytes


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("recipient", metavar="RECIPIENT", help="its key in the policy")
    parser.add_argument(
        "who", nargs="+", metavar="WHO", help="whose data: an address, a user name, or KIND:KEY each"
    )
    case = "which statement of `share`, by its number in `honour recipient log`, where several name it"
    parser.add_argument("--case", type=int, metavar="N", help=case)
    parser.add_argument("--out", type=Path, metavar="FILE", help="into a new file, to be handed over by hand")
    local = "an address of your own network where the recipient may be asked"
    parser.add_argument("--local", action="append", default=[], metavar="IP:PORT", help=local)
    parser.add_argument("--really", metavar="DIGEST", help="send exactly what the digest was shown for")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would go, or let it go. Raises WrongUse, Unreadable where the gate refuses, Ambiguous."""
    from honour.carrying_out.sharing import Leaving, leave, parcel_of, refusal_of, unsendable

    with opened(arguments) as site:
        from honour.keeping.commitments import actions  # models load once Django is configured

        matches = _people(site, arguments.who)
        case = _case(site, arguments)
        to = str(arguments.out) if arguments.out else actions.outlet_of(arguments.recipient) or ""
        known = arguments.recipient in site.ports.policy.recipients
        parcel = parcel_of(
            site.ports,
            arguments.recipient if known else "not declared",
            case,
            matches,
            "file" if arguments.out else "webhook",
            to,
        )
        refusal = refusal_of(site.ports, parcel, actions.commitments(), site.now)
        refusal = refusal or _never(site, parcel, unsendable(site.ports, parcel, site.now), to)
        if refusal is not None:
            leaving = parcel.leaving
            if not known:
                leaving = Leaving(leaving.facts, leaving.subjects, Personal(arguments.recipient))
            leave(site.records, leaving, refusal, uuid4().hex, site.by, site.now, _nothing)
            raise as_findings(refusal)
        if arguments.really is None:
            _tell(arguments, parcel, None, "")
            return Exit.DONE
        return _send(arguments, site, parcel)


def _nothing() -> "Fate":
    raise AssertionError("what is refused is handed to nobody")


def _never(site: Opened, parcel: "Parcel", in_files: tuple[str, ...], to: str) -> Refused | None:
    """What the gate lets through and this command cannot send, or must not by itself."""
    from honour.plans.share import on_consent

    if parcel.case is not None and on_consent(site.ports.policy, parcel.case):
        reason = "this case rests on each person's consent, which this command does not look at"
        return Refused(reason, "let the person's own act on the site lead to it", "GDPR Art. 6(1)(a), 7(1)")
    if in_files:
        reason = f"{', '.join(in_files)} lies in files, and a parcel carries none"
        return Refused(reason, "hand the documents over by hand, or leave their kind out of the case")
    if not to:
        mend = f'`honour recipient enable "{parcel.recipient}" --to https://… --really`, or --out FILE'
        return Refused(f"nobody said where the data of “{parcel.recipient}” goes", mend)
    return None


def _people(site: Opened, names: list[str]) -> tuple["Match", ...]:
    """Everybody who is meant, each once. Raises WrongUse: a part of them is not what was asked."""
    from honour.carrying_out.people import find

    if len(names) > _MOST:
        raise WrongUse(f"at most {_MOST} people at once: share with the rest after them")
    found = [find(site.ports, Personal(name)) for name in names]
    lacking = sum(match is None for match in found)
    if lacking:
        people = telling.counted(lacking, "of these is", "of these are")
        raise WrongUse(f"{people} nobody whom this site knows: nothing was sent; name those who are there")
    return tuple({match.subject.tokens: match for match in found if match is not None}.values())


def _case(site: Opened, arguments: argparse.Namespace) -> Share | None:
    """The statement under which it goes; None where there is none. Raises WrongUse where several are."""
    policy = site.ports.policy
    every = cases(policy)
    if arguments.case is not None:
        if not 1 <= arguments.case <= len(every):
            raise WrongUse(f"the policy has {telling.counted(len(every), 'case', 'cases')} of sharing")
        number: int = arguments.case
        return every[number - 1]
    mine = cases_of(policy, arguments.recipient)
    if len(mine) > 1:
        numbers = ", ".join(str(every.index(each) + 1) for each in mine)
        raise WrongUse(f"several cases name this recipient: say --case with one of {numbers}")
    return mine[0] if mine else None


def _send(arguments: argparse.Namespace, site: Opened, parcel: "Parcel") -> Exit:
    from honour.carrying_out.sharing import content_of, leave
    from honour.command.export import write_new
    from honour.command.finishing import refuse_other_digest
    from honour.keeping.commitments import secrets
    from honour.wiring.partners import handed

    refuse_other_digest(arguments.really, parcel.digest, "share")
    signing = secrets.of(site.records.journal_keys.keys, parcel.recipient, site.now)
    if parcel.way == "webhook" and not signing.reveal():
        mend = f'run `honour recipient rotate "{parcel.recipient}" --really` and give it the new one'
        raise WrongUse(f"no secret signs what goes to “{parcel.recipient}”, so nothing was sent: {mend}")
    transfer = uuid4().hex
    if arguments.out and arguments.out.exists():
        raise WrongUse(f"{arguments.out} exists: name a new file")
    content = content_of(site.ports, parcel, transfer, site.now)
    said: list[str] = []

    def hand() -> "Fate":
        if arguments.out:
            try:
                write_new(arguments.out, [content.reveal()])
            except WrongUse as error:
                said.append(str(error))
                return "not shared"
            return "shared"
        fate, answer = handed(parcel.to, content, transfer, arguments.local, signing, site.now)
        said.append(answer)
        return fate

    fate = leave(site.records, parcel.leaving, None, transfer, site.by, site.now, hand)
    assert not isinstance(fate, Refused)
    if fate == "not shared":
        raise StoreUnreachable(f"nothing was sent: {said[0]}; mend that, then run this again")
    _tell(arguments, parcel, fate, transfer)
    if fate == "perhaps shared":
        telling.aside(f"{said[0]}: ask the recipient about transfer {transfer} before you send it again")
        return Exit.HALF_WAY
    return Exit.DONE


def _tell(arguments: argparse.Namespace, parcel: "Parcel", fate: "Fate | None", transfer: str) -> None:
    from honour.carrying_out.sharing import facts_of

    facts = facts_of(parcel)
    if arguments.json:
        document: dict[str, Any] = {
            name: facts[name] for name in ("recipient", "purpose", "when", "fields", "people")
        }
        document |= {
            "left_out": parcel.held,
            "objected": parcel.objected,
            "way": parcel.way,
            "to": parcel.to,
            "digest": parcel.digest,
        }
        telling.as_json({**document, "fate": fate, "transfer": transfer or None})
        return
    people = telling.counted(len(parcel.matches), "person", "people")
    fields = ", ".join(sorted({field for each in parcel.fields.values() for field in each}))
    telling.line(f"{fields} of {people} to “{parcel.recipient}”, {parcel.way}: {parcel.to}")
    if parcel.held:
        telling.line(f"left out, for their data are restricted: {parcel.held} (GDPR Art. 18)")
    if parcel.objected:
        telling.line(f"left out, for they objected to this use: {parcel.objected} (GDPR Art. 21)")
    if fate is None:
        telling.line(f"Nothing was sent. To send exactly this: --really {parcel.digest}")
    else:
        telling.line(f"{fate}: transfer {transfer}")
