"""Questions about when, where and why, out of the main clauses of French news sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from train.news_actors import object_of, who
from train.news_asker import Asker, Dated, dates_in, index_of
from train.news_clauses import Clause
from train.news_names import Draft, People
from train.news_numbers import amount, how_many
from train.news_patterns import CONNECTOR, NOT_INFINITIVE, place_pattern
from train.news_rest import gap_is_plain, rest_of
from train.news_words import news_words


def clause_questions(clause: Clause, people: People, rng: random.Random) -> Iterator[Draft]:
    """The drafts that a main clause gives, in French."""
    asker = Asker(clause, news_words(), people, rng)
    dates = list(dates_in(clause))
    places = list(_places_in(clause))
    yield from _when(asker, dates)
    yield from _where(asker, dates, places)
    yield from _why(asker, dates)
    yield from who(asker, dates)
    yield from how_many(asker, dates)
    yield from amount(clause, rng)
    yield from object_of(asker, dates)


def _places_in(clause: Clause) -> Iterator[tuple[int, int, re.Match[str]]]:
    tokens = list(clause.tokens)
    for found in place_pattern().finditer(clause.text, tokens[0].start, tokens[-1].end):
        yield index_of(tokens, found.start()), index_of(tokens, found.end() - 1) + 1, found


def _fits(clause: Clause, first: int, last: int) -> bool:
    """Whether a circumstance at ``tokens[first:last]`` is the main verb's."""
    if last <= clause.front[1]:
        return clause.front[0] == first and last == clause.front[1]
    return first >= clause.verb[1] and gap_is_plain(clause, first)


def _when(asker: Asker, dates: list[Dated]) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    for first, last, found, start, end in dates:
        if not _fits(clause, first, last):
            continue
        after = clause.tokens[last].low if last < len(clause.tokens) else "."
        if after in ("et", "au", "ou", "-") or last < len(clause.tokens) and after[0].isdigit():
            continue
        rest = rest_of(clause, asker.words, [(first, last)])
        if rest is None or not clause.compound and not rest:
            continue
        said = clause.text[start:end]
        if found["since"]:
            word = "Depuis quand"
        elif found["till"]:
            word = "Jusqu'à quand"
        elif found["from"]:
            word = rng.choice(("À partir de quand", "Quand", "À partir de quelle date"))
        elif re.fullmatch(r"\d{4}", said):
            word = rng.choice(("En quelle année", "Quand", "Quand", "En quelle année"))
        elif found["d4"]:
            word = rng.choice(("Quand", "Quand", "Quand", "À quelle date", "Quel jour"))
        elif found["d5"]:
            word = rng.choice(("Quand", "Quand", "Quel jour"))
        else:
            word = "Quand"
        yield Draft("when", "fr", asker.ask(word, rest), start, end)


def _where(
    asker: Asker,
    dates: list[Dated],
    places: list[tuple[int, int, re.Match[str]]],
) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    for first, last, found in places:
        if not _fits(clause, first, last):
            continue
        adjacent = first == clause.verb[1] or last <= clause.front[1]
        if not adjacent and (
            first - clause.verb[1] > 6 or clause.tokens[clause.finite].low not in asker.words.etre
        ):
            continue
        drop = [(first, last)] + ([d[:2] for d in dates if d[0] >= clause.verb[1] and rng.random() < 0.5])
        rest = rest_of(clause, asker.words, drop)
        if rest is None:
            continue
        if re.match(
            r",? ?(?:et|ou|puis)? ?(?:en|à|au|aux|dans) (?:l['’]|le |la |les )?[A-ZÉ]",
            clause.text[found.end() : found.end() + 20],
        ):
            continue  # one of several places
        kind = asker.words.places[found["place"]][0]
        narrow = "Dans quelle ville" if kind == "ville" else f"Dans quel {kind}"
        yield Draft("where", "fr", asker.ask(rng.choice(("Où", "Où", narrow)), rest), *found.span("place"))


def _why(asker: Asker, dates: list[Dated]) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    tokens = list(clause.tokens)
    for found in CONNECTOR.finditer(clause.text, tokens[clause.verb[1] - 1].end, tokens[-1].end):
        at = index_of(tokens, found.start())
        at += tokens[at].text == ","
        before = clause.text[max(0, found.start() - 40) : found.start()]
        if found["aim"] is not None and re.search(
            r"\b(?:assez|suffisamment|trop|suffisante?|nécessaires?|temps|prêts?)\b", before
        ):
            return
        if found["aim"] is not None and NOT_INFINITIVE.match(clause.text, found.end()):
            return
        if at <= clause.verb[1] or at - clause.verb[1] > 18 or not _plain_until(clause, at):
            return
        start = found.end()
        stop = re.compile(r"[.;,:\"«(](?!\d)|, (?:a-t-|selon)|\bqui\b").search(
            clause.text, start, tokens[-1].end
        )
        end = stop.start() if stop else tokens[-1].start
        answer = clause.text[start:end].rstrip()
        if found["because"] and (
            re.match(r"(?:durant|dans|en|selon|pour|si|quand|lors)\b", answer)
            or not any(w in asker.words.finite for w in answer.split())
        ):
            return
        if found["because"] and re.match(r"(?:ils?|elles?|on|ce|c['’]|cela)\b", answer) and len(answer) < 25:
            return
        if (
            not 3 <= len(answer.split()) + 1 <= 26
            or len(answer) < 10
            or stop
            and stop[0] in '"«:'
            or re.search(r"\b(?:le|la|de|du|des|à|que|les|et|en|pour|par|avec|sur|dans|un|une)$", answer)
        ):
            return
        rest = rest_of(clause, asker.words, [d[:2] for d in dates if rng.random() < 0.3], at)
        if rest:
            word = (
                "Dans quel but"
                if found["aim"] is not None and rng.random() < 0.25
                else rng.choice(("Pourquoi", "Pourquoi", "Pourquoi", "Pour quelle raison"))
            )
            yield Draft("why", "fr", asker.ask(word, rest), start, start + len(answer))
        return


def _plain_until(clause: Clause, at: int) -> bool:
    """Whether the clause has no break before token ``at`` but a comma right there."""
    for token in clause.tokens[clause.verb[1] : at]:
        if (
            token.low in ("qui", "dont", "où", ";", ":", '"', "«", "(", ",")
            and token is not clause.tokens[at - 1]
        ):
            return False
    return True
