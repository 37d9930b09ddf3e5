"""What a claim tells, fact by fact, and where each stands in the cited sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.aliases import gazetteer
from index.date_words import MONTHS
from index.facts import Fact, find_facts
from index.folding import fold_words
from rag.cited import Cited, Held, Where
from rag.claims import Claim, Part
from rag.cues import guess_language, of_publication, plain, stem
from rag.exchanges import Spot, Told, exchanged, name_key
from rag.held_facts import (
    as_number,
    held_by_publication,
    held_date,
    held_month,
    held_number,
    is_idle,
    lone_months,
    other_dates,
)
from rag.held_names import held_name, needless, wanted_names
from rag.stance import Side, Stance, asserts, differing

_WORD = re.compile(r"[^\W\d_]{2,}")
_NEXT = re.compile(r" (?:de )?([^\W\d_]+)")
_FIGURES = re.compile(r"\d+")
_CUT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\.)\s*")
_FEW = 1  # content words beside its facts that a claim has at most, which is but a value …
_FRAGMENT, _SHORT = 2, 6  # … or as many, where it is no longer than that
_MISQUOTED = 4  # words from which on a quotation must be one
_ALIKE = 0.7  # the share of its words that must then stand there
_TELLING = 3  # content words from which on a claim must share one with what it cites


@dataclass(frozen=True)
class Examined:
    """``asserts``: it says more than a value or a quotation."""

    facts: tuple[Held, ...]
    exchanged: tuple[str, ...] = ()
    stance: Stance | None = None
    unrelated: bool = False
    asserts: bool = True


def examine(claim: Claim, language: str | None, numbered: Mapping[int, Cited]) -> Examined:
    """The claim's facts in order; its roles and stance only where all of them were found."""
    held: list[Held] = []
    for part in claim.parts:
        cited = [numbered[n] for n in part.marks]
        held += _facts(claim, part, language, cited)
    held.sort(key=lambda fact: fact.start)
    facts = tuple(held)
    if any(fact.where is None for fact in facts):
        return Examined(facts)
    cited = [numbered[n] for n in claim.marks]
    quoted = [(f.start, f.end) for f in facts if f.kind == "quote"]
    content = list(_content(claim, language, facts))
    outside = [w for w in content if not any(a <= w.start() < b for a, b in quoted)]
    short = len(outside) <= _FEW or (len(outside) <= _FRAGMENT and len(claim.text.split()) <= _SHORT)
    own = _without(claim.text, ((f.start, f.end) for f in facts if f.kind != "quote"))
    if short and not asserts(_without(own, quoted, " "), language):
        return Examined(facts, asserts=False)
    changed = _exchanged(claim, language, facts, cited)
    told = Side(own, language)
    stance = None if changed else differing(told, [_side(c, claim, facts) for c in cited])
    return Examined(facts, changed, stance, _unrelated(content, language, facts, cited))


def _facts(claim: Claim, part: Part, language: str | None, cited: Sequence[Cited]) -> Iterator[Held]:
    quotes = [q for q in claim.quotes if part.start <= q[0] < part.end]
    verbatim: list[tuple[int, int]] = []
    for start, end in quotes:
        text = claim.text[start:end].strip()
        where = _verbatim(text, cited)
        if where:
            verbatim.append((start, end))
            yield Held("quote", start, end, text, *where)
        elif _misquoted(text, cited):
            yield Held("quote", start, end, text)

    def mine(start: int, end: int) -> bool:
        return part.start <= start < part.end and not any(a <= start and end <= b for a, b in verbatim)

    base = find_facts(claim.text, language)
    if language is None:  # a value alone: 4,200 is what it is where it is cited
        others = [f for c in cited for f in find_facts(claim.text, c.spoken)]
        base += [f for f in others if not any(f.start < b.end and b.start < f.end for b in base)]
        base.sort(key=lambda f: f.start)
    readings = {c.published: find_facts(claim.text, language, c.published) for c in cited}
    dates = [f for f in base if f.kind == "date" and mine(f.start, f.end)]
    for fact in base:
        if not mine(fact.start, fact.end):
            continue
        found: tuple[Where, int] | None
        if fact.kind == "date":
            read = [(_read(fact, readings[c.published]), c) for c in cited]
            found = held_date(fact, read)
            if found is None and _may_be_publication(claim, dates, cited):
                found = held_by_publication(fact, read)
            if found is None and fact.text.isdigit():  # 2000 of something
                found = held_number(as_number(fact), language, cited)
        elif is_idle(fact, claim.text, len(claim.marks), cited):
            continue
        else:
            found = held_number(fact, language, cited)
            if found is None and language is None:
                again = (f for c in cited for f in find_facts(claim.text, c.spoken) if f.start == fact.start)
                found = next((h for f in again if (h := held_number(f, language, cited))), None)
        yield Held(fact.kind, fact.start, fact.end, fact.text, *(found or (None, None)))
    for start, end in _unread(claim.text, base, cited):
        if mine(start, end):
            yield Held("number", start, end, claim.text[start:end])
    taken = [(f.start, f.end) for f in base]
    for start, end in lone_months(claim.text) if not base else ():
        found = held_month(claim.text[start:end], cited)
        taken.append((start, end))
        yield Held("date", start, end, claim.text[start:end], *(found or (None, None)))
    for name in wanted_names(claim.text, language, taken, cited):
        if not mine(name.start, name.end):
            continue
        place = held_name(name, language, cited)
        if place is None and needless(name, language, cited):
            continue
        yield Held("name", name.start, name.end, name.text, *(place or (None, None)))


