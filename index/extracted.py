"""Web pages, PDFs and Word documents: the text that is extracted from them is what is kept and cited."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.dates import parse_published, published_or_notice
from index.decoding import decode
from index.draft import Draft
from index.errors import UnreadableFile
from index.plain import first_line_title

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w-]{1,40})""", re.I
)
_META_DATES = (  # names under which pages give their own date, the surest first
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time",
    "parsely-pub-date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "citation_date",
    "publication_date", "publish-date", "publishdate", "pubdate", "date",
)  # fmt: skip
_DAMAGED_PDF = (KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError, ArithmeticError)
_UNPACKED = 20  # a document may unpack to this many times the size limit


def read_html(data: bytes, name: str) -> Draft:
    """A web page: the article's text, one paragraph a line, with the title before it."""
    import trafilatura

    declared = _CHARSET.search(data[:2048])
    page, _, notices = decode(data, name, declared[1].decode("ascii") if declared else None)
    tree = trafilatura.load_html(page)
    published, more = _page_date(tree) if tree is not None else (None, ())
    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},  # its date is not used: it may be a guess
    )
    body = "" if found is None or isinstance(found, dict) else found.text or ""
    if found is None or isinstance(found, dict) or not body.strip():
        reason = "no article text was found in the page: save the page whole, or copy its text into a .txt"
        raise UnreadableFile(name, reason)
    title = " ".join((found.title or "").split()) or None
    return Draft(
        text=_with_title(title, "\n\n".join(line for line in body.splitlines() if line.strip())),
        title=title,
        published=published,
        publisher=found.sitename or None,
        url=found.url or None,
        notices=(*notices, *more),
    )


def _with_title(title: str | None, text: str) -> str:
    """The text with its title as a line of its own before it, so that it can be cited."""
    if title is None or " ".join(text[: 2 * len(title)].split()).startswith(title):
        return text
    return f"{title}\n\n{text}"


def _page_date(tree: Any) -> tuple[str | None, tuple[str, ...]]:
    """The date of publication that a page gives explicitly; nothing is read out of its text or address."""
    given: list[str] = []
    names: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            names.setdefault((meta.get(attribute) or "").lower(), meta.get("content") or "")
    given += [names[key] for key in _META_DATES if names.get(key)]
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            given += _linked_dates(json.loads(script.text or ""))
        except (ValueError, RecursionError):
            continue
    given += [
        value.get("datetime") or value.get("content") or ""
        for value in tree.xpath(
            '//time[@pubdate or @itemprop="datePublished"]|//*[@itemprop="datePublished"]'
        )
    ]
    given = [
        re.sub(r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3", value.strip()) for value in given if value.strip()
    ]
    for value in given:
        if published := parse_published(value):
            return published, ()
    return published_or_notice(given[0]) if given else (None, ())


def _linked_dates(data: Any) -> Iterator[str]:
    """The ``datePublished`` of the articles in a page's linked data."""
    if isinstance(data, list):
        for item in data:
            yield from _linked_dates(item)
    elif isinstance(data, dict):
        kinds = data.get("@type") or ""
        date = data.get("datePublished")
        if isinstance(date, str) and re.search(r"Article|Posting|Report|WebPage", str(kinds)):
            yield date
        yield from _linked_dates(data.get("@graph") or data.get("mainEntity") or [])


def read_pdf(data: bytes, name: str) -> Draft:
    """A PDF with a text layer: the pages' texts one after the other, and where each starts."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    damaged = (PyPdfError, *_DAMAGED_PDF, RecursionError, zlib.error, OSError, NotImplementedError)
    locked = "it is encrypted: save a copy without a password and index that"
    texts: list[str] = []
    silent: list[int] = []
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise UnreadableFile(name, locked)
        for number, page in enumerate(reader.pages, 1):
            try:
                text = page.extract_text()
            except damaged:
                text = ""
            texts.append(_clean(text).strip())  # no blank line between pages: a sentence may run over
            if not texts[-1]:
                silent.append(number)
        stated = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise UnreadableFile(name, locked) from error
    except damaged as error:
        raise UnreadableFile(name, "it is a damaged PDF, or none: open it, print it to a new PDF") from error
    if not any(char.isalpha() for text in texts for char in text):
        reason = "it has no text layer: run OCR on it first, for example with ocrmypdf"
        raise UnreadableFile(name, reason)
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    whole = "\n".join(texts)
    named = ", ".join(map(str, silent[:10])) + (" …" if len(silent) > 10 else "")
    return Draft(
        text=whole,
        title=_stated_title(stated, whole) or first_line_title(whole),
        pages=tuple(starts),
        masked=tuple(_running_lines(texts, starts)),
        notices=(f"no text could be read from page {named}: run OCR on it",) if silent else (),
    )


def _stated_title(stated: object, text: str) -> str | None:
    """A PDF's own title, where the text begins with it: programs often put a file name there."""
    title = " ".join(stated.split()) if isinstance(stated, str) else ""
    return title if len(title) > 3 and title in " ".join(text[:1500].split()) else None


def _running_lines(texts: list[str], starts: list[int]) -> Iterator[tuple[int, int]]:
    """Heads and feet: first and last lines that most of three or more pages share, figures apart."""
    edges = []
    for text, start in zip(texts, starts, strict=True):
        lines = [line for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
        for line in {match.start(): match for match in (*lines[:1], *lines[-1:])}.values():
            edges.append((re.sub(r"\d+", "0", line[0].strip()), start + line.start(), start + line.end()))
    counts = Counter(words for words, _, _ in edges)
    for words, start, end in edges:
        if counts[words] >= 3 and counts[words] * 2 > len(texts) and len(words) <= 160:
            yield start, end


def _clean(text: str) -> str:
    """Without what no database keeps: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_docx(data: bytes, name: str, max_bytes: int) -> Draft:
    """A Word document: its paragraphs and table rows in order, with its title before them."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError  # type: ignore[import-untyped,unused-ignore]

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "it has a password or is of the old .doc kind: save it as a .docx without a password"
        raise UnreadableFile(name, reason)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED * max_bytes:
                raise UnreadableFile(name, "it unpacks to far more than the size limit: it is not opened")
        document = docx.Document(io.BytesIO(data))
        blocks: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                blocks += [" | ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows]
            else:
                blocks.append(block.text)
        stated = document.core_properties.title
    except (zipfile.BadZipFile, OpcError, LxmlError, zlib.error, EOFError, *_DAMAGED_PDF) as error:
        reason = "it isn't a Word document, or a damaged one: open it and save it as .docx again"
        raise UnreadableFile(name, reason) from error
    text = _clean("\n\n".join(block.strip() for block in blocks if block.strip()))
    if not text:
        raise UnreadableFile(name, "it holds no text: put the article's text in it or remove it")
    title = " ".join(stated.split()) or None
    return Draft(text=_with_title(title, text), title=title or first_line_title(text))
