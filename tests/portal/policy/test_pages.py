"""What stands on the policy's page and beside it, on sites that run, in both languages."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.running import Running, honour

EACH_LANGUAGE = pytest.mark.parametrize("language", ["en", "fr"])
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ITEMS = [f"art-13-1-{each}" for each in "abcdef"] + [f"art-13-2-{each}" for each in "abcdef"]
ITEMS += [f"art-14-1-{each}" for each in "abcdef"] + [f"art-14-2-{each}" for each in "abcdefg"]
"""What the Regulation lists in Art. 13(1), 13(2), 14(1) and 14(2)."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("pages"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("pages"), "hosting") as site:
        yield site


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("pages"), "store") as site:
        yield site


def shown(site: Running, path: str, language: str = "en") -> str:
    """A page, as its source says it, with plain spaces."""
    answer = site.browser(**{"Accept-Language": language}).get(path)
    assert answer.status == 200, (path, answer.status)
    return unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


def told(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "honour.command", *words, "--site", str(folder)]
    return subprocess.run(program, check=False, capture_output=True)


@pytest.mark.promise("S0-01")
@EACH_LANGUAGE
def test_the_policy_leads_to_the_legal_notice(desk: Running, language: str) -> None:
    page = shown(desk, "/privacy/", language)
    for path in ("/legal", "/terms"):
        assert re.search(rf'<main.*href="{path}"', page, re.DOTALL)
        assert desk.browser().get(path).status == 200


@pytest.mark.promise("S0-01")
def test_a_sign_up_keeps_which_versions_of_both_texts_were_acknowledged(desk: Running) -> None:
    sign_up(desk, "odile")
    [(version, digest, documents)] = rows(
        desk,
        "SELECT a.version, a.digest, a.documents FROM keeping_people_acknowledgement AS a"
        " JOIN keeping_people_person AS p ON p.id = a.person_id WHERE p.email LIKE 'odile@%'",
    )
    assert (version, digest) == (0, re.findall(r"<code>(\w{64})</code>", shown(desk, "/privacy/"))[1])
    legal = json.loads(documents)["legal"]
    assert legal["number"] == 1
    assert legal["digest"] in shown(desk, "/legal")


@pytest.mark.promise("S0-02")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"User", "Site", "Host", "Publisher"}),
        ("fr", {"Utilisateur", "Site", "Hébergeur", "Éditeur"}),
    ],
)
def test_each_defined_word_leads_to_its_heading_in_the_legal_notice(
    desk: Running, language: str, words: set[str]
) -> None:
    found = re.findall(r'<a href="/legal#([^"]+)">([^<]+)</a>', shown(desk, "/privacy/", language))
    assert {word for _, word in found} == words
    notice = shown(desk, "/legal", language)
    for anchor, word in found:
        assert re.search(rf'<h\d id="{anchor}">{word}</h\d>\s*<p>\S', notice), word


def test_a_defined_word_that_the_legal_notice_lost_is_a_finding(desk: Running) -> None:
    notice = desk.folder / "texts/legal.fr.md"
    whole = notice.read_text("utf-8")
    try:
        notice.write_text(whole.replace("### Hébergeur", "### Qui héberge"), "utf-8")
        found = json.loads(told(desk.folder, "check", "--json").stdout)["findings"]
        assert [each["mend"] for each in found if each["place"] == "texts/legal.fr.md"] == [
            "add `### Hébergeur` with what it means"
        ]
        notice.unlink()
        found = json.loads(told(desk.folder, "check", "--json").stdout)["findings"]
        assert [each["mend"] for each in found if each["place"] == "texts/legal.fr.md"] == ["write it"]
    finally:
        notice.write_text(whole, "utf-8")
    found = json.loads(told(desk.folder, "check", "--json").stdout)["findings"]
    assert [each for each in found if each["place"].startswith("texts/")] == []


