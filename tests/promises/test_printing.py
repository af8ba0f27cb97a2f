"""A policy that was read, printed and read again says the same (issue A2: how it will be judged)."""

from dataclasses import fields, replace
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from honour.promises.findings import Unreadable
from honour.promises.policy import Policy, read
from honour.promises.reading import Entry, read_document
from honour.publishing.page import page
from honour.wiring.offers import OFFERS
from tests.promise_rows import written

ROOT = Path(__file__).parents[2]
POLICIES = sorted(
    [
        *ROOT.glob("examples/*/policy.yaml"),
        *ROOT.glob("src/honour/website/likes/*/policy.yaml"),
        *ROOT.glob("tests/promises/newcomers/*.yaml"),
    ]
)


def said(policy: Policy) -> dict[str, object]:
    """Everything that a policy says, but the bytes that it was read from."""
    return {each.name: getattr(policy, each.name) for each in fields(policy) if each.name != "digest"}


def thinned(entry: Entry, draw: st.DrawFn) -> Entry:
    """Without some statements of its lists and some lines of its sections."""
    kept = tuple(
        pair for pair in entry.pairs if pair[0].text in ("honour", "site") or draw(st.integers(0, 9))
    )
    return replace(
        entry,
        pairs=tuple(
            (key, replace(value, items=tuple(each for each in value.items if draw(st.integers(0, 4)))))
            for key, value in kept
        ),
    )


@st.composite
def policies(draw: st.DrawFn) -> Entry:
    """A policy near one that a publisher wrote."""
    source = draw(st.sampled_from(POLICIES))
    return thinned(read_document(source.read_bytes(), "policy.yaml"), draw)


@settings(deadline=None)
@given(policies())
def test_a_policy_read_printed_and_read_again_says_the_same(tree: Entry) -> None:
    try:
        first = read(written(tree).encode(), "policy.yaml", OFFERS)
    except Unreadable:
        assume(False)
        raise
    again = read(
        written(read_document(written(tree).encode(), "policy.yaml")).encode(), "policy.yaml", OFFERS
    )
    assert said(again) == said(first)


def test_every_policy_prints_to_the_same_page() -> None:
    assert len(POLICIES) == 10
    for source in POLICIES:
        text = source.read_bytes()
        first = read(text, "policy.yaml", OFFERS)
        again = read(written(read_document(text, "policy.yaml")).encode(), "policy.yaml", OFFERS)
        for language in first.site.languages:
            assert page(first, language).sections == page(again, language).sections, source
