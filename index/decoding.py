"""Bytes become text once: the encoding is found, named, and nothing is replaced without a word."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableFile

_BOMS = (  # the longer first: a UTF-32 mark begins as a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or office document"), (b"\x1f\x8b", "a gzip archive"))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN = "àâäçéèêëîïôöœùûüÿñáíóúãõßåæøìòšžÀÂÄÇÉÈÊËÎÏÔÖŒÙÛÜÑÁÍÓÚÃÕÅÆØŠŽ€«»“”‘’–—…°º ª·¿¡§©®"
_SAVE = "open it in the program that made it and save it as UTF-8"


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and notices. ``declared`` is what the file itself says (an HTML page's charset).

    The byte order mark is left out; line ends stay as they are. Raises UnreadableFile for what isn't text.
    """
    if not data.strip():
        raise UnreadableFile(name, "it is empty: put the article's text in it or remove it")
    for mark, what in _MAGIC:
        if data.startswith(mark):
            raise UnreadableFile(name, f"it isn't text but {what}: give it the file name ending of its kind")
    text, encoding, notices = _decode(data, name, declared)
    sample = text[:20_000]
    if len(_CONTROLS.findall(sample)) * 20 > len(sample) or "\x00" in text:
        raise UnreadableFile(name, "it isn't text (it is full of control characters): remove it or rename it")
    if not text.strip():
        raise UnreadableFile(name, "it holds only white space: put the article's text in it or remove it")
    return text, encoding, notices


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, ()
            except UnicodeDecodeError as error:
                if encoding != "utf-8":
                    reason = (
                        f"it begins as {encoding.upper()} but isn't valid from byte {error.start}: {_SAVE}"
                    )
                    raise UnreadableFile(name, reason) from error
                return _damaged_utf8(data[len(mark) :], name)
    if b"\x00" in data:
        raise UnreadableFile(name, f"it isn't plain text (it holds NUL bytes): if it is a text, {_SAVE}")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    if declared and (found := _declared(data, declared)):
        return found
    if _MULTIBYTE.search(data):
        whole = sum(len(match) - 1 for match in _MULTIBYTE.findall(data))
        bad = len(re.findall(rb"[\x80-\xff]", _MULTIBYTE.sub(b"", data)))
        if whole > bad:
            return _damaged_utf8(data, name)
    return _windows_1252(data, name)


def _declared(data: bytes, declared: str) -> tuple[str, str, tuple[str, ...]] | None:
    encoding = "cp1252" if declared.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else declared
    try:
        return data.decode(encoding), codecs.lookup(encoding).name, ()
    except (LookupError, UnicodeDecodeError):
        return None


def _damaged_utf8(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """UTF-8 in which a few bytes are wrong: these become U+FFFD, and the notice says where."""
    text = data.decode("utf-8", "replace")
    count = text.count("\ufffd")
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    if count * 200 > len(text) and count > 2:
        raise UnreadableFile(
            name, f"its UTF-8 is damaged in {count} places, the first in line {line}: {_SAVE}"
        )
    places = "one place" if count == 1 else f"{count} places"
    return text, "utf-8", (f"its UTF-8 is damaged in {places} (line {line}), shown as \ufffd",)


def _windows_1252(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """The encoding of older French, Spanish and English files; taken only where it gives their letters."""
    text = data.decode("cp1252", "replace")
    high = [char for char in text if char > "\x7f"]
    western = sum(char in _WESTERN or char == "\xa0" for char in high)
    letters = sum(char.isalpha() for char in text)
    if western * 10 < len(high) * 9 or len(high) * 4 > letters:
        raise UnreadableFile(name, f"its encoding is neither UTF-8 nor Windows-1252: {_SAVE}")
    if "\ufffd" in text:
        raise UnreadableFile(name, f"it isn't UTF-8, and as Windows-1252 it has impossible bytes: {_SAVE}")
    return text, "cp1252", ("read as Windows-1252",)
