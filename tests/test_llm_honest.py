"""Of a model's sentences, honest ones are shown, in whatever words, and wrong ones are not."""

from __future__ import annotations

from random import Random

import pytest

from eval.prose import by_hand, count, proses
from index.sentences import sentences
from rag.cited import Cited
from rag.grounding import ground
from tests.conftest import CORPUS


def test_of_articles_retold_nothing_wrong_is_shown_and_little_honest_lost() -> None:
    texts = []
    for file in sorted(CORPUS.glob("*.txt"))[:6]:
        text = file.read_text(encoding="utf-8")
        assert len(list(sentences(text))) > 3
        texts.append((text, "fr", None, None))
    counts = count(proses(texts, Random(2)), None)
    assert counts.wrong.total() > 10 and counts.honest.total() > 25
    assert counts.shown.total() == 0, counts.faults
    assert counts.lost.total() == 0, counts.faults


def test_of_sentences_labelled_by_hand_nothing_wrong_is_shown_and_little_honest_lost() -> None:
    """In four languages, also of one about another; what is lost is named in eval/README.md."""
    counts = count(list(by_hand())[::5], None)
    assert counts.wrong.total() > 15 and counts.honest.total() > 15
    assert counts.shown.total() == 0, counts.faults
    assert counts.lost.total() <= 1, counts.faults


@pytest.mark.parametrize(
    "opening",
    ["Furthermore", "Likewise", "Besides", "Nonetheless", "Otherwise", "Regardless", "Moreover", "Overall"],
)
def test_a_word_that_joins_sentences_is_no_name(opening: str) -> None:
    told, quote = "the minister received 84 delegates", "The minister received 84 delegates in Marrakech."
    assert ground(f"{opening}, {told} [1].", [Cited(1, quote)], "en").sentences[0].supported


@pytest.mark.parametrize(
    ("told", "quote", "held"),
    [
        (
            "De plus, le nom est anglais, le sujet ne l'est pas",
            "Le nom est anglais, le sujet ne l'est pas",
            True,
        ),
        ("Le nom est anglais, le sujet l'est aussi", "Le nom est anglais, le sujet ne l'est pas", False),
        (
            "Il n'est pas possible de fixer la date du sommet",
            "Il est impossible de fixer la date du sommet",
            True,
        ),
        (
            "Il n'est pas possible de fixer la date du sommet",
            "Il est possible de fixer la date du sommet",
            False,
        ),
        ("Ce n'est pas légal en Suède", "C'est illégal en Suède", True),
        ("No obstante, el ministro llegó a Rabat", "El ministro llegó a Rabat", True),
        ("El ministro no llegó a Rabat", "El ministro llegó a Rabat", False),
        ("L'usine produit du sucre depuis l'été", "L'usine produira du sucre dès l'été prochain", False),
        ("Pompeo a réuni trente ministres", "Pompeo réunira trente ministres à Rome", False),
        ("Pompeo va réunir trente ministres", "Pompeo réunira trente ministres à Rome", True),
        ("Pompeo a réuni trente ministres", "Pompeo a réuni trente ministres à Rome", True),
        ("L'usine produira du sucre dès l'été", "L'usine produira du sucre dès l'été prochain", True),
    ],
)
def test_a_denial_in_other_words_is_one_and_a_plan_is_not_done(told: str, quote: str, held: bool) -> None:
    language = "es" if "ministro" in told else "fr"
    found = ground(f"{told} [1].", [Cited(1, f"{quote}.")], language).sentences
    assert [one.supported for one in found] == [held]
