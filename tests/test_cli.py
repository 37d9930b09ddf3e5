"""The terminal: what is printed where, what other programs read, and exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.conftest import CORPUS, ROOT
from tests.dossier_command import Ran, dossier

QUESTION = "Quand a eu lieu la réunion de Marrakech ?"
UNKNOWN = "Combien pèse un éléphant de mer adulte ?"
HEAVY = {
    "torch",
    "chromadb",
    "openvino",
    "gradio",
    "llama_index",
    "sentence_transformers",
    "numpy",
    "tantivy",
}

ANSWER = [
    "answer_id",
    "question",
    "understood",
    "language",
    "refused",
    "reason",
    "written_by",
    "answer",
    "short",
    "citations",
    "agree",
    "differ",
    "notices",
    "timings_ms",
]
CITATION = ["n", "article", "title", "published", "publisher", "url", "page", "start", "end", "quote"]


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A fresh library of corpus/, and what making it printed."""
    library = tmp_path_factory.mktemp("terminal") / "library"
    return library, dossier("index", CORPUS, "--library", library)


@pytest.fixture(scope="session")
def library(indexed: tuple[Path, Ran]) -> Path:
    return indexed[0]


@pytest.fixture(scope="session")
def batch(library: Path) -> list[dict[str, Any]]:
    """One run over good and bad lines, from standard input; BATCH says what they are."""
    ran = dossier("batch", "-", "--library", library, stdin=b"\n".join(BATCH))
    assert ran.code == 0
    assert "Traceback" not in ran.err
    return ran.lines


BATCH = [
    b'\xef\xbb\xbf{"id": "q1", "question": "La r\xc3\xa9union de Rome, quand ?", "conversation": "one"}',
    b'{"id": "q2", "question": "Qui est Fouad Yazourh ?", "conversation": 2}',
    b'{"id": "q3", "question": "et celle du Kowe\xc3\xaft ?", "conversation": "one"}',
    b'{"id": "q4", "question": "et celle du Kowe\xc3\xaft ?"}',
    b'{"id": "q5", "question": "   ", "conversation": "one"}',
    b'{"id": "q6", "question": 7}',
    b'{"id": "q7"}',
    b"",
    b"not JSON",
    b"[1, 2]",
    b'{"id": "q8", "question": "\xe9t\xe9"}',
    b'{"id": "q9", "question": "' + b"x" * 20_000 + b'"}',
    b'{"id": ' + b"9" * 5_000 + b"}",
    b'{"id": "q10", "question": "\\ud83d Combien de pays \\u0000?"}',
    b'{"id": 11, "question": "Combien p\xc3\xa8se un \xc3\xa9l\xc3\xa9phant de mer adulte ?"}',
]


def article(library: Path, id: str) -> str:
    """The article's text: the decoded file where it is plain text, else what was extracted of it."""
    if id.endswith((".txt", ".md")):
        return (CORPUS / id).read_bytes().decode("utf-8-sig")
    with Library.open(library) as opened:
        return opened.view().article(id).text


# index


def test_indexing_says_in_one_line_what_it_did(indexed: tuple[Path, Ran]) -> None:
    library, ran = indexed
    assert ran.code == 0
    assert re.fullmatch(
        r"20 added, 0 changed, 0 removed, 0 unchanged; \d+ passages in the library; [\d.]+ s\.\n", ran.out
    )
    again = dossier("index", "--library", library)
    assert again.code == 0
    assert again.out.startswith("0 added, 0 changed, 0 removed, 20 unchanged;")
    assert again.err == ""


