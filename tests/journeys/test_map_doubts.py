"""What only rows can tell: `check` counts what is nobody's, cannot be a date, or has no line."""

from pathlib import Path

from tests.journeys.small import small
from tests.journeys.test_map_links import OWN, PERSONS, SIGNED_IN, USERS, VALUES, VALUES_MAP, reasons

NEVER_DUE = "hold no date that can be true (zero, unreadable, or before the site began): they are never due"
NOBODYS = "bears what several member rows are known by: it is nobody's until somebody decides"

ORDERS = (
    USERS.replace("PRAGMA foreign_keys = ON;", "")
    + """
CREATE TABLE orders (id INTEGER PRIMARY KEY, buyer INTEGER, note TEXT, at TEXT);
CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders, item TEXT);
INSERT INTO orders VALUES (1, 1, 'a', '2026-11-01'), (2, 99, 'b', '0000-00-00'), (3, NULL, 'c', '1999-12-31'),
  (4, 1, 'd', '2027-01-01'), (5, 1, 'e', NULL), (6, 1, 'f', 'soon'), (7, 1, 'g', '2026-12-01 20:00:00');
INSERT INTO lines VALUES (1, 1, 'x'), (2, 2, 'y'), (3, 98, 'z'), (4, 3, 'w');
"""
)
ORDERS_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - table: main.orders
    belongs to: {member: buyer}
    holds: {note: ticket text}
    collected: at
  - {table: main.lines, belongs to: {member: order_id.buyer}, holds: {item: ticket text}}
"""
    + SIGNED_IN
)


def test_orphans_and_impossible_dates_are_counted(tmp_path: Path) -> None:
    shop = small(tmp_path, ORDERS, ORDERS_MAP)
    written = (shop.site / "map.yaml").read_text()
    (shop.site / "map.yaml").write_text(written.replace("zone: UTC", "zone: UTC, since: 2015-01-01"))
    assert reasons(shop) == [
        "main.orders: 1 row points by buyer at a member who is not there, so nobody can ask for it",
        "main.lines: 2 rows point by order_id at a member who is not there, so nobody can ask for them",
        f"main.orders.at: 3 rows {NEVER_DUE}",
        "main.orders.at: 1 row is dated in the future: it is not due before that day",
    ]


def test_a_date_from_before_the_site_is_never_due(tmp_path: Path) -> None:
    policy = "{data: words, for: 6 months, since: recorded}"
    for since, left in ((", since: 2015-01-01", ["a", "b", "c", "d", "e", "f", "g"]), ("", list("abdefg"))):
        folder = tmp_path / f"site{len(since)}"
        folder.mkdir()
        shop = small(folder, ORDERS, ORDERS_MAP)
        kept = (shop.site / "policy.yaml").read_text()
        (shop.site / "policy.yaml").write_text(
            kept.replace(
                "{data: [contact, words], until: asked, or: 2 years without sign-in}",
                "{data: contact, until: asked, or: 2 years without sign-in}\n  - " + policy,
            )
        )
        written = (shop.site / "map.yaml").read_text()
        (shop.site / "map.yaml").write_text(written.replace("zone: UTC", f"zone: UTC{since}"))
        shop.sql("DELETE FROM lines")
        assert shop.run("sweep").code in (0, 1)
        if left != ["a", "b", "c", "d", "e", "f", "g"]:
            assert shop.really("sweep").code == 0
        assert [note for (note,) in shop.sql("SELECT note FROM orders ORDER BY id")] == left


def test_an_event_that_is_planned_may_lie_ahead(tmp_path: Path) -> None:
    script = USERS.replace("'2026-11-01'", "'2027-06-01'")
    plain = PERSONS + "places:\n" + OWN + SIGNED_IN
    shop = small(tmp_path, script, plain)
    assert reasons(shop) == ["main.users.seen: 1 row is dated in the future: it is not due before that day"]
    written = (shop.site / "map.yaml").read_text()
    (shop.site / "map.yaml").write_text(written.replace("take: last,", "take: last, may lie ahead: yes,"))
    assert reasons(shop) == []


def test_what_several_people_are_known_by_is_counted(tmp_path: Path) -> None:
    assert reasons(small(tmp_path, VALUES, VALUES_MAP)) == [f"main.log.mail: 1 row {NOBODYS}"]


META = (
    USERS
    + """
CREATE TABLE usermeta (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  meta_key TEXT, meta_value TEXT);
INSERT INTO usermeta VALUES (1, 1, 'phone', '0612'), (2, 1, 'nick', 'ada'), (3, 2, 'colour', 'blue'),
  (4, 2, 'nick', 'bo');
"""
)
META_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - table: main.usermeta
    where: {meta_key: phone}
    belongs to: {member: user_id}
    holds: {meta_value: user name}
  - table: main.usermeta
    where: {meta_key: nick}
    belongs to: {member: user_id}
    holds: {meta_value: name}
"""
    + SIGNED_IN
)


def test_rows_of_which_no_line_speaks_are_counted_and_keep_what_they_hang_on(tmp_path: Path) -> None:
    shop = small(tmp_path, META, META_MAP)
    assert reasons(shop) == ["main.usermeta: 1 row is spoken of by no `where` of the map"]
    assert shop.really("erase", "ada@x.example").code == 0
    assert shop.sql("SELECT id FROM usermeta") == [(3,), (4,)]
    assert shop.sql("SELECT id FROM users") == [(2,), (3,)]
    assert shop.really("erase", "bo@x.example").code == 0
    assert shop.sql("SELECT id, meta_value FROM usermeta") == [(3, "blue")]
    assert shop.sql("SELECT id, mail FROM users") == [(2, None), (3, "cy@x.example")]


VIEW = (
    USERS + "CREATE VIEW mails AS SELECT mail FROM users;"
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES users);"
    "INSERT INTO shelf VALUES (1, 1);"
)
VIEW_MAP = PERSONS + "places:\n" + OWN + SIGNED_IN


def test_a_view_must_be_declared_and_is_never_acted_upon(tmp_path: Path) -> None:
    nothing = "  - {table: main.shelf, holds: nothing personal}\n"
    shop = small(tmp_path, VIEW, VIEW_MAP.replace(OWN, OWN + nothing))
    assert reasons(shop) == [
        "main.mails: the map does not declare this view",
        "main.users: each row of main.shelf keeps by owner a row here that could otherwise go",
    ]
    written = (shop.site / "map.yaml").read_text()
    declared = written.replace(nothing, nothing + "  - {table: main.mails, view of: main.users}\n")
    (shop.site / "map.yaml").write_text(declared)
    assert len(reasons(shop)) == 1
    held = "  - {table: main.mails, belongs to: {member: mail}, holds: {mail: e-mail}}\n"
    (shop.site / "map.yaml").write_text(written.replace(nothing, nothing + held))
    assert reasons(shop) == ["map.yaml:8:5: main.mails is a view, and nothing is destroyed through one"]
