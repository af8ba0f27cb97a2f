"""A site's state in a folder of its own, and François, whom the tests erase."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from honour.website import state

state.configure()  # before any test module imports a model

from honour.website.opening import open_site  # noqa: E402  (see above)
from honour.wiring.records import SiteRecords  # noqa: E402
from tests.keeping.cast import ADDRESS, NOW  # noqa: E402


@pytest.fixture(scope="session")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was opened once: copied, because making tables takes longer than a test."""
    site = tmp_path_factory.mktemp("born") / "shop"
    site.mkdir()
    open_site(site, address=ADDRESS, demo=False, now=NOW)
    state.close_state()
    return site


@pytest.fixture
def site(born: Path, tmp_path: Path) -> Iterator[Path]:
    """A site's folder with a state that holds nothing yet."""
    shutil.copytree(born, tmp_path / "shop")
    shutil.copytree(born.parent / "shop.keys", tmp_path / "shop.keys")
    yield tmp_path / "shop"
    state.close_state()


@pytest.fixture
def records(site: Path) -> SiteRecords:
    """The site's records, open."""
    return open_site(site, address=ADDRESS, demo=False, now=NOW)
