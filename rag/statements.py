"""What was said, when a follow-up only points to it: *qui l'a dit ?*, *when did he say that?*"""

from __future__ import annotations

import re

from rag.noun_phrases import aligned
from rag.question import Question
from rag.turns import Turn

_WORDS = 4  # a shorter answer is no statement
_WHO = {
    "fr": r"(?:qui (?:l'a|a|l'avait) (?:dit|declare|affirme)(?: (?:ca|cela))?|qui dit (?:ca|cela)"
    r"|(?:selon|d'apres) qui|qui (?:a dit|dit) une telle chose|de qui est (?:cette phrase|cette citation))",
    "en": r"(?:who (?:said|says|claims|claimed|stated) (?:so|that|it|this)|says who|according to whom?)",
    "es": r"(?:quien (?:lo dijo|dijo eso|dijo esto|lo ha dicho|lo dice|lo afirmo)|segun quien)",
    "ar": r"(?:من (?:الذي )?قال (?:ذلك|هذا|هذه)|من (?:الذي )?قالها|من قاله|بحسب من)",
}
_SAID = {
    "fr": "Qui a dit que « {} »",
    "en": "Who said that “{}”",
    "es": "¿Quién dijo que «{}»",
    "ar": "من قال إن «{}»",
}
_WHEN = {
    "fr": r"(quand|ou|pourquoi|a qui|comment|quel jour|en quelle annee)"
    r" (?:l'(?:a|avait)-t-(?:il|elle|on)|l'ont-(?:ils|elles)|a-t-(?:il|elle|on)"
    r"|est-ce qu'(?:il|elle) (?:l')?a)"
    r" (?:dit|declare|affirme)(?: (?:ca|cela))?",
    "en": r"(when|where|why|to whom|what (?:year|day)) did (?:he|she|they|it)"
    r" (?:say|state|claim) (?:so|that|it|this)",
    "es": r"(cuando|donde|por que|a quien) (?:lo (?:dijo|declaro|afirmo|ha dicho)|dijo (?:eso|esto))",
    "ar": r"(متي|اين|لماذا|لمن) قال(?:ت)? (?:ذلك|هذا)",
}


def whose(body: Question, last: Turn) -> str | None:
    """*Qui l'a dit ?* with what was said, where the last answer is a statement."""
    if last.refused or not last.short or not _is(_WHO, body):
        return None
    said = last.short.strip(" «»“”\"'.")
    return _SAID[body.language].format(said) if len(said.split()) >= _WORDS else None


def when_said(body: Question) -> str | None:
    """The interrogative of *quand l'a-t-il dit ?*, which asks of all that the last question said."""
    found = _is(_WHEN, body)
    return body.text[found.start(1) : found.end(1)] if found else None


def _is(patterns: dict[str, str], body: Question) -> re.Match[str] | None:
    folded = aligned(body.text)
    start = len(folded) - len(folded.lstrip(" ¿"))
    return re.compile(patterns[body.language]).fullmatch(folded, start, len(folded.rstrip(" ?؟.!")))
