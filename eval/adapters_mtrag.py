"""MTRAG: conversations of several turns over passages, with what of them is relevant.

Two of its formats are read: ``conversations.json``, a list of ``{"messages": [{"speaker", "text", "contexts",
"enrichments"}]}``, and the generation tasks, a turn a line with ``conversation_id``, ``turn``, ``input``,
``targets``, ``contexts``. Turns of one conversation are asked as one chat. An answer is what the set's agent
said, a sentence or more, so that token F1 means something and exact match does not. Turns that ask nothing
(thanks, greetings) are left out. Passages that stand unpacked in a folder's ``corpora/`` join the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters_source import (
    Asked,
    Collected,
    distinct,
    list_of,
    optional_text,
    read_rows,
    text_of,
)
from index.errors import UsageError

_FILES = (
    "conversations/conversations.json",
    "conversations.json",
    "generation_tasks/reference.jsonl",
    "reference.jsonl",
)
_BELOW = ("", "mtrag-human", "human", "mtragun-human")  # where a copy of the repository keeps them
_USER = ("user", "human")
_NO_ANSWER = ("UNANSWERABLE",)
_NO_QUESTION = ("CONVERSATIONAL",)


@dataclass(frozen=True)
class _Turn:
    conversation: str
    number: int
    question: str
    answers: tuple[str, ...]
    contexts: list[dict[str, Any]]
    answerability: str
    kind: str
    where: str


def mtrag(path: Path) -> Collected:
    """The set in the file ``path``, or in the folder, with the passages of its ``corpora/``."""
    found = Collected(language="en")
    file = _file_of(path)
    turns = list(_turns(file))
    order = {name: n for n, name in enumerate(dict.fromkeys(turn.conversation for turn in turns))}
    left = 0
    for turn in sorted(turns, key=lambda turn: (order[turn.conversation], turn.number)):
        right = [
            found.add(text_of(context, "text", turn.where).strip(), optional_text(context, "title"))
            for context in turn.contexts
        ]
        relevant = [
            id
            for id, context in zip(right, turn.contexts, strict=True)
            if _is_relevant(context, turn.contexts)
        ]
        answerable = turn.answerability not in _NO_ANSWER
        if turn.answerability in _NO_QUESTION or (answerable and not (relevant and turn.answers)):
            left += 1
            continue
        found.ask(
            Asked(
                id=f"{turn.conversation}::{turn.number}",
                kind=turn.kind,
                question=turn.question,
                answers=turn.answers if answerable else (),
                articles=distinct(relevant) if answerable else (),
                conversation=turn.conversation,
            )
        )
    if left:
        found.notices.append(
            f"{file}: {left} turns ask nothing, or have no relevant passage, and are left out."
        )
    if path.is_dir():
        _add_corpora(found, path)
    return found


def _file_of(path: Path) -> Path:
    if not path.is_dir():
        return path
    for below in _BELOW:
        for name in _FILES:
            if (path / below / name).exists():
                return path / below / name
    raise UsageError(f"{path} holds none of {', '.join(_FILES)}: name a file of MTRAG's, or its folder.")


def _turns(file: Path) -> Iterator[_Turn]:
    for n, (where, row) in enumerate(read_rows(file), start=1):
        if "messages" in row:
            yield from _of_conversation(row, str(row.get("conversation_id") or row.get("id") or n), where)
        elif "input" in row:
            yield _of_task(row, where)
        else:
            raise UsageError(f"{where}: neither a conversation with 'messages' nor a task with 'input'.")


def _of_conversation(row: dict[str, Any], name: str, where: str) -> Iterator[_Turn]:
    messages = list_of(row, "messages", where)
    number = 0
    for n, message in enumerate(messages):
        place = f"{where}, messages[{n}]"
        if not isinstance(message, dict):
            raise UsageError(f"{place}: not a JSON object.")
        if _speaker(message, place) not in _USER:
            continue
        number += 1
        reply = messages[n + 1] if n + 1 < len(messages) and isinstance(messages[n + 1], dict) else {}
        reply = reply if reply and _speaker(reply, place) not in _USER else {}
        enrichments = message.get("enrichments")
        enrichments = enrichments if isinstance(enrichments, dict) else {}
        yield _Turn(
            conversation=name,
            number=number,
            question=text_of(message, "text", place).strip(),
            answers=distinct([optional_text(reply, "text") or ""]),
            contexts=_contexts(reply, place),
            answerability=_first(enrichments, "Answerability", "answerability").upper(),
            kind=_kind(number, _first(enrichments, "Question Type", "question_type")),
            where=place,
        )


def _of_task(row: dict[str, Any], where: str) -> _Turn:
    said = [turn for turn in list_of(row, "input", where) if isinstance(turn, dict)]
    asked = [turn for turn in said if _speaker(turn, where) in _USER]
    if not asked:
        raise UsageError(f"{where}: no turn of 'input' is the user's.")
    targets = [turn for turn in row.get("targets") or [] if isinstance(turn, dict)]
    number = row.get("turn")
    return _Turn(
        conversation=text_of(row, "conversation_id", where),
        number=number if isinstance(number, int) else len(asked),
        question=text_of(asked[-1], "text", where).strip(),
        answers=distinct([optional_text(target, "text") or "" for target in targets]),
        contexts=_contexts(row, where),
        answerability=_first(row, "Answerability", "answerability").upper(),
        kind=_kind(len(asked), _first(row, "Question Type", "question_type")),
        where=where,
    )


def _speaker(message: dict[str, Any], where: str) -> str:
    return text_of(message, "speaker", where).strip().lower()


def _contexts(row: dict[str, Any], where: str) -> list[dict[str, Any]]:
    contexts = row.get("contexts") or []
    if not isinstance(contexts, list) or not all(isinstance(context, dict) for context in contexts):
        raise UsageError(f"{where}: 'contexts' is not a list of passages.")
    return contexts


def _is_relevant(context: dict[str, Any], among: list[dict[str, Any]]) -> bool:
    """Whether an annotator said so; where none of a turn's passages has a judgement, all are references."""
    if not any(_judgements(other) for other in among):
        return True
    return "yes" in _judgements(context)


def _judgements(context: dict[str, Any]) -> list[str]:
    feedback = context.get("feedback")
    relevant = feedback.get("relevant") if isinstance(feedback, dict) else None
    if not isinstance(relevant, dict):
        return []
    return [str(one.get("value") if isinstance(one, dict) else one).lower() for one in relevant.values()]


def _first(row: dict[str, Any], *names: str) -> str:
    """The first text under one of ``names``, which MTRAG keeps as a list of labels; else an empty one."""
    for name in names:
        value = row.get(name)
        if isinstance(value, list) and value and isinstance(value[0], str):
            return value[0]
        if isinstance(value, str):
            return value
    return ""


def _kind(number: int, label: str) -> str:
    return label.strip().lower().replace(" ", "_").replace("-", "_") or (
        "first" if number == 1 else "follow_up"
    )


def _add_corpora(found: Collected, folder: Path) -> None:
    corpora = folder / "corpora"
    files = sorted(corpora.rglob("*.jsonl")) if corpora.is_dir() else []
    if not files:
        found.notices.append(
            f"{corpora} holds no *.jsonl: only passages of the conversations are the corpus."
        )
    for file in files:
        for where, row in read_rows(file):
            found.add(text_of(row, "text", where).strip(), optional_text(row, "title"))
