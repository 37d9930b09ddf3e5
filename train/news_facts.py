"""Questions about when, where, who, why and how many, out of the main clauses of French news sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from train.news_clauses import (
    Clause,
    Token,
    gap_is_plain,
    join,
    noun_gender,
    pronoun,
    rest_of,
    verb_end_of,
    verb_text,
)
from train.news_names import NAME, Draft, People
from train.news_words import Words, news_words

_MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_DATE = re.compile(
    rf"(?<![\w'’-])(?:"
    rf"(?P<since>[Dd]epuis) (?:le |la |l['’])?(?P<d0>(?:(?:{_DAY}) )?(?:1er|\d{{1,2}}) (?:{_MONTH})(?: \d{{4}})?|(?:{_DAY})(?: matin| soir| après-midi| midi)?(?! \d)|(?:{_MONTH})(?: \d{{4}})?|(?:19|20)\d\d|(?:\d+|un|une|deux|trois|quatre|cinq|six|plusieurs) (?:ans?|mois|semaines?|jours))"
    rf"|(?P<till>[Jj]usqu['’](?:au|en|à)) (?P<d1>(?:(?:{_DAY}) )?(?:1er|\d{{1,2}}) (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH})(?: \d{{4}})?|(?:19|20)\d\d|(?:{_DAY})(?! \d))"
    rf"|(?P<from>[ÀAà] partir (?:du|de)|[Dd]ès)(?: le)? (?P<d2>(?:(?:{_DAY}) )?(?:1er|\d{{1,2}}) (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH})(?: \d{{4}})?|(?:{_DAY})(?! \d))"
    rf"|(?P<d3>[Dd]ans la nuit (?:de |du )(?:{_DAY})(?: \d{{1,2}})? (?:à|au) (?:{_DAY})(?: \d{{1,2}} (?:{_MONTH}))?)"
    rf"|(?:[LlCc]e )?(?P<d4>(?:(?:{_DAY}|{_DAY.title()}) )?(?:1er|\d{{1,2}}) (?:{_MONTH})(?: (?:19|20)\d\d)?)"
    rf"|(?:[Cc]e )?(?P<d5>(?:{_DAY}|{_DAY.title()})(?: (?:matin|soir|après-midi|midi|dernier|prochain))?)(?! \d)"
    rf"|[Ee]n (?P<d6>(?:(?:{_MONTH}) )?(?:19|20)\d\d|(?:{_MONTH})(?: dernier| prochain)?)"
    rf"|(?P<d7>(?:[Ff]in|[Dd]ébut|mi-)[ -]?(?:{_MONTH})(?: \d{{4}})?|(?:[Ff]in|[Dd]ébut) (?:19|20)\d\d)"
    rf")(?![\w-])"
)
_BEFORE_DATE = frozenset(
    "du de d' des au le les la et ou chaque à entre un aux avant après lors jusqu' dès depuis dernier prochain en".split()
)
_CONNECTOR = re.compile(
    r"(?P<because>,? (?:car|parce qu['’]|parce que|puisque|puisqu['’]|au motif que|au motif qu['’])) ?"
    r"|(?P<due>,? (?:en raison (?:de la|de l['’]|des|du|de|d['’])|à cause (?:de la|de l['’]|des|du|de|d['’])|faute de|faute d['’]|à la suite (?:de la|de l['’]|des|du|de|d['’])|suite (?:à la|à l['’]|aux|au|à)|grâce (?:à la|à l['’]|aux|au|à))) ?"
    r"|(?P<aim>,? (?=(?:afin de|afin d['’]|pour) ?(?:(?:ne pas |s['’]|se |y |lui )?[a-zà-ÿ]{2,}(?:er|ir|oir|re)\b|(?:en |l['’]|la |les |le )[a-zà-ÿ]{2,}(?:er|ir)\b)))"
)
_NOT_INFINITIVE = re.compile(
    r"(?:afin de|pour) (?:(?:le|la|les|en) |l['’])(?:\w*(?:ier|iers)|danger|hiver|plaisir|avenir|loisir|souvenir|désir|tir|cancer|leader|cluster|soir|voir|enfer|hier)\b|(?:afin de|afin d['’]|pour) ?(?:le |la |les |l['’])(?:\w*(?:ier|mer|ministère|moire|aire|titre|centre|autre|ordre|livre|semestre|trimestre|théâtre|maire|victoire|histoire|territoire|guerre|terre|affaire)\b)|pour (?:quatre|autre|mettre fin|faire court)"
)
_NUMBER = r"(?:\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d+)?)(?: (?:millions?|milliards?))?|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille)(?! (?:cents?|mille|et un)\b)"
_BOUND = r"(?:(?:[Pp]lus de|[Mm]oins de|[Pp]rès de|[Ee]nviron|[Aa]u moins|[Qq]uelque|[Aa]utour de|[Uu]ne centaine de|[Pp]as moins de) )?"
_COUNT = re.compile(
    rf"(?P<number>{_BOUND}(?:{_NUMBER})) (?:d['’](?=[a-zé])|de )?(?!des |fois |de )(?P<noun>[a-zà-ÿœ][\w-]{{2,}}[sx])\b",
    re.IGNORECASE,
)
_COUNT_START = re.compile(_COUNT.pattern, re.IGNORECASE)
_PERCENT = re.compile(rf"de (?P<percent>{_BOUND}\d+(?:,\d+)? ?%)")
_SHARE = re.compile(rf"(?P<percent>{_BOUND}\d+(?:,\d+)? ?%) (?P<of>(?:des|de la|du|de l['’]) ?[\w'’ -]+)")
_NOT_COUNTED = frozenset(
    "heures jours mois ans semaines années minutes fois kilomètres mètres km euros dollars pays points secondes premiers premières derniers dernières autres millions milliards degrés".split()
)
_CHANGES = re.compile(
    r"(?:augmenté|baissé|progressé|reculé|diminué|bondi|chuté|grimpé|augmente|baisse|progresse|recule|diminue|bondit|chute|grimpe|augmentera|baissera|augmenter|baisser)$"
)


@dataclass(frozen=True)
class Asker:
    """Puts questions about one clause."""

    clause: Clause
    words: Words
    people: People
    rng: random.Random

    def ask(self, word: str, rest: str) -> str:
        """« Quand » and the clause as a question."""
        clause, rng = self.clause, self.rng
        subject, rest = clause.subject_text, (" " + rest if rest else "")
        verb = verb_text(clause, self.words)
        que = "qu'" if subject[0].lower() in "aeiouéèêàâîôœ" else "que "
        forms = [f"{word} est-ce {que}{subject} {verb}{rest} ?"]
        if (said := pronoun(clause)) and not (clause.person and rng.random() < 0.2):
            forms += [f"{word} {subject} {verb_text(clause, self.words, said)}{rest} ?"] * 3
        if not rest and len(subject.split()) < 8 and clause.compound:
            forms += [f"{word} {verb} {subject} ?"] * 3
        if rng.random() < 0.12:
            low = word[0].lower() + word[1:]
            opening = rng.choice(
                ("Sait-on", "Pouvez-vous me dire", "Peux-tu me dire", "Je voudrais savoir", "Dites-moi")
            )
            mark = "" if opening in ("Je voudrais savoir", "Dites-moi") else " ?"
            forms = [f"{opening} {low} {subject} {verb}{rest}{mark}"]
        return rng.choice(forms)


def clause_questions(clause: Clause, people: People, rng: random.Random) -> Iterator[Draft]:
    """The drafts that a main clause gives, in French."""
    asker = Asker(clause, news_words(), people, rng)
    dates = list(_dates(clause))
    places = list(_places_in(clause))
    yield from _when(asker, dates)
    yield from _where(asker, dates, places)
    yield from _why(asker, dates)
    yield from _who(asker, dates)
    yield from _how_many(asker, dates)
    yield from _amount(clause, rng)
    yield from _object(asker, dates)


def _index(tokens: Sequence[Token], at: int) -> int:
    return next((i for i, token in enumerate(tokens) if token.end > at), len(tokens))


def _dates(clause: Clause) -> Iterator[tuple[int, int, re.Match[str], int, int]]:
    """Token range of a date with its preposition, its match, and the answer's span."""
    tokens = list(clause.tokens)
    for found in _DATE.finditer(clause.text, tokens[0].start, tokens[-1].end):
        first, last = _index(tokens, found.start()), _index(tokens, found.end() - 1) + 1
        if first and tokens[first - 1].low in _BEFORE_DATE:
            continue
        group = next(g for g in ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7") if found[g])
        yield first, last, found, *found.span(group)


def _places_in(clause: Clause) -> Iterator[tuple[int, int, re.Match[str]]]:
    tokens = list(clause.tokens)
    for found in _place().finditer(clause.text, tokens[0].start, tokens[-1].end):
        yield _index(tokens, found.start()), _index(tokens, found.end() - 1) + 1, found


@cache
def _place() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, news_words().places), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:[àÀA]|[Ee]n|[Aa]u|[Aa]ux|[Dd]ans (?:le|la|l['’]|les)) ?(?P<place>{names})(?![\w-]| [A-ZÉ(]|-)"
    )


def _fits(clause: Clause, first: int, last: int) -> bool:
    """Whether a circumstance at ``tokens[first:last]`` is the main verb's."""
    if last <= clause.front[1]:
        return clause.front[0] == first and last == clause.front[1]
    return first >= clause.verb[1] and gap_is_plain(clause, first)


def _when(asker: Asker, dates: list[tuple[int, int, re.Match[str], int, int]]) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    for first, last, found, start, end in dates:
        if not _fits(clause, first, last):
            continue
        after = clause.tokens[last].low if last < len(clause.tokens) else "."
        if after in ("et", "au", "à", "ou", "-") or last < len(clause.tokens) and after[0].isdigit():
            continue
        rest = rest_of(clause, asker.words, [(first, last)])
        if rest is None or not clause.compound and not rest:
            continue
        said = clause.text[start:end]
        if found["since"]:
            word = "Depuis quand"
        elif found["till"]:
            word = "Jusqu'à quand"
        elif found["from"]:
            word = rng.choice(("À partir de quand", "Quand", "À partir de quelle date"))
        elif re.fullmatch(r"\d{4}", said):
            word = rng.choice(("En quelle année", "Quand", "Quand", "En quelle année"))
        elif found["d4"]:
            word = rng.choice(("Quand", "Quand", "Quand", "À quelle date", "Quel jour"))
        elif found["d5"]:
            word = rng.choice(("Quand", "Quand", "Quel jour"))
        else:
            word = "Quand"
        yield Draft("when", "fr", asker.ask(word, rest), start, end)


def _where(
    asker: Asker,
    dates: list[tuple[int, int, re.Match[str], int, int]],
    places: list[tuple[int, int, re.Match[str]]],
) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    for first, last, found in places:
        if not _fits(clause, first, last):
            continue
        adjacent = first == clause.verb[1] or last <= clause.front[1]
        if not adjacent and (
            first - clause.verb[1] > 6 or clause.tokens[clause.finite].low not in asker.words.etre
        ):
            continue
        drop = [(first, last)] + ([d[:2] for d in dates if d[0] >= clause.verb[1] and rng.random() < 0.5])
        rest = rest_of(clause, asker.words, drop)
        if rest is None:
            continue
        if re.match(
            r",? ?(?:et|ou|puis)? ?(?:en|à|au|aux|dans) (?:l['’]|le |la |les )?[A-ZÉ]",
            clause.text[found.end() : found.end() + 20],
        ):
            continue  # one of several places
        kind = asker.words.places[found["place"]][0]
        narrow = "Dans quelle ville" if kind == "ville" else f"Dans quel {kind}"
        yield Draft("where", "fr", asker.ask(rng.choice(("Où", "Où", narrow)), rest), *found.span("place"))


def _why(asker: Asker, dates: list[tuple[int, int, re.Match[str], int, int]]) -> Iterator[Draft]:
    clause, rng = asker.clause, asker.rng
    tokens = list(clause.tokens)
    for found in _CONNECTOR.finditer(clause.text, tokens[clause.verb[1] - 1].end, tokens[-1].end):
        at = _index(tokens, found.start())
        at += tokens[at].text == ","
        before = clause.text[max(0, found.start() - 40) : found.start()]
        if found["aim"] is not None and re.search(
            r"\b(?:assez|suffisamment|trop|suffisante?|nécessaires?|temps|prêts?)\b", before
        ):
            return
        if found["aim"] is not None and _NOT_INFINITIVE.match(clause.text, found.end()):
            return
        if at <= clause.verb[1] or at - clause.verb[1] > 18 or not _plain_until(clause, at):
            return
        start = found.end()
        stop = re.compile(r"[.;,:\"«(](?!\d)|, (?:a-t-|selon)|\bqui\b").search(
            clause.text, start, tokens[-1].end
        )
        end = stop.start() if stop else tokens[-1].start
        answer = clause.text[start:end].rstrip()
        if found["because"] and (
            re.match(r"(?:durant|dans|en|selon|pour|si|quand|lors)\b", answer)
            or not any(w in asker.words.finite for w in answer.split())
        ):
            return
        if found["because"] and re.match(r"(?:ils?|elles?|on|ce|c['’]|cela)\b", answer) and len(answer) < 25:
            return
        if (
            not 3 <= len(answer.split()) + 1 <= 26
            or len(answer) < 10
            or stop
            and stop[0] in '"«:'
            or re.search(r"\b(?:le|la|de|du|des|à|que|les|et|en|pour|par|avec|sur|dans|un|une)$", answer)
        ):
            return
        rest = rest_of(clause, asker.words, [d[:2] for d in dates if rng.random() < 0.3], at)
        if rest:
            word = (
                "Dans quel but"
                if found["aim"] is not None and rng.random() < 0.25
                else rng.choice(("Pourquoi", "Pourquoi", "Pourquoi", "Pour quelle raison"))
            )
            yield Draft("why", "fr", asker.ask(word, rest), start, start + len(answer))
        return


def _plain_until(clause: Clause, at: int) -> bool:
    """Whether the clause has no break before token ``at`` but a comma right there."""
    for token in clause.tokens[clause.verb[1] : at]:
        if (
            token.low in ("qui", "dont", "où", ";", ":", '"', "«", "(", ",")
            and token is not clause.tokens[at - 1]
        ):
            return False
    return True


def _who(asker: Asker, dates: list[tuple[int, int, re.Match[str], int, int]]) -> Iterator[Draft]:
    clause, words, rng = asker.clause, asker.words, asker.rng
    first, last = clause.subject
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    name = clause.text[start:end]
    by = re.compile(rf" par (?P<name>{NAME})(?![\w-])").search(
        clause.text, clause.tokens[clause.verb[1] - 1].end - 1, clause.tokens[-1].end
    )
    if (
        by
        and by["name"] in asker.people.names
        and clause.tokens[clause.finite].low in words.etre
        and clause.compound
    ):
        at = _index(clause.tokens, by.start())
        drop = (at, _index(clause.tokens, by.end() - 1) + 1)
        if at == clause.verb[1] and (rest := rest_of(clause, words, [drop])) is not None:
            yield Draft("who", "fr", asker.ask("Par qui", rest), *by.span("name"))
    drop_dates = [d[:2] for d in dates if d[0] >= clause.verb[1] and rng.random() < 0.4]
    finite = clause.tokens[clause.finite].low
    masculine = finite not in words.etre or clause.gender == "m"
    if clause.plural or not masculine:
        return
    rest = rest_of(clause, words, drop_dates)
    if not rest or len(rest.split()) < 3:
        return
    verb = verb_text(clause, words)
    surname = name in asker.people.names.values()
    if tail := re.search(
        rf"(?<=[a-zé] )(?P<name>{NAME})$", name
    ):  # « le ministre de la Santé Olivier Véran »
        if tail["name"] in asker.people.names and clause.tokens[first].low in ("le", "la", "l'"):
            name, start, surname = tail["name"], start + tail.start(), False
    if (name in asker.people.names or surname) and finite != "est":
        word = rng.choice(("Qui", "Qui", "Qui", "Qui est-ce qui", "Quelle personne"))
        yield Draft("who", "fr", f"{word} {verb} {rest} ?", start, end)
        return
    bare = re.sub(r"^(?:[Ll]e |[Ll]a |[Ll]['’])", "", name)
    if (
        _INSTITUTION.match(bare)
        and bare != name
        and 1
        < len(bare.split()) + 9 * (bare in ("gouvernement", "Sénat", "OMS", "Elysée", "Élysée", "Parlement"))
        < 14
        and finite not in words.etre
    ):
        yield Draft(
            "organisation",
            "fr",
            f"{rng.choice(('Qui', 'Qui', 'Qui est-ce qui'))} {verb} {rest} ?",
            end - len(bare),
            end,
        )
        return
    kind = words.organisations.get(bare) or words.organisations.get(name)
    if kind and (finite not in words.etre or not clause.compound):
        kind = "groupe" if kind == "entreprise" and rng.random() < 0.2 else kind
        quel = "Quelle" if kind in ("entreprise", "organisation internationale") else "Quel"
        begin = start if kind == "journal" else end - len(bare) if bare in words.organisations else start
        yield Draft("organisation", "fr", f"{quel} {kind} {verb} {rest} ?", begin, end)


def _how_many(asker: Asker, dates: list[tuple[int, int, re.Match[str], int, int]]) -> Iterator[Draft]:
    clause, words, rng = asker.clause, asker.words, asker.rng
    tokens = clause.tokens
    after = tokens[clause.verb[1]].start
    drop_dates = [d[:2] for d in dates if d[0] >= clause.verb[1] and rng.random() < 0.4]
    if (found := _PERCENT.match(clause.text, after)) and _CHANGES.search(tokens[clause.verb[1] - 1].low):
        drop = (clause.verb[1], _index(tokens, found.end() - 1) + 1)
        rest = rest_of(clause, words, [drop, *drop_dates])
        if rest is not None:
            word = rng.choice(("De combien", "De combien", "De quel pourcentage"))
            yield Draft("number", "fr", asker.ask(word, rest), *found.span("percent"))
    if (found := _COUNT.match(clause.text, after)) and found["noun"] not in _NOT_COUNTED:
        noun = found["noun"].lower()
        drop = (clause.verb[1], _index(tokens, found.end() - 1) + 1)
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


_INSTITUTION = re.compile(
    r"(?:ministère|préfecture|parquet|tribunal|cour|conseil|association|syndicat|mairie|groupe|direction|commission|fédération|agence|comité|police|gendarmerie"
    r"|gouvernement|institut|collectif|société|constructeur|compagnie|ONG|parti|laboratoire|club|équipe|fondation|haute autorité|sénat|Élysée|Elysée|opérateur"
    r"|Cour|Conseil|Assemblée|Sénat|Commission|Agence|Haute|Institut|Direction|Fédération|Parlement|Défenseur|Météo|Maison|Ligue|Union|Organisation)\b"
)
_TAKES = re.compile(
    r"(?:annoncé|présenté|dévoilé|demandé|réclamé|proposé|dénoncé|promis|rejeté|refusé|signé|remporté|lancé|ordonné|interdit|suspendu|requis|approuvé"
    r"|adopté|condamné|décidé|exigé|confirmé|reconnu|critiqué|évoqué|prévu|choisi|accepté|saisi|obtenu|découvert|acheté|vendu|quitté|perdu|créé|salué)$"
)


def _object(asker: Asker, dates: list[tuple[int, int, re.Match[str], int, int]]) -> Iterator[Draft]:
    """« Qu'a annoncé Airbus ? »: what the verb takes, up to the clause's end."""
    clause, words = asker.clause, asker.words
    if (
        not clause.compound
        or clause.tokens[clause.finite].low not in words.avoir
        or not _TAKES.search(clause.tokens[clause.verb[1] - 1].low)
    ):
        return
    drop = [
        d[:2]
        for d in dates
        if d[0] == clause.verb[1] or d[0] == clause.verb[1] + 1 and clause.tokens[d[0] - 1].text == ","
    ]
    if not drop and clause.tokens[clause.verb[1]].text == ",":
        return
    rest = rest_of(clause, words, drop)
    if (
        not rest
        or not 2 < len(rest.split()) < 22
        or not re.match(
            r"(?:le|la|les|un|une|des|de|plusieurs|\d+|deux|trois|son|sa|ses|leur|leurs|ce|cette) |[dl]['’]",
            rest,
        )
    ):
        return
    at = clause.text.find(rest, clause.tokens[clause.verb[1] - 1].end, clause.tokens[-1].end)
    if at < 0:
        return
    subject, verb = clause.subject_text, verb_text(clause, words)
    que = "qu'" if subject[0].lower() in "aeiouéèêàâîôœ" else "que "
    asked = "Qui" if re.match(r"(?:le|la|l['’]) ?(?:ministre|président|maire|député)", rest) else ""
    if asked:
        return
    forms = [f"Qu'est-ce {que}{subject} {verb} ?"] * (2 if clause.verb[1] - clause.verb[0] == 2 else 1)
    if verb[0] in "ao" and clause.verb[1] - clause.verb[0] == 2:
        forms += [f"Qu'{verb} {subject} ?"] * 3
    yield Draft("what", "fr", asker.rng.choice(forms), at, at + len(rest))


_SENTENCED = re.compile(
    rf" ?à (?P<number>{_BOUND}(?:{_NUMBER}|un|une) (?:ans?|mois|euros|années|heures) (?:de (?:prison|réclusion(?: criminelle)?|détention|travaux d['’]intérêt général)|d['’](?:emprisonnement|amende|inéligibilité))(?: ferme| avec sursis)?)"
)
_SUM = re.compile(
    rf" ?à (?P<number>{_BOUND}(?:{_NUMBER})(?: (?:d['’])?(?:euros|dollars|livres sterling|%)|%)?)(?![\w ]*-)"
)


def _amount(clause: Clause, rng: random.Random) -> Iterator[Draft]:
    """What someone was sentenced to, and what a sum comes to."""
    after = clause.tokens[clause.verb[1] - 1].end
    past, subject = clause.tokens[clause.verb[1] - 1].low, clause.subject_text
    if past.startswith("condamné") and (found := _SENTENCED.match(clause.text, after)):
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
        found := _SUM.match(clause.text, after)
    ):
        yield Draft(
            "number", "fr", f"À combien {clause.slice(*clause.verb)} {subject} ?", *found.span("number")
        )


