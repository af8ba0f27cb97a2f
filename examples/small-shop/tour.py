"""A tour: the privacy policy of a small shop, kept from start to end. `make tour` runs it.

It makes the shop's database anew from `shop.sql` (nobody in it exists) in `data/`, with the engine's state
beside it and the keys in `../small-shop.keys`, and calls the `honour` command as a user would. It ends with
an error where a step does not do what its sentence says. What an earlier tour left is removed first.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SITE = Path(__file__).resolve().parent
DATA, KEYS = SITE / "data", SITE.with_name(SITE.name + ".keys")
LEDGER = SITE.with_name(SITE.name + ".ledger")
SHOP = DATA / "shop.db"
HONOUR = Path(sys.executable).parent / "honour"

NOW = "2026-12-01T09:00+01:00"
ONCE_THE_INVOICES_END = "2037-01-01T09:00+01:00"  # ten years after the financial year of the last one
WIDTH = min(max(shutil.get_terminal_size((110, 40)).columns, 80), 120)

ELODIE, OLIVER = "elodie.marchand@example.org", "oliver.hartley@example.com"
THEIR_TELEPHONE = "+33 1 99 00 12 34"
HERS_ALONE = (
    ELODIE,
    "argon2:Vm9pY2k",
    "Grand-mère Odette",
    "Sonner au deuxième étage",
    "mon fils Lucien",
    "Colis abîmé",
    "203.0.113.77",
    "198.51.100.23",
    "QV-0001-ELOD",
)
NEEDED_BY_INVOICES = "Élodie Marchand"


class NotAsSaid(Exception):
    """A step did not do what its sentence says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command said on each stream, and its exit code."""

    said: str
    aside: str
    code: int

    @property
    def document(self) -> Any:
        """What it said, read as JSON."""
        return json.loads(self.said)

    @property
    def digest(self) -> str:
        """The digest that it asked to confirm."""
        return self.said.rpartition("--really ")[2].strip()


def main() -> int:
    """The tour; 0, or 1 where a step failed."""
    steps = (
        the_shop,
        the_policy,
        what_is_held,
        erasing,
        looking_again,
        a_new_column,
        what_is_due,
        ten_years_on,
        proof,
    )
    try:
        for step in steps:
            step()
    except NotAsSaid as error:
        print(f"\nThis is not what the tour promised: {error}", file=sys.stderr)
        return 1
    say(
        f"""
        All of it happened in {SITE}. Read policy.yaml and map.yaml, which are all that the shop's publisher
        and its developer wrote; then data/policy.fr.md and data/policy.en.md, the page that visitors read;
        data/receipt.json, what Élodie has in hand; and data/evidence.zip, what the authority is given. The
        next tour starts afresh."""
    )
    return 0


def the_shop() -> None:
    """Make the database, and check policy and map against it."""
    for left in (DATA, KEYS, LEDGER):
        shutil.rmtree(left, ignore_errors=True)
    DATA.mkdir()
    change_the_shop((SITE / "shop.sql").read_text("utf-8"))
    heading("A shop with twelve customers")
    say(
        """
        The shop has its own database; Honour only knows its address, and a map of where personal data lie.
        The first question is whether policy, map and database agree: a column that nobody declared would be
        a finding."""
    )
    expect(honour("check"), 0, "0 findings")


def the_policy() -> None:
    """Publish it in both languages, and show the part on how long."""
    heading("The policy in words")
    say(
        """
        One file of data becomes the page that people read, in French, which prevails, and in English. Here
        is what it says on how long; the whole page is written beside the database."""
    )
    for language, opening in (("fr", "Combien de temps"), ("en", "How long")):
        page = DATA / f"policy.{language}.md"
        expect(honour("publish", "--lang", language, "--out", str(page.relative_to(SITE))), 0)
        sections = page.read_text("utf-8").split("\n## ")
        shown = next((one for one in sections if one.startswith(opening)), None)
        check(shown is not None, f"{page.name} has no section “{opening}”")
        print(shortened(without_anchors(str(shown)), 14))


def what_is_held() -> None:
    """Look somebody up, whose telephone is also another's, and give her the file."""
    heading("What is held about Élodie")
    say(
        """
        She calls from a telephone that she shares with Oliver. Two people go by it, so nothing is shown and
        nothing is merged: the command names both rows, and asks which one is meant."""
    )
    expect(honour("person", THEIR_TELEPHONE), 2, "customer:1, customer:2")
    say(
        """
        By her e-mail address she is one person. Each look is an entry in the journal before anything is
        shown."""
    )
    expect(
        honour("person", ELODIE, "--why", "she asked what we hold", lines=40), 0, "Élodie Marchand", "Lucien"
    )
    file = DATA / "elodie.zip"
    say(
        """
        She may take it away: pages in both languages, and the same as JSON. It is handed over, and not kept
        here."""
    )
    expect(
        honour("export", ELODIE, "--out", str(file.relative_to(SITE)), "--why", "she asked for a copy"),
        0,
        "data.json",
        "data.fr.html",
    )
    file.unlink()


