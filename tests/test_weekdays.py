"""Which day a weekday is: by its clause, what opens the sentence, fixed plans; else the choice stays open."""

from __future__ import annotations

import pytest

from index.facts import Fact, find_facts

WEDNESDAY = "2023-05-17"


def weekday(text: str, language: str) -> Fact:
    [fact] = [fact for fact in find_facts(text, language, WEDNESDAY) if fact.kind == "date"]
    return fact


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("L'annonce, lundi, de la fermeture du dépôt a ému la ville.", "fr", "2023-05-15"),
        ("Les heurts de samedi ont coûté cher.", "fr", "2023-05-13"),
        ("Le maire a retiré deux arrêtés mardi en mairie.", "fr", "2023-05-16"),
        ("Les nageurs se sont entraînés trois heures lundi au lac.", "fr", "2023-05-15"),
        ("« Nous tiendrons », a-t-il lancé mardi devant la foule.", "fr", "2023-05-16"),
        ("Battus dimanche par Sète, les joueurs doutent.", "fr", "2023-05-14"),
        ("La crue, qui a coupé le pont samedi, recule.", "fr", "2023-05-13"),
        ("Après la panne de mardi, les trains circulent mal.", "fr", "2023-05-16"),
        ("Les équipes fouillaient encore mardi les décombres.", "fr", "2023-05-16"),
        ("D'après une note rendue publique mardi, le barrage fuit.", "fr", "2023-05-16"),
        ("L'accord, conclu mardi à Oslo, sera relu.", "fr", "2023-05-16"),
        ("The storm that hit Malta on Saturday sank a barge.", "en", "2023-05-13"),
        ("Speaking in Oslo on Sunday, the envoy called for calm.", "en", "2023-05-14"),
        ("In a statement on Monday, the club denied it.", "en", "2023-05-15"),
        ("The barn, which caught fire late on Saturday, is lost.", "en", "2023-05-13"),
        ("Copper slid below its old floor on Monday.", "en", "2023-05-15"),
    ],
)
def test_what_is_past_by_its_clause(text: str, language: str, day: str) -> None:
    fact = weekday(text, language)
    assert str(fact.first) == str(fact.last) == day


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Le vote, jeudi, de la loi sera serré.", "fr", "2023-05-18"),
        ("La préfète s'exprimera jeudi à la radio.", "fr", "2023-05-18"),
        ("Le comptable comparaîtra lundi.", "fr", "2023-05-22"),
        ("La finale, reportée à samedi, se jouera à huis clos.", "fr", "2023-05-20"),
        ("Brest reçoit Nîmes dimanche.", "fr", "2023-05-21"),
        ("La trêve expire vendredi à minuit.", "fr", "2023-05-19"),
        ("D'ici à vendredi, le port doit rouvrir.", "fr", "2023-05-19"),
        ("Le vote est maintenu dimanche.", "fr", "2023-05-21"),
        ("La ministre parlera mercredi soir.", "fr", "2023-05-17"),
        ("The Vipers host Denver on Saturday.", "en", "2023-05-20"),
        ("The bridge will be officially opened on Friday.", "en", "2023-05-19"),
        ("The goods will be sent on Friday.", "en", "2023-05-19"),
        ("The ban takes effect on Monday.", "en", "2023-05-22"),
        ("The vote on Sunday is expected to be close.", "en", "2023-05-21"),
    ],
)
def test_what_is_to_come_by_its_clause(text: str, language: str, day: str) -> None:
    fact = weekday(text, language)
    assert str(fact.first) == str(fact.last) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La réunion de samedi a été annulée.", "fr"),
        ("Il présente vendredi son plan.", "fr"),
        ("La mairie a annoncé la visite du roi samedi.", "fr"),
        ("She appears in court on Friday charged with theft.", "en"),
        ("The pair meet again on Thursday.", "en"),
    ],
)
def test_what_no_word_decides_stays_open(text: str, language: str) -> None:
    fact = weekday(text, language)
    assert fact.choice and fact.first != fact.last


