"""A conversation: what a follow-up is understood as, and what a change of subject leaves behind."""

from __future__ import annotations

import pytest

from index.errors import UsageError
from rag.answer import Answer, Citation
from rag.chat import Turn, Understood, respond, understand

MARRAKECH = ("Quand a eu lieu la réunion de Marrakech ?", "11 mai 2022")
WASHINGTON = ("Qui représentait le Maroc à Washington en 2019 ?", "Fouad Yazourh")
RABAT = ("Who led the American team in Rabat?", "Brett McGurk")
ROMA = ("¿Cuándo fue la reunión de Roma?", "28 de junio de 2021")
MURRAKUSH = ("متى كان اجتماع مراكش؟", "11 مايو 2022")


def after(*asked: tuple[str, str]) -> tuple[Turn, ...]:
    turns: tuple[Turn, ...] = ()
    for question, short in asked:
        understood, language = understand(question, turns)
        turns = (*turns, Turn(question, understood, language, short, ("a.txt",), False))
    return turns


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        # a pronoun
        (MARRAKECH, "et qui l'a présidée ?", "Qui a présidé la réunion de Marrakech ?"),
        (MARRAKECH, "Où s'est-elle tenue ?", "Où la réunion de Marrakech s'est-elle tenue ?"),
        (
            MARRAKECH,
            "Combien de pays y ont participé ?",
            "Combien de pays ont participé à la réunion de Marrakech ?",
        ),
        (RABAT, "and when did he speak?", "When did Brett McGurk speak?"),
        (RABAT, "What did he say about Morocco?", "What did Brett McGurk say about Morocco?"),
        (ROMA, "¿y quién la presidió?", "¿Quién presidió la reunión de Roma?"),
        (ROMA, "¿Quién estuvo allí?", "¿Quién estuvo en la reunión de Roma?"),
        (MURRAKUSH, "ومن ترأسه؟", "من ترأس اجتماع مراكش؟"),
        # nothing but the question word
        (MARRAKECH, "Pourquoi ?", "Pourquoi a eu lieu la réunion de Marrakech ?"),
        (MARRAKECH, "où ça ?", "Où a eu lieu la réunion de Marrakech ?"),
        (RABAT, "when?", "When did Brett McGurk lead the American team in Rabat?"),
        (ROMA, "¿Por qué?", "¿Por qué fue la reunión de Roma?"),
        (MURRAKUSH, "أين عقد؟", "أين عقد اجتماع مراكش؟"),
        (MURRAKUSH, "لماذا؟", "لماذا كان اجتماع مراكش؟"),
    ],
)
def test_what_a_follow_up_leaves_out_is_put_in(before: tuple[str, str], question: str, meant: str) -> None:
    turns = after(before)
    assert understand(question, turns) == (meant, turns[0].language)


@pytest.mark.parametrize(
    ("before", "question", "new", "old"),
    [
        (MARRAKECH, "et celle de Rome ?", "Rome", "Marrakech"),
        (MARRAKECH, "et la réunion du Koweït ?", "Koweït", "Marrakech"),
        (WASHINGTON, "et en 2021 ?", "2021", "2019"),
        (WASHINGTON, "et à Rome ?", "Maroc à Rome", "Washington"),  # in a place for in a place
        (RABAT, "And in Washington?", "American team in Washington", "Rabat"),
        (RABAT, "and the Italian team?", "Italian", "American"),
        (ROMA, "¿y la de Kuwait?", "Kuwait", "Roma"),
        (ROMA, "¿y en Kuwait?", "Kuwait", "Roma"),
        (MURRAKUSH, "ماذا عن اجتماع الكويت؟", "الكويت", "مراكش"),
        (MURRAKUSH, "وفي روما؟", "روما", "مراكش"),
    ],
)
def test_another_name_or_year_takes_the_place_of_the_one_before(
    before: tuple[str, str], question: str, new: str, old: str
) -> None:
    understood, _ = understand(question, after(before))
    assert new in understood
    assert old not in understood
    assert understood.split()[0] == before[0].split()[0]  # the question before, asked again