@pytest.mark.promise("S0-04")
@pytest.mark.parametrize(
    ("language", "purpose", "address"),
    [
        ("en", "running your account", "Your e-mail address"),
        ("fr", "la gestion de votre compte", "Votre adresse électronique"),
    ],
)
def test_beside_the_fields_of_the_sign_up_stands_what_they_are_for(
    desk: Running, language: str, purpose: str, address: str
) -> None:
    form = shown(desk, "/account/signup/", language)
    [why] = re.findall(rf"<dt>{address}</dt><dd>([^<]+)</dd>", form)
    assert purpose in why
    assert any(
        purpose in row
        and ("e-mail" in row or "électronique" in row or "contact" in row or "coordonnées" in row)
        for row in table(desk, language)
    )


def table(site: Running, language: str) -> list[str]:
    """The rows of the table of uses."""
    page = shown(site, "/privacy/", language)
    return [
        re.sub(r"<[^>]+>", " | ", row).lower()
        for row in re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL)
    ]


@pytest.mark.promise("S0-07")
@pytest.mark.parametrize(
    ("language", "purpose", "term"),
    [("en", "keeping the site secure", "six months"), ("fr", "la sécurité du site", "six mois")],
)
def test_security_is_a_use_with_a_term_of_its_own(
    desk: Running, language: str, purpose: str, term: str
) -> None:
    secure = [row for row in table(desk, language) if purpose in row]
    assert secure
    assert all(term in row for row in secure)
    assert any(term not in row for row in table(desk, language)[1:])


@pytest.mark.promise("S0-07")
def test_people_see_their_own_sign_ins_and_nobody_elses(desk: Running) -> None:
    sign_up(desk, "remi")
    sign_up(desk, "sonia")
    page = sign_in(desk, "remi", **{"User-Agent": "Mozilla/5.0 Firefox/137.0"}).get("/account/sessions/").text
    assert "Firefox 137" in page
    assert "Firefox 137" not in sign_in(desk, "sonia").get("/account/sessions/").text


@pytest.mark.promise("S0-12", "S2-01", "S4-01")
def test_the_laws_that_are_declared_stand_on_the_page_and_no_other(desk: Running, hosting: Running) -> None:
    said = {
        "en": (
            "Regulation (EU) 2016/679 of 27 April 2016",
            "25 May 2018",
            "Act no. 78-17 of 6 January 1978, as amended",
        ),
        "fr": (
            "règlement (UE) 2016/679 du 27 avril 2016",
            "25 mai 2018",
            "loi n° 78-17 du 6 janvier 1978 modifiée",
        ),
    }
    for language, laws in said.items():
        who = shown(desk, "/privacy/", language)
        assert [law for law in laws if law not in who] == []
        assert laws[0] not in shown(hosting, "/privacy/", language)


@pytest.mark.promise("S2-01")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_shop_names_the_regulation_with_its_dates(tmp_path: Path, language: str) -> None:
    honour("new", tmp_path / "shop", "--like", "shop")
    page = told(tmp_path / "shop", "publish", "--lang", language).stdout.decode().replace("\u00a0", " ")
    for date in {"en": ("27 April 2016", "25 May 2018"), "fr": ("27 avril 2016", "25 mai 2018")}[language]:
        assert date in page


@pytest.mark.promise("S4-01")
@EACH_LANGUAGE
def test_the_page_answers_each_item_of_articles_13_and_14(store: Running, language: str) -> None:
    page = shown(store, "/privacy/", language)
    ids = re.findall(r' id="([^"]+)"', page)
    assert [item for item in ITEMS if ids.count(item) != 1] == []
    assert [item for item in ITEMS if f'href="#{item}"' not in page and item.startswith("art-13")] == []


@pytest.mark.promise("S4-02")
@EACH_LANGUAGE
def test_the_policy_covers_every_user_and_all_that_is_stored(store: Running, language: str) -> None:
    scope = {"en": "all the data of the people who use this site", "fr": "toutes les données des personnes"}
    assert scope[language] in shown(store, "/privacy/", language)
    found = json.loads(told(store.folder, "check", "--json").stdout)["findings"]
    assert [each for each in found if each["place"].startswith("main")] == []


