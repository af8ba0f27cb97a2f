"""Files in folders and rows in a database, by one policy: each goes with its owner and with no other."""

import os
import zipfile
from pathlib import Path

import pytest

from tests.journeys.shop import Shop
from tests.journeys.small import POLICY, small
from tests.journeys.test_restored import backed_up, replayed, restored, with_key

KEPT = POLICY.replace(
    "  invoice: {holds: [invoice], of: member}\n",
    "  invoice: {holds: [invoice], of: member}\n  papers: {holds: [document, picture], of: member}\n",
).replace("data: [contact, words]", "data: [contact, words, papers]")
DATABASE = """
PRAGMA foreign_keys = ON;
CREATE TABLE users (id INTEGER PRIMARY KEY, login TEXT UNIQUE, mail TEXT, seen TEXT);
CREATE TABLE attachments (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, path TEXT, at TEXT);
INSERT INTO users VALUES (1, 'ada', 'ada@x.example', '2026-11-01'), (12, 'bo', 'bo@x.example', '2024-11-02');
INSERT INTO attachments VALUES (1, 1, 'ada 1.txt', '2026-11-01'), (2, 12, 'bo 1.txt', '2024-10-01');
"""
MAP = """
persons: {member: {table: main.users, key: id, known by: {mail: e-mail, login: user name}}}
places:
  - table: main.users
    belongs to: {member: id}
    holds: {mail: e-mail, login: user name, seen: nothing personal}
  - {table: main.attachments, belongs to: {member: user_id}, collected: at, holds: {path: document}}
  - {files: "uploads/papers/{member.id}/**", holds: document}
  - {files: "uploads/faces/{member.login}.png", holds: picture}
  - {files: "uploads/sent/{main.attachments.path}", holds: document, collected: at}
  - {files: "uploads/logo.svg", holds: nothing personal}
events:
  last sign-in: {column: main.users.seen, belongs to: {member: id}, take: last, null means: never began}
"""
IN_2024 = 1_710_000_000  # 9 March 2024, before Bo's last sign-in
FILES = {
    "papers/1/contract.txt": "Ada's contract",
    "papers/1/more/letter.txt": "a letter to Ada",
    "papers/12/contract.txt": "Bo's contract",
    "faces/ada.png": "Ada's face",
    "faces/bo.png": "Bo's face",
    "sent/ada 1.txt": "what Ada sent",
    "sent/bo 1.txt": "what Bo sent",
    "logo.svg": "nobody's",
}


@pytest.fixture
def site(tmp_path: Path) -> Shop:
    """A site with a database and a folder of uploads, two members in both."""
    made = small(tmp_path, DATABASE, MAP, KEPT)
    text = (made.site / "map.yaml").read_text("utf-8")
    uploads = f', uploads: {{files: "{tmp_path}/uploads"}}}}'
    (made.site / "map.yaml").write_text(text.replace("{zone: UTC}}}", "{zone: UTC}}" + uploads, 1), "utf-8")
    for name, content in FILES.items():
        path = tmp_path / "uploads" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        os.utime(path, (IN_2024, IN_2024))
    return made


def files(shop: Shop) -> dict[str, str]:
    """Every file of the site's own, with what it says."""
    root = shop.folder / "uploads"
    found = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {str(name): path.read_text("utf-8") for name, path in found.items() if name.parts[0] != ".honour"}


HIS = {name: text for name, text in FILES.items() if "Ada" not in text}


def reasons(shop: Shop) -> list[str]:
    found = shop.run("check", "--json").document()["findings"]
    return [f"{each['place']}: {each['reason']}" for each in found]


def test_a_map_with_a_folder_is_whole(site: Shop) -> None:
    assert reasons(site) == []


def test_files_are_shown_and_exported_with_their_content(site: Shop) -> None:
    told = site.run("person", "ada@x.example", "--json")
    assert told.code == 0, told
    places = {place["place"]: place["rows"] for place in told.document()["places"]}
    assert places["uploads.papers/{member.id}/**"] == [
        {"path": "papers/1/contract.txt"},
        {"path": "papers/1/more/letter.txt"},
    ]
    assert places["uploads.faces/{member.login}.png"] == [{"path": "faces/ada.png"}]
    assert places["uploads.sent/{main.attachments.path}"] == [{"path": "sent/ada 1.txt"}]
    archive = site.folder / "ada.zip"
    told = site.run("export", "ada@x.example", "--out", str(archive))
    assert told.code == 0, told
    with zipfile.ZipFile(archive) as opened:
        held = {name: opened.read(name).decode() for name in opened.namelist()}
    taken = {n.removeprefix("files/uploads/"): t for n, t in held.items() if n.startswith("files/")}
    assert taken == {name: text for name, text in FILES.items() if "Ada" in text}
    assert "bo@x.example" not in "".join(held.values())


