"""A policy read: what a site promises, as one value."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from honour.promises.account import Account, read_account
from honour.promises.after_death import AfterDeath, read_after_death
from honour.promises.allow import Allowed, Right, read_allow
from honour.promises.ask import Ask, read_ask
from honour.promises.collect import Collect, read_collect
from honour.promises.data import Data, read_data
from honour.promises.decide import Decision, read_decide
from honour.promises.findings import Findings, Position
from honour.promises.keep import Keep, read_keep
from honour.promises.lexicon import Vocabulary
from honour.promises.people import Group, read_people
from honour.promises.protect import Protect, read_protect
from honour.promises.reading import Entry, mapping, one_of, read_document, unknown
from honour.promises.recipients import Recipient, read_recipients
from honour.promises.refusals import refuse_dated_words
from honour.promises.share import Share, read_share
from honour.promises.site import Site, read_site
from honour.promises.words import Word, read_words, vocabulary

VERSION: Final = "1"  # of the language, as the first line `honour: 1` says it

# Every section of the language in the order of the file; those that mean something already, then the rest.
BUILT: Final = (
    *("site", "words", "people", "data", "recipients", "collect", "share", "keep"),
    *("allow", "ask", "account", "decide", "protect", "after death"),
)
NOT_BUILT: Final = ("never", "tell", "say", "offer")
_REQUIRED: Final = ("honour", "site", "people", "data", "collect", "keep")


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a policy file says. `digest` is the SHA-256 of the file's bytes, in hexadecimal.

    `not_built` names what the language knows, the file says, and this version reads past without meaning:
    sections (`offer`) and parts of a statement (`recipients: host: until`).
    """

    site: Site
    words: Mapping[str, Word]
    people: Mapping[str, Group]
    data: Mapping[str, Data]
    recipients: Mapping[str, Recipient]
    collect: tuple[Collect, ...]
    share: tuple[Share, ...]
    keep: tuple[Keep, ...]
    digest: str
    not_built: tuple[str, ...] = ()
    protect: Protect = field(default_factory=Protect)
    allow: Mapping[Right, Allowed] = field(default_factory=dict)
    ask: Ask | None = None
    account: Account | None = None
    decide: tuple[Decision, ...] = ()
    after_death: AfterDeath | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The lexicon with this policy's own words."""
        return vocabulary(self.words)


def read(text: bytes, file: str) -> Policy:
    """The policy that a file holds; `file` is the name for positions.

    Raises `Unreadable` with all findings in the order of the file. What can be read and should not stand so
    (data that nobody keeps, a term without end) is for `checks.check`.
    """
    findings = Findings()
    root = read_document(text, file)
    sections = _sections(root, findings)
    refuse_dated_words(root, findings)

    def section(name: str, kind: str) -> Entry:
        absent = Entry(root.at, "list" if kind == "list" else "mapping")
        return sections.get(name, absent)

    site = read_site(sections["site"], findings) if "site" in sections else None
    words = read_words(section("words", "mapping"), findings)
    known = vocabulary(words)
    people = read_people(section("people", "mapping"), known, findings)
    data = read_data(section("data", "mapping"), known, people, findings)
    recipients = read_recipients(section("recipients", "mapping"), known, data, findings)
    collect = read_collect(section("collect", "list"), known, data, findings)
    share = read_share(section("share", "list"), known, data, recipients, findings)
    keep = read_keep(section("keep", "list"), known, people, data, collect, findings)
    protect = read_protect(section("protect", "mapping"), data, findings)
    allow = read_allow(section("allow", "mapping"), findings)
    ask = read_ask(sections["ask"], known, findings) if "ask" in sections else None
    account = read_account(sections["account"], recipients, findings) if "account" in sections else None
    decide = read_decide(section("decide", "list"), findings)
    after_death = None
    if "after death" in sections:
        french = site is not None and site.publisher.country == "FR"
        after_death = read_after_death(sections["after death"], french, findings)
    findings.stop_if_any()
    assert site is not None  # its absence is a finding
    not_built = (*(name for name in NOT_BUILT if name in sections), *findings.not_built)
    digest = hashlib.sha256(text).hexdigest()
    return Policy(
        site,
        words,
        people,
        data,
        recipients,
        collect,
        share,
        keep,
        digest,
        not_built,
        protect=protect,
        allow=allow,
        ask=ask,
        account=account,
        decide=decide,
        after_death=after_death,
    )


def _sections(root: Entry, findings: Findings) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    names = ("honour", *BUILT, *NOT_BUILT)
    for key, value in mapping(root, findings, "the policy"):
        if key.text in names:
            found[key.text] = value
        else:
            unknown(key, names, findings, "there is no section", ends=":")
    for name in _REQUIRED:
        if name not in found:
            mend = f"add `honour: {VERSION}`" if name == "honour" else f"add `{name}:`"
            findings.add(Position(root.at.file, 1, 1), f"the policy lacks `{name}`", mend)
    if "honour" in found:
        one_of(found["honour"], (VERSION,), findings, "honour")
    return found
