"""The terminal: ``dossier index | ask | timeline | chat | serve | doctor``, and what ``measure.py``,
``lines.py`` and ``upkeep.py`` add.

Standard output carries the result and nothing else. Exit codes: 0 done (a refusal is an answer), 1 the
work failed, 2 the call was wrong. Heavy libraries are imported by the commands that need them.
"""

from __future__ import annotations

import json
import logging
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

import typer

import lines
import measure
import upkeep
from index.errors import DossierError, UsageError
from lines import LibraryOption, opened, settings_of

if TYPE_CHECKING:
    from index.filters import Filters
    from index.library import Library
    from rag.answer import Answer
    from rag.pipeline import Pipeline

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Chat with a folder of news articles: every sentence of an answer shows the sentence it comes from.",
)

app.add_typer(measure.app)  # eval, compare, report
app.add_typer(lines.app)  # batch, search, read, facts, ground
app.add_typer(upkeep.app)  # correct, remove, feedback

# What a question can be narrowed to.
Since = Annotated[Optional[str], typer.Option(help="Articles from this day on, as 2022-05-01.")]  # noqa: UP045
Until = Annotated[Optional[str], typer.Option(help="Articles up to this day.")]  # noqa: UP045
Languages = Annotated[Optional[list[str]], typer.Option(help="Articles in this language.")]  # noqa: UP045
Articles = Annotated[Optional[list[str]], typer.Option(help="Only this article.")]  # noqa: UP045
Sources = Annotated[Optional[list[str]], typer.Option(help="Only this source.")]  # noqa: UP045


