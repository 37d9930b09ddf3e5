"""Whether a name of an answer stands in what it cites, in any of its forms, and not fuller than there.

*Blinken* is held by *Antony Blinken*, not the other way round; *marocain* and *Maroc* hold each other. A word
with a capital that is no name that is known must stand there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.aliases import gazetteer, is_shouting
from index.folding import Token, arabic_forms, fold_words, tokenise
from index.lexicon import stems
from index.name_words import name_words
from index.names import Kind, find_names, mentions
from index.transliteration import sounds
from rag.cited import Cited, Where
from rag.cues import openers, stem
from rag.dictionary import translations
from rag.held_across import put_in
from rag.held_arabic import is_foreign

_FRAGMENT = 4  # words of a sentence that is but a value
_OPENS = re.compile(r"(?:^|[.!?…:;«“\"(–—-])\s*[«“\"'’(]*\Z")


@dataclass(frozen=True)
class Wanted:
    """A name in an answer's sentence, ``text[start:end]``; ``loose``: one word that may be none."""

    start: int
    end: int
    text: str
    kind: Kind
    loose: bool = False


def wanted_names(
    text: str, language: str | None, taken: Sequence[tuple[int, int]], cited: Sequence[Cited]
) -> list[Wanted]:
    """The names in a sentence of an answer, and the words that by their capital may be names.

    ``taken``: where dates and numbers stand.
    """
    known = frozenset(
        word
        for one in cited
        for names in one.names.values()
        for name in names
        for word in name.folded.split()
        if len(word) > 3 and name.kind in ("person", "place") and word not in name_words().common
    )
    found = [
        Wanted(n.start, n.end, n.text, n.kind)
        for n in find_names(text, language, known)
        if not any(a < n.end and n.start < b for a, b in taken)
    ]
    spans = [*taken, *((n.start, n.end) for n in found)]
    latin = [one for one in cited if one.spoken != "ar"]
    found += _loose(text, spans, [one for one in cited if language in (None, one.spoken)], latin)
    return sorted(found, key=lambda name: name.start)


def _loose(
    text: str, spans: Sequence[tuple[int, int]], cited: Sequence[Cited], latin: Sequence[Cited]
) -> Iterator[Wanted]:
    """The words outside ``spans`` that may be names.

    ``cited``: what is in the language of ``text``; ``latin``: what isn't in Arabic.
    """
    tokens = tokenise(text)
    fragment, shouting = len(tokens) <= _FRAGMENT, is_shouting(tokens)
    words = name_words()
    arabic = [one for one in cited if one.spoken == "ar"]
    for i, token in enumerate(tokens):
        if any(a < token.end and token.start < b for a, b in spans) or len(token.folded) < 2:
            continue
        if token.arabic:
            common = {
                *words.arabic_ordinary,
                *words.arabic_honorifics,
                *words.arabic_organisations,
                *openers(),
            }
            free = common.isdisjoint(arabic_forms(token.folded)) and len(token.folded) > 2
            verb = i == 0 and len(tokens) > 2 and _is_name(tokens[1], spans)
            loose = free and (
                fragment
                and not verb
                or _speaks(tokens, i)
                or is_foreign(tokens, i, arabic)
                or (bool(latin) and not arabic and put_in(tokens, i))
            )
        elif token.acronym:
            loose = not shouting
        elif not token.capital or _small(token):
            loose = False
        elif _OPENS.search(text[: token.start]):
            acts = i + 1 < len(tokens) and tokens[i + 1].folded in words.auxiliaries
            loose = not _opens(token, bool(cited) and acts)
        else:
            loose = token.folded not in words.common
        if loose:
            yield Wanted(token.start, token.end, token.text, "other", True)


def _is_name(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= token.start < b for a, b in spans)


_SAID = frozenset("قال قالت اعلن اعلنت اكد اكدت صرح صرحت اضاف اضافت ذكر ذكرت اوضح اوضحت".split())
_SPEAKERS = frozenset(
    "مسوول مصدر مصادر متحدث ناطق خبير محلل شاهد شهود وزير رييس رئيس بيان تقرير عضو نايب نائب مدير".split()
)


def _speaks(tokens: Sequence[Token], i: int) -> bool:
    """Whether the Arabic word is, or opens, the name of who "said that": قال أيمن الصفدي إن."""
    if i == 0 or tokens[i - 1].folded not in _SAID or tokens[i].folded in _SPEAKERS:
        return False
    if tokens[i].folded.startswith("ال"):  # "the minister"
        return False
    return any(token.folded == "ان" for token in tokens[i + 1 : i + 4])


def _small(token: Token) -> bool:
    """Whether titles and calendars write the word with a capital anywhere."""
    words, folded = name_words(), token.folded
    if folded in words.function or folded in words.calendar or folded in words.particles:
        return True
    return folded in words.honorifics or folded in words.portfolio or folded in words.things


def _opens(token: Token, acts: bool) -> bool:
    """Whether a word has its capital from opening a sentence. ``acts``: it is the subject of a verb: then its
    ending (Mildr*ed*, Mart*ing*) says little."""
    words, folded = name_words(), token.folded
    if folded in words.common or folded in openers():
        return True
    return not acts and (words.looks_common(folded) or words.is_adjective(folded))


def held_name(name: Wanted, language: str | None, cited: Sequence[Cited]) -> tuple[Where, int] | None:
    """Where a name stands; in a title only where no cited sentence has it."""
    for where in ("sentence", "title"):
        for one in cited:
            for place, text in one.texts:
                if place == where and _in(name, language, text, one, place):
                    return place, one.n
    return None


