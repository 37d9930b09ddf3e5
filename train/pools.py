"""Names and nouns of the examples, by kind and by what may stand before them: what exchanges are drawn from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from index.lexicon import stems
from index.names import find_names, fold
from train.examples import Example
from train.exchanges import countries, table

NameKind = Literal["person", "place", "organisation", "other"]

_DETERMINER = {
    "fr": re.compile(r"(?:\b(le|la|les|du|des|au|aux|un|une)\s|(\b[ld])['’]|\b(de la|à la)\s|\b(de l|à l)['’])\Z", re.I),
    "en": re.compile(r"\b(the|an?|this|that)\s\Z", re.I),
    "es": re.compile(r"\b(el|la|los|las|del|al)\s\Z", re.I),
}
_CLASSES = {
    "le": "m", "du": "m", "au": "m", "la": "f", "de la": "f", "à la": "f", "les": "p", "des": "p", "aux": "p",
    "l": "l", "de l": "l", "à l": "l", "d": "", "the": "the", "un": "un", "une": "une",
    "el": "m", "los": "p", "las": "p", "del": "m", "al": "m",
}  # fmt: skip
# Words that say what sort of thing a name is: names are exchanged for others with the same one.
_HEADS = frozenset(
    "university université college school école institute institut academy académie hospital hôpital church église"
    " cathedral cathédrale park parc street rue avenue square place river rivière fleuve lake lac sea mer ocean océan"
    " mount mont island islands île îles castle château palace palais bridge pont tower tour museum musée theatre théâtre"
    " theater station gare airport aéroport port stadium stade field building house maison hall palais"
    " league ligue cup coupe championship trophy prize prix award awards oscar medal order ordre festival games jeux"
    " party parti union fédération federation association company compagnie society société bank banque council conseil"
    " court cour senate sénat assembly assemblée parliament parlement committee comité commission ministry ministère army armée"
    " war guerre battle bataille siege siège treaty traité act law loi convention constitution charter charte"
    " revolution révolution movement mouvement empire kingdom royaume république republic dynasty dynastie"
    " state états states province county district région region club fc united city real sporting olympique"
    " times newspaper journal magazine book film movie album song windows version series band group groupe"
    " saint sainte st san santa king queen roi reine pope pape prince princess duke duc general général lord sir"
    " governor president président minister airlines airways road valley desert forest forêt bay baie cape canal"
    " code theorem théorème logic theory théorie effect disease syndrome first second world left right air".split()
)
_VERBS = frozenset("avoir être faire does make made used called doit peut sont".split())


class PoolName(NamedTuple):
    text: str
    kind: NameKind
    determiner: str


@cache
def given_names() -> dict[str, str]:
    """Folded given names, and "m" or "f"."""
    lists = table()["given"]
    return {fold(name): sex for key, sex in (("men", "m"), ("women", "f")) for name in lists[key].split()}


def determiner(text: str, start: int, language: str) -> str:
    """The class of the article before a place in a text, contracted or not; "" where there is none."""
    pattern = _DETERMINER.get(language)
    match = pattern.search(text[max(0, start - 12) : start]) if pattern else None
    if not match:
        return ""
    written = next(group for group in match.groups() if group).lower()
    return _CLASSES.get(written, written)


def sex_of(name: str) -> str:
    return given_names().get(fold(re.split(r"[\s-]", name)[0]), "")


def head(name: str) -> str:
    """The first word of a name that says what sort of thing it is, or ""."""
    return next((w for w in (fold(part) for part in re.split(r"[\s'’-]+", name)) if w in _folded_heads()), "")


@cache
def _folded_heads() -> frozenset[str]:
    return frozenset(map(fold, _HEADS))


@lru_cache(maxsize=8192)
def names_of(text: str, language: str) -> tuple[tuple[int, int, PoolName], ...]:
    """Names with where they stand. People are those with a known given name, and their surnames alone."""
    found = find_names(text, language)
    people = {fold(n.text) for n in found if n.kind == "person" and _person(n.text)}
    surnames = {name.split()[-1] for name in people}
    countries_known = _country_forms(language)
    listed = []
    for name in found:
        folded = fold(name.text)
        kind: NameKind = name.kind
        if folded in people or (folded in surnames and name.kind != "place"):
            kind = "person"
        elif name.kind == "person":
            kind = "other"
        if folded in countries_known:
            continue
        if "\n" in name.text or len(name.text) < 3 or name.text.islower():
            continue
        listed.append((name.start, name.end, PoolName(name.text, kind, determiner(text, name.start, language))))
    return tuple(listed)


@cache
def _country_forms(language: str) -> frozenset[str]:
    return frozenset(fold(c.names[language]) for c in countries(language).values())


def _person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and bool(sex_of(name)) and not head(name) and not any(c.isdigit() for c in name)


@cache
def dull(word: str, language: str) -> bool:
    return not stems(word, language) or word in _VERBS


_TERM = re.compile(r"[^\W\d_]+|[?]")
_BEFORE = {
    "fr": frozenset("le la les l du de des d un une au aux ce cette ces son sa ses leur leurs".split()),
    "en": frozenset("the a an of his her its their s".split()),
}


class Term(NamedTuple):
    start: int
    end: int
    text: str
    frame: tuple[str, str, str, str]  # language, the word before, the word after, how it ends


def terms(question: str, language: str) -> Iterator[Term]:
    """The lower-case nouns between a determiner and a function word or the end."""
    found = [*_TERM.finditer(question)]
    for i in range(1, len(found)):
        word, before = found[i][0], found[i - 1][0].lower()
        after = found[i + 1][0].lower() if i + 1 < len(found) else "?"
        if len(word) < 4 or not word.islower() or before not in _BEFORE.get(language, ()) or dull(word, language):
            continue
        if after != "?" and not dull(after, language):
            continue
        glue = question[found[i].end() : found[i].end() + 1]
        if glue in "-’'" and glue or question[found[i].start() - 1] == "-":
            continue
        ending = "s" if word.endswith(("s", "x")) else "ing" if language == "en" and word.endswith("ing") else ""
        yield Term(found[i].start(), found[i].end(), word, (language, before, after, ending))


@dataclass(frozen=True)
class Pools:
    """What exchanges are drawn from."""

    titled: dict[tuple[str, str], tuple[PoolName, ...]]  # by language and title
    named: dict[tuple[str, NameKind, str, str], tuple[PoolName, ...]]  # language, kind, determiner, head
    words: dict[tuple[str, str, str, str], tuple[str, ...]]  # nouns by frame
    titled_words: dict[tuple[str, str], frozenset[str]]  # nouns by language and title

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Pools:
        titled: dict[tuple[str, str], dict[PoolName, None]] = defaultdict(dict)
        named: dict[tuple[str, NameKind, str, str], dict[PoolName, None]] = defaultdict(dict)
        frames: dict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
        nouns: dict[tuple[str, str], set[str]] = defaultdict(set)
        texts = {(e.context, e.language, e.title or ""): False for e in examples}
        texts |= {(e.question, e.language, e.title or ""): True for e in examples}
        for (text, language, title), question in texts.items():
            for start, _, name in names_of(text, language):
                titled[language, title][name] = None
                if (question and start) or name.kind == "person" and " " in name.text:
                    named[language, name.kind, name.determiner, head(name.text)][name] = None
            if question:
                for term in terms(text, language):
                    frames[term.frame][term.text] += 1
                    nouns[language, title].add(term.text)
        return cls(
            {key: tuple(names) for key, names in titled.items()},
            {key: tuple(names) for key, names in named.items()},
            {frame: tuple(w for w, n in count.items() if n > 1) for frame, count in frames.items()},
            {key: frozenset(words) for key, words in nouns.items()},
        )
