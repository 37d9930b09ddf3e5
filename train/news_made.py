"""Questions about when something was made, out of « la loi sur l'asile votée le 3 mai »."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from train.news_names import Draft
from train.news_patterns import DATE, DATE_GROUPS, DAY
from train.news_verbs import noun_gender
from train.news_words import news_words

_MADE = (
    (
        "publié diffusé signé adopté voté présenté lancé ouvert créé fondé organisé annoncé "
        "révélé réalisé dévoilé inauguré déposé construit"
        " tué arrêté interpellé condamné nommé élu promulgué conclu instauré mené effectué "
        "enregistré tourné posté mis en ligne rendu public"
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
        rf"(?<![\w'’])(?P<np>(?P<det>[Ll]e |[Ll]a |[Ll]es |[Ll]['’]|[Uu]ne? )(?:{noun})(?: "
        rf"(?:{noun})){{1,7}}?) (?P<done>{done})(?P<by> par (?:{noun})(?: "
        rf"(?:{noun})){{0,4}}?)? (?=(?:le |ce |en |dans la nuit |début |fin |(?:{DAY}))[^,.]*)"
    )


def made_questions(text: str, start: int, end: int, rng: random.Random) -> Iterator[Draft]:
    """« la loi sur l'asile votée le 3 mai »: the participle's ending says what it goes with."""
    for found in _made().finditer(text, start, end):
        date = DATE.match(text, found.end())
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
        group = next(g for g in DATE_GROUPS if date[g])
        said = found["done"]
        forms: tuple[str, ...] = (
            f"Quand {subject} {aux} été {said}{by} ?",
            f"Quand {'ont' if plural else 'a'} été {said} {subject}{by} ?",
            f"À quelle date {subject} {aux} été {said}{by} ?",
            f"De quand date {subject} {said}{by} ?",
        )
        forms = forms if date["d4"] and len(date["d4"].split()) > 1 else forms[:2]
        yield Draft("when", "fr", rng.choice(forms[: 3 if rng.random() < 0.8 else 4]), *date.span(group))
