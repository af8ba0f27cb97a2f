"""What the program keeps of an account by itself has a place on the page of a site that it runs."""

from pathlib import Path

import pytest

import honour.website
from honour.promises.own_kinds import own_kinds
from honour.promises.policy import Policy, read
from honour.publishing.page import page

LIKES = sorted(Path(honour.website.__file__).with_name("likes").iterdir())


@pytest.fixture(params=LIKES, ids=[each.name for each in LIKES])
def policy(request: pytest.FixtureRequest) -> Policy:
    return read((request.param / "policy.yaml").read_bytes(), "policy.yaml")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_kind_that_the_program_keeps_is_told_with_its_term(policy: Policy, language: str) -> None:
    shown = page(policy, "fr" if language == "fr" else "en", 1, accounts_here=True)
    [section] = [each for each in shown.sections if each.anchor == "accounts"]
    assert section.table is not None
    assert len(section.table.rows) == len(own_kinds(policy)) >= 4
    assert all(what and until for what, until in section.table.rows)
    assert len({what for what, _ in section.table.rows}) == len(section.table.rows)


def test_a_site_that_is_only_connected_to_tells_nothing_of_accounts_here(policy: Policy) -> None:
    assert "accounts" not in [each.anchor for each in page(policy, "en").sections]
