"""What readers say of answers is kept, and becomes questions that `dossier eval` asks again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.items import Item, read_items
from index.errors import UsageError
from index.settings import Settings
from index.sync import sync
from page.database import FILE
from page.feedback import CORRECTION_LIMIT, VERDICTS, Feedback
from page.lessons import items, saying
from rag.answer import Answer
from tests.dossier_command import dossier
from tests.hashing_encoder import HashingEncoder
from tests.scripted_pipeline import ARTICLES, HOSTILE, SCRIPT

MARRAKECH, IN_ENGLISH, WASHINGTON, REFUSED, TRAPPED = SCRIPT
CALENDAR = ARTICLES[2].id


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with the scripted pipeline's articles as files, and no feedback yet."""
    for article in ARTICLES:
        path = tmp_path / "articles" / article.id.replace("<", "(").replace(".pdf", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.text, encoding="utf-8")
    encoder = HashingEncoder()
    folder = tmp_path / "library"
    sync(
        folder,
        [tmp_path / "articles"],
        settings=Settings(),
        encoder=lambda: encoder,
        fingerprint=encoder.fingerprint,
    )
    return folder


def learnt(library: Path, *given: tuple[Answer, str, str]) -> tuple[list[Item], str]:
    """The items that the command writes, as eval reads them, and what it says on standard error."""
    with Feedback(library / FILE) as kept:
        for answer, verdict, correction in given:
            kept.give("local", answer, verdict, correction)
    out = library / "set.jsonl"
    ran = dossier("feedback", "--to-eval", out, "--library", library)
    assert ran.out == ""
    return (read_items(out) if ran.code == 0 else []), ran.err


def test_a_changed_mind_replaces_the_verdict_and_outlives_the_server(tmp_path: Path) -> None:
    with Feedback(tmp_path / FILE) as kept:
        kept.give("local", MARRAKECH, "right")
        kept.give("anna", MARRAKECH, "right")
        kept.give("local", MARRAKECH, "wrong", " le 12\n mai ")
    with Feedback(tmp_path / FILE) as kept:
        found = kept.of("local", MARRAKECH.answer_id)
        assert found and (found.verdict, found.correction) == ("wrong", "le 12 mai")
        assert found.answer == MARRAKECH
        assert [(one.owner, one.verdict) for one in kept.all()] == [("anna", "right"), ("local", "wrong")]
        kept.withdraw("local", MARRAKECH.answer_id)
        assert kept.of("local", MARRAKECH.answer_id) is None
        assert kept.of("boris", MARRAKECH.answer_id) is None


def test_only_verdicts_are_verdicts(tmp_path: Path) -> None:
    with Feedback(tmp_path / FILE) as kept:
        for verdict in ("", "bad", "right'; --"):
            with pytest.raises(UsageError, match="should_have_refused"):
                kept.give("local", MARRAKECH, verdict)
        with pytest.raises(UsageError, match="shorter"):
            kept.give("local", MARRAKECH, "wrong", "x" * (CORRECTION_LIMIT + 1))
        assert kept.all() == []
    assert len(VERDICTS) == 4


def test_right_answers_become_items_with_what_they_cite(library: Path) -> None:
    made, said = learnt(library, (MARRAKECH, "right", ""), (REFUSED, "right", ""))
    marrakech, refused = made
    assert marrakech.question == MARRAKECH.understood and marrakech.language == "fr"
    assert marrakech.answers == ("11 mai 2022",)
    assert marrakech.articles == (ARTICLES[0].id, ARTICLES[1].id)  # not the one that says otherwise
    assert len(marrakech.sentences) == 2
    assert not refused.answerable
    assert "2 items" in said


def test_what_should_have_been_refused_is_an_item_without_an_answer(library: Path) -> None:
    made, _ = learnt(library, (WASHINGTON, "should_have_refused", "on n'en sait rien"))
    assert not made[0].answerable and made[0].articles == made[0].sentences == ()


def test_a_correction_is_looked_for_in_what_was_cited_first(library: Path) -> None:
    made, _ = learnt(library, (MARRAKECH, "wrong", "le 12 mai"))
    assert made[0].answers == ("le 12 mai",) and made[0].articles == (CALENDAR,)
    assert made[0].sentences == (
        "La réunion de Marrakech est prévue le 12 mai, indique un calendrier provisoire.",
    )


