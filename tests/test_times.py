"""The time in a question, how well a sentence fits it, and what of a date its article's own date gave."""

from __future__ import annotations

from datetime import date

import pytest

from index.articles import Article
from index.facts import find_facts
from rag.event_dates import inferred, inferred_notice
from rag.question import LANGUAGES, analyse
from rag.retriever import Found
from rag.time_fit import Piece, factors, fit, rerank
from rag.times import AskedTime, answers_time, asked_time


def asked(question: str) -> AskedTime:
    found = asked_time(analyse(question))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Quelle réunion a eu lieu en juin 2018 ?", "2018-06-01", "2018-06-30"),
        ("Qui était à Koweït le 13 février 2018 ?", "2018-02-13", "2018-02-13"),
        ("Quelles réunions ont eu lieu avant 2020 ?", None, "2019-12-31"),
        ("Quelles réunions ont eu lieu avant fin 2019 ?", None, "2019-12-31"),
        ("Quelles réunions avant la conférence de mai 2022 ?", None, "2022-04-30"),
        ("Que s'est-il passé depuis février 2019 ?", "2019-02-01", None),
        ("Que s'est-il passé dès 2019 ?", "2019-01-01", None),
        ("Que s'est-il passé après le 13 novembre 2015 ?", "2015-11-14", None),
        ("Que s'est-il passé jusqu'en juin 2018 ?", None, "2018-06-30"),
        ("Quelles réunions entre février et juin 2018 ?", "2018-02-01", "2018-06-30"),
        ("Quelles réunions en février et en juin 2018 ?", "2018-02-01", "2018-06-30"),
        ("Que s'est-il passé depuis 2018 et avant 2020 ?", "2018-01-01", "2019-12-31"),
        ("What happened since 2019?", "2019-01-01", None),
        ("What happened before May 11, 2022?", None, "2022-05-10"),
        ("What meetings took place between February and June 2018?", "2018-02-01", "2018-06-30"),
        ("¿Qué reuniones hubo antes de junio de 2018?", None, "2018-05-31"),
        ("¿Qué ocurrió desde 2019?", "2019-01-01", None),
        ("ماذا حدث في يونيو 2018؟", "2018-06-01", "2018-06-30"),
        ("ما الذي حدث قبل عام 2020؟", None, "2019-12-31"),
        ("ماذا حدث منذ 2019؟", "2019-01-01", None),
    ],
)
def test_the_days_that_a_question_asks_for(question: str, first: str | None, last: str | None) -> None:
    found = asked(question)
    days = tuple(day.isoformat() if day else None for day in (found.first, found.last))
    assert days == (first, last)
    assert (found.order, found.about) == (None, "event")


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Où a eu lieu la dernière réunion ?", "last"),
        ("quelle est la derniere reunion de la coalition", "last"),
        ("Quelle est la réunion la plus récente ?", "last"),
        ("Quand a eu lieu la première réunion des ministres ?", "first"),
        ("Where was the most recent meeting?", "last"),
        ("When did Blinken last visit Morocco?", "last"),
        ("What is the latest figure?", "last"),
        ("Who was the first envoy?", "first"),
        ("¿Dónde fue la última reunión?", "last"),
        ("¿Cuál es la reunión más reciente?", "last"),
        ("أين عقد آخر اجتماع؟", "last"),
        ("متى كان الاجتماع الأخير للتحالف؟", "last"),
        ("ما هو أول اجتماع في إفريقيا؟", "first"),
    ],
)
def test_the_latest_and_the_first(question: str, order: str) -> None:
    assert asked(question) == AskedTime(order=order)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le dernier bastion de Daech ?",
        "Que faire en dernier recours ?",
        "Qui est le premier ministre marocain ?",
        "Ce dernier a-t-il parlé ?",
        "Que s'est-il passé ces derniers mois ?",
        "Que dit-on de la Première Guerre mondiale ?",
        "What is his last name?",
        "How long did the meeting last?",
        "What happened last year?",
        "Who is the first lady?",
        "¿Quién es el primer ministro?",
        "¿Cuál es el último bastión del Daesh?",
        "من هو الوزير الأول؟",
        "ما هو آخر معقل لداعش؟",
        "Qui dirige le Mouvement du 20 février ?",
        "Que prévoit la Vision 2030 ?",
        "Qui commande l'exercice « Vent de sable 2022 » ?",
        "Où est la rue du 4 septembre ?",
        "Qui a ouvert la réunion ?",
    ],
)
def test_what_only_looks_like_a_time(question: str) -> None:
    assert asked_time(analyse(question)) is None


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Quel article a paru en juin 2018 ?", "publication"),
        ("Quels articles ont été publiés avant 2020 ?", "publication"),
        ("Que disait la presse de juin 2018 ?", "publication"),
        ("Which articles were published since 2019?", "publication"),
        ("¿Qué artículos se publicaron en junio de 2018?", "publication"),
        ("ما المقالات المنشورة في يونيو 2018؟", "publication"),
        ("Quel est le dernier article sur Daech ?", "publication"),
        ("Que disait la presse de la réunion de juin 2018 ?", "event"),
        ("Quel rapport l'ONU a-t-elle publié en 2015 ?", "event"),
    ],
)
def test_publication_is_asked_about_only_where_the_press_is(question: str, about: str) -> None:
    assert asked(question).about == about


