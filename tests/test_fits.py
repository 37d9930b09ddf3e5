"""A span must be what the question asks for: a person by name, a town before its country."""

from __future__ import annotations

import re

import pytest

from index.facts import find_facts
from rag.fits import ACTING, DOUBTED, IMPOSSIBLE, LIKELY, UNLIKELY, fits, named, town_first
from rag.question import analyse, knowing
from rag.reader import Context, Reading
from rag.trained_reader import headed
from rag.values import value_at

TEXT = (
    "Le Portugal accueille, le 3 mai à Braga, la conférence des ports. "
    "Lina Costa, ministre de la mer, y sera."
)


def spans(*said: tuple[str, float]) -> list[tuple[int, int, float]]:
    return [(TEXT.index(text), TEXT.index(text) + len(text), score) for text, score in said]


def told(question: str, *said: tuple[str, float]) -> str:
    start, end, _ = town_first(analyse(question), TEXT, spans(*said))[0]
    return TEXT[start:end]


def test_a_town_is_told_before_its_country() -> None:
    both = (("Portugal", 4.0), ("Braga", 3.0))
    assert told("Où se tient la conférence des ports ?", *both) == "Braga"
    assert told("Dans quel pays se tient la conférence des ports ?", *both) == "Portugal"
    assert told("Where is the conference?", ("Portugal", 4.0), ("Braga", -3.0)) == "Portugal"


def test_an_office_becomes_the_name_beside_it() -> None:
    [(start, end, _)] = spans(("ministre de la mer", 1.0))
    a, b = named(analyse("Qui vient à la conférence ?"), TEXT, start, end)
    assert TEXT[a:b] == "Lina Costa"
    assert named(analyse("Pourquoi l'ouvre-t-elle ?"), TEXT, start, end) == (start, end)


@pytest.mark.parametrize(
    ("question", "span", "share"),
    [
        ("Qui vient à la conférence ?", "Lina Costa", LIKELY),
        ("Qui vient à la conférence ?", "la conférence des ports", UNLIKELY),
        ("Qui a remplacé Lina Costa ?", "Lina Costa", IMPOSSIBLE),
        ("Où se tient la conférence ?", "Lina Costa", UNLIKELY),
        ("En mai, où se tient la conférence ?", "le 3 mai", IMPOSSIBLE),
        ("Qui ouvre la conférence le 3 mai ?", "3 mai", IMPOSSIBLE),
        ("Où se tient la conférence ?", "le 3 mai à Braga", LIKELY),
    ],
)
def test_what_cannot_be_asked_for_is_doubted(question: str, span: str, share: float) -> None:
    start = TEXT.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    assert fits(analyse(question), reading, Context(TEXT, language="fr")) == share


@pytest.mark.parametrize(
    ("span", "share"),
    [
        ("Coalition mondiale contre la pêche", UNLIKELY),  # a body is no place …
        ("Coalition mondiale contre la pêche à Braga", LIKELY),  # … where no place is said with it
        ("Braga", LIKELY),
        ("le port", LIKELY),
        ("Coalition mondiale contre la pêche, consacrée au recul de la faune marine, à Braga", UNLIKELY),
    ],
)
def test_a_body_is_doubted_as_a_place(span: str, share: float) -> None:
    text = "La Coalition mondiale contre la pêche à Braga se réunit sur le port."
    text = text if span in text else f"La {span}."
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    assert fits(analyse("Où se tient la réunion ?"), reading, Context(text, language="fr")) == share


@pytest.mark.parametrize(
    ("text", "span", "share"),
    [
        ("Il se rend dans ce pays d'Afrique du Nord en mai.", "Afrique du Nord", DOUBTED),
        ("La foire se tient dans cette ville du Portugal.", "cette ville du Portugal", DOUBTED),
        ("The fair was held in this city in Portugal.", "Portugal", DOUBTED),
        ("Il se rend dans la ville de Braga en mai.", "Braga", LIKELY),
        ("Elle fut le premier pays du Continent à l'accueillir.", "pays du Continent", UNLIKELY),
        ("Il aime cette ville de Braga.", "Braga", LIKELY),
        ("La foire se tient en Afrique du Nord.", "Afrique du Nord", LIKELY),
    ],
)
def test_where_a_place_named_before_lies_is_no_answer(text: str, span: str, share: float) -> None:
    start = text.index(span)
    reading = Reading(0.9, 0.9, start, start + len(span), span)
    assert fits(analyse("Où se tient la foire ?"), reading, Context(text)) == share


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Combien de pays ont signé ?", "Les deux hommes ont salué la signature.", DOUBTED),
        ("How many countries signed?", "Le texte coûte 12 euros.", DOUBTED),
        ("How many countries signed?", "Douze partenaires ont signé.", LIKELY),
        ("Combien de personnes sont mortes ?", "L'attaque a fait deux morts.", LIKELY),
        ("Combien de temps la réunion des pays a-t-elle duré ?", "Elle a duré deux jours.", LIKELY),
    ],
)
def test_what_counts_something_else_is_doubted(question: str, text: str, share: float) -> None:
    asked, [number] = analyse(question), find_facts(text, "fr")
    value = value_at(asked, text, "fr", None, number.start, number.end)
    reading = Reading(0.9, 0.9, number.start, number.end, number.text, value)
    assert fits(asked, reading, Context(text, language="fr")) == share


