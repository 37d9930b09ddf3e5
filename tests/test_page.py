"""The page without a browser: what it writes, what it keeps, what its server answers to."""

from __future__ import annotations

import html
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

import app
from index.articles import Article
from index.corrections import Corrected, Removed
from index.errors import LibraryError, UsageError
from index.settings import Settings, load_settings
from page import dates, explain, filters, library_view, panel, reader, render, texts, timeline
from page.access import access
from page.changes import handed_over
from page.dates import written
from page.desk import Desk
from page.escape import clipped, clipped_left, inert, inert_line, key
from page.folders import Masked, Summary
from page.pipeline import OnDemand
from page.sources import gather
from page.uploads import Refused
from rag.answer import Answer
from rag.timeline import Event, Timeline
from tests.scripted_pipeline import ARTICLES, HOSTILE, SCRIPT, ScriptedLibrary, ScriptedPipeline, quote

FR, EN = texts.load("fr"), texts.load("en")
MARRAKECH, IN_ENGLISH, WASHINGTON, REFUSED, TRAPPED = SCRIPT


def seen(markup: str) -> str:
    """What a reader sees of ``markup``, on one line."""
    inline = re.sub(r"</?(?:a|b|bdi|mark|strong|q)\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", inline)).split())


def tags(markup: str) -> set[str]:
    return set(re.findall(r"<(\w+)", markup))


# Escaping


@pytest.mark.parametrize("text", [HOSTILE, "- *a* _b_ `c` # d\n1. e", "<b>&amp;</b>", "é « ça » 日本 …"])
def test_inert_text_reads_as_it_stands(text: str) -> None:
    assert html.unescape(inert(text)) == text
    assert not re.search(r"[<>\[\]()*_`$\\{}!\"'@:/.]", inert(text))


def test_line_ends_and_unseen_characters() -> None:
    assert inert("a\r\nb\rc") == "a\nb\nc"
    assert inert("fichier\u202etxt.exe\x00") == "fichier\ufffdtxt&#46;exe\ufffd"
    assert inert_line("a\n\n<b>") == "a &#60;b&#62;"


def test_clipping_keeps_whole_words() -> None:
    assert clipped("un deux trois", 9) == "un deux …"
    assert clipped_left("un deux trois", 9) == "… trois"
    assert clipped("court", 9) == clipped_left("court", 9) == "court"


# Texts and dates


def keys(table: object, at: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(table, dict):
        for name, value in table.items():
            yield from keys(value, f"{at}.{name}")
    else:
        yield at, len(table) if isinstance(table, list) else sorted(re.findall(r"\{\w+\}", str(table)))


def test_both_languages_say_the_same_things() -> None:
    assert dict(keys(FR.table)) == dict(keys(EN.table))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("en;q=x, fr", "fr"),
        (None, "fr"),
    ],
)
def test_the_browser_chooses_the_language(header: str | None, language: str) -> None:
    assert texts.preferred(header) == language


@pytest.mark.parametrize(
    ("published", "fr", "en"),
    [
        ("2022-05-11", "11 mai 2022", "11 May 2022"),
        ("2022-06-01", "1er juin 2022", "1 June 2022"),
        ("2022-05", "mai 2022", "May 2022"),
        ("2022", "2022", "2022"),
        (None, "date inconnue", "date unknown"),
        ("au printemps", "au printemps", "au printemps"),
        ("2022-17", "2022-17", "2022-17"),
    ],
)
def test_a_date_is_written_at_its_precision(published: str | None, fr: str, en: str) -> None:
    assert (written(published, FR), written(published, EN)) == (fr, en)