def main() -> NoReturn:
    """The door: what goes wrong becomes one sentence and an exit code."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    for stream in (sys.stdout, sys.stderr):  # JSON is UTF-8, whatever the machine's own encoding is
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for noisy in ("pypdf", "trafilatura", "htmldate", "chromadb"):  # what they find, the report says
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        code = app(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:  # `dossier … | head`: nobody reads any more
        sys.stderr.close()
        sys.exit(0)
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except DossierError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # typer's own, a wrong call
            print(error.format_message(), file=sys.stderr)
            sys.exit(error.exit_code)
        logging.exception("Dossier failed in a way it doesn't know; please report it with these lines.")
        sys.exit(1)


@app.command()
def index(
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(
            metavar="[PATH…]", help="Folders or files; none: all that the library knows, or corpus/."
        ),
    ] = None,
    as_name: Annotated[Optional[str], typer.Option("--as", help="Prefix the ids of this source.")] = None,  # noqa: UP045
    forget: Annotated[bool, typer.Option("--forget", help="Let go of these sources instead.")] = False,
    library: LibraryOption = None,
) -> int:
    """Bring sources up to date: what is new or changed is read, what is gone is removed."""
    from index.encoder import load_encoder
    from index.sync import forget as forget_source
    from index.sync import sync
    from terminal import Bar, report_lines

    settings = settings_of(library)
    if forget:
        if not paths:
            raise UsageError("Name the folders to forget: `dossier index --forget PATH…`.")
        for path in paths:
            count = forget_source(settings.library, path)
            print(f"{path}: {count} articles are no longer in the library; the files are untouched.")
        return 0
    with Bar() as bar:
        report = sync(
            settings.library,
            paths or [],
            settings=settings,
            name=as_name,
            encoder=lambda: load_encoder(settings, bar.say),
            progress=bar,
        )
    for failed in report.failed:
        print(f"not read: {failed.path}: {failed.reason}", file=sys.stderr)
    for article, notice in report.notices:
        print(f"note: {article}: {notice}", file=sys.stderr)
    print(report_lines(report))
    return 1 if report.failed and not report.added + report.changed + report.unchanged else 0


@app.command()
def ask(
    question: str,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as one JSON object.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer came about.")] = False,
    since: Since = None,
    until: Until = None,
    language: Languages = None,
    article: Articles = None,
    source: Sources = None,
    library: LibraryOption = None,
) -> None:
    """Answer one question."""
    from rag.question import analyse
    from terminal import explained, readable

    analyse(question)  # a question that can't be asked should not wait for the encoder
    filters = _filters(since, until, language, article, source)
    pipeline = opened(library)
    _known(pipeline.library, filters)
    answer, _ = _answered(pipeline, question, (), filters)
    if as_json:
        print(json.dumps(answer.to_json(), ensure_ascii=False))
    else:
        print(readable(answer))
    if explain:
        print(explained(answer), file=sys.stderr if as_json else sys.stdout)


@app.command()
def timeline(
    question: Annotated[Optional[str], typer.Argument(help="What the events are about; none: all.")] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help="The events as one JSON object.")] = False,
    since: Since = None,
    until: Until = None,
    language: Languages = None,
    article: Articles = None,
    source: Sources = None,
    library: LibraryOption = None,
) -> None:
    """List dated events in order, each with the sentences that tell of it."""
    from index.library import Library
    from index.names import use_aliases
    from rag.question import analyse
    from rag.timeline import timeline as events_of
    from terminal import listed

    filters = _filters(since, until, language, article, source)
    if question is None:  # all is read, so nothing is searched, and the encoder stays where it is
        settings = settings_of(library)
        use_aliases(settings.aliases)
        with Library.open(settings.library) as held:
            _known(held, filters)
            found = events_of(held.view(), None, filters)
    else:
        analyse(question)
        pipeline = opened(library, reading=False)
        _known(pipeline.library, filters)
        found = events_of(pipeline.library.view(), question, filters, encoder=pipeline.encoder)
    print(json.dumps(found.to_json(), ensure_ascii=False) if as_json else listed(found))


@app.command()
def chat(library: LibraryOption = None) -> None:
    """A conversation in the terminal; an empty line or Ctrl+D ends it."""
    from index.filters import EVERYTHING
    from terminal import readable

    pipeline = opened(library)
    turns: tuple[Any, ...] = ()
    print("Ask about the articles; an empty line ends the conversation.", file=sys.stderr)
    while True:
        try:
            if sys.stdin.isatty():
                print("> ", end="", file=sys.stderr, flush=True)
            question = input().strip()
        except EOFError:
            return
        if not question:
            return
        try:
            answer, turns = _answered(pipeline, question, turns, EVERYTHING)
            print(readable(answer), end="\n\n", flush=True)
        except UsageError as error:
            print(error, file=sys.stderr)


@app.command()
def serve(
    host: Annotated[Optional[str], typer.Option(help="The address to serve on.")] = None,  # noqa: UP045
    port: Annotated[Optional[int], typer.Option(help="The port to serve on.")] = None,  # noqa: UP045
    user: Annotated[Optional[str], typer.Option(help="Who may sign in; needed beyond this machine.")] = None,  # noqa: UP045
    password: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Better set as DOSSIER_PASSWORD, which no list of processes shows."),
    ] = None,
    mcp: Annotated[bool, typer.Option("--mcp", help="Serve the endpoints as tools over MCP, too.")] = False,
    library: LibraryOption = None,
) -> None:
    """Serve the page, on this machine unless it is told otherwise."""
    from app import serve as serve_page

    serve_page(settings_of(library, host=host, port=port, user=user, password=password), tools=mcp)


@app.command()
def doctor(library: LibraryOption = None) -> int:
    """What is installed, which models, what the library holds, what is wrong."""
    from terminal import diagnosis

    text, healthy = diagnosis(settings_of(library))
    print(text)
    return 0 if healthy else 1


def _answered(pipeline: Pipeline, question: str, turns: Any, filters: Filters) -> tuple[Answer, Any]:
    """The answer that stands. Where a language model is to write it and a person waits, what the reader says
    is shown at once."""
    answers = pipeline.stream(question, turns, filters)
    last = next(answers)
    if pipeline.model is not None and not last[0].refused and sys.stderr.isatty():
        print(f"{last[0].text}\n… {pipeline.model.name}", file=sys.stderr, flush=True)
    *_, last = (last, *answers)
    return last


def _filters(
    since: str | None,
    until: str | None,
    language: list[str] | None,
    article: list[str] | None,
    source: list[str] | None,
) -> Filters:
    from index.filters import narrowed

    return narrowed(since, until, language or (), article or (), source or ())


def _known(library: Library, filters: Filters) -> None:
    from index.filters import check_known

    check_known(filters, library.view().articles())


if __name__ == "__main__":
    main()
