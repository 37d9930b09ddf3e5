"""The part of a sentence that answers, in the shape that the question asks for: a list, a clause, a name."""

from __future__ import annotations

import re

from index.names import find_names
from rag.question import Question

# A preposition and an article before a member of a list.
_LEAD = r"(?:(?:de |d['’]|à |of |in )?(?:l['’]|les?|la|the|el|los|las|du|des|d['’]|al-|au|aux|en)?\s*)"
# What stands between two members of a list: a comma, *and*; then a preposition, an article.
_BETWEEN = re.compile(
    r"\s*(?:[,;،]\s*(?:(?:et|and|y|e|ou|or|ainsi que|as well as|así como)\s+|و\s*)?"
    r"|(?:et|and|y|e|ou|or|ainsi que|as well as|así como)\s+|و\s*)" + _LEAD,
    re.IGNORECASE,
)
_DETERMINER = (
    r"(?:l['’]|d['’]|(?:les?|la|une?|des|du|de la|ses|sa|son|leurs?|ces|cette|aux?|à la"
    r"|the|an?|its|their|his|her|el|los|las|una?|sus?|del)\s)"
)
# What leads to the next member of a series of things, each with an article.
_JOINT = re.compile(
    rf"(?:,?\s(?P<last>et|and|y|e|ainsi que|as well as|así como)\s|,\s)(?={_DETERMINER})", re.IGNORECASE
)
_MEMBER_ENDS = re.compile(
    rf"(?:,?\s(?:et|and|y|e|ainsi que|as well as|así como)\s|,\s)(?={_DETERMINER})|[,;:.()«»“”\"](?=\s|$)"
    r"|\s(?=(?:qui|que|dont|où|est|sont|a|ont|était|étaient|sera|seront|who|which|that|is|are|was|were|has|have"
    r"|es|son|fue|fueron)\s)",
    re.IGNORECASE,
)
_MEMBERS, _SERIES, _LONGEST = 8, 320, 125  # members after the first; characters of all, of one
_AND = re.compile(r"\b(?:et|and|y|e|ou|or|ainsi que|as well as|así como)\s|\sو", re.IGNORECASE)
_EDGE = ' \t\r\n,;:.!?…«»“”"()،؟'
_SHORT = 25  # characters: a cause or a manner is hardly said in less


def shaped(question: Question, sentence: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The places in ``sentence`` of what answers, from the span that a reader found: one, or a list's.

    None where that is the whole sentence.
    """
    if start == 0 and end == len(sentence):
        return ()
    start, end = trimmed(sentence, start, end)
    if question.many:
        return _list(sentence, start, end) or (_series(sentence, start, end),)
    if question.kind in ("reason", "manner") and end - start < _SHORT:
        return (_clause(sentence, start, end),)
    return ((start, end),)


def trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Without the marks and white space at its edges; a bracket that closes what it opens stays."""
    while start < end and sentence[start] in _EDGE:
        start += 1
    while end > start and sentence[end - 1] in _EDGE and not _closes(sentence, start, end):
        end -= 1
    return start, end


def _closes(sentence: str, start: int, end: int) -> bool:
    text = sentence[start:end]
    pair = {")": "(", "»": "«", "”": "“"}.get(text[-1])
    return pair is not None and pair in text


def _list(sentence: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The names that stand in one list with the span, if they are several."""
    runs: list[list[tuple[int, int]]] = []
    for name in find_names(sentence):
        if runs and _BETWEEN.fullmatch(sentence[runs[-1][-1][1] : name.start]):
            runs[-1].append((name.start, name.end))
        else:
            runs.append([(name.start, name.end)])
    for run in runs:
        if len(run) == 2 and not _AND.search(sentence[run[0][1] : run[1][0]]):
            continue  # *Founded by Norway, the League …*: two names beside each other are no list
        led_to = re.fullmatch(_LEAD, sentence[start : max(start, run[0][0])], re.IGNORECASE)
        if len(run) > 1 and led_to and run[0][0] < end and start < run[-1][1]:
            return tuple(run)
    return ()


def _series(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The span grown to the end of a series of things that it begins: *les ports, la pêche* and what comes
    after, each with its article, up to what *et* leads to."""
    last, final = end, False
    at = _rest(sentence, end)
    names = sum(len(name.text) for name in find_names(sentence[start:end]))
    if 2 * names > end - start:  # *les États-Unis, la Coalition reste …*: names stand in lists of names
        return start, end
    for _ in range(_MEMBERS):
        joint = _JOINT.match(sentence, at)
        if joint is None:
            break
        at = _rest(sentence, joint.end())
        if at - joint.end() > _LONGEST:
            return start, end
        last = at
        final = final or joint["last"] is not None
    return trimmed(sentence, start, last) if final and last - start <= _SERIES else (start, end)


def _rest(sentence: str, at: int) -> int:
    """Where the member of a series that goes on at ``at`` ends."""
    found = _MEMBER_ENDS.search(sentence, at)
    return found.start() if found else len(sentence)


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The span grown to the commas, dashes or ends around it."""
    before = max((m.end() for m in re.finditer(r"[,;:(–—]\s", sentence[:start])), default=0)
    after = re.search(r"[,;:)–—](?=\s|$)|\.$", sentence[end:])
    return trimmed(sentence, before, end + after.start() if after else len(sentence))
