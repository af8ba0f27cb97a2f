"""What the support desk brings: its tables and what they hold, its pages, the warnings it writes each day,
and people's documents, which are a Django app within it.

Of a comment that somebody wrote in another's ticket, the ticket's owner is the owner, and he is the author:
so each is shown his own words, and those of the other masked (GDPR Art. 15(4)). What staff answer is the
publisher's word, and the customer's data.
"""

from typing import Final

from honour.carrying_out.trade import Entry, Trade
from honour.places.own import NOTHING, Own, OwnEvent, held
from honour.promises.languages import Wording
from honour.promises.policy import Policy
from honour.trades.support.handling import (
    ACCESS_EXPIRES,
    COMMENT,
    NAME,
    TEXT,
    access_ends,
    can_be_public,
    opens_to,
)

_ADMINISTRATION: Final = "administration"
_DOCUMENTS: Final = "honour.trades.support.documents"


def _grants(policy: Policy, roles: frozenset[str]) -> bool:
    return access_ends(policy) and _ADMINISTRATION in roles


TABLES: Final = (
    Own(
        "support_ticket",
        ("person_id",),
        {
            "title": held(TEXT, becomes=""),
            "text": held(TEXT, becomes=""),
            "hidden_because": held(TEXT, becomes=""),
            "reference": NOTHING,
            "language": NOTHING,
            "visibility": NOTHING,
            "state": NOTHING,
            "waits": NOTHING,
            "answered": NOTHING,
            "closed": NOTHING,
            "published": NOTHING,
            "hidden": NOTHING,
            "assigned": NOTHING,
            "merged_into": NOTHING,
            "clearance": NOTHING,
        },
        "opened",
    ),
    Own(
        "support_comment",
        ("ticket_id", "person_id"),
        {"text": held(COMMENT, TEXT, becomes=""), "by": NOTHING, "shown": NOTHING},
        "at",
        written_by="author_id",
    ),
    Own(  # shown to the author whole (GDPR Art. 15), as the page says where one is written
        "support_note",
        ("ticket_id", "person_id"),
        {"text": held(COMMENT, TEXT, becomes=""), "by": NOTHING},
        "at",
    ),
    Own(
        "support_document",
        ("person_id",),
        {  # sealed, as are its bytes: both go with this row (documents.forgetting)
            "name": held("document", "serial key"),
            "serial": held("serial key", "document"),
            "reference": NOTHING,
            "file": NOTHING,
            "opens": NOTHING,
            "type": NOTHING,
            "size": NOTHING,
            "asked": NOTHING,
        },
        "at",
    ),
    Own(
        "support_access",
        ("person_id",),
        {"begins": held("access right"), "ends": held("access right"), "granted_by": NOTHING},
    ),
)

_READY: Final = Wording(
    "answers that staff keep ready, as long as the site: no personal data",
    "les réponses que l’équipe garde prêtes, aussi longtemps que le site : aucune donnée personnelle",
)
TRADE: Final = Trade(
    NAME,
    TABLES,
    (
        OwnEvent(
            ACCESS_EXPIRES, "support_access", "ends", ("person_id",), "still running", may_lie_ahead=True
        ),
    ),
    menu=(Entry("tickets", "tickets", can_be_public),),
    own=(Entry("my_tickets", "my tickets"),),
    console=(
        Entry("staff_tickets", "staff tickets", opens_to),
        Entry("staff_access", "staff access", _grants),
    ),
    daily={"warnings of access": "honour.trades.support.warning:warn_expiring"},
    restored="honour.trades.support.restored:hide_again",
    within=(_DOCUMENTS,),
    opens={"support_document": f"{_DOCUMENTS}.sealed:shown_to"},
    forgets=f"{_DOCUMENTS}.forgetting:forget_gone",
    files=f"{_DOCUMENTS}.taking_along:files_of",
    withholds="honour.trades.support.cleared:withheld",
    uploads=("ticket_document_upload",),
    impersonal={"support_canned": _READY},
)
