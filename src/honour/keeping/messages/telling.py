"""The letters about a message, in both languages side by side.

What a stranger typed goes to nobody: a letter holds the reference, our own words and, in an answer, those of
staff. So nobody can have the site write what he likes to whom he likes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from django.urls import reverse

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.messages.models import Decision, Identity, Message
from honour.keeping.people.models import Person
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording

KIND: Final = "contact/"
"""What the kind of each of these letters begins with."""


class Text(NamedTuple):
    """Subject and text of a letter. What is in braces is filled in."""

    subject: Wording
    text: Wording


_RECEIVED: Final = Text(
    Wording("We have your message {reference}", "Nous avons reçu votre message {reference}"),
    Wording(
        "Somebody gave this address in a message to {site}. Its reference is {reference}: name it when you"
        " write to us about it.\n\n{clock}If it was not you, you need do nothing.",
        "Quelqu’un a indiqué cette adresse dans un message à {site}. Sa référence est {reference} :"
        " rappelez-la quand vous nous écrivez à ce sujet.\n\n{clock}Si ce n’est pas vous, vous n’avez rien"
        " à faire.",
    ),
)
_RECEIVED_SIGNED_IN: Final = Text(
    Wording("We have your message {reference}", "Nous avons reçu votre message {reference}"),
    Wording(
        "You wrote to us on {site}, signed in to your account: {about}. The reference is {reference}: name it"
        " when you write to us about it.\n\n{clock}If it was not you, somebody has signed in to your account:"
        " write to us at once: {contact}",
        "Vous nous avez écrit sur {site}, connecté à votre compte : {about}. La référence est {reference} :"
        " rappelez-la quand vous nous écrivez à ce sujet.\n\n{clock}Si ce n’est pas vous, quelqu’un s’est"
        " connecté à votre compte : écrivez-nous tout de suite : {contact}",
    ),
)
_CLOCK: Final = Wording(
    "It uses a right over personal data: we answer by {due}.\n\n",
    "Il exerce un droit sur des données personnelles : nous répondons au plus tard le {due}.\n\n",
)
_YOURS: Final = Wording(
    "Was it you? Say so within seven days: {link}\nWe then wait three days, in which whoever has the account"
    " may object, and need no other proof.\n\n",
    "Est-ce vous ? Confirmez-le dans les sept jours : {link}\nNous attendons ensuite trois jours, pendant"
    " lesquels le titulaire du compte peut s’y opposer, et nous ne demandons pas d’autre preuve.\n\n",
)
_WAITING: Final = Text(
    Wording("Is this request yours? {reference}", "Cette demande est-elle de vous ? {reference}"),
    Wording(
        "A request about your data came to {site}, in your name: {about}. Its reference is {reference}.\n\n"
        "If it is yours, you need do nothing: nothing is done before {until}.\n\nIf it is not, stop it here"
        " with one click: {link}\nThen choose a new password, for somebody may read your mail.",
        "Une demande concernant vos données est parvenue à {site}, en votre nom : {about}. Sa référence est"
        " {reference}.\n\nSi elle est de vous, vous n’avez rien à faire : rien ne sera fait avant le"
        " {until}.\n\nSinon, arrêtez-la ici, d’un seul clic : {link}\nChoisissez ensuite un nouveau mot de"
        " passe, car quelqu’un lit peut-être votre courrier.",
    ),
)

ABOUT: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "question": Wording("a question", "une question"),
        "access": Wording("to see the data", "voir les données"),
        "rectify": Wording("to correct the data", "rectifier les données"),
        "erase": Wording("to close the account or erase the data", "fermer le compte ou effacer les données"),
        "object": Wording("to object to a use of the data", "s’opposer à un usage des données"),
        "restrict": Wording("to restrict the use of the data", "limiter l’usage des données"),
        "theft": Wording("identity theft", "usurpation d’identité"),
        "death": Wording("somebody has died", "décès d’une personne"),
        "other": Wording("another right", "un autre droit"),
    }
)
"""What a message is about, in words of ours."""

_ARCHIVE: Final = Wording(
    "Here is all that we hold, to read and to keep: {link}\nThe link works until {until}. Give it to nobody:"
    " it opens everything.",
    "Voici tout ce que nous détenons, à lire et à conserver : {link}\nLe lien fonctionne jusqu’au {until}. Ne"
    " le donnez à personne : il ouvre tout.",
)
_ARCHIVE_SIGNED_IN: Final = Wording(
    "All that we hold is there to read and to keep, once you have signed in: {link}",
    "Tout ce que nous détenons est là, à lire et à conserver, une fois connecté : {link}",
)
_ARCHIVE_POSTED: Final = Wording(
    "All that we hold is with this letter.", "Tout ce que nous détenons est joint à cette lettre."
)
_COMPLAIN: Final = Wording(
    "You may complain to the supervisory authority ({authority}), and go to court.",
    "Vous pouvez introduire une réclamation auprès de l’autorité de contrôle ({authority}) et former un"
    " recours juridictionnel.",
)
_OUTCOMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "done": Text(
            Wording("Your request {reference} is done", "Votre demande {reference} est satisfaite"),
            Wording(
                "We have done what you asked: {about}.", "Nous avons fait ce que vous demandiez : {about}."
            ),
        ),
        "partly": Text(
            Wording(
                "Your request {reference} is done in part",
                "Votre demande {reference} est satisfaite en partie",
            ),
            Wording(
                "We have done a part of what you asked: {about}. We cannot do the rest ({article}:"
                " {because}).",
                "Nous avons fait une partie de ce que vous demandiez : {about}. Nous ne pouvons pas faire le"
                " reste ({article} : {because}).",
            ),
        ),
        "refused": Text(
            Wording("Your request {reference} is refused", "Votre demande {reference} est refusée"),
            Wording(
                "We do not do what you asked: {about}. The reason is {article}: {because}.",
                "Nous ne donnons pas suite à votre demande : {about}. Le motif est {article} : {because}.",
            ),
        ),
        "extended": Text(
            Wording(
                "Your request {reference} takes longer", "Votre demande {reference} prendra plus de temps"
            ),
            Wording(
                "Your request ({about}) is complex, or there are many. We answer by {until} (GDPR"
                " Art. 12(3)).",
                "Votre demande ({about}) est complexe, ou les demandes sont nombreuses. Nous répondons au"
                " plus tard le {until} (RGPD, art. 12, par. 3).",
            ),
        ),
        "doubt": Text(
            Wording("Your request {reference}: is it you?", "Votre demande {reference} : est-ce bien vous ?"),
            Wording(
                "We doubt whose request this is ({about}), and must not hand data to somebody else. Until it"
                " is shown, its delay stands still (GDPR Art. 12(6)). Send no copy of an identity document"
                " unless we ask for one below.",
                "Nous doutons de l’identité de l’auteur de cette demande ({about}) et ne devons pas remettre"
                " des données à un tiers. Jusqu’à ce qu’elle soit établie, le délai est suspendu (RGPD,"
                " art. 12, par. 6). N’envoyez pas de copie de pièce d’identité, sauf si nous le demandons"
                " ci-dessous.",
            ),
        ),
        "answered": Text(
            Wording("Answer to your message {reference}", "Réponse à votre message {reference}"),
            Wording(
                "You asked us something. Here is our answer.",
                "Vous nous avez posé une question. Voici notre réponse.",
            ),
        ),
    }
)
_BECAUSE: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "GDPR Art. 11(2)": Wording(
            "it cannot be shown whose data it is", "il n’est pas établi à qui sont les données"
        ),
        "GDPR Art. 12(5)": Wording(
            "the request is manifestly unfounded or excessive",
            "la demande est manifestement infondée ou excessive",
        ),
        "GDPR Art. 15(4)": Wording(
            "it would harm the rights of others", "elle porterait atteinte aux droits d’autrui"
        ),
        "GDPR Art. 17(3)(a)": Wording(
            "the data serve freedom of expression", "les données servent la liberté d’expression"
        ),
        "GDPR Art. 17(3)(b)": Wording(
            "a law obliges us to keep the data", "une loi nous oblige à conserver les données"
        ),
        "GDPR Art. 17(3)(e)": Wording(
            "the data are needed for a legal claim", "les données sont nécessaires à un droit en justice"
        ),
        "GDPR Art. 21(1)": Wording(
            "compelling grounds override the objection",
            "des motifs impérieux prévalent sur l’opposition",
        ),
        "French Act 78-17, art. 85": Wording(
            "the person left directives that say otherwise",
            "la personne a laissé des directives contraires",
        ),
    }
)


def because(article: str, language: Language) -> str:
    """What an article lets a site refuse, in words."""
    return _BECAUSE[article].say(language)


def article_in(article: str, language: Language) -> str:
    """An article as a reader of the language finds it: `RGPD, art. 17, par. 3, b)`."""
    if language == "en":
        return article
    if not article.startswith("GDPR"):
        return "loi n° 78-17 du 6 janvier 1978 modifiée, art. 85"
    _, _, where = article.partition("Art. ")
    number, _, rest = where.partition("(")
    paragraph, _, letter = rest.rstrip(")").partition(")(")
    return f"RGPD, art. {number}, par. {paragraph}" + (f", {letter})" if letter else "")


def received(
    message: Message,
    to: Personal[str],
    due: date | None,
    token: str | None,
    now: datetime,
    holder: Person | None = None,
) -> None:
    """Say that a message came. `token` is that of the link by which the reader shows that it is his; `holder`
    whose confirmed address it goes to: the letter is his, and goes with him when he is erased.
    """
    language = _language(message.language)
    clock = _CLOCK.say(language).format(due=day_in_words(due, language)) if due else ""
    if token is not None:
        path = reverse("contact_mine", args=[message.reference, token])
        clock += _YOURS.say(language).format(link=f"{the_address()}{path}")
    site = the_site().policy.site
    told = {"reference": message.reference, "site": site.name, "clock": clock}
    told |= {"about": ABOUT[message.subject].say(language), "contact": site.publisher.contact}
    reader, his = message.person or holder, message.identity == Identity.SESSION
    text = _RECEIVED_SIGNED_IN if his else _RECEIVED
    _write(message, reader, to.reveal(), "received", text, told, token is not None, now)


def waiting(message: Message, person: Person, to: str, token: str, now: datetime) -> None:
    """Tell an address of an account that somebody asks in its holder's name, with the link that stops it."""
    language = _language(person.language or message.language)
    assert message.waits_until is not None  # the wait has begun
    zone = the_site().policy.site.time_zone
    told = {
        "reference": message.reference,
        "site": the_site().policy.site.name,
        "about": ABOUT[message.subject].say(language),
        "until": day_in_words(local_day(message.waits_until, zone), language),
        "link": f"{the_address()}{reverse('contact_stop', args=[message.reference, token])}",
    }
    _write(message, person, to, "waiting", _WAITING, told, True, now, language)


