"""Names and nouns of the examples, by kind and by what may stand before them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from index.lexicon import stems
from index.names import find_names
from train.countries import countries
from train.examples import Example
from train.exchanges import fold_letters, table

# "someone": a person by the shape of the name, though no given name in it is known.
NameKind = Literal["person", "someone", "place", "organisation", "other"]

_DETERMINER = {
    "fr": re.compile(
        r"(?:\b(le|la|les|du|des|au|aux|un|une)\s|(\b[ld])['’]|\b(de la|à la)\s|\b(de l|à l)['’])\Z", re.I
    ),
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
    "university université college school école institute institut academy académie hospital hôpital"
    " church église cathedral cathédrale park parc street rue avenue square place river rivière fleuve"
    " lake lac sea mer ocean océan mount mont island islands île îles castle château palace palais bridge"
    " pont tower tour museum musée theatre théâtre theater station gare airport aéroport port stadium"
    " stade field building house maison hall league ligue cup coupe championship trophy prize prix award"
    " awards oscar medal order ordre festival games jeux party parti union fédération federation"
    " association company compagnie society société bank banque council conseil court cour senate sénat"
    " assembly assemblée parliament parlement committee comité commission ministry ministère army armée"
    " war guerre battle bataille siege siège treaty traité act law loi convention constitution charter"
    " charte revolution révolution movement mouvement empire kingdom royaume république republic dynasty"
    " dynastie state états states province county district région region club fc united city real sporting"
    " olympique times newspaper journal magazine book film movie album song windows version series band"
    " group groupe saint sainte st san santa king queen roi reine pope pape prince princess duke duc"
    " general général lord sir governor president président minister airlines airways road valley desert"
    " forest forêt bay baie cape canal code theorem théorème logic theory théorie effect disease syndrome"
    " first second world left right air".split()
)
# Nouns that carry little, or mean another thing in set phrases: none is exchanged, nor put for another.
_SET = frozenset(
    "combien manque ability right idea fuit"
    " avoir être faire does make made used called doit peut sont mesure cours part lieu fois fait siècle"
    " date dates année années nom noms nombre type types sorte genre suite place aide partir sein manière"
    " façon début fin milieu moment temps époque plupart reste public monde origine niveau sujet côté"
    " titre base même autre premier première dernier dernière nouveau nouvelle grand grande quoi personne"
    " personnes texte text passage paragraph record seul seule deux trois point pays ville effet way order"
    " name names kind sort number amount percentage term terms result reason use lack most same people one"
    " kinds sorts forms categories catégories genres sortes rest front addition case year years century"
    " time times end beginning first second last only other others new main primary word words thing"
    " things late early current modern day top side lot area areas middle purpose fact".split()
)


class PoolName(NamedTuple):
    text: str
    kind: NameKind
    determiner: str
    before: str  # the word before it, folded
    alone: bool  # it modifies no noun after it, as far as one can see


@cache
def given_names() -> dict[str, str]:
    """Folded given names, and "m" or "f"."""
    lists = table()["given"]
    return {
        fold_letters(name): sex for key, sex in (("men", "m"), ("women", "f")) for name in lists[key].split()
    }


def determiner(text: str, start: int, language: str) -> str:
    """The class of the article before a place in a text, contracted or not; "" where there is none."""
    pattern = _DETERMINER.get(language)
    match = pattern.search(text[max(0, start - 12) : start]) if pattern else None
    if not match:
        return ""
    written = next(group for group in match.groups() if group).lower()
    return _CLASSES.get(written, written)


def sex_of(name: str) -> str:
    return given_names().get(fold_letters(re.split(r"[\s-]", name)[0]), "")


@lru_cache(maxsize=65536)
def head(name: str) -> str:
    """The first word of a name that says what sort of thing it is, or ""."""
    return next(
        (w for w in (fold_letters(part) for part in re.split(r"[\s'’-]+", name)) if w in _folded_heads()), ""
    )


@cache
def _folded_heads() -> frozenset[str]:
    return frozenset(map(fold_letters, _HEADS))


@lru_cache(maxsize=32768)
def names_of(text: str, language: str) -> tuple[tuple[int, int, PoolName], ...]:
    """Names with where they stand. People are those with a known given name, and their surnames alone."""
    found = find_names(text, language)
    people = {fold_letters(n.text) for n in found if n.kind == "person" and _person(n.text)}
    surnames = {name.split()[-1] for name in people}
    countries_known = _country_forms(language) | _adjective_forms(language)
    listed = []
    for name in found:
        folded = fold_letters(name.text)
        kind: NameKind = name.kind
        if folded in people or (folded in surnames and name.kind != "place"):
            kind = "person"
        elif name.kind == "person":
            kind = "other" if head(name.text) or not name.text.replace(" ", "").isalpha() else "someone"
        if folded in countries_known:
            continue
        if "\n" in name.text or len(name.text) < 3 or name.text.islower() or _UNFIT.search(name.text):
            continue
        article = determiner(text, name.start, language)
        before = _LAST_WORD.search(text, max(0, name.start - 20), name.start)
        after = _NEXT_WORD.match(text, name.end)
        alone = language != "en" or after is None or (after[1].islower() and dull(after[1], language))
        alone = alone and text[name.end : name.end + 2] not in ("'s", "’s")
        word = fold_letters(before[1]) if before else ""
        listed.append((name.start, name.end, PoolName(name.text, kind, article, word, alone)))
    return tuple(listed)


_UNFIT = re.compile(r"\A[IVXLC]+(?:e|è|ème|eme|ième)?\Z|\w{2}\. |[\d_\"<>]")
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s'’]\Z")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")


@cache
def _country_forms(language: str) -> frozenset[str]:
    return frozenset(fold_letters(c.names[language]) for c in countries(language).values())


@cache
def _adjective_forms(language: str) -> frozenset[str]:
    return frozenset(
        fold_letters(a) for c in countries(language).values() for a in (c.adjectives.get(language, "france"),)
    )


def _person(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 4 and bool(sex_of(name)) and not head(name) and not any(c.isdigit() for c in name)
    )


@cache
def dull(word: str, language: str) -> bool:
    return not stems(word, language) or word in _SET


def name_key(name: PoolName, language: str) -> tuple[str, ...]:
    """What must be the same for one name to be put for another: of a person less, as people are told well."""
    if name.kind == "person":
        return language, "person", name.determiner, "", ""
    return language, name.kind, name.determiner, head(name.text), name.before


_TERM = re.compile(r"[^\W\d_]+|[?]")
_BEFORE = {
    "fr": frozenset(
        "le la les l du de des d un une au aux ce cette ces son sa ses leur leurs"
        " quel quelle quels quelles".split()
    ),
    "en": frozenset(
        "the a an of his her its their s many which this these some any each no by for with".split()
    ),
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
        if (
            len(word) < 4
            or not word.islower()
            or fold_letters(word) in _country_forms(language)
            or before not in _BEFORE.get(language, ())
            or dull(word, language)
        ):
            continue
        if after != "?" and not dull(after, language):
            continue
        if question[found[i - 1].end() : found[i].start()] not in (" ", "'", "’"):
            continue
        if before in ("de", "d") and word.endswith(("er", "ir", "ire", "dre", "tre")):  # a verb, most often
            continue
        glue = question[found[i].end() : found[i].end() + 1]
        if glue in "-’'" and glue or question[found[i].start() - 1] == "-":
            continue
        ending = (
            "s" if word.endswith(("s", "x")) else "ing" if language == "en" and word.endswith("ing") else ""
        )
        yield Term(found[i].start(), found[i].end(), word, (language, before, after, ending))


@dataclass(frozen=True)
class Pools:
    """What exchanges are drawn from."""

    titled: dict[tuple[str, ...], tuple[PoolName, ...]]  # by title and ``name_key``
    named: dict[tuple[str, ...], tuple[PoolName, ...]]  # by ``name_key``
    words: dict[tuple[str, str, str, str], tuple[str, ...]]  # nouns by frame
    titled_words: dict[tuple[str, str], frozenset[str]]  # nouns by language and title

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Pools:
        titled: dict[tuple[str, ...], dict[PoolName, None]] = defaultdict(dict)
        named: dict[tuple[str, ...], dict[PoolName, None]] = defaultdict(dict)
        frames: dict[tuple[str, str, str, str], dict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        nouns: dict[tuple[str, str], set[str]] = defaultdict(set)
        texts = {(e.context, e.language, e.title or ""): False for e in examples}
        texts |= {(e.question, e.language, e.title or ""): True for e in examples}
        for (text, language, title), question in texts.items():
            for start, _, name in names_of(text, language):
                if name.alone:
                    titled[title, *name_key(name, language)][name] = None
                if (question and start and name.alone) or (name.kind == "person" and " " in name.text):
                    named[name_key(name, language)][name] = None
            if question:
                for term in terms(text, language):
                    frames[term.frame][term.text][title] += 1
                    nouns[language, title].add(term.text)
        return cls(
            {key: tuple(names) for key, names in titled.items()},
            {key: tuple(names) for key, names in named.items()},
            {
                frame: tuple(w for w, seen in counts.items() if len(seen) > 1 or seen.total() > 2)
                for frame, counts in frames.items()
            },
            {key: frozenset(words) for key, words in nouns.items()},
        )