@pytest.mark.parametrize(
    ("when", "fr", "en"),
    [
        ({"from": "2022-05-01", "to": "2022-05-31"}, "mai 2022", "May 2022"),
        ({"from": "2022-05-11", "to": "2022-05-11"}, "11 mai 2022", "11 May 2022"),
        ({"from": "2022-01-01", "to": "2022-12-31"}, "2022", "2022"),
        (
            {"from": "2022-05-11", "to": "2022-06-01"},
            "du 11 mai 2022 au 1er juin 2022",
            "11 May 2022 to 1 June 2022",
        ),
        ({"from": "2022-05-11"}, "à partir du 11 mai 2022", "from 11 May 2022 on"),
        ({"to": "2022-05-11"}, "jusqu’au 11 mai 2022", "until 11 May 2022"),
        ({"month": 5, "day": 11}, "11 mai", "11 May"),
        ({"month": 5}, "mai", "May"),
        ({"order": "last", "about": "event"}, "le plus récent", "the latest"),
        (
            {"from": "x", "month": 15, "about": "publication"},
            "d’après la date des articles",
            "by the articles’ own dates",
        ),
    ],
)
def test_the_time_that_is_asked_about_is_said_in_words(when: dict[str, Any], fr: str, en: str) -> None:
    assert (dates.asked(when, FR), dates.asked(when, EN)) == (fr, en)


# The answer in the chat


def test_the_value_comes_first_then_the_sentences_then_who_agrees_and_differs() -> None:
    said = seen(render.message(MARRAKECH, 1, FR))
    order = [
        "11 mai 2022",
        "La réunion s’est tenue",
        "2 articles concordent",
        "1 diffère",
        "12 mai",
        "sans date",
    ]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    assert "12 mai [3]" in said


def test_a_text_that_is_only_the_value_is_not_said_twice() -> None:
    for text in (IN_ENGLISH.text, "“11 May 2022” [1]."):
        message = render.message(replace(IN_ENGLISH, text=text), 1, EN)
        assert 'class="value' in message and 'class="says"' not in message


def test_the_sentence_that_a_value_comes_from_stands_below_it_with_its_article() -> None:
    first = replace(IN_ENGLISH.citations[0], title="<b>Le port", published="2022-05")
    answer = replace(IN_ENGLISH, citations=(first, *IN_ENGLISH.citations[1:]))
    said = seen(render.message(answer, 1, EN))
    assert (
        said.index("11 May 2022") < said.index(seen(inert(first.quote))) < said.index("<b>Le port · May 2022")
    )
    own = replace(answer, short=first.quote, text=f"“{first.quote}” [1].")
    assert seen(render.message(own, 1, EN)).count(seen(inert(first.quote))) == 1


def test_a_synthesis_is_a_list_of_sentences_each_with_its_mark_and_article() -> None:
    quotes = [citation.quote for citation in MARRAKECH.citations[:2]]
    text = f"« {quotes[0]} » [1]. « {quotes[1]} » [2]."
    answer = replace(MARRAKECH, short=None, text=text, agree=(), differ=())
    items = re.findall(r"<li .*?</li>", render.message(answer, 7, FR))
    assert [f'href="#source-7-{n}"' in item for n, item in enumerate(items, 1)] == [True, True]
    assert all(quote in html.unescape(seen(item)) for quote, item in zip(quotes, items, strict=True))


def test_a_mark_leads_to_its_sentence_and_shows_it() -> None:
    message = render.message(MARRAKECH, 4, FR)
    assert 'href="#source-4-3"' in message
    assert "indique un calendrier provisoire" in html.unescape(message)


def test_a_mark_without_a_citation_stays_text() -> None:
    message = render.message(replace(WASHINGTON, text="Nasser Bourita la conduisait [1] [7]."), 1, FR)
    assert "source-1-7" not in message and "[7]" in seen(message)


def test_a_follow_up_says_what_it_was_understood_as() -> None:
    assert "Question comprise" not in seen(render.message(MARRAKECH, 1, FR))
    follow_up = replace(MARRAKECH, question="Et alors ?")
    assert f"Question comprise : {MARRAKECH.question}" in seen(render.message(follow_up, 2, FR))


