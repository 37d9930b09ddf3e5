"""The commands that read JSON lines and write JSON lines in the same order, and what all commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from index.errors import UsageError

if TYPE_CHECKING:
    from index.settings import Settings
    from rag.pipeline import Pipeline

app = typer.Typer()

LibraryOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it
    typer.Option("--library", help="Where the library is kept (default .dossier, or DOSSIER_LIBRARY)."),
]
File = Annotated[
    str, typer.Argument(metavar="FILE.jsonl", help="One JSON object a line; - is standard input.")
]


def settings_of(library: Path | None, **others: Any) -> Settings:
    from index.settings import load_settings

    return load_settings(library=library, **others)


def opened(library: Path | None, *, reading: bool = True) -> Pipeline:
    from rag.pipeline import open_pipeline

    return open_pipeline(settings_of(library), say, reading=reading)


def say(message: str) -> None:
    print(message, file=sys.stderr)


@app.command()
def batch(file: File, library: LibraryOption = None) -> None:
    """Answer many questions: JSON lines in, JSON lines out, in the same order."""
    from terminal import each_line, open_lines

    lines = open_lines(file)
    pipeline = opened(library)
    conversations: dict[str, Any] = {}

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        key = line.get("conversation")
        turns = conversations.get(str(key), ()) if key is not None else ()
        found, turns = pipeline.respond(line["question"], turns)
        if key is not None:
            conversations[str(key)] = turns
        return found.to_json()

    each_line(lines, answer)


@app.command()
def search(file: File, library: LibraryOption = None) -> None:
    """The passages that search finds for each question, before any reading."""
    from terminal import each_line, open_lines

    lines = open_lines(file)
    pipeline = opened(library, reading=False)

    def find(line: dict[str, Any]) -> dict[str, Any]:
        k = line.get("k", 10)
        if not isinstance(k, int) or not 1 <= k <= 1000:
            raise UsageError(f"k is {k!r}: give a number from 1 to 1000.")
        found = pipeline.search(line["question"], k)
        return {"passages": [passage.to_json() for passage in found]}

    each_line(lines, find)


@app.command()
def read(
    file: File,
    weights: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Another reader's weights than those that come along."),
    ] = None,
) -> None:
    """What the reader makes of each line's passages; no library is needed."""
    from rag.trained_reader import TrainedReader, read_line
    from terminal import each_line, open_lines

    lines = open_lines(file)
    reader = TrainedReader(settings_of(None), say, weights=weights)
    each_line(lines, lambda line: read_line(reader, line))


@app.command()
def facts(file: File) -> None:
    """The dates, numbers and names of each line's text, in normal form; no library is needed."""
    from index.fact_lines import facts_line
    from index.names import use_aliases
    from terminal import each_line, open_lines

    lines = open_lines(file)
    use_aliases(settings_of(None).aliases)
    each_line(lines, lambda line: {"facts": facts_line(line)}, needs="text")


@app.command()
def ground(file: File) -> None:
    """Each line's answer against the sentences that it cites; no library is needed."""
    from index.names import use_aliases
    from rag.about import reader_check
    from rag.grounding import ground_line
    from rag.trained_reader import TrainedReader
    from terminal import each_line, open_lines

    lines = open_lines(file)
    settings = settings_of(None)
    use_aliases(settings.aliases)
    check = reader_check(TrainedReader(settings, say))
    each_line(lines, lambda line: ground_line(line, check), needs="answer")
