"""A question set: one JSON object per line, read strictly: a slip in a set measures the slip."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UsageError

SETS = Path(__file__).parent / "sets"
DEFAULT_SET = SETS / "dossier.jsonl"

_REQUIRED = ("id", "language", "kind", "question", "answers", "articles", "sentences")
_OPTIONAL = ("conversation", "rewrite", "note")
_COMMENT = b"//"  # at the head of a line, which no JSON begins with
_LANGUAGE = re.compile(r"[a-z]{2}\Z")


@dataclass(frozen=True)
class Item:
    """One question with everything that counts as right.

    ``answers`` are the accepted short answers; none means that the only right answer is a refusal.
    ``articles`` are the ids that may be cited, ``sentences`` the verbatim sentences of theirs of which
    any is a right citation; with none, citations are measured by article only. Items of one
    ``conversation`` are the turns of one chat, in file order; ``rewrite`` says one of them in words that
    stand alone.
    """

    id: str
    language: str  # ISO 639-1, of the question
    kind: str
    question: str
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    sentences: tuple[str, ...]
    conversation: str | None = None
    note: str | None = None
    rewrite: str | None = None

    @property
    def answerable(self) -> bool:
        return bool(self.answers)

    def to_json(self) -> dict[str, Any]:
        """The item as its line in the file has it, optional fields only where given."""
        out: dict[str, Any] = {
            "id": self.id,
            "language": self.language,
            "kind": self.kind,
            "question": self.question,
            "answers": list(self.answers),
            "articles": list(self.articles),
            "sentences": list(self.sentences),
        }
        optional = (("conversation", self.conversation), ("rewrite", self.rewrite), ("note", self.note))
        return {**out, **{name: value for name, value in optional if value is not None}}


def read_items(path: Path) -> list[Item]:
    """The items of the set at ``path``, in file order. A line that begins with ``//`` is a comment.

    Raises UsageError, naming the file and the line, for anything that is not a well-formed set.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The question set {path} can't be read: {error.strerror or error}.") from error
    items: list[Item] = []
    seen: dict[str, int] = {}
    # Cut at newline bytes only: str.splitlines would also cut at U+2028, which JSON allows inside a string.
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip() or line.lstrip().startswith(_COMMENT):
            continue
        try:
            item = _item(line)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {error}.") from error
        if item.id in seen:
            raise UsageError(f"{path}, line {number}: the id {item.id!r} is already on line {seen[item.id]}.")
        seen[item.id] = number
        items.append(item)
    if not items:
        raise UsageError(f"The question set {path} has no questions: give it one JSON object per line.")
    return items


def _item(line: bytes) -> Item:
    """One line as an Item; raises ValueError saying what is wrong, without a full stop."""
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_no_duplicates)
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno})") from error
    return item_of(row)


def item_of(row: Any) -> Item:
    """The item that a line's JSON says; raises ValueError saying what is wrong, without a full stop."""
    if not isinstance(row, dict):
        raise ValueError("not a JSON object; a line is one object with the fields " + ", ".join(_REQUIRED))
    unknown = sorted(set(row) - {*_REQUIRED, *_OPTIONAL})
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}; the fields are {', '.join(_REQUIRED + _OPTIONAL)}")
    missing = [name for name in _REQUIRED if name not in row]
    if missing:
        raise ValueError(f"the field {missing[0]!r} is missing")
    item = Item(
        id=_string(row, "id"),
        language=_string(row, "language"),
        kind=_string(row, "kind"),
        question=_string(row, "question"),
        answers=_strings(row, "answers"),
        articles=_strings(row, "articles"),
        sentences=_strings(row, "sentences"),
        **{name: _string(row, name) for name in _OPTIONAL if row.get(name) is not None},
    )
    if not _LANGUAGE.match(item.language):
        raise ValueError(f"'language' is {item.language!r}; give two lower-case letters, such as 'fr'")
    if item.rewrite is not None and item.conversation is None:
        raise ValueError("it has a 'rewrite' and no 'conversation': a question alone needs none")
    if item.answerable and not item.articles:
        raise ValueError("it has 'answers', so 'articles' must name at least one")
    if not item.answerable and (item.articles or item.sentences):
        raise ValueError(
            "it has no 'answers', so 'articles' and 'sentences' must be empty: nothing may be cited"
        )
    return item


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice!r} is given twice")
    return row


def _string(row: dict[str, Any], name: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name!r} must be a string that is not empty")
    return value


def _strings(row: dict[str, Any], name: str) -> tuple[str, ...]:
    values = row[name]
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise ValueError(f"{name!r} must be a list of strings that are not empty")
    if len(set(values)) < len(values):
        raise ValueError(f"{name!r} names the same thing twice")
    return tuple(values)
