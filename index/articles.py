"""A file becomes an article, or several: text, title, date, language, source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.boilerplate import boilerplate
from index.dateline import dateline
from index.dates import date_range
from index.draft import Draft
from index.errors import UnreadableFile, UsageError
from index.language import detect_body_language

__all__ = ["Article", "date_range", "find_files", "read_file"]

FORMATS = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
}


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


def find_files(path: Path) -> list[tuple[str, Path]]:
    """The files at or below ``path`` that Dossier reads, as (relative POSIX name, file), sorted by name.

    Hidden files and folders are left out, and so are links to other folders or out of this one. A folder
    below that can't be listed stands among the files, for ``read_file`` to say so.
    Raises UsageError where ``path`` isn't there or is a file of another kind.
    """
    if not path.exists():
        raise UsageError(f"{path} doesn't exist: check the name.")
    if not path.is_dir():
        if _format(path.name) is None:
            raise UsageError(f"{path} is not of a kind that Dossier reads: {', '.join(FORMATS)}.")
        return [(_storable_name(path.name), path)]
    root = path.resolve()
    found: list[tuple[str, Path]] = []

    def refused(error: OSError) -> None:
        folder = Path(error.filename)
        if folder == root:
            raise UsageError(f"{path} can't be listed ({error.strerror}): check its permissions.")
        found.append((_storable_name(folder.relative_to(root).as_posix()), folder))

    for folder, below, names in os.walk(root, onerror=refused, followlinks=False):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if name.startswith(".") or _format(name) is None or not file.is_file():
                continue
            if file.is_symlink() and root not in file.resolve().parents:
                continue
            found.append((_storable_name(file.relative_to(root).as_posix()), file))
    return sorted(found)


def read_file(file: Path, name: str, max_bytes: int) -> Iterator[Article | UnreadableFile]:
    """The article, or articles, of one file; what can't be read comes as an UnreadableFile among them.

    ``name`` is the file's place below the indexed folder, ``max_bytes`` the largest file that is read.
    """
    form = _format(file.name)
    try:
        if file.is_dir():
            os.listdir(file)  # says why it can't be listed
        if form is None:
            raise UnreadableFile(name, f"Dossier doesn't read this kind of file, only {', '.join(FORMATS)}")
        size = file.stat().st_size
        if size > max_bytes:
            limit = f"the limit of {max_bytes / 1e6:g} MB"
            reason = f"it has {size / 1e6:.1f} MB, over {limit}: split it, or raise DOSSIER_MAX_FILE_MB"
            raise UnreadableFile(name, reason)
        for draft in _drafts(file, form, name, max_bytes):
            yield draft if isinstance(draft, UnreadableFile) else _article(draft, form, name)
    except UnreadableFile as error:
        yield error
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield UnreadableFile(name, f"it can't be opened ({why}): check that it is there and its permissions")


def _drafts(file: Path, form: str, name: str, max_bytes: int) -> Iterator[Draft | UnreadableFile]:
    if form == "jsonl":
        from index.jsonlines import read_jsonl

        yield from read_jsonl(file, name, max_bytes)
        return
    data = file.read_bytes()
    if form in ("txt", "md"):
        from index.plain import read_markdown, read_text

        yield read_text(data, name) if form == "txt" else read_markdown(data, name)
        return
    from index.extracted import read_docx, read_html, read_pdf

    if not data.strip():
        raise UnreadableFile(name, "it is empty: save the article in it again or remove it")
    if form == "html":
        yield read_html(data, name)
    elif form == "pdf":
        yield read_pdf(data, name)
    else:
        yield read_docx(data, name, max_bytes)


def _article(draft: Draft, form: str, name: str) -> Article:
    masked = _merged([*draft.masked, *boilerplate(draft.text, draft.title)])
    language = draft.language or detect_body_language(draft.text, draft.title, masked)
    head = next((end for start, end in masked if start == 0), 0)
    return Article(
        id=f"{name}/{draft.key}" if draft.key else name,
        text=draft.text,
        format=form,
        title=draft.title,
        published=dateline(draft.text, head, language, draft.published) or draft.published,
        language=language,
        publisher=draft.publisher,
        url=draft.url,
        encoding=draft.encoding,
        pages=draft.pages,
        masked=masked,
        notices=draft.notices,
    )


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)


def _format(name: str) -> str | None:
    low = name.lower()
    return next((form for ending, form in FORMATS.items() if low.endswith(ending)), None)


def _storable_name(name: str) -> str:
    """A name whose bytes aren't UTF-8 has halves of surrogates, which no database keeps."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
