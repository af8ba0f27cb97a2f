"""Why data may be used: the six grounds of GDPR Art. 6(1), and what a statement adds to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from honour.promises.findings import Findings
from honour.promises.law import LAWS, Law
from honour.promises.law_entry import Cited, StatedLaw
from honour.promises.reading import Entry, fields, one_of, text, unknown
from honour.promises.scalars import closed
from honour.promises.stated_law import SCHEMA as STATED
from honour.promises.stated_law import read_stated_law

Ground: TypeAlias = Literal[
    "consent",
    "contract",
    "legal obligation",
    "vital interest",
    "public task",
    "legitimate interest",
    "instructions",
]
_BY_NAME: Final[Mapping[str, Ground]] = {ground: ground for ground in get_args(Ground)}
_BY_LAW: Final[Ground] = "legal obligation"
INSTRUCTIONS: Final[Ground] = "instructions"  # of the controller, GDPR Art. 28(3)(a)


@dataclass(frozen=True, slots=True)
class Basis:
    """A ground of GDPR Art. 6(1)(a)-(f), or the instructions of whoever answers for the data (28(3)(a)).

    `law` names the catalogue's entry, or `stated` holds the law as the publisher states it: one of them
    exactly when the ground is a legal obligation.
    `exception` names the letter of Art. 17(3) that lets the data survive a request for erasure.
    """

    ground: Ground
    law: str | None = None
    exception: str | None = None
    stated: StatedLaw | None = None

    @property
    def survives_erasure(self) -> bool:
        """Whether a request for erasure leaves the term running: GDPR Art. 17(3)(b) and (a)-(e)."""
        return self.by_law or self.exception is not None

    @property
    def by_law(self) -> bool:
        """Whether a duty of law is the ground, of the catalogue or stated."""
        return self.law is not None or self.stated is not None

    @property
    def law_named(self) -> str | None:
        """The law as a program shows it: its key, or article and name as the publisher states them."""
        return f"{self.stated.article.en} of {self.stated.name.en}" if self.stated else self.law

    @property
    def cited(self) -> Cited | None:
        """The law that obliges, as sentences cite it."""
        return self.stated or (LAWS[self.law] if self.law else None)


# The schema of a law as a basis.
BY_LAW: Final[Mapping[str, object]] = closed({"law": {"anyOf": [{"type": "string"}, STATED]}}, ("law",))


def read_basis(entry: Entry, findings: Findings, what: str, laws: Mapping[str, Law] = LAWS) -> Basis | None:
    """`contract`, or `{law: C. com. L123-22}`; None with a finding."""
    if entry.kind == "mapping":
        return _by_law(entry, findings, what, laws)
    word = one_of(entry, _BY_NAME, findings, what)
    if word == _BY_LAW:
        known = ", ".join(sorted(laws))
        findings.add(
            entry.at, f"{what} names no law", f"write `{{law: …}}`; known are: {known}", "GDPR Art. 6(3)"
        )
        return None
    return Basis(_BY_NAME[word]) if word else None


def _by_law(entry: Entry, findings: Findings, what: str, laws: Mapping[str, Law]) -> Basis | None:
    found = fields(entry, findings, what, ("law",), ("law",))
    if "law" not in found:
        return None
    if found["law"].kind == "mapping":
        stated = read_stated_law(found["law"], findings, f"{what}: law")
        return Basis(_BY_LAW, stated=stated) if stated else None
    law = text(found["law"], findings, f"{what}: law")
    if law and law not in laws:
        declare = "{name: {en: …, fr: …}, article: …, source: 'https://…', read: 2026-12-01}"
        unknown(found["law"], laws, findings, "the catalogue has no law", state=declare)
    return Basis(_BY_LAW, law=law) if law in laws else None