def test_a_source_can_be_forgotten_and_its_files_stay(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    note = tmp_path / "articles" / "a.txt"
    note.write_text("Une note\n\nLe ministre est arrivé à Paris lundi.", encoding="utf-8")
    library = tmp_path / "library"
    assert dossier("index", note.parent, "--library", library).code == 0
    ran = dossier("index", "--forget", note.parent, "--library", library)
    assert ran.code == 0
    assert "1 articles are no longer in the library" in ran.out
    assert note.exists()
    ran = dossier("index", "--forget", "--library", library)
    assert (ran.code, ran.out) == (2, "")


# ask


def test_an_answer_shows_its_marks_and_its_sources(library: Path) -> None:
    ran = dossier("ask", QUESTION, "--library", library, "--explain")
    assert ran.code == 0
    first = ran.out.splitlines()[0]
    assert "11 mai 2022" in first
    marks = set(re.findall(r"\[\d+\]", first))
    assert marks
    assert set(re.findall(r"^\[\d+\]", ran.out, re.MULTILINE)) == marks
    assert "Marrakech" in ran.out
    assert all(word in ran.out for word in ("understood", "looked for", "took", "fused"))  # --explain


def test_json_is_what_the_contract_says_and_nothing_else(library: Path) -> None:
    ran = dossier("ask", QUESTION, "--json", "--library", library)
    assert ran.code == 0
    [answer] = ran.lines
    assert list(answer) == ANSWER
    assert (answer["question"], answer["language"], answer["refused"]) == (QUESTION, "fr", False)
    assert answer["citations"]
    for citation in answer["citations"]:
        assert list(citation) == CITATION
    assert set(answer["timings_ms"]) == {"retrieve", "read", "weigh", "ground", "total"}


def test_a_filter_that_nothing_passes_is_a_refusal_and_a_refusal_is_an_answer(library: Path) -> None:
    ran = dossier(
        "ask", QUESTION, "--json", "--since", "2050-01-01", "--until", "2050-12-31", "--library", library
    )
    assert ran.code == 0
    [answer] = ran.lines
    assert list(answer) == [*ANSWER, "nearest"]
    assert (answer["refused"], answer["reason"]) == (True, "nothing_found")
    assert answer["citations"] == answer["nearest"] == []
    assert answer["short"] is None
    [notice] = answer["notices"]  # the undated articles that the filter left out are counted
    assert re.search(r"\d+", notice)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", ""], "empty"),
        (["ask", " ?! "], "empty"),
        (["ask", "x" * 20_000], "20,000 characters"),
        (["ask", QUESTION, "--since", "May 2022"], "2022-05-11"),
        (["ask", QUESTION, "--until", "2022-02-30"], "2022-02-30 is not a day"),
        (["ask"], "question"),
        (["ask", QUESTION, "--sinse", "2022-05-01"], "--sinse"),
        (["frobnicate"], "frobnicate"),
        (["batch", "nowhere.jsonl"], "nowhere.jsonl can't be read"),
        (["index", "nowhere"], "nowhere isn't there"),
        (["index", "--as", "name"], "needs a path"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(arguments: list[str], says: str) -> None:
    ran = dossier(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "command", [["ask", QUESTION], ["batch", "-"], ["search", "-"], ["chat"], ["doctor"]]
)
def test_without_a_library_the_work_fails(tmp_path: Path, command: list[str]) -> None:
    ran = dossier(*command, "--library", tmp_path / "nothing")
    assert ran.code == 1
    assert "run `dossier index`" in ran.err + ran.out
    if command[0] != "doctor":
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "nothing").exists()


def test_settings_are_strict(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_LIBARY", str(library))
    ran = dossier("ask", QUESTION)
    assert (ran.code, ran.out) == (2, "")
    assert "DOSSIER_LIBARY is not a setting" in ran.err
    assert "DOSSIER_LIBRARY" in ran.err
    monkeypatch.delenv("DOSSIER_LIBARY")
    monkeypatch.setenv("DOSSIER_PRECISION", "half")
    ran = dossier("ask", QUESTION)
    assert (ran.code, ran.out) == (2, "")
    assert "DOSSIER_PRECISION='half'" in ran.err


# batch and search


def test_every_line_has_its_answer_in_its_place(batch: list[dict[str, Any]]) -> None:
    ids = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", None, None, None, "q9", None, "q10", 11]
    assert [line["id"] for line in batch] == ids


def test_a_bad_line_has_its_error_in_its_place(batch: list[dict[str, Any]]) -> None:
    bad = {place for place, line in enumerate(batch) if "error" in line}
    assert bad == {4, 5, 6, 7, 8, 9, 10, 11}
    for place in bad:
        assert list(batch[place]) == ["id", "error"]
        assert batch[place]["error"].endswith(".")
    says = [batch[place]["error"] for place in sorted(bad)]
    expected = ["empty", "question", "question", "not JSON", "object", "UTF-8", "20,000", "number"]
    for error, word in zip(says, expected, strict=True):
        assert word in error


def test_good_lines_are_whole_answers(batch: list[dict[str, Any]]) -> None:
    for line in batch:
        if "error" not in line:
            assert list(line) == ["id", *ANSWER, *(["nearest"] if line["refused"] else [])]
    last = batch[-1]
    assert (last["refused"], last["reason"], last["citations"]) == (True, "not_answered", [])


def test_every_quote_stands_in_the_file_where_it_says(library: Path, batch: list[dict[str, Any]]) -> None:
    quotes = [c for line in batch for c in [*line.get("citations", []), *line.get("nearest", [])]]
    assert quotes
    for c in quotes:
        assert article(library, c["article"])[c["start"] : c["end"]] == c["quote"]


def test_marks_citations_and_sources_agree(batch: list[dict[str, Any]]) -> None:
    answered = [line for line in batch if not line.get("refused", True)]
    assert answered
    for line in answered:
        numbers = [c["n"] for c in line["citations"]]
        assert numbers == list(range(1, len(numbers) + 1))
        assert {int(mark) for mark in re.findall(r"\[(\d+)\]", line["answer"])} == set(numbers)
        articles = {c["n"]: c["article"] for c in line["citations"]}
        told = [{articles[n] for n in group} for group in line["agree"]]
        assert all(len(group) == 1 for group in told)  # one list of marks per article
        assert len(told) == len({*map(frozenset, told)})


def test_lines_of_a_conversation_are_turns_of_one_chat(batch: list[dict[str, Any]]) -> None:
    lines = {line["id"]: line for line in batch}
    alone, follow_up = lines["q4"], lines["q3"]
    assert alone["understood"] == alone["question"]
    assert follow_up["question"] == alone["question"]
    assert "réunion" in follow_up["understood"]  # from q1, although q2 came between
    assert "Koweït" in follow_up["understood"]
    assert "Yazourh" not in follow_up["understood"]


def test_search_gives_passages_before_any_reading(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    lines = [{"id": 1, "question": QUESTION, "k": 3}, {"id": 2, "question": UNKNOWN}]
    lines += [{"id": 3, "question": QUESTION, "k": k} for k in (0, -1, 5000, "3", 2.5)]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = dossier("search", file, "--library", library)
    assert (ran.code, ran.err) == (0, "")
    first, second, *wrong = ran.lines
    assert len(first["passages"]) == 3
    assert len(second["passages"]) == 10
    assert all(list(line) == ["id", "error"] and "k is" in line["error"] for line in wrong)
    for found in (first["passages"], second["passages"]):
        assert [p["score"] for p in found] == sorted((p["score"] for p in found), reverse=True)
        for p in found:
            assert list(p) == ["article", "start", "end", "text", "score"]
            assert article(library, p["article"])[p["start"] : p["end"]] == p["text"]


# chat, doctor


def test_a_conversation_in_the_terminal_follows_and_survives_a_bad_question(library: Path) -> None:
    said = f"{QUESTION}\n{'x' * 3000}\net celle de Rome ?\n\nnever asked\n"
    ran = dossier("chat", "--library", library, stdin=said.encode())
    assert ran.code == 0
    assert "11 mai 2022" in ran.out
    assert "3,000 characters" in ran.err
    assert re.search(r"^\(.*Rome.*\)$", ran.out, re.MULTILINE)  # what the follow-up was understood as
    assert "never asked" not in ran.out


def test_the_doctor_says_what_is_there(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = dossier("doctor", "--library", library)
    assert (ran.code, ran.err) == (0, "")
    for fact in ("Python 3", "chromadb", "openvino", "SHA-256", "20 articles", str(CORPUS), "All is well."):
        assert fact in ran.out
    monkeypatch.setenv("DOSSIER_ENCODER", "another/model")
    ran = dossier("doctor", "--library", library)
    assert ran.code == 1
    assert "another encoder" in ran.out
    assert "All is well." not in ran.out


# real processes


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, cli\n"
        "sys.argv = ['dossier', '--help']\n"
        "try:\n    cli.main()\n"
        f"finally:\n    print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    help, _, heavy = ran.stdout.rstrip().rpartition("\n")
    assert heavy == "[]"
    for command in ("index", "ask", "batch", "search", "chat", "serve", "eval", "doctor"):
        assert f"  {command} " in help


def test_a_reader_that_leaves_early_ends_the_run_quietly(library: Path) -> None:
    """As ``dossier search questions.jsonl | head -1`` does. What arrived is whole JSON, and only that."""
    line = json.dumps({"id": 1, "question": QUESTION})
    process = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "search", "-", "--library", library],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(f"{line}\n".encode())
    process.stdin.flush()
    answer = json.loads(process.stdout.readline().decode("utf-8"))
    assert answer["id"] == 1 and len(answer["passages"]) == 10
    process.stdout.close()
    process.stdin.write(f"{line}\n".encode() * 3)
    process.stdin.close()
    assert process.stderr.read() == b""
    process.wait(60)
    process.stderr.close()
