"""A language model's prose takes the place of the reader's answer, sentence by sentence, as far as it holds.

Nobody sees a sentence that was not held against the evidence. What the model leaves out, gets wrong or never
sends costs nothing: the reader's answer is there before it is asked, and stands where little is left.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from index.folding import fold_words
from index.names import mentions
from index.sentences import sentences as sentences_of
from index.view import View
from rag.align import Aligned, Aligner
from rag.answer import Answer, Citation
from rag.answerer import LEAST_AGREEING, cited
from rag.cited import Cited
from rag.evidence import Evidence
from rag.grounding import ABOUT, Check, ground, grounded
from rag.instructions import addressed, answers, instructs
from rag.llm import Failure, Model, ModelFailed
from rag.phrases import phrase
from rag.prompt import Task, prompt
from rag.prose import Sentence, sentences
from rag.question import Question
from rag.reader import Reading
from rag.retriever import Found
from rag.spoken import spoken_in

MOST = 12  # sentences that are read
ENOUGH = 2  # sentences without which a synthesis is none
NEAR = 0.2  # relevance of a passage whose sentences may hold what a model says
_ABOUT = 0.12  # a sentence that is less likely to be about what it cites, in its own language, is struck
_LOOKED_AT = 4  # words from which on a sentence is more than a value
OFFERED = 6  # sentences of the evidence that a prompt has


@dataclass(frozen=True)
class Draft:
    """The reader's answer, and what a model may write it from.

    ``others``: sentences that it doesn't cite, numbered after those that it does. ``around``: more of what
    was read, numbered on, which no prompt holds, but which may hold what a model says.
    """

    question: Question
    answer: Answer
    others: tuple[Citation, ...] = ()
    task: Task = "answer"
    around: tuple[Citation, ...] = ()

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """What the prompt holds."""
        return (*self.answer.citations, *self.others)


def others(answer: Answer, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """The likeliest of the evidence that an answer doesn't cite, numbered after what it does."""
    known = {(c.article, c.start) for c in answer.citations}
    left = [e for e in evidence if e.answerable >= LEAST_AGREEING and (e.article.id, e.start) not in known]
    room = max(0, OFFERED - len(answer.citations))
    return tuple(cited(n, e) for n, e in enumerate(left[:room], len(answer.citations) + 1))


def around(draft: Draft, found: Sequence[Found], readings: Sequence[Reading], view: View) -> Draft:
    """The draft with the other sentences of the passages that are about what was asked."""
    known = {(c.article, c.start) for c in draft.evidence}
    more: list[Citation] = []
    for passage, reading in zip(found, readings, strict=True):
        article = view.article(passage.article)
        for start, end in sentences_of(passage.text) if reading.relevance >= NEAR else ():
            at = passage.start + start
            if (article.id, at) in known or instructs(article.text, at, passage.start + end):
                continue
            known.add((article.id, at))
            n = len(draft.evidence) + len(more) + 1
            more.append(cited(n, Evidence(article, at, passage.start + end, None, reading.relevance)))
    return replace(draft, around=tuple(more))


@dataclass(frozen=True)
class Kept:
    """A sentence that holds, with the marks that hold it, in the numbers of the prompt."""

    sentence: Sentence
    marks: tuple[int, ...]


@dataclass
class _Record:
    """What happened, for ``--explain``."""

    model: str
    began: float = field(default_factory=perf_counter)
    struck: list[dict[str, Any]] = field(default_factory=list)
    first_ms: float | None = None
    failed: Failure | None = None
    detail: str | None = None

    def took(self) -> float:
        return 1e3 * (perf_counter() - self.began)

    def to_json(self, stands: bool) -> dict[str, Any]:
        return {
            "model": self.model,
            "stands": stands,
            "struck": list(self.struck),
            "failed": self.detail,
            "first_ms": round(self.first_ms, 1) if self.first_ms is not None else None,
            "ms": round(self.took(), 1),
        }


def written(draft: Draft, model: Model, check: Check | None = None) -> Generator[Answer, None, None]:
    """Answers whose text grows as sentences pass, and last the one that stands: the model's or the reader's.

    ``check``: a second look at whether a sentence that holds is about what it cites. Closing the iterator
    ends the model's request. A refusal asks no model.
    """
    if draft.answer.refused:
        return
    desk, record = _Desk(draft, check), _Record(model.name)
    kept: list[Kept] = []
    told = prompt(draft.task, draft.question.text, draft.answer.language, draft.evidence)
    try:
        with closing(model.stream(told)) as pieces:
            for sentence in sentences(pieces, MOST):
                if sentence.says_nothing:
                    break
                passed = desk.passed(sentence, kept, record)
                if passed is None:
                    continue
                kept.append(passed)
                if desk.enough(kept) and not (answer := desk.answer(kept, record)).refused:
                    if record.first_ms is None:
                        record.first_ms = record.took()
                    yield answer
    except ModelFailed as failed:
        record.failed, record.detail = failed.failure, str(failed)
    yield desk.last(kept, record)


