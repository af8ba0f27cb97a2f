"""A request for erasure under `waits for: services ended`: taken at once, finished once nothing runs any more
(LANGUAGE, meaning 4; C03, C04). And what is asked, and promised, decides what goes (meanings 2 and 3).
"""

from pathlib import Path

import pytest

from tests.journeys.hosting import ADA, BO, founded, policy
from tests.journeys.shop import Shop

IN_JANUARY = "2027-01-20T09:00+01:00"
IN_2037 = "2037-01-02T09:00+01:00"


@pytest.fixture
def site(tmp_path: Path) -> Shop:
    return founded(tmp_path, policy())


def bos(site: Shop) -> list[tuple[object, ...]]:
    """Bo's rows, whom nobody erases."""
    tables = ("tickets", "newsletter", "sign_ins", "invoices", "services")
    rows = [row for table in tables for row in site.sql(f"SELECT * FROM {table} WHERE customer_id = 2")]
    return [*site.sql("SELECT * FROM customers WHERE id = 2"), *rows]


def test_what_does_not_depend_on_the_contract_goes_at_once_and_the_rest_is_named(site: Shop) -> None:
    before = bos(site)
    told = site.run("erase", ADA, "--json").document()
    waiting = {stay["place"]: stay for stay in told["plan"]["stays"] if stay["waits for"]}
    assert waiting.keys() == {"main.customers", "main.tickets"}
    assert all(stay["waits for"] == "services ended" for stay in waiting.values())
    assert told["answer_due"] == "2027-01-04"  # 1 January is a holiday, then a week-end

    done = site.run("erase", ADA, "--really", told["digest"], "--json").document()["receipt"]
    assert site.sql("SELECT count(*) FROM newsletter WHERE customer_id = 1") == [(0,)]
    assert site.sql("SELECT count(*) FROM sign_ins WHERE customer_id = 1") == [(0,)]
    assert site.sql("SELECT email FROM customers WHERE id = 1") == [(ADA,)]
    assert site.sql("SELECT words FROM tickets WHERE customer_id = 1") == [("Ada asks",)]
    assert site.sql("SELECT ends_on FROM services WHERE id = 1") == [(None,)], "the service runs on"
    assert bos(site) == before
    assert done["refusal"].keys() == {"fr", "en"}
    assert "GDPR Art. 12(4)" in done["refusal"]["en"]
    assert "RGPD, art. 12, § 4" in done["refusal"]["fr"].replace("\u00a0", " ")
    assert "your services have all ended" in done["refusal"]["en"]
    assert "la fin de tous vos services" in done["refusal"]["fr"]


def test_the_delay_begins_at_the_later_of_request_and_last_ending(site: Shop) -> None:
    assert site.really("erase", ADA).code == 0
    assert site.run("sweep").out == "Nothing is due.\n"
    [case] = site.run("person", ADA, "--json").document()["cases"]
    assert case["waiting"] == {"for": "services ended", "asked": "2026-12-01", "ended": None, "due": None}

    site.sql("UPDATE services SET ends_on = '2027-01-15' WHERE id = 1")
    assert site.run("sweep").out == "Nothing is due.\n", "the last service runs until its last day"
    due = site.run("sweep", "--json", now=IN_JANUARY).document()
    [waited] = due["waited"]
    assert (waited["asked"], waited["ended"], waited["due"]) == ("2026-12-01", "2027-01-15", "2027-02-14")
    assert "to be erased by 2027-02-14" in site.run("person", ADA, now=IN_JANUARY).out
    assert "to be erased by 2027-02-14" in site.run("erase", ADA, now=IN_JANUARY).out


def test_what_waited_goes_by_a_sweep_and_the_case_then_holds_what_a_law_keeps(site: Shop) -> None:
    before = bos(site)
    assert site.really("erase", ADA).code == 0
    site.sql("UPDATE services SET ends_on = '2027-01-15' WHERE id = 1")
    site.sql("UPDATE customers SET email = 'new@hosting.example', name = 'Ada B.' WHERE id = 1")
    swept = site.really("sweep", now=IN_JANUARY)
    assert swept.code == 0, swept
    assert site.sql("SELECT words FROM tickets WHERE customer_id = 1") == []
    assert site.sql("SELECT name, email, telephone FROM customers WHERE id = 1") == [(None, None, None)]
    assert site.sql("SELECT total FROM invoices WHERE customer_id = 1") == [("100",)]
    assert bos(site) == before
    [case] = site.run("person", ADA, "--json", now=IN_JANUARY).document()["cases"]
    assert case["waiting"] is None
    assert [stay["place"] for stay in case["stays"]] == ["main.invoices"]
    assert site.run("sweep", now=IN_JANUARY).out == "Nothing is due.\n"
    assert site.really("sweep", now=IN_2037).code == 0
    assert site.sql("SELECT * FROM customers WHERE id = 1") == []
    assert [act["act"] for act in site.journal()].count("released") == 2


