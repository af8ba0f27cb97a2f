"""A file of the language read as a tree of entries with positions, and never loaded.

YAML 1.2 is read by its events: no value is converted (`no` stays "no", a date stays text), nothing is
constructed, and what makes two people read one file differently (doubled keys, aliases, merge keys, tags,
several documents, tabs) is refused where it stands. A file comes from somebody else: reading it raises
nothing but `Unreadable`, and costs no more than its size allows.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NoReturn, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from honour.promises.findings import Finding, Findings, Position, Unreadable

Kind: TypeAlias = Literal["text", "list", "mapping"]

SIZE_LIMIT: Final = 256 * 1024  # bytes; LANGUAGE, last line
SLOW_LIMIT: Final = 64 * 1024  # characters; the slow parser takes up to a second for them
DEPTH_LIMIT: Final = 20  # the deepest policy and map in use nest six levels
_NAMED: Final[Mapping[Kind, str]] = {"text": "text", "list": "a list", "mapping": "a mapping"}
_FILE_SOURCE: Final = "the language: YAML 1.2 read by its nodes"

# Control characters but tab and the line breaks (YAML 1.2, section 5.1), what is not a character, line breaks
# that only some editors count, and the marks that turn the direction of writing, so that a line would read
# otherwise than it is.
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_TAB_INDENT: Final = re.compile(r"^ *\t", re.MULTILINE)
_LOOSE: Final = re.compile(
    r"\t|[|>][-+0-9]*#"
)  # what only YAML 1.1 reads: a tab that separates, a note after |
_DIRECTIVE: Final = re.compile(r"^%", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of the file.

    `text` is a scalar as written; `items` are those of a list; `pairs` are the key and the value of each line
    of a mapping, keys being text and no two alike.
    """

    at: Position
    kind: Kind
    text: str = ""
    items: "tuple[Entry, ...]" = ()
    pairs: "tuple[tuple[Entry, Entry], ...]" = ()


