"""Text from articles, file names and questions, made inert wherever the page puts it."""

from __future__ import annotations

import re
from urllib.parse import quote

# Everything in ASCII that could mean something to HTML, Markdown, LaTeX or a template language.
_MEANINGFUL = re.compile(r"[^A-Za-z0-9 \n\t\u0080-\U0010ffff]")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # all but those that don't break
# Control characters, and the marks that make the rest of a line read in another order than it is written.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """``text`` as HTML that shows it character by character and does nothing else.

    Every ASCII sign becomes a character reference, not only HTML's own five: whatever template language
    reads it on its way reads a reference as the sign and never as markup.
    """
    seen = _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MEANINGFUL.sub(lambda sign: f"&#{ord(sign[0])};", seen)


def inert_line(text: str) -> str:
    """The same on one line; spaces that don't break stay."""
    return inert(_SPACES.sub(" ", text).strip())


def clipped(text: str, limit: int) -> str:
    """At most about ``limit`` characters of the start of ``text``, cut at a space, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip() + " …"


def clipped_left(text: str, limit: int) -> str:
    """The end of ``text``: the mirror of ``clipped``."""
    if len(text) <= limit:
        return text
    tail = text[-limit:]
    return "… " + tail[tail.find(" ") + 1 :].lstrip()


def key(id: str) -> str:
    """An article's id as an attribute can hold it, exact to the last sign; the page's script decodes it."""
    return quote(id, safe="", errors="surrogatepass")
