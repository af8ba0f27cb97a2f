"""The site's own log: a JSON object a line in `data/log/DAY.jsonl`, kept as long as honour.toml says.

No line holds a personal value: neither an address nor a path, a name, a field of a form or the text of an
error, which may quote one. Of a request there is the name of its route, of a fault its type
and where in the code.
What could go wrong for ever: the lines of a day are removed with its file once its term is over.
"""

import json
import logging
import logging.handlers
import re
import sys
import traceback
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_FIELDS: Final = ("route", "method", "status", "milliseconds", "job", "outcome", "count", "cookie")
"""What a line may hold besides when, how grave, by whom and what: a closed list."""

_FILE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\.jsonl")


class OneLine(logging.Formatter):
    """A record as one line of JSON. Arguments of a message are left out: they may be about somebody."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        when = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, Any] = {
            "at": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": _words(record),
        }
        said |= {name: record.__dict__[name] for name in _FIELDS if name in record.__dict__}
        if record.exc_info and record.exc_info[0] is not None:
            said["fault"] = record.exc_info[0].__name__
            said["where"] = _places(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    """The message of our own code as it is written there; of others' code only where it stands."""
    if record.name.partition(".")[0] == "honour":
        return str(record.msg)
    return f"{record.module}:{record.lineno}"


def _places(trace: TracebackType | None) -> list[str]:
    """Where a fault came from, innermost last: file and line, never a value."""
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]


class DailyFile(logging.Handler):
    """Appends to the file of the day, and removes those whose days are over when a new one begins.

    `days` is how many days a file is kept. Several processes may write: a line is one write.
    """

    def __init__(self, folder: Path, days: int) -> None:
        super().__init__()
        self.folder, self.days, self.day = folder, days, date.min

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. A full disk must not stop the site: standard error then says it once more."""
        today = datetime.fromtimestamp(record.created, UTC).date()
        try:
            if today != self.day:
                self._begin(today)
            with (self.folder / f"{today}.jsonl").open("a", encoding="utf-8") as file:
                file.write(self.format(record) + "\n")
        except OSError as error:
            sys.stderr.write(f"honour: the log cannot be written ({error.strerror})\n")

    def _begin(self, today: date) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.day = today
        remove_older(self.folder, today - timedelta(days=self.days))


def remove_older(folder: Path, first_kept: date) -> None:
    """Remove the files of days before `first_kept`."""
    for path in folder.iterdir():
        found = _FILE.fullmatch(path.name)
        if found and date.fromisoformat(found[1]) < first_kept:
            with suppress(FileNotFoundError):  # another process was quicker
                path.unlink()


class Passed(logging.handlers.SysLogHandler):
    """Hands each line to the machine's own log service by its socket (RFC 3164), which may pass it on to
    another machine. Where none listens, the site goes on: the line stands in its file.
    """

    def __init__(self, socket: Path) -> None:
        super().__init__(str(socket), logging.handlers.SysLogHandler.LOG_DAEMON)
        self.ident = "honour: "

    def handleError(self, record: logging.LogRecord) -> None:
        """Say once more, on standard error, that nobody listens; nothing of the line."""
        sys.stderr.write("honour: the log service does not listen\n")


def log_to(folder: Path, days: int, also: Path | None = None) -> None:
    """Send everything that any part of this process logs to the files of a folder, and `also` to the socket
    of a log service.
    """
    handlers: list[logging.Handler] = [DailyFile(folder, days)]
    if also is not None:
        handlers.append(Passed(also))
    for handler in handlers:
        handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(logging.INFO)
