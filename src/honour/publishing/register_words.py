"""What the register says around what the policy says, in both languages side by side.

The headings in French of the list and of the sheet of an activity are those of the CNIL's own model
(`registre-traitement-simplifie.ods`, July 2019), in its order. The model itself was not at hand: its headings
and their order were read in two public descriptions of the file, so this is *not checked at source*.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording
from honour.proofs.register import Paper, PaperState

TITLE: Final = Wording("Register of processing", "Registre des activités de traitement")
ARTICLE: Final = Wording("GDPR Art. 30(1)", "RGPD, art. 30, § 1")

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        # the list, in the CNIL's order
        "list": Wording("List of processing", "Liste des traitements"),
        "name": Wording("Name of the processing", "Nom du traitement"),
        "reference": Wording("No. / ref.", "N° / RÉF"),
        "created": Wording("Created on", "Date de création"),
        "updated": Wording("Updated on", "Dernière mise à jour"),
        "purpose": Wording("Main purpose", "Finalité principale"),
        "sensitive?": Wording("Sensitive data?", "Données sensibles ?"),
        "whose": Wording("Whose data", "Personnes concernées"),
        "in a draft": Wording("not enacted yet", "pas encore en vigueur"),
        "yes": Wording("Yes", "Oui"),
        "no": Wording("No", "Non"),
        # the sheet of an activity, in the CNIL's order
        "part": Wording("Part", "Rubrique"),
        "what": Wording("What", "Intitulé"),
        "description": Wording("Description", "Description"),
        "term": Wording("How long it is kept", "Durée de conservation"),
        "seen": Wording("What was seen", "Constat"),
        "processing": Wording("Description of the processing", "Description du traitement"),
        "actors": Wording("Actors", "Acteurs"),
        "controller": Wording("Controller", "Responsable du traitement"),
        "officer": Wording("Data protection officer", "Délégué à la protection des données"),
        "representative": Wording("Representative", "Représentant"),
        "joint": Wording("Joint controllers", "Responsable(s) conjoint(s)"),
        "none": Wording("none", "aucun"),
        "purposes": Wording("Purpose of the processing", "Finalité(s) du traitement effectué"),
        "ground": Wording("Ground", "Fondement"),
        "interest": Wording("Legitimate interest", "Intérêt légitime"),
        "data": Wording("Categories of personal data", "Catégories de données personnelles concernées"),
        "special": Wording("Sensitive data", "Données sensibles"),
        "people": Wording("Categories of people", "Catégories de personnes concernées"),
        "recipients": Wording("Recipients", "Destinataires"),
        "inside": Wording("Our own staff", "Service interne qui traite les données"),
        "processor": Wording("Processor", "Sous-traitant"),
        "joint controller": Wording("Joint controller", "Responsable conjoint"),
        "controller's own": Wording("Controller of its own use", "Responsable de son propre usage"),
        "measures": Wording("Security measures", "Mesures de sécurité"),
        "transfers": Wording("Transfers out of the European Union", "Transferts hors UE"),
        "papers": Wording("Documents", "Documents"),
        # what was seen
        "observed": Wording("What the databases hold", "Ce que contiennent les bases"),
        "observed said": Wording(
            "Counted in the stores themselves on {when}. Days are those of {zone}. Where no date stands, the"
            " map names none by which a row’s age could be told.",
            "Compté dans les bases elles-mêmes le {when}. Les jours sont ceux du fuseau {zone}. Là où aucune"
            " date ne figure, la carte n’en indique aucune qui donnerait l’âge d’une ligne.",
        ),
        "kind": Wording("Data", "Données"),
        "place": Wording("Where", "Emplacement"),
        "columns": Wording("Columns and what they hold", "Colonnes et leur contenu"),
        "rows": Wording("Rows", "Lignes"),
        "oldest": Wording("Oldest", "La plus ancienne"),
        "newest": Wording("Newest", "La plus récente"),
        "no date": Wording("no date", "sans date"),
        "no row": Wording("no row", "aucune ligne"),
        "law": Wording("Law that names the term", "Loi qui fixe la durée"),
        "ends": Wording("Ends by a date", "Terme calculable"),
        "ends not": Wording(
            "no: name in map.yaml the event or date that ends it",
            "non : indiquez dans map.yaml l’événement ou la date qui y met fin",
        ),
        "nothing stored": Wording(
            "stored nowhere on this site yet", "encore enregistré nulle part sur ce site"
        ),
        "undeclared": Wording("Not declared", "Non déclaré"),
        "undeclared said": Wording(
            "These columns are in the databases and in no line of the map: run `honour check`.",
            "Ces colonnes figurent dans les bases et dans aucune ligne de la carte : lancez `honour check`.",
        ),
        "declared": Wording(
            "No stored column is missing: each is declared in the map.",
            "Aucune colonne enregistrée ne manque : chacune est déclarée dans la carte.",
        ),
        "by people": Wording("By kind of people", "Par catégorie de personnes"),
        "activity": Wording("Processing", "Traitement"),
        # recipients and documents
        "receivers": Wording(
            "Recipients, by the policy and by the journal", "Destinataires : politique et journal"
        ),
        "role": Wording("Role", "Rôle"),
        "country": Wording("Country", "Pays"),
        "receives": Wording("Receives", "Reçoit"),
        "contract until": Wording("Contract", "Contrat"),
        "used": Wording("Last used, by the journal", "Dernier envoi, d’après le journal"),
        "used times": Wording("{times} times, last on {last}", "{times} fois, le dernier le {last}"),
        "never used": Wording(
            "the journal has no sending to it", "le journal ne contient aucun envoi à son intention"
        ),
        "stored all": Wording("stores all the data", "héberge toutes les données"),
        "documents": Wording(
            "Contracts, balancing tests, impact assessments",
            "Contrats, mises en balance, analyses d’impact",
        ),
        "documents said": Wording(
            "Each document that the law asks for has its line. What is in red is missing; what to do stands"
            " beside it.",
            "Chaque document exigé par la loi a sa ligne. Ce qui est en rouge manque ; ce qu’il faut faire"
            " figure à côté.",
        ),
        "document": Wording("Document", "Document"),
        "of": Wording("Of", "Objet"),
        "state": Wording("State", "État"),
        "to do": Wording("What to do", "Ce qu’il faut faire"),
        "until": Wording("until {day}", "jusqu’au {day}"),
        # measures
        "measures list": Wording("Security measures, by version", "Mesures de sécurité, par version"),
        "measure": Wording("Measure", "Mesure"),
        "since": Wording("Since version", "Depuis la version"),
        "since day": Wording("Since", "Depuis le"),
        "dropped": Wording("Until", "Jusqu’au"),
        "in force": Wording("in force", "en vigueur"),
        # where the data lie, and the check
        "located": Wording("Where the data lie", "Où se trouvent les données"),
        "located said": Wording(
            "Nobody can see from here in which country a disk is: the most that can be said is that it is"
            " declared, and attested by a host.",
            "Personne ne peut voir d’ici dans quel pays se trouve un disque : au mieux, c’est déclaré, et"
            " attesté par un hébergeur.",
        ),
        "located nothing": Wording(
            "The policy promises no country, and honour.toml declares none.",
            "La politique ne promet aucun pays et honour.toml n’en déclare aucun.",
        ),
        "promised": Wording("Promised", "Promis"),
        "said to be": Wording("Declared", "Déclaré"),
        "why": Wording("Why", "Pourquoi"),
        "attested": Wording("attested", "attesté"),
        "unknown": Wording("unknown", "inconnu"),
        "not kept": Wording("not kept", "non tenu"),
        "checked": Wording("The site against its policy", "Le site face à sa politique"),
        "checked said": Wording(
            "`honour check` compares policy, law, map and databases each day and writes the result into the"
            " journal.",
            "`honour check` compare chaque jour politique, loi, carte et bases, et inscrit le résultat au"
            " journal.",
        ),
        "never checked": Wording(
            "No check was recorded yet: `honour check --record` does it, and a site that is served does it"
            " each day.",
            "Aucun contrôle n’a encore été inscrit : `honour check --record` s’en charge, et un site en"
            " service le fait chaque jour.",
        ),
        "checked on": Wording("Checked on", "Contrôlé le"),
        "check findings": Wording("Findings", "Écarts"),
        "checked this policy": Wording("Of this policy file", "De ce fichier de politique"),
        "versions": Wording("Versions of the policy", "Versions de la politique"),
        "version": Wording("Version", "Version"),
        "applies": Wording("Applies from", "Applicable à partir du"),
        "digest": Wording("SHA-256 of the file", "SHA-256 du fichier"),
        "no version": Wording(
            "No version was enacted yet: `honour publish --really` does it.",
            "Aucune version n’est encore en vigueur : `honour publish --really` s’en charge.",
        ),
    }
)

PAPERS: Final[Mapping[Paper, Wording]] = MappingProxyType(
    {
        "contract": Wording(
            "contract with a processor (GDPR Art. 28(3))", "contrat de sous-traitance (RGPD, art. 28, § 3)"
        ),
        "agreement": Wording(
            "agreement of joint controllers (GDPR Art. 26(1))",
            "accord entre responsables conjoints (RGPD, art. 26, § 1)",
        ),
        "transfer": Wording(
            "safeguards of a transfer (GDPR Art. 46)", "garanties d’un transfert (RGPD, art. 46)"
        ),
        "undertaking": Wording("undertaking received in writing", "engagement écrit reçu"),
        "balancing": Wording(
            "balancing test (GDPR Art. 6(1)(f))", "mise en balance des intérêts (RGPD, art. 6, § 1, f)"
        ),
        "impact": Wording(
            "impact assessment (GDPR Art. 35)",
            "analyse d’impact relative à la protection des données (RGPD, art. 35)",
        ),
    }
)

STATES: Final[Mapping[PaperState, Wording]] = MappingProxyType(
    {
        "there": Wording("there", "présent"),
        "missing": Wording("missing", "manquant"),
        "not in the folder": Wording("missing: the file is not there", "manquant : le fichier n’est pas là"),
        "ended": Wording("ended", "expiré"),
        "not needed": Wording("not needed", "non requise"),
    }
)

TO_DO: Final[Mapping[Paper, Wording]] = MappingProxyType(
    {
        "contract": Wording(
            "sign it, put it beside the policy; write `contract: FILE` and `until: DAY` at this recipient",
            "signez-le, rangez-le à côté de la politique, puis écrivez `contract: FICHIER` et `until: JOUR` à"
            " ce destinataire",
        ),
        "agreement": Wording(
            "sign it, put it beside the policy, and write `agreement: FILE` at this recipient",
            "signez-le, rangez-le à côté de la politique, puis écrivez `agreement: FICHIER` à ce"
            " destinataire",
        ),
        "transfer": Wording(
            "write `transfer: {to: COUNTRY, by: …, file: FILE}` at this recipient, or end the transfer",
            "écrivez `transfer: {to: PAYS, by: …, file: FICHIER}` à ce destinataire, ou mettez fin au"
            " transfert",
        ),
        "undertaking": Wording(
            "ask for it again in writing, and name it under `assured: {file: FILE, until: DAY}`",
            "redemandez-le par écrit et nommez-le sous `assured: {file: FICHIER, until: JOUR}`",
        ),
        "balancing": Wording(
            "weigh the interest against the people’s in writing, and write `balancing: FILE` at the statement"
            " of `collect`",
            "mettez par écrit l’intérêt en balance avec ceux des personnes, puis écrivez"
            " `balancing: FICHIER` dans la ligne de `collect`",
        ),
        "impact": Wording(
            "decide whether the risk is high (Art. 35(3) and the authority’s list); write `impact assessment:"
            " FILE`, or `{not needed: {en: …, fr: …}}` with the reason, at the statement of `collect`",
            "dites si le risque est élevé (art. 35, § 3, et liste de l’autorité) ; écrivez `impact"
            " assessment: FICHIER`, ou `{not needed: {en: …, fr: …}}` avec la raison, dans la ligne de"
            " `collect`",
        ),
    }
)

PUT_THERE: Final = Wording(
    "put the file {named} into the site’s folder", "rangez le fichier {named} dans le dossier du site"
)
RENEW: Final = Wording(
    "it ended on {day}: renew it, and write the new day",
    "il a expiré le {day} : renouvelez-le, puis écrivez le nouveau jour",
)
