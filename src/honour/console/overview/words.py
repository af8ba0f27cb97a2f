"""What the front page of staff says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "overview": Wording("For the staff", "Espace du personnel"),
        "overview queue": Wording("Requests", "Demandes"),
        "overview counts": Wording("{all} waiting, {late} overdue.", "{all} en attente, {late} en retard."),
        "overview next": Wording("The next answer is due on", "La prochaine réponse est due le"),
        "overview parked": Wording(
            "{parked} letters could not be sent and wait for you.",
            "{parked} messages n’ont pas pu être envoyés et attendent votre décision.",
        ),
        "overview alarms": Wording(
            "What you were told in the last thirty days", "Vos alertes des trente derniers jours"
        ),
        "overview no alarms": Wording("Nothing.", "Aucune."),
        "overview places": Wording("Where you can go", "Où aller"),
    }
)
