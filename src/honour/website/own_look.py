"""What a publisher puts into the site's folder for its pages: texts, a colour, a logo."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from honour.carrying_out.ports import StateRefused
from honour.portal.look import style
from honour.promises.findings import Finding
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.say import DEFINED
from honour.publishing.texts import addresses, anchors
from honour.publishing.typography import anchor_of
from honour.website.folder import TEXTS, Configuration

_TYPES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
_LARGEST: Final = 256 * 1024  # bytes of a logo, which every page asks for


def texts_of(folder: Path, policy: Policy) -> Mapping[tuple[str, str], str]:
    """The texts that the policy names by a path of the site, by path and language, as far as they exist."""
    found: dict[tuple[str, str], str] = {}
    for address in addresses(policy).values():
        name = address.removeprefix("/")
        for language in policy.site.languages:
            path = folder / TEXTS / f"{name}.{language}.md"
            if "/" not in name and path.is_file():
                found[name, language] = path.read_text("utf-8")
    return found


def text_findings(folder: Path, policy: Policy) -> Iterator[Finding]:
    """Texts that the policy announces and nobody wrote, and words that the legal notice does not define."""
    texts = texts_of(folder, policy)
    for name, address in addresses(policy).items():
        for language in policy.site.languages:
            written = texts.get((address.removeprefix("/"), language))
            place = f"{TEXTS}/{address.removeprefix('/')}.{language}.md"
            if written is None:
                yield Finding(place, f"the policy leads to this {name}, and it is not there", "write it")
            elif name == "legal notice":
                yield from _undefined(place, written, policy.say.defined, language)


def _undefined(place: str, written: str, words: Sequence[str], language: Language) -> Iterator[Finding]:
    there = anchors(written)
    for word in (DEFINED[each].say(language) for each in words):
        if anchor_of(word) not in there:
            reason = f"the policy says that the word {word} is defined here, and no heading bears it"
            yield Finding(place, reason, f"add `### {word}` with what it means")


def style_of(configuration: Configuration) -> str:
    """The style sheet of the publisher's colour; empty without one. Raises StateRefused."""
    if configuration.colour is None:
        return ""
    try:
        return style(configuration.colour)
    except ValueError as error:
        raise StateRefused(f"honour.toml, [look] colour: {error}") from None


def logo_of(configuration: Configuration) -> tuple[str, bytes] | None:
    """The logo's type and bytes. Raises StateRefused."""
    if configuration.logo is None:
        return None
    form = _TYPES.get(configuration.logo.suffix)
    if form is None or not configuration.logo.is_file():
        raise StateRefused(
            f"{configuration.logo} is no picture: name a file that ends with {', '.join(_TYPES)}"
        )
    if configuration.logo.stat().st_size > _LARGEST:
        raise StateRefused(f"{configuration.logo} is larger than {_LARGEST // 1024} KB: make it smaller")
    return form, configuration.logo.read_bytes()
