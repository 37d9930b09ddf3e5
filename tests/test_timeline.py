"""The timeline: what happened when, told once, with the sentences that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import UsageError
from index.filters import Filters
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.timeline import Event, Timeline, timeline
from tests.dossier_command import dossier
from tests.hashing_encoder import HashingEncoder

ARTICLES = {
    "port.txt": (
        " date 2021-09-20 Le port de Sète s'agrandit\n\n"
        "Le nouveau quai de Sète a été inauguré samedi 18 septembre par la ministre Claire Aubanel. "
        "Depuis 2019, les travaux avaient fait grand bruit.\n\n"
        "Une deuxième tranche sera lancée en mars 2022, selon la région."
    ),
    "bilan.txt": (
        " date 2022-01 Sète : le quai, six mois après\n\n"
        "Le quai de Sète, inauguré le 18 septembre 2021, a vu passer 120 navires. "
        "La ministre Claire Aubanel doit revenir à Sète le 4 février.\n\n"
        "La période 2015-2020 avait été difficile."
    ),
    "chronique.md": (
        "# Le port de Sète en dates\n\n"
        "1927. Le conseil décide de créer un port.\n\n"
        "Juin 1987 : création du port de plaisance.\n\n"
        "Septembre 2021 : inauguration du nouveau quai de Sète par Claire Aubanel.\n"
    ),
    "english.txt": (
        " date 2021-09-19 New quay opens in Sète\n\n"
        "Minister Claire Aubanel opened the new quay of Sète on 18 September 2021.\n\n"
        "A storm had closed the harbour of Bastia on 2 October 2020."
    ),
    "orage.txt": (
        " date 2020-10-03 Tempête à Bastia\n\n"
        "La tempête a fermé le port de Bastia vendredi 2 octobre 2020. La préfecture a compté 14 bateaux.\n\n"
        "Publié le 3 octobre 2020 à 10 heures."
    ),
    "sans-date.txt": "Le port de Sète\n\nLe port de Sète a été agrandi en mai, et rien de plus n'est su.",
}


@pytest.fixture(scope="module")
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: HashingEncoder) -> Path:
    articles = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    settings = Settings(library=tmp_path_factory.mktemp("timeline") / "library")
    sync(
        settings.library,
        [articles],
        settings=settings,
        encoder=lambda: encoder,
        fingerprint=encoder.fingerprint,
    )
    return settings.library


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder) as library:
        yield library


@pytest.fixture(scope="module")
def everything(library: Library) -> Timeline:
    return timeline(library.view())


def on(found: Timeline, first: str) -> list[Event]:
    return [event for event in found.events if event.first == date.fromisoformat(first)]


def test_events_come_in_order_and_every_quote_stands_in_its_article(
    library: Library, everything: Timeline
) -> None:
    assert [event.first for event in everything.events] == sorted(event.first for event in everything.events)
    for event in everything.events:
        assert event.first <= event.last
        assert event.text == " ".join(event.citations[0].quote.split())
        for citation in event.citations:
            text = library.view().article(citation.article).text
            assert text[citation.start : citation.end] == citation.quote


def test_one_event_told_by_several_articles_is_one(everything: Timeline) -> None:
    [opening] = on(everything, "2021-09-18")
    assert {c.article for c in opening.citations} == {
        "port.txt",
        "bilan.txt",
        "chronique.md",
        "english.txt",
    }
    assert (opening.said, opening.precision, opening.announced) == ("18 septembre 2021", "day", False)
    assert not on(everything, "2021-09-01")  # the month is the same event, told less precisely
    [storm] = on(everything, "2020-10-02")
    assert {c.article for c in storm.citations} == {"english.txt", "orage.txt"}


def test_what_was_ahead_is_marked(everything: Timeline) -> None:
    assert [event.announced for event in on(everything, "2022-03-01")] == [True]
    assert [event.announced for event in on(everything, "2022-02-04")] == [True]
    assert [event.announced for event in on(everything, "1987-06-01")] == [False]


def test_limits_long_ranges_and_publication_are_no_events(everything: Timeline) -> None:
    assert not on(everything, "2019-01-01")  # *depuis 2019*
    assert not on(everything, "2015-01-01")  # *la période 2015-2020*
    assert not on(everything, "2020-10-03")  # *publié le*
    assert all("rien de plus n'est su" not in event.text for event in everything.events)  # no year is known


def test_a_line_that_is_only_a_date_goes_with_the_sentence_after_it(everything: Timeline) -> None:
    [port] = [event for event in everything.events if event.first.year == 1927]
    assert port.text == "1927. Le conseil décide de créer un port."


def test_a_question_keeps_to_its_subject(library: Library, encoder: HashingEncoder) -> None:
    found = timeline(library.view(), "la tempête de Bastia", encoder=encoder)
    assert [event.said for event in found.events] == ["2 octobre 2020"]
    english = timeline(library.view(), "What happened at the quay of Sète?", encoder=encoder)
    assert "18 September 2021" in [event.said for event in english.events]
    assert all("Bastia" not in event.text for event in english.events)


def test_a_time_in_the_question_is_the_time_that_is_shown(library: Library, encoder: HashingEncoder) -> None:
    found = timeline(library.view(), "Que s'est-il passé en septembre 2021 ?", encoder=encoder)
    assert [event.said for event in found.events] == ["18 septembre 2021"]
    assert any(char.isdigit() for char in found.notices[-1])  # the others are counted


def test_filters_are_hard_and_what_they_leave_out_is_said(library: Library) -> None:
    one = timeline(library.view(), filters=Filters(articles=("orage.txt",)))
    assert {c.article for event in one.events for c in event.citations} == {"orage.txt"}
    dated = timeline(library.view(), filters=Filters(since=date(2022, 1, 1)))
    assert {c.article for event in dated.events for c in event.citations} == {"bilan.txt"}
    assert dated.notices  # articles without a date


def test_numbers_of_citations_are_one_to_one(everything: Timeline) -> None:
    cited = {(c.n, c.article, c.start, c.end) for event in everything.events for c in event.citations}
    assert sorted(n for n, *_ in cited) == list(range(1, len(cited) + 1))


def test_an_empty_question_is_refused(library: Library, encoder: HashingEncoder) -> None:
    with pytest.raises(UsageError):
        timeline(library.view(), " ? ", encoder=encoder)


def test_the_command_shows_dates_sentences_and_sources(folder: Path) -> None:
    ran = dossier("timeline", "--library", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "18 septembre 2021\n" in ran.out
    assert "4 février 2022 (annoncé)\n" in ran.out
    assert "orage.txt" in ran.out


def test_the_command_in_json(folder: Path) -> None:
    ran = dossier("timeline", "--json", "--article", "orage.txt", "--library", folder)
    assert ran.code == 0
    found = json.loads(ran.out)
    assert list(found) == ["question", "events", "notices"]
    assert found["question"] is None
    [event] = found["events"]
    assert list(event) == ["from", "to", "precision", "text", "said", "announced", "citations"]
    assert (event["from"], event["to"], event["precision"]) == ("2020-10-02", "2020-10-02", "day")
    assert event["citations"][0]["quote"] == event["text"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "May 2022"], "2022-05-11"),
        (["--since", "2022-05-01", "--until", "2022-04-01"], "no article can pass"),
        (["--article", "nowhere.txt"], "nowhere.txt"),
        ([" ?! "], "empty"),
    ],
)
def test_a_wrong_call_is_one_sentence(folder: Path, arguments: list[str], says: str) -> None:
    ran = dossier("timeline", *arguments, "--library", folder)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_a_library_the_work_fails(tmp_path: Path) -> None:
    ran = dossier("timeline", "--library", tmp_path / "nothing")
    assert (ran.code, ran.out) == (1, "")
    assert "run `dossier index`" in ran.err