def test_a_passage_is_read_with_the_sentence_that_it_speaks_of() -> None:
    passage = "La délégation était conduite par Jean Marceau."
    article = f"Les ministres se sont retrouvés à Porto. {passage} Ils reviendront à Braga."
    here = Context(passage, "Une réunion", "2021-05", "fr", article)
    assert "retrouvés à Porto" in headed(analyse("Qui conduisait la délégation à Porto ?"), here)
    assert headed(analyse("Qui conduisait la délégation à Braga ?"), here) == "Une réunion · 2021-05"


def test_an_office_gives_way_to_the_name_that_closes_its_title() -> None:
    text = (
        "Une équipe, conduite par l'envoyé spécial du président Lenoir pour la mer, Ana Costa, est à Braga."
    )
    start = text.index("envoyé")
    who = analyse("Qui conduit l'équipe ?")
    for said in ("envoyé spécial", "envoyé spécial du président Lenoir"):
        a, b = named(who, text, start, start + len(said))
        assert text[a:b] == "Ana Costa"
    other = "Il a vu l'envoyé spécial du président Lenoir avant que la foule arrive, Ana Costa le suivait."
    start = other.index("envoyé")
    assert named(who, other, start, start + 14) == (start, start + 14)


@pytest.mark.parametrize(
    ("question", "text", "span", "share"),
    [
        ("Qui a blessé Ana Costa ?", "Luc Morel a parlé de la chute d'Ana Costa.", "Luc Morel", DOUBTED),
        ("Qui a blessé Ana Costa ?", "Luc Morel a blessé Ana Costa.", "Luc Morel", LIKELY),
        ("Who wounded Ana Costa?", "Luc Morel a parlé de la chute d'Ana Costa.", "Luc Morel", DOUBTED),
        ("Who bamboozled Ana Costa?", "Luc Morel a parlé de la chute d'Ana Costa.", "Luc Morel", LIKELY),
        (
            "Par qui la ligue a-t-elle été fondée ?",
            "La Ligue nordique a été fondée.",
            "Ligue nordique",
            UNLIKELY * IMPOSSIBLE,  # it is what was founded
        ),
        ("Par qui la ligue a-t-elle été fondée ?", "La ligue, fondée par l'Italie.", "Italie", ACTING),
    ],
)
def test_a_deed_that_the_article_does_not_tell_is_doubted(
    question: str, text: str, span: str, share: float
) -> None:
    start = text.index(span)
    reading = Reading(0.8, 0.8, start, start + len(span), span)
    asked = knowing(analyse(question), [text])
    assert fits(asked, reading, Context(text, language="fr")) == share
    sure = Reading(0.95, 0.95, start, start + len(span), span)
    assert fits(asked, sure, Context(text, language="fr")) == (LIKELY if share == DOUBTED else share)


@pytest.mark.parametrize(
    ("question", "text", "span"),
    [
        ("Où s'est-elle réunie ?", "Elle s'est réunie le 3 mai, au niveau ministériel à Braga.", "Braga"),
        ("Where did they meet?", "They met at ministerial level in Braga.", "Braga"),
    ],
)
def test_the_level_of_a_meeting_is_no_part_of_its_place(question: str, text: str, span: str) -> None:
    found = re.search(r"(?:au niveau|at ministerial).*Braga", text)
    assert found is not None
    asked = analyse(question)
    value = value_at(asked, text, asked.language, None, *found.span())
    assert value is not None and value.said == span
    hall = "Elle s'est réunie dans une salle de l'hôpital de Braga."
    assert value_at(asked, hall, "fr", None, hall.index("dans"), len(hall) - 1) is None


def test_the_name_that_an_office_leads_to_is_who_is_asked_for() -> None:
    text = "Une délégation, conduite par l'envoyé du président Paul Lenoir pour la mer, Ana Costa, est là."
    span = "envoyé du président Paul Lenoir pour la mer, Ana Costa"
    start = text.index(span)
    place = named(analyse("Qui a conduit la délégation ?"), text, start, start + len(span))
    assert text[slice(*place)] == "Ana Costa"


@pytest.mark.parametrize(
    ("asked", "span", "share"),
    [
        ("Qui invite ?", "Réunion", UNLIKELY),  # the name of no person
        ("Qui invite ?", "Lina Costa", LIKELY),
        ("À quel port ont-ils donné ?", "quel port", IMPOSSIBLE),
        ("To which port did they give?", "quel port", IMPOSSIBLE),
    ],
)
def test_a_meeting_is_nobody_and_a_question_no_answer(asked: str, span: str, share: float) -> None:
    text = "Lina Costa présente la Réunion ministérielle, sans dire à quel port ils ont donné."
    start = text.index(span)
    reading = Reading(0.95, 0.95, start, start + len(span), span)
    assert fits(analyse(asked), reading, Context(text, language="fr")) <= share
    assert share < LIKELY or fits(analyse(asked), reading, Context(text, language="fr")) == LIKELY


@pytest.mark.parametrize(
    ("asked", "span", "share"),
    [
        ("Pourquoi le douanier a-t-il été relaxé ?", "pour fraude", UNLIKELY),
        ("Pourquoi le douanier a-t-il été relaxé ?", "trompé par ses chefs", LIKELY),
        ("Pourquoi le douanier était-il poursuivi ?", "pour fraude", LIKELY),
    ],
)
def test_a_reason_told_aside_is_of_something_else(asked: str, span: str, share: float) -> None:
    text = (
        "Le douanier, qui était poursuivi pour fraude, a été relaxé, car il avait été trompé par ses chefs."
    )
    start = text.index(span)
    reading = Reading(0.95, 0.95, start, start + len(span), span)
    assert fits(analyse(asked), reading, Context(text, language="fr")) == share
