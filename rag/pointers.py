"""Words that point back (*il*, *l'a*, *y*, *that meeting*) replaced by what they point to.

The rules are in ``pronouns.toml``. A pronoun whose noun stands before it in the same question points to that,
and stays (*Combien de pays ont envoyé leur ministre ?*).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from rag.demonstratives import demonstrated
from rag.noun_phrases import NounPhrase, aligned, follow_ups, noun_phrases
from rag.question import Question, fold_letters
from rag.referents import Kind, Referent, Want, choose, hinted, translated, ungendered
from rag.substitution import agreed, formed, month_before, unsuffixed, year_of

_SLOT = 0xE000  # what was put in stands as one private-use character until the end: no rule touches it
_OWNER = re.compile(
    r"\W*(?:(?:quel(?:le)?s?|which|what|que|اي) (?!(?:est|sont|etait|is|are|was|were|es|son|did|does)\b)"
    r"|how many |combien d[e'] ?|cuant[oa]s )\w+ "
)
_FRONTED = re.compile(
    r"\W*(?:which|what|how many|whose) ([^,]+?) (?:did|does|do|is|are|was|were|has|have|had|will|can) $"
)
_TIMES = frozenset("fois time vez".split())  # *c'est la première fois qu'elle se tient ici*
_LOCATIVE = re.compile(r"(?:\b(?:à|au|aux|en|dans|in|at)|في) (?:la |l['’]|the )?$", re.IGNORECASE)
_AFTERTHOUGHT = (
    r"\b(?:quand|quoi|ou|qui|combien) (?:cette|cet|ce|ces|la|le|les|l')\b"  # *elle date de quand, …*
)
_HOSTS = re.compile(  # *quel bureau abrite-t-il ?*: a country or a body does
    r"\b(?:abrit|accueill|organis)\w*-(?:t-)?(?:il|elle)s?\b"
    r"|-(?:t-)?(?:il|elle)s? (?:abrite|accueilli|organise)\b"
    r"|\b(?:does|did|will|has) (?:it|they) (?:host|organi[sz]e)"
)
_REPRESENTED = re.compile(
    r"\b(?:(?:est|etait|fut|sera)[- ](?:t-)?(?:ils?|elles?)|a[- ](?:t-)?(?:ils?|elles?) ete) represente"
)
_FEMININE = re.compile(r"(?:ée|(?<!cr)ee|ue|ie|[st]e)s?$")  # of a participle: *fondée*, not *créé*
_SITES = frozenset(  # things that somebody may be in
    "usine ecole hopital universite lycee college aeroport gare musee prison camp base site chantier stade"
    " hotel restaurant centrale port quartier ferme magasin theatre parc laboratoire entreprise ville".split()
)
_THAT = re.compile(r"\b(?:cela|ca) (?:\w+'|se |ne |y )*[\w-]*-$")  # *cela a-t-il*: its *il* is *cela*
_WHAT = re.compile(r"\W*(?:que |qu')")
_ASKED = {"quel": "m", "quels": "m", "quelle": "f", "quelles": "f"}
_WHERE = {"event", "place", "date"}  # what *y*, *there*, *alors* stand for
_PREPOSITIONS = {"الي": "إلى", "علي": "على", "لدي": "لدى"}
_JOINED = (
    (r"\bde le (?=\w)", "du "), (r"\bde les ", "des "), (r"\bà le (?=\w)", "au "), (r"\bà les ", "aux "),
    (r"\bde el (?=\w)", "del "), (r"\ba el (?=\w)", "al "),
)  # fmt: skip


@dataclass
class Rewriting:
    """A question being rewritten: ``put`` is what stands for the private-use characters in ``text``."""

    question: Question
    text: str
    known: Sequence[Referent]
    put: list[str] = field(default_factory=list)
    used: list[Referent] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    slots: set[str] = field(default_factory=set)
    forced: Referent | None = None

    def slot(self, text: str) -> str:
        self.put.append(text)
        return chr(_SLOT + len(self.put) - 1)

    def result(self) -> str:
        text = " ".join([self.text.rstrip(" ?؟.!"), *self.tails])
        text = "".join(
            self.put[ord(c) - _SLOT] if ord(c) >= _SLOT and ord(c) - _SLOT < len(self.put) else c
            for c in text
        )
        for pattern, joined in _JOINED if self.question.language in ("fr", "es") else ():
            text = re.sub(pattern, joined, text)
        return text


def resolve(question: Question, known: Sequence[Referent]) -> Rewriting:
    """The question with what its pronouns and demonstratives point to in their place, where that is known."""
    rewriting = Rewriting(question, question.text, known)
    _dislocated(rewriting)
    for rule in _rules(question.language):
        if rule.get("slot") in rewriting.slots:
            continue
        _apply(rewriting, rule)
    return rewriting


@cache
def _rules(language: str) -> tuple[dict[str, Any], ...]:
    table = tomllib.loads((files("rag") / "pronouns.toml").read_text(encoding="utf-8"))
    return tuple({**rule, "find": re.compile(rule["find"])} for rule in table[language])


def _dislocated(rewriting: Rewriting) -> None:
    """*Et elle, qui l'accompagnait ?*: the pronoun that opens says who the next one is."""
    language = rewriting.question.language
    found = re.match(r"(elles?|lui|eux|ils?) *, *", aligned(rewriting.text)) if language == "fr" else None
    if found:
        want = _want(("person", "name", "organisation"), found[1], rewriting.question)
        rewriting.forced = choose(want, rewriting.known)
        if rewriting.forced:
            rewriting.text = rewriting.text[found.end() :]
        return
    tail = next((n for n in rewriting.question.names if n.start > 3), None)
    after = re.search(r",\s*$", rewriting.text[: tail.start]) if tail else None
    if tail and after and not rewriting.text[tail.end :].strip(" ?؟.!"):  # *où l'a-t-il rencontré, Bourita ?*
        rewriting.forced = Referent(tail.text, "person", language, 0, 0)
        rewriting.text = rewriting.text[: after.start()]


