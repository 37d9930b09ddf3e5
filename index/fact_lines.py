"""The facts of a text in the form that ``dossier facts`` writes them."""

from __future__ import annotations

from typing import Any

from index.dates import parse_published
from index.errors import UsageError
from index.facts import Fact, find_facts
from index.names import Name, find_names


def facts_of(text: str, language: str | None = None, published: str | None = None) -> list[dict[str, Any]]:
    """Dates, numbers and names of ``text`` in order of ``start``, each as a JSON object.

    ``language`` is guessed where it isn't given; ``published`` (ISO: day, month or year) is what dates
    that hang on the article's own are read against. "Article 51" and the like are no numbers here.
    """
    facts = find_facts(text, language, published)
    found = [_date(f) if f.kind == "date" else _number(f) for f in facts if not f.label]
    taken = [f for f in facts if f.kind == "date"]
    names = [n for n in find_names(text, language) if not n.demonym]
    found += [_name(n) for n in names if not any(d.start < n.end and n.start < d.end for d in taken)]
    return sorted(found, key=lambda fact: (fact["start"], fact["end"]))


def facts_line(line: dict[str, Any]) -> list[dict[str, Any]]:
    """``facts_of`` for one JSON object with "text" and, where known, "language" and "published".

    Raises UsageError where these aren't texts, or "published" is no date.
    """
    for key in ("language", "published"):
        if not isinstance(line.get(key, ""), str | None):
            raise UsageError(f"The line's {key} is {line[key]!r}: give a text or leave it out.")
    language, published = line.get("language") or None, line.get("published") or None
    if published is not None and parse_published(published) is None:
        raise UsageError(f"The line's published is {published!r}: give a date of the form 2022-05-11.")
    return facts_of(line["text"], language, published)


def _date(fact: Fact) -> dict[str, Any]:
    known = fact.first is not None and fact.last is not None
    shown: dict[str, Any] = {
        "kind": "date",
        "start": fact.start,
        "end": fact.end,
        "text": fact.text,
        "from": fact.first.isoformat() if fact.first else None,
        "to": fact.last.isoformat() if fact.last else None,
        "precision": fact.precision if known else "unresolved",
    }
    return {**shown, "note": fact.note} if fact.note else shown


def _number(fact: Fact) -> dict[str, Any]:
    value = fact.value
    if value is not None and value.is_integer():
        value = int(value)
    shown = {"value": value, "unit": fact.unit, "bound": fact.bound}
    return {"kind": "number", "start": fact.start, "end": fact.end, "text": fact.text, **shown}


def _name(name: Name) -> dict[str, Any]:
    shown = {"folded": name.folded, "what": name.kind}
    return {"kind": "name", "start": name.start, "end": name.end, "text": name.text, **shown}
