"""A thousand paragraphs of ordinary technical prose, in which nothing is confidential.

Sentences are ours; their numbers are drawn from a hash of the paragraph's own number, so that they are the
same at each run.
"""

import hashlib
from typing import Final

FRENCH: Final = (
    "Depuis la version {v}, la page /stats met {n} s à se charger et le journal indique l'erreur {e}.",
    "Le commit {sha} a cassé le tri ; la somme SHA-256 publiée est {sha256}.",
    "La commande n° {order} du {date} est restée « en préparation », le total affiché est {price} €.",
    "Le mot de passe doit contenir {n} caractères, une majuscule et un chiffre ; il est haché avec bcrypt.",
    "Le mot de passe est refusé sans message d'erreur, puis accepté au {n}e essai.",
    "Quand le mot de passe est oublié, le lien envoyé expire au bout de {n} minutes.",
    "Le gestionnaire de mots de passe propose une phrase de {n} mots et la range dans le coffre.",
    "Le code PIN est demandé à chaque démarrage, même quand l'option est décochée.",
    "Le code d'accès reste affiché {n} secondes, ce qui est trop court.",
    "Le code de retour est {n}, le code HTTP est 502 et le code erreur {e} n'est pas documenté.",
    "Le digicode virtuel de la démonstration n'accepte que des chiffres.",
    "Le serveur écoute sur 0.0.0.0:{port} et nginx sur 127.0.0.1:{port}, avec un masque 255.255.255.0.",
    "L'hôte 192.168.{o}.{o} répond, la passerelle 10.{o}.0.1 aussi, mais pas 172.16.{o}.{o}.",
    "L'exemple de la documentation utilise 192.0.2.{o}, 198.51.100.{o} et 2001:db8::{h4}.",
    "Écrivez la règle pour utilisateur@example.com, jamais pour une adresse réelle.",
    "L'identifiant {guid} apparaît deux fois dans la base, avec la clé étrangère fk_commande_client.",
    "ISBN {isbn} : la fiche affiche la mauvaise couverture depuis le {date}.",
    "[{date} 09:{m}:{m},{n}] ERROR worker-{d} : délai dépassé après {n} ms (pid {port}, thread 0x{hex8}).",
    "git clone git@github.com:acme/outil-{d}.git puis make ; npm install échoue sur webpack@{v}.",
    "docker run -p {port}:80 --rm -v /srv/data:/data acme/outil:{v} ne rend pas la main.",
    (
        "Mettez `password: ${{DB_PASSWORD}}` et `token: <votre-jeton>` dans le fichier, le reste vient"
        " du coffre."
    ),
    "Le fichier C:\\Windows\\Temp\\setup_{d}{d}.log pèse {n} Mo et contient {big} lignes.",
    "Nous avons {d} rues dans la liste, {d} avenues possibles et {n} places en trop.",
    "Le cours du module {d} est vide, la place {n} du plan est occupée et la route /users/{d} renvoie 404.",
    "La licence GPL-3.0-or-later s'applique ; la licence du module {d} expire le {date}.",
    "Référence produit : TL-WR{n}N V{d}, firmware {v}, numéro de série de l'appareil illisible.",
    "Le jeton expire après {n} minutes, le jeton CSRF est invalide et la session se ferme.",
    "La clé de registre HKEY_LOCAL_MACHINE\\Software\\Acme contient la valeur 0x{hex8}.",
    "Voir https://docs.example.org/fr/guide/v{d}/install#etape-{n} et la RFC {port}, section {d}.{d}.",
    "Le tableau comporte {n} colonnes et {big} lignes ; au-delà de 65 536 l'export plante.",
    "L'adresse du formulaire est tronquée à {n} caractères et le téléphone à 10 chiffres.",
    "La mise à jour KB{kb} installe la build 10.0.{port}.{n} et le pilote {v}.",
    "Le numéro de suivi est rejeté, la facture FA-2024-{n} est payée, l'avoir AV-{port} ne l'est pas.",
    "Le processeur chauffe à {n} degrés à {port} tr/min, le disque est à {n} % et la fibre à {n} Mb/s.",
    "SELECT id, password FROM users WHERE id = {d} ; ne renvoie rien, la colonne est chiffrée.",
    "Le certificat a pour empreinte {fp} et pour numéro de série {hex8}.",
)
ENGLISH: Final = (
    "Since version {v} the /stats page takes {n} s to load and the log shows error {e}.",
    "Commit {sha} broke the sort order; the published SHA-256 is {sha256}.",
    "Order {order} of {date} is still being prepared, the total shows ${price}.",
    "The password must have {n} characters, a capital and a digit; it is hashed with bcrypt.",
    "The password is refused without any message, then accepted on attempt {d}.",
    "When the password is forgotten, the link that is sent expires after {n} minutes.",
    "The password manager suggests a phrase of {n} words and keeps it in the vault.",
    "The PIN is asked for at each boot, even with the option switched off.",
    "The access code stays on the screen for {n} seconds, which is too short.",
    "The exit code is {n}, the HTTP code is 502 and error code {e} is not documented.",
    "The keypad of the demo takes digits only, and the door in the picture stays shut.",
    "The server listens on 0.0.0.0:{port}, nginx on 127.0.0.1:{port}, with the netmask 255.255.255.0.",
    "Host 192.168.{o}.{o} answers, so does the gateway 10.{o}.0.1, but not 172.16.{o}.{o}.",
    "The example in the manual uses 192.0.2.{o}, 203.0.113.{o} and 2001:db8::{h4}.",
    "Write the rule for user@example.com, never for a real address.",
    "The id {guid} shows up twice in the table, with the primary key pk_order.",
    "ISBN {isbn} shows the wrong cover since {date}.",
    "[{date} 09:{m}:{m},{n}] ERROR worker-{d}: timed out after {n} ms (pid {port}, thread 0x{hex8}).",
    "git clone git@github.com:acme/tool-{d}.git then make; npm install fails on webpack@{v}.",
    "docker run -p {port}:80 --rm -v /srv/data:/data acme/tool:{v} never returns.",
    "Set `password: ${{DB_PASSWORD}}` and `token: <your-token>` in the file, the rest comes from the vault.",
    "The file C:\\Windows\\Temp\\setup_{d}{d}.log is {n} MB long and has {big} lines.",
    'The "Main Street" theme {v} hides the cart icon under {n} px.',
    (
        "Drive D: shows {n} bytes free, lane {d} of the slot is down, and court {d} of the booking app"
        " is missing."
    ),
    "The GPL-3.0-or-later license applies; the license of module {d} ends on {date}.",
    "Model TL-WR{n}N V{d}, firmware {v}, the serial number on the label cannot be read.",
    "The token expires after {n} minutes, the CSRF token is invalid and the session closes.",
    "The registry key HKEY_LOCAL_MACHINE\\Software\\Acme holds the value 0x{hex8}.",
    "See https://docs.example.org/en/guide/v{d}/install#step-{n} and RFC {port}, section {d}.{d}.",
    "The table has {n} columns and {big} rows; above 65,536 the export crashes.",
    "The address field is cut at {n} characters and the phone field takes 10 digits.",
    "Update KB{kb} installs build 10.0.{port}.{n} and driver {v}.",
    "The tracking number is refused, invoice INV-2024-{n} is paid, credit note CN-{port} is not.",
    "The CPU runs at {n} degrees and {port} rpm, the disk is {n} % full and the line gives {n} Mb/s.",
    "SELECT id, password FROM users WHERE id = {d}; returns nothing, the column is encrypted.",
    "The certificate has the fingerprint {fp} and the serial number {hex8}.",
)