def _unread(text: str, facts: Sequence[Fact], cited: Sequence[Cited]) -> Iterator[tuple[int, int]]:
    """Figures outside dates and numbers that no cited text has: of a code, of a day like 31 April."""
    for match in _FIGURES.finditer(text):
        inside = any(f.start < match.end() and match.start() < f.end for f in facts)
        listed = not text[: match.start()].strip() and text[match.end() : match.end() + 2] in (". ", ") ")
        if inside or listed:
            continue
        month = _NEXT.match(text, match.end())
        day = month is not None and month[1].lower() in MONTHS
        wanted = re.escape(text[match.start() : month.end()] if month and day else match[0])
        there = re.compile(rf"(?<!\d){wanted}(?!\d)")
        if not any(there.search(given) for one in cited for _, given in one.texts):
            yield match.span()


def _read(fact: Fact, readings: Sequence[Fact]) -> Fact:
    """The same date as read against an article's date; a hint after it may have made it longer."""
    return next((f for f in readings if f.kind == "date" and f.start <= fact.start < f.end), fact)


def _may_be_publication(claim: Claim, dates: Sequence[Fact], cited: Sequence[Cited]) -> bool:
    """Whether an article's date may hold a date: not where one that the sentence gives was replaced by it."""
    return bool(of_publication().search(plain(claim.text))) or not other_dates(dates, cited)


def _verbatim(text: str, cited: Sequence[Cited]) -> tuple[Where, int] | None:
    pieces = [fold_words(piece) for piece in _CUT.split(text) if fold_words(piece)]
    for one in cited:
        for where, quote in one.texts:
            at, whole = 0, f" {fold_words(quote)} "
            for piece in pieces:
                at = whole.find(f" {piece} ", at)
                if at < 0:
                    break
                at += len(piece)
            if pieces and at >= 0:
                return where, one.n
    return None


def _misquoted(text: str, cited: Sequence[Cited]) -> bool:
    """Whether a long quotation in the language of what is cited has other words."""
    words = _WORD.findall(text)
    if len(words) < _MISQUOTED:
        return False
    spoken = guess_language(text)
    if spoken is None or any(one.spoken != spoken for one in cited):
        return False
    there = {stem(w, spoken) for one in cited for _, t in one.texts for w in _WORD.findall(t)}
    roots = [root for word in words if (root := stem(word, spoken))]
    return bool(roots) and sum(root in there for root in roots) < _ALIKE * len(roots)


def _content(claim: Claim, language: str | None, facts: Sequence[Held]) -> Iterator[re.Match[str]]:
    """The content words that are in no date, number or name."""
    for match in _WORD.finditer(claim.text):
        inside = any(f.start <= match.start() < f.end for f in facts if f.kind != "quote")
        if not inside and stem(match[0], language):
            yield match


def _without(text: str, spans: Iterable[tuple[int, int]], filler: str = "0") -> str:
    """The text with other characters where the spans are: no word of a name is a cue (*May*, *Laurent*)."""
    for start, end in spans:
        text = text[:start] + filler * (end - start) + text[end:]
    return text


