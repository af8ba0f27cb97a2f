"""What the page of the site's own security says, in both languages side by side: of each thing that is looked
at what it is, what was seen in each state, and what mends it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Language, Wording

_SEEN: Final[Mapping[str, tuple[Wording, Mapping[str, Wording], Wording | None]]] = {
    "sealed kind": (
        Wording("What the policy promises to seal", "Ce que la politique promet de sceller"),
        {
            "kept": Wording(
                "{kind}: no column of the databases holds it in clear.",
                "{kind} : aucune colonne des bases ne le contient en clair.",
            ),
            "not kept": Wording("{kind}: in clear in {lacking}.", "{kind} : en clair dans {lacking}."),
        },
        Wording(
            "let what writes these columns seal them, or take the kind out of “protect: sealed”.",
            "faites sceller ces colonnes par ce qui les écrit, ou retirez cette catégorie de « protect:"
            " sealed ».",
        ),
    ),
    "own sealed": (
        Wording("What Honour seals by itself", "Ce que Honour scelle de lui-même"),
        {
            "kept": Wording(
                "Links in letters, what people wrote, directives, second factors. Values looked at: {count};"
                " none is text.",
                "Liens des messages, écrits des personnes, directives, seconds facteurs. Valeurs regardées :"
                " {count} ; aucune n’est lisible.",
            ),
            "not kept": Wording(
                "Values that can be read: {lacking} of {count}.",
                "Valeurs lisibles : {lacking} sur {count}.",
            ),
        },
        Wording(
            "find out which program wrote them; put the database back from a backup if it was none of yours.",
            "cherchez quel programme les a écrites ; si ce n’est pas l’un des vôtres, restaurez la base"
            " depuis une sauvegarde.",
        ),
    ),
    "passwords": (
        Wording("Passwords", "Mots de passe"),
        {
            "kept": Wording(
                "Kept: {count}, each as an argon2id hash.",
                "Conservés : {count}, chacun en empreinte argon2id.",
            ),
            "not kept": Wording(
                "Not kept as an argon2id hash: {lacking} of {count}.",
                "Non conservés en empreinte argon2id : {lacking} sur {count}.",
            ),
        },
        Wording(
            "have these people choose a new password: it is kept as it must be.",
            "demandez à ces personnes un nouveau mot de passe : il sera conservé comme il se doit.",
        ),
    ),
    "keys on this disk": (
        Wording("The keys", "Les clés"),
        {
            "kept": Wording(
                "Turned in time; next on {day}. They lie on the disk of the data: sealing protects copies"
                " and what was erased, not from the theft of this disk.",
                "Renouvelées à temps ; prochaine fois le {day}. Elles sont sur le disque des données : le"
                " scellement protège les copies et ce qui est effacé, pas du vol de ce disque.",
            ),
            "unknown": Wording("A turning is under way.", "Un renouvellement est en cours."),
            "not kept": Wording(
                "They should have been turned by {day}.",
                "Elles auraient dû être renouvelées le {day} au plus tard.",
            ),
        },
        Wording("run “honour keys --turn”.", "lancez « honour keys --turn »."),
    ),
    "keys elsewhere": (
        Wording("The keys", "Les clés"),
        {
            "kept": Wording(
                "Turned in time; next on {day}. They lie on another disk than the data.",
                "Renouvelées à temps ; prochaine fois le {day}. Elles sont sur un autre disque que les"
                " données.",
            ),
            "unknown": Wording("A turning is under way.", "Un renouvellement est en cours."),
            "not kept": Wording(
                "They should have been turned by {day}.",
                "Elles auraient dû être renouvelées le {day} au plus tard.",
            ),
        },
        Wording("run “honour keys --turn”.", "lancez « honour keys --turn »."),
    ),
    "assured": (
        Wording("What somebody else undertook", "Ce qu’un tiers s’est engagé à faire"),
        {
            "attested": Wording(
                "{who}: in writing ({file}), until {until}. Nothing here can see whether it is kept.",
                "{who} : par écrit ({file}), jusqu’au {until}. Rien ici ne permet de voir s’il tient parole.",
            ),
        },
        None,
    ),
    "assured missing": (
        Wording("What somebody else undertook", "Ce qu’un tiers s’est engagé à faire"),
        {
            "not kept": Wording(
                "{who}: the policy names {file}, and there is no such file.",
                "{who} : la politique cite {file}, et ce fichier n’existe pas.",
            ),
        },
        Wording(
            "put the paper into the site’s folder, or take “assured” out of the policy.",
            "déposez le document dans le dossier du site, ou retirez « assured » de la politique.",
        ),
    ),
    "assured lapsed": (
        Wording("What somebody else undertook", "Ce qu’un tiers s’est engagé à faire"),
        {
            "not kept": Wording("{who}: it ended on {until}.", "{who} : l’engagement a pris fin le {until}."),
        },
        Wording(
            "have it renewed, or take “assured” out of the policy.",
            "faites-le renouveler, ou retirez « assured » de la politique.",
        ),
    ),
    "headers": (
        Wording("What comes with each page", "Ce qui accompagne chaque page"),
        {
            "kept": Wording(
                "TLS alone for a year, nothing of other hosts, in nobody’s frame, no guessing of types.",
                "TLS seul pendant un an, rien d’autres sites, dans aucun cadre, aucun type deviné.",
            ),
            "not kept": Wording("Missing or weak: {lacking}.", "Manquants ou faibles : {lacking}."),
        },
        Wording(
            "look what was changed in the site’s program: none of it is a setting.",
            "cherchez ce qui a été modifié dans le programme du site : rien de cela ne se règle.",
        ),
    ),
    "cookies": (
        Wording("Cookies", "Cookies"),
        {
            "kept": Wording(
                "Bound to this host and to TLS, closed to scripts.",
                "Liés à ce site et à TLS, fermés aux scripts.",
            ),
            "not kept": Wording("Loose: {lacking}.", "Trop ouverts : {lacking}."),
        },
        Wording(
            "look what was changed in the site’s program: none of it is a setting.",
            "cherchez ce qui a été modifié dans le programme du site : rien de cela ne se règle.",
        ),
    ),
    "keys closed": (
        Wording("Files of the keys", "Fichiers des clés"),
        {
            "kept": Wording(
                "Looked at: {count}; none is open to other users of the machine.",
                "Regardés : {count} ; aucun n’est ouvert aux autres utilisateurs de la machine.",
            ),
            "not kept": Wording("Open to others: {lacking}.", "Ouverts à d’autres : {lacking}."),
        },
        Wording(
            "chmod -R go= on the key place; then turn the keys, for somebody may have read them.",
            "chmod -R go= sur l’emplacement des clés ; puis renouvelez-les, car quelqu’un a pu les lire.",
        ),
    ),
    "data closed": (
        Wording("Files of the data", "Fichiers des données"),
        {
            "kept": Wording(
                "Looked at: {count}; none is open to other users of the machine.",
                "Regardés : {count} ; aucun n’est ouvert aux autres utilisateurs de la machine.",
            ),
            "not kept": Wording("Open to others: {lacking}.", "Ouverts à d’autres : {lacking}."),
        },
        Wording("chmod -R go= on the folder data.", "chmod -R go= sur le dossier data."),
    ),
    "configuration closed": (
        Wording("honour.toml", "honour.toml"),
        {
            "kept": Wording("Nobody else writes it.", "Personne d’autre ne peut l’écrire."),
            "not kept": Wording("Others may write it.", "D’autres peuvent l’écrire."),
        },
        Wording("chmod go-w honour.toml.", "chmod go-w honour.toml."),
    ),
    "process": (
        Wording("The program’s own rights", "Les droits du programme"),
        {
            "kept": Wording(
                "It does not run as the machine’s administrator.",
                "Il ne tourne pas avec les droits d’administration de la machine.",
            ),
        },
        None,
    ),
    "process as root": (
        Wording("The program’s own rights", "Les droits du programme"),
        {
            "not kept": Wording(
                "It runs as root: whoever finds a hole in it has the whole machine.",
                "Il tourne en root : qui y trouve une faille a toute la machine.",
            ),
        },
        Wording(
            "give it a user of its own (docs/running.md).",
            "donnez-lui un utilisateur à lui (docs/running.md).",
        ),
    ),
    "database user": (
        Wording("The site’s user at its database", "L’utilisateur du site auprès de sa base"),
        {
            "kept": Wording("It may do nothing beyond its task.", "Il ne peut rien au-delà de sa tâche."),
            "not kept": Wording("It may too much: {lacking}.", "Il peut trop : {lacking}."),
        },
        Wording(
            "ALTER ROLE … NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS (docs/databases.md).",
            "ALTER ROLE … NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS (docs/databases.md).",
        ),
    ),
    "staff factors": (
        Wording("Second factors of the staff", "Seconds facteurs du personnel"),
        {
            "kept": Wording(
                "Members: {count}; each has one.",
                "Membres : {count} ; chacun en a un.",
            ),
            "not kept": Wording(
                "Members who have none yet: {lacking} of {count}. Until they do, their roles open nothing.",
                "Membres qui n’en ont pas encore : {lacking} sur {count}. D’ici là, leurs rôles n’ouvrent"
                " rien.",
            ),
        },
        Wording(
            "have them sign in and add one, or end their roles.",
            "faites-les se connecter et en ajouter un, ou retirez-leur leurs rôles.",
        ),
    ),
    "roles reviewed": (
        Wording("Review of the roles", "Revue des habilitations"),
        {
            "kept": Wording(
                "In use: {count}; none is past its yearly review.",
                "En usage : {count} ; aucune n’a dépassé sa revue annuelle.",
            ),
            "not kept": Wording(
                "Past their yearly review: {lacking} of {count}.",
                "Au-delà de leur revue annuelle : {lacking} sur {count}.",
            ),
        },
        Wording("review or end them.", "revoyez-les ou retirez-les."),
    ),
    "roles declared": (
        Wording("Roles that the policy gives", "Rôles que prévoit la politique"),
        {
            "kept": Wording(
                "Nobody has a role beside them; in use: {count}.",
                "Personne n’en a d’autre ; en usage : {count}.",
            ),
            "not kept": Wording(
                "Held, and not in the policy: {lacking}.", "Attribués et absents de la politique : {lacking}."
            ),
        },
        Wording("end them with “honour staff end”.", "retirez-les avec « honour staff end »."),
    ),
    "breaches": (
        Wording("Register of breaches", "Registre des violations"),
        {
            "kept": Wording(
                "Recorded: {count}; none waits longer than 72 hours for the authority to be told.",
                "Consignées : {count} ; aucune n’attend depuis plus de 72 heures d’être notifiée à"
                " l’autorité.",
            ),
            "not kept": Wording(
                "Past the 72 hours, and the authority was not told: {lacking}.",
                "Au-delà des 72 heures, sans notification à l’autorité : {lacking}.",
            ),
        },
        Wording(
            "notify it now with the reasons for the delay (GDPR Art. 33(1)), or note why it need not be.",
            "notifiez-la maintenant en motivant le retard (RGPD, art. 33, § 1), ou notez pourquoi elle n’a"
            " pas à l’être.",
        ),
    ),
    "pages": (
        Wording("How fast pages are", "Rapidité des pages"),
        {
            "kept": Wording(
                "Of the last pages ({count}), 19 of 20 were answered within {took} ms; the budget is"
                " {budget} ms.",
                "Des dernières pages ({count}), 95 % ont été servies en {took} ms au plus ; le budget est de"
                " {budget} ms.",
            ),
            "not kept": Wording(
                "Of the last pages ({count}), 1 of 20 took longer than {took} ms; the budget is {budget} ms.",
                "Des dernières pages ({count}), 5 % ont pris plus de {took} ms ; le budget est de {budget}"
                " ms.",
            ),
            "unknown": Wording("No page was answered yet.", "Aucune page n’a encore été servie."),
        },
        Wording(
            "see what else the machine does, and whether it is large enough (docs/performance.md).",
            "regardez ce que fait d’autre la machine, et si elle suffit (docs/performance.md).",
        ),
    ),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "own security": Wording("The site’s own security", "La sécurité du site"),
        "security lead": Wording(
            "What the site can see of itself, now. What stands before it (a proxy, a network, a building) it"
            " cannot see; “docs/security.md” says who may attack, and what stops them.",
            "Ce que le site peut voir de lui-même, maintenant. Ce qui est devant lui (un proxy, un réseau,"
            " un bâtiment), il ne le voit pas ; « docs/security.md » dit qui peut attaquer et ce qui"
            " l’arrête.",
        ),
        "security none open": Wording(
            "Nothing of what can be seen is to be mended.", "Rien de ce qui est visible n’est à corriger."
        ),
        "security rest": Wording("What was looked at", "Ce qui a été regardé"),
        "security kept": Wording("as it should be", "en ordre"),
        "security not kept": Wording("to be mended", "à corriger"),
        "security attested": Wording("attested, not seen", "attesté, non constaté"),
        "security unknown": Wording("not known", "inconnu"),
        "security roles": Wording("Which role sees what", "Quel rôle voit quoi"),
        "security roles lead": Wording(
            "By the policy, and for a stated purpose alone. What is not in this list opens to as few as the"
            " role’s task takes.",
            "Selon la politique, et seulement pour une finalité indiquée. Ce qui n’y figure pas ne s’ouvre"
            " qu’autant que la tâche du rôle l’exige.",
        ),
        "security nobody": Wording("nobody", "personne"),
        **{f"security {name}": about for name, (about, _, _) in _SEEN.items()},
        **{
            f"security {name} {state}": seen
            for name, (_, states, _) in _SEEN.items()
            for state, seen in states.items()
        },
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say(_language())


def mending(name: str) -> str:
    """What mends something that is not as it should be; empty where nothing here can."""
    mend = _SEEN[name][2]
    return "" if mend is None else mend.say(_language())


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
