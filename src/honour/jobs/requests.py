"""What people asked for on a page is carried out by the command of that name, in a process of its own.

What could go wrong for ever: more goes than the person saw, or somebody else's. So the plan is made anew and
must mean what was shown (`plans.meaning`), the command carries out exactly the plan with that digest, under
that request, and looks at everything once more in its own transactions. Done twice it finds the request
answered, or nothing left. The address goes last: the letter with the result is the only row that still holds
it, sealed until it is written, and goes as soon as it was handed over.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from django.db.models.functions import Coalesce

from honour.carrying_out.site import Site
from honour.jobs.errands import FAILED, Errand, Taken
from honour.jobs.schedules import DELAYS
from honour.jobs.told import (
    CORRECTED,
    CORRECTED_SUBJECT,
    CORRECTION_CHANGED,
    CORRECTION_CHANGED_SUBJECT,
    ERASED,
    ERASED_SUBJECT,
    RECEIPT,
    REQUEST_CHANGED,
    REQUEST_CHANGED_CLOSED,
    REQUEST_CHANGED_SUBJECT,
    STAYS,
)
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions as letters
from honour.keeping.letters.actions import FAREWELL
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.messages.models import Decision
from honour.keeping.people.models import Person
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request, State, Task, TaskState
from honour.plans.asking import Scope, scope_of
from honour.plans.meaning import meaning_of
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.publishing.erasing import as_lines, levels_told, told_of_receipt

Command: TypeAlias = Callable[..., tuple[int, dict[str, Any]]]

DONE: Final = "done"
CHANGED: Final = "changed"
RECORDED: Final = "recorded"
LATER: Final = "later"

_BUSY: Final = timedelta(seconds=15)
"""How long a request waits while another command has the lock of those who destroy, or was stopped."""

_TURN: Final = 5.0  # seconds for which a request waits for the one before it
_RECORDED_AGAIN: Final = timedelta(days=1)
_PATIENCE: Final = 5  # failures, after which administrators are told
_UNREACHABLE, _HALF_WAY, _WRONG_USE = 3, 4, 2  # exit codes of the command


def requests(command: Command, site: Site) -> Errand:
    """The errand of requests that are carried out without a click: here one after the other, for each
    command wants the lock of those who destroy.
    """
    alone = threading.Lock()

    def take(now: datetime, most: int) -> list[Taken]:
        most = 0 if alone.locked() else min(most, 1)
        return [Taken(task.request, task.tries) for task in tasks.take(now, most)]

    def taken() -> list[Taken]:
        rows = Task.objects.filter(state=TaskState.TAKEN).values_list("request", "tries")
        return [Taken(*row) for row in rows]

    def do(key: str) -> str:
        if not alone.acquire(timeout=_TURN):
            return LATER  # after a crash several are taken up at once: they leave the threads to others
        try:
            task = Task.objects.get(request=key)
            is_correction = Request.objects.filter(id=key, kind="rectify").exists()
            return (_rectify if is_correction else _erase)(command, task, site.now())
        finally:
            alone.release()

    def settle(key: str, outcome: str, now: datetime) -> None:
        task = Task.objects.filter(request=key, state=TaskState.TAKEN).first()
        if task is not None:
            _settle(site, task, outcome, now)

    return Errand("request", take, taken, do, settle)


def _erase(command: Command, task: Task, now: datetime) -> str:
    """Carry a request for erasure out; the outcome in a word."""
    if _is_answered(task):
        return DONE
    asked = Request.objects.get(id=task.request)
    who = tasks.secret_of(task).reveal().get("who")
    if not who:
        return FAILED
    about = _about(scope_of(asked.scope or {"kinds": [], "upheld": []}))
    by_address = "account" in tasks.secret_of(task).reveal()
    named = ("--request", task.request) if by_address else ()
    code, told = command(now, "erase", who, *about, *named)  # finishes first what a crash left
    if _is_answered(task):
        return DONE
    if by_address and code == _WRONG_USE:
        return CHANGED  # the row is another's now: the person looks again
    if "plan" not in told:
        return _without_plan(code, told)
    if meaning_of(told["plan"]) != task.meaning:
        return CHANGED
    why = ("--why", _why(task))
    under = ("--request", task.request, "--really", told["digest"])
    code, told = command(now, "erase", who, *about, *under, *why)
    if _is_answered(task):
        return DONE
    return LATER if code == _WRONG_USE else _without_plan(code, told)


def _about(scope: Scope) -> list[str]:
    """A scope as the command takes it."""
    words = [word for kind in scope.kinds for word in ("--kind", kind)]
    if scope.item is not None:
        words += ["--item", f"{scope.item.place}:{scope.item.token}"]
    return words + [word for purpose in scope.upheld for word in ("--upheld", purpose)]


def _rectify(command: Command, task: Task, now: datetime) -> str:
    """Carry a correction out; the outcome in a word. The new value goes by standard input, where no list of
    processes shows it.
    """
    if _is_answered(task):
        return DONE
    secret = tasks.secret_of(task).reveal()
    if "value" not in secret:
        return FAILED
    words = ("rectify", secret["who"], secret["column"], "--read", "--request", task.request)
    code, told = command(now, *words, typed=secret["value"])  # finishes first what a crash left
    if _is_answered(task):
        return DONE
    if code == _WRONG_USE or told.get("found") is False:
        return CHANGED  # the row went, or is another's now, or the policy has changed: the person looks again
    if "plan" not in told:
        return _without_plan(code, told)
    if not told["plan"]["steps"] and not told["plan"]["stays"]:
        return DONE  # it stands there already
    if meaning_of(told["plan"]) != task.meaning:
        return CHANGED
    why = ("--why", "asked by the person on the site's own page")
    code, told = command(now, *words, "--really", told["digest"], *why, typed=secret["value"])
    if _is_answered(task):
        return DONE
    return LATER if code == _WRONG_USE else _without_plan(code, told)


def _why(task: Task) -> str:
    """The reason that the journal keeps, which the person can read."""
    by_staff = "decided" in tasks.secret_of(task).reveal()
    if by_staff or Decision.objects.filter(message_id=task.request, kind="erase").exists():
        return f"decided by the site's staff, on the person's request {task.request}"
    return "asked by the person on the site's own page"


def _without_plan(code: int, told: Mapping[str, Any]) -> str:
    """What an answer of the command means that carried nothing out."""
    if "recorded" in told:
        return RECORDED
    if "already erased" in told or told.get("found") is False:
        return DONE  # others did it meanwhile: nothing is left, and that is the answer
    return LATER if code in (_UNREACHABLE, _HALF_WAY) else FAILED


def _is_answered(task: Task) -> bool:
    return Request.objects.filter(id=task.request, state=State.ANSWERED).exists()


def _settle(site: Site, task: Task, outcome: str, now: datetime) -> None:
    """Write down what became of a try; in the transaction of its guard row."""
    task.tries += 1
    if outcome == DONE:
        _answer(site, task, now)
        return
    if outcome == CHANGED:
        task.state = TaskState.CHANGED
        _tell_changed(site, task, now)
    else:
        task.state, task.not_before = TaskState.WAITING, now + _delay(task, outcome)
    task.save()


def _delay(task: Task, outcome: str) -> timedelta:
    if outcome == RECORDED:
        return _RECORDED_AGAIN
    if outcome == LATER:
        return _BUSY
    task.failed += 1
    if task.failed == _PATIENCE:
        due = Request.objects.values_list("answer_due", flat=True).get(id=task.request)
        tell_administrators("staff/request stuck", task.not_before, request=task.request, due=str(due))
    return DELAYS[min(task.failed - 1, len(DELAYS) - 1)]


def _answer(site: Site, task: Task, now: datetime) -> None:
    """Write the letter with the result, and end what is left of the account."""
    Request.objects.filter(id=task.request, state=State.OPEN).update(state=State.ANSWERED, answered=now)
    asked, secret = Request.objects.get(id=task.request), tasks.secret_of(task).reveal()
    if asked.kind == "rectify":
        _say_corrected(site, secret, tasks.end(task, now), now)
        return
    person = _still_there(secret.get("account", secret["who"])) if secret else None
    if person is not None and (task.closes or not person.email):
        left = Person.objects.filter(pk=person.pk)
        left.update(is_active=False, closed=Coalesce("closed", now))
        person.sessions.all().delete()
    token = tasks.end(task, now)
    if not secret.get("to") or (asked.receipt is None and (person is None or not person.email)):
        return  # erased under another request, as after a restore: told then, and the address is gone
    language: Language = "fr" if secret["language"] == "fr" else "en"
    stays_here = person is not None and person.email == secret["to"]
    letters.write(
        person if stays_here else None,
        secret["to"],
        kind="rights/erased" if stays_here else FAREWELL,
        language=language,
        subject=f"{site.policy.site.name} – {ERASED_SUBJECT.say(language)}",
        text=_result(site, asked, f"{the_address()}/me/receipt/{token}/", language),
        secret=True,
        now=now,
    )


def _say_corrected(site: Site, secret: Mapping[str, str], token: str, now: datetime) -> None:
    """Write that it is corrected to whoever asked, as long as the account and its address are his."""
    person = _still_there(secret["account"]) if secret else None
    if person is None or not person.email or person.email != secret["to"]:
        return
    language: Language = "fr" if secret["language"] == "fr" else "en"
    link = f"{the_address()}/me/receipt/{token}/"
    letters.write(
        person,
        person.email,
        kind="rights/corrected",
        language=language,
        subject=f"{site.policy.site.name} – {CORRECTED_SUBJECT.say(language)}",
        text=CORRECTED.say(language).format(
            site=site.policy.site.name,
            receipt=RECEIPT.say(language).format(link=link),
            contact=site.policy.site.publisher.contact,
        ),
        secret=True,
        now=now,
    )


def _still_there(who: str) -> Person | None:
    """The account that KIND:KEY means, if its row stays."""
    kind, _, key = who.rpartition(":")
    if kind != the_site().account or not key.isdecimal():
        return None
    return Person.objects.filter(pk=int(key)).first()


def _result(site: Site, asked: Request, link: str, language: Language) -> str:
    """What went, what stays and why, how far it is gone, and the way to the receipt."""
    site_name, contact = site.policy.site.name, site.policy.site.publisher.contact
    if asked.receipt is None:
        named = {"goes": "–", "stays": "", "levels": ""}
        return ERASED.say(language).format(site=site_name, contact=contact, receipt="", **named)
    goes, stays = as_lines(told_of_receipt(site.carried, asked.receipt, language))
    colon = " : " if language == "fr" else ": "
    levels = [f"- {where}{colon}{said}" for where, said in levels_told(asked.receipt, language)]
    return ERASED.say(language).format(
        site=site_name,
        goes="\n".join(goes) or "–",
        stays=STAYS.say(language).format(stays="\n".join(stays)) if stays else "",
        levels="\n".join(levels),
        receipt=RECEIPT.say(language).format(link=link),
        contact=contact,
    )


def _tell_changed_without_account(site: Site, task: Task, secret: Mapping[str, str], now: datetime) -> None:
    """Who has closed the account cannot look again: staff do, and he is told so."""
    due = Request.objects.values_list("answer_due", flat=True).get(id=task.request)
    if not secret.get("to") or "column" in secret or due is None:
        return
    language: Language = "fr" if secret["language"] == "fr" else "en"
    letters.write(
        None,
        secret["to"],
        kind=FAREWELL,
        language=language,
        subject=f"{site.policy.site.name} – {REQUEST_CHANGED_SUBJECT.say(language)}",
        text=REQUEST_CHANGED_CLOSED.say(language).format(
            site=site.policy.site.name,
            due=day_in_words(due, language),
            request=task.request,
            contact=site.policy.site.publisher.contact,
        ),
        secret=False,
        now=now,
    )


def _tell_changed(site: Site, task: Task, now: datetime) -> None:
    """The account stays open, and the person is told to look again."""
    secret = tasks.secret_of(task).reveal()
    person = _still_there(secret.get("account", secret["who"])) if secret else None
    if person is None or not person.email:
        _tell_changed_without_account(site, task, secret, now)
        return
    if not secret["to"]:
        return
    corrects = "column" in secret
    subject = CORRECTION_CHANGED_SUBJECT if corrects else REQUEST_CHANGED_SUBJECT
    text = CORRECTION_CHANGED if corrects else REQUEST_CHANGED
    if task.closes:
        Person.objects.filter(pk=person.pk).update(closed=None)
    language: Language = "fr" if secret["language"] == "fr" else "en"
    letters.write(
        person,
        secret["to"],
        kind="rights/changed",
        language=language,
        subject=f"{site.policy.site.name} – {subject.say(language)}",
        text=text.say(language).format(site=site.policy.site.name, page=f"{the_address()}/me/requests/"),
        secret=False,
        now=now,
    )
