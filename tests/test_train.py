"""What the reader is taught with, and that a course can be stopped, resumed and published."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from rag.cross_encoder import CrossEncoder
from train.batches import Encoded, PairTokenizer, batches, collate
from train.calibration import fit, reliability
from train.examples import Example, Pair, held_out
from train.loop import Course, steps_of
from train.mining import Span, key, name
from train.model import ReaderModel, losses
from train.pairs import Grouping, Shares
from train.publish import recalibrate, write
from train.recipe import Recipe, Stage, read_recipe
from train.rehearsal import compare
from train.scores import area_under_curve, read

ROOT = Path(__file__).parent.parent
PORT = (
    "Le port de Lorient a été fondé en 1666. Il servait au commerce des Indes. "
    "La ville comptait alors trois mille habitants."
)
LIGHT = "Le phare de Sein s'élève à cinquante mètres. Il fut rallumé en 1951 par les gens de l'île."
ASKED = Example(
    "1",
    "s",
    "fr",
    "Quand le port a-t-il été fondé ?",
    PORT,
    PORT.index("1666"),
    PORT.index("1666") + 4,
    "Lorient",
)
OTHER = Example(
    "2",
    "s",
    "fr",
    "Qui a rallumé le phare ?",
    LIGHT,
    LIGHT.index("les gens"),
    LIGHT.index(" de l'île"),
    "Sein",
)
EVERYTHING = Shares(search=1, neighbour=1, removed=1, exchanged=1, false_premise=1)


@pytest.fixture(scope="module")
def tokenizer(encoder_folder: Path) -> PairTokenizer:
    return PairTokenizer(encoder_folder)


def grouping() -> Grouping:
    half = PORT.index("La ville")
    return Grouping(
        {key(e.context): e for e in (ASKED, OTHER)},
        {name(ASKED): [Span(key(PORT), 0, 20), Span(key(LIGHT), 0, len(LIGHT))]},
        {
            key(PORT): [Span(key(PORT), 0, half - 1), Span(key(PORT), half, len(PORT))],
            key(LIGHT): [Span(key(LIGHT), 0, len(LIGHT))],
        },
        lambda example, passage, rng: example.question.replace("port", "fort"),
        lambda example, passage, rng: "Quand le port a-t-il brûlé ?",
        lambda question, language, rng: (f"when {question}", "en"),
        random.Random(3),
    )


def test_only_the_right_pair_has_an_answer_and_it_is_in_its_passage() -> None:
    for _ in range(20):
        right, *wrong = grouping().group(ASKED, EVERYTHING)
        assert right.passage[right.start : right.end] == "1666"
        assert {p.kind for p in wrong} >= {"search", "removed", "exchanged", "false_premise"}
        assert all((p.start, p.end, p.answerable) == (-1, -1, False) for p in wrong)
        for pair in wrong:
            assert pair.kind in ("exchanged", "false_premise") or "1666" not in pair.passage
            assert (pair.relevant is None) == (pair.kind in ("removed", "exchanged", "false_premise"))


def test_a_question_in_another_language_keeps_its_passages() -> None:
    pairs = grouping().group(ASKED, EVERYTHING, 1.0)
    assert all(pair.question.startswith("when ") for pair in pairs)
    assert pairs[0].passage[pairs[0].start : pairs[0].end] == "1666"


def test_an_article_is_on_one_side_of_the_split() -> None:
    sides = {held_out(title) for title in ("Lorient", "Lorient")}
    assert len(sides) == 1
    assert 50 < sum(held_out(f"Article {n}") for n in range(1000)) < 150


def test_tokens_point_at_the_answer(tokenizer: PairTokenizer) -> None:
    pair = Pair(ASKED.question, PORT, ASKED.start, ASKED.end, True, True, "answer", "Lorient", "1990")
    [encoded] = tokenizer.encode([pair], random.Random(0), measuring=True)
    assert encoded is not None
    assert encoded.text(encoded.start, encoded.end) == "1666"


def test_a_window_of_a_long_passage_holds_the_answer(tokenizer: PairTokenizer) -> None:
    long = f"{LIGHT} " * 30 + PORT + f" {LIGHT}" * 30
    start = long.index("1666")
    pair = Pair(ASKED.question, long, start, start + 4, True, True, "answer")
    for seed in range(5):
        [encoded] = tokenizer.encode([pair], random.Random(seed), measuring=True)
        assert encoded is not None and len(encoded.ids) <= 384
        assert encoded.text(encoded.start, encoded.end) == "1666"


def test_batches_keep_groups_together_and_their_size(tokenizer: PairTokenizer) -> None:
    rng = random.Random(1)
    groups = [
        [e for e in tokenizer.encode(grouping().group(ASKED, EVERYTHING), rng) if e is not None]
        for _ in range(30)
    ]
    made = batches(groups, 2000, rng)
    assert sorted(id(g) for batch in made for g in batch) == sorted(map(id, groups))
    for batch in made:
        assert collate(batch, "cpu").ids.numel() <= 2000


def test_what_is_not_known_costs_nothing() -> None:
    torch.manual_seed(0)
    scores, mask = torch.randn(2, 6, 4), torch.ones(2, 6, dtype=torch.bool)
    zero, one, unknown = torch.zeros(2).long(), torch.ones(2).long(), -torch.ones(2).long()
    told = losses(scores, mask, zero, zero, one, one, zero)
    untold = losses(scores, mask, zero, zero, unknown, one, zero)
    assert "relevance" in told and "relevance" not in untold
    assert told["answerable"] == untold["answerable"]


def small_course(encoder: Path, folder: Path) -> Course:
    torch.manual_seed(5)
    recipe = Recipe(
        "small", 1, 11, 1e-3, 1e-2, 2, 1.0, 600, 1000, 0, ((0,),), (Stage(EVERYTHING, decay=0.5),)
    )
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    return Course(ReaderModel(encoder, config, recipe.frozen), recipe, folder, "cpu")


def small_steps(tokenizer: PairTokenizer) -> list[Sequence[Sequence[Encoded]]]:
    groups = [grouping().group(ASKED, EVERYTHING) for _ in range(12)]
    return steps_of(groups, tokenizer, 600, 1)


def test_a_course_learns_resumes_and_is_published(
    encoder_folder: Path, tokenizer: PairTokenizer, tmp_path: Path
) -> None:
    steps = small_steps(tokenizer)
    whole = small_course(encoder_folder, tmp_path / "a")
    (tmp_path / "a").mkdir()
    whole.run(steps, tmp_path / "a" / "log.jsonl", lambda model: {})
    (tmp_path / "b").mkdir()
    first = small_course(encoder_folder, tmp_path / "b")
    for step in steps[:4]:
        first.learn(step, len(steps))
    first.save()
    second = small_course(encoder_folder, tmp_path / "b")
    assert second.resume() and second.step == 4
    second.run(steps, tmp_path / "b" / "log.jsonl", lambda model: {})
    for name_, exact in whole.tuned().items():
        assert torch.allclose(exact, second.tuned()[name_], atol=1e-5), name_

    file = tmp_path / "reader.safetensors"
    write(whole.tuned(), whole.head(), encoder_folder, file)
    sha256 = recalibrate(
        file, {"relevance": {"bias": 0.0, "relevance": 1.0}, "answerable": {"answerable": 2.0, "bias": 0.0}}
    )
    reader = CrossEncoder(encoder_folder, file, "float32", sha256=sha256)
    pair = Pair(ASKED.question, PORT, ASKED.start, ASKED.end, True, True, "answer")
    [scored] = reader.score(pair.question, [("", pair.passage)])
    [encoded] = tokenizer.encode([pair], random.Random(0), measuring=True)
    assert encoded is not None
    [(start, end, relevance, answerable)] = read(whole.model.float(), [encoded], "cpu")
    assert PORT[scored.start : scored.end] == encoded.text(start, end)
    assert abs(scored.logits["relevance"] - relevance) < 0.1
    assert abs(scored.logits["answerable"] - answerable) < 0.1


def test_what_is_published_is_the_mean_of_the_last_stages(encoder_folder: Path, tmp_path: Path) -> None:
    course = small_course(encoder_folder, tmp_path)
    course.recipe = replace(course.recipe, averaged=((0, 1), (2,)), stages=course.recipe.stages * 3)
    before = {name_: exact.detach().clone() for name_, exact in course.tuned().items()}
    for stage in range(3):  # steps of 1, 2 and 4 from where it was
        with torch.no_grad():
            for exact in course.exact:
                exact += 2**stage
        course.run([], tmp_path / "log.jsonl", lambda model: {})
    course.average()
    for name_, exact in course.tuned().items():
        assert torch.allclose(exact, before[name_] + 4.5, atol=1e-5)  # the mean of 7 and that of 1 and 3


def test_a_stage_goes_onward_from_the_mean_of_earlier_ends(encoder_folder: Path, tmp_path: Path) -> None:
    course = small_course(encoder_folder, tmp_path)
    first = course.recipe.stages[0]
    course.recipe = replace(course.recipe, stages=(first, first, replace(first, onward=((0,), (1,)))))
    before = {name_: exact.detach().clone() for name_, exact in course.tuned().items()}
    for step in (1, 3):
        with torch.no_grad():
            for exact in course.exact:
                exact += step
        course.go_onward()  # of no effect: these begin where the one before ended
        course.run([], tmp_path / "log.jsonl", lambda model: {})
    course.go_onward()
    for name_, exact in course.tuned().items():
        assert torch.allclose(exact, before[name_] + 2.5, atol=1e-5)  # the mean of 1 and 4
    again = small_course(encoder_folder, tmp_path / "other")
    (tmp_path / "other").mkdir()
    again.recipe = course.recipe
    again.begin(course.tuned(), course.head(), 2)
    again.go_onward()
    assert again.stage == 2
    for name_, exact in again.tuned().items():
        assert torch.allclose(exact, before[name_] + 2.5, atol=1e-5)


def test_calibration_finds_the_probability() -> None:
    rng = random.Random(4)
    rows = [{"answerable": rng.gauss(0, 3)} for _ in range(4000)]
    truth = [rng.random() < 1 / (1 + 2.718 ** -(0.5 * row["answerable"] - 1)) for row in rows]
    found = fit(rows, truth, [1.0] * len(rows))
    assert found["answerable"] == pytest.approx(0.5, abs=0.08)
    assert found["bias"] == pytest.approx(-1, abs=0.15)


def test_calibration_error_and_area_under_the_curve() -> None:
    assert reliability([0.9] * 10, [True] * 9 + [False])[0] == pytest.approx(0.0, abs=1e-9)
    assert reliability([0.9] * 10, [False] * 10)[0] == pytest.approx(0.9)
    assert area_under_curve([3, 4], [1, 2]) == 1.0
    assert area_under_curve([1, 2], [1, 2]) == 0.5


def test_a_curve_that_leaves_the_recorded_one_is_told() -> None:
    was = [{"step": 10.0, "span": 4.0, "all": 6.0}]
    assert compare(was, [{"step": 10.0, "span": 4.1, "all": 6.2}]) == []
    assert len(compare(was, [{"step": 10.0, "span": 6.0, "all": 6.2}])) == 1


@pytest.mark.parametrize("file", ["recipe.toml", "rehearsal.toml"])
def test_the_recipes_can_be_read(file: str) -> None:
    recipe = read_recipe(ROOT / "train" / file)
    assert recipe.stages and recipe.tokens > 0
    assert replace(recipe, seed=2).seed == 2
