"""``dossier eval``, ``dossier compare`` and ``dossier report``, as the terminal calls them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eval import adapters
from eval.adapters import ADAPTERS
from eval.asking import evaluate
from eval.compact import BASELINES, write_compact
from eval.comparing import compare, gate
from eval.comparison_text import render as render_comparison
from eval.distractors import make_distractors
from eval.gates import check
from eval.items import DEFAULT_SET
from eval.measured import make_library, measured
from eval.parts import measure_parts
from eval.question_sets import QuestionSet, load_set
from eval.runs import Run, read, read_json, write, write_text
from eval.tables import misses, render
from index.encoder import Encoder, load_encoder
from index.errors import UsageError
from index.library import Library
from index.names import use_aliases
from index.settings import Settings
from rag.llm import language_model
from rag.pipeline import Pipeline

CORPUS = Path("corpus")
KEPT = 6  # libraries of earlier code that stay below the cache
SAMPLE = Path(__file__).parent / "sample.jsonl"


@dataclass(frozen=True)
class Options:
    """``corpus``: the folder of a set's articles, where the set doesn't say; ``others``: more folders to ask
    among; ``out``: a folder for runs, or the file of the one run; ``limit``: questions of an adapted set;
    ``baseline``: make it of this run."""

    out: Path
    corpus: Path | None = None
    others: tuple[Path, ...] = ()
    limit: int | None = None
    resume: bool = False
    baseline: bool = False
    show_misses: bool = False


def run_sets(settings: Settings, sets: Sequence[str], options: Options) -> int:
    """Print a table per set, write its run; 1 where a gate fails, else 0.

    Articles and questions are encoded in float32, in a library of their own, so that machines agree on what
    is found. What is found is read in the precision of ``settings``, as users have it read.
    """
    place = settings.cache / "eval"
    wanted = [_load(name, place, options.limit) for name in sets or [str(DEFAULT_SET)]]
    if options.out.suffix == ".json" and len(wanted) > 1:
        raise UsageError(f"{options.out} can hold one run: name a folder for those of {len(wanted)} sets.")
    use_aliases(settings.aliases)
    encoder = load_encoder(settings.model_copy(update={"precision": "float32"}), _say)
    failed = False
    for asked in wanted:
        path = _run_file(asked, options.out)
        journal = _journal(asked, options.out)
        run = _run(settings, asked, encoder, options, journal)
        write(run, path)
        journal.unlink(missing_ok=True)
        print(render(run))
        if options.show_misses:
            print(misses(run))
        print(f"Every item is in {path}.")
        if options.baseline:
            _update(run)
        for breach in check(run):
            failed = True
            print(f"GATE  {breach}")
    return 1 if failed else 0


def _load(name: str, place: Path, limit: int | None) -> QuestionSet:
    """The set of that name or file, or one that an adapter makes below ``place``."""
    if name.partition(":")[0] not in ADAPTERS or ":" not in name:
        return load_set(name)
    prepared = adapters.read(name, place, limit)
    for notice in prepared.notices:
        _say(notice)
    return load_set(prepared.items_path)


def _run_file(asked: QuestionSet, out: Path) -> Path:
    return out if out.suffix == ".json" else out / f"{asked.name}-{datetime.now():%Y%m%d-%H%M%S}.json"


def _journal(asked: QuestionSet, out: Path) -> Path:
    """Without the time of the run, so that it is found again."""
    return out.with_suffix(".journal.jsonl") if out.suffix == ".json" else out / f"{asked.name}.journal.jsonl"


def _run(settings: Settings, asked: QuestionSet, encoder: Encoder, options: Options, journal: Path) -> Run:
    place = settings.cache / "eval"
    folders = [options.corpus] if options.corpus else list(asked.corpus) or [CORPUS]
    folders += [*asked.others, *options.others]
    if asked.distractors is not None:
        folders.append(place / f"distractors-{asked.distractors}")
        make_distractors(folders[-1], asked.distractors)
    own = measured(settings, folders, place)
    report = make_library(own, folders, encoder)
    for failure in report.failed:
        _say(f"not read: {failure.path}: {failure.reason}")
    _prune(place, own.library)
    with Library.open(own.library) as library:
        parts = measure_parts(asked.parts, asked.items, library.view(), encoder.count_tokens)
        pipeline = Pipeline(library, encoder, own, model=language_model(own, _say))
        total = len(asked.items)
        return evaluate(
            asked,
            pipeline,
            parts=parts,
            journal=journal,
            resume=options.resume,
            progress=lambda done: _progress(done, total),
        )


def _prune(place: Path, used: Path) -> None:
    """Remove libraries that other code made, but for the newest."""
    others = sorted(place.glob("library-*"), key=lambda folder: -folder.stat().st_mtime)
    for old in [folder for folder in others if folder != used][KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _update(run: Run) -> None:
    """Print what moves against the baseline of the run's set, and put the run in its place."""
    path = BASELINES / f"{run.set_name}.json"
    if path.exists():
        print(render_comparison(compare(read_json(path), run.to_json())))
    write_compact(run.to_json(), path)
    print(f"The baseline {path} is this run now: commit it with the change that moved it.")


def compare_runs(old: Path, new: Path, *, gated: bool, moves_pass: bool, show: int | None) -> int:
    """Print the comparison; with ``gated``, 1 where the gate fails, else 0."""
    found = compare(read_json(old), read_json(new))
    print(render_comparison(found, show))
    if not gated:
        return 0
    failures = gate(found, moves_pass=moves_pass)
    for failure in failures:
        print(f"GATE  {failure}")
    if failures:
        print(
            "If this was meant: make baseline, read what it prints, and commit the baseline with the change."
        )
    else:
        print("The gate is passed.")
    return 1 if failures else 0


def report_runs(runs: Sequence[Path], out: Path | None) -> int:
    """Write one HTML file about the runs."""
    from eval.report import report

    path = out or runs[0].with_suffix(".html")
    write_text(report([read(run) for run in runs]), path)
    print(f"The report is {path}.")
    return 0


def write_sample(path: Path) -> int:
    """A commented question set to begin with. Raises UsageError where the file is there already."""
    if path.exists():
        raise UsageError(f"{path} is there already: name another file.")
    write_text(SAMPLE.read_text(encoding="utf-8"), path)
    print(f"{path} is a sample: put your questions in it, then run dossier eval {path} --corpus FOLDER.")
    return 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
