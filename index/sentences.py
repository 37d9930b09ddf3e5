"""A text becomes paragraphs and whole sentences, as offsets into the unaltered text.

Rules, not a model: they must be fast, say the same on every machine and never move a character.
Written for French, English, Spanish and Arabic press text, with or without a space after the full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.abbreviations import ends_sentence

_NEWLINE = r"(?:\r\n|\r(?!\n)|[\n\v\f\x85\u2028\u2029])"
_LINE_END = re.compile(_NEWLINE)
_BLANK = re.compile(rf"{_NEWLINE}(?:[^\S\n\r\v\f\x85\u2028\u2029]*{_NEWLINE})+")

_FINAL = ".!?…؟۔。！？"
_WIDE = "。！？"  # end a sentence whatever follows
_STOP = re.compile(rf"(?<![{_FINAL}])[{_FINAL}]++(?![a-z,;])")
_CLOSERS = "»”’›)]"
_OPENERS = "«“‘‹\"'’([¿¡+"
_DASHES = "-–—"
_BULLETS = "•►▶♦▪●■◆‣·*"
_BULLET_LINE = re.compile(rf"(?:[{_DASHES}{_BULLETS}]\s|\d{{1,2}}[.)]\s)")
# "- Vieux routier -Mais": agencies set sub-headings between dashes, in the run of the text.
_SUBHEADING = re.compile(
    rf"[{_DASHES}]\s?(?=\S)(?:[^.\n]|\.(?=\d)){{1,100}}?(?<=[\s\"»”'’?!])[{_DASHES}](?=\s?[\"«“'A-ZÀ-Ý\d])"
)
_TOKEN = re.compile(r"(?:\bp\. )?[\w.°º§-]*\Z")
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"[\w.+-]{1,40}@")
_REMEMBERED = 20_000  # characters of a text whose sentences are remembered, at most
_DOMAINS = frozenset(("NET", "COM", "ORG", "FR", "JS", "EU"))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs: what blank lines separate, stripped of outer white space."""
    edges = [0, *(edge for blank in _BLANK.finditer(text) for edge in blank.span()), len(text)]
    spans = (_strip(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [(a, b) for a, b in spans if a < b]


def sentences(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Offsets of the sentences, in order, without overlap or outer white space.

    Together they cover all that is neither white space nor in ``masked``. None spans a blank line.
    """
    if masked or len(text) > _REMEMBERED:
        return _found(text, masked)
    return list(_remembered(text))


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Where the sentence that ``text[at]`` stands in begins and ends; ``(0, 0)`` where it is in none."""
    return next(((start, end) for start, end in sentences(text) if start <= at < end), (0, 0))


def sentence_before(text: str, at: int) -> str:
    """The last sentence that ends at ``at`` or earlier; empty where there is none."""
    return next((text[start:end] for start, end in reversed(sentences(text)) if end <= at), "")


@lru_cache(maxsize=2048)
def _remembered(text: str) -> tuple[tuple[int, int], ...]:
    """A question looks at the sentences of the same passage again and again."""
    return tuple(_found(text, ()))


def _found(text: str, masked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begin, end in _blocks(text, masked):
        for first, last in _segments(text, begin, end):
            found.extend(_Segment(text, first, last).sentences())
    return found


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _blocks(text: str, masked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs without what is masked."""
    holes = sorted((a, b) for a, b in masked if a < b)
    at = 0
    for begin, end in paragraphs(text):
        while at < len(holes) and holes[at][1] <= begin:
            at += 1
        near = at
        while near < len(holes) and holes[near][0] < end:
            if begin < holes[near][0]:
                yield _strip(text, begin, holes[near][0])
            begin = max(begin, holes[near][1])
            near += 1
        if begin < end:
            yield _strip(text, begin, end)


def _segments(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph cut where the end of a line is meant; ends that only wrap the text are kept inside."""
    edges = [begin, *(edge for line in _LINE_END.finditer(text, begin, end) for edge in line.span()), end]
    lines = [_strip(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    lines = [(a, b) for a, b in lines if a < b]
    if len(lines) < 2:
        yield from lines
        return
    wrap = _wrap_width(text, lines)
    start = lines[0][0]
    for (a, b), (c, d) in zip(lines, lines[1:], strict=False):
        wrapped = bool(wrap) and _full(text, (a, b), (c, d), wrap)
        if wrapped or (_continues(text, b, c, d) and not _BULLET_LINE.match(text, c)):
            continue
        yield start, b
        start = c
    yield start, lines[-1][1]


def _continues(text: str, end: int, start: int, stop: int) -> bool:
    """Whether the line that starts at ``start`` goes on with the one that ends at ``end``."""
    at = _skip(text, start, stop, _OPENERS)
    return text[end - 1] in ",(«“" or (at < stop and text[at].islower())


def _full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word had no room left on this line, so that the line had to end."""
    word = text.find(" ", after[0], after[1])
    return line[1] - line[0] + 1 + ((word if word > 0 else after[1]) - after[0]) > 0.9 * width


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The width that a paragraph is hard-wrapped at, or 0 where it isn't."""
    width = max(b - a for a, b in lines)
    if not 40 <= width <= 140 or len(lines) < 3:
        return 0
    open_ends = [
        (line, after)
        for line, after in zip(lines, lines[1:], strict=False)
        if text[line[1] - 1] not in _FINAL + _CLOSERS
    ]
    full = [pair for pair in open_ends if _full(text, *pair, width)]
    sure = [after for _, after in full if text[after[0]].islower() or not _cased(text[after[0]])]
    return width if sure and len(full) * 2 > len(open_ends) else 0


def _cased(char: str) -> bool:
    return char.lower() != char.upper() or not char.isalpha()


def _skip(text: str, at: int, end: int, chars: str) -> int:
    """The first place from ``at`` that is neither white space nor one of ``chars``, within a few steps."""
    for _ in range(8):
        if at >= end or not (text[at].isspace() or text[at] in chars):
            break
        at += 1
    return at


class _Segment:
    """Lines that run on, ``text[begin:end]``, and where its sentences end."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text, self.begin, self.end = text, begin, end
        self.quotes_seen = begin  # straight quotes before here are counted in ``quoted``
        self.quoted = False

    def sentences(self) -> list[tuple[int, int]]:
        text, cuts, start = self.text, [self.begin], self.begin
        lead = _SUBHEADING.match(text, self.begin, self.end)
        if lead:
            start = lead.end()
            cuts.append(start)
        for stop in _STOP.finditer(text, self.begin, self.end):
            if stop.start() < start:
                continue
            cut = self._cut(start, stop.start(), stop.end())
            if not cut:
                continue
            cuts.append(cut)
            start = cut
            lead = _SUBHEADING.match(text, cut, self.end)
            if lead:
                start = lead.end()
                cuts.append(start)
        found: list[tuple[int, int]] = []
        for a, b in zip(cuts, [*cuts[1:], self.end], strict=True):
            a, b = _strip(text, a, b)
            if a == b:
                continue
            if found and not _WORD.search(text, a, b):  # marks alone belong to the sentence before
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return found

    def _cut(self, start: int, at: int, stop: int) -> int:
        """Where the next sentence begins if the marks ``text[at:stop]`` end this one, else 0."""
        text, end = self.text, self.end
        closed = self._close(stop)
        following = closed
        while following < end and text[following].isspace():
            following += 1
        if following >= end or not _WORD.search(text, start, at):
            return 0
        if text[at] in _WIDE or text[following] in "¿¡":
            return following
        if text[following] in _DASHES:
            initial = following == stop and text[at] == "." and self._one_letter(at)  # "J.-C."
            return following if not initial and self._dash(following) else 0
        word = _skip(text, following, end, _OPENERS + _BULLETS)
        if word >= end:
            return 0
        first = text[word]
        if first.islower() or not first.isalnum():
            return following if text[following] in _BULLETS and following > closed else 0
        if closed > stop and text[at - 1] in "([":  # an elision: (...) or […]
            return 0
        if following == stop and not self._unspaced(at, stop, first, word):
            return 0
        if text[at] != "." or stop - at > 1 or following == stop:
            return following
        return following if self._full_stop(start, at, word) else 0

    def _close(self, at: int) -> int:
        """The place after the closing quotes and brackets (and marks after these) that follow ``at``."""
        text, end = self.text, self.end
        while at < end:
            char = text[at]
            after = text[at + 1] if at + 1 < end else " "
            if char in _FINAL or (char in _CLOSERS and not (char == "’" and after.isalnum())):
                at += 1
            elif char in "\"'":
                closes = after.isspace() or not (after.isalnum() or after in _OPENERS)
                if not closes and char == '"':
                    closes = self._in_quotes(at)
                if not closes:
                    break
                at += 1
            elif char in " \u00a0\u202f" and after in "»›":
                at += 2
            else:
                break
        return at

    def _in_quotes(self, at: int) -> bool:
        """Whether a straight quote is open at ``at``: they are counted, and white space puts it right."""
        text = self.text
        while (quote := text.find('"', self.quotes_seen, at)) >= 0:
            before = text[quote - 1] if quote > self.begin else " "
            after = text[quote + 1] if quote + 1 < self.end else " "
            if before.isspace() != after.isspace():
                self.quoted = before.isspace()
            else:
                self.quoted = not self.quoted
            self.quotes_seen = quote + 1
        return self.quoted

    def _dash(self, at: int) -> bool:
        """Whether a dash after a final mark begins a sub-heading, an item or someone's speech."""
        if _SUBHEADING.match(self.text, at, self.end):
            return True
        word = _skip(self.text, at + 1, self.end, _OPENERS)
        return word < self.end and (self.text[word].isupper() or self.text[word].isdigit())

    def _unspaced(self, at: int, stop: int, first: str, word: int) -> bool:
        """Whether marks with a letter right after them end a sentence, as in ``vendredi.Le ministre``."""
        text = self.text
        before = text[at - 1]
        if text[at] == "." and self._one_letter(at):
            return False
        token_start = max(text.rfind(" ", max(self.begin, at - 100), at) + 1, self.begin, at - 100)
        token = text[token_start:at]
        if "://" in token or "www." in token or "@" in token or _MAIL.match(text, stop, self.end):
            return False
        if first.isdigit():
            figures = _WORD.match(text, word, self.end)
            long_word = token[-4:].isalpha() and token[-4:].islower()
            return long_word and figures is not None and text[figures.end() : figures.end() + 1].isspace()
        if text[at] != "." or stop - at > 1 or not before.isalnum():
            return True
        after = text[word + 1] if word + 1 < self.end else " "
        if before.isdigit():
            return after.islower() or after in "'’ "
        letters = re.split(r"[^\w]", token)[-1]
        if not ends_sentence(letters, "", ""):
            return False
        if before.isupper():
            return after.islower() or after in "'’"
        following = _WORD.match(text, word, self.end)
        return following is None or following[0] not in _DOMAINS

    def _one_letter(self, at: int) -> bool:
        """Whether a single letter stands before ``at``: an initial, or part of an abbreviation."""
        text = self.text
        return text[at - 1].isalpha() and (at - 1 == self.begin or not text[at - 2].isalnum())

    def _full_stop(self, start: int, at: int, word: int) -> bool:
        """Whether a single full stop with space after it ends a sentence."""
        text = self.text
        number = text[max(start, at - 3) : at].rpartition("(")
        if number[2].isdigit() and (number[1] or at - start <= 3):
            return False  # "1. Premier point", "(1. Division)"
        found = _TOKEN.search(text, max(start, at - 24), at)
        following = _WORD.match(text, word, self.end)
        assert found is not None
        if following is None:
            return True
        then = _skip(text, following.end(), self.end, _OPENERS)
        return ends_sentence(found[0], following[0], text[then : then + 1])
