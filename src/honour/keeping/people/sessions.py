"""The sessions of browsers, in a table that knows whose they are.

The cookie is a random key of 256 bits; the table holds its SHA-256. Data are JSON, never pickle.
What could go wrong for ever: nothing; whoever loses a session signs in again.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from honour.keeping.people.models import Session
from honour.keeping.plain_sql import first, stored_moment

SEEN_EVERY: Final = timedelta(minutes=5)
"""How often a visit is written down: more often would cost a write for each page."""


ENDS: Final = "ends"
"""Where a session keeps its last moment, as ISO 8601."""


class SessionStore(SessionBase):
    """One browser's session, as Django's middleware wants it."""

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    def get_expiry_age(self, **named: Any) -> int:
        """Seconds until the session ends: by the last moment that it was given, however it is used."""
        if ENDS not in self:
            return super().get_expiry_age(**named)
        left = datetime.fromisoformat(self[ENDS]) - datetime.now(UTC)
        return max(0, int(left.total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        """Whether the cookie goes with the browser: never where the session has a last moment."""
        return ENDS not in self and super().get_expire_at_browser_close()

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this cookie."""
        return Session.objects.filter(key=hashed(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a fresh key."""
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises CreateError, UpdateError where it does not stand as thought."""
        if self.session_key is None:
            return self.create()
        data = dict(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # as Django's own stores do
        now = datetime.now(UTC)
        values: dict[str, Any] = {
            "data": data,
            **_whose(data),
            "expires": now + timedelta(seconds=self.get_expiry_age()),
            "seen": now,
        }
        key = hashed(self.session_key)
        if must_create:
            try:
                with transaction.atomic():
                    Session.objects.create(key=key, began=now, **values)
            except IntegrityError as error:
                raise CreateError from error
        elif not Session.objects.filter(key=key).update(**values):
            raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End a session; the cookie then opens nothing."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key=hashed(key)).delete()

    def load(self) -> dict[str, Any]:
        """What the session holds; a fresh one where there is none."""
        now = datetime.now(UTC)
        asked = (hashed(self.session_key or ""), stored_moment(now))
        row = first(Session, "{key} = %s AND {expires} > %s", asked)
        if row is None:
            self._session_key = None
            return {}
        if row.person_id is not None and now - row.seen >= SEEN_EVERY:
            Session.objects.filter(key=row.key).update(seen=now)
        return dict(row.data)

    @classmethod
    def clear_expired(cls) -> None:
        """End every session whose time is over."""
        Session.objects.filter(expires__lte=datetime.now(UTC)).delete()


def real_now() -> datetime:
    """Now by the clock of the machine, which no demo moves."""
    return datetime.now(UTC)


def end_after(session: SessionBase, length: timedelta) -> None:
    """Let a session end so long after now (real time), however it is used until then."""
    session[ENDS] = (real_now() + length).isoformat()


def hashed(cookie: str) -> str:
    """What stands for a secret of 256 random bits in a table: its SHA-256."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def _whose(data: dict[str, Any]) -> dict[str, int]:
    """Whose session it is: of who signed in, or is about to; else it stays whose it was."""
    from django.contrib.auth import SESSION_KEY

    if SESSION_KEY in data:
        return {"person_id": int(data[SESSION_KEY])}
    from allauth.account.utils import url_str_to_user_pk  # only where there is such a thing

    begun = data.get("account_login") or {}  # where allauth keeps a sign-in that waits for something
    return {"person_id": url_str_to_user_pk(begun["user_pk"])} if begun.get("user_pk") else {}
