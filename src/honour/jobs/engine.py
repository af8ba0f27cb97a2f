"""DBOS, embedded: every errand is one short workflow of two steps, the effect and what follows of it.

Nothing but ids and words goes through it, as JSON: never a value about a person, never pickle. It finishes
after a crash what it had begun. What it has finished is purged here.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from dbos import DBOS, DBOSConfig, Serializer, SetWorkflowID
from django.db import close_old_connections

from honour.jobs.database import engine_of_django
from honour.jobs.errands import FAILED, Errand, Taken, once, workflow_of
from honour.jobs.holding import Held

APPLICATION: Final = "honour"
VERSION: Final = "1"  # fixed: a workflow that an older Honour began is finished by the newer one
THREADS: Final = 3
AT_ONCE: Final = 20  # errands that are claimed and wait for a thread

_ENDED: Final = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_PURGED_AT_ONCE: Final = 500

logger = logging.getLogger(__name__)


class _Json(Serializer):
    """What DBOS keeps: JSON. An error is kept by its type alone, for its words may name somebody."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, default=lambda each: f"error: {type(each).__name__}")

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "honour_json"


@dataclass(frozen=True, slots=True)
class _Work:
    """What this process works on, and the name that it holds meanwhile."""

    errands: Mapping[str, Errand]
    now: Callable[[], datetime]
    held: Held


_at_work: list[_Work] = []  # what `launch` was given: DBOS calls functions of a module, by their names
_running: set[str] = set()
_lock = threading.Lock()


def launch(errands: Mapping[str, Errand], now: Callable[[], datetime], held: Held) -> None:
    """Start DBOS in this process, after any fork; it takes up again what the holder of its name had begun."""
    _at_work[:] = [_Work(errands, now, held)]
    engine = engine_of_django()
    config = DBOSConfig(
        name=APPLICATION,
        system_database_url=engine.url.render_as_string(hide_password=False),
        system_database_engine=engine,
        executor_id=held.name,
        application_version=VERSION,
        serializer=_Json(),
        max_executor_threads=THREADS,
        enable_otlp=False,
        log_level="ERROR",
        use_listen_notify=False,
        notification_listener_polling_interval_sec=1.0,
        scheduler_polling_interval_sec=3600.0,  # schedules are rows of ours
    )
    DBOS(config=config)
    DBOS.launch()


def stop() -> None:
    """End DBOS in this process; what it had begun is taken up by the next `launch`."""
    DBOS.destroy(workflow_completion_timeout_sec=0)


def free() -> int:
    """How many more errands may be started now."""
    with _lock:
        return max(0, AT_ONCE - len(_running))


def start(kind: str, taken: Taken) -> None:
    """Start the workflow of a claimed row; where it was started before, nothing."""
    workflow = workflow_of(kind, taken)
    with _lock:
        if workflow in _running:
            return
        _running.add(workflow)
    try:
        with SetWorkflowID(workflow):
            DBOS.start_workflow(_errand, kind, taken.key)
    except BaseException:  # it was not begun, so that it may be begun again
        with _lock:
            _running.discard(workflow)
        raise


def mend(kind: str, taken: Taken) -> None:
    """See to a row that is claimed: started if it never was; settled if its workflow ended without it."""
    workflow = workflow_of(kind, taken)
    status = DBOS.get_workflow_status(workflow)
    if status is None:
        start(kind, taken)
    elif status.status in _ENDED:
        with _lock:
            _running.discard(workflow)
        _settle(workflow, kind, taken.key, FAILED)


def resume(worker: str) -> None:
    """Take up what a worker that died had begun; the caller holds its name."""
    DBOS._recover_pending_workflows([worker])


def purge(before: datetime) -> int:
    """Remove what ended before; how many workflows that were."""
    purged = 0
    while True:
        ended = DBOS.list_workflows(
            status=list(_ENDED),
            end_time=before.isoformat(),
            limit=_PURGED_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if not ended:
            return purged
        DBOS.delete_workflows([each.workflow_id for each in ended])
        purged += len(ended)


@DBOS.workflow(name="errand")
def _errand(kind: str, key: str) -> str:
    workflow = str(DBOS.workflow_id)
    with _lock:
        _running.add(workflow)
    try:
        outcome: str = DBOS.run_step({"name": "do"}, _do, kind, key)
        DBOS.run_step({"name": "settle"}, _settle, workflow, kind, key, outcome)
        return outcome
    finally:
        with _lock:
            _running.discard(workflow)


def _do(kind: str, key: str) -> str:
    close_old_connections()
    work = _at_work[0]
    work.held.alive()
    try:
        return work.errands[kind].do(key)
    except Exception as error:  # noqa: BLE001 - told by its type: its words may name somebody; then tried again
        logger.error("an errand failed", extra={"job": kind, "outcome": type(error).__name__})
        return FAILED


def _settle(workflow: str, kind: str, key: str, outcome: str) -> None:
    close_old_connections()
    work = _at_work[0]
    now = work.now()
    work.held.alive()
    once(workflow, "settle", work.held, now, lambda: work.errands[kind].settle(key, outcome, now))
