"""Questions about who did it and what they did: the subject and the object of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from train.news_asker import Asker, Dated, index_of
from train.news_names import NAME, Draft
from train.news_rest import rest_of, verb_text

_INSTITUTION = re.compile(
    r"(?:ministère|préfecture|parquet|tribunal|cour|conseil|association|syndicat|mairie"
    r"|groupe|direction|commission|fédération|agence|comité|police|gendarmerie"
    r"|gouvernement|institut|collectif|société|constructeur|compagnie|ONG|parti"
    r"|laboratoire|club|équipe|fondation|haute autorité|sénat|Élysée|Elysée|opérateur"
    r"|Cour|Conseil|Assemblée|Sénat|Commission|Agence|Haute|Institut|Direction|Fédération"
    r"|Parlement|Défenseur|Météo|Maison|Ligue|Union|Organisation)\b"
)


_TAKES = re.compile(
    r"(?:annoncé|présenté|dévoilé|demandé|réclamé|proposé|dénoncé|promis|rejeté|refusé"
    r"|signé|remporté|lancé|ordonné|interdit|suspendu|requis|approuvé"
    r"|adopté|condamné|décidé|exigé|confirmé|reconnu|critiqué|évoqué|prévu|choisi|accepté"
    r"|saisi|obtenu|découvert|acheté|vendu|quitté|perdu|créé|salué)$"
)


def who(asker: Asker, dates: list[Dated]) -> Iterator[Draft]:
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
        at = index_of(clause.tokens, by.start())
        drop = (at, index_of(clause.tokens, by.end() - 1) + 1)
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
    known = next((known for known in asker.people.names if name.endswith(" " + known)), "")
    if known and clause.tokens[first].low in ("le", "la", "l'"):  # « le ministre de la Santé Olivier Véran »
        start, name, surname = end - len(known), known, False
    if (name in asker.people.names or surname) and finite != "est":
        agreeing = (
            finite in words.etre or " été " in verb
        )  # a participle would have to agree with « personne »
        word = rng.choice(("Qui", "Qui", "Qui", "Qui est-ce qui", "Qui" if agreeing else "Quelle personne"))
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


def object_of(asker: Asker, dates: list[Dated]) -> Iterator[Draft]:
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
            (
                r"(?:le|la|les|un|une|des|de|plusieurs|\d+|deux|trois|son|sa|ses|leur|leurs|ce|cette) "
                r"|[dl]['’]"
            ),
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
