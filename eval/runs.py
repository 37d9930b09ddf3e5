"""A run: a question set put to a pipeline, every answer scored, all that decided the scores written down.

Nothing of a run refers to another file, so that it can be compared and reported anywhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.items import Item, item_of
from eval.measures import Scores
from eval.summaries import Summary, Timing, summarise
from index.errors import UsageError

FORMAT = 2  # of the JSON that `write` makes

Part = Mapping[str, Any]  # {"measures": {name: number}, "items": {id: what was found, as one line of text}}


@dataclass(frozen=True)
class Result:
    """One question, what came back, how it came about, and what that is worth.

    ``answer`` is the contract's JSON without ids and timings. ``stages``: ``ranked`` (passage ids by stage),
    ``articles`` (by stage), ``ranks`` (of what is right), ``readings``, ``question`` and ``grounding``.
    ``alone``: for a turn with a rewrite, what it and its rewrite get outside of the conversation.
    """

    item: Item
    answer: Mapping[str, Any]
    scores: Scores
    stages: Mapping[str, Any]
    timings_ms: Mapping[str, float]
    alone: Mapping[str, Any] | None = None

    @property
    def timing(self) -> Timing:
        wall = self.timings_ms.get("wall", 0.0)
        return Timing(wall, self.timings_ms.get("first_text", wall))

    def to_json(self) -> dict[str, Any]:
        return {
            "item": self.item.to_json(),
            "answer": dict(self.answer),
            "scores": _rounded(asdict(self.scores)),
            "stages": dict(self.stages),
            **({"alone": dict(self.alone)} if self.alone is not None else {}),
            "timings_ms": dict(self.timings_ms),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Result:
        return cls(
            item_of(row["item"]),
            row["answer"],
            Scores(**row["scores"]),
            row["stages"],
            row.get("timings_ms", {}),
            row.get("alone"),
        )


@dataclass(frozen=True)
class Run:
    """One question set on one library with one pipeline.

    ``environment``: settings, models, code, articles, versions. ``passages``: the texts of all that was read.
    ``parts``: what rooms do by themselves on labelled sentences, with no model.
    """

    set_name: str
    set_sha256: str
    started: str  # ISO 8601, UTC
    seed: int
    environment: Mapping[str, Any]
    results: tuple[Result, ...]
    passages: Mapping[str, str]
    parts: Mapping[str, Part]

    @cached_property
    def total(self) -> Summary:
        return summary(self.results, self.seed)

    @cached_property
    def by_language(self) -> dict[str, Summary]:
        return slices(self.results, lambda item: item.language)

    @cached_property
    def by_kind(self) -> dict[str, Summary]:
        return slices(self.results, lambda item: item.kind)

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "started": self.started,
            "set": {"name": self.set_name, "sha256": self.set_sha256, "questions": len(self.results)},
            "seed": self.seed,
            **self.environment,
            "total": self.total.to_json(),
            "by_language": {k: v.to_json() for k, v in self.by_language.items()},
            "by_kind": {k: v.to_json() for k, v in self.by_kind.items()},
            "parts": {name: dict(part) for name, part in self.parts.items()},
            "results": [result.to_json() for result in self.results],
            "passages": dict(self.passages),
        }


_OWN = ("format", "started", "set", "seed", "total", "by_language", "by_kind", "parts", "results", "passages")


def summary(results: Sequence[Result], seed: int | None = None) -> Summary:
    return summarise([r.scores for r in results], [r.timing for r in results], seed)


def slices(results: Sequence[Result], key: Callable[[Item], str]) -> dict[str, Summary]:
    names = sorted({key(r.item) for r in results})
    return {name: summary([r for r in results if key(r.item) == name]) for name in names}


def _rounded(value: Any) -> Any:
    """Scores to six digits: beyond them they are noise of the machine's arithmetic."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {k: _rounded(v) for k, v in value.items()}
    return value


def write(run: Run, path: Path) -> None:
    """Write ``run`` as one JSON file that says everything: questions, answers, scores, settings, versions.

    Two runs of the same inputs differ only in what `without_timings` leaves out. The file appears whole.
    Raises UsageError where it can't be written.
    """
    write_json(run.to_json(), path, indent=1)


def write_json(value: Any, path: Path, **how: Any) -> None:
    """``value`` as a JSON file that appears whole. Raises UsageError where it can't be written."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, **how) + "\n"
    write_text(text, path)


def write_text(text: str, path: Path) -> None:
    """A UTF-8 file that appears whole. Raises UsageError where it can't be written."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror or error}.") from error


def read_json(path: Path) -> dict[str, Any]:
    """The run or baseline at ``path``. Raises UsageError where it isn't one of this format."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The run {path} can't be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise UsageError(f"{path} is no run: it isn't JSON ({error}).") from error
    if not isinstance(found, dict) or "results" not in found:
        raise UsageError(f"{path} is no run: it has no results.")
    if found.get("format") != FORMAT:
        raise UsageError(
            f"{path} has the format {found.get('format')} and this version reads {FORMAT}: run dossier eval "
            "again."
        )
    return found


def read(path: Path) -> Run:
    """The whole run at ``path``. Raises UsageError for anything else, a baseline too."""
    found = read_json(path)
    if "passages" not in found:
        raise UsageError(
            f"{path} is a baseline, which holds no passages: name the run that it was made from."
        )
    try:
        return Run(
            found["set"]["name"],
            found["set"]["sha256"],
            found["started"],
            found["seed"],
            {k: v for k, v in found.items() if k not in _OWN},
            tuple(Result.from_json(row) for row in found["results"]),
            found["passages"],
            found["parts"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path} is a run that isn't whole ({error!r}): run dossier eval again.") from error


def without_timings(value: Any) -> Any:
    """A run's JSON without what differs between two runs of the same inputs: when, and how long."""
    if isinstance(value, dict):
        return {k: without_timings(v) for k, v in value.items() if k not in ("timings_ms", "started")}
    if isinstance(value, list):
        return [without_timings(v) for v in value]
    return value
