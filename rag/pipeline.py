"""From a question to an answer: search, read, weigh, answer. What the terminal, the page and eval call."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from time import perf_counter
from typing import Any

from index.articles import Article
from index.encoder import E5Encoder, Encoder, encoder_fingerprint, load_encoder
from index.errors import EncoderMismatch, LibraryError
from index.filters import EVERYTHING, Filters
from index.library import Library
from index.names import use_aliases
from index.settings import Settings
from index.store import printable
from rag.about import reader_check
from rag.answer import Answer, Citation
from rag.answerer import answer, listing
from rag.chat import Turn, Understood, followed
from rag.event_towns import with_event_towns
from rag.evidence import gather
from rag.follow_ups import understood_as
from rag.grounding import grounded
from rag.held import not_held
from rag.instructions import instructs, without_orders
from rag.llm import Model, language_model
from rag.nearness import by_both
from rag.phrases import phrase
from rag.plainly import plainly_told
from rag.question import analyse, bare, knowing
from rag.reader import Context, Reader
from rag.retriever import Found, rank, search, take
from rag.sources import clause_asked
from rag.spoken_of import leaning
from rag.synthesis import READ as READ_WHOLE
from rag.synthesis import gather_told, topic, wants_synthesis
from rag.time_fit import WIDE, factors, piece, rerank, tells_of
from rag.times import asked_time
from rag.trained_reader import TrainedReader
from rag.who_is import person_asked, with_offices
from rag.worded import worded
from rag.writer import Draft, around, others, written

UNKNOWN = 0.1  # what is left of a reading's probability, where the article lacks what the question names
READ = 10  # passages of the fused ranking that are read


class Pipeline:
    """Answers questions from one library. Safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        settings: Settings,
        reader: Reader | None = None,
        model: Model | None = None,
    ):
        self.library = library
        self.encoder = encoder
        self.settings = settings
        self.encoder_fingerprint = encoder.fingerprint
        self.model = model
        if reader is not None:
            self.reader = reader

    @cached_property
    def reader(self) -> Reader:
        """Loaded when it is first asked for: search needs none."""
        return TrainedReader(self.settings, encoder=self.encoder)

    def ask(self, question: str, filters: Filters = EVERYTHING) -> Answer:
        """One answer, without a conversation. Raises UsageError for an empty or endless question."""
        return self.respond(question, (), filters)[0]

    def respond(
        self, question: str, turns: tuple[Turn, ...], filters: Filters = EVERYTHING
    ) -> tuple[Answer, tuple[Turn, ...]]:
        """The answer to ``question`` after ``turns``, and the turns with this one added."""

        *_, last = self.stream(question, turns, filters)
        return last

    def stream(
        self, question: str, turns: tuple[Turn, ...] = (), filters: Filters = EVERYTHING
    ) -> Generator[tuple[Answer, tuple[Turn, ...]], None, None]:
        """As ``respond``, again and again: first what the reader answers, at once, then the same in the words
        of the language model, growing by sentences that hold, last the answer that stands.

        Without a model, and for a refusal, there is one. Closing the iterator ends the model's work.
        """
        asked = printable(question)
        understood = understood_as(without_orders(asked), turns)
        draft = self._draft(asked, understood, filters)
        yield draft.answer, followed(turns, understood, draft.answer)
        if self.model is not None:
            with closing(written(draft, self.model, reader_check(self.reader))) as answers:
                for better in answers:
                    yield better, followed(turns, understood, better)

    def search(self, question: str, k: int = 10, filters: Filters = EVERYTHING) -> list[Found]:
        """The ``k`` best passages by fused rank, before any reading."""
        analysed = analyse(printable(question))
        return search(self.library.view(), self.encoder, analysed.text, k, filters)

    def paragraph(self, citation: Citation) -> tuple[str, str, str]:
        """The paragraph around a citation: the text before the quote, the quote, the text after it.

        Raises LibraryError when the article was removed or changed since.
        """
        article = self.library.view().article(citation.article)
        text, start, end = article.text, citation.start, citation.end
        if text[start:end] != citation.quote:
            raise LibraryError(f"The article {citation.article} has changed since it was cited: ask again.")
        before, after = text.rfind("\n\n", 0, start), text.find("\n\n", end)
        begins = max([before + 2 if before >= 0 else 0, *(m for _, m in article.masked if m <= start)])
        ends = min([after if after >= 0 else len(text), *(m for m, _ in article.masked if m >= end)])
        return text[begins:start], text[start:end], text[end:ends]

    def _draft(self, asked: str, understood: Understood, filters: Filters) -> Draft:
        clock = Clock()
        language = understood.language
        question = analyse(bare(understood.text, language), language, understood.context)
        whole = wants_synthesis(question) and person_asked(question) is None
        clause = None if whole else clause_asked(question)
        when = None if whole else asked_time(question)
        wanted = READ_WHOLE if whole else WIDE if when else READ
        view = self.library.view()
        sought = topic(question) if whole else clause[0].text if clause else question.text
        ranking = rank(view, self.encoder, sought, wanted, filters)
        found = take(view, ranking, wanted)
        articles = {id: view.article(id) for id in {passage.article for passage in found}}
        if when:
            question = knowing(question, [passage.text for passage in found])
            found = rerank(found, when, question, articles, READ)
        clock.stop("retrieve")
        contexts = [context(passage, articles[passage.article]) for passage in found]
        question = knowing(question, [c.text for c in contexts])
        about = analyse(topic(question), language) if whole else clause[0] if clause else question
        readings = self.reader.read(about, contexts)
        if isinstance(self.encoder, E5Encoder):
            readings = by_both(readings, [passage.cosine for passage in found])
        question, readings = with_offices(question, contexts, readings)
        readings = plainly_told(question, contexts, readings)
        readings = with_event_towns(
            question,
            contexts,
            readings,
            lambda i, at: (
                when is None or tells_of(when, question, piece(found[i], at, articles[found[i].article]))
            ),
        )
        clock.stop("read")
        missing = [not_held(question, c, when) for c in contexts]
        fits = [1.0] * len(found)
        if when:
            pieces = [piece(p, r.start, articles[p.article]) for p, r in zip(found, readings, strict=True)]
            fits = factors(when, question, pieces)
        likely = [
            (UNKNOWN if lacks else 1.0) * fit * reading.answerable
            for reading, lacks, fit in zip(readings, missing, fits, strict=True)
        ]
        likely = worded(question, contexts, readings, likely)
        likely = leaning(likely, question, found, readings, understood.articles)
        evidence = gather(question, found, readings, likely, articles)
        evidence = [e for e in evidence if not instructs(e.article.text, e.start, e.end)]
        undated = view.undated(filters) if filters.since or filters.until else 0
        notices = [phrase("undated", language, count=undated)] if undated else []
        explain = {
            "kind": question.kind,
            "content": [w.text for w in question.content],
            "names": [n.text for n in question.names],
            "time": when.to_json() if when else None,
            "ranked": ranking.to_json(),
            "passages": [
                {
                    "id": p.id,
                    "fused": round(p.score, 5),
                    "vector_rank": p.vector_rank,
                    "word_rank": p.word_rank,
                    "relevance": round(r.relevance, 3),
                    "answerable": round(r.answerable, 3),
                    "time_fit": round(fit, 3),
                    "likely": round(probability, 3),
                    "missing": list(lacks),
                    "span": r.text,
                    "seen": {k: round(v, 3) for k, v in r.seen.items()},
                }
                for p, r, fit, probability, lacks in zip(found, readings, fits, likely, missing, strict=True)
            ],
        }
        common: dict[str, Any] = {
            "asked_of": f"{view.generation} {filters}",
            "notices": notices,
            "explain": explain,
        }
        if whole:
            told = gather_told(question, found, readings, articles)
            said = listing(question, asked, told, evidence, **common)
        else:
            said = answer(question, asked, evidence, **common)
        clock.stop("weigh")
        said = grounded(said)
        clock.stop("ground")
        said = replace(said, timings_ms=clock.timings())
        draft = Draft(
            question, said, () if whole else others(said, evidence), "synthesis" if whole else "answer"
        )
        return draft if self.model is None or said.refused else around(draft, found, readings, view)


