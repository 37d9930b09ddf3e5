"""What a run must keep to: three promises that hold of every set, and the floors of ``gates.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from operator import ge, le
from pathlib import Path
from typing import Any

from eval.runs import Run
from eval.summaries import MEASURES
from index.errors import UsageError

GATES = Path(__file__).parent / "gates.toml"
_BOUNDS: dict[str, tuple[Callable[[float, float], bool], str]] = {
    "at_least": (ge, "below its floor"),
    "at_most": (le, "above its ceiling"),
}
# A run's own rounding, so that a floor copied from a printed table holds.
_SLACK = 5e-4


def check(run: Run, path: Path = GATES) -> list[str]:
    """What ``run`` fails, one sentence each; empty where it passes.

    A quote that is not verbatim, a mark without its citation or a fact that stands in nothing that is cited
    fails on any set and names its question.
    Floors are those of the set's name in the TOML file at ``path``; a set without any has none. A floor on
    a measure that the set can't measure fails too. Raises UsageError for a gate file that can't be used.
    """
    name, failures = run.set_name, []
    for result in run.results:
        scores, asked = result.scores, result.item.id
        if scores.fault is not None:
            failures.append(f"{name}: valid_citations: in the answer to {asked}, {scores.fault}.")
        if bare := scores.facts - scores.facts_grounded:
            failures.append(
                f"{name}: facts_grounded: in the answer to {asked}, {bare} of {scores.facts} facts do not "
                "stand in what it cites."
            )
        if scores.verbatim < scores.quotes:
            failures.append(
                f"{name}: verbatim_quotes: in the answer to {asked}, {scores.quotes - scores.verbatim} of "
                f"{scores.quotes} quotes do not stand in the article where it says."
            )
    for bound, floors in read_gates(path).get(name, {}).items():
        holds, how = _BOUNDS[bound]
        for measure, limit in floors.items():
            value = run.total.measures[measure]
            if value is None:
                failures.append(f"{name}: {measure} has a gate, but no question of the set measures it.")
            elif not holds(value, limit + (-_SLACK if holds is ge else _SLACK)):
                failures.append(f"{name}: {measure} is {value:.3f}, {how} of {limit:.3f}.")
    return failures


def read_gates(path: Path = GATES) -> dict[str, dict[str, dict[str, float]]]:
    """``{set: {"at_least" | "at_most": {measure: limit}}}``; UsageError for anything else."""
    try:
        gates = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise UsageError(f"The gates {path} can't be read: {error}.") from error
    for set_name, bounds in gates.items():
        for bound, floors in _table(bounds, path, set_name).items():
            if bound not in _BOUNDS:
                raise UsageError(f"{path}: [{set_name}.{bound}] is neither at_least nor at_most.")
            for measure, limit in _table(floors, path, f"{set_name}.{bound}").items():
                if measure not in MEASURES:
                    known = ", ".join(MEASURES)
                    raise UsageError(
                        f"{path}: [{set_name}.{bound}] names {measure!r}; the measures are {known}."
                    )
                if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 1:
                    raise UsageError(f"{path}: {set_name}.{bound}.{measure} must be a number from 0 to 1.")
    return gates


def _table(value: Any, path: Path, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(f"{path}: {name} must be a table; write [{name}].")
    return value
