"""How well the right articles are found, at each stage from the words of the question to the reading.

The measures are those of ir-measures, under its names (MacAvaney, Macdonald and Ounis 2022,
https://doi.org/10.1007/978-3-030-99739-7_38), over articles, each where its best passage stands, all right
ones equally so (gain 1):

- ``nDCG@10``: Σ 1/log2(1 + rank) over right articles among the first 10, over the most that it could be
  (Järvelin and Kekäläinen 2002);
- ``R@5``, ``R@50``: the share of the right articles among the first 5 (50);
- ``RR@10``: 1/rank of the first right article, 0 beyond 10;
- ``Success@5``: whether a right article is among the first 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MEASURES = ("nDCG@10", "R@5", "R@50", "RR@10", "Success@5")


def retrieval(
    ranked: Mapping[str, Sequence[str]], right: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """The measures of each question id, by ir-measures; ``MEASURES`` are their names.

    ``ranked`` has the distinct article ids found for a question, best first; ``right`` those that it may
    cite. Only questions of ``right`` are measured; one for which nothing was found scores 0.
    """
    import ir_measures

    if not right:
        return {}
    qrels = [ir_measures.Qrel(q, article, 1) for q, articles in right.items() for article in articles]
    run = [
        ir_measures.ScoredDoc(q, article, -float(rank))  # by rank: fused scores may tie
        for q, articles in ranked.items()
        if q in right
        for rank, article in enumerate(articles)
    ]
    values = {q: dict.fromkeys(MEASURES, 0.0) for q in right}
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    for metric in ir_measures.iter_calc(measures, qrels, run):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values
