"""What is always told in one of a few ways, and found by them where the reader is unsure."""

from __future__ import annotations

from collections.abc import Sequence

from rag.agenda import with_agendas
from rag.bodies import with_bodies
from rag.done_by import with_doers
from rag.head_of import with_heads
from rag.how_often import with_frequencies
from rag.office_holder import with_holders
from rag.office_whose import with_owners
from rag.own_amounts import with_own_amounts
from rag.parallels import with_parallels
from rag.question import Question
from rag.reader import Context, Reading
from rag.sources import with_sources
from rag.until import with_ends
from rag.what_is import with_descriptions


def plainly_told(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """The readings, with those of sentences that tell plainly what, who, how often: see the modules."""
    for better in (
        with_descriptions,
        with_holders,
        with_heads,
        with_doers,
        with_frequencies,
        with_bodies,
        with_agendas,
        with_owners,
        with_sources,
        with_parallels,
        with_own_amounts,
        with_ends,
    ):
        readings = better(question, passages, readings)
    return list(readings)
