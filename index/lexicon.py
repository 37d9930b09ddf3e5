"""The keyword index (tantivy, BM25): which passages hold the words of a question.

A passage's text is indexed twice: stemmed, in the field of its article's language, and as it stands, in
the field ``any``, so that a name is found whatever the language of the question. Case and accents don't
count. The field ``sounds`` has its names by ``sound_keys``: for questions in the other script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.errors import LibraryError
from index.filters import Filters
from index.sound_keys import keys_across, sound_keys

if TYPE_CHECKING:
    from index.snapshot import Entry

STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}
_WITHOUT_STOP_WORDS = {"ar"}  # tantivy has no list
MAX_TERMS = 512  # of a question, in each field
_LONGEST = 64  # bytes; longer "words" are addresses and noise
_ANY_WEIGHT = 0.5
_TITLE_WEIGHT = 0.3
_SOUNDS_WEIGHT = 0.5
_HEAP = 64_000_000  # bytes the writer may gather before it writes a segment


def _stemming(language: str) -> TextAnalyzer:
    """Stemming comes before folding: the stemmers know the accents."""
    stop = [] if language in _WITHOUT_STOP_WORDS else [Filter.stopword(STEMMERS[language])]
    return _analyzer(*stop, Filter.stemmer(STEMMERS[language]))


def _plain() -> TextAnalyzer:
    """Without any language's stop words: in another language's passages they would be rare and weigh much."""
    return _analyzer(
        *(Filter.stopword(STEMMERS[code]) for code in STEMMERS if code not in _WITHOUT_STOP_WORDS)
    )


def _analyzer(*filters: Filter) -> TextAnalyzer:
    """The simple tokenizer splits at whatever isn't a letter or digit: "l'État" gives two."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (Filter.remove_long(_LONGEST), Filter.lowercase(), *filters, Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.build()


@cache
def _analyzers() -> dict[str, TextAnalyzer]:
    stemming = {language: _stemming(language) for language in STEMMERS}
    return {"any": _plain(), "sounds": TextAnalyzerBuilder(Tokenizer.whitespace()).build(), **stemming}


def stems(text: str, language: str) -> list[str]:
    """The words of ``text`` as the lexicon keeps them: stemmed and folded, without stop words, in order."""
    found: list[str] = _analyzers()[language if language in STEMMERS else "any"].analyze(text)
    return found


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("article", "source", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("from", "to"):
        builder.add_integer_field(name, fast=True, indexed=True)
    for language in STEMMERS:
        builder.add_text_field(language, tokenizer_name=language, index_option="freq")
    for name in ("any", "title"):
        builder.add_text_field(name, tokenizer_name="any", index_option="freq")
    builder.add_text_field("sounds", tokenizer_name="sounds", index_option="freq")
    return builder.build()


def _open(folder: Path, schema: tantivy.Schema | None = None) -> tantivy.Index:
    with _speaking("open"):
        index = tantivy.Index(schema, str(folder)) if schema else tantivy.Index.open(str(folder))
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index


@contextmanager
def _speaking(what: str) -> Iterator[None]:
    """What tantivy says becomes a LibraryError."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise LibraryError(f"tantivy can't {what} the lexicon ({error})") from error


def _has_sounds(schema: tantivy.Schema) -> bool:
    """Whether a lexicon was made since there are keys of sound; one that wasn't is made anew by a sync."""
    try:
        Query.term_query(schema, "sounds", "", "freq")
    except ValueError:
        return False
    return True


class LexiconWriter:
    """Changes a lexicon in a folder that nobody reads yet. What was done counts after ``close``."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        folder.mkdir(exist_ok=True)
        self._index = _open(folder, _schema() if create else None)
        with _speaking("open"):
            self._writer = self._index.writer(_HEAP, 1)

    def remove(self, ids: Iterable[str]) -> None:
        for id in ids:
            self._writer.delete_documents_by_term("id", id)

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            document = tantivy.Document()
            document.add_text("id", entry.id)
            document.add_text("article", entry.article)
            document.add_text("source", entry.source)
            document.add_text("any", entry.text)
            document.add_text("sounds", " ".join(sound_keys(entry.text)))
            if entry.language:
                document.add_text("language", entry.language)
            if entry.language in STEMMERS:
                document.add_text(entry.language, entry.text)
            if entry.title:
                document.add_text("title", entry.title)
            if entry.date_from is not None and entry.date_to is not None:
                document.add_integer("from", entry.date_from)
                document.add_integer("to", entry.date_to)
            with _speaking("write"):
                self._writer.add_document(document)

    def close(self) -> None:
        with _speaking("write"):
            self._writer.commit()
            self._writer.wait_merging_threads()


class Lexicon:
    """A published lexicon, for reading, from any thread."""

    def __init__(self, folder: Path) -> None:
        """Raises LibraryError where tantivy can't open what is in ``folder``."""
        self._index = _open(folder)
        self._schema = self._index.schema
        self._sounding = _has_sounds(self._schema)
        self._searcher = self._index.searcher()

    def count(self) -> int:
        return self._searcher.num_docs

    def ids(self) -> list[str]:
        if not self.count():
            return []
        hits = self._searcher.search(Query.all_query(), self.count()).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def search(
        self, question: str, k: int, filters: Filters, languages: Iterable[str]
    ) -> list[tuple[str, float]]:
        """The ``k`` best passages as (id, BM25), best first; ``languages`` are those that the library holds.

        The question is taken as plain words: nothing in it is an operator.
        """
        words = self._words(question, languages)
        if not words or not self.count():
            return []
        must = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in self._narrowing(filters)]
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(words)), *must])
        with _speaking("search"):
            hits = self._searcher.search(query, min(k, self.count()), count=False).hits
            found = [(self._searcher.doc(address)["id"][0], float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _words(self, question: str, languages: Iterable[str]) -> list[tuple[Occur, Query]]:
        fields = [(language, language, 1.0) for language in languages if language in STEMMERS]
        fields += [("any", "any", _ANY_WEIGHT), ("title", "any", _TITLE_WEIGHT)]
        words = []
        for field, analyzer, weight in fields:
            terms = list(dict.fromkeys(_analyzers()[analyzer].analyze(question)))[:MAX_TERMS]
            for term in terms:
                query = Query.term_query(self._schema, field, term, "freq")
                words.append((Occur.Should, Query.boost_query(query, weight)))
        return words + self._sounds(question)

    def _sounds(self, question: str) -> list[tuple[Occur, Query]]:
        """What finds the names of a question in articles in the other script."""
        keys = list(dict.fromkeys(keys_across(question)))[:MAX_TERMS] if self._sounding else []
        terms = [Query.term_query(self._schema, "sounds", key, "freq") for key in keys]
        return [(Occur.Should, Query.boost_query(term, _SOUNDS_WEIGHT)) for term in terms]

    def _narrowing(self, filters: Filters) -> Iterable[Query]:
        if filters.first_day is not None:
            yield Query.range_query(
                self._schema, "to", tantivy.FieldType.Integer, lower_bound=filters.first_day
            )
        if filters.last_day is not None:
            yield Query.range_query(
                self._schema, "from", tantivy.FieldType.Integer, upper_bound=filters.last_day
            )
        wanted: Sequence[tuple[str, tuple[str, ...]]] = (
            ("language", filters.languages),
            ("article", filters.articles),
            ("source", filters.sources),
        )
        for field, values in wanted:
            if values:
                yield Query.term_set_query(self._schema, field, list(values))
