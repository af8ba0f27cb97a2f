"""What a person wrote to the site, and what was answered: it lies sealed, and is opened for him alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from honour.carrying_out.people import Match
from honour.keeping.keys.sealing import EpochKeys
from honour.keeping.messages import reading
from honour.keeping.messages.actions import opened, text_of
from honour.keeping.people.models import Person
from honour.places.personal import Personal


def messages_file(
    matches: Sequence[Match], account: str, keys: EpochKeys, now: datetime
) -> Mapping[str, Personal[str]]:
    """Every message of somebody with its answers, as a JSON file of that name; none where there is none, or
    where he is no holder of an account (`account` is the kind of people who are).
    """
    own = [match for match in matches if match.person.kind == account]
    holders = Person.objects.filter(pk__in=[key[0] for match in own for key in match.keys.reveal()])
    told = [
        {
            "reference": message.reference,
            "received": message.received.isoformat(),
            "subject": message.subject,
            "written": {name: value.reveal() for name, value in opened(message, keys).items()},
            "answers": [
                {
                    "at": decision.at.isoformat(),
                    "decision": decision.kind,
                    "article": decision.article or None,
                    "text": text_of(decision, keys).reveal(),
                }
                for decision in message.decisions.order_by("at", "pk")
            ],
        }
        for person in holders
        for message, _ in reading.of_person(person, now)
    ]
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return {"messages.json": Personal(text)} if told else {}
