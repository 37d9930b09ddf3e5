"""What a word of a code-switched question agrees with: the noun beside it, its gender, number and article."""

from __future__ import annotations

from train.switching_words import Unit

_DEFINABLE = frozenset(("the", "noun", "name", "place", "own", "adjective", "best", "unknown"))


def following(units: list[Unit], i: int, roles: tuple[str, ...]) -> Unit | None:
    """The next unit, where it has one of ``roles``."""
    return units[i + 1] if i + 1 < len(units) and units[i + 1].role in roles else None


def noun_near(units: list[Unit], i: int) -> Unit | None:
    """The noun that an article or adjective goes with: next to it, an adjective between them at most."""
    for j in (i + 1, i + 2, i + 3):
        if j < len(units) and units[j].role == "noun":
            return units[j]
        if j >= len(units) or units[j].role not in ("adjective", "best", "fixed"):
            break
    for j in (i - 1, i - 2):
        if j >= 0 and units[j].role == "noun":
            return units[j]
        if j < 0 or units[j].role not in ("adjective", "best"):
            break
    return None


def agreement(units: list[Unit], i: int, target: str) -> tuple[str, str]:
    """Gender (m, f) and number (s, p) of the noun that a word goes with, in the language ``target``."""
    noun = noun_near(units, i)
    if noun is None or noun.entry is None:
        return "m", units[i].feature[-1:] if units[i].feature[-1:] in "sp" else "s"
    return noun.entry.genders.get(target, "m"), noun.feature


def feminine(units: list[Unit], i: int) -> bool:
    """Whether the noun that comes after is feminine in Arabic, as the plural of things is."""
    for unit in units[i + 1 : i + 4]:
        if unit.role == "noun" and unit.entry:
            said = unit.entry.forms["ar"][unit.feature]
            return unit.entry.genders["ar"] == "f" or (unit.feature == "p" and said.endswith("ات"))
        if unit.role not in ("the", "a", "own", "fixed", "best", "adjective"):
            return False
    return False


def definable(units: list[Unit], i: int) -> bool:
    """Whether a genitive can begin here."""
    return i < len(units) and units[i].role in _DEFINABLE


def definite(units: list[Unit], i: int) -> bool:
    """Whether an Arabic noun takes its article: not before a genitive, nor after *which*."""
    after = i + 1
    while after < len(units) and units[after].role == "adjective":
        after += 1
    if (
        after < len(units)
        and units[after].role == "link"
        and units[after].text == "of"
        and definable(units, after + 1)
    ):
        return False
    before = i - 1
    while before >= 0 and units[before].role == "adjective":
        before -= 1
    if before < 0 or before < i - 1:
        return False  # an ordinal before its noun makes do without
    one = units[before]
    return one.role == "the" or (one.entry is not None and one.entry.kind == "how_many")
