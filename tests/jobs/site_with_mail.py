"""A support desk that is no demo, and sends its letters to a post office of the tests'."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.post_office import USER, PostOffice
from tests.running import Running, honour, running, settle

HOST: Final = "secours-pc.example"
PASSWORD: Final = "un cheval traverse la nuit 7"


def mailing(folder: Path, office: PostOffice, security: str = "starttls") -> None:
    """Write the section [mail] before [serve]."""
    file = folder / "honour.toml"
    before, _, after = file.read_text("utf-8").partition("[serve]")
    lines = [
        "[mail]",
        'host = "localhost"',
        f"port = {office.port}",
        f'user = "{USER}"',
        'password = "${DESK_MAIL}"',
        f'security = "{security}"',
        f'from = "Secours PC <no-reply@{HOST}>"',
    ]
    file.write_text(before + "\n".join(lines) + f"\n\n[serve]{after}", "utf-8")


@contextmanager
def site_with_mail(folder: Path, office: PostOffice, **settings: object) -> Iterator[Running]:
    """The site, made and served until the context ends."""
    honour("new", folder, "--like", "support-desk")
    mailing(folder, office)
    ports = settle(folder, **settings)
    with running(folder, *ports, environment={**os.environ, **office.environment()}, host=HOST) as site:
        honour("publish", "--really", "--why", "we begin", "--site", folder)  # so that the journal has a head
        yield site
