"""Sentences of several articles that tell of the same event, brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from index.lexicon import stems
from rag.told import Told

_COMPARED = 8  # sentences of an event that another is compared with
_ALIKE = 0.5  # share of the shorter sentence's words for two to tell the same of one time
_WORDS = 2  # … and as many of them at least; one more where one time is only within the other
_SAME_PLACE = 0.25  # … where they name the same place
_SAME_DAY = 0.15  # … where that is on one day
_SAME_NAME = 0.2  # … where they have a name of their own in common
_FEW_TIMES = 5  # a name that goes with no more is never a usual one
_MONTH = 31  # days


@dataclass
class Group:
    """Sentences that tell of one event, the most precise date first."""

    told: list[Told] = field(default_factory=list)

    @property
    def days(self) -> tuple[date, date]:
        return self.told[0].when.first, self.told[0].when.last


def merged(all_told: Iterable[Told]) -> list[Group]:
    """Groups of sentences that tell of the same event.

    They are of the same time, or of a time and a day in it (*juin 2018*, *26 juin 2018*), and have most
    words in common, or a place with some of them. Of one day, a place or two names that don't go with all
    the others and a few words are enough, across languages one name; of a creation, any name.
    """
    ordered = sorted(all_told, key=_precise_first)
    usual = _usual_names(ordered)
    groups: list[Group] = []
    at: dict[tuple[Any, ...], list[Group]] = defaultdict(list)  # by days, by month and by year
    for one in ordered:
        first, last = one.when.first, one.when.last
        if first == last:
            near = at[first, last]
        elif (last - first).days <= _MONTH:
            months = {(first.year, first.month), (last.year, last.month)}
            near = [group for month in sorted(months) for group in at[month]]
        else:
            near = at[first.year,]
        scored = [(score, -n) for n, g in enumerate(near) if (score := _same_event(g, one, usual))]
        if scored:
            near[-max(scored)[1]].told.append(one)
            continue
        group = Group([one])
        groups.append(group)
        for key in ((first, last), (first.year, first.month), (first.year,)):
            at[key].append(group)
    return groups


def _precise_first(one: Told) -> tuple[Any, ...]:
    when = one.when
    return (when.last - when.first, one.planned, one.article.published or "9", one.article.id, one.start)


def _usual_names(all_told: Sequence[Told]) -> frozenset[str]:
    """Names that go with an eighth of all times tell no event from another."""
    times: dict[str, set[tuple[date, date]]] = defaultdict(set)
    for one in all_told:
        for name in one.names:
            times[name].add((one.when.first, one.when.last))
    most = max(_FEW_TIMES, len({(one.when.first, one.when.last) for one in all_told}) // 8)
    return frozenset(name for name, of in times.items() if len(of) > most)


def _same_event(group: Group, one: Told, usual: frozenset[str]) -> float:
    """How sure it is that a sentence tells of the event of a group, from 0: it does not."""
    first, last = group.days
    if not (one.when.first <= first and last <= one.when.last):
        return 0.0
    exact = (first, last) == (one.when.first, one.when.last)
    is_day = first == last
    best = 0.0
    for other in group.told[:_COMPARED]:
        least = min(len(one.content), len(other.content))
        same = len(one.content & other.content)
        shared = same / least if least else 0.0
        place = bool((one.places & other.places) - (usual if exact and is_day else frozenset()))
        names = len((one.names & other.names) - usual)
        foreign = one.article.language != other.article.language  # then few words can be the same
        common = foreign or shared >= _SAME_DAY
        same_day = exact and is_day and common and (place or names > (not foreign))
        same_time = exact and names > (not is_day) and shared >= _SAME_NAME
        begun = one.creation and other.creation and _named_alike(one, other)
        alike = shared >= _ALIKE and same >= (_WORDS if exact else _WORDS + 1)
        there = place and shared >= _SAME_PLACE and same >= _WORDS
        if same_day or same_time or begun or alike or there:
            best = max(best, shared + place + exact)
    return best


def _named_alike(one: Told, other: Told) -> bool:
    """Whether a name of one stands in the other, in small letters too (*la coalition*); or one has none."""
    if not one.names or not other.names or one.names & other.names:
        return True
    return any(
        not a.content.isdisjoint(stems(" ".join(b.names), b.article.language or "any"))
        for a, b in ((one, other), (other, one))
    )
