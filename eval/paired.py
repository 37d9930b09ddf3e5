"""Two runs of the same questions, measure by measure: the difference, and whether it may be chance.

Every measure is Σ numerators / Σ denominators over questions (`eval.summaries.parts`), so one way does for
means and for ratios such as precision, whose denominators move as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from eval.summaries import INVARIANTS, LOWER_IS_BETTER, MEASURES, Part, ratio

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

RESAMPLES = 9_999
LEVEL = 0.05
# z of 0.975 and of 0.80: two-sided tests at 5 % with a power of 80 %.
_POWER = 1.959964 + 0.841621
_FEWEST = 6  # changed questions below which an exact two-sided sign-flip test can't reach 5 %: 2 / 2**6


@dataclass(frozen=True)
class Difference:
    """NEW less OLD. ``p`` is of one measure by itself, ``holm`` adjusted over all that were tested.

    ``seen``: the smallest difference that so many questions, varying so much, would have shown.
    """

    measure: str
    questions: int  # that answer for the measure in either run
    changed: int  # of them, those that add something else now
    old: float
    new: float
    low: float  # of the 95 % interval of the difference
    high: float
    p: float
    holm: float
    seen: float

    @property
    def difference(self) -> float:
        return self.new - self.old

    @property
    def worse(self) -> bool:
        return self.difference > 0 if self.measure in LOWER_IS_BETTER else self.difference < 0

    @property
    def reliable(self) -> bool:
        return self.holm < LEVEL


def differences(
    old: Sequence[Mapping[str, Part]], new: Sequence[Mapping[str, Part]], seed: int = 0
) -> list[Difference]:
    """One for each measure that both runs measure, in the order of MEASURES; rows are paired questions."""
    found = []
    for measure in MEASURES:
        before, after = [row[measure] for row in old], [row[measure] for row in new]
        if ratio(before) is not None and ratio(after) is not None:
            found.append(_difference(measure, before, after, seed))
    tested = [d for d in found if d.measure not in INVARIANTS]
    adjusted = dict(zip([d.measure for d in tested], holm([d.p for d in tested]), strict=True))
    return [replace(d, holm=adjusted.get(d.measure, d.p)) for d in found]


def holm(p: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment (1979, Scandinavian Journal of Statistics 6): in order of p, the i-th of m,
    from 0, is multiplied by m - i, never below the one before it, at most 1."""
    adjusted, most = [0.0] * len(p), 0.0
    for i, place in enumerate(sorted(range(len(p)), key=lambda k: p[k])):
        most = max(most, min(1.0, (len(p) - i) * p[place]))
        adjusted[place] = most
    return adjusted


def _difference(measure: str, before: Sequence[Part], after: Sequence[Part], seed: int) -> Difference:
    import numpy as np

    pairs = [(*a, *b) for a, b in zip(before, after, strict=True) if a[1] or b[1]]
    table = np.asarray(pairs, dtype=np.float64)  # (questions, 4): old num, old den, new num, new den
    changed = np.any(table[:, :2] != table[:, 2:], axis=1)
    old, new = ratio(before) or 0.0, ratio(after) or 0.0
    low, high = bootstrap_interval(table, seed) if changed.any() else (0.0, 0.0)
    p = permutation_p(table[changed], table[~changed].sum(axis=0), seed) if changed.any() else 1.0
    return Difference(
        measure, len(pairs), int(changed.sum()), old, new, low, high, p, p, smallest_seen(table, old, new)
    )


def _ratios(totals: Array) -> Array:
    """New less old of (…, 4) totals; 0 where one has no denominator."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = totals[..., 2] / totals[..., 3] - totals[..., 0] / totals[..., 1]
    return np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0)


def bootstrap_interval(table: Array, seed: int) -> tuple[float, float]:
    """The 95 % interval of the difference, questions drawn again with both their runs (SciPy's percentile
    bootstrap; Efron and Tibshirani 1993, chapter 13)."""
    import numpy as np
    from scipy import stats

    def statistic(rows: npt.NDArray[np.int64], axis: int) -> Array:
        return _ratios(table[rows].sum(axis=axis if axis >= 0 else rows.ndim + axis))

    if len(table) < 2:
        return float(_ratios(table.sum(axis=0))), float(_ratios(table.sum(axis=0)))
    interval = stats.bootstrap(
        (np.arange(len(table)),),
        statistic,
        n_resamples=RESAMPLES,
        batch=max(1, 2_000_000 // len(table)),
        confidence_level=0.95,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(interval.low), float(interval.high)


def permutation_p(changed: Array, same: Array, seed: int) -> float:
    """Two-sided p of a paired permutation test (SciPy's; Edgington and Onghena 2007, chapter 6): under no
    difference, which of its two runs a question's answers come from is open.

    Exact where no more than 13 questions changed, else of 9,999 drawn ones. ``changed``: (n, 4); ``same``:
    what the questions that didn't change add to the four totals, whichever way they are taken.
    """
    import numpy as np
    from scipy import stats

    if len(changed) == 1:  # SciPy wants two; one that adds nothing changes no p
        changed = np.vstack([changed, np.zeros(4)])
    swapped = changed[:, [2, 3, 0, 1]]

    def statistic(signs: Array, axis: int) -> Array:
        kept = np.moveaxis(signs, axis, -1) > 0
        totals = kept.astype(np.float64) @ changed + (~kept).astype(np.float64) @ swapped
        # Sums in another order differ in their last bits, and must count as equal.
        return np.round(_ratios(totals + same), 12)

    found: Any = stats.permutation_test(
        (np.ones(len(changed)),),
        statistic,
        permutation_type="samples",  # of one sample: every sign is flipped or not
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=max(1, 2_000_000 // len(changed)),
        rng=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def smallest_seen(table: Array, old: float, new: float) -> float:
    """The smallest difference that had a chance of 80 % to be found at 5 %: (z.975 + z.80) · s / √n.

    Bloom 1995, "Minimum detectable effects", Evaluation Review 19(5); s is the standard deviation of the
    questions' differences, for ratios of their linear parts (Cochran 1977, section 6.4). Where few changed,
    s says little: no fewer than six changed questions can be told from chance, which is 6 / n.
    """
    import numpy as np

    n = len(table)
    means = table.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = (table[:, 2] - new * table[:, 3]) / means[3] - (table[:, 0] - old * table[:, 1]) / means[1]
    spread = float(np.nan_to_num(each).std(ddof=1)) if n > 1 else 0.0
    return min(1.0, max(_POWER * spread / math.sqrt(n), _FEWEST / n))
