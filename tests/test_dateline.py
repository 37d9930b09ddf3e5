"""The day that an article's own dateline gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import Article, read_file
from index.dateline import dateline


@pytest.mark.parametrize(
    ("text", "language", "published", "day"),
    [
        ("Un titre\n\nBRUXELLES, 14 juin 2023 - Les bailleurs.", "fr", None, "2023-06-14"),
        ("NOUADHIBOU (Mauritanie), dimanche 9 octobre 2022 – Onze marines.", "fr", None, "2022-10-09"),
        ("Paris, le 3 février 2023 (AFP) — Le port.", "fr", "2023", "2023-02-03"),
        ("RABAT, 11 mai (MAP) - Le port.", "fr", "2022-05", "2022-05-11"),
        ("DUBLIN, May 11, 2022 (Reuters) - The port.", "en", None, "2022-05-11"),
        ("Madrid, 11 may 2022 (EFE).- El puerto.", "es", None, "2022-05-11"),
        ("الرباط، 11 مايو 2022 - قال الوزير.", "ar", None, "2022-05-11"),
        ("RABAT, 11 mai (MAP) - Le port.", "fr", None, None),  # of no known year
        ("RABAT, 11 mai 2022 - Le port.", "fr", "2022-06", None),  # against what the file says
        ("RABAT, 11 mai 2022 - Le port.", "fr", "2022-05-12", None),  # which is as precise
        ("RABAT, mai 2022 - Le port.", "fr", None, None),
        ("Le 11 mai 2022, le Maroc accueille la réunion - la première.", "fr", None, None),
        ("Rome, 28 juin 2021 : réunion des ministres.", "fr", None, None),
        ("Rome, 28 juin 2021 - réunion.\n\nBraga, 3 mai 2022 - réunion.", "fr", None, None),  # a chronology
        ("a\n\nb\n\nc\n\nd\n\nRABAT, 11 mai 2022 - Le port.", "fr", None, None),  # not how it opens
    ],
)
def test_a_dateline_gives_the_day(text: str, language: str, published: str | None, day: str | None) -> None:
    assert dateline(text, 0, language, published) == day


def test_an_article_has_the_day_of_its_dateline(tmp_path: Path) -> None:
    body = "ALGER, 18 avril 2022 – Le ministre slovène a entamé lundi à Alger une visite de deux jours."
    for head, day in (("", "2022-04-18"), (" date 2022-04 ", "2022-04-18"), (" date 2022-05 ", "2022-05")):
        file = tmp_path / "alger.txt"
        file.write_text(f"{head}Alger et Ljubljana\n\n{body}\n", encoding="utf-8")
        [article] = read_file(file, "alger.txt", 10_000)
        assert isinstance(article, Article) and article.published == day
