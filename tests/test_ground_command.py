"""``dossier ground``: JSON lines of answers with their citations in, each sentence judged, out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.dossier_command import dossier

QUOTE = "Le 11 mai 2022, le Maroc abrite à Marrakech la réunion de la Coalition, qui compte 84 membres."
CITATIONS = [{"n": 1, "quote": QUOTE, "title": "Une réunion", "published": "2022-05"}]


PLAIN = [
    {"id": 1, "answer": "11 May 2022 [1]. 85 membres [1]. Rien.", "citations": CITATIONS},
    {"id": 2, "answer": "Rabat [1].", "citations": [{"n": 1, "quote": QUOTE, "published": None}]},
    {"id": 3, "answer": "", "citations": []},
]
BAD: list[tuple[object, str]] = [
    ({"id": "a", "citations": CITATIONS}, "answer"),
    ({"id": "b", "answer": "84 [1]."}, "citations"),
    ({"id": "c", "answer": "84 [1].", "citations": {"n": 1}}, "citations"),
    ({"id": "d", "answer": "84 [1].", "citations": ["84"]}, "object"),
    ({"id": "e", "answer": "84 [1].", "citations": [{"n": "1", "quote": QUOTE}]}, "number"),
    ({"id": "f", "answer": "84 [1].", "citations": [{"n": 1}]}, "quote"),
    ({"id": "g", "answer": "84 [1].", "citations": [{**CITATIONS[0], "published": "mai"}]}, "mai"),
    ({"id": "h", "answer": "84 [1].", "citations": [*CITATIONS, *CITATIONS]}, "number 1"),
    ({"id": "i", "answer": "84 [1].", "citations": CITATIONS, "language": 3}, "language"),
    ("not JSON", "JSON"),
]
GOOD = {"id": "z", "answer": "84 [1].", "citations": CITATIONS}
STRANGE = [
    {"id": n, "answer": text, "citations": CITATIONS}
    for n, text in enumerate(
        ["\ud83d 84 [1].", "[1][1][999] \x00", "« « « [1]", "84" * 400, "[1]. " * 300, "İ 84 [1]."]
    )
]
ELSEWHERE = {
    "answer": "La recette demande du beurre et un peu de patience [1].",
    "citations": [{"n": 1, "quote": "La réunion des ministres a porté sur le financement."}],
}
GIVEN: list[object] = [*PLAIN, *(line for line, _ in BAD), GOOD, *STRANGE, ELSEWHERE]


@pytest.fixture(scope="module")
def judged() -> Callable[[object], Any]:
    """What comes out for a line that went in: all go through one process, which takes seconds to start."""
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in GIVEN)
    ran = dossier("ground", "-", stdin=given.encode())
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.lines) == len(GIVEN)
    return lambda line: ran.lines[GIVEN.index(line)]


def test_each_sentence_is_judged(judged: Callable[[object], Any]) -> None:
    assert [judged(line) for line in PLAIN] == [
        {
            "id": 1,
            "sentences": [
                {"text": "11 May 2022 [1].", "supported": True, "missing": [], "reason": None},
                {"text": "85 membres [1].", "supported": False, "missing": ["85"], "reason": "missing"},
                {"text": "Rien.", "supported": False, "missing": [], "reason": "no_citation"},
            ],
            "refused": False,
        },
        {
            "id": 2,
            "sentences": [
                {"text": "Rabat [1].", "supported": False, "missing": ["Rabat"], "reason": "missing"}
            ],
            "refused": True,
        },
        {"id": 3, "sentences": [], "refused": True},
    ]


def test_a_bad_line_has_its_error_in_its_place(judged: Callable[[object], Any]) -> None:
    for line, word in BAD:
        found = judged(line)
        assert list(found) == ["id", "error"]
        assert word in found["error"] and found["error"].endswith(".")
    assert judged(GOOD)["sentences"][0]["supported"]


def test_strange_text_does_not_stop_it(judged: Callable[[object], Any]) -> None:
    assert [list(judged(line)) for line in STRANGE] == [["id", "sentences", "refused"]] * len(STRANGE)


def test_a_wrong_call() -> None:
    ran = dossier("ground", "none.jsonl")
    assert (ran.code, ran.out) == (2, "")


def test_what_speaks_of_something_else_is_struck(judged: Callable[[object], Any]) -> None:
    [sentence] = judged(ELSEWHERE)["sentences"]
    assert (sentence["supported"], sentence["reason"]) == (False, "unrelated")
