"""What an answer says is struck unless the sentences it cites say it."""

from __future__ import annotations

import time

import pytest

from rag.answer import Answer, Citation, Differing
from rag.claims import claims
from rag.grounding import Cited, Judged, ground, grounded

MARRAKECH = Cited(
    1,
    "Le 11 mai 2022, le Maroc abrite à Marrakech la réunion ministérielle de la Coalition mondiale contre "
    "Daech, à l'invitation de Nasser Bourita et du secrétaire d'État américain Antony Blinken.",
    "Une réunion attendue",
    "2022-05",
)
MEMBERS = Cited(2, "La Coalition, créée en 2014, réunit 84 pays et plus de 20 organisations.", "", "2022-05")
PLANNED = Cited(3, "Selon le ministère, la réunion devrait se tenir le 3 juin à Rabat.", None, "2023-04-02")
KUWAIT = Cited(4, "عقد الاجتماع في الكويت يوم 13 فبراير 2018 بحضور 74 دولة.", None, "2018-02")


def judged(answer: str, *cited: Cited, language: str | None = None) -> Judged:
    [sentence] = ground(answer, cited or (MARRAKECH, MEMBERS, PLANNED, KUWAIT), language).sentences
    return sentence


@pytest.mark.parametrize(
    "answer",
    [
        "11 mai 2022 [1].",
        "11 May 2022 [1].",
        "En mai 2022 [1].",
        "La réunion ministérielle a lieu à Marrakech le 11 mai 2022 [1].",
        "The ministerial meeting takes place in Marrakech, Morocco, on 11 May 2022 [1].",
        "Blinken et Bourita [1].",
        "الكويت [4].",
        "Kuwait [4].",
        "La réunion s'est tenue au Koweït le 13 février 2018 en présence de 74 pays [4].",
        "La Coalition réunit quatre-vingt-quatre pays [2].",
        "Elle réunit plus de 80 pays [2].",  # 84, rounded
        "La Coalition, créée en 2014, tient sa réunion à Marrakech [1][2].",
        "Les deux ministres invitent à Marrakech [1].",
        "« le Maroc abrite à Marrakech la réunion ministérielle » [1].",
        "Selon le ministère, la réunion devrait se tenir le 3 juin 2023 à Rabat [3].",
        "La réunion ministérielle de la Coalition contre l'État islamique se tient au Maroc [1].",
        "Deux articles donnent le 11 mai 2022 [1][2].",
        "مايو 2022 [1].",
        "Mai [1].",
    ],
)
def test_what_the_cited_sentences_say_stays(answer: str) -> None:
    sentence = judged(answer)
    assert (sentence.supported, sentence.reason, sentence.missing) == (True, None, ())


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("12 mai 2022 [1].", "12 mai 2022"),
        ("11 mai 2021 [1].", "11 mai 2021"),
        ("11 juin 2022 [1].", "11 juin 2022"),
        ("Le 11 mai 2022 [2].", "11 mai 2022"),  # said by another sentence than the cited one
        ("La Coalition est créée en 2012 [2].", "2012"),
        ("La Coalition réunit 83 pays [2].", "83"),
        ("Eighty-three countries [2].", "Eighty-three"),
        ("La Coalition réunit plus de 84 pays [2].", "plus de 84"),
        ("La Coalition réunit 20 organisations [2].", "20"),
        ("84 morts [2].", "84"),
        ("84 % [2].", "84 %"),
        ("Juin [1].", "Juin"),
        ("Le 31 avril 2022 [1].", "31"),
        ("Koweït [1].", "Koweït"),
        ("Zorglub [1].", "Zorglub"),
        ("Zorglub a invité à Marrakech [1].", "Zorglub"),
        ("La réunion de Marrakech est organisée par John Kerry [1].", "John Kerry"),
        ("Ahmed Bourita [1].", "Ahmed Bourita"),
        ("Doha [4].", "Doha"),
        ("تونس [4].", "تونس"),
        ("Tenue au Qatar le 13 février 2018 [4].", "Qatar"),
        ("« La réunion a été un grand échec pour tous » [1].", "La réunion a été un grand échec pour tous"),
    ],
)
def test_a_fact_that_no_cited_sentence_has_strikes_the_sentence(answer: str, missing: str) -> None:
    sentence = judged(answer)
    assert (sentence.supported, sentence.reason) == (False, "missing")
    assert missing in sentence.missing


def test_a_full_name_is_not_held_by_a_surname_alone() -> None:
    surname = Cited(1, "Blinken a quitté Rabat mardi.")
    assert judged("Blinken a quitté Rabat [1].", surname).supported
    assert judged("Antony Blinken a quitté Rabat [1].", surname).missing == ("Antony Blinken",)
    titled = Cited(1, surname.quote, "Antony Blinken au Maroc")
    found = judged("Antony Blinken a quitté Rabat [1].", titled)
    assert found.supported
    assert [(fact.text, fact.where) for fact in found.facts] == [
        ("Antony Blinken", "title"),
        ("Rabat", "sentence"),
    ]


