"""A support desk with a year behind it: `make run` makes it, serves it, and says where to look.

Usage: demo.py [FOLDER [PORT]]; `build/demo/desk` and 8443 unless said. demo.py --code SECRET prints what an
authenticator app with that secret shows now.

It is told by the site's own acts, each at its own time: a demo's clock can be moved. What it leaves: a named
cast whose passwords and, for staff, second factors are made anew at each start, two versions of the policy,
requests of every state, a sweep that was done and one that is due, letters in the outbox.
"""

import base64
import contextlib
import hmac
import io
import json
import os
import secrets
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NoReturn

ROOT: Final = Path(__file__).parents[2]
DESK: Final = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "demo" / "desk"
PORT: Final = sys.argv[2] if len(sys.argv) > 2 else None
YEAR: Final = 400  # days that the story lasts
PAUSE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the cast. `role` is empty for customers."""

    name: str
    full: str
    language: str
    role: str = ""

    @property
    def address(self) -> str:
        """An address that nobody has."""
        return f"{self.name}@exemple.example"


CAST: Final = (
    Somebody("camille", "Camille Roux", "fr"),
    Somebody("karim", "Karim Benali", "en"),
    Somebody("ines", "Inès Faure", "fr", "support"),
    Somebody("paul", "Paul Mercier", "fr", "administration"),
    Somebody("lea", "Léa Martin", "fr", "privacy officer"),
)
FORMER: Final = (
    Somebody("nadia", "Nadia Petit", "fr"),
    Somebody("olivier", "Olivier Blanc", "fr"),
    Somebody("samira", "Samira Haddad", "fr"),
    Somebody("thomas", "Thomas Weber", "en"),
    Somebody("zoe", "Zoé Garnier", "fr"),
)
TICKETS: Final = (
    (
        24,
        "camille",
        "L’imprimante n’imprime plus en couleur",
        "Depuis la mise à jour, toutes les pages sortent en noir et blanc.",
        "Le pilote a été remplacé : réinstallez-le depuis le site du fabricant, puis relancez l’impression.",
        "public",
    ),
    (
        18,
        "karim",
        "The mail program forgets my folders",
        "Each morning the folders that I made the day before are gone.",
        "Your mailbox was full. We have made room; please restart the program.",
        "closed",
    ),
    (
        9,
        "camille",
        "Facture d’un autre client dans ma boîte",
        "J’ai reçu la facture d’un certain M. Durand, que faire ?",
        "Merci de l’avoir signalé. Supprimez ce message ; nous prévenons l’intéressé.",
        "hidden",
    ),
    (2, "karim", "Cannot open attachments", "Every attachment opens as an empty page.", "", "private"),
)
"""Days ago, who, what it is about, the text, the answer, and what became of it."""

CANNED: Final = {
    "title_fr": "Redémarrer d’abord",
    "text_fr": "Éteignez l’appareil, attendez une minute, puis rallumez-le. Le défaut persiste-t-il ?",
    "title_en": "Restart first",
    "text_en": "Turn the device off, wait a minute, and turn it on again. Is the fault still there?",
}

WHO: Final = {
    "": "customer",
    "support": "agent",
    "administration": "administrator",
    "privacy officer": "privacy officer",
}


def main() -> NoReturn:
    """Make the desk if there is none, and serve it until it is ended."""
    if sys.argv[1:2] == ["--code"]:
        print(_code(sys.argv[2], datetime.now(UTC)))
        raise SystemExit
    if not (DESK / "data").exists():
        print("A support desk and its last year are made; that takes some seconds …", flush=True)
        _made()
    passwords = _new_passwords()
    _say(passwords, _new_factors())
    for name in ("HONOUR_NOW", "HONOUR_NOW_FILE"):
        os.environ.pop(name, None)
    words = [sys.executable, "-m", "honour.command", "serve", "--site", str(DESK)]
    os.execv(sys.executable, words)  # in place of this process, which has all of Django in memory


def _made() -> None:
    """The folder, and what happened on the site in the last year."""
    born = datetime.now(UTC).replace(microsecond=0) - timedelta(days=YEAR)
    DESK.parent.mkdir(parents=True, exist_ok=True)
    _honour(born, "new", str(DESK), "--like", "support-desk", "--demo", site=False)
    if PORT:
        with (DESK / "honour.toml").open("a", encoding="utf-8") as file:
            file.write(f'listen = "127.0.0.1:{PORT}"\nredirect = ""\n')
    policy = DESK / "policy.yaml"
    now_promised = policy.read_text("utf-8")
    first = now_promised.replace("    - keep necessary cookies\n", "")
    _enact(policy, first, born, born)
    _people(born)
    _honour_erased("nadia", born + timedelta(days=170))
    _honour_erased("olivier", born + timedelta(days=260))
    swept = born + timedelta(days=300)
    due = _honour(swept, "sweep")
    if due.get("digest"):
        _honour(swept, "sweep", "--really", due["digest"])
    announced = born + timedelta(days=YEAR - 40)
    _enact(policy, now_promised, announced, announced + timedelta(days=31))
    _stopped("samira", born + timedelta(days=YEAR - 20))
    _waiting("thomas", born + timedelta(days=YEAR - 50))
    _waiting("zoe", born + timedelta(days=YEAR - 3))
    _tickets(born + timedelta(days=YEAR))
    _letters()


def _enact(policy: Path, text: str, now: datetime, effective: datetime) -> None:
    day = next(line for line in text.splitlines() if line.startswith("  effective: "))
    policy.write_text(text.replace(day, f"  effective: {effective.date()}"), "utf-8")
    _honour(now, "publish", "--really", "--why", "A year of the demo")


def _honour_erased(name: str, now: datetime) -> None:
    """Somebody asked to be erased, and was."""
    plan = _honour(now, "erase", name)
    _honour(now, "erase", name, "--really", plan["digest"])


def _stopped(name: str, now: datetime) -> None:
    """Somebody asked to be erased while a dispute holds what he left."""
    review = (now + timedelta(days=90)).date()
    _honour(
        now,
        "restrict",
        name,
        "--disputed",
        "--review",
        str(review),
        "--why",
        "An invoice is disputed",
        "--really",
    )
    plan = _honour(now + PAUSE, "erase", name)
    if "digest" in plan:
        _honour(now + PAUSE, "erase", name, "--really", plan["digest"])


def _waiting(name: str, asked: datetime) -> None:
    """Somebody asked to be erased, and has no answer yet: an order kept it from being done, and ended."""
    review = (asked + timedelta(days=30)).date()
    why = "An order of the court"
    held = _honour(asked, "restrict", name, "--secret", "--review", str(review), "--why", why, "--really")
    plan = _honour(asked + PAUSE, "erase", name)
    _honour(asked + PAUSE, "erase", name, "--really", plan["digest"])
    for hold in _ids(held):
        _honour(
            asked + 2 * PAUSE, "release", name, "--hold", hold, "--why", "The order has ended", "--really"
        )


def _ids(told: Any) -> Iterator[str]:
    """Every `id` or `hold` of an answer."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name in ("id", "hold") and isinstance(value, str):
                yield value
            else:
                yield from _ids(value)
    elif isinstance(told, list):
        for each in told:
            yield from _ids(each)


