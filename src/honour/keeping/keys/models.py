"""Tables of key cells."""

from django.db import models


class Epoch(models.Model):
    """Some days under one key of the key place. The last one is current: new cells are wrapped under it.

    A row goes once no cell is left under it, and only then its key. The database itself refuses a cell under
    an epoch that is gone, from whoever still took it for the current one.
    """

    number = models.PositiveIntegerField(primary_key=True)
    began = models.DateTimeField()

    def __str__(self) -> str:
        return f"epoch {self.number}"


class Cell(models.Model):
    """A data key, wrapped under an epoch key. Who destroys the row destroys what was sealed under it.

    `owner` is a keyed hash or the id of a row of this database, never a name. `kind` says what is sealed:
    journal, intent, hold. `term` is when that ends, in the policy's words, or empty.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    term = models.CharField(max_length=200, blank=True)
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, db_column="epoch", db_index=False)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "term"], name="one_cell_each")]

    def __str__(self) -> str:
        return f"cell {self.id} ({self.kind})"
