"""A policy read: what a site promises, as one value."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal

from honour.promises.account import Account, read_account
from honour.promises.after_death import AfterDeath, read_after_death
from honour.promises.allow import Allowed, Right, read_allow
from honour.promises.ask import Ask, read_ask
from honour.promises.collect import Collect, read_collect
from honour.promises.data import Data, read_data
from honour.promises.decide import Decision, read_decide
from honour.promises.findings import Findings, Position
from honour.promises.keep import Keep, read_keep
from honour.promises.law_entry import StatedLaw
from honour.promises.lexicon import Vocabulary
from honour.promises.never import Never, read_never
from honour.promises.offer import Offer, Offered, read_offer
from honour.promises.people import Group, excludes_minors, read_people
from honour.promises.protect import Protect, read_protect
from honour.promises.reading import Entry, mapping, one_of, read_document, unknown
from honour.promises.recipients import Recipient, read_recipients
from honour.promises.refusals import refuse_dated_words
from honour.promises.say import Say, read_say
from honour.promises.share import Share, read_share
from honour.promises.site import Site, read_site
from honour.promises.stated_law import each_once
from honour.promises.tell import Tell, read_tell
from honour.promises.words import Word, read_words, vocabulary

VERSION: Final = "1"  # of the language, as the first line `honour: 1` says it

# Every section of the language, in the order of the file.
SECTIONS: Final = (
    *("site", "words", "people", "data", "recipients", "collect", "share", "keep"),
    *("allow", "ask", "account", "decide", "protect", "after death", "never", "tell", "say", "offer"),
)
REQUIRED: Final = ("honour", "site", "people", "data", "collect", "keep")


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Everything that a policy file says. `digest` is the SHA-256 of the file's bytes, in hexadecimal.

    `not_built` names what the language knows, the file says, and this version reads past without meaning:
    `offer` where no trade was handed over, and parts of a statement.
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
    never: tuple[Never, ...] = ()
    tell: Tell = field(default_factory=Tell)
    say: Say = field(default_factory=Say)
    offer: Mapping[str, Offered] = field(default_factory=dict)
    excludes_minors: bool = False

    def __eq__(self, other: object) -> bool:
        """The digest says it all, but for what was handed to the reader, and what a site keeps besides."""
        if not isinstance(other, Policy):
            return NotImplemented
        mine, others = (self.digest, self.not_built, *self.data), (other.digest, other.not_built, *other.data)
        return mine == others

    def __hash__(self) -> int:
        """What follows from a policy can be worked out once and looked up by it."""
        return hash(self.digest)

    @property
    def stated_laws(self) -> tuple[StatedLaw, ...]:
        """Laws outside the catalogue, each once, in the order of the file: nobody has checked them here."""
        bases = (*(each.basis for each in self.collect), *(each.basis for each in self.keep))
        return each_once(basis.stated for basis in bases if basis is not None)

    @property
    def vocabulary(self) -> Vocabulary:
        """The lexicon with this policy's own words."""
        return _vocabulary_of(self)


@lru_cache(maxsize=16)
def _vocabulary_of(policy: Policy) -> Vocabulary:
    return vocabulary(policy.words)


def read(text: bytes, file: str, offers: Sequence[Offer] = ()) -> Policy:
    """The policy that a file holds; `file` is the name for positions.

    `offers` are the trades of this site: whoever assembles it hands them over, and without them the section
    `offer` is noted as not built.

    Raises `Unreadable` with all findings in the order of the file. What can be read and should not stand so
    (data that nobody keeps, a term without end) is for `checks.check`.
    """
    findings = Findings()
    root = read_document(text, file)
    sections = _sections(root, findings)
    refuse_dated_words(root, findings)
    policy = _policy(root, sections, offers, hashlib.sha256(text).hexdigest(), findings)
    findings.stop_if_any()
    return replace(policy, not_built=tuple(findings.not_built))


def _policy(
    root: Entry, sections: Mapping[str, Entry], offers: Sequence[Offer], digest: str, findings: Findings
) -> Policy:
    def section(name: str, kind: Literal["mapping", "list"] = "mapping") -> Entry:
        return sections.get(name, Entry(root.at, kind))

    # That a whole section lacks is one finding, and not one for each of its lines.
    site = read_site(section("site"), findings if "site" in sections else Findings())
    words = read_words(section("words"), findings)
    known = vocabulary(words)
    people = read_people(section("people"), known, findings)
    data = read_data(section("data"), known, people, findings)
    recipients = read_recipients(section("recipients"), known, data, findings)
    collect = read_collect(section("collect", "list"), known, data, recipients, findings)
    french = site.publisher.country == "FR"
    return Policy(
        site,
        words,
        people,
        data,
        recipients,
        collect,
        share=read_share(section("share", "list"), known, data, recipients, findings),
        keep=read_keep(section("keep", "list"), known, people, data, collect, recipients, findings),
        digest=digest,
        protect=read_protect(section("protect"), data, findings, known.roles),
        allow=read_allow(section("allow"), findings, known.events),
        ask=read_ask(sections["ask"], known, findings) if "ask" in sections else None,
        account=read_account(sections["account"], recipients, findings) if "account" in sections else None,
        decide=read_decide(section("decide", "list"), findings),
        after_death=read_after_death(sections["after death"], french, findings)
        if "after death" in sections
        else None,
        never=read_never(section("never", "list"), findings),
        tell=read_tell(section("tell"), findings),
        say=read_say(section("say"), site.consumers, findings),
        offer=read_offer(section("offer"), offers, findings),
        excludes_minors=excludes_minors(section("people")),
    )


def _sections(root: Entry, findings: Findings) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    names = ("honour", *SECTIONS)
    for key, value in mapping(root, findings, "the policy"):
        if key.text in names:
            found[key.text] = value
        else:
            unknown(key, names, findings, "there is no section", ends=":")
    for name in REQUIRED:
        if name not in found:
            mend = f"add `honour: {VERSION}`" if name == "honour" else f"add `{name}:`"
            findings.add(Position(root.at.file, 1, 1), f"the policy lacks `{name}`", mend)
    if "honour" in found:
        one_of(found["honour"], (VERSION,), findings, "honour")
    return found
