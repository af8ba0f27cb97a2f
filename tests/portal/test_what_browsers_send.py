"""What a browser or a proxy says of itself: read, or unknown, and never a fault."""

from hypothesis import example, given
from hypothesis import strategies as st

from honour.portal.my_choices import asked
from honour.portal.visitor import browser_of, client, device_of
from honour.promises import policy as policies
from tests.rules.test_the_own_map import LIKES

POLICY = policies.read((LIKES / "links" / "policy.yaml").read_bytes(), "links")
WORDS = ("Firefox/140", "Mobile", "iPad", "Chrome/", "Version/18.0 Safari/1", "Edg/9", "\x00", "é", " ")


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS)).map(" ".join))
@example("Chrome/" + "9" * 5_000)
def test_any_header_gives_a_short_word_or_none(said: str) -> None:
    headers = {"User-Agent": said}
    assert device_of(headers) in ("phone", "tablet", "computer", "")
    name, _, version = browser_of(headers).partition(" ")
    assert name in ("Edge", "Opera", "Firefox", "Chrome", "Safari", "")
    assert not version or version.isdigit()
    assert len(browser_of(headers)) <= 20, "nothing longer is kept"


@given(st.text(max_size=20), st.text(max_size=60))
def test_only_the_proxy_is_believed_and_of_it_the_last_word(peer: str, forwarded: str) -> None:
    assert client(peer, forwarded, None) == peer
    assert client(peer, forwarded, f"not {peer}") == peer
    assert client(peer, f"{forwarded}, 203.0.113.7", peer) == "203.0.113.7"


@given(st.text(max_size=80) | st.from_regex(asked._WRITTEN, fullmatch=True))
@example("A" * 22 + ".2026-02-30." + "0" * 12 + ".1")
@example("A" * 22 + ".0000-01-01." + "0" * 12 + ".1")
def test_any_cookie_is_a_choice_or_none(cookie: str) -> None:
    chosen = asked.read(POLICY, cookie)
    if chosen is not None:
        assert chosen.agreed <= {each.name for each in asked.asked(POLICY)}
        assert asked.about(POLICY) == chosen.about or not chosen.agreed
