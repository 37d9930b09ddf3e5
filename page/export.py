"""A conversation as a file: Markdown with footnotes for people, JSON for programs.

Whatever comes from articles, questions or file names is escaped, so that it reads as it stands in any
Markdown program and none of it becomes a link, a picture or HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from page.conversations import Entry
from page.dates import written
from page.texts import Texts, load
from rag.answer import Citation

_MARK = re.compile(r"\[(\d+)\]")
_SIGN = re.compile(r"[\\`*_{}\[\]()<>#+\-.|~$:@&=]")
# Line separators of every kind, other control characters, and the marks that turn the reading order around.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BACKSLASHED = set("\\`*_{}[]|~")


def plain(text: str) -> str:
    """``text`` on one line, as Markdown that shows it character by character.

    Signs that HTML or an automatic link could use become character references: some Markdown programs
    read a backslash before them otherwise.
    """
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return _SIGN.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _BACKSLASHED:
        return f"\\{sign}"
    if sign in '<>&$@"':
        return f"&#{ord(sign)};"
    before, after = found.string[: found.start()], found.string[found.end() :]
    if sign == ":" and after.startswith("//"):
        return "&#58;"  # no address becomes a link
    if sign == "." and (before.casefold().endswith("www") or before.isdigit()):
        return "&#46;"  # nor does "1." begin a list
    if sign in "()" and before.isdigit():
        return f"&#{ord(sign)};"
    if sign in "#+-=" and not before:  # a heading, a list, a rule
        return f"&#{ord(sign)};"
    return sign


def to_markdown(title: str, entries: Sequence[Entry], language: str = "fr") -> str:
    """The conversation as Markdown; ``[^n]`` footnotes are numbered through, each with its quote and source.

    ``language`` is that of the words around, one of ``page.texts.LANGUAGES``.
    """
    texts = load(language)
    lines = [f"# {plain(title)}", ""]
    notes: list[str] = []
    for entry in entries:
        answer = entry.answer
        shown = answer.nearest if answer.refused else answer.citations
        numbers = {c.n: len(notes) + at for at, c in enumerate(shown, 1)}
        notes += [f"[^{numbers[c.n]}]: {_source(c, texts)}" for c in shown]
        lines += [f"## {plain(entry.question)}", ""]
        if answer.short and not answer.refused:
            lines += [f"**{plain(answer.short)}**", ""]
        lines += [_marked(answer.text, numbers), ""]
        if answer.refused and shown:
            lines += ["".join(f"[^{n}]" for n in numbers.values()), ""]
        lines += [f"*{plain(notice)}*\n" for notice in answer.notices]
    return "\n".join([*lines, *notes]).rstrip("\n") + "\n"


def to_json(title: str, entries: Sequence[Entry]) -> str:
    """The conversation as one JSON object; each answer as the contract has it."""
    value: dict[str, Any] = {"title": title, "answers": [entry.answer.to_json() for entry in entries]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def file_name(title: str, suffix: str) -> str:
    """A safe name for the file: letters, digits and hyphens of the title, then ``suffix`` (``.md``)."""
    stem = "-".join(re.findall(r"[^\W_]+", title))[:60].strip("-")
    return f"{stem or 'conversation'}{suffix}"


def _marked(text: str, numbers: dict[int, int]) -> str:
    """An answer's text with its marks as footnotes; a mark without a citation stays as text."""
    parts: list[str] = []
    at = 0
    for found in _MARK.finditer(text):
        if (mark := int(found[1])) in numbers:
            parts += [_piece(text[at : found.start()]), f"[^{numbers[mark]}]"]
            at = found.end()
    return "".join([*parts, _piece(text[at:])]).strip()


def _piece(text: str) -> str:
    if not text.strip():
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{plain(text)}{' ' * text[-1:].isspace()}"


def _source(citation: Citation, texts: Texts) -> str:
    parts = [f"{texts('quotes.open')}{plain(citation.quote)}{texts('quotes.close')}"]
    parts += [plain(part) for part in (citation.title, citation.publisher) if part]
    parts.append(plain(written(citation.published, texts)))
    parts.append(plain(citation.article) + (f", p. {citation.page}" if citation.page else ""))
    return " — ".join(parts)
