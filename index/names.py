"""Names of people, places and organisations in text, by their shape and a table: no model.

A name is a run of capitalised words with its particles, an acronym, or a form in ``aliases.toml`` however it is
written. Arabic has no capitals: there, only forms in the table, institutions and what follows a title are found.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.aliases import Hit, Kind, arabic_forms, fold, gazetteer, is_shouting, tokenise
from index.mentions import mentions
from index.name_words import name_words
from index.transliteration import same_sound

__all__ = ["Kind", "Name", "arabic_names", "find_names", "fold", "mentions"]

_GLUE = re.compile(r"[ \t\xa0\u202f\-‐‑'’ʼ]*\Z|\s\Z")
_SENTENCE = re.compile(r"[.!?…؟:;\n•*|—–«“\"(¿¡]")
_INITIAL = re.compile(r"\.[ \xa0]?\Z")
_ABBREVIATIONS = frozenset(
    ["m", "mm", "mme", "dr", "mr", "mrs", "ms", "sr", "sra", "st", "pr", "me", "gen", "col", "lt"]
)


@dataclass(frozen=True)
class Name:
    """``text[start:end]`` of the text it was found in; ``kind`` is a guess, "other" when unsure.

    A word for a country's people or things ("marocain") is "other": it names the country, but is no place.
    """

    start: int
    end: int
    text: str
    folded: str
    kind: Kind


def find_names(text: str, language: str | None = None, known: Container[str] = ()) -> list[Name]:
    """The names in ``text``, in order, without overlap.

    ``known``: folded words that are names whatever their case, as in a question typed without capitals.
    ``language`` is not needed: all lists hold for French, English, Spanish and Arabic at once.
    """
    return _Finder(text, known).names()


def arabic_names(question: str, known: Iterable[str]) -> list[Name]:
    """The names in an Arabic question: those of the table, and words that sound like a folded name in ``known``."""
    found = {name.start: name for name in find_names(question)}
    taken = [(name.start, name.end) for name in found.values()]
    candidates = tuple(sorted({word for name in known for word in name.split() if len(word) > 3}))
    for token in tokenise(question):
        if not token.arabic or any(a <= token.start < b for a, b in taken):
            continue
        if _sounds_known(token.folded, candidates):
            found[token.start] = Name(token.start, token.end, token.text, token.folded, "other")
    return [found[start] for start in sorted(found)]


@lru_cache(maxsize=256)
def _sounds_known(folded: str, candidates: tuple[str, ...]) -> bool:
    common = name_words().arabic_common
    forms = arabic_forms(folded)
    if any(form in common for form in forms):
        return False
    stems = [form[2:] if form.startswith("ال") and len(form) > 4 else form for form in forms]
    return any(same_sound(stem, word) for word in candidates for stem in stems)


class _Finder:
    """One text being read: its tokens, its known forms, and which words it writes with a capital."""

    def __init__(self, text: str, known: Container[str]) -> None:
        self.text = text
        self.known = known
        self.words = name_words()
        self.tokens = tokenise(text)
        self.shouting = is_shouting(self.tokens)
        self.hits: dict[int, Hit] = {h.first: h for h in gazetteer().hits(self.tokens, self.shouting)}
        self.inside = {i for h in self.hits.values() for i in range(h.first, h.last)}
        self.opens = [self._opens_sentence(i) for i in range(len(self.tokens))]
        self.capitalised = {
            t.folded
            for i, t in enumerate(self.tokens)
            if t.capital and not self.opens[i] and not self.shouting
        }

    def names(self) -> list[Name]:
        found: list[Name] = []
        i = 0
        while i < len(self.tokens):
            last, kind = self._organisation(i)
            hit = self.hits.get(i)
            if hit and hit.last >= last:
                last, kind = self._known(hit)
            if last <= i:
                last, kind = self._run(i)
            if last > i:
                found.append(self._name(i, last, kind))
            i = max(last, i + 1)
        return self._surnames(found)

    def _name(self, first: int, last: int, kind: Kind) -> Name:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        folded = " ".join(t.folded for t in self.tokens[first:last])
        return Name(start, end, self.text[start:end], folded, kind)

    def _surnames(self, found: list[Name]) -> list[Name]:
        """A lone surname is a person where the same text gives it with a first name."""
        people = {name.folded.split()[-1] for name in found if name.kind == "person"}
        return [
            Name(n.start, n.end, n.text, n.folded, "person")
            if n.kind != "person" and n.folded in people
            else n
            for n in found
        ]

    def _opens_sentence(self, i: int) -> bool:
        if i == 0:
            return True
        before, token = self.tokens[i].before, self.tokens[i - 1]
        if not _SENTENCE.search(before):
            return False
        short = len(token.text) == 1 or "." in token.text or token.folded in _ABBREVIATIONS
        return not (short and token.capital and _INITIAL.match(before))

    def _glued(self, i: int) -> bool:
        """Whether a token goes on from the one before."""
        if i >= len(self.tokens):
            return False
        before, last = self.tokens[i].before, self.tokens[i - 1]
        return (
            bool(_GLUE.match(before)) or len(last.text) == 1 and last.capital and bool(_INITIAL.match(before))
        )

    def _known(self, hit: Hit) -> tuple[int, Kind]:
        """A form of the table, unless it is the last word of a longer name: "Michael Jordan"."""
        return hit.last, hit.entry.kind

    # Organisations: a head word, and what completes it.

    def _organisation(self, i: int) -> tuple[int, Kind]:
        token = self.tokens[i]
        if token.arabic:
            return self._arabic_organisation(i), "organisation"
        if token.folded not in self.words.organisations:
            return i, "other"
        if not (self._named(i) or token.folded in self.words.lower_organisations):
            return i, "other"
        last = self._complement(i + 1)
        if last == i + 1 and (not token.capital or self.opens[i] and token.folded not in self.capitalised):
            return i, "other"
        if not token.capital and not any(t.capital for t in self.tokens[i:last]):
            return i, "other"
        return last, "organisation"

    def _complement(self, i: int) -> int:
        """Where the name of an organisation ends whose head is before ``i``."""
        last = i
        while self._glued(i):
            token = self.tokens[i]
            if self._named(i) or self.words.is_adjective(token.folded) or i in self.inside and token.capital:
                i += 1
                last = i
                continue
            if token.folded not in self.words.joins:
                break
            noun = token.folded in self.words.noun_joins
            i += 1
            while self._glued(i) and self.tokens[i].folded in self.words.articles:
                i += 1
            if not self._glued(i):
                break
            after = self.tokens[i]
            lower = noun and len(after.folded) > 3 and after.folded not in self.words.common
            if not (after.capital or lower):
                break
            if token.folded in ("et", "y", "and", "e") and after.folded not in self.words.portfolio:
                break
            i += 1
            last = i
        return last

    def _arabic_organisation(self, i: int) -> int:
        """A head and the words with an article after it: وزارة الشؤون الخارجية."""
        if not any(form in self.words.arabic_organisations for form in arabic_forms(self.tokens[i].folded)):
            return i
        last = i + 1
        while last < min(i + 4, len(self.tokens)) and self._glued(last):
            folded = self.tokens[last].folded
            if not folded.startswith(("ال", "لل")) or folded in self.words.arabic_common and last > i + 1:
                break
            if last in self.inside and self.hits.get(last) is None:
                break
            last += 1
        return last if last > i + 1 else i

    # Runs of capitalised words.

    def _named(self, i: int) -> bool:
        """Whether a token looks like part of a name by its case, or is known as one."""
        token = self.tokens[i]
        if token.arabic or token.text[0].isdigit():
            return False
        if token.folded in self.known and token.folded not in self.words.common:
            return True
        if not token.capital or self.shouting:
            return False
        if len(token.folded) == 1:
            return i + 1 < len(self.tokens) and self.tokens[i + 1].capital
        return not (self.opens[i] and token.folded in self.words.common and not token.acronym)

    def _run(self, i: int) -> tuple[int, Kind]:
        token = self.tokens[i]
        if token.arabic:
            return self._after_arabic_title(i)
        start_particle = token.folded in self.words.opening and self._glued(i + 1) and self._named(i + 1)
        if not (self._named(i) or start_particle) or self._is_title(i):
            return i, "other"
        last = i + 1
        while last < len(self.tokens) and self._glued(last):
            ahead = last
            while (
                ahead < last + 3 and self._glued(ahead) and self.tokens[ahead].folded in self.words.particles
            ):
                ahead += 1
            if not self._glued(ahead) or not self._named(ahead) or ahead in self.inside and ahead > last:
                break
            if ahead in self.hits and not self._ends_name(i, ahead):
                break
            if ahead > last and not self._joins(i, last, ahead):
                break
            last = ahead + 1
        if not self._is_name(i, last):
            return i, "other"
        return last, self._kind(i, last)

    def _joins(self, first: int, last: int, ahead: int) -> bool:
        """Whether a particle joins what is before and after: « Charles de Gaulle », not « Discours de Blinken »."""
        particles = {t.folded for t in self.tokens[last:ahead]}
        if not particles & {"de", "d", "du", "del", "la", "le", "y", "e"} or any(
            t.capital for t in self.tokens[last:ahead]
        ):
            return not particles & {"y", "e", "as", "es"}
        if particles & {"y", "e"}:
            return False
        return last > first + 1 or not self.opens[first] or self.tokens[first].folded in self.words.given

    def _ends_name(self, first: int, at: int) -> bool:
        """Whether a known place closes a name: "Michael Jordan", « Radio France »."""
        hit = self.hits[at]
        if hit.entry.kind != "place" or hit.entry.demonym or hit.last != at + 1:
            return False
        return self.tokens[first].folded not in self.words.honorifics and not self.tokens[at].acronym

    def _is_title(self, i: int) -> bool:
        folded = self.tokens[i].folded
        return folded in self.words.honorifics or folded in self.words.portfolio and folded not in self.known

    def _is_name(self, first: int, last: int) -> bool:
        run = self.tokens[first:last]
        if all(t.folded in self.words.portfolio | self.words.particles | self.words.honorifics for t in run):
            return False
        token = run[0]
        if len(run) > 1 or not self.opens[first] or token.acronym:
            return len(run) > 1 or len(token.folded) > 1
        if token.folded in self.known or token.folded in self.capitalised:
            return True
        if self.words.looks_common(token.folded) or len(token.folded) < 3 or not token.capital:
            return False
        return self._glued(last) and self.tokens[last].folded in self.words.auxiliaries

    def _kind(self, first: int, last: int) -> Kind:
        run = self.tokens[first:last]
        if any(t.folded in self.words.organisations for t in run) or len(run) == 1 and run[0].acronym:
            return "organisation"
        if self._after_title(first):
            return "person"
        before = self.tokens[first - 1].folded if first and self._glued(first) else ""
        parts = sum(t.folded not in self.words.particles for t in run)
        if before in self.words.locatives and (parts == 1 or before not in ("a", "au", "aux")):
            return "place"
        return "person" if parts > 1 and run[0].capital else "other"

    def _after_title(self, i: int) -> bool:
        """Whether a title stands before: "M. X", "le ministre marocain X", "le secrétaire d'État américain X"."""
        for _ in range(6):
            i -= 1
            if i < 0 or (i + 1 < len(self.tokens) and "," in self.tokens[i + 1].before):
                return False
            token = self.tokens[i]
            if token.folded in self.words.honorifics:
                return True
            hit = self.hits.get(i)
            skipped = token.folded in self.words.portfolio or token.folded in self.words.particles
            if not (skipped or hit and hit.entry.demonym or self.words.is_adjective(token.folded)):
                return False
        return False

    def _after_arabic_title(self, i: int) -> tuple[int, Kind]:
        """The one or two words after a title: السيد ناصر بوريطة."""
        words = self.words
        if i == 0 or not self._glued(i) or i in self.inside:
            return i, "other"
        titles = words.arabic_honorifics
        if not any(form in titles for form in arabic_forms(self.tokens[i - 1].folded)):
            return i, "other"
        last = i
        while (
            last < min(i + 2, len(self.tokens))
            and (last == i or self._glued(last))
            and last not in self.inside
        ):
            folded = self.tokens[last].folded
            if folded in titles or folded in words.arabic_common or len(folded) < 3:
                break
            last += 1
        return last, "person"
