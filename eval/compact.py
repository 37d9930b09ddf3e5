"""What of a run a comparison needs: small enough to be committed as a baseline.

A passage is named by six hexadecimal digits of its id's SHA-256; a ranking by its first ten, and by a digest
of all fifty.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.runs import FORMAT, write_text
from eval.stages import STAGES

BASELINES = Path(__file__).parent / "baselines"
TOP = 10  # passages of a ranking that are named one by one
_HEAD = ("set", "seed", "settings", "encoder", "reader", "code", "corpus", "python", "machine", "packages")
_TOLD = ("understood", "language", "refused", "reason", "answer", "short", "agree", "differ", "notices")


def compact(run: Mapping[str, Any]) -> dict[str, Any]:
    """The compact form of a run's JSON; a compact one is returned as it is."""
    if run.get("compact"):
        return dict(run)
    return {
        "format": FORMAT,
        "compact": True,
        **{name: run[name] for name in _HEAD if name in run},
        "total": {"aurc": run["total"]["aurc"]},
        "parts": run["parts"],
        "results": [_row(row) for row in run["results"]],
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    item, answer, stages = row["item"], row["answer"], row["stages"]
    return {
        "item": {name: value for name, value in item.items() if name not in ("sentences", "note")},
        "answer": {
            **{name: answer.get(name) for name in _TOLD},
            "cited": [f"{c['article']}#{c['start']}-{c['end']}" for c in answer["citations"]],
        },
        "scores": row["scores"],
        "question": stages["question"],
        "top": {stage: [short_id(id) for id in stages["ranked"][stage][:TOP]] for stage in STAGES},
        "all": {stage: _digest(stages["ranked"][stage]) for stage in STAGES},
        "ranks": {stage: [ranks["article"], ranks["passage"]] for stage, ranks in stages["ranks"].items()},
        "read": [
            [
                short_id(one["id"]),
                *(_three_digits(one[name]) for name in ("answerable", "likely", "time_fit")),
                one["missing"],
                one["span"],
            ]
            for one in stages["readings"]
        ],
        "checked": [_checked(sentence) for sentence in stages["grounding"]],
        **({"alone": row["alone"]} if "alone" in row else {}),
    }


def _three_digits(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 3)


def _checked(sentence: Mapping[str, Any]) -> list[Any]:
    """The verdict on a sentence, its reason, and where each fact was found."""
    facts = [f"{f['kind']} {f['text']} {f['where']} {f['n']}" for f in sentence["facts"]]
    return [sentence["supported"], sentence["reason"], *facts]


def short_id(passage: str) -> str:
    return hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _digest(passages: Sequence[str]) -> str:
    return short_id("\n".join(passages))


def write_compact(run: Mapping[str, Any], path: Path) -> None:
    """The compact form as JSON with one result or part's item a line, so that version control shows what
    moves. Raises UsageError where it can't be written."""
    small = compact(run)
    results, parts = small.pop("results"), small.pop("parts")
    lines = [f"{_text(name)}: {_text(value)}" for name, value in small.items()]
    told = []
    for name, part in parts.items():
        items = ",\n".join(f"{_text(id)}: {_text(said)}" for id, said in part["items"].items())
        told.append(f'{_text(name)}: {{"measures": {_text(part["measures"])}, "items": {{\n{items}\n}}}}')
    lines.append('"parts": {' + ",\n".join(told) + "}")
    lines.append('"results": [\n' + ",\n".join(map(_text, results)) + "\n]")
    write_text("{" + ",\n".join(lines) + "}\n", path)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
