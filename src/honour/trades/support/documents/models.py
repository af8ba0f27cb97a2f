"""The table of documents. What somebody reads in it lies sealed; the bytes of a file lie elsewhere."""

from django.conf import settings
from django.db import models


class Document(models.Model):
    """A file or a serial key that its author gave for one of his tickets.

    `reference` is 160 random bits, and owns the document's key cell. `name` is that of the file and `serial`
    a serial key; of each row one is null, both are sealed under the cell. `file` names the sealed bytes;
    their own key lies in `opens`, sealed under the cell: so nothing opens without this row, and nothing
    without the cell. `size` is in bytes. From `asked` on its author wants it destroyed: nobody opens it.
    """

    reference = models.CharField(max_length=32, unique=True)
    ticket = models.ForeignKey("support.Ticket", on_delete=models.CASCADE, related_name="documents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="documents")
    name = models.TextField(null=True)  # noqa: DJ001 - what an erasure makes of it, and no name is that
    serial = models.TextField(null=True)  # noqa: DJ001
    file = models.CharField(max_length=32, blank=True, default="")
    opens = models.TextField(blank=True, default="")
    type = models.CharField(max_length=100, blank=True, default="")
    size = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    asked = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_document"
        indexes = [models.Index(fields=["ticket", "id"], name="support_documents")]

    def __str__(self) -> str:
        return f"document {self.reference}"
