"""Tables of work: what was done already, and what is done at its time."""

from django.db import models


class Done(models.Model):
    """A guard row: a step of a workflow whose effect on our own tables was committed with it, once.

    `fence` is the number under which the worker held its lock (DESIGN, section 15).
    """

    workflow = models.CharField(max_length=200)
    step = models.CharField(max_length=40)
    fence = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workflow", "step"], name="one_effect_once")]

    def __str__(self) -> str:
        return f"{self.step} of {self.workflow}"


class Worker(models.Model):
    """A name that workers take, one at a time. `fence` rises each time that somebody takes it."""

    name = models.CharField(max_length=40, primary_key=True)
    fence = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} for the {self.fence}th time"


class Schedule(models.Model):
    """Work that is due again and again. `slot` names the time it is done for, `tries` counts those that
    failed for that slot, `not_before` is when it may be tried next.
    """

    name = models.CharField(max_length=40, primary_key=True)
    slot = models.CharField(max_length=40)
    state = models.CharField(max_length=16)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    outcome = models.CharField(max_length=40, blank=True)
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} for {self.slot} ({self.state})"