def paragraphs(count: int = 1_000) -> tuple[str, ...]:
    """That many paragraphs of two or three sentences, French and English in turn."""
    return tuple(_paragraph(number, (FRENCH, ENGLISH)[number % 2]) for number in range(count))


def _paragraph(number: int, sentences: tuple[str, ...]) -> str:
    drawn = hashlib.sha512(str(number).encode()).hexdigest()
    first, step = int(drawn[:4], 16), 1 + int(drawn[4:8], 16) % 5
    chosen = [sentences[(first + step * turn) % len(sentences)] for turn in range(2 + number % 3 // 2)]
    return " ".join(
        _filled(sentence, hashlib.sha512(f"{number} {sentence}".encode()).hexdigest()) for sentence in chosen
    )


def _filled(sentence: str, drawn: str) -> str:
    def number(at: int, least: int, most: int) -> int:
        return least + int(drawn[at : at + 8], 16) % (most - least + 1)

    return sentence.format(
        v=f"{number(0, 0, 31)}.{number(2, 0, 20)}.{number(4, 0, 99)}"
        + (f".{number(6, 0, 9)}" if number(8, 0, 2) == 0 else ""),
        n=number(10, 12, 990),
        d=number(12, 2, 9),
        m=f"{number(14, 0, 59):02d}",
        o=number(16, 2, 250),
        e=(
            "0x8007" + drawn[20:24].upper(),
            f"ORA-{number(18, 100, 99999):05d}",
            f"E-{number(20, 1, 99):02d}",
        )[number(22, 0, 2)],
        sha=drawn[24:64],
        sha256=drawn[:64],
        order=number(26, 100_000_000, 99_999_999 * 99),
        date=f"2024-{number(28, 1, 12):02d}-{number(30, 1, 28):02d}",
        price=f"{number(32, 1, 9)},{number(34, 100, 999)}.{number(36, 10, 99)}",
        port=number(38, 1024, 65535),
        h4=drawn[40:44],
        hex8=drawn[44:52].upper(),
        guid=f"{drawn[52:60]}-{drawn[60:64]}-4{drawn[65:68]}-a{drawn[69:72]}-{drawn[72:84]}",
        isbn=f"978-2-{number(40, 10, 99)}-{number(42, 100_000, 999_999)}-{number(44, 0, 9)}",
        big=f"{number(46, 1, 99)} {number(48, 100, 999)} {number(50, 100, 999)}",
        kb=number(52, 5_000_000, 5_099_999),
        fp=":".join(drawn[at : at + 2].upper() for at in range(84, 116, 2)),
    )
