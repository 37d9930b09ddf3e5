"""``dossier correct`` and ``dossier remove``, with the encoder that comes along."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from tests.dossier_command import Ran, dossier


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    root = tmp_path_factory.mktemp("upkeep")
    (root / "press").mkdir()
    (root / "press" / "a.txt").write_text("La grève\n\nLes pilotes ont cessé le travail.\n", encoding="utf-8")
    (root / "press" / "b.txt").write_text("La neige\n\nIl a neigé sur Quimper.\n", encoding="utf-8")
    settings = Settings(precision="float32")
    sync(root / "library", [root / "press"], settings=settings, encoder=lambda: encoder)
    return root / "library"


def run(library: Path, *arguments: str) -> Ran:
    return dossier(*arguments, "--library", library)


def test_a_date_is_corrected_and_given_back(library: Path) -> None:
    assert run(library, "correct", "a.txt", "--date", "2021-03", "--title", "Les pilotes").code == 0
    with Library.open(library) as held:
        article = held.view().article("a.txt")
    assert (article.title, article.published) == ("Les pilotes", "2021-03")
    ran = run(library, "correct", "a.txt", "--reset")
    assert ran.code == 0 and "La grève, date unknown" in ran.out


def test_an_article_is_removed_listed_and_brought_back(library: Path) -> None:
    assert run(library, "remove", "b.txt").out.startswith("1 taken out")
    assert run(library, "remove").out == "b.txt — La neige\n"
    ran = run(library, "index")
    assert ran.code == 0 and "1 left out, as you removed them" in ran.out
    assert run(library, "remove", "--restore", "b.txt").code == 0
    assert run(library, "remove").out == ""
    with Library.open(library) as held:
        assert [row.id for row in held.view().articles()] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["correct", "a.txt"], "--title or a --date"),
        (["correct", "a.txt", "--reset", "--date", "2022"], "--reset alone"),
        (["correct", "a.txt", "--date", "mai 2022"], "2022-05-11"),
        (["correct", "../a.txt", "--date", "2022"], "no article"),
        (["remove", "c.txt"], "no article"),
        (["remove", "--restore"], "Name the articles"),
        (["remove", "--restore", "a.txt"], "was not removed"),
    ],
)
def test_a_wrong_call_is_a_sentence(library: Path, arguments: list[str], said: str) -> None:
    ran = run(library, *arguments)
    assert ran.code == 2 and said in ran.err and ran.out == "" and "Traceback" not in ran.err
