"""Tables of policy versions."""

from django.db import models


class PolicyVersion(models.Model):
    """A policy file as it stood when the site first acted on it.

    `number`, `enacted` and `effective` are given when it is enacted: from then on it is what people were
    promised, from the day `effective`. `confirmed` is when its terms began to bind older rows too: at once if
    none is shorter than before, else when somebody confirmed how many rows would go.

    `reason` holds words of the policy's own `reasons` (`law, services`); `told` the channels by which people
    are told of it, none where they need not be; `again` says that they are asked to acknowledge it;
    `announced` is when the last letter about it was written.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    first_used = models.DateTimeField()
    number = models.PositiveIntegerField(null=True, unique=True)
    enacted = models.DateTimeField(null=True)
    effective = models.DateField(null=True)
    confirmed = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    told = models.CharField(max_length=100, blank=True)
    again = models.BooleanField(default=False)
    announced = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"policy {self.digest[:8]}"


class Draft(models.Model):
    """The policy's file as staff edit it on the site: one at most, and no promise. `by` is the keyed hash of
    who wrote it.
    """

    only = models.BooleanField(primary_key=True, default=True)
    text = models.TextField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.at}"


class PublishedPage(models.Model):
    """The page of an enacted version in one language, as it was published: JSON, and its SHA-256."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="pages")
    language = models.CharField(max_length=2)
    hash = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="one_page_for_each_language"),
        ]

    def __str__(self) -> str:
        return f"page {self.language} of {self.version_id}"


class DocumentVersion(models.Model):
    """A text of the publisher (`legal`, `terms`) as it stood from `at` on, in each of its languages.

    `texts` is Markdown by language; `digest` the SHA-256 of their JSON with sorted names. `number` counts the
    versions of one text from 1 on.
    """

    name = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    texts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="one_number_for_each_text"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"