def test_another_year_asks_for_another_meeting() -> None:
    understood, _ = understand("et en 2018 ?", after(MARRAKECH))
    assert understood == "Quand a eu lieu la réunion de 2018 ?"


def test_a_year_is_added_where_there_was_none() -> None:
    understood, _ = understand("et en 2018 ?", after(("Combien de membres compte la Coalition ?", "84")))
    assert understood == "Combien de membres compte la Coalition en 2018 ?"


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (MARRAKECH, "Qui a fondé la coalition anti-Daech ?"),
        (MARRAKECH, "Quand est mort Baghdadi ?"),
        (MARRAKECH, "Il y a combien de membres dans la Coalition ?"),
        (MARRAKECH, "Quelle est la capitale du Chili ?"),
        (RABAT, "How many refugees were treated in the Jordan hospital?"),
        (RABAT, "When did Baghdadi die?"),
        (ROMA, "¿Cuántos miembros tiene la Coalición?"),
        (MARRAKECH, "Comment faire une pizza ?"),
        (MARRAKECH, "Quelle heure est-il ?"),
        (MARRAKECH, "Combien de pays ont envoyé leur ministre à Rome ?"),
        (RABAT, "What is photosynthesis?"),
        (ROMA, "¿Quién es Fouad Yazourh?"),
        (MURRAKUSH, "كم عدد أعضاء التحالف الدولي؟"),
        (MURRAKUSH, "من هو ناصر بوريطة؟"),
    ],
)
def test_a_change_of_subject_drags_nothing_along(before: tuple[str, str], question: str) -> None:
    understood, language = understand(question, after(before))
    assert understood == question
    assert language == after(before)[0].language


def test_a_change_of_subject_is_what_the_next_follow_up_is_about() -> None:
    turns = after(MARRAKECH, ("Quand est mort Baghdadi ?", "octobre 2019"))
    understood, _ = understand("où ça ?", turns)
    assert "Baghdadi" in understood
    assert "Marrakech" not in understood


def test_a_follow_up_of_a_follow_up_still_knows_the_subject() -> None:
    turns = after(MARRAKECH, ("et celle de Rome ?", "28 juin 2021"))
    understood, _ = understand("et qui l'a présidée ?", turns)
    assert "réunion" in understood
    assert "Rome" in understood
    assert "Marrakech" not in understood


def test_the_language_may_change_in_mid_conversation() -> None:
    understood, language = understand("Who represented Morocco in Washington in 2019?", after(MARRAKECH))
    assert (understood, language) == ("Who represented Morocco in Washington in 2019?", "en")


def test_a_first_question_is_understood_as_it_stands() -> None:
    assert understand("  et   celle de Rome ? ", ()) == ("et celle de Rome ?", "fr")


# respond


def _ask(asked: str, understood: Understood) -> Answer:
    cited = Citation(1, "a.txt", None, None, None, None, None, 0, 4, "Rome")
    return Answer("id", asked, understood.text, understood.language, "Rome [1].", "Rome", (cited,), ((1,),))


def test_respond_adds_one_turn_and_changes_nothing_it_was_given() -> None:
    turns = after(MARRAKECH)
    kept = tuple(turns)
    answer, more = respond("et celle de Rome ?", turns, _ask)
    assert turns == kept
    assert more[:-1] == turns
    last = more[-1]
    assert (last.question, last.understood) == (answer.question, answer.understood)
    assert (last.short, last.articles, last.refused) == ("Rome", ("a.txt",), False)
    assert last.quotes == ("Rome",)


def test_respond_gives_the_same_for_the_same() -> None:
    turns = after(MARRAKECH)
    first = respond("et celle de Rome ?", turns, _ask)
    respond("Qui a fondé la coalition ?", turns, _ask)  # another conversation leaves no trace
    assert respond("et celle de Rome ?", turns, _ask) == first


def test_a_question_that_cannot_be_asked_leaves_the_turns_to_the_caller() -> None:
    turns = after(MARRAKECH)
    for question in ("", "?!", "x" * 20_000):
        with pytest.raises(UsageError):
            respond(question, turns, _ask)
    assert len(turns) == 1