@pytest.mark.promise("S0-29")
@pytest.mark.parametrize(
    ("language", "says"), [("en", "a password that nobody can guess"), ("fr", "personne ne peut deviner")]
)
def test_security_advice_is_a_page_that_sign_up_and_the_change_of_password_lead_to(
    desk: Running, language: str, says: str
) -> None:
    assert says in shown(desk, "/security", language)
    assert re.search(r'<main.*href="/security', shown(desk, "/account/signup/", language), re.DOTALL)
    name = f"paul{language}"
    sign_up(desk, name)
    changing = sign_in(desk, name).get("/account/password/change/")
    assert changing.status == 200
    assert re.search(r'<main.*href="/security', changing.text, re.DOTALL)


@pytest.mark.promise("S1-38", "S1-42")
@pytest.mark.parametrize(
    ("language", "advice"),
    [
        (
            "en",
            (
                "use antivirus software and keep it up to date",
                "a different password for each service",
                "sign out when you leave",
            ),
        ),
        (
            "fr",
            (
                "utilisez un logiciel antivirus et tenez-le à jour",
                "un mot de passe différent pour chaque service",
                "déconnectez-vous lorsque",
            ),
        ),
    ],
)
def test_the_advice_of_a_host_is_rendered_and_linked_from_the_account(
    hosting: Running, language: str, advice: tuple[str, ...]
) -> None:
    page = shown(hosting, "/security/", language).lower()
    assert [each for each in advice if each not in page] == []
    sign_up(hosting, f"zoe{language}")
    account = sign_in(hosting, f"zoe{language}@exemple.example").get("/account/").text
    assert re.search(r'<main.*href="/security', account, re.DOTALL)


def test_what_the_policy_does_not_declare_is_not_shown(desk: Running, store: Running) -> None:
    assert "antivirus" not in shown(desk, "/security")
    assert store.browser().get("/security").status == 404
    assert "/security" not in shown(store, "/account/signup/")
    assert desk.browser().get("/recipients").status == 200


@pytest.mark.promise("S0-34")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ("this site is no archive", "30 days")),
        ("fr", ("ce site n’est pas un service d’archivage", "30 jours")),
    ],
)
def test_a_limit_stands_beside_the_backups_and_never_liable_is_refused(
    desk: Running, tmp_path: Path, language: str, says: tuple[str, ...]
) -> None:
    page = shown(desk, "/privacy/", language)
    limit, backups = says
    assert limit in page.lower()
    sentences = [each for each in re.findall(r"<p>([^<]+)</p>", page) if backups in each]
    assert any("backup" in each or "sauvegarde" in each for each in sentences)
    policy = (desk.folder / "policy.yaml").read_text("utf-8")
    (tmp_path / "policy.yaml").write_text(policy.replace("limits: [own archive]", "limits: [never liable]"))
    refused = told(tmp_path, "check", "--policy-only")
    assert refused.returncode == 1
    assert "void towards consumers" in refused.stderr.decode()


@pytest.mark.promise("S0-42")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ("small file", "no program and cannot be run", "only the site that set it can read it")),
        ("fr", ("petit fichier", "ne peut pas être exécuté", "seul le site qui l’a déposé peut le lire")),
    ],
)
def test_what_a_cookie_is_is_told_and_ours_are_so(
    desk: Running, language: str, says: tuple[str, ...]
) -> None:
    for path in ("/cookies", "/privacy/"):
        page = shown(desk, path, language)
        assert [each for each in says if each not in page] == [], path
    browser = desk.browser(**{"Accept-Language": language})
    set_ = [*browser.get("/account/login/").cookies]
    set_ += browser.post("/language/", {"language": language, "next": "/"}).cookies
    assert len(set_) >= 2
    for cookie in set_:
        assert "domain=" not in cookie.lower()
        assert "samesite=" in cookie.lower()
        assert "secure" in cookie.lower()


@pytest.mark.promise("S0-51")
@EACH_LANGUAGE
def test_the_help_of_browsers_is_linked(desk: Running, language: str) -> None:
    address = "https://support.mozilla.org/kb/cookies-information-websites-store-on-your-computer"
    for path in ("/privacy/", "/cookies"):
        assert f'href="{address}"' in shown(desk, path, language), path


