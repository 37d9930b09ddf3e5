"""Comparisons of two runs: statistics against values worked out otherwise, what moved and where it began."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.compact import BASELINES, compact, write_compact
from eval.comparing import compare, gate
from eval.comparison_text import render
from eval.moves import moves
from eval.paired import bootstrap_interval, holm, permutation_p, smallest_seen
from eval.runs import read_json, write
from index.errors import UsageError
from tests.dossier_command import dossier
from tests.test_eval import GOOD, refused, run_with, said


def table(old: list[float], new: list[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    ones = np.ones(len(old))
    return np.column_stack([old, ones, new, ones])


def test_the_exact_permutation_p_is_that_of_every_flip_of_signs() -> None:
    old, new = [1.0, 0.0, 1.0, 1.0, 0.5, 0.25], [0.0, 0.5, 0.0, 0.0, 0.0, 0.0]
    differences = np.subtract(new, old)
    flips = [abs(np.dot(signs, differences)) for signs in product((1, -1), repeat=6)]
    wanted = np.mean(np.array(flips) >= abs(differences.sum()) - 1e-12)
    assert permutation_p(table(old, new), np.array([2.0, 9.0, 2.0, 9.0]), 0) == pytest.approx(wanted)


def test_one_changed_question_proves_nothing() -> None:
    assert permutation_p(table([1.0], [0.0]), np.array([5.0, 9.0, 5.0, 9.0]), 0) == 1.0


def test_a_ratio_is_permuted_with_its_denominator() -> None:
    """Precision over answers given: one wrong answer became a refusal, eight times."""
    changed = np.array([[0.0, 1.0, 0.0, 0.0]] * 8)
    p = permutation_p(changed, np.array([10.0, 12.0, 10.0, 12.0]), 0)
    assert p == pytest.approx(2 / 2**8)  # only all one way, or all the other, are as far apart


def test_many_changes_are_drawn_and_agree_with_the_normal_law() -> None:
    random = np.random.default_rng(4)
    old = random.integers(0, 2, 400).astype(float)
    new = np.where(random.random(400) < 0.2, 1 - old, old)
    changed = old != new
    p = permutation_p(table(list(old[changed]), list(new[changed])), np.array([0.0, 1.0, 0.0, 1.0]), 0)
    b, c = int((new > old).sum()), int((new < old).sum())
    law = math.erfc((abs(b - c) - 1) / math.sqrt(2 * (b + c)))  # McNemar's test, with continuity
    assert p == pytest.approx(law, abs=0.02)


def test_the_interval_is_that_of_the_mean_difference() -> None:
    random = np.random.default_rng(2)
    old, new = random.random(200), random.random(200) + 0.1
    low, high = bootstrap_interval(table(list(old), list(new)), 0)
    d = new - old
    half = 1.96 * d.std(ddof=1) / math.sqrt(200)
    assert (low, high) == pytest.approx((d.mean() - half, d.mean() + half), abs=0.01)
    assert bootstrap_interval(table(list(old), list(new)), 0) == (low, high)


def test_holm_steps_down() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0] and holm([]) == []


def test_the_smallest_difference_that_would_be_seen() -> None:
    old, new = [0.0, 1.0] * 50, [0.0, 1.0] * 40 + [1.0, 0.0] * 10
    spread = np.std(np.subtract(new, old), ddof=1)
    assert smallest_seen(table(old, new), 0.5, 0.5) == pytest.approx(2.801585 * spread / 10, rel=1e-5)
    assert smallest_seen(table(old, old), 0.5, 0.5) == 6 / 100  # nothing changed: six would have to
    assert smallest_seen(table([0.0], [0.0]), 0.0, 0.0) == 1.0


def two(tmp_path: Path, **parts: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A run, and one whose answer to q1 is another."""
    worse = {**GOOD, "Quand ?": refused("Quand ?")}
    old = run_with(tmp_path).to_json()
    return old, run_with(tmp_path, worse, **parts).to_json()


def test_two_same_runs_are_the_same(tmp_path: Path) -> None:
    run = run_with(tmp_path).to_json()
    found = compare(run, run)
    assert gate(found) == [] and not found.moves and "Nothing moved" in render(found)
    assert "With 3 questions" in render(found)


