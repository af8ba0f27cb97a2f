"""What the guard sees, kind by kind, where a value tries to hide, and what it leaves alone."""

import pickle
from itertools import pairwise

import pytest

from honour.guard import KINDS, Span, look, mask, reason
from honour.guard.checks import card, iban, luhn, nir
from honour.guard.wording import KIND_WORDS


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in look(text)]


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("mot de pas\u200bse : Coque\u200blicot44", "Coque\u200blicot44"),
        ("mot de passe : Coque\u00adlicot44", "Coque\u00adlicot44"),
        ("mot de passe : \u202eCoquelicot44\u202c", "Coquelicot44"),
        ("mot de passe : **Coquelicot44**", "Coquelicot44"),
        ("mot de passe : `Coquelicot44`", "Coquelicot44"),
        ("mot de passe&nbsp;: Coquelicot44", "Coquelicot44"),
        ("m\u043et de p\u0430sse : Coquelicot44", "Coquelicot44"),
        ("\uff4d\uff4f\uff54 de passe : Coquelicot44", "Coquelicot44"),
        ("MOT DE PASSE\u202f: Coquelicot44", "Coquelicot44"),
        ("le mot de passe \u00e9tait Coquelicot44", "Coquelicot44"),
        ("le mot de passe e\u0301tait Coquelicot44", "Coquelicot44"),
        ("password => 'Coquelicot44'", "'Coquelicot44'"),
    ],
)
def test_a_password_does_not_hide(hidden: str, seen: str) -> None:
    [(kind, value)] = found(f"Bonjour,\n{hidden} et rien ne va.")
    assert kind == "PASSWORD"
    assert value.strip("\u202e\u202c") == seen


@pytest.mark.parametrize(
    "number",
    [
        "4970 4153 1782 1815",
        "4970415317821815",
        "4970-4153-1782-1815",
        "\uff14\uff19\uff17\uff10 4153 1782 1815",
        "4970\u00a04153\u202f1782\u20091815",
        "4970 4153\u200b 1782 1815",
        "4970 **4153** 1782 1815",
        "\u0664\u0669\u0667\u0660 4153 1782 1815",
    ],
)
def test_a_card_is_seen_in_any_digits(number: str) -> None:
    assert found(f"Ma carte {number} est refusée.") == [("CARD", number)]


def test_check_digits_tell_a_card_an_account_and_a_person_from_any_number() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398710")
    assert card("4970415317821815")
    assert not card("4970415317821816")
    assert iban("GB26NWBK36331096558777")
    assert not iban("GB26NWBK36331096558778")
    assert not iban("GB26NWBK3633109655877")
    assert nir("185017511604251")
    assert not nir("185017511604252")
    assert found("Le dossier 4970415317821816 avance.") == []
    assert found("Le dossier 185017511604252 avance.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Le mot de passe est refusé, puis accepté.",
        "The password is wrong and the form is broken.",
        "Set `password: ${DB_PASSWORD}` and `token: <your-token>`.",
        "`password=********` is what the log prints.",
        "postgres://user:password@localhost:5432/shop",
        "Write to someone@example.com; the server is 192.0.2.7 or 2001:db8::1.",
        "ping 8.8.8.8 answers, 192.168.1.1 and 10.0.0.1 too, netmask 255.255.255.0.",
        "Test with 4242 4242 4242 4242 and AKIAIOSFODNN7EXAMPLE.",
        "commit 3f2a9c81d04be7756f1e8a90c2d7b64e5a1f0938 of 2024-03-12 09:14:33",
        "GUID {6BDD1FC6-810F-11D0-BEC7-08002BE2092F}, ISBN 978-2-07-036822-8, KB5035853",
        "Nous avons 12 rues, 3 avenues possibles et 2 places en trop.",
        "git clone git@github.com:acme/tool.git fails; npm i webpack@5.89.0 too.",
        "Plus de 1 200 000 lignes, 12 345 678 octets, 1 249,90 €, version 10.0.22631.3155.",
        "",
        " \n\t",
        "\u200b\u200b",
        "&#0;&#x110000;&#xd800;\ud800",
    ],
)
def test_what_is_not_confidential_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_spans_are_in_order_apart_and_inside_the_text() -> None:
    text = "\u200bTél 06 31 45 78 90, mdp Tulipe!88, 14 rue des Tanneurs, 37000 Tours, a.b@free.fr\u0301"
    spans = look(text)
    assert [span.type for span in spans] == ["PHONE", "PASSWORD", "ADDRESS", "EMAIL"]
    for one, other in pairwise(spans):
        assert one.end <= other.start
    assert spans[-1].end <= len(text)


def test_a_finding_holds_no_value() -> None:
    text = "mot de passe : Coquelicot44"
    [span] = look(text)
    for said in (repr(span), str(span), f"{span}", pickle.dumps(span).decode("latin-1")):
        assert "Coquelicot" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_in_both_languages(kind: str) -> None:
    words = KIND_WORDS[kind]  # type: ignore[index]
    assert words.name.fr != words.name.en
    assert words.mask.fr != words.mask.en
    assert all(mask[0] + mask[-1] == "[]" for mask in (words.mask.fr, words.mask.en))


def test_a_reason_says_where_what_and_why_in_the_language_asked_for() -> None:
    text = "Bonjour,\nle code de la porte est 4590B."
    [span] = look(text)
    french, english = reason(span, text, "fr"), reason(span, text, "en")
    assert (french.where, english.where) == ("ligne 2, caractère 25", "line 2, character 25")
    assert french.why == "Pourquoi : les mots « code de la porte » l'annoncent."
    assert english.why == "Why: the words “code de la porte” announce it."
    assert french.offer.endswith("[code masqué]")
    for said in (french, english):
        assert "4590B" not in repr(said)


def test_what_is_masked_is_not_found_again() -> None:
    text = "mdp : Coquelicot44, carte 4970 4153 1782 1815, 14 rue des Tanneurs, 37000 Tours, IP 88.127.64.201"
    spans = look(text)
    assert len(spans) == 4
    for language in ("fr", "en"):
        masked = mask(text, spans, language)
        assert look(masked) == ()
        assert "Coquelicot" not in masked


def test_spans_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="look at it again"):
        mask("short", (Span(2, 40, "CARD"),), "en")
