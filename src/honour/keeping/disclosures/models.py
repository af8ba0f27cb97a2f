"""Tables of disclosures. Who demanded what about whom is sealed: an order may be secret, and names people."""

from django.db import models


class State(models.TextChoices):
    """Where a demand stands. `left`: the extract was handed over; `held`: a preservation that holds; `ended`:
    one that does no more.
    """

    PREPARED = "prepared"
    APPROVED = "approved"
    LEFT = "left"
    HELD = "held"
    ENDED = "ended"
    REFUSED = "refused"


class Disclosure(models.Model):
    """A demand for somebody's data, from the day it came until five years after it was closed.

    `sealed` holds what was demanded, by whom and about whom, in a key cell of its own. `prepared_by` and
    `approved_by` are keyed hashes of two accounts of staff. `secret_until` is the last local day on which the
    person may not be told; `told` is when he was. `digest` is the SHA-256 of the extract that left last,
    `hold` the hold that preserves.
    """

    id = models.CharField(max_length=20, primary_key=True)
    ground = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PREPARED)
    received = models.DateField()
    prepared = models.DateTimeField()
    prepared_by = models.CharField(max_length=64)
    approved = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=64, blank=True, default="")
    closed = models.DateTimeField(null=True)
    secret_until = models.DateField(null=True)
    told = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    rows = models.BigIntegerField(null=True)
    hold = models.CharField(max_length=32, blank=True, default="")
    reviewed = models.DateField(null=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["state", "told"], name="disclosures_to_tell")]

    def __str__(self) -> str:
        return f"disclosure {self.id} ({self.state})"


class Concerned(models.Model):
    """Whom a demand is about, by the keyed hashes of his rows and identifiers: who may not handle it, and to
    whom it is shown once it may be.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="concerned")
    token = models.CharField(max_length=64, db_index=True)
    person = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"concerned by {self.disclosure_id}"
