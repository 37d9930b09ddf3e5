"""The page without a browser: what it writes, what it keeps, what its server answers to."""

from __future__ import annotations

import html
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

import app
from index.errors import LibraryError
from index.settings import load_settings
from page import panel, render, texts
from page.dates import written
from page.escape import clipped, clipped_left, inert, inert_line
from page.pipeline import OnDemand
from page.sources import gather
from rag.answer import Answer
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


# The answer in the chat


def test_the_value_comes_first_then_the_sentences_then_who_agrees_and_differs() -> None:
    said = seen(render.message(MARRAKECH, 1, FR))
    order = ["11 mai 2022", "La réunion s’est tenue", "2 articles le disent", "dit autre chose", "sans date"]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)
    assert "1 article dit autre chose : 12 mai [3]" in said


def test_a_text_that_is_only_the_value_is_not_said_twice() -> None:
    assert seen(render.message(IN_ENGLISH, 1, EN)).count("11 May 2022") == 1
    quoting = replace(IN_ENGLISH, text="“11 May 2022” [1].")
    assert seen(render.message(quoting, 1, EN)).count("11 May 2022") == 1


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
    message = render.message(TRAPPED, 1, FR)
    assert tags(message) == {"div", "p", "a", "ul", "li"}
    assert set(re.findall(r'href="([^"]*)"', message)) == {"#source-1-1"}
    assert "\n" not in message
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


def test_the_newest_answer_stands_open_and_failed_questions_take_no_place() -> None:
    shown = panel.panel([("première", "<i>un</i>"), ("ratée", ""), ("dernière", "<i>deux</i>")], FR)
    assert shown.index("deux") < shown.index("<details>") < shown.index("un</i>")
    assert "ratée" not in html.unescape(shown)
    assert panel.panel([("ratée", "")], FR) == panel.empty(FR)


# A conversation


def test_turns_are_handed_back_and_an_error_is_a_sentence() -> None:
    from page.layout import answer

    broken = (("?!", LibraryError("there is no library: run `dossier index`.")), ("!!", ValueError("secret")))
    pipeline = ScriptedPipeline(failures=broken)
    _, first = answer(lambda: pipeline, MARRAKECH.question, (), "fr")
    failed, second = answer(lambda: pipeline, "?!", (first,), "fr")
    unforeseen, _ = answer(lambda: pipeline, "!!", (), "en")
    said, third = answer(lambda: pipeline, "Et alors ?", (first, second), "fr")
    assert "run `dossier index`" in seen(failed)
    assert "secret" not in unforeseen and "terminal" in seen(unforeseen)
    assert "11 mai 2022" in seen(said) and len(third.turns) == 2
    assert "Écrivez d’abord" in seen(answer(lambda: pipeline, "  ", (), "fr")[0])


def test_an_answer_is_in_the_language_of_its_question() -> None:
    from page.layout import answer

    assert "2 articles say so" in seen(answer(ScriptedPipeline, IN_ENGLISH.question, (), "fr")[0])


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
def address() -> Iterator[str]:
    served = app.start(ScriptedPipeline, load_settings(port=0))
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
