"""Tables of policy versions."""

from django.db import models


class PolicyVersion(models.Model):
    """A policy file as it stood when the site first acted on it. `number` is given when it is enacted."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    first_used = models.DateTimeField()
    number = models.PositiveIntegerField(null=True, unique=True)

    def __str__(self) -> str:
        return f"policy {self.digest[:8]}"
