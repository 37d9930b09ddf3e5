"""Which articles are copies of one wire story, and so one source and not several.

Two steps. Copies print the same clauses, so articles without a long clause in common are not looked at any
further. A common clause may be no more than a quotation: whether most of the shorter article stands in the
longer one is estimated by MinHash (Broder 1997, "On the resemblance and containment of documents"), whose
sketches have one size, however long the articles are. datasketch's package imports half of SciPy with it,
about a second that most questions do not need: hence the first step, and the import within the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from index.articles import Article
from rag.question import fold_letters

if TYPE_CHECKING:
    from datasketch import MinHash

COPIED = 0.6
"""The part of the shorter article's shingles from which it is a copy.

An editor who gives a dispatch another lead, cuts its end and retouches a sentence in four keeps more than two
thirds; two accounts of one event that quote the same communiqué share a fifth. For two articles of one length
it is a Jaccard index of 0.43. The shorter one counts, so that a copy cut to its first paragraphs is found.
"""
SHINGLE = 5  # words: long enough that set phrases are few, short enough that a retouched word costs little
LEAST = 40  # shingles: in a few lines, set phrases and names would weigh too much
SKETCH = 256  # hash functions: the estimate of a Jaccard index of 0.43 has a standard error of 0.03
_CLAUSE = 8  # words of a clause that copies have in common
_CHUNK = 4096  # shingles hashed at a time, so that a report of a thousand pages takes no gigabytes

_BREAK = re.compile(r"[.,;:!?…()«»“”\"\n؟،؛–—]+")
_WORD = re.compile(r"\w+")


def sources(articles: Sequence[Article]) -> dict[str, str]:
    """For each article, by id, the first of ``articles`` that it is a copy of, or itself."""
    source: dict[str, str] = {}
    for place, article in enumerate(articles):
        copied = next((known for known in articles[:place] if same_story(known, article)), None)
        source[article.id] = source[copied.id] if copied else article.id
    return source


def same_story(one: Article, other: Article) -> bool:
    """Whether one article is a copy of the other, whole or cut; boilerplate left out."""
    if one.id == other.id:
        return True
    a, b = _body(one), _body(other)
    if a == b:
        return True
    if _clauses(a).isdisjoint(_clauses(b)):
        return False
    return contained(a, b) >= COPIED


def contained(one: str, other: str) -> float:
    """The estimated part of the shorter text's shingles that the longer one has; 0 for texts of a few lines.

    From J = shared / (a + b - shared) follows shared = J (a + b) / (1 + J).
    """
    (a, first), (b, second) = _sketch(one), _sketch(other)
    if min(a, b) < LEAST:
        return 0.0
    jaccard: float = first.jaccard(second)
    return min(1.0, jaccard * (a + b) / (1 + jaccard) / min(a, b))


def _body(article: Article) -> str:
    at, kept = 0, []
    for start, end in sorted(article.masked):
        kept.append(article.text[at:start])
        at = end
    return "\n".join([*kept, article.text[at:]])


@lru_cache(256)
def _clauses(text: str) -> frozenset[str]:
    """The long clauses, in lower case."""
    found = (" ".join(_WORD.findall(clause)) for clause in _BREAK.split(text.casefold()))
    return frozenset(clause for clause in found if clause.count(" ") >= _CLAUSE - 1)


@lru_cache(256)
def _sketch(text: str) -> tuple[int, MinHash]:
    """How many shingles a text has, and their sketch."""
    from datasketch import MinHash

    words = _WORD.findall(fold_letters(text))
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    hashes = [crc32(run.encode()) for run in runs]  # the same in every process, unlike hash()
    sketch = MinHash(num_perm=SKETCH, hashfunc=int)
    for at in range(0, len(hashes), _CHUNK):
        sketch.update_batch(hashes[at : at + _CHUNK])
    return len(hashes), sketch
