"""Staff answer requests: with two of them where identity is theirs to say, in time, and never their own."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

import pytest

from tests.command.test_json import validator
from tests.console.cast import Clocked, clocked, now_of, staff
from tests.console.test_register import table
from tests.portal.my_data.visiting import taken_away
from tests.portal.security.cast import act as execute
from tests.portal.security.cast import where
from tests.portal.security.test_erased import until
from tests.portal.visiting import PASSWORD, letters_to, link, refusals, rows, sign_in, sign_up
from tests.running import Browser, Running, honour
from tests.website.test_own_tables import asked

Two: TypeAlias = tuple[Browser, Browser]
ASKED = "Je veux voir tout ce que vous avez sur moi, ma référence est ornithorynque"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("requests"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def two(shop: Clocked) -> Two:
    """Two of the staff."""
    return staff(shop.site, "amorel"), staff(shop.site, "bdurand", "privacy officer")


def typed(site: Running, clerk: Browser, about: str, **more: str) -> str:
    """Type in a request that came by post; its reference."""
    given = {
        "channel": "post",
        "received": today(site).isoformat(),
        "subject": about,
        "on_behalf": "myself",
        "language": "fr",
        "text": ASKED,
    }
    answer = clerk.send("/requests/new/", given | more)
    assert answer.status == 302, refusals(answer)
    return where(answer).split("/")[2]


def today(site: Running) -> date:
    """Today, or yesterday where the site stands east of Greenwich and it is past its midnight."""
    return now_of(site).date()


def due(site: Running, reference: str) -> date | None:
    [(day,)] = rows(site, "SELECT answer_due FROM keeping_requests_request WHERE id = ?", reference)
    return date.fromisoformat(day) if day else None


def state(site: Running, reference: str) -> tuple[str, str]:
    [row] = rows(site, "SELECT state, person FROM keeping_requests_request WHERE id = ?", reference)
    return row


def answered_later(shop: Clocked, reference: str) -> bool:
    """Whether a request is answered; if not, a minute passes."""
    return shop.later(lambda: state(shop.site, reference)[0] == "answered")


def act(clerk: Browser, reference: str, what: str, **fields: str) -> str:
    """Send a form of a request's page; the page that follows."""
    answer = clerk.send(f"/requests/{reference}/", fields, to=f"/requests/{reference}/{what}/")
    assert answer.status in (200, 302, 403), answer.status
    return clerk.get(f"/requests/{reference}/").text if answer.status == 302 else answer.text


def acts(site: Running, name: str) -> list[dict[str, object]]:
    told = [
        json.loads(each) for (each,) in rows(site, "SELECT act FROM keeping_journal_detail ORDER BY entry_id")
    ]
    return [each for each in told if each["act"] == name]


def test_only_staff_with_such_a_role_and_a_second_factor_come_in(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "karl")
    karl = sign_in(shop.site, "karl")
    assert karl.get("/requests/").status == 403
    honour("staff", "add", "karl", "--role", "shipping", "--site", shop.site.folder)
    assert where(karl.get("/requests/")).startswith("/account/2fa/"), "no second factor yet"
    assert two[0].get("/requests/").status == 200
    assert "/requests/" in two[0].get("/account/").text


def test_a_request_typed_in_counts_from_the_day_on_which_it_came(shop: Clocked, two: Two) -> None:
    clerk = two[0]
    came = today(shop.site) - timedelta(days=45)
    late = typed(shop.site, clerk, "access", received=came.isoformat())
    fresh = typed(shop.site, clerk, "access")
    listed = clerk.get("/requests/").text
    assert listed.index(late) < listed.index(fresh), "overdue first"
    assert re.search(rf"{late}.*?<strong>(overdue|en retard)</strong>", listed, re.DOTALL)
    assert ASKED not in listed
    assert re.search(r"[1-9]\d* (overdue|en retard)", listed)
    read = len(acts(shop.site, "read"))
    assert "ornithorynque" in clerk.get(f"/requests/{fresh}/").text
    assert len(acts(shop.site, "read")) == read + 1, "journalled before it is shown"
    tomorrow = (today(shop.site) + timedelta(days=3)).isoformat()
    refused = clerk.send(
        "/requests/new/",
        {
            "channel": "post",
            "received": tomorrow,
            "subject": "access",
            "on_behalf": "myself",
            "language": "fr",
            "text": "x",
        },
    )
    assert any("after today" in each or "à venir" in each for each in refusals(refused)), "none came tomorrow"