class _Desk:
    """Reads what a model sends for one draft."""

    def __init__(self, draft: Draft, check: Check | None) -> None:
        self._draft = draft
        self._check = check
        self._language = draft.answer.language
        self._sources = [_held_against(c) for c in (*draft.evidence, *draft.around)]
        self._aligner = Aligner(self._sources, self._language)
        self._asked = [word.text for word in draft.question.content]

    def passed(self, sentence: Sentence, kept: Sequence[Kept], record: _Record) -> Kept | None:
        """The sentence with its marks; None where it was struck, which is recorded."""
        text = sentence.text
        if any(fold_words(one.sentence.text) == fold_words(text) for one in kept):
            return None
        reason, missing = "", ()  # type: str, tuple[str, ...]
        aligned: Aligned | None = None
        if not spoken_in(text, self._language):
            reason = "language"
        elif addressed(text) or answers(text):
            reason = "instruction"
        elif sentence.stop == "?" or text.endswith(("?", "؟")):
            reason = "question"
        else:
            aligned = self._aligner.align(text, sentence.marks)
            reason, missing = self._fault(text, aligned)
        if reason or aligned is None:
            struck = {"text": text, "marks": list(sentence.marks), "reason": reason, "missing": list(missing)}
            record.struck.append(struck)
            return None
        return Kept(sentence, self._agreeing(text, aligned))

    def _fault(self, text: str, aligned: Aligned) -> tuple[str, tuple[str, ...]]:
        judged = aligned.judged
        if not aligned.marks:
            return judged.reason or "unrelated", judged.missing
        if not self._aligner.about(text, aligned, self._asked):
            return "unrelated", ()
        return ("" if self._looked_at(text, aligned) else "unrelated"), ()

    def _looked_at(self, text: str, aligned: Aligned) -> bool:
        """Whether the second look finds that the sentence is about what it cites; of one that tells when an
        article appeared, which no sentence of it says, it isn't asked."""
        dated = any(fact.where == "date" for fact in aligned.judged.facts)
        if self._check is None or dated or len(text.split()) < _LOOKED_AT:
            return True
        cited = [one for one in self._sources if one.n in aligned.marks]
        same = all(one.spoken == self._language for one in cited)
        return max(self._check(text, cited)) >= (_ABOUT if same else ABOUT)

    def _agreeing(self, text: str, aligned: Aligned) -> tuple[int, ...]:
        """The marks of a sentence, with those of all sources that give its value where it tells that."""
        sources = [n for marks in self._draft.answer.agree for n in marks]
        if not set(aligned.marks) & set(sources) or not self._tells(text):
            return aligned.marks
        return tuple(dict.fromkeys([*aligned.marks, *sources]))

    def enough(self, kept: Sequence[Kept]) -> bool:
        """Whether the sentences say what the reader's answer says."""
        marked = {n for one in kept for n in one.marks}
        if self._draft.task == "synthesis":
            return len(kept) >= min(ENOUGH, len(self._draft.answer.citations))
        if self._draft.question.kind in ("date", "number", "person", "place"):
            return self._tells(". ".join(one.sentence.text for one in kept))
        told = {n for marks in self._draft.answer.agree for n in marks}
        return bool(marked & (told or {c.n for c in self._draft.answer.citations}))

    def _tells(self, text: str) -> bool:
        """Whether a text has the value of the reader's answer."""
        answer = self._draft.answer
        short = answer.short
        if short is None:
            return False
        if f" {fold_words(short)} " in f" {fold_words(text)} ":
            return True
        if self._draft.question.kind == "person" and mentions(short.split()[-1], text):
            return len(short.split()) < 4
        published = answer.citations[0].published
        judged = ground(f"{short} [1].", [Cited(1, text, None, published, self._language)], self._language)
        facts = [fact for one in judged.sentences for fact in one.facts]
        return bool(facts) and all(fact.where == "sentence" for fact in facts)

    def answer(self, kept: Sequence[Kept], record: _Record) -> Answer:
        """The reader's answer in the words of the sentences that are kept, with who differs."""
        answer = self._draft.answer
        numbers = {c.n: c.n for c in answer.citations}
        for n in (n for one in kept for n in one.marks):
            numbers.setdefault(n, len(numbers) + 1)
        told = []
        for one in kept:
            marks = "".join(f"[{n}]" for n in sorted(numbers[n] for n in one.marks))
            stop = one.sentence.stop or "."
            told.append(f"{one.sentence.text} {marks}{stop}")
        others = {c.n: c for c in (*self._draft.others, *self._draft.around)}
        added = tuple(replace(others[old], n=new) for old, new in numbers.items() if old in others)
        return grounded(
            replace(
                answer,
                text=_with_tail(" ".join(told), answer),
                citations=(*answer.citations, *added),
                written_by=record.model,
                timings_ms=_timings(answer, record),
                explain={**answer.explain, "llm": record.to_json(True)},
            )
        )

    def last(self, kept: Sequence[Kept], record: _Record) -> Answer:
        """What stands: the model's sentences, or the reader's with a word where the model failed."""
        reader = self._draft.answer
        if kept and self.enough(kept):
            answer = self.answer(kept, record)
            if not answer.refused:
                return answer
        notice: tuple[str, ...] = ()
        if record.failed:
            slow = record.failed in ("silent", "slow")
            notice = (phrase("model_slow" if slow else "model_failed", self._language),)
        return replace(
            reader,
            notices=(*reader.notices, *notice),
            timings_ms=_timings(reader, record),
            explain={**reader.explain, "llm": record.to_json(False)},
        )


def _with_tail(text: str, answer: Answer) -> str:
    """``text`` with what the reader's answer says of other values: a model may not keep that to itself."""
    if not answer.differ:
        return text
    but = phrase("but", answer.language)
    marks = [f"[{n}]" for other in answer.differ for n in other.citations]
    tail = [part for part in answer.text.split(but)[1:] if any(mark in part for mark in marks)]
    return but.join([text.rstrip(" ."), *tail]) if tail else text


def _timings(answer: Answer, record: _Record) -> dict[str, float]:
    took = record.took()
    return {**answer.timings_ms, "write": took, "total": answer.timings_ms.get("total", 0.0) + took}


def _held_against(citation: Citation) -> Cited:
    """What a sentence is held against; a title that speaks to machines holds nothing."""
    title = citation.title if citation.title and not addressed(citation.title) else None
    return Cited(citation.n, citation.quote, title, citation.published)