_MADE = (
    (
        "publié diffusé signé adopté voté présenté lancé ouvert créé fondé organisé annoncé révélé réalisé dévoilé inauguré déposé construit"
        " tué arrêté interpellé condamné nommé élu promulgué conclu instauré mené effectué enregistré tourné posté mis en ligne rendu public"
        " mis en place mis en service commis tenu perpétré découvert lu examiné validé"
    )
    .replace("mis en", "mis_en")
    .replace("_en ", "_en_")
    .replace("rendu public", "rendu_public")
    .split()
)


@cache
def _made() -> re.Pattern[str]:
    done = "|".join(
        re.sub(r"^(rendu|mis)_", r"\1(?:e|s|es)? ", word).replace("_", " ")
        + ("" if "_" in word else "(?:e|s|es)?")
        for word in _MADE
    )
    noun = r"[a-zà-ÿ][\w-]*|[dl]['’]\w[\w-]*|[A-ZÉ][\w-]+"
    return re.compile(
        rf"(?<![\w'’])(?P<np>(?P<det>[Ll]e |[Ll]a |[Ll]es |[Ll]['’]|[Uu]ne? )(?:{noun})(?: (?:{noun})){{1,7}}?) (?P<done>{done})(?P<by> par (?:{noun})(?: (?:{noun})){{0,4}}?)? (?=(?:le |ce |en |dans la nuit |début |fin |(?:{_DAY}))[^,.]*)"
    )


