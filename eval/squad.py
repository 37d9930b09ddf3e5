"""Exact match and token F1 exactly as SQuAD's own evaluation script counts them, for figures that compare.

`eval.measures` has the same measures with what French, Spanish and Arabic need; these are the English ones
of the script ``evaluate-v2.0.py`` (Rajpurkar, Jia and Liang 2018, https://aclanthology.org/P18-2124; the
measures of Rajpurkar et al. 2016, https://aclanthology.org/D16-1264), to the last digit.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def squad_normalise(text: str) -> str:
    """Lower case, without ASCII's punctuation, with a space for each English article, single spaces."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def squad_exact(prediction: str, answers: Iterable[str]) -> float:
    """1.0 where the prediction is an accepted answer after `squad_normalise`, else 0.0.

    A question without an answer accepts the empty prediction only, which is what a refusal is.
    """
    said = squad_normalise(prediction)
    return float(any(said == squad_normalise(answer) for answer in _accepted(answers)))


def squad_f1(prediction: str, answers: Iterable[str]) -> float:
    """The best F1 over bags of tokens against the accepted answers.

    With c tokens in common, counted as often as both have them: P = c / |prediction|, R = c / |answer|,
    F1 = 2PR / (P + R); where either has no token, 1.0 if both have none, else 0.0 (version 2.0's rule).
    """
    said = squad_normalise(prediction).split()
    return max(_f1(said, squad_normalise(answer).split()) for answer in _accepted(answers))


def _accepted(answers: Iterable[str]) -> list[str]:
    return [answer for answer in answers if squad_normalise(answer)] or [""]


def _f1(said: list[str], accepted: list[str]) -> float:
    if not said or not accepted:
        return float(said == accepted)
    common = sum((Counter(said) & Counter(accepted)).values())
    if not common:
        return 0.0
    precision, recall = common / len(said), common / len(accepted)
    return 2 * precision * recall / (precision + recall)