def needless(name: Wanted, language: str | None, cited: Sequence[Cited]) -> bool:
    """Whether what was taken for a name is made of words that other languages write otherwise."""
    same = language is None or any(one.spoken in (None, language) for one in cited)
    return not same and not _proper(name)


def _proper(name: Wanted) -> list[Token]:
    """The words of a name without titles, particles, heads and adjectives."""
    words = name_words()
    heads = words.organisations | words.places | words.things | words.portfolio | words.honorifics
    return [
        token
        for token in tokenise(name.text)
        if token.folded not in heads | words.particles | words.common | words.qualifiers
        and not (words.is_adjective(token.folded) and name.kind != "person")
    ]


def _in(name: Wanted, language: str | None, text: str, one: Cited, place: Where) -> bool:
    folded, tokens = fold_words(name.text), tokenise(name.text)
    if tokens and tokens[0].arabic and not gazetteer().get(folded):
        folded = next((form for form in _unglued(folded) if gazetteer().get(form)), folded)
    short = len(tokens) == 1 and tokens[0].acronym  # "UN" is not « un »
    if short and re.search(rf"(?<!\w){re.escape(name.text)}(?!\w)", text):
        return True
    if not short and f" {folded} " in f" {fold_words(text)} ":
        return True
    entry = gazetteer().get(folded)
    if not entry:
        tokens = _without_title(tokens)
        entry = gazetteer().get(" ".join(t.folded for t in tokens))
    if entry:
        forms = [gazetteer().get(n.folded) for n in one.names[place]]
        if any(e and e.ids & entry.ids for e in forms):
            return True
        return mentions(name.text, text) and (entry.kind != "organisation" or _spelled(tokens, text))
    if len(tokens) == 1:
        return mentions(tokens[0].text, text) or _common_there(tokens[0], language, text, one)
    content = [t for t in tokens if t.folded not in name_words().particles]
    for other in one.names[place]:
        if all(mentions(t.text, other.text) for t in content):
            return True
    if name.kind != "person" and _organisation_in(name, content, language, text, one):
        return True
    crossing = content[0].arabic != _is_arabic(text)
    return (
        crossing
        and mentions(name.text, text)
        and all(
            len(t.folded) < 5 or _says_little(t) or _servant(t, text) or mentions(t.text, text)
            for t in content
        )
    )


def _said(content: Sequence[Token], one: Cited, text: str) -> bool:
    """Whether each word of an Arabic name of things is there in the words of its citation: البنك المركزي."""
    spoken = one.spoken or "fr"
    there = set(stems(text, spoken))
    return all(
        any(
            there.issuperset(found)
            for said in translations([t.text], "ar", spoken)
            if (found := stems(said, spoken))
        )
        for t in content
    )


def _unglued(folded: str) -> Iterator[str]:
    """A folded Arabic name without the particle that may be written onto its first word."""
    first, _, rest = folded.partition(" ")
    for form in arabic_forms(first)[1:]:
        yield f"{form} {rest}".strip()


def _says_little(token: Token) -> bool:
    """Two consonants, too few to go by without the word beside it: Assimi."""
    return not token.arabic and sum(sound not in "aeiouy" for sound in sounds(token.folded)) < 3


def _servant(token: Token, text: str) -> bool:
    """ "Abdel" and "Abdoul" take the article of the word after: عبد."""
    return token.folded in ("abdel", "abdul", "abdoul", "abdal") and "عبد" in text


def _without_title(tokens: list[Token]) -> list[Token]:
    words = name_words()
    while len(tokens) > 1 and (
        tokens[0].folded in words.honorifics or tokens[0].folded in words.common | openers()
    ):
        tokens = tokens[1:]
    return tokens


def _spelled(tokens: Sequence[Token], text: str) -> bool:
    """Whether all of a known organisation's words stand there, and not its head alone."""
    return all(mentions(t.text, text) for t in tokens if t.capital)


def _organisation_in(
    name: Wanted, content: Sequence[Token], language: str | None, text: str, one: Cited
) -> bool:
    """Whether an organisation, a place or a thing is there: its words each, elsewhere its own ones."""
    own = _proper(name)
    if language is None or one.spoken in (None, language):
        return all(
            mentions(part, text) or (alone and _common_there(alone, language, text, one))
            for part, alone in _pieces(name.text)
        )
    if language == "ar" and not _is_arabic(text) and _said(content, one, text):
        return True
    if own:
        return all(mentions(t.text, text) for t in own) and (len(own) > 1 or len(own) < len(content))
    return mentions(name.text, text)


def _pieces(name: str) -> Iterator[tuple[str, Token | None]]:
    """The known names within a name, and its other words, without particles and qualifiers."""
    tokens, words = tokenise(name), name_words()
    inside: set[int] = set()
    for hit in gazetteer().hits(tokens):
        inside.update(range(hit.first, hit.last))
        yield name[tokens[hit.first].start : tokens[hit.last - 1].end], None
    for i, token in enumerate(tokens):
        if i not in inside and token.folded not in words.particles | words.qualifiers:
            yield token.text, token


def _common_there(token: Token, language: str | None, text: str, one: Cited) -> bool:
    """Whether the word stands there in lower case, or another form of it does."""
    if one.spoken != language and language is not None:
        return False
    wanted = stem(token.text, one.spoken)
    return bool(wanted) and any(stem(t.text, one.spoken) == wanted for t in tokenise(text) if not t.capital)


def _is_arabic(text: str) -> bool:
    return any("\u0621" <= char <= "\u064a" for char in text)
