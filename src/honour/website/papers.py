"""Which files that a policy names lie in the site's folder: contracts, balancing tests, assessments."""

from pathlib import Path

from honour.promises.policy import Policy


def named(policy: Policy) -> frozenset[str]:
    """Every path that the policy gives for a document of the register."""
    found: list[str | None] = []
    for each in policy.recipients.values():
        found += [each.contract, each.agreement, each.assured.file if each.assured else None]
        found += [transfer.file for transfer in each.transfers]
    for statement in policy.collect:
        found.append(statement.balancing)
        found.append(statement.impact if isinstance(statement.impact, str) else None)
    return frozenset(path for path in found if path and not path.startswith("https://"))


def present(folder: Path, policy: Policy) -> frozenset[str]:
    """Those of them that are files below the folder."""
    return frozenset(path for path in named(policy) if is_there(folder, path))


def is_there(folder: Path, path: str) -> bool:
    """Whether a path leads to a file below the folder; one that leads out of it is none."""
    root = folder.resolve()
    file = (root / path).resolve()
    return file.is_relative_to(root) and file.is_file()
