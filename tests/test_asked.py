"""Questions that we asked ourselves over news articles: where their answers are, and what is made of them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from rag.cross_encoder import CrossEncoder, Scored
from train.asked import FILE, HELD_OUT, hurried, read_asked, unanswered_groups
from train.examples import held_out, read_news
from train.measure import asked_news

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
TEXT = "Le sommet de Brest s'est ouvert jeudi. Il doit durer trois jours."
NEWS = [{"id": 7, "date": "2020-05-14", "title": "Brest", "heading": "", "text": TEXT}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {
            "article": 7,
            "language": "fr",
            "question": "Où se réunit-on ?",
            "start": TEXT.index("Brest"),
            "end": TEXT.index(" s'est"),
        },
        {"article": 7, "language": "en", "question": "Who chairs the summit?"},
        {"article": 8, "language": "es", "question": "¿Cuándo?", "start": 0, "end": 2},
    ]
    kept = tmp_path / "asked.jsonl"
    kept.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return kept


def test_a_question_finds_its_answer_in_the_articles_text(file: Path) -> None:
    asked = read_asked(NEWS, file)
    [answered], [unanswered] = asked.answered, asked.unanswered  # article 8 is not in the news
    assert (answered.answer, answered.title, answered.published) == ("Brest", "Brest", "2020-05-14")
    assert (unanswered.question, unanswered.language) == ("Who chairs the summit?", "en")
    assert unanswered.start == -1


def test_an_unanswered_question_is_on_the_subject_and_has_no_answer(file: Path) -> None:
    examples = read_asked(NEWS, file).unanswered
    [[pair]] = unanswered_groups(examples, lambda example, rng: (0, 38), random.Random(1))
    assert pair.passage == "Le sommet de Brest s'est ouvert jeudi."
    assert (pair.answerable, pair.relevant, pair.start, pair.kind) == (False, None, -1, "unanswered")


def test_now_and_then_a_question_is_typed_in_a_hurry(file: Path) -> None:
    [example] = read_asked(NEWS, file).answered
    rng = random.Random(1)
    seen = Counter(hurried(example, rng).question for _ in range(200))
    assert set(seen) == {"Où se réunit-on ?", "ou se reunit-on"}
    assert 0.1 < seen["ou se reunit-on"] / 200 < 0.3


def test_no_question_is_asked_twice_of_an_article() -> None:
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert {row["language"] for row in rows} == {"fr", "en", "es", "ar"}
    assert [k for k, n in Counter((r["article"], r["question"]) for r in rows).items() if n > 1] == []


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data")
def test_every_answer_is_whole_words_of_an_article_that_is_not_held_out() -> None:
    news = list(read_news(DATA))
    titles = {row["id"]: row["title"] for row in news}
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert [row for row in rows if held_out(titles[row["article"]])] == []
    asked = read_asked(news)
    assert len(asked.answered) + len(asked.unanswered) == len(rows)
    for example in asked.answered:
        before, after = example.context[example.start - 1 : example.start], example.context[example.end :][:1]
        assert example.answer == example.answer.strip(), example.question
        assert not (before.islower() and example.answer[0].islower()), (
            example.question
        )  # headings run on: adieuIl
        assert not (after.isalnum() and after.islower()), example.question


def test_some_of_the_lines_are_asked_alone(file: Path) -> None:
    asked = read_asked(NEWS, file)
    assert asked.lines(0, 0) == asked
    assert [len(some.answered) for some in (asked.lines(0, 1), asked.lines(1, 3))] == [1, 0]
    assert [len(some.unanswered) for some in (asked.lines(0, 1), asked.lines(1, 3))] == [0, 1]


def test_what_measures_is_over_other_articles_than_what_teaches() -> None:
    taught, measured = (
        {json.loads(line)["article"] for line in file.read_text(encoding="utf-8").splitlines()}
        for file in (FILE, HELD_OUT)
    )
    assert measured
    assert not taught & measured


class _Sure:
    """Reads the first word of a passage, and is as sure as the passage is long."""

    def score(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Scored]:
        return [Scored(0.5, len(text) / 100, 0, text.index(" "), {}) for _, text in passages]


def test_our_questions_are_measured_by_the_likeliest_passage_of_their_article(file: Path) -> None:
    asked, model = read_asked(NEWS, file), cast(CrossEncoder, _Sure())
    both = asked_news(model, asked, lambda _: ["Brest reçoit.", "Le sommet dure trois jours."], 0.2)
    assert both["fr"]["f1"] == 0.0  # "Le" of the longer one, for "Brest"
    assert (both["fr"]["false_refusals"], both["all"]["false_answers"]) == (0.0, 1.0)
    one = asked_news(model, asked, lambda _: ["Brest reçoit."], 0.2)["fr"]
    assert (one["f1"], one["em"], one["false_refusals"]) == (1.0, 1.0, 1.0)