def test_it_takes_two_to_say_whose_a_request_is(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "lea")
    reference = typed(shop.site, two[0], "erase", email="elsewhere@exemple.example")
    act(two[0], reference, "match", whom="lea@exemple.example")
    act(two[0], reference, "confirm")
    assert state(shop.site, reference) == ("open", ""), "the same one does not count twice"
    act(two[1], reference, "confirm")
    assert state(shop.site, reference) == ("open", "customer")
    assert any("/contact/stop/" in each for each in letters_to(shop.site, "lea@exemple.example"))
    refused = act(two[1], reference, "decide", decision="done")
    assert "72" in refused, "the holder may still stop it"
    assert state(shop.site, reference)[0] == "open"


def test_a_request_is_one_accounts_so_that_no_holder_is_passed_over(shop: Clocked, two: Two) -> None:
    asked = "SELECT id FROM keeping_people_person WHERE username IN ('amorel', 'bdurand') ORDER BY id"
    both = ",".join(str(number) for (number,) in rows(shop.site, asked))
    reference = typed(shop.site, two[0], "access", email="elsewhere@exemple.example")
    page = act(two[0], reference, "match", whom=f"customer:{both}")
    assert all(f"customer:{number}" in page for number in both.split(",")), "each is to be named alone"
    act(two[1], reference, "confirm")
    assert state(shop.site, reference) == ("open", "")
    proposed = "SELECT COUNT(*) FROM keeping_messages_matching WHERE whom LIKE '%,%'"
    assert rows(shop.site, proposed) == [(0,)]


def test_the_holder_stops_it_from_any_signed_in_browser(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "noor")
    noor = sign_in(shop.site, "noor")
    reference = typed(shop.site, two[0], "access")
    act(two[0], reference, "match", whom="noor")
    act(two[1], reference, "confirm")
    assert "/contact/#mine" in noor.get("/account/").text, "each session is told"
    assert noor.send("/contact/", {}, to=f"/contact/stop/{reference}/").status == 302
    assert state(shop.site, reference) == ("open", "")
    assert "/contact/#mine" not in noor.get("/account/").text
    assert reference not in noor.get("/contact/").text
    page = act(two[1], reference, "decide", decision="refused", article="GDPR Art. 11(2)", text="Non.")
    assert state(shop.site, reference)[0] == "answered", page


@pytest.mark.parametrize(
    ("language", "article", "court"),
    [
        ("fr", "RGPD, art. 17, par. 3, b)", "recours juridictionnel"),
        ("en", "GDPR Art. 17(3)(b)", "go to court"),
    ],
)
def test_a_refusal_names_the_article_and_the_ways_to_complain(
    shop: Clocked, two: Two, language: str, article: str, court: str
) -> None:
    address = f"refused-{language}@exemple.example"
    reference = typed(shop.site, two[0], "erase", language=language, email=address)
    assert "article" in act(two[0], reference, "decide", decision="refused", text="No.").lower()
    act(two[0], reference, "decide", decision="refused", article="GDPR Art. 17(3)(b)", text="Ten years.")
    letter = letters_to(shop.site, address)[0]
    for part in (reference, article, court, "CNIL", "Ten years."):
        assert part in letter
    assert "ornithorynque" not in letter, "what was typed goes to nobody"
    assert state(shop.site, reference)[0] == "answered"


