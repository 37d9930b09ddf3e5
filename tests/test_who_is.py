"""Who somebody is, is the office that stands beside the name."""

from __future__ import annotations

import pytest

from rag.question import analyse, knowing
from rag.reader import Context, Reading
from rag.who_is import office_of, person_asked, with_offices

MEN = "Luc Morel, maire de Braga, a vu la ministre danoise de la Mer, Ana Costa, au port."


@pytest.mark.parametrize(
    ("text", "language", "name", "office"),
    [
        (MEN, "fr", "Luc Morel", "maire de Braga"),
        (MEN, "fr", "Costa", "ministre danoise de la Mer"),
        (
            "Le porte-parole du gouvernement Luc Morel est venu.",
            "fr",
            "Luc Morel",
            "porte-parole du gouvernement",
        ),
        (
            "L'envoyé spécial du président Luc Morel, Ana Costa, est là.",
            "fr",
            "Ana Costa",
            "envoyé spécial du président Luc Morel",
        ),
        ("L'envoyé spécial du président Luc Morel, Ana Costa, est là.", "fr", "Luc Morel", "président"),
        ("They met the Danish foreign minister Ana Costa.", "en", "Ana Costa", "Danish foreign minister"),
        ("Ana Costa, the head of the port, spoke.", "en", "Ana Costa", "head of the port"),
        ("El alcalde de Braga, Luc Morel, habló.", "es", "Luc Morel", "alcalde de Braga"),
        ("Le ministre a rencontré hier Luc Morel.", "fr", "Luc Morel", None),
        ("Le ministre, Luc Morel et Ana Costa sont venus.", "fr", "Luc Morel", None),
        ("Luc Morel, qui a vu la ministre, est parti.", "fr", "Luc Morel", None),
        ("C'était, selon l'envoyé danois Luc Morel, la première fois.", "fr", "Luc Morel", "envoyé danois"),
        (
            "Il manque 3 ports, dit le chef de la ligue, le Danois Luc Morel, qui part.",
            "fr",
            "Luc Morel",
            "chef de la ligue",
        ),
        (
            "L'union y avait son vice-président, le Danois Luc Morel, et la ligue le sien.",
            "fr",
            "Luc Morel",
            "vice-président",
        ),
        ("Pour Luc Morel, premier secrétaire, oui.", "fr", "Luc Morel", "premier secrétaire"),
        (
            "Le ministre danois de la Mer, M. Luc Morel, la ministre des Ports, Mme Ana Costa, et le juge.",
            "fr",
            "Luc Morel",
            "ministre danois de la Mer",
        ),
        (
            "Le ministre danois de la Mer, M. Luc Morel, la ministre des Ports, Mme Ana Costa, et le juge.",
            "fr",
            "Ana Costa",
            "ministre des Ports",
        ),
        (
            "L'avocate de Luc Morel, Me Ana Costa, fera appel.",
            "fr",
            "Luc Morel",
            None,
        ),
        ("L'avocate de Luc Morel, Me Ana Costa, parle.", "fr", "Ana Costa", "avocate de Luc Morel"),
        ("Le général de Gaulle parle.", "fr", "de Gaulle", "général"),
        (
            "Les ministres Luc Morel et Ana Costa. Luc Morel, ministre des Ports, parle.",
            "fr",
            "Luc Morel",
            "ministre des Ports",
        ),
    ],
)
def test_the_office_beside_a_name(text: str, language: str, name: str, office: str | None) -> None:
    place = office_of(name, text, language)
    assert (place and text[slice(*place)]) == office


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Qui est Luc Morel ?", "Luc Morel"),
        ("qui est morel", "morel"),
        ("Quel poste occupe Ana Costa ?", "Ana Costa"),
        ("Quelle est la fonction exacte d'Ana Costa ?", "Ana Costa"),
        ("Who is Ana Costa?", "Ana Costa"),
        ("¿Qué cargo ocupa Luc Morel?", "Luc Morel"),
        ("Qui est le maire de Braga ?", None),
        ("Qui Luc Morel a-t-il vu ?", None),
        ("Qui est à Paris ?", None),
        ("Who is with Ana Costa?", None),
        ("Qui est Ana Costa ou Luc Morel ?", None),
    ],
)
def test_whether_a_question_asks_who_somebody_is(question: str, name: str | None) -> None:
    found = person_asked(knowing(analyse(question), [MEN]))
    assert (found and found.text) == name


def test_an_arabic_name_found_word_by_word_is_one_person() -> None:
    said = "Brett McGurk, envoyé spécial du président, est là."
    found = person_asked(knowing(analyse("من هو بريت ماكغورك؟"), [said]))
    assert found is not None
    place = office_of(found.text, said, "fr")
    assert place and said[slice(*place)] == "envoyé spécial du président"


def test_the_reading_is_the_office_and_a_passage_without_one_answers_little() -> None:
    contexts = [Context("Ana Costa est venue.", language="fr"), Context(MEN, language="fr")]
    read = [Reading(0.9, 0.9, 0, 9, "Ana Costa")] * 2
    question, readings = with_offices(analyse("Qui est Ana Costa ?"), contexts, read)
    assert question.kind == "other"
    assert readings[1].text == "ministre danoise de la Mer" and readings[1].answerable > 0.9
    assert readings[0].answerable < 0.1
    other = analyse("Qui a vu Ana Costa ?")
    assert with_offices(other, contexts, read) == (other, read)


def test_in_what_capacity_asks_for_the_office() -> None:
    for question in ("À quel titre Luc Morel est-il venu à Porto ?", "In what capacity did Luc Morel come?"):
        name = person_asked(analyse(question))
        assert name is not None
        assert name.text == "Luc Morel"


def test_the_office_of_several_ends_before_the_first_of_them() -> None:
    text = "Les ministres de la pêche Ana Costa et Morel se sont vus."
    place = office_of("Morel", text, "fr")
    assert place is not None
    assert text[slice(*place)] == "ministres de la pêche"


def test_as_what_somebody_represented_one_is_not_as_what_they_represented_another() -> None:
    text = "La Norvège était représentée à Porto par Olav Brandt, ministre de la Pêche."
    for asked, likely in (
        ("À quel titre Olav Brandt a-t-il représenté la Norvège ?", True),
        ("À quel titre Olav Brandt a-t-il représenté la Ligue baltique ?", False),
    ):
        question = analyse(asked)
        _, [told] = with_offices(question, [Context(text, language="fr")], [Reading(0.9, 0.9, 0, 2, "La")])
        assert (told.answerable > 0.5) is likely
