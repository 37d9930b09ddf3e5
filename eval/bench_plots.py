"""The plots of docs/benchmarks.md: a report's figures as SVG files of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from eval.plots import Axis, bars, lines
from eval.stages import STAGES

_COLOURS = ("#2f6fde", "#d9772b", "#2a9d6f", "#a24fc4", "#c23a5b", "#7d7a1f")
_STYLE = "text{font:11px system-ui,sans-serif;fill:#59636e}.grid{stroke:#d5dae0;stroke-width:1;fill:none}"


def retrieval_plot(groups: Mapping[str, Mapping[str, float | None]]) -> str:
    """R@5 of each set, by stage."""
    plot = bars("Right articles among the first 5, by stage", groups, Axis("R@5", 0.0, 1.0))
    return standalone(plot, list(STAGES))


def growth_plot(grown: Sequence[Mapping[str, Any]]) -> str:
    """Indexing and asking against articles, each as a share of its largest, so that both fit one plot."""
    series = {
        "indexing, s": [(one["indexing"]["articles"], one["indexing"]["seconds"]) for one in grown],
        "question, p50 ms": [(one["indexing"]["articles"], one["asking"]["warm_p50_ms"]) for one in grown],
    }
    shares = {
        f"{name} (1 = {max(y for _, y in points):,.0f})": [
            (float(x), y / max(y for _, y in points)) for x, y in points
        ]
        for name, points in series.items()
    }
    most = max(x for points in shares.values() for x, _ in points)
    plot = lines("Growth", shares, Axis("articles", 0.0, most), Axis("share of the largest", 0.0, 1.0))
    return standalone(plot, list(shares))


def standalone(figure: str, names: Sequence[str]) -> str:
    """The SVG of a report's figure as a file of its own: its own colours, and a key below."""
    svg = re.search(r"<svg.*?</svg>", figure, re.DOTALL)
    assert svg is not None
    drawn = re.sub(r"var\(--c(\d)\)", lambda match: _COLOURS[int(match[1])], svg[0])
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn)
    assert box is not None
    width, height = int(box[1]), int(box[2])
    apart = (width - 60) // max(len(names), 1)
    key = "".join(
        f'<rect x="{52 + apart * n}" y="{height + 2}" width="10" height="10" fill="{_COLOURS[n % 6]}"/>'
        f'<text x="{66 + apart * n}" y="{height + 11}">{escape(name)}</text>'
        for n, name in enumerate(names)
    )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 20}" height="{height + 20}" '
        f'viewBox="0 0 {width + 20} {height + 20}"'
    )
    drawn = drawn.replace(f"<svg {box[0]}", head, 1)
    background = f'<rect width="{width + 20}" height="{height + 20}" fill="#fff"/>'
    return re.sub(r"(<svg[^>]*>)", rf"\1<style>{_STYLE}</style>{background}", drawn, count=1).replace(
        "</svg>", f"{key}</svg>\n"
    )
