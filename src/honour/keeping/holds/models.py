"""Tables of holds."""

from django.db import models


class Hold(models.Model):
    """Rows that stay after an erasure. `first_ends` and `last_ends` are local days, computed at the erasure.

    `waits_for` is the event after which a request for erasure ends them too. `sealed` are the row keys, in
    the hold's own cell, destroyed when it is released.
    """

    id = models.UUIDField(primary_key=True)
    number = models.PositiveIntegerField()
    request = models.CharField(max_length=64, db_index=True)
    place = models.CharField(max_length=300)
    fields = models.JSONField()
    count = models.BigIntegerField()
    statement = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    first_ends = models.DateField(null=True)
    last_ends = models.DateField(null=True, db_index=True)
    waits_for = models.CharField(max_length=100, blank=True, default="")
    cell = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    released = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"hold {self.id}"
