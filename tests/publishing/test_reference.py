"""The reference of the language: each example is read, both files are up to date, editors know each name."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from jsonschema import Draft202012Validator

from honour.promises import policy
from honour.promises.checks import check
from honour.promises.policy import SECTIONS, read
from honour.promises.reading import Entry, read_document
from honour.promises.reference import Construct
from honour.publishing.reference import CORE, OFFER, SMALLEST, policy_schema, reference
from honour.wiring.offers import CONSTRUCTS, OFFERS
from tests.promises.policies import SHOP
from tests.rules.reading import ROOT

ALL = (*CORE, *CONSTRUCTS)
SCHEMA = ROOT / "docs/schemas/policy.schema.json"

# What the examples refer to, section by section.
AROUND = {
    "honour": "honour: 1\n",
    "site": SHOP[SHOP.index("site:") : SHOP.index("people:")],
    "people": "people:\n  customer: {who: has an account}\n  visitor: {who: reads public tickets}\n",
    "data": (
        "data:\n"
        "  contact: {holds: [name, e-mail, telephone], of: customer}\n"
        "  document: {holds: [document], of: customer}\n"
        "  ticket: {holds: [ticket text], of: customer}\n"
        "  invoice: {holds: [name, postal address, invoice], of: customer}\n"
    ),
    "recipients": (
        "recipients:\n  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}\n"
    ),
    "collect": (
        "collect:\n"
        "  - {data: [contact, ticket], for: account, basis: contract}\n"
        "  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}\n"
    ),
    "share": "share:\n  - {data: contact, with: nobody}\n",
    "keep": (
        "keep:\n"
        "  - {data: [contact, ticket], until: account closed, or: 2 years without sign-in}\n"
        "  - {data: invoice, for: 10 years, since: end of the financial year}\n"
    ),
}


def section_of(construct: Construct) -> str:
    return construct.name.split(":")[0]


def with_example(construct: Construct) -> str:
    """A whole policy in which the example stands for its section."""
    parts = {**AROUND, section_of(construct): construct.example}
    return "".join(parts.values())


def plain(entry: Entry) -> Any:
    """What an editor's reader of YAML 1.2 makes of the file, numbers apart."""
    if entry.kind == "text":
        return entry.text
    if entry.kind == "list":
        return [plain(item) for item in entry.items]
    return {key.text: plain(value) for key, value in entry.pairs}


def test_every_section_has_its_construct() -> None:
    assert {section_of(each) for each in ALL} == set(SECTIONS)
    assert [each.name for each in CONSTRUCTS] == [OFFER + each.name for each in OFFERS]


@pytest.mark.parametrize("construct", ALL, ids=lambda each: each.name)
def test_an_example_is_read_whole(construct: Construct) -> None:
    assert construct.example.startswith(f"{section_of(construct)}:")
    read_policy = read(with_example(construct).encode(), "p", OFFERS)
    assert read_policy.not_built == ()


@pytest.mark.parametrize("construct", ALL, ids=lambda each: each.name)
def test_an_example_fits_its_schema_and_a_misspelt_name_does_not(construct: Construct) -> None:
    validator = Draft202012Validator(policy_schema(ALL))
    whole = plain(read_document(with_example(construct).encode(), "p"))
    assert list(validator.iter_errors(whole)) == []
    name = section_of(construct)
    if isinstance(whole[name], dict):
        whole[name][next(iter(whole[name])) + "x"] = {"xyzzy": "x"}
    else:
        whole[name].append({"xyzzy": "x"})
    assert list(validator.iter_errors(whole))


def test_the_smallest_policy_is_sound() -> None:
    smallest = read(SMALLEST.encode(), "p")
    assert check(smallest, available_timezones()) == ()


@pytest.mark.parametrize("path", sorted(ROOT.glob("**/policy.yaml")), ids=lambda path: path.parent.name)
def test_every_policy_of_the_project_fits_the_schema(path: Path) -> None:
    whole = plain(read_document(path.read_bytes(), path.name))
    assert list(Draft202012Validator(policy_schema(ALL)).iter_errors(whole)) == []


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(policy_schema(ALL))


def test_both_files_are_up_to_date() -> None:
    mend = "run: honour words --reference > docs/reference.md; honour words --schema > {}"
    told = reference(ALL)
    assert (ROOT / "docs/reference.md").read_text("utf-8") == told, mend.format(SCHEMA.name)
    assert json.loads(SCHEMA.read_text("utf-8")) == policy_schema(ALL), mend.format(SCHEMA.name)


def test_the_command_prints_the_reference_and_the_schema() -> None:
    command = [str(Path(sys.executable).parent / "honour"), "words"]
    told = subprocess.run([*command, "--reference"], capture_output=True, text=True, check=True).stdout
    assert told == reference(ALL)
    schema = subprocess.run([*command, "--schema"], capture_output=True, text=True, check=True).stdout
    assert json.loads(schema) == policy_schema(ALL)


def test_the_reference_shows_every_example_and_every_word() -> None:
    told = reference(ALL)
    assert all(f"```yaml\n{each.example}```" in told for each in ALL)
    for word in ("second factor", "customer", "bookkeeping", "account closed", "the person pays"):
        assert f"| `{word}` |" in told
    assert not re.search(r"\{(they|are|ils|leur)\}", told)


def test_the_reference_names_what_may_stand_in_a_section() -> None:
    told = reference(ALL)
    assert "- `https`: `always`" in told
    assert "  - `kept` (must stand): a length of time, as in `6 months`" in told


def test_a_link_of_the_contents_leads_to_a_heading() -> None:
    told = reference(ALL)
    links = re.findall(r"^- \[`.*`\]\(#(.+)\)$", told, flags=re.MULTILINE)
    headings = re.findall(r"^### (.+)$", told, flags=re.MULTILINE)
    assert len(links) == len(ALL)
    assert set(links) <= {heading.lower().replace(":", "").replace(" ", "-") for heading in headings}


assert policy.VERSION == "1"  # the examples are of this version of the language
