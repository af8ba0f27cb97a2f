"""The import map holds, and each of its contracts sees the import that it forbids."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.reading import ROOT

SCRIPTS = Path(sys.executable).parent


def broken_contracts(house: Path) -> set[str]:
    """The names of the contracts that a house breaks; its folder holds `pyproject.toml` and `src/`."""
    told = subprocess.run(
        [SCRIPTS / "lint-imports", "--no-logo", "--no-cache", "--config", house / "pyproject.toml"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    lines = [line.strip() for line in told.splitlines()]
    ends = {line.rpartition(" ")[2] for line in lines if line.endswith((" KEPT", " BROKEN"))}
    assert ends, f"the contracts were not read:\n{told}"
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house into which a test may put a wrong import."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "migrations")
    )
    return tmp_path


def test_the_house_breaks_no_contract(house: Path) -> None:
    assert broken_contracts(house) == set()


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("promises/site.py", "honour.plans", "Each room only looks down"),
        ("publishing/wrong.py", "honour.keeping", "Each room only looks down"),
        ("utilities/__init__.py", "os", "Each room only looks down"),
        (
            "plans/wrong.py",
            "time",
            "The core and carrying out know no framework, network, disk, clock, dice or log",
        ),
        (
            "carrying_out/wrong.py",
            "django",
            "The core and carrying out know no framework, network, disk, clock, dice or log",
        ),
        ("publishing/wrong.py", "sqlalchemy", "Only connectors speak to other people's databases"),
        ("command/wrong.py", "honour.connectors.sql", "Only wiring binds connectors"),
        ("website/wrong.py", "honour.jobs.engine", "Only wiring starts jobs"),
        ("wiring/wrong.py", "dbos", "Only jobs know what makes work durable"),
        ("jobs/wrong.py", "sqlalchemy", "Only connectors speak to other people's databases"),
        ("trades/shop/wrong.py", "honour.trades.support", "Trades do not know each other"),
        ("publishing/wrong.py", "honour.trades.shop", "Each room only looks down"),
        (
            "website/wrong.py",
            "honour.trades.support",
            "Only wiring knows the trades: one is deleted with its folder and its line there",
        ),
        (
            "trades/shop/promises.py",
            "django",
            "The core and carrying out know no framework, network, disk, clock, dice or log",
        ),
        ("connectors/key_place/wrong.py", "honour.connectors.sql", "Connectors do not know each other"),
        ("keeping/keys/wrong.py", "honour.keeping.journal", "What the site keeps only looks down"),
        ("keeping/holds/wrong.py", "honour.keeping.intents", "What the site keeps only looks down"),
    ],
)
def test_a_contract_sees_a_wrong_import(house: Path, importer: str, imported: str, contract: str) -> None:
    module = house / "src" / "honour" / importer
    module.parent.mkdir(exist_ok=True)
    text = module.read_text(encoding="utf-8") if module.exists() else ""
    module.write_text(f"import {imported}\n{text}", encoding="utf-8")
    assert contract in broken_contracts(house)


def test_a_circle_is_seen(house: Path) -> None:
    places = house / "src" / "honour" / "places"
    (places / "chicken.py").write_text("import honour.places.egg\n", encoding="utf-8")
    (places / "egg.py").write_text("import honour.places.chicken\n", encoding="utf-8")
    assert "No circles" in broken_contracts(house)
