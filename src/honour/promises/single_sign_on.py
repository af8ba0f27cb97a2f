"""`account: sign in with: single sign-on`: the organisation of the person vouches for her."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from honour.promises.grammar import either, sentence
from honour.promises.languages import Language, Wording

ORGANISATION: Final = "single sign-on"  # of the organisation to which the person belongs
# How an organisation's identity provider vouches for its people.
PROTOCOLS: Final[Mapping[str, Wording]] = MappingProxyType(
    {"OpenID Connect": Wording("OpenID Connect", "OpenID Connect"), "SAML": Wording("SAML", "SAML")}
)

TURN_TO_ORGANISATION: Final = Wording(
    "if you can no longer sign in, turn to whoever looks after accounts in your organisation",
    "si vous ne pouvez plus vous connecter, adressez-vous à la personne qui gère les comptes dans votre "
    "organisation",
)


def organisation_sentences(protocols: Sequence[str], language: Language) -> tuple[str, ...]:
    """Who vouches for the person, who answers for it, and what each learns (GDPR Art. 13(1)(e), 14(2)(f))."""
    by = either([PROTOCOLS[each].say(language) for each in protocols], language)
    how = f" ({by})" if by else ""
    said = [
        Wording(
            f"your organisation chooses the identity provider that vouches for you{how}, and answers for it; "
            "that provider learns when you sign in to this site",
            f"votre organisation choisit le fournisseur d'identité qui vous authentifie{how} et en répond ; "
            "ce fournisseur apprend quand vous vous connectez à ce site",
        ),
        Wording(
            "we receive from it what identifies you here, and never your password",
            "nous en recevons de quoi vous identifier ici, jamais votre mot de passe",
        ),
    ]
    return tuple(sentence(each.say(language), language) for each in said)
