"""How far a change of the library is, as the page hears it."""

from __future__ import annotations

from time import sleep
from typing import Any

import pytest

from page.changes import changing
from page.folders import Progress, Summary
from page.texts import load


def heard(articles: int, pause: float) -> list[dict[str, Any]]:
    def work(tell: Progress) -> Summary:
        for n in range(articles):
            tell(n, articles, f"{n}.txt")
            sleep(pause)
        raise ValueError("at the end")

    return list(changing(work, str, load("en")))


@pytest.mark.parametrize(("articles", "pause"), [(1, 0.0), (3, 0.0), (40, 0.01), (2, 0.3)])
def test_the_last_article_is_named_however_quick_the_work_is(articles: int, pause: float) -> None:
    *before, last = heard(articles, pause)
    assert last == {"done": True, "error": "at the end"}
    assert before[-1]["words"] == f"Reading {articles - 1}.txt"


def test_quick_work_is_told_now_and_then_and_not_only_at_its_end() -> None:
    said = heard(60, 0.01)
    assert 3 < len(said) < 30
    assert [one["share"] for one in said[1:-1]] == sorted(one["share"] for one in said[1:-1])


def test_slow_work_is_told_at_once() -> None:
    changes = changing(slowly, str, load("en"))
    next(changes)
    assert next(changes)["words"] == "Reading slow.txt"
    changes.close()  # type: ignore[attr-defined]


def slowly(tell: Progress) -> Summary:
    tell(0, 2, "slow.txt")
    sleep(1)
    tell(1, 2, "never.txt")
    raise ValueError("not stopped")
