"""Databases that write « nobody » as a value of their own: WordPress puts 0 where others put NULL."""

from pathlib import Path

import pytest

from tests.journeys.shop import Shop
from tests.journeys.small import small
from tests.journeys.test_map_links import OWN, PERSONS, SIGNED_IN, USERS, reasons

BLOG = (
    USERS
    + """
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL, body TEXT);
CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER NOT NULL, user_id INTEGER NOT NULL DEFAULT 0,
  moderator INTEGER NOT NULL DEFAULT 0, body TEXT);
INSERT INTO posts VALUES (1, 1, 'hers'), (2, 0, 'made by a plugin');
INSERT INTO comments VALUES (1, 1, 1, 0, 'ada'), (2, 1, 0, 1, 'a passer-by'), (3, 2, 2, 1, 'bo');
"""
)
BLOG_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - table: main.posts
    belongs to: {member: author -> users.id}
    nobody: {author: 0}
    holds: {body: ticket text}
  - table: main.comments
    belongs to: {member: user_id -> users.id}
    mentions: {member: moderator}
    nobody: {user_id: 0, moderator: 0}
    holds: {post: nothing personal, body: ticket text}
"""
    + SIGNED_IN
)


@pytest.fixture
def blog(tmp_path: Path) -> Shop:
    """A blog without foreign keys."""
    return small(tmp_path, BLOG, BLOG_MAP)


def rewritten(shop: Shop, old: str, new: str) -> None:
    """Change a line of the map that is there."""
    file = shop.site / "map.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_who_is_nobody_by_the_map_is_no_orphan(blog: Shop) -> None:
    assert reasons(blog) == []
    blog.sql("INSERT INTO comments VALUES (4, 1, 77, 0, 'an orphan')")
    assert reasons(blog) == [
        "main.comments: 1 row points by user_id at a member who is not there, so nobody can ask for it"
    ]


def test_a_finding_of_orphans_tells_how_to_say_that_zero_is_nobody(blog: Shop) -> None:
    rewritten(blog, "    nobody: {author: 0}\n", "")
    (found,) = blog.run("check", "--json").document()["findings"]
    assert found["place"] == "main.posts"
    assert "`nobody: {author: 0}`" in found["mend"]


def test_who_is_erased_is_named_as_the_site_writes_nobody(blog: Shop) -> None:
    assert blog.really("erase", "ada@x.example").code == 0
    assert blog.sql("SELECT id, author FROM posts") == [(2, 0)]
    assert blog.sql("SELECT id, user_id, moderator FROM comments") == [(2, 0, 0), (3, 2, 0)]
    assert reasons(blog) == []


def test_somebody_whose_key_says_nobody_would_own_what_is_nobodys(blog: Shop) -> None:
    blog.sql("INSERT INTO users VALUES (0, 'zero@x.example', NULL)")
    found = reasons(blog)
    assert found == [
        "main.users: 1 row has the key by which main.posts.author says that it is nobody",
        "main.users: 1 row has the key by which main.comments.user_id says that it is nobody",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{autor: 0}", "main.posts has no column autor"),
        ("{author: none}", "main.posts.author holds whole numbers, and “none” is none"),
    ],
)
def test_a_slip_in_what_is_nobody_is_told(blog: Shop, line: str, told: str) -> None:
    rewritten(blog, "nobody: {author: 0}", f"nobody: {line}")
    assert told in " ".join(reasons(blog))


def test_a_foreign_key_knows_no_nobody_but_null(blog: Shop) -> None:
    blog.sql("CREATE TABLE likes (id INTEGER PRIMARY KEY, who INTEGER REFERENCES users, what TEXT)")
    rewritten(
        blog,
        "  - table: main.posts\n",
        "  - {table: main.likes, belongs to: {member: who}, nobody: {who: 0}, holds: {what: ticket text}}\n"
        "  - table: main.posts\n",
    )
    (found,) = reasons(blog)
    assert "a foreign key" in found
