"""Whether a name, in any of its forms, is in a text.

Both become units: a form of the table (compared by what it stands for, whatever the language) or a single
word (compared by its spelling or, across scripts, its sound). Two different known names never match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.aliases import Entry, gazetteer, is_shouting
from index.folding import Token, arabic_forms, fold_words, tokenise
from index.name_words import name_words
from index.transliteration import same_arabic, same_sound, same_spelling, spelled_out

_GLUE = re.compile(r"[\s\-‐‑–'’ʼ`´/]*\Z")
_INITIAL = re.compile(r"\.\s?\Z")
_STOPS_GIVEN = frozenset(["de", "d", "du", "del", "des", "of", "et", "y", "e", "and"])
_JOINS = frozenset(("of", "for", "to", "against", "on"))
_LONG_KNOWN = 8  # letters of a known name before a misspelling of it is taken for it


@dataclass(frozen=True, slots=True)
class Unit:
    """A form of the table (``entry``) or one word, particles left out."""

    folded: str
    entry: Entry | None
    capital: bool
    acronym: bool
    arabic: bool
    glued: bool  # nothing but spaces, hyphens, apostrophes and particles since the unit before
    linked: bool  # as ``glued``, and the particles between are those inside a person's name
    bare: bool  # nothing before or after that makes it part of a longer name


@dataclass(frozen=True, slots=True)
class _Text:
    units: tuple[Unit, ...]
    cased: bool  # capitals tell names from other words
    ids: frozenset[str]


@lru_cache(maxsize=1024)
def mentions(name: str, text: str) -> bool:
    """Is ``name`` in ``text``: as it stands, as another form of the same, or as the surname alone?

    ``name`` is best given as the question writes it, without the words around it.
    """
    wanted = _name_units(name)
    if not wanted:
        return False
    there = _parse(text)
    entry = gazetteer().get(fold_words(name)) or wanted[0].entry
    if entry and (len(wanted) == 1 or entry.kind == "person") and entry.ids & there.ids:
        return True
    words = name_words()
    heads = words.organisations | words.arabic_organisations
    if len(wanted) == 1:
        return _single(wanted[0], there, wanted[0].folded in heads)
    heads |= words.places | words.things
    if any(u.entry or u.acronym or u.folded in heads for u in wanted):
        return _organisation(wanted, there)
    return _person(wanted, there)


def forget() -> None:
    """Drop what was read by the table of names as it was."""
    mentions.cache_clear()
    _name_units.cache_clear()
    _parse.cache_clear()


def _single(unit: Unit, there: _Text, head: bool) -> bool:
    """A name of one unit. "The Coalition" is written small too, and may be any that is named in full."""
    for other in there.units:
        if (other.capital or other.arabic or head or not there.cased) and _same(unit, other):
            return True
    if head:
        same = name_words().same_heads(unit.folded)
        return any(not same.isdisjoint(u.folded.split()) for u in there.units)
    if unit.acronym and not unit.entry:
        return _spelled_out(unit.folded, there.units)
    return unit.entry is not None and unit.entry.kind == "organisation" and _short_form(unit, there)


def _spelled_out(acronym: str, units: Sequence[Unit]) -> bool:
    """Whether words that follow each other have an acronym's letters, three or more, as initials."""
    function = name_words().function
    content = [u for u in units if u.folded not in function]
    initials = "".join(u.folded[0] for u in content)
    at = initials.find(acronym) if len(acronym) > 2 else -1
    while at >= 0:
        if content[at].capital and all(u.glued for u in content[at + 1 : at + len(acronym)]):
            return True
        at = initials.find(acronym, at + 1)
    return False


@lru_cache(maxsize=1024)
def _name_units(name: str) -> tuple[Unit, ...]:
    words = name_words()
    units = list(_parse(name).units)
    while len(units) > 1 and not units[0].entry and _is_title(units[0].folded):
        del units[0]
    if not units:  # "Le", "El": a name that is spelled like a particle
        units = [_word(token, True, True, True) for token in tokenise(name)]
    if len(units) > 1 and any(u.folded in words.organisations for u in units):
        kept = [u for u in units if u.folded not in words.qualifiers]
        units = kept or units
    return tuple(units)


def _is_title(folded: str) -> bool:
    words = name_words()
    return folded in words.honorifics or folded in words.common or folded in words.arabic_honorifics


@lru_cache(maxsize=2048)
def _parse(text: str) -> _Text:
    words = name_words()
    tokens = tokenise(text)
    shouting = is_shouting(tokens)
    hits = {hit.first: hit for hit in gazetteer().hits(tokens, shouting)}
    units: list[Unit] = []
    ids: set[str] = set()
    i = 0
    glued = linked = True
    while i < len(tokens):
        token = tokens[i]
        joined = bool(_GLUE.match(token.before)) or _after_initial(tokens, i)
        glued, linked = glued and joined, linked and joined
        hit = hits.get(i)
        if hit:
            ids |= hit.entry.ids
        if hit and hit.entry.kind != "person":  # a person's is read word by word: the surname may stand alone
            form = " ".join(t.folded for t in tokens[i : hit.last])
            units.append(
                Unit(form, hit.entry, token.capital, token.acronym, token.arabic, glued, linked, True)
            )
            i, glued, linked = hit.last, True, True
            continue
        if token.folded in words.particles and not token.acronym:
            linked = linked and token.folded not in _STOPS_GIVEN
        else:
            units.append(_word(token, glued, linked, _is_bare(tokens, i)))
            glued = linked = True
        i += 1
    cased = not shouting and any(token.capital for token in tokens)
    return _Text(tuple(units), cased, frozenset(ids))


