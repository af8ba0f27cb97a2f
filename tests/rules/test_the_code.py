"""The house rules that can be read from the code. Each reader first sees a known example."""

import ast
from pathlib import PurePosixPath

import pytest

from tests.rules.reading import destroys, functions, lines_of, module, modules, tracked, undocumented

DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "services", "service", "misc"})
LONGEST_FUNCTION = 60  # lines
LONGEST_FILE = 600  # lines
OURS = ("src", "tests", "bench", "examples")


def drawers(path: str) -> set[str]:
    """The words of a path that name a drawer, not a thing."""
    return {PurePosixPath(part).stem for part in PurePosixPath(path).parts} & DRAWERS


def test_the_readers_see_known_examples() -> None:
    paths = tracked()
    assert "pyproject.toml" in paths
    assert "tests/rules/test_the_code.py" in paths
    assert not [path for path in paths if path.startswith((".venv/", ".git/"))]
    assert "src/honour/places/personal.py" in [read.path for read in modules("src")]


def test_a_drawer_is_recognised() -> None:
    assert drawers("src/honour/utils/dates.py") == {"utils"}
    assert drawers("src/honour/plans/helpers.py") == {"helpers"}
    assert drawers("src/honour/plans/commonly.py") == set()


def test_no_file_or_folder_is_a_drawer() -> None:
    found = [path for path in tracked() if drawers(path)]
    assert not found, f"a name that says nothing; name the thing itself: {found}"


def test_a_long_function_is_measured() -> None:
    text = "@mark\ndef long() -> None:\n" + "    pass\n" * LONGEST_FUNCTION
    (function,) = functions(ast.parse(text))
    assert lines_of(function) == LONGEST_FUNCTION + 1


def test_no_function_is_too_long() -> None:
    found = [
        f"{read.path}:{function.name} ({lines_of(function)})"
        for folder in OURS
        for read in modules(folder)
        for function in functions(read.tree)
        if lines_of(function) > LONGEST_FUNCTION
    ]
    assert not found, f"over {LONGEST_FUNCTION} lines: {found}"


def test_no_file_is_too_long() -> None:
    sizes = {read.path: read.text.count("\n") for folder in OURS for read in modules(folder)}
    assert sizes["src/honour/places/personal.py"] > 50, "the count itself is wrong"
    found = {path: lines for path, lines in sizes.items() if lines > LONGEST_FILE}
    assert not found, f"over {LONGEST_FILE} lines: {found}"


def test_a_missing_docstring_is_seen() -> None:
    text = '''
def said() -> None:
    """Says something."""

def silent() -> None: ...

def _private() -> None: ...

class Person:
    """Somebody."""

    def named(self) -> str: ...

    @override
    def told(self) -> str: ...

    def __repr__(self) -> str: ...

    class Meta:
        pass
'''
    assert undocumented(module("x.py", text)) == ["silent", "Person.named"]


def test_what_is_public_says_what_it_is() -> None:
    found = {read.path: names for read in modules("src") if (names := undocumented(read))}
    assert not found, f"public, and without a docstring: {found}"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("src/honour/connectors/sql/rows.py", "connection.execute(delete(table))", True),
        ("src/honour/connectors/key_place/folder.py", "path.unlink()", True),
        ("src/honour/carrying_out/erase.py", "", True),
        ("src/honour/plans/erase.py", "", False),
        ("src/honour/places/terms.py", "parts.remove(1)", False),
    ],
)
def test_a_module_that_destroys_is_recognised(path: str, text: str, expected: bool) -> None:
    assert destroys(module(path, text)) is expected


def test_a_module_that_destroys_opens_with_what_could_go_wrong() -> None:
    found = [
        read.path
        for read in modules("src")
        if destroys(read) and "go wrong" not in (ast.get_docstring(read.tree) or "").lower()
    ]
    assert not found, f"their docstrings must say what could go wrong, in these words: {found}"
