"""Whole journeys in a real Chromium, with the real encoder and reader on a small library of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import app
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from page.database import FILE
from page.feedback import Feedback
from rag.pipeline import Pipeline
from tests.chromium import NEEDED, ask, chromium, opened_page

pytestmark = NEEDED

PAYLOAD = (
    "<script>window.__pwned=1</script><img src=x onerror=window.__pwned=2><svg onload=window.__pwned=3>"
    '<a href="javascript:window.__pwned=4">lien</a>[x](javascript:window.__pwned=5)![y](data:text/html,z)'
)
FILES = {
    "2022-05-11-marrakech.md": "---\ntitle: La réunion de Marrakech\ndate: 2022-05-11\n---\n\n"
    "La réunion ministérielle de Marrakech s'est tenue le 11 mai 2022, à l'invitation du Maroc.\n\n"
    "Nasser Bourita, le ministre des Affaires étrangères, présidait la réunion de Marrakech.\n",
    "chronologie.txt": "Chronologie de la coalition\n\n"
    "La réunion de Marrakech a eu lieu le 11 mai 2022.\n\nLa réunion de Rome a eu lieu le 28 juin 2021.\n",
    "rome.txt": "Rome\n\nLa coalition compte 83 membres, a dit le ministre italien.\n",
    "rome-2.txt": "À Rome\n\nDepuis cet été, la coalition compte 83 membres.\n",
    "partenaires.txt": "Partenaires\n\nLa coalition compte à ce jour 84 membres.\n",
    "strike.txt": "The strike\n\n"
    "The pilots of the airline announced on 3 March 2021 a strike of three days in Dublin.\n",
    "piege.md": f"---\ntitle: '{PAYLOAD}'\ndate: 2020-01-02\n---\n\n"
    f"Le 2 janvier 2020, le maire de Quimper {PAYLOAD} a parlé.\n",
    "envers.txt": "Texte \u202eà l'envers\u202c\n\nمراكش استضافت الاجتماع في 11 مايو 2022.\n",
    "long.txt": "Une ligne\n\n"
    + "abcdefghij" * 20_000
    + "\n\nLe phare de Brest a été rallumé le 5 avril 2019.\n",
}
QUESTION = "Quand a eu lieu la réunion de Marrakech ?"


@dataclass
class Server:
    """The page on a library; it can be stopped and started again."""

    settings: Settings
    encoder: Encoder
    pages: list[Any] = field(default_factory=list)

    def start(self) -> str:
        def load() -> Any:
            return Pipeline(Library.open(self.settings.library), self.encoder, self.settings)

        self.pages.append(app.start(load, self.settings))
        return str(self.pages[-1].local_url)

    def stop(self) -> None:
        self.pages[-1].close(verbose=False)


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, encoder: Encoder
) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("journeys")
    (root / "press").mkdir()
    for name, text in FILES.items():
        (root / "press" / name).write_text(text, encoding="utf-8")
    own = settings.model_copy(update={"library": root / "library", "port": 0})
    sync(own.library, [root / "press"], settings=own, encoder=lambda: encoder)
    served = Server(own, encoder)
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture
def opened(browser: Any, server: Server, request: pytest.FixtureRequest) -> Iterator[Any]:
    address = str(server.pages[-1].local_url)
    moving = {"reduced_motion": "no-preference"}
    yield from opened_page(browser, address, **moving | getattr(request, "param", {}))


def library(tab: Any, name: str = "Bibliothèque") -> Any:
    tab.get_by_role("tab", name=name).click()
    tab.locator("#articles .count").wait_for()
    return tab.locator("#articles")


def test_ask_cite_open_the_article_and_its_time(opened: Any) -> None:
    answer = ask(opened, QUESTION)
    assert answer.locator(".value").inner_text().startswith("11 mai 2022")
    answer.locator("a.mark").first.click()
    opened.locator("#view-sources mark.found").wait_for()
    opened.get_by_role("button", name="Ouvrir l’article").first.click()
    lit = opened.locator("#view-article mark").first
    lit.wait_for()
    assert "11 mai 2022" in lit.inner_text()
    opened.get_by_role("tab", name="Chronologie").click()
    opened.locator(".events li", has_text="11 mai 2022").first.wait_for()
    opened.get_by_role("button", name="Tous les articles").click()
    opened.locator(".events li", has_text="28 juin 2021").wait_for()
    points = opened.locator(".point")
    points.first.focus()
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")
    opened.locator("#view-article mark").first.wait_for()
    opened.get_by_role("tab", name="Explications").click()
    said = opened.locator(".explained").inner_text()
    assert "une date" in said and " ms" in said.replace("\xa0", " ")


def test_filters_are_chips_kept_in_the_address(opened: Any) -> None:
    opened.get_by_role("button", name="Filtrer").click()
    dialog = opened.get_by_role("dialog")
    dialog.get_by_label("Du", exact=True).fill("2021-01-01")
    dialog.get_by_label("anglais").check()
    dialog.get_by_role("button", name="Appliquer").click()
    opened.locator(".chip", has_text="anglais").wait_for()
    assert "since=2021-01-01" in opened.url and "lang=en" in opened.url
    assert ask(opened, QUESTION).locator(".lead").count() == 1
    opened.reload()
    opened.locator(".chip", has_text="depuis le 1er janvier 2021").wait_for()
    opened.get_by_role("button", name="Retirer le filtre : anglais").click()
    opened.locator(".chip", has_text="anglais").wait_for(state="detached")
    opened.get_by_role("button", name="Retirer le filtre : depuis").click()
    opened.locator("#chips").wait_for(state="hidden")
    assert "since" not in opened.url
    assert "11 mai 2022" in ask(opened, QUESTION).inner_text()


def test_upload_ask_correct_and_remove(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "phare.txt").write_text("Le phare\n\nLe phare de Penmarch a été repeint le 7 juin 2023.\n")
    (tmp_path / "virus.exe").write_bytes(b"MZ")
    library(opened)
    opened.locator("#files").set_input_files([tmp_path / "phare.txt", tmp_path / "virus.exe"])
    summary = opened.locator(".summary")
    summary.wait_for()
    assert "1 article ajouté" in summary.inner_text() and "virus.exe" in summary.inner_text()
    item = opened.locator(".item", has_text="uploads/phare.txt")
    item.wait_for()
    assert "7 juin 2023" in ask(opened, "Quand le phare de Penmarch a-t-il été repeint ?").inner_text()
    item.get_by_role("button", name="Corriger").click()
    item.get_by_label("Titre").fill("Le phare <b>neuf</b>")
    item.get_by_label("Date").fill("2023-06")
    item.get_by_role("button", name="Enregistrer").click()
    opened.locator(".item", has_text="Le phare <b>neuf</b>").filter(has_text="juin 2023").wait_for()
    opened.locator(".item", has_text="phare.txt").get_by_role("button", name="Retirer").click()
    opened.locator(".item", has_text="phare.txt").wait_for(state="detached")
    assert "7 juin 2023" not in ask(opened, "Quand le phare de Penmarch a-t-il été repeint ?").inner_text()


def test_who_agrees_and_who_differs_stands_out(opened: Any) -> None:
    answer = ask(opened, "Combien de membres compte la coalition ?")
    standing = answer.locator(".standing").inner_text().replace("\xa0", " ")
    assert "2 articles concordent" in standing and "1 diffère" in standing
    (value,) = answer.locator(".others li").all_inner_texts()
    others = {"83", "84"} - {answer.locator(".value").inner_text().strip()}
    assert {value.split()[0]} == others
    opened.locator("#view-sources .otherwise", has_text=value.split()[0]).wait_for()


def test_verdicts_are_kept(opened: Any, server: Server) -> None:
    answer = ask(opened, QUESTION)
    exchange = opened.locator(".exchange").last
    exchange.get_by_role("button", name="Faux").click()
    exchange.get_by_label("Correction").fill("le 12 mai 2022")
    exchange.get_by_role("button", name="Enregistrer").click()
    opened.locator("#said", has_text="votre correction est notée").wait_for()
    with Feedback(server.settings.library / FILE) as kept:
        judged = kept.all()[-1]
    assert (judged.verdict, judged.correction) == ("wrong", "le 12 mai 2022")
    assert answer.count() == 1


@pytest.mark.parametrize("opened", [{"locale": "en-GB", "accept_downloads": True}], indirect=True)
def test_conversations_are_found_again_after_a_restart(opened: Any, server: Server, browser: Any) -> None:
    ask(opened, "When did the pilots announce a strike?")
    with opened.expect_download() as download:
        opened.get_by_text("Export", exact=True).click()
        opened.get_by_role("button", name="Export as JSON").click()
    exported = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert exported["answers"][0]["question"] == "When did the pilots announce a strike?"
    item = opened.locator(".heading", has_text="pilots")
    item.hover()
    item.get_by_role("button", name="Rename").click()
    opened.get_by_label("Name of the conversation").fill("Dublin <i>strike</i>")
    opened.keyboard.press("Enter")
    opened.locator(".heading", has_text="Dublin <i>strike</i>").wait_for()
    server.stop()
    address = server.start()
    for tab in opened_page(browser, address, locale="en-GB"):
        tab.get_by_label("Search conversations").fill("dublin")
        found = tab.locator(".heading", has_text="Dublin <i>strike</i>")
        found.get_by_role("button").first.click()
        tab.locator(".answer").wait_for()
        found.hover()
        found.get_by_role("button", name="Delete").click()
        tab.evaluate("dossier.views.conversations()")  # as when an answer ends just then
        found.get_by_role("button", name="Cancel").click()
        found.get_by_role("button", name="Cancel").wait_for(state="detached")
        tab.wait_for_function("document.activeElement.dataset.do === 'switch'")
        found.hover()
        found.get_by_role("button", name="Delete").click()
        found.get_by_role("button", name="Delete", exact=True).click()
        tab.locator(".heading", has_text="Dublin <i>strike</i>").wait_for(state="detached")


def test_hostile_articles_are_shown_as_they_stand_in_every_view(opened: Any) -> None:
    articles = library(opened)
    for name in ("piege.md", "envers.txt", "long.txt"):
        articles.locator(".item", has_text=name).locator("button.go").click()
        opened.locator(".reader .file", has_text=name).wait_for()
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        inner = "(e) => e.scrollWidth <= e.clientWidth"
        assert opened.locator("#beside .panels").evaluate(inner)
        assert opened.locator("#side-library").evaluate(inner)
    while opened.get_by_role("button", name="Afficher la suite").count():
        shown = len(opened.locator(".reader .text").inner_text())
        opened.get_by_role("button", name="Afficher la suite").click()
        opened.wait_for_function(f"document.querySelector('.reader .text').innerText.length > {shown}")
        if "Le phare de Brest" in opened.locator(".reader .text").inner_text():
            break
    ask(opened, "Quand le maire de Quimper a-t-il parlé ?")
    ask(opened, PAYLOAD)
    for name in ("Sources", "Explications", "Chronologie"):
        opened.get_by_role("tab", name=name).click()
        opened.wait_for_timeout(150)
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.get_by_role("button", name="Tous les articles").click()
    opened.locator(".events li", has_text="2 janvier 2020").first.wait_for()
    for forbidden in ("script", "img", "iframe", "svg[onload]", "a[href^=javascript]", "a[href^=data]"):
        assert opened.locator(f".desk {forbidden}").count() == 0, forbidden
