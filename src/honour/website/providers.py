"""Other platforms that people may sign in through: their keys, and where they are asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from honour.promises.account import Account
from honour.website.configuration import secret

FACEBOOK_VERSION: Final = "v23.0"
"""Of Facebook's Graph API; the provider ends each some two years after it began."""

_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "facebook": ("https://www.facebook.com", "https://m.facebook.com"),
    "google": ("https://accounts.google.com",),
}
"""Where a button leads, by provider: what a form may lead to (CSP). Never run against the providers."""

ANSWERING: Final[Mapping[str, tuple[str, ...]]] = {
    "facebook": ("graph.facebook.com",),
    "google": ("oauth2.googleapis.com", "www.googleapis.com"),
}
"""The machines that the site itself asks about whoever comes back, unless `hosts` names others: as
django-allauth addresses them. Never run against the providers.
"""


@dataclass(frozen=True, slots=True)
class Registered:
    """A section `[sign_in.…]` of `honour.toml`: references to the environment, a stand-in's address, and the
    hosts that the site itself may ask."""

    id: str = ""
    secret: str = ""
    address: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that is offered, with its keys."""

    name: str
    id: str
    secret: str
    address: str
    hosts: tuple[str, ...] = ()


def offered(
    account: Account, registered: Mapping[str, Registered], environment: Mapping[str, str] = os.environ
) -> tuple[Provider, ...]:
    """The providers that the policy names and whose keys the environment has."""
    found = []
    for name in account.providers():
        said = registered.get(name, Registered())
        key, hidden = secret(said.id, environment), secret(said.secret, environment)
        if name in _ASKED and key and hidden:
            found.append(Provider(name, key, hidden, said.address, said.hosts or ANSWERING[name]))
    return tuple(found)


def lacking(
    account: Account, registered: Mapping[str, Registered], environment: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """The providers that the policy names and that are not offered, for want of keys."""
    known = {each.name for each in offered(account, registered, environment)}
    return tuple(name for name in account.providers() if name not in known)


def hosts(providers: tuple[Provider, ...]) -> list[str]:
    """What the buttons' forms may lead to."""
    found: list[str] = []
    for each in providers:
        stand_in = urlsplit(each.address)
        found += [f"{stand_in.scheme}://{stand_in.netloc}"] if each.address else _ASKED[each.name]
    return found


def asked_by_the_site(providers: tuple[Provider, ...]) -> list[str]:
    """What addresses may begin with that the site asks for a provider, and no other: hosts over HTTPS, or the
    stand-in of a demo.
    """
    found: list[str] = []
    for each in providers:
        found += [f"{each.address}/"] if each.address else [f"https://{host}/" for host in each.hosts]
    return found


def settings_of(providers: tuple[Provider, ...]) -> dict[str, dict[str, Any]]:
    """What django-allauth is told of each: it asks for an address and nothing more."""
    told = {each.name: _facebook(each) if each.name == "facebook" else _google(each) for each in providers}
    for each in providers:
        told[each.name]["APP"] = {"client_id": each.id, "secret": each.secret, "key": ""}
    return told


def _facebook(provider: Provider) -> dict[str, Any]:
    told: dict[str, Any] = {
        "METHOD": "oauth2",
        "SCOPE": ["email"],
        "FIELDS": ["id", "email"],
        "VERSION": FACEBOOK_VERSION,
    }
    if provider.address:
        told["AUTHORIZE_URL"] = f"{provider.address}/dialog/oauth"
        told["GRAPH_API_URL"] = f"{provider.address}/graph"
    return told


def _google(provider: Provider) -> dict[str, Any]:
    told: dict[str, Any] = {"SCOPE": ["openid", "email"], "OAUTH_PKCE_ENABLED": True}
    if provider.address:
        told["AUTHORIZE_URL"] = f"{provider.address}/dialog/oauth"
        told["ACCESS_TOKEN_URL"] = f"{provider.address}/token"
        told["IDENTITY_URL"] = f"{provider.address}/userinfo"
    return told