def test_the_promised_delay_is_watched_beside_the_month_of_the_law(site: Shop) -> None:
    def state(now: str) -> tuple[str, str]:
        found = site.run("prove", "--json", now=now).document()["promises"]
        [one] = [each for each in found if each["promise"] == "erase within 30 days"]
        return one["state"], one["why"]

    assert site.really("erase", ADA).code == 0
    assert state("2026-12-02T09:00+01:00") == ("kept", "none late; 1 wait")
    site.sql("UPDATE services SET ends_on = '2027-01-15' WHERE id = 1")
    kept, why = state("2027-02-10T09:00+01:00")
    assert (kept, why.endswith("is due by 2027-02-14")) == ("kept", True)
    assert state("2027-02-15T09:00+01:00")[0] == "not kept"
    assert site.really("sweep", now="2027-02-14T09:00+01:00").code == 0
    assert state("2027-02-15T09:00+01:00") == ("kept", "none late; 0 wait")


def test_a_map_that_does_not_know_what_is_waited_for_is_a_finding(site: Shop) -> None:
    assert "requests wait for" not in site.run("check").out
    path = site.site / "map.yaml"
    path.write_text(path.read_text().replace("  services ended:", "  access expires:"))
    assert "requests wait for “services ended”" in site.run("check").out


def test_a_row_that_was_given_to_another_meanwhile_is_left_and_told(site: Shop) -> None:
    assert site.really("erase", ADA).code == 0
    site.sql("UPDATE services SET ends_on = '2027-01-15' WHERE id = 1")
    site.sql("UPDATE customers SET email = 'cy@x.example', name = 'Cy', since = '2026-12-24' WHERE id = 1")
    told = site.run("sweep", now=IN_JANUARY)
    assert "find out who asked" in told.err
    assert told.out == "Nothing is due.\n"
    assert site.sql("SELECT name FROM customers WHERE id = 1") == [("Cy",)]


def test_who_has_nothing_running_waits_for_nothing(site: Shop) -> None:
    told = site.run("erase", BO, "--json").document()["plan"]
    assert not [stay for stay in told["stays"] if stay["waits for"]]
    assert site.really("erase", BO).code == 0
    assert site.sql("SELECT words FROM tickets WHERE customer_id = 2") == []


def test_a_request_that_could_erase_nothing_yet_is_taken_all_the_same(site: Shop) -> None:
    told = site.run("erase", ADA, "--kind", "ticket", "--json").document()
    assert told["plan"]["steps"] == []
    assert site.run("erase", ADA, "--kind", "ticket", "--really", told["digest"]).code == 0
    [case] = site.run("person", ADA, "--json").document()["cases"]
    assert (case["kinds"], case["answered"]) == (["ticket"], "2026-12-01")


def test_a_request_about_a_kind_ends_that_kind_alone(tmp_path: Path) -> None:
    site = founded(tmp_path, policy(allow="access: {how: e-mail}"))
    before = bos(site)
    told = site.run("erase", ADA, "--kind", "connection", "--json").document()["plan"]
    assert {step["place"] for step in told["steps"]} == {"main.sign_ins"}
    assert told["stays"] == []
    assert site.really("erase", ADA, "--kind", "connection").code == 0
    assert site.sql("SELECT email FROM customers WHERE id = 1") == [(ADA,)]
    assert site.sql("SELECT count(*) FROM newsletter WHERE customer_id = 1") == [(1,)]
    assert bos(site) == before
    again = site.run("erase", ADA, "--kind", "connection")
    assert "Already erased" in again.out
    assert site.really("erase", ADA).code == 0, "a request about everything is another request"
    assert site.sql("SELECT words FROM tickets WHERE customer_id = 1") == []


def test_words_that_the_policy_does_not_know_are_refused_with_those_that_it_does(site: Shop) -> None:
    told = site.run("erase", ADA, "--kind", "tikets")
    assert told.code == 2
    assert "contact, subscription, connection, ticket, invoice" in told.err
    assert site.run("erase", ADA, "--upheld", "secutity").code == 2
    for day in ("2026-12-02", "last week"):
        assert site.run("erase", ADA, "--received", day).code == 2