def _apply(rewriting: Rewriting, rule: dict[str, Any]) -> None:
    folded = aligned(rewriting.text)
    language = rewriting.question.language
    dummies = [m.span() for m in re.finditer(follow_ups()[language]["dummies"], folded)]
    for found in rule["find"].finditer(folded):
        groups = {k: rewriting.text[found.start(k) : found.end(k)] for k, v in found.groupdict().items() if v}
        if any(a < found.end() and found.start() < b for a, b in dummies):
            continue
        if groups.get("p") and _THAT.search(folded[: found.start("p")]):
            continue
        opens = not rewriting.text[: found.start()].strip(" ¿")
        if not _plausible(groups, rewriting.text[found.start() : found.end()], language, opens):
            continue
        referent = _referent(rewriting, rule, found, groups)
        if referent is None:
            continue
        if (
            "{at}" in (rule["put"], rule.get("tail"))
            and referent.kind == "place"
            and _moves(rewriting.question)
        ):
            rule = {**rule, "moves": True}
        put = _filled(rewriting, rule["put"], found, groups, referent, rule)
        if "shift" in rule and month_before(folded, found.start()):  # *en mayo del año siguiente*
            year = rewriting.slot(str(year_of(referent, rule)))
            put = ("de " if language == "es" else "") + year
        elif "tail" in rule:
            rewriting.tails.append(
                rewriting.slot(formed(rule["tail"][1:-1], referent, language, groups, rule))
            )
        rewriting.text = rewriting.text[: found.start()] + put + rewriting.text[found.end() :]
        rewriting.used.append(referent)
        if "slot" in rule:
            rewriting.slots.add(rule["slot"])
        return


