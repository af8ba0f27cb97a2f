"""Each of the forty contradictions that logic can see is seen, by the function that the page names."""

import csv
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from honour.promises.checks import check
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import read
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, swapped
from tests.promises.policies import SHOP

ROOT: Final = Path(__file__).resolve().parents[2]
COLLECTED: Final = "  - {data: contact, for: account, basis: contract}\n"
KEPT: Final = "  - {data: contact, until: account closed, or: 2 years without sign-in}\n"
INVOICES: Final = "  - {data: invoice, for: 10 years, since: end of the financial year}\n"


@dataclass(frozen=True, slots=True)
class Broken:
    """A sound policy broken in one way: by which function that is seen, and how its reason begins.

    `swaps` replace text of the shop; `more` is written at its end.
    """

    id: str
    seen_by: str
    reason: str
    swaps: tuple[tuple[str, str], ...] = ()
    more: str = ""


def interest(said: str) -> tuple[tuple[str, str], ...]:
    """The shop with a text of the publisher's own."""
    line = (
        f"  - {{data: contact, for: security, basis: legitimate interest, interest: {{en: {said}, fr: x}}}}\n"
    )
    return ((COLLECTED, COLLECTED + line),)


def word(name: str) -> tuple[tuple[str, str], ...]:
    """The shop with a declared word among the fields of the contact."""
    words = f"words:\n  {name}: {{en: [{name}, {name}s], fr: [x, xs], gender: masculine}}\npeople:\n"
    return (("people:\n", words), ("[name, e-mail]", f"[name, e-mail, {name}]"))


LETTER: Final = (
    ("[name, e-mail]", "[name, password hash]"),
    ("data:\n", "data:\n  letter: {holds: [language], of: customer}\n"),
    ("collect:\n", "collect:\n  - {data: letter, for: newsletter, basis: consent}\n"),
)
STATISTICS: Final = (
    ("people:\n", "words:\n  figures: {en: [statistics], fr: [les statistiques], as: purpose}\npeople:\n"),
    (COLLECTED, COLLECTED + "  - {data: contact, for: figures, basis: public task}\n"),
    (KEPT, KEPT + "  - {data: contact, purpose: figures, for: 3 years, since: recorded}\n"),
)
FACEBOOK: Final = (
    ("[name, e-mail]", "[name, password hash]"),
    ("collect:\n", "  facebook: {name: Meta, role: controller, country: IE}\ncollect:\n"),
)
LOGS: Final = (
    ("people:\n", "people:\n  visitor: {who: reads}\n"),
    ("data:\n", "data:\n  log: {holds: [ip address], of: visitor}\n"),
    ("collect:\n", "collect:\n  - {data: log, for: security, basis: {law: Decree 2021-1362 art. 5}}\n"),
)
OWN_LOGS: Final = (*LOGS, ("{law: Decree 2021-1362 art. 5}", "public task"))
ASSURED: Final = ("role: processor", "assured: {file: a.pdf, until: 2026-11-30}, role: processor")

