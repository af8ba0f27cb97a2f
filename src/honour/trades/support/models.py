"""Tables of the support desk. Whoever works for the site is known in them by a keyed hash, never by name."""

from typing import Final

from django.conf import settings
from django.db import models


class Visibility(models.TextChoices):
    """Who sees a ticket: nothing else exists."""

    PRIVATE = "private"
    PUBLIC = "public"


class State(models.TextChoices):
    """Where a ticket stands: it waits for staff, for its author, or for nobody."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


LONGEST_TITLE: Final = 200  # characters


class Ticket(models.Model):
    """A request for support. `person` is its author, who alone chooses its visibility.

    `reference` is 160 random bits: whoever does not have it guesses none. `language` is that of the page on
    which it was written. `waits` is since when its author waits for an answer, `answered` when he had the
    first one, `published` since when it is public. From `hidden` on staff keep it from the public, and told
    the author why; what he chose stays. `assigned` is the keyed hash of who handles it. `merged_into` is the
    reference of the ticket that its words moved to; nobody but its author has such a row then. `clearance` is
    the level of clearance (`keeping.people.models.Level`) that its author wants whoever sees it to have,
    empty where he asked for none.
    """

    reference = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tickets")
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    language = models.CharField(max_length=2)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PRIVATE)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened = models.DateTimeField()
    waits = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True)
    hidden = models.DateTimeField(null=True)
    hidden_because = models.TextField(blank=True, default="")
    assigned = models.CharField(max_length=64, blank=True, default="")
    merged_into = models.CharField(max_length=32, blank=True, default="", db_default="")
    clearance = models.CharField(max_length=16, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility__in=("private", "public")), name="support_public_or_private"
            ),
            models.CheckConstraint(
                condition=models.Q(clearance="") | models.Q(visibility="private"),
                name="support_cleared_is_private",
            ),
        ]
        indexes = [
            models.Index(fields=["visibility", "hidden", "-published", "-id"], name="support_public"),
            models.Index(fields=["person", "-opened", "-id"], name="support_of_person"),
            models.Index(fields=["waits", "id"], name="support_waiting"),
            models.Index(fields=["assigned", "-opened", "-id"], name="support_assigned"),
            models.Index(fields=["assigned", "waits", "id"], name="support_untaken"),
        ]

    def __str__(self) -> str:
        return f"ticket {self.reference}"

    @property
    def is_shown(self) -> bool:
        """Whether anybody may read it: its author published it, and staff did not hide it."""
        return self.visibility == Visibility.PUBLIC and self.hidden is None


class Comment(models.Model):
    """What was written in a ticket after its text.

    `author` is the account of whoever wrote it, null where staff did or where that account is gone; `by` is
    the keyed hash of the member of staff, else empty. `shown` says that its author lets everybody read it
    while the ticket is public; of the ticket's own author that is said by publishing.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="ticket_comments"
    )
    by = models.CharField(max_length=64, blank=True, default="")
    text = models.TextField()
    at = models.DateTimeField()
    shown = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["ticket", "id"], name="support_comments")]

    def __str__(self) -> str:
        return f"comment {self.pk} of ticket {self.ticket_id}"


class Note(models.Model):
    """What staff wrote to one another about a ticket: never public, and its author's data (GDPR Art. 15).

    `by` is the keyed hash of the member of staff who wrote it.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="notes")
    by = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "-id"], name="support_notes")]

    def __str__(self) -> str:
        return f"note {self.pk} of ticket {self.ticket_id}"


class CannedAnswer(models.Model):
    """An answer that staff give often, in both languages. It holds nothing of anybody."""

    title_fr = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE)
    text_fr = models.TextField()
    text_en = models.TextField()

    class Meta:
        db_table = "support_canned"

    def __str__(self) -> str:
        return self.title_en


class Access(models.Model):
    """From when until when somebody may use the service; `ends` is null while nobody has said when.

    `granted_by` is the keyed hash of the member of staff who wrote it down.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="support_access"
    )
    begins = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    granted_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["ends"], name="support_access_ends")]

    def __str__(self) -> str:
        return f"access of person {self.person_id}"
