"""What every adapter of a public set hands over, and how its files are read: strictly, with places."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, cast

from eval.measures import normalise
from index.errors import UsageError

_SAMPLE = 40  # texts looked at to tell a file's language


@dataclass(frozen=True)
class Source:
    """An article as it will stand in the corpus; ``id`` is its place among them, from 1."""

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question; ``articles`` are ids of `Source`. No ``answers``: the only right answer is a refusal."""

    id: str
    kind: str
    question: str
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    language: str | None = None  # where None, that of the file
    conversation: str | None = None
    rewrite: str | None = None


@dataclass
class Collected:
    """What one public set came to. Each text is an article once, however many questions ask about it."""

    articles: dict[tuple[str | None, str], Source] = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    language: str | None = None
    _ids: set[str] = field(default_factory=set)

    def add(self, text: str, title: str | None = None, **known: str | None) -> str:
        """The id of the article with this ``title`` and ``text``, which is a new one at first."""
        key = (title, text)
        if key not in self.articles:
            self.articles[key] = Source(str(len(self.articles) + 1), text, title, **known)
        return self.articles[key].id

    def ask(self, question: Asked) -> None:
        """Keep ``question``, its id made one of its own where another has it."""
        if question.id in self._ids:
            question = replace(question, id=f"{question.id}+{len(self.questions)}")
        self._ids.add(question.id)
        self.questions.append(question)

    def tell_language(self) -> str:
        """ISO 639-1 code of most of the first articles; English where none has letters."""
        if self.language is None:
            from index.language import detect_language

            texts = [source.text for source in list(self.articles.values())[:_SAMPLE]]
            found = [code for text in texts if (code := detect_language(text))]
            self.language = max(sorted(set(found)), key=found.count) if found else "en"
        return self.language


def read_json(path: Path) -> Any:
    """The JSON value that fills the file at ``path``; UsageError naming the file and the faulty line."""
    try:
        with _open(path) as file:
            return json.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise _unreadable(path, error) from error
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}: not JSON ({error.msg}).") from error
    except (UnicodeDecodeError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: it isn't whole UTF-8 text ({error}).") from error


def read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, object) of each line of a JSONL, plain or gzipped; or of each entry of a JSON list.

    Raises UsageError naming the file and the line.
    """
    try:
        with _open(path) as file:
            first = _first_byte(file)
            if first == b"[":
                yield from _entries(path)
                return
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path}, line {number}", _object(line, f"{path}, line {number}")
    except OSError as error:
        raise _unreadable(path, error) from error
    except (EOFError, zlib.error) as error:
        raise UsageError(f"{path}: its gzip is damaged ({error}); make the file again.") from error


def head(path: Path) -> bytes:
    """The first bytes of a file, plain or gzipped. UsageError where it can't be read."""
    try:
        with _open(path) as file:
            return file.read(4096)
    except OSError as error:
        raise _unreadable(path, error) from error
    except (EOFError, zlib.error) as error:
        raise UsageError(f"{path}: its gzip is damaged ({error}); make the file again.") from error


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, row in enumerate(read_json(path), start=1):
        if not isinstance(row, dict):
            raise UsageError(f"{path}, entry {number}: not a JSON object.")
        yield f"{path}, entry {number}", row


def _first_byte(file: IO[bytes]) -> bytes:
    """The first byte that is no white space; ``file`` is at its start again."""
    head = file.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    file.seek(0)
    return head


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{where}: not UTF-8; save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: not JSON ({error.msg} at column {error.colno}).") from error
    if not isinstance(row, dict):
        raise UsageError(f"{where}: not a JSON object.")
    return row


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _unreadable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} can't be read: {error.strerror or error}.")


def text_of(row: dict[str, Any], name: str, where: str) -> str:
    """The text of the field ``name``; UsageError where it is missing or empty. A number is its digits."""
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        what = "missing" if value is None else "not a text, or an empty one"
        raise UsageError(f"{where}: the field {name!r} is {what}.")
    return value


def optional_text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def list_of(row: dict[str, Any], name: str, where: str) -> list[Any]:
    """The list in the field ``name``; UsageError where it isn't one."""
    value = row.get(name)
    if not isinstance(value, list):
        raise UsageError(f"{where}: the field {name!r} is {'missing' if value is None else 'not a list'}.")
    return value


def distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """``texts`` without empty ones and repetitions, in order."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def sentences_with(text: str, start: int, end: int) -> tuple[str, ...]:
    """The sentences of ``text`` that the span from ``start`` to ``end`` lies in, verbatim."""
    return distinct([text[s:e] for s, e in _sentences(text) if s < end and start < e])


@lru_cache(maxsize=16)  # the questions of one passage follow each other
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    from index.sentences import sentences

    return tuple(sentences(text))


def sentences_saying(text: str, answers: Sequence[str]) -> tuple[str, ...]:
    """The sentences of ``text`` that hold one of ``answers`` after `normalise`."""
    wanted = [f" {said} " for said in map(normalise, answers) if said]
    spans = (text[s:e] for s, e in _sentences(text))
    return distinct([span for span in spans if any(said in f" {normalise(span)} " for said in wanted)])
