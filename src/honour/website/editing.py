"""The policy of a site's folder, as the page that edits it reads, checks and publishes it.

What could go wrong for ever: a policy is in force that nobody meant. So the file is written whole or not at
all, and put back where `honour publish --really` refuses it; that command alone enacts, with all that it
demands: no findings, notice in time, a reason for a longer term. A machine that stops between the two leaves
the new file, not enacted: as after an edit by hand.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from honour.carrying_out.site import Editing, Publication, Published
from honour.promises import policy as policies
from honour.promises.policy import Policy
from honour.website.folder import POLICY, policy_findings
from honour.wiring.offers import OFFERS


def editing(folder: Path, demo: bool, now: Callable[[], datetime]) -> Editing:
    """What a page needs to edit the policy of a folder."""

    def written() -> str:
        return (folder / POLICY).read_text("utf-8")

    def read(text: str) -> Policy:
        return policies.read(text.encode(), POLICY, OFFERS)

    def publish(meant: Publication) -> Published:
        return _published(folder, demo, now(), meant)

    return Editing(written, read, policy_findings, publish)


def _published(folder: Path, demo: bool, now: datetime, meant: Publication) -> Published:
    from honour.wiring.acting import commanding  # a page that only looks loads no jobs

    before = (folder / POLICY).read_bytes()
    _write(folder, meant.text.encode())
    flags = [word for reason in meant.reasons for word in ("--reason", reason)]
    flags += ["--why", meant.why] if meant.why else []
    flags += ["--new-yes"] if meant.new_yes else []
    try:
        code, told = commanding(folder, demo)(now, "publish", "--really", *flags)
    except BaseException:
        _write(folder, before)
        raise
    if code != 0:
        _write(folder, before)
        found = [f"{each['place']}: {each['reason']}; {each['mend']}" for each in told.get("findings", ())]
        return Published(0, "\n".join(found) or str(told.get("message", told.get("error", ""))))
    return Published(int(told["number"]), str(told["effective"]))


def _write(folder: Path, content: bytes) -> None:
    """Replace the file whole, and durably: its place in the folder too."""
    beside = folder / f".{POLICY}.new"
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / POLICY)
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
