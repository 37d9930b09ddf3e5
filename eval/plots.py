"""Small plots as inline SVG: lines and grouped bars, coloured by the page's own CSS variables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 24, 12, 44
_COLOURS = 6  # --c0 … --c5 of the page

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """What an axis shows, from ``low`` to ``high``, and how many parts it is divided into."""

    label: str
    low: float
    high: float
    parts: int = 5

    def place(self, value: float) -> float:
        """The share of the axis that lies below ``value``, in [0, 1]."""
        if self.high <= self.low:
            return 0.0
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    @property
    def ticks(self) -> list[float]:
        return [self.low + (self.high - self.low) * i / self.parts for i in range(self.parts + 1)]


def rounded_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5 and their tenfolds: where an axis may end."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next((step * power for step in (1, 1.5, 2, 3, 5) if step * power >= value), 10 * power)


def lines(title: str, series: Mapping[str, Sequence[Point]], x: Axis, y: Axis, steps: bool = False) -> str:
    """A line per series; with ``steps``, level until the next point, as an empirical distribution is."""
    drawn = []
    for number, points in enumerate(series.values()):
        at = [(_x(x, a), _y(y, b)) for a, b in points]
        path = "".join(
            (f"H{_n(px)}V{_n(py)}" if steps else f"L{_n(px)} {_n(py)}") if i else f"M{_n(px)} {_n(py)}"
            for i, (px, py) in enumerate(at)
        )
        drawn.append(f'<path d="{path}" fill="none" stroke="{_colour(number)}" stroke-width="2"/>')
        if len(at) == 1:
            drawn.append(f'<circle cx="{_n(at[0][0])}" cy="{_n(at[0][1])}" r="3" fill="{_colour(number)}"/>')
    return _figure(title, _axes(x, y) + "".join(drawn), list(series))


def bars(title: str, groups: Mapping[str, Mapping[str, float | None]], y: Axis) -> str:
    """Bars by group, one for each name; a None leaves its place empty."""
    names = list(dict.fromkeys(name for values in groups.values() for name in values))
    span = (_WIDTH - _LEFT - _RIGHT) / max(len(groups), 1)
    wide = span * 0.8 / max(len(names), 1)
    drawn = []
    for g, (group, values) in enumerate(groups.items()):
        left = _LEFT + span * g + span * 0.1
        for k, name in enumerate(names):
            value = values.get(name)
            if value is not None:
                top = _y(y, value)
                drawn.append(
                    f'<rect x="{_n(left + wide * k)}" y="{_n(top)}" width="{_n(wide * 0.9)}" '
                    f'height="{_n(_HEIGHT - _BOTTOM - top)}" fill="{_colour(k)}">'
                    f"<title>{escape(f'{group}, {name}: {value:.3f}')}</title></rect>"
                )
        drawn.append(_label(left + span * 0.4, _HEIGHT - _BOTTOM + 16, group))
    return _figure(title, _y_axis(y) + "".join(drawn), names)


def _figure(title: str, inside: str, names: Sequence[str]) -> str:
    key = "".join(
        f'<span><i style="background:{_colour(number)}"></i>{escape(name)}</span>'
        for number, name in enumerate(names)
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{inside}</svg><figcaption>{escape(title)}<br>{key}</figcaption></figure>"
    )


def _axes(x: Axis, y: Axis) -> str:
    marks = "".join(_label(_x(x, tick), _HEIGHT - _BOTTOM + 16, _short(tick)) for tick in x.ticks)
    return _y_axis(y) + marks + _label((_LEFT + _WIDTH) / 2, _HEIGHT - 8, x.label)


def _y_axis(y: Axis) -> str:
    marks = "".join(
        f'<path d="M{_LEFT} {_n(_y(y, tick))}H{_WIDTH - _RIGHT}" class="grid"/>'
        + _label(_LEFT - 6, _y(y, tick) + 4, _short(tick), "end")
        for tick in y.ticks
    )
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    turned = f'transform="rotate(-90 14 {_n(middle)})"'
    return marks + f'<text x="14" y="{_n(middle)}" text-anchor="middle" {turned}>{escape(y.label)}</text>'


def _label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(text)}</text>'


def _x(axis: Axis, value: float) -> float:
    return _LEFT + axis.place(value) * (_WIDTH - _LEFT - _RIGHT)


def _y(axis: Axis, value: float) -> float:
    return _HEIGHT - _BOTTOM - axis.place(value) * (_HEIGHT - _TOP - _BOTTOM)


def _colour(number: int) -> str:
    return f"var(--c{number % _COLOURS})"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:g}" if value == int(value) else f"{value:.1f}"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
