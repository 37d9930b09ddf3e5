"""What a question asks for: its language, the kind of answer it wants, and the words that carry it.

By rules, in French, English, Spanish and Arabic. Questions come as people type them: without accents,
capitals or a question mark, and with the interrogative anywhere.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from index.aliases import gazetteer
from index.errors import UsageError
from index.facts import Fact, find_facts
from index.names import Name, arabic_names, find_names

Kind = Literal["date", "person", "place", "number", "reason", "manner", "yes_no", "other"]

LONGEST = 2_000  # characters; a longer text is not a question
LANGUAGES = ("fr", "en", "es", "ar")
_WORD = re.compile(r"[^\W_][\w\u064b-\u065f\u0670]*(?:[-.][^\W_][\w\u064b-\u065f\u0670]*)*")
_CLITIC = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on|je|tu|nous|vous|ce)$", re.IGNORECASE)
_WHETHER = re.compile(r"(?:si|s['’]|if|whether|ما إذا|إن|إذا)(?:\b|(?<=['’]))", re.IGNORECASE)
_RELATIVES = frozenset(
    "qui|ou|d'ou|quand|a qui|avec qui|par qui|pour qui|de qui".split("|")
    + "who|whom|whose|where|when|donde|cuando|quien".split("|")
)
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")


@dataclass(frozen=True)
class Word:
    """A word of the question, where it stands, and ``folded``: without case, accents and marks."""

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True)
class Question:
    text: str
    language: str
    kind: Kind
    words: tuple[Word, ...]
    content: tuple[Word, ...]  # those that say what it is about: no interrogative, no function word
    names: tuple[Name, ...]
    dates: tuple[Fact, ...]
    many: bool = False  # a list is asked for
    context: str = ""  # the part of the text that a conversation added: where and when it was

    @property
    def plain(self) -> tuple[Word, ...]:
        """The content words that are part of no name, no date and not of the context."""
        taken = [(n.start, n.end) for n in self.names] + [(d.start, d.end) for d in self.dates]
        return tuple(
            w
            for w in self.content
            if self._own(w.start) and not any(s <= w.start < e or s < w.end <= e for s, e in taken)
        )

    @property
    def own_names(self) -> tuple[Name, ...]:
        """The names that are asked about, without those of the context."""
        return tuple(n for n in self.names if self._own(n.start))

    @property
    def own_dates(self) -> tuple[Fact, ...]:
        """The dates that are asked about, without those of the context."""
        return tuple(d for d in self.dates if self._own(d.start))

    def _own(self, place: int) -> bool:
        start = self.text.rfind(self.context) if self.context else -1
        return start < 0 or not start <= place < start + len(self.context)


def analyse(text: str, language: str | None = None, context: str = "") -> Question:
    """What a question asks. ``context``: the part of the text that a conversation added.

    Raises UsageError for an empty question or one of more than ``LONGEST`` characters.
    """
    text = " ".join(text.split())
    if not re.search(r"\w", text):
        raise UsageError(
            "The question is empty: ask something, for example “when was the Marrakech meeting?”."
        )
    if len(text) > LONGEST:
        raise UsageError(
            f"The question has {len(text):,} characters and at most {LONGEST:,} are read: ask in fewer words."
        )
    words = tuple(_words(text))
    language = language or language_of(text)
    kind = kind_of(text, language)
    dates = tuple(fact for fact in find_facts(text, language) if fact.kind == "date")
    names = tuple(_names(text, language, ()))
    many = bool(_table(language).many.search(fold_letters(text)))
    return Question(text, language, kind, words, _content(words, language), names, dates, many, context)


def knowing(question: Question, texts: Iterable[str]) -> Question:
    """The question with its names found anew, knowing those in ``texts``: people type them in lower case."""
    known = frozenset(part for text in texts for part in _known(text, question.language == "ar"))
    return replace(question, names=tuple(_names(question.text, question.language, known)))


def _names(text: str, language: str, known: Collection[str]) -> list[Name]:
    if language == "ar":
        return arabic_names(text, known)
    return [part for name in find_names(text, language, known) for part in _parted(name)]


def _parted(name: Name) -> list[Name]:
    """*¿Cuándo visitó Ana Costa Portugal?* names a person and a country, not one person."""
    first, _, last = name.text.rpartition(" ")
    entry = gazetteer().get(name.folded.rpartition(" ")[2]) if " " in first else None
    if name.kind != "person" or entry is None or not any(len(i) == 2 and i.isupper() for i in entry.ids):
        return [name]
    cut = name.start + len(first)
    folded, _, place = name.folded.rpartition(" ")
    return [
        replace(name, end=cut, text=first, folded=folded),
        replace(name, start=cut + 1, text=last, folded=place, kind="place"),
    ]


_POINTS = frozenset("nord south north ouest east west norte oeste este central centre center".split())


@lru_cache(2048)
def _known(text: str, arabic: bool) -> tuple[str, ...]:
    """The folded words of the people and places that a text names; for an Arabic question, which shows by no
    capital what is a name, also what is but one word and may be either (*Blinken*), and people whole."""
    whole = [n.folded for n in find_names(text) if n.kind == "person" and " " in n.folded] if arabic else ()
    return *whole, *(
        part
        for name in find_names(text)
        if name.kind in ("person", "place")
        or arabic
        and name.kind == "other"
        and " " not in name.text
        and not name.demonym
        for written, part in zip(re.split(r"[\s-]+", name.text), name.folded.split(), strict=False)
        if len(part) > 3 and written[:1].isupper() and part not in _POINTS
    )


def _words(text: str) -> Iterator[Word]:
    """The words, without the pronoun that inversion ties to a French verb (*a-t-il*, *sont-ils*)."""
    for match in _WORD.finditer(text):
        word = _CLITIC.sub("", match[0])
        yield Word(match.start(), match.start() + len(word), word, fold_letters(word))


@lru_cache(maxsize=2048)  # a passage is folded for each span that is looked at in it
def fold_letters(text: str) -> str:
    """Without case, accents and Arabic vowel marks; alef and ya in one form each. Signs and spaces stay:
    ``index.folding.fold_words`` keeps the words alone."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _ARABIC_MARKS.sub("", plain).translate(_ARABIC_FORMS)


