"""What a reader sees of the library: search, filters, passages, and generations."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderMismatch, LibraryError
from index.filters import EVERYTHING, Filters
from index.library import Library, View
from index.settings import Settings
from index.snapshot import Entry
from index.sync import sync
from index.vectors import Vectors
from tests.hashing_encoder import HashingEncoder

ENCODER = HashingEncoder()
WORDS = ("ministre", "accord", "budget", "grève", "pilote", "rivière", "école", "match", "usine", "procès")


def article(number: int) -> str:
    """Half of them dated, to a month, as some files write it."""
    word = WORDS[number % len(WORDS)]
    head = f" date 2022-{number % 12 + 1:02} " if number % 2 else f"Le {word} de la ville numéro {number}\n\n"
    return head + f"Le {word} numéro {number} est arrivé à la mairie de Quimper avec un rapport. " * 3


def index(library: Path, articles: Path) -> None:
    sync(library, [articles], settings=Settings(), encoder=lambda: ENCODER, fingerprint="hashing")


def make(folder: Path, count: int) -> tuple[Path, Path]:
    articles = folder / "articles"
    articles.mkdir()
    for number in range(count):
        (articles / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    index(folder / "library", articles)
    return folder / "library", articles


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    library, _ = make(tmp_path_factory.mktemp("library"), 60)
    return Library.open(library).view()


QUESTION = ENCODER.encode_query("le ministre est arrivé à la mairie")


def test_passages_stand_where_they_say(view: View) -> None:
    hits = view.by_words("ministre", 20)
    passages = view.passages([id for id, _ in hits])
    assert [passage.id for passage in passages] == [id for id, _ in hits]
    for passage in passages:
        text = view.article(passage.article).text
        assert text[passage.start : passage.end] == passage.text
        assert "ministre" in passage.text


def test_by_vector_gives_cosines_best_first(view: View) -> None:
    hits = view.by_vector(QUESTION, 20)
    cosines = [cosine for _, cosine in hits]
    assert cosines == sorted(cosines, reverse=True)
    assert len(hits) == 20
    assert "ministre" in view.passages([hits[0][0]])[0].text
    exact = dict(view.by_vector(QUESTION, 10**6, Filters(articles=tuple(r.id for r in view.articles()[:-1]))))
    for id, cosine in hits:
        assert cosine == pytest.approx(exact.get(id, cosine), abs=1e-5)


@pytest.mark.parametrize("k", [0, -1, 1, 10**6])
def test_k_may_be_anything(view: View, k: int) -> None:
    wanted = min(max(k, 0), view.passage_count)
    assert len(view.by_vector(QUESTION, k)) == wanted
    assert len(view.by_words("mairie de Quimper", k)) == wanted


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since=date(2022, 6, 30)),
        Filters(until=date(2022, 3, 1)),
        Filters(since=date(2022, 2, 10), until=date(2022, 2, 11)),
        Filters(languages=("fr",)),
        Filters(languages=("en", "xx")),
        Filters(articles=("001.txt", "002.txt", "nothing")),
        Filters(articles=tuple(f"{n:03}.txt" for n in range(40_000))),
        Filters(sources=("articles",), since=date(2022, 6, 1)),
        Filters(sources=("other",)),
    ],
)
def test_filters_are_hard_in_both_searches(view: View, filters: Filters) -> None:
    passing = {row.id for row in view.articles(filters)}
    by_vector = {id.split("#")[0] for id, _ in view.by_vector(QUESTION, 1000, filters)}
    by_words = {id.split("#")[0] for id, _ in view.by_words("mairie de Quimper", 1000, filters)}
    assert by_vector == by_words == passing


def test_dates_pass_where_they_overlap(view: View) -> None:
    february = Filters(since=date(2022, 2, 28), until=date(2022, 4, 1))
    assert {row.published for row in view.articles(february)} == {"2022-02", "2022-04"}
    assert view.undated(february) == 30
    assert view.undated(replace(february, articles=("000.txt", "001.txt"))) == 1
    assert view.undated(Filters(languages=("fr",))) == 0


def test_chroma_filters_as_sqlite_does(tmp_path: Path) -> None:
    """The library asks Chroma to filter only when much passes; here it is asked directly."""
    days = [None, (20220501, 20220531), (20220511, 20220511), (20230101, 20231231)]
    entries = [
        Entry(
            f"{n}#0-1",
            str(n),
            f"s{n % 2}",
            ["fr", "en", None][n % 3],
            (days[n % 4] or (None, None))[0],
            (days[n % 4] or (None, None))[1],
            None,
            "x",
            v,
        )
        for n, v in enumerate(np.eye(24, dtype=np.float32))
    ]
    vectors = Vectors(tmp_path / "chroma", create=True)
    vectors.add(entries)
    for filters, wanted in [
        (EVERYTHING, set(range(24))),
        (Filters(since=date(2022, 5, 12)), {n for n in range(24) if n % 4 in (1, 3)}),
        (Filters(until=date(2022, 5, 10)), {n for n in range(24) if n % 4 == 1}),
        (Filters(languages=("fr",), sources=("s0",)), {n for n in range(24) if n % 3 == 0 and n % 2 == 0}),
        (Filters(articles=("3", "4")), {3, 4}),
        (Filters(articles=("nothing",)), set()),
    ]:
        found = vectors.search(entries[3].vector, 24, filters)
        assert {int(id.split("#")[0]) for id, _ in found} == wanted
        assert dict(found).get("3#0-1", 1.0) == pytest.approx(1.0)
    vectors.close()


def test_llama_index_reads_the_same_collection(view: View) -> None:
    from llama_index.core.vector_stores.types import VectorStoreQuery

    store = view.vector_store()
    result = store.query(VectorStoreQuery(query_embedding=QUESTION.tolist(), similarity_top_k=5))
    assert result.ids == [id for id, _ in view.by_vector(QUESTION, 5)]
    assert result.nodes
    [passage] = view.passages([result.nodes[0].node_id])
    assert result.nodes[0].get_content() == passage.text
    assert result.nodes[0].metadata["article"] == passage.article


def test_nearest_are_found_among_many_alike(tmp_path: Path) -> None:
    """Wire copy: the same passage hundreds of times, which a graph search handles badly."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(300):
        (articles / f"same-{number}.txt").write_text(
            "La bourse de Paris a clôturé en hausse.", encoding="utf-8"
        )
    for number in range(40):
        (articles / f"{number}.txt").write_text(article(number), encoding="utf-8")
    index(tmp_path / "library", articles)
    for path in articles.glob("same-*"):
        path.unlink()
    index(tmp_path / "library", articles)
    view = Library.open(tmp_path / "library").view()
    hits = view.by_vector(ENCODER.encode_query("La bourse de Paris a clôturé en hausse."), 30)
    assert len({id for id, _ in hits}) == 30


