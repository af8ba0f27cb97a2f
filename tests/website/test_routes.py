"""Every address of a site: who may see it, and that looking at it changes nothing.

A new address fails here until somebody has said to whom it is open.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, Literal, TypeAlias

import pytest

from tests.portal.visiting import rows, sign_in, sign_up
from tests.running import Browser, Running, honour, running, settle

Open: TypeAlias = Literal["anyone", "signed in", "staff", "link", "step", "demo", "provider"]
"""To whom an address is open: `link` wants a token that only a letter bears, `step` something begun before in
the same session, `provider` an answer of another platform; both lead away or say that there is nothing.
`staff` wants a role."""

ROUTES: Final[dict[str, Open]] = {
    "home": "anyone",
    "look": "anyone",
    "logo": "anyone",
    "choose_language": "anyone",
    "privacy": "anyone",
    "document": "anyone",
    "contact": "anyone",
    "contact_sent": "anyone",
    "contact_mine": "link",
    "contact_stop": "link",
    "contact_archive": "link",
    "contact_stop_here": "signed in",
    "requests": "staff",
    "request_typed_in": "staff",
    "requests_last_month": "staff",
    "requests_month": "staff",
    "requests_month_file": "staff",
    "request_one": "staff",
    "request_lodged": "staff",
    "request_match": "staff",
    "request_confirm": "staff",
    "request_decide": "staff",
    "request_erase": "staff",
    "request_directives": "staff",
    "request_export": "staff",
    "request_hold": "staff",
    "request_evidence": "staff",
    "request_evidence_taken": "staff",
    "staff_overview": "staff",
    "people": "staff",
    "people_looked": "staff",
    "register": "staff",
    "register_file": "staff",
    "recoveries": "staff",
    "staff_check": "staff",
    "own_security": "staff",
    "edit_policy": "staff",
    "check_policy": "staff",
    "discard_policy": "staff",
    "publish_policy": "staff",
    "habilitations": "staff",
    "habilitation_review": "staff",
    "habilitation_end": "staff",
    "recovery_one": "staff",
    "recovery_propose": "staff",
    "recovery_confirm": "staff",
    "recovery_send": "staff",
    "recovery_refuse": "staff",
    "recovery_ask": "anyone",
    "recovery_stop": "link",
    "recovery_stop_here": "signed in",
    "sweeps": "staff",
    "sweep_confirm": "staff",
    "holds": "staff",
    "hold_release": "staff",
    "breaches": "staff",
    "breach_new": "staff",
    "breach_one": "staff",
    "breach_describe": "staff",
    "breach_count": "staff",
    "breach_notify": "staff",
    "breach_spare": "staff",
    "breach_tell": "staff",
    "breach_untold": "staff",
    "breach_close": "staff",
    "breach_form": "staff",
    "disclosures": "staff",
    "disclosure_new": "staff",
    "disclosure_one": "staff",
    "disclosure_amend": "staff",
    "disclosure_approve": "staff",
    "disclosure_refuse": "staff",
    "disclosure_letter": "staff",
    "disclosure_extract": "staff",
    "disclosure_end": "staff",
    "tickets": "anyone",
    "my_tickets": "signed in",
    "ticket_new": "signed in",
    "ticket": "anyone",
    "ticket_edit": "signed in",
    "ticket_comment": "signed in",
    "ticket_visibility": "signed in",
    "ticket_all_staff": "signed in",
    "ticket_close": "signed in",
    "ticket_words": "signed in",
    "ticket_documents": "signed in",
    "ticket_document_upload": "signed in",
    "ticket_document_serial": "signed in",
    "ticket_document": "signed in",
    "ticket_document_show": "signed in",
    "ticket_document_destroy": "signed in",
    "staff_ticket_documents": "staff",
    "staff_ticket_document": "staff",
    "staff_ticket_document_show": "staff",
    "staff_tickets": "staff",
    "staff_ticket": "staff",
    "staff_ticket_take": "staff",
    "staff_ticket_release": "staff",
    "staff_ticket_answer": "staff",
    "staff_ticket_close": "staff",
    "staff_ticket_hide": "staff",
    "staff_ticket_lift": "staff",
    "staff_ticket_note": "staff",
    "staff_ticket_merge": "staff",
    "staff_answer_times": "staff",
    "staff_answers": "staff",
    "staff_answer_new": "staff",
    "staff_answer": "staff",
    "staff_answer_drop": "staff",
    "staff_access": "staff",
    "parked_letters": "staff",
    "release_letter": "staff",
    "document_versions": "anyone",
    "document_version": "anyone",
    "policy_history": "anyone",
    "policy_compared": "anyone",
    "policy_version": "anyone",
    "policy_text": "anyone",
    "acknowledge": "signed in",
    "security_advice": "anyone",
    "recipients": "anyone",
    "cookies": "anyone",
    "cookie_choices": "anyone",
    "stop_letters": "link",
    "my_choices": "signed in",
    "choose_consent": "signed in",
    "choose_letters": "signed in",
    "link_cookies": "signed in",
    "directives": "signed in",
    "my_account": "signed in",
    "my_requests": "signed in",
    "my_receipt": "signed in",
    "my_receipt_file": "signed in",
    "erase_my_data": "signed in",
    "close_my_account": "signed in",
    "restrict_my_data": "signed in",
    "lift_restriction": "signed in",
    "object_to_use": "signed in",
    "port_my_data": "signed in",
    "receipt": "link",
    "receipt_file": "link",
    "my_data": "signed in",
    "my_data_looked": "signed in",
    "ask_about_one": "signed in",
    "my_data_correct": "signed in",
    "my_data_user_name": "signed in",
    "my_data_elsewhere": "signed in",
    "my_data_leave": "signed in",
    "my_data_download": "signed in",
    "outbox": "demo",
    "sessions": "signed in",
    "end_session": "signed in",
    "end_others": "signed in",
    "not_me": "link",
    "confirm_by_code": "signed in",
    "join_staff": "link",
    "account_login": "anyone",
    "account_signup": "anyone",
    "account_logout": "anyone",
    "account_inactive": "anyone",
    "account_email": "signed in",
    "account_email_verification_sent": "anyone",
    "account_confirm_email": "link",
    "account_reset_password": "anyone",
    "account_reset_password_done": "anyone",
    "account_reset_password_from_key": "link",
    "account_reset_no_such_link": "link",
    "account_reset_password_from_key_done": "anyone",
    "account_reauthenticate": "signed in",
    "account_change_password": "signed in",
    "account_set_password": "signed in",
    "account_confirm_login_code": "step",
    "mfa_index": "signed in",
    "mfa_authenticate": "step",
    "mfa_reauthenticate": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "mfa_list_webauthn": "signed in",
    "mfa_add_webauthn": "signed in",
    "mfa_reauthenticate_webauthn": "signed in",
    "mfa_remove_webauthn": "signed in",
    "mfa_edit_webauthn": "signed in",
    "mfa_login_webauthn": "anyone",
    "socialaccount_login_cancelled": "anyone",
    "socialaccount_login_error": "anyone",
    "socialaccount_signup": "step",
    "socialaccount_connections": "signed in",
    "facebook_login": "provider",
    "facebook_callback": "provider",
    "facebook_login_by_token": "provider",
    "google_login": "provider",
    "google_callback": "provider",
    "google_login_by_token": "provider",
    "": "provider",  # allauth's old names of the addresses above, which lead to them
}

LIST = """
import sys
from pathlib import Path
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from django.urls import get_resolver
def walk(patterns, before=""):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from walk(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each.name or ""
for path, name in walk(get_resolver().url_patterns):
    print(path, name, sep="\\t")
"""
MOVES = (
    "keeping_people_session",
    "keeping_people_count",
    "sqlite_sequence",
    "dbos",
    "jobs_",
    "operation_outputs",
    "workflow",
    "keeping_journal_",  # looking at one's own data is journalled: see `looked`
)
"""Tables, by how their names begin, that a mere visit or the passing of time may write into."""
DECLARED: Final = {"__Host-session", "__Host-language"}
"""The cookies that the policy of the support desk declares."""

LOOKED_AT: Final = {"keeping_letters_letter": "key, kind"}
"""What of a table no worker changes meanwhile: it sends letters and drops their texts and keys."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("routes") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


@pytest.fixture(scope="module")
def routes(desk: Running) -> list[tuple[str, str]]:
    return paths(desk.folder)


def paths(folder: Path) -> list[tuple[str, str]]:
    """Path and name of every route; what stands for a value in a path is filled in."""
    program = [sys.executable, "-c", LIST, str(folder)]
    told = subprocess.run(
        program, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"}
    )
    found = [line.split("\t") for line in told.stdout.splitlines()]
    assert len(found) > 40, "the reader saw too little"
    return [("/" + filled(path), name) for path, name in found]


def filled(path: str) -> str:
    """An address that fits a route's pattern."""
    path = re.sub(r"<int:\w+>", "1", path)
    path = re.sub(r"<(?:str|slug):\w+>", "A" * 43, path)
    path = re.sub(r"\(\?P<name>[^/]*\)", "legal", path.replace("(?:-[a-z]+)*", ""))
    path = re.sub(r"\(\?P<uidb36>[^)]*\)", "1", path)
    path = re.sub(r"\(\?P<key>[^)]*\)", "abc", path)
    return path.replace("^", "").replace("$", "").replace("/?", "/")


@pytest.fixture
def ada(desk: Running) -> Browser:
    """Somebody who is signed in, without any role."""
    name = f"ada{len(rows(desk, 'SELECT id FROM keeping_people_person'))}"
    sign_up(desk, name)
    browser = sign_in(desk, name)
    assert browser.get("/account/").status == 200
    return browser


def state(folder: Path) -> dict[str, list[object]]:
    """Everything that the site holds, table by table, but what a visit may write."""
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: sorted(
                connection.execute(f'SELECT {LOOKED_AT.get(name, "*")} FROM "{name}"').fetchall(), key=repr
            )
            for name in names
            if not name.startswith(MOVES)
        }


