"""``python -m eval.llm [SET]``: what the language model makes of answers, beside the reader alone.

Each question is asked once: the first answer is the reader's, the last what stands with the model. So both
rows are of the same evidence, and a refusal is the same in both by construction; it is counted all the same.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from eval.items import DEFAULT_SET, Item, read_items
from eval.measures import contains, grounded_facts
from index.errors import DossierError, UsageError
from index.settings import load_settings
from rag.answer import Answer
from rag.pipeline import Pipeline, open_pipeline

_MARK = re.compile(r"\s?\[\d+\]")


@dataclass(frozen=True)
class Shown:
    """An answer as it was shown: ``right`` where an accepted answer stands in its text, None where there is
    none; ``held`` of ``facts`` stand in what it cites."""

    text: str
    written_by: str
    refused: bool
    right: bool | None
    facts: int
    held: int


@dataclass(frozen=True)
class Asked:
    """One question: the reader's answer, the one that stood, and seconds since it was asked."""

    id: str
    answerable: bool
    reader: Shown
    stood: Shown
    first: float  # to the reader's answer
    sentence: float | None  # to the model's first sentence
    end: float
    struck: tuple[dict[str, Any], ...]
    failed: str | None


def ask(pipeline: Pipeline, item: Item) -> Asked:
    began = perf_counter()
    first = end = 0.0
    seen: list[Answer] = []
    for answer, _ in pipeline.stream(item.question):
        end = perf_counter() - began
        first = first or end
        seen.append(answer)
    about = seen[-1].explain.get("llm") or {}
    sentence = about.get("first_ms")
    return Asked(
        item.id,
        item.answerable,
        shown(seen[0], item),
        shown(seen[-1], item),
        first,
        first + sentence / 1e3 if sentence is not None else None,
        end,
        tuple(about.get("struck", ())),
        about.get("failed"),
    )


def shown(answer: Answer, item: Item) -> Shown:
    facts, held = grounded_facts(answer)
    said = f"{_MARK.sub('', answer.text)} {answer.short or ''}"
    right = bool(contains(said, item.answers)) and not answer.refused if item.answerable else None
    return Shown(answer.text, answer.written_by, answer.refused, right, facts, held)


def table(asked: Sequence[Asked], model: str) -> str:
    """The reader alone and with the model, a row each; then what happened to the model's prose."""
    lines = [f"{'':28}{'right':>10}{'facts held':>14}{'refused, rightly':>20}{'wrongly':>10}"]
    for name, rows in (("reader alone", [a.reader for a in asked]), (model[:27], [a.stood for a in asked])):
        pairs = list(zip(asked, rows, strict=True))
        answerable = [row for one, row in pairs if one.answerable]
        others = [row for one, row in pairs if not one.answerable]
        lines.append(
            f"{name:28}{_of(sum(bool(r.right) for r in answerable), len(answerable)):>10}"
            f"{_of(sum(r.held for r in rows), sum(r.facts for r in rows)):>14}"
            f"{_of(sum(r.refused for r in others), len(others)):>20}"
            f"{_of(sum(r.refused for r in answerable), len(answerable)):>10}"
        )
    tried = [a for a in asked if not a.reader.refused]
    stood = [a for a in tried if a.stood.written_by != "reader"]
    lines.append(f"its prose stood in {_of(len(stood), len(tried))} answers, and failed in")
    lines[-1] += f" {_of(sum(a.failed is not None for a in tried), len(tried))}"
    reasons = [str(s["reason"]) for a in asked for s in a.struck]
    counts = ", ".join(f"{reason} {reasons.count(reason)}" for reason in sorted(set(reasons)))
    lines.append(f"sentences struck: {len(reasons)} ({counts or 'none'})")
    for name, took in (
        ("to the reader's answer", [a.first for a in asked]),
        ("to the model's first sentence", [a.sentence for a in asked if a.sentence is not None]),
        ("to the end", [a.end for a in tried]),
    ):
        if took:
            lines.append(f"seconds {name}: median {median(took):.2f}, at most {max(took):.2f}")
    return "\n".join(lines)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.llm", description=__doc__)
    parser.add_argument("set", type=Path, nargs="?", default=DEFAULT_SET, help="a question set (JSONL)")
    parser.add_argument("--every", type=int, default=1, help="ask only every so many-th question")
    parser.add_argument("--out", type=Path, help="write every answer here, a JSON object a line")
    given = parser.parse_args(arguments)
    items = [item for item in read_items(given.set) if item.conversation is None][:: max(1, given.every)]
    pipeline = open_pipeline(load_settings(), lambda message: print(message, file=sys.stderr))
    if pipeline.model is None:
        raise UsageError(
            "No language model is set: set DOSSIER_LLM, or DOSSIER_LLM_URL and DOSSIER_LLM_MODEL."
        )
    asked = []
    for n, item in enumerate(items, 1):
        asked.append(ask(pipeline, item))
        print(f"{n} of {len(items)}", file=sys.stderr)
    print(table(asked, pipeline.model.name))
    if given.out:
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in asked]
        given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DossierError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
