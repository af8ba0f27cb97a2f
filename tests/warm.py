"""The command in a process of its own, forked from one that has loaded everything it may need.

Starting anew takes most of what a command takes, and the tests start thousands. What a fresh start does is
tested where it matters (imports, quick starts, kills): there a real process runs. `HONOUR_COLD=true` starts
one for every command.
"""

import array
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

COLD: Final = os.environ.get("HONOUR_COLD") == "true"
_LONGEST: Final = 1 << 20  # bytes of words and environment


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and the bytes that it wrote. A signal's number is negative, as in `subprocess`."""

    code: int
    out: bytes
    err: bytes


def command(*words: str, folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run `honour WORDS` in a folder, with exactly this environment."""
    if COLD:
        program = [sys.executable, "-m", "honour.command", *words]
        ran = subprocess.run(program, cwd=folder, env=environment, capture_output=True, check=False)
        return Ran(ran.returncode, ran.stdout, ran.stderr)
    asked = json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)})
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking,
    ):
        asking.connect(_parent())
        streams = array.array("i", [out.fileno(), err.fileno()])
        asking.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        asking.sendall(asked.encode("utf-8", "surrogateescape"))
        asking.shutdown(socket.SHUT_WR)
        status = asking.recv(32)
        out.seek(0)
        err.seek(0)
        assert status, f"the process that commands are forked from is gone: {err.read()!r}"
        return Ran(os.waitstatus_to_exitcode(int(status)), out.read(), err.read())


@cache
def _parent() -> str:
    """The address of the process that is forked, started by the first command; it ends with this process."""
    address = str(Path(tempfile.mkdtemp(prefix="warm")) / "socket")
    ready, told = os.pipe()
    program = [sys.executable, "-m", "tests.warm", address, str(told)]
    started = subprocess.Popen(program, stdin=subprocess.PIPE, pass_fds=[told])
    atexit.register(_end, started, address)
    os.close(told)
    assert os.read(ready, 1) == b"!", "the process that commands are forked from did not start"
    os.close(ready)
    return address


def _end(started: "subprocess.Popen[bytes]", address: str) -> None:
    assert started.stdin is not None
    started.stdin.close()
    started.wait()
    shutil.rmtree(Path(address).parent)


def _load() -> None:
    """Import what commands import, and tell Django of the engine's tables, as each command would."""
    import importlib
    import pkgutil

    from honour.website import state

    state.configure()
    import honour

    for module in pkgutil.walk_packages(honour.__path__, "honour."):
        if f"{module.name}.".startswith(_LOADED) and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


_LOADED: Final = tuple(
    f"honour.{room}."
    for room in (
        "command", "wiring.binding", "wiring.records", "wiring.own_map", "connectors", "carrying_out",
        "publishing", "plans", "proofs", "places", "promises",
    )
)  # fmt: skip
"""What is imported beforehand; of what is kept, only what these need. Django knows no people here."""


def _serve(address: str, told: int) -> NoReturn:
    """Fork a process for each command that is asked for, until whoever started this is gone."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        listening.listen(16)
        if os.fork() == 0:  # ends the listener as the pipe to whoever started it closes
            os.read(0, 1)
            os.kill(os.getppid(), signal.SIGKILL)
            os._exit(0)
        os.write(told, b"!")
        os.close(told)
        while True:
            asking, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _watch(asking)
            asking.close()


def _watch(asking: socket.socket) -> NoReturn:
    """Run one command in a child, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, ancillary, *_ = asking.recvmsg(1, socket.CMSG_SPACE(2 * array.array("i").itemsize))
    streams = array.array("i")
    streams.frombytes(ancillary[0][2])
    asked = b""
    while piece := asking.recv(_LONGEST):
        asked += piece
    child = os.fork()
    if child == 0:
        asking.close()
        _run(json.loads(asked.decode("utf-8", "surrogateescape")), *streams)
    _, status = os.waitpid(child, 0)
    asking.sendall(str(status).encode())
    os._exit(0)


def _run(asked: Mapping[str, Any], out: int, err: int) -> NoReturn:
    """Be the command: its words, folder, environment and streams are what was asked."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, given in enumerate((nothing, out, err)):
        os.dup2(given, place)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    sys.argv = ["honour", *asked["words"]]
    sys.stdin, sys.stdout, sys.stderr = (
        open(0, encoding="utf-8", closefd=False),  # noqa: SIM115 - open until the end
        open(1, "w", encoding="utf-8", closefd=False),  # noqa: SIM115
        open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False),  # noqa: SIM115
    )
    from honour.command.main import run

    code = 1
    try:
        run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, it ends the process as it would a fresh one
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
