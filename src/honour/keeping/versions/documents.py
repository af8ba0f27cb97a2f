"""Keeping the publisher's texts (legal notice, terms) as they stood, each change a version of its own.

What could go wrong for ever: what somebody acknowledged cannot be shown any more. So a text is kept when the
site first shows it, and a version that was given a number is never changed.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.journal.actions import Journal, record
from honour.keeping.plain_sql import first
from honour.keeping.versions.models import DocumentVersion


def remember_documents(journal: Journal, texts: Mapping[tuple[str, str], str], now: datetime) -> None:
    """Keep each text, by name and language, that is not what was kept last, with its entry.

    Several processes may start at once: the first keeps it.
    """
    for name in dict.fromkeys(name for name, _ in texts):
        said = {language: text for (each, language), text in sorted(texts.items()) if each == name}
        digest = sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        last = current(name)
        if last is not None and last.digest == digest:
            continue
        number = last.number + 1 if last else 1
        try:
            with transaction.atomic():
                DocumentVersion.objects.create(name=name, number=number, at=now, digest=digest, texts=said)
                facts: dict[str, Json] = {"document": name, "number": number, "digest": digest}
                record(journal, Act("document published", "site", facts), now)
        except IntegrityError:
            if DocumentVersion.objects.filter(name=name, number=number).exists():
                continue
            raise


def current(name: str) -> DocumentVersion | None:
    """The version that is shown now; None before the first."""
    return first(DocumentVersion, "{name} = %s ORDER BY {number} DESC LIMIT 1", [name])


def versions_of(name: str) -> tuple[DocumentVersion, ...]:
    """Every version of a text, the last first."""
    return tuple(DocumentVersion.objects.filter(name=name).order_by("-number"))
