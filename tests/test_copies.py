"""Copies of one wire story are one source; articles that only quote the same words are not."""

from __future__ import annotations

import random
import re
import sys
from time import perf_counter

from index.articles import Article
from rag.copies import SHINGLE, contained, same_story, sources

_SUBJECTS = "le maire|la préfète|une pêcheuse|le syndicat|un géologue|la compagnie|le port|une élue|la ville"
_VERBS = "annonce|redoute|explique|demande|regrette|promet|constate|refuse|prépare|observe|confirme|propose"
_OBJECTS = (
    "la fermeture du vieux pont|une hausse des loyers|le retour des saumons|des travaux sur la digue"
    "|la fin du chantier naval|un marché couvert|la vente des entrepôts|une ligne de bateaux"
    "|le creusement du chenal|un musée de la sardine|la restauration du phare|des cours de voile"
)
_TAILS = (
    "avant la fin de l'été|pour la troisième fois|malgré la pluie|sans donner de chiffres|à son tour"
    "|devant deux cents habitants|au nom des riverains|dans un long entretien|après des mois de silence"
)


def story(seed: int, sentences: int = 24) -> list[str]:
    """Sentences of an article that shares set phrases with others, and no whole sentence but by chance."""
    pick = random.Random(seed)
    return [
        " ".join(pick.choice(part.split("|")) for part in (_SUBJECTS, _VERBS, _OBJECTS, _TAILS)).capitalize()
        + f" et cite le rapport numéro {pick.randrange(10**6)}."
        for _ in range(sentences)
    ]


def article(id: str, sentences: list[str], masked: tuple[tuple[int, int], ...] = ()) -> Article:
    return Article(id, " ".join(sentences), "txt", masked=masked)


def test_a_story_that_two_papers_print_is_one_source() -> None:
    wire, other = story(1), story(2)
    found = sources([article("a", wire), article("b", other), article("c", wire)])
    assert found == {"a": "a", "b": "b", "c": "a"}


def test_another_lead_and_a_cut_end_leave_a_copy() -> None:
    wire = story(1)
    assert same_story(article("a", wire), article("b", [*story(3, 3), *wire[2:18]]))


def test_a_copy_cut_to_its_first_paragraphs_is_found() -> None:
    wire = story(1, 40)
    assert same_story(article("a", wire), article("b", wire[:8]))


def test_a_copy_with_other_quotation_marks_and_accents_is_one() -> None:
    wire = story(1)
    retouched = [s.replace("É", "E").replace("é", "e").replace("'", "’") for s in wire]
    assert same_story(article("a", wire), article("b", [*wire[:4], *retouched[4:]]))


def test_two_articles_with_one_quotation_in_common_stay_two() -> None:
    quotation = story(9, 5)
    one = article("a", [*story(1, 10), *quotation, *story(2, 10)])
    other = article("b", [*story(3, 10), *quotation, *story(4, 10)])
    assert not same_story(one, other)


def test_a_footer_that_a_paper_prints_everywhere_makes_no_copies() -> None:
    footer = " ".join(story(7, 30))
    one, other = (" ".join(story(seed, 8)) for seed in (1, 2))
    masked = [
        Article(id, f"{text} {footer}", "txt", masked=((len(text), len(text) + len(footer) + 1),))
        for id, text in (("a", one), ("b", other))
    ]
    assert not same_story(*masked)


def test_a_few_lines_are_copies_only_if_they_are_the_same() -> None:
    line = "Les délégués, a noté le témoin {}, ont quitté Quito le mardi 3 mai dans la soirée."
    assert not same_story(article("a", [line.format(1)]), article("b", [line.format(2)]))
    assert same_story(article("a", [line.format(1)]), article("b", [line.format(1)]))


def test_the_estimate_is_near_the_truth() -> None:
    wire = story(1, 60)
    for kept, added in ((15, 45), (30, 30), (45, 15), (15, 0), (10, 5)):
        one, other = " ".join(wire), " ".join([*wire[:kept], *story(2, added)])
        assert abs(contained(one, other) - _contained(one, other)) < 0.12


def _contained(one: str, other: str) -> float:
    """The same, counted."""
    runs = [
        {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
        for words in (re.findall(r"\w+", text.lower()) for text in (one, other))
    ]
    return len(runs[0] & runs[1]) / min(len(runs[0]), len(runs[1]))


def test_ten_articles_take_no_time_once_seen() -> None:
    ten = [article(str(n), story(n, 40)) for n in range(10)]
    sources(ten)
    began = perf_counter()
    sources(ten)
    assert perf_counter() - began < 0.05


def test_articles_without_a_clause_in_common_load_no_library() -> None:
    loaded = "datasketch" in sys.modules
    sources([article("a", story(11)), article("b", story(12))])
    assert ("datasketch" in sys.modules) == loaded
