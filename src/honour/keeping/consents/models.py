"""Tables of what people chose. A change is a new row: what was said stays provable (GDPR Art. 7(1))."""

from django.conf import settings
from django.db import models


class Shown(models.Model):
    """What was shown to whoever chose: the words, their SHA-256, and the policy that held then.

    `version` is the policy's number, 0 for one that was not enacted, `digest` that of its file. `way` says
    where: `banner`, `cookie page`, `my choices`.
    """

    at = models.DateTimeField()
    way = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    wording = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Choice(Shown):
    """A yes or a no of somebody who has an account. `purpose` is the policy's word, or a cookie's name.

    `withdrawn` stands on the last no alone, as long as no yes followed: by it what rests on the yes ends.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="choices")
    purpose = models.CharField(max_length=100)
    given = models.BooleanField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "at"], name="consents_choice_of")]

    def __str__(self) -> str:
        return f"choice of person {self.person_id}"


class CookieChoice(Shown):
    """What a browser chose about cookies. `key` is the SHA-256 of a random number that this browser alone
    holds: nobody can be found by it. `agreed` and `refused` are names. It goes at `ends`.
    """

    key = models.CharField(max_length=64, db_index=True)
    agreed = models.JSONField()
    refused = models.JSONField()
    ends = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"choice about cookies until {self.ends}"


class Directive(models.Model):
    """What is to become of somebody's data after death (French Act 78-17, art. 85): the last word alone.

    `wish` is `keep`, `erase` or `hand over`; `trusted` is who carries it out and how to reach them. All three
    are sealed (`sealed`).
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="directive"
    )
    at = models.DateTimeField()
    wish = models.TextField()
    trusted = models.TextField(blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"directive of person {self.person_id}"
