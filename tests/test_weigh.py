"""What the evidence says together: who agrees, who differs, and no disagreement that is none."""

from __future__ import annotations

from dataclasses import replace

from rag.cited import Cited
from rag.evidence import Evidence
from rag.grounding import ground
from rag.question import Question, analyse
from rag.weigh import Weighed, weigh
from rag.wording import agreement, with_differing
from tests.test_compare import piece
from tests.test_copies import story

WHERE = analyse("Où s'est tenue la réunion de l'Alliance des deltas en mai 2022 ?")
WHEN = analyse("Quand a eu lieu la réunion de l'Alliance des deltas à Marrakech ?")
MEMBERS = analyse("Combien de membres compte l'Alliance des deltas ?")
FOUNDED = analyse("En quelle année l'Alliance des deltas a-t-elle été fondée ?")
CHAIR = analyse("Qui a présidé la réunion de l'Alliance des deltas à Marrakech ?")

MARRAKECH = "La réunion de l'Alliance des deltas s'est tenue à Marrakech le 11 mai 2022."


def weighed(question: Question, *evidence: Evidence) -> Weighed:
    ordered = sorted(evidence, key=lambda e: -e.answerable)
    found = weigh(question, ordered, least=0.54, confirming=0.25)
    assert found is not None
    assert found.agree[0][0] is found.told
    every = [*found.cited, *(e for other in found.differ for e in other.evidence)]
    assert len(every) == len(set(map(id, every)))  # no sentence is on two sides, or cited twice
    return found


def text(question: Question, found: Weighed) -> str:
    """The answer in words: its value, marks and who differs. The checker of answers must let it pass."""
    assert found.told.value is not None
    marks = "".join(f"[{n}]" for n in range(1, len(found.cited) + 1))
    n = len(found.cited)
    others = []
    cited = [Cited(i, e.quote, None, e.article.published) for i, e in enumerate(found.cited, 1)]
    for other in found.differ:
        numbers = [n := n + 1 for _ in other.evidence]
        pairs = zip(numbers, other.evidence, strict=True)
        cited += [Cited(i, e.quote, None, e.article.published) for i, e in pairs]
        others.append((other, numbers))
    told = with_differing(f"{found.told.value.said} {marks}.", question, others)
    if others:
        grounding = ground(told, cited, question.language)
        assert grounding.text == told, grounding
    return told


def articles(found: Weighed) -> list[list[str]]:
    return [[e.article.id for e in source] for source in found.agree]


def test_one_article_that_announces_another_place_is_named() -> None:
    found = weighed(
        WHERE,
        piece(WHERE, MARRAKECH, "Marrakech", 0.95, id="a"),
        piece(WHERE, "Marrakech a reçu l'Alliance des deltas en mai 2022.", "Marrakech", 0.8, id="b"),
        piece(WHERE, "L'Alliance des deltas est attendue à Rabat en mai.", "Rabat", id="c", published=None),
    )
    assert articles(found) == [["a"], ["b"]]
    [other] = found.differ
    assert (other.short, other.mood, [e.article.id for e in other.evidence]) == ("Rabat", "announced", ["c"])
    assert text(WHERE, found) == "Marrakech [1][2]\u00a0; un article annonce Rabat [3]."


def test_it_is_said_in_the_language_of_the_question() -> None:
    told: dict[str, str] = {}
    for asked in (
        "Where was the meeting of the Alliance des deltas held in May 2022?",
        "¿Dónde se celebró la reunión de la Alliance des deltas en mayo de 2022?",
        "أين عقد الاجتماع في مايو 2022؟",
    ):
        question = analyse(asked)
        rabat = "La réunion de l'Alliance des deltas s'est tenue à Rabat en mai 2022."
        marrakech = piece(question, MARRAKECH, "Marrakech", 0.9)
        found = weighed(question, marrakech, piece(question, rabat, "Rabat", 0.8, id="b"))
        told[question.language] = text(question, found)
    assert told["en"] == "Marrakech [1]; one article says “Rabat” [2]."
    assert told["es"] == "Marrakech [1]; un artículo dice «Rabat» [2]."
    assert "[2]" in told["ar"] and "«Rabat»" in told["ar"]


