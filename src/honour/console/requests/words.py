"""What the pages of requests say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "requests": Wording("Requests", "Demandes"),
        "requests counts": Wording(
            "{all} waiting, {clock} with a legal delay, {overdue} overdue",
            "{all} en attente, {clock} avec un délai légal, {overdue} en retard",
        ),
        "requests last month": Wording(
            "Requests of last month, by outcome, with their delays",
            "Demandes du mois dernier, selon l’issue, avec leurs délais",
        ),
        "month title": Wording("Requests of {month}", "Demandes reçues en {month}"),
        "month counts": Wording("Asked: {asked}. Late: {late}.", "Reçues : {asked}. En retard : {late}."),
        "month take": Wording("Take it away:", "Télécharger :"),
        "month ods": Wording("spreadsheet (ODS)", "tableur (ODS)"),
        "month json": Wording("for a program (JSON)", "pour un programme (JSON)"),
        "month others": Wording("Other months", "Autres mois"),
        "month before": Wording("The month before", "Mois précédent"),
        "month after": Wording("The month after", "Mois suivant"),
        "requests of pages": Wording(
            "Asked by people in their own space", "Demandé par les personnes dans leur espace"
        ),
        "requests of pages help": Wording(
            "Erasures are carried out by themselves. An objection keeps the data restricted until it is"
            " decided.",
            "Les effacements se font d’eux-mêmes. Une opposition laisse les données limitées jusqu’à la"
            " décision.",
        ),
        "lodged erase": Wording("Erasure", "Effacement"),
        "lodged restrict": Wording("Restriction", "Limitation"),
        "lodged object": Wording("Objection", "Opposition"),
        "lodged port": Wording("Data to take away", "Données à emporter"),
        "lodged withdraw": Wording("Withdrawal of a consent", "Retrait d’un consentement"),
        "lodged rectify": Wording("Correction", "Rectification"),
        "lodged rest": Wording("Rest of an erasure", "Suite d’un effacement"),
        "lodged sweep": Wording("End of a term", "Fin d’un terme"),
        "lodged access": Wording("Access", "Accès"),
        "lodged other": Wording("Another right", "Un autre droit"),
        "lodged everything": Wording("all data of the person", "toutes les données de la personne"),
        "lodged one item": Wording("one item", "un seul élément"),
        "lodged stands at work": Wording(
            "It is carried out by itself, and the person gets the receipt. If its day comes near, look into"
            " the log and run “honour check”: something stands in its way.",
            "Elle s’exécute d’elle-même, et la personne reçoit le reçu. Si l’échéance approche, consultez le"
            " journal technique et lancez « honour check » : quelque chose y fait obstacle.",
        ),
        "lodged stands changed": Wording(
            "It stopped, and nothing was deleted: the data changed after the person had seen what goes. The"
            " person was told to look again. If no answer comes, say yes to the plan below in time.",
            "Elle s’est arrêtée et rien n’a été supprimé : les données ont changé après que la personne a vu"
            " ce qui disparaît. Elle a été invitée à regarder de nouveau. Sans réponse de sa part, validez à"
            " temps le plan ci-dessous.",
        ),
        "lodged stands left": Wording(
            "It was taken by the command, or outside the site, and nobody carries it out by itself: say whose"
            " it is, look at the plan, and have it done.",
            "Elle a été prise par la commande, ou hors du site, et ne s’exécute pas d’elle-même : dites de"
            " qui elle est, regardez le plan et faites-la exécuter.",
        ),
        "lodged stands gone": Wording(
            "Its message was deleted with the will of the person, so that nothing shows who asked or what:"
            " nothing is done for it, and it is ended by itself.",
            "Son message a été supprimé par la volonté de la personne ; rien n’établit plus qui a demandé, ni"
            " quoi : rien n’est fait pour elle, et elle prend fin d’elle-même.",
        ),
        "lodged stands object": Wording(
            "The person objects; it is answered with the message of the same number. If the person deleted"
            " that message, the use stays objected to until the person takes it back.",
            "La personne s’oppose ; la réponse se donne avec le message du même numéro. Si la personne l’a"
            " supprimé, l’opposition vaut jusqu’à ce qu’elle la retire.",
        ),
        "lodged stands restrict": Wording(
            "The data are restricted until the person lifts it.",
            "Les données sont limitées jusqu’à ce que la personne lève la limitation.",
        ),
        "lodged stands rectify": Wording(
            "The correction is carried out by itself. If it stopped because the data changed, the person was"
            " told to look again.",
            "La rectification s’exécute d’elle-même. Si elle s’est arrêtée parce que les données ont changé,"
            " la personne a été invitée à regarder de nouveau.",
        ),
        "lodged stands other": Wording(
            "It waits for its answer; “honour requests” lists it.",
            "Elle attend sa réponse ; « honour requests » la cite.",
        ),
        "lodged whose": Wording("Whose it is", "De qui elle est"),
        "lodged whose help": Wording(
            "The site keeps no name with it. Say who asked, by the letter that you have: the site compares.",
            "Le site n’en conserve aucun nom. Dites qui a demandé, d’après la lettre reçue ; le site"
            " compare.",
        ),
        "lodged field whom": Wording(
            "Address, user name or customer number", "Adresse, identifiant ou numéro de client"
        ),
        "lodged field email": Wording(
            "E-mail address for the receipt (optional)", "Adresse électronique pour le reçu (facultatif)"
        ),
        "lodged not his": Wording(
            "This request is not that person’s: check it with what was written",
            "Cette demande n’est pas de cette personne : vérifiez-le avec ce qui a été écrit",
        ),
        "requests none": Wording("Nothing waits for an answer.", "Rien n’attend de réponse."),
        "requests type in": Wording("Type in a request", "Saisir une demande"),
        "request reference": Wording("Reference", "Référence"),
        "request about": Wording("About", "Objet"),
        "request of": Wording("Data of", "Données de"),
        "request due": Wording("Answer by", "Répondre avant"),
        "request overdue": Wording("overdue", "en retard"),
        "request suspended": Wording("suspended: identity in doubt", "suspendu : identité en doute"),
        "request no clock": Wording("no legal delay", "sans délai légal"),
        "request own": Wording("yours: a colleague answers it", "la vôtre : un collègue y répond"),
        "request received": Wording("Received", "Reçue"),
        "request received on": Wording("Received on", "Reçue le"),
        "request answered on": Wording("Answered on", "Répondue le"),
        "request due on": Wording("Answer by", "Réponse au plus tard le"),
        "request by": Wording("by", "par"),
        "request identity": Wording("Whose request it is", "De qui est la demande"),
        "identity session": Wording(
            "Signed in with the account: it is his.", "Connecté avec le compte : elle est de son titulaire."
        ),
        "identity link": Wording(
            "Confirmed by a link to the account’s address.", "Confirmée par un lien à l’adresse du compte."
        ),
        "identity staff": Wording("Matched by two of the staff.", "Rapprochée par deux membres de l’équipe."),
        "identity none": Wording(
            "Not shown. Give or erase nothing before it is.",
            "Non établi. Ne donnez et n’effacez rien avant.",
        ),
        "identity waits": Wording(
            "The holder of the account was told and may stop it. Wait until",
            "Le titulaire du compte a été prévenu et peut l’arrêter. Attendez jusqu’au",
        ),
        "identity stopped": Wording(
            "The holder of the account said that he did not ask this. Somebody may read his mail: refuse it.",
            "Le titulaire du compte a indiqué ne rien avoir demandé. Quelqu’un lit peut-être son courrier :"
            " refusez.",
        ),
        "request text": Wording("What was written", "Ce qui a été écrit"),
        "request name": Wording("Name", "Nom"),
        "request address": Wording("Address to answer", "Adresse de réponse"),
        "request no address": Wording("none: answer by post", "aucune : répondez par courrier"),
        "request known as": Wording("Known to the site as", "Connu du site sous"),
        "request checks": Wording("What to check", "À vérifier"),
        "check myself": Wording(
            "It is the person: by the account, else by what only the person and we know. An identity document"
            " only where there is a real doubt, and erased once seen.",
            "C’est bien la personne : par son compte, sinon par ce qu’elle et nous seuls savons. Une pièce"
            " d’identité seulement en cas de doute réel, effacée une fois vue.",
        ),
        "check mandate": Wording(
            "The mandate: signed by the person, for this right, not out of date; the identity of both. Answer"
            " to the person where the mandate does not say otherwise.",
            "Le mandat : signé par la personne, pour ce droit, en cours de validité ; l’identité des deux."
            " Répondez à la personne si le mandat ne dit rien d’autre.",
        ),
        "check child": Wording(
            "The parental authority, and the age: from 15 on a minor uses these rights himself or with the"
            " parents (French Act 78-17, art. 45 and 70). What the child asked to keep from them stays so.",
            "L’autorité parentale, et l’âge : dès 15 ans, le mineur exerce ces droits lui-même ou avec ses"
            " parents (loi 78-17, art. 45 et 70). Ce qu’il a demandé de leur taire le reste.",
        ),
        "check heir": Wording(
            "The death certificate and the quality of heir; the directives that the person left come first."
            " An heir sees what settles the estate, and no private letters (French Act 78-17, art. 85).",
            "L’acte de décès et la qualité d’héritier ; les directives laissées passent d’abord. Un héritier"
            " voit ce qui règle la succession, et aucune correspondance privée (loi 78-17, art. 85).",
        ),
        "check theft": Wording(
            "Freeze the account and restrict the data at once; keep as evidence what the impostor did; give"
            " nothing to whoever holds the mailbox; ask for the complaint to the police.",
            "Gelez le compte et limitez les données aussitôt ; conservez à part les traces de l’usurpateur ;"
            " ne donnez rien à qui tient la boîte aux lettres ; demandez le dépôt de plainte.",
        ),
        "check death": Wording(
            "Freeze the account (it gets no news then) and restrict the data. Nothing is erased before the"
            " directives and the heirs were heard.",
            "Gelez le compte (il ne reçoit plus d’actualités), limitez les données. Rien n’est effacé avant"
            " d’avoir lu les directives et entendu les héritiers.",
        ),
        "whose heading": Wording("Say whose it is", "Dire de qui elle est"),
        "whose help": Wording(
            "It takes two of you: one proposes, another confirms.",
            "Il faut être deux : l’un propose, un autre confirme.",
        ),
        "whose field whom": Wording(
            "Address, user name or customer number", "Adresse, identifiant ou numéro de client"
        ),
        "whose propose": Wording("Propose", "Proposer"),
        "whose proposed": Wording("Proposed:", "Proposé :"),
        "whose confirm": Wording("Confirm that it is so", "Confirmer que c’est bien cela"),
        "whose other": Wording("Another of the staff must confirm it.", "Un autre membre doit le confirmer."),
        "whose nobody": Wording(
            "The site knows nobody by this name: check it with what was written",
            "Le site ne connaît personne sous ce nom : vérifiez-le avec ce qui a été écrit",
        ),
        "whose several": Wording(
            "Several go by this name: say which one, {names}", "Plusieurs portent ce nom : précisez, {names}"
        ),
        "matching proposed": Wording(
            "Proposed. A colleague must confirm it.", "Proposé. Un collègue doit le confirmer."
        ),
        "matching confirmed": Wording(
            "It is shown whose request it is.", "Il est établi de qui est la demande."
        ),
        "matching needs two": Wording(
            "You proposed it: another of the staff must confirm it.",
            "Vous l’avez proposé : un autre membre de l’équipe doit le confirmer.",
        ),
        "matching gone": Wording(
            "There is nothing to confirm any more: look at the page again.",
            "Il n’y a plus rien à confirmer : relisez la page.",
        ),
        "directive heading": Wording("Directives for after death", "Directives pour l’après-décès"),
        "directive keep": Wording("To keep the data.", "Conserver les données."),
        "directive erase": Wording("To erase the data.", "Effacer les données."),
        "directive hand over": Wording(
            "To hand the data over to whom it names.", "Remettre les données à la personne désignée."
        ),
        "directive trusted": Wording("To carry them out:", "Pour les exécuter :"),
        "directive none": Wording(
            "The person left none here: the heirs may see what settles the estate, and close the account.",
            "La personne n’en a laissé aucune ici : les héritiers peuvent voir ce qui règle la succession, et"
            " faire fermer le compte.",
        ),
        "directive lost": Wording(
            "They cannot be read any more: the site was put back from a backup without their key.",
            "Elles ne peuvent plus être lues : le site a été rétabli depuis une sauvegarde sans leur clé.",
        ),
        "directive do keep": Wording(
            "Nothing is erased, even if heirs ask for it: the data go when their terms end. Answer “Done” and"
            " say so; refuse an heir’s erasure by art. 85 of the French Act.",
            "Rien n’est effacé, même si des héritiers le demandent : les données partent à leur échéance."
            " Répondez « Fait » en le disant ; refusez l’effacement à un héritier par l’art. 85 de la loi"
            " 78-17.",
        ),
        "directive do erase": Wording(
            "Hear whoever is to carry them out, then erase by the plan. What you restricted for this request"
            " is released for it; what is kept as evidence stays.",
            "Entendez la personne chargée de les exécuter, puis effacez selon le plan. Ce qui a été limité"
            " pour cette demande est libéré ; ce qui est conservé comme preuve reste.",
        ),
        "directive do hand over": Wording(
            "Make sure who it is that the directives name, give it to nobody else, and keep no copy. The"
            " journal says that you took it. Heirs can have nothing erased before.",
            "Vérifiez l’identité de la personne désignée, ne remettez rien à un autre et ne gardez pas de"
            " copie. Le journal note que vous l’avez prise. Aucun héritier ne peut rien faire effacer avant.",
        ),
        "directive button erase": Wording("Look at the plan of the erasure", "Voir le plan de l’effacement"),
        "directive button hand over": Wording(
            "Download the data to hand over", "Télécharger les données à remettre"
        ),
        "directives of a death": Wording(
            "Directives are carried out from the request that says that the person died",
            "Les directives s’exécutent depuis la demande qui signale le décès",
        ),
        "directives need two": Wording(
            "Directives are carried out once two of the staff have said whose the data are",
            "Les directives s’exécutent une fois que deux membres de l’équipe ont dit de qui sont les"
            " données",
        ),
        "directives first": Wording(
            "The person left directives: carry them out first",
            "La personne a laissé des directives : exécutez-les d’abord",
        ),
        "directives stand against": Wording(
            "The person’s directives come first: to keep the data, or to hand them over",
            "Les directives de la personne passent d’abord : conserver les données, ou les remettre",
        ),
        "hold heading": Wording("Protect the data meanwhile", "Protéger les données entre-temps"),
        "hold help": Wording(
            "The program then destroys nothing of this person. “honour release” ends it.",
            "Le programme ne détruit alors rien de cette personne. « honour release » y met fin.",
        ),
        "hold now": Wording("Held now:", "Protégé :"),
        "hold do restricted": Wording("Restrict the data", "Limiter les données"),
        "hold do disputed": Wording("Keep as evidence", "Conserver comme preuve"),
        "hold do freeze": Wording("Freeze the account", "Geler le compte"),
        "hold do thaw": Wording("Open the account again", "Rouvrir le compte"),
        "hold state restricted": Wording("restricted (GDPR Art. 18)", "limitées (RGPD, art. 18)"),
        "hold state disputed": Wording("kept as evidence", "conservées comme preuve"),
        "hold restricted": Wording("The data are restricted.", "Les données sont limitées."),
        "hold disputed": Wording(
            "The data are kept as evidence.", "Les données sont conservées comme preuve."
        ),
        "hold freeze": Wording(
            "Nobody can sign in to the account.", "Plus personne ne peut se connecter au compte."
        ),
        "hold thaw": Wording("The account is open again.", "Le compte est rouvert."),
        "hold whom": Wording("Say first whose data it is.", "Dites d’abord de qui sont les données."),
        "evidence heading": Wording("Keep evidence apart", "Conserver des preuves à part"),
        "evidence help": Wording(
            "A sealed copy of what is held now, with the acts of the journal, as evidence of the theft (GDPR"
            " Art. 17(3)(e)). The account is frozen. No page of the account shows the copy, and what is done"
            " to the account later, corrected, given back or erased, leaves it alone. It has no files.",
            "Une copie scellée de ce qui est détenu à présent, avec les actes du journal, comme preuve de"
            " l’usurpation (RGPD, art. 17, § 3, e). Le compte est gelé. Aucune page du compte ne montre la"
            " copie, et ce qui sera fait ensuite du compte, rectifié, rendu ou effacé, la laisse intacte. Les"
            " fichiers n’y sont pas.",
        ),
        "evidence keep": Wording("Keep a copy", "Conserver une copie"),
        "evidence kept on": Wording("Copy of", "Copie du"),
        "evidence field kinds": Wording("What is kept", "Ce qui est conservé"),
        "evidence kinds help": Wording(
            "No more than the proof needs; if you tick nothing, it is everything.",
            "Pas plus que la preuve n’exige ; si vous ne cochez rien, c’est tout.",
        ),
        "evidence field until": Wording("Until", "Jusqu’au"),
        "evidence until wrong": Wording(
            "Give a day to come, in six years at most", "Indiquez un jour à venir, dans six ans au plus"
        ),
        "evidence button": Wording(
            "Freeze the account and keep the copy", "Geler le compte et conserver la copie"
        ),
        "evidence why": Wording("What for, or why it ends", "À quelle fin, ou pourquoi y mettre fin"),
        "evidence say why": Wording("Say what for, or why it ends", "Dites à quelle fin, ou pourquoi"),
        "evidence take": Wording("Download the copy", "Télécharger la copie"),
        "evidence end": Wording("Destroy the copy", "Détruire la copie"),
        "evidence was kept": Wording(
            "The account is frozen, and the copy is kept apart.",
            "Le compte est gelé et la copie conservée à part.",
        ),
        "evidence was ended": Wording("The copy is destroyed.", "La copie est détruite."),
        "evidence of a theft": Wording(
            "Evidence is kept for a request that tells of a theft of identity",
            "Des preuves se conservent pour une demande qui signale une usurpation d’identité",
        ),
        "decide heading": Wording("Decide and answer", "Décider et répondre"),
        "decide field decision": Wording("Decision", "Décision"),
        "decide field article": Wording(
            "Article (for a refusal, whole or in part)", "Article (pour un refus, total ou partiel)"
        ),
        "decide field text": Wording("What you tell the person", "Ce que vous dites à la personne"),
        "decide text hint": Wording(
            "In the person’s language. The letter adds the decision, the reason and the ways to complain.",
            "Dans la langue de la personne. La lettre ajoute la décision, le motif et les voies de recours.",
        ),
        "decide button": Wording("Decide and send the letter", "Décider et envoyer la lettre"),
        "choose decision": Wording("Choose", "Choisissez"),
        "no article": Wording("None", "Aucun"),
        "decide done": Wording("Done, or answered", "Fait, ou répondu"),
        "decide partly": Wording("Done in part", "Fait en partie"),
        "decide refused": Wording("Refused", "Refusé"),
        "decide extended": Wording("Two months more", "Deux mois de plus"),
        "decide doubt": Wording(
            "Real doubt about identity: suspend the delay", "Doute réel sur l’identité : suspendre le délai"
        ),
        "decide shown": Wording("No doubt any more: the delay runs on", "Plus de doute : le délai reprend"),
        "decided": Wording("Decided; the letter is written.", "Décidé ; la lettre est écrite."),
        "decided erase": Wording(
            "To erase, look at the plan first; the letter with the receipt then goes by itself.",
            "Pour effacer, regardez d’abord le plan ; la lettre avec le reçu part alors d’elle-même.",
        ),
        "decide erase": Wording("Erasure begun", "Effacement lancé"),
        "decide handed over": Wording("Taken to be handed over", "Pris pour être remis"),
        "erase first": Wording(
            "Data of the person are still here: erase them first, by the plan",
            "Des données de la personne sont encore là : effacez-les d’abord, par le plan",
        ),
        "erasure heading": Wording("What erasing would do", "Ce que ferait l’effacement"),
        "erasure whom": Wording("Data of", "Données de"),
        "erasure words": Wording(
            "In the words in which the person is told:", "Dans les mots que lira la personne :"
        ),
        "erasure goes": Wording("What goes", "Ce qui disparaît"),
        "erasure nothing": Wording("Nothing goes.", "Rien ne disparaît."),
        "erasure stays": Wording("What stays", "Ce qui reste"),
        "erasure nothing stays": Wording("Nothing stays.", "Rien ne reste."),
        "erasure for ever": Wording(
            "What goes is gone for ever. Exactly this is done, or nothing.",
            "Ce qui disparaît l’est pour toujours. C’est exactement cela qui est fait, ou rien.",
        ),
        "erasure button": Wording("Erase this", "Effacer cela"),
        "erasure put": Wording(
            "The erasure is on its way; the person gets the receipt.",
            "L’effacement est lancé ; la personne reçoit le reçu.",
        ),
        "erasure changed": Wording(
            "The plan means something else by now: look at it again.",
            "Le plan a changé de sens entre-temps : regardez-le de nouveau.",
        ),
        "erasure runs": Wording("The erasure is on its way already", "L’effacement est déjà lancé"),
        "no erasure asked": Wording("No erasure was asked", "Aucun effacement n’a été demandé"),
        "ends heading": Wording("What goes if you uphold it", "Ce qui disparaît si vous l’acceptez"),
        "ends help": Wording(
            "“Done” upholds the objection: the data that serve nothing else are erased, for ever, and exactly"
            " these. The person gets a receipt.",
            "« Fait » accepte l’opposition : les données qui ne servent à rien d’autre sont effacées, pour"
            " toujours, et celles-là seulement. La personne reçoit un reçu.",
        ),
        "ends nothing": Wording(
            "Nothing: all of it serves another use too, or there is nothing of it. It is not used for this"
            " any more, and the restriction ends.",
            "Rien : tout sert aussi à un autre usage, ou il n’y en a pas. Ce n’est plus utilisé pour cela, et"
            " la limitation prend fin.",
        ),
        "ends changed": Wording(
            "What it would erase has changed since you looked, and nothing was decided: look again below",
            "Ce qui serait effacé a changé depuis que vous l’avez vu, et rien n’est décidé : relisez-le"
            " ci-dessous",
        ),
        "archive heading": Wording("What the person asked to see", "Ce que la personne demande à voir"),
        "archive dead": Wording(
            "This person has died: nobody but heirs whom you have checked gets an archive, typed in as their"
            " request (French Act 78-17, art. 85). Read the directives first; close the account if the heirs"
            " want it.",
            "Cette personne est décédée : seuls des héritiers dont vous avez vérifié la qualité reçoivent une"
            " archive, sur une demande saisie comme la leur (loi 78-17, art. 85). Lisez d’abord les"
            " directives ; fermez le compte si les héritiers le veulent.",
        ),
        "archive estate": Wording(
            "Heirs get what settles the estate, and nothing else (French Act 78-17, art. 85). Read the"
            " directives first: they may say otherwise. “Done” gives of this person:",
            "Les héritiers reçoivent ce qui règle la succession, et rien d’autre (loi 78-17, art. 85). Lisez"
            " d’abord les directives : elles peuvent en disposer autrement. « Fait » donne de cette"
            " personne :",
        ),
        "archive estate none": Wording(
            "nothing: the policy names no kind of data that settles an estate",
            "rien : la politique ne nomme aucune donnée qui règle une succession",
        ),
        "archive session": Wording(
            "“Done” tells the person to sign in and to download all that is held.",
            "« Fait » invite la personne à se connecter et à télécharger tout ce qui est détenu.",
        ),
        "archive link": Wording(
            "“Done” sends to this address a link that gives all that is held, for seven days:",
            "« Fait » envoie à cette adresse un lien qui donne tout ce qui est détenu, pendant sept jours :",
        ),
        "archive part": Wording(
            "“Done in part” sends none: say in your answer what you give and what you leave out.",
            "« Fait en partie » n’en envoie pas : dites dans la réponse ce que vous donnez et ce que vous"
            " omettez.",
        ),
        "archive post": Wording(
            "There is no address: after “Done” you may download here what goes with the letter.",
            "Il n’y a pas d’adresse : après « Fait », vous pourrez télécharger ici ce qui accompagne la"
            " lettre.",
        ),
        "archive take": Wording(
            "Post it with the letter, and keep no copy. The journal says that you took it. Until",
            "Postez-la avec la lettre et n’en gardez pas de copie. Le journal note que vous l’avez prise."
            " Jusqu’au",
        ),
        "archive button": Wording("Download the archive for posting", "Télécharger l’archive à poster"),
        "export not": Wording(
            "There is no archive to post for this request: it is not done, its seven days are over, or a link"
            " went to the person.",
            "Il n’y a pas d’archive à poster pour cette demande : elle n’est pas satisfaite, ses sept jours"
            " sont passés, ou un lien est parti à la personne.",
        ),
        "export gone": Wording(
            "The person is not here any more, or changed all names: there is nothing to give.",
            "La personne n’est plus ici, ou a changé tous ses noms : il n’y a rien à remettre.",
        ),
        "export away": Wording(
            "A store does not answer: try again later.", "Une base ne répond pas : réessayez plus tard."
        ),
        "request too many": Wording(
            "You have opened as many files as one member of staff may for now. The administrators are told.",
            "Vous avez ouvert autant de dossiers qu’un membre du personnel le peut pour l’instant. Les"
            " administrateurs en sont avertis.",
        ),
        "decisions": Wording("Decisions", "Décisions"),
        "to post": Wording(
            "There is no address: print this letter and post it",
            "Il n’y a pas d’adresse électronique : imprimez cette lettre et postez-la",
        ),
        "GDPR Art. 11(2)": Wording(
            "GDPR Art. 11(2): it cannot be shown whose data it is",
            "RGPD, art. 11, par. 2 : il n’est pas établi à qui sont les données",
        ),
        "GDPR Art. 12(5)": Wording(
            "GDPR Art. 12(5): manifestly unfounded or excessive",
            "RGPD, art. 12, par. 5 : manifestement infondée ou excessive",
        ),
        "GDPR Art. 15(4)": Wording(
            "GDPR Art. 15(4): rights of others", "RGPD, art. 15, par. 4 : droits d’autrui"
        ),
        "GDPR Art. 17(3)(a)": Wording(
            "GDPR Art. 17(3)(a): freedom of expression", "RGPD, art. 17, par. 3, a) : liberté d’expression"
        ),
        "GDPR Art. 17(3)(b)": Wording(
            "GDPR Art. 17(3)(b): a law obliges to keep", "RGPD, art. 17, par. 3, b) : obligation légale"
        ),
        "GDPR Art. 17(3)(e)": Wording(
            "GDPR Art. 17(3)(e): legal claims", "RGPD, art. 17, par. 3, e) : droits en justice"
        ),
        "GDPR Art. 21(1)": Wording(
            "GDPR Art. 21(1): compelling grounds", "RGPD, art. 21, par. 1 : motifs impérieux"
        ),
        "French Act 78-17, art. 85": Wording(
            "French Act 78-17, art. 85: the directives of whoever died say otherwise",
            "Loi 78-17, art. 85 : directives contraires de la personne décédée",
        ),
        "fill this in": Wording("Fill this in", "Renseignez ce champ"),
        "say why": Wording("Tell the person why", "Dites pourquoi à la personne"),
        "received later": Wording(
            "The day is after today: a request cannot have come yet",
            "Ce jour est à venir : la demande n’a pas pu arriver",
        ),
        "already answered": Wording("It is answered already", "Elle a déjà reçu une réponse"),
        "question is answered": Wording(
            "A question has no delay and is no right: choose “Done, or answered”",
            "Une question n’a pas de délai et n’est pas un droit : choisissez « Fait, ou répondu »",
        ),
        "identity first": Wording(
            "Show first whose request it is", "Établissez d’abord de qui est la demande"
        ),
        "wait first": Wording(
            "The holder of the account may still stop it: wait for the 72 hours",
            "Le titulaire du compte peut encore l’arrêter : attendez les 72 heures",
        ),
        "article first": Wording("Choose the article of the refusal", "Choisissez l’article du refus"),
        "extended once": Wording("It was extended once already", "Elle a déjà été prolongée une fois"),
        "extension too late": Wording(
            "The first month is over: it cannot be extended any more (GDPR Art. 12(3))",
            "Le premier mois est passé : elle ne peut plus être prolongée (RGPD, art. 12, par. 3)",
        ),
        "no doubt left": Wording(
            "It is shown whose request it is, or the delay is suspended already",
            "Il est établi de qui est la demande, ou le délai est déjà suspendu",
        ),
        "no doubt said": Wording("The delay is not suspended", "Le délai n’est pas suspendu"),
        "typed in button": Wording("Keep the request", "Enregistrer la demande"),
        "typed in field channel": Wording("How it came", "Comment elle est arrivée"),
        "typed in field received": Wording("Day on which it came", "Jour de réception"),
        "typed in field subject": Wording("What it is about", "Objet"),
        "typed in field on_behalf": Wording("Whose data it is", "De qui sont les données"),
        "typed in field language": Wording("Language of the person", "Langue de la personne"),
        "typed in field name": Wording("Name (optional)", "Nom (facultatif)"),
        "typed in field email": Wording(
            "E-mail address to answer (optional)", "Adresse électronique de réponse (facultatif)"
        ),
        "typed in field known_as": Wording(
            "Known to the site as (optional)", "Connu du site sous (facultatif)"
        ),
        "typed in field text": Wording("What was asked", "Ce qui est demandé"),
        "channel form": Wording("contact form", "formulaire de contact"),
        "channel post": Wording("post", "courrier postal"),
        "channel telephone": Wording("telephone", "téléphone"),
        "channel e-mail": Wording("e-mail", "courriel"),
        "channel desk": Wording("at the desk", "sur place"),
        "language fr": Wording("French", "français"),
        "language en": Wording("English", "anglais"),
        "typed question": Wording("A question", "Une question"),
        "typed access": Wording("See the data", "Voir les données"),
        "typed rectify": Wording("Correct the data", "Rectifier les données"),
        "typed erase": Wording("Close the account, or erase", "Fermer le compte ou effacer"),
        "typed object": Wording("Object", "S’opposer"),
        "typed restrict": Wording("Restrict", "Limiter"),
        "typed theft": Wording("Identity theft", "Usurpation d’identité"),
        "typed death": Wording("Somebody has died", "Décès"),
        "typed other": Wording("Another right", "Un autre droit"),
        "typed myself": Wording("the person himself", "la personne elle-même"),
        "typed mandate": Wording("somebody who gave a mandate", "une personne qui a donné mandat"),
        "typed child": Wording("a minor, asked by a parent", "un mineur, par un parent"),
        "typed heir": Wording("somebody who died, asked by an heir", "une personne décédée, par un héritier"),
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
