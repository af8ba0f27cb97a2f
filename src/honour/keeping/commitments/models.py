"""Tables of what recipients undertook. They name companies by the policy's keys, and no person."""

from django.db import models


class Commitment(models.Model):
    """A paper that binds a recipient, as somebody recorded it. Never changed: a newer one is another row.

    `recipient` is a key of the policy's `recipients`. `sort` is `contract` (GDPR Art. 28(3)), `agreement`
    (Art. 26) or `undertaking`. `file` is what the paper is called, `digest` its SHA-256 when it was recorded.
    `until` is the last day on which it binds; `ended`, if anything, the last day before its time.
    """

    recipient = models.CharField(max_length=200, db_index=True)
    sort = models.CharField(max_length=16)
    file = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    signed = models.DateField()
    until = models.DateField()
    ended = models.DateField(null=True)
    recorded = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sort} of {self.recipient}"


class Outlet(models.Model):
    """Where a recipient's data goes once somebody enabled it: an address (`https://…`). `sealed` holds the
    secrets that sign what goes there, under a key cell of its own.
    """

    recipient = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=2000)
    enabled = models.DateTimeField()
    sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"outlet of {self.recipient}"
