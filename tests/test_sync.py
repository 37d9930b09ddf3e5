"""The library follows its sources: what was added, changed, removed, and what can't be read."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.errors import EncoderMismatch, LibraryError, LibraryLocked, UsageError
from index.library import Library, View
from index.locks import one_writer
from index.settings import Settings
from index.sync import Report, forget, sync
from tests.hashing_encoder import HashingEncoder

ROOT = Path(__file__).parent.parent


@dataclass
class Desk:
    """A library with its articles' folder, as a user has them."""

    folder: Path
    articles: Path
    encoder: HashingEncoder = field(default_factory=HashingEncoder)

    def write(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def sync(self, *paths: Path, name: str | None = None, **settings: float) -> Report:
        return sync(
            self.folder,
            paths,
            settings=Settings(**settings),  # type: ignore[arg-type]
            name=name,
            encoder=lambda: self.encoder,
            fingerprint=self.encoder.fingerprint,
        )

    def view(self) -> View:
        return Library.open(self.folder).view()

    def ids(self) -> list[str]:
        return sorted(row.id for row in self.view().articles())

    def found(self, question: str) -> list[str]:
        """Articles by words and by vector, both of which must know the same."""
        view = self.view()
        by_words = [id.split("#")[0] for id, _ in view.by_words(question, 5)]
        by_vector = [id.split("#")[0] for id, _ in view.by_vector(self.encoder.encode_query(question), 5)]
        assert not by_words or by_words[0] in by_vector
        return by_words


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "library", tmp_path / "articles")
    desk.write(
        "a.txt", "La réunion de Marrakech\n\nLe Maroc a accueilli la réunion ministérielle le 11 mai 2022."
    )
    desk.write("b.txt", "Le budget de la ville\n\nLe conseil municipal de Nantes a voté le budget jeudi.")
    desk.write("2023/c.txt", "Une grève des pilotes\n\nLes pilotes ont annoncé une grève de trois jours.")
    return desk


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_articles_are_found_once_indexed(desk: Desk) -> None:
    report = desk.sync(desk.articles)
    assert counts(report) == (3, 0, 0, 0)
    assert report.passages == report.encoded >= 3
    assert desk.ids() == ["2023/c.txt", "a.txt", "b.txt"]
    assert desk.found("réunions à Marrakech")[0] == "a.txt"


def test_added_changed_removed_and_renamed_files(desk: Desk) -> None:
    desk.sync(desk.articles)
    desk.write(
        "b.txt", "Le budget de la région\n\nLe conseil régional de Bretagne a rejeté la proposition vendredi."
    )
    desk.write("d.txt", "Inondations\n\nLa rivière a débordé à Quimper.")
    (desk.articles / "2023/c.txt").unlink()
    assert counts(desk.sync()) == (1, 1, 1, 1)
    assert desk.ids() == ["a.txt", "b.txt", "d.txt"]
    assert desk.found("Quimper") == ["d.txt"]
    assert desk.found("Nantes") == []
    assert desk.found("pilotes") == []

    encoded = desk.encoder.encoded
    (desk.articles / "d.txt").rename(desk.articles / "e.txt")
    assert counts(desk.sync()) == (1, 0, 1, 2)
    assert desk.found("Quimper") == ["e.txt"]
    assert desk.encoder.encoded == encoded  # the same text was encoded before


def test_an_article_may_come_and_go_many_times(desk: Desk) -> None:
    for number in range(20):
        desk.write(f"{number}.txt", f"Séance {number}\n\nLe conseil de la ville a délibéré {number} fois.")
    desk.sync(desk.articles)
    for round in range(6):
        desk.write("b.txt", f"Numéro\n\nIl est question de l'affaire{round} et de rien d'autre.")
        assert counts(desk.sync()) == (0, 1, 0, 22)
        assert desk.found(f"affaire{round} et rien d'autre")[0] == "b.txt"
        assert desk.view().damage() is None


def test_all_articles_may_go(desk: Desk) -> None:
    desk.sync(desk.articles)
    for path in desk.articles.rglob("*.txt"):
        path.unlink()
    assert counts(desk.sync()) == (0, 0, 3, 0)
    assert desk.ids() == []
    assert desk.found("Marrakech") == []


def test_a_touched_file_is_unchanged(desk: Desk) -> None:
    desk.sync(desk.articles)
    generation = desk.view().generation
    os.utime(desk.articles / "a.txt", (1, 1))
    assert counts(desk.sync()) == (0, 0, 0, 3)
    assert desk.view().generation == generation


