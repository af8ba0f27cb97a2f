"""A site's folder: the policy, the map and `honour.toml`, read from disk."""

import tomllib
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

POLICY, MAP, CONFIGURATION = "policy.yaml", "map.yaml", "honour.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What `honour.toml` says. `demo` is fixed at birth; `key_place` is a folder, beside the site's unless
    given.
    """

    demo: bool = False
    key_place: Path | None = None


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
    known = ("demo", "key_place")
    for name in written:
        if name not in known:
            close = nearest(name, known)
            mend = f"write `{close}`" if close else f"known are: {', '.join(known)}"
            raise Unreadable(Finding(CONFIGURATION, f"there is no setting “{name}”", mend))
    demo, key_place = written.get("demo", False), written.get("key_place")
    if not isinstance(demo, bool):
        raise Unreadable(Finding(CONFIGURATION, "`demo` is neither true nor false", "write `demo = true`"))
    if key_place is not None and not isinstance(key_place, str):
        raise Unreadable(Finding(CONFIGURATION, "`key_place` is no path", 'write `key_place = "/PATH"`'))
    return Configuration(demo, None if key_place is None else site / key_place)


def _bytes(site: Path, name: str, mend: str) -> bytes:
    try:
        return (site / name).read_bytes()
    except OSError as error:
        raise Unreadable(
            Finding(str(site / name), f"the file cannot be read ({error.strerror})", mend)
        ) from None
