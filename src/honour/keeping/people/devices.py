"""Where somebody is signed in, and ending that.

What could go wrong for ever: nothing; whoever loses a session signs in again.
"""

from django.db.models import TextField
from django.db.models.functions import Cast

from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person, Session
from honour.keeping.people.sessions import real_now


def sessions_of(person: Person) -> list[Session]:
    """The sessions of a person that are not over, the last seen first."""
    return list(Session.objects.filter(person=person, expires__gt=real_now()).order_by("-seen"))


def end(person: Person, key: str, by: str = "person") -> int:
    """End one session of a person; gives how many there were."""
    ended = Session.objects.filter(person=person, key=key).delete()[0]
    if ended:
        journalled(person, "session ended", by, {"sessions": ended})
    return ended


def end_others(person: Person, spared: str, by: str = "person") -> int:
    """End all sessions of a person but `spared` (a key of the table, or empty); gives how many there were."""
    ended = Session.objects.filter(person=person).exclude(key=spared).delete()[0]
    if ended:
        journalled(person, "sessions ended", by, {"sessions": ended})
    return ended


def end_naming(value: str, spared: str) -> int:
    """End every session whose data name a value that is to be forgotten: one that began and was not finished
    names nobody. Gives how many.
    """
    found = Session.objects.annotate(text=Cast("data", TextField())).filter(text__contains=value)
    return found.exclude(key=spared).delete()[0]
