"""What a service of download links promises: how long links and requests are kept, and what a log can "
"reveal."""

from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.promises.offer import Offer, Setting, construct
from honour.promises.paying import PAYING
from honour.promises.refusals import Refusal

# C21: the address of a request holds the link, so a log kept for longer would keep each link after its end.
_CLEAR_PATHS: Final = Refusal(
    "the address of a request holds the link, so the log would keep each link after it was deleted",
    "write `paths: hashed`",
    "GDPR Art. 5(1)(e)",
)

OFFER: Final = Offer(
    "links",
    "Download links: how long each link is kept, how long the log of requests, and that the log cannot "
    "give a "
    "deleted link away; where the approximate place of a connection is worked out.",
    """\
offer:
  links:
    links kept: 1 month
    requests kept: 1 year
    paths: hashed
    places: worked out here
    pay by: card
    payment handled by: the payment company
""",
    (
        Setting(
            "links kept",
            pattern=Wording(
                "we record the links of the files that you download, and delete each of them within {}",
                "nous enregistrons les liens des fichiers que vous téléchargez, et supprimons chacun "
                "d'eux sous {}",
            ),
            repeats="download link",
        ),
        Setting(
            "requests kept",
            pattern=Wording(
                "we keep the log of the requests made on this site for {}",
                "nous conservons le journal des requêtes faites sur ce site pendant {}",
            ),
            repeats="request log",
        ),
        Setting(
            "paths",
            {
                "hashed": Wording(
                    "the log of requests names each page by a keyed hash only; the key of each day is "
                    "destroyed "
                    "with the links "
                    "of that day, and the log then gives none of them away",
                    "le journal des requêtes ne désigne chaque page que par une empreinte à clé ; la clé de "
                    "chaque "
                    "jour est "
                    "détruite avec les liens de ce jour, et le journal n'en révèle alors plus aucun",
                )
            },
            default="hashed",
            refused=MappingProxyType(dict.fromkeys(("in clear", "clear", "full", "as sent"), _CLEAR_PATHS)),
        ),
        Setting(
            "places",
            {
                "worked out here": Wording(
                    "we work out the approximate place of a connection on our own servers, and send the "
                    "IP address to "
                    "nobody for it",
                    "nous déterminons le lieu approximatif d'une connexion sur nos propres serveurs, sans "
                    "communiquer l'adresse IP à quiconque",
                ),
                "none": Wording(
                    "we do not look for the place of a connection",
                    "nous ne cherchons pas à connaître le lieu d'une connexion",
                ),
            },
        ),
        *PAYING,
    ),
)
CONSTRUCTS: Final = (construct(OFFER),)
