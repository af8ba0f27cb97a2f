"""Tables of key cells."""

from django.db import models


class Cell(models.Model):
    """A data key, wrapped under an epoch key. Who destroys the row destroys what was sealed under it.

    `owner` is a keyed hash or the id of a row of this database, never a name. `kind` says what is sealed:
    journal, intent, hold. `term` is when that ends, in the policy's words, or empty.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    term = models.CharField(max_length=200, blank=True)
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "term"], name="one_cell_each")]

    def __str__(self) -> str:
        return f"cell {self.id} ({self.kind})"
