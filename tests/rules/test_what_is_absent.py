"""What docs/security.md says is not in the program is not in it, and what it says is used is all that is."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from honour.places.patterns import read_pattern
from tests.rules.reading import ROOT, Module, module, modules, tracked

PAGE: Final = ROOT / "docs" / "security.md"

ABSENT: Final = {
    "LDAP, XPath, XML": r"^(ldap|ldap3|xml|lxml|defusedxml|xpath)\b",
    "objects out of bytes": r"^(pickle|cPickle|dill|marshal|shelve|jsonpickle|yaml)\b",
    "GraphQL, WebSocket, WebRTC": r"^(graphene|strawberry|graphql|channels|websockets|websocket|aiortc)\b",
    "memcache": r"^(pymemcache|pylibmc|memcache|redis)\b",
    "tokens that carry their content": r"^(jwt|jose|authlib|django\.core\.signing)\b",
    "dice that can be guessed": r"^random\b",
}
"""What no module imports."""

CALLS: Final = re.compile(r"(eval|exec|compile|__import__)|.*\b(literal_eval|from_string|Template)")
"""What no module calls: it would run or fill in what somebody wrote."""

FILES: Final = frozenset({"FILES", "FileField", "ImageField", "MultiPartParser"})
"""What a page that takes a file would name."""

NAMES_OF_DRAFTS: Final = {
    "src/honour/wiring/records.py",  # the name of a log's successor
    "src/honour/connectors/key_place/folder.py",
    "src/honour/connectors/documents/folder.py",
}

KEYS: Final = frozenset({"serialization", "hashes", "InvalidTag", "InvalidSignature"})
"""Of the library of primitives: how keys are written down, and what it raises."""


@cache
def sources() -> tuple[Module, ...]:
    """Every module of the program."""
    return tuple(modules("src"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The full name of everything that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def called(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each call, by the whole name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def present(read: Module) -> list[str]:
    """What of all that is said to be absent stands in a module."""
    found = [
        f"{read.path}: {name} ({what})"
        for name in imported(read.tree)
        for what, pattern in ABSENT.items()
        if re.match(pattern, name)
    ]
    for name, _ in called(read.tree):
        if CALLS.fullmatch(name):
            found.append(f"{read.path}: {name}()")
    attributes = {node.attr for node in ast.walk(read.tree) if isinstance(node, ast.Attribute)}
    return found + [f"{read.path}: {name}" for name in sorted(attributes & FILES)]


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from xml.etree import ElementTree",
        "import random",
        "from django.core.signing import dumps",
        "eval('1')",
        "engine.from_string(typed)",
        "request.FILES['x']",
    ],
)
def test_what_would_be_present_is_seen(text: str) -> None:
    assert present(module("x.py", text))


def test_what_is_said_to_be_absent_is_absent() -> None:
    found = [each for read in sources() for each in present(read)]
    assert found == []
    served = (ROOT / "src/honour/website/serving.py").read_text("utf-8")
    assert "websockets=False" in served


def test_no_dice_but_the_systems() -> None:
    drawing = [
        (read.path, name)
        for read in sources()
        for name in imported(read.tree)
        if re.match(r"^(random|numpy\.random|secrets)\b", name)
    ]
    assert drawing, "the reader saw nothing"
    assert {name.partition(".")[0] for _, name in drawing} == {"secrets"}
    lengths = [
        ast.literal_eval(node.args[0])
        for read in sources()
        for name, node in called(read.tree)
        if name.rpartition(".")[2] in ("token_bytes", "token_urlsafe")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    assert len(lengths) > 3
    assert min(lengths) >= 16, "128 bits (ASVS 11.5.1)"
    short = {read.path for read in sources() for name, _ in called(read.tree) if "token_hex" in name}
    assert short == NAMES_OF_DRAFTS, "short words name what is no secret"


def test_no_program_is_started_through_a_shell() -> None:
    started = []
    for read in sources():
        assert "os.system" not in read.text, read.path
        assert "popen(" not in read.text, read.path
        for name, node in called(read.tree):
            if name in ("subprocess.run", "subprocess.Popen", "subprocess.check_output", "subprocess.call"):
                started.append(read.path)
                assert not [each for each in node.keywords if each.arg == "shell"], read.path
                assert not isinstance(node.args[0], ast.JoinedStr | ast.Constant), "words apart, no line"
    assert len(started) >= 4


def primitives() -> frozenset[str]:
    """The primitives that the program names: of the library, of the standard one, of Django's hashers."""
    found: set[str] = set()
    for read in sources():
        for name in imported(read.tree):
            if name.startswith("cryptography.hazmat.primitives"):
                found.add(re.sub(r"(Private|Public)Key$", "", name.rpartition(".")[2]))
        for one in re.findall(r"\bhashlib\.(\w+)|\bhashes\.(SHA\d\w*|MD5|BLAKE\w+|SM3)\(", read.text):
            found.add("".join(one).upper())
        for digest in re.findall(
            r"""(?:digestmod=|algorithm=|, )["'](sha\d\w*|md5|blake\w+)["']""", read.text
        ):
            found.add(digest.upper())
        found |= {"argon2id" for name in imported(read.tree) if name.endswith("Argon2PasswordHasher")}
    return frozenset(found - KEYS)


