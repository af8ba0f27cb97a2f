"""What a request for erasure ends, term by term: what it is about, what was promised, what it must wait for.

The rule is LANGUAGE, meaning 2: a request ends each term that no law and no named exception of GDPR Art.
17(3) lets survive. A publisher who promises only `asking ends: what is no longer needed` keeps what still
serves a purpose until its own term; one who writes `waits for: services ended` takes the request at once and
does the part that a running contract needs once that has ended (meaning 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from honour.places.selection_json import Json
from honour.places.terms import add
from honour.promises.allow import NO_LONGER_NEEDED, ONE_MONTH
from honour.promises.collect import Collect
from honour.promises.grounds import Ground
from honour.promises.keep import ASKED, Ending, Keep
from honour.promises.periods import Period
from honour.promises.policy import Policy
from honour.promises.rights import MARKETING


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a person, with what hangs on it: an order with its lines, a message, an address.

    `place` is its table as the map writes it (`STORE.TABLE`), `token` the keyed hash of its key, in
    hexadecimal: whoever carries it out finds the key again among the person's own rows, and binds it.
    """

    place: str
    token: str


ONE: Final = "item"
"""The group under which the key of the row is bound that a request is about."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request is about: `kinds` of data, everything if empty (LANGUAGE, meaning 3), or one `item`.

    `upheld` names the purposes against which an objection of the person was upheld (GDPR Art. 17(1)(c)).
    """

    kinds: tuple[str, ...] = ()
    upheld: tuple[str, ...] = ()
    item: Item | None = None

    @property
    def is_all(self) -> bool:
        """Whether it is everything that is held of somebody."""
        return not self.kinds and self.item is None


EVERYTHING_ASKED: Final = Scope()


def scope_json(scope: Scope) -> dict[str, Json]:
    """The scope as a plan prints it."""
    told: dict[str, Json] = {"kinds": list(scope.kinds), "upheld": list(scope.upheld)}
    if scope.item is not None:
        told["item"] = {"place": scope.item.place, "token": scope.item.token}
    return told


def scope_of(written: Mapping[str, Any]) -> Scope:
    """The scope that `scope_json` wrote."""
    item = written.get("item")
    named = Item(item["place"], item["token"]) if item else None
    return Scope(tuple(written["kinds"]), tuple(written["upheld"]), named)


def request_ends(policy: Policy, keep: Keep, kind: str, scope: Scope) -> bool:
    """Whether a request ends a statement over a kind of data, at once or after what it waits for."""
    if scope.kinds and kind not in scope.kinds:
        return False
    grounds, purposes = _grounds(policy, keep, kind), _purposes(policy, keep, kind)
    if keep.basis is not None and keep.basis.survives_erasure:
        return False
    if bool(purposes) and purposes <= {*scope.upheld, *MARKETING}:
        return True
    if "public task" in grounds:
        return False
    if not is_narrow(policy) or Ending(ASKED) in keep.endings:
        return True
    return grounds == {"consent"} or (scope.is_all and _is_hers_to_end(keep))


def is_narrow(policy: Policy) -> bool:
    """Whether the policy promises to erase no more than what is no longer needed (GDPR Art. 17(1)(a))."""
    line = policy.allow.get("erase")
    return line is not None and line.asking_ends == NO_LONGER_NEEDED


def waits_for(policy: Policy, keep: Keep, kind: str) -> str | None:
    """The event that a request must wait for before it ends this statement: what a contract needs waits."""
    line = policy.allow.get("erase")
    waits = line is not None and line.waits_for and "contract" in _grounds(policy, keep, kind)
    return awaited(policy) if waits else None


def awaited(policy: Policy) -> str | None:
    """The event that requests for erasure wait for in this policy, if they wait for one."""
    line = policy.allow.get("erase")
    return line.waits_for.name if line is not None and line.waits_for else None


def promised_delay(policy: Policy) -> Period:
    """How soon an erasure is complete: as promised, else the month of the law (GDPR Art. 12(3))."""
    line = policy.allow.get("erase")
    return (line.within if line is not None else None) or ONE_MONTH


def erased_by(asked: date, ended: date, within: Period) -> date:
    """The last day to erase what had to wait: so long after the request or the last ending, the later one.

    A promise to destroy never rolls to a working day (LANGUAGE, meanings 4 and 5).
    """
    return add(max(asked, ended), within)


def source_of(keep: Keep) -> str:
    """What a term that a request leaves running stands on: a law, a letter of Art. 17(3), a ground."""
    basis = keep.basis
    if basis is None:
        return "the policy's own term"
    if basis.law_named or basis.exception:
        return basis.law_named or f"GDPR Art. 17(3)({basis.exception})"
    return "public task, GDPR Art. 17(3)(b)" if basis.ground == "public task" else basis.ground


def _is_hers_to_end(keep: Keep) -> bool:
    """Whether who asks for everything to be erased ends this term by that: she closes her account."""
    return any(ending.after is None and ending.told.own_act for ending in keep.endings)


def _lines(policy: Policy, keep: Keep, kind: str) -> list[Collect]:
    return [c for c in policy.collect if kind in c.data and keep.purpose in (None, c.purpose)]


def _grounds(policy: Policy, keep: Keep, kind: str) -> set[Ground]:
    """The grounds on which a statement's data are used: its own, or all on which the kind is collected."""
    return {keep.basis.ground} if keep.basis else {c.basis.ground for c in _lines(policy, keep, kind)}


def _purposes(policy: Policy, keep: Keep, kind: str) -> set[str]:
    return {c.purpose for c in _lines(policy, keep, kind)}
