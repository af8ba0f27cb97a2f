"""Whom a policy speaks to: each group introduced in each language; signing in by an organisation."""

import pytest

from honour.promises.compare import compare
from honour.promises.languages import Language
from honour.promises.policy import read
from honour.publishing.page import page
from tests.promises.checking import found, reasons, swapped
from tests.promises.policies import SHOP

TWO = swapped(
    SHOP,
    ("people:\n", "people:\n  visitor: {who: {en: reads our advice, fr: consulte nos conseils}}\n"),
    ("data:\n", "data:\n  log: {holds: ip address, of: visitor}\n"),
    ("collect:\n", "collect:\n  - {data: log, for: security, basis: public task}\n"),
    ("keep:\n", "keep:\n  - {data: log, for: 6 months, since: recorded}\n"),
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "By “visitors” we mean whoever reads our advice.",
                "By “customers” we mean whoever has an account.",
            ],
        ),
        (
            "fr",
            [
                "Par «\u202fvisiteurs\u202f», nous entendons toute personne qui consulte nos conseils.",
                "Par «\u202fclients\u202f», nous entendons toute personne qui a un compte.",
            ],
        ),
    ],
)
def test_each_of_several_groups_is_introduced(language: Language, said: list[str]) -> None:
    assert found(TWO) == []
    [section] = [each for each in page(read(TWO.encode(), "p"), language).sections if each.anchor == "people"]
    assert [point.text for point in section.points] == said


def test_one_group_alone_needs_no_introduction() -> None:
    shown = page(read(SHOP.encode(), "p"), "en")
    assert "people" not in [each.anchor for each in shown.sections]


def test_text_in_one_language_alone_is_a_finding_and_is_not_published() -> None:
    alone = TWO.replace("{en: reads our advice, fr: consulte nos conseils}", "has an acount")
    [finding] = found(alone)
    assert finding.reason == "who a visitor is stands in one language alone: “has an acount”"
    assert finding.place == "policy.yaml:12:3"
    assert finding.mend.endswith("or `who: has an account`")
    assert "people" not in [each.anchor for each in page(read(alone.encode(), "p"), "fr").sections]
    assert reasons(alone.replace("has an acount", "has an account")) == []


def test_whom_a_group_means_and_who_answers_for_it_are_told_when_they_change() -> None:
    other = TWO.replace("{en: reads our advice, fr: consulte nos conseils}", "reads public tickets")
    [change] = compare(read(TWO.encode(), "p"), read(other.encode(), "p")).changes
    assert (change.place, change.effects) == ("people: visitor", ("told",))
    assert change.said.fr == "Les personnes que la politique entend par nos visiteurs changent."
    assert change.after[0].en == "By “visitors” we mean whoever reads public tickets."
    theirs = TWO.replace("consulte nos conseils}}", "consulte nos conseils}, controller: customer}")
    places = [each.place for each in compare(read(TWO.encode(), "p"), read(theirs.encode(), "p")).changes]
    assert places == ["people: visitor: controller"]
