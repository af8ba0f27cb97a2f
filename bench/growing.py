"""Whether cost grows with the rows touched or with the rows stored: the same acts on more and more people."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.erasing import apart, erase, found, show, site_of, without_looking
from bench.measures import Measure, measured, took
from bench.site import extend


def growing(database: Path, sizes: Iterable[int], people: Sequence[int], seed: int) -> list[Measure]:
    """The curve. Each size erases its own share of `people`, who are there at every size."""
    lines: list[Measure] = []
    wanted = list(sizes)
    share = len(people) // len(wanted)
    for number, size in enumerate(wanted):
        extend(database, size, seed)
        lines += _at(database, size, people[number * share : (number + 1) * share])
    first = {_act(line): line.value for line in reversed(lines)}
    return [
        measured(line.name, [line.low / 1000, line.value / 1000, line.high / 1000], note=_times(line, first))
        for line in lines
    ]


def _at(database: Path, size: int, people: Sequence[int]) -> list[Measure]:
    """The acts at one size: each person's answer by key and by e-mail; half erased by key, half by e-mail."""
    *most, last = people
    half = len(most) // 2
    with site_of(database) as site:
        ports = without_looking(site.ports)
        found(ports, _key(most[0]))  # the first look reads pages that later ones share

        def each(act: Callable[[str], object], who: Iterable[str]) -> list[float]:
            return [took(act, one)[0] for one in who]

        acts = {
            "show by key": each(lambda who: show(site, who), map(_key, most)),
            "show by e-mail": each(lambda who: show(site, who), map(_email, most)),
            "erase by key": each(lambda who: erase(site, ports, who), map(_key, most[:half])),
            "erase by e-mail": each(lambda who: erase(site, ports, who), map(_email, most[half:])),
        }
    looks = [line for line in apart(database, [last]) if "look" in line.name]
    return [
        *(measured(f"{name}, {size:,} persons", times) for name, times in acts.items()),
        *(measured(f"{line.name}, {size:,} persons", [line.value / 1000], note=line.note) for line in looks),
    ]


def _act(line: Measure) -> str:
    return line.name.rpartition(", ")[0]


def _times(line: Measure, first: dict[str, float]) -> str:
    return f"×{line.value / first[_act(line)]:.2f} of the smallest site; {line.note}".removesuffix("; ")


def _key(person: int) -> str:
    return f"customer:{person}"


def _email(person: int) -> str:
    return f"person{person}@example.org"
