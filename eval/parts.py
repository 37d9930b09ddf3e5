"""What the rooms do by themselves, on labelled sentences and with no model: exact on every machine.

A run keeps one line of text per labelled thing, so that a comparison sees which one is done otherwise even
where no answer of the set changes with it. Parts:

- ``articles``: how each article of the library is read, masked, cut and headed for the encoder;
- ``filters``: what the lexicon finds for some of the questions, narrowed by language and by date;
- ``timeline``: the dated events of the articles;
- ``facts``: the dates, numbers and names found in ``sets/facts.jsonl``;
- ``grounding``: the verdict on each answer sentence of ``sets/support.jsonl``, with precision and recall;
- ``conversations``: what each follow-up of ``sets/conversations.jsonl`` is understood as;
- ``wording``: every phrase around an answer, in every language;
- ``answering``: the answers that the set's questions would get, were each read as its labels say.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

from eval.items import Item
from eval.runs import Part
from eval.stages import gold_spans
from index.errors import UsageError
from index.filters import Filters
from index.passages import cut, embedded_text
from index.sentences import sentences
from rag.answerer import answer
from rag.evidence import gather
from rag.grounding import ground, grounded
from rag.phrases import listed, phrase
from rag.question import analyse
from rag.reader import Reading
from rag.retriever import Found
from rag.values import value_at

if TYPE_CHECKING:
    from index.articles import Article
    from index.view import View

PARTS = ("articles", "filters", "timeline", "facts", "grounding", "conversations", "wording", "answering")
_DAY = date(2019, 1, 1)
_OF_A_FACT = ("kind", "from", "to", "precision", "value", "unit", "bound", "folded", "what")
_SURE = 0.9  # the probability of a reading that a person labelled
_LANGUAGES = ("fr", "en", "es", "ar", "de")  # the last has no words of its own


def measure_parts(
    names: Iterable[str],
    items: Sequence[Item],
    view: View,
    count_tokens: Callable[[Sequence[str]], list[int]],
) -> dict[str, Part]:
    """The parts of those names, in that order. Raises UsageError for a name that is none."""
    made: Mapping[str, Callable[[], Part]] = {
        "articles": lambda: articles(view, count_tokens),
        "filters": lambda: filters(items, view),
        "timeline": lambda: timeline(view),
        "facts": facts,
        "grounding": grounding,
        "conversations": conversations,
        "wording": wording,
        "answering": lambda: answering(items, view),
    }
    wanted = list(names)
    unknown = sorted(set(wanted) - set(made))
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no part that can be measured; they are {', '.join(PARTS)}.")
    return {name: made[name]() for name in wanted}


def articles(view: View, count_tokens: Callable[[Sequence[str]], list[int]]) -> Part:
    """A digest per article: language, title, date, masks, and the passages as they are embedded."""
    found, passages = {}, 0
    for row in view.articles():
        article = view.article(row.id)
        pieces = cut(article, count_tokens)
        passages += len(pieces)
        embedded = "\n".join(f"{p.start}-{p.end} {embedded_text(article, p)}" for p in pieces)
        said = [article.language, article.title, article.published, list(article.masked)]
        digest = hashlib.sha256(f"{json.dumps(said)}\n{embedded}".encode("utf-8", "surrogatepass"))
        found[row.id] = f"{article.language} {article.published} {len(pieces)} {digest.hexdigest()[:12]}"
    return {"measures": {"articles": len(found), "passages": passages}, "items": found}


def filters(items: Sequence[Item], view: View) -> Part:
    """The passages that the words of every tenth question find among the articles that pass a filter."""
    narrowed = {code: Filters(languages=(code,)) for code in view.languages}
    narrowed |= {f"since {_DAY}": Filters(since=_DAY), f"until {_DAY}": Filters(until=_DAY)}
    found = {}
    for item in items[::10]:
        for name, one in narrowed.items():
            ids = [id for id, _ in view.by_words(item.question, 10, one)]
            digest = hashlib.sha256("\n".join(ids).encode("utf-8", "surrogatepass")).hexdigest()[:8]
            found[f"{item.id} {name}"] = f"{len(ids)} {digest}"
    return {"measures": {}, "items": found}


def timeline(view: View) -> Part:
    """Each event: its day as said, whether it was announced, and the sentences that tell of it."""
    from rag.timeline import timeline as events_of

    events = events_of(view, None).events
    found = {}
    for event in events:
        places = sorted(f"{c.article}#{c.start}" for c in event.citations)
        found[f"{event.said} {places[0]}"] = f"{event.announced} {len(places)} {event.text[:60]}"
    return {"measures": {"events": len(events)}, "items": found}


def facts() -> Part:
    """What is found in each labelled sentence; precision, recall and F1 by kind of fact."""
    from eval.facts import KINDS, measure, read_labels
    from index.fact_lines import facts_of

    rows = read_labels()
    scores = measure(rows).scores
    measures = {}
    for kind in KINDS:
        score = scores[kind, "all"]
        for name in ("precision", "recall", "f1"):
            measures[f"{kind} {name}"] = round(getattr(score, name), 6)
    return {
        "measures": measures,
        "items": {
            row["id"]: "; ".join(map(_fact, facts_of(row["text"], row.get("language"), row.get("published"))))
            for row in rows
        },
    }


def _fact(fact: Mapping[str, Any]) -> str:
    said = [str(fact[name]) for name in _OF_A_FACT if fact.get(name) is not None]
    return f"{fact['text']} ({fact['start']}) {' '.join(said)}"


def grounding() -> Part:
    """The verdict on each labelled sentence. Precision: supported, of those that are kept; recall: kept, of
    those that are supported; specificity: struck, of those that aren't."""
    from eval.support import labelled

    rows = labelled()
    verdicts, kept = {}, {}
    for row in rows:
        judged = ground(row.answer, row.cited).sentences
        kept[row.id] = bool(judged) and all(sentence.supported for sentence in judged)
        verdicts[row.id] = "; ".join(
            "holds" if s.supported else " ".join([str(s.reason), *s.missing]) for s in judged
        )
    true = [kept[row.id] for row in rows if row.supported]
    false = [kept[row.id] for row in rows if not row.supported]
    return {
        "measures": {
            "precision": round(sum(true) / max(sum(true) + sum(false), 1), 6),
            "recall": round(sum(true) / max(len(true), 1), 6),
            "specificity": round(1 - sum(false) / max(len(false), 1), 6),
        },
        "items": verdicts,
    }


