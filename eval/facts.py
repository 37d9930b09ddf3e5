"""``python -m eval.facts``: how well dates, numbers and names are found, on sentences labelled by hand.

Each line of ``sets/facts.jsonl`` holds one sentence and its facts as a careful reader gives them, in the
form of ``dossier facts``. A fact is right where one of its kind stands in that place and says the same: the
days and precision of a date, the value and bound of a number, the words of a name. ``optional`` facts count
neither way; ``trap`` marks a sentence that holds what looks like a fact, or like a certain day, and is none.

Rules were written against the split "dev". Each split from "test" to "test5" was labelled before the code saw
it; what it then missed was mended where that helps beyond it, so that only its first figures are unseen ones.
"test4" and "test5" hold little but weekdays, most of them such as can't be told. "test6" to "test27" are
labelled for dates and numbers only (``kinds``), and keep of 1526 sentences the traps and what was missed. All
of them, unseen and with slips of the labels corrected, gave as F1:

======== ===== ======= ============
split    dates numbers days made up
======== ===== ======= ============
test6    .886  .918    2, not so by the corrected labels
test7    .967  .871    0
test8    .950  .885    1 (a street's date)
test9    .952  .958    0
test10   .851  .971    0
test11   .958  .986    0
test12   .958  .970    0
test13   .922  .982    0
test14   .841  .948    0
test15   .960  .966    0
test16   .899  .974    1
test17   .990  .943    0
test18   .967  .935    0
test19   .896  .880    0
test20   .912  .870    1
test21   .969  .967    0
test22   .836  .949    0
test23   .941  .881    0
test24   .947  .881    0
test25   .917  .912    0
test26   .958  .912    0
test27   .938  .921    1
======== ===== ======= ============
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.fact_lines import facts_of
from index.folding import arabic_forms, fold_words

LABELS = Path(__file__).parent / "sets" / "facts.jsonl"
KINDS = ("date", "number", "name")
_BEFORE = frozenset(("le", "la", "les", "l", "the", "el", "los", "las", "me", "m", "judge"))


@dataclass
class Score:
    """Counts over facts of one kind in one language."""

    right: int = 0
    wrong: int = 0  # found and not labelled
    missed: int = 0  # labelled and not found

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass
class Measured:
    """``scores`` by kind and language ("all" for every one); ``invented`` and ``misses`` name sentences."""

    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    invented: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    units: Score = field(default_factory=Score)
    whats: Score = field(default_factory=Score)

    def score(self, kind: str, language: str = "all") -> Score:
        return self.scores.setdefault((kind, language), Score())


def read_labels(path: Path = LABELS, split: str | None = None) -> list[dict[str, Any]]:
    """The labelled sentences, all or those of one split.

    Raises ValueError where a label doesn't stand in its sentence: a slip in a set measures the slip.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    for row in rows:
        for fact in row["facts"]:
            if row["text"][fact["start"] : fact["end"]] != fact["text"]:
                raise ValueError(f"{path.name}: {row['id']}: {fact['text']!r} isn't at {fact['start']}.")
    return [row for row in rows if split in (None, row["split"])]


def measure(rows: Iterable[dict[str, Any]]) -> Measured:
    """Precision and recall by kind and language, and every day that was made up."""
    measured = Measured()
    for row in rows:
        kinds = row.get("kinds", KINDS)
        read = facts_of(row["text"], row.get("language"), row.get("published"))
        found = [fact for fact in read if fact["kind"] in kinds]
        _count(row, row["facts"], found, measured)
    return measured


def _count(
    row: dict[str, Any], wanted: Sequence[dict[str, Any]], found: list[dict[str, Any]], measured: Measured
) -> None:
    left = list(found)
    for label in wanted:
        match = next((f for f in left if _overlap(label, f) and same_fact(label, f)), None)
        if match is not None:
            left.remove(match)
        if label.get("optional"):
            continue
        for score in (measured.score(label["kind"]), measured.score(label["kind"], row["language"])):
            score.right += match is not None
            score.missed += match is None
        if match is None:
            measured.misses.append(f"{row['id']} missed {_shown(label)} in: {row['text']}")
        elif label["kind"] == "number":
            same = _same_unit(label["unit"], match["unit"])
            measured.units.right += same
            measured.units.missed += not same
        elif label["kind"] == "name":
            measured.whats.right += label["what"] == match["what"]
            measured.whats.missed += label["what"] != match["what"]
    free = [label for label in wanted if label.get("optional")]
    days = {f["from"] for f in wanted if f.get("precision") == "day"}
    for fact in left:
        if fact.get("precision") == "day" and fact["from"] not in days:
            measured.invented.append(f"{row['id']} {fact['text']} -> {fact['from']}: {row['text']}")
        if any(_overlap(fact, label) for label in free):
            continue
        for score in (measured.score(fact["kind"]), measured.score(fact["kind"], row["language"])):
            score.wrong += 1
        measured.misses.append(f"{row['id']} wrong {_shown(fact)} in: {row['text']}")


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def same_fact(label: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a found fact says what the label says, in normal form; units and kinds of names aside."""
    if label["kind"] == "any":
        return True
    if label["kind"] != found["kind"]:
        return False
    if label["kind"] == "date":
        if label["precision"] == "vague":  # "a few months ago": any interval, and no day, month or year
            return found["precision"] in ("range", "unresolved")
        return all(label[key] == found[key] for key in ("from", "to", "precision"))
    if label["kind"] == "number":
        close = abs(label["value"] - found["value"]) <= 1e-3 * abs(label["value"])
        return bool(close and label["bound"] == found["bound"])
    wanted, there = _bare(label["text"]), _bare(found["text"])
    return wanted == there or wanted in arabic_forms(there)  # which writes "and", "in", "to" onto a name


def _bare(name: str) -> str:
    words = fold_words(name).split()
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    return " ".join(words)


def _same_unit(wanted: str | None, found: str | None) -> bool:
    def head(unit: str | None) -> str | None:
        return next(iter(fold_words(unit or "").split()), unit)

    return head(wanted) == head(found)


def _shown(fact: dict[str, Any]) -> str:
    keys = {
        "date": ("from", "to", "precision"),
        "number": ("value", "unit", "bound"),
        "name": ("what",),
    }.get(fact["kind"], ())
    return f"{fact['kind']} {fact['text']!r} " + " ".join(str(fact.get(key)) for key in keys)


def table(measured: Measured) -> str:
    """Precision, recall and F1 by kind and language, and the days that were made up."""
    lines = ["kind    language  precision  recall  F1     facts"]
    for kind in KINDS:
        for language in sorted({lang for k, lang in measured.scores if k == kind}, key=_all_first):
            score = measured.score(kind, language)
            lines.append(
                f"{kind:7} {language:9} {score.precision:.3f}      {score.recall:.3f}   {score.f1:.3f}  "
                f"{score.right + score.missed:4}"
            )
    lines.append(f"units right {measured.units.recall:.3f}; kinds of names right {measured.whats.recall:.3f}")
    lines.append(f"invented days: {len(measured.invented)}")
    return "\n".join([*lines, *measured.invented])


def _all_first(language: str) -> tuple[bool, str]:
    return language != "all", language


def main(arguments: Sequence[str]) -> None:
    everything = read_labels()
    splits = list(dict.fromkeys(row["split"] for row in everything))
    for split in (*splits, "all"):
        rows = [row for row in everything if split in ("all", row["split"])]
        measured = measure(rows)
        print(f"{split}: {len(rows)} sentences, {sum('trap' in row for row in rows)} of them traps")
        print(table(measured))
        if "--misses" in arguments:
            print("\n".join(measured.misses))
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
