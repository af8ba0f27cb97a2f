"""What staff decided of requests; nothing on a site that is only connected, which keeps no messages."""

from collections.abc import Mapping, Sequence

from django.apps import apps

_MESSAGES = "honour.keeping.messages"


def outcomes_of(requests: Sequence[str]) -> Mapping[str, str]:
    """The last decision for good of each of these requests, by its number."""
    if not apps.is_installed(_MESSAGES):
        return {}
    from honour.keeping.messages.reading import decided  # its models load only where they are installed

    return decided(requests)
