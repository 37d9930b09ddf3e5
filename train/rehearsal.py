"""The curve of a reduced run: that the whole of training still works, and learns as it did."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

FARTHEST = 0.15  # of the recorded loss, and as much again where little is left of it
LEAST = 0.1

Curve = list[dict[str, float]]


def curve(log: Path) -> Curve:
    """The span's loss and the sum of all for every ten steps of a log."""
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [
        {"step": row["step"], "span": row["span"], "all": round(sum(_losses(row)), 4)}
        for row in rows
        if "span" in row
    ]


def compare(recorded: Curve, found: Curve) -> list[str]:
    """A sentence for each point that is farther from the recorded one than processors explain."""
    if [row["step"] for row in recorded] != [row["step"] for row in found]:
        return [f"The run has {len(found)} points and {len(recorded)} are recorded."]
    return [
        f"At step {was['step']:.0f} the loss {name} is {now[name]}, and {was[name]} is recorded."
        for was, now in zip(recorded, found, strict=True)
        for name in ("span", "all")
        if abs(now[name] - was[name]) > FARTHEST * was[name] + LEAST
    ]


def _losses(row: Mapping[str, float]) -> Sequence[float]:
    names = ("span", "relevance", "answerable", "relevance_pairs", "answerable_pairs")
    return [row[name] for name in names if name in row]
