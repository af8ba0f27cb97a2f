"""What a person wrote to the site, and what was answered: it lies sealed, and is opened for him alone."""

import json
from collections.abc import Mapping

from honour.keeping.messages import reading
from honour.keeping.messages.actions import opened, text_of
from honour.keeping.people.models import Person
from honour.places.personal import Personal


def messages_file(person: Person) -> Mapping[str, Personal[str]]:
    """Every message of his with its answers, as a JSON file of that name; none where there is none."""
    told = [
        {
            "reference": message.reference,
            "received": message.received.isoformat(),
            "subject": message.subject,
            "written": {name: value.reveal() for name, value in opened(message).items()},
            "answers": [
                {
                    "at": decision.at.isoformat(),
                    "decision": decision.kind,
                    "article": decision.article or None,
                    "text": text_of(decision).reveal(),
                }
                for decision in message.decisions.order_by("at", "pk")
            ],
        }
        for message, _ in reading.of_person(person)
    ]
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return {"messages.json": Personal(text)} if told else {}