def test_several_that_differ_are_each_named() -> None:
    found = weighed(
        WHERE,
        piece(WHERE, MARRAKECH, "Marrakech", 0.95, id="a"),
        piece(WHERE, "L'Alliance des deltas s'est réunie en mai 2022 à Rabat.", "Rabat", 0.8, id="b"),
        piece(WHERE, "Rabat a reçu l'Alliance des deltas le 11 mai 2022.", "Rabat", 0.7, id="c"),
        piece(WHERE, "En mai 2022, la réunion de l'Alliance des deltas était à Fès.", "Fès", 0.7, id="d"),
    )
    assert text(WHERE, found) == (
        "Marrakech [1]\u00a0; d'autres articles disent Rabat [2][3]\u00a0; un autre article dit Fès [4]."
    )


def test_another_meeting_elsewhere_is_no_disagreement() -> None:
    told = piece(WHERE, MARRAKECH, "Marrakech", 0.9)
    for sentence, published, before in (
        ("La réunion de l'Alliance des deltas s'est tenue à Rabat en juin 2018.", "2018-06", ""),
        ("La réunion de l'Alliance des deltas s'est tenue à Rabat.", "2018-06", ""),
        ("La réunion de l'Alliance des deltas s'est tenue à Rabat jeudi.", None, ""),
        ("Une réunion, l'année dernière à Rabat, de l'Alliance des deltas.", None, "En mai."),
        ("La réunion précédente de l'Alliance des deltas était à Rabat en mai.", "2022-05", ""),
        ("La réunion s'est tenue à Rabat.", "2018-06", "L'Alliance des deltas se retrouve en juin."),
        ("La réunion de l'Alliance des deltas n'a pas eu lieu à Rabat en mai 2022.", "2022-05", ""),
        ("La réunion des apiculteurs s'est tenue à Rabat en mai 2022.", "2022-05", ""),
    ):
        other = piece(WHERE, sentence, "Rabat", 0.8, id="b", published=published, before=before)
        assert weighed(WHERE, told, other).differ == (), sentence


def test_several_that_are_nearly_likely_enough_answer_together() -> None:
    other = "Marrakech a reçu l'Alliance des deltas en mai 2022."
    one = piece(WHERE, MARRAKECH, "Marrakech", 0.51, id="a")
    two = piece(WHERE, other, "Marrakech", 0.5, id="b")
    assert weighed(WHERE, one, two).told in (one, two)
    assert weigh(WHERE, [one], least=0.54, confirming=0.25) is None
    hopeless = [piece(WHERE, text, "Marrakech", 0.4, id=text) for text in (MARRAKECH, other)]
    assert weigh(WHERE, hopeless, least=0.54, confirming=0.25) is None


def test_what_is_unlikely_contradicts_nothing() -> None:
    rabat = "La réunion de l'Alliance des deltas s'est tenue à Rabat en mai 2022."
    told = piece(WHERE, MARRAKECH, "Marrakech", 0.9)
    assert weighed(WHERE, told, piece(WHERE, rabat, "Rabat", 0.8, id="b")).differ
    assert not weighed(WHERE, told, piece(WHERE, rabat, "Rabat", 0.3, id="b")).differ


def test_an_article_that_says_both_is_not_against_either() -> None:
    rabat = "La réunion de l'Alliance des deltas, en mai 2022, se serait tenue à Rabat."
    found = weighed(
        WHERE,
        piece(WHERE, MARRAKECH, "Marrakech", 0.9, id="a"),
        piece(WHERE, "La réunion de mai 2022 s'est tenue à Marrakech.", "Marrakech", 0.7, id="b"),
        piece(WHERE, rabat, "Rabat", 0.7, id="b"),
    )
    assert found.differ == ()


