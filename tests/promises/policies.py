"""Policy files for tests: a sound shop, and any number of generated ones."""

from hypothesis import strategies as st

from honour.promises.keep import ASKED
from honour.promises.lexicon import EVENTS, FIELDS, OCCASIONS, PURPOSES

SITE = """\
honour: 1
site:
  name: Secours
  address: https://secours.example
  publisher: {name: Secours SARL, country: FR, contact: privacy@secours.example}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
"""

SHOP = (
    SITE
    + """\
people:
  customer: {who: has an account}
data:
  contact: {holds: [name, e-mail], of: customer}
  invoice: {holds: [postal address, invoice], of: customer}
recipients:
  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}
collect:
  - {data: contact, for: account, basis: contract}
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}
share:
  - {data: contact, with: nobody}
keep:
  - {data: contact, until: account closed, or: 2 years without sign-in}
  - {data: invoice, for: 10 years, since: end of the financial year}
"""
)

ENDS = sorted(name for name, event in EVENTS.items() if event.ends)
_UNITS = ("day", "days", "week", "weeks", "month", "months", "year", "years")
_LAW = "{law: C. com. L123-22}"
_BASES = ("contract", "consent", "public task", "vital interest", _LAW)

periods = st.builds(lambda amount, unit: f"{amount} {unit}", st.integers(1, 90), st.sampled_from(_UNITS))
events = st.sampled_from(sorted(EVENTS))


@st.composite
def keeps(draw: st.DrawFn, kind: str) -> str:
    """A statement of `keep` in any of its forms."""
    if draw(st.booleans()):
        term = f"for: {draw(periods)}, since: {draw(events)}"
    else:
        ends = draw(st.lists(st.sampled_from(ENDS), min_size=1, max_size=4, unique=True))
        term = f"until: [{', '.join(ends)}]"
    backstop = st.one_of(
        st.builds("{} without sign-in".format, periods),
        st.builds("{} without order".format, periods),
        st.builds("{} since {}".format, periods, events),
    )
    if draw(st.booleans()):
        term += f", or: [{', '.join(draw(st.lists(backstop, min_size=1, max_size=2)))}]"
    if draw(st.booleans()):
        term += f", warn: [{', '.join(draw(st.lists(periods, min_size=1, max_size=2, unique=True)))}]"
    if draw(st.booleans()):
        term += f", basis: {draw(st.sampled_from(_BASES))}"
    return f"{{data: {kind}, {term}}}"


@st.composite
def policies(draw: st.DrawFn) -> str:
    """A policy that can be read, with up to four kinds of any fields, each collected, shared and kept."""
    names = draw(
        st.lists(st.sampled_from(["contact", "paper", "invoice", "document"]), min_size=1, unique=True)
    )
    lines = [SITE + "people:\n  customer: {who: has ordered}\n  employee: {who: works here}\ndata:"]
    for name in names:
        held = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4, unique=True))
        if name in FIELDS and name not in held:
            held.append(name)
        people = draw(st.sampled_from(["customer", "employee", "[customer, employee]"]))
        lines.append(f"  {name}: {{holds: [{', '.join(held)}], of: {people}}}")
    lines += [
        "recipients:",
        "  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}",
        f"  accountant: {{name: Cabinet Martin, role: processor, country: XX, sees: [{names[0]}]}}",
        "  club: {name: Club Ltd, role: joint controller, country: IE}",
        "  bank: {name: Banque SA, role: controller, country: NL}",
        "collect:",
    ]
    for name in names:
        purpose = draw(st.sampled_from(sorted(PURPOSES)))
        required = draw(st.sampled_from(["", ", required: yes"]))
        lines.append(
            f"  - {{data: {name}, for: {purpose}, basis: {draw(st.sampled_from(_BASES))}{required}}}"
        )
    lines.append("share:")
    for name in names:
        recipient = draw(st.sampled_from(["nobody", "host", "accountant", "club", "bank"]))
        more = ""
        if recipient != "nobody":
            more += draw(st.sampled_from(["", *(f", when: {word}" for word in sorted(OCCASIONS))]))
            more += draw(st.sampled_from(["", *(f", for: {word}" for word in sorted(PURPOSES))]))
        lines.append(f"  - {{data: {name}, with: {recipient}{more}}}")
    lines.append("keep:")
    lines += [f"  - {draw(keeps(name))}" for name in names]
    return "\n".join(lines) + "\n"


assert ASKED in ENDS  # otherwise no generated statement would ever say what happens when somebody asks
