"""A comparison as text: measures, what moved and where it began, answers beside answers."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.comparing import Comparison
from eval.moves import SAYS, Move, Row
from eval.paired import LEVEL

WIDTH = 120


def render(found: Comparison, show: int | None = None) -> str:
    """Plain text that ends in a newline. ``show``: how many changed answers and moved ranks; None: all."""
    lines = [f"{found.name}: {found.questions} questions paired, {len(found.unpaired)} not"]
    lines += [f"  {told}" for told in found.inputs]
    if found.questions:
        lines += ["", _table(found), _power(found)]
    lines += _moved(found, show)
    return "\n".join(lines) + "\n"


def _table(found: Comparison) -> str:
    table = Table()
    table.add_column("measure", no_wrap=True)
    for name in ("n", "changed", "old", "new", "difference", "95 % interval", "p", "Holm", "would be seen"):
        table.add_column(Text(name), justify="right", no_wrap=True)
    for d in found.differences:
        sure = " *" if d.reliable and d.difference else ""
        table.add_row(
            d.measure,
            str(d.questions),
            str(d.changed),
            f"{d.old:.3f}",
            f"{d.new:.3f}",
            f"{d.difference:+.3f}{sure}",
            f"{d.low:+.3f} … {d.high:+.3f}",
            f"{d.p:.4f}",
            f"{d.holm:.4f}",
            f"{d.seen:.3f}",
        )
    out = StringIO()
    Console(file=out, width=WIDTH, color_system=None, legacy_windows=False).print(table)
    old, new = found.aurc
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    if old is not None and new is not None:
        lines.append(
            f"area under the risk–coverage curve (lower is better): {old:.3f} → {new:.3f} ({new - old:+.3f})"
        )
    return "\n".join(lines)


def _power(found: Comparison) -> str:
    sure = [d.measure for d in found.differences if d.reliable and d.difference]
    if sure:
        return f"Reliable at {LEVEL:.0%}, over all measures (Holm): {', '.join(sure)}."
    right = next((d for d in found.differences if d.measure == "right"), None)
    if right is None:
        return "No difference is reliable."
    return (
        f"No difference is reliable. With {right.questions} questions, one in `right` would have been seen, "
        f"four times in five, from {right.seen:.3f} on."
    )


def _moved(found: Comparison, show: int | None) -> Iterator[str]:
    if not found.moves and not found.parts:
        yield "\nNothing moved: the same answers, rankings, readings and parts."
        return
    yield "\nWhere it began (questions):"
    for stage, says in SAYS.items():
        first = found.first(stage)
        swapped = sum(move.first.get(stage) == "noise" for move in found.moves)
        after = sum(stage in move.after for move in found.moves)
        if first or swapped or after:
            noise = f", {swapped} in the last digits only" if swapped else ""
            yield f"  {stage:9} {len(first):4} began here, {after:4} followed{noise}: {says}"
    for part in found.parts:
        measures = "".join(f"; {name} {a:.3f} → {b:.3f}" for name, (a, b) in part.measures.items())
        yield f"\nPart {part.name}: {len(part.moved)} moved{measures}"
        for id, (before, after_) in list(part.moved.items())[:show]:
            yield f"  {id}\n    - {before}\n    + {after_}"
    answers = found.answers
    if answers:
        yield f"\nAnswers that changed ({len(answers)}), worst first:"
        for move in answers[:show]:
            yield from _beside(move)
    ranks = [(move.id, told) for move in found.moves if (told := move.ranks)]
    if ranks:
        yield f"\nRanks of what is right that moved ({len(ranks)} questions):"
        yield from (f"  {id}: {'; '.join(told)}" for id, told in ranks[:show])


def _beside(move: Move) -> Iterator[str]:
    item = move.old["item"]
    began = ", ".join(move.first) or "an earlier turn"
    yield f"  {move.id} ({item['language']}, {item['kind']}; began at {began}): {item['question']}"
    yield f"    expected {' | '.join(item['answers']) or 'a refusal'}"
    for sign, row in (("-", move.old), ("+", move.new)):
        yield f"    {sign} {_verdict(row)} {_said(row['answer'])}"


def _verdict(row: Row) -> str:
    return "right" if row["scores"]["right"] else "wrong"


def _said(answer: dict[str, Any]) -> str:
    if answer["refused"]:
        return f"refused ({answer['reason']})"
    notices = "".join(f" ({notice})" for notice in answer["notices"])
    return f"{answer['answer']}{notices}  {', '.join(answer['cited'])}"
