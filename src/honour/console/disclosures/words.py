"""What the pages of demands say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

_PAGES: Final = {
    "disclosures": Wording("Demands for somebody’s data", "Demandes de communication de données"),
    "disclosures help": Wording(
        "Courts, police, tax office, CNIL: what the law obliges the site to hand over or to preserve, and"
        " what it hands over to defend its own rights. One of you writes the demand down, another approves"
        " it; nothing leaves before. A demand that is about you is not listed here.",
        "Juridictions, police, administration fiscale, CNIL : ce que la loi oblige le site à communiquer ou"
        " à conserver, et ce qu’il produit pour défendre ses droits. L’un de vous consigne la demande, un"
        " autre l’approuve ; rien ne sort avant. Une demande qui vous concerne ne figure pas ici.",
    ),
    "disclosure number": Wording("Number", "Numéro"),
    "disclosure kind": Wording("Kind", "Nature"),
    "disclosure stands": Wording("Where it stands", "État"),
    "disclosure received": Wording("Received", "Reçue"),
    "disclosures none": Wording("No demand was written down.", "Aucune demande n’a été consignée."),
    "disclosure new": Wording("Write down a demand", "Consigner une demande"),
    "disclosure begin": Wording("Begin", "Commencer"),
    "disclosure of": Wording("Demand {number}", "Demande {number}"),
    "disclosure whom hint": Wording(
        "An e-mail address, a user name, or for instance customer:3. It must mean one person.",
        "Une adresse électronique, un identifiant ou par exemple customer:3. Il doit désigner une personne.",
    ),
    "disclosure about": Wording("About", "Concerne"),
    "disclosure on": Wording("Received on", "Reçue le"),
    "disclosure over": Wording(
        "its last day is over: end it, or write the new order down",
        "son dernier jour est passé : mettez-y fin ou consignez le nouvel ordre",
    ),
    "disclosure lacking": Wording("What lacks before anything may leave", "Ce qui manque avant toute sortie"),
    "disclosure complete": Wording(
        "Nothing lacks. Somebody else than who wrote it down may approve it.",
        "Rien ne manque. Une autre personne que celle qui l’a consignée peut l’approuver.",
    ),
    "disclosure what": Wording("What is demanded", "Ce qui est demandé"),
    "disclosure write": Wording("What the demand says", "Ce que dit la demande"),
    "disclosure keep": Wording("Keep", "Enregistrer"),
    "disclosure kept": Wording(
        "Kept. See below what still lacks.", "Enregistré. Voyez ce qui manque encore."
    ),
    "disclosure approve": Wording("Approve", "Approuver"),
    "disclosure approve help": Wording(
        "You answer for it that the text obliges the site, that the form is the prescribed one, and that no"
        " more leaves than is asked.",
        "Vous attestez que le texte oblige le site, que la forme est celle prescrite et qu’il ne sort rien de"
        " plus que ce qui est demandé.",
    ),
    "disclosure approved": Wording("Approved.", "Approuvée."),
    "disclosure blocked": Wording("Blocked. What lacks:", "Bloquée. Il manque :"),
    "disclosure gate means": Wording(
        "The gate refuses: no such means of handing over is known.",
        "Le passage est refusé : ce mode de remise n’est pas connu.",
    ),
    "disclosure gate beyond": Wording(
        "The gate refuses: the policy holds no such data of this person, or they are given to nobody.",
        "Le passage est refusé : la politique ne connaît pas ces données de cette personne, ou elles ne sont"
        " remises à personne.",
    ),
    "disclosure gate receiver": Wording(
        "The gate refuses: the policy names who receives data for the site’s own rights, and this is none of"
        " them.",
        "Le passage est refusé : la politique nomme qui reçoit des données pour les droits du site, et ce"
        " destinataire n’en est pas.",
    ),
    "disclosure gate unbound": Wording(
        "The gate refuses: no paper binds this recipient today, or nothing allows its country. `honour"
        " recipient list` says what to do.",
        "Le passage est refusé : aucun engagement ne lie ce destinataire aujourd’hui, ou rien n’autorise son"
        " pays. `honour recipient list` dit que faire.",
    ),
    "disclosure needs two": Wording(
        "You wrote this demand down: somebody else has to approve it.",
        "Vous avez consigné cette demande : une autre personne doit l’approuver.",
    ),
    "disclosure another prepares": Wording(
        "Somebody else wrote this demand down, and alone may change it: whoever approves must not be its"
        " author.",
        "Une autre personne a consigné cette demande et peut seule la modifier : qui approuve ne doit pas en"
        " être l’auteur.",
    ),
    "disclosure moved on": Wording(
        "The demand stands otherwise by now; look at it again.",
        "La demande n’en est plus là ; regardez-la de nouveau.",
    ),
    "disclosure refuse": Wording("Refuse", "Refuser"),
    "disclosure refuse button": Wording("Refuse, and write the letter", "Refuser et rédiger la lettre"),
    "disclosure refused": Wording("Refused. The letter is below.", "Refusée. La lettre est ci-dessous."),
    "disclosure letter": Wording("The letter", "La lettre"),
    "disclosure letter fr html": Wording("In French, as a page", "En français, en page"),
    "disclosure letter fr pdf": Wording("In French, as PDF", "En français, en PDF"),
    "disclosure letter en html": Wording("In English, as a page", "En anglais, en page"),
    "disclosure letter en pdf": Wording("In English, as PDF", "En anglais, en PDF"),
    "disclosure extract": Wording("The extract", "L’extrait"),
    "disclosure extract help": Wording(
        "Of this person alone, of these days alone. Its SHA-256 stands in the journal before it leaves; a"
        " manifest with the SHA-256 of each file is signed with the journal’s key. Hand it over by hand or by"
        " the authority’s own way in: never by plain mail.",
        "De cette personne seule, de ces jours seuls. Son empreinte SHA-256 est au journal avant sa sortie ;"
        " un manifeste portant l’empreinte de chaque fichier est signé avec la clé du journal. Remettez-le en"
        " main propre ou par le portail de l’autorité : jamais par simple courriel.",
    ),
    "disclosure take": Wording("Take the extract", "Prendre l’extrait"),
    "disclosure left": Wording("Last handed over: SHA-256", "Dernière remise : empreinte SHA-256"),
    "disclosure would": Wording("What would leave", "Ce qui sortirait"),
    "disclosure place": Wording("Place", "Emplacement"),
    "disclosure rows": Wording("Rows", "Lignes"),
    "disclosure shared": Wording("Somebody else’s too: left out", "Aussi à d’autres : laissées"),
    "disclosure undated": Wording("No day known: left out", "Sans jour connu : laissées"),
    "disclosure gone": Wording(
        "This person is not there any more, or the row is somebody else’s now: nothing leaves. Refuse with"
        " “nothing is held”.",
        "Cette personne n’est plus là, ou la ligne est à quelqu’un d’autre : rien ne sort. Refusez avec"
        " « rien n’est détenu ».",
    ),
    "disclosure away": Wording(
        "A store does not answer, or the extract is too large. Nothing left. Try again, or for fewer days.",
        "Un stockage ne répond pas, ou l’extrait est trop volumineux. Rien n’est sorti. Réessayez, ou sur"
        " moins de jours.",
    ),
    "disclosure end": Wording("End the preservation", "Mettre fin à la conservation"),
    "disclosure end help": Wording(
        "While it holds, nothing of it is destroyed, and the person’s pages say nothing of it. Once it ends,"
        " what it stopped is due again.",
        "Tant qu’elle dure, rien n’en est détruit et les pages de la personne n’en disent rien. Ensuite, ce"
        " qu’elle a arrêté redevient exigible.",
    ),
    "disclosure ended": Wording("The preservation has ended.", "La conservation a pris fin."),
    "disclosure told on": Wording("The person was told on", "La personne a été informée le"),
    "disclosure not before": Wording("The person is told after", "La personne est informée après le"),
    "disclosure as it stands": Wording("as it stands", "en l’état"),
    "disclosure for the days": Wording("for the days", "pour les jours"),
    "disclosure nobody": Wording(
        "Nobody goes by that. Nothing was written down.", "Personne n’est connu ainsi. Rien n’a été consigné."
    ),
    "disclosure several": Wording("Several go by that: {names}", "Plusieurs sont connus ainsi : {names}"),
    "disclosure choose": Wording("Choose", "Choisissez"),
    "disclosure fill in": Wording("Fill this in.", "Renseignez ce champ."),
    "disclosure say why": Wording("Say why.", "Dites pourquoi."),
    "disclosure received later": Wording(
        "It cannot have come after today.", "Elle ne peut être arrivée après aujourd’hui."
    ),
}

_FIELDS: Final = {
    "disclosure field ground": Wording("What it is", "De quoi il s’agit"),
    "disclosure field whom": Wording("Whose data", "De qui sont les données"),
    "disclosure field received": Wording("Day on which it came", "Jour de réception"),
    "disclosure field authority": Wording("Authority", "Autorité"),
    "disclosure field name": Wording(
        "Its name (the court, the service), or who receives",
        "Son nom (juridiction, service) ou le destinataire",
    ),
    "disclosure field recipient": Wording(
        "Which of the policy’s recipients that is", "Lequel des destinataires de la politique"
    ),
    "disclosure field country": Wording("Country of whoever receives", "Pays du destinataire"),
    "disclosure field agreement": Wording(
        "From outside the European Economic Area: the international agreement that it stands on",
        "Hors de l’Espace économique européen : l’accord international qui la fonde",
    ),
    "disclosure field means": Wording("How the extract is handed over", "Mode de remise de l’extrait"),
    "disclosure hint country": Wording(
        "Its two letters by ISO 3166-1, such as FR.", "Ses deux lettres selon ISO 3166-1, par exemple FR."
    ),
    "disclosure hint agreement": Wording(
        "Without one, a demand from there is not followed (GDPR Art. 48): it comes by way of the authorities"
        " of this country.",
        "À défaut, une demande venue de là n’est pas suivie (RGPD, art. 48) : elle passe par les autorités"
        " du pays.",
    ),
    "disclosure hint means": Wording(
        "It is not encrypted itself: never by plain mail.",
        "Il n’est pas chiffré en lui-même : jamais par simple courriel.",
    ),
    "disclosure field provision": Wording("Text of law that it names", "Texte de loi qu’elle cite"),
    "disclosure field form": Wording("Form", "Forme"),
    "disclosure field reference": Wording(
        "Its reference, or that of the case", "Sa référence ou celle de l’affaire"
    ),
    "disclosure field signatory": Wording(
        "Who signed it, and in which capacity", "Qui l’a signée, et à quel titre"
    ),
    "disclosure field dated": Wording("Date that it bears", "Date qu’elle porte"),
    "disclosure field standing_items": Wording(
        "What is demanded as it stands (who it is)", "Ce qui est demandé en l’état (qui c’est)"
    ),
    "disclosure field preserved items": Wording(
        "What is to be preserved (nothing ticked: everything)",
        "Ce qui est à conserver (rien de coché : tout)",
    ),
    "disclosure field dated_items": Wording(
        "What is demanded of certain days", "Ce qui est demandé pour certains jours"
    ),
    "disclosure field first": Wording("From (that day included)", "Du (jour inclus)"),
    "disclosure field last": Wording("To (that day included)", "Au (jour inclus)"),
    "disclosure field until": Wording("Preserve until", "Conserver jusqu’au"),
    "disclosure field secret": Wording(
        "The person may not be told until (empty: may be told at once)",
        "La personne ne peut être informée avant le (vide : tout de suite)",
    ),
    "disclosure field secrecy": Wording(
        "Text of law that forbids to tell", "Texte de loi qui interdit d’informer"
    ),
    "disclosure field check": Wording("What was checked, and how", "Ce qui a été vérifié, et comment"),
    "disclosure field refusal": Wording("Why it is refused", "Pourquoi elle est refusée"),
    "disclosure field reason": Wording(
        "More, for the letter (optional)", "Précision pour la lettre (facultatif)"
    ),
    "disclosure hint check": Wording(
        "That the authority may ask this by that text, that the demand is genuine (call back on a number you"
        " looked up yourself), that it asks for no more than it may.",
        "Que l’autorité peut le demander par ce texte, que la demande est authentique (rappelez un numéro que"
        " vous avez trouvé vous-même), qu’elle n’excède pas ce qu’elle peut demander.",
    ),
    "disclosure hint secret": Wording(
        "The last day of the secrecy. After it the person is told by itself.",
        "Le dernier jour du secret. Passé ce jour, la personne est informée automatiquement.",
    ),
    "disclosure hint until": Wording(
        "The last day of the order. It does not end by itself: administrators are asked.",
        "Le dernier jour de l’ordre. Elle ne prend pas fin seule : les administrateurs sont sollicités.",
    ),
    "disclosure hint reason": Wording(
        "It stands in the letter as you write it, in both languages: no personal data.",
        "Elle figure telle quelle dans la lettre, dans les deux langues : aucune donnée personnelle.",
    ),
}

_CHOICES: Final = {
    "ground authority": Wording("A demand of an authority", "Une demande d’autorité"),
    "ground preservation": Wording("An order to preserve (freeze)", "Un ordre de conservation (gel)"),
    "ground own rights": Wording("To defend the site’s own rights", "Pour défendre les droits du site"),
    "authority court": Wording("Court", "Juridiction"),
    "authority prosecutor": Wording("Prosecutor", "Parquet"),
    "authority police": Wording("Police, gendarmerie", "Police, gendarmerie"),
    "authority tax": Wording("Tax office", "Administration fiscale"),
    "authority customs": Wording("Customs", "Douanes"),
    "authority social security": Wording("Social security bodies", "Organismes de sécurité sociale"),
    "authority cnil": Wording("CNIL (or another data protection authority)", "CNIL (ou autre autorité)"),
    "authority other": Wording("Another", "Autre"),
    "form order": Wording("Order or judgment", "Ordonnance ou jugement"),
    "form warrant": Wording("Letter rogatory, warrant", "Commission rogatoire, mandat"),
    "form requisition": Wording("Requisition", "Réquisition"),
    "form right of communication": Wording("Right of communication", "Droit de communication"),
    "form inspection": Wording("Inspection", "Contrôle sur place ou sur pièces"),
    "form other": Wording("Another", "Autre"),
    "means by hand": Wording("By hand, against a signature", "En main propre, contre signature"),
    "means their own portal": Wording("By the authority’s own portal", "Par le portail de l’autorité"),
    "means registered post": Wording("By registered post, sealed", "Par lettre recommandée, sous pli scellé"),
    "means encrypted message": Wording(
        "By a message encrypted to a key of theirs", "Par message chiffré avec une clé du destinataire"
    ),
    "refusal no authority": Wording("The authority is not shown", "L’autorité n’est pas établie"),
    "refusal no provision": Wording("No text of law obliges the site", "Aucun texte n’oblige le site"),
    "refusal no form": Wording("Not the prescribed form", "Pas la forme prescrite"),
    "refusal not signed": Wording("Not signed, or in no capacity", "Pas de signataire, ou sans qualité"),
    "refusal too wide": Wording("Too wide, or not said whose", "Trop large, ou sans personne désignée"),
    "refusal nobody": Wording("Nobody is found", "Personne n’est trouvé"),
    "refusal nothing held": Wording("Nothing of it is held", "Rien de tel n’est détenu"),
    "refusal other": Wording("Another reason (write it)", "Autre raison (à écrire)"),
    "disclosure state prepared": Wording("written down, not approved", "consignée, non approuvée"),
    "disclosure state approved": Wording("approved, nothing left yet", "approuvée, rien n’est encore sorti"),
    "disclosure state left": Wording("handed over", "remise"),
    "disclosure state held": Wording("preserved", "conservation en cours"),
    "disclosure state ended": Wording("preservation ended", "conservation terminée"),
    "disclosure state refused": Wording("refused", "refusée"),
    "lacks authority": Wording("the authority", "l’autorité"),
    "lacks name": Wording("its name, or who receives", "son nom, ou le destinataire"),
    "lacks country": Wording("the country of whoever receives", "le pays du destinataire"),
    "lacks agreement": Wording(
        "the international agreement that a demand from outside the European Economic Area stands on",
        "l’accord international qui fonde une demande venue de hors de l’Espace économique européen",
    ),
    "lacks means": Wording("how the extract is handed over", "le mode de remise de l’extrait"),
    "lacks provision": Wording("the text of law that it names", "le texte de loi qu’elle cite"),
    "lacks form": Wording("its form", "sa forme"),
    "lacks reference": Wording("the reference", "la référence"),
    "lacks signatory": Wording("who signed it, and in which capacity", "qui l’a signée, et à quel titre"),
    "lacks dated": Wording("the date that it bears", "la date qu’elle porte"),
    "lacks dated ahead": Wording("a date that is not in the future", "une date qui ne soit pas à venir"),
    "lacks check": Wording(
        "what was checked, and how (the legal check)", "ce qui a été vérifié (contrôle juridique)"
    ),
    "lacks items": Wording("which data", "quelles données"),
    "lacks first": Wording("the first day", "le premier jour"),
    "lacks last": Wording("the last day", "le dernier jour"),
    "lacks days": Wording("days in their order: the first is after the last", "des jours dans l’ordre"),
    "lacks until": Wording("a last day of the preservation that is not over", "un dernier jour à venir"),
    "lacks secrecy": Wording(
        "the text of law that forbids to tell", "le texte de loi qui interdit d’informer"
    ),
    "lacks secret": Wording("the day until which the person may not be told", "le jour où finit le secret"),
    "lacks not shareable": Wording(
        "a statement of the policy that allows it for these data: `share: {data: …, procedure: own rights}`",
        "un énoncé de la politique qui le permet pour elles : `share: {data: …, procedure: own rights}`",
    ),
    "act disclosed": Wording("handed over to whom it says", "communiqué à qui est nommé"),
    "act disclosure told": Wording(
        "told you of data handed over or preserved", "vous a informé d’une communication ou conservation"
    ),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(_PAGES | _FIELDS | _CHOICES)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