def _people(born: datetime) -> None:
    """Everybody signs up in the first days, and signs in now and then since."""
    from allauth.account.models import EmailAddress

    from honour.keeping.people.models import Person, Role, SignIn

    _site(born)
    for number, each in enumerate((*CAST, *FORMER)):
        joined = born + timedelta(days=number, hours=1)
        person = Person.objects.create(
            username=each.name, email=each.address, name=each.full, language=each.language, joined=joined,
            last_login=joined + timedelta(days=YEAR - 60 - number),
        )  # fmt: skip
        EmailAddress.objects.create(user=person, email=each.address, verified=True, primary=True)
        if each.role:
            Role.objects.create(person=person, role=each.role, granted=joined)
        for days in range(0, YEAR - 60, 30):
            SignIn.objects.create(
                person=person, at=joined + timedelta(days=days), address=f"192.0.2.{number + 1}",
                browser="Firefox 140", device="computer", means="password",
            )  # fmt: skip


def _tickets(today: datetime) -> None:
    """What customers asked for: one ticket waits, one is public and answered, one closed, one hidden."""
    _site(today - timedelta(days=30))
    from honour.keeping.people.models import Person
    from honour.keeping.people.staff import staff_of
    from honour.trades.support import access, acts, canned, notes
    from honour.trades.support.models import CannedAnswer, Visibility

    who = {each.name: Person.objects.get(username=each.name) for each in CAST}
    ines, paul = staff_of(who["ines"], ["support"]), staff_of(who["paul"], ["administration"])
    assert ines is not None
    assert paul is not None
    for days, name, title, text, answer, what in TICKETS:
        at, person = today - timedelta(days=days), who[name]
        _move(at)
        ticket = acts.begin(person, title, text, person.language, at)
        if answer:
            _move(at + PAUSE)
            acts.take(ticket, ines, "", at + PAUSE)
            notes.write(ticket, ines, "Vérifié sur notre poste d’essai : même effet.", at + PAUSE)
            acts.answer(ticket, ines, answer, at + PAUSE)
        if what in ("public", "hidden"):
            acts.switch(ticket, person, Visibility.PUBLIC, at + 2 * PAUSE)
        if what == "hidden":
            acts.hide(ticket, ines, "On y lit le nom d’un autre client", at + 3 * PAUSE)
        if what == "closed":
            acts.close(ticket, "person", {}, at + 3 * PAUSE)
    canned.keep(CannedAnswer(), ines, CANNED)
    access.grant(who["karim"], today - timedelta(days=20), today + timedelta(days=25), paul)


