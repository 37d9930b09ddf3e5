"""Questions that a passage does not answer though they look it: near misses of those that it does.

A small reader must learn to refuse them. Every change is checked against the passage: what is put in must
not be held by it, nor by its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from random import Random

from index.names import mentions
from index.sentences import sentences
from rag.question import kind_of
from train.countries import adjective_swaps, country_swaps
from train.examples import Example
from train.exchanges import Held, Swap, agrees, fold_letters, group_swaps, held, rewritten
from train.figures import figure_swaps
from train.pools import PoolName, Pools, dull, head, name_key, names_of, sex_of, terms
from train.premises import false_premise

__all__ = ["Pools", "exchanged", "false_premise"]

_WEIGHTS = {"place": 4, "name": 4, "organisation": 3, "date": 4, "number": 3, "role": 3, "relation": 3}
_TRIES = 12  # words that are tried for one place in the question
_IN_PASSAGE = 0.3  # how often a name is exchanged for another that the passage holds
_EARLY_TERM = 0.1  # how often a noun is exchanged though something better could be
_CHOICE = re.compile(r"\b(?:or|ou|o)\b|أو", re.IGNORECASE)
_GENDERED = re.compile(
    r"(?:-t)?-elles?\b|-ils?\b|\b(?:elle|il|his|her|she|he|queen|king|sir|lady|lord)\b|ée\b|née?\b|\b(?:reine|roi|prin[cs]\w+|mari|épou\w+|femme|husband|wife|actress|mr|mrs|m\.|mme)\b",
    re.IGNORECASE,
)
_FEMININE = re.compile(
    r"-elles?\b|\b(?:elle|her|she|queen|lady|mrs|mme|reine|princess\w*|mari|husband|actress)\b|ée\b|née\b",
    re.IGNORECASE,
)
_NAMED_AS = re.compile(
    r"\b(?:called|named|appel\w+|nomm\w+|surnomm\w+|stand|mean|signifie|llamad\w+)\s\Z", re.IGNORECASE
)


def exchanged(example: Example, passage: str, pools: Pools, rng: Random) -> str | None:
    """The question with a name, a date, a number, a role or a relation put for another, or None.

    What is put in is not in the passage; or it is a name in sentences that say none of what is asked.
    """
    question, language = example.question, example.language
    there = held(passage, language)
    kinds = _by_kind(_swaps(question, language, there))
    if kind_of(question, language) == "yes_no" or _CHOICE.search(question):
        for kind in ("relation", "number", "role", "date"):
            kinds.pop(kind, None)
    if _CHOICE.search(question):
        return None
    names = list(_name_swaps(example, passage, pools, rng))
    if names:
        kinds["name"] = names
    order = sorted(kinds, key=lambda kind: rng.random() ** (1 / _WEIGHTS[kind]), reverse=True)
    if rng.random() < _EARLY_TERM:
        order.insert(0, "term")
    order.append("term")
    for kind in order:
        swaps = list(_term_swaps(example, pools)) if kind == "term" else kinds[kind]
        rng.shuffle(swaps)
        for swap in swaps:
            for text, besides in rng.sample(swap.others, min(_TRIES, len(swap.others))):
                if _absent(swap, text, besides, example, there):
                    return _put(question, swap, text, language)
        if kind == "relation" and (whole := _rewritten(example, there, rng)):
            return whole
    return _rewritten(example, there, rng)


def _rewritten(example: Example, there: Held, rng: Random) -> str | None:
    found = [q for q, absent in rewritten(example.question, example.language) if there.lacks("", "", absent)]
    return rng.choice(found) if found else None


def _swaps(question: str, language: str, there: Held) -> Iterator[Swap]:
    yield from country_swaps(question, language)
    if language in ("fr", "en"):
        yield from adjective_swaps(question, language)
        yield from group_swaps(question, language, [(a, b) for a, b, _ in names_of(question, language)])
    yield from figure_swaps(question, language, there)


def _by_kind(swaps: Iterator[Swap]) -> dict[str, list[Swap]]:
    kinds: dict[str, list[Swap]] = {}
    for swap in swaps:
        kinds.setdefault(swap.kind, []).append(swap)
    return kinds


def _absent(swap: Swap, text: str, besides: str, example: Example, there: Held) -> bool:
    if swap.kind == "name":
        return True  # seen to already
    if swap.kind in ("date", "number"):
        return swap.kind == "date" or there.lacks(text, swap.original)
    title = example.title or ""
    if swap.kind == "place":
        return not mentions(text, there.text) and not mentions(text, title) and there.lacks(text, "", besides)
    if fold_letters(text) in fold_letters(example.question):
        return False
    return there.lacks(text, swap.original, besides) and held(title, example.language).lacks(
        text, swap.original
    )


def _put(question: str, swap: Swap, text: str, language: str) -> str:
    before, after = question[: swap.start], question[swap.end :]
    if language == "en" and re.search(r"\b[Aa]n?\s\Z", before):
        vowel = text[:1].lower() in "aeio"
        before = re.sub(r"\b([Aa])n?\s\Z", lambda m: m[1] + ("n " if vowel else " "), before)
    return before + text + after


def _name_swaps(example: Example, passage: str, pools: Pools, rng: Random) -> Iterator[Swap]:
    question, language, title = example.question, example.language, example.title or ""
    for start, end, name in names_of(question, language):
        if (
            not start
            and not (name.kind == "person" or " " in name.text)
            or _NAMED_AS.search(question[:start])
        ):
            continue
        if re.match(r"[-/]", question[end:]) or question[start - 1 : start] in ("-", "("):
            continue
        if name.kind != "person" and not name.alone and question[end : end + 2] not in ("'s", "’s"):
            continue
        inside = rng.random() < _IN_PASSAGE
        known = _known_kind(name, passage, title, language)
        texts = list(_inside(example, passage, known, rng)) if inside else []
        texts = texts or list(_outside(example, passage, known, question[:start], pools, rng))
        texts = [t for t in texts if _fits_sex(known, t, question)]
        if texts:
            yield Swap("name", start, end, name.text, tuple((t, "") for t in texts))


def _known_kind(name: PoolName, passage: str, title: str, language: str) -> PoolName:
    """A name of unsure kind is a person where the passage or the title has it as a surname."""
    if name.kind in ("other", "someone"):
        people = [
            n.text
            for _, _, n in (*names_of(passage, language), *names_of(title, language))
            if n.kind == "person"
        ]
        if any(fold_letters(name.text) in fold_letters(person).split() for person in people):
            return name._replace(kind="person")
    return name


def _fits_sex(name: PoolName, text: str, question: str) -> bool:
    if name.kind != "person" or not _GENDERED.search(question):
        return True
    return sex_of(text) == ("f" if _FEMININE.search(question) else "m")


def _outside(
    example: Example, passage: str, name: PoolName, before: str, pools: Pools, rng: Random
) -> Iterator[str]:
    """Names of the same kind that the passage doesn't hold: of the same article first, else of any."""
    language, title = example.language, example.title or ""
    key = name_key(name, language)
    same, every = pools.titled.get((title, *key), ()), pools.named.get(key, ())
    bare = not (name.determiner or head(name.text) or name.before in _WHERE) and dull(name.before, language)
    unsure = name.kind == "someone" and not _MADE.search(example.question)
    if bare and name.before and (unsure or (name.kind == "other" and not every)):
        name = name._replace(kind="person")
        key = name_key(name, language)
        same, every = pools.titled.get((title, *key), ()), pools.named.get(key, ())
    near = rng.sample(same, min(6, len(same)))
    far = rng.sample(every, min(8, len(every)))
    found = 0
    for other in [*near, *far] if rng.random() < 0.6 else [*far, *near]:
        if name.kind == "person" and not sex_of(other.text):
            continue
        if _new(other.text, name.text, example, passage) and agrees(before, name.text, other.text, language):
            yield other.text
            found += 1
            if found == 2:
                return


