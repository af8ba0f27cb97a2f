"""The table of letters. A row that waits is the entry of the queue that sends it."""

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    """Where a letter stands. `sending`: a job has it. `parked`: somebody must look at it first, after a
    restore, many tries or a refusal.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"


class Letter(models.Model):
    """A mail to one address. `kind` is its template (`account/email/password_reset_key`).

    `key` makes its sending happen once: its Message-ID is made of it. `secret` says that the text carries a
    link or a code that opens something: such a text is `sealed` in a key cell of its own, `text` is empty,
    and both go once it was sent. `person` is null where the address is of nobody known. `not_before` is when
    it may be tried next, or was taken by the job that has it. `parked` is since when it is so, and `why` is
    `refused` or `tries`; empty after a restore. `facts` are what the words of an alert to staff are filled
    with.
    """

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=100)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    written = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    parked = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state="waiting"), name="letters_waiting")
        ]

    def __str__(self) -> str:
        return f"letter {self.key} ({self.state})"
