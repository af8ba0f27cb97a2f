"""Words that stand before a password, a code or a key, and words that never are one; French and English."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_VALUE: Final = _words(
    # English: what is said *about* a password
    "a an the this that these those it its my your his her our their and or but nor so if when while"
    " until unless"
    " because since before after then than as at by for from in into of off on onto out over to"
    " under up upon with"
    " without within not no never none nothing always already again also almost only just even still"
    " yet now soon"
    " today yesterday tomorrow here there where which who whom whose what why how very too quite"
    " rather really more"
    " most less least much many some any all both each every either neither other another same such"
    " own be been being"
    " is are was were am has have had do does did done will would shall should can could may might must let"
    " correct incorrect wrong right valid invalid good bad ok okay fine weak strong long short empty"
    " blank missing"
    " present absent null void default new old current previous next last first second temporary"
    " permanent initial"
    " final original different identical similar unique random secret secure insecure safe unsafe"
    " plain plaintext"
    " clear public private hidden visible invisible masked available unavailable unknown known"
    " possible impossible"
    " mandatory optional necessary enough ready lost gone dead alive broken stuck common complex"
    " simple easy hard"
    " difficult impossible important sensitive case numeric alphanumeric alphabetic uppercase lowercase mixed"
    " case-sensitive case-insensitive read-only mine yours ours theirs his hers something anything"
    " everything nothing"
    " someone anyone everyone nobody one two three four five six seven eight nine ten zero twice"
    " once thrice too-short"
    " between below above inside outside behind there's that's it's don't doesn't isn't wasn't won't"
    " can't cannot"
    " please thanks thank hello sorry yes sure maybe perhaps however therefore though although"
    " whether like unlike"
    " about around across through during against along among per via vs versus etc e.g i.e eg ie"
    " set sent kept held made found put got cut read write written shown known given taken chosen"
    " forgotten stolen"
    " hashed salted stored saved typed entered changed reset rejected accepted refused expired"
    " required needed asked"
    " wrong-looking working failing failure error errors login user username admin-only stale"
    " outdated up-to-date"
    " field fields form page screen prompt box dialog window button link label tab menu option"
    " options setting"
    " settings policy policies rule rules manager managers generator hash hashes hashing strength"
    " length expiry"
    " expiration rotation recovery reminder request requests change changes update email mail file"
    " files list store"
    " vault database table column input inputs checker check checks validation validator"
    " verification complexity"
    " history protected protection auth authentication based less-than prompts attempt attempts"
    " entry entries hint"
    " hints characters chars letters digits symbols minimum maximum min max sync autofill toggle"
    " icon encryption"
    " encoded encrypted decrypted storage cracking spraying attack attacks grant flow tokens token key keys"
    " again! incorrectly correctly automatically manually somewhere anywhere everywhere elsewhere invalid."
    " true false undefined string value values text type types object number integer boolean char varchar"
    # French
    " un une le la les l de du des d ce cet cette ces mon ma mes ton ta tes son sa ses notre nos"
    " votre vos leur leurs"
    " et ou mais donc or ni car si quand lorsque que qu qui quoi dont où comme puis alors ensuite"
    " enfin ainsi aussi"
    " à a au aux en dans par pour sur sous avec sans vers chez entre contre depuis pendant avant"
    " après apres dès des"
    " jusqu ne n pas plus jamais rien aucun aucune toujours encore déjà deja bien mal mieux trop"
    " très tres peu assez"
    " tout tous toute toutes même meme autre autres tel telle quel quelle je tu il elle on nous vous"
    " ils elles me te se"
    " moi toi lui eux y ici là la-bas ça ca cela ceci celui celle ceux est sont était etait étaient"
    " sera serait été ete"
    " être etre ai as avons avez ont avait avoir fait faire peut doit faut va vont soit"
    " bon bonne bons mauvais mauvaise correct correcte correctement incorrect incorrecte faux fausse"
    " vrai valide"
    " invalide faible fort forte robuste long longue court courte vide absent présent nouveau"
    " nouvelle ancien ancienne"
    " actuel actuelle provisoire temporaire définitif initial initiale final différent différente"
    " identique pareil"
    " unique aléatoire secret secrète sûr caché visible invisible disponible indisponible inconnu"
    " connu possible"
    " impossible obligatoire optionnel facultatif nécessaire suffisant prêt perdu oublié oubliée"
    " oublie expiré"
    " périmé refusé accepté rejeté demandé requis requise exigé changé modifié réinitialisé envoyé"
    " reçu stocké haché"
    " chiffré enregistré saisi tapé affiché masqué grisé bloqué verrouillé complexe simple facile difficile"
    " important sensible illisible lisible erroné erronée clair clairement commun partagé personnel seulement"
    " uniquement maintenant désormais toujours aujourd'hui hier demain parfois souvent merci bonjour"
    " désolé oui non"
    " champ champs page écran formulaire règle règles politique gestionnaire lien bouton case option"
    " fenêtre menu"
    " caractères caracteres lettres chiffres majuscule majuscules minuscule minuscules minimum"
    " maximum mini maxi"
    " administrateur utilisateur utilisateurs session compte identifiant hébergeur fort: ok c' c'est"
    " n'est n'a s'est"
    " quelque quelqu'un chacun deux trois quatre cinq six sept huit neuf dix via selon lequel"
    " laquelle vraiment"
    " valable inutile utile incorrects stocke celui-ci celui-là là-bas peut-être rejete refuse demande"
    # what stands where a value would
    " n/a tbd todo xxx xxxx xxxxx xxxxxx xxxxxxxx your_password yourpassword your-password password"
    " passwd pass pwd"
    " changeme change-me changeit mypassword my-password my_password votre_mot_de_passe mot_de_passe"
    " motdepasse mdp"
    " secret redacted hidden masked placeholder example exemple supprimé effacé censuré removed blah foobar"
    " none nil null root_password db_password my-secret-pw mysecretpassword postgres some-password"
    " new_password"
    " old_password newpassword oldpassword user_password the_password passphrase hunter mot mots"
)
"""What follows « le mot de passe est » or “the password is” without being it, and placeholders."""

NO_VALUE_ENDS: Final = (
    *("ed", "ing", "able", "ible", "ally", "ously", "ively", "ently", "ful", "less", "ness", "tion", "sions"),
    *(
        "é",
        "ée",
        "és",
        "ées",
        "ique",
        "iques",
        "ment",
        "aire",
        "aires",
        "eux",
        "euse",
        "ement",
        "tions",
    ),
    *("n't", "sé", "té", "ait", "aient", "ant", "ante", "rait", "ité", "ûr", "iste", "ible", "ables"),
)
"""Ends of words that describe; counted only where a word is nothing but small letters."""

ABOUT: Final = _words(
    "field fields form page screen prompt box dialog dialogue window button link label tab menu"
    " option policy policies"
    " rule rules manager managers generator hash hashes hashing strength length expiry expiration"
    " rotation recovery"
    " reminder request requests update email mail file files list store vault table column input"
    " checker validation"
    " complexity history protection protected authentication attempt attempts entry entries hint"
    " hints requirements"
    " requirement sync autofill toggle icon storage grant flow change reset resets less variable"
    " parameter argument"
    " champ formulaire bouton lien écran oublié oublie oubliés perdu réinitialisé fort forts faible"
    " faibles aléatoire"
    " expiré refusé incorrect incorrects invalide hash haché hachés manager keyring file-based spraying safe"
)
"""What a password or a code only describes, right after it: “password field”, « mot de passe oublié »."""

DOORS: Final = (
    *(
        "door",
        "gate",
        "alarm",
        "building",
        "entry",
        "entrance",
        "lobby",
        "keypad",
        "lockbox",
        "lock box",
        "key box",
    ),
    *("key safe", "keysafe", "padlock", "garage", "barrier", "intercom", "lock", "safe", "elevator", "lift"),
    *(
        "shed",
        "office",
        "front",
        "house",
        "flat",
        "apartment",
        "parking",
        "car park",
        "gym",
        "locker",
        "storage",
    ),
    *(
        "porte",
        "portail",
        "portillon",
        "immeuble",
        "hall",
        "alarme",
        "digicode",
        "interphone",
        "garage",
        "coffre",
    ),
    *(
        "boîte à clé",
        "boite à clé",
        "boite a cle",
        "boîte à clef",
        "cadenas",
        "barrière",
        "barriere",
        "entrée",
    ),
    *(
        "entree",
        "parking",
        "résidence",
        "residence",
        "local",
        "cave",
        "ascenseur",
        "étage",
        "etage",
        "sas",
        "badge",
    ),
    *(
        "casier",
        "grille",
        "bâtiment",
        "batiment",
        "clavier",
        "cour",
        "accès",
        "acces",
        "clés",
        "vigik",
        "logement",
    ),
)
"""What a code opens."""
