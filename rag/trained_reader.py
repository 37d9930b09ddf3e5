"""The reader that was trained: its model is in ``cross_encoder.py``, how it came about in ``train/``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from math import exp, log
from pathlib import Path
from typing import Any

from index.encoder import E5Encoder, Encoder
from index.errors import UsageError
from index.names import mentions
from index.sentences import sentences
from index.settings import Settings
from index.store import printable
from index.weights import unpack
from rag.cross_encoder import CrossEncoder, Scored
from rag.fits import DOUBTED, LIKELY, UNLIKELY, fits, named, town_first
from rag.gloss import gloss
from rag.nearness import by_both
from rag.placed import placed
from rag.question import Question, analyse
from rag.reader import Context, Reading
from rag.reader_weights import READER_SHA256
from rag.undated import tells_of_dates, undated
from rag.unset import not_yet_set

HOPELESS = 0.1  # of a passage less likely to answer only the best span is looked at
SENTENCE = 200  # characters of one that stands before a passage
AGAIN = 5  # the likeliest passages are read a second time
SURE = 0.9  # a reading as likely as that needs no second one
BETTER = 0.7  # the weight of the likelier of two readings of a passage, in logits


class TrainedReader:
    """Reads with the weights that come along, whatever encoder the settings name for search.

    ``encoder``: the one of search, where it is loaded; if it is the one that the reader was trained on, they
    share a tokenizer. ``weights``: another file than the one that comes along. Raises ReaderError, and
    EncoderError where the encoder can't be unpacked.
    """

    def __init__(
        self,
        settings: Settings,
        say: Callable[[str], None] = lambda _: None,
        *,
        encoder: Encoder | None = None,
        weights: Path | None = None,
    ) -> None:
        self._settings, self._say = settings, say
        self._own = weights is None
        if isinstance(encoder, E5Encoder):
            self._encoder = encoder
        self._model = CrossEncoder(
            unpack(settings.cache, say),
            weights or reader_file(),
            settings.precision,
            sha256=None if weights else READER_SHA256,
            tokenizer=encoder.tokenizer if isinstance(encoder, E5Encoder) else None,
        )
        self.precision = self._model.precision

    @cached_property
    def _encoder(self) -> E5Encoder:
        """Loaded when passages are first to be ranked that no search has found."""
        return E5Encoder(self._settings, self._say)

    def rank(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        """As ``read``, their relevance told by the encoder too (``nearness.py``), each passage encoded alone:
        it doesn't depend on what else is read. With other weights it is as ``read``."""
        readings = self.read(question, passages)
        if not self._own:
            return readings
        asked = self._encoder.encode_query(printable(question.text))
        texts = ("\n".join(part for part in (head(p), printable(p.text)) if part) for p in passages)
        return by_both(readings, [float(self._encoder.encode_passages([text])[0] @ asked) for text in texts])

    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        """Where no reading is sure, the likeliest passages are read once more, the question without its date,
        and in their words where they are in another language."""
        found = self._read(question, question.text, passages)
        if any(reading.answerable >= SURE for reading in found):
            return found
        likeliest = sorted(range(len(passages)), key=lambda i: -found[i].answerable)
        for other, there in self._otherwise(question, passages):
            chosen = [i for i in likeliest if i in there][:AGAIN]
            some = [passages[i] for i in chosen]
            for i, again in zip(chosen, self._read(question, other, some), strict=True):
                found[i] = _both(found[i], again)
        return found

    @staticmethod
    def _otherwise(question: Question, passages: Sequence[Context]) -> Iterator[tuple[str, frozenset[int]]]:
        """Other words for the question, with the passages that are to be read with them."""
        texts = [passage.text for passage in passages]
        plain = undated(question, texts)
        timely = [plain is not None and tells_of_dates(question, passage) for passage in passages]
        for language, dateless in dict.fromkeys(
            (p.language, t) for p, t in zip(passages, timely, strict=True)
        ):
            there = [i for i, p in enumerate(passages) if (p.language, timely[i]) == (language, dateless)]
            asked = plain if plain and dateless else question
            own = [text for text, p in zip(texts, passages, strict=True) if p.language == language]
            other = gloss(asked, str(language), own) or (asked.text if asked is plain else None)
            if other is not None:
                yield other, frozenset(there)

    def _read(self, question: Question, text: str, passages: Sequence[Context]) -> list[Reading]:
        pairs = [(headed(question, passage), printable(passage.text)) for passage in passages]
        found = self._model.score(printable(text), pairs)
        return [
            _likeliest(question, passage, scored) for passage, scored in zip(passages, found, strict=True)
        ]


