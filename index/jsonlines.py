"""JSON lines, plain or gzipped: one article a line, read as a stream."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from index.dates import published_or_notice
from index.draft import Draft
from index.errors import UnreadableFile
from index.plain import language_code

_UNPACKED = 20  # a .jsonl.gz may unpack to this many times the size limit


def read_jsonl(file: Path, name: str, max_bytes: int) -> Iterator[Draft | UnreadableFile]:
    """The articles of a file, and an UnreadableFile for each line that is none; memory holds one line.

    Raises OSError where the file can't be opened.
    """
    seen: dict[str, int] = {}
    zipped = file.name.lower().endswith(".gz")
    number = 0
    with open(file, "rb") as raw:
        lines = _lines(gzip.GzipFile(fileobj=raw) if zipped else raw, max_bytes, _UNPACKED if zipped else 1)
        try:
            for number, line in enumerate(lines, 1):
                where = f"{name}:line {number}"
                if number == 1 and line is not None and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    yield UnreadableFile(name, "it is UTF-16: save it as UTF-8")
                    return
                if line is None:
                    yield UnreadableFile(where, "the line is over the size limit: split the article")
                elif line.strip():
                    yield _article(line, where, number, seen)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            after = f"after line {number}" if number else "from its start"
            yield UnreadableFile(name, f"its gzip is damaged {after} ({error}): make the file again")
            return
        except _TooLarge:
            reason = (
                f"it unpacks to over {_UNPACKED} times the size limit: nothing after line {number} was read"
            )
            yield UnreadableFile(name, f"{reason}; split it")
            return
    if not seen and not number:
        yield UnreadableFile(name, "it is empty: put one JSON object a line in it or remove it")
    elif not seen:
        yield UnreadableFile(name, "none of its lines is an article: each must be an object with a text")


class _TooLarge(Exception):
    """More has been unpacked than is allowed."""


def _lines(stream: IO[bytes] | gzip.GzipFile, max_line: int, times: int) -> Iterator[bytes | None]:
    """Lines without a byte order mark; None for one that is longer than ``max_line`` bytes."""
    total = 0
    first = True
    while line := stream.readline(max_line + 1):
        total += len(line)
        overlong = len(line) > max_line and not line.endswith(b"\n")
        tail = line
        while overlong and tail and not tail.endswith(b"\n"):
            tail = stream.readline(1 << 20)
            total += len(tail)
            if total > times * max_line:
                raise _TooLarge
        if total > times * max_line + 1:
            raise _TooLarge
        yield None if overlong else line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False


def _article(line: bytes, where: str, number: int, seen: dict[str, int]) -> Draft | UnreadableFile:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return UnreadableFile(where, "the line isn't UTF-8: save the file as UTF-8")
    except (ValueError, RecursionError):
        return UnreadableFile(where, "the line isn't valid JSON: write one object a line")
    if not isinstance(row, dict):
        return UnreadableFile(where, 'the line isn\'t a JSON object: write {"text": …}')
    body = row.get("text")
    if not isinstance(body, str) or not body.strip():
        return UnreadableFile(where, 'the object has no "text", or an empty one: give the article\'s text')
    key = _string(row.get("id")) or str(number)
    if key in seen:
        return UnreadableFile(where, f"its id {key!r} is that of line {seen[key]} too: give each its own")
    seen[key] = number
    title = _string(row.get("title"))
    heads = [head for head in (title, _string(row.get("heading"))) if head and not body.startswith(head)]
    text = "\n\n".join([*heads, body])
    published, notices = published_or_notice(row.get("date"))
    kept = _storable(text)
    if kept != text:
        notices = (*notices, "characters that can't be stored are shown as \ufffd")
    return Draft(
        text=kept,
        title=_storable(title) if title else None,
        published=published,
        language=language_code(_string(row.get("language")) or _string(row.get("lang"))),
        publisher=_string(row.get("publisher")) or _string(row.get("source")),
        url=_string(row.get("url")),
        notices=notices,
        key=_storable(key),
    )


def _string(value: Any) -> str | None:
    """A text, or a number as text; None for anything else and for white space."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _storable(text: str) -> str:
    """U+FFFD for NUL and half surrogates, which JSON can escape but no database keeps; same length."""
    if "\x00" not in text and text.isascii():
        return text
    return "".join("\ufffd" if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in text)
