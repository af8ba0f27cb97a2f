"""A support desk that is served, shared by the tests of a module; it tells of new devices."""

from collections.abc import Iterator

import pytest

from tests.running import Running, honour, running, settle


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    policy = folder / "policy.yaml"
    lasts = "  sessions: {lasts: 2 weeks, ended by: the person}\n"
    told = policy.read_text("utf-8").replace(lasts, f"{lasts}  alerts: [new device]\n")
    policy.write_text(told, "utf-8")
    with running(folder, *settle(folder)) as site:
        yield site