def outcome(
    message: Message, decision: Decision, to: Personal[str], text: str, token: str, now: datetime
) -> str:
    """Write the answer, with the link of `token` to what was asked to see, if any. Gives its text instead
    where there is no address; nothing where none is due.
    """
    if decision.kind == "shown":
        return ""
    language, site = _language(message.language), the_site().policy.site
    kind = "answered" if message.subject == "question" else decision.kind
    worded = _OUTCOMES[kind]
    told = {
        "reference": message.reference,
        "about": ABOUT[message.subject].say(language),
        "until": day_in_words(decision.until, language) if decision.until else "",
        "article": article_in(decision.article, language) if decision.article else "",
        "because": because(decision.article, language) if decision.article else "",
    }
    parts = [worded.text.say(language).format(**told), _archive(message, decision, token, language), text]
    if kind in ("partly", "refused", "extended"):
        parts.append(_COMPLAIN.say(language).format(authority=site.authority or _AUTHORITY.say(language)))
    parts.append(f"{site.publisher.name}\n{site.publisher.contact}")
    whole = "\n\n".join(part for part in parts if part)
    if not to.reveal():
        return whole
    actions.write(
        message.person,
        to.reveal(),
        kind=f"{KIND}{kind}",
        language=language,
        subject=f"{site.name} – {worded.subject.say(language).format(**told)}",
        text=whole,
        secret=bool(token),
        now=now,
    )
    return ""


