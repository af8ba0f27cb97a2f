"""The publisher's own texts: what `honour new` begins them with, and how they become a page.

They are Markdown without HTML: a mark of a text is a mark, never a script.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt

from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.say import DEFINED
from honour.publishing.typography import anchor_of

_ID: Final = re.compile(r'<h[1-6] id="([^"]+)">')


def as_html(text: str) -> str:
    """A text in Markdown (CommonMark, with tables) as HTML; what is HTML in it is shown as it is written."""
    tokens = _markdown().parse(text)
    used: dict[str, int] = {}
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open" and (anchor := anchor_of(inside.content)):
            used[anchor] = used.get(anchor, 0) + 1
            opening.attrSet("id", anchor if used[anchor] == 1 else f"{anchor}-{used[anchor]}")
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))


def anchors(text: str) -> frozenset[str]:
    """What the headings of a text are reached by (`/legal#publisher`)."""
    return frozenset(_ID.findall(as_html(text)))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def legal_notice(policy: Policy, language: Language) -> str:
    """What the publisher must say of himself (French act 2004-575, art. 1-1), as far as the policy does."""
    return "\n".join(_legal_notice(policy, language)) + "\n"


def _legal_notice(policy: Policy, language: Language) -> Iterator[str]:
    french, site, publisher = language == "fr", policy.site, policy.site.publisher
    yield "# Mentions légales" if french else "# Legal notice"
    yield ""
    yield "## Qui publie ce site" if french else "## Who publishes this site"
    yield ""
    facts = [
        (publisher.name, "", ""),
        (publisher.postal_address, "Adresse : ", "Address: "),
        (publisher.capital, "Capital : ", "Capital: "),
        (publisher.register, "Immatriculation : ", "Registration: "),
        (publisher.director, "Directeur ou directrice de la publication : ", "Publication director: "),
        (publisher.contact, "Contact : ", "Contact: "),
    ]
    yield from (f"- {(fr if french else en)}{fact}" for fact, fr, en in facts if fact)
    hosts = [each for each in policy.recipients.values() if each.stores]
    if hosts:
        yield ""
        yield "## Qui l’héberge" if french else "## Who hosts it"
        yield ""
        yield from (f"- {each.name} ({each.country})" for each in hosts)
    yield ""
    yield "## Termes employés" if french else "## Terms used"
    means = {
        "user": "Toute personne qui consulte le site." if french else "Whoever visits the site.",
        "site": f"{site.name}, {site.address}",
        "publisher": publisher.name,
        "host": ", ".join(f"{each.name} ({each.country})" for each in hosts),
    }
    for word, meaning in means.items():
        if meaning:
            yield from ("", f"### {DEFINED[word].say(language)}", "", meaning)


def addresses(policy: Policy) -> dict[str, str]:
    """The paths of the texts that the site has, by name: a legal notice always, as the law wants one."""
    named = {link.name: link.address for link in policy.tell.documents if link.address.startswith("/")}
    return {"legal notice": "/legal", **named}


def terms(policy: Policy, language: Language) -> str:
    """A beginning of general terms, which the publisher completes before the site opens."""
    name = policy.site.name
    if language == "fr":
        return (
            "# Conditions générales\n\n*Texte de départ, à compléter avant l’ouverture.*\n\n## Objet\n\n"
            f"Ces conditions règlent l’usage de {name}. Créer un compte n’oblige à rien d’autre.\n\n"
            "## Votre compte\n\nVous choisissez vos identifiants et ne les confiez à personne."
            " Vous pouvez fermer votre compte à tout moment.\n\n## Vos données\n\nElles sont traitées"
            " comme le dit la [politique de confidentialité](/privacy/).\n"
        )
    return (
        f"# General terms\n\n*A text to begin with, to be completed before the site opens.*\n\n## Subject\n\n"
        f"These terms govern the use of {name}. Creating an account binds you to nothing else.\n\n"
        "## Your account\n\nYou choose your sign-in details and entrust them to nobody. You can close"
        " your account at any time.\n\n## Your data\n\nThey are used as the"
        " [privacy policy](/privacy/) says.\n"
    )
