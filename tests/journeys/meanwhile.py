"""A sweep in this process, with something that happens between two of its batches."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from honour.carrying_out.ports import Json
from honour.carrying_out.sweep import due, sweep
from honour.command.finishing import carry_out_now
from honour.command.opening import Opened, opened
from tests.journeys.shop import NOW, Shop


@contextmanager
def opened_here(shop: Shop) -> Iterator[Opened]:
    """The site, open as for a command."""
    before = dict(os.environ)
    os.environ.update({**shop.environment(NOW), "HONOUR_NOW": NOW})
    try:
        with opened(argparse.Namespace(site=shop.site)) as site:
            yield site
    finally:
        os.environ.clear()
        os.environ.update(before)


def swept(shop: Shop, at: str, meanwhile: Callable[[], object]) -> tuple[Mapping[str, Json], ...]:
    """Do what is due; once a line of progress begins so, something happens. The receipts.

    Raises StoppedHalfWay, StoreChanged.
    """
    left = [meanwhile]

    def progress(doing: str) -> None:
        if doing.startswith(at) and "counted again" not in doing and left:
            left.pop()()

    with opened_here(shop) as site:
        site = replace(site, ports=replace(site.ports, progress=progress))
        what = due(site.ports, site.now)
        receipts = sweep(
            site.ports,
            what,
            lambda: uuid4().hex,
            site.by,
            None,
            site.now,
            site.now,
            lambda intent: carry_out_now(site, intent, None),
        )
    assert not left, "it happened"
    return receipts