BROKEN: Final = (
    Broken(
        "C03",
        "checks_terms.check_waiting",
        "erasure waits for “employment ended”, which happens to nobody",
        more="allow:\n  erase: {waits for: employment ended}\n",
    ),
    Broken(
        "C20",
        "allow.read_allow",
        "erase: a site that takes data online would take this request by post only",
        more="allow:\n  erase: {how: postal}\n",
    ),
    Broken(
        "C25",
        "checks_sharing.check_alone",
        "only the person is said to see data on the site, and the other users",
        (("{data: contact, with: nobody}", "{data: contact, with: other users, hidden by: staff}"),),
        "protect:\n  shown on the site to: the person alone\n",
    ),
    Broken(
        "C26",
        "checks_sharing.check_audience",
        "the other users of this site see these data, and nobody",
        (("{data: contact, with: nobody}", "{data: contact, with: other users}"),),
    ),
    Broken(
        "C02", "refusals.refuse_dated_words", "what protects a connection", interest("an SSL certificate")
    ),
    Broken(
        "C05",
        "checks_law.check_floors",
        "C. com. L123-22 obliges merchants",
        (
            ("country: FR, contact", "country: FR, register: RCS Lyon, contact"),
            (INVOICES, "  - {data: invoice, until: access expires, basis: contract, warn: 7 days}\n"),
        ),
    ),
    Broken(
        "C06",
        "checks_sharing.check_nobody",
        "“contact” goes to nobody here, and to host",
        (("share:\n", "share:\n  - {data: contact, with: host}\n"),),
    ),
    Broken(
        "C06", "never.read_never", "no site can promise this without exception", (), "never: share data\n"
    ),
    Broken("C07", "checks_data.check_fields", "“contact” holds card number", word("card number")),
    Broken(
        "C07",
        "checks_offers.check_stored_payment",
        "shop keeps a means of payment",
        (),
        "offer:\n  shop: {pay by: card, stored method: token}\n",
    ),
    Broken(
        "C08",
        "account.read_account",
        "a temporary password would be known",
        (),
        "account:\n  sign in with: passkey\n  recovery: {temporary password: sent}\n",
    ),
    Broken(
        "C08", "refusals.refuse_dated_words", "a temporary password would", interest("a temporary password")
    ),
    Broken("C08", "checks_data.check_fields", "“contact” holds password", word("password")),
    Broken(
        "C12",
        "checks_mail.check_ground_of_mail",
        "“contact” serves newsletter without consent",
        (("for: account, basis: contract", "for: newsletter, basis: contract"),),
    ),
    Broken(
        "C12",
        "checks_offers.check_offers_to_customers",
        "customers get offers",
        (
            (
                "for: account, basis: contract",
                "for: direct marketing, basis: legitimate interest, interest: {en: sales, fr: la vente}",
            ),
        ),
    ),
    Broken("C14", "ask.read_ask", "a policy informs", (), "ask:\n  policy: {accept at: sign-up}\n"),
    Broken("C14", "refusals.refuse_dated_words", "a policy informs", interest("what I agree to")),
    Broken(
        "C14",
        "checks_asking.check_asked",
        "consent is the basis for newsletter",
        (("for: account, basis: contract", "for: newsletter, basis: consent"),),
        "ask:\n  measuring: none\n",
    ),
    Broken(
        "C15",
        "checks_conduct.check_shown",
        "only the person is said to see data",
        (),
        "protect:\n  shown on the site to: the person alone\n"
        "offer:\n  support: {visibility: the author alone, public tickets: nothing confidential}\n",
    ),
    Broken(
        "C16",
        "account.read_account",
        "people could sign in only through somebody else",
        FACEBOOK,
        "account:\n  sign in with: facebook\n",
    ),
    Broken(
        "C16",
        "checks_asking.check_signing_in",
        "people sign in with a password, and no kind",
        (),
        "account:\n  sign in with: password\n",
    ),
    Broken(
        "C17", "protect.read_protect", "what is encrypted can be", (), "protect:\n  passwords: encrypted\n"
    ),
    Broken("C17", "refusals.refuse_dated_words", "what is encrypted can be", interest("encrypted passwords")),
    Broken("C17", "checks_data.check_fields", "“contact” holds password", word("password")),
    Broken(
        "C19",
        "account.read_account",
        "entropy counts guesses, not characters",
        (),
        "account:\n  sign in with: passkey\n  password: {rule: entropy, at least: 12 characters}\n",
    ),
    Broken(
        "C21",
        "offer.read_offer",
        "the address of a request holds the link",
        (),
        "offer:\n  links: {links kept: 1 month, requests kept: 1 year, paths: in clear}\n",
    ),
    Broken(
        "C22",
        "checks_law.check_laws",
        "Decree 2021-1362 art. 5, as the catalogue reads it, says nothing of the data of a visitor",
        LOGS,
        "KEEP  - {data: log, for: 1 year, since: recorded}\n",
    ),
    Broken(
        "C22",
        "checks_law.check_limits",
        "“log” is kept for longer than the one year",
        OWN_LOGS,
        "KEEP  - {data: log, for: 2 years, since: recorded}\n",
    ),
    Broken("C22", "refusals.refuse_dated_words", "a legal term is the term", interest("the legal period")),
    Broken(
        "C23",
        "checks_conduct.check_never",
        "“use trackers” is promised never",
        (),
        "never: use trackers\nask:\n  measuring: consent\n",
    ),
    Broken(
        "C23",
        "checks_asking.check_asked",
        "the cookie “audience” measures",
        (),
        "ask:\n  cookies: {audience: consent}\n  measuring: none\n",
    ),
    Broken(
        "C24", "refusals.refuse_dated_words", "that there is no other purpose", interest("our sole purpose")
    ),
    Broken(
        "C25",
        "checks_conduct.check_shown",
        "only the person is said to see data",
        (),
        "protect:\n  shown on the site to: the person alone\n"
        "offer:\n  support: {visibility: the author alone, public tickets: nothing confidential}\n",
    ),
    Broken(
        "C26",
        "offer.read_offer",
        "staff who could publish a ticket",
        (),
        "offer:\n  support: {visibility: the author alone, staff quarantine: publish}\n",
    ),
    Broken(
        "C27",
        "checks_terms.check_warnings",
        "“contact” goes when the service ends",
        (("[name, e-mail]", "[document]"), (KEPT, "  - {data: contact, until: access expires}\n")),
    ),
    Broken("C28", "say.read_say", "a clause by which we never answer", (), "say:\n  limits: never liable\n"),
    Broken("C28", "refusals.refuse_dated_words", "a clause by which nobody", interest("we are not liable")),
    Broken(
        "C28",
        "checks_conduct.check_limits_told",
        "people are told to keep their own copies",
        (),
        "say:\n  limits: own archive\n",
    ),
    Broken(
        "C29",
        "recipients.read_recipients",
        "recipients: host: assured lacks `until`",
        (("role: processor", "assured: {file: a.pdf}, role: processor"),),
    ),
    Broken(
        "C29",
        "checks_places.check_assured",
        "the undertaking of host ended on 2026-11-30",
        (("  time zone:", "  effective: 2026-12-01\n  time zone:"), ASSURED),
    ),
    Broken(
        "C30",
        "keep.read_keep",
        "`criteria` explain a term, and there is none",
        ((KEPT, "  - {data: contact, criteria: {en: as long as needed, fr: autant que nécessaire}}\n"),),
    ),
    Broken(
        "C30",
        "checks_terms.check_ends",
        "only the person's own act ends this term",
        ((", or: 2 years without sign-in", ""),),
    ),
    Broken(
        "C31",
        "checks_conduct.check_never",
        "“prospect” is promised never",
        (("for: account, basis: contract", "for: newsletter, basis: consent"),),
        "never: prospect\n",
    ),
    Broken(
        "C32",
        "checks_asking.check_asked",
        "the cookie “audience” is exempt",
        (),
        "ask:\n  cookies: {audience: exempt}\n  measuring: consent\n",
    ),
    Broken(
        "C33",
        "checks_asking.check_signing_in",
        "people sign in with facebook",
        FACEBOOK,
        "account:\n  sign in with: [password, facebook]\n",
    ),
    Broken(
        "C34",
        "checks_asking.check_acknowledged_again",
        "a changed policy is acknowledged again",
        (),
        "ask:\n  measuring: none\n"
        "tell:\n  policy change: {by: e-mail, ahead: 30 days, re-acknowledge: yes}\n",
    ),
    Broken(
        "C35",
        "offer.read_offer",
        "generic extensions are looked up by RDAP",
        (),
        "offer:\n  hosting: {domain holders: whois}\n",
    ),
    Broken("C36", "refusals.refuse_dated_words", "Google+ closed", interest("a button of Google+")),
    Broken(
        "C37",
        "checks_mail.check_mail_ends_with_account",
        "“letter” serves letters that go on",
        LETTER,
        "KEEP  - {data: letter, until: consent withdrawn, or: 3 years since recorded}\n",
    ),
    Broken("C38", "checks.check", "nobody is named to whom people", (("  authority: CNIL\n", ""),)),
    Broken(
        "C39",
        "checks_places.check_places",
        "host is in US, outside the European Economic Area",
        (("processor, country: FR", "processor, country: US"),),
    ),
    Broken(
        "C39",
        "checks_conduct.check_places_told",
        "servers: the data are said to lie in DE",
        (),
        "protect:\n  servers: DE\n",
    ),
    Broken("C40", "checks_data.check_statistics", "“contact” is kept for statistics", STATISTICS),
)


