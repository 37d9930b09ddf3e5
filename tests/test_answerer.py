"""Evidence becomes an answer: every mark with its citation, nothing planned told as done, or a refusal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eval.measures import citation_fault
from index.articles import Article
from index.facts import find_facts
from rag.answer import Answer
from rag.answerer import answer
from rag.evidence import Evidence
from rag.question import Question, analyse
from rag.shapes import shaped
from rag.values import in_its_words, value_at

WHEN = analyse("Quand a eu lieu la réunion de Marrakech ?")
WHY = analyse("Pourquoi Antony Blinken n'est-il pas venu ?")
REFUSED = {
    "fr": analyse("Quand a eu lieu la réunion de Quito ?"),
    "en": analyse("When was the Quito meeting?"),
    "es": analyse("¿Cuándo fue la reunión de Quito?"),
    "ar": analyse("متى كان اجتماع كيتو؟"),
}


AFTER = " Une dernière phrase."


def says(
    question: Question,
    sentence: str,
    answerable: float = 0.9,
    *,
    span: str = "",
    id: str = "a.txt",
    before: str = "Une première phrase. ",
    pages: tuple[int, ...] = (),
    language: str = "fr",
) -> Evidence:
    """A sentence of an article that says ``span``; without one, its date where one is asked for."""
    text = f"{before}{sentence}{AFTER}"
    article = Article(id, text, "txt", "Un titre", "2022-05", language, pages=pages)
    if not span and question.kind == "date":
        dates = [fact.text for fact in find_facts(sentence, language, "2022-05") if fact.kind == "date"]
        span = max(dates, key=len, default="")
    evidence = Evidence(article, len(before), len(before) + len(sentence), None, answerable)
    if not span:
        return evidence
    start = sentence.index(span)
    end = start + len(span)
    value = value_at(question, sentence, language, "2022-05", start, end)
    return replace(evidence, value=value, items=shaped(question, sentence, start, end))


def told(question: Question, *evidence: Evidence, generation: int = 1) -> Answer:
    """The answer, after what must hold of any: marks and citations one to one, every quote verbatim."""
    given = answer(question, question.text, evidence, asked_of=str(generation))
    assert citation_fault(given) is None
    texts = {e.article.id: e.article.text for e in evidence}
    for c in (*given.citations, *given.nearest):
        assert texts[c.article][c.start : c.end] == c.quote
    return given


def test_a_value_is_told_with_its_mark() -> None:
    given = told(WHEN, says(WHEN, "Les ministres se sont réunis à Marrakech le 11 mai 2022."))
    assert (given.text, given.short) == ("11 mai 2022 [1].", "11 mai 2022")
    assert (given.refused, given.reason, given.nearest) == (False, None, ())
    [citation] = given.citations
    assert (citation.n, citation.article, citation.title) == (1, "a.txt", "Un titre")
    assert (citation.published, citation.page) == ("2022-05", None)


def test_who_says_the_same_is_cited_and_grouped_by_article() -> None:
    first = says(WHEN, "Les ministres se sont réunis à Marrakech le 11 mai 2022.", 0.9, id="a.txt")
    sentence = "Marrakech, 11 mai 2022 : une réunion."
    whole = replace(first.article, text=f"{first.article.text} {sentence}")
    start = len(first.article.text) + 1
    again = replace(says(WHEN, sentence, 0.7), article=whole, start=start, end=start + len(sentence))
    other = says(WHEN, "La réunion a eu lieu à Marrakech le mercredi 11 mai 2022.", 0.8, id="b.txt")
    differs = says(WHEN, "La réunion s'est tenue à Marrakech le 12 mai 2022.", 0.6, id="c.txt")
    given = told(WHEN, replace(first, article=whole), other, again, differs)
    articles = {c.n: c.article for c in given.citations}
    agreeing = [[articles[n] for n in group] for group in given.agree]
    assert agreeing == [["a.txt", "a.txt"], ["b.txt"]]
    assert given.text.endswith("un article dit 12 mai 2022 [4].")
    assert [(d.short, d.citations) for d in given.differ] == [("12 mai 2022", (4,))]


def test_what_is_too_unlikely_confirms_nothing() -> None:
    sentence = "Les ministres se sont réunis à Marrakech le 11 mai 2022."
    given = told(WHEN, says(WHEN, sentence), says(WHEN, sentence, 0.01, id="b.txt"))
    assert given.agree == ((1,),)


def test_many_who_agree_stay_one_to_one() -> None:
    sentence = "Les ministres, a noté le témoin {}, se sont réunis à Marrakech le 11 mai 2022."
    given = told(WHEN, *(says(WHEN, sentence.format(n), 0.9, id=f"{n}.txt") for n in range(30)))
    assert 1 < len(given.citations) < 12  # a reader can still look at them
    assert len(given.agree) == len(given.citations)


def test_a_dispatch_that_two_papers_print_is_one_source() -> None:
    sentence = "Les ministres se sont réunis à Marrakech le 11 mai 2022."
    other = "Le 11 mai 2022, Marrakech recevait les ministres."
    given = told(
        WHEN,
        says(WHEN, sentence, 0.9, id="a.txt"),
        says(WHEN, sentence, 0.9, id="b.txt"),
        says(WHEN, other, 0.8, id="c.txt"),
    )
    assert given.agree == ((1, 2), (3,))


def test_a_plan_does_not_confirm_what_happened() -> None:
    given = told(
        WHEN,
        says(WHEN, "Les ministres se sont réunis à Marrakech le 11 mai 2022.", 0.9, id="a.txt"),
        says(WHEN, "Les ministres se réuniront à Marrakech le 11 mai 2022.", 0.8, id="b.txt"),
    )
    assert [c.article for c in given.citations] == ["a.txt"]


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        (WHEN.text, "La réunion de Marrakech est prévue le 11 mai 2022.", "fr"),
        (WHEN.text, "La réunion devrait se tenir à Marrakech le 11 mai 2022.", "fr"),
        (WHEN.text, "Le Maroc accueillera la réunion à Marrakech le 11 mai 2022.", "fr"),
        (WHEN.text, "La réunion de Marrakech aura lieu le 11 mai 2022.", "fr"),
        (WHEN.text, "La réunion du 11 mai 2022 à Marrakech est annulée.", "fr"),
        (WHEN.text, "La réunion de Marrakech n'a pas eu lieu le 11 mai 2022.", "fr"),
        ("¿Cuándo fue la reunión?", "La reunión de Marrakech se celebrará el 11 de mayo de 2022.", "es"),
        ("When was the Marrakech meeting?", "The Marrakech meeting was not held on 11 May 2022.", "en"),
        (WHEN.text, "Selon Rabat, la réunion de Marrakech a eu lieu le 11 mai 2022.", "fr"),
        ("When was the Marrakech meeting?", "The Marrakech meeting is expected on 11 May 2022.", "en"),
        ("When was the Marrakech meeting?", "Ministers will meet in Marrakech on 11 May 2022.", "en"),
        ("¿Cuándo fue la reunión?", "La reunión de Marrakech está prevista el 11 de mayo de 2022.", "es"),
        ("متى كان اجتماع مراكش؟", "من المقرر أن يعقد الاجتماع في مراكش يوم 11 مايو 2022.", "ar"),
    ],
)
def test_what_is_planned_or_claimed_is_quoted_not_told(question: str, sentence: str, language: str) -> None:
    asked = analyse(question)
    given = told(asked, says(asked, sentence, language=language))
    assert sentence in given.text
    assert given.text.index(sentence) > 0  # within quotation marks


def test_a_refusal_says_why_and_what_came_nearest() -> None:
    far = [
        says(WHEN, f"La réunion numéro {n} a eu lieu le 3 mai 2022.", 0.2, id=f"{n}.txt") for n in range(9)
    ]
    given = told(WHEN, *far)
    assert (given.refused, given.reason, given.short) == (True, "not_answered", None)
    assert (given.citations, given.agree, given.differ) == ((), (), ())
    assert [c.n for c in given.nearest] == list(range(1, len(given.nearest) + 1))
    assert 1 <= len(given.nearest) <= 5
    assert "mai" not in given.text  # nothing of what did not convince


def test_a_refusal_without_any_passage() -> None:
    given = told(WHEN)
    assert (given.refused, given.reason, given.nearest) == (True, "nothing_found", ())


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "articles"), ("en", "articles"), ("es", "artículos"), ("ar", "المقالات")]
)
def test_a_refusal_speaks_the_language_of_the_question(language: str, word: str) -> None:
    question = REFUSED[language]
    given = told(question, says(question, "Il neige à Oslo.", 0.1))
    assert given.language == language
    assert word in given.text
    others = {told(q, says(q, "Il neige à Oslo.", 0.1)).text for q in REFUSED.values()}
    assert len(others) == 4


def test_a_value_is_told_in_the_language_of_the_question() -> None:
    sentence = "Les ministres se sont réunis à Marrakech le 11 mai 2022."
    english = analyse("When was the Marrakech meeting?")
    assert told(english, says(english, sentence)).short == "11 May 2022"
    spanish = analyse("¿Cuándo fue la reunión de Marrakech?")
    assert told(spanish, says(spanish, sentence)).short == "11 de mayo de 2022"


def test_a_sentence_is_quoted_in_the_marks_of_the_question() -> None:
    sentence = "Antony Blinken a été testé positif au Covid-19."
    assert f"« {sentence} »" in told(WHY, says(WHY, sentence)).text
    english = analyse("Why did Antony Blinken not come?")
    assert f"“{sentence}”" in told(english, says(english, sentence)).text


def test_the_short_answer_stays_short() -> None:
    sentence = (
        "Antony Blinken n'est pas venu parce qu'il avait été testé positif au Covid-19 la semaine d'avant, "
        + "ce que le département d'État a fait savoir dans un communiqué, " * 6
        + "et il a suivi les travaux à distance."
    )
    given = told(WHY, says(WHY, sentence))
    assert given.short is not None
    assert len(given.short) < 200
    assert sentence.startswith(given.short.removesuffix(" …"))
    assert sentence in given.text


def test_a_citation_of_a_pdf_has_its_page() -> None:
    sentence = "Les ministres se sont réunis à Marrakech le 11 mai 2022."
    before = "Le texte de la première page. "
    for pages, page in (((0,), 1), ((0, len(before)), 2), ((0, len(before) + 10), 1), ((0, 5, 9), 3)):
        [citation] = told(WHEN, says(WHEN, sentence, before=before, pages=pages)).citations
        assert citation.page == page


def test_a_sentence_over_two_lines_is_cited_as_it_stands_and_told_on_one() -> None:
    given = told(WHY, says(WHY, "Antony Blinken était\nmalade depuis\n  la veille."))
    assert given.citations[0].quote == "Antony Blinken était\nmalade depuis\n  la veille."
    assert "Antony Blinken était malade depuis la veille." in given.text


@pytest.mark.parametrize("mark", ["[5]", "[1]", "[٣]", "[12][13]"])
def test_a_footnote_of_the_article_is_no_mark_of_ours(mark: str) -> None:
    given = told(WHY, says(WHY, f"Antony Blinken était malade{mark}, dit-on à Washington."))
    assert re.findall(r"\[\d+\]", given.text) == ["[1]"]
    assert mark in given.citations[0].quote
    planned = says(WHEN, f"La réunion de Marrakech est prévue le 11 mai 2022 {mark}.")
    assert re.findall(r"\[\d+\]", told(WHEN, planned).text) == ["[1]"]


def test_an_answer_has_the_same_id_while_the_library_is_the_same() -> None:
    evidence = says(WHEN, "Les ministres se sont réunis à Marrakech le 11 mai 2022.")
    assert told(WHEN, evidence).answer_id == told(WHEN, evidence).answer_id
    assert told(WHEN, evidence).answer_id != told(WHEN, evidence, generation=2).answer_id
    assert told(WHEN, evidence).answer_id != told(WHY, evidence).answer_id


WHO = analyse("Qui représentait le Maroc à la réunion ?")


def test_a_span_without_normal_form_is_told_as_written() -> None:
    what = analyse("Quel traité les ministres ont-ils signé ?")
    sentence = "À Lisbonne, les ministres ont signé le traité sur les eaux du Tage."
    given = told(what, says(what, sentence, span="traité sur les eaux du Tage,"[:-1]))
    assert (given.short, given.text) == ("traité sur les eaux du Tage", "Traité sur les eaux du Tage [1].")
    abroad = analyse("Which treaty did the ministers sign?")
    assert told(abroad, says(abroad, sentence, span="traité sur les eaux du Tage")).text == (
        "“traité sur les eaux du Tage” [1]."
    )


def test_a_figure_is_nobodys_words() -> None:
    asked, sentence = analyse("How many ports signed?"), "Les 84 ports ont signé."
    given = find_facts(sentence, "fr")[0]
    value = value_at(asked, sentence, "fr", None, given.start, given.end)
    assert value is not None and not in_its_words(value, "84")
    assert in_its_words(None, "traité")


def test_who_is_a_name_without_what_the_article_adds_to_it() -> None:
    sentence = "Le Maroc était représenté par Nasser Bourita, ministre des Affaires étrangères."
    assert told(WHO, says(WHO, sentence, span="Nasser Bourita, ministre")).short == "Nasser Bourita"
    both = "Nasser Bourita et Fouad Yazourh"
    assert told(WHO, says(WHO, f"Le Maroc était représenté par {both}.", span=both)).short == both


def test_a_list_is_told_whole() -> None:
    which = analyse("Quels pays ont participé à la réunion ?")
    sentence = "Le Maroc, la France, l'Espagne et le Portugal ont participé à la réunion."
    given = told(which, says(which, sentence, span="la France"))
    assert given.short == "Maroc, France, Espagne et Portugal"
    held = "Les missions de l'OTAN en Irak et en Afghanistan y contribuent."
    where = analyse("Dans quels pays sont les missions de l'OTAN ?")
    assert told(where, says(where, held, span="Irak et en Afghanistan")).short == "Irak et Afghanistan"
    one = "La France a participé à la réunion, que le Portugal a présidée."
    assert told(which, says(which, one, span="La France")).short == "La France"


def test_why_is_told_by_its_clause_and_the_sentence() -> None:
    sentence = "Antony Blinken n'est pas venu, le Covid l'ayant retenu à Washington, et a parlé de loin."
    given = told(WHY, says(WHY, sentence, span="Covid"))
    assert given.short == "le Covid l'ayant retenu à Washington"
    assert sentence in given.text


def test_yes_or_no_is_answered_by_the_sentence_that_bears_on_it() -> None:
    whether = analyse("La réunion a-t-elle eu lieu à Marrakech ?")
    sentence = "La réunion a eu lieu à Marrakech en présence de quarante délégations."
    given = told(whether, says(whether, sentence, span="Marrakech"))
    assert sentence in given.text
    assert given.short == sentence.rstrip(".")


def test_the_same_words_in_two_articles_agree() -> None:
    what = analyse("Quel traité les ministres ont-ils signé ?")
    pieces = [
        says(what, f"{who} ont signé le traité du Tage.", 0.9, span="traité du Tage", id=f"{who}.txt")
        for who in ("Ils", "Les ministres")
    ]
    assert told(what, *pieces).agree == ((1,), (2,))


def test_a_list_is_where_the_span_begins_with_it() -> None:
    asked = analyse("Quels pays l'OTAN aide-t-elle ?")

    def items(sentence: str, span: str) -> list[str]:
        start = sentence.index(span)
        return [sentence[a:b] for a, b in shaped(asked, sentence, start, start + len(span))]

    helped = "L'OTAN aide la Jordanie et la Tunisie à se doter de moyens."
    assert items(helped, "la Jordanie et la Tunisie") == ["Jordanie", "Tunisie"]
    clause = "une résurgence de l'Etat islamique en Syrie et en Irak"
    assert items(f"Elle veut empêcher {clause}.", clause) == [clause]
