"""Honour's own records on a site that it runs: each table, what it is for, and until when it is kept.

They name nobody: who they are about goes by keyed hashes, and what must be known by value is sealed
(DESIGN, sections 8 and 9). They are declared here, and shown by `honour check`, because hashes are
pseudonymous data.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_JOURNAL: Final = Wording(
    "the journal of every act on personal data: without end, for it is the proof; it names nobody",
    "le journal de chaque acte sur des données personnelles : sans terme, car il est la preuve ; il ne nomme"
    " personne",
)
_DETAILS: Final = Wording(
    "the details of the journal's entries, which name nobody: without end, for they are the proof; whom an"
    " entry is about: until thirty days after that person was erased, and as long as something of it is held",
    "le détail des entrées du journal, qui ne nomme personne : sans terme, car il est la preuve ; la personne"
    " dont parle une entrée : jusqu'à trente jours après son effacement, et tant qu'il reste de ses données",
)
_REQUESTS: Final = Wording(
    "requests and their receipts, under keyed hashes, so that an answer can be shown to whoever asked",
    "les demandes et leurs reçus, sous des empreintes à clé, pour que la réponse puisse être montrée à qui a"
    " demandé",
)
_TASKS: Final = Wording(
    "what a request wants done, with who asked and where the answer goes, sealed, until it is done; then, for"
    " thirty days, that its receipt may be opened",
    "ce qu’une demande fait exécuter, avec qui l’a faite et où va la réponse, scellé, jusqu’à l’exécution ;"
    " puis, pendant trente jours, que son reçu peut être ouvert",
)
_INTENTS: Final = Wording(
    "what is being erased, sealed, until nothing of it is found any more",
    "ce qui est en cours d’effacement, scellé, jusqu’à ce que plus rien n’en soit trouvé",
)
_CONFIRMED: Final = Wording(
    "which member of staff confirmed a sweep, under a keyed hash, until thirty days after it",
    "quel membre de l’équipe a confirmé un effacement, sous une empreinte à clé, jusqu’à trente jours après",
)
_HOLDS: Final = Wording(
    "what the law or a dispute keeps, sealed, until it ends",
    "ce que la loi ou un litige conserve, scellé, jusqu’à son terme",
)
_EVIDENCE: Final = Wording(
    "what is kept apart as evidence of a theft of identity, sealed, until the day that staff gave it, six"
    " years at most",
    "ce qui est conservé à part comme preuve d’une usurpation d’identité, scellé, jusqu’au jour fixé par"
    " notre équipe, six ans au plus",
)
_BREACHES: Final = Wording(
    "breaches of personal data: the register that GDPR Art. 33(5) wants, and whom each reached, sealed, until"
    " five years after it was closed",
    "les violations de données personnelles : le registre que veut l’art. 33, § 5 du RGPD, et qui chacune a"
    " touché, scellé, jusqu’à cinq ans après la clôture",
)
_DISCLOSURES: Final = Wording(
    "what an authority demanded of somebody’s data, what was checked and what left, sealed, until five years"
    " after it was closed",
    "ce qu’une autorité a demandé des données de quelqu’un, ce qui a été vérifié et ce qui est sorti, scellé,"
    " jusqu’à cinq ans après la clôture",
)
_KEYS: Final = Wording(
    "keys of what is sealed, wrapped, until it goes", "les clés de ce qui est scellé, jusqu’à sa disparition"
)
_VERSIONS: Final = Wording(
    "the versions of the policy, as long as the site: no personal data",
    "les versions de la politique, aussi longtemps que le site : aucune donnée personnelle",
)
_COMMITMENTS: Final = Wording(
    "what recipients of data undertook, until when, and where their data goes, as long as the site: it names"
    " companies, and nobody",
    "ce à quoi se sont engagés les destinataires de données, jusqu’à quand, et où vont ces données, aussi"
    " longtemps que le site : ces lignes nomment des entreprises, et personne",
)
_COUNTS: Final = Wording(
    "how often something was tried, under keyed hashes, for some minutes",
    "combien de fois quelque chose a été tenté, sous des empreintes à clé, pendant quelques minutes",
)
_COOKIES: Final = Wording(
    "what a browser chose about cookies, under the hash of a number that it alone holds, until the choice"
    " ends",
    "ce qu’un navigateur a choisi au sujet des cookies, sous l’empreinte d’un numéro que lui seul détient,"
    " jusqu’à la fin de ce choix",
)
_WORK: Final = Wording(
    "what is to be done and what was done of it, by numbers that name nobody, until some days later",
    "ce qui est à faire et ce qui en a été fait, sous des numéros qui ne nomment personne, jusqu’à quelques"
    " jours après",
)
_PROGRAM: Final = Wording(
    "what the program needs of itself: no personal data",
    "ce dont le programme a besoin pour lui-même : aucune donnée personnelle",
)

KEPT: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "keeping_journal_log": _JOURNAL,
        "keeping_journal_entry": _JOURNAL,
        "keeping_journal_node": _JOURNAL,
        "keeping_journal_head": _JOURNAL,
        "keeping_journal_detail": _DETAILS,
        "keeping_journal_subjectlink": _DETAILS,
        "keeping_requests_request": _REQUESTS,
        "keeping_requests_requesthash": _REQUESTS,
        "keeping_requests_task": _TASKS,
        "keeping_intents_intent": _INTENTS,
        "keeping_intents_confirmation": _CONFIRMED,
        "keeping_holds_hold": _HOLDS,
        "keeping_holds_personhold": _HOLDS,
        "keeping_holds_preserved": _HOLDS,
        "keeping_holds_evidence": _EVIDENCE,
        "keeping_breaches_breach": _BREACHES,
        "keeping_breaches_affected": _BREACHES,
        "keeping_disclosures_disclosure": _DISCLOSURES,
        "keeping_disclosures_concerned": _DISCLOSURES,
        "keeping_keys_epoch": _KEYS,
        "keeping_keys_cell": _KEYS,
        "keeping_versions_policyversion": _VERSIONS,
        "keeping_versions_draft": _VERSIONS,
        "keeping_versions_publishedpage": _VERSIONS,
        "keeping_versions_documentversion": _VERSIONS,
        "keeping_commitments_commitment": _COMMITMENTS,
        "keeping_commitments_outlet": _COMMITMENTS,
        "keeping_people_remembered": _COUNTS,
        "keeping_consents_cookiechoice": _COOKIES,
        "jobs_done": _WORK,
        "jobs_schedule": _WORK,
        "jobs_worker": _WORK,
        "socialaccount_socialapp": _PROGRAM,
        "auth_group": _PROGRAM,
        "auth_group_permissions": _PROGRAM,
        "auth_permission": _PROGRAM,
        "django_content_type": _PROGRAM,
        "django_migrations": _PROGRAM,
    }
)
"""Every table of Honour's own records, and of the program itself, by name."""

_TABLES_OF_DBOS: Final = """
application_versions dbos_migrations event_dispatch_kv notifications operation_outputs queues streams
workflow_events workflow_events_history workflow_input workflow_output workflow_schedules workflow_status
"""
WORKED: Final[Mapping[str, Wording]] = MappingProxyType(dict.fromkeys(_TABLES_OF_DBOS.split(), _WORK))
"""Tables of DBOS, which the first worker makes: ids alone go into them (docs.dbos.dev)."""

WORKED_SCHEMAS: Final = (None, "dbos")
"""Where they lie: beside the others in a file, in a schema of their own on PostgreSQL."""
