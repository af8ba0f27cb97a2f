"""Signing up: only what the policy asks, what was acknowledged, and what the sign-up leaves."""

import hashlib
import json
import re
from collections.abc import Iterator

import pytest

from tests.portal.visiting import (
    PASSWORD,
    demo,
    everything,
    fields,
    form,
    letters_to,
    link,
    refusals,
    rows,
    sign_in,
    sign_up,
)
from tests.running import Running

CANARY = "Zx9-kanari3n-im-Kohlenbergwerk"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("signing-up"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("signing-up"), "links") as site:
        yield site


@pytest.mark.promise("S3-03")
def test_only_the_address_is_asked_where_people_are_known_by_it(links: Running) -> None:
    assert set(fields(links.browser().get("/account/signup/").text)) == {"email", "password1", "read"}
    sign_up(links, "solene")
    [(email, name)] = rows(
        links, "SELECT email, username FROM keeping_people_person WHERE email LIKE 'solene@%'"
    )
    assert (email, name) == ("solene@exemple.example", None)


@pytest.mark.promise("S3-09")
def test_the_sign_up_is_kept_with_where_it_came_from_and_that_limits_it(links: Running) -> None:
    sign_up(links, "igor")
    found = rows(
        links,
        "SELECT s.address FROM keeping_people_signin s JOIN keeping_people_person p ON p.id = s.person_id "
        "WHERE p.email = 'igor@exemple.example'",
    )
    assert found == [("127.0.0.1",)]
    robot, refused = links.browser(at="127.0.7.7"), 0
    for number in range(25):
        asked = form(robot, f"robot{number}")
        refused += robot.send("/account/signup/", asked | {"email": "no address"}).status == 429
    assert refused >= 5
    elsewhere = links.browser(at="127.0.7.8")
    assert elsewhere.send("/account/signup/", form(elsewhere, "nobodys-robot")).status == 302


@pytest.mark.promise("S2-32")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Keep your user name and password in a safe place, and tell them to nobody."),
        (
            "fr",
            "Conservez votre identifiant et votre mot de passe en lieu sûr et ne les communiquez à personne.",
        ),
    ],
)
def test_where_a_password_is_chosen_people_are_told_to_keep_it(
    shop: Running, language: str, says: str
) -> None:
    page = shop.browser(**{"Accept-Language": language}).get("/account/signup/").text
    assert says in page
    assert 'href="/security"' in page.partition("<main")[2].partition("</main>")[0]
    assert says in shop.browser(**{"Accept-Language": language}).get("/security").text


@pytest.mark.promise("S2-58")
@pytest.mark.parametrize(
    ("language", "wording"),
    [
        ("fr", "J’ai pris connaissance de la politique de confidentialité."),
        ("en", "I have read the privacy policy."),
    ],
)
def test_what_was_acknowledged_is_kept(shop: Running, language: str, wording: str) -> None:
    page = shop.browser(**{"Accept-Language": language}).get("/account/signup/").text
    assert wording in page
    assert re.search(r'href="/privacy/?"', page)
    reader = shop.browser(**{"Accept-Language": language})
    asked = form(reader, f"reader-{language}")
    unread = reader.send("/account/signup/", {name: asked[name] for name in asked if name != "read"})
    assert unread.status == 200
    assert not rows(shop, "SELECT 1 FROM keeping_people_person WHERE username = ?", f"reader-{language}")
    sign_up(shop, f"reader-{language}", **{"Accept-Language": language})
    [(at, digest, said, spoken)] = rows(
        shop,
        "SELECT a.at, a.digest, a.wording, a.language FROM keeping_people_acknowledgement a "
        "JOIN keeping_people_person p ON p.id = a.person_id WHERE p.username = ?",
        f"reader-{language}",
    )
    policy = (shop.folder / "policy.yaml").read_bytes()
    assert digest == hashlib.sha256(policy).hexdigest()
    assert (said, spoken, bool(at)) == (wording, language, True)
    acts = [json.loads(str(act)) for (act,) in rows(shop, "SELECT act FROM keeping_journal_detail")]
    told = [act for act in acts if act["act"] == "acknowledged" and act["facts"]["language"] == language]
    assert told[0]["facts"]["policy"] == digest
    assert f"reader-{language}" not in json.dumps(acts), "the journal names nobody"


@pytest.mark.promise("S2-13")
def test_the_advice_of_the_policy_is_shown_at_sign_up(shop: Running) -> None:
    page = shop.browser(**{"Accept-Language": "en"}).get("/account/signup/").text
    assert "Keep your user name and password in a safe place, and tell them to nobody." in page
    assert "Our advice" in page


