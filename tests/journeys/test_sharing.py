"""What leaves for a partner: exactly the declared fields, under a paper that binds today, and journalled.

The partner is a server of the test's own, over TLS; what it captured is looked through for what was put in.
"""

import hmac
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command.test_json import fits
from tests.connectors.http.partner import Partner, answer, partner
from tests.journeys.shop import TREMBLAY, Shop, Told
from tests.journeys.test_recipients import DAY_AFTER, LAST_DAY, recorded

HANSEN = "bjorn.hansen@yahoo.no"
IN_ALL = ("Tremblay", "François", "+1 (514) 721-4711", "ftremblay@gmail.com", "1498 rue Bélanger")


@pytest.fixture
def accountant(tmp_path: Path) -> Iterator[Partner]:
    with partner(tmp_path / "tls", "localhost") as one:
        yield one


def asked(shop: Shop, there: Partner, *words: str, now: str = LAST_DAY) -> Told:
    """The command, which trusts the partner's certificate and may ask its port."""
    local = ("--local", f"127.0.0.1:{there.port}")
    return shop.run(*words, *local, now=now, also={"SSL_CERT_FILE": str(there.certificate)})


def enabled(shop: Shop, there: Partner) -> str:
    """The accountant may be asked; the secret that signs, as it is told once."""
    recorded(shop)
    address = f"https://localhost:{there.port}/door"
    told = asked(shop, there, "recipient", "enable", "accountant", "--to", address, "--really", "--json")
    assert told.code == 0, told
    return str(fits(told, "recipient")["secret"])


def is_signed_by(secret: str, request: tuple[str, bytes]) -> bool:
    """Whether a receiver with this secret takes a request, by what docs/sharing.md tells him to do."""
    head, body = request
    said = dict(line.split(": ", 1) for line in head.lower().split("\r\n")[1:])
    original = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    signatures = next(value for name, value in original.items() if name.lower() == "webhook-signature")
    key = b64decode(secret.removeprefix("whsec_"))
    text = f"{said['webhook-id']}.{said['webhook-timestamp']}.".encode() + body
    mine = "v1," + b64encode(hmac.new(key, text, "sha256").digest()).decode()
    return any(hmac.compare_digest(mine, each) for each in signatures.split(" "))


def rotated(shop: Shop, there: Partner, *words: str) -> str:
    told = asked(shop, there, "recipient", "rotate", "accountant", "--really", "--json", *words)
    return str(fits(told, "recipient")["secret"])


def sent(shop: Shop, there: Partner, *who: str, now: str = LAST_DAY) -> Told:
    """What a dry run shows is sent."""
    shown = fits(asked(shop, there, "share", "accountant", *who, "--json", now=now), "share")
    assert shown["fate"] is None
    return asked(shop, there, "share", "accountant", *who, "--json", "--really", shown["digest"], now=now)


def acts(shop: Shop, *names: str) -> list[dict[str, Any]]:
    return [act for act in shop.journal() if act["act"] in names]