def test_an_extension_is_announced_within_the_first_month_and_once(shop: Clocked, two: Two) -> None:
    reference = typed(shop.site, two[0], "access", email="extended@exemple.example")
    first = due(shop.site, reference)
    assert first
    act(two[0], reference, "decide", decision="extended", text="Beaucoup de pièces.")
    longer = due(shop.site, reference)
    assert longer
    assert timedelta(days=55) < longer - first < timedelta(days=70)
    assert "Beaucoup de pièces." in letters_to(shop.site, "extended@exemple.example")[0]
    act(two[0], reference, "decide", decision="extended", text="Encore.")
    assert due(shop.site, reference) == longer
    late = typed(shop.site, two[0], "access", received=(today(shop.site) - timedelta(days=45)).isoformat())
    before = due(shop.site, late)
    act(two[0], late, "decide", decision="extended", text="Trop tard.")
    assert due(shop.site, late) == before


def test_without_an_address_the_letter_is_shown_to_be_posted(shop: Clocked, two: Two) -> None:
    reference = typed(shop.site, two[0], "question")
    page = act(two[0], reference, "decide", decision="done", text="Oui, le lundi.")
    assert "Oui, le lundi." in page
    assert "Vous nous avez posé une question" in page


def test_doubt_stops_the_clock_and_what_it_stood_is_added(shop: Clocked, two: Two) -> None:
    reference = typed(shop.site, two[0], "access")
    before = due(shop.site, reference)
    assert before
    act(two[0], reference, "decide", decision="doubt", text="Quel est votre numéro de client ?")
    assert due(shop.site, reference) is None
    try:
        shop.stands(timedelta(days=5))
        act(two[0], reference, "decide", decision="shown", text="Merci.")
    finally:
        shop.clock.unlink()
    assert due(shop.site, reference) == before + timedelta(days=5)


def test_what_stands_still_for_doubt_is_proven_with_its_days_and_not_called_late(
    shop: Clocked, two: Two
) -> None:
    doubted, other = (typed(shop.site, two[0], "access") for _ in range(2))
    act(two[0], doubted, "decide", decision="doubt", text="Quel est votre numéro de client ?")
    late, told = proven(shop)
    assert doubted not in late
    assert f"{doubted} stands still for doubt about identity (Art. 12(6)), 50 days so far" in told
    assert other in late, "the positive control"
    assert f"{other} stands still" not in told
    act(two[0], doubted, "decide", decision="shown", text="Merci.")
    late, told = proven(shop)
    assert doubted in late, "it ran on, and nobody answered"
    assert f"{doubted} stands still" not in told


def proven(shop: Clocked) -> tuple[str, str]:
    """In fifty days: the requests that are late, and the whole state of the delay to answer."""
    now = (now_of(shop.site) + timedelta(days=50)).isoformat()
    told = json.loads(asked("prove", "--json", "--site", shop.site.folder, now=now).stdout)
    [why] = [each["why"] for each in told["promises"] if each["promise"] == "answer within one month"]
    return why.partition(";")[0], why


def test_nobody_of_the_staff_answers_his_own_request(shop: Clocked, two: Two) -> None:
    reference = typed(shop.site, two[0], "access", email="bdurand@exemple.example")
    assert two[1].get(f"/requests/{reference}/").status == 403
    assert f'href="/requests/{reference}/"' not in two[1].get("/requests/").text
    assert two[0].get(f"/requests/{reference}/").status == 200
    other = typed(shop.site, two[0], "access")
    act(two[0], other, "match", whom="amorel")
    assert not rows(shop.site, "SELECT 1 FROM keeping_messages_matching WHERE message_id = ?", other)


