"""What users change in a library: titles, dates, removals. No sync undoes it, and no file is touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date

import pytest

from index.articles import Article
from index.corrections import Corrected, Field, checked_date, checked_title, corrections, removed_articles
from index.edits import correct, remove, reset, restore
from index.errors import EncoderMismatch, LibraryError, LibraryLocked, UsageError
from index.filters import Filters
from index.locks import one_writer
from index.settings import Settings
from index.store import FILE
from index.sync import forget
from tests.test_sync import Desk, desk

__all__ = ["desk"]


def _correct(desk: Desk, article: str, values: Mapping[Field, str | None]) -> Article:
    return correct(
        desk.folder,
        article,
        values,
        settings=Settings(),
        encoder=lambda: desk.encoder,
        fingerprint=desk.encoder.fingerprint,
    )


def _reset(desk: Desk, article: str) -> Article:
    return reset(
        desk.folder,
        article,
        settings=Settings(),
        encoder=lambda: desk.encoder,
        fingerprint=desk.encoder.fingerprint,
    )


def _restore(desk: Desk, article: str) -> None:
    restore(
        desk.folder,
        article,
        settings=Settings(),
        encoder=lambda: desk.encoder,
        fingerprint=desk.encoder.fingerprint,
    )


def test_a_corrected_title_and_date_are_what_everything_sees(desk: Desk) -> None:
    desk.sync(desk.articles)
    after = _correct(desk, "b.txt", {"title": "Vote du budget nantais", "published": "2021-03"})
    assert (after.title, after.published) == ("Vote du budget nantais", "2021-03")
    view = desk.view()
    assert view.article("b.txt").title == "Vote du budget nantais"
    row = next(row for row in view.articles() if row.id == "b.txt")
    assert (row.title, row.published) == ("Vote du budget nantais", "2021-03")
    in_march = Filters(since=date(2021, 3, 31), until=date(2021, 12, 31))
    assert [row.id for row in view.articles(in_march)] == ["b.txt"]
    assert {id.split("#")[0] for id, _ in view.by_words("budget", 5, in_march)} == {"b.txt"}
    question = desk.encoder.encode_query("nantais 2021 03")
    assert view.by_vector(question, 1)[0][0].startswith("b.txt#")
    assert view.damage() is None
    assert corrections(desk.folder, "b.txt")["published"] == Corrected("2021-03", None)


def test_a_correction_outlives_every_sync_until_it_is_reset(desk: Desk) -> None:
    path = desk.write("d.md", "---\ntitle: Les pluies\ndate: 2020-01-02\n---\nIl a plu à Quimper.\n")
    desk.sync(desk.articles)
    _correct(desk, "d.md", {"title": None, "published": "2020"})
    desk.sync()
    assert desk.view().article("d.md").published == "2020"
    path.write_text(
        "---\ntitle: La neige\ndate: 2020-02-03\n---\nIl a neigé à Quimper lundi.\n", encoding="utf-8"
    )
    assert desk.sync().read == ("d.md",)
    article = desk.view().article("d.md")
    assert (article.title, article.published) == (None, "2020")
    assert "neigé" in article.text
    assert desk.sync().changed == 0
    again = _reset(desk, "d.md")  # what the file says now, not when it was corrected
    assert (again.title, again.published) == ("La neige", "2020-02-03")
    assert corrections(desk.folder, "d.md") == {}
    assert desk.sync().changed == 0
    assert _reset(desk, "d.md") == again  # nothing to undo


def test_correcting_back_to_what_the_file_says_leaves_no_correction(desk: Desk) -> None:
    desk.sync(desk.articles)
    _correct(desk, "a.txt", {"published": "2022"})
    _correct(desk, "a.txt", {"published": "2023"})
    assert corrections(desk.folder, "a.txt") == {"published": Corrected("2023", None)}
    _correct(desk, "a.txt", {"published": None})
    assert corrections(desk.folder, "a.txt") == {}


def test_a_removed_article_stays_away_and_comes_back_whole(desk: Desk) -> None:
    desk.sync(desk.articles)
    assert remove(desk.folder, ["b.txt"]) == 1
    assert desk.ids() == ["2023/c.txt", "a.txt"]
    assert desk.found("budget municipal Nantes") == []
    assert (desk.articles / "b.txt").exists()
    report = desk.sync()
    assert (report.added, report.left_out) == (0, 1)
    desk.write(
        "b.txt", "Le budget de la ville\n\nLe conseil municipal de Nantes a voté un autre budget hier."
    )
    assert desk.sync().added == 0
    assert [one.article for one in removed_articles(desk.folder)] == ["b.txt"]
    _restore(desk, "b.txt")
    assert desk.found("autre budget Nantes")[0] == "b.txt"
    assert removed_articles(desk.folder) == []
    assert desk.sync().unchanged == 3
    assert desk.view().damage() is None


def test_one_line_of_a_file_of_many(desk: Desk) -> None:
    lines = [{"id": name, "text": f"La ville de {name} a voté son budget."} for name in ("Brest", "Lorient")]
    desk.write("lot.jsonl", "\n".join(json.dumps(line) for line in lines))
    desk.sync(desk.articles)
    remove(desk.folder, ["lot.jsonl/Brest"])
    _correct(desk, "lot.jsonl/Lorient", {"title": "Lorient vote"})
    desk.write("lot.jsonl", "\n".join(json.dumps(line) for line in [*lines, {"id": "x", "text": "Vannes."}]))
    assert desk.sync().read == ("lot.jsonl/x",)
    assert "lot.jsonl/Brest" not in desk.ids()
    assert desk.view().article("lot.jsonl/Lorient").title == "Lorient vote"


def test_a_correction_outlives_a_removal(desk: Desk) -> None:
    desk.sync(desk.articles)
    _correct(desk, "a.txt", {"published": "2022-05-12"})
    remove(desk.folder, ["a.txt"])
    with pytest.raises(UsageError, match="bring it back first"):
        _correct(desk, "a.txt", {"published": "2022"})
    _restore(desk, "a.txt")
    assert desk.view().article("a.txt").published == "2022-05-12"


def test_what_was_noted_before_a_kill_is_done_by_the_next_sync(desk: Desk) -> None:
    desk.sync(desk.articles)
    with closing(sqlite3.connect(desk.folder / FILE)) as connection, connection:
        connection.execute("INSERT INTO removed VALUES ('b.txt', 1, 'b.txt', NULL, NULL)")
        connection.execute("INSERT INTO corrections VALUES ('a.txt', 'published', '2022', NULL, 1)")
        connection.execute("UPDATE files SET reading = 0 WHERE name IN ('a.txt', 'b.txt')")
    desk.sync()
    assert desk.ids() == ["2023/c.txt", "a.txt"]
    assert desk.view().article("a.txt").published == "2022"


def test_letting_go_of_a_source_lets_go_of_its_changes(desk: Desk) -> None:
    desk.sync(desk.articles)
    remove(desk.folder, ["b.txt"])
    _correct(desk, "a.txt", {"title": "Autre"})
    forget(desk.folder, desk.articles)
    desk.sync(desk.articles)
    assert len(desk.ids()) == 3
    assert desk.view().article("a.txt").title != "Autre"


def test_a_wrong_call_says_what_to_do_and_changes_nothing(desk: Desk) -> None:
    with pytest.raises(LibraryError, match="dossier index"):
        remove(desk.folder, ["a.txt"])
    assert not desk.folder.exists()
    desk.sync(desk.articles)
    before = desk.view().generation
    for wrong in ("../a.txt", "a.txt\x00", "<b>", "\ud800"):
        with pytest.raises(UsageError):
            remove(desk.folder, ["a.txt", wrong])
        with pytest.raises(UsageError):
            _correct(desk, wrong, {"title": "x"})
    with pytest.raises(UsageError, match="was not removed"):
        _restore(desk, "a.txt")
    with one_writer(desk.folder), pytest.raises(LibraryLocked):
        remove(desk.folder, ["a.txt"])
    desk.encoder.fingerprint = "another"
    with pytest.raises(EncoderMismatch):
        _correct(desk, "a.txt", {"title": "x"})
    assert desk.view().generation == before and len(desk.ids()) == 3


def test_a_file_that_is_gone_can_not_come_back(desk: Desk) -> None:
    desk.sync(desk.articles)
    remove(desk.folder, ["b.txt"])
    (desk.articles / "b.txt").unlink()
    with pytest.raises(LibraryError, match="put the file back"):
        _restore(desk, "b.txt")
    assert [one.article for one in removed_articles(desk.folder)] == ["b.txt"]


def test_a_library_of_the_schema_before_is_read_and_brought_up_to_date(desk: Desk) -> None:
    desk.sync(desk.articles)
    with closing(sqlite3.connect(desk.folder / FILE)) as connection, connection:
        connection.execute("DROP TABLE corrections")
        connection.execute("DROP TABLE removed")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    assert len(desk.ids()) == 3
    assert removed_articles(desk.folder) == [] and corrections(desk.folder, "a.txt") == {}
    remove(desk.folder, ["a.txt"])
    assert desk.ids() == ["2023/c.txt", "b.txt"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2022", "2022"),
        ("2022-05", "2022-05"),
        (" 2022-05-11 ", "2022-05-11"),
        ("unknown", None),
        ("Inconnue", None),
    ],
)
def test_a_date_is_taken_at_the_precision_it_is_given_at(text: str, published: str | None) -> None:
    assert checked_date(text) == published


@pytest.mark.parametrize(
    "text", ["", "11 mai 2022", "2022-13", "2022-02-30", "2022-05-11T10:00", "22", "<b>"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="2022-05-11"):
        checked_date(text)


def test_a_title_is_one_line() -> None:
    assert checked_title("  La\n réunion\t") == "La réunion"
    assert checked_title(" ") is None
    with pytest.raises(UsageError):
        checked_title("x" * 501)
