"""How the press writes days, years, counts and names: cases of kinds that a fresh set once missed."""

from __future__ import annotations

import pytest

from index.facts import find_facts
from rag.grounding import Cited, ground

TUESDAY = "2023-05-16"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Le préfet a requis lundi des renforts.", "fr", "2023-05-15"),
        ("La ville de Bakhmout est tombée dimanche.", "fr", "2023-05-14"),
        ("Le séisme de samedi a fait trois morts.", "fr", "2023-05-13"),
        ("Friday's earthquake left two dead.", "en", "2023-05-12"),
        ("La mairie fermera ses portes, rapporte Ouest-France lundi.", "fr", "2023-05-15"),
        ("Une veillée sera organisée jeudi à Nantes.", "fr", "2023-05-18"),
        ("The board is expected to cut rates on Wednesday.", "en", "2023-05-17"),
        ("Il avait par ailleurs salué lundi leur courage.", "fr", "2023-05-15"),
        ("Les recherches, interrompues hier lundi, ont repris.", "fr", "2023-05-15"),
        ("انفجر خزان في الميناء يوم الأحد.", "ar", "2023-05-14"),
    ],
)
def test_a_weekday_is_told_by_the_verb_that_it_goes_with(text: str, language: str, day: str) -> None:
    [fact] = [f for f in find_facts(text, language, TUESDAY) if f.kind == "date"]
    assert str(fact.first) == str(fact.last) == day


def test_the_second_of_two_weekdays_follows_the_first() -> None:
    first, second = (
        f for f in find_facts("Réunis mercredi et jeudi à Lomé, ils voteront.", "fr", TUESDAY) if f.first
    )
    assert (str(first.first), str(second.first)) == ("2023-05-17", "2023-05-18")


@pytest.mark.parametrize(
    "text",
    [
        "Les députés, qui se prononcent jeudi sur la loi, se sont affrontés.",
        "La série, diffusée jeudi, a coûté cher.",
        "Le récit, à paraître jeudi, a déjà fait parler de lui.",
    ],
)
def test_a_past_verb_of_another_clause_makes_no_day_up(text: str) -> None:
    for fact in find_facts(text, "fr", TUESDAY):
        assert fact.kind == "number" or fact.precision != "day"


@pytest.mark.parametrize(
    ("text", "language", "span"),
    [
        ("The 2018 floods killed 80 people.", "en", ("2018-01-01", "2018-12-31")),
        ("At the 2010 census the town had grown.", "en", ("2010-01-01", "2010-12-31")),
        ("Le peintre (1571-1610) mourut jeune.", "fr", ("1571-01-01", "1610-12-31")),
        ("La guerre de 1756 ruina le port.", "fr", ("1756-01-01", "1756-12-31")),
        ("From mid-March to early May 2020 the port was shut.", "en", ("2020-03-01", "2020-05-31")),
        ("نزح السكان من عام 2011 إلى عام 2015.", "ar", ("2011-01-01", "2015-12-31")),
    ],
)
def test_years_as_the_press_writes_them(text: str, language: str, span: tuple[str, str]) -> None:
    fact = next(f for f in find_facts(text, language) if f.kind == "date")
    assert (str(fact.first), str(fact.last)) == span


@pytest.mark.parametrize("text", ["les 2022 participants", "the 2022 participants", "à 1900 m d'altitude"])
def test_four_figures_that_count_are_no_year(text: str) -> None:
    assert [f.kind for f in find_facts(text, "en" if text.startswith("the") else "fr")] == ["number"]


@pytest.mark.parametrize(
    ("text", "language", "value", "bound"),
    [
        ("half a dozen witnesses", "en", 6, "about"),
        ("une demi-douzaine de témoins", "fr", 6, "about"),
        ("a loan repayable over ten years", "en", 10, "exact"),
        ("the siege lasted over ten years", "en", 10, "at_least"),
        ("one and a half million people", "en", 1_500_000, "exact"),
        ("un an et demi de travaux", "fr", 1.5, "exact"),
        ("le tarif est réduit de moitié", "fr", 0.5, "exact"),
        ("nearly half are unpaid", "en", 0.5, "about"),
        ("un moteur de 750 cm3 à cinq vitesses", "fr", 5, "exact"),
    ],
)
def test_counts_as_the_press_writes_them(text: str, language: str, value: float, bound: str) -> None:
    fact = find_facts(text, language)[-1]
    assert (fact.value, fact.bound) == (value, bound)


@pytest.mark.parametrize("text", ["le numéro trois du parti", "two's company", "jeudi le Premier ministre"])
def test_what_only_looks_like_a_count_or_a_day_is_none(text: str) -> None:
    facts = find_facts(text, "en" if "two" in text else "fr", TUESDAY)
    assert not [f for f in facts if f.kind == "number" or "Premier" in f.text]


SOURCE = Cited(1, "وصلت الوزيرة هدى السالمي إلى مدينة نزوى للقاء التجار.", language="ar")


@pytest.mark.parametrize(
    ("answer", "held"),
    [
        ("وصلت هدى السالمي إلى نزوى [1].", True),
        ("وصلت الوزيرة بنزوى للقاء التجار [1].", True),
        ("وصلت منى الكندي إلى نزوى [1].", False),
        ("وصلت هدى السالمي إلى صحار [1].", False),
        ("وصلت هدى السالمي للقاء البلوشي [1].", False),
    ],
)
def test_a_name_put_into_an_arabic_answer_is_noticed_without_capitals(answer: str, held: bool) -> None:
    [sentence] = ground(answer, [SOURCE], "ar").sentences
    assert sentence.supported is held


