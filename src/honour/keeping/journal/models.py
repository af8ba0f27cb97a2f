"""Tables of the journal. None names a person, and none but `Detail` says what was done."""

from django.db import models


class Log(models.Model):
    """The site's log, one row. `origin` names it, and says whether it is a demo's, for ever.

    `seen` is when the site was last at work with a clock that nobody doubted.
    """

    site = models.CharField(max_length=32)
    origin = models.CharField(max_length=300, unique=True)
    public = models.BinaryField()
    demo = models.BooleanField()
    born = models.DateTimeField()
    seen = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.origin


class Entry(models.Model):
    """An act. `minute` counts from 1970 in UTC; The sequencer gives `position`, from 0, without gaps."""

    number = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField()
    minute = models.BigIntegerField()
    leaf = models.BinaryField()
    position = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["number"], condition=models.Q(position__isnull=True), name="journal_pending"
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.position}"


class Detail(models.Model):
    """What an entry commits to: its salt and the act as JSON. It may be removed; the leaf stays."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    salt = models.BinaryField()
    act = models.TextField()

    def __str__(self) -> str:
        return f"detail of entry {self.entry_id}"


class SubjectLink(models.Model):
    """That an entry is about somebody: his journal cell gives `tag`, while it lives."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="links")
    tag = models.BinaryField(db_index=True)

    def __str__(self) -> str:
        return f"link of entry {self.entry_id}"


class Node(models.Model):
    """The hash of a complete subtree (RFC 6962): `index` counts the subtrees of a level from the left.

    Only some levels have rows (see `reading.is_stored`): what lies between is put together from them.
    """

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class Head(models.Model):
    """A signed head: `note` is the checkpoint as it leaves the house."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    minute = models.BigIntegerField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"head of {self.size}"