def test_then_in_the_library_and_else_the_cited_articles_stand(library: Path) -> None:
    made, _ = learnt(
        library, (WASHINGTON, "wrong", "près de quatre-vingts PAYS"), (MARRAKECH, "wrong", "le 13 juin")
    )
    there, nowhere = made
    assert there.articles == (ARTICLES[0].id,) and there.sentences == ()
    assert nowhere.articles == (ARTICLES[0].id, ARTICLES[1].id, CALENDAR)


def test_a_refusal_that_was_wrong_has_the_correction_as_its_answer(library: Path) -> None:
    made, _ = learnt(library, (REFUSED, "wrong", "le 11 mai 2022"))
    assert made[0].answers == ("le 11 mai 2022",) and made[0].articles == (ARTICLES[0].id,)


def test_the_right_source_is_named_by_id_or_words(library: Path) -> None:
    made, said = learnt(
        library,
        (MARRAKECH, "wrong_source", "presse_espagnole/blinken.md"),
        (WASHINGTON, "wrong_source", "délégation marocaine"),
        (IN_ENGLISH, "wrong_source", "nobody says these words"),
    )
    assert [item.articles for item in made] == [("presse_espagnole/blinken.md",), (ARTICLES[0].id,)]
    assert [item.answers for item in made] == [("11 mai 2022",), ("Nasser Bourita",)]
    assert "Left out: 'When was the Marrakech meeting?' (wrong_source)" in said


def test_wrong_without_a_correction_is_left_out_and_said(library: Path) -> None:
    made, said = learnt(library, (MARRAKECH, "wrong", ""), (WASHINGTON, "right", ""))
    assert len(made) == 1
    assert "no correction" in said
    nothing = library.parent / "none"
    with Feedback(nothing / FILE) as kept:
        kept.give("local", MARRAKECH, "wrong")
    assert dossier("feedback", "--to-eval", library / "x.jsonl", "--library", nothing).code == 1


def test_of_two_readers_the_last_counts(library: Path) -> None:
    with Feedback(library / FILE) as kept:
        kept.give("anna", MARRAKECH, "right")
        kept.give("boris", MARRAKECH, "should_have_refused")
        made, _ = items(kept.all())
    assert [item["answers"] for item in made] == [[]]


def test_hostile_answers_still_make_a_set_that_reads(library: Path) -> None:
    odd = replace(WASHINGTON, answer_id="odd", language="xx-klingon")
    bare = replace(WASHINGTON, answer_id="bare", short=None, text="« Oui » [1].", agree=())
    twice = replace(TRAPPED, citations=TRAPPED.citations * 2, explain={"kind": " "})
    made, said = learnt(
        library,
        (twice, "right", ""),
        (odd, "right", ""),
        (bare, "right", ""),
        (replace(REFUSED, nearest=()), "wrong", f"introuvable {HOSTILE}\u2028\ud800"),
    )
    by_answer = {item.answers: item for item in made}
    assert set(by_answer) == {(HOSTILE,), ("« Oui ».",)}
    assert len(by_answer[(HOSTILE,)].sentences) == 1
    assert "klingon" in said and "no article is known" in said


def test_the_list_is_json_lines(library: Path) -> None:
    none = dossier("feedback", "--library", library)
    assert none.code == 1 and "on the page" in none.err
    with Feedback(library / FILE) as kept:
        kept.give("local", MARRAKECH, "wrong", "le 12 mai")
    ran = dossier("feedback", "--library", library)
    assert ran.code == 0
    assert [(line["verdict"], line["correction"], line["answer_id"]) for line in ran.lines] == [
        ("wrong", "le 12 mai", MARRAKECH.answer_id)
    ]
    assert json.dumps(ran.lines[0])
    assert dossier("feedback", "--to-eval", library / "no" / "x", "--library", library).code == 2


def test_words_are_looked_for_in_titles_too(library: Path) -> None:
    holding = saying(library)
    assert holding("accueille la COALITION") == [ARTICLES[0].id]
    assert holding("presse_espagnole/blinken.md") == ["presse_espagnole/blinken.md"]
    assert holding("?!") == [] and saying(library / "none")("Maroc") == ()