def test_identity_theft_freezes_the_account_and_keeps_the_data(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "vera")
    thief = sign_in(shop.site, "vera")
    reference = typed(shop.site, two[0], "theft")
    act(two[0], reference, "match", whom="vera")
    act(two[1], reference, "confirm")
    act(two[0], reference, "hold", hold="disputed")
    assert thief.get("/account/").status == 200
    act(two[0], reference, "hold", hold="freeze")
    assert thief.get("/account/").status == 302, "whoever has it is out"
    tried = thief.send("/account/login/", {"login": "vera", "password": PASSWORD})
    assert thief.get("/account/").status == 302, tried.status
    plan = json.loads(asked("erase", "vera", "--json", "--site", shop.site.folder).stdout)
    assert plan["plan"]["steps"] == [], "evidence is not destroyed"


def asked_by_mail(shop: Clocked, name: str, about: str = "erase") -> tuple[str, str]:
    """Somebody writes without signing in; the reference and the link that the letter bears."""
    visitor = shop.site.browser(**{"Accept-Language": "fr"})
    fields = {"subject": about, "on_behalf": "myself", "email": f"{name}@exemple.example", "text": ASKED}
    assert visitor.send("/contact/", fields).status == 302
    letter = letters_to(shop.site, f"{name}@exemple.example")[0]
    found = re.search(r"(/contact/mine/([^/]+)/\S+)", letter)
    assert found, letter
    return found[2], found[1]


def test_by_mail_alone_a_request_waits_72_hours_and_is_told(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "zoe")
    zoe, thief = sign_in(shop.site, "zoe"), shop.site.browser()
    reference, his = asked_by_mail(shop, "zoe")
    assert thief.get(his).status == 200
    assert state(shop.site, reference) == ("open", ""), "to follow a link changes nothing"
    assert thief.send(his, {}).status == 200
    assert state(shop.site, reference) == ("open", "customer")
    assert "/contact/#mine" in zoe.get("/account/").text
    assert "ornithorynque" not in zoe.get("/contact/").text, "not hers, as long as that is not shown"
    assert "72" in act(two[0], reference, "decide", decision="done")
    try:
        shop.stands(timedelta(hours=71))
        assert "72" in act(two[0], reference, "decide", decision="done")
        assert state(shop.site, reference)[0] == "open"
        shop.stands(timedelta(hours=73))
        act(two[0], reference, "decide", decision="partly", article="GDPR Art. 17(3)(b)", text="Factures.")
    finally:
        shop.clock.unlink()
    assert state(shop.site, reference)[0] == "answered"


def test_the_link_that_stops_it_works_without_signing_in_and_not_by_following(shop: Clocked) -> None:
    sign_up(shop.site, "yann")
    reference, his = asked_by_mail(shop, "yann")
    assert shop.site.browser().send(his, {}).status == 200
    letter = letters_to(shop.site, "yann@exemple.example")[0]
    stop = re.search(r"(/contact/stop/[^/]+/\S+)", letter)
    assert stop
    holder = shop.site.browser()
    assert holder.get(stop[1]).status == 200
    assert state(shop.site, reference) == ("open", "customer")
    other = f"/contact/stop/{a_strangers(shop)}/{stop[1].split('/')[4]}/"
    assert holder.get(other).status == 404, "a link stops no other request"
    assert holder.send(stop[1], {}).status == 200
    assert state(shop.site, reference) == ("open", "")
    assert not rows(shop.site, "SELECT 1 FROM keeping_requests_requesthash WHERE request_id = ?", reference)
    assert holder.get(his).status == 404, "the other link opens nothing any more"
    assert holder.get(stop[1]).status == 404


def a_strangers(shop: Clocked) -> str:
    visitor = shop.site.browser()
    fields = {"subject": "access", "on_behalf": "myself", "email": "w@exemple.example", "text": ASKED}
    assert visitor.send("/contact/", fields).status == 302
    [(reference,)] = rows(
        shop.site, "SELECT reference FROM keeping_messages_message ORDER BY received DESC LIMIT 1"
    )
    return str(reference)


