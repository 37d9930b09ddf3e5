"""Follow-ups: what each is understood as, and what that is worth. Run as ``python -m eval.conversations``.

``sets/conversations.jsonl`` has, for each turn, the question that stands alone (``rewrite``). Without
``--ask`` only the words are compared: the earlier turns' answers are the set's own. With ``--ask`` three
questions are put to the pipeline for each turn after the first: the follow-up as it is, as understood,
and the rewrite; the right answers and the refusals of each are counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.items import SETS, Item
from eval.measures import score
from index.errors import DossierError, UsageError
from index.lexicon import stems
from index.names import mentions
from index.settings import load_settings
from rag.answer import Answer
from rag.chat import Turn, Understood, respond
from rag.question import Question, analyse

DEFAULT_SET = SETS / "conversations.jsonl"
ROWS = ("as asked", "as understood", "rewritten by hand")
_FIELDS = ("id", "conversation", "split", "language", "turn", "question", "rewrite", "answers", "articles")
_TURNS = ("first", "follow_up", "change")
_ALIKE = 0.6  # of the content words of two questions, both ways, names and dates aside


@dataclass(frozen=True)
class Line:
    """``turn``: the first of its conversation, a follow-up, or a change of subject that stands alone.

    ``answers`` and ``articles`` are as in ``eval.items.Item``; none: the only right answer is a refusal.
    """

    id: str
    conversation: str
    split: str  # dev or test
    language: str
    turn: str
    question: str
    rewrite: str
    answers: tuple[str, ...]
    articles: tuple[str, ...]

    @property
    def item(self) -> Item:
        return Item(self.id, self.language, self.turn, self.question, self.answers, self.articles, ())


def read_lines(path: Path) -> list[Line]:
    """Raises UsageError, naming the file and the line, for anything that is not a well-formed set."""
    lines: list[Line] = []
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"The conversations {path} can't be read: {error.strerror or error}.") from error
    for number, row in enumerate(text.splitlines(), 1):
        if row.strip():
            try:
                lines.append(_line(json.loads(row), lines))
            except (ValueError, TypeError) as error:
                raise UsageError(f"{path}, line {number}: {error}.") from error
    return lines


def _line(row: dict[str, Any], before: Sequence[Line]) -> Line:
    if not isinstance(row, dict) or set(row) != set(_FIELDS):
        raise ValueError(f"a line is an object with the fields {', '.join(_FIELDS)}")
    line = Line(**{**row, "answers": tuple(row["answers"]), "articles": tuple(row["articles"])})
    if line.turn not in _TURNS:
        raise ValueError(f"'turn' is {line.turn!r}; it is one of {', '.join(_TURNS)}")
    if (line.turn == "first") != all(known.conversation != line.conversation for known in before):
        raise ValueError(f"{line.id} is not where the first turn of {line.conversation} stands")
    if line.turn != "follow_up" and line.rewrite != line.question:
        raise ValueError(f"{line.id} stands alone, so its 'rewrite' must be its 'question'")
    if bool(line.answers) != bool(line.articles):
        raise ValueError(f"{line.id} has answers without articles or articles without answers")
    return line


@dataclass(frozen=True)
class Compared:
    """A turn after the first, what it was understood as, and whether that says what the rewrite says."""

    line: Line
    understood: str
    agrees: bool


def compare(lines: Sequence[Line]) -> list[Compared]:
    """What each turn is understood as where the turns before it got their own set's answers."""
    compared: list[Compared] = []
    conversations: dict[str, tuple[Turn, ...]] = {}
    for line in lines:
        turns = conversations.get(line.conversation, ())

        def answered(asked: str, understood: Understood, line: Line = line) -> Answer:
            short = line.answers[0] if line.answers else None
            return Answer("", asked, understood.text, understood.language, "", short, refused=short is None)

        answer, conversations[line.conversation] = respond(line.question, turns, answered)
        if line.turn != "first":
            compared.append(Compared(line, answer.understood, agree(answer.understood, line)))
    return compared