def _spots(cited: Cited, where: Where) -> list[Spot]:
    text = dict(cited.texts)[where]
    facts = [Spot(f.start, f.end, f.kind, _key(f), _sort(f, text)) for f in cited.facts[where]]
    names = [Spot(n.start, n.end, *_named(n.text, n.kind)) for n in cited.names[where]]
    return facts + [n for n in names if not any(f.start < n.end and n.start < f.end for f in facts)]


def _sort(fact: Fact, text: str) -> str:
    score = "-" in text[max(0, fact.start - 1) : fact.start] + text[fact.end : fact.end + 1]  # 3-1
    return "bare" if fact.kind == "number" and fact.unit is None and not score else "other"


def _key(fact: Fact) -> str:
    if fact.kind == "number":
        return f"{fact.value:g}"
    return f"{fact.first}/{fact.last}" if fact.first else fold_words(fact.text)


def _exchanged(
    claim: Claim, language: str | None, facts: Sequence[Held], cited: Sequence[Cited]
) -> tuple[str, ...]:
    if language is None or any(one.spoken != language for one in cited):
        return ()
    if any(f" {fold_words(claim.text)} " in f" {fold_words(one.quote)} " for one in cited):
        return ()
    published = next((c.published for c in cited if c.published), None)
    quoted = [(f.start, f.end) for f in facts if f.kind == "quote"]  # word for word: nothing changed places
    own = [
        Spot(f.start, f.end, f.kind, _key(f))
        for f in find_facts(claim.text, language, published)
        if not is_idle(f, claim.text, len(claim.marks), cited)
        and not any(a <= f.start < b for a, b in quoted)
    ]
    names = [f for f in facts if f.kind == "name"]
    own += [Spot(f.start, f.end, *_name_there(f, cited)) for f in names]
    told = [Told(text, tuple(_spots(one, where)), language) for one in cited for where, text in one.texts]
    found = exchanged(Told(claim.text, tuple(own), language), told)
    return tuple(claim.text[s.start : s.end] for s in found if s in own) if found else ()


def _named(text: str, sort: str) -> tuple[str, str, str]:
    """Kind, key and sort of a name; a word for a country's people or things has a kind of its own."""
    folded = fold_words(text)
    adjective = text[:1].islower() and (entry := gazetteer().get(folded)) is not None and entry.demonym
    return "demonym" if adjective else "name", name_key(folded), sort


def _name_there(fact: Held, cited: Sequence[Cited]) -> tuple[str, str, str]:
    """The same of an answer's name as the cited sentence has it: *Antony Blinken* for *Blinken*."""
    key, words = name_key(fold_words(fact.text)), set(fold_words(fact.text).split())
    for one in cited:
        for names in one.names.values():
            for name in names:
                if name_key(name.folded) == key or words <= set(name.folded.split()):
                    there = _named(name.text, name.kind)
                    return (_named(fact.text, name.kind)[0], *there[1:])
    return _named(fact.text, "other")


def _side(cited: Cited, claim: Claim, facts: Sequence[Held]) -> Side:
    """The cited sentence with the places of those of its facts that the claim tells."""
    texts = [fold_words(f.text) for f in facts if f.n == cited.n and f.where == "sentence"]
    published = find_facts(claim.text, None, cited.published)
    keys = {_key(f) for f in published} | {name_key(text) for text in texts}
    words = {word for text in texts for word in text.split()}
    spots = _spots(cited, "sentence")
    places = [
        (s.start, s.end)
        for s in spots
        if s.key in keys or (s.kind in ("name", "demonym") and words & set(s.key.split()))
    ]
    text = _without(cited.quote, ((s.start, s.end) for s in spots))
    return Side(text, cited.spoken, tuple(places))


def _unrelated(
    content: Sequence[re.Match[str]], language: str | None, facts: Sequence[Held], cited: Sequence[Cited]
) -> bool:
    """Whether a claim of many words and no fact shares no word with what it cites, in one language."""
    if facts or len(content) < _TELLING or language is None:
        return False
    if any(one.spoken != language for one in cited):
        return False
    there = {stem(w, language) for one in cited for _, text in one.texts for w in _WORD.findall(text)}
    return not any(stem(match[0], language) in there for match in content)
