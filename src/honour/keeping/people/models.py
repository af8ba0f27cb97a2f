"""Tables of people who have an account. Each row carries the id of its person, so that it can be found."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from honour.keeping.plain_sql import ask, sql

ADMINISTRATION = "administration"
PRIVACY_OFFICER = "privacy officer"
"""The roles of staff that there are on every site."""


class People(BaseUserManager["Person"]):
    """Finds and makes people, as Django and allauth expect it."""

    def create_user(self, username: str | None = None, email: str = "", **fields: Any) -> "Person":
        """A person with a hashed password, or with none that opens anything."""
        password = fields.pop("password", None)
        person = self.model(username=username, email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. `username` is null where the policy knows people by their address alone.

    `last_login` is the last sign-in, `closed` when the account was closed. Staff are people with a `Role`.
    """

    username = models.CharField(max_length=150, unique=True, null=True)  # noqa: DJ001 - many have none
    email = models.EmailField(max_length=254, blank=True, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    first_name = models.CharField(max_length=200, blank=True, default="")
    telephone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def is_staff(self) -> bool:
        """Whether somebody of the publisher's staff, with at least one role."""
        return bool(self.held_roles())

    @property
    def is_administrator(self) -> bool:
        """Whether somebody who keeps the site running."""
        return ADMINISTRATION in self.held_roles()

    def held_roles(self) -> frozenset[str]:
        """The roles that somebody works in; one that was suspended opens nothing."""
        held = sql(Role, "SELECT {role} FROM {table} WHERE {person} = %s AND {suspended} IS NULL")
        return frozenset(role for (role,) in ask(held, [self.pk]))


class Role(models.Model):
    """What a person does as staff: a word of the policy's `staff see`, or `administration`.

    `granted_by` is `os:` and the operating system's user, or empty where it is older than that was kept.
    `reviewed` is when somebody last said that it is still needed, `reviewed_by` the keyed hash of that member
    of staff, or `os:` and the user. `warned` is when the last warning of a missing review was written. From
    `suspended` on it opens nothing, until somebody reviews it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=100)
    granted = models.DateTimeField()
    granted_by = models.CharField(max_length=100, blank=True, default="")
    reviewed = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=100, blank=True, default="")
    warned = models.DateTimeField(null=True)
    suspended = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.role} of person {self.person_id}"


class Level(models.TextChoices):
    """What somebody may be cleared for: the two levels of the French Code of defence, art. R. 2311-2 (decree
    2019-1271 of 2 December 2019, in force since 1 July 2021), the lower first.
    """

    SECRET = "secret"  # noqa: S105 - no password
    TRES_SECRET = "tres-secret"  # noqa: S105


LONGEST_AUTHORITY = 200  # characters


class Clearance(models.Model):
    """That an authority cleared a member of staff for defence secrets, from `begins` until before `ends`.

    `authority` is who decided it, as the decision says it. `entered` is when it was written down, and
    `entered_by` is `os:` and the operating system's user.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clearances")
    level = models.CharField(max_length=16, choices=Level.choices)
    authority = models.CharField(max_length=LONGEST_AUTHORITY)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    entered = models.DateTimeField()
    entered_by = models.CharField(max_length=100, blank=True, default="")

    def __str__(self) -> str:
        return f"clearance of person {self.person_id}"


class Acknowledgement(models.Model):
    """That a person has read a version of the policy: never a legal basis (C14).

    `version` is its number, 0 for one that was not enacted; `digest` that of its file, `page` the hash of the
    page in the language that was shown; `wording` the sentence beside the box; `documents` the number and
    the digest of each text of the publisher that stood beside it, by name (`legal`).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acknowledgements")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    page = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    wording = models.TextField()
    documents = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"acknowledgement of version {self.version} by person {self.person_id}"


class SignIn(models.Model):
    """One sign-in: when, and of what a browser shows only the fields that the policy declares.

    `device` is a class (phone, tablet, computer); `country` is ISO 3166-1, `region` a name, both from the
    database of `honour geography`. This is the one place that holds them: a session only points here.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    device = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=100, blank=True)
    means = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"sign-in of person {self.person_id}"


class Session(models.Model):
    """What a browser's cookie stands for. `key` is the SHA-256 of the cookie: whoever reads this table signs
    in nowhere. `data` is JSON, and names the sign-in that the session began with. `person` is null until
    somebody signs in. `seen` is the last visit, to five minutes.
    """

    key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    data = models.JSONField()
    began = models.DateTimeField()
    seen = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"session of person {self.person_id}"


class Link(models.Model):
    """A link of a letter, for one purpose and one use. `key` is the SHA-256 of its 256 random bits: whoever
    reads this table can follow none.

    `session` is the key of the session that it speaks of, `address` where it was sent and what it confirms,
    if any. It opens nothing from `ends` on (real time). `person` is null where nobody bears what was typed:
    the page then does the same work, and the link goes to nobody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="links")
    purpose = models.CharField(max_length=40)
    session = models.CharField(max_length=64, blank=True)
    address = models.EmailField(max_length=254, blank=True)
    made = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of person {self.person_id}: {self.purpose}"


class Remembered(models.Model):
    """What is remembered for some minutes: how often something was tried. `key` is a keyed hash: neither an
    address nor an account can be read from it. `value` is JSON.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"remembered until {self.expires}"
