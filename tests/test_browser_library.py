"""One's own folder in a real Chromium: named, read, asked, corrected, removed, brought back, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from rag.pipeline import Pipeline
from tests.chromium import NEEDED, ask, chromium, opened_page

pytestmark = NEEDED

LIGHTHOUSE = "Quand le phare de Penmarch a-t-il été repeint ?"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of somebody's own: three articles that can be read, two files that can't."""
    folder = tmp_path_factory.mktemp("own") / "presse"
    (folder / "2023").mkdir(parents=True)
    (folder / "2023" / "phare.txt").write_text(
        "Le phare de Penmarch a été repeint le 7 juin 2023.\n", encoding="utf-8"
    )
    (folder / "digue.md").write_text(
        "---\ntitle: La digue\ndate: peut-être en mai\n---\n\n"
        "La digue de Lesconil a été réparée le 3 mars 2021 par vingt maçons.\n",
        encoding="utf-8",
    )
    (folder / "ferry.txt").write_bytes(
        "Le ferry\n\nLe ferry de Roscoff a été baptisé le 9 août 2020 à côté de la criée.\n".encode("cp1252")
    )
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\nno pdf at all")
    (folder / "vide.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, settings: Settings, encoder: Encoder) -> Iterator[str]:
    """The page on a library that there isn't yet."""
    own = settings.model_copy(update={"library": tmp_path_factory.mktemp("empty") / "library", "port": 0})
    served = app.start(lambda: Pipeline(Library.open(own.library), encoder, own), own)
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    yield from opened_page(browser, address, **getattr(request, "param", {}))


def library(tab: Any, name: str = "Bibliothèque") -> Any:
    tab.get_by_role("tab", name=name).click()
    tab.locator("#articles > *").first.wait_for()
    return tab.locator("#articles")


def named(tab: Any, folder: Path) -> Any:
    """Name ``folder`` by keyboard and wait for its summary."""
    tab.get_by_label("Dossier de cette machine").fill(str(folder))
    tab.keyboard.press("Enter")
    summary = tab.locator(".summary")
    summary.wait_for()
    return summary


def test_without_a_library_the_page_says_what_to_do(opened: Any) -> None:
    assert "Il n’y a pas encore de bibliothèque" in ask(opened, LIGHTHOUSE).inner_text()
    assert "vide" in library(opened).inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("presse", "Écrivez le chemin entier"),
        ("/nowhere/at/all", "Ce dossier n’est pas là"),
        ("/etc/hostname", "Dossier ne lit pas ce genre de fichier"),
    ],
)
def test_a_folder_that_cannot_be_read_is_refused_in_a_sentence(opened: Any, typed: str, said: str) -> None:
    library(opened)
    opened.get_by_label("Dossier de cette machine").fill(typed)
    opened.get_by_role("button", name="Ajouter le dossier").click()
    opened.locator("#said", has_text=said).wait_for()
    opened.locator("#progress").wait_for(state="hidden")


def test_a_folder_is_named_read_with_progress_summed_up_and_asked_at_once(opened: Any, press: Path) -> None:
    library(opened)
    opened.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
             const shown = document.querySelector("#progress");
             if (!shown.hidden) window.seen.push([shown.querySelector("progress").value, shown.innerText]);
           }).observe(document.querySelector("#progress"), { subtree: true, childList: true, attributes: true,
             characterData: true }); }"""
    )
    summary = named(opened, press)
    said = summary.inner_text()
    assert "3 articles ajoutés" in said
    assert "scan.pdf" in said and "c’est un PDF abîmé" in said
    assert "vide.txt" in said and "il est vide" in said
    summary.get_by_text("Bon à savoir").click()
    said = summary.inner_text()
    assert "lu comme du Windows-1252" in said and "n’est pas une date de la forme 2022-05-11" in said
    progress = opened.evaluate("window.seen")
    assert any("Lecture de" in words for _, words in progress), progress
    assert opened.locator("#progress").is_hidden()
    assert "7 juin 2023" in ask(opened, LIGHTHOUSE).inner_text()


def test_a_title_and_a_date_are_corrected_in_place_marked_and_taken_back(opened: Any, press: Path) -> None:
    articles = library(opened)
    if not articles.locator(".item").count():
        named(opened, press)
    item = articles.locator(".item", has_text="digue.md")
    assert "date inconnue" in item.inner_text()
    item.get_by_role("button", name="Corriger").press("Enter")
    opened.keyboard.press("Tab")
    opened.keyboard.type("mai")
    opened.keyboard.press("Enter")
    opened.locator("#said", has_text="n’est pas une date").wait_for()
    item.get_by_label("Date").fill("2021-03-04")
    item.get_by_label("Titre").fill("La digue réparée")
    opened.keyboard.press("Enter")
    item.filter(has_text="4 mars 2021").wait_for()
    assert {"titre corrigé Le fichier dit : La digue", "date corrigée Le fichier dit : date inconnue"} == set(
        item.locator(".corrected li").all_inner_texts()
    )
    answer = ask(opened, "Quand la digue de Lesconil a-t-elle été réparée ?")
    assert "3 mars 2021" in answer.inner_text()
    card = opened.locator("#view-sources .source", has_text="digue.md")
    assert "La digue réparée" in card.inner_text() and "4 mars 2021" in card.inner_text()
    item.get_by_role("button", name="Corriger").click()
    item.get_by_role("button", name="Comme dans le fichier").click()
    item.locator(".corrected").wait_for(state="detached")
    assert "La digue réparée" not in item.inner_text()


def test_a_removed_article_is_brought_back_and_the_file_never_touched(opened: Any, press: Path) -> None:
    articles = library(opened)
    if not articles.locator(".item").count():
        named(opened, press)
    articles.locator(".item", has_text="phare.txt").get_by_role("button", name="Retirer").click()
    opened.locator("#said", has_text="votre fichier reste").wait_for()
    articles.locator(".item", has_text="phare.txt").wait_for(state="detached")
    assert (press / "2023" / "phare.txt").is_file()
    assert "7 juin 2023" not in ask(opened, LIGHTHOUSE).inner_text()
    opened.get_by_text("Dossiers", exact=True).click()
    opened.get_by_role("button", name="Mettre à jour").click()
    opened.locator(".summary", has_text="inchangés").wait_for()
    assert articles.locator(".item", has_text="phare.txt").count() == 0
    opened.get_by_text("Articles retirés").click()
    opened.get_by_role("button", name="Remettre").click()
    articles.locator(".item", has_text="phare.txt").wait_for()
    assert "7 juin 2023" in ask(opened, LIGHTHOUSE).inner_text()


@pytest.mark.parametrize("opened", [{"locale": "en-GB"}], indirect=True)
def test_a_folder_is_forgotten_and_its_files_stay(opened: Any, press: Path) -> None:
    articles = library(opened, "Library")
    if not articles.locator(".item").count():
        opened.get_by_label("Folder on this machine").fill(str(press))
        opened.keyboard.press("Enter")
        summary = opened.locator(".summary")
        summary.wait_for()
        assert "3 articles added" in summary.inner_text()
    opened.get_by_text("Folders", exact=True).click()
    opened.get_by_role("button", name="Forget this folder").click()
    opened.locator("#articles", has_text="The library is empty").wait_for()
    assert len([path for path in press.rglob("*") if path.is_file()]) == 5
    answer = ask(opened, "When was the lighthouse of Penmarch repainted?").inner_text()
    assert "7 June 2023" not in answer and "Traceback" not in answer
