"""Every table and column that a site has of itself is declared: a model nobody mapped fails the build."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from honour.promises import policy as policies
from honour.promises.policy import Policy
from honour.website.migrations import known
from honour.wiring.offers import OFFERS, brought
from honour.wiring.own_map import TABLES, own_map
from honour.wiring.own_records import KEPT

LIKES = Path(__file__).parents[2] / "src/honour/website/likes"
FIVE = ("support-desk", "hosting", "shop", "links", "store")

MODELS = """
import json, sys
from pathlib import Path
from honour.website import state
from honour.website.folder import read_policy
from honour.website.pages import page_settings
policy, _ = read_policy(Path(sys.argv[1]))
state.configure(page_settings(policy, address=policy.site.address, static=Path("/nowhere")))
from django.apps import apps
print(json.dumps({
    "tables": {
        model._meta.db_table: [
            field.column for field in model._meta.local_fields
            if not field.primary_key and not field.is_relation
        ]
        for model in apps.get_models(include_auto_created=True)
    },
    "migrated": sorted({
        app.label for app in apps.get_app_configs() if (Path(app.path) / "migrations").exists()
    }),
}))
"""


def policy_of(like: str) -> Policy:
    return policies.read((LIKES / like / "policy.yaml").read_bytes(), like, OFFERS)


@pytest.fixture(scope="module")
def models() -> dict[str, dict[str, list[str]]]:
    program = [sys.executable, "-c", MODELS, str(LIKES / "support-desk")]
    ran = subprocess.run(program, capture_output=True, text=True, check=True)
    read: dict[str, dict[str, list[str]]] = json.loads(ran.stdout)
    return read


def test_every_table_of_a_site_is_declared_in_its_own_map(models: dict[str, dict[str, list[str]]]) -> None:
    of_trades = {own.table for trade in brought() for own in trade.tables}
    of_trades |= {name for trade in brought() for name in trade.impersonal}
    declared = {own.table for own in TABLES} | of_trades | set(KEPT)
    assert declared - {"django_migrations"} == set(models["tables"]), (
        "wiring/own_map.py says whose a table's rows are and what they hold; wiring/own_records.py what is"
        " Honour's own"
    )


@pytest.mark.parametrize("like", FIVE)
def test_every_column_of_peoples_tables_is_declared(
    like: str, models: dict[str, dict[str, list[str]]]
) -> None:
    own = own_map(policy_of(like), "sqlite:////nowhere")
    events = {(event.table.name, event.column) for event in own.written.events}
    for place in own.written.places:
        if place.columns is None:
            continue
        named = {column.name for column in place.columns}
        named |= {step.columns[0] for step in place.collected.path} if place.collected else set()
        named |= {column for table, column in events if table == place.table.name}
        assert named == set(models["tables"][place.table.name]), place.table


def test_no_app_with_tables_is_forgotten_when_a_site_is_made(models: dict[str, list[str]]) -> None:
    assert {label for label, _ in known(served=True)} == set(models["migrated"])