def _plausible(groups: dict[str, str], found: str, language: str, opens: bool) -> bool:
    """A noun or verb beside a pronoun isn't written large, unless it opens the question; some Arabic words
    only end like a pronoun."""
    for name in ("verb", "verbo", "noun", "said", "part"):
        if groups.get(name, "")[:1].isupper() and not opens:
            return False
    if "suffixed" in groups:
        return not found.endswith("ة") and fold_letters(found) not in _ARABIC_WORDS
    return True


_ARABIC_WORDS = frozenset("هذه وجه شبه نزيه فقه مياه تجاه اتجاه انتباه كراهيه هوله قمه مده".split())


def _referent(
    rewriting: Rewriting, rule: dict[str, Any], found: re.Match[str], groups: dict[str, str]
) -> Referent | None:
    question = rewriting.question
    if rewriting.forced and (rule.get("object") or rule.get("slot") == "subject"):
        forced, rewriting.forced = rewriting.forced, None
        return forced
    if "suffixed" in groups and sum(w.end <= found.start() for w in question.content) > 1:
        return None  # *لماذا ألغى بلينكن أسفاره*: who it is stands before
    if rule["want"] == "said":
        return demonstrated(groups["said"], fold_letters(found["said"]), rewriting.known, question.language)
    kinds = cast("tuple[Kind, ...]", tuple(rule["want"].split()))
    pronoun = next((fold_letters(groups[g]) for g in ("p", "q", "p2") if g in groups), "")
    want = _want(kinds, pronoun, question, acts=rule.get("slot") == "subject")
    if "part" in groups and _FEMININE.search(groups["part"].lower()):
        want = replace(want, gender="f")
    if not rule.get("object") and _inside(
        question, found.start(), replace(want, kinds=kinds), "{poss}" in rule["put"]
    ):
        return None
    if "{head}" in rule["put"]:
        return choose(replace(want, plural=None, gender=""), [r for r in rewriting.known if r.head])
    known = rewriting.known
    if any(u.kind in ("person", "name") for u in rewriting.used):
        known = [r for r in known if r not in rewriting.used]  # *did he meet him*: two of them
    if rule["want"] in ("event place thing", "event date place"):
        moves = rule["want"] == "event place thing" and _moves(question)
        want = replace(want, kinds=("place", "event")) if moves else replace(want, located=True)
    if pronoun == "it":  # *Costa* is somebody, *Blue Tide* a thing
        known = [r for r in known if r.kind != "name" or " " in r.text]
    if rule.get("slot") == "y" and rule.get("tail") == "{at}":
        known = [r for r in known if r.kind != "thing" or r.head in _SITES]
    if "shift" in rule:
        known = [r for r in known if r.fact and r.fact.first]
    chosen = choose(want, [ungendered(r, question.language) for r in known])
    return translated(chosen, question.language)


def _moves(question: Question) -> bool:
    motion = follow_ups()[question.language]["motion"].split()
    return any(fold_letters(w.text) in motion for w in question.words)


