"""The reliability diagram of the model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from train.calibration import Bin


def draw(bins: Mapping[str, Sequence[Bin]], file: Path) -> None:
    """An SVG: what each probability said against what was; a dot's area is its share of the pairs."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    with matplotlib.rc_context({"svg.hashsalt": "dossier", "font.size": 9}):
        figure, axes = pyplot.subplots(
            1, len(bins), figsize=(3.4 * len(bins), 3.4), sharey=True, squeeze=False
        )
        for axis, (name, some) in zip(axes[0], bins.items(), strict=True):
            total = sum(b.count for b in some)
            axis.plot([0, 1], [0, 1], color="0.7", linewidth=1)
            axis.plot([b.said for b in some], [b.was for b in some], color="C0", linewidth=1)
            axis.scatter([b.said for b in some], [b.was for b in some], [600 * b.count / total for b in some])
            axis.set(title=name, xlabel="said", xlim=(-0.05, 1.05), ylim=(-0.05, 1.05), aspect="equal")
        axes[0][0].set_ylabel("was")
        figure.tight_layout()
        figure.savefig(file, metadata={"Date": None})
        pyplot.close(figure)