def test_a_refusal_says_what_was_looked_for_and_carries_no_mark() -> None:
    message = render.message(REFUSED, 1, FR)
    assert "Les articles ne le disent pas." in seen(message)
    assert "Qui a gagné le championnat" in seen(message)
    assert 'class="mark"' not in message and 'href="#answer-1"' in message


def test_hostile_text_adds_no_tag_and_no_link() -> None:
    shown = render.exchange(TRAPPED, 1, FR)
    assert tags(shown) <= {"article", "h3", "div", "p", "a", "span", "button", "form", "label", "input"}
    assert set(re.findall(r'href="([^"]*)"', shown)) == {"#source-1-1"}
    section = panel.section(TRAPPED, 1, gather(ScriptedPipeline(), TRAPPED.citations), FR)
    assert not tags(section) & {"script", "img", "i", "a"}
    for shown in (HOSTILE, "<i>Loi</i> & $$x$$", "pieges/<b>loi<.txt"):
        assert shown in seen(section)


# The sources


def test_sources_show_title_date_file_language_and_the_sentence_in_its_paragraph() -> None:
    section = panel.section(MARRAKECH, 1, gather(ScriptedPipeline(), MARRAKECH.citations), FR)
    for shown in ("Le Maroc accueille la coalition", "11 mai 2022", "sans titre", "mai 2022", "date inconnue",
                  "espagnol", "presse_espagnole/blinken.md", "Les préparatifs ont duré"):  # fmt: skip
        assert shown in seen(section)
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", section)
    assert [seen(mark).strip().removeprefix(f"[{n}]").strip() for n, mark in enumerate(marked, 1)] == [
        citation.quote for citation in MARRAKECH.citations
    ]
    assert seen(section).count("Dit autre chose") == 1


def test_sentences_of_one_paragraph_are_marked_in_it_together() -> None:
    first = quote(0, "Les préparatifs ont duré tout l’hiver, et les délégations sont arrivées par vagues.", 1)
    second, other = MARRAKECH.citations[0], WASHINGTON.citations[0]
    (source,) = gather(ScriptedPipeline(), [replace(second, n=2), first, replace(other, n=3)])
    assert [[n for _, _, n in extract.cited] for extract in source.extracts] == [[1, 2], [3]]
    start, end, _ = source.extracts[0].cited[1]
    assert source.extracts[0].text[start:end] == second.quote


def test_a_quote_within_another_is_shown_apart() -> None:
    inner = quote(0, "les ministres se sont réunis à Marrakech", 2)
    (source,) = gather(ScriptedPipeline(), [MARRAKECH.citations[0], inner])
    assert [len(extract.cited) for extract in source.extracts] == [1, 1]


def test_a_long_paragraph_is_clipped_around_the_sentence() -> None:
    text = "avant " * 500 + "La phrase citée." + " après" * 500
    article = replace(ARTICLES[0], text=text)
    citation = replace(MARRAKECH.citations[0], start=3000, end=3016, quote="La phrase citée.")
    (source,) = gather(ScriptedPipeline(library=ScriptedLibrary((article,))), [citation])
    ((start, end, _),) = source.extracts[0].cited
    assert source.extracts[0].text[start:end] == "La phrase citée." and len(source.extracts[0].text) < 1000


def test_an_article_that_is_gone_still_shows_its_quote() -> None:
    (source, *_) = gather(ScriptedPipeline(library=ScriptedLibrary(())), MARRAKECH.citations)
    assert source.language is None and source.extracts[0].text == MARRAKECH.citations[0].quote


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//outside.example", "http://[bad"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    answer = replace(WASHINGTON, citations=(replace(WASHINGTON.citations[0], url=url),))
    assert "<a " not in panel.section(answer, 1, gather(ScriptedPipeline(), answer.citations), FR)