def _archive(message: Message, decision: Decision, token: str, language: Language) -> str:
    """Where what was asked to see is found; empty where nothing is given."""
    if decision.opens_until is not None:
        until = day_in_words(local_day(decision.opens_until, the_site().policy.site.time_zone), language)
        if not token:
            return _ARCHIVE_POSTED.say(language)
        path = reverse("contact_archive", args=[message.reference, token])
        return _ARCHIVE.say(language).format(link=f"{the_address()}{path}", until=until)
    if decision.kind == "done" and message.subject == "access" and message.identity == Identity.SESSION:
        path = f"{the_address()}/me/data/download/"
        return _ARCHIVE_SIGNED_IN.say(language).format(link=path)
    return ""


_AUTHORITY: Final = Wording("that of your country", "celle de votre pays")


def _write(
    message: Message,
    person: Person | None,
    to: str,
    kind: str,
    worded: Text,
    told: Mapping[str, str],
    secret: bool,
    now: datetime,
    language: Language | None = None,
) -> None:
    spoken = language or _language(message.language)
    actions.write(
        person,
        to,
        kind=f"{KIND}{kind}",
        language=spoken,
        subject=f"{the_site().policy.site.name} – {worded.subject.say(spoken).format(**told)}",
        text=worded.text.say(spoken).format(**told),
        secret=secret,
        now=now,
    )


def _language(written: str) -> Language:
    return "fr" if written == "fr" else "en"