def test_an_erasure_takes_her_files_and_leaves_his(site: Shop) -> None:
    told = site.run("erase", "ada@x.example")
    assert "uploads.papers/{member.id}/**" in told.out
    assert files(site) == FILES, "a dry run removes nothing"
    told = site.really("erase", "ada@x.example")
    assert told.code == 0, told
    assert files(site) == HIS
    assert site.sql("SELECT login FROM users") == [("bo",)]
    assert site.sql("SELECT path FROM attachments") == [("bo 1.txt",)]
    everywhere = b"".join(site.bytes_of(site.folder / "uploads").values())
    assert b"Ada" not in everywhere
    assert b"Bo's contract" in everywhere
    assert "could not be checked" in told.out, "what a disk keeps of a file that is gone, nobody can see"
    assert site.run("erase", "ada@x.example").out.count("Already erased") == 1


def test_a_sweep_takes_the_files_of_who_left_long_ago(site: Shop) -> None:
    told = site.really("sweep")  # Bo last signed in more than two years ago
    assert told.code == 0, told
    assert files(site) == {name: text for name, text in FILES.items() if "Bo" not in text}
    assert site.sql("SELECT login FROM users") == [("ada",)]
    assert site.run("sweep").code == 0, "a second run finds nothing more"


def test_a_file_that_came_after_the_event_has_its_own_term(site: Shop) -> None:
    file = site.folder / "uploads/papers/12/contract.txt"
    os.utime(file, (1_764_000_000, 1_764_000_000))  # 24 November 2025, a year after he last signed in
    assert site.really("sweep").code == 0
    assert file.exists()
    assert "faces/bo.png" not in files(site)
    assert site.really("sweep", now="2027-12-01T09:30+00:00").code == 0
    assert not file.exists()


def test_a_file_whose_owner_is_gone_is_a_finding(site: Shop) -> None:
    (site.folder / "uploads/papers/77").mkdir()
    (site.folder / "uploads/papers/77/left.txt").write_text("whose?", "utf-8")
    [reason] = reasons(site)
    assert "not there" in reason
    assert "uploads.papers" in reason


def test_a_file_that_no_line_describes_is_a_finding(site: Shop) -> None:
    (site.folder / "uploads/notes.txt").write_text("whose?", "utf-8")
    (site.folder / "uploads/link").symlink_to("/etc/hostname")
    found = reasons(site)
    assert found == [
        "uploads: 1 file is described by no line of the map",
        "uploads: a symbolic link lies in the folder, and nothing is read or destroyed through it",
    ]


def test_a_link_among_her_files_stops_the_erasure_before_it_begins(site: Shop) -> None:
    (site.folder / "uploads/papers/1/passwords").symlink_to("/etc/passwd")
    told = site.run("erase", "ada@x.example")
    assert told.code == 1
    assert "a symbolic link" in told.err
    assert len(site.sql("SELECT * FROM users")) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{files: "uploads/../{member.id}", holds: document}', "no pattern"),
        ('{files: "uploads/**/{member.id}", holds: document}', "no pattern"),
        ('{files: "uploads/{member.id}/{member.mail}", holds: document}', "no pattern"),
        ('{files: "uploads/{member.id", holds: document}', "no pattern"),
        ('{files: "uploads/{nobody.id}", holds: document}', "whose its files are"),
        ('{files: "uploads/all/**", holds: document}', "whose its files are"),
        ('{files: "elsewhere/{member.id}", holds: document}', "no folder of `stores`"),
        ('{files: "main/{member.id}", holds: document}', "no folder of `stores`"),
        ('{files: "uploads/{member.id}", holds: no such field}', "what the files of a place hold"),
        ('{files: "uploads/{member.shoes}", holds: document}', "has no column shoes"),
        ("{files: [a, b], holds: document}", "`files`"),
    ],
)
def test_a_line_that_cannot_be_is_told(site: Shop, line: str, reason: str) -> None:
    text = (site.site / "map.yaml").read_text("utf-8")
    (site.site / "map.yaml").write_text(text.replace("events:", f"  - {line}\nevents:"), "utf-8")
    told = site.run("check", "--json").document()
    assert any(reason in found["reason"] for found in told["findings"]), told


def test_a_restored_folder_does_not_bring_her_files_back(site: Shop) -> None:
    with_key(site)
    file = backed_up(site)
    assert site.really("erase", "ada@x.example").code == 0
    assert restored(site, file, "--really").code == 0
    assert files(site) == FILES, "the backup held everything"
    assert site.run("person", "ada@x.example").code == 4
    told = replayed(site)
    assert told.code in (0, 1), told
    assert files(site) == HIS
    assert "Nobody is known by this" in site.run("person", "ada@x.example").out