def looked(folder: Path) -> list[str]:
    """The acts that the journal tells of, which may grow by nothing but looking."""
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        acts = connection.execute("SELECT act FROM keeping_journal_detail ORDER BY entry_id").fetchall()
        return [name for (act,) in acts if (name := json.loads(act)["act"]) != "read"]


def test_somebody_has_said_of_each_address_to_whom_it_is_open(routes: list[tuple[str, str]]) -> None:
    assert {name for _, name in routes} <= set(ROUTES)


def test_whoever_has_not_signed_in_sees_what_is_open_and_changes_nothing(
    desk: Running, routes: list[tuple[str, str]]
) -> None:
    before, acts, odd = state(desk.folder), looked(desk.folder), []
    for path, name in routes:
        answer = desk.browser().get(path)
        assert {each.strip().partition("=")[0] for each in answer.cookies} <= DECLARED, path
        where = answer.headers.get("location", "")
        fits = {
            "anyone": answer.status in (200, 302, 401, 404, 405),
            "signed in": answer.status in (404, 405) or (answer.status == 302 and "/account/login/" in where),
            "staff": answer.status == 405 or (answer.status == 302 and "/account/login/" in where),
            "link": answer.status in (200, 302, 404),
            "step": answer.status in (200, 302),
            "demo": answer.status == 200,
            "provider": answer.status in (200, 301, 302, 403, 404, 405) and "facebook.com" not in where,
        }[ROUTES[name]]
        if not fits:
            odd.append((path, name, answer.status, where))
    assert not odd
    log = "".join(path.read_text("utf-8") for path in (desk.folder / "data/log").iterdir())
    assert "a cookie was not set" not in log, "a page tried to set one that is not declared"
    assert state(desk.folder) == before, "a GET has changed something"
    assert looked(desk.folder) == acts, "a GET has done something"


def test_looking_at_every_address_changes_nothing_for_who_is_signed_in(
    desk: Running, routes: list[tuple[str, str]], ada: Browser
) -> None:
    before, acts = state(desk.folder), looked(desk.folder)
    assert "@exemple.example" in repr(before), "the reader saw nothing"
    for path, name in routes:
        assert ada.get(path).status < 500, path
        assert ada.get(f"{path}?next=/account/").status < 500, path
        if ROUTES[name] == "staff":
            assert ada.get(path).status in (403, 405), path
        assert ada.get("/account/").status == 200, f"looking at {path} has ended the session"
    assert state(desk.folder) == before, "a GET has changed something"
    assert looked(desk.folder) == acts, "a GET has done something"
    assert "@exemple.example" in ada.get("/account/").text


def test_what_is_signed_in_and_left_opens_nothing_any_more(
    desk: Running, routes: list[tuple[str, str]], ada: Browser
) -> None:
    copied = Browser(desk.port, cookies=dict(ada.cookies))
    assert copied.get("/account/").status == 200
    assert ada.send("/account/logout/", {}).status == 302
    for path, name in routes:
        if ROUTES[name] == "signed in":
            assert copied.get(path).status in (302, 404, 405), path
