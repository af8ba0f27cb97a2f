"""Tables of requests."""

from datetime import timedelta
from typing import Final

from django.db import models

RECEIPT_LASTS: Final = timedelta(days=30)
"""How long a link opens a receipt: as long as a letter is kept."""


class State(models.TextChoices):
    """Where a request stands. `abandoned`: nothing was done, because the rows had changed since the plan."""

    OPEN = "open"
    ANSWERED = "answered"
    ABANDONED = "abandoned"


class Request(models.Model):
    """Something asked (`erase`), or due by itself (`sweep`). `person` is the kind of person, never who.

    `scope` says of what, as the plan does. A `rest` does what an earlier request, `continues`, had to wait
    for; it has no clock of its own. What was `lodged` was written down before anything of it was carried
    out, and waits for its answer whatever becomes of a try. `doubted` is when its clock was suspended because
    it is in doubt who asks (GDPR Art. 12(6)), `then_due` the day that it had then; `stood` for how many days
    it stood still before. `told` is of which stage (1 soon, 2 overdue) administrators were told last.
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
    lodged = models.BooleanField(default=True)
    doubted = models.DateTimeField(null=True)
    then_due = models.DateField(null=True)
    stood = models.PositiveIntegerField(null=True)
    told = models.PositiveSmallIntegerField(null=True)

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


class TaskState(models.TextChoices):
    """Where a task stands. `taken`: a job has it. `changed`: the plan is no longer what the person saw, who
    must look at it again.
    """

    WAITING = "waiting"
    TAKEN = "taken"
    CHANGED = "changed"
    ENDED = "ended"


class Task(models.Model):
    """What a request wants done without a click: the entry of the queue. It names nobody.

    `meaning` is the SHA-256 of what the person was shown and said yes to. `sealed` says who is meant and
    where the answer goes, in a key cell of its own that is destroyed with it once that is written. `closes`
    says that an account is closed by it. `not_before` is when it may be tried next, `tries` counts all that
    were made, `failed` those of them that failed. `receipt_key` is the SHA-256 of the 256 random bits of the
    link that opens the receipt until `receipt_until` (both set at its end).
    """

    request = models.CharField(max_length=64, primary_key=True)
    state = models.CharField(max_length=16, choices=TaskState.choices, default=TaskState.WAITING)
    meaning = models.CharField(max_length=64)
    closes = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    cell = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    ended = models.DateTimeField(null=True)
    receipt_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    receipt_until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state="waiting"), name="tasks_waiting")
        ]

    def __str__(self) -> str:
        return f"task of request {self.request} ({self.state})"
