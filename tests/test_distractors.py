"""The distractors: many, varied, always the same, and none that answers a question of the set."""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from eval.distractors import (
    LINES,
    PUBLISHER,
    WORDS,
    Distractor,
    conflicts,
    distractors,
    make_distractors,
    seed_of,
)
from eval.items import DEFAULT_SET, read_items
from index.articles import Article, find_files, read_file
from index.errors import UsageError


@pytest.fixture(scope="module")
def made() -> list[Distractor]:
    return distractors()


def test_there_are_a_few_hundred_in_four_languages_and_no_two_alike(made: list[Distractor]) -> None:
    languages = Counter(d.language for d in made)
    assert len(made) >= 300 and languages["fr"] >= 200
    assert min(languages[language] for language in ("en", "es", "ar")) >= 20
    assert len({d.text for d in made}) == len(made) == len({d.id for d in made})


def test_none_answers_a_question_of_the_set(made: list[Distractor]) -> None:
    assert conflicts(made, read_items(DEFAULT_SET)) == []


@pytest.mark.parametrize("seed", [2, 3])
def test_no_other_seed_answers_one_either(seed: int) -> None:
    assert conflicts(distractors(seed), read_items(DEFAULT_SET)) == []


def test_a_distractor_that_does_answer_is_found(made: list[Distractor]) -> None:
    items = read_items(DEFAULT_SET)
    said = {
        "On 14 March, Blinken came.": "names Blinken",
        "L'alliance compte alors 79 membres. Elle s'étend.": "holds a gold sentence of en-number-03",
        "Le 28 juin 2021, une coalition dînait.": "has the answer '28 juin 2021' of fr-inj-01",
    }
    for text, complaint in said.items():
        found = conflicts([replace(made[0], text=text)], items)
        assert any(complaint in line for line in found), text


def test_no_distractor_is_of_a_month_that_the_set_asks_about(made: list[Distractor]) -> None:
    gold = {"2014-09", "2018-02", "2018-06", "2018-07", "2019-02", "2019-10", "2019-11", "2020-06", "2021-06"}
    gold |= {"2022-03", "2022-04", "2022-05", "2022-07"}
    months = {d.published[:7] for d in made}
    assert not gold & months
    assert months <= set(tomllib.loads(WORDS.read_text("utf-8"))["months"])
    near = {"2018-01", "2018-03", "2018-08", "2019-01", "2019-03", "2019-12", "2021-05", "2022-06"}
    assert near <= months


def test_inflected_forms_and_near_names_give_a_stemmer_something_to_do(made: list[Distractor]) -> None:
    text = " ".join(d.whole for d in made)
    for (
        form
    ) in "réunion réunions réunis réunissait réuni ministre ministres ministérielle ministériel".split():
        assert len(re.findall(rf"\b{form}\b", text)) >= 3, form
    for form in "partenaires partenariat membres coalition coalitions combat préside présidence".split():
        assert re.search(rf"\b{form}\b", text), form
    assert "Bouritane" in text and "McGurney" in text


def test_they_are_made_once_quickly_and_read_back_as_what_they_are(tmp_path: Path) -> None:
    start = time.perf_counter()
    assert make_distractors(tmp_path / "d") == 300
    assert time.perf_counter() - start < 2
    files = {file: file.stat().st_mtime_ns for file in (tmp_path / "d").iterdir()}
    assert make_distractors(tmp_path / "d") == 300
    assert files == {file: file.stat().st_mtime_ns for file in (tmp_path / "d").iterdir()}
    read = [a for name, file in find_files(tmp_path / "d") for a in read_file(file, name, 10**7)]
    articles = [article for article in read if isinstance(article, Article)]
    assert len(read) == len(articles) == 300
    assert all("distractor" in article.id for article in articles)
    by_id = {article.id.removeprefix(f"{LINES}/").rsplit(".", 1)[0]: article for article in articles}
    for d in distractors():
        article = by_id[d.id]
        assert d.text.split("\n")[0] in article.text
        assert article.language == d.language, d.id
        assert article.published == (None if d.form == "titled" else d.published), d.id
        assert (article.publisher == PUBLISHER) == (d.form in ("line", "markdown")), d.id


def test_another_seed_makes_others_and_leaves_none_behind(tmp_path: Path) -> None:
    make_distractors(tmp_path, 1)
    (tmp_path / "mine.txt").write_text("not a distractor")
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    make_distractors(tmp_path, 2)
    assert len(find_files(tmp_path)) < 300 and first[LINES] != (tmp_path / LINES).read_bytes()
    make_distractors(tmp_path, 1)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first


def test_a_set_says_that_it_brings_them_along(tmp_path: Path) -> None:
    assert seed_of(DEFAULT_SET) == 1
    own = tmp_path / "own.jsonl"
    assert seed_of(own) is None
    own.with_suffix(".toml").write_text("[distractors]\nseed = 7\n")
    assert seed_of(own) == 7
    own.with_suffix(".toml").write_text("distractors = true\n")
    with pytest.raises(UsageError, match=r"own\.toml: \[distractors\] must be a table"):
        seed_of(own)
    own.with_suffix(".toml").write_text("[[[\n")
    with pytest.raises(UsageError, match=r"own\.toml can't be read"):
        seed_of(own)


def test_a_folder_that_can_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="can't be written"):
        make_distractors(tmp_path / "file")
