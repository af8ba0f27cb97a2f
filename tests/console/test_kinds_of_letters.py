"""Each kind of letter that the code writes has words, in both languages."""

import re
from pathlib import Path

import pytest

from honour.console.letters.kinds import in_words

HONOUR = Path(__file__).parents[2] / "src/honour"
WRITES = re.compile(r"letters\.write\(|letter_rows\.write\(|actions\.write\(|tell_administrators\(")
KIND = re.compile(r"""(?:kind=|kind = |tell_administrators\(\s*)f?"([^"]+)\"""")


def kinds() -> set[str]:
    """The codes that stand in the code, and those of templates; what is filled in stands as it is there."""
    found = {
        code
        for path in HONOUR.rglob("*.py")
        if WRITES.search(text := path.read_text("utf-8"))
        for code in KIND.findall(text)
        if re.search("[/ ]", code) and not code.startswith("{")  # others are kinds of requests
    }
    templates = HONOUR.glob("portal/*/templates/*/email/*_subject.txt")
    found |= {f"{path.parts[-3]}/email/{path.name.removesuffix('_subject.txt')}" for path in templates}
    return found | set(re.findall(r'^        "([a-z ]+)": Text\(', titles(), re.MULTILINE))


def titles() -> str:
    return (HONOUR / "portal/account/letters.py").read_text("utf-8")


def test_the_reader_finds_the_kinds_that_there_are() -> None:
    some = {"sign-in alert", "choose password", "rights/erased", "breach {row.pk}", "staff/sweep stopped"}
    assert some <= kinds()


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_each_kind_of_letter_has_words_in_both_languages(kind: str) -> None:
    english, french = in_words(kind, "en"), in_words(kind, "fr")
    assert english != "another letter", kind
    assert french != "un autre message", kind
    assert english != french
    assert "/" not in english


def test_what_follows_a_code_is_shown_and_nothing_else_is() -> None:
    assert in_words("evolutions/winter", "fr") == "nouvelles du service : winter"
    assert in_words("contact/partly", "en") == "answer to a message"
    assert in_words("of another program", "fr") == "un autre message"
