"""What sort of quantity is asked for (``quantities.toml``): a length of time, a sum of money, a share.

Three sailors are no answer to *how long were they held*, nor six people to *how much money*.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rag.cues import currencies
from rag.question import Question, fold_letters


def quantity_asked(question: Question) -> str | None:
    """ "time", "money" or "share"; None where a number of anything may answer, or none is asked for."""
    folded = fold_letters(question.text)
    return next((quantity for quantity, asked in _asked().items() if asked.search(folded)), None)


def another_quantity(question: Question, unit: str | None, value: float | None = None) -> bool:
    """Whether a number with ``unit`` is of another sort than the quantity that is asked for."""
    asked = quantity_asked(question)
    first = fold_letters(unit or "").split(" ")[0]
    if asked == "time":
        return span_of_time(unit) is None
    if asked == "money":
        return first not in currencies()
    return asked == "share" and first != "%" and not (value is not None and 0 < value < 1)


def span_of_time(unit: str | None) -> str | None:
    """ "day" for *jours*; None for what is no length of time."""
    return _span_words().get(fold_letters(unit or "").split(" ")[0])


def with_span(said: str, span: str, value: float, language: str) -> str:
    """A number said with its length of time: "19 days"."""
    forms = _table()["spans"][span]
    one, several, *many = forms.get(language, forms["en"])
    if many:
        return f"{said} {many[0] if value > 10 else several if value > 2 else one}"
    return f"{said} {several if value >= 2 or language in ('en', 'es') and value != 1 else one}"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("rag") / "quantities.toml").read_text(encoding="utf-8"))


@cache
def _asked() -> Mapping[str, re.Pattern[str]]:
    return {quantity: re.compile("|".join(some)) for quantity, some in _table()["asked"].items()}


@cache
def _span_words() -> Mapping[str, str]:
    words: dict[str, str] = dict(_table()["more_spans"])
    for span, said in _table()["spans"].items():
        words |= {fold_letters(word): span for forms in said.values() for word in forms}
    return words
