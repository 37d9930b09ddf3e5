"""Who is asked for by an office is nobody whom the article calls by another."""

from __future__ import annotations

import pytest

from rag.own_office import another_office
from rag.question import analyse
from rag.reader import Context, Reading

TEXT = (
    "Le ministre norvégien de la Pêche, Olav Brandt, a vu le secrétaire exécutif de la ligue, ainsi que "
    "la ministre danoise de la Mer. M. Brandt parle. L'ambassadrice Ana Costa présidait. Luc Morel s'est tu."
)


@pytest.mark.parametrize(
    ("asked", "read", "other"),
    [
        ("Comment s'appelle le secrétaire exécutif de la ligue ?", "Olav Brandt", True),
        ("Quel est le nom du secrétaire exécutif de la ligue ?", "Brandt", True),
        ("Who is the executive secretary of the league?", "Olav Brandt", True),
        ("¿Quién es el secretario ejecutivo de la liga?", "Olav Brandt", True),
        ("من هو الأمين التنفيذي للرابطة؟", "Olav Brandt", True),
        ("Qui est le ministre norvégien de la Pêche ?", "Olav Brandt", False),
        ("Who is the Norwegian minister?", "Olav Brandt", False),
        ("Qui est le ministre danois de la Mer ?", "Olav Brandt", True),  # of another country
        ("Qui est le ministre de la Justice ?", "Olav Brandt", True),  # for something else
        ("Quel ambassadeur présidait ?", "Ana Costa", False),
        ("Quel ministre présidait ?", "Ana Costa", True),
        ("Quel ministre s'est tu ?", "Luc Morel", False),  # of whom nothing is told
        ("Qui a vu la ministre danoise ?", "Olav Brandt", False),  # asks for no office
        ("Qui dirige la ligue ?", "Olav Brandt", False),
        ("Quel ministre danois a parlé ?", "Brandt", True),  # Norwegian, as another sentence says
        ("Quel ministre norvégien a parlé ?", "Brandt", False),
        ("Qui est la directrice de la ligue ?", "Olav Brandt", True),  # a man
        ("Qui est la directrice de la ligue ?", "Ana Costa", True),  # an ambassador
        ("Qui est la présidente ?", "Luc Morel", True),
    ],
)
def test_another_office_than_the_one_asked_for(asked: str, read: str, other: bool) -> None:
    start = TEXT.index(read)
    reading = Reading(1.0, 0.9, start, start + len(read), read)
    assert another_office(analyse(asked), reading, Context(TEXT, language="fr")) is other


COURT = (
    "L'avocate de Luc Morel, Me Ana Costa, fera appel. L'ancien premier commandant de la force, Olav Brandt, "
    "a parlé à la vice-présidente Ida Lund."
)


@pytest.mark.parametrize(
    ("asked", "read", "other"),
    [
        ("Comment s'appelle l'avocate de Luc Morel ?", "Luc Morel", True),
        ("Comment s'appelle l'avocate de Jan Vos ?", "Luc Morel", True),  # who has her
        ("Comment s'appelle l'avocate de Jan Vos ?", "Ana Costa", True),  # another's
        ("Comment s'appelle l'avocate de Luc Morel ?", "Ana Costa", False),
        ("Who is the deputy commander of the force?", "Olav Brandt", True),
        ("Who is the commander of the force?", "Olav Brandt", False),
        ("Qui est la présidente ?", "Ida Lund", True),
        ("Qui est la vice-présidente ?", "Ida Lund", False),
    ],
)
def test_whose_lawyer_and_whose_deputy(asked: str, read: str, other: bool) -> None:
    start = COURT.index(read)
    reading = Reading(1.0, 0.9, start, start + len(read), read)
    assert another_office(analyse(asked), reading, Context(COURT, language="fr")) is other
