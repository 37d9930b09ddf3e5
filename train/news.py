"""Questions made out of French news sentences, for a reader of French press: by rules, without a model.

A date, place, person, organisation, number or reason is taken out of a sentence and asked for, in French
and, where the tables allow, in English, Spanish or Arabic. The article's text is the context.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from index.sentences import sentences
from train.examples import Example
from train.news_clauses import clause_starts, read_clause
from train.news_facts import clause_questions
from train.news_foreign import foreign_questions
from train.news_made import made_questions
from train.news_names import Draft, People, name_questions
from train.news_numbers import counted_subject
from train.news_quotes import quote_questions
from train.news_roles import role_questions
from train.news_verbs import tokens_of
from train.news_words import Words, news_words

SOURCE = "orange-news-fr"
_A_KIND = 5  # drafts of one kind kept of an article, in French and in the other languages
_MOST = 18  # of an article
_LARGEST = 0.27  # no kind may be a larger share
_FOREIGN = 0.3  # nor may the other languages together
_LAZY = 0.1  # typed without capitals, accents and question mark
_SURNAME = 0.4  # a full name becomes the surname
_SAME = 0.7  # a word becomes another of the same meaning
# Sentences that open with a pronoun give no question that can be understood.
_PLAIN = re.compile(
    r"(?!(?:Il|Elle|Ils|Elles|On|Ce|Cela|Cette|Ces|Nous|Vous|Je|C|J|Son|Sa|Ses|Leur|Leurs" r"|Si)\b)[^\W_]"
)
_GLUED = re.compile(
    r"[a-zà-ÿ](?:Le|La|Les|L['’]|Un|Une|Des|Leur|En|Du|Il|Au)\b"
)  # a heading run into the text
_FUNCTION = frozenset(
    "quand où qui que quoi combien pourquoi quel quelle est ce a t il elle ils elles on "
    "le la les un une des du de d l qu"
    " en à au aux et dans sur pour par se s y dont avec été ont sont jour date année "
    "ville pays quelles quels".split()
)


def news_examples(articles: Iterable[dict[str, Any]], rng: random.Random) -> Iterator[Example]:
    """Several examples per article; ``id`` ends in the kind of question; offsets are into ``text``."""
    kinds: Counter[str] = Counter()
    foreign = 0
    for article in articles:
        text = article["text"]
        people = People(text, news_words())
        drafts = list(_drafts(text, people, rng))
        rng.shuffle(drafts)
        drafts.sort(key=lambda draft: kinds[draft.kind])  # the rarer kinds first
        seen: set[object] = set()
        chosen: Counter[tuple[str, bool]] = Counter()
        for draft in drafts:
            slot = (draft.kind, draft.language != "fr")
            total = kinds.total()
            full = total > 200 and (
                kinds[draft.kind] > _LARGEST * total or slot[1] and foreign > _FOREIGN * total
            )
            answer = text[draft.start : draft.end]
            place, wording = (draft.start, slot), draft.question.lower()
            if full or chosen[slot] >= _A_KIND or chosen.total() >= _MOST or {place, wording} & seen:
                continue
            if not _good(draft, answer):
                continue
            seen |= {place, wording}
            chosen[slot] += 1
            kinds[draft.kind] += 1
            foreign += slot[1]
            yield Example(
                id=f"{SOURCE}-{article['id']}-{chosen.total()}-{draft.kind}",
                source=SOURCE,
                language=draft.language,
                question=_styled(draft, people, news_words(), rng),
                context=text,
                start=draft.start,
                end=draft.end,
                title=(article.get("title") or "").strip() or None,
                published=article.get("date"),
                answers=(answer,),
            )


def _drafts(text: str, people: People, rng: random.Random) -> Iterator[Draft]:
    words = news_words()
    spans = sentences(text)
    for start, end in spans:
        yield from role_questions(text, start, end, people, rng)
        yield from name_questions(text, start, end, people, rng)
    yield from quote_questions(text, 0, len(text), people, rng)
    persons = frozenset(people.names)
    for start, end in spans:
        yield from foreign_questions(text, start, end, people, rng)
        yield from made_questions(text, start, end, rng)
        if end - start > 420 or not _PLAIN.match(text, start) or text.count('"', start, end) % 2:
            continue
        if _GLUED.search(text, start, end):
            continue
        tokens = tokens_of(text, start, end)
        if not 5 <= len(tokens) <= 70 or tokens[-1].text != ".":
            continue
        clauses = [
            read_clause(text, tokens[first:], words, persons) for first in clause_starts(tokens, words)
        ]
        for clause in clauses:
            if clause is not None:
                yield from clause_questions(clause, people, rng)
        if not clauses[0]:
            yield from counted_subject(text, start, end, tokens, rng)


def _good(draft: Draft, answer: str) -> bool:
    """Whether a question can be understood outside of its article, and doesn't give its answer away."""
    question = draft.question
    if (
        len(answer) < 2
        or '"' in question
        or len(question) > 220
        or question.count("(") != question.count(")")
    ):
        return False
    if re.search(r"(?<!\w)" + re.escape(answer) + r"(?!\w)", question):
        return False
    if draft.kind == "what" and draft.language == "fr":
        return bool(re.search(r"\w.* [dl]?['’]?[A-ZÉ]", question)) and not _vague(question)
    if draft.language != "fr" or draft.kind in ("age", "role", "party", "acronym", "media", "place", "quote"):
        return True
    said = re.findall(r"[^\W_][\w-]*", question)
    content = [word for word in said if word.lower() not in _FUNCTION]
    named = any(word[0].isupper() for word in said[1:])
    return 2 + (not named) <= len(content) <= 20 and (named or not _vague(question))


