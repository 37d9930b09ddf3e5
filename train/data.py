"""The groups of a stage, made from the data files, and the development split."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.articles import Article
from index.lexicon import stems
from index.passages import CountTokens, cut
from train.asked import HELD_OUT, hurried, read_asked, unanswered_groups
from train.examples import Example, Pair, held_out, read_examples, read_news
from train.mining import Span, key, mine, name
from train.near_misses import Pools, exchanged, false_premise
from train.news import news_examples
from train.pairs import Grouping, times
from train.recipe import Stage
from train.switching import switched

PER_ARTICLE = 4  # questions made from one news article, at most
NEARBY = 40  # articles of about the same day, among which a title's wrong one is looked for


class Material:
    """Everything that a run learns from and is measured on; made anew, it is the same.

    ``training`` and ``development`` hold questions on different articles; so do the news.
    """

    def __init__(
        self,
        data: Path,
        work: Path,
        count_tokens: CountTokens,
        say: Callable[[str], None],
        *,
        searching: bool = True,
    ) -> None:
        examples = read_examples(data)
        self.found, self.passages = mine(examples, work, say) if searching else ({}, {})
        self.development = [e for e in examples if held_out(e.title or e.context)]
        self.training = [e for e in examples if not held_out(e.title or e.context)]
        news = list(read_news(data))
        self.news = [row for row in news if not held_out(row["title"])]
        self.held_out_news = [row for row in news if held_out(row["title"])]
        self.asked = read_asked(self.news)
        self.asked_held_out = read_asked(self.news, HELD_OUT)
        self.pools = Pools.of(self.training)
        self._count_tokens = count_tokens
        say(f"{len(self.training)} questions to learn from, {len(self.development)} held out")

    def grouping(self, examples: Sequence[Example], rng: random.Random) -> Grouping:
        """Makes groups from ``examples``; wrong passages come from their contexts alone."""
        contexts = {key(e.context): e for e in examples}
        return Grouping(
            contexts,
            {name(e): [s for s in self.found.get(name(e), ()) if s.context in contexts] for e in examples},
            self.passages | self._cut([e for e in contexts.values() if key(e.context) not in self.passages]),
            lambda example, passage, rng: exchanged(example, passage, self.pools, rng),
            lambda example, passage, rng: false_premise(example, passage, self.pools, rng),
            switched,
            rng,
        )

    def groups(self, stage: Stage, seed: int) -> list[list[Pair]]:
        """The stage's groups; with the same ``seed`` the same."""
        rng = random.Random(seed)
        whole, part = divmod(stage.questions, 1)
        chosen = self.training * int(whole) + rng.sample(self.training, round(part * len(self.training)))
        if stage.sources:
            chosen = [e for e in chosen for _ in range(times(stage.sources.get(e.source, 1.0), rng))]
        asked = self.grouping(self.training, rng)
        groups = [asked.group(example, stage.shares, stage.switched) for example in chosen]
        made = self.news_questions(self.news, stage.news, rng)
        told = self.grouping(made, rng)
        groups += [told.group(example, stage.news_shares, stage.switched) for example in made]
        groups += self._asked_groups(stage, rng)
        return groups + title_groups(self.news, stage.titles, rng)

    def _asked_groups(self, stage: Stage, rng: random.Random) -> list[list[Pair]]:
        """Our own questions; those without an answer over two parts of their article."""
        if not stage.asked:
            return []
        asked = self.asked.lines(*stage.asked_lines)
        grouping = self.grouping(asked.answered, rng)
        groups = []
        for _ in range(stage.asked):
            answered = [hurried(example, rng) for example in asked.answered]
            groups += [grouping.group(example, stage.asked_shares) for example in answered]
            unanswered = [hurried(example, rng) for example in asked.unanswered * 2]
            groups += unanswered_groups(unanswered, grouping.somewhere, rng)
        return groups

    def news_questions(self, news: Sequence[dict[str, Any]], count: int, rng: random.Random) -> list[Example]:
        """``count`` questions, at most ``PER_ARTICLE`` on an article."""
        out: list[Example] = []
        order = rng.sample(news, len(news))
        for row in order:
            if len(out) >= count:
                break
            made = list(news_examples([row], rng))
            out += rng.sample(made, min(PER_ARTICLE, len(made)))
        return out[:count]

    def passages_of(self, example: Example) -> list[str]:
        """What Dossier cuts the example's context to."""
        spans = self._cut([example])[key(example.context)]
        return [example.context[span.start : span.end] for span in spans]

    def _cut(self, examples: Sequence[Example]) -> dict[str, list[Span]]:
        out = {}
        for example in examples:
            article = _article(key(example.context), example.context)
            out[article.id] = [Span(article.id, p.start, p.end) for p in cut(article, self._count_tokens)]
        return out


def title_groups(news: Sequence[dict[str, Any]], count: int, rng: random.Random) -> list[list[Pair]]:
    """A title over the beginning of its article, and over that of the likest one of the same days.

    Whether a title, which asks nothing, is answered is left open.
    """
    dated = sorted(news, key=lambda row: (row["date"], row["id"]))
    words = [frozenset(stems(row["title"], "fr")) for row in dated]
    out = []
    for at in rng.sample(range(len(dated)), min(count, len(dated))):
        others = [i for i in range(max(0, at - NEARBY), min(len(dated), at + NEARBY)) if i != at]
        likest = max(others, key=lambda i: (len(words[i] & words[at]), i))
        group = []
        for i, relevant in ((at, True), (likest, False)):
            row = dated[i]
            beginning = row["heading"] if rng.random() < 0.3 else row["text"][:500].rsplit(" ", 1)[0]
            pair = Pair(dated[at]["title"], beginning, -1, -1, None, relevant, "title", None, row["date"])
            group.append(pair)
        out.append(group)
    return out


def _article(id: str, text: str) -> Article:
    return Article(id, text, "jsonl", None, None, None, None, None, None, (), (), ())
