"""What a site offers is read by the kinds that its trades hand over, and by nothing else."""

import pytest

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct, offered_sentences
from honour.promises.periods import Period
from honour.promises.policy import Policy, read
from honour.promises.refusals import Refusal
from tests.promises.policies import SHOP
from tests.promises.test_policy import position, refused

LIBRARY = Offer(
    "library",
    "Lending of books.",
    "offer: {library: {lend: 2 weeks}}\n",
    (
        Setting("lend", pattern=Wording("we lend for {}", "nous prêtons pour {}")),
        Setting(
            "late",
            {"told": Wording("we tell you when you are late", "nous vous prévenons d'un retard")},
            default="told",
            needs=("lend", ""),
        ),
        Setting(
            "readers",
            {
                "named": Wording("readers are named", "les lecteurs sont nommés"),
                "unnamed": Wording("readers stay unnamed", "les lecteurs restent anonymes"),
            },
            refused={"published": Refusal("readers are no news", "write `readers: unnamed`", "")},
        ),
        Setting(
            "list",
            {"monthly": Wording("a list each month", "une liste par mois")},
            needs=("readers", "named"),
        ),
        Setting(
            "media",
            {"books": Wording("books", "des livres"), "films": Wording("films", "des films")},
            Wording("we lend {}", "nous prêtons {}"),
        ),
    ),
)


def offering(lines: str) -> Policy:
    return read((SHOP + f"offer:\n  library: {{{lines}}}\n").encode(), "p", (LIBRARY,))


def test_an_offer_is_read_by_the_kind_that_was_handed_over() -> None:
    policy = offering("lend: 2 weeks, readers: named, list: monthly, media: [films, books, films]")
    library = policy.offer["library"]
    assert policy.not_built == ()
    assert library.offer is LIBRARY
    assert library.periods == {"lend": Period(2, "weeks")}
    assert library.words == {
        "late": ("told",),
        "readers": ("named",),
        "list": ("monthly",),
        "media": ("films", "books"),
    }
    assert offered_sentences(library, "en") == (
        "We lend for two weeks.",
        "We tell you when you are late.",
        "Readers are named.",
        "A list each month.",
        "We lend films and books.",
    )
    assert offered_sentences(library, "fr")[4] == "Nous prêtons des films et des livres."


def test_a_default_counts_only_where_what_it_needs_is_promised() -> None:
    assert offering("readers: unnamed").offer["library"].words == {"readers": ("unnamed",)}


def test_without_kinds_the_section_is_told_as_not_built() -> None:
    policy = read((SHOP + "offer: {library: {lend: 2 weeks}}\n").encode(), "p")
    assert policy.not_built == ("offer",)
    assert policy.offer == {}
    assert read(SHOP.encode(), "p").not_built == ()


@pytest.mark.parametrize(
    ("lines", "found", "reason", "mend"),
    [
        ("lend: soon", "soon", "offer: library: lend: “soon” is no period", "`6 months`"),
        ("lends: 1 week", "lends", "offer: library has no “lends”", "write `lend:`"),
        ("readers: name", "name", "offer: library: readers cannot be “name”", "write `named`"),
        ("readers: published", "published", "readers are no news", "write `readers: unnamed`"),
        ("media: [book]", "book", "offer: library: media cannot be “book”", "write `books`"),
        (
            "readers: unnamed, list: monthly",
            "monthly",
            "offer: library: list means nothing without `readers: named`",
            "add `readers: named`, or delete this",
        ),
        ("late: told", "told", "offer: library: late means nothing without `lend: …`", "add `lend: …`"),
    ],
)
def test_a_slip_is_a_finding_with_its_place_and_the_line_that_mends_it(
    lines: str, found: str, reason: str, mend: str
) -> None:
    line = f"  library: {{{lines}}}\n"
    text = SHOP + "offer:\n" + line
    [(place, said, mending)] = refused(text, (LIBRARY,))
    row = text.count("\n")
    assert (place, said) == (f"{row}:{line.rindex(found) + 1}", reason)
    assert mend in mending


def test_a_service_that_no_trade_gives_is_a_finding() -> None:
    text = SHOP + "offer: {libary: {}}\n"
    [(place, reason, mend)] = refused(text, (LIBRARY,))
    assert (place, reason) == (position(text, "libary"), "this site has no trade “libary”")
    assert mend.startswith("write `library:`")


def test_the_reference_of_a_kind_follows_from_its_settings() -> None:
    schema = construct(LIBRARY).schema["properties"]
    assert isinstance(schema, dict)
    assert schema["readers"] == {"enum": ["named", "unnamed"]}
    assert set(schema) == {"lend", "late", "readers", "list", "media"}
