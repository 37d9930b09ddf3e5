"""``python -m eval.support``: how well grounding tells supported answer sentences from others.

On ``sets/support.jsonl``, sentences of our own labelled by hand before the checker ran on them, by kind of
change; and on answers corrupted on purpose. With ``--entailment FILE`` the reader's check is measured by
itself, on pairs of which the second follows from the first, or doesn't, or is of another pair altogether.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, get_args

from eval.corruptions import corruptions, name_pool
from index.errors import DossierError, UsageError
from index.sentences import sentences
from index.settings import load_settings
from rag.about import By, probability
from rag.cited import Cited
from rag.claims import claims
from rag.grounding import Check, ground
from rag.question import analyse
from rag.reader import Context, Reader, Reading

LABELS = Path(__file__).parent / "sets" / "support.jsonl"
FOLLOWS = frozenset(("compatible", "0"))  # RTE3-FR: 0 follows, 1 may or may not, 2 is contradicted
KEPT = 0.98  # the share of true sentences that a threshold must leave
_LONGEST = 400  # characters of a cited sentence
# What changes one fact, and what is harder to see: they are reported apart.
TOKENS = tuple(
    "changed_date changed_number changed_name changed_unit changed_quote other_bound other_precision"
    " fuller_name value wrong_citation no_citation unknown_citation".split()
)
HARDER = ("exchanged", "negation", "modality", "attribution", "unrelated")


@dataclass(frozen=True)
class Labelled:
    id: str
    split: str
    kind: str
    supported: bool
    language: str
    answer: str
    cited: tuple[Cited, ...]


def labelled(path: Path = LABELS) -> list[Labelled]:
    return [
        Labelled(
            row["id"],
            row["split"],
            row["kind"],
            row["supported"],
            row["language"],
            row["answer"],
            tuple(Cited(**citation) for citation in row["citations"]),
        )
        for row in _rows(path)
    ]


def judged(item: Labelled, check: Check | None = None) -> bool:
    """Whether every sentence of the answer stays."""
    found = ground(item.answer, item.cited, check=check)
    return bool(found.sentences) and all(sentence.supported for sentence in found.sentences)


@dataclass(frozen=True)
class Rates:
    """Of what must be struck, the share that is; of what is true, the share that is lost."""

    noticed: Counter[str]
    false: Counter[str]
    lost: int
    true: int
    wrong: tuple[str, ...]

    def share(self, kinds: Iterable[str]) -> tuple[int, int]:
        kinds = tuple(kinds)
        return sum(self.noticed[k] for k in kinds), sum(self.false[k] for k in kinds)


def measure(items: Sequence[Labelled], check: Check | None = None) -> Rates:
    noticed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    wrong = []
    lost = true = 0
    for item in items:
        kept = judged(item, check)
        if item.supported:
            true += 1
            lost += not kept
        else:
            false[item.kind] += 1
            noticed[item.kind] += not kept
        if kept != item.supported:
            wrong.append(f"{item.id} {item.kind} {'lost' if item.supported else 'missed'}: {item.answer}")
    return Rates(noticed, false, lost, true, tuple(wrong))


def table(name: str, rates: Rates) -> str:
    lines = [f"{name}: true sentences struck {rates.lost} of {rates.true}"]
    for title, kinds in (("one fact changed", TOKENS), ("harder", HARDER)):
        noticed, false = rates.share(kinds)
        lines.append(f"  {title}: {noticed} of {false} noticed")
        lines += [f"    {k:17} {rates.noticed[k]:3} of {rates.false[k]}" for k in kinds if rates.false[k]]
    return "\n".join(lines)


@dataclass(frozen=True)
class Pair:
    premise: str
    hypothesis: str
    kind: str  # "follows", "not", "other": of another pair


def pairs(path: Path, random: Random, limit: int | None) -> list[Pair]:
    rows = [row for row in _rows(path) if row["premise"].strip() and row["hypothesis"].strip()]
    random.shuffle(rows)
    rows = rows[:limit] if limit else rows
    found = [
        Pair(row["premise"], row["hypothesis"], "follows" if row["label"] in FOLLOWS else "not")
        for row in rows
    ]
    others = [*rows[1:], *rows[:1]]
    return found + [
        Pair(a["premise"], b["hypothesis"], "other")
        for a, b in zip(rows, others, strict=True)
        if a["premise"] != b["premise"]
    ]


def readings(reader: Reader, claim: str, cited: Sequence[Cited]) -> list[Reading]:
    """What the check sees: one reading per cited sentence."""
    contexts = [Context(one.quote, one.title, one.published, one.spoken) for one in cited]
    return reader.read(analyse(claim), contexts)


def threshold(scored: Sequence[tuple[str, float]], kept: float = KEPT) -> float:
    """The highest that leaves the share ``kept`` of what follows."""
    true = sorted(score for kind, score in scored if kind == "follows")
    return true[int((1 - kept) * len(true))]


def check_table(scored: Sequence[tuple[str, float]], at: float) -> str:
    """Precision and recall of the sentences that the check strikes, below ``at``."""
    struck = Counter(kind for kind, score in scored if score < at)
    counts = Counter(kind for kind, _ in scored)
    lines = [f"  threshold {at:.4f}: {struck['follows']} of {counts['follows']} true ones struck"]
    for kind, title in (("other", "of another pair"), ("not", "same subject, but doesn't follow")):
        below = struck[kind] + struck["follows"]
        precision = struck[kind] / below if below else 1.0
        recall = struck[kind] / counts[kind] if counts[kind] else 1.0
        lines.append(f"    {title}: precision {precision:.3f}, recall {recall:.3f} of {counts[kind]}")
    return "\n".join(lines)


def corrupted(rows: Sequence[dict[str, Any]], random: Random, whole: bool) -> Rates:
    """Answers to question rows, as they are and corrupted: the cited sentence whole, or the answer alone."""
    items = list(_answers(rows, whole))
    pool = name_pool((cited.quote, cited.language or "fr") for _, cited in items)
    noticed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    lost, wrong = 0, []
    for answer, cited in items:
        if not judged(_item(answer, cited)):
            lost += 1
            wrong.append(f"true, lost: {answer} | {cited.quote}")
        sources = [cited.quote, cited.title or "", cited.published or ""]
        for change in corruptions(answer, cited.language or "fr", sources, pool, random):
            false[change.kind] += 1
            if judged(_item(change.text, cited)):
                wrong.append(f"{change.kind}, missed: {change.changed} → {change.by} | {cited.quote}")
            else:
                noticed[change.kind] += 1
    return Rates(noticed, false, lost, len(items), tuple(wrong))


def _answers(rows: Sequence[dict[str, Any]], whole: bool) -> Iterator[tuple[str, Cited]]:
    for row in rows:
        for start, end in sentences(row["context"]):
            if start <= row["start"] and row["start"] + len(row["answer"]) <= end <= start + _LONGEST:
                quote = row["context"][start:end]
                said = quote.rstrip(" .") if whole else row["answer"].strip()
                said = f"{said[:1].upper()}{said[1:]} [1]."
                yield said, Cited(1, quote, row.get("title"), None, row["lang"])


def _item(answer: str, cited: Cited) -> Labelled:
    return Labelled("", "", "", True, cited.language or "", answer, (cited,))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise UsageError(f"{path} can't be read ({error.strerror}): name a file of JSON lines.") from error


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.support", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show every sentence judged wrong")
    parser.add_argument("--questions", type=Path, nargs="*", default=[], help="question rows to corrupt")
    parser.add_argument("--entailment", type=Path, help="pairs to measure the reader's check on")
    parser.add_argument("--weights", type=Path, help="another reader's weights than those that come along")
    parser.add_argument("--limit", type=int, help="at most so many rows of each file")
    given = parser.parse_args(arguments)
    random = Random(11)
    items = labelled()
    shown: list[tuple[str, Rates]] = [
        (split, measure([item for item in items if item.split == split])) for split in ("dev", "test")
    ]
    for path in given.questions:
        rows = _rows(path)
        random.shuffle(rows)
        for whole in (True, False):
            name = f"{path.stem}, {'whole sentences' if whole else 'answers alone'}"
            shown.append((name, corrupted(rows[: given.limit], random, whole)))
    for name, rates in shown:
        print(_corruption_table(name, rates) if "," in name else table(name, rates))
        if given.misses:
            print("\n".join(f"    {line}" for line in rates.wrong))
    if given.entailment:
        _measure_check(items, pairs(given.entailment, random, given.limit), given.weights)
    return 0


def _corruption_table(name: str, rates: Rates) -> str:
    lines = [f"{name}: true ones struck {rates.lost} of {rates.true}"]
    lines += [f"    {k:17} {rates.noticed[k]:3} of {rates.false[k]} noticed" for k in sorted(rates.false)]
    return "\n".join(lines)


def _measure_check(items: Sequence[Labelled], found: Sequence[Pair], weights: Path | None) -> None:
    from rag.trained_reader import TrainedReader

    reader = TrainedReader(load_settings(), lambda message: print(message, file=sys.stderr), weights=weights)
    of_pairs = [(p.kind, readings(reader, p.hypothesis, [Cited(1, p.premise)])) for p in found]
    of_ours = [
        (_relation(item), readings(reader, claims(item.answer)[0].text, item.cited))
        for item in items
        if item.kind not in ("value", "verbatim", "no_citation", "unknown_citation", "wrong_citation")
    ]
    for by in get_args(By):
        scored, ours = (
            [(kind, max(probability(one, by) for one in read)) for kind, read in several]
            for several in (of_pairs, of_ours)
        )
        at = threshold(scored)
        print(f"check by {by}, {len(found)} pairs")
        print(check_table(scored, at))
        print(check_table(scored, 0.5))
        print("  on the labelled sentences:")
        print(check_table(ours, at))


def _relation(item: Labelled) -> str:
    if item.supported:
        return "follows"
    return "other" if item.kind == "unrelated" else "not"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DossierError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
