"""Finds what is confidential in a text: where it stands, what it is, why it was taken for that.

    from honour.guard import look, mask, reason

    found = look("Le code de la porte est 4590B.")
    mask("Le code de la porte est 4590B.", found, "fr")

Nothing here keeps, prints or logs a value: a finding is a place in the text. How it was measured, and what it
does not see: docs/guard.md.
"""

from honour.guard.looking import look as look
from honour.guard.span import KINDS as KINDS
from honour.guard.span import Kind as Kind
from honour.guard.span import Span as Span
from honour.guard.wording import Reason as Reason
from honour.guard.wording import mask as mask
from honour.guard.wording import reason as reason