def _vague(question: str) -> bool:
    """Whether the subject is a bare « l'homme », « le texte » with no name about."""
    heads = re.findall(r"\b(?:le |la |l'|les |un |une )(\w+)", question.lower())
    return bool(heads) and heads[0] in news_words().vague


def _styled(draft: Draft, people: People, words: Words, rng: random.Random) -> str:
    """The question in other words here and there, and now and then as if typed in a hurry."""
    question = draft.question
    if draft.language == "fr" and draft.kind not in ("role", "age", "party", "acronym", "quote"):
        question = _varied(question, people, words, rng)
    elif draft.kind in ("role", "age", "party") and rng.random() < _SURNAME / 2:
        question = _shortened(question, people, 1.0, rng)
    question = " ".join(question.split())
    question = question[0].upper() + question[1:]
    if rng.random() < _LAZY and draft.language != "ar":
        plain = unicodedata.normalize("NFKD", question.lower())
        return "".join(c for c in plain if not unicodedata.combining(c)).strip(" ?¿").replace("’", "'")
    return question


def _shortened(question: str, people: People, share: float, rng: random.Random) -> str:
    for name, surname in people.names.items():
        if name in question and rng.random() < share:
            if surname[0] in "AEIOUÉÈÎÔ" or name[0] not in "AEIOUÉÈÎÔ":
                elided = surname[0] not in "AEIOUÉÈÎÔ"
                if not (name[0] not in "AEIOUÉÈÎÔ" and not elided):
                    question = question.replace(name, surname)
            else:  # « d'Emmanuel Macron » → « de Macron »
                question = re.sub(
                    rf"\b([dD]|[qQ]u)['’]{re.escape(name)}", rf"\1e {surname}", question
                ).replace(name, surname)
    return question


def _varied(question: str, people: People, words: Words, rng: random.Random) -> str:
    question = _shortened(question, people, _SURNAME, rng)
    for pattern, other in words.synonyms:
        found = pattern.search(question)
        if found and rng.random() < _SAME and _sounds_right(question, found.start(), other):
            question = question[: found.start()] + other + question[found.end() :]
            break
    for adjective in words.adjectives:
        if f" {adjective} " in question and rng.random() < 0.5:
            # After an elision or « de » the next word's first sound would have to fit.
            shorter = re.sub(rf"(?<= )(?<!de ){adjective} (?=[bcdfgjklmnpqrstv])", "", question, count=1)
            question = shorter
    return question


def _sounds_right(question: str, at: int, other: str) -> bool:
    before = question[:at].rstrip()
    vowel = other[0].lower() in "aeiouéèêh"
    if question[at - 1 : at] in "'’":
        return vowel
    if other.startswith(("le ", "les ")) and re.search(r"\b(?:de|à)$", before):
        return False  # « de le feu »
    return not (vowel and re.search(r"\b(?:le|la|de|que|ce)$", before))
