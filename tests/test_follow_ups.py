"""What follow-ups point to: by kind, gender, number and recency; and not at all where nothing is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.conversations import compare, read_lines
from eval.items import SETS
from rag.chat import Turn, understand
from rag.follow_ups import understood_as


def conversation(*asked: tuple[str, str | None]) -> tuple[Turn, ...]:
    """The turns of questions with these short answers; None is a refusal."""
    turns: tuple[Turn, ...] = ()
    for question, short in asked:
        understood = understood_as(question, turns)
        turn = Turn(question, understood.text, understood.language, short, ("a.txt",), short is None)
        turns = (*turns, turn)
    return turns


def meant(question: str, *asked: tuple[str, str | None]) -> str:
    return understand(question, conversation(*asked))[0]


NULAND = ("Qui a remplacé Antony Blinken à Marrakech ?", "Victoria Nuland")
WASHINGTON = ("Qui représentait le Maroc à Washington ?", "Fouad Yazourh")


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Pourquoi n'y est-il pas allé ?", "Pourquoi Antony Blinken n'est-il pas allé à Marrakech ?"),
        ("quel est son poste ?", "Quel est le poste de Victoria Nuland ?"),
        ("et elle, qui l'accompagnait ?", "Qui accompagnait Victoria Nuland ?"),
        ("qu'a-t-elle dit sur le Sahara ?", "Qu'a dit Victoria Nuland sur le Sahara ?"),
        ("est-ce qu'elle a rencontré Bourita ?", "Est-ce que Victoria Nuland a rencontré Bourita ?"),
        ("avec qui est-elle venue là-bas ?", "Avec qui Victoria Nuland est-elle venue à Marrakech ?"),
    ],
)
def test_gender_and_kind_tell_who_is_meant(question: str, understood: str) -> None:
    assert meant(question, NULAND) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("Quand la Coalition a-t-elle été créée ?", "2014"),
            "qui l'a fondée ?",
            "Qui a fondé la Coalition ?",
        ),
        (
            ("Combien de pays compte l'Union africaine ?", "55"),
            "où est leur siège ?",
            "Où est le siège de l'Union africaine ?",
        ),
        (("Quelle résolution a été citée ?", "2170"), "que dit-elle ?", "Que dit la résolution 2170 ?"),
        (WASHINGTON, "qui a ouvert la réunion ?", "Qui a ouvert la réunion de Washington ?"),
        (
            ("Où a lieu la réunion du 11 mai ?", "Marrakech"),
            "Qui l'a convoquée ?",
            "Qui a convoqué la réunion du 11 mai ?",
        ),
        (
            ("Who visited Rabat in March 2022?", "Wendy Sherman"),
            "what did she say about it?",
            "What did Wendy Sherman say about it?",  # nothing that was spoken of can be *it*
        ),
        (
            ("When was the summit in Rome?", "28 June 2021"),
            "who came to that meeting?",
            "Who came to the summit in Rome?",
        ),
        (
            ("¿Dónde se celebró la cumbre del Néguev?", "Sde Boker"),
            "¿Quién la organizó?",
            "¿Quién organizó la cumbre del Néguev?",
        ),
        (("¿Quién visitó Rabat?", "Wendy Sherman"), "¿Cuándo llegó?", "¿Cuándo llegó Wendy Sherman?"),
        (("من ترأس الوفد في الرباط؟", "Brett McGurk"), "ما هو منصبه؟", "ما هو منصب Brett McGurk؟"),
        (("متى كان اجتماع الكويت؟", "13 فبراير 2018"), "من شارك فيه؟", "من شارك في اجتماع الكويت؟"),
    ],
)
def test_what_is_pointed_to_stands_in_the_question(
    before: tuple[str, str], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("Combien de membres compte la Coalition en mai 2022 ?", "84"),
            "et en 2021 ?",
            "Combien de membres compte la Coalition en 2021 ?",
        ),
        (
            ("Qui représentait le Maroc à Rome ?", "Nasser Bourita"),
            "et la Tunisie ?",
            "Qui représentait la Tunisie à Rome ?",
        ),
        (
            ("Combien de pays étaient à Marrakech ?", "84"),
            "lesquels ?",
            "Quels pays étaient à Marrakech ?",
        ),
        (
            ("Who opened the session in Washington?", "Mike Pompeo"),
            "and in Rome?",
            "Who opened the session in Rome?",
        ),
        (
            ("¿Dónde se reunieron los ministros en junio de 2021?", "Roma"),
            "¿y en mayo del año siguiente?",
            "¿Dónde se reunieron los ministros en mayo de 2022?",
        ),
        (("كم عدد الأعضاء في 2019؟", "79"), "وفي 2021؟", "كم عدد الأعضاء في 2021؟"),
    ],
)
def test_what_is_said_anew_takes_the_place_of_what_was_there(
    before: tuple[str, str], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_a_refused_question_still_tells_what_the_next_is_about() -> None:
    turns = (WASHINGTON, ("et pour l'Algérie ?", None))
    assert meant("quelle est sa fonction ?", *turns) == "Quelle est la fonction de Fouad Yazourh ?"


def test_a_list_of_people_may_be_meant_together() -> None:
    before = ("Qui présidait la réunion de Rome ?", "Luigi Di Maio et Antony Blinken")
    assert meant("De quoi ont-ils parlé ?", before) == (
        "De quoi Luigi Di Maio et Antony Blinken ont-ils parlé ?"
    )


def test_the_language_of_the_follow_up_may_be_another() -> None:
    assert meant("what's her job?", NULAND) == "What's Victoria Nuland's job?"
    assert meant("¿y quién la acompañaba?", NULAND) == "¿Quién acompañaba a Victoria Nuland?"
    rome = ("Qui présidait la réunion de Rome ?", "Luigi Di Maio")
    assert meant("and when was it?", rome) == "When was the meeting in Rome?"


def test_what_was_only_added_is_told_apart() -> None:
    """Where the conversation was stands in the question, marked as what an article need not name."""
    before = ("Quand la réunion de Marrakech a-t-elle eu lieu ?", "11 mai 2022")
    understood = understood_as("et qui représentait la Tunisie ?", conversation(before))
    assert understood.text == "Qui représentait la Tunisie à la réunion de Marrakech ?"
    assert understood.context == "à la réunion de Marrakech"
    pointed = understood_as("et qui y représentait la Tunisie ?", conversation(before))
    assert (pointed.text, pointed.context) == (understood.text, "")


@pytest.mark.parametrize(
    "question",
    [
        "Dans quels pays l'OTAN forme-t-elle des soldats ?",
        "Pourquoi Blinken a-t-il annulé son voyage ?",
        "Y a-t-il un hôpital en Jordanie ?",
        "Faut-il un visa pour la Tunisie ?",
        "Which country sent its minister to Rome?",
        "Is there a hospital in Jordan?",
        "¿Cuál es la capital de Chile?",
        "لماذا ألغى بلينكن أسفاره في مايو 2022؟",
        "ما هو المجال الذي يتعاون فيه المغرب وكندا؟",  # of a relative clause
        "ما اسم العملية التي ينظمانها كل سنة؟",
    ],
)
def test_a_pronoun_whose_noun_stands_before_it_points_to_nothing_else(question: str) -> None:
    assert meant(question, NULAND, WASHINGTON) == question


def test_most_of_the_set_is_understood_as_it_was_meant() -> None:
    compared = compare(read_lines(SETS / "conversations.jsonl"))
    follow_ups = [c for c in compared if c.line.turn == "follow_up"]
    changes = [c for c in compared if c.line.turn == "change"]
    assert len(compared) >= 66
    assert len(changes) >= len(compared) / 3
    assert sum(c.agrees for c in changes) == len(changes)
    assert sum(c.agrees for c in follow_ups) >= 0.85 * len(follow_ups)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (WASHINGTON, "Et pour l'OTAN ?", "Qui représentait l'OTAN à Washington ?"),
        (
            ("Combien de pays font partie de la coalition ?", "84"),
            "et l'OTAN ?",
            "Combien de pays font partie de l'OTAN ?",
        ),
        (WASHINGTON, "Qui d'autre ?", "Qui d'autre représentait le Maroc à Washington ?"),
        (("Who represented Morocco in Rome?", None), "What about NATO?", "Who represented NATO in Rome?"),
        (
            ("Comment Blinken a-t-il qualifié le plan ?", "sérieux"),
            "Et son slogan ?",
            "Quel est le slogan de Blinken ?",
        ),
        (
            ("¿Quién representó a España en Roma?", "Ana Pastor"),
            "¿Y qué cargo tiene?",
            "¿Qué cargo tiene Ana Pastor?",
        ),
    ],
)
def test_a_body_an_office_or_others_take_their_place(
    before: tuple[str, str | None], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (WASHINGTON, "Et Pompeo, qu'a-t-il fait ?", "Qu'a fait Pompeo ?"),
        (WASHINGTON, "Et African Lion, c'est quoi ?", "C'est quoi African Lion ?"),
        (
            ("Quand a eu lieu la réunion de Marrakech ?", "11 mai 2022"),
            "Et celle de Rome, qui l'a ouverte ?",
            "Qui a ouvert la réunion de Rome ?",
        ),
        (
            ("Who led the team in Rabat?", "Brett McGurk"),
            "What about the June 2018 meeting, where was it?",
            "Where was the June 2018 meeting?",
        ),
    ],
)
def test_a_topic_said_first_takes_the_place_of_its_pronoun(
    before: tuple[str, str], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_one_person_is_not_two_in_a_question() -> None:
    before = ("Who met Bourita in early March?", None)
    assert meant("What did she discuss with him?", before) == "What did Bourita discuss with him?"


def test_the_meeting_before_is_not_the_one_spoken_of() -> None:
    before = ("Où a eu lieu la dernière réunion des hauts responsables de la Coalition ?", "Koweït")
    assert meant("Et celle de Marrakech ?", before) == "Où a eu lieu la réunion de Marrakech ?"
    rome = ("Quand a eu lieu la réunion de Rome ?", "28 juin 2021")
    assert meant("Et la précédente ?", rome) == "Quand a eu lieu la réunion précédente ?"
    assert meant("Où a eu lieu la réunion précédente ?", rome) == "Où a eu lieu la réunion précédente ?"


def test_what_was_said_and_what_bears_a_name_may_be_pointed_to() -> None:
    warned = ("De quoi Blinken a-t-il prévenu ?", "Daech peut encore représenter une menace")
    assert meant("Qui l'a dit ?", warned) == "Qui a dit que « Daech peut encore représenter une menace » ?"
    assert meant("Quand l'a-t-il dit ?", warned) == "Quand Blinken a-t-il prévenu ?"
    lion = ("Quel est le nom de l'opération annuelle ?", "African Lion")
    assert meant("Où se déroule-t-elle ?", lion) == "Où l'opération African Lion se déroule-t-elle ?"


def test_the_cited_sentence_tells_of_the_meeting_that_no_question_named() -> None:
    quote = "Le Maroc était représenté dans cette réunion par Fouad Yazourh, du ministère des Affaires."
    first = Turn(WASHINGTON[0], WASHINGTON[0], "fr", WASHINGTON[1], ("a.txt",), False, (quote,))
    assert understand("Qui l'a ouverte ?", (first,))[0] == "Qui a ouvert la réunion de Washington ?"
    assert understand("And who opened it?", (first,))[0] == "Who opened the meeting in Washington?"
    assert understand("Qui y a participé ?", (first,))[0] == "Qui a participé à la réunion de Washington ?"
    they = understood_as("What did they discuss?", (first,))
    assert they.text == "What did they discuss at the meeting in Washington?"
    assert they.context == "at the meeting in Washington"


MEETING = ("Qui représentait le Maroc à la réunion de Washington ?", "Fouad Yazourh")
KING = ("Qui est le roi de Norvège ?", "Harald VI")
FOUNDED = ("Quand la Ligue des ports a-t-elle été fondée ?", "2014")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        # an interrogative with its noun is one still
        (FOUNDED, "Par quel pays ?", "Par quel pays la Ligue des ports a-t-elle été fondée ?"),
        (MEETING, "Et pour quoi faire ?", "Pourquoi est-ce que Fouad Yazourh représentait le Maroc"),
        # when *that* was: the event, not what was asked of it
        (MEETING, "C'était quand ?", "Quand a eu lieu la réunion de Washington ?"),
        (
            ("Who chaired the Braga meeting?", "Ana Costa"),
            "When was that?",
            "When was the Braga meeting?",
        ),
        (
            FOUNDED,
            "À l'initiative de qui ?",
            "À l'initiative de qui la Ligue des ports a-t-elle été fondée ?",
        ),
        # before and after what
        (MEETING, "Et qui était mort juste avant ?", "Qui était mort juste avant la réunion de Washington ?"),
        # whose office it is: the country's
        (
            KING,
            "Et son ministre des Affaires étrangères ?",
            "Qui est le ministre des Affaires étrangères de Norvège ?",
        ),
        (
            ("Who is the king of Norway?", "Harald VI"),
            "And its prime minister?",
            "Who is Norway's prime minister?",
        ),
        (KING, "Et son âge ?", "Quel est l'âge d'Harald VI ?"),
        # what is asked for is not what does it
        (
            ("How many members does the league have?", "84"),
            "Which UN office does it host?",
            "Which UN office does the league host?",
        ),
        (
            ("Quel groupe la Ligue a-t-elle créé ?", "le Groupe des ports"),
            "Qui en assure la présidence ?",
            "Qui assure la présidence du Groupe des ports ?",
        ),
        # where somebody went, without saying who
        (
            ("من قاد الوفد إلى الرباط؟", "Ana Costa"),
            "ولماذا ذهب إلى هناك؟",
            "لماذا ذهب Ana Costa إلى الرباط؟",
        ),
        # a name beside a country is not one name with it
        (
            ("¿Cuándo visitó Ana Costa Portugal?", "marzo"),
            "¿Con quién se reunió?",
            "¿Con quién se reunió Ana Costa?",
        ),
        # on what occasion, at whose invitation, before whom
        (
            ("In which city did Costa and Morel meet?", "Braga"),
            "On what occasion?",
            "On what occasion did Costa and Morel meet?",
        ),
        (
            ("Why did Ana Costa go to Braga?", "to talk"),
            "And at whose invitation?",
            "At whose invitation did Ana Costa go to Braga?",
        ),
        (
            ("Quand Ana Costa a-t-elle parlé de la pêche ?", "mardi"),
            "Devant qui ?",
            "Devant qui Ana Costa a-t-elle parlé de la pêche ?",
        ),
        # what something was told on is nobody
        (
            ("Sur quoi Ana Costa a-t-elle écrit ?", "sur Twitter"),
            "Qui a-t-elle vu ?",
            "Qui Ana Costa a-t-elle vu ?",
        ),
    ],
)
def test_what_a_journalist_asks_next(before: tuple[str, str], question: str, understood: str) -> None:
    assert meant(question, before).startswith(understood)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (MEETING, "Et qui a gagné le marathon de Casablanca ?"),
        (("Where was the Braga meeting?", "Braga"), "And who won the World Cup?"),
        (("¿Cuántos Estados forman la Liga?", "84"), "¿Y cuántos habitantes tiene Rabat?"),
        (("¿Dónde fue la reunión de Braga?", "Braga"), "¿Y quién ganó el partido?"),
    ],
)
def test_a_question_that_says_what_it_is_about_drags_nothing_along(
    before: tuple[str, str], question: str
) -> None:
    dragged = meant(question, before)
    assert not any(
        word in dragged for word in ("réunion", "meeting", "reunión", "Liga", "Washington", "Braga")
    )


def test_the_previous_one_is_asked_for_whole() -> None:
    asked = (("Where was the Braga meeting?", "Braga"),)
    assert (
        meant("When did the previous one take place?", *asked) == "When did the previous meeting take place?"
    )


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("What does African Tide bring together?", "les marins des deux pays"),
            "How often is it held?",
            "How often is African Tide held?",
        ),
        (("What does resolution 99 say?", "la pêche"), "Who adopted it?", "Who adopted the resolution 99?"),
        (
            ("¿Qué resolución habla de la pesca?", "99"),
            "¿Qué órgano la adoptó?",
            "¿Qué órgano adoptó la resolución 99?",
        ),
        (
            ("Which forum will Ana Costa attend in July?", "réunion du Forum nordique"),
            "Where will it be held?",
            "Where will the forum in July be held?",
        ),
        (
            ("Sur quelle région la réunion de Porto s'est-elle penchée ?", "le nord de la Norvège"),
            "Et qui l'a ouverte ?",
            "Qui a ouvert la réunion de Porto ?",
        ),
        (
            ("Sur quelle région la réunion s'est-elle penchée ?", "Norvège"),
            "Et qui l'a ouverte ?",
            "Qui a ouvert la réunion ?",
        ),
        (
            ("Qui a ouvert la réunion de Porto ?", "Ana Costa"),
            "Et en 2022, qui l'a ouverte ?",
            "En 2022, qui a ouvert la réunion ?",
        ),
        (
            ("Quand les ministres se sont-ils réunis en Norvège ?", "juin 2018"),
            "Qui y représentait le Chili ?",
            "Qui représentait le Chili à la réunion de Norvège en juin 2018 ?",
        ),
        (
            ("Qui dirigeait la délégation venue à Porto en juin 2018 ?", "Ana Costa"),
            "Pourquoi y est-elle venue ?",
            "Pourquoi Ana Costa est-elle venue à Porto ?",
        ),
        (
            ("Which forum will Ana Costa attend in July?", "Forum économique nordique"),
            "Where will it be held?",
            "Where will the forum in July be held?",
        ),
        (
            ("Où se tient la réunion du Chili ?", "Santiago"),
            "Dans quelle commune ?",
            "Dans quelle commune se tient la réunion du Chili ?",
        ),
        (
            ("Où Ana Costa a-t-elle parlé ?", "Pedro Negro"),
            "Quel ministre y a signé un accord ?",
            "Quel ministre a signé un accord à Pedro Negro ?",
        ),
        (("من قاد الوفد الأمريكي؟", None), "وأين ولد الرئيس؟", "وأين ولد الرئيس؟"),
    ],
)
def test_what_a_thing_a_year_and_there_point_to(
    before: tuple[str, str | None], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_a_bare_meeting_of_a_later_turn_is_the_one_that_was_told_apart_before() -> None:
    """Across a turn that spoke of something else, whose cited sentence says *cette réunion* and no more."""
    turns = conversation(
        ("Qui a représenté le Maroc à la réunion de Washington ?", "Fouad Yazourh"),
        ("Quelle est sa fonction ?", "responsable des relations bilatérales"),
    )
    quote = "Le Maroc était représenté dans cette réunion par Fouad Yazourh, responsable des relations."
    turns = (turns[0], replace(turns[1], quotes=(quote,)))
    assert (
        understood_as("et qui a ouvert cette réunion ?", turns).text
        == "Qui a ouvert la réunion de Washington ?"
    )
    elsewhere = (turns[0], replace(turns[1], articles=("b.txt",)))
    assert understood_as("et qui a ouvert cette réunion ?", elsewhere).text == "Qui a ouvert la réunion ?"
    bare = conversation(
        ("Qui a ouvert la réunion de Washington ?", "Mike Pompeo"),
        ("Qui présidait la réunion ?", "Ana Costa"),
    )
    assert "Washington" in understood_as("quand a-t-elle eu lieu ?", bare).text


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("¿Quién presidirá la reunión de Lisboa?", "Ana Costa"),
            "¿En qué ciudad se celebrará?",
            "¿En qué ciudad se celebrará la reunión de Lisboa?",
        ),
        (
            ("Quel pays copréside l'Africa Focus Group ?", "Maroc"),
            "quand ce groupe a-t-il été annoncé ?",
            "Quand l'Africa Focus Group a-t-il été annoncé ?",
        ),
        (WASHINGTON, "que s'est-il passé le 28 mars 2022 ?", "Que s'est-il passé le 28 mars 2022 ?"),
        (
            ("Le Maroc a-t-il participé à la réunion de Rome ?", "Ana Costa y était"),
            "par qui était-il représenté ?",
            "Par qui le Maroc était-il représenté ?",
        ),
        (
            ("Qui a ouvert la réunion de Washington ?", "Mike Pompeo"),
            "combien cela a-t-il coûté ?",
            "Combien la réunion de Washington a-t-elle coûté ?",
        ),
    ],
)
def test_a_dropped_subject_a_group_and_an_it_that_stands_for_nothing(
    before: tuple[str, str], question: str, understood: str
) -> None:
    text = meant(question, before)
    assert text[:1].upper() + text[1:] == understood


KUWAIT = ("Que s'est-il passé au Koweït le 13 février 2018 ?", "La réunion ministérielle")
GROUP = (
    "Qu'est-ce que le Delta Group ?",
    "Il y a quelques mois, la Coalition a annoncé la création du Delta Group",
)
ACTS = ("Quelles sont les activités de la coalition ?", "les opérations militaires")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (KUWAIT, "et en juin, qui a ouvert la réunion ?", "En juin 2018, qui a ouvert la réunion ?"),
        (ACTS, "le Maroc en fait-il partie ?", "Le Maroc fait-il partie de la coalition ?"),
        (WASHINGTON, "Où en étaient les quotas ?", "Où en étaient les quotas ?"),
        (
            ("Qui est Ana Costa ?", "Envoyée spéciale"),
            "when was she in Rabat?",
            "When was Ana Costa in Rabat?",
        ),
        (("Qui est Ana Costa ?", "Envoyée spéciale"), "a-t-elle menti ?", "Ana Costa a-t-elle menti ?"),
        (
            ("Quand a eu lieu la réunion de Rome ?", "11 mai 2022"),
            "Était-ce la première en Afrique ?",
            "La réunion de Rome était-elle la première en Afrique ?",
        ),
        (
            ("Qui a invité à la réunion de Rome ?", "Ana Costa et Luc Morel"),
            "Est-ce la première en Afrique ?",
            "La réunion de Rome est-elle la première en Afrique ?",
        ),
        (
            ("Quand a eu lieu la réunion de Rome ?", "11 mai 2022"),
            "Quels en étaient les thèmes ?",
            "Quels étaient les thèmes de la réunion de Rome ?",
        ),
        (
            ("Combien la Banque des ports donnera-t-elle ?", "170 millions"),
            "Et la Ligue baltique, quelle est sa part ?",
            "Quelle est la part de la Ligue baltique ?",
        ),
        (KUWAIT, "et en juin 2020 ?", "Que s'est-il passé au Koweït en juin 2020 ?"),
        (GROUP, "qui l'a créé ?", "Qui a créé le Delta Group ?"),
        (ACTS, "contre quoi lutte-t-elle ?", "Contre quoi la coalition lutte-t-elle ?"),
        (
            ("Où était Ana Costa en juin 2018 ?", "Rabat"),
            "quand doit-elle y retourner ?",
            "Quand Ana Costa doit-elle retourner à Rabat ?",
        ),
        (
            ("Where was Ana Costa in June 2018?", "Rabat"),
            "When was the previous ministerial meeting?",
            "When was the previous ministerial meeting?",
        ),
        (
            ("¿Quién es Ana Costa?", "secretaria de Estado"),
            "¿Cuándo visitó Marruecos?",
            "¿Cuándo visitó Ana Costa Marruecos?",
        ),
    ],
)
def test_the_year_the_topic_and_the_body_go_on(
    before: tuple[str, str], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


AUTONOMY = ("Que pense Ana Costa du plan d'autonomie marocain ?", "sérieux")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (AUTONOMY, "et du budget marocain ?", "Que pense Ana Costa du budget marocain ?"),
        (AUTONOMY, "et de la pêche ?", "Que pense Ana Costa de la pêche ?"),
        (AUTONOMY, "et du Maroc ?", "Que pense Ana Costa du Maroc ?"),
        (
            ("What does Ana Costa think of the Moroccan plan?", "serious"),
            "and of the fishing quotas?",
            "What does Ana Costa think of the fishing quotas?",
        ),
        (("Qui est le ministre marocain ?", "Luc Morel"), "et le Qatar ?", "Qui est le ministre du Qatar ?"),
        (
            ("Combien d'avions l'armée a-t-elle perdus ?", "3"),
            "où ?",
            "Où l'armée a-t-elle perdus des avions ?",
        ),
        (
            ("Qui ira au Maroc ?", "Ana Costa"),
            "que va-t-elle y dire ?",
            "Que va dire Ana Costa au Maroc ?",
        ),
        (
            ("¿Cuándo se creó la Coalición?", "2014"),
            "¿Y cuántos miembros tiene?",
            "¿Cuántos miembros tiene la Coalición?",
        ),
    ],
)
def test_what_takes_the_place_of_what(before: tuple[str, str], question: str, understood: str) -> None:
    assert meant(question, before) == understood


WON = ("Who won the election in Ghana?", "Nana Akufo-Addo")
MINISTER = ("Que propose le ministre de la Santé ?", "rendre le masque obligatoire")
FIRE = ("Combien de morts l'incendie de Rouen a-t-il faits ?", "12")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (WON, "When will he take office?", "When will Nana Akufo-Addo take office?"),
        (FIRE, "et de blessés ?", "Combien de blessés l'incendie de Rouen a-t-il faits ?"),
        (FIRE, "et combien de blessés ?", "Combien de blessés l'incendie de Rouen a-t-il faits ?"),
        (
            ("How many deaths did the fire cause?", "12"),
            "and how many injured?",
            "How many injured did the fire cause?",
        ),
        (MINISTER, "comment s'appelle-t-il ?", "Comment le ministre de la Santé s'appelle-t-il ?"),
        (MINISTER, "Quand cela entrera-t-il en vigueur ?", "Quand cela entrera-t-il en vigueur ?"),
        (MINISTER, "et celui de l'Éducation ?", "Que propose le ministre de l'Éducation ?"),
        (FIRE, "quand s'est-il déclaré ?", "Quand l'incendie de Rouen s'est-il déclaré ?"),
        (
            ("Quand l'usine de Flins va-t-elle fermer ?", "2024"),
            "combien de salariés y travaillent ?",
            "Combien de salariés travaillent à l'usine de Flins ?",
        ),
        (("Where did the plane crash?", "Nepal"), "how many people died?", "How many people died in Nepal?"),
    ],
)
def test_news_of_other_things_than_meetings(before: tuple[str, str], question: str, understood: str) -> None:
    text = meant(question, before)
    assert text[:1].upper() + text[1:] == understood


def test_talks_are_a_meeting() -> None:
    before = ("What did Ana Costa stress at the Porto talks?", "la pêche")
    assert meant("and who spoke for Chile?", before) == "Who spoke for Chile at the Porto talks?"
    assert meant("when was the meeting?", before) == "When was the Porto talks?"


def test_a_masculine_pronoun_is_not_a_meeting() -> None:
    before = ("Qu'a annoncé la Coalition à la réunion de Porto ?", "la création de l'Africa Focus Group")
    assert meant("Qui le copréside ?", before) == "Qui copréside l'Africa Focus Group ?"


def test_a_feminine_pronoun_is_sooner_a_feminine_thing_than_a_body() -> None:
    before = ("Quel organe de l'ONU a adopté la résolution 2170 ?", "Conseil de sécurité des Nations unies")
    assert meant("Que dit-elle ?", before) == "Que dit la résolution 2170 ?"


def test_one_answers_to_a_thing_and_opposes_it() -> None:
    threat = ("Quelle est la menace selon Blinken ?", "une menace durable")
    assert (
        meant("Que propose-t-il pour y répondre ?", threat)
        == "Que propose Blinken pour répondre à la menace ?"
    )
    vote = ("Quel organe a adopté la résolution 2170 ?", "Conseil de sécurité")
    assert meant("Qui s'y est opposé ?", vote) == "Qui s'est opposé à la résolution 2170 ?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("Que prévoit la réunion de Porto sur la pêche ?", "des quotas"),
            "Et sur le Moyen-Orient ?",
            "Que prévoit la réunion de Porto sur le Moyen-Orient ?",
        ),
        (
            ("¿Qué elogió Ana Costa en materia de clima?", "la lutte"),
            "¿Y sobre la pesca?",
            "¿Qué elogió Ana Costa sobre la pesca?",
        ),
        (
            ("Que disait Ana Costa de la Syrie ?", "la paix"),
            "Et des missions de formation ?",
            "Que disait Ana Costa des missions de formation ?",
        ),
        (
            ("What did Ana Costa say?", "la pêche"),
            "And about the treaty?",
            "What did Ana Costa say about the treaty?",
        ),
        (
            ("¿Qué plan calificó de serio?", "plan de pesca"),
            "¿Quién lo redactó?",
            "¿Quién redactó el plan de pesca?",
        ),
    ],
)
def test_the_same_is_asked_of_another_subject(
    before: tuple[str, str | None], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_who_is_sent_is_somebody() -> None:
    before = ("Où se trouve Ana Costa pour la réunion des directeurs ?", "Rabat")
    assert meant("Qui l'a envoyée ?", before) == "Qui a envoyé Ana Costa ?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("Combien de fois la Norvège a-t-elle présidé le Forum des ports ?", "3"),
            "et quel bureau abrite-t-elle ?",
            "Quel bureau la Norvège abrite-t-elle ?",
        ),
        (
            ("Quel pays accueille la réunion du 11 mai 2022 ?", "Maroc"),
            "dans quelle ville ?",
            "Dans quelle ville est-ce que Maroc accueille la réunion du 11 mai 2022 ?",
        ),
        (
            ("Quelle est l'opération organisée par la Norvège ?", "Blue Tide"),
            "where is it held?",
            "Where is Blue Tide held?",
        ),
        (
            ("Qu'a dit Ana Costa du plan ?", "sérieux"),
            "dans quel document ?",
            "Dans quel document a dit Ana Costa du plan ?",
        ),
        (
            ("Quand a eu lieu la réunion de Porto ?", "juin 2018"),
            "et l'accent était mis sur quoi ?",
            "L'accent était mis sur quoi à la réunion de Porto ?",
        ),
        (
            ("Quand a eu lieu la réunion de Porto ?", "juin 2018"),
            "sur quoi portait elle",
            "Sur quoi la réunion de Porto portait-elle ?",
        ),
        (
            ("Quand a eu lieu la réunion de Porto ?", "juin 2018"),
            "combien de temps a t elle duré",
            "Combien de temps la réunion de Porto a-t-elle duré ?",
        ),
        (
            ("Où Ana Costa et Luc Morel se sont-ils vus ?", "Porto"),
            "Quelle fonction occupe le second ?",
            "Quelle fonction occupe Luc Morel ?",
        ),
        (
            ("Qui représentait la Norvège à la réunion de la Ligue des ports à Porto ?", "Ana Costa"),
            "And who chaired it?",
            "Who chaired the meeting of Ligue des ports in Porto?",
        ),
        (
            ("Qui représentait la Norvège à la réunion de Porto ?", "Ana Costa"),
            "ومن ترأسه؟",
            "من ترأس اجتماع في Porto؟",
        ),
        (
            ("Qui a été élue présidente de la ligue ?", "Ana Costa"),
            "avec combien de voix ?",
            "Avec combien de voix est-ce que Ana Costa a été élue présidente de la ligue ?",
        ),
        (
            ("Combien d'Espagnols servent à Porto ?", "120"),
            "et de Turcs ?",
            "Combien de Turcs servent à Porto ?",
        ),
        (
            ("Where did Ana Costa and Luc Morel meet?", "Porto"),
            "What is the job of the former?",
            "What is the job of Ana Costa?",
        ),
    ],
)
def test_who_acts_what_bears_a_name_and_one_of_two(
    before: tuple[str, str | None], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_of_another_country_somebody_else_was_the_answer() -> None:
    before = ("Qui a représenté la Norvège à Porto ?", "Olav Brandt")
    as_what = ("À quel titre ?", "ministre de la Pêche")
    assert meant("et la Tunisie ?", before, as_what) == "Qui a représenté la Tunisie à Porto ?"


def test_the_second_takes_the_place_of_the_first() -> None:
    before = ("Où Ana Costa et Luc Morel se sont-ils vus ?", "Porto")
    first = ("Quelle fonction occupe la première ?", "ministre")
    assert meant("Et le second ?", before, first) == "Quelle fonction occupe Luc Morel ?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            ("Qu'est-ce que le Groupe des Ports ?", "un groupe de travail"),
            "Qui le co-préside ?",
            "Qui copréside le Groupe des Ports ?",
        ),
        (
            ("Where did the directors meet in June 2018?", "Porto"),
            "What was the meeting's focus?",
            "What was the focus of the meeting in Porto?",
        ),
        (
            ("Dans quel but la Ligue des ports a-t-elle été créée ?", "afin de lutter contre la FAO"),
            "Combien de pays en sont membres ?",
            "Combien de pays sont membres de la Ligue des ports ?",
        ),
        (
            ("Qui est Luc Morel ?", "directeur au ministère de la Pêche"),
            "Où a-t-il représenté la Norvège ?",
            "Où Luc Morel a-t-il représenté la Norvège ?",
        ),
    ],
)
def test_what_is_owned_and_what_a_reason_only_mentions(
    before: tuple[str, str | None], question: str, understood: str
) -> None:
    assert meant(question, before) == understood


def test_why_somebody_went_is_asked_without_the_day_and_a_count_of_its_body() -> None:
    led = ("Qui conduisait la délégation à Porto ?", "Ana Costa")
    when = ("Quand ?", "un mardi de juin 2018")
    assert meant("Pourquoi y est-elle allée ?", led, when) == "Pourquoi Ana Costa est-elle allée à Porto ?"
    founded = ("Quels pays ont créé la Ligue des ports ?", "la Norvège")
    assert (
        meant("Combien de membres en 2022 ?", founded) == "Combien de membres de la Ligue des ports en 2022 ?"
    )
    often = meant("À quelle fréquence ?", ("Qui organise Blue Tide ?", "la Norvège"))
    assert often == "À quelle fréquence est-ce que la Norvège organise Blue Tide ?"
