"""The dated sentences of articles: what each says happened when, and whether it is what a question means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.articles import Article
from index.lexicon import stems
from index.names import find_names, mentions
from index.sentences import sentences
from rag.event_dates import EventDate, alike, event_dates, is_planned, words
from rag.question import Question, fold_letters

_SHORT_RANGE = 31  # days: a longer one (*2018-2019*, *de février à juin*) is a time and no event
_FEWEST_WORDS = 2  # besides its date, for a sentence to tell of something
_DATED = re.compile(  # a quick look before sentences are read for dates: figures, or a word of the tables
    r"[\d٠-٩]"
    r"|\b(?:janv|févr|fevr|mars|avril|mai|juin|juil|août|aout|sept|octo|nove|déce|dece|janu|febr|march|apri|may|june"
    r"|july|augu|dece|ener|marzo|abri|mayo|juni|juli|agos|dici|hier|demain|yesterday|tomorrow|today|ayer|hoy"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w+day|lunes|martes|mi[eé]rcoles|jueves|viernes"
    r"|s[aá]bado|domingo|derni|last|next|pasad|pr[oó]xim|proch|an\b|année|mois|year|month|week|semaine)"
    r"|[\u0600-\u06ff]",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\W*(?:[A-ZÀ-Ý][\w'’-]*\W+){1,4}(?:le\s|on\s|el\s)?")
_AGENCY = re.compile(r"\s?\(\w[\w/ .-]{1,20}\)|\s?[-–—]{1,2}\s")
_TODAY = re.compile(r"aujourd['’]hui|today|hoy|اليوم", re.IGNORECASE)  # often only *nowadays*


@dataclass(frozen=True)
class Told:
    """A time in the sentence ``article.text[start:end]``; ``planned``: it lay ahead, or was called off."""

    article: Article
    start: int
    end: int
    when: EventDate
    planned: bool

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of the sentence's words but for its dates and what any sentence may have."""
        found = stems(_without_dates(self.quote, self.article), self.article.language or "any")
        common = words(self.article.language)["common"]
        return frozenset(stem for stem in found if len(stem) > 2 and not common.fullmatch(stem))

    @cached_property
    def leans(self) -> bool:
        """Whether it begins with *elle*, *it*: then it goes with the sentence before."""
        return words(self.article.language)["anaphora"].match(fold_letters(self.quote)) is not None

    @cached_property
    def creation(self) -> bool:
        """Whether it is the time of a beginning: *fondée en 2014*, *Septembre 2014 : création*."""
        after = self.quote[self.when.fact.end :][:25]
        return self.when.told_aside or bool(
            words(self.article.language)["creation"].search(fold_letters(after))
        )

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name.folded for name in find_names(self.quote, self.article.language))

    @cached_property
    def places(self) -> frozenset[str]:
        found = find_names(self.quote, self.article.language)
        return frozenset(name.folded for name in found if name.kind == "place")


def told(article: Article, spans: Sequence[tuple[int, int]] | None = None) -> Iterator[Told]:
    """Each known time of each sentence, of all or of those that overlap ``spans``.

    A sentence with several times tells of several: all are given but limits (*depuis 2019*), long ranges
    and one that holds another of the same sentence (*en mai … le 11 mai*). A line that is only a date gives
    it to the next sentence of its paragraph, and is cited with it (*Juin 2014. Mossoul tombe.*).
    """
    text = article.text
    lent: tuple[int, int] | None = None
    for start, end in sentences(text, article.masked):
        if spans is not None and not any(start < stop and begin < end for begin, stop in spans):
            lent = None
            continue
        sentence = text[start:end]
        begin = lent[0] if lent and "\n\n" not in text[lent[1] : start] else start
        lent = None
        if begin == start and not _DATED.search(sentence):
            continue
        times = _times(sentence, article)
        if times and _says_little(sentence, article):
            lent = (start, end)
            continue
        if begin < start and not times:  # only the line before has a date
            times = _times(text[begin:end], article)
        else:
            begin = start
        for when in times:
            planned = is_planned(sentence, article.language, when, article.published)
            yield Told(article, begin, end, when, planned)