@pytest.mark.promise("S0-54")
@EACH_LANGUAGE
def test_privacy_tools_come_from_the_list_of_the_policy_and_find_nothing_to_block(
    desk: Running, hosting: Running, language: str
) -> None:
    assert "Privacy Badger" in shown(desk, "/cookies", language)
    assert "Privacy Badger" in shown(desk, "/privacy/", language)
    for path in ("/cookies", "/privacy/"):
        assert "Badger" not in shown(hosting, path, language)
    for path in ("/", "/privacy/", "/cookies", "/account/signup/"):
        answer = desk.browser().get(path)
        loaded = re.findall(r'(?:src|<link[^>]+href|data|action)="([^"]+)"', answer.text)
        assert [each for each in loaded if not each.startswith("/") and not each.startswith("data:")] == [], (
            path
        )
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.promise("S0-56")
@pytest.mark.parametrize(("language", "says"), [("en", "version 1, since"), ("fr", "version 1, depuis le")])
def test_the_terms_are_linked_with_their_version(desk: Running, language: str, says: str) -> None:
    page = shown(desk, "/privacy/", language)
    assert re.search(rf'<a href="/terms">[^<]+</a>, {says} \S', page)
    terms = shown(desk, "/terms", language)
    [digest] = re.findall(r"SHA-256 <code>(\w{64})</code>", terms)
    assert digest in shown(desk, "/terms/versions/1/", language)
    assert desk.browser().get("/terms/versions/2/").status == 404


@pytest.mark.promise("S0-57", "S0-58")
@EACH_LANGUAGE
def test_the_text_is_offered_under_its_licence_and_can_be_taken_away(desk: Running, language: str) -> None:
    page = shown(desk, "/privacy/", language)
    assert re.search(rf'<a (?:rel="license" href="{LICENCE}"|href="{LICENCE}" rel="license")>', page)
    forms = re.findall(r'<a href="(/privacy/text\.\w+\?language=\w+)" download>', page)
    assert len(forms) == 3
    for path in forms:
        answer = desk.browser().get(path)
        assert answer.status == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        plain = answer.text.replace("\\", "")
        assert LICENCE in plain, path
        assert "Creative Commons BY 4.0" in plain, path
    assert desk.browser().get("/privacy/text.exe").status == 404


@pytest.mark.promise("S0-58")
@pytest.mark.parametrize("form", ["md", "html", "json", "pdf"])
def test_each_export_of_the_text_bears_the_mention(desk: Running, form: str, tmp_path: Path) -> None:
    for language in ("en", "fr"):
        out = tmp_path / f"policy.{language}.{form}"
        words = ("publish", "--lang", language, "--format", form, "--out", str(out))
        assert told(desk.folder, *words).returncode == 0
        if form == "pdf":
            said = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(out.read_bytes())).pages)
        else:
            said = out.read_text("utf-8")
        whole = re.sub(r"[\s\\]", "", said)
        assert LICENCE in whole
        assert "CreativeCommonsBY4.0" in whole


FIVE = ("support-desk", "hosting", "shop", "links", "store")


@pytest.mark.promise("S0-08")
@pytest.mark.parametrize(
    ("language", "law", "term"),
    [
        ("en", "art. L123-22 of the French Commercial Code", "ten years"),
        ("fr", "code de commerce", "dix ans"),
    ],
)
@pytest.mark.parametrize("like", FIVE)
def test_what_is_kept_because_of_a_law_names_it_and_when_it_ends(
    tmp_path: Path, like: str, language: str, law: str, term: str
) -> None:
    honour("new", tmp_path / like, "--like", like)
    published = told(tmp_path / like, "publish", "--json", "--lang", language).stdout.decode()
    page = json.loads(published.replace("\u00a0", " ").replace("\u202f", " "))
    uses = [row for each in page["sections"] if each["table"] for row in each["table"]["rows"]]
    bound = [" ".join(row) for row in uses if re.search(r"Art\. 6\(1\)\(c\)|art\. 6, § 1, c", " ".join(row))]
    assert bound
    assert [row for row in bound if law not in row or term not in row] == []
    keep = [each for each in page["sections"] if each["anchor"].startswith("keep")]
    kept = [told_["text"] for each in keep for told_ in each["paragraphs"]]
    assert any(term in each and re.search(r"L\.? ?123-22", each) for each in kept)