def test_a_refusal_shows_the_nearest_sentences_and_what_could_be_asked() -> None:
    refused = replace(REFUSED, explain={"names": ["Marrakech", "Pékin"], "content": ["<b>"]})
    said = seen(render.message(refused, 1, FR, filtered=True))
    assert "les ministres se sont réunis à Marrakech" in said
    assert "Que disent les articles à propos de Marrakech ?" in said and "Pékin" not in said
    assert "La même question sans filtres" in said


def test_a_verdict_is_shown_with_its_correction() -> None:
    shown = render.exchange(WASHINGTON, 1, EN, verdict="wrong", correction='the "12th" <b>')
    assert re.findall(r'data-verdict="(\w+)" aria-pressed="true"', shown) == ["wrong"]
    assert 'the "12th" <b>' in html.unescape(shown) and "<b>" not in shown
    assert '<form class="correction">' in shown


# The whole article


def article(text: str, **more: object) -> Article:
    return replace(ARTICLES[0], text=text, **more)  # type: ignore[arg-type]


def test_a_long_article_is_shown_by_windows_that_join_exactly() -> None:
    text = " ".join(f"mot{n}" for n in range(40_000))
    found = article(text)
    start, end = reader.around(text, 100_000)
    assert start < 100_000 < end and end - start <= reader.WINDOW + 400
    shown = html.unescape(reader.piece(found, start, end, ()))
    before = reader.more(found, "before", start, (), FR)
    after = reader.more(found, "after", end, (), FR)
    whole = html.unescape(before["text"]) + shown + html.unescape(after["text"])
    assert whole in text and before["button"] and after["button"]
    assert reader.more(found, "after", len(text) - 5, (), FR)["button"] == ""


def test_a_line_without_end_is_cut_where_it_must() -> None:
    start, end = reader.around("x" * 200_000, 199_999)
    assert (start, end) == (200_000 - reader.WINDOW, 200_000)


def test_cited_sentences_are_lit_in_the_article_and_nothing_of_it_is_html() -> None:
    found = article("Un <b>mot</b> cité. Fin.\u202e", masked=((20, 24),))
    shown = reader.article(found, [(3, 19, 2), (5, 8, 3), (900, 999, 4)], 3, FR)
    assert (
        re.findall(r"<mark[^>]*>(.*?)</mark>", shown)[0].endswith(html.escape(""))
        and shown.count("<mark") == 1
    )
    assert "[2] <b>mot</b> cité." in " ".join(
        html.unescape(re.sub(r"</?(?:mark|b)\b[^>]*>", "", shown)).split()
    )
    assert "\u202e" not in shown and 'class="masked"' in shown


# The timeline


def event(day: date, text: str, **more: bool) -> Event:
    cited = replace(MARRAKECH.citations[0], quote=text)
    return Event(day, day, "day", text, day.isoformat(), more.get("announced", False), (cited,))


def test_events_are_points_and_a_list_that_open_their_sources() -> None:
    events = (event(date(2018, 1, 1), HOSTILE), event(date(2022, 5, 11), "La réunion", announced=True))
    shown = timeline.view(Timeline(None, "fr", events, ("Une remarque.",)), FR)
    assert re.findall(r"left:([\d.]+)%", shown) == ["0.00", "100.00"]
    assert shown.count('data-do="open"') == 2 and "annoncé" in seen(shown) and "2 événements" in seen(shown)
    assert "Une remarque." in seen(shown) and not tags(shown) & {"script", "img"}
    assert "Aucun événement" in seen(timeline.view(Timeline(None, "fr", ()), FR))
    twice = replace(events[1], citations=events[1].citations * 2)
    assert timeline.view(Timeline(None, "fr", (twice,)), FR).count('data-do="open"') == 1