def test_a_relative_time_is_read_against_today_or_not_at_all() -> None:
    question = analyse("Que s'est-il passé l'an dernier ?")
    assert asked_time(question) is None
    found = asked_time(question, date(2023, 5, 4))
    assert found and (found.first, found.last) == (date(2022, 1, 1), date(2022, 12, 31))
    day = asked_time(analyse("Que s'est-il passé le 11 mai ?"), date(2023, 5, 4))
    assert day and (day.first, day.month, day.day) == (None, 5, 11)  # of old articles any year may be meant


def test_the_event_of_a_sentence_counts_and_not_when_its_article_appeared() -> None:
    june = asked("Quelle réunion a eu lieu en juin 2018 ?")
    right = fit(june, "En juin 2018, le Maroc avait reçu les directeurs.", "2022-05", "fr")
    wrong = fit(june, "Les ministres s'étaient vus le 13 février au Koweït.", "2018-06", "fr")
    silent = fit(june, "Les directeurs ont parlé de l'Afrique.", "2018-06", "fr")
    elsewhere = fit(june, "Les directeurs ont parlé de l'Afrique.", "2022-05", "fr")
    assert 1.0 == right > silent > elsewhere > wrong > 0
    assert fit(june, "Les directeurs se réunissent ce mardi à Rabat.", "2018-06", "fr") > silent


def test_publication_is_weighed_by_the_articles_date() -> None:
    press = asked("Que disait la presse de juin 2018 ?")
    about_then = fit(press, "En juin 2018, le Maroc avait reçu les directeurs.", "2022-05", "fr")
    assert fit(press, "Rien n'est daté ici.", "2018-06-27", "fr") > about_then > 0


def test_a_date_without_a_year_may_be_the_one() -> None:
    may = asked("Où a lieu la réunion de mai 2022 ?")
    maybe = fit(may, "Blinken est attendu à Rabat en mai.", None, "fr")
    assert maybe > fit(may, "Blinken est attendu à Rabat en juillet.", None, "fr")
    eleventh = asked("Qui parle le 11 mai ?")
    assert fit(eleventh, "M. Bourita a parlé le 11 mai 2022.", None, "fr") == 1.0
    assert fit(eleventh, "M. Bourita a parlé le 12 mai 2022.", None, "fr") < 0.5


def test_whether_an_article_holds_the_time() -> None:
    before = asked("Quelles réunions ont eu lieu avant 2020 ?")
    assert answers_time(before, "Une réunion s'est tenue en 2018.", "fr", None)
    assert not answers_time(before, "Une réunion s'est tenue en 2022.", "fr", "2022-05")
    may = asked("Où a lieu la réunion de mai 2022 ?")
    assert answers_time(may, "Blinken est attendu à Rabat en mai.", "fr", None)
    assert not answers_time(may, "Blinken est attendu à Rabat en mai.", "fr", "2019-03")


def test_a_month_without_its_year_says_nothing_of_a_whole_year() -> None:
    july = ("Le forum se tiendra en juillet à Braga.", None, "fr")
    whole, month = asked("Où a eu lieu le forum de 2021 ?"), asked("Où a eu lieu le forum de juillet 2021 ?")
    assert fit(whole, *july) == fit(whole, "Le forum se tient à Braga.", None, "fr")
    assert fit(month, *july) > fit(whole, *july)


def test_a_sentence_without_a_date_tells_of_the_meeting_that_its_article_begins_with() -> None:
    question = analyse("Où s'est tenue la réunion de mai 2022 ?")
    may = asked_time(question)
    assert may
    dated = Piece("La réunion a eu lieu en mai 2022 au Maroc.", "fr", "2022-05")
    opening = "Le 11 mai 2022, le Maroc abrite la réunion de la Coalition."
    said = "La réunion de Marrakech est une étape."
    before = "Une première réunion eut lieu en 2014."
    introduced, other = (
        Piece(said, "fr", "2022-05", f"{before} {said}", before, begins) for begins in (opening, before)
    )
    _, ours, theirs = factors(may, question, [dated, introduced, other])
    assert ours > 0.8 and theirs < 0.5