def erasing() -> None:
    """The plan, her traces before, the act, her traces after."""
    heading("Élodie asks to be erased")
    say(
        """
        Without --really the command only says what it would do: what goes, what stays, by which statement
        of the policy, and until when. Invoices stay for ten years by law, with the name that they need; the
        rest goes."""
    )
    plan = honour("erase", ELODIE)
    expect(plan, 0, "What goes", "What stays", "2036-12-31")
    before = places_of(HERS_ALONE)
    check(all(before.values()), f"some of her values were not in the database: {before}")
    say(
        f"In the bytes of the database, {len(before)} of her values can be read now: {', '.join(HERS_ALONE)}."
    )
    say("Whoever confirms names the plan's digest, so that exactly what was read is done, or nothing.")
    expect(
        honour("erase", ELODIE, "--really", plan.digest, "--why", "she asked to be erased"),
        0,
        "logical: gone",
    )


def looking_again() -> None:
    """Nothing of hers is left but what must stay; Oliver has everything; a second run does nothing."""
    heading("The same person, looked for everywhere")
    after = {value: where for value, where in places_of(HERS_ALONE).items() if where}
    check(not after, f"these can still be read: {after}")
    check(
        "data/shop.db" in places_of([NEEDED_BY_INVOICES])[NEEDED_BY_INVOICES], "the invoices lost their name"
    )
    check(
        "data/honour.db" in places_of(["erasure intended"])["erasure intended"],
        "the journal's bytes cannot be read",
    )
    files = ", ".join(str(file.relative_to(SITE.parent)) for file in all_files())
    say(
        f"""
        None of the {len(HERS_ALONE)} values is left in any file ({files}). The same look still finds her
        name, which the invoices need, and the telephone, which is Oliver's too; so it can see. The journal
        knows what was done, and names nobody."""
    )
    held = honour("person", OLIVER, "--json", quiet=True).document
    check(THEIR_TELEPHONE in json.dumps(held, ensure_ascii=False), "Oliver lost his telephone")
    say(
        """
        Oliver keeps his row and his telephone. Asking again for Élodie changes nothing, and says when it
        was done."""
    )
    again = honour("erase", ELODIE)
    expect(again, 0, "Already erased on 2026-12-01", "looked again, nothing found")
    receipt = honour("erase", ELODIE, "--json", quiet=True).document["receipt"]
    check(receipt["levels"]["physical"] == "gone", f"her traces in the file: {receipt['levels']['physical']}")
    (DATA / "receipt.json").write_text(json.dumps(receipt, ensure_ascii=False, indent=2) + "\n", "utf-8")


def a_new_column() -> None:
    """A column that the map does not know makes `check` fail, until it is mended."""
    heading("A developer adds a column, and forgets the policy")
    say(
        """
        Nothing says why birthdays are kept, nor until when. The check fails, and names the line that mends
        it."""
    )
    change_the_shop("ALTER TABLE customers ADD COLUMN birthday TEXT")
    expect(honour("check"), 1, "main.customers.birthday", "1 finding")
    say(
        """
        Here the column goes again; with it in the map and its field in the policy, the check would pass as
        well."""
    )
    change_the_shop("ALTER TABLE customers DROP COLUMN birthday")
    expect(honour("check"), 0, "0 findings")


def what_is_due() -> None:
    """What nobody asked for and has ended all the same."""
    heading("What is due today")
    say(
        """
        Terms end without anybody asking: sign-ins after six months, messages with the membership, people
        who have not ordered for three years, invoices of 2014 and 2015. The sweep says so, and exits with 1
        while something is due."""
    )
    expect(honour("sweep"), 1, "main.sign_ins", "Nothing was changed")


def ten_years_on() -> None:
    """The day after the last invoice's term: what the erasure had to leave goes too."""
    heading("The first day of 2037")
    say(
        """
        This shop is a demo for ever, so its clock may be moved. On 31 December 2036 Élodie's last invoice
        ended, and with it her name. Nobody ordered anything since: in 2037 the terms of all twelve have
        ended."""
    )
    due = honour("sweep", now=ONCE_THE_INVOICES_END)
    expect(due, 1, "main.invoices", "main.customers")
    expect(honour("sweep", "--really", due.digest, now=ONCE_THE_INVOICES_END), 0, "logical: gone")
    expect(honour("sweep", now=ONCE_THE_INVOICES_END), 0, "Nothing is due")
    left = places_of([NEEDED_BY_INVOICES, *HERS_ALONE, THEIR_TELEPHONE])
    check(not any(left.values()), f"these can still be read: {left}")
    say("Her name is gone from the bytes of every file as well, and so is the telephone.")


