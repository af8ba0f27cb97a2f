"""The house rules about the project around the code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.rules.reading import ROOT, tracked

SCRIPTS = Path(sys.executable).parent
MOST_DEPENDENCIES = 20  # what a small company can be asked to trust
FRAGMENT = re.compile(r"\+[a-z0-9]+(-[a-z0-9]+)*\.(person|site|house)\.md")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home|opt|mnt|Users)/")
LOCKED_FROM = re.compile(r'(?:registry|url) = "(https?://[^/"]+|[^h"][^"]*)')


def text_of(path: str) -> str:
    """A file of the project as text; empty where it is none."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def pyproject() -> dict[str, Any]:
    """The project's settings."""
    return tomllib.loads(text_of("pyproject.toml"))


def shell_lines(markdown: str) -> list[str]:
    """The lines of the fenced code blocks, comments and empty lines left out."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", markdown, flags=re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_shell_lines_are_read() -> None:
    assert shell_lines("Text\n```\nmake it   # now\n\n# so\n```\nmake not\n") == ["make it"]


def test_the_readme_names_the_two_commands_and_no_other() -> None:
    assert shell_lines(text_of("README.md")) == ["make run", "make test"]


def test_ci_runs_the_checks_and_then_the_readmes_test_command() -> None:
    assert text_of(".ci/run").splitlines()[-2:] == ["make check", "make test"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/README.md", "docs/house.md"])
def test_a_page_names_only_targets_and_files_that_exist(page: str) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))
    assert {"run", "test", "check", "bench", "format", "promises"} <= targets
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE)) <= targets
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links, f"{page} leads nowhere"
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert not missing


def test_every_room_of_the_house_has_its_line() -> None:
    rooms = {path.split("/")[2] for path in tracked() if re.match(r"src/honour/\w+/", path)}
    assert {"promises", "plans"} <= rooms
    told = set(re.findall(r"^\| `(\w+)/`", text_of("docs/house.md"), flags=re.MULTILINE))
    assert rooms == told


def test_a_machines_path_is_recognised() -> None:
    assert MACHINE_PATH.search("cd /ro" + "ot/x")
    assert MACHINE_PATH.search('"/ho' + 'me/alice/x"')
    assert not MACHINE_PATH.search("/usr/sbin/x /etc/x https://example.org/home/x docs/work/x")


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [path for path in tracked() if MACHINE_PATH.search(text_of(path))]
    assert not found


def test_the_lock_takes_everything_from_the_public_registry() -> None:
    assert LOCKED_FROM.findall('registry = "file:///x/simple"') == ["file:///x/simple"]
    assert set(LOCKED_FROM.findall(text_of("uv.lock"))) == {
        "https://pypi.org",
        "https://files.pythonhosted.org",
    }


def test_the_lock_is_current() -> None:
    checked = subprocess.run(
        [SCRIPTS / "uv", "lock", "--check", "--offline"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, f"run: .venv/bin/uv lock\n{checked.stderr}"


def test_a_site_needs_few_direct_dependencies() -> None:
    direct = pyproject()["project"]["dependencies"]
    assert any(name.startswith("Django") for name in direct)
    assert len(direct) <= MOST_DEPENDENCIES


def test_a_change_fragment_is_recognised() -> None:
    assert FRAGMENT.fullmatch("+one-policy-kept.site.md")
    assert not FRAGMENT.fullmatch("one-policy-kept.site.md")
    assert not FRAGMENT.fullmatch("+one-policy-kept.misc.md")


def test_change_fragments_are_well_formed_and_told_to_their_readers() -> None:
    fragments = [
        Path(path) for path in tracked() if path.startswith("changes/") and path != "changes/README.md"
    ]
    assert fragments, "a change without a word to anybody"
    assert not [path for path in fragments if not FRAGMENT.fullmatch(path.name)]
    draft = subprocess.run(
        [SCRIPTS / "towncrier", "build", "--draft", "--version", "0"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = " ".join(draft.split())
    for path in fragments:
        sentence = " ".join(text_of(str(path)).split())
        assert sentence.endswith("."), f"{path}: whole sentences, please"
        assert sentence in words, f"{path} is not in the change log's draft"