def test_a_month_that_begins_late_opens_a_range() -> None:
    [fact] = find_facts("They fled between late August and December 2017.", "en")
    assert (str(fact.first), str(fact.last)) == ("2017-08-01", "2017-12-31")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le recours au 49.3 divise la majorité.", "fr"),
        ("Le TGV 8402 reliant Brest est en retard.", "fr"),
        ("Les Vingt-Sept et le Quartet se taisent.", "fr"),
        ("On rejoue la pièce « Six Filles au balcon » ce soir.", "fr"),
        ("La loi dite Sapin 2 et son décret s'appliquent.", "fr"),
        ("Highway 61 cross roads are shut.", "en"),
        ("They said that Section 12 protects tenants.", "en"),
        ("The 787 Dreamliner is late.", "en"),
        ("La Peugeot 3008 et la Clio 4 rivalisent.", "fr"),
        ("Le Nasdaq 100 et le reste ont fini en baisse.", "fr"),
        ("L'émission du « 7-9 » reprend.", "fr"),
        ("Les zones 1-5 augmentent.", "fr"),
        ("A King Air 350 was parked.", "en"),
        ("Euro 6 diesels are exempt.", "en"),
        ("The song left the Top 40 radio list.", "en"),
        ("Le wagon 7 et la voiture 14 ont brûlé.", "fr"),
        ("La tranche 2 de Penly est à l'arrêt.", "fr"),
        ("Au km 23, le pont a cédé.", "fr"),
        ("L'article 2 bis s'applique.", "fr"),
        ("La série « 12 Filles et un chat » reprend.", "fr"),
        ("Le 4-3-3 du sélectionneur plaît.", "fr"),
        ("Phase 3 trials went well.", "en"),
        ("The 737-800 was late.", "en"),
        ("Le 20 Heures en a parlé.", "fr"),
        ("Le format 5+5 et l'Asean+3 se taisent.", "fr"),
        ("La fête du 1er-Mai approche.", "fr"),
        ("Catch the No. 73 bus.", "en"),
        ("Shares in 3M, 7-Eleven and others were flat.", "en"),
        ("La cité des 4000 est bouclée.", "fr"),
        ("Le paquet « Fit for 55 » divise.", "fr"),
        ("Le 49-3 divise.", "fr"),
        ("Le chalutier Reine Berthe 3 est à quai.", "fr"),
        ("He came last in Heat 2 and left.", "en"),
        ("La D 938 est coupée.", "fr"),
        ("Il a percuté une 308.", "fr"),
        ("Her Twenty20 debut came late.", "en"),
        ("The Nine Sisters road is shut.", "en"),
    ],
)
def test_the_figure_of_a_train_an_article_a_work_or_a_jet_counts_nothing(text: str, language: str) -> None:
    assert not [f for f in find_facts(text, language) if f.kind == "number" and not f.label]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("A three-month truce began.", "en", [(3, "exact")]),
        ("Rents have doubled and are up by 40 to 45%.", "en", [(40, "at_least"), (45, "at_most")]),
        ("It shrank between 1941 and 2004 and 600 metres were lost.", "en", [(600, "exact")]),
        ("Il a eu dix voix, contre neuf au maire.", "fr", [(10, "exact"), (9, "exact")]),
        ("La dette absorbe près du tiers du revenu.", "fr", [(1 / 3, "about")]),
        ("Elle en perd la moitié, contre un cinquième en 1990.", "fr", [(0.5, "exact"), (0.2, "exact")]),
        ("One in every four pupils reads.", "en", [(0.25, "exact")]),
        ("Au Mali 13 soldats et 27 pays sont cités.", "fr", [(13, "exact"), (27, "exact")]),
        ("La loi repousse l'âge de 62 à 64 ans.", "fr", [(62, "exact"), (64, "exact")]),
        ("The count passed 120,000 at noon.", "en", [(120000, "at_least")]),
        ("On a saisi une tonne et demie de riz.", "fr", [(1.5, "exact")]),
        ("The two-and-a-half-hour climb hurt.", "en", [(2.5, "exact")]),
        ("It has 40-odd shops.", "en", [(40, "about")]),
        ("Police Arrest Three Men After Riot", "en", [(3, "exact")]),
    ],
)
def test_counts_beside_months_ranges_and_years(
    text: str, language: str, values: list[tuple[float, str]]
) -> None:
    found = [fact for fact in find_facts(text, language) if fact.kind == "number"]
    assert [fact.value for fact in found] == pytest.approx([value for value, _ in values])
    assert [fact.bound for fact in found] == [bound for _, bound in values]


def test_a_day_months_behind_is_next_years_where_its_own_verb_is_of_the_future() -> None:
    text = "He took Florida this week and will be sworn in on 20 January."
    fact = find_facts(text, "en", "2016-11-09")[-1]
    assert str(fact.first) == str(fact.last) == "2017-01-20"


def test_a_hyphen_and_a_comma_in_what_a_verb_takes_leave_its_weekday() -> None:
    text = "The bank scrapped its 500- and 1,000-rupee notes on Tuesday, in haste."
    fact = next(f for f in find_facts(text, "en", WEDNESDAY) if f.kind == "date")
    assert str(fact.first) == str(fact.last) == "2023-05-16"