def test_an_answer_that_changed_stands_beside_the_old_one(tmp_path: Path) -> None:
    found = compare(*two(tmp_path))
    text = render(found)
    assert "q1 (fr, date; began at answer): Quand ?" in text
    assert "- right 11 mai 2022 [1].  fr/maroc.txt#0-43" in text
    assert "+ wrong refused (not_answered)" in text
    right = next(d for d in found.differences if d.measure == "right")
    assert (right.questions, right.changed) == (3, 1)
    assert right.difference == pytest.approx(-1 / 3) and not right.reliable
    [failure] = gate(found)
    assert failure == "answer: what is made of the same readings moved for 1 of 4 questions: q1."
    assert gate(found, moves_pass=True) == []  # one question proves no loss


def test_a_change_is_charged_to_the_stage_where_it_began(tmp_path: Path) -> None:
    old, new = two(tmp_path, found={"Quand ?": ["en.txt", "fr/maroc.txt"]})
    found = compare(old, new)
    [move] = found.moves
    assert set(move.first) == {"lexicon", "chroma"}
    assert move.after == ("fused", "chosen", "readings", "answer")
    assert "fused article 1 → 2" in move.ranks
    assert "q1: lexicon article 1 → 2; chroma article 1 → 2" in render(found)
    # Two neighbours that change places may be a model's last digits; words have none.
    assert [failure.split(":")[0] for failure in gate(found)] == ["lexicon"]


def test_what_is_read_in_another_precision_counts_by_the_measures_alone(tmp_path: Path) -> None:
    old, new = run_with(tmp_path).to_json(), run_with(tmp_path).to_json()
    old["settings"], new["settings"] = {"precision": "float32"}, {"precision": "float32"}
    new["results"][0]["stages"]["readings"][0]["answerable"] = 0.01
    assert [failure.split(":")[0] for failure in gate(compare(old, new))] == ["readings"]
    new["settings"] = {"precision": "bfloat16"}
    found = compare(old, new)
    assert gate(found) == [] and "precision float32 → bfloat16" in render(found)
    new["results"][0]["stages"]["ranked"]["lexicon"].reverse()
    new["results"][1]["answer"]["answer"] = "other words"
    assert [failure.split(":")[0] for failure in gate(compare(old, new))] == ["lexicon", "answer"]


def test_a_turn_after_one_that_changed_follows_it(tmp_path: Path) -> None:
    other = said("Et où ?", "Marrakech", GOOD["Et où ?"].citations[0], understood="Où est Marrakech ?")
    old = run_with(tmp_path).to_json()
    new = run_with(tmp_path, {**GOOD, "Quand ?": refused("Quand ?"), "Et où ?": other}).to_json()
    found = compare(old, new)
    assert {move.id: tuple(move.first) for move in found.moves} == {"q1": ("answer",), "q3": ()}
    alone = compare(old, run_with(tmp_path, {**GOOD, "Et où ?": other}).to_json())
    assert [tuple(move.first) for move in alone.moves] == [("question",)]


def row(**changed: Any) -> dict[str, Any]:
    ids = [f"{n:06x}" for n in range(10)]
    stages = ("lexicon", "chroma", "fused", "read")
    plain: dict[str, Any] = {
        "item": {"id": "q"},
        "answer": {"understood": "q", "language": "fr", "answer": "a"},
        "question": {},
        "scores": {"right": True, "token_f1": 1.0, "alce_precision": 1.0},
        "top": {stage: ids for stage in stages},
        "all": dict.fromkeys(stages, "same"),
        "ranks": {stage: [1, 1] for stage in stages},
        "read": [[id, 0.5, 0.5, 1.0, [], "span"] for id in ids],
        "checked": [[True, None, "date 2022 sentence 1"]],
    }
    return {**plain, **changed}


def test_the_last_digits_of_a_model_are_told_apart() -> None:
    ids = row()["top"]["chroma"]
    other = {**row()["all"], "chroma": "other"}
    swapped = [*ids[:3], ids[4], ids[3], *ids[5:]]
    [move] = moves([(row(), row(top={**row()["top"], "chroma": swapped}, all=other))])
    assert move.first == {"chroma": "noise"}
    lifted = [ids[4], *ids[:4], *ids[5:]]
    [move] = moves([(row(), row(top={**row()["top"], "chroma": lifted}, all=other))])
    assert move.first == {"chroma": "moved"}
    near = [[id, 0.501, 0.499, 1.0, [], "span"] for id in ids]
    [move] = moves([(row(), row(read=near))])
    assert move.first == {"readings": "noise"}
    for far in ([0.51, 0.5, 1.0, [], "span"], [0.5, 0.5, 1.0, [], "pan"], [0.5, 0.5, 1.0, ["Rome"], "span"]):
        [move] = moves([(row(), row(read=[[ids[0], *far], *row()["read"][1:]]))])
        assert move.first == {"readings": "moved"}
    assert moves([(row(), row())]) == []