def test_an_edit_within_the_clock_tick_of_a_run_is_seen(desk: Desk) -> None:
    path = desk.write("a.txt", "Titre\n\nIl y avait 11 ministres.")
    desk.sync(desk.articles)
    stat = path.stat()
    desk.write("a.txt", "Titre\n\nIl y avait 12 ministres.")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # a coarse clock: size and time are the same
    assert counts(desk.sync()) == (0, 1, 0, 2)


def test_a_run_with_nothing_new_loads_nothing(desk: Desk) -> None:
    desk.sync(desk.articles)
    desk.sync()
    code = """
import sys
from pathlib import Path
from index.settings import Settings
from index.sync import sync
def encoder():
    raise AssertionError("the encoder was asked for")
report = sync(Path(sys.argv[1]), [], settings=Settings(), encoder=encoder, fingerprint="hashing")
assert report.unchanged == 3 and report.encoded == 0, report
heavy = {"torch", "chromadb", "llama_index", "sentence_transformers", "openvino", "tantivy", "numpy"}
print(sorted(heavy & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(desk.folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_named_sources_are_synced_and_the_others_left(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "z.txt").write_text("Zoo\n\nUn lion est né au zoo.", encoding="utf-8")
    desk.sync(desk.articles)
    desk.sync(other)
    (desk.articles / "a.txt").unlink()
    (other / "z.txt").unlink()
    assert counts(desk.sync(other)) == (0, 0, 1, 0)
    assert desk.ids() == ["2023/c.txt", "a.txt", "b.txt"]
    assert counts(desk.sync()) == (0, 0, 1, 2)


def test_one_file_can_be_a_source(desk: Desk) -> None:
    assert counts(desk.sync(desk.articles / "2023" / "c.txt")) == (1, 0, 0, 0)
    assert desk.ids() == ["c.txt"]


def test_an_id_from_two_sources_is_refused_unless_prefixed(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Autre\n\nUn autre article du même nom.", encoding="utf-8")
    desk.sync(desk.articles)
    with pytest.raises(UsageError) as caught:
        desk.sync(other)
    assert str(other) in str(caught.value)
    assert str(desk.articles) in str(caught.value)
    assert "--as" in str(caught.value)
    assert desk.ids() == ["2023/c.txt", "a.txt", "b.txt"]
    assert [source.path for source in desk.view().sources()] == [desk.articles]

    desk.sync(other, name="presse")
    assert desk.ids() == ["2023/c.txt", "a.txt", "b.txt", "presse/a.txt"]
    assert counts(desk.sync()) == (0, 0, 0, 4)  # the name is remembered
    assert [source.name for source in desk.view().sources()] == ["articles", "presse"]


@pytest.mark.parametrize("inner", ["2023", "a.txt"])
def test_a_source_within_a_source_is_refused(desk: Desk, inner: str) -> None:
    desk.sync(desk.articles)
    with pytest.raises(UsageError, match="hold the same files"):
        desk.sync(desk.articles / inner, name="again")


def test_wrong_calls_are_refused(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="corpus"):
        desk.sync()
    with pytest.raises(UsageError, match="nowhere"):
        desk.sync(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="can't be used"):
        desk.sync(desk.articles, name="../up")
    assert not desk.folder.exists()


def test_the_corpus_is_the_source_when_there_is_no_other(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.articles.rename(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    assert desk.sync().added == 3


def test_articles_of_a_disk_that_is_unplugged_are_kept(desk: Desk, tmp_path: Path) -> None:
    desk.sync(desk.articles)
    desk.articles.rename(tmp_path / "unplugged")
    report = desk.sync()
    assert [failed.path for failed in report.failed] == [str(desk.articles)]
    assert "3 articles are kept" in report.failed[0].reason
    assert len(desk.ids()) == 3
    assert desk.found("Marrakech") == ["a.txt"]

    assert forget(desk.folder, desk.articles) == 3
    assert desk.ids() == []
    assert (tmp_path / "unplugged" / "a.txt").exists()
    with pytest.raises(UsageError, match="not a source"):
        forget(desk.folder, desk.articles)


def test_a_file_that_cannot_be_read_is_told_of_each_time(desk: Desk) -> None:
    desk.sync(desk.articles)
    desk.write("a.txt", "x" * 2_000_000)
    report = desk.sync(max_file_mb=1)
    assert [failed.path for failed in report.failed] == ["a.txt"]
    assert counts(report) == (0, 0, 1, 2)
    assert [failed.path for failed in desk.sync(max_file_mb=1).failed] == ["a.txt"]
    report = desk.sync(max_file_mb=10)  # the limit was raised
    assert counts(report) == (1, 0, 0, 2)
    assert report.failed == ()


def test_a_list_of_articles_is_read_line_by_line(desk: Desk) -> None:
    lines = [
        {"id": n, "title": f"Dépêche {n}", "text": f"Le ministre{n} est arrivé à Paris."} for n in range(20)
    ]
    desk.write("wire.jsonl", "\n".join(map(json.dumps, lines)))
    assert desk.sync(desk.articles).added == 23
    encoded = desk.encoder.encoded
    lines[3]["text"] = "Le ministre3 est parti à Rome."
    desk.write("wire.jsonl", "\n".join(map(json.dumps, [*lines, {"id": 99, "text": "Il neige à Oslo."}])))
    assert counts(desk.sync()) == (1, 1, 0, 22)
    assert desk.encoder.encoded == encoded + 2
    assert desk.found("ministre3 Rome")[0] == "wire.jsonl/3"


def test_a_long_run_publishes_on_its_way(desk: Desk) -> None:
    lines = [{"id": n, "text": f"Le ministre{n} est arrivé à Paris."} for n in range(2100)]
    desk.write("wire.jsonl", "\n".join(map(json.dumps, lines)))
    assert desk.sync(desk.articles / "wire.jsonl").added == 2100
    assert desk.view().generation == 2
    assert desk.view().damage() is None
    (passage, _), *_ = desk.view().by_words("Le ministre2099 est arrivé à Paris.", 5)
    assert passage.startswith("wire.jsonl/2099#")


def test_odd_characters_do_no_harm(desk: Desk) -> None:
    desk.write(
        "wire.jsonl", r'{"id": "x", "title": "demi \ud83d", "text": "Un \ud800 mot\u0000coupé à Vienne."}'
    )
    assert desk.sync(desk.articles).added == 4
    assert desk.found("Vienne \ud800 \x00") == ["wire.jsonl/x"]
    view = desk.view()
    article = view.article("wire.jsonl/x")
    [passage] = view.passages([id for id, _ in view.by_words("Vienne", 1)])
    assert article.text[passage.start : passage.end] == passage.text
    passage.text.encode()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
def test_names_that_are_not_unicode_are_kept_apart(desk: Desk) -> None:
    for name in (b"/\xe9t\xe9.txt", b"/\xe8t\xe8.txt"):
        shutil.copy(os.fsencode(desk.articles / "a.txt"), os.fsencode(desk.articles) + name)
    report = desk.sync(desk.articles)
    assert report.added == 4
    assert [failed.reason for failed in report.failed] == ["another file's name reads the same: rename one"]
    assert counts(desk.sync()) == (0, 0, 0, 4)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_opened_is_kept(desk: Desk) -> None:
    desk.sync(desk.articles)
    (desk.articles / "2023").chmod(0)
    (desk.articles / "a.txt").chmod(0)
    os.utime(desk.articles / "a.txt", (1, 1))
    report = desk.sync()
    (desk.articles / "2023").chmod(0o755)
    assert sorted(failed.path for failed in report.failed) == ["2023", "a.txt"]
    assert desk.ids() == ["2023/c.txt", "a.txt", "b.txt"]


def test_the_library_itself_is_no_source(desk: Desk) -> None:
    desk.folder = desk.articles / "lib"
    desk.sync(desk.articles)
    (desk.folder / "note.txt").write_text("Pas un article.", encoding="utf-8")
    assert counts(desk.sync()) == (0, 0, 0, 3)


def test_another_encoder_is_refused(desk: Desk) -> None:
    desk.sync(desk.articles)
    desk.encoder = HashingEncoder(fingerprint="other-model")
    with pytest.raises(EncoderMismatch, match="hashing and other-model"):
        desk.sync()


def test_a_second_writer_is_told_who_writes(desk: Desk) -> None:
    desk.folder.mkdir()
    with one_writer(desk.folder), pytest.raises(LibraryLocked) as caught:
        desk.sync(desk.articles)
    assert f"process {os.getpid()} " in str(caught.value)
    assert desk.sync(desk.articles).added == 3


def _break(desk: Desk, how: str) -> None:
    [snapshot] = [path for path in (desk.folder / "snapshots").iterdir() if path.is_dir()]
    if how == "removed":
        shutil.rmtree(snapshot)
    elif how == "all snapshots removed":
        shutil.rmtree(snapshot.parent)
    elif how == "cut short":
        for path in (*(snapshot / "chroma").glob("*/*"), *(snapshot / "lexicon").glob("*.term")):
            path.write_bytes(path.read_bytes()[:10])
    elif how == "emptied":
        (snapshot / "chroma" / "chroma.sqlite3").write_bytes(b"")
    elif how == "another's":
        (snapshot / "generation.json").write_text(
            '{"generation": 99, "passages": 1, "files": {}, "deleted": 0}'
        )


@pytest.mark.parametrize("how", ["removed", "all snapshots removed", "cut short", "emptied", "another's"])
def test_a_damaged_snapshot_is_told_of_and_repaired_without_encoding(desk: Desk, how: str) -> None:
    desk.sync(desk.articles)
    encoded = desk.encoder.encoded
    _break(desk, how)
    with pytest.raises(LibraryError, match="run `dossier index`"):
        desk.view()
    assert counts(desk.sync()) == (0, 0, 0, 3)
    assert desk.encoder.encoded == encoded
    assert desk.found("réunion à Marrakech")[0] == "a.txt"
    assert desk.view().damage() is None
    assert len(list((desk.folder / "snapshots").glob("*.damaged"))) == 0


def test_a_snapshot_of_an_earlier_layout_is_read_and_made_anew_by_a_sync(desk: Desk) -> None:
    desk.sync(desk.articles)
    encoded = desk.encoder.encoded
    [manifest] = desk.folder.glob("snapshots/*/generation.json")
    earlier = json.loads(manifest.read_text())
    del earlier["layout"]
    manifest.write_text(json.dumps(earlier))
    assert desk.found("réunion à Marrakech")[0] == "a.txt"
    assert counts(desk.sync()) == (0, 0, 0, 3)
    assert desk.encoder.encoded == encoded
    [anew] = desk.folder.glob("snapshots/*/generation.json")
    assert anew != manifest
    desk.sync()
    assert [*desk.folder.glob("snapshots/*/generation.json")] == [anew]
    assert desk.found("réunion à Marrakech")[0] == "a.txt"


def test_damage_that_only_searching_shows_is_repaired_too(desk: Desk) -> None:
    desk.sync(desk.articles)
    [chroma] = desk.folder.glob("snapshots/*/chroma/chroma.sqlite3")
    chroma.write_bytes(b"junk" * (chroma.stat().st_size // 4))
    view = desk.view()
    with pytest.raises(LibraryError, match="run `dossier index`"):
        view.by_vector(desk.encoder.encode_query("Marrakech"), 3)
    assert counts(desk.sync()) == (0, 0, 0, 3)
    assert desk.found("Marrakech") == ["a.txt"]


def test_damage_that_nobody_has_seen_yet_does_not_stop_a_run(desk: Desk) -> None:
    for number in range(20):
        desk.write(f"{number}.txt", f"Séance {number}\n\nLe conseil de la ville a délibéré {number} fois.")
    desk.sync(desk.articles)
    [chroma] = desk.folder.glob("snapshots/*/chroma/chroma.sqlite3")
    chroma.write_bytes(b"junk" * (chroma.stat().st_size // 4))
    desk.write("d.txt", "Inondations\n\nLa rivière a débordé à Quimper.")
    assert counts(desk.sync()) == (1, 0, 0, 23)
    assert desk.found("Quimper") == ["d.txt"]
    assert desk.view().damage() is None


def _sql(desk: Desk, statement: str) -> None:
    connection = sqlite3.connect(desk.folder / "library.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()


def _say_of(call: object, *arguments: Sequence[object]) -> str:
    assert callable(call)
    with pytest.raises(LibraryError) as caught:
        call(*arguments)
    return str(caught.value)


def test_a_library_that_cannot_be_used_is_told_of_in_a_sentence(desk: Desk) -> None:
    assert "run `dossier index`" in _say_of(desk.view)
    desk.sync(desk.articles)
    _sql(desk, "UPDATE meta SET value = '999' WHERE key = 'schema'")
    assert "schema 999" in _say_of(desk.view)
    assert "schema 999" in _say_of(desk.sync)
    (desk.folder / "library.sqlite3").write_bytes(b"This is not SQLite. " * 1000)
    for suffix in ("-wal", "-shm"):
        (desk.folder / f"library.sqlite3{suffix}").unlink(missing_ok=True)
    assert "can't be used" in _say_of(desk.view)
    assert "can't be used" in _say_of(desk.sync)
