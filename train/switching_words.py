"""The lexicon of code-switching: the entries of ``switching.toml`` with their inflected forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from babel import Locale

from train.countries import countries

LANGUAGES = ("fr", "en", "es", "ar")
CLITIC = re.compile(r"[- ]?\bt[- ](?:il|elle|on)s?\b|-t?(?:il|elle|on|ils|elles|t-elle)\b", re.IGNORECASE)
_ELIDED = re.compile(r"\b(qu|lorsqu|jusqu|puisqu|quelqu|[cdjlmnst])'", re.IGNORECASE)
_ASKED = re.compile(r"\best[- ](?:ce|se)\b(?=[- ]qu)", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|'s\b|n't\b|\w+(?:[-.]\w+)*'?|[^\w\s]")


@dataclass(frozen=True)
class Entry:
    """What one thing is called: ``forms[language][feature]``; nouns have the features s and p, adjectives
    ms, fs, mp and fp, verbs those of ``_verb``, all others the empty one.

    ``kind`` is the list it comes from; ``genders`` are m, f, or p for a country in the plural, 0 for one without article.
    """

    kind: str
    forms: dict[str, dict[str, str]] = field(hash=False)
    genders: dict[str, str] = field(default_factory=dict, hash=False)
    before: bool = False  # French says the adjective before its noun


def split(text: str, language: str) -> list[tuple[str, bool]]:
    """The words and signs of a text, each with whether there is space before it; French clitics left out."""
    text = text.replace("’", "'").replace("\u00a0", " ")
    if language == "fr":
        text = _ELIDED.sub(r"\1' ", CLITIC.sub("", _ASKED.sub("est-ce", text)))
        text = re.sub(r"\baujourd' ?hui", "aujourdhui", text, flags=re.IGNORECASE)
    else:
        text = re.sub(r"(\w)(n't|'s)\b", r"\1 \2", text)
    return [(m[0], m.start() == 0 or text[m.start() - 1].isspace()) for m in _WORD.finditer(text)]


def key(text: str, language: str) -> str:
    return " ".join(word.lower() for word, _ in split(text, language))


@cache
def lexicon(language: str) -> dict[str, tuple[Entry, str]]:
    """What each word or phrase of a language means, and in which form it is.

    Relatives stand under "~" and their words, and verbs (that may be nouns too) under "=" besides.
    """
    found: dict[str, tuple[Entry, str]] = {}
    for entry, surfaces in sorted(_entries(), key=lambda made: made[0].kind != "auxiliaries"):
        for surface, feature in surfaces[language]:
            if entry.kind == "verbs":
                found.setdefault(f"={key(surface, language)}", (entry, feature))
            found.setdefault(
                ("~" if entry.kind == "relative" else "") + key(surface, language), (entry, feature)
            )
    return found


@cache
def longest(language: str) -> dict[str, int]:
    """How many words the longest phrase has, by its first word."""
    found: dict[str, int] = {}
    for words in lexicon(language):
        first, count = words.partition(" ")[0], words.count(" ") + 1
        found[first] = max(found.get(first, 1), count)
    return found


Surfaces = dict[str, list[tuple[str, str]]]


@cache
def _entries() -> list[tuple[Entry, Surfaces]]:
    table = tomllib.loads((files("train") / "switching.toml").read_text(encoding="utf-8"))
    found = list(_names())
    for kind, block in table.items():
        for line in re.split(r"[;\n]", block):
            if line.strip():
                parts = dict(zip(LANGUAGES, (part.strip() for part in line.split("|")), strict=True))
                made = {
                    "nouns": _noun,
                    "verbs": _verb,
                    "adjectives": _adjective,
                    "demonyms": _adjective,
                    "places": _place,
                    "superlatives": _superlative,
                }
                found.append(made.get(kind, _fixed)(kind, parts))
    return found


def _fixed(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    surfaces = {code: [(word, "") for word in parts[code].split("/")] for code in ("fr", "en")}
    return Entry(kind, {code: {"": parts[code].split("/")[0]} for code in LANGUAGES}), surfaces


def _place(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    french, _, gender = parts["fr"].rpartition(" ")
    entry, surfaces = _fixed("countries", {**parts, "fr": french})
    return Entry(entry.kind, entry.forms, {"fr": gender}), surfaces


def _superlative(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    entry, surfaces = _fixed(kind, parts)
    surfaces["fr"] = [
        (f"{word}{end}", "")
        for word in parts["fr"].split("/")
        for end in (("", "e", "s", "es") if " " in word else ("",))
    ]
    return entry, surfaces


def _names() -> Iterator[tuple[Entry, Surfaces]]:
    """Countries, months and days."""
    known = {code: countries(code) for code in LANGUAGES}
    for code, country in known["fr"].items():
        names = {c: known[c][code].names[c] for c in LANGUAGES if code in known[c]}
        if len(names) == len(LANGUAGES):
            forms = {c: {"": name} for c, name in names.items()}
            yield Entry("countries", forms, {"fr": country.gender}), _same(names)
    for part, kind in (("months", "months"), ("days", "months")):
        said = {c: getattr(Locale(c), part)["format"]["wide"] for c in LANGUAGES}
        for number in said["fr"]:
            names = {c: said[c][number] for c in LANGUAGES}
            if names["en"] not in ("May", "March"):
                yield Entry(kind, {c: {"": name} for c, name in names.items()}), _same(names)


def _same(names: dict[str, str]) -> Surfaces:
    return {code: [(names[code], "")] for code in ("fr", "en")}


def _noun(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    forms: dict[str, dict[str, str]] = {}
    genders = {}
    surfaces: Surfaces = {"fr": [], "en": []}
    for code, part in parts.items():
        spoken = re.fullmatch(r"(.*?)(?: ([fm]))?", part)
        assert spoken
        given = spoken[1].split("/")
        genders[code] = spoken[2] or _gender(given[0].split(",")[0], code)
        for word in given:
            first, _, more = (piece.strip() for piece in word.partition(","))
            many = more or _plural(first, code)
            if not more and len(given) == 1 and code in ("fr", "ar") and "," in part:
                many = part.split(",")[1]
            forms.setdefault(code, {"s": first, "p": many})
            if code in surfaces:
                surfaces[code] += [(first, "s"), (many, "p")]
        if "," in part and "," not in given[0]:  # "a/b,bs": the plural is the first's where it begins alike
            many = part.rsplit(" ", 1)[0].split(",")[1] if spoken[2] else part.split(",")[1]
            if many[:3] == given[0][:3]:
                forms[code]["p"] = many
    return Entry(kind, forms, genders), surfaces


def _gender(word: str, code: str) -> str:
    if code == "es":
        return "f" if re.search(r"(?:a|ción|sión|dad|tad|tud|ez|umbre)$", word.split()[0]) else "m"
    return "f" if code == "ar" and word.split()[0].endswith(("ة", "اء", "حرب", "أرض", "شمس")) else "m"


def _plural(word: str, code: str) -> str:
    first, _, rest = word.partition(" ")
    if (
        rest
        and code in ("fr", "es")
        and not re.match(r"(?:d[eu]|au|con)\b|d'|Nobel", rest)
        and " " not in rest
    ):
        rest = _plural(rest, code)
    rest = rest and f" {rest}"
    if code == "ar":
        return f"{first[:-1]}ات{rest}" if first.endswith("ة") else word
    if code == "es":
        if first[-1] in "aeioué":
            return f"{first}s{rest}"
        if first[-1] == "s":
            return f"{first}es{rest}" if first[-2] in "áéíóú" else word
        plain = re.sub(r"[áéíóú](?=[ns]$)", lambda m: "aeiou"["áéíóú".index(m[0])], first)
        return (plain[:-1] + "ces" if plain[-1] == "z" else plain + "es") + rest
    if code == "en":
        if re.search(r"(?:ics|games|quarters|forces|folks)$", word):
            return word
        head, _, tail = word.partition(" of ")
        many = re.sub(r"(?<![aeiou])y$", "ie", head) + ("es" if re.search(r"(?:s|x|sh|ch)$", head) else "s")
        return f"{many} of {tail}" if tail else many
    if first[-1] in "sxz":
        return word
    if first.endswith("al"):
        return f"{first[:-2]}aux{rest}"
    return first + ("x" if first.endswith(("au", "eu")) else "s") + rest


def _adjective(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    before = parts["fr"].startswith("<")
    surfaces: Surfaces = {"fr": [], "en": [(word, "ms") for word in parts["en"].split("/")]}
    french: dict[str, str] = {}
    for word in parts["fr"].lstrip("<").split("/"):
        man, _, woman = word.partition(",")
        woman = woman or (man if man.endswith("e") else man + "e")
        number = man in _UNINFLECTED
        forms = (man, woman, man if number else _plural(man, "fr"), woman if number else _plural(woman, "fr"))
        if number:
            forms = (man,) * 4
        features = dict(zip(("ms", "fs", "mp", "fp"), forms, strict=True))
        french = french or features
        surfaces["fr"] += [(form, feature) for feature, form in features.items()]
    man, _, woman = parts["es"].partition(",")
    woman = woman or (f"{man[:-1]}a" if man.endswith("o") and man not in _UNINFLECTED else man)
    many = (man, woman) if man in _UNINFLECTED else (_plural(man, "es"), _plural(woman, "es"))
    spanish = dict(zip(("ms", "fs", "mp", "fp"), (man, woman, *many), strict=True))
    arabic, _, she = parts["ar"].partition(",")
    plain = {"": parts["en"].split("/")[0]}
    she = she or (arabic if arabic.endswith(("ون", "ة", "ه", "ى")) or " " in arabic else f"{arabic}ة")
    return Entry(
        kind, {"fr": french, "en": plain, "es": spanish, "ar": {"m": arabic, "f": she}}, {}, before
    ), surfaces


_UNINFLECTED = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille"
    " dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil".split()
)


def _verb(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    surfaces: Surfaces = {"fr": [], "en": []}
    forms: dict[str, dict[str, str]] = {}
    for word in parts["fr"].split("/"):
        found = _french(word)
        forms.setdefault("fr", {feature: surface for surface, feature in reversed(found)})
        surfaces["fr"] += found
    for word in parts["en"].split("/"):
        found = _english(word)
        forms.setdefault("en", {feature: surface for surface, feature in reversed(found)})
        surfaces["en"] += found
    forms["es"] = _spanish(parts["es"])
    present, past, noun = parts["ar"].split(",")
    forms["ar"] = {
        "present": present, "presents": present, "past": past, "pasts": past, "inf": noun, "base": present,
        "future": f"سوف {present}", "passive": f"تم {noun}", "passives": f"تم {noun}",
        "being": f"يتم {noun}", "beings": f"يتم {noun}", "part": f"تم {noun}",
    }  # fmt: skip
    return Entry(kind, forms), surfaces


def _french(word: str) -> list[tuple[str, str]]:
    """Forms with their features; the first of a feature is the one that is said."""
    with_etre, given = word.startswith("*"), word.lstrip("*").split(",")
    inf = given[0].split()[0]
    rest = given[0][len(inf) :]
    if len(given) == 4:
        _, one, part, many = given
        imperfect = f"{many[:-3]}ait"
    elif len(given) == 1:
        stem = inf[:-2]
        closed = re.sub(r"(?:e(?=[lmnpsv]$)|é(?=[bcdgjlmnprstv][lrn]?$))", "è", stem)
        one = f"{stem}le" if stem == "appel" else f"{closed}e"
        part, many = f"{stem}é", f"{one}nt"
        imperfect = f"{stem[:-1]}ça" if stem.endswith("c") else f"{stem}e" if stem.endswith("g") else stem
        imperfect = imperfect.removesuffix("a") + "ait"
    else:
        raise ValueError(
            f"switching.toml: the French verb “{word}” has {len(given)} forms: give one or four."
        )
    agreed = [part + end for end in (("", "e", "es") if part.endswith("s") else ("", "e", "s", "es"))]
    pasts = {"est": "past", "sont": "pasts"} if with_etre else {"a": "past", "ont": "pasts"}
    more = {"était": "past", "étaient": "pasts"} if with_etre else {"avait": "past", "avaient": "pasts"}
    found = [(one, "present"), (many, "presents"), (inf, "inf")]
    for table in (pasts, more):
        found += [(f"{aux} {p}", feature) for aux, feature in table.items() for p in agreed]
    if not with_etre:
        for aux, feature in _PASSIVE.items():
            found += [(f"{aux} {p}", feature) for p in agreed]
        se = "s'" if inf[0] in "aeéiouh" else "se "
        found += [(f"{se}{one}", "present"), (f"{se}{many}", "presents")]
        found += [(f"s'est {p}", "past") for p in agreed] + [(f"se sont {p}", "pasts") for p in agreed]
    simple = imperfect.removesuffix("it") if inf.endswith("er") else ""
    if simple:
        found += [(simple, "past"), (f"{simple[:-1]}èrent".replace("çè", "cè").replace("geè", "gè"), "pasts")]
    elif part.endswith(("i", "is")):
        found += [(part.rstrip("s") + "t", "past"), (part.rstrip("s") + "rent", "pasts")]
    elif part.endswith("u"):
        simple = part[:-1] + "it" if inf.endswith("dre") else part + "t"
        found += [(simple, "past"), (simple[:-1] + "rent", "pasts")]
    else:
        found += [(imperfect.replace("ait", "it"), "past"), (imperfect.replace("ait", "irent"), "pasts")]
    found += [(imperfect, "past"), (f"{imperfect[:-1]}ent", "pasts")]
    future = inf.removesuffix("e")
    found += [(f"{future}a", "future"), (f"{future}ont", "future"), *((p, "part") for p in agreed)]
    return [(surface + rest, feature) for surface, feature in found] + [(one + rest, "base")]


_PASSIVE = {
    "a été": "passive", "ont été": "passives", "est": "being", "sont": "beings", "fut": "passive",
    "furent": "passives", "était": "passive", "étaient": "passives", "être": "passive", "sera": "being",
}  # fmt: skip


def _english(word: str) -> list[tuple[str, str]]:
    first, *given = word.split(",")
    head, _, rest = first.partition(" ")
    rest = rest and f" {rest}"
    soft = re.sub(r"(?<![aeiou])y$", "i", head)
    regular = soft + ("d" if head.endswith("e") else "ed")
    past, part = given or (regular + rest, regular + rest)
    ing = re.sub(r"(?<!e)e$", "", head) + "ing" + rest
    one = re.sub(r"i$", "ie", soft) + ("es" if re.search(r"(?:s|x|sh|ch|z|o)$", head) else "s") + rest
    found = [(f"{one}", "present"), (first, "presents"), (first, "base"), (past, "past"), (past, "pasts")]
    found += [(first, "inf"), (f"to {first}", "inf"), (f"will {first}", "future"), (part, "part")]
    for aux, feature in (("was", "passive"), ("were", "passives"), ("is", "being"), ("are", "beings")):
        found += [(f"{aux} {part}", feature)]
    found += [(f"{aux} {part}", "passive") for aux in ("been", "be", "being", "got", "has been", "have been")]
    found += [(f"{aux} {part}", "past") for aux in ("has", "have", "had")]
    found += [(f"{aux} {ing}", feature) for aux, feature in (("is", "present"), ("are", "presents"))]
    found += [(f"{aux} {ing}", feature) for aux, feature in (("was", "past"), ("were", "pasts"))]
    return [*found, (ing, "inf")]


def _spanish(part: str) -> dict[str, str]:
    inf, *given = part.split(",")
    if given:
        present, past, participle = given
    else:
        stem, end = inf[:-2], inf[-2:]
        past = stem + ("ó" if end == "ar" else "ió")
        present, participle = stem + ("a" if end == "ar" else "e"), stem + ("ado" if end == "ar" else "ido")
    single = " " not in past
    many = re.sub(r"([yñ])ó$", r"\1eron", past)
    many = many if many != past or not inf.endswith("ar") else re.sub(r"ó$", "aron", past)
    many = many if many != past else re.sub(r"ió$|(?<=[aeiou])yó$", "ieron", past)
    many = many if many != past else re.sub(r"ó$", "aron" if inf.endswith("ar") else "ieron", past)
    if past == many:
        many = (
            "fueron" if past == "fue" else re.sub(r"i?o$", "eron" if past.endswith("jo") else "ieron", past)
        )
    many = re.sub(r"jo?ieron$", "jeron", many)
    return {
        "present": present, "presents": f"{present}n" if single else present, "past": past,
        "pasts": many if single else past, "inf": inf, "base": present, "future": f"va a {inf}",
        "passive": f"fue {participle}", "passives": f"fueron {participle}s", "being": f"es {participle}",
        "beings": f"son {participle}s", "part": participle,
    }  # fmt: skip
