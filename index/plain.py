"""Plain text and Markdown: read as they are, with what their head says about them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.boilerplate import boilerplate
from index.dates import published_or_notice
from index.decoding import decode
from index.draft import Draft
from index.sentences import sentences

_DATE_HEAD = re.compile(r"\s?date (\d{4}(?:-\d{1,2}){0,2})\s")
_FRONT = re.compile(r"---[^\S\n]*\r?\n(.{0,20000}?\n)?---[^\S\n]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6}[^\S\r\n]+)(\S[^\r\n]*?)([^\S\r\n]+#+)?[^\S\r\n]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LONGEST_TITLE = 200
_LOOK = 4000  # characters that are enough to tell whether the first line is a title


def read_text(data: bytes, name: str) -> Draft:
    """A .txt file: a `` date 2022-05 `` head is its date, a first line that stands alone its title."""
    text, encoding, notices = decode(data, name)
    head = _DATE_HEAD.match(text)
    published, more = published_or_notice(head[1]) if head else (None, ())
    start = head.end() if head else 0
    return Draft(
        text=text,
        title=first_line_title(text, start),
        published=published,
        encoding=encoding,
        masked=((0, start),) if start else (),
        notices=(*notices, *more),
    )


def read_markdown(data: bytes, name: str) -> Draft:
    """A Markdown file: YAML front matter, else its first heading, else a first line that stands alone."""
    text, encoding, notices = decode(data, name)
    front = _FRONT.match(text)
    fields = _fields(front[1] or "") if front else None
    start = front.end() if front and fields is not None else 0
    if front and fields is None:
        notices = (*notices, "its front matter isn't valid YAML and was read as text")
    fields = fields or {}
    published, more = published_or_notice(fields.get("date"))
    marks = _heading_marks(text, start)
    first = _first_line(text, start)
    heading = _HEADING.match(text, first) if first < len(text) else None
    title = fields.get("title") or (heading[2].strip() if heading else first_line_title(text, start))
    return Draft(
        text=text,
        title=title,
        published=published,
        language=language_code(fields.get("language") or fields.get("lang")),
        publisher=fields.get("publisher") or fields.get("source"),
        url=fields.get("url"),
        encoding=encoding,
        masked=(*_front_mask(text, start, fields.get("title")), *marks),
        notices=(*notices, *more),
    )


def first_line_title(text: str, start: int = 0) -> str | None:
    """The first line, where it is a title: a line of its own, short, not a sentence, with text after it."""
    part = text[start : start + _LOOK]
    first = sentences(part)[:1]
    if not first:
        return None
    begin, end = first[0]
    title, rest = part[begin:end], part[end:]
    ends_line = re.match(r"[^\S\r\n\u2028]*(\r\n|[\r\n\u2028])", rest)
    if not ends_line or not rest.strip() or end - begin > _LONGEST_TITLE:
        return None
    alone = rest[ends_line.end() :].lstrip(" \t\u00a0")[:1] in ("\r", "\n", "\u2028")
    final = title.rstrip('"»”’)] \u00a0\u202f')[-1:]
    if final in ("?", "!"):
        if not alone:  # a question in a paragraph of its own is how some titles are
            return None
    elif final in ".…:;,؟。" or not any(char.isalpha() for char in title):
        return None
    if title[0] in "-–—•*►#>" or any(a <= begin < b for a, b in boilerplate(part)):
        return None
    return " ".join(title.split())


def language_code(value: str | None) -> str | None:
    """``fr`` from ``fr``, ``fr-FR`` or ``FR_fr``; None from anything else."""
    match = re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2,4})?", (value or "").strip().lower())
    return match[1] if match else None


def _fields(block: str) -> Mapping[str, str] | None:
    """The texts of a YAML block by lower-case name; None where it isn't YAML or holds no names."""
    import yaml  # type: ignore[import-untyped,unused-ignore]

    try:
        found = yaml.load(block, Loader=yaml.BaseLoader)  # every value stays a string, dates too
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None if found else {}
    return {
        str(key).lower(): " ".join(value.split())
        for key, value in found.items()
        if isinstance(value, str) and value.strip()
    }


def _first_line(text: str, start: int) -> int:
    """Where the first line that isn't blank begins."""
    blank = re.compile(r"(?:[^\S\r\n]*(?:\r\n|[\r\n]))*")
    match = blank.match(text, start)
    return match.end() if match else start


def _front_mask(text: str, start: int, title: str | None) -> list[tuple[int, int]]:
    """The front matter, but for its title where the text below doesn't repeat it: that can be cited."""
    if not start:
        return []
    at = text.find(title, 0, start) if title else -1
    if not title or at < 0 or text.find(title, start, start + _LOOK) >= 0:
        return [(0, start)]
    return [(0, at), (at + len(title), start)]


def _heading_marks(text: str, start: int) -> list[tuple[int, int]]:
    """The ``#`` of headings, so that a heading is cited without them; fenced lines are code."""
    fences = [fence.start() for fence in _FENCE.finditer(text, start)]
    marks = []
    inside = 0
    for heading in _HEADING.finditer(text, start):
        while inside < len(fences) and fences[inside] < heading.start():
            inside += 1
        if inside % 2 == 0:
            marks.append(heading.span(1))
            if heading[3]:
                marks.append(heading.span(3))
    return marks