def test_what_is_not_there_is_said(view: View) -> None:
    with pytest.raises(LibraryError, match="no article"):
        view.article("nothing.txt")
    with pytest.raises(LibraryError, match="no passage"):
        view.passages(["000.txt#0-1000000"])


def test_a_vector_of_another_encoder_is_refused(view: View) -> None:
    with pytest.raises(EncoderMismatch, match="512 dimensions"):
        view.by_vector(np.ones(3, np.float32), 5)


def test_an_empty_library_answers_with_nothing(tmp_path: Path) -> None:
    library, articles = make(tmp_path, 0)
    view = Library.open(library).view()
    assert view.by_vector(QUESTION, 5) == view.by_words("Quimper", 5) == []
    assert view.articles() == []
    assert view.passages([]) == []
    assert view.damage() is None
    (articles / "a.txt").write_text(article(1), encoding="utf-8")
    index(library, articles)
    assert len(Library.open(library).view().articles()) == 1


def test_a_view_keeps_its_generation_and_the_next_is_newer(tmp_path: Path) -> None:
    path, articles = make(tmp_path, 6)
    library = Library.open(path)
    old = library.view()
    assert library.view() is old
    (articles / "000.txt").unlink()
    (articles / "new.txt").write_text(
        "Une éclipse\n\nUne éclipse totale a eu lieu à Brest.", encoding="utf-8"
    )
    index(path, articles)
    # The old one was not yet opened, and the writer has published since.
    assert old.by_words("éclipse", 5) == []
    assert len(old.by_vector(QUESTION, 100)) == old.passage_count
    assert old.article("000.txt").text == article(0)
    new = library.view()
    assert new.generation == old.generation + 1
    assert [id.split("#")[0] for id, _ in new.by_words("éclipse", 5)] == ["new.txt"]
    assert old.damage() is None

    snapshots = path / "snapshots"
    assert len([p for p in snapshots.iterdir() if p.is_dir()]) == 2
    del old
    (articles / "new.txt").unlink()
    index(path, articles)
    assert (
        len([p for p in snapshots.iterdir() if p.is_dir()]) == 2
    )  # the newest, and the one that `new` holds
    library.close()
    assert new.by_words("éclipse", 5)
    del new
    index(path, articles)
    assert len([p for p in snapshots.iterdir() if p.is_dir()]) == 1


def test_a_library_made_anew_under_the_same_name_is_seen(tmp_path: Path) -> None:
    path, articles = make(tmp_path, 4)
    library = Library.open(path)
    assert len(library.view().articles()) == 4
    path.rename(tmp_path / "old")
    with pytest.raises(LibraryError, match="run `dossier index`"):
        library.view()
    (articles / "000.txt").unlink()
    index(path, articles)
    assert len(library.view().articles()) == 3


def test_handles_are_let_go(tmp_path: Path) -> None:
    path, articles = make(tmp_path, 4)
    library = Library.open(path)

    def handles() -> list[str]:
        return [target for fd in os.listdir("/proc/self/fd") if str(path) in (target := _target(fd))]

    def ask() -> set[str]:
        """The snapshots that this process has open, after asking."""
        view = library.view()
        view.by_words("Quimper", 5)
        view.by_vector(QUESTION, 5)
        return {Path(target).relative_to(path).parts[1] for target in handles() if "snapshots" in target}

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("no list of open files here")
    for number in range(5):
        (articles / "000.txt").write_text(f"Titre\n\nTexte numéro {number}.", encoding="utf-8")
        index(path, articles)
        assert len({name.removesuffix(".lock") for name in ask()}) == 1
    library.close()
    assert handles() == []


def _target(fd: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return ""


def test_threads_may_share_a_library(tmp_path: Path) -> None:
    path, articles = make(tmp_path, 20)
    library = Library.open(path)
    failures: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                view = library.view()
                ids = [id for id, _ in view.by_vector(QUESTION, 10)]
                ids += [id for id, _ in view.by_words("mairie de Quimper", 10)]
                assert len(view.passages(ids)) == 20
        except BaseException as error:  # told below
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(4):
        (articles / "000.txt").write_text(article(100 + number), encoding="utf-8")
        index(path, articles)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
