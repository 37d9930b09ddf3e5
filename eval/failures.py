"""Which stage lost a question that was not answered right."""

from __future__ import annotations

from collections.abc import Iterable

from eval.runs import Result

FAILURES = {
    "not_retrieved": "no right passage is among those that were found",
    "not_read": "a right passage was found, and too far down to be read",
    "read_wrong": "a right passage was read, and something else was taken from what was read",
    "right_refused": "the likeliest reading was right, and was not likely enough to be told",
    "wrong_source": "the value is right, and no right article is cited for it",
    "answered": "the articles don't say it, and it was answered",
}


def failure(result: Result) -> str | None:
    """The first stage, of FAILURES, that lost the question; None where it was answered right.

    A right passage holds a gold sentence; where the set names none, it is any of a right article.
    """
    scores, stages = result.scores, result.stages
    if scores.right:
        return None
    if not scores.answerable:
        return "answered"
    if not scores.refused and (scores.exact_match or scores.contains):
        return "wrong_source"
    if scores.refused and scores.would_be_right:
        return "right_refused"
    what = "passage" if result.item.sentences else "article"
    if stages["ranks"]["fused"][what] is None:
        return "not_retrieved"
    if stages["ranks"]["read"][what] is None:
        return "not_read"
    return "read_wrong"


def by_failure(results: Iterable[Result]) -> dict[str, list[Result]]:
    """The results that failed, by the stage that lost them, in the order of FAILURES; none is left out."""
    groups: dict[str, list[Result]] = {name: [] for name in FAILURES}
    for result in results:
        if (name := failure(result)) is not None:
            groups[name].append(result)
    return groups
