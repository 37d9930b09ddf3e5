"""What a language model is told: a file of ``prompts/`` with the evidence and the question filled in.

The evidence is a line for each sentence, numbered as in the answer, with its date and title, between two
marks. No text of an article can close them: what could be a mark, a role or a chat template's token in it is
written with other characters. That only keeps a model from being led astray easily; what it writes is held
against the evidence in any case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from rag.answer import Citation
from rag.instructions import addressed
from rag.llm import Prompt

Task = Literal["answer", "synthesis"]

NOTHING = "INSUFFICIENT"  # what a model is to write where the evidence doesn't answer
_LANGUAGES = {"fr": "French", "en": "English", "es": "Spanish", "ar": "Arabic"}
_SENTENCE, _TITLE, _QUESTION = 360, 80, 1000  # characters of each that are sent
_LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "`": "'", "{": "(", "}": ")", "|": "¦", "\\": "/"})
_ROLE = re.compile(r"(?i)\b(system|assistant|user|human)\s*:")
_NUMBERED = re.compile(r"\[\s*(/?[^\[\]\n]{0,40}?)\s*\]")
_RULES = re.compile(r"[-=#*_~]{3,}")


def prompt(task: Task, question: str, language: str, evidence: Sequence[Citation]) -> Prompt:
    """The prompt of ``task``. ``evidence``: what may be said, under its numbers, in the order to be read."""
    lines = "\n".join(_line(citation) for citation in evidence)
    mark = _mark(lines + question)
    rules, _, data = _template(task).partition("\n---\n")
    values = {
        "language": _LANGUAGES.get(language, "the language of the question"),
        "opens": f"<{mark}>",
        "closes": f"</{mark}>",
        "nothing": NOTHING,
    }
    asked = clipped(harmless(question), _QUESTION)
    return Prompt(
        rules.format(**values).strip(), data.format(evidence=lines, question=asked, **values).strip()
    )


def harmless(text: str) -> str:
    """The text on one line, without what could close a fence, speak in another role or be a mark of ours."""
    shown = "".join(" " if c.isspace() else c for c in text if c.isspace() or _seen(c))
    shown = " ".join(unicodedata.normalize("NFC", shown).translate(_LOOKALIKES).split())
    shown = _NUMBERED.sub(r"(\1)", shown)
    shown = _ROLE.sub(r"\1 -", shown)
    return _RULES.sub("—", shown)


def clipped(text: str, longest: int) -> str:
    """At most ``longest`` characters of the text, ended at a word."""
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest) if " " in text[:longest] else longest] + " …"


def _line(citation: Citation) -> str:
    told = citation.title if citation.title and not addressed(citation.title) else None
    title = f"“{clipped(harmless(told), _TITLE)}”" if told else ""
    about = ", ".join(part for part in (citation.published, title) if part)
    said = clipped(harmless(citation.quote), _SENTENCE)
    return f"[{citation.n}] ({about}) {said}" if about else f"[{citation.n}] {said}"


def _mark(data: str) -> str:
    """The name of the fence: the first that stands nowhere in what it holds.

    Mostly the same one, so that a server that keeps what it read finds a prompt's beginning again.
    """
    folded = data.casefold()
    return next(m for n in range(1, len(data) + 2) if (m := f"ARTICLES{n}").casefold() not in folded)


def _seen(char: str) -> bool:
    """Whether a character shows: not those that control, format or turn the direction of a text."""
    return unicodedata.category(char)[0] != "C"


@cache
def _template(task: Task) -> str:
    return (files("prompts") / f"{task}.md").read_text(encoding="utf-8")