def _new(other: str, name: str, example: Example, passage: str) -> bool:
    if set(fold_letters(other).split()) & set(fold_letters(name).split()) - _LINKS and not head(name):
        return False
    said = " ".join(word for word in other.split() if fold_letters(word) != head(other))
    there = held(passage, example.language)
    if (
        fold_letters(said) in _LINKS
        or not there.lacks(said, name)
        or fold_letters(said) in fold_letters(example.question)
    ):
        return False
    if sex_of(other):  # a person goes by the words of the name alone
        return held(example.title or "", example.language).lacks(said, name)
    return not mentions(other, passage) and not mentions(other, example.title or "")


_MADE = re.compile(
    r"\b(?:found\w*|locat\w+|establish\w+|situ\w+|fond\w+|cré\w+|release\w*|sort\w*|start\w*)", re.IGNORECASE
)
_WHERE = frozenset("in at from on to into near à en dans sur vers depuis sous a the un une".split())
_LINKS = frozenset("de du des la le les of the and et en d l".split())


def _inside(example: Example, passage: str, name: PoolName, rng: Random) -> Iterator[str]:
    """Names that the passage holds, though only where it says nothing of what is asked."""
    language = example.language
    at = passage.find(example.answer)
    if at < 0 or fold_letters(name.text.split()[-1]) not in held(passage, language).words:
        return
    asked = held(example.question, language).stems - held(name.text, language).stems
    spans, own = _sentences(passage), set(fold_letters(name.text).split())
    for _, _, other in sorted(names_of(passage, language), key=lambda _: rng.random()):
        text = other.text
        if (other.kind, other.determiner) != (name.kind, name.determiner) or head(text) != head(name.text):
            continue
        if name.kind in ("other", "someone") or fold_letters(text) in fold_letters(
            " ".join((*example.answers, example.answer))
        ):
            continue
        last = fold_letters(text.split()[-1])
        if (
            last in fold_letters(f"{example.title or ''} {example.question}")
            or set(fold_letters(text).split()) & own
        ):
            continue
        said = [(a, b) for a, b in spans if last in fold_letters(passage[a:b])]
        if any(a <= at < b or asked & held(passage[a:b], language).stems for a, b in said):
            continue
        if agrees(example.question[: example.question.find(name.text)], name.text, text, language):
            yield text


@lru_cache(maxsize=4096)
def _sentences(passage: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(passage))


def _term_swaps(example: Example, pools: Pools) -> Iterator[Swap]:
    """Nouns for others that were asked after in the same words: of the same article where there are any."""
    question, language = example.question, example.language
    own = pools.titled_words.get((language, example.title or ""), frozenset())
    for term in terms(question, language):
        words = [w for w in pools.words.get(term.frame, ()) if w != term.text]
        near = [w for w in words if w in own]
        chosen = near if len(near) > 3 else words
        chosen = [w for w in chosen if agrees(question[: term.start], term.text, w, language)]
        if chosen:
            yield Swap("term", term.start, term.end, term.text, tuple((w, "") for w in chosen))