def test_where_each_fact_stands_is_told() -> None:
    found = judged("Un article de mai 2022 compte 84 pays [2].")
    assert [(f.kind, f.text, f.where, f.n) for f in found.facts] == [
        ("date", "mai 2022", "date", 2),
        ("number", "84", "sentence", 2),
    ]


def test_an_articles_date_does_not_stand_in_for_another() -> None:
    assert not judged("La Coalition est créée en mai 2022 [2].").supported


def test_a_date_may_be_narrower_in_the_source_and_not_wider() -> None:
    month = Cited(1, "La loi a été votée en mars 2019.")
    assert judged("La loi a été votée en 2019 [1].", month).supported
    assert not judged("La loi a été votée le 4 mars 2019 [1].", month).supported
    tuesday = Cited(1, "Le président arrive ce mardi à Oran.", None, "2018-06")
    assert judged("Le président arrive mardi à Oran [1].", tuesday).supported
    assert not judged("Le président arrive le 5 juin 2018 à Oran [1].", tuesday).supported
    assert not judged("Le président arrive jeudi à Oran [1].", tuesday).supported


def test_day_and_year_may_stand_in_two_cited_sentences() -> None:
    day, year = Cited(1, "Elle a lieu le 11 mai à Fès."), Cited(2, "L'année 2022 est la dernière du plan.")
    assert judged("Elle a lieu le 11 mai 2022 à Fès [1][2].", day, year).supported
    assert not judged("Elle a lieu le 11 mai 2022 à Fès [1].", day, year).supported


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("La réunion a lieu à Marrakech.", "no_citation"),
        ("La réunion a lieu à Marrakech [9].", "unknown_citation"),
        ("La réunion s'est tenue le 3 juin à Rabat [3].", "modality"),
        ("Le Maroc n'abrite pas la réunion ministérielle à Marrakech [1].", "negation"),
        ("La Coalition, créée en 2014, réunit 20 pays et plus de 84 organisations [2].", "missing"),
        ("Les vendeurs de fruits réclament un marché couvert [1].", "unrelated"),
    ],
)
def test_other_reasons_to_strike(answer: str, reason: str) -> None:
    assert judged(answer).reason == reason


def test_two_facts_that_changed_places_are_seen() -> None:
    vote = Cited(1, "Le texte a été adopté par 289 voix contre 240 à Lomé.")
    visit = Cited(2, "Jean Moreau a invité Paul Girard à Lyon, puis Girard est parti pour Metz.")
    assert judged("Le texte a été adopté à Lomé par 289 voix contre 240 [1].", vote).supported
    assert judged("Le texte a été adopté par 240 voix contre 289 [1].", vote).reason == "exchanged"
    assert judged("Paul Girard a invité Jean Moreau à Lyon [2].", visit).reason == "exchanged"
    assert judged("Paul Girard a été invité à Lyon par Jean Moreau [2].", visit).supported


def test_a_denial_a_plan_and_a_claim_are_told_as_such() -> None:
    denied = Cited(1, "Le club n'a pas vendu son stade à la ville de Caen.")
    claimed = Cited(2, "Selon les syndicats, 400 ouvriers ont cessé le travail à Sochaux.")
    assert judged("Le club a vendu son stade à la ville de Caen [1].", denied).reason == "negation"
    assert judged("The club sold its stadium to the city of Caen [1].", denied).reason == "negation"
    assert judged("Le club a refusé de vendre son stade à la ville de Caen [1].", denied).supported
    assert judged("400 ouvriers ont cessé le travail à Sochaux [2].", claimed).reason == "attribution"
    assert judged("D'après les syndicats, 400 ouvriers ont cessé le travail [2].", claimed).supported


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("11 May 2022 [1][2].", [("11 May 2022 [1][2].", (1, 2))]),
        ("A dort [1]. B veille [2].", [("A dort [1].", (1,)), ("B veille [2].", (2,))]),
        ("A dort. [1] B veille. [2]", [("A dort. [1]", (1,)), ("B veille. [2]", (2,))]),
        ("84 [1]. Rabat [2].", [("84 [1].", (1,)), ("Rabat [2].", (2,))]),
        ("« Il dort. Elle veille. » [1, 3].", [("« Il dort. Elle veille. » [1, 3].", (1, 3))]),
        ("- Oran [1]\n- Fès [2-4]", [("- Oran [1]", (1,)), ("- Fès [2-4]", (2, 3, 4))]),
        ("[1] Il dort.\n[2] Elle veille.", [("[1] Il dort.", (1,)), ("[2] Elle veille.", (2,))]),
        ("M. Bâ dort [1]. Fin", [("M. Bâ dort [1].", (1,)), ("Fin", ())]),
        ("", []),
        ("[1]", []),
    ],
)
def test_marks_stay_with_their_sentence(answer: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(answer[c.start : c.end], c.marks) for c in claims(answer)] == expected


