"""What a meeting is about: *met l'accent sur la pêche*, *to discuss quotas*, *s'est penché sur*; and what it
is for: *a pour objectif de …*.

Asked for a theme or an agenda a reader looks for that word, and articles seldom have it. Only where the
article's opening ties the meeting to the place that the question names: others are mentioned in passing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import mentions
from index.sentences import sentence_at, sentences
from rag.event_towns import OPENING, event_town
from rag.noun_phrases import GATHERINGS, NounPhrase, aligned, event_head, events, noun_phrases
from rag.office_holder import LIKELY
from rag.question import LANGUAGES, Question, fold_letters
from rag.reader import Context, Reading

_LONGEST = 220  # characters of what a meeting is about
_ASKED = re.compile(
    r"\bordre du jour\b|\btheme\b|\b(?:sujet|thematique|objet|programme)s?\b"
    r"|\bde quoi\b.*\b(?:parl|discut|trait)"
    r"|\baccent\b.*\bsur quoi\b|\bsur quoi\b.*\b(?:port|pench|concentr|focalis|axe|accent)"
    r"|\bde quoi (?:sera|est|etait)-?t?-?il question"
    r"|\bagenda\b|\btopics?\b|\b(?:subject|programme|theme)\b"
    r"|\bwhat\b.*\b(?:about|discuss|focus|cover|address|deal with)"
    r"|\borden del dia\b|\btemas?\b|\bde que (?:trat|habl)|\bsobre que\b|جدول اعمال|موضوع|محاور"
)
_ANOTHER = 0.2  # off, where somebody speaks of it: *Ana Costa a mis l'accent sur …*
_ON = r"(?:sur|on|en)"
_MORE = r"(?:,? \w+,?){0,3}?"
_ENDS = r"(?:ed|ee?|es|a|ait|ada|ado|era|ara|o)?s?"
# What leads to it, the surest first.
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:sous le theme|under the theme|bajo el (?:lema|tema)|تحت شعار)(?: (?:de|of))? ",
        rf"\b(?:met\w*|mis\w*|avec)\b{_MORE} (?:un )?(?:l'accent|accent)(?: particulier)? sur ",
        r"\b(?:consacree?s?|dediee?s?|devoted|dedicated|dedicad[ao]s?) (?:a|aux?|to|al?)\b ",
        rf"\b(?:concentr|pench|focalis|axe|focus|centr|porte?r?){_ENDS}\b{_MORE} {_ON} ",
        r"\b(?:passe\w*|passant) en revue |\breview(?:ed|s|ing)? "
        r"|\b(?:examin|abord|discut|debat)(?:o|aron|ara|aran) ",
        rf"\b(?:prevo\w+|inclu\w+|prevu\w*)\b{_MORE} une discussion(?: \w+)? (?:sur|de|des|du) ",
        r"\b(?:a|ont|avait|avaient) (?:discute|debattu|parle|traite) (?:de la |de l'|des|du|de) ?"
        r"(?:(?:sujets?|themes?|questions?) (?:tels?|telles?|comme)(?: que)? )?",
        r"\b(?:pour|afin de|de) (?:discuter|debattre|traiter|parler) (?:de la |de l'|des|du|de) ?",
        r"\b(?:pour|afin d'|de|d')\s?(?:examiner|aborder|evoquer) |\bto (?:discuss|examine|review|address) "
        r"|\bpara (?:discutir|tratar|abordar|examinar|debatir) |\b(?:لمناقشه|لبحث) ",
    )
)
_AIM_ASKED = re.compile(
    r"\b(?:objectif|(?:le|quel|son|leur|pour|un|principal) but|finalite|visait|vise|aim|goal"
    r"|purpose|objective|objetivo|finalidad)s?\b|هدف|غايه"
)
_AIM = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:a|ont|avait|avaient|aura|auront|ayant) (?:notamment )?pour "
        r"(?:objectif|but|objet|vocation|mission)s?"
        r" (?:principal |premier )?(?:de |d')"
        r"|\b(?:le|l'|son|leur)\s?(?:objectif|but) (?:est|etait|sera) (?:de |d')"
        r"|\b(?:its|the|their) (?:aim|goal|purpose|objective) (?:is|was|will be) to "
        r"|\b(?:tiene|tenia|tendra) (?:como|por) (?:objetivo|fin|finalidad) |\b(?:يهدف|تهدف) (?:الي )?",
        r"\b(?:vise|visait|visera|visent|visaient) a "
        r"|\b(?:is|was) (?:aimed at|meant to|intended to) |\baim(?:s|ed) to ",
        r"\b(?:pour|afin de|afin d') ?(?:discuter|examiner|debattre|evoquer|faire le point"
        r"|coordonner|preparer) "
        r"|\bto (?:discuss|examine|review|coordinate|prepare) "
        r"|\bpara (?:discutir|examinar|debatir|coordinar) ",
    )
)
_THEY = re.compile(
    r"\W*(?:ils?|elles?|(?:les|the|los) (?:participant|ministre|minister|ministro|delegu|dirigeant|leader)\w*"
    r"|elle|it|they)\b"
)
_STOP = re.compile(
    r"[.;](?=\s|$)"
    r"|,? (?:et|and|y) (?:\w+(?:ra|ront)|will|would|a|ont|est|sont|has|have|is|are)\b"
    r"|,? (?:qui|which|que) (?:a|ont|est|sont|has|have|is|are)\b|, (?:a|ont) (?:dit|declar)"
)
_OWNS = re.compile(r"['’]s?\s")  # *Ana Costa's visit*
_GROUP = re.compile(r"[a-zà-ÿ]+s(?!\w)")  # *les directeurs politiques* are nobody by name
_OTHER = frozenset("rassemblement evenement gathering event evento تجمع".split())


def meeting_asked(question: Question) -> NounPhrase | None:
    """The meeting whose theme or agenda a question asks for."""
    if question.kind in ("person", "place", "date", "number", "yes_no"):
        return None
    folded = fold_letters(question.text)
    if not (_ASKED.search(folded) or _AIM_ASKED.search(folded)):
        return None
    return next((phrase for phrase in noun_phrases(question) if phrase.event), None)


def with_agendas(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks what a meeting is about, an unsure reading is what a sentence on it leads to."""
    met = meeting_asked(question)
    if met is None:
        return list(readings)
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        place = None if reading.answerable >= LIKELY else agenda(question, met, passage)
        if place is not None:
            start, end = place
            text = passage.text[start:end]
            own = any(n.kind == "person" for n in question.own_names) or _its_own(passage, start)
            likely = LIKELY if own else LIKELY - _ANOTHER
            reading = replace(reading, answerable=likely, start=start, end=end, text=text, value=None)
        found.append(reading)
    return found


