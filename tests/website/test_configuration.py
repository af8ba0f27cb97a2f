"""`honour.toml`: what it may say is told by its reference, and each example of it is read."""

import tomllib
from pathlib import Path

import pytest

from honour.promises.findings import Unreadable
from honour.website.configuration import SETTINGS, Setting, checked, reference, secret
from honour.website.folder import Serving, read_configuration

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: f"{each.section}.{each.name}")
def test_the_example_of_each_setting_is_read(setting: Setting) -> None:
    section = f"[{setting.section}]\n" if setting.section else ""
    written = tomllib.loads(f"{section}{setting.name} = {setting.example}")
    read = checked(Path("/site"), written)
    assert setting.name in read[setting.section]


def test_the_reference_is_up_to_date() -> None:
    told = (ROOT / "docs/configuration.md").read_text("utf-8")
    assert told == reference(), "run: honour words --settings > docs/configuration.md"


def test_a_section_without_settings_says_that_honour_runs_the_site(tmp_path: Path) -> None:
    assert read_configuration(tmp_path).serving is None
    (tmp_path / "honour.toml").write_text("[serve]\n")
    assert read_configuration(tmp_path).serving == Serving()


def test_paths_begin_at_the_site(tmp_path: Path) -> None:
    (tmp_path / "honour.toml").write_text('key_place = "../keys"\n[log]\nkept = "7 days"\n')
    read = read_configuration(tmp_path)
    assert (read.key_place, read.log_days) == (tmp_path / "../keys", 7)


@pytest.mark.parametrize("written", ["[serve.more]\nlisten = 1", "serve = 1", "[[serve]]", "[demo]\nx = 1"])
def test_what_is_not_a_setting_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "honour.toml").write_text(written)
    with pytest.raises(Unreadable):
        read_configuration(tmp_path)


def test_a_secret_is_named_never_written() -> None:
    assert secret("${MAIL_PASSWORD}", {"MAIL_PASSWORD": "x"}) == "x"
    assert secret("${MAIL_PASSWORD}", {}) is None