def _both(one: Reading, other: Reading) -> Reading:
    """The likelier of two readings of a passage, brought nearer to the other: a mean of their logits."""
    better, worse = sorted((one, other), key=lambda reading: -reading.answerable)
    logit = BETTER * _logit(better.answerable) + (1 - BETTER) * _logit(worse.answerable)
    return replace(better, answerable=1 / (1 + exp(-logit)))


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))


def read_line(reader: TrainedReader, line: Mapping[str, Any]) -> dict[str, Any]:
    """The readings of the line's ``question`` over its ``passages``. Raises UsageError for a bad line."""
    passages = line.get("passages")
    if not isinstance(passages, list) or not all(isinstance(text, str) for text in passages):
        raise UsageError("The line has no list of texts as its passages.")
    readings = reader.rank(analyse(printable(line["question"])), [Context(printable(p)) for p in passages])
    return {
        "readings": [
            {
                "relevance": round(reading.relevance, 6),
                "answerable": round(reading.answerable, 6),
                "start": reading.start,
                "end": reading.end,
                "text": reading.text,
            }
            for reading in readings
        ]
    }


def reader_file() -> Path:
    """Where the weights that come along are."""
    return Path(str(files("rag") / "reader.safetensors"))


def head(passage: Context) -> str:
    """What stands before the passage's text: its article's title and date, as the encoder sees them."""
    title = passage.title if passage.title and passage.title not in passage.text else None
    return printable(" · ".join(part for part in (title, passage.published) if part))


def headed(question: Question, passage: Context) -> str:
    """The head and, for each name of the question that the passage lacks, the last sentence before it in its
    article that has the name: *cette réunion* is that of Washington."""
    parts = [head(passage)]
    before = passage.article[: max(0, passage.article.find(passage.text))]
    for name in question.names:
        if any(mentions(name.text, part) for part in (*parts, passage.text)):
            continue
        told = (before[a:b] for a, b in reversed(sentences(before)) if mentions(name.text, before[a:b]))
        if (last := next(told, None)) is not None:
            parts.append(printable(" ".join(last.split())[:SENTENCE]))
    return " · ".join(part for part in parts if part)


def _likeliest(question: Question, passage: Context, scored: Scored) -> Reading:
    """The reading by the best span, or by a good one after it, where only that is what is asked for.

    One that is not keeps but a part of its probability to answer.
    """
    spans = town_first(question, passage.text, scored.spans)
    found = Reading(scored.relevance, scored.answerable, 0, 0, "", None, scored.logits)
    most = 0.0
    unset = 1.0
    for start, end, score in spans if scored.answerable >= HOPELESS else spans[:1]:
        start, end = named(question, passage.text, start, end)
        reading = placed(question, passage, found, start, end)
        fitting = unset * fits(question, reading, passage)
        if not_yet_set(question, reading.text):
            unset = UNLIKELY
        if score < 0:  # no answer at all was likelier than this one
            fitting *= DOUBTED
        reading = replace(reading, answerable=fitting * scored.answerable)
        weight = fitting * exp((score - spans[0][2]) / 2)
        if weight > most:
            best, most = reading, weight
        if fitting == LIKELY:  # what follows is less likely
            break
    return best if most else found