def agree(understood: str, line: Line) -> bool:
    """Whether a question asks for the same kind of answer as the rewrite, about the same names and dates, in
    mostly the same words. One that stands alone must stay as it is."""
    if line.turn == "change":
        return understood == line.question
    ours, gold = analyse(understood, line.language), analyse(line.rewrite, line.language)
    return (
        ours.kind == gold.kind
        and all(mentions(n.text, understood) for n in gold.names)
        and all(mentions(n.text, line.rewrite) for n in ours.names)
        and {(d.first, d.last) for d in ours.dates} == {(d.first, d.last) for d in gold.dates}
        and _shared(ours, gold) >= _ALIKE
    )


def _shared(ours: Question, gold: Question) -> float:
    """The Jaccard index of the two questions' stems, names and dates aside."""
    one, other = ({s for w in q.plain for s in stems(w.text, q.language)} for q in (ours, gold))
    return len(one & other) / len(one | other) if one | other else 1.0


Ask = Callable[[str, Any], tuple[Answer, Any]]


def counts(lines: Sequence[Line], ask: Ask, texts: dict[str, str]) -> dict[str, tuple[int, int, int]]:
    """For each of ``ROWS``: turns after the first, right among them, refused among them.

    ``ask(question, turns)`` is a pipeline's ``respond``. A turn is right as in ``dossier eval``.
    """
    found: dict[str, tuple[int, int, int]] = dict.fromkeys(ROWS, (0, 0, 0))
    conversations: dict[str, Any] = {}
    for line in lines:
        turns = conversations.get(line.conversation, ())
        answer, conversations[line.conversation] = ask(line.question, turns)
        if line.turn == "first":
            continue
        asked = {ROWS[0]: ask(line.question, ())[0], ROWS[1]: answer, ROWS[2]: ask(line.rewrite, ())[0]}
        for row, given in asked.items():
            total, right, refused = found[row]
            scored = score(line.item, given, texts, None)
            found[row] = total + 1, right + scored.right, refused + scored.refused
    return found


def table(compared: Sequence[Compared]) -> Iterator[str]:
    """The share of turns that are understood as the rewrite has them, by what they are."""
    yield f"{'':28}{'turns':>7}{'agree':>7}"
    for split in ("test", "dev"):
        for turn in _TURNS[1:]:
            rows = [c for c in compared if c.line.split == split and c.line.turn == turn]
            if rows:
                yield f"{split + ', ' + turn:28}{len(rows):>7}{sum(c.agrees for c in rows):>7}"
    for language in ("fr", "en", "es", "ar"):
        rows = [c for c in compared if c.line.language == language]
        if rows:
            yield f"{language:28}{len(rows):>7}{sum(c.agrees for c in rows):>7}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Exit codes are those of ``dossier``."""
    parser = argparse.ArgumentParser(prog="python -m eval.conversations", description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT_SET, help=f"default {DEFAULT_SET.name}")
    parser.add_argument("--ask", action="store_true", help="ask the library that the settings name, too")
    parser.add_argument("--split", choices=("dev", "test"), help="only these conversations")
    parser.add_argument("--misses", action="store_true", help="show what was understood otherwise")
    given = parser.parse_args(arguments)
    try:
        lines = [line for line in read_lines(given.file) if given.split in (None, line.split)]
        compared = compare(lines)
        print("\n".join(table(compared)))
        if given.misses:
            for missed in (c for c in compared if not c.agrees):
                line = missed.line
                print(f"\n{line.id}  {line.question}\n  {missed.understood}\n  {line.rewrite}")
        if given.ask:
            _ask(lines)
    except DossierError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    return 0


def _ask(lines: Sequence[Line]) -> None:
    from rag.pipeline import open_pipeline

    pipeline = open_pipeline(load_settings(), lambda message: print(message, file=sys.stderr))
    view = pipeline.library.view()
    texts = {row.id: view.article(row.id).text for row in view.articles()}
    missing = sorted({a for line in lines for a in line.articles} - set(texts))
    if missing:
        raise UsageError(f"The library does not hold {missing[0]}: run dossier index corpus first.")
    print(f"\n{'':28}{'turns':>7}{'right':>7}{'refused':>9}")
    for row, (total, right, refused) in counts(lines, pipeline.respond, texts).items():
        print(f"{row:28}{total:>7}{right:>7}{refused:>9}")


if __name__ == "__main__":
    raise SystemExit(main())
