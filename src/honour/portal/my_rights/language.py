"""In which language the pages of requests are shown."""

from django.utils import translation

from honour.promises.languages import Language


def language_shown() -> Language:
    """The language of the page."""
    return "fr" if translation.get_language() == "fr" else "en"