def test_a_long_timeline_comes_in_parts() -> None:
    events = tuple(event(date(2000 + n % 20, 1, 1), f"Fait {n}") for n in range(timeline.SHOWN + 5))
    found = Timeline(None, "fr", events)
    assert 'data-first="100"' in timeline.view(found, FR)
    rest = timeline.view(found, FR, timeline.SHOWN)
    assert rest.count("<li ") == 5 and "data-first" not in rest


# Explanations, filters, conversations, library


def test_how_an_answer_came_about() -> None:
    told = {
        "kind": "date",
        "names": ["Marrakech"],
        "passages": [
            {"id": "a#b.txt#3-9", "vector_rank": 1, "word_rank": None, "relevance": 0.98, "answerable": 0.5,
             "likely": 0.25, "missing": ["<i>Pékin"], "span": "11 mai"},
        ],
        "grounding": [
            {"text": "11 mai 2022 [1].", "supported": True, "facts": [
                {"kind": "date", "text": "11 mai 2022", "where": "sentence", "n": 1}]},
            {"text": "Paris.", "supported": False, "reason": "not_found", "facts": []},
        ],
    }  # fmt: skip
    shown = explain.view(replace(MARRAKECH, explain=told, timings_ms={"read": 20.4, "total": 40.8}), FR)
    said = seen(shown).replace("\xa0", " ")
    for part in (
        "une date",
        "1 · –",
        "98 %",
        "manque : <i>Pékin",
        "dans la phrase [1]",
        "rayé",
        "Lire 20 ms",
    ):
        assert part in said
    assert f'data-article="{key("a#b.txt")}"' in shown and "<i>P" not in shown
    assert explain.view(
        replace(MARRAKECH, explain={}), FR
    )  # an answer of another version lacks what it lacks


def test_filters_become_chips_and_come_back() -> None:
    asked = {"since": "2022-05-01", "languages": ["fr"], "articles": [ARTICLES[3].id], "until": ""}
    rows = ScriptedLibrary(ARTICLES).articles()
    narrowed = filters.read(asked)
    chips = filters.chips(narrowed, rows, FR)
    for said in ("depuis le 1er mai 2022", "français", "<i>Loi</i> & $$x$$"):
        assert said in seen(chips)
    assert tags(chips) == {"li", "bdi", "button"} and chips.count("aria-label") == 3
    fields = filters.dialog(narrowed, rows, EN)
    assert fields.count(" checked") == 2 and 'value="2022-05-01"' in fields
    assert filters.read(None) == filters.read("x") == filters.read({"articles": "x"})
    with pytest.raises(UsageError):
        filters.read({"since": "mai"})


def test_the_library_lists_searches_and_escapes() -> None:
    rows = ScriptedLibrary(ARTICLES).articles()
    shown = library_view.view(rows, "calendrier", (), (), FR)
    assert "1 article" in seen(shown) and "Calendrier provisoire" in seen(shown)
    assert "Aucun article" in seen(library_view.view(rows, "zzz", (), (), FR))
    assert "vide" in seen(library_view.view([], "", (), (), FR))
    assert "<i>Loi</i>" in seen(library_view.view(rows, "loi", (), (Removed(HOSTILE, None, None),), FR))


def test_a_correction_is_marked_with_what_the_file_says() -> None:
    rows = ScriptedLibrary(ARTICLES).articles()
    corrected: Any = {
        rows[0].id: {"title": Corrected("X", "<b>Vieux"), "published": Corrected(None, "2022-05")},
        rows[1].id: {"title": Corrected("Y", None)},
    }
    said = seen(library_view.view(rows, "", (), (), FR, corrected))
    assert "titre corrigé Le fichier dit : <b>Vieux" in said
    assert "date corrigée Le fichier dit : mai 2022" in said
    assert said.count("corrigé") == 3 and "Le fichier dit : sans titre" in said
    assert "date corrected The file says: May 2022" in seen(
        library_view.view(rows, "", (), (), EN, corrected)
    )
    assert "corrigé" not in seen(library_view.view(rows, "", (), (), FR))


