"""A shop in memory: its policy, its rows as Hypothesis draws them, and plans carried out by the twin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from honour.places.map import UNIQUE_PREFIX, Becomes, Constant, Null, Unique
from honour.places.selections import Key, Scalar, Selection, Table, selects, tables_read
from honour.plans.plan import Change, Delete, Draft, Step
from honour.promises.policy import Policy, read
from tests.places.shop import resolved, table

Shop = Mapping[Table, Sequence[Mapping[str, Scalar]]]
Cell = tuple[str, Scalar, str]
"""A column of a row: the table's name, the row's id, the column."""

MAP = resolved()
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
NOBODY: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """How long the shop's policy keeps, in the words of the language."""

    contact: str = "until: asked, or: 3 years without order"
    history: str = "for: 6 months, since: recorded"
    invoice: str = "for: 10 years, since: end of the financial year, basis: {law: C. com. L123-22}"
    staff: str = "until: [asked, employment ended]"


def policy(terms: Terms = Terms()) -> Policy:
    """The shop's policy, read from its text."""
    text = f"""\
honour: 1
site:
  name: Shop
  address: https://shop.example
  publisher: {{name: Shop SARL, country: FR, contact: privacy@shop.example}}
  languages: [en]
  authentic: en
  time zone: Europe/Paris
people:
  customer: {{who: has bought something}}
  clerk: {{who: works here}}
words:
  clerk: {{en: [clerk, clerks], fr: [commis, commis], gender: masculine}}
data:
  contact: {{holds: [e-mail, user name, name, customer number, telephone], of: customer}}
  history: {{holds: order, of: customer}}
  invoice: {{holds: [name, invoice], of: customer}}
  staff: {{holds: [e-mail, name], of: clerk}}
collect:
  - {{data: [contact, history], for: orders, basis: contract}}
  - {{data: invoice, for: bookkeeping, basis: {{law: C. com. L123-22}}}}
  - {{data: staff, for: employment, basis: contract}}
keep:
  - {{data: contact, {terms.contact}}}
  - {{data: history, {terms.history}}}
  - {{data: invoice, {terms.invoice}}}
  - {{data: staff, {terms.staff}}}
"""
    return read(text.encode(), "policy.yaml")


def of_customer(number: int) -> frozenset[Key]:
    """The keys of a subject with one row."""
    return frozenset({(number,)})


# --- rows --------------------------------------------------------------------------------------------------

DAYS = st.integers(0, 16 * 366).map(lambda days: datetime(2011, 1, 1, tzinfo=UTC) + timedelta(days=days))
WALL: st.SearchStrategy[Scalar] = st.one_of(
    DAYS.map(lambda day: f"{day:%Y-%m-%d %H:%M:%S}"),
    st.sampled_from([None, "0000-00-00", "11/03/2022", "2030-01-01"]),
)
STAMPS: st.SearchStrategy[Scalar] = st.one_of(
    DAYS.map(lambda day: int(day.timestamp())), st.sampled_from([None, 0, "soon"])
)
WORDS: st.SearchStrategy[Scalar] = st.sampled_from([None, "", "-", "Zoé", "erased-1@erased.invalid"])


def _pointing(at: Sequence[Mapping[str, Scalar]]) -> st.SearchStrategy[Scalar]:
    ids: list[Scalar] = [row["id"] for row in at]
    return st.sampled_from([None, *ids])


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    """Rows of the shop's tables; every link points at a row that is there, or at nothing."""

    def rows(most: int, **columns: st.SearchStrategy[Scalar]) -> list[dict[str, Scalar]]:
        drawn = draw(st.lists(st.fixed_dictionaries(columns), max_size=most))
        return [{"id": number, **row} for number, row in enumerate(drawn, 1)]

    staff = rows(2, email=WORDS, name=WORDS, left_on=WALL)
    points = st.integers(0, 3)
    users = rows(3, email=WORDS, login=WORDS, full_name=WORDS, points=points, served_by=_pointing(staff))
    orders = rows(4, user_id=_pointing(users), ref=WORDS, placed_at=WALL)
    invoices = rows(4, order_id=_pointing(orders), total=points, ref=WORDS, ts=STAMPS)
    lines = rows(4, invoice_id=_pointing(invoices), item=WORDS)
    meta = rows(
        4,
        user_id=_pointing(users),
        meta_key=st.sampled_from(["phone", "colour", None]),
        kind=st.sampled_from([2, 3]),
        meta_value=WORDS,
    )
    drawn = {
        "users": users,
        "orders": orders,
        "invoices": invoices,
        "lines": lines,
        "usermeta": meta,
        "staff": staff,
    }
    return {table(name): found for name, found in drawn.items()} | {table("products"): []}


