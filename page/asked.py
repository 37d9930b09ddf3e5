"""What a page asks is not trusted to have any shape: values are read here, and what is none is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from page.reader import Span

Asked = Mapping[str, Any]
Reply = dict[str, Any]


def text(asked: Asked, name: str) -> str:
    value = asked.get(name)
    return value if isinstance(value, str) else ""


def number(asked: Asked, name: str) -> int | None:
    value = asked.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def spans(asked: Asked) -> list[Span]:
    found = asked.get("spans")
    rows = found if isinstance(found, list) else []
    return [
        (row[0], row[1], row[2])
        for row in rows[:200]
        if isinstance(row, list) and len(row) == 3 and all(isinstance(n, int) and n >= 0 for n in row)
    ]
