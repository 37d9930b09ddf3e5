"""Who did it, where a sentence tells it the other way round."""

from __future__ import annotations

import pytest

from rag.done_by import with_doers
from rag.office_holder import LIKELY
from rag.question import analyse
from rag.reader import Context, Reading

UNSURE = Reading(0.3, 0.3, 0, 3, "Une")
LED = (
    "Une délégation danoise, conduite par l'envoyé spécial du président Lenoir pour la mer, Ana Costa, est à "
    "Porto pour une réunion."
)
ASKED = (
    "La conférence de Porto se tient à l'invitation conjointe du ministre de la Mer, Luc Morel, et de son "
    "homologue."
)
DRILL = "Les manœuvres sont placées sous le commandement du capitaine de vaisseau Sidi Mahfoud."
TOGETHER = (
    "La conférence de Porto se tient à l'invitation conjointe du ministre de la Mer, Luc Morel, et de la "
    "secrétaire de la Ligue, Ana Costa. Jan Rask y sera."
)
FOUNDED = "Créée en 2009 par la Norvège, la Ligue baltique compte neuf membres."
TEXT_99 = "Selon la résolution 99 du Conseil de l'Europe, ces filets sont interdits."
SPOKEN = "Une délégation danoise a été reçue par Ana Costa à Porto."


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("Qui conduit la délégation danoise ?", LED, "Ana Costa"),
        ("Who led the Danish delegation in Porto?", LED, "Ana Costa"),
        ("¿Quién encabezó la delegación danesa?", LED, "Ana Costa"),
        ("من قاد الوفد الدنماركي؟", LED, "Ana Costa"),
        ("من دعا إلى مؤتمر بورتو؟", ASKED, "Luc Morel"),
        ("Who convened the conference in Porto?", ASKED, "Luc Morel"),
        ("Who founded the Baltic League?", FOUNDED, None),
        ("Qui a créé la Ligue baltique ?", FOUNDED, "Norvège"),
        ("Who adopted resolution 99?", TEXT_99, "Conseil de l'Europe"),
        ("Qui a adopté la résolution 98 ?", TEXT_99, None),
        ("Qui commande l'exercice ?", DRILL, "Sidi Mahfoud"),
        ("Who commands the exercise?", DRILL, "Sidi Mahfoud"),
        ("Qui commande le port ?", DRILL, None),
    ],
)
def test_the_doer_after_what_was_done(question: str, text: str, name: str | None) -> None:
    (told,) = with_doers(analyse(question), [Context(text, language="fr")], [UNSURE])
    assert (told.text, told.answerable) == ((name, LIKELY) if name else (UNSURE.text, UNSURE.answerable))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Qui conduit la délégation danoise ?", SPOKEN),
        ("Qui conduit la délégation chilienne ?", LED),
        ("Qui conduit la réunion ?", LED),
        ("Qui accompagne la délégation danoise ?", LED),
        ("Quand la délégation danoise est-elle venue ?", LED),
    ],
)
def test_who_did_another_thing_is_left_alone(question: str, text: str) -> None:
    assert with_doers(analyse(question), [Context(text, language="fr")], [UNSURE]) == [UNSURE]


def test_a_reader_that_has_the_name_is_the_surer() -> None:
    start = LED.index("Ana Costa")
    reading = Reading(0.64, 0.64, start, start + 9, "Ana Costa")
    asked = analyse("من قاد الوفد الدنماركي؟")
    assert with_doers(asked, [Context(LED, language="fr")], [reading])[0].answerable > LIKELY


@pytest.mark.parametrize(
    "question",
    [
        "Qui a créé la Coalition mondiale des ports ?",
        "Who founded the Global Coalition?",
    ],
)
def test_a_body_is_told_of_by_its_first_word(question: str) -> None:
    text = "Créée en 2014 par le Portugal, la coalition compte 20 pays."
    unsure = Reading(0.2, 0.2, 0, 2, "Cr")
    article = f"{text} La Coalition mondiale des ports siège à Porto."
    passage = Context(text, language="fr", article=article)
    (told,) = with_doers(analyse(question), [passage], [unsure])
    assert told.text == "Portugal"


@pytest.mark.parametrize(
    "question",
    [
        "À l'invitation de qui la conférence de Porto se tient-elle ?",
        "At whose invitation was the conference held in Porto?",
        "¿Quién invitó a la conferencia de Porto?",
        "Who jointly convened the conference in Porto?",
    ],
)
def test_two_who_did_it_together_are_both_told(question: str) -> None:
    (told,) = with_doers(analyse(question), [Context(TOGETHER, language="fr")], [UNSURE])
    assert told.text == "Luc Morel, et de la secrétaire de la Ligue, Ana Costa"
    assert told.answerable > LIKELY
