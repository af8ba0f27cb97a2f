"""Debian's Firefox, driven over WebDriver BiDi (W3C): as much of it as one journey needs."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.conftest import IN_CI

_PATIENCE: Final = 120  # seconds that a loaded machine may take for a page
_LISTENING: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_FIND: Final = """(selector, words) => [...document.querySelectorAll(selector)]
  .find(each => !words || (each.textContent || each.value).trim() === words)"""


class Firefox:
    """One window. Each call waits until the page is loaded."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._number = 0
        wanted = {
            "capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}
        }  # the site's own certificate
        self._ask("session.new", wanted)
        self._window = self._ask("browsingContext.create", {"type": "tab"})["context"]

    def goto(self, url: str) -> None:
        """Open an address."""
        self._ask("browsingContext.navigate", {"context": self._window, "url": url, "wait": "complete"})

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        target = {"context": self._window}
        told = self._ask(
            "script.evaluate", {"expression": expression, "target": target, "awaitPromise": False}
        )
        assert told["type"] == "success", told
        return told["result"].get("value")

    def write(self, selector: str, text: str) -> None:
        """Type into a field, key by key."""
        self.evaluate(f"({_FIND})({json.dumps(selector)}).focus()")
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act([{"type": "key", "id": "keyboard", "actions": keys}])

    def click(self, selector: str, words: str = "") -> None:
        """Click on what these words stand on, and wait for the page that it leads to."""
        found = f"({_FIND})({json.dumps(selector)}, {json.dumps(words)})"
        self.evaluate(f"window.left = true, {found}.click()")
        for _ in range(_PATIENCE * 10):
            if self.evaluate("!window.left && document.readyState === 'complete'"):
                return
            self._let_it_load()
        raise AssertionError(f"{words or selector} led nowhere")

    def _let_it_load(self) -> None:
        """A tenth of a second; not as a promise of the page, which is never kept where the page goes."""
        with suppress(TimeoutError):
            self._connection.recv(0.1)

    def _act(self, actions: list[dict[str, Any]]) -> None:
        self._ask("input.performActions", {"context": self._window, "actions": actions})

    def _ask(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._connection.recv(_PATIENCE))
            if told.get("id") == self._number:
                assert told["type"] == "success", told
                result: dict[str, Any] = told["result"]
                return result


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A Firefox that was never used. Skips where there is none, and fails in CI."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        reason = "there is no Firefox on this machine (apt-get install firefox-esr)"
        if IN_CI:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    profile.mkdir(exist_ok=True)
    words = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if found := _LISTENING.search(line):
                    with connect(f"{found[1]}/session", max_size=None, open_timeout=_PATIENCE) as connection:
                        yield Firefox(connection)
                    return
            pytest.fail("Firefox ended without a word of where it listens")
        finally:
            process.kill()
