"""Which passages hold the words of a question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.filters import EVERYTHING, Filters
from index.lexicon import Lexicon, LexiconWriter
from index.snapshot import Entry

PASSAGES = [
    (
        "maroc",
        "fr",
        "2022-05",
        "La réunion",
        "Le Maroc a accueilli à l'hôtel les réunions ministérielles de Marrakech.",
    ),
    ("nantes", "fr", "2023-01", "Le budget", "Le conseil municipal de Nantes a voté le budget."),
    ("morocco", "en", "2022-05", "Talks", "The ministers held meetings in Marrakech, says the WHO."),
    ("espana", "es", None, "Reuniones", "El ministro español viajó a Marruecos para las reuniones."),
    ("iqtisad", "ar", None, None, "اجتمع وزراء التحالف الدولي في مراكش"),
    ("plain", None, None, None, "Zxywv 1234 de la 12,5 %"),
]


def entry(name: str, language: str | None, published: str | None, title: str | None, text: str) -> Entry:
    first, last = (
        (int(published.replace("-", "")) * 100 + day for day in (1, 31)) if published else (None, None)
    )
    return Entry(f"{name}#0-9", name, "corpus", language, first, last, title, text, np.zeros(2, np.float32))


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    folder = tmp_path_factory.mktemp("lexicon") / "lexicon"
    with closing(LexiconWriter(folder, create=True)) as writer:
        writer.add(entry(*values) for values in PASSAGES)
    yield Lexicon(folder)


def found(lexicon: Lexicon, question: str, filters: Filters = EVERYTHING) -> list[str]:
    hits = lexicon.search(question, 10, filters, ["ar", "en", "es", "fr"])
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    return [id.split("#")[0] for id, _ in hits]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("une réunion ministérielle au Maroc", "maroc"),  # stems
        ("HOTEL", "maroc"),  # case, accents, and the apostrophe of "l'hôtel"
        ("who held a meeting?", "morocco"),
        ("¿Cuándo viajaron los ministros españoles?", "espana"),
        ("التحالف", "iqtisad"),
        ("zxywv", "plain"),
    ],
)
def test_words_are_found_in_their_forms(lexicon: Lexicon, question: str, first: str) -> None:
    assert found(lexicon, question)[0] == first


def test_names_are_found_across_languages(lexicon: Lexicon) -> None:
    assert set(found(lexicon, "Marrakech")) == {"maroc", "morocco", "iqtisad"}


def test_names_are_found_across_scripts(tmp_path: Path) -> None:
    texts = [
        ("nato", "fr", None, None, "Jens Stoltenberg a reçu M. Lavrov."),
        ("liqa", "ar", None, None, "استقبل ينس ستولتنبرغ الوزير سيرغي لافروف في بروكسل"),
        ("other", "fr", None, None, "Le secrétaire général a reçu le ministre, M. Blinken."),
        ("akhar", "ar", None, None, "استقبل الأمين العام الوزير أنتوني بلينكن"),
    ]
    with closing(LexiconWriter(tmp_path / "l", create=True)) as writer:
        writer.add(entry(*values) for values in texts)
    lexicon = Lexicon(tmp_path / "l")
    assert found(lexicon, "ستولتنبرغ") == ["liqa", "nato"]
    assert set(found(lexicon, "بلافروف")) == {"liqa", "nato"}  # with a particle written onto it
    assert found(lexicon, "Blinken") == ["other", "akhar"]
    assert found(lexicon, "a reçu") == ["nato", "other"]


def test_a_title_counts_for_its_passages(lexicon: Lexicon) -> None:
    assert found(lexicon, "talks") == ["morocco"]


@pytest.mark.parametrize(
    "question",
    ["", "   ", "le la de", "?!«»", '"', "(*", "\x00", "a" * 10_000],
)
def test_a_question_without_words_finds_nothing(lexicon: Lexicon, question: str) -> None:
    assert found(lexicon, question) == []


@pytest.mark.parametrize(
    "question",
    [
        'AND OR "(* Nantes',
        "Nantes AND NOT budget",
        "-Nantes",
        "article:maroc Nantes",
        "Nantes^1000 [a TO z] {x} /.*/ ~2",
        "any:* OR Nantes\\",
        'Nantes" OR "',
        "' ; DROP TABLE passages; -- Nantes",
    ],
)
def test_nothing_in_a_question_is_an_operator(lexicon: Lexicon, question: str) -> None:
    assert found(lexicon, question)[0] == "nantes"


def test_a_very_long_question_is_answered(lexicon: Lexicon) -> None:
    assert found(lexicon, "Nantes " + " ".join(f"mot{n}" for n in range(5000)))[0] == "nantes"


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(since=date(2022, 5, 31)), {"maroc", "nantes", "morocco"}),
        (Filters(since=date(2022, 6, 1)), {"nantes"}),
        (Filters(until=date(2022, 5, 1)), {"maroc", "morocco"}),
        (Filters(since=date(2022, 5, 10), until=date(2022, 5, 12)), {"maroc", "morocco"}),
        (Filters(languages=("es", "en")), {"morocco", "espana"}),
        (Filters(articles=("espana", "nantes", "nothing")), {"nantes", "espana"}),
        (Filters(sources=("corpus",), languages=("es",)), {"espana"}),
        (Filters(sources=("other",)), set()),
    ],
)
def test_filters_are_hard(lexicon: Lexicon, filters: Filters, passing: set[str]) -> None:
    question = "Marrakech Nantes Marruecos Zxywv مراكش"
    assert set(found(lexicon, question, filters)) == passing


def test_filters_do_not_change_scores(lexicon: Lexicon) -> None:
    everything = dict(lexicon.search("Marrakech", 10, EVERYTHING, ["fr"]))
    [(id, score)] = lexicon.search(
        "Marrakech", 10, Filters(languages=("fr",), since=date(2022, 5, 1)), ["fr"]
    )
    assert score == pytest.approx(everything[id])


def test_what_is_removed_is_not_found(tmp_path: Path) -> None:
    with closing(LexiconWriter(tmp_path / "l", create=True)) as writer:
        writer.add(entry(*values) for values in PASSAGES)
    with closing(LexiconWriter(tmp_path / "l", create=False)) as writer:
        writer.remove(["nantes#0-9", "unknown#0-1"])
        writer.add([entry("lyon", "fr", None, None, "Lyon a voté son budget.")])
    lexicon = Lexicon(tmp_path / "l")
    assert found(lexicon, "budget voté") == ["lyon"]
    assert lexicon.count() == len(lexicon.ids()) == len(PASSAGES)


def test_an_empty_lexicon_finds_nothing(tmp_path: Path) -> None:
    LexiconWriter(tmp_path / "l", create=True).close()
    assert found(Lexicon(tmp_path / "l"), "Marrakech") == []