def test_a_source_is_heard_for_its_likeliest_value() -> None:
    found = weighed(
        WHERE,
        piece(WHERE, "La réunion de mai 2022 s'est tenue à Marrakech.", "Marrakech", 0.85, id="a"),
        piece(WHERE, "Les mêmes s'étaient parlé à Rabat.", "Rabat", 0.7, id="a"),
        piece(WHERE, "L'Alliance des deltas s'est réunie à Rabat en mai 2022.", "Rabat", 0.8, id="b"),
    )
    assert found.told.value is not None
    assert found.told.value.said == "Marrakech"


def test_the_same_town_at_another_time_confirms_nothing() -> None:
    forum = "Le forum de juillet 2022 de l'Alliance des deltas aura lieu à Marrakech."
    found = weighed(
        WHERE, piece(WHERE, MARRAKECH, "Marrakech", 0.9), piece(WHERE, forum, "Marrakech", 0.8, id="b")
    )
    assert articles(found) == [["a.txt"]]


def test_a_town_is_given_before_its_country() -> None:
    country = "Le Maroc a reçu en mai 2022 l'Alliance des deltas à Marrakech."
    found = weighed(
        WHERE, piece(WHERE, country, "Maroc", 0.9, id="a"), piece(WHERE, MARRAKECH, "Marrakech", 0.8, id="b")
    )
    assert found.told.value is not None
    assert (found.told.value.said, len(found.agree), found.differ) == ("Marrakech", 2, ())


def test_more_than_80_agrees_with_84_and_80_at_a_meeting_does_not() -> None:
    found = weighed(
        MEMBERS,
        piece(MEMBERS, "L'Alliance des deltas est composée de 84 États.", "84", 0.8, id="a"),
        piece(MEMBERS, "L'Alliance des deltas réunit plus de 80 pays.", "plus de 80", 0.9, id="b"),
        piece(MEMBERS, "La réunion accueillera des délégués d'environ 80 pays.", "environ 80", 0.7, id="c"),
    )
    assert found.told.value is not None
    assert (found.told.value.said, articles(found), found.differ) == ("84", [["a"], ["b"]], ())


def test_another_number_of_the_same_thing_is_named_unless_it_is_of_another_year() -> None:
    told = piece(MEMBERS, "L'Alliance des deltas compte 84 membres.", "84", 0.9, id="a")
    sentence = "L'Alliance des deltas compte 79 membres."
    found = weighed(MEMBERS, told, piece(MEMBERS, sentence, "79", 0.8, id="b", published="2022-02"))
    assert text(MEMBERS, found) == "84 [1]\u00a0; un article dit 79 [2]."
    earlier = piece(MEMBERS, sentence, "79", 0.8, id="b", published="2019-11")
    assert weighed(MEMBERS, told, earlier).differ == ()


def test_members_are_not_told_where_those_who_came_are_asked_for() -> None:
    asked = analyse("Combien de pays ont participé à la réunion de l'Alliance des deltas ?")
    found = weighed(
        asked,
        piece(asked, "L'Alliance des deltas est composée de 84 États.", "84", 0.9, id="a"),
        piece(asked, "Des délégués de 61 pays ont participé à la réunion.", "61", 0.8, id="b"),
    )
    assert found.told.value is not None
    assert (found.told.value.said, articles(found), found.differ) == ("61", [["b"]], ())


def test_five_articles_agree_on_a_year_and_the_month_is_given() -> None:
    sentences = [
        ("L'Alliance des deltas a été fondée en 2014.", "2014"),
        ("Créée en 2014, l'Alliance des deltas veille sur les fleuves.", "2014"),
        ("L'Alliance des deltas a vu le jour en septembre 2014.", "septembre 2014"),
        ("Depuis sa création en 2014, l'Alliance des deltas a grandi.", "2014"),
        ("L'Alliance des deltas, fondée en 2014, réunit des villes.", "2014"),
    ]
    found = weighed(
        FOUNDED, *(piece(FOUNDED, s, span, 0.8 - n / 50, id=str(n)) for n, (s, span) in enumerate(sentences))
    )
    assert found.told.value is not None
    assert (found.told.value.said, len(found.agree), found.differ) == ("septembre 2014", 5, ())
    assert agreement(len(found.agree), "fr") == "5 articles indépendants le disent."