def _want(kinds: tuple[Kind, ...], pronoun: str, question: Question, *, acts: bool = False) -> Want:
    """What a pronoun may stand for; the words beside it put the likelier kinds first. ``acts``: it is a
    subject."""
    table = follow_ups()[question.language]["pronouns"]
    gender = next((g for g in ("f", "m") if pronoun in table[g].split()), "")
    if pronoun in {"fr": ("son", "sa"), "es": ("su", "le", "lo")}.get(question.language, ()):
        gender = ""  # *sa* is of what is owned; *lo* is also a thing said
    plural: bool | None = pronoun in table["p"].split() if pronoun else None
    if pronoun.endswith("elles"):
        gender = "f"
    if pronoun in ("leur", "les", "sus", "sa", "son", "ses", "su"):
        plural = pronoun in ("leur", "les") or None
    if pronoun in ("leurs",):
        plural = True
    likely = [k for k in hinted([w.folded for w in question.words], question.language) if k in kinds]
    if any(p.event for p in noun_phrases(question)):  # *à quelle réunion a-t-il participé ?*
        likely = [k for k in likely if k != "event"]
    if acts and question.kind == "other" and _WHAT.match(aligned(question.text)):  # *que préside-t-il ?*
        likely = [k for k in likely if k != "event"]
    if acts and _REPRESENTED.search(aligned(question.text)) or _HOSTS.search(aligned(question.text)):
        likely = [k for k in ("place", "organisation") if k in kinds]
    ordered = (*likely, *(k for k in kinds if k not in likely))
    if question.language == "en" and pronoun in ("its", "it"):
        ordered = tuple(k for k in ordered if k != "person")
    if question.language == "en" and pronoun in ("his", "her", "him", "he", "she"):
        ordered = ("person", "name")
    if likely and "person" not in likely:
        where = kinds[0] == "place" or "place" in likely or set(kinds) <= _WHERE
        ordered = tuple(k for k in ordered if k != "place" or where)
    if likely == ["organisation"]:  # *ils sont combien de membres ?*
        ordered = tuple(k for k in ordered if k not in ("person", "name"))
    bodies = question.language == "en" or pronoun == "leur"
    return Want(ordered, gender, plural, bodies=bodies, likely=len(likely), acts=acts)


def _inside(question: Question, before: int, want: Want, owned: bool) -> bool:
    """Whether the question itself says, before a place in it, what a pronoun there may stand for."""
    if want.kinds[0] == "date":
        return False
    if owned and _OWNER.match(aligned(question.text[:before])):  # *quel pays a envoyé son ministre ?*
        return True
    if question.language == "en" and not owned and (asked := _FRONTED.match(aligned(question.text[:before]))):
        return bool(re.search(r"\b(?:and|that|who|which)\b", asked[1]))  # *which office does it host?*
    for name in question.names:
        here = _LOCATIVE.search(question.text[: name.start]) is not None and "person" in want.kinds
        if name.end <= before and not here and (name.kind in want.kinds or "name" in want.kinds):
            return True
    if "thing" in want.kinds and re.search(_AFTERTHOUGHT, aligned(question.text[before:])):
        return True
    return any(
        phrase.end <= before
        and phrase.head not in _TIMES
        and not (want.gender and (gender := _ASKED.get(phrase.lead)) and gender != want.gender)
        and not _oblique(question, phrase)
        and (want.plural is None or phrase.plural == want.plural)
        and ("event" in want.kinds if phrase.event else not {"thing", "person"}.isdisjoint(want.kinds))
        for phrase in noun_phrases(question)
        if owned or not phrase.counted  # *quel âge a-t-il ?*
    )


def _oblique(question: Question, phrase: NounPhrase) -> bool:
    """Whether a phrase is asked for with a preposition and so is no subject: *à quelle réunion*."""
    if phrase.lead not in _ASKED:
        return False
    words = [w.folded for w in question.words if w.end <= phrase.start][:-1]
    return bool(words) and words[-1] in ("a", "dans", "de", "pour", "avec", "en", "sur", "contre", "par")


def _filled(
    rewriting: Rewriting,
    put: str,
    found: re.Match[str],
    groups: dict[str, str],
    referent: Referent,
    rule: dict[str, Any],
) -> str:
    language = rewriting.question.language

    def group(match: re.Match[str]) -> str:
        name = match[1]
        text = groups.get(name, "")
        if name == "part":
            return agreed(text)
        if name == "verb" and put.startswith("{"):  # *A-t-elle parlé ?*
            return text[:1].lower() + text[1:]
        if name == "prep":
            return _PREPOSITIONS.get(fold_letters(text), text)
        return unsuffixed(text, rewriting.text, found) if name == "suffixed" else text

    def slot(match: re.Match[str]) -> str:
        return rewriting.slot(formed(match[1], referent, language, groups, rule))

    return re.sub(r"\{(\w*)\}", slot, re.sub(r"\\g<(\w+)>", group, put))
