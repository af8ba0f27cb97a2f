"""Tables of breaches: the register of GDPR Art. 33(5). What is written in words, and who was reached, is
sealed.
"""

from django.db import models


class Breach(models.Model):
    """A breach, from the moment somebody became aware of it until five years after it was closed.

    `aware` begins the 72 hours. `sealed` holds the facts in words, in a key cell of its own. `people` and
    `rows` are the counts of `counted`, by kind of people and by place. `notified` and `complemented` are when
    the authority was told; `spared` says that it need not be. `telling` is `writing` while letters to the
    persons are being written, and `written` after; `untold` why none are. `alarms` is how many were given.
    """

    id = models.CharField(max_length=20, primary_key=True)
    aware = models.DateTimeField(db_index=True)
    recorded = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    risk = models.CharField(max_length=16, blank=True, default="")
    people = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    counted = models.DateTimeField(null=True)
    notified = models.DateTimeField(null=True)
    complemented = models.DateTimeField(null=True)
    spared = models.DateTimeField(null=True)
    telling = models.CharField(max_length=16, blank=True, default="")
    untold = models.CharField(max_length=32, blank=True, default="")
    alarms = models.PositiveSmallIntegerField(default=0)
    closed = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"breach {self.id}"


class Affected(models.Model):
    """Somebody whom a breach reached. `token` is the keyed hash of his row; `sealed`, in the breach's cell,
    is where he is reached, until his letter is written. `outcome` is `letter`, `gone` or `none`: no address.
    """

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="affected")
    token = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True)
    written = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "token"], name="affected_once")]
        indexes = [
            models.Index(
                fields=["breach"], condition=models.Q(written__isnull=True), name="affected_unwritten"
            )
        ]

    def __str__(self) -> str:
        return f"affected by {self.breach_id}"
