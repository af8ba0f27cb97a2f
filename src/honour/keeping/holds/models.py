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


class PersonHold(models.Model):
    """Somebody whose data nobody may destroy: restricted, disputed, or preserved in secret.

    `tokens` and `known_by` are keyed hashes by which he is found; `sealed` his row keys and the reason, in
    the hold's own cell, destroyed when it is lifted. `item` names a single row by its table and the keyed
    hash of its key. `review` is a local day.
    """

    id = models.CharField(max_length=32, primary_key=True)
    state = models.CharField(max_length=16)
    person = models.CharField(max_length=200)
    tokens = models.JSONField()
    known_by = models.JSONField()
    kinds = models.JSONField()
    item = models.JSONField(null=True)
    review = models.DateField(null=True)
    placed = models.DateTimeField()
    lifted = models.DateTimeField(null=True)
    cell = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["placed"], condition=models.Q(lifted__isnull=True), name="held_now")]

    def __str__(self) -> str:
        return f"hold {self.id} ({self.state})"


class Preserved(models.Model):
    """What stood where a correction wrote anew while an authority's secret order held it: `sealed` in the
    hold's cell, and gone with it. `act` and `number` name the correction and its step.
    """

    hold = models.ForeignKey(PersonHold, on_delete=models.CASCADE, related_name="preserved")
    act = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "act", "number"], name="preserved_once")]

    def __str__(self) -> str:
        return f"preserved by {self.hold_id}"


class Evidence(models.Model):
    """A copy of somebody's data that is kept apart as evidence, for a `request` that tells of a theft of his
    identity: no page of his account shows it, and what becomes of the account leaves it as it is.

    `tokens` and `known_by` are keyed hashes by which he is found; `sealed` is the copy, in a key cell of its
    own. Both go once the local day `until` is over. `digest` is the SHA-256 of the copy, which the
    journal has too.
    """

    id = models.CharField(max_length=32, primary_key=True)
    request = models.CharField(max_length=64, db_index=True)
    person = models.CharField(max_length=200)
    tokens = models.JSONField()
    known_by = models.JSONField()
    kinds = models.JSONField()
    taken = models.DateTimeField()
    until = models.DateField(db_index=True)
    digest = models.CharField(max_length=64)
    cell = models.UUIDField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"evidence {self.id}"
