"""What a newsletter promises: who receives it, how it ends, and that it is no part of an account."""

from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct
from honour.promises.refusals import Refusal

_SILENCE: Final = Refusal(
    "silence, a box ticked beforehand or an account are no consent to letters",
    "write `sign up: double opt-in` or `sign up: tick`",
    "GDPR Art. 4(11), recital 32; CJEU C-673/17 of 1 October 2019; CPCE, art. L. 34-5",
)

OFFER: Final = Offer(
    "newsletter",
    "Letters to those who asked for them: how one subscribes, how one unsubscribes and subscribes again, "
    "and that "
    "the account and the newsletter are independent: closing the account ends both, unsubscribing only one.",
    """\
offer:
  newsletter:
    boxes: [forms, customer profile]
    sign up: double opt-in
    unsubscribe: immediate
    account: independent
""",
    (
        Setting(
            "boxes",
            {
                "forms": Wording("in our forms", "dans nos formulaires"),
                "customer profile": Wording(
                    "in your customer profile (once you have ordered)",
                    "dans votre profil de client (dès votre première commande)",
                ),
            },
            Wording(
                "a box to subscribe to our newsletter, never ticked beforehand, stands {}",
                "une case d'abonnement à notre lettre d'information, jamais cochée d'avance, figure {}",
            ),
        ),
        Setting(
            "sign up",
            {
                "double opt-in": Wording(
                    "you receive our newsletter only if you asked for it and then confirmed it by the "
                    "link that we "
                    "sent you",
                    "vous ne recevez notre lettre d'information que si vous l'avez demandée, puis "
                    "confirmée par le "
                    "lien que nous vous avons envoyé",
                ),
                "tick": Wording(
                    "you receive our newsletter only if you ticked the box for it",
                    "vous ne recevez notre lettre d'information que si vous avez coché la case prévue",
                ),
            },
            default="double opt-in",
            refused=MappingProxyType(dict.fromkeys(("pre-ticked", "automatic", "opt-out"), _SILENCE)),
        ),
        # C13. RFC 8058 (one click from the mail program) always holds besides.
        Setting(
            "unsubscribe",
            {
                "immediate": Wording(
                    "each letter holds a link that ends your subscription: one click is enough, and it "
                    "takes effect "
                    "at once",
                    "chaque lettre contient un lien de désabonnement : un clic suffit, et l'effet est "
                    "immédiat",
                ),
                "one button": Wording(
                    "each letter holds a link to a page where one button ends your subscription at once",
                    "chaque lettre contient un lien vers une page où un seul bouton met fin aussitôt à votre "
                    "abonnement",
                ),
            },
            default="one button",
        ),
        Setting(
            "resubscribe",
            {
                "double opt-in": Wording(
                    "to receive it again, subscribe as you did the first time",
                    "pour la recevoir de nouveau, abonnez-vous comme la première fois",
                ),
                "contact form": Wording(
                    "to receive it again, ask us by the contact form",
                    "pour la recevoir de nouveau, demandez-le par le formulaire de contact",
                ),
            },
            default="double opt-in",
        ),
        # C37: closing implies unsubscribing; unsubscribing never implies closing.
        Setting(
            "account",
            {
                "independent": Wording(
                    "you can subscribe without an account, and unsubscribe without closing it; once you "
                    "have closed "
                    "your account, you receive no more letters",
                    "vous pouvez vous abonner sans avoir de compte, et vous désabonner sans fermer le "
                    "vôtre ; une "
                    "fois votre compte fermé, vous ne recevez plus aucune lettre",
                )
            },
        ),
    ),
)
CONSTRUCTS: Final = (construct(OFFER),)