def test_an_address_that_was_changed_lately_speaks_for_nobody(shop: Clocked) -> None:
    sign_up(shop.site, "xena")
    xena = sign_in(shop.site, "xena")
    page = xena.get("/account/email/")
    if page.status == 302:
        xena.send(where(page), {"password": PASSWORD})
    assert xena.send("/account/email/", {"address": "xena.new@exemple.example"}).status == 302
    assert xena.send(link(shop.site, "xena.new@exemple.example"), {}).status == 302
    visitor = shop.site.browser()
    fields = {"subject": "erase", "on_behalf": "myself", "email": "xena.new@exemple.example", "text": ASKED}
    assert visitor.send("/contact/", fields).status == 302
    assert "/contact/mine/" not in letters_to(shop.site, "xena.new@exemple.example")[0]
    try:
        shop.stands(timedelta(days=15))
        assert visitor.send("/contact/", fields).status == 302
    finally:
        shop.clock.unlink()
    letters = letters_to(shop.site, "xena.new@exemple.example")
    assert any("/contact/mine/" in each for each in letters), "the positive control: two weeks later it may"


def test_an_erasure_that_staff_decide_is_the_one_they_saw_and_the_receipt_goes_out(
    shop: Clocked, two: Two
) -> None:
    sign_up(shop.site, "tess")
    sign_up(shop.site, "theo")
    reference = typed(shop.site, two[0], "erase", email="tess.elsewhere@exemple.example")
    assert two[0].get(f"/requests/{reference}/erase/").status == 302, "nobody's yet"
    act(two[0], reference, "match", whom="tess")
    act(two[1], reference, "confirm")
    assert two[0].get(f"/requests/{reference}/erase/").status == 302, "she may still stop it"
    try:
        shop.stands(timedelta(hours=73))
        assert "erase them first" in act(two[0], reference, "decide", decision="done")
        assert state(shop.site, reference)[0] == "open", "not said to be done before it is"
        page = two[0].get(f"/requests/{reference}/erase/").text
        meaning = re.search(r'name="really" value="([^"]+)"', page)
        assert meaning
        sent = two[0].send(f"/requests/{reference}/erase/", {"really": "0" * 64})
        assert sent.status == 200
        assert not rows(shop.site, "SELECT 1 FROM keeping_requests_task WHERE request = ?", reference)
        assert two[0].send(f"/requests/{reference}/erase/", {"really": meaning[1]}).status == 302
        until(lambda: answered_later(shop, reference))
        until(lambda: shop.later(lambda: bool(receipts(shop))))
    finally:
        shop.clock.unlink()
    names = {name for (name,) in rows(shop.site, "SELECT username FROM keeping_people_person")}
    assert "tess" not in names
    assert "theo" in names, "nobody else"


def test_who_reads_why_data_were_erased_reads_that_staff_decided_it(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "tina")
    sign_up(shop.site, "timo")
    kept = ("--kind", "contact", "--kind", "credentials", "--disputed", "--review", "2027-06-30")
    honour("restrict", "tina", *kept, "--why", "a dispute", "--really", "--site", shop.site.folder)
    reference = typed(shop.site, two[0], "erase", email="tina@exemple.example")
    act(two[0], reference, "match", whom="tina")
    act(two[1], reference, "confirm")
    shop.stands(timedelta(hours=73))
    try:
        page = two[0].get(f"/requests/{reference}/erase/").text
        meaning = re.search(r'name="really" value="([^"]+)"', page)
        assert meaning
        assert two[0].send(f"/requests/{reference}/erase/", {"really": meaning[1]}).status == 302
        until(lambda: answered_later(shop, reference))
    finally:
        shop.clock.unlink()
    told = sign_in(shop.site, "tina").get("/me/data/looked/").text
    assert f"decided by the site&#x27;s staff, on the person&#x27;s request {reference}" in told
    assert "own page" not in told
    assert reference not in sign_in(shop.site, "timo").get("/me/data/looked/").text


