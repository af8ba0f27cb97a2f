"""Each trade's promises: their example read, their sentences word for word, and words that nobody can "
"keep."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.findings import Unreadable
from honour.promises.languages import LANGUAGES, Language
from honour.promises.offer import Offer, construct, offered_sentences
from honour.promises.policy import read
from honour.promises.reading import Entry, read_document
from honour.wiring.offers import OFFERS
from tests.promises.faults import faults
from tests.promises.policies import SHOP, periods

BY_NAME = {offer.name: offer for offer in OFFERS}


def told(offer: Offer, language: Language, example: str = "") -> list[str]:
    policy = read((SHOP + (example or offer.example)).encode(), "p", OFFERS)
    return [said.replace("\u00a0", " ") for said in offered_sentences(policy.offer[offer.name], language)]


def plain(entry: Entry) -> object:
    if entry.kind == "list":
        return [plain(item) for item in entry.items]
    return {key.text: plain(value) for key, value in entry.pairs} if entry.kind == "mapping" else entry.text


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_the_example_fits_its_schema_and_what_is_misspelt_does_not(offer: Offer) -> None:
    written = plain(read_document(offer.example.encode(), "p"))
    assert isinstance(written, dict)
    settings = written["offer"][offer.name]
    schema = json.loads(json.dumps(construct(offer).schema, default=dict))
    jsonschema.validate(settings, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(settings | {"misspelt": "yes"}, schema)


SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "support": (
        (
            (
                "Each of your tickets is private unless you make it public; you alone can change this, at "
                "any time."
            ),
            (
                "A public ticket must hold nothing confidential, such as a postal address, a password or an "
                "access "
                "code, neither in its text nor in its comments."
            ),
            (
                "Our staff can hide a public ticket that reveals a secret or breaks the law, and tell you "
                "when they "
                "do; they can never make a ticket public."
            ),
            (
                "To solve a problem we may ask you for documents, such as personal files or the serial keys "
                "of your "
                "software."
            ),
            (
                "What you and our support staff write to each other is confidential, except what you "
                "make public "
                "yourself."
            ),
            (
                "On request and under conditions agreed with you, we assign staff who are cleared for "
                "national "
                "defence secrets."
            ),
            "On request and under conditions agreed with you, we sign a unilateral non-disclosure agreement.",
        ),
        (
            (
                "Chacune de vos demandes est privée, sauf si vous la rendez publique ; vous seul pouvez en "
                "décider, "
                "à tout moment."
            ),
            (
                "Une demande publique ne doit rien contenir de confidentiel, comme une adresse postale, un "
                "mot de "
                "passe ou un code d'accès, ni dans son texte ni dans ses commentaires."
            ),
            (
                "Notre équipe peut masquer une demande publique qui révèle un secret ou enfreint la loi, et "
                "vous en "
                "avertit ; elle ne peut jamais rendre une demande publique."
            ),
            (
                "Pour résoudre un problème, nous pouvons vous demander des documents, comme des fichiers "
                "personnels "
                "ou les clés de série de vos logiciels."
            ),
            (
                "Vos échanges avec notre équipe d'assistance sont confidentiels, hormis ce que vous rendez "
                "vous-même "
                "public."
            ),
            (
                "Sur demande et sous certaines conditions, nous affectons à votre dossier du personnel "
                "habilité au "
                "secret de la défense nationale."
            ),
            (
                "Sur demande et sous certaines conditions, nous signons un engagement unilatéral de "
                "confidentialité."
            ),
        ),
    ),
    "shop": (
        (
            "You become a customer with your first order.",
            "Before your order is placed, we ask you to check your data.",
            "When you order, you accept our terms of sale and confirm that you have read this policy.",
            "You can pay by card or PayPal.",
            (
                "The payment company that you choose takes your payment on its own encrypted pages; your "
                "bank "
                "details do not pass through this site."
            ),
            "We never know the full number of your card, bank account or payment account.",
            "Of a payment we learn only whether it succeeded, and its reference.",
            "We do not keep your means of payment for later purchases.",
            "Whoever delivers your purchases learns only what the delivery needs.",
        ),
        (
            "Vous devenez client lors de votre première commande.",
            "Avant l'enregistrement de votre commande, nous vous demandons de vérifier vos données.",
            (
                "Lors de votre commande, vous acceptez nos conditions de vente et confirmez avoir pris "
                "connaissance "
                "de cette politique."
            ),
            "Vous pouvez payer par carte bancaire ou par PayPal.",
            (
                "La société de paiement que vous choisissez encaisse votre paiement sur ses propres pages "
                "chiffrées "
                "; vos coordonnées bancaires ne transitent pas par ce site."
            ),
            (
                "Nous ne connaissons jamais le numéro complet de votre carte, de votre compte bancaire ou de "
                "votre "
                "compte de paiement."
            ),
            "D'un paiement, nous apprenons seulement s'il a réussi, et sa référence.",
            "Nous ne conservons pas votre moyen de paiement pour de futurs achats.",
            "La livraison de vos achats ne donne lieu à la communication que des données indispensables.",
        ),
    ),
    "newsletter": (
        (
            (
                "A box to subscribe to our newsletter, never ticked beforehand, stands in our forms and in "
                "your customer profile (once you have ordered)."
            ),
            (
                "You receive our newsletter only if you asked for it and then confirmed it by the link that "
                "we sent "
                "you."
            ),
            (
                "Each letter holds a link that ends your subscription: one click is enough, and it takes "
                "effect at "
                "once."
            ),
            "To receive it again, subscribe as you did the first time.",
            (
                "You can subscribe without an account, and unsubscribe without closing it; once you have "
                "closed your "
                "account, you receive no more letters."
            ),
        ),
        (
            (
                "Une case d'abonnement à notre lettre d'information, jamais cochée d'avance, figure dans nos "
                "formulaires et dans votre profil de client (dès votre première commande)."
            ),
            (
                "Vous ne recevez notre lettre d'information que si vous l'avez demandée, puis confirmée par "
                "le lien "
                "que nous vous avons envoyé."
            ),
            "Chaque lettre contient un lien de désabonnement : un clic suffit, et l'effet est immédiat.",
            "Pour la recevoir de nouveau, abonnez-vous comme la première fois.",
            (
                "Vous pouvez vous abonner sans avoir de compte, et vous désabonner sans fermer le vôtre ; "
                "une fois "
                "votre compte fermé, vous ne recevez plus aucune lettre."
            ),
        ),
    ),
    "hosting": (
        (
            "We provide domain names, web hosting and e-mail hosting.",
            (
                "When you register a domain name, its registry publishes the details of the holder that the "
                "rules of "
                "its extension require."
            ),
            "Before you buy, we show you which of your details would be published.",
            (
                "Where the registry allows it, you can hide all or some of them in your customer area, "
                "field by "
                "field."
            ),
            (
                "Where our contract with you requires it, a partner receives only the data that it needs, "
                "and only "
                "once it has committed itself to keep them confidential."
            ),
            "Your customer area, control panel and webmail each have their own user name and password.",
            "You can pay by card or PayPal.",
            "We never know the full number of your card, bank account or payment account.",
            "We remember which means of payment you prefer.",
            (
                "If you tick the box for it, the payment company keeps your card for later payments; we hold "
                "only a "
                "reference to it and its last four digits, until you withdraw your consent."
            ),
        ),
        (
            (
                "Nous assurons l'enregistrement de noms de domaine, l'hébergement de sites et "
                "l'hébergement de "
                "messageries."
            ),
            (
                "Lorsque vous enregistrez un nom de domaine, son registre publie les coordonnées du "
                "titulaire "
                "qu'exigent les règles de l'extension."
            ),
            "Avant l'achat, nous vous montrons lesquelles de vos coordonnées seraient publiées.",
            (
                "Lorsque le registre le permet, vous pouvez en masquer tout ou partie, champ par champ, dans "
                "votre "
                "espace client."
            ),
            (
                "Lorsque l'exécution de votre contrat l'exige, un partenaire ne reçoit que les données "
                "dont il a "
                "besoin, et seulement après s'être engagé à en préserver la confidentialité."
            ),
            (
                "Votre espace client, votre interface de gestion et votre messagerie ont chacun leur "
                "identifiant et "
                "leur mot de passe."
            ),
            "Vous pouvez payer par carte bancaire ou par PayPal.",
            (
                "Nous ne connaissons jamais le numéro complet de votre carte, de votre compte bancaire ou de "
                "votre "
                "compte de paiement."
            ),
            "Nous retenons le moyen de paiement que vous préférez.",
            (
                "Si vous cochez la case prévue, la société de paiement conserve votre carte pour de futurs "
                "paiements "
                "; nous n'en gardons qu'une référence et les quatre derniers chiffres, jusqu'à ce que vous "
                "retiriez "
                "votre consentement."
            ),
        ),
    ),
    "links": (
        (
            "We record the links of the files that you download, and delete each of them within one month.",
            "We keep the log of the requests made on this site for one year.",
            (
                "The log of requests names each page by a keyed hash only; the key of each day is destroyed "
                "with the "
                "links of "
                "that day, and the log then gives none of them away."
            ),
            (
                "We work out the approximate place of a connection on our own servers, and send the IP "
                "address to "
                "nobody for it."
            ),
            "You can pay by card.",
            (
                "The payment company that you choose takes your payment on its own encrypted pages; your "
                "bank "
                "details do not pass through this site."
            ),
            "We never know the full number of your card, bank account or payment account.",
            "We do not keep your means of payment for later purchases.",
        ),
        (
            (
                "Nous enregistrons les liens des fichiers que vous téléchargez, et supprimons chacun d'eux "
                "sous un "
                "mois."
            ),
            "Nous conservons le journal des requêtes faites sur ce site pendant un an.",
            (
                "Le journal des requêtes ne désigne chaque page que par une empreinte à clé ; la clé de "
                "chaque jour est "
                "détruite "
                "avec les liens de ce jour, et le journal n'en révèle alors plus aucun."
            ),
            (
                "Nous déterminons le lieu approximatif d'une connexion sur nos propres serveurs, sans "
                "communiquer "
                "l'adresse IP à quiconque."
            ),
            "Vous pouvez payer par carte bancaire.",
            (
                "La société de paiement que vous choisissez encaisse votre paiement sur ses propres pages "
                "chiffrées "
                "; vos coordonnées bancaires ne transitent pas par ce site."
            ),
            (
                "Nous ne connaissons jamais le numéro complet de votre carte, de votre compte bancaire ou de "
                "votre "
                "compte de paiement."
            ),
            "Nous ne conservons pas votre moyen de paiement pour de futurs achats.",
        ),
    ),
}


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_a_trade_says_what_it_promises_word_for_word(offer: Offer) -> None:
    english, french = SAID[offer.name]
    assert tuple(told(offer, "en")) == english
    assert tuple(told(offer, "fr")) == french


@pytest.mark.parametrize(
    ("lines", "reason", "mend"),
    [
        (
            "shop: {cards: held}",
            "a site that holds card numbers falls under the whole",
            "`stored method: token`",
        ),
        ("links: {stored method: card number}", "a site that holds card numbers", "`stored method: token`"),
        ("newsletter: {sign up: pre-ticked}", "silence, a box ticked beforehand", "`sign up: double opt-in`"),
        (
            "hosting: {domain holders: whois}",
            "generic extensions are looked up by RDAP",
            "where the registry",
        ),
        (
            "links: {requests kept: 1 year, paths: in clear}",
            "the address of a request holds the link",
            "`paths: hashed`",
        ),
        (
            "support: {visibility: the author alone, staff quarantine: publish}",
            "staff who could publish a ticket would decide for its author",
            "`staff quarantine: hide only`",
        ),
        (
            "support: {visibility: always private, public tickets: nothing confidential}",
            "offer: support: public tickets means nothing without `visibility: the author alone`",
            "add `visibility: the author alone`",
        ),
    ],
)
def test_what_a_site_could_not_keep_is_refused_with_what_to_write(lines: str, reason: str, mend: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read((SHOP + f"offer: {{{lines}}}\n").encode(), "p", OFFERS)
    [finding] = refusal.value.findings
    assert finding.reason.startswith(reason)
    assert mend in finding.mend


def test_the_safe_choice_counts_where_a_policy_says_nothing() -> None:
    policy = read((SHOP + "offer: {newsletter: {}, shop: {}}\n").encode(), "p", OFFERS)
    assert policy.offer["newsletter"].words == {
        "sign up": ("double opt-in",),
        "unsubscribe": ("one button",),
        "resubscribe": ("double opt-in",),
    }
    assert policy.offer["shop"].words == {"cards": ("never held",), "stored method": ("none",)}


@st.composite
def offers(draw: st.DrawFn) -> str:
    """The lines of one trade, each setting present or not, with any of its words."""
    offer = draw(st.sampled_from(OFFERS))
    lines, chosen = [], dict[str, str]()
    for setting in offer.settings:
        needed = setting.needs
        if needed and (needed[0] not in chosen or needed[1] not in ("", chosen[needed[0]])):
            continue
        if draw(st.booleans()):
            if not setting.words:
                value = draw(periods)
            elif setting.pattern:
                some = draw(st.lists(st.sampled_from(sorted(setting.words)), min_size=1, unique=True))
                value = f"[{', '.join(some)}]"
            else:
                value = draw(st.sampled_from(sorted(setting.words)))
            chosen[setting.name] = value
            lines.append(f"{setting.name}: {value}")
    return f"offer:\n  {offer.name}: {{{', '.join(lines)}}}\n"


@given(offers())
def test_no_sentence_of_a_trade_shows_that_it_was_assembled(text: str) -> None:
    policy = read((SHOP + text).encode(), "p", OFFERS)
    for each in policy.offer.values():
        assert len(offered_sentences(each, "en")) == len(offered_sentences(each, "fr"))
        for language in LANGUAGES:
            said = offered_sentences(each, language)
            assert len(set(said)) == len(said)
            assert [fault for one in said for fault in faults(one, language)] == []