def agenda(question: Question, met: NounPhrase, passage: Context) -> tuple[int, int] | None:
    """Where a sentence of ``passage`` tells what the meeting is about."""
    language = passage.language if passage.language in LANGUAGES else question.language
    places = [n.text for n in question.own_names if n.kind == "place" and not n.demonym]
    opening = f"{passage.title or ''}\n{(passage.article or passage.text)[:OPENING]}"
    heads = {met.head, *events(question.language)[:GATHERINGS]}
    tied = (event_town(opening, head, question.language, str(language)) for head in heads)
    first = min((place for place in tied if place), default=None)
    town = opening[first[1] : first[2]] if first else ""
    if places and not any(mentions(place, town) for place in places):
        return None
    owned = [n for n in question.own_names if _OWNS.match(question.text, n.end)]
    people = [n.text for n in (*met.names, *owned) if n.kind == "person" and not _GROUP.match(n.text)]
    aims = _AIM_ASKED.search(fold_letters(question.text)) is not None
    best: tuple[int, int, int] | None = None
    # Whether the last sentence that names its subject is about a meeting.
    whole = passage.article or passage.text
    before = whole[: max(0, whole.find(passage.text))]
    openings = (aligned(before[a:b]) for a, b in reversed(sentences(before)))
    subject = _of_event(next((o for o in openings if not _THEY.match(o)), ""), str(language))
    for begin, end in sentences(passage.text):
        sentence = passage.text[begin:end]
        folded = aligned(sentence)
        words = re.findall(r"[^\W_]+", folded)
        speaks = any(event_head(w, str(language)) or w in _OTHER for w in words[:12])
        if people and not all(mentions(person, sentence) for person in people):
            continue  # *la visite d'Ana Costa*
        goes_on = _THEY.match(folded) is not None
        subject = subject if goes_on else _of_event(folded, str(language))
        if not people and not speaks and not goes_on or aims and goes_on and not subject:
            continue
        for rank, pattern in enumerate(_AIM if aims else _TOLD):
            said = pattern.search(folded)
            if said is None or (best is not None and best[0] <= rank):
                continue
            stop = _STOP.search(folded, said.end())
            last = min(stop.start() if stop else len(sentence), said.end() + _LONGEST)
            if last < len(sentence) and sentence[last].isalnum():
                last = sentence.rfind(" ", 0, last)
            if last - said.end() > 3:
                best = rank, begin + said.end(), begin + len(sentence[:last].rstrip(' ,»"'))
            break
    return best[1:] if best else None


def _its_own(passage: Context, at: int) -> bool:
    """Whether the meeting, or those at it, is the subject of the sentence at a place."""
    sentence = passage.text[slice(*sentence_at(passage.text, at))]
    language = passage.language if passage.language in LANGUAGES else "fr"
    folded = aligned(sentence)
    visit = re.match(r"\W*(?:\w+ ){0,2}visit", folded)  # … is no meeting
    return _THEY.match(folded) is not None or not visit and _of_event(folded, str(language))


def _of_event(folded: str, language: str) -> bool:
    """Whether a folded sentence opens with a meeting."""
    words = re.findall(r"[^\W_]+", folded)[:3]
    return any(
        (event_head(word, language) or word in _OTHER) and words[i - 1 : i] not in (["a"], ["ont"], ["avait"])
        for i, word in enumerate(words)  # *Ana Costa a rencontré* is no *rencontre*
    )