def test_each_primitive_stands_in_the_inventory() -> None:
    table = PAGE.read_text("utf-8").partition("## Keys and algorithms\n")[2].partition("\n## ")[0]
    listed = frozenset(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    assert "AESGCM" in listed
    assert primitives() == listed, "docs/security.md, keys and algorithms"
    weak = {"MD5", "SHA1", "RC4", "ECB", "CBC", "TripleDES", "PKCS1v15"}
    assert not listed & weak
    for word in ("algorithms.", "modes.ECB", "modes.CBC", "PKCS1v15", "hazmat.primitives.ciphers.algorithms"):
        assert not [read.path for read in sources() if word in read.text], word


def test_no_template_builds_a_script() -> None:
    templates = [path for path in tracked() if path.startswith("src/") and path.endswith((".html", ".txt"))]
    assert len(templates) > 20
    for path in templates:
        text = (ROOT / path).read_text("utf-8")
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert " src=" in tag or 'type="application/json"' in tag, f"{path}: {tag}"
        assert not re.search(r"\son\w+\s*=|javascript:|\|\s*safe\b", text), path
        assert "autoescape off" not in text or path.endswith(".txt"), path


def test_the_scripts_write_text_and_store_nothing() -> None:
    scripts = [path for path in tracked() if path.startswith("src/") and path.endswith(".js")]
    assert scripts
    for path in scripts:
        text = (ROOT / path).read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|postMessage"
            r"|localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker|XMLHttpRequest",
            text,
        ), path
        asks = re.findall(r"fetch\(([^,)]*)", text)
        assert asks == (["form.dataset.check"] if path.endswith("/policy_editor.js") else []), path
    allauths = re.findall(r"(?:local|session)Storage|indexedDB", _scripts_of_others())
    assert not allauths


def _scripts_of_others() -> str:
    """The scripts that pages of second factors take from the library."""
    import allauth

    folder = Path(allauth.__file__).parent / "mfa" / "static"
    found = "".join(path.read_text("utf-8") for path in folder.rglob("webauthn.js"))
    assert found, "the reader saw nothing"
    return found


@pytest.mark.parametrize("name", ["a.b", "a+b", "(a|b)", "[ab]", "a^b$", "a\\d"])
def test_no_name_in_a_pattern_is_a_sign(name: str) -> None:
    pattern = read_pattern(f"{name}/{{customer.id}}/**")
    assert pattern.value_of(f"{name}/7/x.pdf") == "7", "the control"
    for other in ("aXb/7/x", "aab/7/x", "a/7/x", "b/7/x", "ab/7/x", "a1/7/x", "aa/7/x"):
        assert pattern.value_of(other) is None, other


def test_only_the_program_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"] == {"packages": ["src/honour"]}
    inside = [path for path in tracked() if path.startswith("src/")]
    assert inside
    assert not [path for path in inside if re.search(r"(^|/)(test_|tests/|conftest|bench/|examples/)", path)]
    reached = [
        f"{read.path}: {name}"
        for read in sources()
        for name in imported(read.tree)
        if name.split(".")[0] in ("tests", "bench", "examples", "pytest", "hypothesis", "playwright")
    ]
    assert reached == []
