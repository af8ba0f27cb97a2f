"""A file written by somebody else is read as it stands, or refused where it is wrong."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from honour.promises.findings import Finding, Findings, Position, Unreadable
from honour.promises.reading import SIZE_LIMIT, Entry, fields, nearest, one_of, read_document, texts
from tests.promises.policies import SHOP


def refused(text: bytes) -> list[tuple[str, str]]:
    """The place and reason of each finding."""
    with pytest.raises(Unreadable) as caught:
        read_document(text, "policy.yaml")
    assert all(finding.mend for finding in caught.value.findings)
    return [(finding.place, finding.reason) for finding in caught.value.findings]


def plain(entry: Entry) -> object:
    if entry.kind == "text":
        return entry.text
    if entry.kind == "list":
        return [plain(item) for item in entry.items]
    return {key.text: plain(value) for key, value in entry.pairs}


def test_no_value_is_turned_into_something_else() -> None:
    read = read_document(b"a: no\nb: 2026-12-01\nc: [1, 0x10, ~, 'quoted']\nd: {e: 1.0}\nf:\n", "p")
    assert plain(read) == {
        "a": "no",
        "b": "2026-12-01",
        "c": ["1", "0x10", "~", "quoted"],
        "d": {"e": "1.0"},
        "f": "",
    }


def test_each_entry_knows_its_line_and_column() -> None:
    read = read_document("é: {b: c}\nd:\n  - e\nf:\n".encode(), "p.yaml")
    (_, first), (_, second), (_, empty) = read.pairs
    assert first.pairs[0][1].at == Position("p.yaml", 1, 8)
    assert str(second.items[0].at) == "p.yaml:3:5"
    assert empty.at == Position("p.yaml", 4, 1)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (b"a: 1\nb: 2\n'a': 3\n", "policy.yaml:3:1", "“a” stands twice; the first is on line 1"),
        (b"x:\n  a: {b: 1, b: 2}\n", "policy.yaml:2:13", "“b” stands twice; the first is on line 2"),
        (b"a:\n\tb: 1\n", "policy.yaml:2:1", "the line is indented with a tab"),
        (b"a:\n  \tb: 1\n", "policy.yaml:2:3", "the line is indented with a tab"),
        (b"a: !!str 1\n", "policy.yaml:1:4", "a tag (!) would say how to read this"),
        (b"a: !<tag:x> 1\n", "policy.yaml:1:4", "a tag (!) would say how to read this"),
        (b"a: &n 1\n", "policy.yaml:1:4", "&n gives a name to this text"),
        (b"a: 1\n<<: {b: 2}\n", "policy.yaml:2:1", "<< would merge another mapping"),
        (b"? [a]\n: 1\n", "policy.yaml:1:3", "a name cannot be a list or a mapping"),
        (b"a: 1\n---\nb: 2\n", "policy.yaml:2:1", "a second document begins here"),
        (
            b"%YAML 1.1\n---\na: 1\n",
            "policy.yaml:1:1",
            "a line that begins with % would change how the file is read",
        ),
        (b"a: x\x00y\n", "policy.yaml:1:5", "the character U+0000 may not stand in this file"),
        (b"a: 1\nb: \x1b[1m\n", "policy.yaml:2:4", "the character U+001B may not stand in this file"),
        ("a: ab\u202ecd\n".encode(), "policy.yaml:1:6", "the character U+202E may not stand in this file"),
        (b'a: "\\0"\n', "policy.yaml:1:4", "an escape in this text gives U+0000, which may not stand here"),
        (
            b'a: "\\ud800"\n',
            "policy.yaml:1:4",
            "an escape in this text gives U+D800, which may not stand here",
        ),
        (b"a: caf\xe9\n", "policy.yaml:1:7", "byte 6 (0xe9) is not UTF-8"),
        (b"\xff\xfea\x00", "policy.yaml:1:1", "byte 0 (0xff) is not UTF-8"),
        (b"a: 1\rb: 2\n", "policy.yaml:1:5", "a line ends in U+000D alone"),
        (b"", "policy.yaml:1:1", "the file is empty"),
        (b"# only a note\n", "policy.yaml:1:1", "the file is empty"),
        (b"[" * 5000, "policy.yaml:1:21", "lists and mappings nest deeper than 20 levels"),
        (b"- " * 5000, "policy.yaml:1:41", "lists and mappings nest deeper than 20 levels"),
    ],
)
def test_what_two_people_could_read_differently_is_refused_where_it_stands(
    text: bytes, place: str, reason: str
) -> None:
    assert refused(text) == [(place, reason)]


def test_a_syntax_error_is_told_where_it_begins() -> None:
    [(place, reason)] = refused(b"a: 1\nb: [1, 2\nc: 3\n")
    assert place in ("policy.yaml:2:4", "policy.yaml:3:2")
    assert reason.startswith("this is not YAML: ")
    [(unclosed, _)] = refused(b"a: 1\nb: 'never closed\n")
    assert unclosed == "policy.yaml:2:4"


def test_an_alias_is_refused_with_its_anchor_in_one_go() -> None:
    assert [place for place, _ in refused(b"a: &x 1\nb: *x\nc: !t 2\n")] == [
        "policy.yaml:1:4",
        "policy.yaml:2:4",
        "policy.yaml:3:4",
    ]


def test_a_file_over_the_limit_is_refused_by_its_size_before_it_is_looked_at() -> None:
    [(place, reason)] = refused(b"\xff" * (10 * 1024 * 1024))
    assert place == "policy.yaml"
    assert reason == "the file has 10,485,760 bytes; no more than 262,144 are read"


def test_a_file_of_exactly_the_limit_is_read() -> None:
    text = b"a: 1\n#".ljust(SIZE_LIMIT, b"x")
    assert plain(read_document(text, "p")) == {"a": "1"}


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read_past() -> None:
    assert plain(read_document(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "p")) == {"a": "1", "b": "2"}


def test_a_hostile_file_asks_for_no_more_findings_than_somebody_reads() -> None:
    text = b"".join(b"k%d: &a%d 1\n" % (number, number) for number in range(5000))
    assert len(refused(text)) == 200


def test_a_mapping_tells_every_unknown_and_every_missing_name_at_once() -> None:
    findings = Findings()
    entry = read_document(b"name: A\ncontry: FR\nxyzzy: 1\n", "p")
    found = fields(entry, findings, "publisher", ("name", "country", "contact"), ("name", "contact"))
    assert list(found) == ["name"]
    assert [(each.place, each.reason) for each in findings.sorted()] == [
        ("p:1:1", "publisher lacks `contact`"),
        ("p:2:1", "publisher has no “contry”"),
        ("p:3:1", "publisher has no “xyzzy”"),
    ]
    assert findings.sorted()[1].mend == "write `country:`; known are: contact, country, name"
    assert findings.sorted()[2].mend == "known are: contact, country, name"


def test_a_name_that_means_nothing_yet_is_noted_and_no_fault() -> None:
    findings = Findings()
    found = fields(read_document(b"a: 1\nb: 2\n", "p"), findings, "data", ("a",), later=("b",))
    assert list(found) == ["a"]
    assert list(findings.not_built) == ["data: b"]
    assert findings.sorted() == ()


def test_one_word_or_a_list_of_words_is_read_the_same_way() -> None:
    findings = Findings()
    read = read_document(b"a: x\nb: [x, y]\nc: [{d: 1}, z]\n", "p")
    words = [[word.text for word in texts(value, findings, "it")] for _, value in read.pairs]
    assert words == [["x"], ["x", "y"], ["z"]]
    assert [each.place for each in findings.sorted()] == ["p:3:5"]


def test_a_word_that_is_none_of_the_options_is_offered_the_nearest() -> None:
    findings = Findings()
    assert one_of(read_document(b"proccesor", "p"), ("processor", "controller"), findings, "role") == ""
    [finding] = findings.sorted()
    assert finding.reason == "role cannot be “proccesor”"
    assert finding.mend == "write `processor`; known are: controller, processor"


def test_nothing_is_offered_for_a_word_that_looks_like_none() -> None:
    assert nearest("recieved", ["received", "sent"]) == "received"
    assert nearest("qqq", ["received", "sent"]) is None


def findings_of(text: bytes) -> tuple[Finding, ...]:
    """What refuses this file; none if it is read."""
    try:
        read_document(text, "p")
    except Unreadable as refusal:
        return refusal.findings
    return ()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(text: bytes) -> None:
    assert all(each.place.startswith("p:") and each.mend for each in findings_of(text))


_YAML = st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,\\ \n\tx0UuN~=<.é", max_size=60)


@given(_YAML)
def test_any_text_of_yaml_signs_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    assert all(each.place.startswith("p:") and each.mend for each in findings_of(text.encode()))


def tree_of(text: str) -> Entry | None:
    """The tree with its positions; None if the file is refused, or is one text and so no file of ours."""
    try:
        read = read_document(text.encode(), "p")
    except Unreadable:
        return None
    return None if read.kind == "text" else read


def read_by_both(text: str) -> tuple[Entry | None, Entry | None]:
    """What the fast parser gives and what the slow one gives, which a tab in a note calls."""
    return tree_of("#\n" + text), tree_of("#\t\n" + text)


@given(_YAML.map(lambda text: text.replace("\t", " ")))
@example(": a name that is empty")
@example("a: [b:- c]")
@example('{"a":b, c: "\\/"}')
@example("|\n:b\n0")
@example("a: |+\n  é\n\n# note\nb: >-\n  x\n  y\n")
def test_the_fast_parser_reads_what_the_slow_one_reads(text: str) -> None:
    fast, slow = read_by_both(text)
    assert fast == slow


@given(st.integers(0, len(SHOP)), st.text(alphabet="ab:-?[]{}&*!|>'\"%@#,\\ \n=é", max_size=3))
def test_a_policy_with_a_slip_of_the_hand_is_read_the_same_by_both_parsers(place: int, slip: str) -> None:
    fast, slow = read_by_both(SHOP[:place] + slip + SHOP[place + len(slip) :])
    assert fast == slow


@pytest.mark.parametrize("text", ["a: b\tc\n", "a: |# note\n  b\n"])
def test_what_only_the_fast_parser_would_read_is_refused(text: str) -> None:
    assert tree_of(text) is None


def test_a_tab_between_words_is_told_whatever_the_size_of_the_file() -> None:
    assert refused(b"a: b\tc: d\n")[0][0] == "policy.yaml:1:5"
    assert refused(b"a: b\tc\n" + b"#\n" * 40_000) == [
        ("policy.yaml:1:5", "this cannot be read in a file of more than 65,536 characters")
    ]