MONDAY = "2014-09-15"


@pytest.mark.parametrize(
    ("text", "language", "values", "bounds"),
    [
        ("They won 6-1 in two hours.", "en", (2,), ("exact",)),
        ("L'action a perdu 3,4 % à 28,55 dollars.", "fr", (3.4, 28.55), ("exact", "exact")),
        ("La note a cédé 2 points à 8 points.", "fr", (2, 8), ("exact", "exact")),
        ("It raised the rate to a range of 1.5% to 1.75%.", "en", (1.5, 1.75), ("at_least", "at_most")),
        ("Turnout could top 80%.", "en", (80,), ("at_least",)),
        ("The list of the top 10 cities grew.", "en", (10,), ("exact",)),
        ("Il est réservé aux 65 ans et plus.", "fr", (65,), ("at_least",)),
        ("People aged 70 and over were tested.", "en", (70,), ("at_least",)),
        ("Il fera entre moins 3 et 8 degrés.", "fr", (-3, 8), ("at_least", "at_most")),
        ("It cut deaths by about a third among nurses.", "en", (1 / 3,), ("about",)),
        ("Gusts of 185mph hit the coast.", "en", (185,), ("exact",)),
    ],
)
def test_numbers_of_scores_ranges_and_ages(
    text: str, language: str, values: tuple[float, ...], bounds: tuple[str, ...]
) -> None:
    facts = [f for f in find_facts(text, language) if f.kind == "number" and not f.label]
    found = facts[-len(values) :]
    assert tuple(f.value for f in found) == pytest.approx(values)
    assert tuple(f.bound for f in found) == bounds


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le groupe des 77 se réunit.", "fr"),
        ("Le CAC 40 et l'or montent.", "fr"),
        ("France 24 et TV5 en parlent.", "fr"),
        ("Le dossard 10 est sorti.", "fr"),
        ("Boeing's 737 MAX is grounded.", "en"),
        ("Prisoner 46664 was freed.", "en"),
    ],
)
def test_the_figure_of_a_name_counts_nothing(text: str, language: str) -> None:
    assert not [f for f in find_facts(text, language) if f.kind == "number" and not f.label]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Manchester a battu Lyon 4-0 dimanche.", "fr", "2014-09-14"),
        ("Voters went to the polls on Sunday.", "en", "2014-09-14"),
        ("Il est mort, selon une vidéo diffusée samedi.", "fr", "2014-09-13"),
    ],
)
def test_a_weekday_after_a_score_a_way_or_a_source_is_past(text: str, language: str, day: str) -> None:
    [fact] = [f for f in find_facts(text, language, MONDAY) if f.kind == "date"]
    assert str(fact.first) == str(fact.last) == day


def test_what_was_due_on_a_day_that_is_gone_gets_no_year() -> None:
    text = "The exit, due on September 1, has been delayed."
    [fact] = [f for f in find_facts(text, "en", MONDAY) if f.kind == "date"]
    assert fact.first is fact.last is None


def test_a_weekday_that_is_a_title_is_no_date() -> None:
    assert not [f for f in find_facts("Le film « Mardi » sort bientôt.", "fr", MONDAY) if f.kind == "date"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("M6 et France 2 retransmettent le débat.", "fr"),
        ("La norme Euro 6 et ses règles.", "fr"),
        ("Omicron BA.5 and its kin.", "en"),
        ("في القرن التاسع عشر", "ar"),
    ],
)
def test_the_figure_of_a_channel_norm_variant_or_century_counts_nothing(text: str, language: str) -> None:
    assert not [f for f in find_facts(text, language) if f.kind == "number" and not f.label]


def test_ten_in_arabic_counts_and_a_long_sentence_keeps_its_past() -> None:
    ten = find_facts("حكمت المحكمة بالسجن عشر سنوات.", "ar")[0]
    assert (ten.value, ten.unit) == (10, "سنوات")
    day = find_facts("قتل أربعة وثمانون شخصا في هجوم نيس يوم الأحد.", "ar", MONDAY)[-1]
    assert str(day.first) == str(day.last) == "2014-09-14"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Les Écossais votent jeudi.", "fr", "2014-09-18"),
        ("Le sommet se tient mercredi à Accra.", "fr", "2014-09-17"),
    ],
)
def test_the_present_of_an_appointment_looks_ahead(text: str, language: str, day: str) -> None:
    [fact] = [f for f in find_facts(text, language, MONDAY) if f.kind == "date"]
    assert str(fact.first) == str(fact.last) == day


def test_the_present_beside_a_past_leaves_the_weekday_open() -> None:
    text = "Le sommet se tient mercredi à Accra, où il pleuvait et où ils étaient dix."
    fact = next(f for f in find_facts(text, "fr", MONDAY) if f.kind == "date")
    assert fact.first != fact.last


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Il a couru en 9 s 58.", "fr", 9.58),
        ("The dam is a quarter full.", "en", 0.25),
    ],
)
def test_seconds_with_their_hundredths_and_a_part_that_is_full(
    text: str, language: str, value: float
) -> None:
    [fact] = [f for f in find_facts(text, language) if f.kind == "number"]
    assert fact.value == pytest.approx(value)


def test_a_spanish_channel_counts_nothing() -> None:
    assert not [f for f in find_facts("Lo dijo en La 1.", "es") if f.kind == "number" and not f.label]
