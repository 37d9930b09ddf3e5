"""Where names stand among the words of a text: organisations by their head, others by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.alias_file import Kind
from index.folding import Token
from index.labels import LABELS
from index.name_arabic import ArabicShapes
from index.name_shapes import HYPHENS

_ROMAN = re.compile(r"[ivxlcdm]+")
_LOOSE = frozenset(("de", "d", "du", "del", "la", "le"))  # particles that join other things than names too
_AND = frozenset(("y", "e", "and", "et"))
_VAGUE = frozenset(("a", "au", "aux", "dans"))  # before places and persons alike
_ARTICLES = frozenset(("le", "la", "les", "el", "los", "las", "the"))
_NEVER = frozenset(("y", "e", "as", "es"))
_INFINITIVES = ("er", "ir", "oir", "dre")
_LONGEST_ACRONYM = 6
_GIVEN_MONTHS = frozenset(("april", "june"))

Span = tuple[int, int, Kind]


class Finder(ArabicShapes):
    """The names in one text."""

    def spans(self) -> Iterator[Span]:
        """Each name as its first token, the one after its last, and its kind."""
        i = 0
        while i < len(self.tokens):
            if self._promising(i):
                last, kind = self._at(i)
                if last > i:
                    yield i, last, kind
                    i = last
                    continue
            i += 1

    def _promising(self, i: int) -> bool:
        token = self.tokens[i]
        return (
            token.capital
            or token.arabic
            or i in self.hits
            or token.folded in self.words.starters
            or token.folded in self.known
        )

    def _at(self, i: int) -> tuple[int, Kind]:
        hit = self.hits.get(i)
        if hit and hit.entry.kind == "organisation":
            return hit.last, hit.entry.kind
        last = self.arabic_organisation(i) if self.tokens[i].arabic else self._organisation(i)
        if hit and hit.entry.kind == "place" and (end := self._headed(hit.last)):
            return end, "organisation"
        if hit and hit.last >= last:  # « la presse suisse » names Switzerland, but as no place
            adjective = hit.entry.demonym and not self.tokens[i].capital
            return hit.last, "other" if adjective else hit.entry.kind
        return (last, "organisation") if last > i else self._run(i)

    # Organisations: a head word, and what completes it.

    def _organisation(self, i: int) -> int:
        """Where the organisation whose head is at ``i`` ends; ``i`` where there is none."""
        token, words = self.tokens[i], self.words
        if token.folded not in words.organisations or token.folded in words.honorifics:
            return i
        if not (self.named(i) or token.folded in words.lower_organisations):
            return i
        last = self._complement(i + 1)
        lone = last == i + 1
        if lone and (not token.capital or self.opens[i] and token.folded not in self.capitalised):
            return i
        return last if any(t.capital or t.folded in self.known for t in self.tokens[i:last]) else i

    def _headed(self, i: int) -> int:
        """Where an English organisation ends that a place before ``i`` opens ("Kuwait Fund"), or 0."""
        first = i
        if not self.tokens[i - 1].capital or self.tokens[i - 1].acronym:
            return 0
        while self.glued(i) and self.tokens[i].capital and self.named(i) and i not in self.inside:
            i += 1
        return i if i > first and self.tokens[i - 1].folded in self.words.organisations else 0

    def _complement(self, i: int) -> int:
        """Where the name ends of an organisation whose head is before ``i``."""
        last = i
        while self.glued(i):
            hit = self.hits.get(i)
            if (
                hit and hit.entry.demonym and not self.tokens[i].capital
            ):  # « Banque africaine de développement »
                joined = self._joined(hit.last)
                if joined == hit.last:
                    break
                i = last = joined
                continue
            if hit and (hit.entry.demonym or self.tokens[i].acronym):
                break
            if self.named(i) or self.words.is_adjective(self.tokens[i].folded):
                i = last = hit.last if hit else i + 1
                continue
            i = self._joined(i)
            if i == last:
                break
            last = i
        return last

    def _joined(self, at: int) -> int:
        """Where « contre le terrorisme », "for Human Rights" end that start at ``at``, else ``at``."""
        if at == len(self.tokens):
            return at
        words, join = self.words, self.tokens[at].folded
        if join not in words.joins:
            return at
        i = at + 1
        while self.glued(i) and self.tokens[i].folded in words.articles and not self.tokens[i].capital:
            i += 1
        if not self.glued(i):
            return at
        after, hit = self.tokens[i], self.hits.get(i)
        if join in _AND and after.folded not in words.portfolio:
            return at
        if hit and join in ("pour", "para", "for", "to") and hit.entry.kind == "place":
            return at
        if self.named(i) or hit and after.capital:
            return hit.last if hit else i + 1
        noun = join in words.noun_joins and len(after.folded) > 3 and after.folded not in words.common
        return i + 1 if noun and not after.folded.endswith(_INFINITIVES) else at

    # Runs of capitalised words.

    def _run(self, first: int) -> tuple[int, Kind]:
        token = self.tokens[first]
        if token.arabic:
            last, kind = self.after_arabic_title(first)
            return (last, kind) if last > first else self.after_arabic_given(first)
        starts = self.named(first) and not self.is_title(first) and token.folded not in self.words.calendar
        if token.folded in _GIVEN_MONTHS and token.capital and self.glued(first + 1):  # "April Jones"
            after = self.tokens[first + 1]
            starts = (
                after.capital and not after.acronym and self.named(first + 1) and not after.text[0].isdigit()
            )
        if token.folded in _ARTICLES and token.capital and not self.opens[first]:  # « au maire de Le Mans »
            starts = self.glued(first + 1) and self.named(first + 1) and first + 1 not in self.inside
        if not starts and token.folded in self.words.opening and self.glued(first + 1):
            hyphen = self.tokens[first + 1].before in HYPHENS or token.folded not in _ARTICLES | {"al"}
            starts = hyphen and self.named(first + 1) and first + 1 not in self.hits
        if not starts:
            return first, "other"
        last = first + 1
        while self.glued(last):
            ahead = last
            while (
                ahead < last + 3 and self.glued(ahead) and (self._is_particle(ahead) or self._hyphened(ahead))
            ):
                ahead += 1
            if not self._goes_on(first, last, ahead):
                break
            last = ahead + 1
        if last > first + 1 and self.tokens[last - 1].folded in self.words.organisations:
            last = max(last, self._complement(last))  # « Haute Autorité de santé »
        return (last, self._kind(first, last)) if self._is_name(first, last) else (first, "other")

    def _is_particle(self, i: int) -> bool:
        token = self.tokens[i]
        return token.folded in self.words.particles and not token.acronym and i not in self.inside

    def _hyphened(self, i: int) -> bool:
        """Whether hyphens hold a small word within a name: « Port-au-Prince », « Boulogne-sur-Mer »."""
        if i + 1 >= len(self.tokens) or self.tokens[i].capital or len(self.tokens[i].text) > 4:
            return False
        return self.tokens[i].before in HYPHENS and self.tokens[i + 1].before in HYPHENS

    def _goes_on(self, first: int, last: int, ahead: int) -> bool:
        """Whether a run ``first`` to ``last`` takes in the token ``ahead``, with the particles before it."""
        if not self.glued(ahead) or not self.named(ahead):
            return False
        token = self.tokens[ahead]
        if token.folded in self.words.calendar and token.folded != "may":
            return False
        if ahead in self.inside:  # "Michael Jordan", « Radio France », but not "Trump US"
            hit = self.hits.get(ahead)
            if hit is None or hit.entry.kind != "place" or hit.last > ahead + 1:
                return False
            return ahead == last and not token.acronym
        if self.is_title(ahead) and self.glued(ahead + 1) and self.named(ahead + 1):
            return False
        particles = self.tokens[last:ahead]
        if all(p.before in HYPHENS for p in (*particles, token)):
            return True
        if any(p.folded in _NEVER for p in particles):
            return False
        if not any(p.folded in _LOOSE and not p.capital for p in particles):
            return True
        return last > first + 1 or not self.opens[first] or self.tokens[first].folded in self.words.given

    def _is_name(self, first: int, last: int) -> bool:
        run, words = self.tokens[first:last], self.words
        if all(t.folded in words.portfolio or t.folded in words.particles for t in run):
            return False
        if len(run) > 1:
            return True
        token = run[0]
        if token.folded in self.known:
            return True
        if token.folded in LABELS and self.glued(last) and self.tokens[last].text[0].isdecimal():
            return False  # « l'Article 51 »
        if token.acronym:
            return not _ROMAN.fullmatch(token.folded)
        if len(token.folded) == 1:
            return False
        if not self.opens[first] or token.folded in self.capitalised:
            return True
        if words.looks_common(token.folded) or len(token.folded) < 3 or not self.glued(last):
            return False
        if self.tokens[last].folded in _AND and self.glued(last + 1):  # « Bourita et Blinken »
            return self.tokens[last + 1].capital and not self.is_title(last + 1)
        return self.tokens[last].folded in words.auxiliaries

    def _kind(self, first: int, last: int) -> Kind:
        run, words = self.tokens[first:last], self.words
        lone_acronym = len(run) == 1 and run[0].acronym and len(run[0].folded) <= _LONGEST_ACRONYM
        if lone_acronym or any(t.folded in words.organisations for t in run):
            return "organisation"
        if self._after_title(first):
            return "person"
        parts = sum(t.folded not in words.particles and t.before not in HYPHENS for t in run[1:]) + 1
        ends = {run[0].folded, run[-1].folded}
        if ends & words.things:
            return "other"
        before = self.tokens[first - 1].folded if self.glued(first) else ""
        if before in words.locatives:  # « à Sde Boker », but « il a dit à George Bush »
            return "place" if parts == 1 or before not in _VAGUE else "other"
        if len(run) > 1 and ends & words.places:
            return "place"
        return "person" if parts > 1 and not run[0].acronym else "other"

    def _after_title(self, i: int) -> bool:
        """Whether a title stands before: "M. X", « le ministre marocain X », "Secretary of State X"."""
        for at in range(i - 1, max(i - 7, -1), -1):
            token = self.tokens[at]
            if "," in self.tokens[at + 1].before:
                return False
            if token.folded in self.words.honorifics:
                return True
            hit = self.hits.get(at)
            known = hit is not None and hit.entry.demonym
            if not (known or self._is_filler(token)):
                return False
        return False

    def _is_filler(self, token: Token) -> bool:
        words = self.words
        return (
            token.folded in words.portfolio
            or token.folded in words.particles
            or token.folded in ("of", "des", "aux")
            or words.is_adjective(token.folded)
        )


def folded_words(tokens: Sequence[Token]) -> str:
    return " ".join(token.folded for token in tokens)
