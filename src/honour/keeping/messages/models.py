"""Tables of messages. What somebody wrote, and where he is reached, is sealed: nothing here names anybody."""

from django.conf import settings
from django.db import models


class Identity(models.TextChoices):
    """How it was shown whose request a message is (DESIGN, section 7)."""

    UNKNOWN = ""
    SESSION = "session"
    LINK = "link"
    STAFF = "staff"


class Message(models.Model):
    """Something that somebody wrote, or that staff typed in. Where it uses a right, the `Request` of the same
    id has its clock.

    `sealed` holds text, name, address and by what he is known, in a key cell of its own. `person` is the
    account of its author, once that was shown; `matched` the exact name (`customer:3`) of whom the request is
    about. `waits_until`: until then its holder may stop it.
    `answered_at` is the keyed hash of the address to answer, also of none; empty in what is older.
    """

    reference = models.CharField(max_length=20, primary_key=True)
    subject = models.CharField(max_length=16)
    on_behalf = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    received = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    identity = models.CharField(max_length=16, choices=Identity.choices, blank=True)
    matched = models.CharField(max_length=200, blank=True, db_index=True)
    waits_until = models.DateTimeField(null=True)
    stopped = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    answered_at = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["received"], name="messages_received")]

    def __str__(self) -> str:
        return f"message {self.reference}"


class Matching(models.Model):
    """That a member of staff takes a message for somebody's: it counts once a second one says so too.

    `by` and `confirmed_by` are keyed hashes of the account of staff; `whom` is an exact name.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="matchings")
    whom = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"matching of {self.message_id}"


class Decision(models.Model):
    """What staff decided, and the answer that was written (`sealed`, in the message's cell).

    `article` is that of a refusal, `until` the day of an extension. `opens` is the SHA-256 of the 256 random
    bits of the link that gives what was asked to see, until `opens_until`; without it, staff may post that.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=16)
    article = models.CharField(max_length=40, blank=True)
    until = models.DateField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    sealed = models.BinaryField()
    opens = models.CharField(max_length=64, blank=True, default="")
    opens_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.message_id}"
