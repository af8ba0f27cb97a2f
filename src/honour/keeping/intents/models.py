"""Tables of intents."""

from django.db import models


class State(models.TextChoices):
    """Where an intent stands. `scrubbing`: its cell is destroyed, the database's log is not yet truncated."""

    INTENDED = "intended"
    CONCLUDED = "concluded"
    SCRUBBING = "scrubbing"
    SCRUBBED = "scrubbed"


class Intent(models.Model):
    """What is about to be destroyed. `sealed` opens with the intent's own cell, until the scrub has ended.

    `epoch` is the one under which that cell was destroyed: with its key, an older copy of this database still
    opens. None before, and again once no place holds that key.
    """

    id = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64, db_index=True)
    act = models.CharField(max_length=16)
    plan = models.JSONField()
    digest = models.CharField(max_length=64)
    policy = models.CharField(max_length=64)
    by = models.CharField(max_length=200)
    opened = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, db_index=True)
    cell = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    epoch = models.PositiveIntegerField(null=True)
    outcome = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"intent {self.id} ({self.state})"
