"""Whether a sentence is in a language: by its letters, and by the small words that tell languages apart."""

from __future__ import annotations

import re
import unicodedata

from index.language import detect_language
from rag.cues import guess_language

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_SCRIPT = 0.8  # the share of letters that must be of the language's own; names keep theirs
_ARABIC = 0.5
_LONG = 8  # words from which on a sentence without small words is looked at by its letters


def spoken_in(text: str, language: str) -> bool:
    """Whether ``text``, but for what it quotes, may be in ``language`` (fr, en, es or ar)."""
    own = _QUOTED.sub(" ", text)
    letters = [c for c in own if c.isalpha()]
    if not letters:
        return True
    script, least = ("ARABIC", _ARABIC) if language == "ar" else ("LATIN", _SCRIPT)
    if sum(unicodedata.name(c, "").startswith(script) for c in letters) < least * len(letters):
        return False
    guessed = guess_language(own)
    if guessed is not None or language == "ar":
        return guessed in (None, language)
    return len(own.split()) < _LONG or detect_language(own) == language
