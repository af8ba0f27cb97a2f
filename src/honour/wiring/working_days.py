"""The holidays of the publisher's country, on which no legal delay ends (Regulation 1182/71, art. 3(4)).

A promise to destroy, and a term, never roll to a working day: nothing of that kind looks here.
"""

from collections.abc import Container
from datetime import date

import holidays


def holidays_of(country: str) -> Container[date]:
    """The public holidays of a country (ISO 3166-1, two letters); none where nobody has listed them."""
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()
