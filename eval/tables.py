"""A run as text: the table of measures, and the questions that went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.runs import Result, Run
from eval.summaries import MEASURES, Summary

# What a kind of question is told by; the run's JSON has every measure of every kind.
_OF_A_KIND = (
    "exact_match",
    "token_f1",
    "right",
    "article_recall",
    "sentence_recall",
    "refusal_recall",
    "false_refusals",
    "recall_at_5",
)


def render(run: Run, width: int = 110) -> str:
    """Every measure of the whole set, with its 95 % interval, and of each language; then the kinds.

    Plain text at most ``width`` wide, without colours, ending in a newline. A dot is a measure that no
    question of the column or row answers for.
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
    console.print(_measures(run.total, run.by_language if len(run.by_language) > 1 else {}))
    if len(run.by_kind) > 1:
        console.print(_kinds(run.by_kind))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _measures(total: Summary, languages: Mapping[str, Summary]) -> Table:
    """Measures as rows; the total, its intervals and the languages as columns."""
    table = Table()
    table.add_column("measure", no_wrap=True)
    for name in ("total", "95 % interval", *languages):
        table.add_column(Text(name), justify="right", no_wrap=True)
    slices = languages.values()
    table.add_row("questions", str(total.questions), "", *(str(s.questions) for s in slices))
    for measure in MEASURES:
        interval = "–".join(map(_number, total.interval.get(measure, ())))
        cells = (_number(s.measures[measure]) for s in slices)
        table.add_row(measure, _number(total.measures[measure]), interval, *cells)
    table.add_row("p50 ms", f"{total.p50_ms:.0f}", "", *(f"{s.p50_ms:.0f}" for s in slices))
    table.add_row("p95 ms", f"{total.p95_ms:.0f}", "", *(f"{s.p95_ms:.0f}" for s in slices))
    return table


def _kinds(kinds: Mapping[str, Summary]) -> Table:
    """Kinds of question as rows, since there may be many; some measures as columns."""
    table = Table()
    table.add_column("kind", no_wrap=True)
    for name in ("n", *_OF_A_KIND, "p50_ms"):
        table.add_column(name.replace("_at_", "@").replace("_", "\n"), justify="right")
    for kind, summary in kinds.items():
        cells = (_number(summary.measures[measure]) for measure in _OF_A_KIND)
        table.add_row(Text(kind), str(summary.questions), *cells, f"{summary.p50_ms:.0f}")
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