def _word(token: Token, glued: bool, linked: bool, bare: bool) -> Unit:
    return Unit(token.folded, None, token.capital, token.acronym, token.arabic, glued, linked, bare)


def _after_initial(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and len(tokens[i - 1].text) == 1 and bool(_INITIAL.match(tokens[i].before))


def _is_bare(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word stands for a whole organisation: "la Coalition", not "la Coalition des gauches"."""
    words = name_words()
    if tokens[i].arabic and not any(form.startswith("ال") for form in arabic_forms(tokens[i].folded)):
        return False  # the words after it are its own: منظمة العفو
    end = i + 1
    while end < len(tokens) and tokens[end].folded in words.qualifiers:
        end += 1
    if end < len(tokens) and _GLUE.match(tokens[end].before):
        after = tokens[end]
        if after.text[0].isdigit():
            return False
        if after.capital or after.folded in words.noun_joins | _JOINS or words.is_adjective(after.folded):
            return False
        entry = gazetteer().get(after.folded)
        if entry and entry.demonym:
            return False
    before = tokens[i - 1] if i else None
    if before is None or not _GLUE.match(tokens[i].before):
        return True
    return not before.capital or before.folded in words.common | words.particles | words.qualifiers


def _same(a: Unit, b: Unit) -> bool:
    """Whether two units may name one thing: what is known by what it stands for, or else only if long."""
    if a.entry and b.entry:
        return bool(a.entry.ids & b.entry.ids)
    if a.acronym or b.acronym:
        return a.folded == b.folded and (a.acronym == b.acronym or not (a.entry or b.entry))
    if a.entry or b.entry:
        if a.arabic != b.arabic:
            return _across(a, b) if not a.entry else False
        return min(len(a.folded), len(b.folded)) >= _LONG_KNOWN and same_spelling(a.folded, b.folded)
    if a.arabic and b.arabic:
        return any(same_arabic(x, y) for x in _stems(a.folded) for y in _stems(b.folded))
    if a.arabic or b.arabic:
        return _across(a, b)
    return same_spelling(a.folded, b.folded)


def _alike(a: Unit, b: Unit) -> bool:
    """As ``_same`` across scripts, for words too short to go by alone: قيس سعيد is Kaïs Saïed."""
    return a.arabic != b.arabic and not (a.entry or b.entry) and _across(a, b, 2)


def _across(a: Unit, b: Unit, least: int = 3) -> bool:
    arabic, latin = (a, b) if a.arabic else (b, a)
    stems = _stems(arabic.folded)
    return any(same_sound(stem, latin.folded, least) or spelled_out(stem, latin.folded) for stem in stems)


@lru_cache(maxsize=16384)
def _stems(folded: str) -> tuple[str, ...]:
    forms = arabic_forms(folded)  # "ال" may be the article or the name's own: ألباريس
    return (*(f[2:] for f in forms if f.startswith("ال") and len(f) > 4), *forms)


def _organisation(wanted: Sequence[Unit], there: _Text) -> bool:
    words = name_words()
    units = [u for u in there.units if u.folded not in words.qualifiers]
    if _sequence(wanted, units):
        return True
    initials = "".join(u.folded[0] for u in wanted if u.folded not in words.function)
    if len(initials) > 2 and any(u.acronym and u.folded == initials for u in units):
        return True
    return any(_short_form(u, there) for u in wanted)


def _short_form(unit: Unit, there: _Text) -> bool:
    """Whether the head word of an organisation stands for it alone: "la Coalition", and no more."""
    words = name_words()
    heads = words.organisations | words.arabic_organisations
    wanted = {same for word in unit.folded.split() if word in heads for same in words.same_heads(word)}
    return any((u.capital or u.arabic) and u.bare and u.folded in wanted for u in there.units)


def _sequence(wanted: Sequence[Unit], units: Sequence[Unit]) -> bool:
    for i in range(len(units) - len(wanted) + 1):
        if all(
            (k == 0 or units[i + k].glued)
            and (_same(wanted[k], units[i + k]) or _alike(wanted[k], units[i + k]))
            for k in range(len(wanted))
        ):
            return True
    return False


def _person(wanted: Sequence[Unit], there: _Text) -> bool:
    """The whole name, or its last word unless a given name before it is another's."""
    surname, given = wanted[-1], wanted[:-1]
    for i, unit in enumerate(there.units):
        if unit.entry or (there.cased and not unit.arabic and not unit.capital):
            continue
        if not _same(surname, unit):
            continue
        others = _given_before(there.units, i)
        if not others or any(_same_given(a, b) for a in given for b in others):
            return True
    return _sequence(wanted, there.units)


def _given_before(units: Sequence[Unit], i: int) -> list[Unit]:
    """The capitalised words that lead up to a surname and are neither titles nor known names."""
    found: list[Unit] = []
    words = name_words()
    while i > 0 and units[i].linked:
        i -= 1
        unit = units[i]
        if unit.entry or not unit.capital or _is_title(unit.folded) or unit.folded in words.organisations:
            break
        if unit.folded in words.portfolio:
            break
        found.append(unit)
    return found


def _same_given(a: Unit, b: Unit) -> bool:
    if _same(a, b) or a.arabic or b.arabic:
        return True
    short, long = sorted((a.folded, b.folded), key=len)
    if len(short) == 1:
        return long[0] == short
    return len(short) > 2 and (long.startswith(short) or long.endswith(short[1:]))
