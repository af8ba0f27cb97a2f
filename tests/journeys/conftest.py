"""A Chinook shop for each test, copied from one that was founded once."""

from pathlib import Path

import pytest

from tests.journeys.shop import TREMBLAY, Erased, Shop, copied, founded


@pytest.fixture(scope="session")
def first_shop(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop that others are copied from: opened once, nothing done."""
    return founded(shared, tmp_path_factory.mktemp("first"))


@pytest.fixture
def shop(first_shop: Shop, tmp_path: Path) -> Shop:
    """A shop of the test's own."""
    return copied(first_shop, tmp_path)


@pytest.fixture(scope="session")
def erased(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Erased:
    """A shop from which François Tremblay was erased; its rows before; what the command said."""
    shop = copied(first_shop, tmp_path_factory.mktemp("erased"))
    before = shop.dump()
    told = shop.really("erase", TREMBLAY, "--why", f"{TREMBLAY} wrote to us")
    assert told.code == 0, told
    return shop, before, told
