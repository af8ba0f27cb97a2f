"""What the frame of every page must know."""

from typing import Any, Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.utils import translation

from honour.keeping.at_work import the_address, the_site, the_trades
from honour.promises.languages import Language, Wording
from honour.promises.passing_on import PLATFORMS, label
from honour.promises.policy import Policy
from honour.promises.say import SECURITY
from honour.publishing.texts import addresses

LANGUAGES = {"fr": "Français", "en": "English"}
DOCUMENTS = {
    "legal notice": Wording("Legal notice", "Mentions légales"),
    "terms of use": Wording("Terms of use", "Conditions d’utilisation"),
    "terms of sale": Wording("Terms of sale", "Conditions de vente"),
}
"""How the foot of each page calls the texts that a policy names."""
PAGES = {
    "recipients": Wording("Who receives your data", "Qui reçoit vos données"),
    "cookies": Wording("Cookies", "Cookies"),
    "security": Wording("Security advice", "Conseils de sécurité"),
}
"""How the foot of each page calls the pages beside the policy."""
_WHICH_PAGE: Final = ("item", "kind", "only", "page", "old", "new")
"""What of an address's query is kept where the language changes: one item, some kinds, two versions."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The site's name and languages, for every template."""
    site = the_site()
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    return {
        "site_name": site.policy.site.name,
        "here": _here(request),
        "languages": [(each, LANGUAGES[each]) for each in site.policy.site.languages],
        "language": language,
        "time_zone": site.policy.site.time_zone,
        "demo": site.demo,
        "has_style": bool(site.style),
        "has_logo": site.logo is not None,
        "documents": [
            (DOCUMENTS[name].say(language), address) for name, address in addresses(site.policy).items()
        ],
        "pages": pages(site.policy, language),
        "share_links": share_links(site.policy, request.path, language),
        "menu": [
            each for trade in the_trades() for each in trade.menu if each.opens(site.policy, frozenset())
        ],
        "own_menu": [each for trade in the_trades() for each in trade.own],
        "security_advice": bool(set(site.policy.say.advice) & set(SECURITY)),
    }


def _here(request: HttpRequest) -> str:
    """The address of a page, with what of its query says which page it is; nothing else is repeated."""
    said = [(name, value) for name in _WHICH_PAGE for value in request.GET.getlist(name)]
    return f"{request.path}?{urlencode(said)}" if said else request.path


def pages(policy: Policy, language: Language) -> list[tuple[str, str]]:
    """Title and address of each page beside the policy that has something to say."""
    has = {
        "recipients": bool(policy.recipients),
        "cookies": policy.ask is not None and policy.ask.cookies is not None,
        "security": bool(set(policy.say.advice) & set(SECURITY)),
    }
    return [(PAGES[name].say(language), f"/{name}") for name, there in has.items() if there]


def share_links(policy: Policy, path: str, language: Language) -> list[tuple[str, str]]:
    """Name and address of each link by which a page that is open to all can be passed on: plain links, with
    the page's own address and nothing of whoever reads it.
    """
    open_to_all = {
        "/",
        "/privacy/",
        *addresses(policy).values(),
        *(address for _, address in pages(policy, "en")),
    }
    if path not in open_to_all:
        return []
    page = quote(f"{the_address()}{path}", safe="")
    return [(label(each, language), f"{PLATFORMS[each]}{page}") for each in policy.tell.share_links]


def text_names() -> tuple[str, ...]:
    """The publisher's texts that the site shows, by the name of their file (`legal`)."""
    return tuple(address.removeprefix("/") for address in addresses(the_site().policy).values())
