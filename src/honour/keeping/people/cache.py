"""Django's cache over a table that all processes share. Values are JSON: whoever writes the database runs
no code here, which Django's own database cache, being pickle, would let him.

What could go wrong for ever: nothing; what a cache forgets is worked out again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Remembered

_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class JsonCache(BaseCache):
    """What Django asks of a cache; keys are stored as keyed hashes."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: Any, value: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Keep a value unless there is one. Of several at once, one is told that it did."""
        row = {"value": value, "expires": self._expires(timeout)}
        hashed = self._hashed(key, version)
        with transaction.atomic():
            Remembered.objects.filter(key=hashed, expires__lte=datetime.now(UTC)).delete()
            try:
                with transaction.atomic():
                    Remembered.objects.create(key=hashed, **row)
            except IntegrityError:
                return False
        return True

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value under a key, else `default`."""
        row = self._live(key, version).first()
        return default if row is None else row.value

    def set(
        self, key: Any, value: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        """Keep a value, in the place of another."""
        Remembered.objects.update_or_create(
            key=self._hashed(key, version), defaults={"value": value, "expires": self._expires(timeout)}
        )

    def touch(self, key: Any, timeout: float | object | None = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """Keep a value for longer; False where there is none."""
        return bool(self._live(key, version).update(expires=self._expires(timeout)))

    def delete(self, key: Any, version: Any = None) -> bool:
        """Forget a value; False where there was none."""
        return bool(Remembered.objects.filter(key=self._hashed(key, version)).delete()[0])

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Add to a number under a lock of its row. Raises ValueError where there is none."""
        with self._locked(key, version) as row:
            row.value += delta
            row.save()
        return int(row.value)

    def clear(self) -> None:
        """Forget everything, the counts of tries among it."""
        Remembered.objects.all().delete()

    @contextmanager
    def _locked(self, key: Any, version: Any) -> Iterator[Remembered]:
        with transaction.atomic():
            row = self._live(key, version).select_for_update().first()
            if row is None:
                raise ValueError("nothing is remembered under this key")
            yield row

    def _live(self, key: Any, version: Any) -> Any:
        return Remembered.objects.filter(key=self._hashed(key, version), expires__gt=datetime.now(UTC))

    def _hashed(self, key: Any, version: Any) -> str:
        return the_site().records.keyed_hash("cache", self.make_key(key, version=version))

    def _expires(self, timeout: float | object | None) -> datetime:
        until = self.get_backend_timeout(timeout)  # type: ignore[arg-type]  # as Django's own caches call it
        return _NEVER if until is None else datetime.fromtimestamp(until, UTC)
