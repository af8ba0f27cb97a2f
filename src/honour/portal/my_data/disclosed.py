"""To whom data of the person were handed over on demand, or for whom they were preserved, in sentences."""

from collections.abc import Sequence
from datetime import datetime

from honour.carrying_out.people import Match, Ports, born_of
from honour.keeping.at_work import the_keys
from honour.keeping.disclosures.reading import told_of
from honour.places.terms import local_day
from honour.promises.languages import Language
from honour.publishing.disclosing import disclosed_in_words


def disclosed_told(ports: Ports, matches: Sequence[Match], now: datetime, language: Language) -> list[str]:
    """Each of them that he may know of, the newest first (GDPR Art. 15(1)(c))."""
    policy = ports.policy
    today = local_day(now, policy.site.time_zone)
    return [
        disclosed_in_words(policy, one.demand, one.row.approved, language)
        for match in matches
        for one in told_of(the_keys(), match.subject, born_of(ports, match.person, match.keys), today)
        if one.row.approved is not None
    ]
