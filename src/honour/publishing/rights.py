"""The rights of the person, as the page tells them. They follow from the basis (LANGUAGE, meaning 2)."""

from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.rights import rights_told
from honour.publishing import articles
from honour.publishing.parts import Paragraph


def rights_paragraphs(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    """Each right, with the data to which it applies and how it is used."""
    return tuple(
        Paragraph(told.text, articles.WITHDRAWAL if told.right == "withdraw" else ())
        for told in rights_told(policy, language)
    )


def using_paragraphs(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    """How to use any of these rights, and where to complain."""
    said = (
        (_how(policy.site.publisher.contact), ()),
        (_complaint(policy.site.authority), articles.COMPLAINT),
    )
    return tuple(Paragraph(sentence(each.say(language), language), items) for each, items in said)


def _how(contact: str) -> Wording:
    return Wording(
        f"to use one of these rights, write to {contact}; we answer within one month (GDPR Art. 12(3))",
        f"pour exercer l'un de ces droits, écrivez à {contact} ; nous répondons dans un délai d'un mois "
        "(RGPD, art. 12, § 3)",
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