@pytest.mark.promise("S1-22", "S4-10")
def test_a_partner_gets_exactly_the_declared_fields(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    shown = asked(shop, accountant, "share", "accountant", TREMBLAY, "--json")
    assert accountant.requests == [], "a dry run sends nothing"
    assert fits(shown, "share")["fields"] == ["name", "postal address", "invoice"]
    told = fits(sent(shop, accountant, TREMBLAY, HANSEN), "share")
    assert told["fate"] == "shared"
    [(head, body)] = accountant.requests
    assert head.startswith("POST /door HTTP/1.1\r\n")
    captured = json.loads(body)
    assert set(captured) == {"from", "transfer", "policy", "data", "purpose", "when", "people"}
    assert [set(each) for each in captured["people"]] == [{"name", "postal address", "invoice"}] * 2
    tremblay, hansen = captured["people"]
    own = shop.sql("SELECT CustomerId FROM Customer WHERE Email = ?", TREMBLAY)[0][0]
    totals = {str(total) for (total,) in shop.sql("SELECT Total FROM Invoice WHERE CustomerId = ?", own)}
    assert {str(value) for value in tremblay["invoice"]} >= totals
    assert set(tremblay["name"]) == {"François", "Tremblay"}
    assert "1498 rue Bélanger" in tremblay["postal address"]
    assert "Hansen" in hansen["name"]
    for never in ("721-4711", TREMBLAY, HANSEN, "yahoo.no"):
        assert never not in body.decode(), "what the case does not name stays here"


@pytest.mark.promise("S1-23")
def test_a_recipient_without_a_paper_that_binds_today_cannot_be_enabled(
    shop: Shop, accountant: Partner
) -> None:
    words = ("recipient", "enable", "accountant", "--to", f"https://localhost:{accountant.port}/", "--really")
    refused = asked(shop, accountant, *words)
    assert refused.code == 1
    assert "no contract that binds" in refused.err
    assert "honour recipient record" in refused.err
    recorded(shop)
    lapsed = asked(shop, accountant, *words, now=DAY_AFTER)
    assert lapsed.code == 1
    assert "2027-03-31" in lapsed.err
    listed = fits(shop.run("recipient", "list", "--json"), "recipient")["recipients"]
    assert [each["outlet"] for each in listed] == [None, None]
    assert asked(shop, accountant, *words).code == 0
    assert len(acts(shop, "enabling refused")) == 2


@pytest.mark.promise("S1-23")
def test_a_contract_that_lapsed_yesterday_lets_nothing_leave_today(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    digest = fits(asked(shop, accountant, "share", "accountant", TREMBLAY, "--json"), "share")["digest"]
    late = asked(shop, accountant, "share", "accountant", TREMBLAY, "--really", digest, now=DAY_AFTER)
    assert late.code == 1
    assert "2027-03-31" in late.err
    assert "honour recipient record" in late.err
    assert accountant.requests == []
    [refused] = acts(shop, "sharing refused")
    assert refused["facts"]["recipient"] == "accountant"
    assert refused["facts"]["people"] == 1
    on_time = asked(shop, accountant, "share", "accountant", TREMBLAY, "--really", digest)
    assert on_time.code == 0, on_time
    assert len(accountant.requests) == 1


@pytest.mark.promise("S1-02", "S1-21", "S3-05")
def test_what_the_policy_does_not_declare_is_refused_and_logged(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    for recipient in ("Data Broker Ltd", "host"):
        refused = asked(shop, accountant, "share", recipient, TREMBLAY)
        assert refused.code == 1
        assert "share" in refused.err
        out = shop.folder / "broker.json"
        assert asked(shop, accountant, "share", recipient, TREMBLAY, "--out", str(out)).code == 1
        assert not out.exists()
    by_case = asked(shop, accountant, "share", "host", TREMBLAY, "--case", "1")
    assert by_case.code == 1, "another's case lets nobody receive"
    assert accountant.requests == []
    refusals = acts(shop, "sharing refused")
    assert [act["facts"]["recipient"] for act in refusals] == ["not declared"] * 2 + ["host"] * 3
    told = fits(shop.run("recipient", "log", "--json"), "recipient")
    assert {each["recipient"]: each["times"] for each in told["refused"]}["not declared"] == 2


@pytest.mark.promise("S1-24")
def test_what_left_is_told_by_the_published_cases_one_to_one(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    assert sent(shop, accountant, TREMBLAY).code == 0
    assert sent(shop, accountant, TREMBLAY, HANSEN).code == 0
    told = fits(shop.run("recipient", "log", "--json", now=LAST_DAY), "recipient")
    [case] = told["cases"]
    assert (case["case"], case["data"], case["with"]) == (1, ["invoice"], "accountant")
    assert (case["shared"], case["perhaps"], case["people"]) == (2, 0, 3)
    assert told["beside"] == []
    policy = shop.site / "policy.yaml"
    text = policy.read_text("utf-8")
    line = "  - {data: invoice, with: accountant, for: bookkeeping}\n"
    assert line in text
    policy.write_text(text.replace(line, ""), "utf-8")
    after = fits(shop.run("recipient", "log", "--json", now=LAST_DAY), "recipient")
    assert after["cases"] == []
    [beside] = after["beside"]
    assert (beside["with"], beside["shared"]) == ("accountant", 2)


def test_the_partner_knows_by_the_signature_that_it_comes_from_the_site(
    shop: Shop, accountant: Partner
) -> None:
    secret = enabled(shop, accountant)
    assert len(b64decode(secret.removeprefix("whsec_"))) == 32
    told = fits(sent(shop, accountant, TREMBLAY), "share")
    [(head, body)] = accountant.requests
    assert is_signed_by(secret, (head, body))
    assert f"webhook-id: {told['transfer']}\r\n" in head, "the number that is in the journal"
    second = int(datetime.fromisoformat(LAST_DAY).timestamp())
    assert f"webhook-timestamp: {second}\r\n" in f"{head}\r\n"
    assert not is_signed_by(secret, (head, body.replace(b"Tremblay", b"Trembley"))), "another body"
    assert not is_signed_by(secret, (head.replace(str(second), str(second + 1)), body)), "another time"
    other = "whsec_" + b64encode(bytes(32)).decode()
    assert not is_signed_by(other, (head, body)), "another secret"
    again = fits(asked(shop, accountant, "recipient", "list", "--json"), "recipient")
    assert secret not in json.dumps(again), "it is told once"
    kept = (shop.site / "data/honour.db").read_bytes()
    assert b"localhost" in kept, "the positive control: where it goes"
    for written in (secret, secret.removeprefix("whsec_")):
        assert written.encode() not in kept
    assert b64decode(secret.removeprefix("whsec_")) not in kept, "it lies sealed"


def test_a_secret_is_changed_without_losing_a_request_or_at_once(shop: Shop, accountant: Partner) -> None:
    first = enabled(shop, accountant)
    shown = asked(shop, accountant, "recipient", "rotate", "accountant", "--json")
    assert fits(shown, "recipient")["secret"] is None, "without --really nothing is made"
    second = rotated(shop, accountant)
    sent(shop, accountant, TREMBLAY)
    [both] = accountant.requests
    assert (is_signed_by(first, both), is_signed_by(second, both)) == (True, True)
    late = str(datetime.fromisoformat(LAST_DAY) + timedelta(days=8))
    recorded(shop, until="2027-12-31")
    sent(shop, accountant, TREMBLAY, now=late)
    after = accountant.requests[1]
    assert (is_signed_by(first, after), is_signed_by(second, after)) == (False, True), "seven days later"
    third = rotated(shop, accountant, "--at-once")
    sent(shop, accountant, TREMBLAY)
    at_once = accountant.requests[2]
    assert [is_signed_by(each, at_once) for each in (first, second, third)] == [False, False, True]
    assert len(acts(shop, "recipient secret changed")) == 2
    cells = "SELECT COUNT(*) FROM keeping_keys_cell WHERE kind = 'webhook secret'"
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state:
        assert state.execute(cells).fetchone() == (1,)
    assert asked(shop, accountant, "recipient", "disable", "accountant", "--really").code == 0
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state:
        assert state.execute(cells).fetchone() == (0,), "its key goes with the outlet"
    closed = asked(shop, accountant, "recipient", "rotate", "accountant", "--really")
    assert (closed.code, "recipient enable" in closed.err) == (2, True)


def test_where_no_secret_is_known_nothing_is_sent(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state, state:
        state.execute("UPDATE keeping_commitments_outlet SET sealed = NULL")  # as an older Honour left it
    told = sent(shop, accountant, TREMBLAY)
    assert (told.code, "recipient rotate" in told.document()["message"]) == (2, True)
    assert accountant.requests == []
    rotated(shop, accountant)
    assert sent(shop, accountant, TREMBLAY).code == 0


def test_the_journal_says_what_left_without_a_value(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    before = len(shop.journal())
    told = sent(shop, accountant, TREMBLAY)
    written = shop.journal()[before:]
    assert [act["act"] for act in written][-2:] == ["sharing intended", "shared"]
    for act in written:
        assert not any(value in json.dumps(act, ensure_ascii=False) for value in IN_ALL), act
    assert {act["facts"]["transfer"] for act in written} == {told.document()["transfer"]}
    assert json.loads(accountant.requests[0][1])["transfer"] == told.document()["transfer"]


def test_a_partner_that_answers_badly_may_have_kept_what_it_got(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    accountant.say = lambda connection, path: connection.sendall(answer(500))
    told = sent(shop, accountant, TREMBLAY)
    assert told.code == 4
    assert "500" in told.err
    [_] = acts(shop, "perhaps shared")
    [case] = fits(shop.run("recipient", "log", "--json"), "recipient")["cases"]
    assert (case["shared"], case["perhaps"]) == (0, 1)


def test_a_partner_that_is_not_reached_got_nothing(shop: Shop, tmp_path: Path) -> None:
    with partner(tmp_path / "tls", "localhost") as gone:
        enabled(shop, gone)
    told = sent(shop, gone, TREMBLAY)
    assert told.code == 3
    assert "nothing was sent" in told.document()["message"]
    assert len(acts(shop, "not shared")) == 1
    [case] = fits(shop.run("recipient", "log", "--json"), "recipient")["cases"]
    assert (case["shared"], case["perhaps"], case["people"]) == (0, 0, 0)


def test_without_being_told_so_a_partner_of_the_own_network_is_not_asked(
    shop: Shop, accountant: Partner
) -> None:
    enabled(shop, accountant)
    also = {"SSL_CERT_FILE": str(accountant.certificate)}
    digest = shop.run("share", "accountant", TREMBLAY, "--json", now=LAST_DAY).document()["digest"]
    told = shop.run("share", "accountant", TREMBLAY, "--really", digest, now=LAST_DAY, also=also)
    assert told.code == 3
    assert accountant.requests == []


def test_whoever_is_restricted_is_left_out(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    assert shop.run("restrict", TREMBLAY, "--really").code == 0
    told = fits(sent(shop, accountant, TREMBLAY, HANSEN), "share")
    assert (told["people"], told["left_out"]) == (1, 1)
    assert "Tremblay" not in accountant.requests[0][1].decode()
    alone = asked(shop, accountant, "share", "accountant", TREMBLAY)
    assert alone.code == 1
    assert "restricted" in alone.err


def test_into_a_file_goes_the_same_and_never_over_another(shop: Shop) -> None:
    recorded(shop)
    out = shop.folder / "invoices.json"
    words = ("share", "accountant", TREMBLAY, "--out", str(out), "--json")
    shown = fits(shop.run(*words, now=LAST_DAY), "share")
    assert not out.exists()
    told = shop.run(*words, "--really", shown["digest"], now=LAST_DAY)
    assert told.code == 0, told
    [one] = json.loads(out.read_text("utf-8"))["people"]
    assert set(one) == {"name", "postal address", "invoice"}
    assert out.stat().st_mode & 0o077 == 0
    again = shop.run(*words, "--really", shown["digest"], now=LAST_DAY)
    assert again.code == 2
    assert "exists" in again.document()["message"]


def test_another_digest_sends_nothing(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    other = fits(asked(shop, accountant, "share", "accountant", HANSEN, "--json"), "share")["digest"]
    told = asked(shop, accountant, "share", "accountant", TREMBLAY, "--really", other)
    assert told.code == 2
    assert accountant.requests == []


def test_somebody_whom_nobody_knows_stops_all_of_it(shop: Shop, accountant: Partner) -> None:
    enabled(shop, accountant)
    told = asked(shop, accountant, "share", "accountant", TREMBLAY, "nobody@nowhere.example")
    assert told.code == 2
    assert "nobody@nowhere.example" not in told.err


@pytest.mark.parametrize(
    "address", ["http://shop.example/", "https://10.0.0.1:22/", "https://me:word@shop.example/", "ftp://x"]
)
def test_an_address_to_which_nothing_can_go_is_not_enabled(shop: Shop, address: str) -> None:
    recorded(shop)
    told = shop.run("recipient", "enable", "accountant", "--to", address, "--really", now=LAST_DAY)
    assert told.code == 2
    assert "nothing can go to this address" in told.err
