"""Runs as one HTML page that needs nothing but itself: no script, no network, every text escaped.

Every number of a table is the run's own; ``data-value`` has all of its digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.failures import FAILURES, by_failure
from eval.plots import Axis, bars, lines, rounded_up
from eval.refusals import risk_coverage
from eval.retrieval import MEASURES as RETRIEVAL
from eval.runs import Result, Run
from eval.stages import STAGES
from eval.summaries import MEASURES, Summary
from eval.tables import conversation_lines, part_lines

_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'"
_READ = 3  # passages shown of those that were read
_TIMES = {"p50 ms": "p50", "p95 ms": "p95", "p99 ms": "p99", "first text ms": "first_text"}
_OF_STAGES = frozenset(f"{stage} {measure}" for stage in STAGES for measure in RETRIEVAL)


def report(runs: Sequence[Run]) -> str:
    """The page about one run, or several beside each other."""
    names = _names(runs)
    named = dict(zip(names, runs, strict=True))
    css = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(' · '.join(names))}</title><style>{css}</style></head><body>",
        f"<h1>{escape(' · '.join(names))}</h1>",
        *(_about(name, run) for name, run in named.items()),
        "<h2>Totals</h2>",
        _totals(named),
        '<h2>Plots</h2><div class="plots">',
        _retrieval_plot(named),
        _risk_plot(named),
        _latency_plot(named),
        "</div>",
        *(_details(name, run) for name, run in named.items()),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _names(runs: Sequence[Run]) -> list[str]:
    several = len({run.set_name for run in runs}) < len(runs)
    return [f"{run.set_name} {i}" if several else run.set_name for i, run in enumerate(runs, 1)]


def _about(name: str, run: Run) -> str:
    total, made = run.total, run.environment
    return (
        f"<p><b>{escape(name)}</b>: {total.questions} questions, {total.answerable} of them answerable, "
        f"among {made['corpus']['articles']} articles. {escape(run.started)}, seed {run.seed}.<br>"
        f"<code>encoder {escape(str(made['encoder']))} · reader {_start(made['reader'])} · code "
        f"{_start(made['code'])} · articles {_start(made['corpus'])} · set {escape(run.set_sha256[:12])} · "
        f"Python {escape(made['python'])} · {escape(made['machine'])}</code></p>"
    )


def _start(hashed: Mapping[str, Any]) -> str:
    return escape(str(hashed["sha256"])[:12])


def _totals(named: Mapping[str, Run]) -> str:
    """Every measure, with its interval, a column per run."""
    head = ["measure", *(cell for name in named for cell in (name, "95 % interval"))]
    totals = [run.total for run in named.values()]
    rows = []
    for measure in (*MEASURES, "aurc"):
        cells: list[str] = []
        for summary in totals:
            told = summary.to_json()
            ends = [f"{end:.3f}" for end in summary.interval.get(measure, ())]
            cells += [
                _cell(measure, (told["measures"] | {"aurc": told["aurc"]})[measure]),
                f"<td>{'–'.join(ends)}</td>",
            ]
        rows.append(_row(measure, cells, MEASURES.get(measure, "")))
    for label, key in _TIMES.items():
        cells = [c for s in totals for c in (_time(label, s, key), "<td></td>")]
        rows.append(_row(label, cells))
    return _table(head, rows)


def _details(name: str, run: Run) -> str:
    stages = [
        _row(stage, [_cell(m, run.total.to_json()["measures"][f"{stage} {m}"]) for m in RETRIEVAL])
        for stage in STAGES
    ]
    told = [*conversation_lines(run), *part_lines(run)]
    return "\n".join(
        [
            f"<h2>{escape(name)}</h2><h3>Retrieval by stage, over articles</h3>",
            _table(["stage", *RETRIEVAL], stages),
            "<h3>By language</h3>",
            _slices(run.by_language),
            "<h3>By kind of question</h3>",
            _slices(run.by_kind),
            *(f"<p>{escape(line)}</p>" for line in told),
            "<h3>What was lost where</h3>",
            _failures(run),
        ]
    )


def _slices(slices: Mapping[str, Summary]) -> str:
    """A column per measure that isn't of a stage; the stages' are in the table above, whole."""
    shown = [m for m in MEASURES if m not in _OF_STAGES or m == "fused R@5"]
    rows = []
    for name, summary in slices.items():
        found = summary.to_json()
        cells = [f"<td>{summary.questions}</td>", *(_cell(m, found["measures"][m]) for m in shown)]
        rows.append(_row(name, [*cells, _cell("aurc", found["aurc"]), _time("p50 ms", summary, "p50")]))
    return _table(["", "n", *shown, "aurc", "p50 ms"], rows)


def _failures(run: Run) -> str:
    parts = []
    for name, results in by_failure(run.results).items():
        parts.append(
            f'<p data-failure="{name}" data-count="{len(results)}"><b>{name.replace("_", " ")}: '
            f"{len(results)}</b> – {escape(FAILURES[name])}</p>"
        )
        parts += [_failure(result, run.passages) for result in results]
    return "\n".join(parts)


def _failure(result: Result, passages: Mapping[str, str]) -> str:
    item, answer = result.item, result.answer
    said = f"refused ({answer['reason']})" if answer["refused"] else answer["answer"]
    likely = sorted(result.stages["readings"], key=lambda one: -(one["likely"] or 0.0))[:_READ]
    ranks = ", ".join(
        f"{stage} {ranks['article'] or '–'}/{ranks['passage'] or '–'}"
        for stage, ranks in result.stages["ranks"].items()
    )
    kind = escape(f"{item.language} {item.kind}")
    understood = "" if answer["understood"] == item.question else f"understood: {answer['understood']}"
    return "\n".join(
        [
            f'<details dir="auto"><summary><span class="kind">{kind}</span> '
            f"{escape(item.id)}: {escape(item.question)}</summary>",
            *(f'<p class="soft">{escape(text)}</p>' for text in (understood, item.note or "") if text),
            f"<p>expected: <b>{escape(' | '.join(item.answers) or 'a refusal')}</b><br>said: "
            f"<b>{escape(said)}</b><br>ranks of the right article/passage: {escape(ranks)}</p>",
            *(_quote("cited", c["article"], c["quote"]) for c in answer["citations"]),
            *(_quote("gold", "a right sentence", sentence) for sentence in item.sentences),
            *(
                _quote("read", f"{one['id']} · likely {one['likely']} · {one['span']}", passages[one["id"]])
                for one in likely
            ),
            "</details>",
        ]
    )


def _quote(kind: str, source: str, text: str) -> str:
    where = f"<code>{kind}: {escape(source)}</code>"
    return f'<blockquote class="{kind}" dir="auto">{escape(text)}<br>{where}</blockquote>'


def _retrieval_plot(named: Mapping[str, Run]) -> str:
    groups = {
        (stage if len(named) == 1 else f"{name}: {stage}"): {
            measure: run.total.measures[f"{stage} {measure}"] for measure in RETRIEVAL
        }
        for name, run in named.items()
        for stage in STAGES
    }
    return bars("Right articles found, by stage", groups, Axis("share", 0, 1))


def _risk_plot(named: Mapping[str, Run]) -> str:
    series = {}
    for name, run in named.items():
        points = risk_coverage(*run_confidence(run.results))
        area = f" (area {run.total.aurc:.3f})" if run.total.aurc is not None else ""
        series[f"{name}{area}"] = [(point.coverage, point.risk) for point in points]
    title = "Risk against coverage: wrong among those answered, were all answered that are this sure"
    return lines(title, series, Axis("coverage", 0, 1), Axis("risk", 0, 1))


def run_confidence(results: Iterable[Result]) -> tuple[list[float], list[bool]]:
    """How sure each answer is, and whether it is, or would have been, right."""
    scores = [result.scores for result in results]
    return [s.confidence for s in scores], [s.would_be_right for s in scores]


def _latency_plot(named: Mapping[str, Run]) -> str:
    walls = {name: sorted(r.timing.wall_ms for r in run.results) for name, run in named.items()}
    most = max((wall[-1] for wall in walls.values() if wall), default=1.0)
    series = {
        name: [(0.0, 0.0), *((ms, i / len(wall)) for i, ms in enumerate(wall, 1))]
        for name, wall in walls.items()
    }
    title = "Latency: the share of questions answered by then"
    return lines(title, series, Axis("ms", 0, rounded_up(most)), Axis("share", 0, 1), steps=True)


def _cell(measure: str, value: float | None) -> str:
    if value is None:
        return "<td>·</td>"
    return f'<td data-measure="{escape(measure)}" data-value="{value}">{value:.3f}</td>'


def _time(label: str, summary: Summary, key: str) -> str:
    value = summary.to_json()["timings_ms"][key]
    return f'<td data-measure="{escape(label)}" data-value="{value}">{value:.0f}</td>'


def _row(name: str, cells: Iterable[str], title: str = "") -> str:
    about = f' title="{escape(title)}"' if title else ""
    return f"<tr><th{about}>{escape(name)}</th>{''.join(cells)}</tr>"


def _table(head: Sequence[str], rows: Iterable[str]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(rows)
    return f'<div class="table"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'