def test_a_summary_gives_reasons() -> None:
    done = Summary(
        2, 0, 0, 3, 0, ("a", "b"), (Masked("a", 40, ("Photo : <b>X</b>",)),),
        (Refused("virus.exe", "kind", "is of no kind"), Refused("s.pdf", "unreadable", "it needs OCR first")),
        (("b", "Windows-1252"),), 0.1,
    )  # fmt: skip
    said = seen(library_view.summary(done, FR))
    for part in ("2 articles ajoutés", "3 inchangés", "virus.exe", "needs OCR", "40 caractères", "<b>X</b>"):
        assert part in said


# A conversation


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    broken = (
        ("?!", LibraryError("There is no library in /srv/x: run `dossier index` first.")),
        ("!!", ValueError("secret")),
    )
    pipeline: Any = ScriptedPipeline(failures=broken)
    return Desk(lambda: pipeline, Settings(library=tmp_path), access(Settings()), tmp_path / "uploads")


def asked(desk: Desk, question: str, conversation: str = "", **more: object) -> dict[str, Any]:
    told = {"question": question, "conversation": conversation, "language": "fr", "ticket": 1, **more}
    merged: dict[str, Any] = {}
    for reply in desk.ask(told, "local"):
        merged |= json.loads(json.dumps(reply))
    return merged


def test_a_conversation_goes_on_and_an_error_is_a_sentence(desk: Desk) -> None:
    first = asked(desk, MARRAKECH.question)
    conversation = first["conversation"]
    assert first["done"] and first["number"] == 1 and first["title"].startswith("Quand a eu lieu")
    failed, unforeseen = asked(desk, "?!", conversation), asked(desk, "!!", conversation, language="en")
    assert "pas encore de bibliothèque" in seen(failed["html"]) and "/srv" not in failed["html"]
    assert "secret" not in unforeseen["html"] and "terminal" in seen(unforeseen["html"])
    said = asked(desk, "Et alors ?", conversation)
    assert "11 mai 2022" in seen(said["html"]) and said["number"] == 2
    assert "Écrivez d’abord" in seen(asked(desk, "  ")["html"])
    again = asked(desk, WASHINGTON.question, conversation, number=2)
    assert again["number"] == 2
    opened = desk.do({"do": "open", "conversation": conversation, "language": "fr"}, "local")
    assert opened["count"] == 2 and "Nasser Bourita" in seen(opened["log"])


def test_conversations_are_an_owners_own(desk: Desk) -> None:
    conversation = asked(desk, MARRAKECH.question)["conversation"]
    for do in ("open", "rename", "delete", "export", "evidence", "feedback"):
        reply = desk.do({"do": do, "conversation": conversation, "number": 1, "title": "x"}, "somebody")
        assert "Cette conversation n’existe pas" in reply["error"]
    renamed = desk.do({"do": "rename", "conversation": conversation, "title": "<b>Sommet"}, "local")
    assert renamed == {"title": "<b>Sommet"}
    listed = desk.do({"do": "history", "conversation": conversation, "search": "marrakech"}, "local")
    assert "<b>Sommet" in seen(listed["html"]) and "aria-current" in listed["html"]
    exported = desk.do({"do": "export", "conversation": conversation, "kind": "markdown"}, "local")
    assert exported["name"].endswith(".md") and "[^1]" in exported["text"]


def test_a_verdict_is_kept_and_withdrawn(desk: Desk) -> None:
    conversation = asked(desk, MARRAKECH.question)["conversation"]
    judged = {"do": "feedback", "conversation": conversation, "number": 1, "correction": "le 12"}
    assert "said" in desk.do(judged | {"verdict": "wrong"}, "local")
    opened = desk.do({"do": "open", "conversation": conversation}, "local")["log"]
    assert 'data-verdict="wrong" aria-pressed="true"' in opened and "le 12" in seen(opened) + opened
    assert "error" in desk.do(judged | {"verdict": "perhaps"}, "local")
    desk.do(judged | {"verdict": ""}, "local")
    assert 'aria-pressed="true"' not in desk.do({"do": "open", "conversation": conversation}, "local")["log"]


