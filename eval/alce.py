"""How well citations support what they stand behind, by ALCE's definitions (Gao et al. 2023).

*Enabling Large Language Models to Generate Text with Citations*, https://aclanthology.org/2023.emnlp-main.398,
section 3: a statement is recalled where all that it cites, taken together, supports it; a citation is precise
where its statement is recalled and it is not irrelevant, which it is when it supports the statement neither
alone nor by its absence. ALCE asks a model of inference whether a text supports a statement; here that is
any function, and in runs our own grounding check (its precision and recall on labelled sentences stand in
every run beside these measures, under ``parts``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.answer import Answer
from rag.cited import Cited
from rag.claims import claims
from rag.grounding import ground


@dataclass(frozen=True)
class Statement:
    """A sentence of an answer without its marks, and the numbers that it cites, as often as it does."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Quality:
    """Of one answer, both in [0, 1]; a run's measure is the mean over its answers."""

    recall: float  # statements that are recalled, of all
    precision: float  # citations that are precise, of all; 0.0 where there is none


Supports = Callable[[str, Sequence[int]], bool]  # a statement, and numbers of citations taken together


def citation_quality(statements: Sequence[Statement], known: Sequence[int], supports: Supports) -> Quality:
    """ALCE's citation recall and precision of one answer; ``known`` are the numbers that exist.

    As in ALCE's script: a statement with an unknown mark isn't recalled, and its citations are not counted;
    the only citation of a statement is precise where the statement is recalled.
    """
    if not statements:
        return Quality(0.0, 0.0)
    recalled = precise = cited = 0
    for statement in statements:
        marks = statement.marks
        if not marks or any(mark not in known for mark in marks):
            continue
        cited += len(marks)
        if not supports(statement.text, marks):
            continue
        recalled += 1
        precise += sum(_relevant(statement.text, marks, place, supports) for place in range(len(marks)))
    return Quality(recalled / len(statements), precise / cited if cited else 0.0)


def _relevant(text: str, marks: tuple[int, ...], place: int, supports: Supports) -> bool:
    if len(marks) == 1 or supports(text, marks[place : place + 1]):
        return True
    return not supports(text, marks[:place] + marks[place + 1 :])


def answer_quality(answer: Answer) -> Quality:
    """Citation recall and precision of ``answer`` by our grounding check. A refusal has neither: zeros."""
    numbered = {c.n: Cited(c.n, c.quote, c.title, c.published) for c in answer.citations}

    def supports(text: str, marks: Sequence[int]) -> bool:
        """A statement is held against several sentences together, as one that cites them all."""
        held = [replace(numbered[mark], n=n) for n, mark in enumerate(dict.fromkeys(marks), 1)]
        marked = f"{text.rstrip().rstrip('.')} {''.join(f'[{one.n}]' for one in held)}."
        judged = ground(marked, held, answer.language).sentences
        return bool(judged) and all(sentence.supported for sentence in judged)

    statements = [Statement(claim.text, claim.marks) for claim in claims(answer.text)]
    return citation_quality([] if answer.refused else statements, list(numbered), supports)
