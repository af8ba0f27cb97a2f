"""What is due: every row and column whose terms have ended, of everybody. Nobody has to ask."""

from datetime import datetime

from honour.places.map import DataMap
from honour.places.selections import Always
from honour.plans.ending import Terms
from honour.plans.plan import Answers, Draft, Plan, with_answers
from honour.plans.steps import detachments, in_order, steps_over
from honour.promises.policy import Policy


def questions(policy: Policy, data_map: DataMap, now: datetime) -> Draft:
    """The steps that are due at `now`. Raises CircularMap."""
    terms = Terms(policy, data_map, now)
    places = tuple(place for place in in_order(data_map) if place.owners)
    steps = (
        *detachments(data_map, terms, data_map.persons, lambda column: Always()),
        *steps_over(places, terms, lambda place: Always()),
    )
    return Draft("sweep", None, steps, (), policy.digest, data_map.digest)


def decide(draft: Draft, answers: Answers) -> Plan:
    """The plan of a draft whose rows were counted."""
    return with_answers(draft, answers, (), ())
