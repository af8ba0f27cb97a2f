"""Values about people travel in a type that cannot come out by accident.

A string that masks itself only when formatted leaks through ``%s``, ``!r``, ``+``, ``json`` and
tracebacks. `Personal` is not a string: each of these raises, or shows no more than its own name, and the
value comes out through one method, which is easy to search for.
"""

import hmac
from typing import Any, Final, Generic, NoReturn, TypeVar, final

T_co = TypeVar("T_co", covariant=True)

_HINT: Final = "a personal value cannot be {}; call reveal() where a person has the right to see it"


class PersonalValueMisused(TypeError):
    """A personal value was about to be printed, compared or serialised. Call `reveal()` if that is meant."""


def _refuse(act: str) -> NoReturn:
    raise PersonalValueMisused(_HINT.format(act))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@final
class Personal(Generic[T_co]):
    """A value about a person, read from a store. `reveal()` alone gives it."""

    __slots__ = ("__value",)
    __value: T_co

    def __init__(self, value: T_co) -> None:
        if hasattr(self, "_Personal__value"):
            _refuse("changed")
        _fill(self, value)

    def reveal(self) -> T_co:
        """The value itself, for the one place that shows, exports, compares or seals it."""
        return self.__value

    def same_as(self, other: "Personal[Any]") -> bool:
        """Whether both hold the same value of the same type; for text, the time taken tells nothing."""
        mine: object = self.__value
        theirs: object = other.__value
        if isinstance(mine, str) and isinstance(theirs, str):
            return hmac.compare_digest(_encoded(mine), _encoded(theirs))
        if isinstance(mine, bytes) and isinstance(theirs, bytes):
            return hmac.compare_digest(mine, theirs)
        return type(mine) is type(theirs) and mine == theirs

    def __repr__(self) -> str:  # debuggers and tracebacks call it: it shows nothing, and does not raise
        return "<Personal>"

    def __str__(self) -> NoReturn:
        _refuse("printed")

    def __format__(self, spec: str) -> NoReturn:
        _refuse("formatted")

    def __bytes__(self) -> NoReturn:
        _refuse("turned into bytes")

    def __eq__(self, other: object) -> NoReturn:
        _refuse("compared with ==; use same_as()")

    def __hash__(self) -> NoReturn:
        _refuse("hashed, hence neither a key nor in a set")

    def __bool__(self) -> NoReturn:
        _refuse("taken as true or false")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        _refuse("copied, pickled or serialised")

    def __getstate__(self) -> NoReturn:
        _refuse("copied, pickled or serialised")

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, "_Personal__value") and name == "_Personal__value":
            _refuse("changed")
        object.__setattr__(self, name, value)  # any other name has no slot: AttributeError

    def __delattr__(self, name: str) -> NoReturn:
        _refuse("changed")


_fill: Final = Personal.__dict__["_Personal__value"].__set__  # past `__setattr__`, as each value is made
