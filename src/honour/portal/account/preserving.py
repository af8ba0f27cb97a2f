"""What an account held before its own pages write it anew, kept where an authority ordered it preserved.

What could go wrong for ever: the old value is lost, or the order shows. So it is asked before each such
write, and whoever writes sees no difference.
"""

from collections.abc import Sequence
from uuid import uuid4

from honour.carrying_out.preserving import keep_own
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person
from honour.portal.account.matching import matches_of

_TABLE = f"main.{Person._meta.db_table}"


def keep_before(person: Person, columns: Sequence[str]) -> None:
    """Keep these columns of an account, sealed with the order that covers it, if any.

    Raises StoreUnreachable only where there is one.
    """
    site, mine = the_site(), set(subject_of(person).tokens)
    holds = site.records.person_holds()  # mostly nobody is held
    if any(hold.state == "secret" and mine & set(hold.subject.tokens) for hold in holds):
        with site.stores() as ports:
            keep_own(ports, matches_of(ports, person)[0], _TABLE, columns, uuid4().hex, site.now())