def _letters() -> None:
    """Two customers forget their password, each in their own language; the letters wait in the outbox."""
    _site(datetime.now(UTC))
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", verbosity=0, interactive=False)  # pages name their style by its hash
    host = settings.SITE_ADDRESS.removeprefix("https://")
    for each in CAST[:2]:
        browser = Client(headers={"host": host, "accept-language": each.language}, enforce_csrf_checks=False)
        browser.post("/account/password/reset/", {"identifier": each.name}, secure=True)


def _new_passwords() -> dict[str, str]:
    """A new password for each of the cast."""
    _site(datetime.now(UTC))
    from honour.keeping.people.models import Person

    made = {each.name: "-".join(secrets.token_hex(2) for _ in range(4)) for each in CAST}
    for person in Person.objects.filter(username__in=made):
        person.set_password(made[person.username or ""])
        person.save(update_fields=["password"])
    return made


def _new_factors() -> dict[str, str]:
    """A new authenticator app for each of the staff: the secret that opens it, in base32."""
    from allauth.mfa.models import Authenticator

    from honour.keeping.people import factors
    from honour.keeping.people.models import Person

    made = {each.name: base64.b32encode(secrets.token_bytes(20)).decode() for each in CAST if each.role}
    for person in Person.objects.filter(username__in=made):
        sealed = factors.sealed(person.pk, made[person.username or ""])
        Authenticator.objects.update_or_create(
            user_id=person.pk, type=Authenticator.Type.TOTP, defaults={"data": {"secret": sealed}}
        )
    return made


def _code(secret: str, now: datetime) -> str:
    """The six digits that an authenticator app shows at a time (RFC 6238, section 4; RFC 4226, 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(now.timestamp()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def _say(passwords: dict[str, str], factors: dict[str, str]) -> None:
    from django.conf import settings

    from honour.website.state import close_state

    close_state()
    print("\nWho is there (passwords and secrets of this start only):\n")
    for each in CAST:
        print(f"  {each.name:8}  {passwords[each.name]:20}  {each.full}, {WHO[each.role]}")
        if each.name in factors:
            print(f"  {'':8}  authenticator: {factors[each.name]}")
    print(
        "\nStaff sign in with a code as well: put the secret into an authenticator app, or have it shown by"
        "\n.venv/bin/python examples/support-desk/demo.py --code SECRET"
    )
    address = settings.SITE_ADDRESS
    print(f"\nWhere to look ({address}; the certificate is the site's own, so the browser asks once):\n")
    for path, what in (
        ("/", "the first page, in the language of the browser"),
        ("/privacy", "the policy, version 2"),
        ("/account/", "an account: address, password, second factor, passkeys, sessions, sign-ins"),
        ("/me/data/", "all that is held about whoever is signed in, and what can be done about it"),
        ("/tickets/", "what customers made public; their own tickets once they have signed in"),
        ("/staff/tickets/", "the queue of support: sign in as ines"),
        ("/contact/", "how to ask without an account"),
        ("/requests/", "what staff answer: sign in as one of them"),
        ("/outbox/", "the letters that the site would have sent"),
    ):
        print(f"  {path:17}{what}")
    print(f"\nAnd in another terminal, with --site {os.path.relpath(DESK)}:\n")
    for command, what in (
        ("honour person camille", "what is held about her, why, until when"),
        ("honour sweep", "what is due to go now"),
        ("honour prove", "every promise with its evidence, the requests with their clocks"),
        ("honour erase karim", "what would go, what would stay"),
    ):
        print(f"  .venv/bin/{command:24} {what}")
    print(flush=True)


def _site(now: datetime) -> None:
    """Open the site at a time, for what no command does."""
    _move(now)
    from honour.website.running import open_running

    open_running(DESK)


def _move(now: datetime) -> None:
    file = DESK.parent / "now"
    DESK.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(now.isoformat(), "utf-8")
    os.environ |= {"HONOUR_NOW": now.isoformat(), "HONOUR_NOW_FILE": str(file)}


def _honour(now: datetime, *words: str, site: bool = True) -> Any:
    """Run a command of the site at a time; what it told as JSON."""
    from honour.command.main import main as command

    if site and "django" not in sys.modules:
        _site(now)
    _move(now)
    told, aside = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(aside):
        code = command([*words, "--json", *(["--site", str(DESK)] if site else [])])
    if code not in (0, 1):
        raise SystemExit(f"honour {' '.join(words)} ended with {code}: {told.getvalue()}{aside.getvalue()}")
    return json.loads(told.getvalue())


if __name__ == "__main__":
    os.environ.pop("HONOUR_NOW", None)
    main()
