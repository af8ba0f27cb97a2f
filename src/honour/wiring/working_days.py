"""The holidays of the publisher's country, on which no legal delay ends (Regulation 1182/71, art. 3(4)).

A promise to destroy, and a term, never roll to a working day: nothing of that kind looks here.
"""

from collections.abc import Container
from datetime import date
from functools import cache


def holidays_of(country: str) -> Container[date]:
    """The public holidays of a country (ISO 3166-1, two letters); none where nobody has listed them."""
    return Holidays(country)


class Holidays(Container[date]):
    """The days of one country, looked up once somebody asks for one: the list takes 15 MB of a process, and
    most pages compute no delay.
    """

    def __init__(self, country: str) -> None:
        self.country = country

    def __contains__(self, day: object) -> bool:
        return day in _listed(self.country)


@cache
def _listed(country: str) -> Container[object]:
    import holidays  # loaded here: the list of every country takes a fifth of a second and 15 MB

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()