def made_questions(text: str, start: int, end: int, rng: random.Random) -> Iterator[Draft]:
    """« la loi sur l'asile votée le 3 mai »: the participle's ending says what it goes with, and asks for it."""
    for found in _made().finditer(text, start, end):
        date = _DATE.match(text, found.end())
        np, det, done = found["np"], found["det"].lower().strip(), found["done"].split()[0]
        if not date or {
            "qui",
            "que",
            "dont",
            "a",
            "est",
            "ont",
            "sont",
            "été",
            "avait",
            "se",
            "il",
            "elle",
            "et",
        } & set(np.lower().split()):
            continue
        if any(word in news_words().finite for word in np.split()[1:]):
            continue
        if (
            re.search(r"\b(?:qu|s|n)['’]| (?:de|du|des|la|le|les|à|en|au|sur|par|pour|plus)$", np)
            or np[-1] == "'"
        ):
            continue
        ending = re.search(r"(?:é|u|t|i|s)(e?)(s?)$", done)
        feminine, plural = done.endswith(("e", "es")), done.endswith("s") and done not in ("mis", "commis")
        wanted = {"le": (False, False), "un": (False, False), "la": (True, False), "une": (True, False)}.get(
            det, (feminine, det == "les")
        )
        if ending is None or wanted != (feminine, plural):
            continue
        head = (
            np.split()[1].lower()
            if det in ("le", "la", "les", "un", "une")
            else re.split("['’]", np)[1].split()[0].lower()
        )
        gender = noun_gender(head, news_words())
        if gender and (gender == "f") != feminine:
            continue
        subject = np[0].lower() + np[1:]
        subject = (
            re.sub(r"^une ", "la ", re.sub(r"^un ", "le ", subject))
            if re.match(r"une? [bcdfgjklmnpqrstvz]", subject)
            else subject
        )
        who = ("elle" if feminine else "il") + "s" * plural
        aux = f"ont-{who}" if plural else f"a-t-{who}"
        by = found["by"] or ""
        group = next(g for g in ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7") if date[g])
        said = found["done"]
        forms: tuple[str, ...] = (
            f"Quand {subject} {aux} été {said}{by} ?",
            f"Quand {'ont' if plural else 'a'} été {said} {subject}{by} ?",
            f"À quelle date {subject} {aux} été {said}{by} ?",
            f"De quand date {subject} {said}{by} ?",
        )
        forms = forms if date["d4"] and len(date["d4"].split()) > 1 else forms[:2]
        yield Draft("when", "fr", rng.choice(forms[: 3 if rng.random() < 0.8 else 4]), *date.span(group))


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
    share = _SHARE.match(text, begin, end)
    found = None if share else _COUNT_START.match(text, begin, end)
    if not share and (not found or found["noun"].lower() in _NOT_COUNTED):
        return
    match = share or found
    assert match is not None
    head_end = match.end("percent") if share else match.end("noun")
    i = _index(tokens, head_end)
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
    subject = join(text, tokens[_index(tokens, match.start("noun" if found else "of")) : stop])
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
