"""What moved between two runs of the same questions, and at which stage first.

Runs are deterministic, so every change has a cause. It is charged to the first stage that gives something
else for the same input; what comes after it merely follows. Two stages compute with a model and may differ
in the last digits between processors: what that explains (neighbours of a ranking that change places, a
thousandth of a probability) is told apart. All others are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]  # of `eval.compact`
Change = Literal["moved", "noise"]

# Each stage with those that its input comes from.
INPUTS: Mapping[str, tuple[str, ...]] = {
    "question": (),  # and what the earlier turns of its conversation were answered
    "lexicon": ("question",),
    "chroma": ("question",),
    "fused": ("lexicon", "chroma"),
    "chosen": ("question", "fused"),
    "readings": ("question", "chosen"),
    "answer": ("question", "readings"),
    "checked": ("answer",),
}
WITH_A_MODEL = ("chroma", "readings")
SAYS = {
    "question": "what a question is understood as and asks for",
    "lexicon": "the ranking by words",
    "chroma": "the ranking by vectors",
    "fused": "how the two rankings are fused",
    "chosen": "which passages are read",
    "readings": "what is read in a passage, and how likely it answers",
    "answer": "what is made of the same readings",
    "checked": "how grounding judges the same answer",
}
_PROBABILITY = 0.002  # a difference of probabilities that are written with three digits


@dataclass(frozen=True)
class Move:
    """A question of which something changed. ``first``: where it began; ``after``: what followed."""

    id: str
    first: Mapping[str, Change]
    after: tuple[str, ...]
    old: Row
    new: Row

    @property
    def answer_changed(self) -> bool:
        return "answer" in self.first or "answer" in self.after

    @property
    def loss(self) -> float:
        """How much worse the answer is now, for ordering; negative where it is better."""
        return _worth(self.old) - _worth(self.new)

    @property
    def ranks(self) -> list[str]:
        """*lexicon article 3 → 12* for every rank of something right that moved."""
        told = []
        for stage, before in self.old["ranks"].items():
            after = self.new["ranks"].get(stage, [None, None])
            for what, a, b in zip(("article", "passage"), before, after, strict=True):
                if a != b:
                    told.append(f"{stage} {what} {a or '–'} → {b or '–'}")
        return told


def moves(pairs: Sequence[tuple[Row, Row]]) -> list[Move]:
    """Every question of which anything changed, in the order given; turns must stand in their order."""
    found: list[Move] = []
    conversations: set[str] = set()  # of which an answer changed
    for old, new in pairs:
        conversation = old["item"].get("conversation")
        changes = stage_changes(old, new)
        if not changes:
            continue
        first = {
            stage: change
            for stage, change in changes.items()
            if not any(name in changes for name in INPUTS[stage])
            and not (stage == "question" and conversation in conversations)
        }
        if conversation and "answer" in changes:
            conversations.add(conversation)
        found.append(Move(old["item"]["id"], first, tuple(s for s in changes if s not in first), old, new))
    return found


def stage_changes(old: Row, new: Row) -> dict[str, Change]:
    """The stages that give something else, in their order."""
    seen: dict[str, Change | None] = {
        "question": _unless(_asked(old) == _asked(new)),
        "lexicon": _unless(old["all"]["lexicon"] == new["all"]["lexicon"]),
        "chroma": _ranking(old, new, "chroma"),
        "fused": _unless(old["all"]["fused"] == new["all"]["fused"]),
        "chosen": _unless([one[0] for one in old["read"]] == [one[0] for one in new["read"]]),
        "readings": _readings(old["read"], new["read"]),
        "answer": _unless(_answered(old) == _answered(new)),
        "checked": _unless(old["checked"] == new["checked"]),
    }
    return {stage: change for stage, change in seen.items() if change}


def _unless(same: bool) -> Change | None:
    return None if same else "moved"


def _asked(row: Row) -> tuple[Any, ...]:
    # Its names aren't compared: what they are hangs on the passages, too.
    answer, question = row["answer"], row["question"]
    return answer["understood"], answer["language"], question.get("kind"), question.get("time")


def _answered(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row["answer"].items() if name not in ("understood", "language")}


def _ranking(old: Row, new: Row, stage: str) -> Change | None:
    if old["all"][stage] == new["all"][stage]:
        return None
    before, after = old["top"][stage], new["top"][stage]
    places = {id: place for place, id in enumerate(after)}
    # The last one named may have changed places with the first one that isn't.
    near = all(abs(places.get(id, len(after)) - place) <= 1 for place, id in enumerate(before))
    return "noise" if near and len(before) == len(after) else "moved"


def _readings(old: Sequence[Sequence[Any]], new: Sequence[Sequence[Any]]) -> Change | None:
    if old == new:
        return None
    if len(old) != len(new):
        return "moved"
    for a, b in zip(old, new, strict=True):
        exact_a, exact_b = (a[0], *a[3:]), (b[0], *b[3:])  # passage, time_fit, missing, span
        close = all(
            x == y or (x is not None and y is not None and abs(x - y) <= _PROBABILITY)
            for x, y in zip(a[1:3], b[1:3], strict=True)
        )
        if exact_a != exact_b or not close:
            return "moved"
    return "noise"


def _worth(row: Row) -> float:
    scores = row["scores"]
    told = 0.1 * (scores["token_f1"] or 0.0) + 0.05 * scores["alce_precision"]
    return float(scores["right"] + told)
