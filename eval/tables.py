"""A run as text: the table of measures, and the questions that went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.runs import Result, Run
from eval.summaries import MEASURES, Summary

_COLUMNS = 6  # slices beside each other before a further table begins


def render(run: Run, width: int = 110) -> str:
    """Measures as rows; the total with its 95 % interval and each language and kind as columns.

    Plain text at most ``width`` wide, without colours, ending in a newline. A dot is a measure that no
    question of the column answers for.
    """
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, legacy_windows=False)
    corpus = run.environment["corpus"]
    console.print(
        Text(
            f"{run.set_name}: {run.total.questions} questions, {run.total.answerable} of them answerable; "
            f"{corpus['articles']} articles; encoder {run.environment['encoder']}"
        )
    )
    for title, slices in (("", {}), ("by language", run.by_language), ("by kind", run.by_kind)):
        names = list(slices)
        if title and len(names) < 2:
            continue  # it would repeat the total
        for first in range(0, max(len(names), 1), _COLUMNS):
            part = {name: slices[name] for name in names[first : first + _COLUMNS]}
            console.print(_table(run.total, title, part))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _table(total: Summary, title: str, slices: Mapping[str, Summary]) -> Table:
    table = Table(title=title or None, title_justify="left")
    table.add_column(no_wrap=True)
    columns = dict(slices) if title else {"total": total}
    for name in columns:
        table.add_column(Text(name), justify="right", no_wrap=True)
    if not title:
        table.add_column("95 % interval", justify="right", no_wrap=True)
    table.add_row("questions", *(str(s.questions) for s in columns.values()))
    for measure in MEASURES:
        cells = [_number(s.measures[measure]) for s in columns.values()]
        if not title:
            cells.append(" – ".join(map(_number, total.interval.get(measure, ()))))
        table.add_row(measure, *cells)
    table.add_row("p50 ms", *(f"{s.p50_ms:.0f}" for s in columns.values()))
    table.add_row("p95 ms", *(f"{s.p95_ms:.0f}" for s in columns.values()))
    return table


def _number(value: float | None) -> str:
    return "·" if value is None else f"{value:.3f}"


def misses(run: Run) -> str:
    """The questions that were not answered right, one block each; empty where there are none."""
    return "".join(_miss(result) for result in run.results if not result.scores.right)


def _miss(result: Result) -> str:
    item, answer = result.item, result.answer
    said = f"refused ({answer.reason})" if answer.refused else answer.short or answer.text
    marks = ", ".join(dict.fromkeys(citation.article for citation in answer.citations)) or "nothing"
    lines = [
        f"{item.id} ({item.language}, {item.kind}): {item.question}",
        f"  expected: {' | '.join(item.answers) or 'a refusal'}",
        f"  said:     {said}",
    ]
    if not answer.refused:
        lines.append(f"  cited:    {marks}")
    return "\n".join(lines) + "\n"
