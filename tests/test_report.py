"""The report: one page that needs nothing else, and whose numbers are the run's."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.asking import evaluate
from eval.failures import FAILURES, by_failure
from eval.plots import Axis, lines, rounded_up
from eval.question_sets import load_set
from eval.report import report
from eval.runs import Run, write
from index.settings import load_settings
from tests.dossier_command import dossier
from tests.test_eval import GOOD, LINES, Scripted, refused, run_with, write_set

HOSTILE = '<script>alert(1)</script><img src="http://outside.example/x.png">&"\''


class Page(HTMLParser):
    """Tags, attributes, and the numbers that cells say they hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.values: dict[str, list[float]] = {}
        self.failures: dict[str, int] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += given.items()
        if "data-measure" in given:
            self.values.setdefault(given["data-measure"], []).append(float(given["data-value"]))
        if "data-failure" in given:
            self.failures[given["data-failure"]] = int(given["data-count"])


def some_run(folder: Path) -> Run:
    """One right answer, a false refusal, a right refusal, an answer that none has."""
    return run_with(folder, {**GOOD, "Quand ?": refused("Quand ?"), "Who won?": GOOD["How many?"]})


def test_the_numbers_of_the_page_are_those_of_the_run(tmp_path: Path) -> None:
    run = some_run(tmp_path)
    page = Page(report([run]))
    told = run.to_json()["total"]
    for measure, value in told["measures"].items():
        if value is not None:
            assert page.values[measure][0] == value, measure
    assert page.values["aurc"][0] == told["aurc"]
    assert page.values["p95 ms"][0] == told["timings_ms"]["p95"]
    assert sum(page.failures.values()) == sum(not r.scores.right for r in run.results) == 2
    assert page.tags.count("details") == 2 and page.tags.count("svg") == 3


def test_the_page_asks_nothing_of_any_network_and_runs_nothing(tmp_path: Path) -> None:
    html = report([some_run(tmp_path)])
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "image", "use"} & set(page.tags)
    assert not {"src", "href", "xlink:href", "onload", "onclick"} & {name for name, _ in page.attributes}
    assert "default-src 'none'" in dict(page.attributes)["content"] or "default-src 'none'" in html
    assert not re.search(r"url\(|@import", html)


def test_whatever_stands_in_a_set_or_an_answer_is_text(tmp_path: Path) -> None:
    lines_ = [{**LINES[3], "question": HOSTILE, "kind": HOSTILE, "note": HOSTILE, "id": HOSTILE}]
    answers = {HOSTILE: replace(GOOD["How many?"], question=HOSTILE, text=f"{HOSTILE} [1].", short=HOSTILE)}
    run = evaluate(load_set(write_set(tmp_path, lines_)), Scripted(load_settings(), answers))
    page = Page(report([run]))
    assert not {"script", "img"} & set(page.tags)
    assert page.failures["answered"] == 1


def test_a_question_is_lost_at_the_first_stage_that_lost_it(tmp_path: Path) -> None:
    wrong = replace(GOOD["How many?"], short="85", text="85 [1].")
    elsewhere = replace(GOOD["Quand ?"], citations=GOOD["How many?"].citations)
    for answers, found, lost in (
        ({"How many?": wrong}, {"How many?": ["fr/maroc.txt"]}, "not_retrieved"),
        ({"How many?": wrong}, {}, "read_wrong"),
        ({"Quand ?": elsewhere}, {}, "wrong_source"),
        ({"Who won?": GOOD["How many?"]}, {}, "answered"),
    ):
        # Without gold sentences a right passage is any of a right article.
        lines_ = [{**line, "sentences": []} for line in LINES]
        asked = load_set(write_set(tmp_path, lines_))
        run = evaluate(asked, Scripted(load_settings(), {**GOOD, **answers}, found=found))
        groups = by_failure(run.results)
        assert list(groups) == list(FAILURES)
        assert [name for name, results in groups.items() if results] == [lost]


def test_several_runs_stand_beside_each_other(tmp_path: Path) -> None:
    page = Page(report([some_run(tmp_path), run_with(tmp_path)]))
    assert page.values["right"][:2] == [0.666667, 1.0]
    assert page.tags.count("svg") == 3


def test_a_line_ends_where_its_last_point_is() -> None:
    drawn = lines("t", {"a": [(0.0, 0.0), (1.0, 1.0)]}, Axis("x", 0, 1), Axis("y", 0, 1))
    assert 'd="M52 256L536 12"' in drawn  # from the corner of the axes to the other
    ends = [rounded_up(value) for value in (0.0, 1.0, 4376.0, 0.12, 9.0)]
    assert ends == pytest.approx([1.0, 1.0, 5000.0, 0.15, 10.0])


def test_the_command_writes_the_page_beside_the_run(tmp_path: Path) -> None:
    write(some_run(tmp_path), tmp_path / "run.json")
    ran = dossier("report", tmp_path / "run.json")
    assert ran.code == 0 and (tmp_path / "run.html").read_text("utf-8").startswith("<!doctype html>")
    assert dossier("report", tmp_path / "none.json").code == 2


def test_a_sample_set_is_written_once(tmp_path: Path) -> None:
    assert dossier("eval", "init", tmp_path / "mine.jsonl").code == 0
    assert "//" in (tmp_path / "mine.jsonl").read_text("utf-8")
    again = dossier("eval", "init", tmp_path / "mine.jsonl")
    assert again.code == 2 and "is there already" in again.err
