"""Two runs compared, and the gate between them.

The gate holds three things. Invariants are 1.0. No measure is reliably worse. And, since runs are
deterministic, nothing moves that the change under test did not mean to move: a stage that gives something
else for the same input fails the gate, even by one question, until the baseline is made anew by the command
that prints what moves. What only differs in the last digits of a model's arithmetic has a small budget;
what is read in bfloat16 against float32 differs by more, so that readings then count by the measures alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.compact import compact
from eval.measures import Scores
from eval.moves import SAYS, WITH_A_MODEL, Move, Row, moves
from eval.paired import Difference, differences
from eval.summaries import INVARIANTS, parts
from index.errors import UsageError

_SWAPPED = 0.05  # of the questions may have neighbours of a ranking in other places
_FURTHER = 0.01  # … may have a model's stage moved beyond that
_DECIDES = ("settings", "encoder", "reader", "code", "corpus", "packages", "python", "machine")


@dataclass(frozen=True)
class PartMoves:
    """The labelled things that a room does otherwise: id → what it said and says, None where it isn't."""

    name: str
    moved: Mapping[str, tuple[str | None, str | None]]
    measures: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Comparison:
    """OLD and NEW, question by question.

    ``unpaired``: ids of questions that only one has, or that ask something else. ``inputs``: what differs of
    what decides a run, in words.
    """

    name: str
    questions: int
    unpaired: tuple[str, ...]
    inputs: tuple[str, ...]
    differences: tuple[Difference, ...]
    aurc: tuple[float | None, float | None]
    moves: tuple[Move, ...]
    parts: tuple[PartMoves, ...]
    broken: tuple[str, ...]  # invariants, by question
    swaps: int  # questions of which only neighbours in a ranking changed places, as a first cause
    precisions: tuple[str, str] = ("", "")  # in which passages were read

    @property
    def answers(self) -> list[Move]:
        """The questions answered otherwise, worst first."""
        changed = [move for move in self.moves if move.answer_changed]
        return sorted(changed, key=lambda move: (-move.loss, move.id))

    def first(self, stage: str) -> list[Move]:
        """The questions of which something began to differ at this stage, beyond a model's last digits."""
        return [move for move in self.moves if move.first.get(stage) == "moved"]


def compare(old: Mapping[str, Any], new: Mapping[str, Any], *, seed: int = 0) -> Comparison:
    """The comparison of two runs' JSON, whole or compact."""
    old, new = compact(old), compact(new)
    before = {row["item"]["id"]: row for row in old["results"]}
    after = {row["item"]["id"]: row for row in new["results"]}
    pairs = [
        (before[id], row) for id, row in after.items() if id in before and before[id]["item"] == row["item"]
    ]
    paired = {row["item"]["id"] for _, row in pairs}
    found = tuple(moves(pairs))
    return Comparison(
        name=new["set"]["name"],
        questions=len(pairs),
        unpaired=tuple(id for id in {**before, **after} if id not in paired),
        inputs=tuple(_inputs(old, new)),
        differences=tuple(differences([_parts(a) for a, _ in pairs], [_parts(b) for _, b in pairs], seed)),
        aurc=(old["total"]["aurc"], new["total"]["aurc"]),
        moves=found,
        parts=tuple(_part_moves(old["parts"], new["parts"])),
        broken=tuple(_broken(new["results"])),
        swaps=sum(move.first.get("chroma") == "noise" for move in found),
        precisions=(_precision(old), _precision(new)),
    )


def _precision(run: Mapping[str, Any]) -> str:
    return str(run.get("settings", {}).get("precision", ""))


def _parts(row: Row) -> Mapping[str, Any]:
    try:
        return parts(Scores(**row["scores"]))
    except TypeError as error:
        raise UsageError(
            f"The scores of {row['item']['id']} are of another version ({error}): run dossier eval again."
        ) from error


def _inputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    told = []
    for name in _DECIDES:
        before, after = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            keys = [k for k in {**before, **after} if before.get(k) != after.get(k)]
            told += [f"{name}: {k} {_brief(before.get(k))} → {_brief(after.get(k))}" for k in keys]
        elif before != after:
            told.append(f"{name}: {_brief(before)} → {_brief(after)}")
    return told


def _brief(value: Any) -> str:
    text = str(value)
    return text[:12] + "…" if len(text) > 40 else text


def _part_moves(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[PartMoves]:
    told = []
    for name, after in new.items():
        before = old.get(name)
        if before is None:  # it was not measured then
            continue
        a, b = before["items"], after["items"]
        moved = {id: (a.get(id), b.get(id)) for id in {**a, **b} if a.get(id) != b.get(id)}
        measures = {
            measure: (before["measures"][measure], value)
            for measure, value in after["measures"].items()
            if before["measures"].get(measure, value) != value
        }
        if moved:
            told.append(PartMoves(name, moved, measures))
    return told


def _broken(rows: Sequence[Row]) -> list[str]:
    told = []
    for row in rows:
        for measure in INVARIANTS:
            num, den = _parts(row)[measure]
            if num < den:
                told.append(f"{measure}: {row['item']['id']} has {num:g} of {den:g}")
    return told


def gate(found: Comparison, *, moves_pass: bool = False) -> list[str]:
    """What fails, one sentence each; empty where the gate is passed.

    ``moves_pass``: only broken invariants and reliable losses fail, as between two versions that are meant
    to differ.
    """
    failures = [f"{told}, and must have all." for told in found.broken]
    if not found.questions:
        return [*failures, "The runs have no question in common: nothing was compared."]
    failures += [
        f"{d.measure} is reliably worse: {d.old:.3f} → {d.new:.3f} (adjusted p {d.holm:.4f})."
        for d in found.differences
        if d.worse and d.reliable
    ]
    return failures if moves_pass else failures + _unmeant(found)


def _unmeant(found: Comparison) -> list[str]:
    n, failures = found.questions, []
    if found.unpaired:
        failures.append(f"{_many(len(found.unpaired), 'question')} stand in one run only or changed.")
    for part in found.parts:
        known = _few(list(part.moved))
        failures.append(f"{part.name}: {_many(len(part.moved), 'item')} moved, with no model: {known}.")
    alike = len(set(found.precisions)) == 1
    for stage, says in SAYS.items():
        if stage == "readings" and not alike:
            continue
        moved = found.first(stage)
        budget = int(_FURTHER * n) if stage in WITH_A_MODEL else 0
        if len(moved) > budget:
            few = _few([move.id for move in moved])
            allowed = f" ({budget} allowed)" if budget else ""
            failures.append(f"{stage}: {says} moved for {len(moved)} of {n} questions{allowed}: {few}.")
    if found.swaps > max(1, int(_SWAPPED * n)):
        failures.append(f"chroma: neighbours changed places for {found.swaps} of {n} questions.")
    if alike and len(found.answers) > max(1, int(_FURTHER * n)) and not failures:
        failures.append(f"{len(found.answers)} of {n} answers changed with a model's last digits.")
    return failures


def _few(ids: Sequence[str], most: int = 5) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
