"""The part of the page about what the program itself keeps of an account (DESIGN, section 9)."""

from typing import Final

from honour.promises.grammar import sentence
from honour.promises.languages import Language, Wording
from honour.promises.own_kinds import own_kinds
from honour.promises.policy import Policy
from honour.publishing.parts import Paragraph, Section, Table

_HEADING: Final = Wording("What keeping accounts takes", "Ce qu'exige la tenue des comptes")
_WHY: Final = Wording(
    "to run the accounts, and to be able to show that this policy is kept, the site also holds what follows;"
    " we rest on our legitimate interest in running the site for its users (GDPR Art. 6(1)(f)), and you may"
    " object (Art. 21)",
    "pour tenir les comptes et pouvoir montrer que cette politique est respectée, le site conserve aussi ce"
    " qui suit ; nous nous fondons sur notre intérêt légitime à faire fonctionner le site pour ses"
    " utilisateurs (RGPD, art. 6, § 1, f), et vous pouvez vous y opposer (art. 21)",
)
_JOURNAL: Final = Wording(
    "each act on personal data is written into a journal that names nobody; it stays as long as the site, for"
    " it is the proof, and which of its lines are about you is known only through a key of your own",
    "chaque acte portant sur des données personnelles est inscrit dans un journal qui ne nomme personne ; il"
    " demeure aussi longtemps que le site, car il fait preuve, et seule une clé qui vous est propre permet de"
    " savoir quelles lignes vous concernent",
)
_REQUESTS: Final = Wording(
    "your requests and our answers are found again by a code to which only what you gave us leads; they stay"
    " as long as the site, so that we can show what we answered",
    "vos demandes et nos réponses se retrouvent par un code auquel seul conduit ce que vous nous avez"
    " confié ; elles demeurent aussi longtemps que le site, afin que nous puissions montrer ce que nous"
    " avons répondu",
)
_DEMANDED: Final = Wording(
    "where an authority demands your data as the law provides, orders us to preserve them, or we hand some"
    " over to defend our rights, we keep what was demanded, what we checked and what left, encrypted, until"
    " five years after the case is closed, so that we can answer for it (GDPR Art. 5(2), 6(1)(c)); you are"
    " told at once, or as soon as the law allows it",
    "lorsqu'une autorité demande vos données dans les formes prévues par la loi, nous ordonne de les"
    " conserver, ou que nous en produisons pour défendre nos droits, nous gardons ce qui a été demandé, ce"
    " que nous avons vérifié et ce qui est sorti, chiffré, jusqu'à cinq ans après la clôture du dossier,"
    " afin de pouvoir en répondre (RGPD, art. 5, § 2, et 6, § 1, c) ; vous en êtes informé aussitôt, ou dès"
    " que la loi le permet",
)
_BREACHED: Final = Wording(
    "each breach of personal data is written into a register, with whom it reached, encrypted, until five"
    " years after it was closed (GDPR Art. 33(5)); where the risk for you is high, we write to you (Art. 34)",
    "toute violation de données personnelles est consignée dans un registre, avec les personnes qu'elle a"
    " touchées, chiffré, jusqu'à cinq ans après sa clôture (RGPD, art. 33, § 5) ; si le risque est élevé pour"
    " vous, nous vous écrivons (art. 34)",
)
_CAPTION: Final = Wording(
    "What the site keeps of an account of its own accord, and how long",
    "Ce que le site conserve de lui-même d'un compte, et combien de temps",
)
_COLUMNS: Final = (Wording("What", "Quoi"), Wording("How long", "Durée"))


def of_its_own(policy: Policy, language: Language) -> tuple[Section, ...]:
    """What the program keeps of an account of itself, and what it keeps as proof."""
    rows = [(kind.said.say(language), kind.until(language)) for kind in own_kinds(policy)]
    table = Table(
        _CAPTION.say(language),
        tuple(each.say(language) for each in _COLUMNS),
        tuple((_cell(what), _cell(until)) for what, until in rows),
    )
    proof = (_WHY, _JOURNAL, _REQUESTS, _DEMANDED, _BREACHED)
    said = tuple(Paragraph(sentence(each.say(language), language)) for each in proof)
    return (Section("accounts", _HEADING.say(language), said, table=table),)


def _cell(text: str) -> str:
    return text[:1].upper() + text[1:]
