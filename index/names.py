"""Names of people, places and organisations in text, by their shape and a table: no model.

A name is a run of capitalised words with its particles, an acronym, or a form in ``aliases.toml`` however
it is written. Arabic has no capitals: there, only forms in the table, institutions and what follows a title
are found, and words that sound like a name that is known.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from index.alias_file import Kind
from index.aliases import set_more
from index.folding import Token, arabic_forms, tokenise
from index.mentions import forget, mentions
from index.name_runs import Finder, folded_words
from index.name_words import name_words
from index.transliteration import same_sound

__all__ = ["Kind", "Name", "arabic_names", "find_names", "mentions", "use_aliases"]

_REMEMBERED = 2_000  # characters of a text whose names are remembered, at most


@dataclass(frozen=True)
class Name:
    """``text[start:end]`` of the text it was found in; ``kind`` is a guess, "other" when unsure.

    A word for a country's people or things ("marocain") is "other" and ``demonym``: it names the country,
    but is no place.
    """

    start: int
    end: int
    text: str
    folded: str
    kind: Kind
    demonym: bool = False


def find_names(text: str, language: str | None = None, known: Container[str] = ()) -> list[Name]:
    """The names in ``text``, in order, without overlap.

    ``known``: folded words that are names whatever their case, as in a question typed without capitals.
    ``language`` is not needed: the lists hold for French, English, Spanish and Arabic at once.
    """
    if known != () or len(text) > _REMEMBERED:
        return _found(text, known)
    return list(_remembered(text))


@lru_cache(maxsize=2048)
def _remembered(text: str) -> tuple[Name, ...]:
    """A question looks for the names of the same sentence again and again."""
    return tuple(_found(text, ()))


def _found(text: str, known: Container[str]) -> list[Name]:
    finder = Finder(text, known)
    found = []
    for first, last, kind in finder.spans():
        start, end = finder.tokens[first].start, finder.tokens[last - 1].end
        hit = finder.hits.get(first)
        demonym = kind == "other" and hit is not None and hit.last == last and hit.entry.demonym
        folded = folded_words(finder.tokens[first:last])
        found.append(Name(start, end, text[start:end], folded, kind, demonym))
    kinds: dict[str, Kind] = {name.folded: name.kind for name in found if name.kind == "place"}
    kinds |= {name.folded.split()[-1]: name.kind for name in found if name.kind == "person"}
    # A lone surname is a person where the same text gives it with a first name or a title.
    return [
        replace(name, kind=kinds.get(name.folded, "other")) if name.kind == "other" else name
        for name in found
    ]


def use_aliases(file: Path | None) -> None:
    """Take a user's own names (the setting ``aliases``) into the table, for the whole process.

    To be called where a program starts, before names are looked for; None takes them out again. ``file`` is
    TOML as ``aliases.toml``: ``daech = "Daech | ISIS | الدولة"`` below [organisations], [people], [cities]…
    A line that shares a form with a known name adds its other forms to it. Raises UsageError where it
    can't be used, and then nothing has changed.
    """
    if set_more(file):
        forget()
        _known_like.cache_clear()
        _remembered.cache_clear()


def arabic_names(question: str, known: Iterable[str]) -> list[Name]:
    """The names in an Arabic question: ``find_names``, and what sounds like a folded name in ``known``."""
    found = find_names(question)
    whole = tuple(sorted({tuple(name.split()) for name in known}))
    candidates = tuple(sorted({word for name in whole for word in name if len(word) > 3}))
    before: Token | None = None
    for token in tokenise(question):
        taken = any(name.start <= token.start < name.end for name in found)
        like = _known_like(token.folded, candidates) if token.arabic and not taken else ()
        if like:
            first = before if before and _first_name(before, like, whole) else token
            folded = token.folded if first is token else f"{first.folded} {token.folded}"
            found = [name for name in found if name.start < first.start or name.start >= token.end]
            found.append(Name(first.start, token.end, question[first.start : token.end], folded, "other"))
        before = token
    return sorted(found, key=lambda name: name.start)


def _first_name(token: Token, like: Collection[str], names: Iterable[Sequence[str]]) -> bool:
    """Whether an Arabic word sounds like what stands before one of ``like`` in a name: of short names two
    consonants are enough beside a surname."""
    firsts = {name[i] for name in names for i in range(len(name) - 1) if name[i + 1] in like}
    return token.arabic and any(same_sound(form, word, 2) for form in _stems(token.folded) for word in firsts)


@lru_cache(maxsize=256)
def _known_like(folded: str, candidates: tuple[str, ...]) -> frozenset[str]:
    """Those of ``candidates`` that an Arabic word sounds like."""
    if any(form in name_words().arabic_common for form in arabic_forms(folded)):
        return frozenset()
    return frozenset(word for word in candidates if any(same_sound(stem, word) for stem in _stems(folded)))


def _stems(folded: str) -> set[str]:
    return {form[2:] if form.startswith("ال") and len(form) > 4 else form for form in arabic_forms(folded)}
