"""`honour recipient`: who may receive data, what binds each, and where it goes; dry without `--really`.

`list` tells all; `record` keeps a signed paper, `end` ends one before its time; `enable` says where a
recipient's data goes, which is refused without a paper that binds today; `rotate` changes the secret that
signs what goes there; `disable` closes it; `log` tells what left, by the published cases.
"""

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from honour.carrying_out.ports import Act, Json
from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened
from honour.command.outbound_log import log
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.share import SORTS, Commitment, Refused, bound, cases_of, sort_of
from honour.promises.findings import Finding, Unreadable
from honour.promises.reading import nearest
from honour.promises.recipients import Recipient

_ACTS = ("list", "record", "end", "enable", "disable", "rotate", "log")
_WORDS = {"file": "FILE", "to": "--to https://…"}
_LARGEST = 64 * 1024 * 1024  # bytes of a paper: a scan of some hundred pages


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("act", choices=_ACTS, help="what to do")
    parser.add_argument("recipient", nargs="?", metavar="RECIPIENT", help="its key in the policy")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="record: the paper, as it was signed"
    )
    parser.add_argument(
        "--sort", choices=SORTS, help="record: what the paper is (default: what its role needs)"
    )
    parser.add_argument("--signed", metavar="DAY", help="record: when it was signed")
    parser.add_argument("--until", metavar="DAY", help="record, end: the last day on which it binds")
    parser.add_argument("--to", metavar="ADDRESS", help="enable: where its data goes, https://…")
    local = "enable: an address of your own network where it may be asked"
    parser.add_argument("--local", action="append", default=[], metavar="IP:PORT", help=local)
    at_once = "rotate: let the secret before sign no more, as when somebody else has it"
    parser.add_argument("--at-once", action="store_true", help=at_once)
    parser.add_argument("--really", action="store_true", help="do it")


def run(arguments: argparse.Namespace) -> Exit:
    """Do it, or say what would be done. Raises WrongUse, Unreadable, StateRefused."""
    _check(arguments)
    with opened(arguments) as site:
        if arguments.act in ("list", "log"):
            return _list(arguments, site) if arguments.act == "list" else log(arguments, site)
        recipient = known(site, arguments.recipient)
        if arguments.act == "record":
            return _record(arguments, site, recipient)
        if arguments.act == "end":
            return _end(arguments, site, recipient)
        if arguments.act == "rotate":
            return _rotate(arguments, site)
        return _open(arguments, site, recipient) if arguments.act == "enable" else _close(arguments, site)


def today_of(site: Opened) -> date:
    """The local day of the site."""
    return local_day(site.now, site.ports.policy.site.time_zone)


def known(site: Opened, key: str) -> Recipient:
    """A recipient of the policy in force. Raises WrongUse, with the nearest."""
    recipients = site.ports.policy.recipients
    if key not in recipients:
        close = nearest(key, list(recipients))
        ask = f"did you mean “{close}”?" if close else f"it names: {', '.join(recipients) or 'nobody'}"
        raise WrongUse(f"the policy in force names no recipient by this key; {ask}")
    return recipients[key]


def refused(refusal: Refused) -> Unreadable:
    """A refusal of the gate as what a command ends with."""
    return Unreadable(Finding("the gate", refusal.reason, refusal.mend, refusal.source))


def _check(arguments: argparse.Namespace) -> None:
    if arguments.act in ("list", "log"):
        if arguments.recipient:
            raise WrongUse(f"`{arguments.act}` tells of all of them: leave the rest out")
        return
    if not arguments.recipient:
        raise WrongUse("say which recipient: `honour recipient list` names them")
    wanted = {"record": ("file", "signed", "until"), "end": ("until",), "enable": ("to",)}.get(
        arguments.act, ()
    )
    lacking = [name for name in wanted if getattr(arguments, name) is None]
    if arguments.at_once and arguments.act != "rotate":
        raise WrongUse("--at-once is for `rotate` alone")
    if lacking:
        words = ", ".join(_WORDS.get(name, f"--{name} DAY") for name in lacking)
        raise WrongUse(f"`{arguments.act}` wants {words}")