@pytest.mark.promise("S2-11", "S2-25", "S2-26", "S2-27", "S2-29", "S1-12")
def test_no_page_letter_row_or_log_holds_a_password(shop: Running) -> None:
    browser = shop.browser()
    asked = form(browser, "paloma", CANARY)
    refused = browser.send("/account/signup/", asked | {"email": "no address"})
    assert refusals(refused)
    assert CANARY not in refused.text, "what was typed is not given back"
    paloma = sign_up(shop, "paloma", password=CANARY)
    for wrong in (CANARY + "!", CANARY.lower()):
        answer = shop.browser().send("/account/login/", {"login": "paloma", "password": wrong})
        assert refusals(answer)
        assert CANARY.lower() not in answer.text.lower()
    paloma = sign_in(shop, "paloma", CANARY)
    assert paloma.get("/account/").status == 200
    written = everything(shop) + shop.letters()
    assert "paloma@exemple.example" in written, "the reader reads what is there"
    assert CANARY.lower() not in written.lower()


@pytest.mark.promise("S2-12", "S1-12", "S2-26")
def test_the_same_password_twice_gives_two_salted_slow_hashes(shop: Running) -> None:
    sign_up(shop, "twin-one")
    sign_up(shop, "twin-two")
    found = rows(shop, "SELECT password FROM keeping_people_person WHERE username LIKE 'twin-%'")
    hashes = {str(stored) for (stored,) in found}
    assert len(hashes) == 2
    assert all(each.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$") for each in hashes)


@pytest.mark.promise("S2-29", "S2-30")
@pytest.mark.parametrize("page", ["/account/signup/", "/account/password/change/"])
def test_a_password_is_hidden_typed_twice_and_may_be_pasted(shop: Running, page: str) -> None:
    if not rows(shop, "SELECT 1 FROM keeping_people_person WHERE username = 'hidden'"):
        sign_up(shop, "hidden")
    shown = sign_in(shop, "hidden").get(page).text if "change" in page else shop.browser().get(page).text
    found = {name: each for name, each in fields(shown).items() if "password" in name}
    assert {"password1", "password2"} <= set(found)
    for name, each in found.items():
        assert each["type"] == "password"
        assert "value" not in each
        assert each["autocomplete"] == ("current-password" if name == "oldpassword" else "new-password")
        assert "maxlength" not in each
        assert not [attribute for attribute in each if attribute.startswith("on")]


@pytest.mark.promise("S2-30")
def test_two_entries_that_differ_are_refused(shop: Running) -> None:
    browser = shop.browser(**{"Accept-Language": "en"})
    asked = form(browser, "differing")
    for second, said in ((PASSWORD + "x", "differ"), ("", "again")):
        answer = browser.send("/account/signup/", asked | {"password2": second})
        assert [each for each in refusals(answer) if said in each], refusals(answer)
    assert not rows(shop, "SELECT 1 FROM keeping_people_person WHERE username = 'differing'")


def test_a_strangers_words_go_to_no_mailbox(shop: Running) -> None:
    browser = shop.browser()
    answer = browser.send("/account/signup/", form(browser, "kauf-jetzt-billig.example"))
    assert answer.status == 302
    [letter] = letters_to(shop, "kauf-jetzt-billig.example@exemple.example")
    assert link(shop, "kauf-jetzt-billig.example@exemple.example")
    assert "kauf-jetzt-billig" not in letter


def test_a_link_opens_once_and_only_what_it_was_made_for(shop: Running) -> None:
    browser = shop.browser()
    browser.send("/account/signup/", form(browser, "onelink"))
    path = link(shop, "onelink@exemple.example")
    token = path.rstrip("/").rpartition("/")[2]
    assert len(token) >= 43, "256 bits in base64"
    assert token not in everything(shop)
    assert shop.browser().get(f"/account/password/reset/key/{token}/").status == 404
    assert shop.browser().get(path).status == 200, "to look is not to confirm"
    assert not rows(shop, "SELECT 1 FROM account_emailaddress WHERE email LIKE 'onelink@%' AND verified")
    assert shop.browser().send(path, {}).status == 302
    assert rows(shop, "SELECT 1 FROM account_emailaddress WHERE email LIKE 'onelink@%' AND verified")
    assert shop.browser().get(path).status == 404


def test_each_field_has_its_label_and_each_refusal_leads_to_its_field(shop: Running) -> None:
    answer = shop.browser(**{"Accept-Language": "en"}).send("/account/signup/", {})
    ids = {each["id"] for each in fields(answer.text).values()}
    assert {"id_email", "id_username", "id_password1", "id_password2", "id_read"} == ids
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', answer.text)) >= ids
    assert set(re.findall(r'<a href="#([^"]+)">', answer.text.partition("</div>")[0])) == ids
    assert "<title>Error: " in answer.text
    assert "Enter your e-mail address" in refusals(answer)
