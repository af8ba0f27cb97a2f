"""Courts, own rights, preservations: nothing leaves before two have written down what must be known."""

import hashlib
import io
import json
import re
import threading
import urllib.parse
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.command.test_json import validator
from tests.console.cast import Clocked, clocked, now_of
from tests.console.factors import clerk
from tests.portal.my_data.visiting import again, taken_away
from tests.portal.security.cast import act as execute
from tests.portal.visiting import everything, letters_to, link, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running
from tests.website.test_own_tables import asked

Two: TypeAlias = tuple[Browser, Browser]
COURT = "Tribunal judiciaire de Nantes"
REFERENCE = "RG 26/04711-Qx7v"
SIGNED = "M. Durand-Zx81, juge d’instruction"
CHECKED = "rappelé le greffe au numéro public Yk52"
ORDER = {
    "authority": "court",
    "name": COURT,
    "country": "FR",
    "means": "by hand",
    "provision": "C. pr. pén. art. 99-3",
    "form": "requisition",
    "reference": REFERENCE,
    "signatory": SIGNED,
    "dated": "2026-11-20",
    "check": CHECKED,
}
NAMED = (
    ("\nrecipients:\n", "\nrecipients:\n  counsel: {name: Cabinet Lambert, role: controller, country: FR}\n"),
    ("{data: everything, procedure: own rights}", "{data: everything, with: counsel, procedure: own rights}"),
)
"""What the policy of `links` says more: who alone receives data for the site's own rights."""

FRENCH = {"Accept-Language": "fr"}
PLACES = "/staff/disclosures/"