def test_each_side_of_a_semicolon_is_held_by_its_own_marks() -> None:
    here, there = Cited(1, "La réunion a lieu à Fès."), Cited(2, "Le sommet a lieu à Oran.")
    assert judged("Fès [1]; un article annonce Oran [2].", here, there).supported
    assert judged("Oran [1]; un article annonce Oran [2].", here, there).missing == ("Oran",)
    assert judged("Oran [1]؛ un article annonce Oran [2].", here, there).missing == ("Oran",)


def answer(text: str, short: str | None, *cited: Cited, differ: tuple[Differing, ...] = ()) -> Answer:
    citations = tuple(
        Citation(c.n, f"{c.n}.txt", c.title, c.published, None, None, None, 0, len(c.quote), c.quote)
        for c in cited
    )
    agree = tuple((c.n,) for c in cited)
    return Answer("id", "?", "?", "fr", text, short, citations, agree, differ)


def test_an_answer_without_its_struck_sentences() -> None:
    given = answer(
        "11 mai 2022 [1]. La Coalition réunit 85 pays [2].",
        "11 mai 2022",
        MARRAKECH,
        MEMBERS,
        differ=(Differing("85", (2,)),),
    )
    kept = grounded(given)
    assert kept.text == "11 mai 2022 [1]."
    assert kept.short == "11 mai 2022"
    assert [c.n for c in kept.citations] == [1]
    assert (kept.agree, kept.differ, kept.refused) == (((1,),), (), False)
    shown = kept.explain["grounding"]
    assert [(s["supported"], s["missing"]) for s in shown] == [(True, []), (False, ["85"])]
    assert shown[0]["facts"] == [{"kind": "date", "text": "11 mai 2022", "where": "sentence", "n": 1}]


def test_an_answer_with_nothing_left_is_a_refusal() -> None:
    kept = grounded(answer("12 mai 2022 [1].", "12 mai 2022", MARRAKECH))
    assert (kept.refused, kept.reason, kept.short) == (True, "not_grounded", None)
    assert kept.text == "Aucune phrase des articles ne soutient une réponse."
    assert (kept.citations, kept.agree) == ((), ())
    assert [c.n for c in kept.nearest] == [1]
    assert grounded(kept) == kept


def test_an_answer_that_holds_is_left_as_it_is() -> None:
    given = answer("11 mai 2022 [1].\n84 pays [2].", "11 mai 2022", MARRAKECH, MEMBERS)
    kept = grounded(given)
    assert (kept.text, kept.citations, kept.agree) == (given.text, given.citations, given.agree)


def test_a_check_has_the_last_word_on_what_asserts_something() -> None:
    asked: list[str] = []

    def no(claim: str, cited: object) -> list[float]:
        asked.append(claim)
        return [0.01]

    told = ground("Le Maroc abrite la réunion de la Coalition à Marrakech [1].", [MARRAKECH], "fr", no)
    assert (told.sentences[0].reason, told.sentences[0].about) == ("unrelated", 0.01)
    assert ground("Marrakech [1].", [MARRAKECH], "fr", no).sentences[0].supported
    assert asked == ["Le Maroc abrite la réunion de la Coalition à Marrakech."]


def test_it_is_quick() -> None:
    text = "La réunion ministérielle a lieu à Marrakech le 11 mai 2022 [1]. Elle réunit 84 pays [2]."
    ground(text, [MARRAKECH, MEMBERS])
    took = []
    for i in range(15):
        cited = [Cited(1, f"{MARRAKECH.quote} {i}"), Cited(2, f"{MEMBERS.quote} {i}")]  # nothing remembered
        began = time.process_time()
        ground(text, cited)
        took.append(time.process_time() - began)
    assert sorted(took)[7] < 0.04


@pytest.mark.parametrize(
    ("answer", "source", "held"),
    [
        ("دمر حريق مصنعا للنسيج في هايدلبرغ [1].", "Un incendie a ravagé une usine à Rouen.", False),
        ("دمر حريق مصنعا للنسيج في روان [1].", "Un incendie a ravagé une usine à Rouen.", True),
        ("غادرت مجموعة فاغنر مدينة باخموت [1].", "Le groupe Wagner a quitté Bakhmout.", True),
        ("غادرت مجموعة فاغنر مدينة هايدلبرغ [1].", "Le groupe Wagner a quitté Bakhmout.", False),
        ("رفع البنك المركزي أسعار الفائدة [1].", "La Banque centrale a relevé les taux d'intérêt.", True),
        ("أعرب الأمين العام لحلف شمال الأطلسي عن قلقه [1].", "Le chef de l'Otan s'est dit inquiet.", True),
        ("أفرج عن زعيم المعارضة عثمان سونكو [1].", "L'opposant Ousmane Sonko a été libéré.", True),
        ("استقبل ماكرون المستشار شولتس [1].", "Emmanuel Macron a reçu Olaf Scholz.", True),
    ],
)
def test_an_arabic_name_is_held_against_a_source_in_french(answer: str, source: str, held: bool) -> None:
    [judged] = ground(answer, [Cited(1, source, language="fr")], "ar").sentences
    assert judged.supported is held, judged