def receipts(shop: Clocked) -> list[str]:
    letters = letters_to(shop.site, "tess.elsewhere@exemple.example")
    return [each for each in letters if "/me/receipt/" in each]


def test_of_somebody_who_died_the_directives_are_read_first_and_the_account_is_frozen(
    shop: Clocked, two: Two
) -> None:
    sign_up(shop.site, "rosa")
    sign_up(shop.site, "ruth")
    rosa = sign_in(shop.site, "rosa")
    left = {"wish": "hand over", "trusted": "Charles Babbage, 1 Dorset Street", "text": "les photos"}
    assert rosa.send("/me/choices/directives/", left).status == 302
    reference = typed(shop.site, two[0], "death", on_behalf="heir", email="heir@exemple.example")
    before = two[0].get(f"/requests/{reference}/").text
    assert "85)" in before, "what the law lets an heir see"
    assert "Babbage" not in before, "not before it is shown of whom it is"
    act(two[0], reference, "match", whom="rosa")
    assert "Babbage" in act(two[1], reference, "confirm")
    act(two[0], reference, "hold", hold="restricted")
    act(two[0], reference, "hold", hold="freeze")
    assert rosa.get("/account/").status == 302
    people = "SELECT username, is_active FROM keeping_people_person WHERE username IN ('rosa', 'ruth')"
    assert dict(rows(shop.site, people)) == {"rosa": 0, "ruth": 1}
    plan = json.loads(asked("erase", "rosa", "--json", "--site", shop.site.folder).stdout)
    assert plan["plan"]["steps"] == []
    act(two[0], reference, "hold", hold="thaw")
    assert dict(rows(shop.site, people)) == {"rosa": 1, "ruth": 1}


def test_whoever_it_is_about_can_stop_what_another_asks_in_his_place(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "alain")
    sign_up(shop.site, "berthe")
    alain, berthe = sign_in(shop.site, "alain"), sign_in(shop.site, "berthe")
    fields = {"subject": "erase", "on_behalf": "heir", "text": ASKED, "known_as": "berthe"}
    assert alain.send("/contact/", fields).status == 302
    [(reference,)] = rows(
        shop.site,
        "SELECT reference FROM keeping_messages_message m JOIN keeping_people_person p ON p.id = m.person_id"
        " WHERE p.username = 'alain'",
    )
    act(two[0], reference, "match", whom="berthe")
    act(two[1], reference, "confirm")
    hers = berthe.get("/contact/").text
    assert reference in hers
    assert "ornithorynque" not in hers, "what he wrote is his"
    assert "ornithorynque" not in str(taken_away(berthe))
    assert "ornithorynque" in str(taken_away(alain)), "the positive control"
    assert f"/contact/stop/{reference}/" not in alain.get("/contact/").text
    assert alain.send("/contact/", {}, to=f"/contact/stop/{reference}/").status == 302
    assert state(shop.site, reference) == ("open", "customer"), "he is not whom it is about"
    assert berthe.send("/contact/", {}, to=f"/contact/stop/{reference}/").status == 302
    assert state(shop.site, reference) == ("open", "")
    assert reference not in berthe.get("/contact/").text
    assert "ornithorynque" in alain.get("/contact/").text


def test_what_people_asked_in_their_own_space_waits_in_the_same_list(shop: Clocked, two: Two) -> None:
    reference = typed(
        shop.site, two[0], "object", received=(today(shop.site) - timedelta(days=50)).isoformat()
    )
    assert f'href="/requests/{reference}/"' in two[0].get("/requests/").text
    execute(shop.site.folder, "DELETE FROM keeping_messages_message WHERE reference = ?", reference)
    listed = two[0].get("/requests/").text  # a request with no message, as a page of rights makes one
    assert f'href="/requests/{reference}/"' not in listed
    page = f"/requests/lodged/{reference}/"
    assert re.search(rf'Objection.*<strong>overdue</strong> \(<a href="{page}">', listed)
    assert two[0].get(page).status == 200
    try:  # nothing shows any more who asked or what: it is ended within the hour
        shop.moves_on(timedelta(hours=2))
        until(lambda: answered_later(shop, reference))
    finally:
        shop.clock.unlink()
    assert f'href="{page}"' not in two[0].get("/requests/").text


