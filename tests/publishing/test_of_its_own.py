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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("an authority demands your data", "GDPR Art. 5(2)", "breach of personal data", "Art. 33(5)")),
        ("fr", ("une autorité demande vos données", "art. 5, § 2", "violation de données", "art. 33, § 5")),
    ],
)
def test_the_registers_of_demands_and_breaches_have_their_place_and_term(
    policy: Policy, language: str, words: tuple[str, ...]
) -> None:
    shown = page(policy, "fr" if language == "fr" else "en", 1, accounts_here=True)
    [section] = [each for each in shown.sections if each.anchor == "accounts"]
    said = " ".join(each.text for each in section.paragraphs).replace("\u00a0", " ").replace("’", "'")
    for each in (*words, "five years" if language == "en" else "cinq ans"):
        assert each in said


def test_a_site_that_is_only_connected_to_tells_nothing_of_accounts_here(policy: Policy) -> None:
    assert "accounts" not in [each.anchor for each in page(policy, "en").sections]
