"""Letters are handed over by real SMTP, as configured, and what a post office answers is understood."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from honour.carrying_out.mailing import Mail
from honour.connectors.mail import sending
from tests.post_office import PASSWORD, USER, PostOffice, post_office

MAIL = Mail(
    "5a" * 16,
    "ada@exemple.example",
    "fr",
    "Réponse à « é »",
    "Bonjour Ada,\n\nvoilà.\n",
    datetime(2026, 12, 1, tzinfo=UTC),
)


def ours(office: PostOffice, security: sending.Security = "starttls") -> sending.PostOffice:
    return sending.PostOffice(
        "localhost", office.port, "Desk <no-reply@desk.example>", security, USER, PASSWORD
    )


@pytest.fixture(params=["starttls", "tls"])
def encrypted(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[PostOffice, sending.PostOffice]]:
    with post_office(tmp_path, request.param) as office:
        monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
        yield office, ours(office, request.param)


def test_a_letter_travels_encrypted_after_signing_in_and_is_readable(
    encrypted: tuple[PostOffice, sending.PostOffice],
) -> None:
    office, configured = encrypted
    assert sending.send(configured, MAIL) == "sent"
    [read] = office.letters.values()
    assert read["Subject"] == MAIL.subject
    assert read["To"] == MAIL.to
    assert read["From"] == "Desk <no-reply@desk.example>"
    assert read["Message-ID"] == f"<{'5a' * 16}@desk.example>"
    assert read["Content-Language"] == "fr"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r\n", "\n") == MAIL.text


def test_the_same_letter_has_the_same_message_id(encrypted: tuple[PostOffice, sending.PostOffice]) -> None:
    office, configured = encrypted
    assert [sending.send(configured, MAIL) for _ in range(2)] == ["sent", "sent"]
    assert list(office.handed.values()) == [2]


def test_nobody_gets_a_letter_whose_certificate_is_not_trusted(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        assert sending.send(ours(office), MAIL) == "later"
        assert not office.letters


def test_a_wrong_password_is_for_later(encrypted: tuple[PostOffice, sending.PostOffice]) -> None:
    office, configured = encrypted
    assert sending.send(replace(configured, password="wrong"), MAIL) == "later"
    assert not office.letters


@pytest.mark.parametrize(
    ("answer", "delivery"), [("250 taken", "sent"), ("451 busy", "later"), ("550 nobody here", "refused")]
)
def test_what_the_post_office_answers_is_understood(tmp_path: Path, answer: str, delivery: str) -> None:
    with post_office(tmp_path, "none", sign_in=False) as office:
        office.answer = lambda to: answer
        plain = sending.PostOffice("127.0.0.1", office.port, "no-reply@desk.example", "none")
        assert sending.send(plain, MAIL) == delivery


def test_a_post_office_that_is_not_there_is_for_later(tmp_path: Path) -> None:
    with post_office(tmp_path, "none", sign_in=False) as office:
        plain = sending.PostOffice("127.0.0.1", office.port, "no-reply@desk.example", "none")
    assert sending.send(plain, MAIL) == "later"


def test_without_encryption_letters_go_to_this_machine_only() -> None:
    for host in ("localhost", "127.0.0.1", "::1"):
        sending.PostOffice(host, 25, "no-reply@desk.example", "none")
    for host in ("mail.example", "192.0.2.1", "localhost.example"):
        with pytest.raises(ValueError, match="this machine"):
            sending.PostOffice(host, 25, "no-reply@desk.example", "none")


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x00"])
def test_a_header_begins_no_other(line_end: str) -> None:
    bad = f"5a{line_end}Bcc: eve@exemple.example"
    with pytest.raises(ValueError, match="one line"):
        replace(MAIL, to=bad)
    with pytest.raises(ValueError, match="one line"):
        replace(MAIL, subject=bad)
    with pytest.raises(ValueError, match="one line"):
        replace(MAIL, key=bad)


def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    with post_office(tmp_path, "none", sign_in=False) as office:
        plain = sending.PostOffice("127.0.0.1", office.port, "no-reply@desk.example", "none")
        for nobody in ("", "ada", "ada@", "a@b, c@d", "<ada@exemple.example>"):
            assert sending.send(plain, replace(MAIL, to=nobody)) == "refused"
        assert not office.letters


def test_no_repr_shows_whom_a_letter_is_for() -> None:
    shown = repr(MAIL) + repr(sending.PostOffice("localhost", 25, "a@b.example", "none", "u", "secret-one"))
    assert not [value for value in (MAIL.to, MAIL.subject, MAIL.text, "secret-one") if value in shown]
