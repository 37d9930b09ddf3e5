"""A question set as it is named on the command line: its items, its articles, what is measured beside it.

A TOML file beside a set, with its name, says what else belongs to it::

    corpus = ["../../corpus"]       # folders of the articles that it is about, unless --corpus names others
    with = ["../distractors"]       # folders of articles that it is asked among
    parts = ["articles", "facts"]   # rooms that are measured by themselves with every run (see eval.parts)

    [distractors]                   # invented articles that it is asked among (see eval.distractors)
    seed = 1
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.distractors import seed_of
from eval.items import SETS, Item, read_items
from index.errors import UsageError

_KNOWN = ("corpus", "with", "parts", "distractors")


@dataclass(frozen=True)
class QuestionSet:
    """``corpus``: folders, none where the caller says; ``others``: folders that are indexed beside them."""

    name: str
    items: tuple[Item, ...]
    sha256: str
    corpus: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    parts: tuple[str, ...] = ()
    distractors: int | None = None  # their seed


def load_set(name: str | Path) -> QuestionSet:
    """The set in the file ``name``, or the one of that name that comes along.

    Raises UsageError for a file that isn't there or a set that isn't well-formed.
    """
    path = Path(name)
    own = SETS / f"{name}.jsonl"
    if not path.exists() and not path.suffix and own.exists():
        path = own
    if path.stem == "conversations" and path.parent.resolve() == SETS.resolve():
        items = _of_conversations(path)
    else:
        items = tuple(read_items(path))
    about = _about(path.with_suffix(".toml"))
    return QuestionSet(
        name=path.stem,
        items=items,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        corpus=_folders(about, "corpus", path),
        others=_folders(about, "with", path),
        parts=tuple(_strings(about, "parts", path)),
        distractors=seed_of(path),
    )


def _of_conversations(path: Path) -> tuple[Item, ...]:
    """The turns of labelled conversations as questions, each follow-up with its rewrite."""
    from eval.conversations import read_lines

    return tuple(
        Item(
            line.id,
            line.language,
            line.turn,
            line.question,
            line.answers,
            line.articles,
            (),
            line.conversation,
            rewrite=line.rewrite if line.turn == "follow_up" else None,
        )
        for line in read_lines(path)
    )


def _about(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} can't be read: {error}.") from error
    unknown = sorted(set(found) - set(_KNOWN))
    if unknown:
        raise UsageError(f"{path} has the key {unknown[0]!r}; the keys are {', '.join(_KNOWN)}.")
    return found


def _folders(about: dict[str, Any], key: str, path: Path) -> tuple[Path, ...]:
    return tuple(path.parent / name for name in _strings(about, key, path))


def _strings(about: dict[str, Any], key: str, path: Path) -> list[str]:
    found = about.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise UsageError(f"{path.with_suffix('.toml')}: {key} must be a list of strings.")
    return found