def conversations() -> Part:
    """What each labelled follow-up is understood as, the turns before it answered by their labels."""
    from eval.conversations import DEFAULT_SET, compare, read_lines

    found = compare(read_lines(DEFAULT_SET))
    return {
        "measures": {"agree": round(sum(one.agrees for one in found) / len(found), 6)},
        "items": {one.line.id: one.understood for one in found},
    }


def wording() -> Part:
    """Each phrase of ``prompts/answers.toml`` with its places filled in, and lists of three.

    A phrase is known by what it says, so that its name may change.
    """
    templates = tomllib.loads((files("prompts") / "answers.toml").read_text("utf-8"))["en"]
    names = {name: _places(template) for name, template in templates.items() if isinstance(template, str)}
    said = {
        f"{code}: {phrase(name, code, **dict.fromkeys(places, 7))}": "said"
        for code in _LANGUAGES
        for name, places in names.items()
    }
    said |= {f"{code}: {listed(['A', 'B', 'C'], code)}": "said" for code in _LANGUAGES}
    return {"measures": {"phrases": len(names)}, "items": said}


def _places(template: str) -> list[str]:
    """The names of what is filled in."""
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def answering(items: Sequence[Item], view: View) -> Part:
    """The answer that weighing, templates and grounding give where every gold sentence is read as labelled.

    The span is the longest accepted answer that stands in the sentence, or the whole sentence.
    """
    found = {}
    for item in items:
        if item.sentences:
            known = {id: view.article(id) for id in item.articles}
            found[item.id] = _answered(item, known)
    return {"measures": {"answers": len(found)}, "items": found}


def _answered(item: Item, known: dict[str, Article]) -> str:
    question = analyse(item.rewrite or item.question, item.language)
    found, readings = [], []
    for id, start, end in gold_spans(item, {id: article.text for id, article in known.items()}):
        article = known[id]
        text = article.text[start:end]
        first, last = _labelled(text, item.answers)
        a, b = next(((a, b) for a, b in sentences(text) if a <= first < b), (0, len(text)))
        value = value_at(
            question, text[a:b], article.language, article.published, first - a, min(last, b) - a
        )
        found.append(Found(f"{id}#{start}-{end}", id, start, end, text, 0.0, None, None, None))
        readings.append(Reading(_SURE, _SURE, first, last, text[first:last], value))
    evidence = gather(question, found, readings, [_SURE] * len(found), known)
    said = grounded(answer(question, item.question, evidence, asked_of=""))
    cited = ", ".join(f"{c.article}#{c.start}-{c.end}" for c in said.citations)
    return " | ".join([said.text, said.short or "", cited, *said.notices])


def _labelled(sentence: str, answers: Sequence[str]) -> tuple[int, int]:
    folded = sentence.casefold()
    for said in sorted(answers, key=len, reverse=True):
        at = folded.find(said.casefold())
        if at >= 0 and len(folded) == len(sentence):
            return at, at + len(said)
    return 0, len(sentence)
