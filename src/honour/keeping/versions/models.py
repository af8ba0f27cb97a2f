"""Tables of policy versions."""

from django.db import models


class PolicyVersion(models.Model):
    """A policy file as it stood when the site first acted on it.

    `number`, `enacted` and `effective` are given when it is enacted: from then on it is what people were
    promised, from the day `effective`. `confirmed` is when its terms began to bind older rows too: at once if
    none is shorter than before, else when somebody confirmed how many rows would go.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    first_used = models.DateTimeField()
    number = models.PositiveIntegerField(null=True, unique=True)
    enacted = models.DateTimeField(null=True)
    effective = models.DateField(null=True)
    confirmed = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"policy {self.digest[:8]}"


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