def read_document(text: bytes, file: str, limit: int = SIZE_LIMIT) -> Entry:
    """The file's one document. `file` is the name for positions; `limit` is in bytes.

    Raises `Unreadable`, with a position wherever there is one.
    """
    if len(text) > limit:
        reason = f"the file has {len(text):,} bytes; no more than {limit:,} are read"
        raise Unreadable(
            Finding(file, reason, "move what does not belong here to another file", _FILE_SOURCE)
        )
    written = _decode(text, file)
    _refuse_what_stands_in_no_node(written, file)
    return _tree(written, file)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, or None where none looks like it."""
    options = {option.casefold(): option for option in known}
    close = difflib.get_close_matches(word.casefold()[:80], options, n=1, cutoff=0.6)
    return options[close[0]] if close else None


# What a line of `words` says of a word that the lexicon lacks.
A_NOUN: Final = "{en: [ONE, SEVERAL], fr: [UN, PLUSIEURS], gender: …}"
A_PURPOSE: Final = "{en: [doing …], fr: [la …], as: purpose}"
A_ROLE: Final = "{en: [our …], fr: [notre …], gender: …, as: staff role}"
AN_EVENT: Final = "{en: [it happens, the day it happens], fr: [la …], as: event}"
AN_OCCASION: Final = "{en: [when …], fr: [lorsque …], as: occasion}"


def _decode(text: bytes, file: str) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - text.rfind(b"\n", 0, error.start)
        place = str(Position(file, line, column))
        reason = f"byte {error.start} (0x{text[error.start]:02x}) is not UTF-8"
        raise Unreadable(Finding(place, reason, "save the file as UTF-8", _FILE_SOURCE)) from None


def _refuse_what_stands_in_no_node(text: str, file: str) -> None:
    """Look for what the parser would pass over in silence or report in its own terms."""
    for pattern, reason, mend in (
        (_FORBIDDEN, "the character {} may not stand in this file", "delete this character"),
        (_LONE_RETURN, "a line ends in U+000D alone", "save the file with the line ends of Unix or Windows"),
        (_TAB_INDENT, "the line is indented with a tab", "indent with spaces"),
        (_DIRECTIVE, "a line that begins with % would change how the file is read", "delete this line"),
    ):
        if found := pattern.search(text):
            at = _position(text, found.end() - 1, file)
            named = f"U+{ord(text[found.end() - 1]):04X}"
            _refuse(at, reason.format(named), mend)


def _position(text: str, index: int, file: str) -> Position:
    return Position(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _refuse(at: Position, reason: str, mend: str) -> NoReturn:
    raise Unreadable(Finding(str(at), reason, mend, _FILE_SOURCE))


class _NotYaml(Exception):
    """What the parser refused, as the finding says it."""

    def __init__(self, at: Position, reason: str, mend: str) -> None:
        self.said = (at, reason, mend)
        super().__init__(reason)


def _events(
    text: str, file: str, pure: bool
) -> Iterator[Any]:  # ruamel's events have no typed base with marks
    parser = YAML(typ="safe", pure=pure)
    try:
        yield from parser.parse(text)
    except MarkedYAMLError as error:
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        if len(marks) == 2 and marks[0].index >= len(text.rstrip()):
            marks.reverse()  # something never ends: where it begins helps more than where the file ends
        at = Position(file, marks[0].line + 1, marks[0].column + 1) if marks else Position(file, 1, 1)
        said = ", ".join(str(part) for part in (error.context, error.problem) if part)
        mend = "write `name: value`; put text with : # or brackets in quotes"
        raise _NotYaml(at, f"this is not YAML: {said}", mend) from None
    except (
        YAMLError,
        ValueError,
        OverflowError,
    ):  # an escape such as "\UFFFFFFFF" raises one of the latter two
        reason = "a text in quotes holds an escape that is no character"
        raise _NotYaml(Position(file, 1, 1), reason, "look for \\U, \\u or \\x and delete it") from None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    at: Position
    kind: Kind
    inside: list[Entry]


def _tree(text: str, file: str) -> Entry:
    """The tree of a file, by the fast parser where it can be trusted to read as the slow one does.

    libyaml is fourteen times as fast and keeps to YAML 1.1. Where no value is converted, that differs from
    1.2 in two ways. It reads a little more: such files go to the slow parser. And it reads a little less: so
    its refusal is asked again of the slow parser, whose word and place count, up to a size where that would
    take seconds. A test holds the two together.
    """
    loose = _LOOSE.search(text)
    if loose and len(text) > SLOW_LIMIT:
        reason = f"this cannot be read in a file of more than {SLOW_LIMIT:,} characters"
        _refuse(_position(text, loose.start(), file), reason, "write a space for the tab, or before the #")
    slow, plain = loose is not None, "\\" not in text
    try:
        return _built(_events(text, file, pure=slow), file, plain)
    except _NotYaml as refusal:
        if slow or len(text) > SLOW_LIMIT:
            _refuse(*refusal.said)
    try:
        return _built(_events(text, file, pure=True), file, plain)
    except _NotYaml as refusal:
        _refuse(*refusal.said)


def _built(events: Iterator[Any], file: str, plain: bool) -> Entry:
    """Build the tree with a stack of our own, so that no depth can exhaust Python's.

    A file is `plain` where no backslash stands in it, so that none of its texts can hold an escape.
    """
    findings = Findings()
    open_entries: list[_Open] = []
    root: Entry | None = None
    documents = 0
    for event in events:
        mark = event.start_mark
        at = Position(file, mark.line + 1, mark.column + 1)
        done: Entry | None = None
        if type(event) is ScalarEvent and plain and event.anchor is None and event.tag is None:
            done = Entry(at, "text", event.value)
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(at, "a second document begins here", "keep one document: delete the line ---")
        elif isinstance(event, NodeEvent):
            done = _begun(event, at, open_entries, findings)
        elif isinstance(event, CollectionEndEvent):
            done = _ended(open_entries.pop(), findings)
        if done is not None and open_entries:
            open_entries[-1].inside.append(done)
        elif done is not None:
            root = done
    if root is None or (root.kind == "text" and not root.text):
        findings.add(Position(file, 1, 1), "the file is empty", "begin with `honour: 1`", _FILE_SOURCE)
    findings.stop_if_any()
    assert root is not None
    return root


def _begun(event: Any, at: Position, open_entries: list[_Open], findings: Findings) -> Entry | None:
    """The entry of a scalar; None for what is open now."""
    if isinstance(event, AliasEvent):
        reason = f"*{event.anchor} stands for text elsewhere"
        findings.add(at, reason, "write the text itself here", _FILE_SOURCE)
        return Entry(at, "text", "alias")
    if event.anchor is not None:
        reason = f"&{event.anchor} gives a name to this text"
        findings.add(at, reason, f"delete &{event.anchor}", _FILE_SOURCE)
    if event.tag is not None:
        reason = "a tag (!) would say how to read this"
        findings.add(at, reason, "delete the tag; put the text in quotes", _FILE_SOURCE)
    if isinstance(event, ScalarEvent):
        if found := _FORBIDDEN.search(event.value):
            reason = f"an escape in this text gives U+{ord(found.group()):04X}, which may not stand here"
            findings.add(at, reason, "delete the escape", _FILE_SOURCE)
        return Entry(at, "text", event.value)
    if len(open_entries) >= DEPTH_LIMIT:
        _refuse(at, f"lists and mappings nest deeper than {DEPTH_LIMIT} levels", "write it flatter")
    kind: Kind = "mapping" if isinstance(event, MappingStartEvent) else "list"
    assert isinstance(event, MappingStartEvent | SequenceStartEvent)
    open_entries.append(_Open(at, kind, []))
    return None


def _ended(opened: _Open, findings: Findings) -> Entry:
    if opened.kind == "list":
        return Entry(opened.at, "list", items=tuple(opened.inside))
    # What has no value stands, for the parser, where the next line begins: its name's place is what helps.
    pairs = tuple(
        (key, value if value.kind != "text" or value.text else replace(value, at=key.at))
        for key, value in zip(opened.inside[::2], opened.inside[1::2], strict=True)
    )
    first: dict[str, Position] = {}
    for key, _ in pairs:
        if key.kind != "text":
            findings.add(key.at, "a name cannot be a list or a mapping", "write `name: value`", _FILE_SOURCE)
        elif key.text == "<<":
            findings.add(key.at, "<< would merge another mapping", "write the lines themselves", _FILE_SOURCE)
        elif key.text in first:
            reason = f"“{key.text}” stands twice; the first is on line {first[key.text].line}"
            findings.add(key.at, reason, "keep one of the two lines", _FILE_SOURCE)
        first.setdefault(key.text, key.at)
    return Entry(opened.at, "mapping", pairs=pairs)


def mapping(entry: Entry, findings: Findings, what: str) -> tuple[tuple[Entry, Entry], ...]:
    """The pairs of a mapping; with a finding, none. `what` names the entry in the finding's sentence."""
    if entry.kind != "mapping":
        reason = f"{what} is {_NAMED[entry.kind]}, not a mapping"
        findings.add(entry.at, reason, "write lines `name: value` below it")
    return entry.pairs


