"""The set that comes along: big enough, balanced, and true to the articles that it is about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.items import DEFAULT_SET, Item, read_items
from eval.measures import normalise, single_spaced
from index.articles import Article, find_files, read_file

CORPUS = Path(__file__).parent.parent / "corpus"
KINDS = {
    *("date", "person", "place", "number", "organisation", "reason", "list", "yes_no", "comparison"),
    *("time_bound", "disagreement", "follow_up", "definition"),
    *("near_miss", "false_premise", "off_topic", "injected_instruction"),
}
REFUSED = {"near_miss", "false_premise", "off_topic"}


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return read_items(DEFAULT_SET)


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    read = [a for name, file in find_files(CORPUS) for a in read_file(file, name, 10**7)]
    return {article.id: article for article in read if isinstance(article, Article)}


def test_the_set_is_large_and_balanced_over_kinds_and_languages(items: list[Item]) -> None:
    assert len(items) >= 200
    kinds, languages = Counter(i.kind for i in items), Counter(i.language for i in items)
    assert set(kinds) == KINDS and min(kinds.values()) >= 6
    assert set(languages) == {"fr", "en", "es", "ar"} and min(languages.values()) >= 40
    assert 45 <= sum(not item.answerable for item in items) <= len(items) // 3


def test_every_kind_is_asked_in_three_languages_or_more(items: list[Item]) -> None:
    for kind in KINDS:
        assert len({item.language for item in items if item.kind == kind}) >= 3, kind


def test_each_item_says_what_it_tests_and_is_asked_once(items: list[Item]) -> None:
    assert all(item.note for item in items)
    alone = Counter(normalise(item.question) for item in items if item.conversation is None)
    assert [question for question, times in alone.items() if times > 1] == []


def test_gold_sentences_stand_word_for_word_in_the_articles_that_may_be_cited(
    items: list[Item], articles: dict[str, Article]
) -> None:
    for item in items:
        for article in item.articles:
            assert article in articles, item.id
        for sentence in item.sentences:
            holders = [a for a in item.articles if single_spaced(sentence) in single_spaced(articles[a].text)]
            assert holders, (item.id, sentence)
        assert bool(item.sentences) == item.answerable, item.id


def test_questions_without_an_answer_are_of_the_kinds_that_are_refused(items: list[Item]) -> None:
    for item in items:
        if item.kind in REFUSED:
            assert not item.answerable, item.id
        elif not item.answerable:  # a follow-up may be a near miss, an order may ask for the impossible
            assert item.kind in {"follow_up", "injected_instruction"}, item.id


def test_turns_of_a_conversation_stand_together_in_one_language(items: list[Item]) -> None:
    order = [item.conversation for item in items]
    for name in {c for c in order if c is not None}:
        places = [n for n, c in enumerate(order) if c == name]
        assert places == list(range(places[0], places[0] + len(places))), name
        assert len({items[n].language for n in places}) == 1, name
        assert items[places[0]].kind != "follow_up", name
        assert all(items[n].kind == "follow_up" for n in places[1:]), name
