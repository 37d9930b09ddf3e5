"""A figure or a date of another thing than the one asked about is no answer, nor what isn't settled yet."""

from __future__ import annotations

import pytest

from rag.deeds import undone
from rag.misfits import misfit
from rag.of_what import counts_others, day_it_was_said, of_another_thing, of_other_people
from rag.question import analyse
from rag.reader import Context, Reading
from rag.unset import not_yet_set

MISSION = (
    "La mission alliée change de tête. Ancien patron de l'école d'infanterie de Zwolle, M. van Dam connaît "
    "le pays. Il y avait servi en 2004. Les cours sont suspendus. Le budget annuel, 62 millions d'euros, est "
    "reconduit. Depuis 2018, elle a formé quelque 17 000 soldats irakiens, dont 900 démineurs. Le Canada n'a "
    "gardé qu'une quarantaine de soldats. L'Allemagne donnera 340 millions et le Japon 120 millions."
)


def read(said: str, text: str = MISSION) -> tuple[Reading, Context]:
    start = text.index(said)
    return Reading(0.9, 0.9, start, start + len(said), said), Context(text, language="fr", article=text)


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("Quel est le budget de l'école de Zwolle ?", True),
        ("What is the budget of the school of Zwolle?", True),
        ("Quel est le budget de la mission de Bagdad ?", False),  # the article doesn't say which school it is
        ("Quel est le budget annuel ?", False),
    ],
)
def test_what_is_told_of_one_thing_is_not_told_of_another(asked: str, other: bool) -> None:
    assert of_another_thing(analyse(asked), *read("62 millions d'euros")) is other


@pytest.mark.parametrize(
    ("asked", "said", "others"),
    [
        ("Combien de soldats canadiens sont restés ?", "17 000", True),
        ("Combien de soldats canadiens sont restés ?", "900", True),
        ("Combien de soldats canadiens sont restés ?", "une quarantaine", False),
        ("How many Canadian soldiers stayed?", "17 000", True),
        ("Combien de soldats irakiens ont été formés ?", "17 000", False),
        ("Combien de soldats la mission a-t-elle formés ?", "17 000", False),
        ("Combien de pays étaient représentés ?", "120 millions", True),
        ("Combien le Japon donnera-t-il ?", "120 millions", False),
        ("Combien de Néerlandais ont été tués ?", "62 millions", False),  # of whom nothing is told at all
        ("Combien de Canadiens ont été tués ?", "62 millions", True),  # told of in another sentence
    ],
)
def test_others_are_not_counted(asked: str, said: str, others: bool) -> None:
    assert counts_others(analyse(asked), *read(said)) is others


@pytest.mark.parametrize(
    ("asked", "said", "open_"),
    [
        ("Quand aura lieu la conférence de Tokyo ?", "à une date qui reste à fixer", True),
        ("When will the conference be held?", "on a date yet to be set", True),
        ("Où se tiendra la conférence ?", "dans un lieu non précisé", True),
        ("Quand aura lieu la conférence de Tokyo ?", "mai 2022", False),
        ("Quand la date a-t-elle été fixée ?", "le 3 mai, date fixée par Tokyo", False),
    ],
)
def test_what_is_not_settled_is_said_to_be_so(asked: str, said: str, open_: bool) -> None:
    assert not_yet_set(analyse(asked), said) is open_


REQUESTS = (
    "Le ministre, Jouma Inad, avait reçu les deux officiers. Il a réclamé des formations. "
    "« Nous reprendrons dès qu'on nous le demandera », a assuré le commandant."
)


@pytest.mark.parametrize(
    ("asked", "said", "another"),
    [
        ("Qu'a demandé le ministre ?", "les deux officiers", True),
        ("Qu'a demandé le ministre ?", "Nous reprendrons", True),
        ("Qu'a demandé le ministre ?", "des formations", False),
        ("Qu'a promis le commandant ?", "Nous reprendrons", False),
        ("Qui commandait la mission ?", "Jouma Inad", True),
    ],
)
def test_what_was_done_or_said_otherwise_is_not_what_was_asked_for(
    asked: str, said: str, another: bool
) -> None:
    assert undone(analyse(asked), *read(said, REQUESTS)) is another


def test_an_article_may_be_in_any_language() -> None:
    """Four languages are asked in; articles may be in others."""
    reading, context = read("62 millions d'euros")
    for asked in ("Quel est le budget de l'école de Zwolle ?", "Quels millions sont reconduits ?"):
        foreign = Context(context.text, language="id", article=context.text)
        assert 0 <= misfit(analyse(asked), reading, foreign) <= 1


DRILL = (
    "Le ministre de la Défense, Hanena Sidi, a ouvert les manœuvres lundi matin. La prochaine ira au Ghana, "
    "a indiqué dimanche le général Coleman. Des unités marocaines s'exercent sous les ordres du colonel "
    "Hamid Berrada. Le 28 février, une cérémonie les réunira. Le président Ghazouani y parlera. La veille, "
    "une attaque avait fait vingt morts à Mopti."
)


@pytest.mark.parametrize(
    ("asked", "said", "of_saying"),
    [
        ("Quand aura lieu l'édition du Ghana ?", "dimanche", True),
        ("When will the next one be?", "dimanche", True),
        ("Quand le général Coleman a-t-il parlé ?", "dimanche", False),
        ("Quand a lieu la cérémonie ?", "28 février", False),
    ],
)
def test_the_day_it_was_said_is_not_the_day_it_is(asked: str, said: str, of_saying: bool) -> None:
    assert day_it_was_said(analyse(asked), *read(said, DRILL)) is of_saying


@pytest.mark.parametrize(
    ("asked", "said", "others"),
    [
        ("Qui dirige les soldats marocains ?", "Ghazouani", True),
        ("Who leads the Moroccan soldiers?", "Ghazouani", True),
        ("Qui dirige les soldats marocains ?", "Hamid Berrada", False),
        ("Qui dirige les soldats norvégiens ?", "Ghazouani", False),  # of whom the article doesn't speak
    ],
)
def test_somebody_of_another_people(asked: str, said: str, others: bool) -> None:
    assert of_other_people(analyse(asked), *read(said, DRILL)) is others


@pytest.mark.parametrize(
    ("asked", "said", "other"),
    [
        ("Quand a eu lieu l'attaque de Mopti ?", "lundi matin", True),
        ("Quand a eu lieu l'attaque de Mopti ?", "La veille", False),
        ("Quand a lieu la réunion de Mopti ?", "28 février", False),  # a meeting goes by many words
    ],
)
def test_the_day_of_something_else(asked: str, said: str, other: bool) -> None:
    assert of_another_thing(analyse(asked), *read(said, DRILL)) is other
