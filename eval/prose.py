"""``python -m eval.prose``: how many wrong sentences of a model are shown, how many honest ones lost.

A scripted model, over HTTP, retells sentences of articles in several ways; every third sentence has a date,
number or name changed, or a fact added that no article has. The sentences come from a library and from
question rows (JSONL with ``context``, ``lang``, ``title``), and with them every sentence of
``sets/support.jsonl``, labelled by hand, in four languages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from pydantic import SecretStr

from eval.corruptions import name_pool
from eval.retold import changed, retellings, tellable
from eval.support import labelled
from index.errors import DossierError, UsageError
from index.folding import fold_words
from index.library import Library
from index.sentences import sentences
from index.settings import load_settings
from rag.about import reader_check
from rag.answer import Answer, Citation
from rag.cited import Cited
from rag.claims import claims
from rag.grounding import Check
from rag.llm import LanguageModel, Limits, Prompt, ScriptedModel
from rag.question import analyse
from rag.writer import Draft, written

_TOLD = 6  # sentences of evidence that a prose retells
_PLACES = 3  # every third sentence is wrong
_ASKED = {
    "fr": "Que disent les articles ?", "en": "What do the articles say?", "es": "¿Qué dicen los artículos?",
    "ar": "ماذا تقول المقالات؟",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A sentence that the model writes, of a kind, and whether it is honest."""

    text: str
    kind: str
    honest: bool


@dataclass(frozen=True)
class Prose:
    told: tuple[Told, ...]
    evidence: tuple[Citation, ...]
    around: tuple[Citation, ...]
    language: str

    @property
    def text(self) -> str:
        return " ".join(f"{one.text.rstrip(' .')}." for one in self.told)


@dataclass
class Counts:
    honest: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        lines = [
            f"wrong sentences shown: {self.shown.total()} of {self.wrong.total()}; "
            f"honest ones lost: {self.lost.total()} of {self.honest.total()}"
        ]
        lines += [f"    {k:28} lost  {self.lost[k]:3} of {n}" for k, n in sorted(self.honest.items())]
        lines += [f"    {k:28} shown {self.shown[k]:3} of {n}" for k, n in sorted(self.wrong.items())]
        return "\n".join(lines)


def proses(texts: Sequence[tuple[str, str, str | None, str | None]], random: Random) -> Iterator[Prose]:
    """``texts``: each with its language, title and date. Its sentences in groups, each group retold."""
    taken = []
    for text, language, title, published in texts:
        quotes = [" ".join(text[a:b].split()) for a, b in sentences(text)]
        taken.append(([q for q in quotes if tellable(q, language)], language, title, published))
    pool = name_pool((quote, language) for quotes, language, _, _ in taken for quote in quotes)
    for quotes, language, title, published in taken:
        everything = _cited(quotes, title, published)
        sources = [*quotes, title or "", published or ""]
        for at in range(0, len(quotes) - _PLACES + 1, _TOLD):
            evidence = everything[at : at + _TOLD]
            told: list[Told] = []
            for n, one in enumerate(evidence):
                kind, said = random.choice(list(retellings(one.quote, language)))
                told.append(Told(said, kind, True))
                if n % 2:
                    kind, said = random.choice(list(changed(one.quote, language, sources, pool, random)))
                    told.append(Told(said.rstrip(" ."), kind, False))
            around = tuple(c for c in everything if c not in evidence)
            yield Prose(tuple(told), evidence, around, language)


def by_hand() -> Iterator[Prose]:
    """The labelled sentences, each with what it cites as its evidence."""
    for item in labelled():
        if item.kind in ("no_citation", "unknown_citation", "wrong_citation", "exchanged", "other_precision"):
            continue  # the marks are the writer's own; exchanges are reported by eval.support
        evidence = tuple(
            Citation(c.n, f"{c.n}.txt", c.title, c.published, None, None, None, 0, len(c.quote), c.quote)
            for c in item.cited
        )
        told = [Told(claim.text, f"by hand: {item.kind}", item.supported) for claim in claims(item.answer)]
        if len(told) == 1 and item.kind != "value":
            yield Prose(tuple(told), evidence, (), item.language)


