"""What the rest of Dossier says in English reaches the page as a sentence of its language."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from page import texts
from page.folders import Summary
from page.library_view import summary
from page.reader import article
from page.said import known, said
from page.uploads import Refused
from tests.scripted_pipeline import ARTICLES

ROOT = Path(__file__).parent.parent
FR, EN = texts.load("fr"), texts.load("en")
ERRORS = (
    "DossierError",
    "UsageError",
    "IdClash",
    "LibraryError",
    "LibraryBusy",
    "EncoderMismatch",
    "UnreadableFile",
)
# Modules whose errors end in a terminal, in a log, or as *busy*: the page never shows their words.
ELSEWHERE = {
    "index/alias_file.py", "index/fact_lines.py", "index/settings.py", "index/locks.py", "index/weights.py",
    "page/access.py", "page/endpoints.py", "rag/grounding.py", "rag/llamaindex.py", "rag/llm.py",
    "rag/trained_reader.py",
}  # fmt: skip
# Caught where they are raised, or beneath the page's door, and told as damage of the search index.
INSIDE = (
    "tantivy can't",
    "Chroma can't",
    "0 holds no Chroma",
    "--as 0",
    "Somebody is just",
    "Too many calls",
)


def spoken(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The messages that an expression can be, with 0 where values stand."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        found = [""]
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            pieces = list(spoken(inner, names)) if isinstance(inner, ast.Constant | ast.Name) else []
            found = [f"{before}{piece}" for before in found for piece in pieces or ["0"]]
        yield from found
    elif isinstance(node, ast.IfExp):
        yield from spoken(node.body, names)
        yield from spoken(node.orelse, names)
    elif isinstance(node, ast.Name):
        for value in names.get(node.id, []):
            yield from spoken(value, names)


def raised(file: Path) -> Iterator[str]:
    """What a module's errors and notices say."""
    tree = ast.parse(file.read_text("utf-8"))
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id)], value=ast.Constant() | ast.JoinedStr() | ast.IfExp()):
                names.setdefault(id, []).append(node.value)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ERRORS
            and node.args
        ):
            yield from spoken(node.args[-1], names)


def messages() -> list[str]:
    found: list[str] = []
    for room in ("index", "page", "rag"):
        for file in sorted((ROOT / room).glob("*.py")):
            if file.relative_to(ROOT).as_posix() not in ELSEWHERE:
                found += raised(file)
    found = [one.replace("has no 0 0;", "has no language 0;") for one in found]
    return sorted({one for one in found if not one.startswith(INSIDE)})


def test_there_are_messages_to_look_at() -> None:
    assert len(messages()) > 70


@pytest.mark.parametrize("message", messages())
def test_every_error_that_reaches_the_page_has_a_sentence_in_both_languages(message: str) -> None:
    assert known(message)
    assert said(message, FR) != message and "anglais" not in said(message, FR)
    assert said(message, EN)


@pytest.mark.parametrize(
    "notice",
    [
        "its date 'mai' isn't a date of the form 2022-05-11 and was left out",
        "its UTF-8 is damaged in one place (line 3), shown as \ufffd",
        "its UTF-8 is damaged in 4 places (line 3), shown as \ufffd",
        "read as Windows-1252",
        "no text could be read from page 3, 4: run OCR on it",
        "its front matter isn't valid YAML and was read as text",
        "characters that can't be stored are shown as \ufffd",
    ],
)
def test_notices_are_known_as_the_readers_write_them(notice: str) -> None:
    assert known(notice)
    stem = re.escape(notice.split("'")[0].split("(")[0][:18])
    assert any(re.search(stem, file.read_text("utf-8")) for file in (ROOT / "index").glob("*.py"))


def test_a_sentence_names_only_values_that_its_message_has() -> None:
    for row in tomllib.loads((ROOT / "page" / "texts" / "said.toml").read_text("utf-8"))["said"]:
        held = set(re.findall(r"\{(\w+)\}", row["is"]))
        for language in ("fr", "en"):
            assert set(re.findall(r"\{(\w+)\}", row.get(language, ""))) <= held, row["is"]
        assert row["fr"]


def test_values_are_kept_reasons_within_are_translated_and_paths_are_not_told() -> None:
    opened = "it can't be opened (Permission denied): check that it is there and its permissions"
    assert said(opened, FR).startswith("il ne peut pas être ouvert (accès refusé)")
    gone = (
        "a.pdf can't be read any more (a.pdf: it holds no text: put the article's text in it or remove it)."
    )
    assert said(gone, FR).startswith("a.pdf ne peut plus être lu : il ne contient pas de texte")
    for words in (FR, EN):
        assert "/srv" not in said("There is no library in /srv/secret: run `dossier index` first.", words)
    assert said("Never heard of.", FR).endswith("Never heard of.") and "anglais" in said(
        "Never heard of.", FR
    )
    assert said("Never heard of.", EN) == "Never heard of."


def test_reasons_and_notices_are_french_in_a_summary_and_in_the_reader() -> None:
    refused = Refused(
        "s.pdf", "unreadable", "it has no text layer: run OCR on it first, for example with ocrmypdf"
    )
    done = Summary(0, 0, 0, 0, 0, (), (), (refused,), (("b", "read as Windows-1252"),), 0.1)
    shown = summary(done, FR)
    assert "couche de texte" in shown and "lu comme du Windows" in shown and "OCR on it" not in shown
    noted = type(ARTICLES[0])(**{**vars(ARTICLES[0]), "notices": ("read as Windows-1252",)})
    assert "lu comme du Windows" in article(noted, (), 0, FR)
