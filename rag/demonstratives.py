"""What *cette réunion*, *that country*, *ese ministro* point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from rag import phrasing
from rag.noun_phrases import event_head
from rag.question import fold_letters
from rag.referents import Kind, Referent, Want, choose, translated


def demonstrated(written: str, noun: str, known: Sequence[Referent], language: str) -> Referent | None:
    """What *cette réunion* points to: ``noun`` is ``written`` folded. None where nothing fits."""
    head = event_head(noun, language)
    if head:
        chosen = choose(Want(("event",), head=head), known) or choose(Want(("event",)), known)
        return translated(chosen, language) or event_at(written, noun, known, language)
    named = next((r for r in known if noun in fold_letters(r.text).split()), None)
    if named:
        return translated(named, language)
    for kind, nouns in _NOUNS.items():
        if noun.removesuffix("s") in nouns.split():
            chosen = choose(Want((kind, "name")), known)
            return translated(chosen, language)
    bare = noun.removeprefix("ال")
    chosen = choose(Want(("thing", "event", "organisation"), head=bare), known)
    if chosen is None:
        chosen = next((r for r in known if bare in fold_letters(r.text).split()), None)
    return translated(chosen, language)


_NOUNS: dict[Kind, str] = {
    "place": "pay ville endroit lieu region capitale country city town place region pais ciudad lugar"
    " البلد المدينه الدوله المكان",
    "person": "ministre homme femme responsable diplomate president presidente personne"
    " minister man woman official"
    " diplomat person ministro ministra hombre mujer الوزير الرجل المسؤول الرئيس",
    "organisation": "alliance organisation institution coalition groupe comite organe organization group"
    " committee body organizacion alianza coalicion grupo comite organismo التحالف المنظمه المجموعه اللجنه",
}


def event_at(written: str, noun: str, known: Sequence[Referent], language: str) -> Referent | None:
    """*cette réunion* after *qui a rejoint l'alliance au Koweït ?*: the one at that place or time."""
    for kind in cast("tuple[Kind, ...]", ("place", "date")):
        there = choose(Want((kind,)), [r for r in known if r.located]) or choose(Want((kind,)), known)
        there = translated(there, language)
        if there:
            start = phrasing.definite(written, noun, language, False)
            if kind == "date":
                text = f"{start} {there.text}"
            else:
                placed = phrasing.at(there.text, "place", False, language)
                text = f"{start} {placed if language == 'en' else phrasing.of(there.text, language)}"
            return replace(there, text=text, kind="event", head=noun, fact=None)
    return None