@pytest.mark.promise("S4-23")
@pytest.mark.parametrize(
    ("term", "mend"),
    [
        (
            "{data: payment, purpose: payment, for: the proper working of the services, since: recorded}",
            "months",
        ),
        ("{data: payment, purpose: payment, for: as long as necessary, since: recorded}", "months"),
        (
            "{data: payment, purpose: payment, criteria: {en: it works, fr: cela marche}}",
            "for",
        ),
        ("{data: payment, purpose: payment, until: asked}", "or"),
    ],
)
def test_a_term_without_a_number_or_an_event_is_refused(tmp_path: Path, term: str, mend: str) -> None:
    honour("new", tmp_path / "store", "--like", "store")
    policy = tmp_path / "store/policy.yaml"
    text = policy.read_text("utf-8")
    sound = "{data: payment, purpose: payment, for: 13 months, since: recorded}"
    assert sound in text
    assert told(tmp_path / "store", "check").returncode == 0
    policy.write_text(text.replace(sound, term), "utf-8")
    refused = told(tmp_path / "store", "check")
    assert refused.returncode == 1
    line = 1 + text[: text.index(sound)].count("\n")
    assert f"policy.yaml:{line}:" in refused.stderr.decode() + refused.stdout.decode()
    assert mend in refused.stderr.decode() + refused.stdout.decode()


@EACH_LANGUAGE
def test_each_recipient_is_named_with_where_it_is_and_what_it_receives(desk: Running, language: str) -> None:
    page = shown(desk, "/recipients", language)
    for name in ("Hébergeur Exemple SAS", "Meta Platforms Ireland"):
        assert name in page
    assert 'href="https://www.facebook.com/privacy/policy"' in page
    assert ("Ireland" if language == "en" else "Irlande") in re.sub("Meta Platforms Ireland", "", page)


def recorded(site: Running, recipient: str) -> None:
    """That a recipient's contract was signed on 2 January 2025, and binds until the end of 2099."""
    paper = site.folder / "signed.pdf"
    paper.write_bytes(b"%PDF-1.7 signed")
    days = ("--signed", "2025-01-02", "--until", "2099-12-31")
    honour("recipient", "record", recipient, paper, *days, "--really", "--site", site.folder)


def row_of(page: str, name: str) -> str:
    """The text of a recipient's row."""
    [row] = [each for each in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if name in each]
    return re.sub(r"<[^>]+>", " ", row)


@pytest.mark.promise("S0-17")
def test_the_host_stands_among_the_recipients_with_data_purpose_country_and_duration(desk: Running) -> None:
    english = row_of(shown(desk, "/recipients"), "Hébergeur Exemple SAS")
    for said in ("In France", "IP address", "browser version", "Storing this site", "six months"):
        assert said in english, (said, english)
    french = row_of(shown(desk, "/recipients", "fr"), "Hébergeur Exemple SAS")
    for said in ("En France", "adresse IP", "L’hébergement de ce site", "six mois"):
        assert said in french.replace("'", "’"), (said, french)


@pytest.mark.promise("S2-21")
def test_the_host_of_a_shop_is_named_with_its_country_and_the_day_its_agreement_was_signed(
    tmp_path: Path,
) -> None:
    with demo(tmp_path, "shop") as shop:
        host = re.search(r"host:\s*\{?\s*name: ([^,\n]+)", (shop.folder / "policy.yaml").read_text("utf-8"))
        assert host
        assert "when it was signed was not recorded" in row_of(shown(shop, "/recipients"), host[1])
        recorded(shop, "host")
        english = row_of(shown(shop, "/recipients"), host[1])
        assert "In France" in english
        assert "A contract, signed on 2 January 2025; it binds until 31 December 2099." in english
        french = row_of(shown(shop, "/recipients", "fr"), host[1])
        assert "Un contrat, signé le 2 janvier 2025" in french
        ended = ("recipient", "end", "host", "--until", "2025-06-30", "--really", "--site", shop.folder)
        honour(*ended)
        assert "What bound it has ended" in row_of(shown(shop, "/recipients"), host[1])