def _day(given: str, name: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongUse(f"--{name} is no day: write for instance 2027-06-30") from None


def _record(arguments: argparse.Namespace, site: Opened, recipient: Recipient) -> Exit:
    from honour.keeping.commitments import actions
    from honour.plans.share import needed_of

    paper = _paper(arguments.file)
    given = Commitment(
        recipient.key,
        sort_of(arguments.sort or needed_of(recipient)),
        arguments.file.name[:300],
        hashlib.sha256(paper).hexdigest(),
        _day(arguments.signed, "signed"),
        _day(arguments.until, "until"),
    )
    today = today_of(site)
    if given.signed > today:
        raise WrongUse("--signed is still to come: record the paper once it is signed")
    if given.until < given.signed:
        raise WrongUse("--until is before --signed: write the last day on which the paper binds")
    if arguments.really:
        actions.keep(site.records.journal_keys, given, site.by, site.now)
    said = f"the {given.sort} of “{recipient.key}”, signed on {given.signed}, binds until {given.until}"
    over = "" if given.until >= today else ", which is over: it opens nothing"
    return _done(arguments, f"{said}{over}; SHA-256 {given.digest}", commitment_json(given, today))


def _paper(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            paper = stream.read(_LARGEST + 1)
    except OSError as error:
        raise WrongUse(f"{path} cannot be read ({error.strerror}): name the signed paper") from None
    if not paper or len(paper) > _LARGEST:
        raise WrongUse(f"{path} is empty or larger than 64 MB: name the signed paper itself")
    return paper


def _end(arguments: argparse.Namespace, site: Opened, recipient: Recipient) -> Exit:
    from honour.keeping.commitments import actions

    last = _day(arguments.until, "until")
    later = [each for each in actions.commitments(recipient.key) if each.until > last]
    if arguments.really:
        actions.end(site.records.journal_keys, recipient.key, last, site.by, site.now)
    papers = telling.counted(len(later), "paper", "papers")
    return _done(arguments, f"{papers} of “{recipient.key}” end on {last}, and nothing goes there any more")


def _open(arguments: argparse.Namespace, site: Opened, recipient: Recipient) -> Exit:
    """Say where a recipient's data goes, once the gate has nothing against it. Raises Unreadable."""
    from honour.keeping.commitments import actions
    from honour.wiring.partners import why_not

    why = why_not(arguments.to, arguments.local)
    if why:
        raise WrongUse(f"nothing can go to this address: {why}")
    refusal = bound(recipient, actions.commitments(), today_of(site))
    if refusal is None and not cases_of(site.ports.policy, recipient.key):
        mend = f"say in `share` what goes to it and why: `- {{data: …, with: {recipient.key}, for: …}}`"
        refusal = Refused(f"no statement of `share` names “{recipient.key}”", mend, "GDPR Art. 5(1)(b)")
    if refusal is not None:
        facts: dict[str, Json] = {"recipient": recipient.key, "because": refusal.reason}
        site.records.journal(Act("enabling refused", site.by, facts), site.now)
        raise refused(refusal)
    made = None
    if arguments.really:
        made = actions.enable(site.records.journal_keys, recipient.key, arguments.to, site.by, site.now)
    return _done(arguments, f"the data of “{recipient.key}” goes to {arguments.to}", made=made)


def _rotate(arguments: argparse.Namespace, site: Opened) -> Exit:
    """Change the secret that signs what goes to a recipient."""
    from honour.keeping.commitments import actions, secrets

    key = arguments.recipient
    if actions.outlet_of(key) is None:
        raise WrongUse(f"nothing goes to “{key}” over the network: `honour recipient enable` opens the way")
    made = None
    if arguments.really:
        made = secrets.change(site.records.journal_keys, key, arguments.at_once, site.by, site.now)
    beside = "no more" if arguments.at_once else f"for {secrets.BESIDE.days} days beside it"
    return _done(arguments, f"a new secret signs what goes to “{key}”; the one before {beside}", made=made)


def _close(arguments: argparse.Namespace, site: Opened) -> Exit:
    from honour.keeping.commitments import actions

    if arguments.really:
        actions.disable(site.records.journal_keys, arguments.recipient, site.by, site.now)
    return _done(arguments, f"nothing goes to “{arguments.recipient}” over the network any more")


def _done(
    arguments: argparse.Namespace,
    said: str,
    commitment: dict[str, Any] | None = None,
    made: Personal[bytes] | None = None,
) -> Exit:
    """Tell what was done. A secret that was `made` is shown here and nowhere else."""
    secret = None
    if made is not None:
        from honour.wiring.partners import secret_written

        secret = secret_written(made.reveal())
    if arguments.json:
        document = {"act": arguments.act, "recipient": arguments.recipient, "done": arguments.really}
        telling.as_json({**document, "commitment": commitment, "secret": secret})
        return Exit.DONE
    telling.line(said if arguments.really else f"{said}. Nothing was changed. To do it: --really")
    if secret:
        telling.line(
            f"What goes there is signed. Tell the recipient this secret where nobody else reads it:\n{secret}"
        )
    return Exit.DONE


def commitment_json(given: Commitment, today: date) -> dict[str, Any]:
    """A paper for a program."""
    return {
        "sort": given.sort,
        "file": given.file,
        "digest": given.digest,
        "signed": given.signed.isoformat(),
        "until": given.until.isoformat(),
        "binds": given.binds(today),
    }


def _list(arguments: argparse.Namespace, site: Opened) -> Exit:
    from honour.keeping.commitments import actions

    policy, today, recorded = site.ports.policy, today_of(site), actions.commitments()
    refusals = {key: bound(each, recorded, today) for key, each in policy.recipients.items()}
    if arguments.json:
        told = [
            {
                "recipient": key,
                "role": each.role,
                "country": each.country,
                "cases": len(cases_of(policy, key)),
                "commitments": [commitment_json(one, today) for one in recorded if one.recipient == key],
                "outlet": actions.outlet_of(key),
                "refused": _refusal_json(refusals[key]),
            }
            for key, each in policy.recipients.items()
        ]
        telling.as_json({"act": "list", "recipients": told})
    else:
        for key, each in policy.recipients.items():
            telling.line(f"{key}: {each.full_name or 'several'}, {each.role}, {each.country}")
            for one in (one for one in recorded if one.recipient == key):
                telling.line(f"  {one.sort} {one.file}, signed {one.signed}, binds until {one.until}")
            refusal = refusals[key]
            telling.line(f"  nothing may go there: {refusal.reason}" if refusal else "  bound today")
            if refusal:
                telling.line(f"    {refusal.mend}")
    return Exit.FINDINGS if any(refusals.values()) else Exit.DONE


def _refusal_json(refusal: Refused | None) -> dict[str, str] | None:
    if refusal is None:
        return None
    return {"reason": refusal.reason, "mend": refusal.mend, "source": refusal.source}
