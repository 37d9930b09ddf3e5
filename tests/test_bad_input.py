"""What people's folders really hold: files that are empty, broken, scanned, huge or in old encodings."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from index.sync import sync
from tests.conftest import ROOT
from tests.dossier_command import Ran, dossier
from tests.hashing_encoder import HashingEncoder

GOOD = (
    "Les pêcheurs de Douarnenez en grève\n\n"
    "Les pêcheurs de Douarnenez ont cessé le travail le 3 mars 2021. "
    "Yves Le Goff, leur porte-parole, a déposé un préavis de dix jours."
)
OLD = (
    "Le théâtre de Quimper rouvre ses portes\n\n"
    "Le théâtre de Quimper a rouvert le 9 septembre 2020 après deux années de travaux. "
    "Hélène Kerbrat dirige la maison depuis cet été ; l’œuvre choisie coûtait 20 € la place."
)


def scanned() -> bytes:
    """A PDF of one page with a drawing and no text, as a scanner makes them."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def fill(folder: Path) -> None:
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "old.txt").write_bytes(OLD.encode("cp1252"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_bytes(b" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "broken.pdf").write_bytes(scanned()[:200])
    (folder / "scanned.pdf").write_bytes(scanned())
    (folder / "not-really.docx").write_bytes(b"PK\x03\x04 this is no Word document")
    (folder / "empty.html").write_bytes(b"")
    (folder / "huge.txt").write_bytes(b"Bonjour tout le monde. " * 60_000)
    (folder / "bad.jsonl").write_bytes(
        b'{"id": 1, "text": "Il neige \xc3\xa0 Oslo depuis lundi."}\nnot JSON\n'
    )


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A library of a folder where most is wrong, and what indexing it printed."""
    home = tmp_path_factory.mktemp("messy")
    fill(home / "articles")
    with pytest.MonkeyPatch.context() as set:
        set.setenv("DOSSIER_MAX_FILE_MB", "1")
        ran = dossier("index", home / "articles", "--library", home / "library")
    return home / "library", ran


def line(ran: Ran, name: str) -> str:
    """What standard error says of a file: once, and on one line."""
    [found] = [told for told in ran.err.splitlines() if f": {name}: " in told]
    return found


def test_what_can_be_read_is_in_the_library(messy: tuple[Path, Ran]) -> None:
    library, ran = messy
    assert ran.code == 0  # something could be read
    assert ran.out.startswith("3 added, 0 changed, 0 removed, 0 unchanged, 9 not read;")
    assert len(ran.out.splitlines()) == 1
    with Library.open(library) as opened:
        view = opened.view()
        assert sorted(row.id for row in view.articles()) == ["bad.jsonl/1", "good.txt", "old.txt"]
        assert view.damage() is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty.txt", "empty"),
        ("blank.md", "empty"),
        ("binary.txt", "text"),
        ("broken.pdf", "PDF"),
        ("scanned.pdf", "OCR"),
        ("not-really.docx", "Word"),
        ("empty.html", "empty"),
        ("huge.txt", "over the limit of 1 MB"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(messy: tuple[Path, Ran], name: str, says: str) -> None:
    told = line(messy[1], name)
    assert told.startswith(f"not read: {name}: ")
    assert says in told
    assert "Traceback" not in messy[1].err


def test_a_bad_line_of_a_list_does_not_stop_its_neighbours(messy: tuple[Path, Ran]) -> None:
    [told] = [told for told in messy[1].err.splitlines() if "bad.jsonl" in told]
    assert "2" in told  # the line


def test_text_of_an_old_encoding_is_read_with_a_notice_and_can_be_cited(messy: tuple[Path, Ran]) -> None:
    library, ran = messy
    assert "Windows-1252" in line(ran, "old.txt") or "cp1252" in line(ran, "old.txt")
    asked = dossier("ask", "Quand le théâtre de Quimper a-t-il rouvert ?", "--json", "--library", library)
    assert asked.code == 0
    [answer] = asked.lines
    shown = answer["citations"] or answer["nearest"]
    assert shown and shown[0]["article"] == "old.txt"
    for citation in shown:
        if citation["article"] == "old.txt":
            assert OLD[citation["start"] : citation["end"]] == citation["quote"]


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "empty.txt").write_bytes(b"")
    ran = dossier("index", tmp_path / "articles", "--library", tmp_path / "library")
    assert ran.code == 1
    assert "empty.txt" in ran.err
    again = dossier("index", "--library", tmp_path / "library")  # it is told of each time
    assert (again.code, line(again, "empty.txt")) == (1, line(ran, "empty.txt"))


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    ran = dossier("index", tmp_path / "articles", "--library", tmp_path / "library")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("0 added")


def test_a_missing_folder_is_a_wrong_call_and_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = dossier("index", tmp_path / "nowhere", "--library", tmp_path / "library")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{tmp_path / 'nowhere'} isn't there: check the name.\n"
    assert not (tmp_path / "library").exists()


def test_a_kind_of_file_that_is_not_read_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"PK")
    ran = dossier("index", tmp_path / "table.xlsx", "--library", tmp_path / "library")
    assert (ran.code, ran.out) == (2, "")
    assert ".pdf" in ran.err  # what is read instead


def test_a_library_made_with_another_encoder_is_left_as_it_was(tmp_path: Path) -> None:
    encoder = HashingEncoder()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    library = tmp_path / "library"
    sync(
        library,
        [tmp_path / "articles"],
        settings=Settings(),
        encoder=lambda: encoder,
        fingerprint=encoder.fingerprint,
    )
    for command in (["index"], ["ask", "Qui est Yves Le Goff ?"], ["batch", "-"]):
        ran = dossier(*command, "--library", library)
        assert (ran.code, ran.out) == (1, "")
        assert "DOSSIER_ENCODER" in ran.err
        assert "hashing" in ran.err
        assert len(ran.err.splitlines()) == 1
    with Library.open(library) as opened:
        assert opened.view().passage_count == 1


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    library = tmp_path / "library"
    library.mkdir()
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.locks import one_writer\n"
        "with one_writer(Path(sys.argv[1])):\n    print('writing', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, library], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdin and first.stdout
        assert first.stdout.readline() == b"writing\n"
        ran = dossier("index", tmp_path / "articles", "--library", library)
        first.stdin.close()
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert f"process {first.pid} " in ran.err
    assert str(library) in ran.err
    assert "wait" in ran.err


def test_a_damaged_library_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite3").write_bytes(b"This is not SQLite. " * 1000)
    for command in (["ask", "Qui est Yves Le Goff ?"], ["index", tmp_path], ["doctor"]):
        ran = dossier(*command, "--library", tmp_path / "library")
        assert ran.code == 1
        assert str(tmp_path / "library") in ran.err + ran.out
        assert "Traceback" not in ran.err
