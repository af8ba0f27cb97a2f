"""What can be read in a policy and should not stand so: one statement against another, against a law, against
the calendar's zones. Each is a finding with its place, its source and the line that mends it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeAlias

from honour.promises import (
    checks_asking,
    checks_conduct,
    checks_data,
    checks_law,
    checks_mail,
    checks_offers,
    checks_people,
    checks_places,
    checks_sharing,
    checks_terms,
)
from honour.promises.findings import Finding, Findings
from honour.promises.law import LAWS, Law
from honour.promises.policy import Policy
from honour.promises.reading import nearest

Check: TypeAlias = Callable[[Policy, Findings], None]

_CHECKS: Final[tuple[Check, ...]] = (
    checks_terms.check_kept,
    checks_terms.check_collected,
    checks_terms.check_ends,
    checks_terms.check_consent_ends,
    checks_terms.check_waiting,
    checks_terms.check_of_and_purpose,
    checks_terms.check_exceptions,
    checks_terms.check_warnings,
    checks_law.check_limits,
    checks_sharing.check_nobody,
    checks_sharing.check_sale,
    checks_sharing.check_credentials,
    checks_sharing.check_audience,
    checks_sharing.check_alone,
    checks_people.check_introduced,
    checks_people.check_officer,
    checks_people.check_processed,
    checks_data.check_fields,
    checks_data.check_statistics,
    checks_mail.check_ground_of_mail,
    checks_mail.check_mail_ends_with_account,
    checks_mail.check_offers_by_others,
    checks_asking.check_asked,
    checks_asking.check_bundled,
    checks_asking.check_measured,
    checks_asking.check_acknowledged_again,
    checks_asking.check_signing_in,
    checks_asking.check_signed_in,
    checks_asking.check_withdrawal,
    checks_places.check_places,
    checks_places.check_assured,
    checks_places.check_received,
    checks_places.check_archived,
    checks_offers.check_newsletter,
    checks_offers.check_stored_payment,
    checks_offers.check_terms_repeated,
    checks_offers.check_offers_to_customers,
    checks_conduct.check_never,
    checks_conduct.check_limits_told,
    checks_conduct.check_places_told,
    checks_conduct.check_shown,
    checks_conduct.check_staff,
)


def check(policy: Policy, zones: Collection[str], laws: Mapping[str, Law] = LAWS) -> tuple[Finding, ...]:
    """Everything to mend in a policy that can be read, in the order of the file; empty if it is sound.

    `zones` are the time zones that the machine knows, handed over because finding them reads the disk.
    """
    findings = Findings()
    for each in _CHECKS:
        each(policy, findings)
    checks_law.check_laws(policy, laws, findings)
    checks_law.check_floors(policy, laws, findings)
    return (*_site(policy, zones), *findings.sorted())


def _site(policy: Policy, zones: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the section `site` as a whole, which stands first."""
    zone = policy.site.time_zone
    if zone not in zones:
        close = nearest(zone, zones)
        mend = f"write `time zone: {close or 'Europe/Paris'}`, a name of the IANA list"
        yield Finding("site: time zone", f"this machine knows no time zone “{zone}”", mend)
    if policy.site.officer is None and not policy.site.no_officer:
        reason = "nothing says whether there is a data protection officer"
        mend = (
            "add `data protection officer: none`, or `data protection officer: {name: …, contact: …}` if one "
            "is designated"
        )
        yield Finding("site: data protection officer", reason, mend, "GDPR Art. 13(1)(b) and 37")
    if policy.site.authority is None:
        reason = "nobody is named to whom people can complain"
        mend = "add `authority: CNIL`, or the authority of the publisher's country"
        yield Finding("site: authority", reason, mend, "GDPR Art. 13(2)(d) and 77")