def test_a_founding_has_one_date_a_meeting_may_have_several() -> None:
    told = piece(FOUNDED, "L'Alliance des deltas a été fondée en 2014.", "2014", 0.9, id="a")
    other = piece(FOUNDED, "L'Alliance des deltas, fondée en 2012, a grandi.", "2012", 0.8, id="b")
    assert [o.short for o in weighed(FOUNDED, told, other).differ] == ["2012"]
    may = piece(WHEN, MARRAKECH, "11 mai 2022", 0.9, id="a")
    june = "La réunion de l'Alliance des deltas à Rabat a eu lieu le 26 juin 2018."
    assert weighed(WHEN, may, piece(WHEN, june, "26 juin 2018", 0.8, id="b")).differ == ()
    last = "La réunion de l'Alliance des deltas à Marrakech a eu lieu le 3 avril 2021."
    assert weighed(WHEN, may, piece(WHEN, last, "3 avril 2021", 0.8, id="b")).differ == ()
    near = "La réunion de l'Alliance des deltas à Marrakech a eu lieu le 12 mai 2022."
    found = weighed(WHEN, may, piece(WHEN, near, "12 mai 2022", 0.8, id="b"))
    assert [o.short for o in found.differ] == ["12 mai 2022"]


def test_numbered_editions_are_not_one_event() -> None:
    asked = analyse("Où s'est tenue la conférence de l'Alliance des deltas ?")
    one = "La 4e conférence de l'Alliance des deltas s'est tenue à Marrakech en 2022."
    other = "La cinquième conférence de l'Alliance des deltas s'est tenue à Rabat en 2022."
    found = weighed(asked, piece(asked, one, "Marrakech", 0.9), piece(asked, other, "Rabat", 0.8, id="b"))
    assert found.differ == ()
    fourth = "La quatrième conférence de l'Alliance des deltas s'est tenue à Rabat en 2022."
    found = weighed(asked, piece(asked, one, "Marrakech", 0.9), piece(asked, fourth, "Rabat", 0.8, id="b"))
    assert [o.short for o in found.differ] == ["Rabat"]


def test_who_chaired_may_differ_and_who_came_does_not() -> None:
    nuland = "Victoria Nuland a présidé la réunion de l'Alliance des deltas à Marrakech le 11 mai 2022."
    blinken = "Antony Blinken a présidé la réunion de l'Alliance des deltas à Marrakech le 11 mai 2022."
    both = [("Victoria Nuland", nuland, 0.9, "a"), ("Antony Blinken", blinken, 0.8, "b")]
    found = weighed(CHAIR, *(piece(CHAIR, s, name, p, id=id) for name, s, p, id in both))
    assert [o.short for o in found.differ] == ["Antony Blinken"]
    came = analyse("Qui a participé à la réunion de l'Alliance des deltas à Marrakech ?")
    found = weighed(came, *(piece(came, s, name, p, id=id) for name, s, p, id in both))
    assert found.differ == ()


def test_copies_of_one_story_count_once() -> None:
    wire = " ".join(story(1))
    rome = "La réunion de l'Alliance des deltas s'est tenue à Rome le 11 mai 2022."
    found = weighed(
        WHERE,
        *(piece(WHERE, rome, "Rome", 0.65, id=id, before=wire) for id in "xyz"),
        piece(WHERE, MARRAKECH, "Marrakech", 0.7, id="a"),
        piece(WHERE, "Marrakech a reçu l'Alliance des deltas en mai 2022.", "Marrakech", 0.6, id="b"),
    )
    assert found.told.value is not None
    assert (found.told.value.said, articles(found)) == ("Marrakech", [["a"], ["b"]])
    [other] = found.differ
    assert len(other.evidence) == 1
    assert articles(weighed(WHERE, *(piece(WHERE, rome, "Rome", 0.8, id=i, before=wire) for i in "xy"))) == [
        ["x", "y"]
    ]


