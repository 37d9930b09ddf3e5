"""What an answer to one question is worth: text against text, and citations against articles.

Every function is pure. How the scores of many questions become one table is `eval.summaries`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.alce import answer_quality
from eval.items import Item
from eval.squad import squad_exact, squad_f1
from eval.stages import Trace, span, trace
from rag.answer import Answer, Citation
from rag.cited import Cited
from rag.grounding import ground

# Words that SQuAD's measure drops (English), and their like in French and Spanish. They are dropped whatever
# the question's language: a French span may answer an English question.
_ARTICLES = frozenset(
    (
        *("a", "an", "the"),
        *("le", "la", "les", "un", "une", "des", "du", "au", "aux"),  # with contractions, as du = de le
        *("el", "lo", "los", "las", "una", "unos", "unas", "del", "al"),  # beside la and un
    )
)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")  # vowel signs, tatweel
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
# One sign before every three digits, up to the last, groups thousands; any other between digits is decimal.
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}([ .,'’٬])\d{3}(?:\1\d{3})*(?!\d)")
_DECIMAL = re.compile(r"(?<=\d)[.,٫](?=\d)")
_KEPT = "\ue000"  # stands for a decimal sign while punctuation is dropped; a private-use character
_MARK = re.compile(r"\[(\d+)\]")


def normalise(text: str) -> str:
    """``text`` as exact match compares it.

    SQuAD's normalisation (Rajpurkar et al. 2016, https://aclanthology.org/D16-1264): lower case, no
    punctuation, no articles, one space between words. Extended, as MLQA does it per language (Lewis et al.
    2020, https://aclanthology.org/2020.acl-main.653), for what our languages need:

    - French and Spanish articles and contracted articles (du, aux, del…), French elisions (l', d', qu'…);
    - Arabic vowel signs and tatweel, and the article al- at the head of a word;
    - any script's decimal digits as 0–9, compatible forms as one (NFKC: no-break spaces, ligatures);
    - numbers keep their value: 10 000, 10,000 and 10.000 are one, 2,5 is 2.5 and neither is 25, which
      SQuAD's measure takes them for.

    Accents of Latin letters are kept. A text of articles only (the UN, LA) keeps its words.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = _ARABIC_MARKS.sub("", text)
    text = _ELISION.sub("", text)
    text = _THOUSANDS.sub(lambda number: number[0].replace(number[1], ""), text)
    text = _DECIMAL.sub(_KEPT, text)
    text = "".join(c for c in text if not _is_punctuation(c)).replace(_KEPT, ".")
    text = _ARABIC_ARTICLE.sub("", text)
    words = text.split()
    return " ".join([w for w in words if w not in _ARTICLES] or words)


def _is_punctuation(character: str) -> bool:
    # SQuAD drops ASCII's punctuation, which holds symbols such as $ and +; elsewhere the category P says it.
    return unicodedata.category(character)[0] == "P" or (
        character.isascii() and unicodedata.category(character)[0] == "S"
    )


def exact_match(short: str, answers: Iterable[str]) -> float:
    """1.0 where ``short`` is one of the accepted ``answers`` after `normalise`, else 0.0."""
    said = normalise(short)
    return float(bool(said) and any(said == normalise(answer) for answer in answers))


def token_f1(short: str, answers: Iterable[str]) -> float:
    """The best F1 of ``short`` against the accepted ``answers``, over bags of normalised words.

    With c words in common, counted as often as both have them: precision c / |short|, recall
    c / |answer|, F1 their harmonic mean, which is 2c / (|short| + |answer|) (Rajpurkar et al. 2016).
    """
    return max((_f1(normalise(short).split(), normalise(answer).split()) for answer in answers), default=0.0)


def _f1(said: list[str], accepted: list[str]) -> float:
    common = sum((Counter(said) & Counter(accepted)).values())
    return 2 * common / (len(said) + len(accepted)) if common else 0.0


def contains(short: str, answers: Iterable[str]) -> float:
    """1.0 where the words of an accepted answer stand in ``short``, together and in order, else 0.0."""
    said = f" {normalise(short)} "
    accepted = (normalise(answer) for answer in answers)
    return float(any(words and f" {words} " in said for words in accepted))


def right_article(citation: Citation, item: Item) -> bool:
    """Whether the cited article may be cited for this question."""
    return citation.article in item.articles


def right_sentence(citation: Citation, item: Item) -> bool:
    """Whether the quote is, holds or lies in a gold sentence, white space folded, of a right article."""
    quote = single_spaced(citation.quote)
    if not quote or not right_article(citation, item):
        return False
    return any(quote in gold or gold in quote for gold in map(single_spaced, item.sentences))


def single_spaced(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def is_verbatim(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether ``article_text[start:end] == quote``; ``texts`` has the whole text by article id."""
    text = texts.get(citation.article)
    # A negative offset would count from the end in Python, and from nowhere for a reader.
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote


def citation_fault(answer: Answer) -> str | None:
    """What is wrong between the marks of ``answer.text`` and its citations, or None where they agree.

    Every mark must have a citation and every citation a mark, once; ``agree`` and ``differ`` may hold only
    those numbers; an answer cites something; a refusal cites nothing and may mark only its ``nearest``.
    """
    marks = {int(mark) for mark in _MARK.findall(answer.text)}
    numbers = [citation.n for citation in answer.citations]
    if answer.refused:
        if numbers:
            return "a refusal has citations"
        if stray := marks - {citation.n for citation in answer.nearest}:
            return f"the mark [{min(stray)}] of a refusal has no nearest sentence"
        return None
    if not numbers:
        return "an answer has no citation"
    if len(set(numbers)) < len(numbers):
        return "two citations have the same number"
    if stray := marks - set(numbers):
        return f"the mark [{min(stray)}] has no citation"
    if stray := set(numbers) - marks:
        return f"citation {min(stray)} has no mark"
    grouped = {n for group in (*answer.agree, *(d.citations for d in answer.differ)) for n in group}
    if stray := grouped - set(numbers):
        return f"agree or differ holds {min(stray)}, which is no citation"
    return None


@dataclass(frozen=True)
class Scores:
    """What one answer is worth. The text measures are None on questions that have no answer."""

    answerable: bool
    refused: bool
    exact_match: float | None
    token_f1: float | None
    contains: float | None
    squad_exact: float  # SQuAD 2.0's own, a refusal being the empty answer
    squad_f1: float
    right: bool  # answerable: the value and an article right; else: refused
    citations: int
    right_articles: int  # of the citations, those of a right article
    right_sentences: int | None  # None where the set names no sentences
    quotes: int  # citations and, on a refusal, nearest sentences
    verbatim: int
    fault: str | None  # see citation_fault
    facts: int  # dates, numbers, names and quotations that the answer tells
    facts_grounded: int
    alce_recall: float
    alce_precision: float
    confidence: float  # the probability of the likeliest evidence
    would_be_right: bool  # answerable: what that evidence says is right, whether it was said or not
    retrieval: Mapping[str, float]  # "fused nDCG@10": …; empty where nothing can be found


def score(item: Item, answer: Answer, texts: Mapping[str, str], found: Mapping[str, float] | None) -> Scores:
    """The scores of ``answer`` to ``item``. A refused question that has an answer scores 0.

    ``found``: what retrieval is worth, by stage and measure; None where that isn't measured.
    """
    short = "" if answer.refused else answer.short or ""
    exact, inside = exact_match(short, item.answers), contains(short, item.answers)
    quotes = (*answer.citations, *answer.nearest)
    cited = () if answer.refused else answer.citations  # a refusal's are a fault, not evidence
    right_articles = sum(right_article(c, item) for c in cited)
    right = bool((exact or inside) and right_articles) if item.answerable else answer.refused
    facts, held = grounded_facts(answer)
    quality = answer_quality(answer)
    told = trace(answer)
    return Scores(
        answerable=item.answerable,
        refused=answer.refused,
        exact_match=exact if item.answerable else None,
        token_f1=token_f1(short, item.answers) if item.answerable else None,
        contains=inside if item.answerable else None,
        squad_exact=squad_exact(short, item.answers),
        squad_f1=squad_f1(short, item.answers),
        right=right,
        citations=len(cited),
        right_articles=right_articles,
        right_sentences=sum(right_sentence(c, item) for c in cited) if item.sentences else None,
        quotes=len(quotes),
        verbatim=sum(is_verbatim(c, texts) for c in quotes),
        fault=citation_fault(answer),
        facts=facts,
        facts_grounded=held,
        alce_recall=quality.recall,
        alce_precision=quality.precision,
        confidence=told.confidence,
        would_be_right=_would_be_right(item, told) if answer.refused else right and item.answerable,
        retrieval=dict(found or {}),
    )


def grounded_facts(answer: Answer) -> tuple[int, int]:
    """How many facts the sentences of an answer tell, and how many of them stand in what they cite.

    Our own check runs once more on the finished answer, so that one that went past it is seen. A sentence
    that isn't supported for another reason than a missing fact counts as one fact that isn't grounded.
    """
    if answer.refused:
        return 0, 0
    cited = [Cited(c.n, c.quote, c.title, c.published) for c in answer.citations]
    judged = ground(answer.text, cited, answer.language).sentences
    facts = [fact for sentence in judged for fact in sentence.facts]
    held = sum(fact.where is not None for fact in facts)
    unsupported = sum(not s.supported and all(fact.where for fact in s.facts) for s in judged)
    return len(facts) + unsupported, held


def _would_be_right(item: Item, told: Trace) -> bool:
    """Whether the likeliest reading of a refused question is right: the value and its article."""
    best = told.best
    if best is None or span(str(best["id"]))[0] not in item.articles:
        return False
    said = str(best["span"])
    return bool(exact_match(said, item.answers) or contains(said, item.answers))
