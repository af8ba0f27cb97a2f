"""A site's folder: the policy, the map and `honour.toml`, read from disk."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from honour.promises import policy
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.promises.reading import nearest
from honour.wiring.offers import OFFERS

if TYPE_CHECKING:
    from honour.places.written import WrittenMap

_PATHS = ("key_place", "ledger", "second_ledger", "backup_to", "backup_key")
POLICY, MAP, CONFIGURATION = "policy.yaml", "map.yaml", "honour.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What `honour.toml` says. `demo` is fixed at birth; `key_place` is a folder, beside the site's unless
    given. `ledger` are the places of the replay ledger, the first beside the key place unless given.

    `backup_to`, `backup_key` and `backup_folders` are what `honour backup` takes where nothing else is said.
    """

    demo: bool = False
    key_place: Path | None = None
    ledger: tuple[Path, ...] = ()
    backup_to: Path | None = None
    backup_key: Path | None = None
    backup_folders: tuple[Path, ...] = ()


def read_policy(site: Path) -> tuple[Policy, str]:
    """The policy of a site and its text, byte for byte, as its digest wants it. Raises Unreadable."""
    content = _bytes(site, POLICY, "`honour new` writes one; or name the site's folder with --site")
    return policy.read(content, POLICY, OFFERS), content.decode()


def read_written_map(site: Path) -> "WrittenMap":
    """The data map of a site, not yet joined to its databases. Raises Unreadable."""
    from honour.places.map_reading import read_map  # not for who reads the policy alone

    return read_map(_bytes(site, MAP, "write a map of the database beside policy.yaml"), MAP)


def policy_findings(read: Policy) -> tuple[Finding, ...]:
    """What can be read and should not stand so in a policy."""
    from honour.promises import checks  # a fifth of the start of who only publishes

    return checks.check(read, available_timezones())


def read_configuration(site: Path) -> Configuration:
    """What `honour.toml` says; every value has a default, so the file may be missing. Raises Unreadable."""
    path = site / CONFIGURATION
    if not path.exists():
        return Configuration()
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(Finding(CONFIGURATION, f"this is not TOML: {error}", "correct this line")) from None
    known = ("demo", *_PATHS, "backup_folders")
    for name in written:
        if name not in known:
            close = nearest(name, known)
            mend = f"write `{close}`" if close else f"known are: {', '.join(known)}"
            raise Unreadable(Finding(CONFIGURATION, f"there is no setting “{name}”", mend))
    demo = written.get("demo", False)
    if not isinstance(demo, bool):
        raise Unreadable(Finding(CONFIGURATION, "`demo` is neither true nor false", "write `demo = true`"))
    paths = {name: _path(site, written[name], name) for name in _PATHS if name in written}
    folders = written.get("backup_folders", [])
    if not isinstance(folders, list):
        mend = 'write `backup_folders = ["/PATH"]`'
        raise Unreadable(Finding(CONFIGURATION, "`backup_folders` is no list of paths", mend))
    return Configuration(
        demo,
        paths.get("key_place"),
        _ledger(site, paths),
        paths.get("backup_to"),
        paths.get("backup_key"),
        tuple(_path(site, folder, "backup_folders") for folder in folders),
    )


def key_place_of(site: Path, configuration: Configuration) -> Path:
    """Where a site's keys lie: `../NAME.keys` unless `honour.toml` says otherwise."""
    folder = site.resolve()
    return configuration.key_place or folder.parent / f"{folder.name}.keys"


def _ledger(site: Path, paths: Mapping[str, Path]) -> tuple[Path, ...]:
    """The places of the replay ledger, as far as `honour.toml` says something of them."""
    if "ledger" not in paths and "second_ledger" not in paths:
        return ()
    keys = key_place_of(site, Configuration(key_place=paths.get("key_place")))
    first = paths.get("ledger", keys.parent / f"{keys.name.removesuffix('.keys')}.ledger")
    return (first, paths["second_ledger"]) if "second_ledger" in paths else (first,)


def _path(site: Path, written: object, name: str) -> Path:
    if not isinstance(written, str) or not written:
        raise Unreadable(Finding(CONFIGURATION, f"`{name}` is no path", f'write `{name} = "/PATH"`'))
    return site / written


def _bytes(site: Path, name: str, mend: str) -> bytes:
    try:
        return (site / name).read_bytes()
    except OSError as error:
        raise Unreadable(
            Finding(str(site / name), f"the file cannot be read ({error.strerror})", mend)
        ) from None
