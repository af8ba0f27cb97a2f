"""Decimal numbers of a server as values that everything else can bear."""

from decimal import Decimal

from honour.places.selections import Scalar


def number(text: str) -> Scalar:
    """A decimal number: an int where it is whole, a float where that loses nothing, else its text."""
    exact = Decimal(text)
    if not exact.is_finite():
        return text
    if exact == exact.to_integral_value():
        return int(exact)
    near = float(exact)
    return near if Decimal(repr(near)) == exact else text
