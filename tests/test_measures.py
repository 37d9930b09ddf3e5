"""The measures, against values worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from eval.alce import Statement, answer_quality, citation_quality
from eval.items import Item
from eval.measures import (
    citation_fault,
    contains,
    exact_match,
    grounded_facts,
    is_verbatim,
    normalise,
    right_sentence,
    score,
    token_f1,
)
from eval.refusals import area_under_risk_coverage, risk_coverage
from eval.retrieval import retrieval
from eval.squad import squad_exact, squad_f1
from eval.summaries import Timing, percentile, summarise
from rag.answer import Answer, Citation, Differing

TEXT = "Le 11 mai 2022, le Maroc abrite la réunion.  Elle se tient à Marrakech."
QUOTE = "Le 11 mai 2022, le Maroc abrite la réunion."


def citation(n: int = 1, article: str = "a.txt", start: int = 0, quote: str = QUOTE) -> Citation:
    return Citation(n, article, None, None, None, None, None, start, start + len(quote), quote)


def answer(text: str = "11 mai 2022 [1].", short: str | None = "11 mai 2022", *citations: Citation) -> Answer:
    return Answer("x", "q", "q", "fr", text, short, citations or (citation(),))


def refusal() -> Answer:
    return Answer("x", "q", "q", "fr", "Les articles ne le disent pas.", None, refused=True)


def times(*ms: float) -> list[Timing]:
    return [Timing(one, one) for one in ms]


ITEM = Item("q1", "fr", "date", "Quand ?", ("11 mai 2022", "le 11 mai"), ("a.txt",), (QUOTE,))
NO_ANSWER = Item("q2", "fr", "refusal", "Qui ?", (), (), ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Global Coalition.", "global coalition"),  # en
        ("Le 11 mai 2022", "11 mai 2022"),  # fr
        ("L’Africa Focus Group", "Africa Focus Group"),
        ("l'État", "État"),
        ("d'Antony Blinken", "Antony Blinken"),
        ("qu’Antony Blinken", "antony blinken"),
        ("«\u00a0Africa Focus Group\u202f»", "the Africa Focus Group"),
        ("El ministro", "ministro"),  # es
        ("los Estados Unidos", "unos estados unidos"),
        ("¿La Coalición?", "coalición"),
        ("المغرب", "مغرب"),  # ar: al-
        ("مُرَاكُش", "مراكش"),  # vowel signs
        ("مـــراكش", "مراكش"),  # tatweel
        ("٨٤ دولة", "84 دولة"),  # Arabic-Indic digits
        ("10 000", "10\u202f000"),
        ("10,000", "10.000"),
        ("1.234.567", "1 234 567"),
        ("2,5 millions", "2.5 millions"),
        ("1 234,5", "1,234.5"),
    ],
)
def test_the_same_value_written_otherwise_is_an_exact_match(one: str, other: str) -> None:
    assert exact_match(one, [other]) == exact_match(other, [one]) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2,5", "25"),
        ("2.5 millions", "25 millions"),
        ("2022 300", "2022300"),  # a year and a number are not one number
        ("12", "1 2"),
        ("11 mai", "12 mai"),
        ("année", "anné"),
        ("الله", "المغرب"),
        ("", "la"),
        ("...", "…"),  # nothing said is never right
    ],
)
def test_another_value_is_not(one: str, other: str) -> None:
    assert exact_match(one, [other]) == 0.0


def test_normalising_keeps_words_that_only_look_like_articles_or_elisions() -> None:
    assert normalise("the UN") == "the un"
    assert normalise("aujourd'hui") == "aujourdhui"
    assert normalise("ألمانيا") == "ألمانيا"  # Germany: no al- at its head
    assert normalise("  Nasser\n\tBourita ") == "nasser bourita"
    assert normalise("$5, or 5 %") == "5 or 5"


def test_token_f1_is_the_best_over_accepted_answers() -> None:
    # "11 mai": c = 2, |short| = 2, |answer| = 3: 2·2 / 5
    assert token_f1("11 mai", ["11 mai 2022"]) == pytest.approx(4 / 5)
    assert token_f1("11 mai", ["juin", "11 mai 2022", "le 11 mai"]) == 1.0
    # words count as often as both have them: "84 84" and "84 états" have one in common
    assert token_f1("84 84", ["84 états"]) == pytest.approx(2 / 4)
    assert token_f1("Nasser Bourita y Blinken", ["Antony Blinken"]) == pytest.approx(2 / 6)
    assert token_f1("وزير الخارجية", ["وزير خارجية المغرب"]) == pytest.approx(4 / 5)
    assert token_f1("juin", ["11 mai"]) == 0.0
    assert token_f1("", ["11 mai"]) == token_f1("11 mai", []) == 0.0


def test_contains_wants_whole_words_together_and_in_order() -> None:
    assert contains("mercredi 11 mai 2022 à Marrakech", ["11 mai 2022"]) == 1.0
    assert contains("111 mai", ["11 mai"]) == 0.0
    assert contains("mai 11", ["11 mai"]) == 0.0
    assert contains("11 ou 12 mai", ["11 mai"]) == 0.0
    assert contains("11 mai", ["11 mai 2022"]) == 0.0
    assert contains("anything", ["…"]) == 0.0


def test_a_citation_is_a_right_sentence_when_one_holds_the_other_in_a_right_article() -> None:
    assert right_sentence(citation(), ITEM)
    assert right_sentence(citation(quote="le Maroc abrite"), ITEM)
    assert right_sentence(citation(quote=QUOTE.replace(" ", " \n") + " Elle se tient"), ITEM)
    assert not right_sentence(citation(quote="Elle se tient à Marrakech."), ITEM)
    assert not right_sentence(citation(article="b.txt"), ITEM)
    assert not right_sentence(citation(quote=" "), ITEM)


def test_a_quote_is_verbatim_only_at_its_very_offsets() -> None:
    texts = {"a.txt": TEXT, "emoji.txt": "🇲🇦 Le Maroc."}
    assert is_verbatim(citation(), texts)
    assert is_verbatim(citation(article="emoji.txt", start=3, quote="Le Maroc."), texts)
    assert not is_verbatim(citation(start=1), texts)
    assert not is_verbatim(replace(citation(), quote=QUOTE.lower()), texts)
    assert not is_verbatim(replace(citation(), end=len(QUOTE) - 1), texts)
    assert not is_verbatim(replace(citation(), start=-len(TEXT), end=len(QUOTE) - len(TEXT)), texts)
    assert not is_verbatim(replace(citation(), start=0, end=0, quote=""), texts)
    assert not is_verbatim(citation(article="missing.txt"), texts)


def test_marks_and_citations_must_fit_each_other() -> None:
    two = (citation(1), citation(2))
    assert citation_fault(answer()) is None
    assert citation_fault(answer("84 [2][1].", "84", *two)) is None
    assert citation_fault(answer("11 mai 2022.")) == "citation 1 has no mark"
    assert citation_fault(answer("11 mai [1][3].")) == "the mark [3] has no citation"
    assert citation_fault(answer("11 mai [1].", "11 mai", *two)) == "citation 2 has no mark"
    assert citation_fault(answer("[1]", "x", citation(1), citation(1))) is not None
    assert citation_fault(replace(answer(), citations=(), text="11 mai.")) == "an answer has no citation"
    assert citation_fault(replace(answer(), agree=((1,),), differ=(Differing("12", (1,)),))) is None
    assert citation_fault(replace(answer(), agree=((1, 2),))) is not None
    assert citation_fault(replace(answer(), differ=(Differing("12 mai", (7,)),))) is not None
    assert citation_fault(refusal()) is None
    assert citation_fault(replace(refusal(), citations=(citation(),))) == "a refusal has citations"
    near = replace(refusal(), nearest=(citation(),), text="Rien, sauf [1].")
    assert citation_fault(near) is None
    assert citation_fault(replace(near, nearest=())) is not None


def test_retrieval_is_measured_as_ir_measures_defines_it() -> None:
    ranked = {"q1": ["x", "a b.txt", "y"], "q2": ["c", "x", "y", "z", "v", "d"], "q4": ["x"]}
    found = retrieval(ranked, {"q1": ["a b.txt"], "q2": ["c", "d"], "q3": ["e"]})
    assert set(found) == {"q1", "q2", "q3"}
    assert found["q1"] == pytest.approx(
        {"nDCG@10": 1 / math.log2(3), "R@5": 1.0, "R@50": 1.0, "RR@10": 0.5, "Success@5": 1.0}
    )
    ndcg = (1 + 1 / math.log2(7)) / (1 + 1 / math.log2(3))
    assert found["q2"] == pytest.approx(
        {"nDCG@10": ndcg, "R@5": 0.5, "R@50": 1.0, "RR@10": 1.0, "Success@5": 1.0}
    )
    assert set(found["q3"].values()) == {0.0}  # nothing found
    assert retrieval(ranked, {}) == {}


def test_squad_measures_are_the_english_ones_of_its_script() -> None:
    assert squad_exact("The Global Coalition!", ["global  coalition"]) == 1.0
    assert squad_exact("la Coalition", ["Coalition"]) == 0.0  # French articles are words there
    assert squad_exact("2,5", ["25"]) == 1.0  # so that script has it
    assert squad_exact("", []) == squad_f1("", []) == 1.0  # a refusal of what has no answer
    assert squad_exact("", ["x"]) == squad_f1("x", []) == 0.0
    assert squad_f1("an old red car", ["the red car", "car"]) == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert squad_f1("a car car", ["car"]) == pytest.approx(2 * 0.5 / 1.5)  # counted as often as both have it
    assert squad_f1("the", ["word"]) == 0.0


def test_citation_quality_by_hand() -> None:
    """Four statements: supported together only; by one of two; not; with an unknown mark."""
    held = {
        ("A", (1, 2)): True, ("A", (1,)): False, ("A", (2,)): False,
        ("B", (1, 3)): True, ("B", (1,)): True, ("B", (3,)): False,
        ("C", (2,)): False,
    }  # fmt: skip

    def supports(text: str, marks: object) -> bool:
        return held[text, tuple(marks)]  # type: ignore[arg-type]

    statements = [Statement("A", (1, 2)), Statement("B", (1, 3)), Statement("C", (2,)), Statement("D", (9,))]
    found = citation_quality(statements, [1, 2, 3], supports)
    assert found.recall == 2 / 4
    assert found.precision == 3 / 5  # 3 is needless for B, C's isn't supported, D's isn't counted
    assert citation_quality([], [1], supports).recall == 0.0
    assert citation_quality([Statement("E", ())], [1], supports).precision == 0.0


def test_citation_quality_of_an_answer_asks_our_own_grounding() -> None:
    good = answer_quality(answer())
    assert (good.recall, good.precision) == (1.0, 1.0)
    wrong = answer_quality(answer("12 juin 2023 [1].", "12 juin 2023"))
    assert (wrong.recall, wrong.precision) == (0.0, 0.0)
    assert answer_quality(refusal()).recall == 0.0


def test_a_fact_that_stands_in_nothing_cited_is_counted() -> None:
    facts, held = grounded_facts(answer())
    assert facts == held > 0
    facts, held = grounded_facts(answer("Le 12 mai 2022 [1].", "12 mai 2022"))
    assert held < facts
    assert grounded_facts(refusal()) == (0, 0)


def test_risk_and_coverage_by_hand() -> None:
    sure, right = [0.9, 0.8, 0.8, 0.1], [True, True, False, False]
    points = [(p.coverage, p.risk) for p in risk_coverage(sure, right)]
    assert points == [(0.25, 0.0), (0.75, 1 / 3), (1.0, 0.5)]
    # Of the two that are equally sure, one is wrong: half of it is expected after the first of them.
    assert area_under_risk_coverage(sure, right) == pytest.approx((0 + 0.5 / 2 + 1 / 3 + 1 / 2) / 4)
    assert area_under_risk_coverage(sure[::-1], right[::-1]) == area_under_risk_coverage(sure, right)
    assert area_under_risk_coverage([], []) is None


def test_a_right_value_from_a_wrong_article_is_not_right() -> None:
    texts = {"a.txt": TEXT, "b.txt": TEXT}
    good = score(ITEM, answer(), texts, None)
    assert good.right and good.exact_match == 1.0 and good.verbatim == good.quotes == 1
    bad = score(ITEM, answer("11 mai 2022 [1].", "11 mai 2022", citation(article="b.txt")), texts, None)
    assert bad.exact_match == 1.0 and not bad.right
    longer = score(ITEM, answer("[1]", "le mercredi 11 mai 2022"), texts, None)
    assert longer.right and longer.exact_match == 0.0 and longer.contains == 1.0
    assert not score(ITEM, answer("[1]", "12 mai 2022"), texts, None).right
    assert not score(ITEM, answer("11 mai 2022 [1].", None), texts, None).right


def test_a_refusal_of_an_answerable_question_scores_zero_whatever_else_it_says() -> None:
    sly = replace(refusal(), short="11 mai 2022", citations=(citation(),))
    scores = score(ITEM, sly, {"a.txt": TEXT}, None)
    assert (scores.exact_match, scores.token_f1, scores.contains) == (0.0, 0.0, 0.0)
    assert not scores.right and scores.right_articles == scores.right_sentences == 0
    assert scores.fault is not None


def test_the_summary_of_four_questions_by_hand() -> None:
    texts = {"a.txt": TEXT, "b.txt": TEXT}
    other = citation(2, start=45, quote="Elle se tient à Marrakech.")
    elsewhere = citation(3, article="b.txt", start=1)
    scores = [
        score(
            ITEM, answer("11 mai 2022 [1][2][3].", "11 mai 2022", citation(), other, elsewhere), texts, None
        ),
        score(ITEM, refusal(), texts, None),  # a false refusal
        score(NO_ANSWER, refusal(), texts, None),
        score(NO_ANSWER, answer(), texts, None),  # should have been refused
    ]
    summary = summarise(scores, times(10.0, 20.0, 30.0, 40.0), seed=1)
    assert (summary.questions, summary.answerable, summary.refused) == (4, 2, 2)
    measures = {name: value for name, value in summary.measures.items() if " " not in name}
    assert all(summary.measures[name] is None for name in set(summary.measures) - set(measures))  # of stages
    assert measures == pytest.approx(
        {
            "exact_match": 1 / 2,
            "token_f1": 1 / 2,
            "contains": 1 / 2,
            "right": 1 / 2,
            "answer_precision": 1 / 2,
            "article_precision": 2 / 3,
            "article_recall": 1 / 2,
            "sentence_precision": 1 / 3,
            "sentence_recall": 1 / 2,
            "verbatim_quotes": 3 / 4,
            "valid_citations": 1.0,
            "refusal_precision": 1 / 2,
            "refusal_recall": 1 / 2,
            "false_refusals": 1 / 2,
            "squad_exact": 1 / 2,  # the right answer, and the right refusal
            "squad_f1": 1 / 2,
            "citation_recall": 1.0,
            "citation_precision": (2 / 3 + 1) / 2,  # the second mark supports nothing, and is needless
            "facts_grounded": 1.0,
        }
    )
    assert summary.p50_ms == 25.0 and summary.p95_ms == pytest.approx(38.5)
    # Wilson, 1 of 2, z² = 3.8415: (0.5 + z²/4 ± z·√(0.25/2 + z²/16)) / (1 + z²/2)
    assert summary.interval["exact_match"] == pytest.approx((0.09453, 0.90547), abs=1e-4)
    assert summarise(scores, times(1.0)).interval == {}


def test_intervals_hold_the_measure_and_are_the_same_each_time() -> None:
    texts = {"a.txt": TEXT}
    shorts = ["11 mai 2022", "11 mai 2023", "mai", "juin", "le 11 mai"] * 4
    scores = [score(ITEM, answer("[1]", short), texts, None) for short in shorts]
    one, two = summarise(scores, times(1.0), seed=5), summarise(scores, times(1.0), seed=5)
    assert one.interval == two.interval
    for name in ("token_f1", "exact_match", "refusal_recall"):
        value = one.measures[name]
        assert value is None or one.interval[name][0] < value < one.interval[name][1]


def test_the_interval_of_the_risk_coverage_area_holds_it_and_narrows_with_more_questions() -> None:
    texts = {"a.txt": TEXT}
    scores = [score(ITEM, answer("[1]", short), texts, None) for short in ("11 mai 2022", "mai", "juin")]
    few, many = summarise(scores * 8, times(1.0), seed=5), summarise(scores * 80, times(1.0), seed=5)
    for summary in (few, many):
        assert summary.aurc is not None
        assert summary.interval["aurc"][0] < summary.aurc < summary.interval["aurc"][1]
    wide, narrow = ((s.interval["aurc"][1] - s.interval["aurc"][0]) for s in (few, many))
    assert narrow < wide / 2


def test_measures_that_nothing_answers_for_are_none() -> None:
    summary = summarise([score(NO_ANSWER, refusal(), {}, None)], times(1.0), seed=0)
    for name in ("exact_match", "article_precision", "false_refusals", "verbatim_quotes", "answer_precision"):
        assert summary.measures[name] is None, name
    assert summary.measures["refusal_recall"] == summary.measures["refusal_precision"] == 1.0
    low, high = summary.interval["refusal_recall"]
    assert low < 0.3 and high == 1.0  # one question proves little


def test_an_answer_that_cites_nothing_counts_against_citation_precision() -> None:
    bare = replace(answer(), citations=())
    scores = [score(ITEM, bare, {"a.txt": TEXT}, None), score(ITEM, answer(), {"a.txt": TEXT}, None)]
    assert summarise(scores, times(1.0, 1.0)).measures["article_precision"] == 0.5


def test_percentiles_are_linear_between_ranks() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([0.0, 10.0], 95) == pytest.approx(9.5)
    assert percentile([7.0], 95) == 7.0
    assert math.isnan(percentile([], 50))
