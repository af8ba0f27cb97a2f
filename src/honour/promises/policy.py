"""A policy read: what a site promises, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass

from honour.promises.collect import Collect
from honour.promises.data import Data
from honour.promises.keep import Keep
from honour.promises.people import Group
from honour.promises.recipients import Recipient
from honour.promises.share import Share
from honour.promises.site import Site
from honour.promises.words import Word


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a policy file says. `digest` is the SHA-256 of the file's bytes, in hexadecimal."""

    site: Site
    words: Mapping[str, Word]
    people: Mapping[str, Group]
    data: Mapping[str, Data]
    recipients: Mapping[str, Recipient]
    collect: tuple[Collect, ...]
    share: tuple[Share, ...]
    keep: tuple[Keep, ...]
    digest: str
