"""The table of recoveries. What the applicant said is sealed, and goes when the case closes."""

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    """Where a case stands. The last three are closed."""

    OPEN = "open"
    PROPOSED = "proposed"
    RECONCILED = "reconciled"
    SENT = "sent"
    REFUSED = "refused"
    STOPPED = "stopped"


CLOSED = (State.SENT, State.REFUSED, State.STOPPED)


class Recovery(models.Model):
    """Somebody asks for a way back into an account of which he lost user name and address.

    `sealed` holds first name, last name and what else he remembers, in a key cell of its own; it is empty,
    and the cell destroyed, once the case is closed. `whom` is the exact name that one of the staff proposed,
    `person` the account once a second one agreed; `proposed_by` and `confirmed_by` are their keyed hashes.
    Until `waits_until` the holder may stop it.
    """

    reference = models.CharField(max_length=20, primary_key=True)
    state = models.CharField(max_length=16, choices=State.choices)
    language = models.CharField(max_length=2)
    received = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    whom = models.CharField(max_length=200, blank=True)
    proposed_by = models.CharField(max_length=64, blank=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    waits_until = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery {self.reference}"
