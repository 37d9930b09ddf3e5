"""Public question sets in their own formats, made into a question set of ours and the articles it is about.

``dossier eval --set squad:FILE`` and its like: see `ADAPTERS`. All passages that a set comes with are the
corpus, so that a run is open-domain: whatever the sample of questions, they are searched among all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters_mtrag import mtrag
from eval.adapters_realtime import realtimeqa
from eval.adapters_retrieval import beir, news
from eval.adapters_source import Asked, Collected, Source
from eval.adapters_squad import afriqa, squad
from index.errors import UsageError

ADAPTERS: Mapping[str, tuple[Callable[[Path], Collected], str]] = {
    "squad": (squad, "FILE: SQuAD's JSON (PIAF, FQuAD, SQuADShifts), or rows of it as JSONL"),
    "afriqa": (afriqa, "FILE: AfriQA's gold passages, or rows of them as JSONL"),
    "beir": (beir, "FOLDER with corpus.jsonl, queries.jsonl and qrels/test.tsv"),
    "realtimeqa": (realtimeqa, "FILE: a week's quiz of RealTime QA, NAME_qa.jsonl"),
    "mtrag": (mtrag, "FILE or FOLDER of MTRAG: conversations.json or generation tasks"),
    "news": (news, "FILE: a JSONL of news; a title or heading is asked, its article is right"),
}
_SHARD = 32_000_000  # bytes of articles in one file, well below the size that an indexed file may have


@dataclass(frozen=True)
class Prepared:
    """A question set that `eval.items.read_items` reads, and the folder of articles that it is about.

    Beside ``items_path`` stands a TOML file of its name that names the folder.
    """

    items_path: Path
    articles_folder: Path
    questions: int
    articles: int
    notices: tuple[str, ...]


def read(spec: str, out: Path, limit: int | None = None, seed: int = 1) -> Prepared:
    """Make the set that ``spec`` (``adapter:path``) names below ``out``; with ``limit``, a sample of it.

    The sample is drawn with ``seed`` and keeps file order; conversations stay whole, so that theirs may be a
    few turns longer. The same spec, limit and seed make the same files. Raises UsageError for a spec that
    names no adapter and for a malformed file, naming the file and the place.
    """
    adapter, path = _parsed(spec)
    if limit is not None and limit < 1:
        raise UsageError(f"--limit {limit} leaves no question; give 1 or more.")
    collected = ADAPTERS[adapter][0](path)
    if not collected.questions:
        raise UsageError(
            f"{path} has no question that {adapter} could ask: see dossier eval --help for formats."
        )
    questions = collected.questions if limit is None else _sample(collected.questions, limit, seed)
    name = f"{adapter}-{path.name.split('.')[0]}"
    # Two files of one name in two folders are two sets.
    key = hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:8]
    home = out / "sets" / f"{name}-{key}"
    items = home / (f"{name}.jsonl" if limit is None else f"{name}-{limit}-{seed}.jsonl")
    try:
        ids = _write_articles(home / "articles", collected.articles.values())
        language = collected.tell_language()
        _write(items, (_line(_item(question, ids, language)) for question in questions))
        _write(items.with_suffix(".toml"), ['corpus = ["articles"]\n'])
    except OSError as error:
        raise UsageError(f"The set can't be written below {home}: {error.strerror or error}.") from error
    notices = tuple(collected.notices)
    return Prepared(items, home / "articles", len(questions), len(collected.articles), notices)


def _parsed(spec: str) -> tuple[str, Path]:
    adapter, colon, path = spec.partition(":")
    if not colon or not path or adapter not in ADAPTERS:
        known = "; ".join(f"{name}:{what}" for name, (_, what) in ADAPTERS.items())
        raise UsageError(f"--set {spec} names no set; give one of {known}.")
    if not Path(path).exists():
        raise UsageError(f"--set {spec}: {path} doesn't exist; check the name.")
    return adapter, Path(path)


def _sample(questions: list[Asked], limit: int, seed: int) -> list[Asked]:
    """``limit`` questions in their order, or a few more where a conversation is drawn."""
    groups: dict[str, list[int]] = {}
    for n, question in enumerate(questions):
        groups.setdefault(question.conversation or f"\0{n}", []).append(n)
    names = list(groups)
    random.Random(seed).shuffle(names)
    drawn: list[int] = []
    for name in names:
        if len(drawn) >= limit:
            break
        drawn += groups[name]
    return [questions[n] for n in sorted(drawn)]


def _item(question: Asked, ids: Mapping[str, str], language: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": question.id,
        "language": question.language or language,
        "kind": question.kind,
        "question": question.question,
        "answers": list(question.answers),
        "articles": [ids[article] for article in question.articles],
        "sentences": list(question.sentences),
    }
    optional = {"conversation": question.conversation, "rewrite": question.rewrite}
    return row | {name: value for name, value in optional.items() if value is not None}


def _write_articles(folder: Path, articles: Iterable[Source]) -> dict[str, str]:
    """Write ``articles`` as JSONL files in ``folder``; the id that each has there, by its own."""
    ids: dict[str, str] = {}
    for n, lines in enumerate(_shards(articles), start=1):
        name = f"articles-{n:02}.jsonl"
        _write(folder / name, (line for _, line in lines))
        ids |= {id: f"{name}/{id}" for id, _ in lines}
        last = n
    for stale in folder.glob("articles-*.jsonl"):
        if int(stale.stem.removeprefix("articles-")) > last:
            stale.unlink()
    return ids


def _shards(articles: Iterable[Source]) -> Iterator[list[tuple[str, str]]]:
    shard: list[tuple[str, str]] = []
    size = 0
    for article in articles:
        row = {"id": article.id, "title": article.title, "date": article.date, "text": article.text}
        row |= {"url": article.url, "publisher": article.publisher}
        line = _line({name: value for name, value in row.items() if value is not None})
        if shard and size + len(line.encode()) > _SHARD:
            yield shard
            shard, size = [], 0
        shard.append((article.id, line))
        size += len(line.encode())
    yield shard


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write ``lines`` where they differ from what is there, so that an unchanged corpus isn't read again."""
    content = "".join(lines).encode("utf-8", "surrogatepass")
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)
