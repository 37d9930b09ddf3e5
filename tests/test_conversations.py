"""Conversations outlive the server, go on exactly, and are seen by nobody else."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LibraryError, UsageError
from page.conversations import Conversations, Entry
from page.export import file_name, plain, to_json, to_markdown
from rag.answer import Answer
from rag.turns import Turn
from tests.conftest import ROOT
from tests.scripted_pipeline import HOSTILE, SCRIPT, ScriptedPipeline

MARRAKECH, IN_ENGLISH, WASHINGTON, REFUSED, TRAPPED = SCRIPT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "conversations.sqlite"


def talk(kept: Conversations, *questions: str, owner: str = "local", conversation: str = "") -> str:
    conversation = conversation or kept.begin(owner)
    for question in questions:
        answer, turns = ScriptedPipeline().respond(question, kept.turns(owner, conversation))
        kept.add(owner, conversation, question, answer, turns)
    return conversation


def test_a_restored_conversation_is_whole_and_goes_on_where_it_was(path: Path) -> None:
    with Conversations(path) as kept:
        one = talk(kept, MARRAKECH.question, "Et alors ?", REFUSED.question)
    with Conversations(path) as kept:  # the server was started again
        entries = kept.entries("local", one)
        assert [entry.question for entry in entries] == [MARRAKECH.question, "Et alors ?", REFUSED.question]
        assert entries[0].answer == MARRAKECH and entries[2].answer == REFUSED
        assert entries[1].answer.understood == MARRAKECH.question
        assert [len(entry.turns) for entry in entries] == [1, 2, 3]
        assert kept.turns("local", one) == entries[2].turns
        talk(kept, MARRAKECH.question, "Et alors ?", conversation=one)
        assert kept.entries("local", one)[-1].answer.short == "11 mai 2022"


def test_everything_of_an_answer_and_a_turn_comes_back() -> None:
    full = replace(
        MARRAKECH,
        timings_ms={"retrieve": 1.23456789, "total": 2.5},
        explain={"kind": "date", "time": None, "passages": [{"id": "a#0-1", "seen": {"x": 0.5}}]},
        notices=("\u2028 ligne",),
    )
    assert Answer.from_json(json.loads(json.dumps(full.to_kept()))) == full
    outside = Answer.from_json(json.loads(json.dumps(REFUSED.to_json())))
    assert outside == REFUSED and outside.nearest == REFUSED.nearest
    turn = Turn("q", "u", "fr", None, ("a", "b"), True, ("« x »",), "à Marrakech")
    assert Turn.from_json(json.loads(json.dumps(turn.to_json()))) == turn


def test_what_a_pipeline_drops_of_the_turns_stays_dropped(path: Path) -> None:
    with Conversations(path) as kept:
        one = talk(kept, MARRAKECH.question, WASHINGTON.question)
        short = (Turn("seule", "seule", "fr", None, (), True),)
        kept.add("local", one, "seule", REFUSED, short)
        assert kept.turns("local", one) == short
        assert len(kept.entries("local", one)[1].turns) == 2


def test_the_list_has_what_was_used_last_first(path: Path) -> None:
    with Conversations(path) as kept:
        assert kept.listed("local") == []
        kept.begin("local")
        first = talk(kept, MARRAKECH.question)
        second = talk(kept, IN_ENGLISH.question, WASHINGTON.question)
        assert [heading.id for heading in kept.listed("local")] == [second, first]
        talk(kept, "Et alors ?", conversation=first)
        top = kept.listed("local")[0]
        assert (top.id, top.title, top.questions) == (first, MARRAKECH.question, 2)


def test_titles_are_one_line_and_not_endless(path: Path) -> None:
    with Conversations(path) as kept:
        talk(kept, "  Quand\n\n" + "très " * 100 + "longtemps ?")
        title = kept.listed("local")[0].title
        assert title.startswith("Quand très") and title.endswith("…") and len(title) < 90


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("reunion MARRAKECH", True),  # in the question, without accents
        ("réun", True),  # the beginning of a word
        ("bourita", True),  # in an answer
        ("bourita marrakech", True),  # each in another place
        ("tunis", False),
        ("%", False),
        ("_", False),
        ("' OR 1=1 --", False),
        ("", True),
    ],
)
def test_search_looks_into_titles_questions_and_answers(path: Path, search: str, found: bool) -> None:
    with Conversations(path) as kept:
        talk(kept, MARRAKECH.question, WASHINGTON.question)
        assert bool(kept.listed("local", search)) is found


def test_renaming_deleting_and_asking_again(path: Path) -> None:
    with Conversations(path) as kept:
        one = talk(kept, MARRAKECH.question, WASHINGTON.question)
        assert kept.rename("local", one, " Mon\nenquête ") == "Mon enquête"
        assert kept.listed("local", "enquete")[0].title == "Mon enquête"
        assert kept.rename("local", one, " ") == MARRAKECH.question
        kept.cut("local", one, 1)
        assert [entry.question for entry in kept.entries("local", one)] == [MARRAKECH.question]
        kept.delete("local", one)
        assert kept.listed("local") == []
        with pytest.raises(UsageError, match="no such conversation"):
            kept.entries("local", one)


def test_one_owner_never_sees_anothers(path: Path) -> None:
    with Conversations(path) as kept:
        hers = talk(kept, MARRAKECH.question, owner="anna")
        assert kept.listed("boris") == kept.listed("boris", "marrakech") == kept.listed("local") == []
        assert kept.turns("boris", hers) == ()
        attempts = (
            lambda: kept.entries("boris", hers),
            lambda: kept.rename("boris", hers, "x"),
            lambda: kept.delete("boris", hers),
            lambda: kept.cut("boris", hers, 0),
            lambda: talk(kept, WASHINGTON.question, owner="boris", conversation=hers),
        )
        said = set()
        for attempt in attempts:
            with pytest.raises(UsageError) as raised:
                attempt()
            said.add(str(raised.value))
        with pytest.raises(UsageError) as unknown:
            kept.entries("boris", "nothing")
        assert said == {str(unknown.value)}  # nor learns that there is one
        assert len(kept.entries("anna", hers)) == 1


def test_many_threads_and_processes_write_at_once(path: Path) -> None:
    code = """