def proof() -> None:
    """The state of every promise, the file for the authority, and its verification offline."""
    heading("Proof")
    say(
        """
        Each promise has a state: kept where somebody looked and nothing is past its term; unknown where
        nothing looks yet, which is never shown as kept. The pack holds the journal and the evidence, and
        names nobody."""
    )
    pack = DATA / "evidence.zip"
    expect(
        honour("prove", "--pack", str(pack.relative_to(SITE)), now=ONCE_THE_INVOICES_END), 0, "Verifier key"
    )
    key = honour("prove", "--json", now=ONCE_THE_INVOICES_END, quiet=True).document["key"]
    head = DATA / "head-of-the-receipt.txt"
    head.write_text(json.loads((DATA / "receipt.json").read_text("utf-8"))["journal"]["head"], "utf-8")
    say(
        """
        Élodie's receipt bears the journal's head as it was signed in 2026. Who has that head and the site's
        key can check, offline, that nothing was changed or has vanished in ten years."""
    )
    verified = honour(
        "verify", str(pack.relative_to(SITE)), "--key", key, "--head", str(head.relative_to(SITE))
    )
    expect(verified, 0, "nothing changed or vanished since the head given")


def honour(*words: str, now: str = NOW, quiet: bool = False, lines: int = 60) -> Answer:
    """Run the command in the site's folder at `now`, and show it unless `quiet`, cut after so many lines."""
    environment = {
        **os.environ,
        "SHOP_DATABASE_URL": f"sqlite:///{SHOP}",
        "HONOUR_NOW": now,
        "COLUMNS": str(WIDTH),
        "PYTHONIOENCODING": "utf-8",
    }
    ran = subprocess.run(
        [str(HONOUR), *words], cwd=SITE, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if not quiet:
        moved = f"HONOUR_NOW={now} " if now != NOW else ""
        print(f"\n  $ {moved}honour {' '.join(quoted(word) for word in words)}")
        print(shortened(ran.stdout + ran.stderr, lines))
    return Answer(ran.stdout, ran.stderr, ran.returncode)


def expect(answer: Answer, code: int, *parts: str) -> None:
    """Stop the tour unless the command ended with this code and said these parts."""
    said = " ".join((answer.said + answer.aside).split())
    check(
        answer.code == code, f"the command ended with {answer.code}, not {code}:\n{answer.said}{answer.aside}"
    )
    for part in parts:
        check(part in said, f"the command did not say “{part}”:\n{answer.said}{answer.aside}")


def check(holds: bool, otherwise: str) -> None:
    """Stop the tour where something does not hold."""
    if not holds:
        raise NotAsSaid(otherwise)


def change_the_shop(script: str) -> None:
    """What the shop's own developers do to its database."""
    with closing(sqlite3.connect(SHOP)) as connection:
        connection.execute("PRAGMA secure_delete=ON")  # dropping a column rewrites rows
        connection.executescript(script)


def all_files() -> list[Path]:
    """The shop's database and everything that the engine keeps, its keys included."""
    kept = [path for path in DATA.iterdir() if path.suffix not in {".md", ".json", ".txt"}]
    return [
        path
        for path in sorted([*kept, *KEYS.rglob("*"), *LEDGER.rglob("*")])
        if path.is_file() and path.stat().st_size
    ]


def places_of(values: Iterable[str]) -> dict[str, list[str]]:
    """The files in whose bytes each value stands."""
    contents = {
        str(file.relative_to(SITE)) if file.is_relative_to(SITE) else file.name: file.read_bytes()
        for file in all_files()
    }
    return {value: [name for name, held in contents.items() if value.encode() in held] for value in values}


def heading(title: str) -> None:
    """Announce a step."""
    print(f"\n\n{title}\n{'=' * len(title)}")


def say(text: str) -> None:
    """A sentence of the tour."""
    print("\n" + textwrap.fill(" ".join(text.split()), WIDTH, break_on_hyphens=False))


def shortened(text: str, lines: int) -> str:
    """The first lines, indented and folded to the width, and how many more there were."""
    folded = [part for line in text.strip("\n").splitlines() for part in folded_line(line)]
    rest = len(folded) - lines
    return "\n".join(
        [*(f"    {line}" for line in folded[:lines]), *([f"    … {rest} more lines"] if rest > 0 else [])]
    )


def folded_line(line: str) -> list[str]:
    """A line in parts that fit, further lines indented like the first; drawn tables fit already."""
    indent = " " * (len(line) - len(line.lstrip()))
    if len(line) <= WIDTH - 4:
        return [line]
    return textwrap.wrap(
        line, WIDTH - 4, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def without_anchors(text: str) -> str:
    """The page's text without the names that links lead to."""
    kept = [line for line in text.splitlines() if not line.startswith("<a id=")]
    return "\n".join(line for number, line in enumerate(kept) if line or (number and kept[number - 1]))


def quoted(word: str) -> str:
    """A word as one would type it."""
    return f"'{word}'" if " " in word else word


if __name__ == "__main__":
    sys.exit(main())
