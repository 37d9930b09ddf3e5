"""Question sets, runs, tables and gates, with a pipeline that answers from a list."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import eval.command
from eval.asking import evaluate
from eval.bench import limited, spread
from eval.gates import GATES, check, read_gates
from eval.inputs import corpus_hash
from eval.items import Item, read_items
from eval.question_sets import load_set
from eval.runs import Run, read, without_timings, write
from eval.tables import misses, render
from index.errors import UsageError
from index.settings import Settings, load_settings
from rag.answer import Answer, Citation

TEXTS = {
    "fr/maroc.txt": "Le 11 mai 2022, le Maroc abrite la réunion. Elle se tient à Marrakech.",
    "en.txt": "The coalition has 84 members.\nIt was founded in 2014.",
}


@dataclass(frozen=True)
class Named:
    id: str
    text: str = ""


@dataclass
class Scripted:
    """Says what it was told to say; remembers what it was asked."""

    settings: Settings
    answers: Mapping[str, Answer]
    texts: dict[str, str] = field(default_factory=lambda: TEXTS)
    found: Mapping[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    encoder_fingerprint: str = "scripted-1"
    fails_after: int = -1  # questions

    @property
    def library(self) -> Scripted:
        return self

    def view(self) -> Scripted:
        return self

    def article(self, id: str) -> Named:
        return Named(id, self.texts[id])

    def articles(self) -> list[Named]:
        return [Named(name) for name in reversed(self.texts)]

    def ask(self, question: str) -> Answer:
        return self.respond(question, ())[0]

    def respond(self, question: str, turns: tuple[str, ...]) -> tuple[Answer, tuple[str, ...]]:
        if len(self.asked) == self.fails_after:
            raise KeyboardInterrupt
        self.asked.append((question, turns))
        answer = self.answers[question]
        found = [f"{a}#0-9" for a in self.found.get(answer.understood, list(self.texts))]
        ranked = dict.fromkeys(("lexicon", "chroma", "fused"), found)
        passages = [{"id": id, "likely": 0.5, "span": "span"} for id in found]
        return replace(answer, explain={"ranked": ranked, "passages": passages}), (*turns, question)


def cite(article: str, quote: str, n: int = 1) -> Citation:
    start = TEXTS[article].index(quote)
    return Citation(n, article, None, None, None, None, None, start, start + len(quote), quote)


def said(question: str, short: str, *citations: Citation, understood: str | None = None) -> Answer:
    marks = "".join(f"[{c.n}]" for c in citations)
    timings = {"total": 12.5}
    return Answer(
        "id",
        question,
        understood or question,
        "fr",
        f"{short} {marks}.",
        short,
        citations,
        timings_ms=timings,
    )


def refused(question: str) -> Answer:
    return Answer("id", question, question, "fr", "Pas dit.", None, refused=True, reason="not_answered")


MAROC = "Le 11 mai 2022, le Maroc abrite la réunion."
LINES: list[dict[str, Any]] = [
    {
        "id": "q1",
        "language": "fr",
        "kind": "date",
        "question": "Quand ?",
        "answers": ["11 mai 2022"],
        "articles": ["fr/maroc.txt"],
        "sentences": [MAROC],
        "conversation": "chat",
    },
    {
        "id": "q2",
        "language": "en",
        "kind": "number",
        "question": "How many?",
        "answers": ["84"],
        "articles": ["en.txt"],
        "sentences": ["The coalition has 84 members."],
        "note": "spelt in digits",
    },
    {
        "id": "q3",
        "language": "fr",
        "kind": "place",
        "question": "Et où ?",
        "answers": ["Marrakech"],
        "articles": ["fr/maroc.txt"],
        "sentences": ["Elle se tient à Marrakech."],
        "conversation": "chat",
    },
    {
        "id": "q4",
        "language": "en",
        "kind": "refusal",
        "question": "Who won?",
        "answers": [],
        "articles": [],
        "sentences": [],
    },
]
GOOD = {
    "Quand ?": said("Quand ?", "11 mai 2022", cite("fr/maroc.txt", MAROC)),
    "How many?": said("How many?", "84", cite("en.txt", "The coalition has 84 members.")),
    "Et où ?": said(
        "Et où ?",
        "Marrakech",
        cite("fr/maroc.txt", "Elle se tient à Marrakech."),
        understood="Où se tient la réunion ?",
    ),
    "Who won?": refused("Who won?"),
}


def write_set(folder: Path, lines: list[dict[str, Any]], name: str = "dossier") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def run_with(folder: Path, answers: Mapping[str, Answer] = GOOD, **parts: Any) -> Run:
    return evaluate(load_set(write_set(folder, LINES)), Scripted(load_settings(), answers, **parts), seed=3)


def test_a_set_is_read_as_written(tmp_path: Path) -> None:
    items = read_items(write_set(tmp_path, LINES))
    assert [item.id for item in items] == ["q1", "q2", "q3", "q4"]
    assert items[0].answers == ("11 mai 2022",) and items[0].conversation == "chat"
    assert [item.answerable for item in items] == [True, True, True, False]
    assert [item.to_json() for item in items] == LINES


def changed(**fields: Any) -> str:
    return json.dumps({**LINES[0], **fields})


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        (json.dumps({"id": "q"}), "'language' is missing"),
        (changed(anwsers=[]), "unknown field 'anwsers'"),
        (changed(id=7), "'id' must be a string"),
        (changed(question=" "), "'question' must be a string"),
        (changed(language="french"), "'language' is 'french'"),
        (changed(language="FR"), "'language' is 'FR'"),
        (changed(answers="84"), "'answers' must be a list"),
        (changed(answers=[84]), "'answers' must be a list"),
        (changed(articles=["a", "a"]), "'articles' names the same thing twice"),
        (changed(articles=[], sentences=[]), "must name at least one"),
        (changed(answers=[]), "must be empty"),
        (changed(conversation=1), "'conversation' must be a string"),
        ('{"id": "q", "id": "r"}', "'id' is given twice"),
        (json.dumps(LINES[1]), "'q2' is already on line 2"),
    ],
)
def test_a_malformed_line_is_one_sentence_naming_file_and_line(
    tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n" + json.dumps(LINES[1]) + "\n" + line + "\n")
    with pytest.raises(UsageError) as caught:
        read_items(path)
    assert str(caught.value).startswith(f"{path}, line 3: ") and complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_set_that_is_missing_empty_or_not_utf8_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_items(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n\n")
    with pytest.raises(UsageError, match="no questions"):
        read_items(tmp_path / "empty.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"line 1: not UTF-8"):
        read_items(tmp_path / "latin.jsonl")


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    path = write_set(tmp_path, [{**LINES[0], "note": "one\u2028two"}])
    assert read_items(path)[0].note == "one\u2028two"


def test_a_right_pipeline_scores_one_and_passes_the_gates(tmp_path: Path) -> None:
    run = run_with(tmp_path)
    for measure, value in run.total.measures.items():
        assert value is not None, measure
    assert run.total.measures["exact_match"] == run.total.measures["right"] == 1.0
    assert run.total.measures["refusal_recall"] == run.total.measures["sentence_recall"] == 1.0
    assert {k: s.questions for k, s in run.by_language.items()} == {"en": 2, "fr": 2}
    assert set(run.by_kind) == {"date", "number", "place", "refusal"}
    (tmp_path / "gates.toml").write_text("[dossier.at_least]\nexact_match = 1.0\n")
    assert check(run, tmp_path / "gates.toml") == []
    assert misses(run) == ""


def test_turns_of_a_conversation_follow_each_other_and_other_questions_stand_alone(tmp_path: Path) -> None:
    pipeline = Scripted(load_settings(), GOOD)
    done: list[int] = []
    evaluate(load_set(write_set(tmp_path, LINES)), pipeline, progress=done.append)
    warm_up, *asked = pipeline.asked
    assert warm_up == ("Quand ?", ())
    assert asked == [("Quand ?", ()), ("How many?", ()), ("Et où ?", ("Quand ?",)), ("Who won?", ())]
    assert done == [1, 2, 3, 4]


def test_retrieval_is_measured_by_article_at_each_stage(tmp_path: Path) -> None:
    found = {"Où se tient la réunion ?": ["en.txt"] * 3 + ["fr/maroc.txt"] * 2, "Quand ?": []}
    run = run_with(tmp_path, found=found)
    by_id = {result.item.id: result for result in run.results}
    # Passages of one article count once, where its best stands.
    assert by_id["q3"].stages["articles"]["fused"] == ["en.txt", "fr/maroc.txt"]
    assert by_id["q3"].stages["ranks"]["lexicon"] == {"article": 2, "passage": None}
    assert by_id["q3"].scores.retrieval["chroma R@5"] == 1.0
    assert by_id["q3"].scores.retrieval["fused nDCG@10"] == pytest.approx(1 / math.log2(3), abs=1e-6)
    assert by_id["q1"].scores.retrieval["fused R@5"] == 0.0  # nothing found
    assert by_id["q4"].scores.retrieval == {}  # nothing to find


def test_a_turn_with_a_rewrite_is_asked_alone_too(tmp_path: Path) -> None:
    lines = [LINES[0], {**LINES[2], "rewrite": "Où se tient-elle ?"}]
    answers = {**GOOD, "Où se tient-elle ?": refused("Où se tient-elle ?")}
    run = evaluate(load_set(write_set(tmp_path, lines)), Scripted(load_settings(), answers))
    assert run.results[0].alone is None
    assert run.results[1].alone == {
        "raw": {"refused": False, "short": "Marrakech", "right": True},
        "rewrite": {"refused": True, "short": None, "right": False},
    }
    assert "1 turns that lean on what was said before: as typed, alone 1 right" in render(run)


def test_a_stopped_run_goes_on_and_is_the_same(tmp_path: Path) -> None:
    asked, journal = load_set(write_set(tmp_path, LINES)), tmp_path / "journal.jsonl"
    whole = evaluate(asked, Scripted(load_settings(), GOOD))
    with pytest.raises(KeyboardInterrupt):
        evaluate(asked, Scripted(load_settings(), GOOD, fails_after=3), journal=journal)
    with journal.open("a") as file:
        file.write('{"item": {"id": "q3"')  # the line that was being written
    again = Scripted(load_settings(), GOOD)
    resumed = evaluate(asked, again, journal=journal, resume=True)
    # "How many?" was done; the conversation was not, so it is asked again from its first turn.
    assert [question for question, _ in again.asked[1:]] == ["Quand ?", "Et où ?", "Who won?"]
    assert without_timings(resumed.to_json()) == without_timings(whole.to_json())


def test_a_run_of_other_inputs_is_not_resumed(tmp_path: Path) -> None:
    asked, journal = load_set(write_set(tmp_path, LINES)), tmp_path / "journal.jsonl"
    evaluate(asked, Scripted(load_settings(), GOOD), journal=journal)
    same = Scripted(load_settings(), GOOD)
    evaluate(asked, same, journal=journal, resume=True)
    assert same.asked == []
    other = Scripted(load_settings(), GOOD, encoder_fingerprint="scripted-2")
    evaluate(asked, other, journal=journal, resume=True)
    assert len(other.asked) == 1 + len(LINES)


def test_a_run_that_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    run = run_with(tmp_path)
    write(run, tmp_path / "run.json")
    assert read(tmp_path / "run.json").to_json() == run.to_json()
    (tmp_path / "other.json").write_text('{"format": 1, "results": []}')
    with pytest.raises(UsageError, match="format 1"):
        read(tmp_path / "other.json")
    with pytest.raises(UsageError, match="can't be read"):
        read(tmp_path / "none.json")


def test_a_comment_in_a_set_is_left_out_and_the_sample_can_be_asked() -> None:
    items = read_items(Path(eval.command.SAMPLE))
    assert [item.answerable for item in items] == [True, True, False, True, True]
    assert items[-1].rewrite == "Qui présidait la réunion de Rome ?"


def test_the_same_inputs_make_the_same_run_but_for_timings(tmp_path: Path) -> None:
    write(run_with(tmp_path), tmp_path / "runs" / "one.json")
    slower = {q: replace(a, answer_id="other", timings_ms={"total": 99.0}) for q, a in GOOD.items()}
    write(run_with(tmp_path, slower), tmp_path / "runs" / "two.json")
    one, two = (json.loads((tmp_path / "runs" / f"{n}.json").read_text("utf-8")) for n in ("one", "two"))
    assert one["results"][0]["timings_ms"]["total"] == 12.5
    assert one != two
    assert without_timings(one) == without_timings(two)
    assert json.dumps(without_timings(one)) == json.dumps(without_timings(two))  # in the same order, too
    assert sorted(p.name for p in (tmp_path / "runs").iterdir()) == ["one.json", "two.json"]


def test_a_written_run_says_all_that_decided_it_and_nothing_of_this_machine(tmp_path: Path) -> None:
    settings = load_settings(library=tmp_path / "secret-place")
    run = evaluate(load_set(write_set(tmp_path, LINES)), Scripted(settings, GOOD), seed=3)
    write(run, tmp_path / "run.json")
    text = (tmp_path / "run.json").read_text("utf-8")
    assert str(tmp_path) not in text
    record = json.loads(text)
    assert record["set"]["name"] == "dossier" and len(record["set"]["sha256"]) == 64
    assert record["settings"]["encoder"] == "multilingual-e5-small"
    assert len(record["reader"]["sha256"]) == len(record["code"]["sha256"]) == 64
    assert record["encoder"] == "scripted-1" and record["seed"] == 3
    assert record["corpus"] == {"articles": 2, "sha256": corpus_hash(TEXTS)}
    assert {"numpy", "ir-measures"} <= set(record["packages"]) and record["python"]
    third = record["results"][2]
    assert third["item"]["question"] == "Et où ?"
    assert third["answer"]["understood"] == "Où se tient la réunion ?"
    assert third["answer"]["citations"][0]["quote"] == "Elle se tient à Marrakech."
    assert third["stages"]["ranks"]["fused"]["article"] == 1 and third["scores"]["exact_match"] == 1.0


def test_the_corpus_hash_sees_any_change_and_no_order() -> None:
    assert corpus_hash(TEXTS) == corpus_hash(dict(reversed(TEXTS.items())))
    assert corpus_hash(TEXTS) != corpus_hash({**TEXTS, "en.txt": TEXTS["en.txt"] + " "})
    assert corpus_hash({"a": "x", "b": "y"}) != corpus_hash({"a": "y", "b": "x"})


def test_a_set_about_other_articles_is_refused_rather_than_scored_low(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"q2 is about en\.txt, which the library does not hold"):
        run_with(tmp_path, texts={"fr/maroc.txt": TEXTS["fr/maroc.txt"]})
    with pytest.raises(UsageError, match=r"q2 has a gold sentence that stands in none of its articles"):
        run_with(tmp_path, texts={**TEXTS, "en.txt": "Eighty-four."})


def broken(question: str, **fields: Any) -> dict[str, Answer]:
    return {**GOOD, question: replace(GOOD[question], **fields)}


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        (broken("Quand ?", text="Le 11 mai 2022."), "in the answer to q1, citation 1 has no mark"),
        (broken("Quand ?", text="11 mai [1][2]."), "in the answer to q1, the mark [2] has no citation"),
        (
            broken("How many?", citations=(replace(GOOD["How many?"].citations[0], start=1),)),
            "in the answer to q2, 1 of 1 quotes do not stand",
        ),
        (
            broken("How many?", text="85 [1]."),
            "in the answer to q2, 1 of 1 facts do not stand in what it cites",
        ),
        (
            broken("Who won?", nearest=(replace(GOOD["How many?"].citations[0], quote="It has 84."),)),
            "in the answer to q4, 1 of 1 quotes do not stand",
        ),
    ],
)
def test_a_broken_promise_fails_on_any_set(tmp_path: Path, answers: dict[str, Answer], failure: str) -> None:
    (tmp_path / "gates.toml").write_text("")
    failures = check(run_with(tmp_path, answers), tmp_path / "gates.toml")
    assert failure in failures[0]
    assert len({told.split(",")[0].rsplit(" ", 1)[1] for told in failures}) == 1  # of that question only


def test_floors_and_ceilings_hold_for_the_set_they_name(tmp_path: Path) -> None:
    run = run_with(tmp_path, {**GOOD, "Quand ?": refused("Quand ?")})
    gates = tmp_path / "gates.toml"
    gates.write_text(
        "[dossier.at_least]\nexact_match = 0.667\nright = 0.8\n[dossier.at_most]\nfalse_refusals = 0.2\n"
    )
    assert check(run, gates) == [
        "dossier: right is 0.667, below its floor of 0.800.",
        "dossier: false_refusals is 0.333, above its ceiling of 0.200.",
    ]
    gates.write_text("[other.at_least]\nright = 1.0\n")
    assert check(run, gates) == []


def test_a_floor_on_what_was_not_measured_fails(tmp_path: Path) -> None:
    run = evaluate(load_set(write_set(tmp_path, LINES[:1])), Scripted(load_settings(), GOOD))
    (tmp_path / "gates.toml").write_text("[dossier.at_least]\nrefusal_recall = 0.5\n")
    assert check(run, tmp_path / "gates.toml") == [
        "dossier: refusal_recall has a gate, but no question of the set measures it."
    ]


@pytest.mark.parametrize(
    "toml",
    [
        "[dossier.at_leest]\nright = 1.0",
        "[dossier.at_least]\nrigth = 1.0",
        "[dossier.at_least]\nright = '1.0'",
        "[dossier.at_least]\nright = true",
        "[dossier.at_least]\nright = nan",
        "[dossier.at_least]\nright = 80",
        "dossier = 1",
        "[dossier",
    ],
)
def test_a_gate_file_with_a_slip_is_a_usage_error(tmp_path: Path, toml: str) -> None:
    (tmp_path / "gates.toml").write_text(toml)
    with pytest.raises(UsageError, match=r"gates\.toml"):
        read_gates(tmp_path / "gates.toml")


def test_the_committed_gates_can_be_read() -> None:
    assert "dossier" in read_gates(GATES)


def test_the_table_shows_totals_languages_and_kinds(tmp_path: Path) -> None:
    run = run_with(tmp_path, {**GOOD, "Quand ?": refused("Quand ?"), "Who won?": GOOD["How many?"]})
    table = render(run)
    assert max(map(len, table.splitlines())) <= 110
    assert "4 questions, 3 of them answerable; 2 articles" in table
    rows = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split("│")]
        rows.update({cells[1]: cells[2:-1]} if len(cells) > 2 else {})
    assert rows["exact_match"] == ["0.667", "0.208–0.939", "1.000", "0.500"]  # total, interval, en, fr
    assert rows["refusal_recall"] == ["0.000", "0.000–0.793", "0.000", "·"]
    assert rows["date"][:3] == ["1", "0.000", "0.000"] and rows["refusal"][:3] == ["1", "·", "·"]
    assert misses(run) == (
        "q1 (fr, date): Quand ?\n  expected: 11 mai 2022\n  said:     refused (not_answered)\n"
        "q4 (en, refusal): Who won?\n  expected: a refusal\n  said:     84\n  cited:    en.txt\n"
    )


def test_names_in_a_set_are_text_not_markup(tmp_path: Path) -> None:
    lines = [{**LINES[0], "kind": "[red]x[/red]"}, {**LINES[1], "kind": "[/]"}]
    run = evaluate(load_set(write_set(tmp_path, lines)), Scripted(load_settings(), GOOD))
    assert "[red]x[/red]" in render(run) and "[/]" in render(run)


def test_a_run_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be written"):
        write(run_with(tmp_path), tmp_path / "file" / "run.json")


def test_an_item_is_what_its_line_says() -> None:
    item = Item("q", "ar", "date", "متى؟", (), (), ())
    assert not item.answerable and item.to_json()["question"] == "متى؟"


def test_the_benchmark_takes_its_sample_from_the_shortest_to_the_longest() -> None:
    lengths = [50, 10, 40, 20, 30]
    assert [lengths[i] for i in spread(lengths, 3)] == [10, 30, 50]
    assert sorted(spread(lengths, 9)) == [0, 1, 2, 3, 4]
    assert [lengths[i] for i in spread(lengths, 1)] == [30]
    assert spread([], 3) == []


def test_the_benchmark_can_take_the_first_articles_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "short").mkdir()
    with gzip.open(tmp_path / "news.jsonl.gz", "wt") as lines:
        lines.write('{"id": 1}\n{"id": 2}\n{"id": 3}\n')
    short = limited(tmp_path / "news.jsonl.gz", 2, tmp_path / "short")
    assert short.name == "news.jsonl" and short.read_text() == '{"id": 1}\n{"id": 2}\n'
    with pytest.raises(UsageError, match="not a JSONL archive"):
        limited(tmp_path, 2, tmp_path / "short")
