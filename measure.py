"""The commands that measure, and compare what was measured: ``dossier eval | compare | report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from lines import settings_of

app = typer.Typer()


@app.command(name="eval")
def evaluate(
    sets: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[SET…]", help="Question sets (JSONL); `init [FILE]` writes a sample."),
    ] = None,
    adapted: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--set", help="A set, or ADAPTER:PATH for a public one in its own format."),
    ] = None,
    corpus: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The folder of articles that the questions are about (default corpus)."),
    ] = None,
    others: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--with", help="More articles that the questions are asked among."),
    ] = None,
    out: Annotated[Path, typer.Option(help="A folder for runs, or the file (.json) of the one run.")] = Path(
        "runs"
    ),
    limit: Annotated[Optional[int], typer.Option(help="A sample of an adapted set.")] = None,  # noqa: UP045
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    baseline: Annotated[bool, typer.Option("--baseline", help="Make this run the baseline.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong.")] = False,
) -> int:
    """Measure on question sets, write every item to a run, and fail where a gate does."""
    from eval.command import Options, run_sets, write_sample

    if sets and sets[0] == "init":
        return write_sample(Path(sets[1]) if len(sets) > 1 else Path("questions.jsonl"))
    options = Options(out, corpus, tuple(others or ()), limit, resume, baseline, misses)
    return run_sets(settings_of(None), [*(sets or []), *(adapted or [])], options)


@app.command()
def compare(
    old: Path,
    new: Path,
    gate: Annotated[bool, typer.Option("--gate", help="Exit 1 where something is worse, or moved.")] = False,
    moves_pass: Annotated[
        bool, typer.Option("--losses-only", help="The gate lets pass what moved without a reliable loss.")
    ] = False,
    show: Annotated[Optional[int], typer.Option(help="So many changed answers at most.")] = None,  # noqa: UP045
) -> int:
    """Compare two runs, or a baseline and a run, question by question."""
    from eval.command import compare_runs

    return compare_runs(old, new, gated=gate or moves_pass, moves_pass=moves_pass, show=show)


@app.command()
def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN…")],
    out: Annotated[Optional[Path], typer.Option(help="The HTML file (beside the first run).")] = None,  # noqa: UP045
) -> int:
    """Write one HTML file about runs, which needs no network to be read."""
    from eval.command import report_runs

    return report_runs(runs, out)
