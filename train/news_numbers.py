"""Questions about how many, how much and what share."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from train.news_asker import Asker, Dated, index_of
from train.news_clauses import Clause
from train.news_names import Draft
from train.news_patterns import COUNT, PERCENT, SENTENCED, SHARE, SUM
from train.news_rest import join, rest_of, verb_text
from train.news_verbs import Token, noun_gender, verb_end_of
from train.news_words import news_words

_NOT_COUNTED = frozenset(
    "heures jours mois ans semaines années minutes fois kilomètres mètres km euros "
    "dollars pays points secondes premiers premières derniers dernières autres millions "
    "milliards degrés".split()
)


_CHANGES = re.compile(
    r"(?:augmenté|baissé|progressé|reculé|diminué|bondi|chuté|grimpé|augmente|baisse"
    r"|progresse|recule|diminue|bondit|chute|grimpe|augmentera|baissera|augmenter"
    r"|baisser)$"
)


def how_many(asker: Asker, dates: list[Dated]) -> Iterator[Draft]:
    clause, words, rng = asker.clause, asker.words, asker.rng
    tokens = clause.tokens
    after = tokens[clause.verb[1]].start
    drop_dates = [d[:2] for d in dates if d[0] >= clause.verb[1] and rng.random() < 0.4]
    if (found := PERCENT.match(clause.text, after)) and _CHANGES.search(tokens[clause.verb[1] - 1].low):
        drop = (clause.verb[1], index_of(tokens, found.end() - 1) + 1)
        rest = rest_of(clause, words, [drop, *drop_dates])
        if rest is not None:
            word = rng.choice(("De combien", "De combien", "De quel pourcentage"))
            yield Draft("number", "fr", asker.ask(word, rest), *found.span("percent"))
    if (found := COUNT.match(clause.text, after)) and found["noun"] not in _NOT_COUNTED:
        noun = found["noun"].lower()
        drop = (clause.verb[1], index_of(tokens, found.end() - 1) + 1)
        rest = rest_of(clause, words, [drop, *drop_dates]) if drop[1] < len(tokens) - 1 else ""
        auxiliary = tokens[clause.finite].low in words.avoir and clause.compound
        gender = words.counted[noun][0] if noun in words.counted else noun_gender(noun, words)
        tail = tokens[drop[1]].low if drop[1] < len(tokens) else "."
        if rest is None or auxiliary and not gender or tokens[clause.finite].low in words.etre:
            return
        if (
            tail in ("et", "ou")
            or rest
            and tail
            not in (
                "à",
                "en",
                "au",
                "dans",
                "sur",
                "pour",
                "lors",
                "par",
                "aux",
                "chez",
                "contre",
                "cette",
                "de",
                "d'",
                "du",
                ".",
            )
        ):
            return
        moved = ""
        if tail in ("de", "d'", "du"):
            moved, rest = " " + rest, ""
        combien = ("Combien d'" if noun[0] in "aeiouéêèh" else "Combien de ") + noun + moved
        question = asker.ask(combien, rest)
        if auxiliary:
            past = tokens[clause.verb[1] - 1].text
            agreed = (
                past + ("e" if gender == "f" else "") + ("" if past.endswith("s") and gender != "f" else "s")
            )
            question = re.sub(rf"\b{re.escape(past)}\b", agreed, question, count=1)
        yield Draft("number", "fr", question, *found.span("number"))


def amount(clause: Clause, rng: random.Random) -> Iterator[Draft]:
    """What someone was sentenced to, and what a sum comes to."""
    after = clause.tokens[clause.verb[1] - 1].end
    past, subject = clause.tokens[clause.verb[1] - 1].low, clause.subject_text
    if past.startswith("condamné") and (found := SENTENCED.match(clause.text, after)):
        verb = clause.slice(*clause.verb)
        asked = "À quelle amende" if "amende" in found["number"] else "À quelle peine"
        que = "qu'" if subject[0].lower() in "aeiouéèêàâîôœ" else "que "
        yield Draft(
            "number",
            "fr",
            rng.choice((f"{asked} {verb} {subject} ?", f"{asked} est-ce {que}{subject} {verb} ?")),
            *found.span("number"),
        )
    if past in ("élève", "élevait", "élèvent", "établit", "chiffre") and (
        found := SUM.match(clause.text, after)
    ):
        yield Draft(
            "number", "fr", f"À combien {clause.slice(*clause.verb)} {subject} ?", *found.span("number")
        )


def counted_subject(
    text: str, start: int, end: int, tokens: list[Token], rng: random.Random
) -> Iterator[Draft]:
    """« Plus de 2.500 voyageurs sont restés bloqués à Dax » and « 52% des Français estiment … »."""
    words = news_words()
    if tokens[0].low in words.unresolved or not any(token.text[0].isdigit() for token in tokens[:12]):
        return
    at = 0
    comma = next((i for i, t in enumerate(tokens[:9]) if t.text == ","), 0)
    if comma and re.match(
        r"(?:Au|À|A|En|Le|Selon|Dans|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)\b", tokens[0].text
    ):
        at = comma + 1
    if at >= len(tokens) - 4:
        return
    begin = tokens[at].start
    share = SHARE.match(text, begin, end)
    found = None if share else COUNT.match(text, begin, end)
    if not share and (not found or found["noun"].lower() in _NOT_COUNTED):
        return
    match = share or found
    assert match is not None
    head_end = match.end("percent") if share else match.end("noun")
    i = index_of(tokens, head_end)
    while i < min(at + 16, len(tokens) - 2):
        token = tokens[i]
        if token.low in words.finite and tokens[i - 1].low not in (
            "le",
            "la",
            "les",
            "de",
            "du",
            "d'",
            "l'",
            "à",
            "en",
            "des",
        ):
            break
        if token.text in ',";:(' or token.low in (
            "qui",
            "que",
            "dont",
            "et",
            "ne",
            "n'",
            "où",
            "supplémentaires",
        ):
            return
        i += 1
    else:
        return
    verb_end = verb_end_of(tokens, i, words)
    if not verb_end or verb_end >= len(tokens) - 1:
        return
    stop = i - 1 if tokens[i - 1].low in ("se", "s'") else i
    clause = Clause(text, tokens, (0, 0), (at, stop), (stop, verb_end), i, True, "", False)
    rest = rest_of(clause, words, [])
    if rest is None or not rest and not at:
        return
    subject = join(text, tokens[index_of(tokens, match.start("noun" if found else "of")) : stop])
    verb = verb_text(clause, words)
    if share:
        forms = (
            f"Quel pourcentage {subject} {verb} {rest} ?",
            f"Quelle proportion {subject} {verb} {rest} ?",
        )
        span = share.span("percent")
    else:
        assert found is not None
        subject = subject[0].lower() + subject[1:]
        de = "d'" if subject[0] in "aeiouéêèh" else "de "
        forms = (f"Combien {de}{subject} {verb} {rest} ?", f"Combien {de}{subject} {verb} {rest} ?")
        span = found.span("number")
    yield Draft("number", "fr", " ".join(rng.choice(forms).split()), *span)
