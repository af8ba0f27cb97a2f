"""What staff may decide, and when: identity first, the wait, the first month, the article of a refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from honour.keeping.messages.kinds import ARTICLES, Standing, obstacle

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
MONTH_ENDS = date(2026, 12, 25)
SHOWN = Standing(tracked=True, identity="staff", waits_until=None, first_month_ends=MONTH_ENDS)
NOBODYS = replace(SHOWN, identity="")


def refused(standing: Standing, decision: str, article: str = "", today: date = TODAY) -> str:
    return obstacle(standing, decision, article, today, NOW)


@pytest.mark.parametrize("decision", ["done", "partly"])
def test_nothing_is_given_or_erased_before_it_is_shown_whose_it_is(decision: str) -> None:
    assert refused(NOBODYS, decision, ARTICLES[0]) == "identity first"
    assert refused(SHOWN, decision, ARTICLES[0]) == ""


def test_nothing_is_done_while_the_holder_may_stop_it() -> None:
    waits = replace(SHOWN, waits_until=NOW + timedelta(seconds=1))
    assert refused(waits, "done") == "wait first"
    assert refused(replace(waits, waits_until=NOW), "done") == ""
    assert refused(waits, "refused", ARTICLES[0]) == "", "to say no needs no wait"


@pytest.mark.parametrize("decision", ["partly", "refused"])
def test_a_refusal_names_an_article_that_the_law_knows(decision: str) -> None:
    for article in ("", "GDPR Art. 99"):
        assert refused(SHOWN, decision, article) == "article first"


def test_an_extension_is_announced_by_the_last_day_of_the_first_month() -> None:
    assert refused(SHOWN, "extended", today=MONTH_ENDS) == ""
    assert refused(SHOWN, "extended", today=MONTH_ENDS + timedelta(days=1)) == "extension too late"
    assert refused(replace(SHOWN, extended=True), "extended") == "extended once"


def test_the_clock_stands_still_only_for_a_real_doubt() -> None:
    assert refused(NOBODYS, "doubt") == ""
    assert refused(SHOWN, "doubt") == "no doubt left"
    assert refused(replace(NOBODYS, doubted=True), "doubt") == "no doubt left"
    assert refused(NOBODYS, "shown") == "no doubt said"
    assert refused(replace(NOBODYS, doubted=True), "shown") == ""


def test_what_is_answered_stays_answered_and_a_question_is_no_right() -> None:
    assert refused(replace(SHOWN, answered=True), "done") == "already answered"
    question = replace(NOBODYS, tracked=False)
    assert refused(question, "done") == ""
    assert refused(question, "refused", ARTICLES[0]) == "question is answered"
