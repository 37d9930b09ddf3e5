"""A recipe: everything that decides the weights, read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from train.pairs import Shares


@dataclass(frozen=True)
class Stage:
    """A part of the course. Each pass sees ``questions`` (a share of the question files, up to several
    times 1; those of a source in ``sources`` that many times as often), ``news`` questions made from news and
    ``titles`` of news, in freshly made groups; of the batches that these make, the first ``steps`` (0: all).
    ``rate`` is a share of the recipe's; over the stage's last ``decay`` it falls to nothing, linearly.
    Questions that we asked ourselves (``asked.py``), those of the file's lines from the one number in
    ``asked_lines`` up to the other (all for 0, 0), are seen ``asked`` times, with wrong pairs by
    ``asked_shares``. ``switched`` is the share of questions that are put in another language, word by word.
    A stage begins where the one before ended, or at the mean of the weights at which the stages in ``onward``
    (from 0; those in a list of their own count as one) end, and then with a warm-up of its own."""

    shares: Shares
    questions: float = 1.0
    sources: Mapping[str, float] = field(default_factory=dict)
    news: int = 0
    titles: int = 0
    news_shares: Shares = Shares(search=0.0)
    asked: int = 0
    asked_lines: tuple[int, int] = (0, 0)
    asked_shares: Shares = Shares(search=0.0)
    decay: float = 0.0
    steps: int = 0
    rate: float = 1.0
    switched: float = 0.0
    onward: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Recipe:
    """The ``frozen`` lowest layers stay the encoder's. ``rate`` is AdamW's, ``head_rate`` that of the new
    head; both rise over ``warmup`` steps. ``tokens`` is a batch's size, padded. Every ``check_every`` steps
    ``checked`` held-out questions of each source are read. What is published is the mean of the weights at
    the ends of the stages (from 0) in ``averaged``; those in a list of their own count as one, their mean."""

    name: str
    seed: int
    frozen: int
    rate: float
    head_rate: float
    warmup: int
    clip: float
    tokens: int
    check_every: int
    checked: int
    averaged: tuple[tuple[int, ...], ...]
    stages: tuple[Stage, ...]


def read_recipe(file: Path) -> Recipe:
    """Raises KeyError or TypeError for a recipe that lacks something or holds something unknown."""
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    stages = tuple(_stage(stage) for stage in table.pop("stages"))
    known = {each.name for each in fields(Recipe)} - {"stages", "averaged"}
    averaged = _groups(table["averaged"])
    return Recipe(stages=stages, averaged=averaged, **{name: table[name] for name in known})


def _stage(table: dict[str, Any]) -> Stage:
    kinds = ("shares", "news_shares", "asked_shares")
    shares: dict[str, Any] = {name: Shares(**table[name]) for name in kinds if name in table}
    first, last = table.get("asked_lines", (0, 0))
    lists = {"asked_lines": (first, last), "onward": _groups(table.get("onward", ()))}
    return Stage(**(table | shares | lists))


def _groups(stages: Sequence[int | Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """``[[2, 3], 4]`` as groups of stages that count alike."""
    return tuple((some,) if isinstance(some, int) else tuple(some) for some in stages)