# --- plans over rows ---------------------------------------------------------------------------------------


def selected(selection: Selection, shop: Shop, subject: frozenset[Key]) -> list[Scalar]:
    """The ids of the rows that a selection means."""
    rows = shop[selection.table]
    return [row["id"] for row in rows if selects(selection.condition, row, shop, subject)]


def touched(draft: Draft, shop: Shop, subject: frozenset[Key]) -> list[Cell]:
    """Each personal column of each row that a draft's steps destroy, as often as they do."""
    cells = []
    for step in draft.steps:
        columns = step.columns if isinstance(step, Delete) else [column for column, _ in step.becomes]
        for number in selected(step.selection, shop, subject):
            cells += [(step.selection.table.name, number, column) for column in columns]
    return cells


def staying(draft: Draft, shop: Shop, subject: frozenset[Key]) -> list[Cell]:
    """Each personal column of each row that a draft says stays."""
    return [
        (stay.selection.table.name, number, column)
        for stay in draft.stays
        for number in selected(stay.selection, shop, subject)
        for column in stay.columns
    ]


def carried_out(draft: Draft, shop: Shop, subject: frozenset[Key]) -> Shop:
    """The rows after a draft's steps, done as a store does them: in order, counted before and met after."""
    counted = [selected(step.selection, shop, subject) for step in draft.steps]
    frozen = dict(_frozen(draft.steps, counted))
    for number, step in enumerate(draft.steps):
        ids = frozen.get(number) or selected(step.selection, shop, subject)
        met = [row["id"] for row in shop[step.selection.table] if row["id"] in ids]
        assert met == counted[number], f"step {number + 1} met other rows than were counted: {step}"
        shop = {**shop, step.selection.table: list(_after(step, shop[step.selection.table], ids))}
    return shop


def _frozen(steps: Sequence[Step], counted: Sequence[list[Scalar]]) -> Iterator[tuple[int, list[Scalar]]]:
    """Of steps that look into tables changed before them, the rows are known from the start."""
    changed: set[Table] = set()
    for number, step in enumerate(steps):
        if tables_read(step.selection.condition) & changed:
            yield number, counted[number]
        changed.add(step.selection.table)


def _after(
    step: Step, rows: Sequence[Mapping[str, Scalar]], ids: Sequence[Scalar]
) -> Iterator[Mapping[str, Scalar]]:
    for row in rows:
        if row["id"] not in ids:
            yield row
        elif isinstance(step, Change):
            yield {**row, **{column: _value(to, row["id"]) for column, to in step.becomes}}


def _value(becomes: Becomes, number: Scalar) -> Scalar:
    match becomes:
        case Null():
            return None
        case Constant(value):
            return value
        case Unique(suffix):
            return f"{UNIQUE_PREFIX}{int(str(number)):032x}{suffix}"


def already(becomes: Becomes | None, value: Scalar) -> bool:
    """Whether a column holds already what it becomes."""
    match becomes:
        case None | Null():
            return value is None
        case Constant(constant):
            return type(value) is type(constant) and value == constant
        case Unique():
            return isinstance(value, str) and value.startswith(UNIQUE_PREFIX)


def dangling(shop: Shop) -> list[str]:
    """Links that point at rows that are not there: what a database with foreign keys would refuse."""
    found = []
    for facts in MAP.catalogue.tables.values():
        for key in facts.foreign_keys:
            (here,), (there,) = key.link.columns, key.link.to_columns
            known = {row[there] for row in shop[key.link.to]}
            found += [
                f"{key.link.table}.{here}={row[here]!r}"
                for row in shop[key.link.table]
                if row[here] is not None and row[here] not in known
            ]
    return found


def at(moment: datetime, years: float) -> datetime:
    """So many years later."""
    return moment + timedelta(days=365.25 * years)


def shop_of(**rows: Sequence[Mapping[str, Scalar]]) -> Shop:
    """A shop with these rows, and columns that a row leaves out at NULL."""
    columns = {found.name: facts.columns for found, facts in MAP.catalogue.tables.items()}
    return {
        table(name): [dict.fromkeys(columns[name]) | dict(row) for row in rows.get(name, [])]
        for name in columns
    }
