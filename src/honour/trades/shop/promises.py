"""What a shop promises: when one becomes a customer, how an order is placed, paid and delivered."""

from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct
from honour.promises.paying import PAYING

OFFER: Final = Offer(
    "shop",
    "Orders: when somebody becomes a customer, what is confirmed before an order, how it is paid for and "
    "what the "
    "carrier learns. Card numbers are never held; a stored means of payment is a reference, with consent.",
    """\
offer:
  shop:
    registration: with the first order
    order data: confirmed by the person
    terms of sale: accepted at order
    pay by: [card, PayPal]
    payment handled by: the payment company
    payment result: success only
    delivery: only what is necessary
""",
    (
        Setting(
            "registration",
            {
                "with the first order": Wording(
                    "you become a customer with your first order",
                    "vous devenez client lors de votre première commande",
                ),
                "before an order": Wording(
                    "you register as a customer before you order",
                    "vous vous inscrivez comme client avant de commander",
                ),
                "never": Wording("you order without registering", "vous commandez sans vous inscrire"),
            },
        ),
        Setting(
            "order data",
            {
                "confirmed by the person": Wording(
                    "before your order is placed, we ask you to check your data",
                    "avant l'enregistrement de votre commande, nous vous demandons de vérifier vos données",
                )
            },
        ),
        # C14: terms of sale are a contract and are accepted; the policy is a notice and is acknowledged.
        Setting(
            "terms of sale",
            {
                "accepted at order": Wording(
                    "when you order, you accept our terms of sale and confirm that you have read this policy",
                    "lors de votre commande, vous acceptez nos conditions de vente et confirmez avoir pris "
                    "connaissance de cette politique",
                )
            },
        ),
        *PAYING,
        Setting(
            "delivery",
            {
                "only what is necessary": Wording(
                    "whoever delivers your purchases learns only what the delivery needs",
                    "la livraison de vos achats ne donne lieu à la communication que des données "
                    "indispensables",
                )
            },
        ),
    ),
)
CONSTRUCTS: Final = (construct(OFFER),)