def count(proses: Iterable[Prose], check: Check | None) -> Counts:
    """What is shown of each prose, as the writer shows it."""
    found, given = Counts(), list(proses)
    with ScriptedModel(["Oui.", *(prose.text for prose in given)]) as server:
        model = LanguageModel(server.url, server.name, SecretStr(""), Limits.within(60))
        list(model.stream(Prompt("", "")))
        for prose in given:
            marks = "".join(f"[{c.n}]" for c in prose.evidence)
            answer = Answer("", "?", "?", prose.language, f"« … » {marks}.", None, prose.evidence)
            draft = Draft(
                analyse(_ASKED[prose.language], prose.language), answer, (), "synthesis", prose.around
            )
            last = list(written(draft, model, check))[-1]
            struck = {fold_words(s["text"]): s for s in last.explain["llm"]["struck"]}
            for one in prose.told:
                fault = next((s for key, s in struck.items() if key in fold_words(one.text)), None)
                if one.honest:
                    found.honest[one.kind] += 1
                    found.lost[one.kind] += fault is not None
                else:
                    found.wrong[one.kind] += 1
                    found.shown[one.kind] += fault is None
                if one.honest == (fault is not None):
                    why = f"{fault['reason']} {fault['missing']}" if fault else "shown"
                    quotes = " / ".join(c.quote for c in prose.evidence if _close(c.quote, one.text))
                    found.faults.append(f"{one.kind}: {why}: {one.text} | {quotes}")
    return found


def _close(quote: str, text: str) -> bool:
    words = set(fold_words(text).split())
    return len(words & set(fold_words(quote).split())) > 0.5 * len(words)


def _cited(quotes: Sequence[str], title: str | None, published: str | None) -> tuple[Citation, ...]:
    return tuple(
        Citation(n, "a.txt", title, published, None, None, None, 0, len(quote), quote)
        for n, quote in enumerate(quotes, 1)
    )


def _texts(library: Path) -> list[tuple[str, str, str | None, str | None]]:
    view = Library.open(library).view()
    articles = [view.article(row.id) for row in view.articles()]
    return [(a.text, a.language, a.title, a.published) for a in articles if a.language in ("fr", "en")]


def _rows(path: Path, limit: int) -> list[tuple[str, str, str | None, str | None]]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise UsageError(f"{path} can't be read ({error.strerror}): name a file of JSON lines.") from error
    contexts = {row["context"]: row for row in rows}
    return [(text, row["lang"], row.get("title"), None) for text, row in list(contexts.items())[:limit]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.prose", description=__doc__)
    parser.add_argument("--library", type=Path, action="append", default=[], help="articles to retell")
    parser.add_argument("--questions", type=Path, action="append", default=[], help="question rows to retell")
    parser.add_argument("--limit", type=int, default=100, help="at most so many texts of each file")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--reader", action="store_true", help="with the reader's second look")
    parser.add_argument("--misses", action="store_true", help="show every sentence judged wrong")
    given = parser.parse_args(arguments)
    took: list[float] = []
    check = _timed(given.reader, took)
    sources = [(str(path), _texts(path)) for path in given.library]
    sources += [(path.name, _rows(path, given.limit)) for path in given.questions]
    named = [(name, list(proses(texts, Random(given.seed)))) for name, texts in sources]
    for name, some in [("labelled by hand", list(by_hand())), *named]:
        counts = count(some, check)
        print(f"{name}: {counts.table()}")
        if given.misses:
            print("\n".join(f"  {line}" for line in counts.faults))
    if took:
        print(f"the reader's second look: median {1e3 * median(took):.0f} ms a sentence, {len(took)} looks")
    return 0


def _timed(reader: bool, took: list[float]) -> Check | None:
    if not reader:
        return None
    from rag.trained_reader import TrainedReader

    look = reader_check(TrainedReader(load_settings()))

    def timed(claim: str, cited: Sequence[Cited]) -> Sequence[float]:
        began = perf_counter()
        found = look(claim, cited)
        took.append(perf_counter() - began)
        return found

    return timed


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DossierError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