def test_the_clock_of_a_request_starts_when_it_arrived(site: Shop) -> None:
    told = site.run("erase", ADA, "--received", "2026-11-05", "--json").document()
    assert told["answer_due"] == "2026-12-07"  # 5 December is a Saturday
    assert site.really("erase", ADA, "--received", "2026-11-05").code == 0
    [case] = site.run("person", ADA, "--json").document()["cases"]
    assert (case["asked"], case["answered"]) == ("2026-11-05", "2026-12-01")


def test_who_promises_only_what_is_no_longer_needed_erases_no_more(tmp_path: Path) -> None:
    site = founded(tmp_path, policy(allow="erase: {asking ends: what is no longer needed}"))
    told = site.run("erase", ADA, "--json").document()["plan"]
    assert {step["place"] for step in told["steps"]} == {"main.newsletter"}, "consent is withdrawn by asking"
    stays = {stay["place"]: stay for stay in told["stays"]}
    assert stays["main.sign_ins"]["source"] == ["legitimate interest"]
    assert stays["main.customers"]["source"] == ["contract"]
    assert stays["main.invoices"]["source"] == ["C. com. L123-22"]
    assert all(stay["because"][0].startswith("policy.yaml") for stay in stays.values())
    upheld = site.run("erase", ADA, "--upheld", "security", "--json").document()["plan"]
    assert {step["place"] for step in upheld["steps"]} == {"main.newsletter", "main.sign_ins"}


def test_who_promises_everything_leaves_only_what_a_law_keeps(tmp_path: Path) -> None:
    site = founded(tmp_path, policy(allow="erase: {asking ends: everything the law lets go}"))
    told = site.run("erase", ADA, "--json").document()["plan"]
    assert {stay["place"] for stay in told["stays"]} == {"main.invoices"}


def test_a_security_log_survives_only_with_a_named_exception(tmp_path: Path) -> None:
    site = founded(
        tmp_path,
        policy(
            allow="access: {how: e-mail}",
            connection="for: 6 months, basis: legitimate interest, exception: e",
        ),
    )
    [stay] = [
        stay
        for stay in site.run("erase", ADA, "--json").document()["plan"]["stays"]
        if stay["place"] == "main.sign_ins"
    ]
    assert stay["source"] == ["GDPR Art. 17(3)(e)"]
    assert stay["last_ends"] == "2027-05-20"


def test_a_receipt_of_nothing_claims_that_nothing_is_gone(site: Shop) -> None:
    site.sql("DELETE FROM newsletter WHERE customer_id = 1")
    site.sql("DELETE FROM sign_ins WHERE customer_id = 1")
    site.sql("DELETE FROM services WHERE id = 2")
    told = site.run("erase", ADA, "--json").document()
    assert told["plan"]["steps"] == []
    done = site.run("erase", ADA, "--really", told["digest"], "--json").document()["receipt"]
    assert {done["levels"][level] for level in ("logical", "physical", "backups")} == {"nothing to erase"}
    assert {stay["place"] for stay in done["stays"]} == {"main.customers", "main.tickets", "main.invoices"}
    shown = site.run("erase", ADA).out
    assert "nothing was there to erase; this stays" in shown
    assert "gone" not in shown.replace("keys: gone", "")


def test_a_request_ends_nothing_that_was_collected_after_it(site: Shop) -> None:
    assert site.really("erase", ADA).code == 0
    site.sql("INSERT INTO newsletter VALUES (3, 1, '2026-12-10', 'en')")
    assert site.run("sweep", now="2026-12-15T09:00+01:00").out == "Nothing is due.\n", "she subscribed again"
    site.sql("UPDATE services SET ends_on = '2027-01-15' WHERE id = 1")
    site.sql(
        "INSERT INTO tickets VALUES (3, 1, '2027-01-10', 'while it ran'), (4, 1, '2027-01-18', 'after it')"
    )
    assert site.really("sweep", now=IN_JANUARY).code == 0
    assert site.sql("SELECT words FROM tickets ORDER BY id") == [("Bo asks",), ("after it",)]
    assert site.sql("SELECT language FROM newsletter ORDER BY id") == [("en",), ("en",)]
    [case] = site.run("person", "customer:1", "--json", now=IN_JANUARY).document()["cases"]
    assert [stay["waits for"] for stay in case["stays"]] == [None], "the law's alone: nothing waits any more"
