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


class ConfirmationState(models.TextChoices):
    """Where a confirmed sweep stands. `refused`: what is due had changed, so that nobody had read it."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Confirmation(models.Model):
    """That a member of staff read what a sweep would do, and said yes: the entry of the queue for a worker.

    `digest` is that of what was read, `rows` how many that was. `by` is the keyed hash of who said it, `role`
    in which role. `shorter` says that it lets a term that became shorter take older rows, `clock` that the
    clock is right.
    """

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    role = models.CharField(max_length=100)
    at = models.DateTimeField()
    rows = models.BigIntegerField()
    shorter = models.BooleanField(default=False)
    clock = models.BooleanField(default=False)
    state = models.CharField(
        max_length=16, choices=ConfirmationState.choices, default=ConfirmationState.WAITING
    )
    ended = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"confirmation {self.id} ({self.state})"