def found(text: str) -> tuple[Finding, ...]:
    """What refuses the file, or what is to be mended in it."""
    try:
        return check(read(text.encode(), "policy.yaml", OFFERS), ZONES)
    except Unreadable as refusal:
        return refusal.findings


def rows() -> dict[str, tuple[str, str, str]]:
    """The page: by id, the contradiction, who sees it, what settles it."""
    page = (ROOT / "docs" / "contradictions.md").read_text(encoding="utf-8")
    lines = [line.strip("| \n").split(" | ") for line in page.splitlines() if re.match(r"\| C\d\d ", line)]
    return {cells[0]: (cells[1], cells[2], cells[3]) for cells in lines}


@pytest.mark.parametrize("broken", BROKEN, ids=[f"{each.id} {each.seen_by}" for each in BROKEN])
def test_a_contradiction_is_seen_and_its_finding_says_how_to_mend_it(broken: Broken) -> None:
    text = swapped(SHOP, *broken.swaps)
    text += broken.more.removeprefix("KEEP")
    told = [finding for finding in found(text) if finding.reason.startswith(broken.reason)]
    assert told, [finding.reason for finding in found(text)]
    assert told[0].place.startswith(("policy.yaml:", "site:"))
    assert told[0].mend


def test_the_policy_that_is_broken_in_forty_ways_is_sound() -> None:
    assert found(SHOP) == ()


def test_the_page_lists_the_forty_under_their_titles() -> None:
    with (ROOT / "tests" / "contradictions.tsv").open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: row["title"] for row in csv.DictReader(file, delimiter="\t")}
    assert len(listed) == 40
    assert {key: cells[0] for key, cells in rows().items()} == listed


def test_the_page_names_who_sees_each_and_what_settles_it() -> None:
    told = {key: tuple(re.findall(r"`([\w.]+)`", cells[1])) for key, cells in rows().items()}
    seen: dict[str, tuple[str, ...]] = {}
    for broken in BROKEN:
        seen[broken.id] = tuple(dict.fromkeys((*seen.get(broken.id, ()), broken.seen_by)))
    assert {key: set(names) for key, names in told.items() if names} == {
        key: set(names) for key, names in seen.items()
    }
    unseen = [cells for cells in rows().values() if cells[1] == "–"]
    assert len(unseen) == 40 - len(seen)
    assert all(cells[2].startswith(("a choice: ", "no choice: ")) for cells in unseen)


@pytest.mark.parametrize("name", sorted({each.seen_by for each in BROKEN}))
def test_a_function_that_the_page_names_exists(name: str) -> None:
    module, function = name.split(".")
    assert callable(getattr(importlib.import_module(f"honour.promises.{module}"), function))