def test_a_sentence_of_another_time_loses_and_an_undated_one_alone_does_not() -> None:
    question = analyse("Où s'est tenue la réunion de juin 2018 ?")
    june = asked_time(question)
    assert june
    undated = Piece("La réunion s'est tenue à Rabat.", "fr", "2018-06")
    koweit = Piece("La dernière réunion a eu lieu le 13 février au Koweït.", "fr", "2018-06")
    assert factors(june, question, [undated]) == [1.0]
    kept, lost = factors(june, question, [undated, koweit])
    assert kept == 1.0 and lost < 0.5


def test_the_last_meeting_is_the_latest_that_took_place() -> None:
    question = analyse("Où a eu lieu la dernière réunion de la Coalition ?")
    order = asked_time(question)
    assert order
    pieces = [
        Piece("La dernière réunion de la Coalition a eu lieu le 13 février au Koweït.", "fr", "2018-06"),
        Piece("La réunion de la Coalition s'est tenue le 11 mai 2022 à Marrakech.", "fr", "2022-05"),
        Piece("Une réunion de la Coalition est prévue en juillet 2023 à Paris.", "fr", "2022-05"),
        Piece("La Coalition réunit 84 partenaires.", "fr", "2022-05"),
    ]
    koweit, marrakech, paris, undated = factors(order, question, pieces)
    assert marrakech == 1.0
    assert max(koweit, paris, undated) < 1.0
    assert min(koweit, paris, undated) > 0


@pytest.mark.parametrize(
    "asked_of",
    [
        "Où a eu lieu la dernière réunion de la Coalition avant celle de Rabat ?",
        "Where was the last Coalition meeting before the one in Rabat?",
        "¿Dónde fue la última reunión de la Coalición antes de la de Rabat?",
    ],
)
def test_the_last_one_before_another_is_what_an_article_calls_the_last(asked_of: str) -> None:
    question = analyse(asked_of)
    order = asked_time(question)
    assert order
    pieces = [
        Piece("La dernière réunion de la Coalition a eu lieu le 13 février au Koweït.", "fr", "2018-06"),
        Piece("La réunion de la Coalition s'est tenue le 11 mai 2022 à Marrakech.", "fr", "2022-05"),
        Piece("La Coalition s'est réunie l'année dernière à Rome.", "fr", None),
    ]
    koweit, marrakech, rome = factors(order, question, pieces)
    assert koweit == 1.0 >= marrakech
    assert rome < 1.0


def test_reranking_prefers_the_time_and_hides_nothing() -> None:
    texts = ["Réunion le 13 février 2018.", "Réunion sans date.", "Réunion le 26 juin 2018."]
    articles = {str(n): Article(str(n), text, "txt", language="fr") for n, text in enumerate(texts)}
    found = [
        Found(f"{n}#0-{len(text)}", str(n), 0, len(text), text, 2 / (61 + n), n + 1, n + 1, 0.9)
        for n, text in enumerate(texts)
    ]
    question = analyse("Où était la réunion de juin 2018 ?")
    june = asked_time(question)
    assert june
    assert [f.article for f in rerank(found, june, question, articles)] == ["2", "1", "0"]
    assert [f.article for f in rerank(found, june, question, articles, k=1)] == ["2"]


@pytest.mark.parametrize(
    ("text", "published", "what"),
    [
        ("le 11 mai", "2022-05", "year"),
        ("mardi 26 juin", "2018-06", "year"),
        ("en mai", "2022-03", "year"),
        ("hier", "2022-05-12", "date"),
        ("l'an dernier", "2022-05", "date"),
        ("ce mardi", "2018-06", "date"),
        ("le 11 mai 2022", "2022-05", None),
        ("le 11/05/2022", "2022-05", None),
        ("في ١١ مايو ٢٠٢٢", "2022-05", None),
        ("le 11 mai", None, None),  # its year stays open: nothing was inferred
    ],
)
def test_what_the_articles_own_date_gave(text: str, published: str | None, what: str | None) -> None:
    language = "ar" if text > "\u0600" else "fr"
    [fact] = [f for f in find_facts(text, language, published) if f.kind == "date"]
    assert inferred(fact) == what
    notices = {inferred_notice(fact, language) for language in LANGUAGES}
    assert len(notices) == (4 if what or fact.first is None else 1)  # an open year is said too
