"""What is left of a clause once the answer is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from train.news_clauses import BEFORE_INFINITIVE, LOOSE, PREPOSITIONS, STOPS, Clause
from train.news_verbs import INFINITIVE, Token
from train.news_words import Words

_AFTER_DATE = frozenset("prochain dernier matin soir après-midi midi".split())
_MARKS = frozenset(',;:"«»)–-…!?/')


_WHOLE = frozenset(
    "débuté commencé démissionné explosé eu disparu abdiqué reculé augmenté baissé "
    "progressé fermé rouvert débutera commencera".split()
)


_LATE_PARTICIPLE = re.compile(
    r"[a-zà-ÿœ]{2,}(?:é|ée|és|ées|ise|ises|ite|ites|uit|uite|erte|ertes|ue|ues|us|ie|ies)$"
)


def gap_is_plain(clause: Clause, at: int) -> bool:
    """Whether what stands at token ``at`` goes with the main verb: nothing between could take it instead."""
    tokens, end = clause.tokens, clause.verb[1]
    if at - end > 12:
        return False
    for i in range(end, at):
        low, before = tokens[i].low, tokens[i - 1].low
        if low in STOPS or low in ("que", "qu'", "depuis", "début", ":", ";", '"', "«", "»", "(", ")", "-"):
            return False
        if INFINITIVE.match(low) and before in BEFORE_INFINITIVE:
            return False
        if (
            i > end
            and _LATE_PARTICIPLE.match(low)
            and before not in LOOSE
            and low not in ("société", "santé", "été")
        ):
            return False
        if low == "," and i != at - 1:
            return False
    return True


def rest_of(
    clause: Clause, words: Words, drop: Sequence[tuple[int, int]], rest_end: int | None = None
) -> str | None:
    """The words after the verb up to the clause's end, without the tokens of ``drop``.

    None where they can't be cut off without a loss.
    An empty string where the verb stands alone.
    """
    tokens = clause.tokens
    kept: list[int] = []
    i = clause.verb[1]
    stop = len(tokens) - 1 if rest_end is None else rest_end
    embedded = False
    while i < stop:
        gone = next((b for a, b in drop if a <= i < b), 0)
        if gone:
            paired = tokens[i - 1].text == ","
            i = gone
            while i < stop and tokens[i].low in _AFTER_DATE:
                i += 1
            if i < stop and tokens[i].text == ",":
                if not paired and i + 1 < stop and tokens[i + 1].low not in PREPOSITIONS:
                    break
                i += 1
            continue
        low = tokens[i].low
        if low == "," and any(a == i + 1 for a, _ in drop):
            i += 1
            continue
        if low in ("que", "qu'"):
            if embedded or kept:
                return None
            embedded = True
        if low == "(":
            shut = next((j for j in range(i, min(i + 14, stop)) if tokens[j].text == ")"), 0)
            if not shut:
                break
            i = shut + 1
            continue
        if low in STOPS and not tokens[i].text[0].isupper() or low in _MARKS:
            if low in ('"', "«", ":", "»", "comme", "si", "combien", "pourquoi", "comment"):
                return None  # what is left would miss its object
            break
        if low == "et" and (
            i + 1 >= stop
            or tokens[i + 1].low in words.finite
            or tokens[i + 1].low in ("s'", "se", "n'", "ne")
        ):
            break
        if low == "en" and i + 1 < stop and tokens[i + 1].low.endswith("ant"):
            break
        if (
            low in words.unresolved
            and not tokens[i].text[0].isupper()
            and low not in ("son", "sa", "ses", "leur", "leurs", "autre", "autres")
        ):
            if low in ("dernier", "dernière") and kept:
                kept.append(i)
                i += 1
                continue
            return None
        if low == "ainsi" and tokens[i + 1].low in ("que", "qu'"):
            break
        if low not in words.droppable:
            kept.append(i)
        i += 1
    if embedded and kept and tokens[kept[-1]].low in words.finite:
        return None
    if embedded and not any(tokens[n].low in words.finite and tokens[n - 1].low not in LOOSE for n in kept):
        return None
    bare = tokens[clause.finite].low in words.avoir and tokens[clause.finite + 1].low != "été"
    if not kept and (bare or not clause.compound) and tokens[clause.verb[1] - 1].low not in _WHOLE:
        return None
    if len(kept) > 17:
        if embedded:
            return None
        cut = next(
            (
                n
                for n in range(17, 6, -1)
                if tokens[kept[n]].low
                in ("pour", "dans", "à", "en", "sur", "avec", "contre", "lors", "par", "au")
            ),
            0,
        )
        kept = kept[:cut]
        if not cut:
            return None
    if kept and (
        tokens[kept[-1]].low
        in (
            "pas",
            "ne",
            "n'",
            "se",
            "s'",
            "présence",
            "raison",
            "cas",
            "cours",
            "compris",
            "partir",
            "face",
            "peu",
            "plusieurs",
        )
        or _cut_short(tokens, kept)
    ):
        return None
    while kept and tokens[kept[-1]].low in LOOSE:
        if tokens[kept[-1]].low not in ("et", "plus", "près", "très", "lors"):
            return None
        kept.pop()
    return join(clause.text, [tokens[n] for n in kept])


def _cut_short(tokens: Sequence[Token], kept: Sequence[int]) -> bool:
    """Whether the last word is an infinitive that may have lost its object."""
    last = tokens[kept[-1]].low
    cut = kept[-1] + 1 < len(tokens) and tokens[kept[-1] + 1].low in LOOSE
    return (
        cut
        and bool(INFINITIVE.match(last))
        and len(kept) > 1
        and tokens[kept[-1] - 1].low in BEFORE_INFINITIVE
    )


def join(text: str, tokens: Sequence[Token]) -> str:
    """The tokens as they stood, one space where something was taken out between them."""
    parts: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and (token.start > before.end):
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def pronoun(clause: Clause) -> str | None:
    """The pronoun of an inversion; None where the subject's gender is not known."""
    if not clause.gender:
        return None
    return {"m": "il", "f": "elle"}[clause.gender] + ("s" if clause.plural else "")


def verb_text(clause: Clause, words: Words, inverted: str | None = None) -> str:
    """The verb, with a pronoun put after its finite form where ``inverted`` gives one."""
    tokens = [t for i, t in enumerate(clause.tokens[: clause.verb[1]]) if i >= clause.verb[0]]
    finite = clause.tokens[clause.finite].text
    kept = [t for t in tokens if t.low not in words.droppable]
    said = join(clause.text, kept)
    if inverted is None:
        return said
    link = "-t-" if finite[-1] in "aeéè" and not finite.endswith("ent") else "-"
    before = join(clause.text, [t for t in kept if t.start <= clause.tokens[clause.finite].start])
    after = said[len(before) :]
    return before + link + inverted + after