@pytest.fixture(scope="module", params=["links"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    like = str(request.param)
    with clocked(tmp_path_factory.mktemp(like), like, *(NAMED if like == "links" else ())) as site:
        yield site


@pytest.fixture(scope="module")
def two(desk: Clocked) -> Two:
    return member(desk.site, "amorel"), member(desk.site, "bdurand", "privacy officer")


def address(name: str) -> str:
    return f"{name}@exemple.example"


def member(site: Running, name: str, role: str = "administration") -> Browser:
    """A member of staff who has just shown a second factor."""
    one = clerk(site, name, role)
    assert one.proves(PLACES).status == 200
    one.browser.headers.update(FRENCH)
    return one.browser


def words(answer: Answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def begun(one: Browser, whom: str, ground: str = "authority") -> str:
    """The number of a demand that was begun."""
    day = rows_today(one)
    answer = one.send(f"{PLACES}new/", {"ground": ground, "whom": whom, "received": day})
    assert answer.status == 302, words(answer)
    return answer.headers["location"].split("/")[-2]


def rows_today(clerk: Browser) -> str:
    found = re.search(r'name="received" value="([^"]+)"', clerk.get(f"{PLACES}new/").text)
    assert found
    return found[1]


def amend(clerk: Browser, number: str, fields: Mapping[str, Any], **more: Any) -> Answer:
    page = clerk.get(f"{PLACES}{number}/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    given = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields, **more}, doseq=True)
    return clerk._ask("POST", f"{PLACES}{number}/amend/", given, {})


def step(clerk: Browser, number: str, what: str, **fields: str) -> Answer:
    return clerk.send(f"{PLACES}{number}/", fields, to=f"{PLACES}{number}/{what}/")


def items(clerk: Browser, number: str, field: str, which: str = "standing_items") -> list[str]:
    """The values of the boxes that stand for a field."""
    page = clerk.get(f"{PLACES}{number}/").text
    return [unescape(each) for each in re.findall(rf'name="{which}" value="([^"]+/{field})"', page)]


def court(two: Two, whom: str, **more: Any) -> str:
    """A court's demand that was written down whole, and approved by the second."""
    number = begun(two[0], whom)
    day = rows_today(two[0])
    dated = items(two[0], number, "ip address") or items(two[0], number, "letter sent")
    given = {"first": day, "last": day, "dated_items": dated, **more}
    given.setdefault("standing_items", items(two[0], number, "e-mail"))
    assert amend(two[0], number, ORDER, **given).status == 302
    assert step(two[1], number, "approve").status == 302
    return number


def acts(site: Running, name: str) -> list[dict[str, Any]]:
    told = rows(site, "SELECT act FROM keeping_journal_detail ORDER BY entry_id")
    return [act for (each,) in told if (act := json.loads(each))["act"] == name]


def archive(answer: Answer) -> dict[str, bytes]:
    assert answer.status == 200, answer.headers
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as whole:
        assert whole.testzip() is None
        return {name: whole.read(name) for name in whole.namelist()}


def told_later(desk: Clocked, name: str) -> bool:
    """Whether somebody was told; if not, a minute passes: letters leave by the minute."""
    if any(COURT in each for each in letters_to(desk.site, address(name))):
        return True
    now = datetime.fromisoformat(desk.clock.read_text()) if desk.clock.exists() else now_of(desk.site)
    desk.clock.write_text((now + timedelta(minutes=1)).isoformat())
    return False


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def sealed_rightly(site: Running, got: Answer) -> None:
    """The manifest names each file with its digest, the site's key signs it, the journal has the whole's."""
    files = archive(got)
    manifest = json.loads(files["manifest.json"])
    told = {name: hashlib.sha256(text).hexdigest() for name, text in files.items()}
    assert manifest["files"] == {name: told[name] for name in files if not name.startswith("manifest.")}
    raw = b64decode(manifest["key"].split("+", 2)[2])[1:]
    public = Ed25519PublicKey.from_public_bytes(raw)
    public.verify(b64decode(files["manifest.sig"]), files["manifest.json"])
    with pytest.raises(InvalidSignature):
        public.verify(b64decode(files["manifest.sig"]), files["manifest.json"] + b" ")
    assert acts(site, "disclosed")[-1]["facts"]["digest"] == hashlib.sha256(got.body).hexdigest()


@pytest.mark.promise("S1-26")
@pytest.mark.promise("S2-16")
@pytest.mark.promise("S3-18")
@pytest.mark.parametrize("desk", ["hosting", "shop", "links"], indirect=True)
def test_a_court_gets_one_person_of_the_days_it_names_once_all_is_recorded(desk: Clocked, two: Two) -> None:
    one, other = two
    for name in ("ada", "bo"):
        sign_up(desk.site, name)
    sign_in(desk.site, address("ada"), at="127.0.0.7")
    sign_in(desk.site, address("bo"), at="127.0.0.9")
    sign_in(desk.site, address("ada"), at="127.0.0.8")
    earlier = "UPDATE keeping_people_signin SET at = '2026-11-09 10:00:00' WHERE address = '127.0.0.8'"
    execute(desk.site.folder, earlier)
    seen = {ip for (ip,) in rows(desk.site, "SELECT address FROM keeping_people_signin")}
    knows = desk.site.folder.name != "shop"  # whose policy declares no such address
    assert ("127.0.0.8" in seen, "127.0.0.9" in seen) == (knows, knows)
    number = begun(one, address("ada"))
    lacking = "ce qui a été vérifié (contrôle juridique)"
    assert lacking in words(one.get(f"{PLACES}{number}/"))
    assert step(other, number, "approve").status == 302
    assert "Bloquée. Il manque" in words(other.get(f"{PLACES}{number}/"))
    day = rows_today(one)
    asked_for = {
        "standing_items": items(one, number, "e-mail"),
        "dated_items": items(one, number, "ip address") or items(one, number, "letter sent"),
        "first": day,
        "last": day,
    }
    for left_out in ("reference", "check", "means", "country"):
        assert amend(one, number, {**ORDER, left_out: ""}, **asked_for).status == 302
        step(other, number, "approve")
        refused = step(other, number, "extract")
        assert (refused.status, refused.body) == (302, b""), left_out
    assert amend(one, number, ORDER, **asked_for).status == 302
    assert amend(other, number, {**ORDER, "check": "rien"}, **asked_for).status == 302
    assert CHECKED in words(one.get(f"{PLACES}{number}/")), "whoever approves may not write it"
    step(one, number, "approve")
    assert step(one, number, "extract").status == 302, "who wrote it down approves nothing"
    assert step(other, number, "approve").status == 302
    got = step(other, number, "extract")
    sealed_rightly(desk.site, got)
    whole = b"".join(text for name, text in archive(got).items() if name.startswith("extract")).decode()
    for left in (address("ada"), COURT, REFERENCE):
        assert left in whole
    for stays in (address("bo"), "127.0.0.9", "127.0.0.8", "amorel"):
        assert stays not in whole, stays
    assert ("127.0.0.7" in whole) == knows
    for sealed in (SIGNED, CHECKED, REFERENCE):
        assert sealed not in everything(desk.site)
    assert COURT in words(sign_in(desk.site, address("ada")).get("/me/data/"))
    assert COURT not in words(sign_in(desk.site, address("bo")).get("/me/data/"))
    until(lambda: told_later(desk, "ada"))
    assert not any(COURT in each for each in letters_to(desk.site, address("bo")))


def test_a_secret_demand_is_told_once_its_secrecy_is_over_and_not_before(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "cleo")
    cleo = sign_in(desk.site, address("cleo"))
    before = len(letters_to(desk.site, address("cleo")))
    day = date.fromisoformat(rows_today(two[0]))
    secret = {"secret": str(day + timedelta(days=20)), "secrecy": "C. pr. pén. art. 11"}
    number = court(two, address("cleo"), **secret)
    archive(step(two[1], number, "extract"))
    assert acts(desk.site, "disclosed")[-1]["facts"].keys() == {"disclosure", "staff", "digest"}
    looked = words(cleo.get("/me/data/looked/"))
    for page in (looked, words(cleo.get("/me/data/")), words(cleo.get("/me/requests/"))):
        assert COURT not in page
        assert "communiqué" not in page
    desk.stands(timedelta(days=20))
    assert COURT not in words(sign_in(desk.site, address("cleo")).get("/me/data/")), "its last day"
    assert len(letters_to(desk.site, address("cleo"))) == before
    desk.stands(timedelta(days=21, hours=2))
    until(lambda: told_later(desk, "cleo"))
    assert COURT in words(sign_in(desk.site, address("cleo")).get("/me/data/"))
    assert [each["facts"]["disclosure"] for each in acts(desk.site, "disclosure told")].count(number) == 1


@pytest.mark.promise("S3-17")
@pytest.mark.parametrize("desk", ["links"], indirect=True)
def test_own_rights_take_two_the_fields_and_the_receiver_that_were_named_and_a_paper_of_today(
    desk: Clocked, two: Two, tmp_path: Path
) -> None:
    sign_up(desk.site, "dora")
    sign_in(desk.site, address("dora"), at="127.0.0.77")
    number = begun(two[0], address("dora"), "own rights")
    given = {
        "name": "Me Lambert, avocate",
        "country": "FR",
        "reference": "dossier L-77",
        "check": "impayé, art. 6, 1, f",
        "means": "registered post",
    }
    wanted = {"standing_items": items(two[0], number, "e-mail")}
    for lacking in (given, {**given, **wanted}, {**given, **wanted, "recipient": "counsel"}):
        assert amend(two[0], number, lacking).status == 302
        step(two[1], number, "approve")
        assert step(two[1], number, "extract").status == 302, "no field; another receiver; no paper"
    commitment(desk, tmp_path, "record", "--signed", "2026-01-05", "--until", "2099-12-31")
    step(two[0], number, "approve")
    assert step(two[0], number, "extract").status == 302, "it takes two"
    step(two[1], number, "approve")
    got = step(two[1], number, "extract")
    sealed_rightly(desk.site, got)
    told = json.loads(archive(got)["extract.json"])
    fields = {field for place in told["places"] for field in place["fields"].values()}
    assert fields == {"e-mail"}
    assert address("dora") in json.dumps(told)
    assert "127.0.0.77" not in got.text
    facts = acts(desk.site, "disclosed")[-1]["facts"]
    assert (facts["ground"], facts["recipient"]) == ("own rights", "counsel")
    commitment(desk, tmp_path, "end", "--until", "2026-01-06")
    assert step(two[1], number, "extract").status == 302, "its paper lapsed since the approval"
    refused = [each["facts"] for each in acts(desk.site, "sharing refused")]
    mine = [each["because"] for each in refused if each["disclosure"] == number]
    assert len(mine) >= 4
    assert "not today" in mine[-1]


def commitment(desk: Clocked, folder: Path, act: str, *more: str) -> None:
    """Record, or end, the paper of the site's counsel."""
    paper = folder / "paper.pdf"
    paper.write_bytes(b"signed")
    papers = (str(paper),) if act == "record" else ()
    done = asked("recipient", act, "counsel", *papers, *more, "--really", "--site", desk.site.folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("desk", ["hosting"], indirect=True)
def test_own_rights_reach_no_data_that_the_policy_does_not_name_for_them(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "emma")
    number = begun(two[0], address("emma"), "own rights")
    assert items(two[0], number, "e-mail") == []
    forced = amend(
        two[0], number, {"name": "x", "reference": "y", "check": "z"}, standing_items=["e-mail/e-mail"]
    )
    assert forced.status == 200, "a value that no box has is refused"


def test_nobody_handles_or_sees_a_demand_about_himself(desk: Clocked, two: Two) -> None:
    number = begun(two[0], address("bdurand"))
    assert number in two[0].get(PLACES).text
    assert number not in two[1].get(PLACES).text
    assert two[1].get(f"{PLACES}{number}/").status == 404
    assert two[1].send(f"{PLACES}new/", {}, to=f"{PLACES}{number}/approve/").status == 404
    itself = {"ground": "authority", "whom": address("bdurand"), "received": rows_today(two[1])}
    assert two[1].send(f"{PLACES}new/", itself).status == 403
    sign_up(desk.site, "paul")
    paul = sign_in(desk.site, address("paul"))
    assert paul.get(PLACES).status == 403
    assert paul.get(f"{PLACES}{number}/").status == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refusal_has_a_letter_that_says_why(desk: Clocked, two: Two, language: str) -> None:
    sign_up(desk.site, f"fred{language}")
    number = begun(two[0], address(f"fred{language}"))
    amend(two[0], number, {"name": COURT, "reference": REFERENCE})
    assert step(two[1], number, "refuse", refusal="other").status == 200, "another reason wants words"
    assert (
        step(two[1], number, "refuse", refusal="no provision", reason="Relisez l’article 60-1.").status == 302
    )
    page = two[1].get(f"{PLACES}{number}/letter/{language}/html/")
    told = words(page)
    for said in (COURT, REFERENCE, "Relisez l’article 60-1.", number):
        assert said in told
    assert ("ne cite aucun texte" if language == "fr" else "names no text of law") in told
    paper = two[1].get(f"{PLACES}{number}/letter/{language}/pdf/")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body.startswith(b"%PDF")
    assert step(two[1], number, "extract").status == 302
    assert [each["facts"]["disclosure"] for each in acts(desk.site, "disclosed")].count(number) == 0


@pytest.mark.parametrize("desk", ["links"], indirect=True)
def test_a_preservation_stops_the_erasure_and_the_person_sees_no_difference(desk: Clocked, two: Two) -> None:
    for name in ("gina", "hugo"):
        sign_up(desk.site, name)
    number = begun(two[0], address("gina"), "preservation")
    until_day = str(date.fromisoformat(rows_today(two[0])) + timedelta(days=90))
    secret = {"secret": until_day, "secrecy": "C. pr. pén. art. 11"}
    assert amend(two[0], number, {**ORDER, "until": until_day}, **secret).status == 302
    assert step(two[1], number, "approve").status == 302
    assert "conservation en cours" in words(two[1].get(f"{PLACES}{number}/"))
    pages = {}
    for name in ("gina", "hugo"):
        browser = sign_in(desk.site, address(name))
        again(browser, "/me/data/")
        pages[name] = [
            words(browser.get(path)).replace(name, "NAME") for path in ("/me/requests/", "/me/restrict/")
        ]
    assert pages["gina"] == pages["hugo"]
    plan = json.loads(asked("erase", address("gina"), "--json", "--site", desk.site.folder).stdout)
    done = json.loads(
        asked(
            "erase", address("gina"), "--really", plan["digest"], "--json", "--site", desk.site.folder
        ).stdout
    )
    assert "recorded" in done, "taken, in words that are true in either case"
    gina = "SELECT email FROM keeping_people_person WHERE email = ?"
    assert rows(desk.site, gina, address("gina")) == [(address("gina"),)]
    assert not any(
        REFERENCE in each for each in [everything(desk.site), *letters_to(desk.site, address("gina"))]
    )
    assert step(two[0], number, "end").status == 302
    plan = json.loads(asked("erase", address("gina"), "--json", "--site", desk.site.folder).stdout)
    asked("erase", address("gina"), "--really", plan["digest"], "--json", "--site", desk.site.folder)
    assert rows(desk.site, gina, address("gina")) == []


@pytest.mark.parametrize("desk", ["links"], indirect=True)
def test_the_gate_stops_what_no_agreement_covers_and_its_refusal_is_in_the_journal(
    desk: Clocked, two: Two
) -> None:
    sign_up(desk.site, "ivan")
    number = begun(two[0], address("ivan"))
    given = {"standing_items": items(two[0], number, "e-mail")}
    abroad = {**ORDER, "country": "us"}
    assert amend(two[0], number, abroad, **given).status == 302
    assert "l’accord international" in words(two[0].get(f"{PLACES}{number}/"))
    step(two[1], number, "approve")
    assert step(two[1], number, "extract").status == 302
    [told] = [
        each["facts"] for each in acts(desk.site, "sharing refused") if each["facts"]["disclosure"] == number
    ]
    assert (told["recipient"], told["way"]) == ("authority", "by hand")
    assert "agreement" in told["because"]
    assert told["rule"].endswith("48"), "GDPR Art. 48"
    assert COURT not in json.dumps(told)
    logged = json.loads(asked("recipient", "log", "--json", "--site", desk.site.folder).stdout)
    assert any("agreement" in each["because"] for each in logged["refused"])
    assert amend(two[0], number, {**abroad, "agreement": "traité du 10 décembre 1998"}, **given).status == 302
    assert step(two[1], number, "approve").status == 302
    got = step(two[1], number, "extract")
    sealed_rightly(desk.site, got)
    assert acts(desk.site, "disclosed")[-1]["facts"]["way"] == "by hand"


@pytest.mark.parametrize("desk", ["shop"], indirect=True)
def test_a_correction_under_a_preservation_keeps_what_stood_there_and_shows_nothing(
    desk: Clocked, two: Two
) -> None:
    for name in ("jeanne", "karim"):
        sign_up(desk.site, name)
    number = begun(two[0], address("jeanne"), "preservation")
    until_day = str(date.fromisoformat(rows_today(two[0])) + timedelta(days=90))
    secret = {"secret": until_day, "secrecy": "C. pr. pén. art. 11"}
    assert amend(two[0], number, {**ORDER, "until": until_day}, **secret).status == 302
    assert step(two[1], number, "approve").status == 302
    seen = {}
    for name in ("jeanne", "karim"):
        browser = sign_in(desk.site, address(name))
        again(browser, "/me/data/correct/user-name/")
        answer = browser.send("/me/data/correct/user-name/", {"username": f"{name}2"})
        assert answer.status == 302, words(answer)
        plan = corrected_by_command(desk, address(name), f"{name}3")
        pages = ("/me/data/looked/", "/me/requests/", "/me/data/correct/")
        told = [words(browser.get(page)).replace(name, "NAME") for page in pages]
        drawn = r"\b[0-9a-f]{32}\b|\b\d{4}-\d\d-\d\d \d\d:\d\d\b"  # numbers of requests, minutes
        # what happened in one minute stands in any order
        seen[name] = [*(sorted(re.sub(drawn, "…", each).split()) for each in told), plan]
    assert seen["jeanne"] == seen["karim"], "nobody sees that there is an order"
    stored = "SELECT username FROM keeping_people_person WHERE email = ?"
    assert rows(desk.site, stored, address("jeanne")) == [("jeanne3",)]
    assert rows(desk.site, "SELECT COUNT(*) FROM keeping_holds_preserved") == [(2,)]
    assert (
        rows(desk.site, "SELECT 1 FROM keeping_people_person WHERE username IN ('jeanne', 'jeanne2')") == []
    )
    other = begun(two[0], address("jeanne"))
    jeanne = sign_in(desk.site, "jeanne3")
    again(jeanne, "/account/email/")
    jeanne.send("/account/email/", {"address": "jeanne.neuve@exemple.example"})
    assert jeanne.send(link(desk.site, "jeanne.neuve@exemple.example"), {}).status == 302
    assert rows(desk.site, "SELECT COUNT(*) FROM keeping_holds_preserved") == [(3,)], "her address too"
    wanted = {"standing_items": items(two[0], other, "user name") + items(two[0], other, "e-mail")}
    assert amend(two[0], other, ORDER, **wanted, **secret).status == 302
    assert step(two[1], other, "approve").status == 302
    told = json.loads(archive(step(two[1], other, "extract"))["extract.json"])
    replaced = sorted(each["values"] for each in told["replaced"])  # those of one minute stand in any order
    assert replaced == sorted([["jeanne"], ["jeanne2"], [address("jeanne")]])
    assert step(two[0], number, "end").status == 302
    assert rows(desk.site, "SELECT COUNT(*) FROM keeping_holds_preserved") == [(0,)], "it goes with the order"


def corrected_by_command(desk: Clocked, who: str, value: str) -> str:
    """Correct a user name by the command; what it would do, without the digest and what names somebody."""
    words_of = ("rectify", who, f"main.keeping_people_person.username={value}", "--json")
    plan = json.loads(asked(*words_of, "--site", desk.site.folder).stdout)
    done = asked(*words_of, "--really", plan["digest"], "--site", desk.site.folder)
    assert done.returncode == 0, done.stderr
    return json.dumps([step["place"] for step in plan["plan"]["steps"]])


@pytest.mark.parametrize("desk", ["links"], indirect=True)
def test_the_register_of_demands_is_told_by_the_command_which_decides_nothing(
    desk: Clocked, two: Two
) -> None:
    sign_up(desk.site, "lise")
    number = court(two, address("lise"))
    archive(step(two[1], number, "extract"))
    listed = asked("disclose", "list", "--json", "--site", desk.site.folder)
    document = json.loads(listed.stdout)
    validator("disclose").validate(document)
    [mine] = [each for each in document["disclosures"] if each["number"] == number]
    assert (mine["state"], mine["ground"]) == ("left", "authority")
    assert COURT not in listed.stdout
    assert address("lise") not in listed.stdout
    before = len(acts(desk.site, "read"))
    shown = json.loads(asked("disclose", "show", number, "--json", "--site", desk.site.folder).stdout)
    validator("disclose").validate(shown)
    told = shown["disclosure"]
    assert (told["name"], told["reference"], told["means"]) == (COURT, REFERENCE, "by hand")
    assert len(told["by"]) == 2
    assert [each["by"].partition(":")[0] for each in acts(desk.site, "read")[before:]] == ["os"]
    for refused in (("approve", number), ("show",), ("list", number)):
        assert asked("disclose", *refused, "--site", desk.site.folder).returncode == 2, refused
    assert asked("disclose", "show", "d-aaaaa-aaaaa", "--site", desk.site.folder).returncode == 1


@pytest.mark.parametrize("desk", ["links"], indirect=True)
def test_the_archive_of_each_tells_what_left_of_him_and_what_he_handled(desk: Clocked, two: Two) -> None:
    sign_up(desk.site, "mona")
    number = court(two, address("mona"))
    archive(step(two[1], number, "extract"))
    hidden = court(
        two,
        address("mona"),
        secret=str(date.fromisoformat(rows_today(two[0])) + timedelta(days=9)),
        secrecy="C. pr. pén. art. 11",
    )
    archive(step(two[1], hidden, "extract"))
    hers = json.loads(taken_away(sign_in(desk.site, address("mona")))["disclosures.json"])
    assert [(each["number"], each["to"], each["means"]) for each in hers["your data"]] == [
        (number, COURT, "by hand")
    ]
    assert hers["handled by you"] == []
    his = json.loads(taken_away(two[0])["disclosures.json"])
    handled = {each["number"]: each["you"] for each in his["handled by you"]}
    assert (handled[number], handled[hidden]) == (["prepared"], ["prepared"])
    assert address("mona") not in json.dumps(his)
    assert COURT not in json.dumps(his)
