"""Forty ways to break one line of the five policies: each is found in place, with reason, source and mend.

Where the mend is applied, the finding vanishes.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from honour.promises.checks import check
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import read
from honour.wiring.offers import OFFERS
from tests.promises.checking import ZONES, swapped

LIKES: Final = Path(__file__).resolve().parents[2] / "src/honour/website/likes"


@dataclass(frozen=True, slots=True)
class Break:
    """`old` becomes `new` in a policy. `reason` and `source` are parts of the finding's, `mend` of its mend;
    `mended` takes the place of `new`, the policy's own text if empty. `at` stands on the line of the finding,
    where that is not the first line of `new`."""

    policy: str
    old: str
    new: str
    reason: str
    source: str
    mend: str
    mended: str = ""
    at: str = ""


DESK, SHOP, HOSTING, LINKS, STORE = "support-desk", "shop", "hosting", "links", "store"
LAW = "basis: {law: C. com. L123-22}"
BREAKS: Final = (
    # What nobody collects, keeps, shares or asks.
    Break(
        DESK,
        "document: {holds: [document,",
        "diary: {holds: [message], of: customer}\n  document: {holds: [document,",
        "no statement of `collect` says why “diary” is held",
        "meaning 6",
        "or delete the kind",
    ),
    Break(
        DESK,
        "  - {data: document, until: [asked, account closed, access expires], warn: [30 days, 7 days]}\n",
        "",
        "no statement of `keep` says until when “document” of customer is kept",
        "5(1)(e)",
        "add `- {data: document, until: …}`",
        at="  document: {holds",
    ),
    Break(
        DESK,
        "{data: linked account, with: facebook, when",
        "{data: [linked account, document], with: facebook, when",
        "“document” goes to nobody here, and to facebook",
        "meaning 6",
        "delete one of the two",
        at="{data: document, with: nobody}",
    ),
    Break(
        DESK,
        "  - {data: linked account, with: facebook, when: the person signs in with it}\n",
        "",
        "people sign in with facebook, and no statement of `share` says what it learns",
        "13(1)(e)",
        "with: facebook, when: the person signs in with it}`",
        at="  sign in with:",
    ),
    Break(
        DESK,
        "sign in with: [password, passkey, facebook]",
        "sign in with: [password, passkey]",
        "data go to facebook when a person signs in with it, and nobody can",
        "meaning 6",
        "add `facebook` to `sign in with`",
        at="with: facebook, when",
    ),
    Break(
        DESK,
        "sign in with: [password, passkey, facebook]",
        "sign in with: facebook",
        "people could sign in only through somebody else",
        "C16",
        "add `password`",
    ),
    Break(
        SHOP,
        "  - {data: subscription, for: newsletter, basis: consent}\n",
        "",
        "a newsletter is offered, and nothing is collected for it",
        "13(1)(c)",
        "for: newsletter, basis: consent}`",
        at="  newsletter:\n    boxes",
    ),
    Break(
        SHOP,
        "  - {data: payment, with: the chosen payment company, when: the person pays}\n",
        "",
        "no statement says which data paypal receives",
        "13(1)(e)",
        "with: paypal}`",
        at="  paypal:",
    ),
    # Terms.
    Break(
        SHOP,
        "{data: delivery, for: 3 months, since: recorded}",
        "{data: delivery, until: asked}",
        "only the person's own act ends this term (asked)",
        "5(1)(e)",
        "or another event",
        "{data: delivery, until: asked, or: 3 months since recorded}",
    ),
    Break(
        LINKS,
        "{data: links, for: 1 month, since: recorded}",
        "{data: links, for: 1 month}",
        "the period has no first day",
        "13(2)(a)",
        "add `since: EVENT`",
    ),
    Break(
        LINKS,
        "{data: links, for: 1 month, since: recorded}",
        "{data: links, until: recorded}",
        "“recorded” begins or comes again, so it ends nothing",
        "meaning 1",
        "`or: 2 years since recorded`",
        "{data: links, for: 2 years, since: recorded}",
    ),
    Break(
        LINKS,
        "{data: payment, for: 13 months, since: recorded}",
        "{data: payment, criteria: {en: as long as necessary, fr: le temps nécessaire}}",
        "`criteria` explain a term, and there is none",
        "C30",
        "add `until: EVENT`",
    ),
    Break(
        STORE,
        "{data: purchases, for: 2 years, since: delivered}",
        "{data: purchases, for: two years, since: delivered}",
        "“two years” is no period",
        "",
        "as in `6 months`",
        "{data: purchases, for: 6 months, since: delivered}",
    ),
    Break(
        DESK,
        "{data: ticket, until: [account closed, access expires]",
        "{data: ticket, until: [employment ended]",
        "employment ended",
        "meaning 1",
        "",
        "{data: ticket, until: [access expires]",
    ),
    Break(
        DESK,
        "{data: document, until: [asked, account closed, access expires], warn: [30 days, 7 days]}",
        "{data: document, until: [asked, account closed, access expires]}",
        "“document” goes when the service ends, and nobody is told before",
        "5(1)(a)",
        "add `warn: [30 days, 7 days]`",
    ),
    Break(
        HOSTING,
        "{data: browsing, until: consent withdrawn, or: 6 months since recorded}",
        "{data: browsing, for: 6 months, since: recorded}",
        "“browsing” rests on consent, and to withdraw it does not end this term",
        "7(3)",
        "until: consent withdrawn",
    ),
    Break(
        SHOP,
        "until: [consent withdrawn, account closed]",
        "until: [consent withdrawn]",
        "“subscription” serves letters that go on when the account is closed",
        "5(1)(b)",
        "add `account closed` to `until`",
    ),
    Break(
        SHOP,
        "since: delivered, exception: e}",
        "since: delivered, exception: b}",
        "exception b is for a duty of law or a public task",
        "17(3)(b)",
        "or `exception: e`",
    ),
    # Laws.
    Break(
        DESK,
        f"since: end of the financial year, {LAW}}}",
        "since: end of the financial year, basis: {law: C. com. L123-23}}",
        "the catalogue has no law “C. com. L123-23”",
        "",
        "write `C. com. L123-22`",
    ),
    Break(
        DESK,
        "{data: invoice, for: 10 years,",
        "{data: invoice, for: 6 years,",
        "C. com. L123-22 asks for ten years; this term is shorter",
        "L123-22",
        "write `for: 10 years",
    ),
    Break(
        STORE,
        "{data: invoice, for: 10 years,",
        "{data: invoice, for: 12 years,",
        "it is no basis for keeping longer",
        "L123-22",
        "write `for: 10 years",
    ),
    Break(
        DESK,
        "{data: [connection, device], for: 6 months, since: recorded}",
        "{data: [connection, device], for: 2 years, since: recorded}",
        "“connection” is kept for longer than the one year that CNIL 2021-122 recommends",
        "CNIL 2021-122",
        "write `for: 1 year, since: recorded`",
        "{data: [connection, device], for: 1 year, since: recorded}",
    ),
    Break(
        LINKS,
        "invoice: {holds: [invoice], of: customer}",
        "invoice: {holds: [invoice, telephone], of: customer}",
        "does not oblige to keep telephone of “invoice”",
        "L123-22",
        "move these fields to another kind",
        at="{data: invoice, for: 10 years",
    ),
    Break(
        SHOP,
        "for: newsletter, basis: consent}",
        "for: newsletter, basis: contract}",
        "“subscription” serves newsletter without consent",
        "CPCE L34-5",
        "write `basis: consent`",
    ),
    Break(
        DESK,
        "    basis: legitimate interest\n    interest: {en: the quality of our services, fr: la qualité "
        "de nos services}\n",
        "    basis: legitimate interest\n",
        "the legitimate interest is not told",
        "13(1)(d)",
        "add `interest: {en: …, fr: …}`",
        at="  - data: contact\n    for: improvement",
    ),
    Break(
        SHOP,
        "{data: recovery, for: recovery, basis: contract}",
        "{data: recovery, for: recovery, basis: legal obligation}",
        "collect: basis names no law",
        "6(3)",
        "write `{law: …}`",
        "{data: recovery, for: recovery, basis: {law: LPF L102 B}}",
    ),
    # Places and people outside.
    Break(
        STORE,
        "  card company: {name: Paiement Exemple SA, category: payment company, role: controller, "
        "country: FR}",
        "  card company: {name: Paiement Exemple SA, category: payment company, role: controller, "
        "country: US}",
        "card company is in US, outside the European Economic Area",
        "44-49",
        "add `transfer: {to: US, by: standard clauses",
        "  card company: {name: Paiement Exemple SA, category: payment company, role: controller, "
        "country: US, transfer: {to: US, by: standard clauses, file: a.pdf}}",
    ),
    Break(
        STORE,
        "servers: FR",
        "servers: DE",
        "servers: the data are said to lie in DE; host stores them in FR",
        "5(1)(a)",
        "write `servers: FR`",
        at="  https: always",
    ),
    Break(
        SHOP,
        "given: 2026-03-03, until: 2028-12-31}",
        "given: 2026-03-03, until: 2026-11-30}",
        "the undertaking of host ended on 2026-11-30",
        "meaning 12",
        "write its new last day",
    ),
    Break(
        HOSTING,
        "backups: {kept: 30 days, country: FR}",
        "backups: yes",
        "backups: how long they are kept and where they lie is not said",
        "13(2)(a)",
        "write `backups: {kept: 30 days, country: FR}`",
    ),
    # What the publisher says of itself.
    Break(
        STORE,
        "measuring: aggregate exempt",
        "measuring: consent",
        "the use of the site is measured with consent, and nothing is collected on consent",
        "13(1)(c)",
        "measuring: aggregate exempt",
        at="  policy: {acknowledge at: sign-up}",
    ),
    Break(
        DESK,
        "measuring: none",
        "measuring: aggregate exempt",
        "“watch navigation” is promised never, and the use of the site",
        "meaning 6",
        "delete one of the two",
        at="  - watch navigation",
    ),
    Break(
        STORE,
        "{data: [contact, purchases], for: orders, basis: contract, required: yes, optional: telephone}",
        "{data: [contact, purchases], for: orders, basis: contract, required: yes, optional: telephone}\n"
        "  - {data: exchange, for: newsletter, basis: consent}",
        "“prospect” is promised never, and “exchange” serves newsletter",
        "meaning 6",
        "delete one of the two",
        at="never: [prospect",
    ),
    Break(
        SHOP,
        "never: [sell data, pass data on]",
        "never: [sell data, share data]",
        "no site can promise this without exception",
        "meaning 6",
        "write `pass data on`",
    ),
    Break(
        DESK,
        "passwords: hashed",
        "passwords: encrypted",
        "what is encrypted can be decrypted",
        "32(1)(a)",
        "write `passwords: hashed`",
    ),
    Break(
        DESK,
        "  sealed: [document]\n",
        "  sealed: [document]\n  shown on the site to: the person alone\n",
        "only the person is said to see data on the site, and tickets can be public",
        "meaning 6",
        "delete `shown on the site to`",
        at="  https: always",
    ),
    Break(
        DESK,
        "backups: {kept: 30 days, country: FR}",
        "servers: FR",
        "people are told to keep their own copies, and not what is saved here",
        "32(1)(b)",
        "add `backups: {kept: 30 days, country: FR}`",
        at="  definitions: [cookie]",
    ),
    Break(
        SHOP,
        "temporary password: never}",
        "temporary password: by e-mail}",
        "a temporary password would be known to whoever sends it",
        "C08",
        "write `temporary password: never`",
    ),
    Break(
        HOSTING,
        "consent:\n    later payments: order # C07: a box, empty at first\n",
        "consent:\n",
        "consent is the basis for later payments, and nothing asks for it",
        "7(1)",
        "consent: {later payments: profile}",
        at="{data: saved card, for: later payments",
    ),
    Break(
        LINKS,
        "  policy: {acknowledge at: sign-up} # C14: a policy is no agreement\n",
        "",
        "a changed policy is acknowledged again, and nothing asks to acknowledge it first",
        "meaning 11",
        "add `policy: {acknowledge at: sign-up}`",
        at="  policy change:",
    ),
    Break(
        HOSTING,
        "{data: saved card, for: later payments, basis: consent}",
        "{data: saved card, for: later payments, basis: contract}",
        "hosting keeps a means of payment for later, and no consent is the basis",
        "6(1)(a)",
        "basis: consent}`",
        at="  hosting:\n    services",
    ),
    # The site, its words and its file.
    Break(
        LINKS,
        "authority: CNIL\n",
        "\n",
        "nobody is named to whom people can complain",
        "13(2)(d)",
        "add `authority: CNIL`",
        at="site: authority",
    ),
    Break(
        LINKS,
        "address: https://liens.example",
        "address: http://liens.example",
        "site: address is not protected on its way",
        "32(1)(a)",
        "write `address: https://…`",
    ),
    Break(
        LINKS,
        "time zone: Europe/Paris",
        "time zone: Europe/Pariss",
        "this machine knows no time zone “Europe/Pariss”",
        "",
        "write `time zone: Europe/Paris`",
        at="site: time zone",
    ),
    Break(
        SHOP,
        "en: [giving you back your access]",
        "en: [giving you back your temporary password]",
        "a temporary password would be known to whoever sends it",
        "32(1)(b)",
        "a link that works once",
    ),
    Break(
        STORE,
        "{who: has an account}",
        "{who: has an account}\n  visitor: {who: wanders about}",
        "who a visitor is stands in one language alone",
        "12(1)",
        "write `who: {en: …, fr: …}`",
        "{who: has an account}\n  visitor: {who: {en: wanders about, fr: passe par là}}",
        at="  visitor: {who",
    ),
    Break(
        DESK,
        "for: outside sign-in, basis: contract}",
        "for: outside sign-in, basis: contract}\n"
        "  - {data: linked account, for: outside sign-in, basis: consent}",
        "“linked account” serves outside sign-in on consent here, and on contract",
        "7(4)",
        "delete one of the two lines",
        at="for: outside sign-in, basis: consent}",
    ),
    Break(
        DESK,
        "called: tickets, special categories: not asked}",
        "called: tickets, special categories: {of: health, because: care}}",
        "there is no data protection officer, and “ticket” holds special categories",
        "37(1)(c)",
        "data protection officer: {none: {en: …, fr: …}}",
        at="data protection officer: none",
    ),
    Break(
        DESK,
        "{data: document, with: nobody}",
        "{data: document, with: nobody}\n  - {data: ticket, with: other users}",
        "the other users of this site see these data, and nobody is said to be able to hide them",
        "C26",
        "add `hidden by: [the person, staff]`",
        "{data: document, with: nobody}\n  - {data: ticket, with: other users, hidden by: [the person, "
        "staff]}",
        at="{data: ticket, with: other users",
    ),
)


def findings_of(policy: str, text: str) -> tuple[Finding, ...]:
    try:
        return check(read(text.encode(), "policy.yaml", OFFERS), ZONES)
    except Unreadable as error:
        return error.findings


def line_of(text: str, part: str) -> int:
    assert part in text, part
    return text.count("\n", 0, text.index(part)) + 1


def test_there_are_forty_and_the_five_policies_are_sound_before() -> None:
    assert len({each.old + each.new for each in BREAKS}) >= 40
    assert {each.policy for each in BREAKS} == {DESK, SHOP, HOSTING, LINKS, STORE}
    for name in (DESK, SHOP, HOSTING, LINKS, STORE):
        assert findings_of(name, (LIKES / name / "policy.yaml").read_text("utf-8")) == ()


@pytest.mark.parametrize("case", BREAKS, ids=[f"{n}-{each.policy}" for n, each in enumerate(BREAKS)])
def test_a_broken_line_is_found_and_its_mend_removes_the_finding(case: Break) -> None:
    sound = (LIKES / case.policy / "policy.yaml").read_text("utf-8")
    assert sound.count(case.old) == 1, sound.count(case.old)
    broken = swapped(sound, (case.old, case.new))
    found = [each for each in findings_of(case.policy, broken) if case.reason in each.reason]
    assert found, [each.reason for each in findings_of(case.policy, broken)]
    finding = found[0]
    assert case.source in finding.source
    assert finding.mend
    assert case.mend in finding.mend
    if case.at.startswith("site: "):
        assert finding.place == case.at
    else:
        line = line_of(broken, case.at or case.new)
        assert finding.place.startswith(f"policy.yaml:{line}:"), (finding.place, line)
    mended = swapped(sound, (case.old, case.mended or case.old))
    assert not [each for each in findings_of(case.policy, mended) if case.reason in each.reason]
