"""Conversations, kept across restarts: each belongs to an owner, and no other owner sees it."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from index.folding import fold_words
from index.store import printable
from page.database import Database
from page.escape import clipped
from rag.answer import Answer
from rag.turns import Turn

LOCAL = "local"  # the owner on a page that nobody signs in to
TITLE_LIMIT = 80  # characters


@dataclass(frozen=True)
class Entry:
    """One question with its answer; ``turns`` is what the pipeline goes on from after it."""

    question: str
    answer: Answer
    turns: tuple[Turn, ...]
    asked: float  # seconds since 1970


@dataclass(frozen=True)
class Heading:
    """A conversation in a list."""

    id: str
    title: str
    questions: int


class Conversations:
    """The conversations in the file at ``path``. Safe from several threads and processes.

    An unknown conversation, and one of another owner, raise the same UsageError.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Conversations:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, owner: str) -> str:
        """The id of a new conversation; it is kept, and listed, from its first entry on."""
        return secrets.token_urlsafe(12)

    def add(
        self, owner: str, conversation: str, question: str, answer: Answer, turns: tuple[Turn, ...]
    ) -> int:
        """Keep a question and its answer; how many the conversation has now.

        ``turns`` are all of the conversation up to and with this one, as ``Pipeline.respond`` gives them.
        """
        question, now = printable(question), time.time()
        with self._database.writing() as connection:
            held = connection.execute(
                "SELECT owner FROM conversations WHERE id = ?", (conversation,)
            ).fetchone()
            if held is None:
                title = _title(question)
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                    (conversation, owner, title, fold_words(title), now),
                )
            elif held[0] != owner:
                raise _unknown()
            entries = _entries(connection, conversation)
            before = entries[-1].turns if entries else ()
            follows = turns[:-1] == before
            own = turns[-1:] if follows else turns
            connection.execute(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    conversation,
                    len(entries) + 1,
                    question,
                    _dump(answer.to_kept()),
                    _dump([turn.to_json() for turn in own]),
                    follows,
                    fold_words(f"{question} {answer.text} {answer.short or ''}"),
                    now,
                ),
            )
            connection.execute("UPDATE conversations SET updated = ? WHERE id = ?", (now, conversation))
            return len(entries) + 1

    def entries(self, owner: str, conversation: str) -> tuple[Entry, ...]:
        """Its questions and answers, in order. Raises UsageError where the owner has no such one."""
        with self._database.reading() as connection:
            self._own(connection, owner, conversation)
            return _entries(connection, conversation)

    def turns(self, owner: str, conversation: str) -> tuple[Turn, ...]:
        """What ``Pipeline.respond`` needs to go on exactly; () for one that has just begun."""
        with self._database.reading() as connection:
            held = connection.execute(
                "SELECT 1 FROM conversations WHERE id = ? AND owner = ?", (conversation, owner)
            ).fetchone()
            entries = _entries(connection, conversation) if held else ()
        return entries[-1].turns if entries else ()

    def cut(self, owner: str, conversation: str, keep: int) -> None:
        """Forget all entries after the first ``keep``: a question that is asked again replaces its answer."""
        with self._database.writing() as connection:
            self._own(connection, owner, conversation)
            connection.execute(
                "DELETE FROM entries WHERE conversation = ? AND number > ?", (conversation, keep)
            )

    def listed(self, owner: str, search: str = "") -> list[Heading]:
        """The owner's conversations, the last used first; those that hold every word of ``search``.

        Words are looked for in titles, questions and answers, without case or accents, also within words.
        """
        parts, values = ["c.owner = ?"], [owner]
        for word in fold_words(search).split():
            within = f"%{word}%"
            parts.append(
                "(c.folded LIKE ? OR EXISTS "
                "(SELECT 1 FROM entries AS e WHERE e.conversation = c.id AND e.folded LIKE ?))"
            )
            values += [within, within]
        if search.strip() and len(parts) == 1:
            return []  # nothing but signs: no conversation holds it
        sql = (
            "SELECT c.id, c.title, (SELECT count(*) FROM entries WHERE conversation = c.id) AS n "
            f"FROM conversations AS c WHERE {' AND '.join(parts)} AND n > 0 ORDER BY c.updated DESC, c.id"
        )
        with self._database.reading() as connection:
            return [Heading(*row) for row in connection.execute(sql, values)]

    def rename(self, owner: str, conversation: str, title: str) -> str:
        """Give it another title; the title as it is kept. An empty one gives back its first question."""
        with self._database.writing() as connection:
            self._own(connection, owner, conversation)
            if not title.strip():
                first = "SELECT question FROM entries WHERE conversation = ? ORDER BY number LIMIT 1"
                found = connection.execute(first, (conversation,)).fetchone()
                title = found[0] if found else ""
            title = _title(printable(title))
            connection.execute(
                "UPDATE conversations SET title = ?, folded = ? WHERE id = ?",
                (title, fold_words(title), conversation),
            )
        return title

    def delete(self, owner: str, conversation: str) -> None:
        """Let go of it with all that was said in it; feedback on its answers stays."""
        with self._database.writing() as connection:
            self._own(connection, owner, conversation)
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))

    def _own(self, connection: sqlite3.Connection, owner: str, conversation: str) -> None:
        sql = "SELECT 1 FROM conversations WHERE id = ? AND owner = ?"
        if connection.execute(sql, (conversation, owner)).fetchone() is None:
            raise _unknown()


def _entries(connection: sqlite3.Connection, conversation: str) -> tuple[Entry, ...]:
    rows = connection.execute(
        "SELECT question, answer, turns, follows, asked FROM entries WHERE conversation = ? ORDER BY number",
        (conversation,),
    )
    found: list[Entry] = []
    turns: tuple[Turn, ...] = ()
    for question, answer, kept, follows, asked in rows:
        own = tuple(Turn.from_json(turn) for turn in json.loads(kept))
        turns = (*turns, *own) if follows else own
        found.append(Entry(question, Answer.from_json(json.loads(answer)), turns, asked))
    return tuple(found)


def _title(question: str) -> str:
    return clipped(" ".join(question.split()), TITLE_LIMIT)


def _dump(value: object) -> str:
    return printable(json.dumps(value, ensure_ascii=False))


def _unknown() -> UsageError:
    return UsageError("There is no such conversation: it may have been deleted; choose another or begin one.")
