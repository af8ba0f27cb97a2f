"""What publishers write in free text and should not is refused where it stands, with what to say instead."""

import pytest

from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import read
from tests.promises.policies import SHOP

LINE = "  - {data: contact, for: security, basis: legitimate interest, interest: {en: EN, fr: FR}}\n"
COLLECTED = "  - {data: contact, for: account, basis: contract}\n"


def refused(en: str, fr: str = "la sécurité") -> tuple[Finding, ...]:
    """What refuses a policy that gives this interest."""
    line = LINE.replace("EN", f'"{en}"').replace("FR", f'"{fr}"')
    try:
        read(SHOP.replace(COLLECTED, COLLECTED + line).encode(), "policy.yaml")
    except Unreadable as refusal:
        return refusal.findings
    return ()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            "an SSL certificate",
            "what protects a connection today is called TLS, and its addresses begin with",
        ),
        ("sharing on Google+", "Google+ closed to the public on 2 April 2019"),
        ("web anchors", "an invisible image that tells who opened a page is a web beacon, not an anchor"),
        ("the Privacy Shield", "the Privacy Shield was declared invalid on 16 July 2020"),
        ("Safe Harbor", "the Safe Harbour decision was declared invalid on 6 October 2015"),
        ("directive 95/46/CE", "Directive 95/46/EC was repealed on 25 May 2018"),
        ("la loi n° 78-17 du 6 janvier 1978", "the Act of 1978 reads otherwise today than in 1978"),
        ("the Act of 1978 alone", "the Act of 1978 reads otherwise today than in 1978"),
        (
            "notre correspondant informatique et libertés",
            "there has been no such correspondent since 25 May 2018",
        ),
        ("a file declared to the CNIL", "files are no longer declared to the authority"),
        ("a temporary password by mail", "a temporary password would be known to whoever sends it"),
        ("un mot de passe provisoire", "a temporary password would be known to whoever sends it"),
        ("encrypted passwords", "what is encrypted can be decrypted: a password is hashed"),
        ("vos mots de passe sont cryptés", "what is encrypted can be decrypted: a password is hashed"),
        ("I have read and agree", "a policy informs: to agree to it is no consent"),
        ("cochez j'accepte", "a policy informs: to agree to it is no consent"),
        (
            "for the sole purpose of service",
            "that there is no other purpose is what the list of purposes says",
        ),
        ("dans le seul but du service", "that there is no other purpose is what the list of purposes says"),
        ("the legal retention period", "a legal term is the term of a law, and none is named"),
        ("pendant la durée légale", "a legal term is the term of a law, and none is named"),
        ("we are never responsible", "a clause by which nobody answers for a loss is void towards consumers"),
        ("we cannot be held liable", "a clause by which nobody answers for a loss is void towards consumers"),
        (
            "sans en être tenus responsables",
            "a clause by which nobody answers for a loss is void towards consumers",
        ),
    ],
)
def test_what_cannot_stand_is_refused_with_what_to_say_instead(said: str, reason: str) -> None:
    [finding] = refused(said)
    assert finding.reason.startswith(reason)
    assert finding.place == "policy.yaml:20:79"
    assert finding.mend


@pytest.mark.parametrize(
    "said",
    [
        "loi n° 78-17 du 6 janvier 1978 modifiée",
        "the Act of 6 January 1978, as amended",
        "hashed passwords",
        "who is responsible for the data",
        "the purpose of the service",
        "a legal claim",
        "the CNIL",
    ],
)
def test_what_can_stand_is_read(said: str) -> None:
    assert refused(said) == ()