def test_what_took_place_is_told_before_what_was_planned() -> None:
    plan = "La réunion de mai 2022 de l'Alliance des deltas doit se tenir à Rabat."
    found = weighed(
        WHERE, piece(WHERE, plan, "Rabat", 0.92, id="a"), piece(WHERE, MARRAKECH, "Marrakech", 0.85, id="b")
    )
    assert found.told.article.id == "b"
    asked = analyse("Où devait se tenir la réunion de l'Alliance des deltas en mai 2022 ?")
    found = weighed(
        asked, piece(asked, plan, "Rabat", 0.92, id="a"), piece(asked, MARRAKECH, "Marrakech", 0.85, id="b")
    )
    assert found.told.article.id == "a"


def test_a_less_likely_sentence_says_plainly_what_a_likelier_one_announces() -> None:
    plan = "La réunion de mai 2022 de l'Alliance des deltas devrait être suivie, à Marrakech, d'autres."
    found = weighed(
        WHERE,
        piece(WHERE, plan, "Marrakech", 0.9, id="a"),
        piece(WHERE, MARRAKECH, "Marrakech", 0.45, id="b"),
    )
    assert found.told.article.id == "b"
    assert text(WHERE, found).startswith("Marrakech")


def test_nothing_is_set_against_a_list() -> None:
    asked = analyse("Quelles villes ont accueilli l'Alliance des deltas en mai 2022 ?")
    rabat = "La réunion de l'Alliance des deltas s'est tenue à Rabat en mai 2022."
    found = weighed(
        asked, piece(asked, MARRAKECH, "Marrakech", 0.9), piece(asked, rabat, "Rabat", 0.8, id="b")
    )
    assert found.differ == ()


def test_a_clause_that_speaks_of_what_might_be_is_told_all_the_same() -> None:
    why = analyse("Pourquoi l'exercice Delta a-t-il lieu ?")
    ready = "L'exercice Delta a lieu pour se préparer à ce qui pourrait arriver."
    met = "Ana Costa est venue pour rencontrer Luc Morel."
    span = "pour se préparer à ce qui pourrait arriver"
    other = piece(why, met, "pour rencontrer Luc Morel", 0.85, id="b.txt")
    found = weighed(why, piece(why, ready, span), other)
    assert found.told.said == (span,)


def test_an_office_is_told_whatever_is_announced_beside_it() -> None:
    question = analyse("Qui est Ana Costa ?")
    said = "La ministre de la pêche Ana Costa devrait présider la réunion."
    planned = piece(question, said, "ministre de la pêche", 0.95)
    several = piece(
        question, "Les ministres Luc Morel et Ana Costa se sont vus.", "ministres", 0.85, id="b.txt"
    )
    found = weighed(replace(question, kind="other"), planned, several)
    assert found.told.quote == planned.quote


def test_an_approach_that_leads_to_the_answer_claims_nothing() -> None:
    question = analyse("Avec quelle approche la Ligue lutte-t-elle ?")
    quote = "La Ligue lutte selon une approche large et commune entre des pays qui veulent la paix."
    approach = piece(question, quote, "une approche large et commune entre des pays", 0.94)
    purpose = "La Ligue a été fondée dans le but de lutter."
    other = piece(question, purpose, "dans le but de lutter", 0.8, id="b.txt")
    found = weighed(question, approach, other)
    assert found.told.quote == quote


def test_what_it_had_then_is_not_what_it_has() -> None:
    then = piece(MEMBERS, "L'Alliance des deltas compte alors 79 membres.", "79", 0.95, id="a")
    now = piece(MEMBERS, "L'Alliance des deltas compte 84 membres.", "84", 0.9, id="b")
    assert text(MEMBERS, weighed(MEMBERS, then, now)) == "84 [1]\u00a0; un article dit 79 [2]."
    had = analyse("Combien de membres comptait l'Alliance des deltas ?")
    value = weighed(had, then, now).told.value
    assert value is not None and value.said == "79"
    value = weighed(MEMBERS, then).told.value
    assert value is not None and value.said == "79"  # where no article says more
