"""The noun phrases of a question: what it speaks of beside names (*la réunion de Marrakech*, *the partners*).

By rules over words: a question is short, and what matters are events, things with an article, and what was
asked to be counted or named (*combien de pays*, *which partners*).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.facts import Fact
from index.name_words import name_words
from index.names import Name
from rag.phrasing import definite
from rag.question import Question, Word, fold_letters

_COUNTED = {
    "fr": re.compile(r"^quel(?:le)?s?$"),
    "en": re.compile(r"^(?:many|which|what)$"),
    "es": re.compile(r"^(?:cuant[oa]s|que|cuales)$"),
    "ar": re.compile(r"^$"),
}
_WHICH = frozenset("quel quelle quels quelles que cual اي".split())
_NOT_NOUNS = re.compile(r"(?:ait|aient|erent|irent|ed|aron|ieron|aba|aban)$")


@dataclass(frozen=True)
class NounPhrase:
    """``question.text[start:end]``, without its article; ``head`` is the noun, folded.

    ``inner`` is where what follows the noun begins (*ministérielle de Rome*); ``lead`` the word before.
    """

    start: int
    inner: int
    end: int
    head: str
    article: str
    lead: str
    event: bool
    plural: bool
    counted: bool
    names: tuple[Name, ...]
    dates: tuple[Fact, ...]


def aligned(text: str) -> str:
    """The text folded letter by letter, so that places in it are those in the text."""
    return "".join(folded if len(folded := fold_letters(c)) == 1 else c for c in text)


def words_of(language: str, key: str) -> frozenset[str]:
    """A list of words of ``follow_ups.toml``."""
    return frozenset(follow_ups()[language][key].split())


GATHERINGS = 8  # the first kinds of ``events``: people come together for them, by many words


@cache
def follow_ups() -> dict[str, Any]:
    return tomllib.loads((files("rag") / "follow_ups.toml").read_text(encoding="utf-8"))


@cache
def events(language: str) -> tuple[str, ...]:
    return tuple(follow_ups()["events"][language].split())


@cache
def _alike(language: str) -> dict[str, str]:
    """Other words for kinds of events."""
    return dict(pair.split(":") for pair in follow_ups()["alike"][language].split())


def written(head: str, language: str) -> str:
    """A kind of event as it is written."""
    return str(follow_ups()["said"].get(language, {}).get(head, head))


def event_head(folded: str, language: str) -> str | None:
    """The kind of event that a word says, in the singular: *réunions*, *لاجتماع*."""
    forms = [folded, folded.removesuffix("s"), folded.removesuffix("es")]
    if language == "ar":
        bare = re.sub(r"^(?:و|ف)?(?:ال|لل|بال|ل|ب)?", "", folded)
        forms += [bare, folded.removeprefix("و")]
    alike = _alike(language)
    return next((alike.get(form, form) for form in forms if form in events(language) or form in alike), None)


def noun_phrases(question: Question) -> list[NounPhrase]:
    """In order, without overlap."""
    found: list[NounPhrase] = []
    floor = 0
    for at, word in enumerate(question.words):
        if word.start < floor:
            continue
        phrase = _at(question, at)
        if phrase:
            found.append(phrase)
            floor = phrase.end
    return found


def _at(question: Question, at: int) -> NounPhrase | None:
    words, language = question.words, question.language
    word = words[at]
    part = _part(question, word)
    event = event_head(word.folded, language) if not word.text.endswith(("é", "ée", "ait")) else None
    if part and not (event and part.start == word.start):
        return None
    if word not in question.content and not event:
        return None
    if language == "en" and not event and _qualifies(question, at):
        return None
    first = _opening(question, at)
    before = words[first - 1] if first else None
    lead = before.folded if before else ""
    article = lead if lead in words_of(language, "articles") else ""
    counted = bool(before) and _counts(words, first - 1, language) and not event
    numbered = at + 1 < len(words) and words[at + 1].text.isdigit() and not _part(question, words[at + 1])
    if not event and not article and not counted and not (numbered and len(word.folded) > 3):
        return None
    if not event and (_NOT_NOUNS.search(word.folded) or article in words_of(language, "indefinite")):
        return None
    end, names, dates = _extent(question, at, bool(event))
    if language == "en":  # *the Rome meeting*
        names = (*(n for n in question.names if words[first].start <= n.start < word.start), *names)
    plural = article in ("les", "des", "aux", "los", "las") or (counted and word.folded.endswith(("s", "x")))
    plural = plural or (language == "en" and word.folded.endswith("s") and not word.folded.endswith("ss"))
    return NounPhrase(
        words[first].start, word.end, end, event or word.folded, article, lead, bool(event), plural,
        counted, names, dates,
    )  # fmt: skip


def _qualifies(question: Question, at: int) -> bool:
    """Whether an English word only says more of the noun after it: *the autonomy plan*."""
    words = question.words
    if words[at].folded.endswith("s") or at + 1 >= len(words) or words[at + 1].text.isdigit():
        return False
    if not question.text[words[at].end : words[at + 1].start].isspace():
        return False
    after = words[at + 1]
    closes = at + 2 == len(words) or words[at + 2] not in question.content
    return (
        after in question.content and not _part(question, after) and closes and not after.text.endswith("ed")
    )


def _counts(words: tuple[Word, ...], at: int, language: str) -> bool:
    said = words[at].folded
    if language == "fr" and said in ("de", "d") and at:
        return words[at - 1].folded == "combien"
    return bool(_COUNTED[language].match(said))


def _opening(question: Question, at: int) -> int:
    """The first word of the phrase whose noun is at ``at``, its article aside."""
    words, language = question.words, question.language
    stops = words_of(language, "articles")
    first = at
    for back in range(1, 4 if language == "en" else 2):
        if (
            at - back < 0
            or words[at - back] not in question.content
            and not _part(question, words[at - back])
        ):
            break
        before = words[at - back - 1].folded if at > back else ""
        if before in stops or (language == "en" and _part(question, words[at - back])):
            first = at - back
    return first


def _part(question: Question, word: Word) -> Name | Fact | None:
    """The name or date that a word belongs to."""
    parts: tuple[Name | Fact, ...] = (*question.names, *question.dates)
    for part in parts:
        if part.start <= word.start < part.end:
            return part
    return None


def _extent(question: Question, at: int, event: bool) -> tuple[int, tuple[Name, ...], tuple[Fact, ...]]:
    """Where the phrase ends whose noun is at ``at``, with the names and dates in it."""
    words, language = question.words, question.language
    joins, articles = words_of(language, "joins"), words_of(language, "articles")
    end, i = words[at].end, at + 1
    names: list[Name] = []
    dates: list[Fact] = []
    while i < len(words) and _glued(question.text, end, words[i].start):
        j = i
        if words[j].folded in joins:
            j += 1
            while j < len(words) and words[j].folded in articles and not _part(question, words[j]):
                j += 1
        if j >= len(words):
            break
        if (
            words[j].text.isdigit() and j == i == at + 1 and not _part(question, words[j])
        ):  # *la résolution 2170*
            end, i = words[j].end, j + 1
            continue
        part = _part(question, words[j])
        if at and words[at - 1].folded in _WHICH and j == i and isinstance(part, Name):
            break  # *quelle réunion Ana Costa a-t-elle ouverte ?*
        met = j > i and event_head(words[j].folded, language)
        if not event and (met or part and j > i and _beside(words[i])):
            break  # *le sujet de la réunion*, *était la délégation à Rabat*
        if isinstance(part, Fact) or part and (j > i or language != "en"):
            (dates if isinstance(part, Fact) else names).append(part)  # type: ignore[arg-type]
            end = part.end
            i = next((k for k in range(j, len(words)) if words[k].start >= end), len(words))
            continue
        joined = (
            j > i
            and words[i].folded not in ("a", "en", "in", "at", "to", "on", "for")
            or (language == "es" and words[i].folded == "a")
        )
        if joined and _before_noun(question, j):  # *des hauts responsables*
            j += 1
        if words[j] in question.content and (
            joined or j == i and _describes(question, words[j], j - 1 == at, event)
        ):
            end, i = words[j].end, j + 1
            continue
        break
    return end, tuple(names), tuple(dates)


def _describes(question: Question, word: Word, next_to: bool, event: bool) -> bool:
    """Whether a word after a noun belongs to it: an adjective, or in Arabic what the noun is of."""
    if question.language == "en":
        return False
    if next_to and word.folded in words_of(question.language, "orders"):
        return True
    if question.language == "ar":
        return next_to and event or word.folded.startswith("ال")
    if question.language == "es" and word.text.endswith("ó"):  # *qué plan calificó*
        return False
    return name_words().is_adjective(word.folded) and not _NOT_NOUNS.search(word.folded)


def _before_noun(question: Question, at: int) -> bool:
    """Whether an adjective stands before its noun."""
    words = question.words
    if at + 1 >= len(words) or words[at].folded not in words_of(question.language, "preposed"):
        return False
    return words[at + 1] in question.content and not _part(question, words[at + 1])


def _beside(join: Word) -> bool:
    """Whether a place or time beside a thing says where or when the sentence is."""
    return join.folded in ("a", "au", "aux", "en", "in", "at", "on", "في")


def _glued(text: str, end: int, start: int) -> bool:
    return not re.search(r"[,;:?!()]", text[end:start])


def phrase_text(question: Question, phrase: NounPhrase) -> str:
    """The phrase with the definite article that it has, or needs."""
    core = question.text[phrase.start : phrase.end]
    if question.language == "ar":
        return re.sub(r"^(?:و(?=ال))?(?:لل|بال)", "ال", core)
    if question.language == "en":
        return f"the {core}"
    article = phrase.article
    if question.language == "es":
        article = {"del": "el", "al": "el"}.get(article, article)
    elif article in ("du", "au", "des", "aux"):
        article = "le" if article in ("du", "au") else "les"
    if article not in ("le", "la", "les", "l", "el", "los", "las"):
        return definite(core, fold_letters(core.split()[0]), question.language, phrase.plural)
    return f"{article}'{core}" if article == "l" else f"{article} {core}"


def without(question: Question, phrase: NounPhrase) -> str:
    """The phrase's noun with its article and nothing after it."""
    whole = phrase_text(question, phrase)
    return whole[: len(whole) - (phrase.end - phrase.inner)]


def led(question: Question) -> Iterator[tuple[int, int, Name | Fact]]:
    """The question's places and dates with the words that lead to them: *à Washington*, *en mai 2022*."""
    leads = words_of(question.language, "leads")
    parts: list[Name | Fact] = [*question.names, *question.dates]
    for part in sorted(parts, key=lambda p: p.start):
        if part.kind not in ("place", "date", "other"):
            continue
        start = part.start
        for word in reversed([w for w in question.words if w.end <= part.start]):
            if word.folded not in leads or question.text[word.end : start].strip(" '’-"):
                break
            start = word.start
        yield start, part.end, part
