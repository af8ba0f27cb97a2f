"""What a support desk promises: who sees a ticket, what becomes of a document, how confidential it all is."""

from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct
from honour.promises.refusals import Refusal

_ON_REQUEST: Final = "on request"

OFFER: Final = Offer(
    "support",
    "Support by tickets: whether a ticket can be public and who decides that, what a public ticket must "
    "not hold, "
    "which documents are asked for, and on which terms staff are bound to secrecy.",
    """\
offer:
  support:
    visibility: the author alone
    public tickets: nothing confidential
    documents: on request
    exchanges: confidential
    cleared staff: on request
    non-disclosure agreement: on request
""",
    (
        Setting(
            "visibility",
            {
                "the author alone": Wording(
                    "each of your tickets is private unless you make it public; you alone can change "
                    "this, at any "
                    "time",
                    "chacune de vos demandes est privée, sauf si vous la rendez publique ; vous seul "
                    "pouvez en "
                    "décider, à tout moment",
                ),
                "always private": Wording(
                    "your tickets are private: no other user can see them",
                    "vos demandes sont privées : aucun autre utilisateur ne peut les voir",
                ),
            },
        ),
        Setting(
            "public tickets",
            {
                "nothing confidential": Wording(
                    "a public ticket must hold nothing confidential, such as a postal address, a "
                    "password or an "
                    "access code, neither in its text nor in its comments",
                    "une demande publique ne doit rien contenir de confidentiel, comme une adresse "
                    "postale, un mot "
                    "de passe ou un code d'accès, ni dans son texte ni dans ses commentaires",
                )
            },
            needs=("visibility", "the author alone"),
        ),
        Setting(
            "search engines",
            {
                "can list public tickets": Wording(
                    "search engines can list a ticket as long as it is public",
                    "les moteurs de recherche peuvent répertorier une demande tant qu'elle est publique",
                )
            },
            needs=("visibility", "the author alone"),
        ),
        # C26: a leaked secret or an order of a court cannot wait for the author.
        Setting(
            "staff quarantine",
            {
                "hide only": Wording(
                    "our staff can hide a public ticket that reveals a secret or breaks the law, and "
                    "tell you when "
                    "they do; they can never make a ticket public",
                    "notre équipe peut masquer une demande publique qui révèle un secret ou enfreint la "
                    "loi, et "
                    "vous en avertit ; elle ne peut jamais rendre une demande publique",
                ),
                "off": Wording(
                    "our staff never change who can see a ticket, unless the law obliges them to",
                    "notre équipe ne modifie jamais la visibilité d'une demande, sauf si la loi l'y oblige",
                ),
            },
            default="hide only",
            needs=("visibility", "the author alone"),
            refused=MappingProxyType(
                {
                    "publish": Refusal(
                        "staff who could publish a ticket would decide for its author",
                        "write `staff quarantine: hide only`",
                        "GDPR Art. 25(2)",
                    )
                }
            ),
        ),
        Setting(
            "documents",
            {
                _ON_REQUEST: Wording(
                    "to solve a problem we may ask you for documents, such as personal files or the "
                    "serial keys of "
                    "your software",
                    "pour résoudre un problème, nous pouvons vous demander des documents, comme des fichiers "
                    "personnels ou les clés de série de vos logiciels",
                )
            },
        ),
        Setting(
            "exchanges",
            {
                "confidential": Wording(
                    "what you and our support staff write to each other is confidential, except what you "
                    "make "
                    "public yourself",
                    "vos échanges avec notre équipe d'assistance sont confidentiels, hormis ce que vous "
                    "rendez "
                    "vous-même public",
                )
            },
        ),
        Setting(
            "cleared staff",
            {
                _ON_REQUEST: Wording(
                    "on request and under conditions agreed with you, we assign staff who are cleared "
                    "for national "
                    "defence secrets",
                    "sur demande et sous certaines conditions, nous affectons à votre dossier du "
                    "personnel habilité "
                    "au secret de la défense nationale",
                )
            },
        ),
        Setting(
            "non-disclosure agreement",
            {
                _ON_REQUEST: Wording(
                    "on request and under conditions agreed with you, we sign a unilateral "
                    "non-disclosure agreement",
                    "sur demande et sous certaines conditions, nous signons un engagement unilatéral de "
                    "confidentialité",
                )
            },
        ),
    ),
)
CONSTRUCTS: Final = (construct(OFFER),)
