"""Looks up every locked dependency in the package registry's advisories, for `make check`.

The auditor skips what it cannot look up and still calls that a success. Here a skipped dependency counts as
not audited, and that is said: silence would read as "no known hole".
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Audit:
    """What the advisories say: names and versions; `holes` name the advisory too."""

    clean: Sequence[str]
    holes: Sequence[str]
    not_audited: Sequence[str]


def read(report: Mapping[str, Any]) -> Audit:
    """The auditor's JSON report, told apart."""
    clean, holes, not_audited = [], [], []
    for dependency in report["dependencies"]:
        if "skip_reason" in dependency:
            not_audited.append(dependency["name"])
            continue
        release = f"{dependency['name']} {dependency['version']}"
        found = [f"{release}: {hole['id']}" for hole in dependency["vulns"]]
        holes += found
        if not found:
            clean.append(release)
    return Audit(clean, holes, not_audited)


def told(audit: Audit) -> str:
    """One line that anybody understands, and one for each hole."""
    lines = [f"Dependencies: {len(audit.clean)} without a known hole, {len(audit.holes)} holes"]
    if audit.not_audited:
        lines[0] += f", {len(audit.not_audited)} NOT AUDITED (the registry answered nothing about them)"
    return "\n".join([*lines, *audit.holes])


def _auditor() -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "requirements.txt"
        export = ["export", "--frozen", "--no-emit-project", "--quiet", "--output-file", str(locked)]
        subprocess.run([SCRIPTS / "uv", *export], check=True, stdout=subprocess.DEVNULL)
        audit = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
        return subprocess.run(
            [SCRIPTS / "pip-audit", *audit, "--requirement", str(locked)],
            check=False,
            capture_output=True,
            text=True,
        )


def main() -> int:
    """0 where no hole is known (perhaps nothing answered), 1 where one is, 2 where the auditor fails."""
    answer = _auditor()
    if not answer.stdout.strip():
        if "Connection" not in answer.stderr:
            print(answer.stderr, file=sys.stderr)
            return 2
        print("Dependencies: NOT AUDITED, none of them: the registry's advisories could not be reached")
        return 0
    audit = read(json.loads(answer.stdout))
    print(told(audit))
    return 1 if audit.holes else 0


if __name__ == "__main__":
    sys.exit(main())
