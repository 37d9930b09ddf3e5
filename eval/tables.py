"""A run as text: the table of measures, and the questions that went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    "fused R@5",
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
    for line in (*conversation_lines(run), *part_lines(run)):
        console.print(Text(line))
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
    interval = "–".join(map(_number, total.interval.get("aurc", ())))
    table.add_row("aurc", _number(total.aurc), interval, *(_number(s.aurc) for s in slices))
    for name, attribute in (
        ("p50", "p50_ms"),
        ("p95", "p95_ms"),
        ("p99", "p99_ms"),
        ("first text", "first_text_ms"),
    ):
        table.add_row(f"{name} ms", *_times([total], attribute), "", *_times(slices, attribute))
    return table


def _times(summaries: Iterable[Summary], attribute: str) -> list[str]:
    return [f"{getattr(summary, attribute):.0f}" for summary in summaries]


def _kinds(kinds: Mapping[str, Summary]) -> Table:
    """Kinds of question as rows, since there may be many; some measures as columns."""
    table = Table()
    table.add_column("kind", no_wrap=True)
    for name in ("n", *_OF_A_KIND, "p50_ms"):
        table.add_column(name.replace("_", "\n").replace(" ", "\n"), justify="right")
    for kind, summary in kinds.items():
        cells = (_number(summary.measures[measure]) for measure in _OF_A_KIND)
        table.add_row(Text(kind), str(summary.questions), *cells, f"{summary.p50_ms:.0f}")
    return table


def _number(value: float | None) -> str:
    return "·" if value is None else f"{value:.3f}"


def conversation_lines(run: Run) -> list[str]:
    """Turns that have a rewrite: how many are right as typed alone, as understood, and as rewritten."""
    turns = [r for r in run.results if r.alone is not None]
    if not turns:
        return []
    rows = {
        "as typed, alone": [r.alone["raw"] for r in turns if r.alone],
        "as understood": [{"right": r.scores.right, "refused": r.scores.refused} for r in turns],
        "rewritten by hand": [r.alone["rewrite"] for r in turns if r.alone],
    }
    told = "; ".join(
        f"{name} {sum(one['right'] for one in row)} right, {sum(one['refused'] for one in row)} refused"
        for name, row in rows.items()
    )
    return [f"{len(turns)} turns that lean on what was said before: {told}."]


def part_lines(run: Run) -> list[str]:
    """The measures of each part, one line each."""
    return [
        f"{name}: {', '.join(f'{k} {v:g}' for k, v in part['measures'].items())}"
        for name, part in run.parts.items()
        if part["measures"]
    ]


def misses(run: Run) -> str:
    """The questions that were not answered right, one block each; empty where there are none."""
    return "".join(_miss(result) for result in run.results if not result.scores.right)


def _miss(result: Result) -> str:
    item, answer = result.item, result.answer
    said = f"refused ({answer['reason']})" if answer["refused"] else answer["short"] or answer["answer"]
    marks = ", ".join(dict.fromkeys(citation["article"] for citation in answer["citations"])) or "nothing"
    lines = [
        f"{item.id} ({item.language}, {item.kind}): {item.question}",
        f"  expected: {' | '.join(item.answers) or 'a refusal'}",
        f"  said:     {said}",
    ]
    if not answer["refused"]:
        lines.append(f"  cited:    {marks}")
    return "\n".join(lines) + "\n"
