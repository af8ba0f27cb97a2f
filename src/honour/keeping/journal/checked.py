"""The last check of the site that was written into the journal."""

from typing import Final

from honour.keeping.journal.acts import acts_called
from honour.proofs.register import Checked

CHECKED: Final = "checked"
"""What the journal calls it; its facts are the number of findings and the digest of the policy's file."""


def last_checked() -> Checked | None:
    """When the site was last checked, and what was found; None before the first."""
    last = next(acts_called((CHECKED,)), None)
    if last is None:
        return None
    facts = last.act["facts"]
    return Checked(last.at, int(facts["findings"]), str(facts["policy"]))
