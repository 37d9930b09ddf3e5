"""Putting a question about a clause, and where its dates stand."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from train.news_clauses import Clause
from train.news_names import People
from train.news_patterns import DATE, DATE_GROUPS
from train.news_rest import pronoun, verb_text
from train.news_verbs import Token
from train.news_words import Words

# The token range of a date with its preposition, its match, and the answer's span.
Dated = tuple[int, int, re.Match[str], int, int]


_BEFORE_DATE = frozenset(
    (
        "du de d' des au le les la et ou chaque à entre un aux avant après lors jusqu' dès "
        "depuis dernier prochain en"
    ).split()
)


@dataclass(frozen=True)
class Asker:
    """Puts questions about one clause."""

    clause: Clause
    words: Words
    people: People
    rng: random.Random

    def ask(self, word: str, rest: str) -> str:
        """« Quand » and the clause as a question."""
        clause, rng = self.clause, self.rng
        subject, rest = clause.subject_text, (" " + rest if rest else "")
        verb = verb_text(clause, self.words)
        que = "qu'" if subject[0].lower() in "aeiouéèêàâîôœ" else "que "
        forms = [f"{word} est-ce {que}{subject} {verb}{rest} ?"]
        if (said := pronoun(clause)) and not (clause.person and rng.random() < 0.2):
            forms += [f"{word} {subject} {verb_text(clause, self.words, said)}{rest} ?"] * 3
        if not rest and len(subject.split()) < 8 and clause.compound:
            forms += [f"{word} {verb} {subject} ?"] * 3
        if rng.random() < 0.12:
            low = word[0].lower() + word[1:]
            opening = rng.choice(
                ("Sait-on", "Pouvez-vous me dire", "Peux-tu me dire", "Je voudrais savoir", "Dites-moi")
            )
            mark = "" if opening in ("Je voudrais savoir", "Dites-moi") else " ?"
            forms = [f"{opening} {low} {subject} {verb}{rest}{mark}"]
        return rng.choice(forms)


def index_of(tokens: Sequence[Token], at: int) -> int:
    return next((i for i, token in enumerate(tokens) if token.end > at), len(tokens))


def dates_in(clause: Clause) -> Iterator[Dated]:
    """Token range of a date with its preposition, its match, and the answer's span."""
    tokens = list(clause.tokens)
    for found in DATE.finditer(clause.text, tokens[0].start, tokens[-1].end):
        first, last = index_of(tokens, found.start()), index_of(tokens, found.end() - 1) + 1
        if first and tokens[first - 1].low in _BEFORE_DATE:
            continue
        group = next(g for g in DATE_GROUPS if found[g])
        yield first, last, found, *found.span(group)
