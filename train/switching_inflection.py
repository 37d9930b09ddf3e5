"""Inflected forms of French, English, Spanish and Arabic words, for code-switching."""

from __future__ import annotations

import re


def gender_of(word: str, code: str) -> str:
    if code == "es":
        return "f" if re.search(r"(?:a|ción|sión|dad|tad|tud|ez|umbre)$", word.split()[0]) else "m"
    return "f" if code == "ar" and word.split()[0].endswith(("ة", "اء", "حرب", "أرض", "شمس")) else "m"


def plural(word: str, code: str) -> str:
    first, _, rest = word.partition(" ")
    if (
        rest
        and code in ("fr", "es")
        and not re.match(r"(?:d[eu]|au|con)\b|d'|Nobel", rest)
        and " " not in rest
    ):
        rest = plural(rest, code)
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


def french_verb(word: str) -> list[tuple[str, str]]:
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
            f"rag/dictionary.toml: the French verb “{word}” has {len(given)} forms: give one or four."
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


def english_verb(word: str) -> list[tuple[str, str]]:
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


def spanish_verb(part: str) -> dict[str, str]:
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
    be = "está" if inf == "situar" else "es"
    return {
        "present": present, "presents": f"{present}n" if single else present, "past": past,
        "pasts": many if single else past, "inf": inf, "base": present, "future": f"va a {inf}",
        "passive": f"fue {participle}", "passives": f"fueron {participle}s", "being": f"{be} {participle}",
        "beings": f"son {participle}s", "part": participle,
    }  # fmt: skip
