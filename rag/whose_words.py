"""Whose words a sentence has, where those of somebody are asked for: *How did she describe the town?*."""

from __future__ import annotations

import re

from index.lexicon import stems
from index.names import mentions
from index.sentences import sentence_before
from rag.noun_phrases import aligned
from rag.question import Question, fold_letters

GOES_ON = re.compile(  # a sentence that goes on with the one before
    r"\W*(?:ils?|elles?|ces?|cette|cet|celles?|celui|ceux|son|sa|ses|leurs?|le (?:royaume|pays)"
    r"|he|she|it|they|this|that|these|his|her|its|their|the (?:country|kingdom)"
    r"|est[ae]|ese|esa|su|sus|el (?:pais|reino)|البلاد|المملكه)\b"
)
_PRONOUN = re.compile(r"\b(?:il|elle|he|she|ella)\b")
_THERE = re.compile(
    r"\W*(?:lors de|au cours de|pendant|durant|a l'issue de|apres|during|at|after|durante|tras) "
    r"(?:cet(?:te)?|ces?|this|that|these|those|est[aeo]s?|es[aeo]s?)\b"
)
# *How did she describe the town?*, *De quoi a-t-elle discuté avec lui ?*: whose words they are is asked.
_WORDS_OF = re.compile(
    r"\b(?:how|what|comment|de quoi|que|qu'|quoi"
    r"|como|de que|en que terminos|en quels termes|in what terms)\b.*"
    r"\b(?:describ\w*|characteri[sz]\w*|call(?:s|ed)?|discuss\w*|talk\w*"
    r"|decri\w*|qualifi\w*|caracteris\w*"
    r"|discut\w*|parl\w*|calific\w*|describi\w*|habl\w*)\b|\b(?:كيف|بم|ماذا)\b.*(?:وصف|ناقش)"
)
_WITH = re.compile(r"\b(?:with|avec|con|to|a|about|of|de|d'|sobre|مع)\W*$")
_OWN_WORDS = re.compile(
    r"\b(?:que|qu'|what|quoi)\b.*\b(?:demand|reclam|exig|dit\b|declar|promi|propos|annonc|estim|pens|said|say|think"
    r"|ask|dijo|pidio)"
)
_QUOTED_BY = re.compile(
    r"[»”\"],? (?:a|ont|avait) \w+ (?P<by>(?!-)[^,.;«»]+)|[»”\"],? (?:said|says) (?P<who>[^,.;«»]+)"
)


def words_of_others(question: Question, text: str, start: int, sentence: str) -> bool:
    """Whether somebody's words are asked for, and neither the sentence nor those that it goes on from name
    them."""
    asked = aligned(question.text)
    if not _WORDS_OF.search(asked):
        return False
    speakers = [
        n
        for n in question.own_names
        if n.kind in ("person", "other") and not n.demonym and not _WITH.search(asked[: n.start].rstrip())
    ]
    if not speakers or any(mentions(one.text, sentence) for one in speakers):
        return False
    before = text[:start]
    folded = fold_letters(sentence)
    goes_on = (
        GOES_ON.match(folded)
        or _PRONOUN.search(folded)
        or _THERE.match(folded)
        or before.count("«") > before.count("»")
    )
    last = sentence_before(text, start)
    return not (goes_on and mentions(speakers[0].text, last))


def quotes_another(question: Question, sentence: str, language: str | None) -> bool:
    """Whether somebody's words are asked for, and the sentence quotes another: *« … », a assuré le maire*."""
    quoted = _QUOTED_BY.search(sentence)
    if quoted is None or question.language != language or not _OWN_WORDS.search(fold_letters(question.text)):
        return False
    by = quoted["by"] or quoted["who"]
    asked = stems(question.text, question.language)
    return not set(stems(by, question.language)) & set(asked)
