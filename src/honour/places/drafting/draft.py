"""A first data map of a database: whose each table seems to be, what its columns seem to hold.

What it cannot say is a decision of a person.

A draft never decides in silence. What it does not know it leaves out, so that `honour check` names it as not
declared; what it only guesses is marked, and a person reads each mark before anything is destroyed by it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from honour.places.catalogue import Catalogue, ColumnFacts, TableFacts
from honour.places.drafting import guessing
from honour.places.map import NOTHING_PERSONAL
from honour.places.paths import column_of, quoted
from honour.places.selections import Link, Table

MOST_STEPS = 4
"""Links of the longest path that a draft follows: who is further away than that, a person must name."""

IDENTIFIERS = ("e-mail", "user name", "telephone", "customer number")
"""Fields by which people are known."""

_IN_FRENCH = ("commande", "achat", "facture")


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """A line of `holds`. `field` is None where a person must decide; `becomes` where NULL cannot be."""

    name: str
    kind: str
    field: str | None
    sure: bool
    becomes: str | None = None


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A table of the draft. `path` and `person` are None where nobody seems to own its rows.

    `collected` is the path to the date of recording, and how it is written where its type does not say.
    `others` is the paths of further kinds of people. A `view` shows rows of `view_of`, or nothing personal
    where that is None; a materialised one is `refreshed` at some time. `nobody` is the linking columns in
    which 0 seems to be nobody.
    """

    table: Table
    person: str | None = None
    path: tuple[str, ...] | None = None
    path_is_sure: bool = True
    mentions: Mapping[str, str] = field(default_factory=dict)
    collected: tuple[tuple[str, ...], str | None] | None = None
    columns: tuple[DraftColumn, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    view: bool = False
    view_of: Table | None = None
    refreshed: bool = False
    nobody: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """A kind of people, with the columns by which they are known."""

    kind: str
    table: Table
    key: str
    known_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DraftEvent:
    """An event that a date column seems to tell."""

    name: str
    table: Table
    column: str
    person: str
    path: tuple[str, ...]
    null_means: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What only a person can say: where, and the question."""

    place: str
    question: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole draft, in the databases' order."""

    persons: tuple[DraftPerson, ...]
    places: tuple[DraftPlace, ...]
    events: tuple[DraftEvent, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class _Hop:
    """A link that the database declares, or (`guessed`) that a column's name suggests."""

    link: Link
    guessed: bool

    @property
    def column(self) -> str:
        """The linking column."""
        return self.link.columns[0]

    def written(self) -> str:
        """The step of a path; what it points at is written where the database does not say it."""
        return _pointing(self.link) if self.guessed else quoted(self.column)


def _pointing(link: Link) -> str:
    """A step with what it points at."""
    names = (link.to.store, link.to.schema, link.to.name, link.to_columns[0])
    return f"{quoted(link.columns[0])} -> {'.'.join(quoted(name) for name in names if name is not None)}"


def draft(catalogue: Catalogue) -> Draft:
    """The draft of a map over these databases. Reads names, types and keys; no row."""
    words = _table_words(catalogue)
    whole, catalogue = catalogue, Catalogue({t: f for t, f in catalogue.tables.items() if f.kind == "table"})
    hops = {table: tuple(_hops(table, facts, catalogue, words)) for table, facts in catalogue.tables.items()}
    persons = tuple(_persons(catalogue, words))
    own = {person.table: person for person in persons}
    holders = _holders(catalogue, own, hops, words)
    tables = {
        table: _pointed_at(table, facts, own, holders[table], words[table])
        if table in holders
        else _place(table, facts, own, hops, words[table], catalogue, holders)
        for table, facts in catalogue.tables.items()
    }
    places = tuple(
        tables[table] if table in tables else _view(table, facts, tables, words)
        for table, facts in whole.tables.items()
    )
    return Draft(
        persons,
        places,
        tuple(
            event
            for place in sorted(
                tables.values(), key=lambda place: guessing.text_of(words[place.table]) == "invoice"
            )
            for event in _events(place, words[place.table], catalogue)
        ),
        tuple(_decisions(persons, places, whole, words)),
    )


def _table_words(catalogue: Catalogue) -> Mapping[Table, tuple[str, ...]]:
    prefix = guessing.common_prefix(table.name for table in catalogue.tables)
    return {table: guessing.words_of(table.name.removeprefix(prefix)) for table in catalogue.tables}


def _hops(
    table: Table, facts: TableFacts, catalogue: Catalogue, words: Mapping[Table, tuple[str, ...]]
) -> Iterator[_Hop]:
    declared = {key.link.columns for key in facts.foreign_keys}
    for key in facts.foreign_keys:
        if len(key.link.columns) == 1 and key.link.to in catalogue.tables:
            yield _Hop(key.link, guessed=False)
    for column in facts.columns:
        if (column,) not in declared and (column,) != facts.primary_key:
            is_key = guessing.is_number(facts.columns[column].type)
            target = _named_by(column, table, catalogue, words) or (
                _only_people(table, catalogue, words) if is_key and guessing.names_somebody(column) else None
            )
            if target is not None:
                yield _Hop(Link(table, (column,), *target), guessed=True)


def _named_by(
    column: str, table: Table, catalogue: Catalogue, words: Mapping[Table, tuple[str, ...]]
) -> tuple[Table, tuple[str, ...]] | None:
    """The table whose key a column like `order_id` or `idClient` seems to bear."""
    named = guessing.words_of(column)
    rest = tuple(word for word in named if word not in ("id", "fk", "key"))
    if len(rest) == len(named) or not rest:
        return None
    for other, facts in catalogue.tables.items():
        spelled = tuple(guessing.singular(word) for word in words[other])
        if other != table and spelled[-len(rest) :] == rest and len(facts.primary_key) == 1:
            return other, facts.primary_key
    return None


def _only_people(
    table: Table, catalogue: Catalogue, words: Mapping[Table, tuple[str, ...]]
) -> tuple[Table, tuple[str, ...]] | None:
    """The one table of people, at whom a column like `post_author` then points."""
    found = [
        (other, facts.primary_key)
        for other, facts in catalogue.tables.items()
        if other != table and guessing.names_people(words[other]) and len(facts.primary_key) == 1
    ]
    return found[0] if len(found) == 1 else None


def _persons(catalogue: Catalogue, words: Mapping[Table, tuple[str, ...]]) -> Iterator[DraftPerson]:
    taken: set[str] = set()
    for table, facts in catalogue.tables.items():
        fields = {
            name: found.field
            for name, column in facts.columns.items()
            if (found := guessing.guess(words[table], name, column.type, of_people=True)).sure
        }
        known_by = {name: known for name, known in fields.items() if known in IDENTIFIERS}
        of_people = guessing.names_people(words[table]) and (known_by or "name" in fields.values())
        who_he_is = {"name", "user name", "password hash"} & set(fields.values())
        if not of_people or len(facts.primary_key) != 1:
            continue
        if not who_he_is and any(guessing.names_people(words.get(k.link.to, ())) for k in facts.foreign_keys):
            continue  # an address of somebody who has a row elsewhere, as in a newsletter of customers
        kind = guessing.singular(words[table][-1])
        kind = kind if kind not in taken else " ".join(map(guessing.singular, words[table]))
        taken.add(kind)
        strongest = next((f for f in IDENTIFIERS if f in known_by.values()), None)
        chosen = {n: f for n, f in known_by.items() if f == strongest or f != "telephone"}
        yield DraftPerson(kind, table, facts.primary_key[0], chosen)


def _place(
    table: Table,
    facts: TableFacts,
    own: Mapping[Table, DraftPerson],
    hops: Mapping[Table, tuple[_Hop, ...]],
    words: tuple[str, ...],
    catalogue: Catalogue,
    holders: Collection[Table],
) -> DraftPlace:
    found = _path(table, own, hops, holders)
    if found is None:
        return DraftPlace(table)
    person, steps = found
    of_people = table in own
    linking = {hop.column for hop in hops[table]}
    columns = tuple(
        _column(name, column, words, of_people)
        for name, column in facts.columns.items()
        if name not in linking and name not in facts.primary_key
    )
    mentions = {
        own[hop.link.to].kind: hop.column
        for hop in reversed(hops[table])
        if hop.link.to in own and not hop.guessed and hop.column != (steps[0].column if steps else None)
    }
    path = (quoted(own[table].key),) if not steps else tuple(hop.written() for hop in steps)
    return DraftPlace(
        table,
        person.kind,
        path,
        not any(hop.guessed for hop in steps),
        mentions,
        _collected(table, steps, catalogue),
        _with_addresses(columns),
        nobody=_zero_is_nobody(facts, steps),
    )


def _zero_is_nobody(facts: TableFacts, steps: Sequence[_Hop]) -> tuple[str, ...]:
    """The linking column in which 0 must stand for nobody: no foreign key, a number, and never NULL."""
    columns = [hop.column for hop in steps[:1] if hop.guessed]
    return tuple(
        column
        for column in columns
        if guessing.is_number(facts.columns[column].type) and not facts.columns[column].nullable
    )


def _holders(
    catalogue: Catalogue,
    own: Mapping[Table, DraftPerson],
    hops: Mapping[Table, tuple[_Hop, ...]],
    words: Mapping[Table, tuple[str, ...]],
) -> Mapping[Table, tuple[Link, ...]]:
    """Tables at which people's own rows point by a declared key, with those links, and which are not theirs.

    An address is theirs who point at it; a shop or a group belongs to none of its people. One that names
    somebody itself and holds something personal is his, and none of these.
    """
    found: dict[Table, list[Link]] = {}
    for table in own:
        for hop in hops[table]:
            to = hop.link.to
            if not hop.guessed and to not in own and hop.link.to_columns == catalogue.tables[to].primary_key:
                named = any(back.link.to in own for back in hops[to])
                if not named or not _is_personal(to, catalogue.tables[to], hops, words[to]):
                    found.setdefault(to, []).append(hop.link)
    return {table: tuple(links) for table, links in found.items()}


def _is_personal(
    table: Table, facts: TableFacts, hops: Mapping[Table, tuple[_Hop, ...]], words: Sequence[str]
) -> bool:
    """Whether a column that is no link surely holds something about people."""
    linking = {*(hop.column for hop in hops[table]), *facts.primary_key}
    columns = (_column(n, c, words, of_people=False) for n, c in facts.columns.items() if n not in linking)
    return any(column.sure and column.field not in ("country", "language") for column in columns)


def _pointed_at(
    table: Table,
    facts: TableFacts,
    own: Mapping[Table, DraftPerson],
    links: Sequence[Link],
    words: Sequence[str],
) -> DraftPlace:
    """A table whose rows are whosever own row points at them; nobody's where it seems to hold nothing."""
    keys = {*facts.primary_key, *(column for key in facts.foreign_keys for column in key.link.columns)}
    columns = tuple(
        _column(name, column, words, of_people=False)
        for name, column in facts.columns.items()
        if name not in keys
    )
    if not any(column.sure and column.field not in ("country", "language") for column in columns):
        return DraftPlace(table)
    paths = {own[at.table].kind: (_pointing(at.reversed()), quoted(own[at.table].key)) for at in links}
    (person, path), *others = paths.items()
    return DraftPlace(table, person, path, False, columns=_with_addresses(columns), others=dict(others))


def _view(
    table: Table,
    facts: TableFacts,
    tables: Mapping[Table, DraftPlace],
    words: Mapping[Table, tuple[str, ...]],
) -> DraftPlace:
    """A view of a table that it reads, else of the one that it seems by its name to show."""
    spelled = tuple(map(guessing.singular, words[table]))
    fits = {
        other: tuple(map(guessing.singular, words[other])) == spelled[: len(words[other])]
        for other, place in tables.items()
        if place.person is not None
    }
    shown = [other for other in fits if other in facts.reads or (not facts.reads and fits[other])]
    view_of = next(iter(sorted(shown, key=lambda other: not fits[other])), None)
    return DraftPlace(table, view=True, view_of=view_of, refreshed=facts.kind == "materialised view")


def _collected(
    table: Table, steps: Sequence[_Hop], catalogue: Catalogue
) -> tuple[tuple[str, ...], str | None] | None:
    """The table's own date of recording, else that of the row it is a part of, on its way to its person."""
    dates = {
        end: guessing.recorded((name, c.type) for name, c in catalogue.tables[end].columns.items())
        for end in (table, *(hop.link.to for hop in steps[:1] if len(steps) > 1))
    }
    for end, dated in dates.items():
        if dated is not None:
            path = (quoted(dated),) if end == table else (steps[0].written(), quoted(dated))
            return path, _written(catalogue.tables[end].columns[dated].type)
    return None


def _with_addresses(columns: tuple[DraftColumn, ...]) -> tuple[DraftColumn, ...]:
    """A country beside a street is a part of the address."""
    if not any(column.field == "postal address" for column in columns):
        return columns
    return tuple(replace(c, field="postal address") if c.field == "country" else c for c in columns)


def _path(
    table: Table,
    own: Mapping[Table, DraftPerson],
    hops: Mapping[Table, tuple[_Hop, ...]],
    holders: Collection[Table],
) -> tuple[DraftPerson, tuple[_Hop, ...]] | None:
    """The shortest way from a table's rows to somebody; declared links before guessed ones."""
    if table in own:
        return own[table], ()
    ways: list[tuple[Table, tuple[_Hop, ...]]] = [(table, ())]
    seen = {table}
    for _ in range(MOST_STEPS):
        further, found = [], []
        for end, steps in ways:
            for hop in sorted(hops[end], key=lambda hop: hop.guessed):
                to = hop.link.to
                if to in own and hop.link.to_columns == (own[to].key,):
                    found.append((own[to], (*steps, hop)))
                elif to not in seen and to not in holders:
                    seen.add(to)
                    further.append((to, (*steps, hop)))
        if found:  # a row that names a customer and whoever served him is the customer's
            return min(found, key=lambda way: guessing.is_staff(way[0].kind))
        ways = further
    return None


def _column(name: str, facts: ColumnFacts, words: Sequence[str], of_people: bool) -> DraftColumn:
    found = guessing.guess(words, name, facts.type, of_people)
    becomes = None
    is_text = not guessing.is_number(facts.type) and not guessing.is_date(facts.type)
    if of_people and is_text and not facts.nullable and found.field not in (None, NOTHING_PERSONAL):
        becomes = "unique" if facts.unique else '"-"'
        becomes = '{unique: "@erased.invalid"}' if found.field == "e-mail" else becomes
    return DraftColumn(name, facts.type, found.field, found.sure, becomes)


def _written(kind: str) -> str | None:
    return "unix seconds" if "INT" in kind.upper() else None


def _events(place: DraftPlace, words: Sequence[str], catalogue: Catalogue) -> Iterator[DraftEvent]:
    if place.person is None or place.path is None:
        return
    columns = catalogue.tables[place.table].columns
    named = {guessing.singular(word) for word in words}
    for name, facts in columns.items():
        spelled = set(guessing.words_of(name))
        null_means = None if not facts.nullable else "never began"
        if (
            {"last", "login"} <= spelled
            or {"last", "sign"} <= spelled
            or {"derniere", "connexion"} <= spelled
        ):
            yield DraftEvent("last sign-in", place.table, name, place.person, place.path, null_means)
        ends = spelled & {"ends", "expires", "expiry", "expiration", "until", "fin"}
        if ends and named & {"subscription", "membership", "licence", "license", "abonnement", "adhesion"}:
            null_means = None if not facts.nullable else "still running"
            yield DraftEvent("access expires", place.table, name, place.person, place.path, null_means)
    if place.collected and len(place.path) == 1 and named & {"order", "purchase", "invoice", *_IN_FRENCH}:
        dated, *further = place.collected[0]
        if not further and not named & {"line", "item", "ligne", "detail"}:
            column = column_of(dated)
            null_means = None if not columns[column].nullable else "never began"
            yield DraftEvent("last order", place.table, column, place.person, place.path, null_means)


def _decisions(
    persons: Sequence[DraftPerson],
    places: Sequence[DraftPlace],
    catalogue: Catalogue,
    words: Mapping[Table, tuple[str, ...]],
) -> Iterator[Decision]:
    if not persons:
        yield Decision("persons", "no table looks like people: which table has a row for each person?")
    for person in persons:
        if not person.known_by:
            yield Decision(str(person.table), f"by what is a {person.kind} known, who writes to you?")
    for place in places:
        if place.view:
            if place.view_of is None and not catalogue.tables[place.table].reads:
                yield Decision(str(place.table), "of which table is it a view? Then write `view of: TABLE`")
            continue
        if place.person is None:
            held = personal_words(place.table, catalogue, words[place.table])
            if held:
                yield Decision(str(place.table), f"whose is this table? It seems to hold {', '.join(held)}")
            elif guessing.keeps_what_happened(words[place.table]):
                asked = "whose is this table? Sessions, logs and queues mostly hold something about people"
                yield Decision(str(place.table), asked)
        elif not place.path_is_sure:
            way = ", ".join(place.path or ())
            yield Decision(str(place.table), f"do its rows belong to the {place.person} by {way}?")
        if {"key", "value"} <= {word for c in place.columns for word in guessing.words_of(c.name)}:
            asked = (
                "does each key name another kind of data? Then write a place for each, with `where: {KEY: …}`"
            )
            yield Decision(str(place.table), asked)
        for column in place.columns:
            if column.field is None:
                yield Decision(f"{place.table}.{column.name}", f"what does it hold ({column.kind})?")


def personal_words(table: Table, catalogue: Catalogue, words: Sequence[str]) -> tuple[str, ...]:
    """The fields that the columns of a table without an owner seem to hold, each once."""
    guesses = (
        guessing.guess(words, name, column.type, of_people=guessing.names_people(words))
        for name, column in catalogue.tables[table].columns.items()
    )
    telling = (g.field for g in guesses if g.sure and g.field not in ("country", "language", None))
    return tuple(dict.fromkeys(found for found in telling if found))