@pytest.mark.parametrize(
    "told", [None, [], {"do": "eval"}, {"do": ["start"]}, {"do": "article", "article": 3}, {"do": "_open"}]
)
def test_requests_that_make_no_sense_get_a_sentence(desk: Desk, told: object) -> None:
    assert desk.do(told, "local")["error"].endswith(".")


def test_an_article_is_opened_at_its_sentence_and_read_on(desk: Desk) -> None:
    first = asked(desk, MARRAKECH.question)
    spans = first["cited"][ARTICLES[0].id]
    start, end, _ = spans[0]
    told = {"do": "article", "article": ARTICLES[0].id, "spans": spans, "start": start, "end": end}
    shown = desk.do(told, "local")
    assert f'data-at="{start}"' in shown["html"] and "[1]" in seen(shown["html"])
    assert "error" in desk.do(told | {"article": "../../etc/passwd"}, "local")
    assert desk.do(told | {"spans": [["x"], [1, 2], [-1, 5, 0], None]}, "local")["html"]


def test_only_what_was_uploaded_is_taken_up(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    (uploads / "a").mkdir(parents=True)
    (uploads / "a" / "x.txt").write_text("x")
    (tmp_path / "secret.txt").write_text("secret")
    files = [
        {"name": "x.txt", "path": str(uploads / "a" / "x.txt")},
        {"name": "s.txt", "path": str(tmp_path / "secret.txt")},
        {"name": "s.txt", "path": str(uploads / ".." / "secret.txt")},
        {"name": 3, "path": "x"},
        "x",
    ]
    assert handed_over(files, uploads) == [("x.txt", (uploads / "a" / "x.txt").resolve())]
    with pytest.raises(UsageError):
        handed_over(files[1:], uploads)


def test_an_answer_is_in_the_language_of_its_question(desk: Desk) -> None:
    assert "2 articles agree" in seen(asked(desk, IN_ENGLISH.question)["html"])


def test_loading_happens_once_and_a_failure_is_tried_again() -> None:
    loads: list[int] = []

    def load() -> ScriptedPipeline:
        loads.append(1)
        if len(loads) == 1:
            raise LibraryError("not yet.")
        return ScriptedPipeline()

    on_demand = OnDemand(load)
    with pytest.raises(LibraryError):
        on_demand()
    threads = [threading.Thread(target=on_demand) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 2


# The server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    served = app.start(ScriptedPipeline, load_settings(port=0, library=tmp_path_factory.mktemp("page")))
    yield str(served.local_url)
    served.close(verbose=False)


def test_the_page_is_served_and_may_reach_nothing_else(address: str) -> None:
    reply = httpx.get(address)
    assert reply.status_code == 200
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert "fonts.googleapis" not in reply.text


def test_a_request_under_another_name_is_refused(address: str) -> None:
    assert httpx.get(address, headers={"host": "outside.example"}).status_code == 421
    assert httpx.get(address, headers={"host": "localhost:1"}).status_code == 200


def test_files_of_this_machine_are_not_served(address: str) -> None:
    assert httpx.get(f"{address}gradio_api/file=app.py").status_code in (403, 404)
    assert httpx.get(f"{address}gradio_api/file=corpus").status_code in (403, 404)


def test_a_taken_port_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and str(port) in err and "--port" in err and "Traceback" not in err


def test_a_plain_refusal_needs_no_nearest_sentence() -> None:
    nothing = Answer("x", "Q ?", "Q ?", "fr", "", None, refused=True, reason="nothing_found")
    assert "Aucun article" in seen(render.message(nothing, 1, FR))
    assert "Rien d’assez proche" in seen(panel.section(nothing, 1, (), FR))
