"""A site that runs: its pages beside an empty view, what it takes while waiting, how soon it is there."""

import http.client
import json
import multiprocessing
import os
import re
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bench.measures import Measure, measured
from tests.portal.visiting import sign_in, sign_up
from tests.running import Running, free_port, honour, running, settle

CLIENTS: Final = 20
PROCESSES: Final = 4  # in which the clients sit: one Python could not ask fast enough
WAITING: Final = 60  # seconds before memory is read, DESIGN section 14
PAGES: Final = ("/account/", "/privacy/", "/account/sessions/", "/")


def serving_pages(folder: Path, asked: int) -> list[Measure]:
    """All rows of a running site; `asked` is how often each client asks for a page."""
    folder.mkdir()
    first = _first_page(folder / "first")
    site_folder = folder / "desk"
    honour("new", site_folder, "--like", "support-desk", "--demo")
    with running(site_folder, *settle(site_folder)) as site:
        sign_up(site, "ada")
        session = sign_in(site, "ada").cookies["session"]
        pages = _pages(site, session, asked)
        waiting = _waiting(site, session)
    return [first, *pages, *waiting]


def _first_page(folder: Path) -> Measure:
    """Two commands, from nothing to the first page."""
    port = free_port()
    began = time.perf_counter()
    honour("new", folder, "--like", "support-desk", "--demo")
    with (folder / "honour.toml").open("a", encoding="utf-8") as file:
        file.write(f'listen = "127.0.0.1:{port}"\nredirect = ""\n')
    with running(folder, port, 0):
        took = time.perf_counter() - began
    return measured(
        "serve: from nothing to the first page, two commands", [took], goal=("at most", 20), unit="s"
    )


def _pages(site: Running, session: str, asked: int) -> list[Measure]:
    certificate, key = site.folder / "data/tls/certificate.pem", site.folder / "data/tls/key.pem"
    with _empty(str(certificate), str(key)) as port:
        host = f"localhost:{site.port}"
        times: dict[str, list[float]] = {"empty": []}
        times |= {page: [] for page in PAGES}
        for _ in range(3):  # in turn, so that both meet the same machine
            times["empty"] += _asked(port, "/", host, "", asked)
            for page in PAGES:
                times[page] += _asked(site.port, page, host, session, asked)
    reference = _p95(times["empty"]) * 1000
    return [
        Measure(
            name=f"serve: {page}, signed in, p95 of {CLIENTS} clients",
            unit="ms",
            value=_p95(times[page]) * 1000,
            low=statistics.quantiles(times[page], n=4)[0] * 1000,
            high=statistics.quantiles(times[page], n=4)[2] * 1000,
            reference=reference,
            goal=("at most", 4),
            note="beside an empty Django view in the same server",
        )
        for page in PAGES
    ]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


@contextmanager
def _empty(certificate: str, key: str) -> Iterator[int]:
    port = free_port()
    words = [sys.executable, "-m", "bench.empty_site", str(port), certificate, key]
    with subprocess.Popen(words) as process:
        waiting = threading.Event()
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            waiting.wait(0.1)
        yield port
        process.send_signal(signal.SIGTERM)


def _asked(port: int, page: str, host: str, session: str, asked: int) -> list[float]:
    """Seconds that each of many answers took, of 20 clients that ask at once and keep their connections."""
    with multiprocessing.Pool(PROCESSES) as pool:
        each = CLIENTS // PROCESSES
        told = pool.starmap(_clients, [(port, page, host, session, asked, each)] * PROCESSES)
    return [took for part in told for took in part]


def _clients(port: int, page: str, host: str, session: str, asked: int, count: int) -> list[float]:
    times: list[float] = []
    threads = [
        threading.Thread(target=_client, args=(port, page, host, session, asked, times)) for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _client(port: int, page: str, host: str, session: str, asked: int, times: list[float]) -> None:
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=60)
    headers = {"Host": host, "Cookie": f"__Host-session={session}"} if session else {"Host": host}
    for _ in range(asked):
        began = time.perf_counter()
        connection.request("GET", page, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{page} answered {answer.status}")
        times.append(time.perf_counter() - began)
    connection.close()


def _waiting(site: Running, session: str) -> list[Measure]:
    """What the whole tree takes after 50 pages and a minute in which nobody asks."""
    for number in range(50):
        site.browser(Cookie=f"__Host-session={session}").get(PAGES[number % len(PAGES)])
    tree = _tree(site.process.pid)
    before = sum(_busy(pid) for pid in tree)
    threading.Event().wait(WAITING)
    busy = (sum(_busy(pid) for pid in tree) - before) / WAITING * 100
    memory = sum(_proportional(pid) for pid in tree)
    return [
        measured(
            f"serve: memory of its {len(tree)} processes (PSS)", [memory], goal=("at most", 200), unit="MB"
        ),
        measured("serve: processor while nobody asks", [busy], goal=("at most", 3), unit="% of a core"),
    ]


def _tree(root: int) -> list[int]:
    """The process and all that descend from it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _busy(pid: int) -> float:
    """Seconds of processor that a process has used, proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _proportional(pid: int) -> float:
    """Its share of memory in MB: what several processes have in common is counted once."""
    found = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), flags=re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        for one in serving_pages(Path(place) / "serve", 10):
            print(json.dumps(one.as_json()))
