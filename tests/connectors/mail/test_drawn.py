"""Whatever stands where an address, a subject or a text should: a letter to one mailbox, or refused."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default

from hypothesis import example, given
from hypothesis import strategies as st

from honour.carrying_out.mailing import Mail
from honour.connectors.mail.sending import PostOffice, message_of, send

OFFICE = PostOffice("127.0.0.1", 1, "Shop <no-reply@shop.example>", "none")  # nobody listens there
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"}
HEADERS |= {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}

texts = st.text(max_size=60) | st.sampled_from(
    (
        "a@b.example\r\nBcc: evil@x.example",
        "a@b.example, evil@x.example",
        '"a b"@c.example',
        "a@[127.0.0.1]",
        "@",
        "",
    )
)


@given(texts, texts, texts)
@example("(" * 3_000 + "@x.example", "s", "t")
@example("a@b.example", "line\r\nBcc: evil@x.example", "t")
@example("a@b.example", "s", ".\r\n.\r\nRCPT TO:<evil@x.example>\r\n")
@example("a@b.example", "\ud83d", "\ud83d")
@example("a@b.example\u2028", "s\x00", "\x00")
@example("a@[", "s", "t")
@example("a@[ ", "s", "t")
def test_a_letter_has_one_reader_and_our_headers_or_is_refused(to: str, subject: str, text: str) -> None:
    try:
        mail = Mail("k" * 32, to, "en", subject, text, AT)
    except ValueError:
        assert not (to.isprintable() and subject.isprintable()), "more than one line"
        return
    try:
        written = bytes(message_of(OFFICE, mail))
    except (ValueError, IndexError, AttributeError, NameError, RecursionError, MessageError):
        assert send(OFFICE, mail) == "refused"
        return
    read = message_from_bytes(written, policy=default)
    assert set(read.keys()) <= HEADERS
    assert len(read.keys()) == len(set(read.keys())), "each header once"
    assert len(read["To"].addresses) == 1
    assert not re.search(rb"(?m)^Bcc:", written.partition(b"\r\n\r\n")[0])