def _times(sentence: str, article: Article) -> list[EventDate]:
    found = [
        when
        for when in event_dates(sentence, article.language, article.published)
        if when.limit is None
        and (when.precision != "range" or (when.last - when.first).days <= _SHORT_RANGE)
        and not _TODAY.fullmatch(when.fact.text)
        and not _of_the_article(sentence, when, article)
    ]
    return [
        when
        for n, when in enumerate(found)
        if not any(
            (other.first, other.last) != (when.first, when.last)
            and when.first <= other.first
            and other.last <= when.last
            for other in found
        )
        and all((other.first, other.last) != (when.first, when.last) for other in found[:n])
    ]


def _of_the_article(sentence: str, when: EventDate, article: Article) -> bool:
    """Whether a date says when the article was put out: *Publié le 12 mai*, *RABAT, 12 mai 2022 (AFP)*."""
    led = sentence[: when.fact.start]
    if words(article.language)["put_out"].search(fold_letters(led[-25:])):
        return True
    return len(led) < 40 and bool(_PLACE.fullmatch(led) and _AGENCY.match(sentence, when.fact.end))


def _says_little(sentence: str, article: Article) -> bool:
    rest = stems(_without_dates(sentence, article), article.language or "any")
    return sum(len(stem) > 1 for stem in rest) < _FEWEST_WORDS


def _without_dates(sentence: str, article: Article) -> str:
    for when in reversed(event_dates(sentence, article.language, article.published)):
        sentence = f"{sentence[: when.fact.start]} {sentence[when.fact.end :]}"
    return sentence


class Subject:
    """What a question is about, to tell which dated sentences belong to it."""

    def __init__(self, question: Question) -> None:
        dull = words(question.language)["timeline"]
        self._question = question
        self._names = [n for n in question.own_names if not dull.fullmatch(fold_letters(n.text))]
        plain = [w for w in question.plain if not dull.fullmatch(w.folded)]
        stemmed = [(frozenset(stems(w.text, question.language)), alike(w.folded)) for w in plain]
        self._words = [(found, kinds) for found, kinds in stemmed if found]

    def __bool__(self) -> bool:
        return bool(self._names or self._words)

    def about(self, one: Told, around: str) -> bool:
        """Whether a sentence is about it: it has half of the words, and it or the text ``around`` the names.

        Words that tell of one kind of event are one (*réunion*, *rencontre*, *meeting*). A sentence in
        another language is held to those and the names. One that begins with *elle* or *it* goes with the one
        before.
        """
        language = one.article.language
        own = one.quote
        if one.leans:
            own = f"{_sentence_before(one)} {own}"
        same = language in (None, self._question.language)
        here = frozenset(stems(own, language or "any")) if same else frozenset()
        kinds = _kinds(own) if any(of for _, of in self._words) else frozenset()
        words_seen = [bool(word & here or of & kinds) for word, of in self._words if same or of]
        names_seen = [mentions(name.text, own) for name in self._names]
        if not any(words_seen) and not any(names_seen):
            return False
        if sum(words_seen) * 2 < len(words_seen):
            return False
        all_seen = [seen or mentions(n.text, around) for n, seen in zip(self._names, names_seen, strict=True)]
        return sum(all_seen) * 2 >= len(all_seen)


def _kinds(text: str) -> frozenset[str]:
    return frozenset(kind for word in re.findall(r"[\w-]+", fold_letters(text)) for kind in alike(word))


def _sentence_before(one: Told) -> str:
    block = one.article.text[max(0, one.start - 600) : one.start]
    spans = sentences(block)
    return block[spans[-1][0] : spans[-1][1]] if spans else ""
