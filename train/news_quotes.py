"""Questions about who said what, where they said it, and which newspaper reported it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from train.news_names import NAME, Draft, People, is_name
from train.news_words import news_words

_SUBJECTS = {
    "say": (
        "Qui a déclaré : « {} » ?",
        "Qui a dit « {} » ?",
        "Qui a affirmé : « {} » ?",
        "À qui doit-on cette phrase : « {} » ?",
        "De qui est cette citation : « {} » ?",
    ),
}


@cache
def _said() -> re.Pattern[str]:
    words = news_words()
    past, present = "|".join(sorted(words.says)), "|".join(sorted(words.say_present))
    return re.compile(
        rf"[\"«“]\s?(?P<quote>[^\"«»“”]{{25,220}}?)\s?[\"»”] ?, (?:(?:a|avait) (?:ainsi "
        rf"|également |notamment |aussi )?(?:{past})|{present})"
        rf"(?P<between>[^\".;:]{{0,70}}?) ?(?P<name>{NAME})(?![\w-])(?=[,.]| (?:à|au|aux|sur"
        rf"|dans|lors|devant|en|dont|qui|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche"
        rf"|ce)\b)"
    )


@cache
def _media() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, news_words().media), key=len, reverse=True))
    people = r"(?P<name>" + NAME + r")"
    past = "|".join(sorted(news_words().says | news_words().say_present))
    return re.compile(
        rf"(?P<verb>(?:a|avait) (?:{past})|{past}|invitée?|interrogée?)[^\".;:()]{{0,60}}? "
        rf"?{people}[^\".;:()]{{0,50}}? (?:sur|de|par) (?P<media>{names})(?![\w+-])"
        rf"|(?:(?:Invitée?|Interrogée?|Interviewée?|Présente?) (?:\w+ ){{0,4}}?)(?:sur|de|par) "
        rf"(?P<media2>{names})[^\".;:()]{{0,30}}?, (?P<name2>{NAME})(?=,| a )"
    )


def quote_questions(text: str, start: int, end: int, people: People, rng: random.Random) -> Iterator[Draft]:
    """``start:end`` may be several sentences long where a quotation is."""
    words = news_words()
    for found in _said().finditer(text, start, end):
        between = found["between"]
        if not is_name(found["name"], words) or re.search(
            rf"{NAME}|\b(?:à|de|pour) $|\b(?:que|qui|sur)\b", between + " "
        ):
            if not re.search(
                r"\b(?:ministre|président|présidente|députée?|maire|secrétaire|porte-parole|patron)\b",
                between,
            ):
                continue
            if re.search(rf"{NAME}", between) or re.search(r"\b(?:à|que|qui)\b", between):
                continue
        if re.search(r"(?:\b(?:de|à|par|avec|micro|des|du)|[A-Z][\w-]+|['’])$", between.strip()):
            continue
        before = text[: found.start("name")].rstrip()[-5:]
        if found["name"] not in people.names and re.search(r"(?:\b(?:du|de|des|la|à)|['’])$", before):
            continue
        people.add(found["name"])
        quote = _cut(found["quote"])
        if quote:
            yield Draft("quote", "fr", rng.choice(_SUBJECTS["say"]).format(quote), *found.span("name"))
        yield from _what(found, found.span("quote"), people, rng)
    for found in _that().finditer(text, start, end):
        if (
            is_name(found["name"], words)
            and found["name"] in people.names
            and len(found["that"].split()) < 32
        ):
            yield from _what(found, found.span("that"), people, rng)
    for found in _media().finditer(text, start, end):
        name = found["name"] or found["name2"]
        group = "media" if found["media"] else "media2"
        if not is_name(name, words):
            continue
        people.add(name)
        kind = words.media[found[group]]
        quel = {"radio": "quelle radio", "chaîne": "quelle chaîne", "réseau social": "quel réseau social"}[
            kind
        ]
        feminine = name.split()[0].lower() in words.feminine_given
        known = feminine or name.split()[0].lower() in words.masculine_given
        forms = [
            f"Sur {quel} est-ce que {name} s'est exprimé{'e' * feminine} ?",
            f"Sur {quel} {name} a parlé ?",
        ]
        if name[0] in "AEIOUÉÈÎ":
            forms = [form.replace("que " + name, "qu'" + name) for form in forms]
        if known:
            forms += [f"Sur {quel} {name} s'est-{'elle' if feminine else 'il'} exprimé{'e' * feminine} ?"] * 2
        yield Draft("media", "fr", rng.choice(forms), *found.span(group))
        en, es, ar = {
            "radio": ("radio station", "emisora de radio", "أي إذاعة"),
            "chaîne": ("TV channel", "canal de televisión", "أي قناة"),
            "réseau social": ("social network", "red social", "أي شبكة اجتماعية"),
        }[kind]
        yield Draft(
            "media",
            *rng.choice(
                (
                    ("en", f"On which {en} did {name} speak?"),
                    ("en", f"Which {en} did {name} speak on?"),
                    ("es", f"¿En qué {es} habló {name}?"),
                    ("es", f"¿En qué {es} se expresó {name}?"),
                    ("ar", f"على {ar} {'تحدثت' if feminine else 'تحدث'} {name}؟"),
                )
            ),
            *found.span(group),
        )


@cache
def _that() -> re.Pattern[str]:
    """« X a assuré que … »; what is said ends with the sentence."""
    past = "|".join(sorted(news_words().says))
    return re.compile(
        rf"(?P<name>{NAME}) a (?:ainsi |également |aussi )?(?P<said>{past}) (?:(?:\w+ "
        rf"){{0,4}})qu(?:e |['’])(?P<that>[^\".;:()«]{{25,200}})\.(?!\d)"
    )


_SAID = {
    "annoncé": ("announce", "anunció", "أعلن"),
    "déclaré": ("declare", "declaró", "صرح"),
    "dit": ("say", "dijo", "قال"),
    "affirmé": ("claim", "afirmó", "أكد"),
    "promis": ("promise", "prometió", "وعد"),
    "expliqué": ("explain", "explicó", "أوضح"),
    "regretté": ("regret", "lamentó", "أسف"),
    "dénoncé": ("denounce", "denunció", "ندد"),
}


def _what(found: re.Match[str], span: tuple[int, int], people: People, rng: random.Random) -> Iterator[Draft]:
    """What someone said, where the article quotes them once."""
    name, text = found["name"], found.string
    if len(text[slice(*span)].split()) > 26 or "quote" in found.re.groupindex and not text[span[0]].isupper():
        return
    surname = name.split()[-1]
    if (
        len(
            re.findall(
                rf"\b(?:a|avait) \w+[^.]{{0,40}} {re.escape(surname)}|{re.escape(surname)} (?:a|avait) ", text
            )
        )
        > 1
    ):
        return
    past = re.search(
        r"\b(?:a|avait) (?:ainsi |également |notamment |aussi )?(\w+)",
        found[0][span[1] - found.start() :] if "quote" in found.re.groupindex else found[0],
    )
    verb = found["said"] if "said" in found.re.groupindex else past[1] if past else "dit"
    verb = verb if verb in _SAID else rng.choice(("dit", "déclaré"))
    en, es, ar = _SAID[verb]
    que = "qu'" if name[0] in "AEIOUÉÈÎ" else "que "
    yield Draft(
        "what",
        "fr",
        rng.choice((f"Qu'a {verb} {name} ?", f"Qu'est-ce {que}{name} a {verb} ?", f"{name} a {verb} quoi ?")),
        *span,
    )
    feminine = name.split()[0].lower() in news_words().feminine_given
    yield Draft(
        "what",
        *rng.choice(
            (
                ("en", f"What did {name} {en}?"),
                ("es", f"¿Qué {es} {name}?"),
                ("ar", f"ماذا {ar}{'ت' if feminine else ''} {name}؟"),
            )
        ),
        *span,
    )


def _cut(quote: str) -> str:
    """The quotation, or its first part, of 5 to 14 words; "" where there is none."""
    for part in (quote, re.split(r"(?<=[.!?…]) ?(?=[A-Z])", quote)[0], re.split(r"[,;:] ", quote)[0]):
        part = part.strip(" .,;")
        if 5 <= len(part.split()) <= 14 and not re.search(
            r"[()\[\]]|\b(?:de|la|le|que|et|à|du|des|les)$", part
        ):
            return part
    return ""