import sys
from pathlib import Path
from tests.test_conversations import *
with Conversations(Path(sys.argv[1])) as kept:
    for _ in range(5):
        talk(kept, MARRAKECH.question, WASHINGTON.question)
"""
    others = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(2)]
    with Conversations(path) as kept:
        threads = [
            threading.Thread(target=lambda: [talk(kept, MARRAKECH.question) for _ in range(5)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [other.wait(60) for other in others] == [0, 0]
        assert sorted(heading.questions for heading in kept.listed("local")) == [1] * 20 + [2] * 10


def test_hostile_text_is_kept_as_it_was_written(path: Path) -> None:
    question = f"{HOSTILE}\x00\ud83d \u202e'; DROP TABLE entries; --"
    with Conversations(path) as kept:
        one = kept.begin("local")
        kept.add("local", one, question, replace(TRAPPED, question=question), ())
        assert kept.entries("local", one)[0].question == question.replace("\ud83d", "\ufffd")


def test_a_file_that_is_damaged_or_newer_is_said_in_a_sentence(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with Conversations(path) as kept, pytest.raises(LibraryError, match="move it away"):
        kept.listed("local")
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=9")
    with Conversations(path) as kept, pytest.raises(LibraryError, match="schema 9"):
        kept.listed("local")


# Exports


def entries(*answers: Answer) -> list[Entry]:
    return [Entry(answer.question, answer, (), 0.0) for answer in answers]


def test_markdown_has_a_footnote_for_every_mark_numbered_through() -> None:
    written = to_markdown("Marrakech", entries(MARRAKECH, WASHINGTON, REFUSED))
    assert "le 11 mai 2022 [^1][^2]" in written and "pour le 12 [^3]." in written
    assert "« La délégation marocaine était conduite par Nasser Bourita » [^4]." in written
    assert "[^5][^6]" in written  # what came near to the refused question
    notes = re.findall(r"^\[\^(\d+)\]: (.+)$", written, re.MULTILINE)
    assert [int(number) for number, _ in notes] == [1, 2, 3, 4, 5, 6]
    assert "11 mai 2022" in notes[0][1] and "depeches/2022-05-coalition.txt" in notes[0][1]
    assert "date inconnue" in notes[2][1] and "p. 1" in notes[2][1]
    assert "May 2022" in to_markdown("M", entries(IN_ENGLISH), "en")


def test_nothing_of_an_article_is_markup_in_an_export() -> None:
    forged = replace(TRAPPED, text=f"# titre\n\n- liste [^1] [^9]: x [1]\n\n{HOSTILE} [7]")
    written = to_markdown(f"<script>x</script>\n# {HOSTILE}", entries(TRAPPED, forged))
    assert "<" not in written and "](" not in written.replace("\\](", "")
    assert "http://" not in written and "www." not in written and "$$" not in written
    headings = [line for line in written.splitlines() if line.startswith("#")]
    assert len(headings) == 3
    assert len(re.findall(r"^\[\^\d+\]:", written, re.MULTILINE)) == 2
    assert "\\[7\\]" in written  # a mark without a citation is text


@pytest.mark.parametrize("text", ["1. un", "1) un", "- un", "+ un", "# un", "---", "===", "> un", "a\n\nb"])
def test_a_line_is_never_a_block(text: str) -> None:
    line = plain(text)
    assert "\n" not in line and not re.match(r"(?:[-+#=>]|\d+[.)])", line)


def test_json_holds_the_answers_as_the_contract_has_them() -> None:
    held = json.loads(to_json("Marrakech", entries(MARRAKECH, REFUSED)))
    assert held["title"] == "Marrakech"
    assert held["answers"] == [MARRAKECH.to_json(), REFUSED.to_json()]


def test_a_file_is_named_after_its_conversation() -> None:
    assert file_name("Quand a eu lieu… ?", ".md") == "Quand-a-eu-lieu.md"
    assert file_name("../../<x>\u202e", ".json") == "x.json"
    assert file_name("?!", ".md") == "conversation.md"
