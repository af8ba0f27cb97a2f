"""Frozen keys and batches of them as SQL: a table of numbered keys is made, filled, and joined.

What could go wrong here is a batch that meets a row whose key was not frozen. So: keys are copied by the
database into columns that the database makes from theirs, and compared as those columns compare.
"""

from collections.abc import Sequence

from honour.connectors.sql.compiling import Numbered, Row, Sql
from honour.places.selections import Selection, Table

NUMBER, KEY = "honour_n", "honour_k"
"""Columns of such a table; a table's own columns are hardly ever called so."""


def made(sql: Sql, due: str, table: Table, columns: Sequence[str], also: str = "") -> str:
    """Makes a table for keys of a table, empty, its columns typed as the keys'; `also` follows its name."""
    row = sql.row(table)
    keys = ", ".join(f"{sql.column(row, column)} AS {KEY}{n}" for n, column in enumerate(columns))
    return f"CREATE TABLE {due} {also} AS SELECT {keys} FROM {row.name} WHERE {sql.dialect.never}"  # noqa: S608 - names quoted, values bound


def filled(sql: Sql, due: str, columns: Sequence[str], selection: Selection) -> str:
    """Writes the keys of the selected rows into the table, numbered from 1 in their order: so do the batches
    come to rows that lie together.
    """
    row = sql.row(selection.table)
    keys = ", ".join(sql.column(row, column) for column in columns)
    # S608: names are quoted, values bound.
    numbered = f"SELECT row_number() OVER (ORDER BY {keys}), {keys} FROM {row.name}"  # noqa: S608
    into = ", ".join((NUMBER, *key_names(columns)))
    return f"INSERT INTO {due} ({into}) {numbered} WHERE {sql.where(selection.condition, row)}"


def key_names(columns: Sequence[str]) -> list[str]:
    """What the columns for keys of these columns are called."""
    return [f"{KEY}{number}" for number, _ in enumerate(columns)]


def counted(sql: Sql, rows: Numbered, selections: Sequence[Selection]) -> str:
    """One row with how many of the numbered rows each selection has."""
    row = sql.row(selections[0].table)
    begun = f"(SELECT count(*) FROM {joined(sql, rows, row)} AND"  # noqa: S608 - names quoted, values bound
    return "SELECT " + ", ".join(f"{begun} {sql.where(each.condition, row)})" for each in selections)


def joined(sql: Sql, rows: Numbered, row: Row) -> str:
    """The numbered keys and the rows that have them."""
    return f"{rows.due} JOIN {row.name} ON {same(sql, rows, row)} WHERE {within(sql, rows)}"


def same(sql: Sql, rows: Numbered, row: Row) -> str:
    """That a row has a frozen key."""
    return " AND ".join(
        f"{sql.column(row, column)} = {rows.due}.{KEY}{number}" for number, column in enumerate(rows.columns)
    )


def within(sql: Sql, rows: Numbered) -> str:
    """That a frozen key's number is of these."""
    number = f"{rows.due}.{NUMBER}"
    return f"{number} > {rows.after:d} AND {number} <= {rows.up_to:d}"