class Clock:
    """How long the steps of an answer took."""

    def __init__(self) -> None:
        self._began = self._last = perf_counter()
        self._took: dict[str, float] = {}

    def stop(self, step: str) -> None:
        """The step that ends now began where the one before ended."""
        now = perf_counter()
        self._took[step] = 1e3 * (now - self._last)
        self._last = now

    def timings(self) -> dict[str, float]:
        """Milliseconds by step, and ``total``."""
        return {**self._took, "total": 1e3 * (self._last - self._began)}


def context(passage: Found, article: Article) -> Context:
    """The passage as a reader reads it, with what its article says of itself."""
    at, kept = 0, [article.title or "", "\n"]
    for start, end in sorted(article.masked):
        kept.append(article.text[at:start])
        at = end
    whole = "".join([*kept, article.text[at:]])
    return Context(passage.text, article.title, article.published, article.language, whole)


def open_pipeline(
    settings: Settings, say: Callable[[str], None] = lambda _: None, *, reading: bool = True
) -> Pipeline:
    """The library of ``settings``, ready to be asked; its models take a few seconds to load.

    ``reading``: False for search alone, which needs neither the reader nor a language model.
    Raises LibraryError where there is no library, EncoderMismatch where another encoder made it, UsageError
    where the settings' table of names can't be read, ModelError where their language model can't be served.
    """
    use_aliases(settings.aliases)
    library = Library.open(settings.library)
    fingerprint = library.view().fingerprint
    if fingerprint and fingerprint != encoder_fingerprint(settings):
        library.close()
        raise EncoderMismatch(
            f"The library {settings.library} was made with the encoder {fingerprint}, and "
            f"{encoder_fingerprint(settings)} is set now: set DOSSIER_ENCODER back, or index into another "
            "library with --library."
        )
    model = language_model(settings, say) if reading else None
    encoder = load_encoder(settings, say)
    reader = TrainedReader(settings, encoder=encoder) if reading else None
    library.view().open_search()  # while the reader is still being compiled
    return Pipeline(library, encoder, settings, reader, model)
