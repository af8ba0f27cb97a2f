"""What a policy says of protection: read, refused with what to say instead, and told in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.periods import Period
from honour.promises.policy import Policy, read
from honour.promises.protect import CONSTRUCTS, NO_ROLE, Backups
from honour.promises.sentences import held_for, keep_sentences, protect_sentences, share_sentence
from honour.promises.staff import ROLES
from tests.promises.faults import faults
from tests.promises.policies import SITE
from tests.promises.test_policy import position, refused

DESK = (
    SITE
    + """\
people:
  customer: {who: has an account}
data:
  contact: {holds: [name, e-mail], of: customer}
  ticket: {holds: [ticket text], of: customer}
  document: {holds: [document, serial key], of: customer}
  invoice: {holds: [invoice, postal address], of: customer}
recipients:
  host: {name: Hébergeur SAS, role: processor, country: FR, stores: everything}
collect:
  - {data: [contact, ticket, document], for: support, basis: contract}
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}
share:
  - {data: document, with: nobody}
keep:
  - {data: [contact, ticket], until: account closed, or: 2 years without sign-in}
  - {data: document, until: [asked, account closed, access expires]}
  - {data: invoice, for: 10 years, since: end of the financial year}
"""
)
WHOLE = DESK + CONSTRUCTS[0].example


def told(text: str, language: str) -> str:
    policy = read((DESK + text).encode(), "p")
    said = protect_sentences(policy, "en" if language == "en" else "fr")
    return " ".join(said).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def desk() -> Policy:
    return read(WHOLE.encode(), "policy.yaml")


def test_the_section_is_read_as_it_is_written(desk: Policy) -> None:
    assert desk.not_built == ()
    assert desk.protect.words["https"] == "always"
    assert desk.protect.sealed == ("document",)
    assert desk.protect.staff_see == {
        "contact": ("support", "administration"),
        "document": ("the assigned agent",),
        "invoice": ("accounts",),
    }
    assert desk.protect.servers == "FR"
    assert desk.protect.backups == Backups(Period(30, "days"), "FR")
    assert str(desk.protect.at) == f"policy.yaml:{len(DESK.splitlines()) + 2}:3"


def test_a_policy_without_the_section_promises_nothing_of_it() -> None:
    policy = read(DESK.encode(), "p")
    assert protect_sentences(policy, "en") == ()
    assert "backups" not in " ".join(keep_sentences(policy, policy.keep[1], "en"))


@pytest.mark.parametrize(
    ("text", "found", "reason", "mend"),
    [
        ("https: alway", "alway", "protect: https cannot be “alway”", "write `always`"),
        (
            "http: always",
            "http:",
            "what protects a connection today is called TLS",
            "`protect: {https: always}`",
        ),
        ("ssl: yes", "ssl:", "what protects a connection today is called TLS", "`protect: {https: always}`"),
        ("https: SSL certificate", "SSL", "what protects a connection today is called TLS", "https: always"),
        ("passwords: encrypted", "encrypted", "what is encrypted can be decrypted", "`passwords: hashed`"),
        (
            "sealed: [documents]",
            "documents]",
            "protect: sealed: `data` declares no kind “documents”",
            "`document`",
        ),
        ("staff see: {tickt: support}", "tickt", "staff see: `data` declares no kind “tickt”", "`ticket:`"),
        ("staff see: {ticket: suport}", "suport", "staff see: ticket cannot be “suport”", "write `support`"),
        (
            "staff see: {ticket: [nobody, support]}",
            "[nobody",
            "staff see: ticket: “nobody” stands beside somebody",
            "delete one of the two",
        ),
        ("backups: {kept: 30, country: FR}", "30, c", "backups: kept: “30” is no period", "`6 months`"),
        ("backups: {kept: 30 days}", "{kept", "backups lacks `country`", "add `country: …`"),
        (
            "backups: yes",
            "yes",
            "backups: how long they are kept and where they lie is not said",
            "kept: 30 days",
        ),
        ("servers: France", "France", "protect: servers is “France”", "`FR`"),
        ("sealing: [document]", "sealing", "protect has no “sealing”", "write `sealed:`"),
    ],
)
def test_a_slip_is_a_finding_with_its_place_and_the_line_that_mends_it(
    text: str, found: str, reason: str, mend: str
) -> None:
    whole = DESK + f"protect:\n  {text}\n"
    findings = refused(whole)
    start = len(DESK)
    row, column = position(whole[start:], found).split(":")
    place = f"{int(row) + DESK.count(chr(10))}:{column}"
    assert (place, reason) in [(where, said[: len(reason)]) for where, said, _ in findings]
    assert mend in findings[0][2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("an SSL certificate", "what protects a connection today is called TLS"),
        ("only by http", "what protects a connection today is called TLS"),
        ("shared on Google+", "Google+ closed to the public on 2 April 2019"),
        ("no web anchors", "an invisible image that tells who opened a page is a web beacon"),
    ],
)
def test_a_word_that_no_longer_means_anything_is_a_finding_wherever_it_stands(text: str, reason: str) -> None:
    whole = DESK.replace(
        "people:\n", f'words:\n  thing: {{en: ["{text}"], fr: [la chose], as: purpose}}\npeople:\n'
    )
    [(place, said, _)] = refused(whole)
    assert place == position(whole, f'"{text}"')
    assert said.startswith(reason)


def test_an_address_and_a_name_are_not_read_for_old_words() -> None:
    text = DESK.replace("Hébergeur SAS", "SSL Hosting SARL").replace("people:\n", "people:\n", 1)
    assert read(text.encode(), "p").recipients["host"].name == "SSL Hosting SARL"


def test_documents_are_told_with_their_backups_word_for_word(desk: Policy) -> None:
    # Both are set by the language's page.
    assert " ".join(keep_sentences(desk, desk.keep[1], "en")) == (
        "We destroy your documents as soon as you ask or, failing that, when your account is closed or your "
        "access to the service ends, whichever comes first. No readable copy remains in our backups 30 days "
        "later."
    )
    assert " ".join(keep_sentences(desk, desk.keep[1], "fr")).replace("\u00a0", " ") == (
        "Nous détruisons vos documents dès que vous le demandez et, à défaut, à la fermeture de votre compte "
        "ou à la fin de votre accès au service, selon ce qui survient en premier. Nos sauvegardes n'en "
        "gardent plus de copie lisible 30 jours plus tard."
    )


def test_sealed_documents_are_told_as_encrypted_where_they_go_to_nobody(desk: Policy) -> None:
    assert "Our host stores them, encrypted, on our behalf;" in share_sentence(desk, desk.share[0], "en")
    assert "Notre hébergeur les stocke chiffrés pour" in share_sentence(desk, desk.share[0], "fr")


def test_archived_invoices_are_told_with_the_staff_who_see_them_word_for_word(desk: Policy) -> None:
    # Both are set by the language's page.
    day = date(2036, 12, 31)
    assert held_for(desk, desk.keep[2], ["invoice"], day, "en") == (
        "Your invoices are archived until 31 December 2036, as the French Commercial Code requires (art. "
        "L123-22). Only our accounts staff can see them, and they serve no other use."
    )
    assert held_for(desk, desk.keep[2], ["invoice"], day, "fr").replace("\u00a0", " ") == (
        "Vos factures sont archivées jusqu'au 31 décembre 2036, comme l'exige le code de commerce (art. L. "
        "123-22). Seul notre service comptable y a accès et elles ne servent à rien d'autre."
    )
    assert " ".join(keep_sentences(desk, desk.keep[2], "en")).endswith(
        "then destroyed. Only our accounts staff can see them, and they serve no other use."
    )


def test_data_collected_for_more_than_the_law_are_not_said_to_serve_nothing_else() -> None:
    text = WHOLE.replace("document], for: support", "document, invoice], for: support")
    text = text.replace("financial year}", "financial year, basis: {law: C. com. L123-22}}")
    policy = read(text.encode(), "p")
    said = held_for(policy, policy.keep[2], ["invoice"], date(2036, 12, 31), "en")
    assert said.endswith("(art. L123-22). Only our accounts staff can see them.")


def test_a_document_that_stays_elsewhere_is_not_said_to_leave_the_backups() -> None:
    text = WHOLE.replace(
        "keep:\n", "keep:\n  - {data: document, for: 1 year, since: recorded, purpose: support}\n"
    )
    policy = read(text.encode(), "p")
    assert "backups" not in " ".join(keep_sentences(policy, policy.keep[2], "en"))


def test_the_section_is_told_in_english() -> None:
    assert told(CONSTRUCTS[0].example, "en") == (
        "What passes between your browser and this site is always encrypted (TLS): no page opens without it. "
        "We protect your data by technical and organisational measures that fit the risk, and we test them "
        "regularly (GDPR Art. 32). Of your password we store only a slow, salted hash, from which nobody can "
        "read it, neither our staff nor our host; only the program that signs you in can check it. On the "
        "site, only you can see your data, and only once you have signed in. Your documents are encrypted "
        "where we store them. Only our support staff and our administrators can see your name and e-mail "
        "address. Only the member of our staff who handles your request can see your documents. Only our "
        "accounts staff can see your invoices. Those who can see data look at them only when a task requires "
        "it. Our databases lie on servers in France. We keep each backup for 30 days, in France; after that "
        "time none holds what we deleted."
    )


def test_the_section_is_told_in_french() -> None:
    assert told(CONSTRUCTS[0].example, "fr") == (
        "Ce qui circule entre votre navigateur et ce site est toujours chiffré (TLS) : aucune page ne "
        "s'ouvre autrement. Nous protégeons vos données par des mesures techniques et organisationnelles "
        "adaptées au risque, que nous éprouvons régulièrement (RGPD, art. 32). De votre mot de passe, "
        "nous ne "
        "stockons qu'une empreinte salée et lente à calculer, dont personne ne peut le déduire, ni notre "
        "équipe ni notre hébergeur ; seul le programme de connexion peut le vérifier. Sur le site, vos "
        "données ne sont visibles que par vous, après connexion à votre compte. Vos documents sont chiffrés "
        "dans nos systèmes de stockage. Seuls notre équipe d'assistance et nos administrateurs peuvent "
        "consulter votre nom et votre adresse électronique. Seule la personne de notre équipe qui traite "
        "votre demande peut consulter vos documents. Seul notre service comptable peut consulter vos "
        "factures. Ceux qui peuvent consulter des données ne le font que si une tâche l'exige. Nos bases de "
        "données se trouvent sur des serveurs situés en France. Chaque sauvegarde est conservée 30 jours, en "
        "France ; passé ce délai, aucune ne contient plus ce que nous avons supprimé."
    )


def test_what_stands_on_invoices_is_not_said_to_be_hidden_from_those_who_see_invoices() -> None:
    bearing = DESK.replace("[invoice, postal address]", "[invoice, name]")
    seen = "protect: {staff see: {contact: support, invoice: accounts}}\n"
    policy = read((bearing + seen).encode(), "p")
    assert protect_sentences(policy, "en")[2] == (
        "What stands on your invoices is seen by those who can see them."
    )
    assert protect_sentences(policy, "fr")[2] == (
        "Ce qui figure sur vos factures peut être consulté par ceux qui y ont accès."
    )
    alike = read((bearing + seen.replace("accounts", "support")).encode(), "p")
    assert "stands on" not in " ".join(protect_sentences(alike, "en"))


def test_what_nobody_on_the_staff_sees_is_told_so() -> None:
    text = "protect:\n  staff see: {document: nobody}\n"
    assert told(text, "en") == "Nobody on our staff can see your documents."
    assert told(text, "fr") == "Personne dans notre équipe ne peut consulter vos documents."


@given(
    st.dictionaries(
        st.sampled_from(["contact", "ticket", "document", "invoice", "everything"]),
        st.one_of(
            st.just([NO_ROLE]), st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=3, unique=True)
        ),
        min_size=1,
    ),
    st.lists(st.sampled_from(["contact", "ticket", "document", "invoice"]), min_size=1, unique=True),
    st.integers(1, 400),
)
def test_no_sentence_of_the_section_shows_that_it_was_assembled(
    seen: dict[str, list[str]], sealed: list[str], days: int
) -> None:
    lines = ", ".join(f"{kind}: [{', '.join(roles)}]" for kind, roles in seen.items())
    text = f"protect: {{staff see: {{{lines}}}, sealed: [{', '.join(sealed)}], "
    text += f"backups: {{kept: {days} days, country: NL}}}}"
    policy = read((DESK + text).encode(), "p")
    english, french = protect_sentences(policy, "en"), protect_sentences(policy, "fr")
    assert len(english) == len(french) == len(set(english)) == len(set(french))
    day = date(2031, 1, 1)
    for each in policy.keep:
        english += (*keep_sentences(policy, each, "en"), held_for(policy, each, each.data, day, "en"))
        french += (*keep_sentences(policy, each, "fr"), held_for(policy, each, each.data, day, "fr"))
    assert [fault for said in english for fault in faults(said, "en")] == []
    assert [fault for said in french for fault in faults(said, "fr")] == []