def fields(
    entry: Entry,
    findings: Findings,
    what: str,
    allowed: Collection[str],
    required: Collection[str] = (),
    later: Collection[str] = (),
) -> Mapping[str, Entry]:
    """A mapping with a closed set of names, `allowed` holding the `required` ones too.

    `later` are names that the language knows and that have no meaning yet: they are noted in
    `findings.not_built` and left out.
    """
    found: dict[str, Entry] = {}
    for key, value in mapping(entry, findings, what):
        if key.text in later:
            findings.not_built.setdefault(f"{what}: {key.text}")
        elif key.text in allowed:
            found[key.text] = value
        else:
            unknown(key, (*allowed, *later), findings, f"{what} has no", ends=":")
    for name in required:
        if entry.kind == "mapping" and name not in found:
            findings.add(entry.at, f"{what} lacks `{name}`", f"add `{name}: …`")
    return found


def unknown(
    word: Entry,
    known: Collection[str],
    findings: Findings,
    reason: str,
    ends: str = "",
    declare: str = "",
    state: str = "",
) -> None:
    """A finding about a word that is not one of the known, with the nearest and the others.

    `declare` is what a line of `words` would say of it, where it can be declared there; `state` what can
    stand in its place.
    """
    close = nearest(word.text, known)
    listed = ", ".join(sorted(known)) or "none yet"
    mend = f"write `{close}{ends}`; known are: {listed}" if close else f"known are: {listed}"
    if declare:
        mend += f"; or declare it under `words`: `{shortened(word.text)}: {declare}`"
    if state:
        mend += f"; or state it yourself: `{state}`"
    findings.add(word.at, f"{reason} “{shortened(word.text)}”", mend)


def shortened(text: str) -> str:
    """Text of the file as a finding quotes it: one line, at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


def text(entry: Entry, findings: Findings, what: str) -> str:
    """A scalar as written, without spaces around; empty with a finding if it is none or empty."""
    if entry.kind != "text":
        findings.add(entry.at, f"{what} is {_NAMED[entry.kind]}, not text", "write one value on this line")
    elif not entry.text.strip():
        findings.add(entry.at, f"{what} is empty", "write a value after the colon, or delete the line")
    return entry.text.strip()


def texts(entry: Entry, findings: Findings, what: str) -> tuple[Entry, ...]:
    """A scalar or a list of scalars, each an entry of kind text that is not empty; with a finding, fewer."""
    items = entry.items if entry.kind == "list" else (entry,)
    if entry.kind == "list" and not items:
        findings.add(entry.at, f"{what} is an empty list", "write at least one word, or delete the line")
    return tuple(item for item in items if text(item, findings, what))


def one_of(entry: Entry, options: Collection[str], findings: Findings, what: str, declare: str = "") -> str:
    """A scalar that is one of the options; empty with a finding that offers the nearest. `declare` is as for
    `unknown`."""
    word = text(entry, findings, what)
    if not word or word in options:
        return word
    unknown(entry, options, findings, f"{what} cannot be", declare=declare)
    return ""
