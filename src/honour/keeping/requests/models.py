"""Tables of requests."""

from django.db import models


class State(models.TextChoices):
    """Where a request stands. `abandoned`: nothing was done, because the rows had changed since the plan."""

    OPEN = "open"
    ANSWERED = "answered"
    ABANDONED = "abandoned"


class Request(models.Model):
    """Something asked (`erase`), or due by itself (`sweep`). `person` is the kind of person, never who.

    `scope` says of what, as the plan does. A `rest` does what an earlier request, `continues`, had to wait
    for; it has no clock of its own.
    """

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)
    person = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=16, choices=State.choices)
    asked = models.DateTimeField()
    answer_due = models.DateField(null=True)
    answered = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)
    scope = models.JSONField(null=True)
    continues = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"request {self.id} ({self.state})"


class HashKind(models.TextChoices):
    """What a keyed hash is of: one of the subject's rows, or an identifier shown to be his."""

    TOKEN = "token"  # noqa: S105  (the word's other sense)
    KNOWN_BY = "known by"


class RequestHash(models.Model):
    """A keyed hash by which a subject's request is found again. Pseudonymous data."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="hashes")
    kind = models.CharField(max_length=16, choices=HashKind.choices)
    hash = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.request_id}"
