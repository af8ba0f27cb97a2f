"""Reads the code base for the house rules: which files there are, and what stands in them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).resolve().parents[2]

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Documented: TypeAlias = ast.ClassDef | Function

DESTROYING_MODULES = frozenset(f"src/honour/carrying_out/{act}.py" for act in ("erase", "sweep", "scrub"))
DESTROYING_CALLS = frozenset({"delete", "unlink", "rmtree", "drop"})


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path from the project's root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


def module(path: str, text: str) -> Module:
    """A module from its text."""
    return Module(path, text, ast.parse(text))


def tracked() -> tuple[str, ...]:
    """The project's files, those not yet committed included, what git ignores left out."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy is no git checkout, so nothing says which files are the project's")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def modules(under: str) -> Iterator[Module]:
    """The project's Python files below a folder; what Django writes (migrations) left out."""
    for path in tracked():
        if path.startswith(f"{under}/") and path.endswith(".py") and "/migrations/" not in path:
            yield module(path, (ROOT / path).read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[Function]:
    """Each function and method, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def lines_of(function: Function) -> int:
    """From `def` to the last line, decorators left out, docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """The public functions, classes and methods of a module or class, by their dotted name.

    Left out: private names, dunder methods, Django's `Meta`, and what repeats another's docstring
    (`@override`, `@overload`).
    """
    for node in body:
        if not isinstance(node, Documented) or node.name.startswith("_") or node.name == "Meta":
            continue
        if {"override", "overload"} & {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}:
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{prefix}{node.name}.")


def undocumented(read: Module) -> list[str]:
    """The public names of a module that say nothing about themselves."""
    return [name for name, node in public(read.tree.body) if not ast.get_docstring(node)]


def destroys(read: Module) -> bool:
    """Whether a module destroys: it calls something that deletes, or is one of the three acts that do."""
    if read.path in DESTROYING_MODULES:
        return True
    calls = [node.func for node in ast.walk(read.tree) if isinstance(node, ast.Call)]
    names = {ast.unparse(call).rpartition(".")[2] for call in calls}
    return bool(names & DESTROYING_CALLS)