_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "’": "'", "ʼ": "'"}
)


def language_of(text: str, otherwise: str = "fr") -> str:
    """fr, en, es or ar: by script, then by function words, then by letters that only one of them uses."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum("\u0600" <= c <= "\u06ff" for c in letters) * 2 > len(letters):
        return "ar"
    folded = [fold_letters(m[0]) for m in _WORD.finditer(text)]
    scores = {code: sum(w in _table(code).function_words for w in folded) for code in ("fr", "en", "es")}
    lowered = text.lower()
    scores["es"] += 3 * len(re.findall(r"[¿¡ñáíóú]", lowered))
    scores["fr"] += 2 * len(re.findall(r"[çèêëîïœùûàâ]|\b[ldjcnstm]['’]|\bqu['’]", lowered))
    scores["en"] += 2 * len(re.findall(r"['’]s\b|\b\w+ing\b", lowered))
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] and list(scores.values()).count(scores[best]) == 1 else otherwise


def kind_of(text: str, language: str) -> Kind:
    """The kind whose interrogative stands first in the question; ``other`` where there is none.

    After *quel accord* or *which deal* a *qui* or a *where* is a relative and asks for nothing.
    """
    folded = fold_letters(text)
    which = _table(language).which.search(folded)
    found: list[tuple[int, int, Kind]] = []
    for rank, (kind, pattern) in enumerate(_table(language).kinds):
        match = pattern.search(folded)
        if match and not (which and match.start() >= which.end() and match[0].strip() in _RELATIVES):
            found.append((match.start(), rank, kind))
    return min(found)[2] if found else "other"


_BY_PRESS = re.compile(
    r"[\s,]+(?:selon|d['’]après|dans|according to|in|según|en)"
    r"\s(?:l['’]|les|la|le|the|this|these|ces|cet|los|las|el)?\s?(?:articles?|journaux|presse|papers|press|newspapers?|artículos?|prensa|periódicos)(?=\W*$)"
    r"|[\s,،]+(?:وفق[اً]+|حسب|بحسب|في)\s(?:ال|لل|ل)?(?:مقالات|مقال|صحف|صحافة)(?=\W*$)",
    re.IGNORECASE,
)


def bare(text: str, language: str) -> str:
    """The question without its courtesy (*pourriez-vous me dire quand …*, *I would like to know who …*) and
    without naming the press as such (*according to the papers*).

    What is left has to ask something still: *savez-vous si …* stays as it is.
    """
    said = " ".join(text.split())
    if (press := _BY_PRESS.search(said)) and len(said[: press.start()].split()) > 2:
        said = text = said[: press.start()] + said[press.end() :]
    left = _table(language).courtesy.sub("", said, count=1)
    if left == said:
        return text
    asks = len(left.split()) > 1 and kind_of(left, language) != "yes_no"
    return left[:1].upper() + left[1:] if asks and not _WHETHER.match(left) else text


@dataclass(frozen=True)
class _Table:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    function_words: frozenset[str]
    fillers: frozenset[str]
    many: re.Pattern[str]
    which: re.Pattern[str]
    courtesy: re.Pattern[str]


@cache
def _table(language: str) -> _Table:
    """What ``interrogatives.toml`` says of a language."""
    known = tomllib.loads((files("rag") / "interrogatives.toml").read_text(encoding="utf-8"))[language]
    return _Table(
        tuple((kind, re.compile("|".join(patterns))) for kind, patterns in known["kinds"].items()),
        frozenset(known["function_words"].split()),
        frozenset(known["fillers"].split()),
        re.compile(known["many"]),
        re.compile(known["which"]),
        re.compile(known["courtesy"], re.IGNORECASE | re.VERBOSE),
    )


def _content(words: tuple[Word, ...], language: str) -> tuple[Word, ...]:
    dull = _table(language).function_words | _table(language).fillers
    return tuple(w for w in words if w.folded not in dull and (len(w.folded) > 1 or w.folded.isdigit()))
