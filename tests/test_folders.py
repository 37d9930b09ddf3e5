"""Files handed over to the page and folders named on it: what is taken, what is refused, where it lies."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import Library
from index.locks import one_writer
from index.settings import Settings, load_settings
from index.sync import sync
from page import uploads
from page.folders import Folders, LibraryBusy
from page.roots import allowed
from page.uploads import FOLDER, MOST_FILES, safe_name, take
from tests.hashing_encoder import HashingEncoder

ARTICLE = "La réunion de Marrakech\n\nLe Maroc a accueilli la réunion ministérielle le 11 mai 2022.\n"


class Desk:
    """A library, its folders as the page has them, and a visitor's own files."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.root = root
        self.encoder = HashingEncoder()
        self.settings = Settings(library=root / "library", **settings)  # type: ignore[arg-type]
        self.folders = self.made()
        (root / "mine").mkdir()

    def made(self, *, restricted: bool = False) -> Folders:
        return Folders(
            self.settings,
            lambda: self.encoder,
            restricted=restricted,
            fingerprint=self.encoder.fingerprint,
        )

    def file(self, text: str = ARTICLE, name: str = "a.txt") -> Path:
        path = self.root / "mine" / name
        path.write_text(text, encoding="utf-8")
        return path

    def ids(self) -> list[str]:
        with Library.open(self.settings.library) as library:
            return [row.id for row in library.view().articles()]

    def found(self, words: str) -> list[str]:
        with Library.open(self.settings.library) as library:
            return [id.split("#")[0] for id, _ in library.view().by_words(words, 5)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("article.txt", "article.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.html", "boot.html"),
        ("/abs/olute.PDF", "olute.PDF"),
        (".hidden.txt", "hidden.txt"),
        ("...txt", "article.txt"),
        (".jsonl.gz", "article.jsonl.gz"),
        ("", "article"),
        ("a\x00b\n.txt", "a b.txt"),
        ("loi\u202etxt.exe.md", "loi txt.exe.md"),
        ("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt"),
        ("con.txt", "_con.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("moiti\ud800.txt", "moiti.txt"),
        ("lot.jsonl.gz", "lot.jsonl.gz"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str, tmp_path: Path) -> None:
    safe = safe_name(name)
    assert safe == kept
    assert (tmp_path / safe).parent == tmp_path and not safe.startswith(".")


def test_an_endless_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("é" * 5000 + ".jsonl.gz")
    assert name.endswith("é.jsonl.gz") and len(name.encode()) < 140


def test_a_file_can_be_asked_about_as_soon_as_it_was_handed_over(desk: Desk) -> None:
    seen: list[tuple[float, float, str]] = []
    summary = desk.folders.upload([("a.txt", desk.file())], lambda *step: seen.append(step))
    assert (summary.added, summary.read, summary.refused) == (1, ("uploads/a.txt",), ())
    assert desk.found("réunion Marrakech") == ["uploads/a.txt"]
    assert seen[0][0] == 0 and seen[-1][0] == seen[-1][1] > 0 and seen[-1][2] == "a.txt"
    assert desk.file().exists()


def test_the_same_file_twice_is_one_and_another_of_its_name_is_another(desk: Desk) -> None:
    path = desk.file()
    desk.folders.upload([("a.txt", path)])
    assert desk.folders.upload([("A.TXT", path)]).added == 0
    other = desk.file("Une grève\n\nLes pilotes font grève jeudi à Nantes.\n", "b.txt")
    assert desk.folders.upload([("../a.txt", other)]).read == ("uploads/a (2).txt",)
    assert desk.ids() == ["uploads/a (2).txt", "uploads/a.txt"]


def test_what_is_refused_is_named_with_its_reason(tmp_path: Path) -> None:
    desk = Desk(tmp_path, max_file_mb=0.001)
    scan = desk.file("%PDF-1.4 nothing", "scan.pdf")
    files = [
        ("a.txt", desk.file()),
        ("run.exe", desk.file("MZ", "run.exe")),
        ("vide.txt", desk.file("", "vide.txt")),
        ("long.txt", desk.file("mot " * 1000, "long.txt")),
        ("scan.pdf", scan),
    ]
    summary = desk.folders.upload(files)
    why = {one.name: one.why for one in summary.refused}
    assert why == {
        "run.exe": "kind",
        "vide.txt": "empty",
        "long.txt": "size",
        "uploads/scan.pdf": "unreadable",
    }
    assert all(one.reason for one in summary.refused)
    held = [path.name for path in (desk.settings.library / FOLDER).iterdir()]
    assert held == ["a.txt"]  # nor is a copy kept of what can't be read


def test_number_and_room_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("texte", encoding="utf-8")
    taken, refused = take(tmp_path / "up", [(f"{n}.txt", path) for n in range(MOST_FILES + 1)], 1000)
    assert (len(taken), [one.why for one in refused]) == (MOST_FILES, ["count"])
    monkeypatch.setattr(uploads, "MOST_BYTES", MOST_FILES * 5 + 4)
    taken, refused = take(tmp_path / "up", [("neu.txt", path)], 1000)
    assert (taken, [one.why for one in refused]) == ([], ["full"])


def test_nothing_to_take_up_makes_no_library(desk: Desk) -> None:
    summary = desk.folders.upload([("run.exe", desk.file("MZ", "run.exe"))])
    assert summary.refused[0].why == "kind" and summary.added == 0
    with pytest.raises(UsageError, match="choose"):
        desk.folders.upload([])
    assert desk.folders.sources() == [] and desk.folders.removed() == []


def test_a_removed_upload_comes_back_when_it_is_handed_over_again(desk: Desk) -> None:
    desk.folders.upload([("a.txt", desk.file())])
    desk.folders.remove("uploads/a.txt")
    assert desk.ids() == [] and [one.article for one in desk.folders.removed()] == ["uploads/a.txt"]
    desk.folders.update()
    assert desk.ids() == []
    summary = desk.folders.upload([("a.txt", desk.file())])
    assert (summary.added, summary.read, summary.left_out) == (1, ("uploads/a.txt",), 0)
    assert desk.found("réunion Marrakech") == ["uploads/a.txt"]
    desk.folders.remove("uploads/a.txt")
    desk.folders.restore("uploads/a.txt")
    assert desk.ids() == ["uploads/a.txt"]


def test_a_title_and_a_date_are_corrected_in_place(desk: Desk) -> None:
    desk.folders.upload([("a.txt", desk.file())])
    desk.folders.correct("uploads/a.txt", title=" Le Maroc\naccueille ", date="2022-05")
    with Library.open(desk.settings.library) as library:
        article = library.view().article("uploads/a.txt")
    assert (article.title, article.published) == ("Le Maroc accueille", "2022-05")
    assert set(desk.folders.corrections("uploads/a.txt")) == {"title", "published"}
    desk.folders.reset("uploads/a.txt")
    assert desk.folders.corrections("uploads/a.txt") == {}
    for wrong in ({"date": "11 mai"}, {}):
        with pytest.raises(UsageError):
            desk.folders.correct("uploads/a.txt", **wrong)


def test_a_folder_is_named_and_let_go_of(desk: Desk) -> None:
    desk.file()
    slug = "Par Jean Dupont\n\n" + ARTICLE
    desk.file(slug, "b.txt")
    summary = desk.folders.name(str(desk.root / "mine"))
    assert summary.added == 2
    assert [(one.article, one.shown) for one in summary.masked] == [("b.txt", ("Par Jean Dupont",))]
    assert [(one.name, one.articles) for one in desk.folders.sources()] == [("mine", 2)]
    desk.folders.upload([("a.txt", desk.file())])  # its id doesn't clash
    assert desk.folders.forget("mine") == 2
    assert desk.ids() == ["uploads/a.txt"] and desk.file().exists()
    with pytest.raises(UsageError, match="no source"):
        desk.folders.forget("../mine")


def test_folders_with_files_of_the_same_names_go_side_by_side(desk: Desk) -> None:
    for name in ("une", "deux à part", "x/deux à part", "y/deux à part"):
        (desk.root / name).mkdir(parents=True)
        (desk.root / name / "a.txt").write_text(f"{ARTICLE}\nDans {name}.\n", encoding="utf-8")
        desk.folders.name(str(desk.root / name))
    ids = {"a.txt", "deux à part/a.txt", "deux à part 2/a.txt", "deux à part 3/a.txt"}
    assert set(desk.ids()) == ids
    assert desk.folders.update().unchanged == 4


def test_uploads_lie_beside_a_folder_that_holds_the_library(desk: Desk) -> None:
    (desk.root / "top.txt").write_text(ARTICLE, encoding="utf-8")
    desk.folders.name(str(desk.root))
    desk.folders.upload([("u.txt", desk.file("Autre\n\nLa mer monte à Brest.\n", "u.txt"))])
    assert sorted(desk.ids()) == ["top.txt", "uploads/u.txt"]


# Which folders may be named


def test_from_elsewhere_only_what_lies_below_the_roots(tmp_path: Path) -> None:
    root, outside = tmp_path / "press", tmp_path / "private"
    for folder in (root / "2022", outside):
        folder.mkdir(parents=True)
    (root / "out").symlink_to(outside)
    assert allowed(str(root / "2022"), [root]) == root / "2022"
    assert allowed(str(root), [root]) == root
    hostile = [
        str(outside),
        str(root / ".." / "private"),
        str(root / "out"),
        str(tmp_path / "press-other"),
        "/",
        "/etc",
        "/nowhere/at/all",
    ]
    said = set()
    for named in hostile:
        with pytest.raises(UsageError) as raised:
            allowed(named, [root])
        said.add(str(raised.value))
    assert len(said) == 1  # what is there and what isn't are told apart by nothing
    for named in ("", "press", "~", "~root/x", "\x00", "\ud800", "../x"):
        with pytest.raises(UsageError):
            allowed(named, [root])
    with pytest.raises(UsageError, match="DOSSIER_ROOTS"):
        allowed(str(root), [])


def test_a_restricted_page_shows_no_path(tmp_path: Path) -> None:
    desk = Desk(tmp_path, roots=(tmp_path / "mine",))
    desk.file()
    remote = desk.made(restricted=True)
    assert remote.may_name
    assert remote.name(str(tmp_path / "mine")).added == 1
    assert [one.path for one in remote.sources()] == [None]
    with pytest.raises(UsageError):
        remote.name(str(tmp_path))


def test_a_folder_that_is_gone_is_told_of_without_its_path_where_none_is_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path, roots=(tmp_path / "mine",))
    kept = desk.file()
    desk.made(restricted=True).name(str(kept.parent))
    kept.unlink()
    kept.parent.rmdir()
    (refused,) = desk.made(restricted=True).update().refused
    assert refused.name == "mine"
    (shown,) = desk.made().update().refused
    assert shown.name == str(tmp_path / "mine")


def test_roots_are_written_as_paths_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_ROOTS", "/srv/press:/srv/archive")
    assert load_settings().roots == (Path("/srv/press"), Path("/srv/archive"))


# While others work


def test_one_change_at_a_time_and_a_kind_word_to_the_others(desk: Desk) -> None:
    desk.folders.upload([("a.txt", desk.file())])
    inside, go_on = threading.Event(), threading.Event()

    def wait(*_: object) -> None:
        inside.set()
        assert go_on.wait(30)

    other = desk.file("La grève\n\nLes pilotes font grève à Nantes.\n", "b.txt")
    work = threading.Thread(target=lambda: desk.folders.upload([("b.txt", other)], wait))
    work.start()
    try:
        assert inside.wait(30)
        for change in (lambda: desk.folders.remove("uploads/a.txt"), lambda: desk.made().update()):
            with pytest.raises(LibraryBusy, match="try again"):
                change()
        assert desk.found("réunion Marrakech") == ["uploads/a.txt"]  # questions go on
    finally:
        go_on.set()
        work.join(30)
    assert desk.found("pilotes grève") == ["uploads/b.txt"]


def test_another_process_that_writes_is_not_named_to_visitors(desk: Desk) -> None:
    sync(
        desk.settings.library,
        [desk.file().parent],
        settings=desk.settings,
        encoder=lambda: desk.encoder,
        fingerprint="hashing",
    )
    with one_writer(desk.settings.library), pytest.raises(LibraryBusy) as raised:
        desk.folders.update()
    assert "process" not in str(raised.value)
    desk.folders.update()


def test_a_run_that_is_stopped_frees_what_it_held(desk: Desk) -> None:
    class Stopped(Exception):
        pass

    def stop(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        desk.folders.upload([("a.txt", desk.file())], stop)
    assert desk.folders.upload([("a.txt", desk.file())]).read == ("uploads/a.txt",)