def test_an_answer_that_is_checked_otherwise_is_seen() -> None:
    [move] = moves([(row(), row(checked=[]))])
    assert move.first == {"checked": "moved"} and not move.answer_changed
    [move] = moves([(row(), row(checked=[], answer={**row()["answer"], "answer": "b"}))])
    assert move.first == {"answer": "moved"} and move.after == ("checked",)


def test_a_part_that_does_otherwise_fails_the_gate(tmp_path: Path) -> None:
    old, new = run_with(tmp_path).to_json(), run_with(tmp_path).to_json()
    old["parts"] = {"facts": {"measures": {"f1": 1.0}, "items": {"s1": "84", "s2": "2022"}}}
    new["parts"] = {"facts": {"measures": {"f1": 0.5}, "items": {"s1": "84", "s2": "none"}}}
    found = compare(old, new)
    assert gate(found) == ["facts: 1 item moved, with no model: s2."]
    assert "Part facts: 1 moved; f1 1.000 → 0.500\n  s2\n    - 2022\n    + none" in render(found)


def test_runs_of_other_questions_are_not_passed(tmp_path: Path) -> None:
    old, new = run_with(tmp_path).to_json(), run_with(tmp_path).to_json()
    new["results"][1]["item"]["answers"] = ["85"]
    assert gate(compare(old, new)) == ["1 question stand in one run only or changed."]
    new["results"] = []
    assert "nothing was compared" in gate(compare(old, new))[-1]


def test_a_reliable_loss_fails_even_where_moves_pass(tmp_path: Path) -> None:
    old, new = two(tmp_path)

    def many(run: dict[str, Any]) -> dict[str, Any]:
        rows = []
        for n in range(40):
            again = json.loads(json.dumps(run["results"][0]))
            again["item"] |= {"id": f"q{n}", "conversation": f"c{n}"}
            rows.append(again)
        return {**run, "results": rows}

    failures = gate(compare(many(old), many(new)), moves_pass=True)
    assert any(failure.startswith("right is reliably worse: 1.000 → 0.000") for failure in failures)
    assert gate(compare(many(new), many(old)), moves_pass=True) == []  # the other way it is better


def test_a_baseline_compares_as_its_run_does(tmp_path: Path) -> None:
    old, new = two(tmp_path)
    write_compact(old, tmp_path / "baseline.json")
    kept = read_json(tmp_path / "baseline.json")
    assert kept == compact(old) == compact(kept)
    assert render(compare(kept, new)) == render(compare(old, new))
    assert str(tmp_path) not in (tmp_path / "baseline.json").read_text("utf-8")


def test_the_command_exits_with_the_gate(tmp_path: Path) -> None:
    write(run_with(tmp_path), tmp_path / "old.json")
    write(run_with(tmp_path, {**GOOD, "Quand ?": refused("Quand ?")}), tmp_path / "new.json")
    shown = dossier("compare", tmp_path / "old.json", tmp_path / "new.json")
    assert shown.code == 0 and "GATE" not in shown.out and "worst first" in shown.out
    caught = dossier("compare", tmp_path / "old.json", tmp_path / "new.json", "--gate")
    assert caught.code == 1 and "GATE  answer: " in caught.out
    assert dossier("compare", tmp_path / "old.json", tmp_path / "old.json", "--gate").code == 0
    assert dossier("compare", tmp_path / "old.json", tmp_path / "none.json").code == 2
    with pytest.raises(UsageError, match="no run"):
        (tmp_path / "x.json").write_text("{}")
        read_json(tmp_path / "x.json")


def test_a_baseline_of_other_scores_is_said_to_be_one(tmp_path: Path) -> None:
    run = run_with(tmp_path).to_json()
    old = json.loads(json.dumps(run))
    del old["results"][0]["scores"]["facts"]
    with pytest.raises(UsageError, match="of another version"):
        compare(old, run)


def test_the_committed_baseline_can_be_compared_with_and_is_small() -> None:
    path = BASELINES / "dossier.json"
    kept = read_json(path)
    assert kept["compact"] and kept["set"]["name"] == "dossier" and len(kept["results"]) >= 200
    assert path.stat().st_size < 1_000_000
    assert compact(kept) == kept
