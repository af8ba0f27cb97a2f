"""How people pay: settings of every trade that sells (C07). A full card number can be held nowhere."""

from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Setting
from honour.promises.refusals import Refusal

_NO_CARDS: Final = Refusal(
    "a site that holds card numbers falls under the whole of the card industry's rules, and a thief "
    "finds them",
    "write `stored method: token`: the payment company keeps the card, and the site a reference and the "
    "last four "
    "digits, with the person's consent",
    "PCI DSS 4.0, requirement 3; CNIL, deliberation 2018-303 of 6 September 2018",
)

PAYING: Final = (
    Setting(
        "pay by",
        {
            "card": Wording("card", "par carte bancaire"),
            "PayPal": Wording("PayPal", "par PayPal"),
            "bank transfer": Wording("bank transfer", "par virement"),
            "direct debit": Wording("direct debit", "par prélèvement"),
            "cheque": Wording("cheque", "par chèque"),
        },
        Wording("you can pay by {}", "vous pouvez payer {}"),
        joint="or",
    ),
    Setting(
        "payment handled by",
        {
            "the payment company": Wording(
                "the payment company that you choose takes your payment on its own encrypted pages; your "
                "bank "
                "details do not pass through this site",
                "la société de paiement que vous choisissez encaisse votre paiement sur ses propres pages "
                "chiffrées ; vos coordonnées bancaires ne transitent pas par ce site",
            )
        },
    ),
    Setting(
        "cards",
        {
            "never held": Wording(
                "we never know the full number of your card, bank account or payment account",
                "nous ne connaissons jamais le numéro complet de votre carte, de votre compte bancaire ou de "
                "votre compte de paiement",
            )
        },
        default="never held",
        refused=MappingProxyType(dict.fromkeys(("held", "kept", "stored", "number kept"), _NO_CARDS)),
    ),
    Setting(
        "payment result",
        {
            "success only": Wording(
                "of a payment we learn only whether it succeeded, and its reference",
                "d'un paiement, nous apprenons seulement s'il a réussi, et sa référence",
            )
        },
    ),
    Setting(
        "preferred method",
        {
            "kept": Wording(
                "we remember which means of payment you prefer",
                "nous retenons le moyen de paiement que vous préférez",
            )
        },
    ),
    Setting(
        "stored method",
        {
            "none": Wording(
                "we do not keep your means of payment for later purchases",
                "nous ne conservons pas votre moyen de paiement pour de futurs achats",
            ),
            "token": Wording(
                "if you tick the box for it, the payment company keeps your card for later payments; we "
                "hold only "
                "a reference to it and its last four digits, until you withdraw your consent",
                "si vous cochez la case prévue, la société de paiement conserve votre carte pour de futurs "
                "paiements ; nous n'en gardons qu'une référence et les quatre derniers chiffres, jusqu'à "
                "ce que "
                "vous retiriez votre consentement",
            ),
        },
        default="none",
        refused=MappingProxyType(dict.fromkeys(("card number", "card", "number"), _NO_CARDS)),
    ),
)
