"""Who of the staff may answer requests, and that nobody answers his own.

What could go wrong for ever: what a request page shows was seen. So its reading is journalled before.
"""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from honour.keeping.messages.actions import address_hash, opened
from honour.keeping.messages.models import Message
from honour.keeping.messages.reading import account_name
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import READING, for_roles
from honour.keeping.people.staff import Staff as Staff
from honour.places.personal import Personal

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)
"""Who answers requests: they may be about anything that the site holds."""

for_staff = for_roles(*ROLES, fresh=READING)
"""Opens a page to staff with such a role alone, who have shown their second factor within half an hour: a
session that was stolen reads and decides nothing.
"""


def message_for(staff: Staff, reference: str) -> Message:
    """A message that this member of staff may handle. Raises Http404, PermissionDenied for his own."""
    message = get_object_or_404(Message, pk=reference)
    if is_own(staff, message):
        raise PermissionDenied
    return message


def is_own(staff: Staff, message: Message) -> bool:
    """Whether a message is that of the member of staff himself, or about him."""
    if message.person_id == staff.person.pk or message.matched == account_name(staff.person):
        return True
    if not staff.person.email:
        return False
    hashed = message.answered_at or address_hash(opened(message)["address"])  # an older one has none
    return hashed == address_hash(Personal(staff.person.email))
