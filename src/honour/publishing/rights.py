"""The rights of the person, as the page tells them. They follow from the basis (LANGUAGE, meaning 2)."""

from typing import Final

from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.publishing import articles
from honour.publishing.parts import Paragraph

_ALWAYS: Final = (
    Wording(
        "you can see the data that we hold about you and receive a copy of them (GDPR Art. 15)",
        "vous pouvez consulter les données que nous détenons sur vous et en recevoir une copie "
        "(RGPD, art. 15)",
    ),
    Wording(
        "you can have them corrected or completed (GDPR Art. 16)",
        "vous pouvez les faire rectifier ou compléter (RGPD, art. 16)",
    ),
    Wording(
        "you can have them erased, except where a law obliges us to keep them or a legal claim needs them "
        "(GDPR Art. 17)",
        "vous pouvez les faire effacer, sauf lorsqu'une loi nous oblige à les conserver ou qu'elles servent "
        "à faire valoir un droit en justice (RGPD, art. 17)",
    ),
    Wording(
        "you can have their use restricted (GDPR Art. 18)",
        "vous pouvez faire limiter leur utilisation (RGPD, art. 18)",
    ),
)
_PORT: Final = Wording(
    "you can receive the data that you gave us in a format that machines read (GDPR Art. 20)",
    "vous pouvez recevoir les données que vous nous avez fournies dans un format lisible par machine "
    "(RGPD, art. 20)",
)
_OBJECT: Final = Wording(
    "you can object to what we do in our legitimate interest or in the public interest (GDPR Art. 21)",
    "vous pouvez vous opposer à ce que nous faisons dans notre intérêt légitime ou dans l'intérêt public "
    "(RGPD, art. 21)",
)
_OBJECT_MARKETING: Final = Wording(
    "you can object to our offers at any time, without giving a reason (GDPR Art. 21(2))",
    "vous pouvez vous opposer à nos offres à tout moment, sans donner de motif (RGPD, art. 21, paragraphe 2)",
)
_WITHDRAW: Final = Wording(
    "you can withdraw your consent at any time; what was done before stays lawful (GDPR Art. 7(3))",
    "vous pouvez retirer votre consentement à tout moment ; ce qui a été fait avant reste licite "
    "(RGPD, art. 7, paragraphe 3)",
)


def rights_paragraphs(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    """Each right that the policy's bases give, then how to use them and where to complain."""
    grounds = {statement.basis.ground for statement in policy.collect}
    said: list[tuple[Wording, tuple[str, ...]]] = [(each, ()) for each in _ALWAYS]
    if grounds & {"consent", "contract"}:
        said.append((_PORT, ()))
    if grounds & {"legitimate interest", "public task"}:
        said.append((_OBJECT, ()))
    if any(statement.purpose in ("direct marketing", "newsletter") for statement in policy.collect):
        said.append((_OBJECT_MARKETING, ()))
    if "consent" in grounds:
        said.append((_WITHDRAW, articles.WITHDRAWAL))
    said += [
        (_how(policy.site.publisher.contact), ()),
        (_complaint(policy.site.authority), articles.COMPLAINT),
    ]
    return tuple(Paragraph(sentence(each.say(language), language), items) for each, items in said)


def _how(contact: str) -> Wording:
    return Wording(
        f"to use one of these rights, write to {contact}; we answer within one month (GDPR Art. 12(3))",
        f"pour exercer l'un de ces droits, écrivez à {contact} ; nous répondons dans un délai d'un mois "
        "(RGPD, art. 12, paragraphe 3)",
    )


def _complaint(authority: str | None) -> Wording:
    if authority == "CNIL":
        whom = Wording("the CNIL", "la CNIL")
    elif authority:
        whom = Wording(f"the authority {authority}", f"l'autorité {authority}")
    else:
        whom = Wording("the authority of your country", "l'autorité de votre pays")
    return Wording(
        f"you can complain to {whom.en} (GDPR Art. 77)",
        f"vous pouvez introduire une réclamation auprès de {whom.fr} (RGPD, art. 77)",
    )