def test_what_was_answered_is_taken_for_nobodys_afterwards(shop: Clocked, two: Two) -> None:
    sign_up(shop.site, "odile")
    reference, his = asked_by_mail(shop, "odile")
    assert shop.site.browser().get(his).status == 200, "the positive control"
    act(two[0], reference, "match", whom="odile")
    act(two[0], reference, "decide", decision="refused", article="GDPR Art. 12(5)", text="Non.")
    act(two[1], reference, "confirm")
    assert shop.site.browser().get(his).status == 404
    assert state(shop.site, reference) == ("answered", "")


def test_the_requests_of_a_month_are_told_by_outcome_with_their_delays(shop: Clocked, two: Two) -> None:
    clerk, site = two[0], shop.site
    month = today(site).strftime("%Y-%m")
    before = month_of(clerk, month)
    refused = typed(site, clerk, "access", email="someone@exemple.example")
    act(clerk, refused, "decide", decision="refused", article="GDPR Art. 12(5)", text="No.")
    waits = typed(site, clerk, "erase")
    late_day = today(site) - timedelta(days=75)
    late = typed(site, clerk, "access", received=late_day.isoformat())
    told = month_of(clerk, month)
    assert told["All"]["Asked"] == before["All"]["Asked"] + 2
    assert told["All"]["Refused"] == before["All"]["Refused"] + 1
    assert told["All"]["Waits"] == before["All"]["Waits"] + 1
    lines = one_by_one(clerk, month)
    assert (lines[refused]["Outcome"], lines[waits]["Outcome"]) == ("Refused", "Waits")
    assert lines[waits]["Days taken"] in ("0", "1")
    assert late not in lines, "it came in another month"
    then = one_by_one(clerk, late_day.strftime("%Y-%m"))[late]
    assert (then["Late"], then["Answered on"]) == ("Late", "not yet")
    assert 74 <= int(then["Days taken"]) <= 76
    document = json.loads(clerk.get(f"/requests/months/{month}/requests.json").text)
    validator("requests").validate(document)
    assert {refused, waits} <= {each["request"] for each in document["requests"]}
    sheet = clerk.get(f"/requests/months/{month}/requests.ods")
    with zipfile.ZipFile(io.BytesIO(sheet.body)) as whole:
        assert refused in whole.read("content.xml").decode()
    page = clerk.get("/requests/months/").text
    assert ASKED not in page
    assert "someone@exemple.example" not in page
    for no_month in ("2026-13", "1999-01", "2999-01", "last"):
        assert clerk.get(f"/requests/months/{no_month}/").status == 404, no_month
    assert clerk.get(f"/requests/months/{month}/requests.exe").status == 404


def tables_of(clerk: Browser, month: str) -> list[list[dict[str, str]]]:
    answer = clerk.get(f"/requests/months/{month}/", **{"Accept-Language": "en"})
    assert answer.status == 200
    return [
        table(answer.text, anchor) for anchor in ("outcomes", "one-by-one") if f'id="{anchor}"' in answer.text
    ]


def month_of(clerk: Browser, month: str) -> dict[str, dict[str, int]]:
    """How many of each outcome, by what was asked."""
    counted = tables_of(clerk, month)[0]
    told = {
        row["What was asked"]: {name: int(count) for name, count in row.items() if count.isdigit()}
        for row in counted
    }
    return told or {"All": dict.fromkeys(("Asked", "Refused", "Waits"), 0)}


def one_by_one(clerk: Browser, month: str) -> dict[str, dict[str, str]]:
    return {row["Reference"]: row for row in tables_of(clerk, month)[1]}
