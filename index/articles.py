"""A file becomes an article, or several: text, title, date, language, source."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.dates import date_range, parse_published
from index.errors import UnreadableFile, UsageError

__all__ = ["Article", "date_range", "find_files", "read_file"]

KINDS = {".txt": "txt", ".jsonl": "jsonl", ".jsonl.gz": "jsonl"}


@dataclass(frozen=True)
class Article:
    """One article. ``text`` is what the file holds, decoded once and never altered."""

    id: str  # path below the indexed folder, POSIX; a line of a JSONL: "<path>/<id or line number from 1>"
    text: str
    format: str  # "txt" | "md" | "html" | "pdf" | "docx" | "jsonl"
    title: str | None = None
    published: str | None = None  # "2022-05-11", "2022-05" or "2022"
    language: str | None = None  # ISO 639-1, detected
    publisher: str | None = None
    url: str | None = None
    encoding: str | None = None  # None where the text was extracted
    pages: tuple[int, ...] = ()  # of a PDF: the offset where each page starts
    masked: tuple[tuple[int, int], ...] = ()  # boilerplate: kept in the text, left out of passages
    notices: tuple[str, ...] = ()


def _kind(name: str) -> str | None:
    low = name.lower()
    return next((kind for suffix, kind in KINDS.items() if low.endswith(suffix)), None)


def find_files(path: Path) -> list[tuple[str, Path]]:
    """The readable files at or below ``path`` as (relative POSIX name, file), sorted by name."""
    if not path.exists():
        raise UsageError(f"{path} doesn't exist: check the name.")
    if path.is_file():
        return [(path.name, path)]
    return sorted((p.relative_to(path).as_posix(), p) for p in path.rglob("*") if p.is_file() and _kind(p.name))


def read_file(file: Path, name: str, max_bytes: int) -> Iterator[Article | UnreadableFile]:
    """The article, or articles, of one file; what can't be read comes as an UnreadableFile among them."""
    if _kind(file.name) == "jsonl":
        opener = gzip.open if file.name.lower().endswith(".gz") else open
        with opener(file, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                parts = [row.get("title"), row.get("heading"), row["text"]]
                text = "\n\n".join(part for part in parts if part)
                yield Article(
                    id=f"{name}/{row.get('id', number)}",
                    text=text,
                    format="jsonl",
                    title=row.get("title") or None,
                    published=parse_published(row.get("date")),
                    language="fr",
                )
        return
    text = file.read_bytes().decode("utf-8-sig")
    head = re.match(r" date (\S+) ", text)
    yield Article(
        id=name,
        text=text,
        format="txt",
        title=None if head else text.split("\n", 1)[0],
        published=parse_published(head[1]) if head else None,
        language="fr",
        encoding="utf-8",
        masked=((0, head.end()),) if head else (),
    )
