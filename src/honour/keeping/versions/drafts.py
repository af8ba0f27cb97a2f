"""The draft of a policy that staff edit on the site: one at a time, and none is a promise.

What could go wrong for ever: nothing; the policy in force lies in the folder and among the versions.
"""

from datetime import datetime

from honour.keeping.versions.models import Draft


def draft() -> Draft | None:
    """The draft that there is."""
    return Draft.objects.order_by("-at").first()


def keep(text: str, by: str, now: datetime) -> None:
    """Keep a draft, in the place of another. `by` is the keyed hash of who of the staff wrote it."""
    Draft.objects.update_or_create(only=True, defaults={"text": text, "by": by, "at": now})


def discard() -> None:
    """Throw the draft away."""
    Draft.objects.all().delete()
