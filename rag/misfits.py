"""Spans that can't answer by what the question says: who somebody is for what they did, the meeting itself
for what was said there, one town for the meeting of another, a day for an hour, the opening for the close."""

from __future__ import annotations

import re

from index.aliases import gazetteer
from index.facts import find_facts
from index.folding import fold_words
from index.names import Name, find_names, mentions
from index.sentences import sentence_at, sentences
from index.tense import tense_around
from rag.before_whom import besides_whom, word_of_another
from rag.compare_names import level
from rag.deeds import undone
from rag.mood import to_come
from rag.nationality import of_another_country
from rag.noun_phrases import GATHERINGS, event_head, events, noun_phrases
from rag.of_what import counts_others, day_it_was_said, of_another_thing, of_other_people
from rag.of_whom import of_another
from rag.question import LANGUAGES, Question, fold_letters
from rag.reader import Context, Reading
from rag.time_fit import related
from rag.which import (
    named_already,
    no_such_date,
    none_of_them,
    only_a_name,
    only_how_many,
    somewhere,
    whose_else,
    wrong_kind,
)
from rag.who_is import asks_for_office, office_of

NO, HARDLY, PERHAPS, YES = 0.1, 0.35, 0.6, 1.0  # what is left of a reading's probability
_EARLY = 30  # characters of a sentence in which its subject is named
_SUBJECT = re.compile(r"\W*(?:ils?|elles?|it|they|el|ella|ellos|ellas|esta|este)\b")
_CHAIR = re.compile(
    r"(?:l'|le |la |the |el )?(?:co-?)?(?:president|presidenc|chair|secretaire|secretar|directeur|directr"
    r"|director|chef |head |membre |member |miembro |jefe )"
)
_MEETING_OF = re.compile(
    r"\b(?:sommet|reunion|conference|forum|summit|cumbre|conferencia)s?(?: \w+)?"
    r" (?:du|des|de la|de l'|de|d'|del|of)\s?$"
)
_MEETINGS = frozenset("rassemblement evenement rendez-vous gathering event evento تجمع".split())  # … others
_HOUR = re.compile(r"\bquelle heure\b|\bwhat (?:time|hour)\b|\bque hora\b|اي ساعه")
_CLOCK = re.compile(
    r"\b\d{1,2} ?(?:h|:|a\.?m|p\.?m|o'clock)|\b(?:midi|minuit|noon|midnight|mediodia|medianoche)\b"
    r"|\b(?:heures?|hours?|horas?)\b|الساعه"
)
_TOWN = re.compile(
    r"\b(?:quelles? (?:villes?|localites?|communes?)|(?:which|what) (?:city|cities|towns?)"
    r"|(?:que|cual) (?:ciudad|localidad|municipio))\b|اي مدينه"
)
_TOPIC = re.compile(  # … asked for what it was about
    r"\b(?:objectif|but|sujet|theme|ordre du jour|de quoi|sur quoi|about|aim|goal|purpose|topic|agenda"
    r"|objetivo|tema|de que|sobre que)\b|هدف|موضوع"
)
_TAKING_PART = re.compile(
    r"^(?:pour |afin de |to )?(?:prendre part|participer|assister|take part|attend)\w* (?:a|in)? ?"
)
_WHICH = frozenset("quel quelle quels quelles which what que cual اي".split())
_DULL = frozenset(
    "le la les l ce cet cette ces une un the this that a el los las este esta il elle it he she they".split()
)
_BEFORE = r"precedente?s?|anterieure?s?|previous|prior|preceding|anterior(?:es)?|previ[ao]s?|(?:ال)?سابقه?"
_NEXT = r"prochaine?s?|next|upcoming|proxim[ao]s?|(?:ال)?(?:مقبله?|قادمه?)"
_WILL_BE = re.compile(r"\b(?:aur|ser)(?:a|ont)\b")
_LAST = (
    r"dernier(?:e|es|s)?|last|latest|earlier|ultim[ao]s?|(?:ال)?(?:اخيره?|ماضيه?)"  # what articles call it
)
# Folded beginnings of words that ask who had a part in a meeting, and of those that an article tells it by.
_PARTS = (
    (
        r"organisat(?:eur|rice)|organi[sz]ers?\b|organizador|المنظم",
        r"organi[sz](?!ation)|invit|abrit|accueil|hote|host|acog|anfitri|نظم|استضاف|دعا",
    ),
    (
        r"(?:discours|seance|allocution|mot|discurso|sesion) de (?:la )?(?:clotur|clausura)"
        r"|closing (?:speech|remarks|session)|اختتام|ختام",
        r"clotur|clos|conclu|clausur|cerr|ختتم|ختام",
    ),
    (
        r"orat(?:eur|rice)|speaker|orador|خطيب",
        r"orat|intervenant|speak|speech|spoke|discours|orador|discurso|خط",
    ),
)
# Folded beginnings of words that say the one thing, and those that say its opposite.
_OPPOSITES = (
    (r"clotur|clos[ei]|conclu|clausur|cerr(?:o|ar)|اختتم", r"ouver|ouvr|open|inaugur|abri[oe]|افتتح"),
    (r"quitt|repart|left\b|leav|depart|salio|marcho|غادر", r"arriv|visit|venu|came\b|lleg|وصل|زار"),
    (r"dissou|dissolv|disolv|supprim|حل\b", r"cree|crea|fond|found|establish|set up|funda|اسس|انشئ"),
    (
        r"acheve|termin|prend(?:ra)?(?:-\w+)* fin|pris fin|fini[rst]|ends?\b|ended|finish|acab[ao]|finaliz"
        r"|[تي]نته",
        r"ouvr|ouver|commenc|debut|demarr|start|open|beg[aiu]n|inaugur|emp[ie]+z|com[ie]+nz|inici|[تي]?بد[اي]",
    ),
    (r"perd|lost\b|los[ei]|خسر", r"gagn|remport|won\b|win|gano|فاز"),
)


def misfit(question: Question, reading: Reading, context: Context) -> float:
    """The share of its probability that a reading keeps."""
    if _HOUR.search(fold_letters(question.text)):
        return YES if _CLOCK.search(fold_letters(_sentence(reading, context))) else NO
    if undone(question, reading, context) or wrong_kind(question, reading, context):
        return NO
    if named_already(question, reading) or only_a_name(question, reading, context):
        return NO
    if no_such_date(question, reading) or somewhere(question, reading, context):
        return NO
    if none_of_them(question, reading) or only_how_many(question, reading, context):
        return NO
    if whose_else(question, reading, context):
        return NO
    if _unordered(question, reading, context):
        return PERHAPS
    if any(rule(question, reading, context) for rule in (counts_others, besides_whom, day_it_was_said)):
        return NO
    if any(rule(question, reading, context) for rule in (word_of_another, of_another_thing, of_other_people)):
        return HARDLY
    if _over(question, reading, context) or _dates_else(question, reading, context):
        return HARDLY
    if question.kind != "person" and of_another(question, reading, context):
        return HARDLY
    if question.kind == "place":
        wide = _TOWN.search(fold_letters(question.text)) is not None and _no_town(reading, context)
        return HARDLY if wide else _elsewhere(question, reading, context)
    if question.kind in ("other", "reason", "manner"):
        if _office(question, reading, context) or _itself(question, reading, context):
            return NO
        if question.kind == "other" and _office_of(question, reading):
            return NO
        if _TOPIC.search(fold_letters(question.text)) is None:
            return YES
        if _of_a_meeting(question, reading, context):
            return HARDLY
        return _elsewhere(question, reading, context, anywhere=True)
    if question.kind == "person" and (
        _untold_part(question, context) or of_another_country(question, reading, context)
    ):
        return NO
    if question.kind == "person" and _MEETING_OF.search(fold_letters(context.text[: reading.start])):
        return HARDLY  # *le sommet du Néguev* is nobody
    return PERHAPS if question.kind in ("person", "date") and _opposite(question, reading, context) else YES


def _dates_else(question: Question, reading: Reading, context: Context) -> bool:
    """Whether when something was in a year is asked, and the sentence of that year tells of nothing asked."""
    if question.kind != "date" or not question.dates:
        return False
    return not related(question, _sentence(reading, context), context.language)


def _sentence(reading: Reading, context: Context) -> str:
    return context.text[slice(*sentence_at(context.text, reading.start))]


def _office(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span is the office of somebody whom the question names, and it asks for something else."""
    if asks_for_office(question):
        return False
    for name in question.own_names:
        if name.kind not in ("person", "other") or name.demonym:
            continue
        place = office_of(name.text, context.text, context.language)
        if place and place[0] - 3 <= reading.start and reading.end <= place[1] + len(name.text) + 3:
            return True
    return False


def _office_of(question: Question, reading: Reading) -> bool:
    """Whether the span is an office at what is asked about, where not who has it is asked: *what does the
    Working Group stand for?* is not answered by *co-chair of the Working Group*."""
    said = fold_letters(reading.text)
    named = any(mentions(name.text, reading.text) for name in question.own_names)
    return named and _CHAIR.match(said) is not None and not asks_for_office(question)


def _itself(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span says no more than *le rassemblement* where a meeting is asked about, or only which one
    it was where its subject is."""
    said = _TAKING_PART.sub("", fold_letters(reading.text).strip())
    words = [w for w in re.findall(r"\w+", said) if w not in _DULL]
    if not words:
        return bool(reading.text.strip())
    if _TOPIC.search(fold_letters(question.text)):
        dates = [f for f in find_facts(reading.text, context.language, context.published) if f.kind == "date"]
        if any(len(f.text) >= len(reading.text.strip()) - 4 for f in dates):  # *l'ordre du jour* is no day
            return True
    elif len(words) > 1:
        return False
    asked = [p for p in noun_phrases(question) if p.event]
    if any(p.lead in _WHICH for p in asked):
        return False
    kinds = {events(question.language).index(p.head) for p in asked}
    for language in (context.language,) if context.language in LANGUAGES else LANGUAGES:
        head = event_head(words[0], str(language))
        if head is not None or words[0] in _MEETINGS:
            kind = events(str(language)).index(head) if head else 0
            return kind in kinds or kind < GATHERINGS and min(kinds, default=99) < GATHERINGS
    return False


def _elsewhere(question: Question, reading: Reading, context: Context, *, anywhere: bool = False) -> float:
    """*Où a eu lieu la réunion de Braga ?* is not answered by another town; nor, where ``anywhere``, by what
    a sentence tells of another town."""
    for phrase in noun_phrases(question):
        if not phrase.event or any(n not in phrase.names for n in question.own_names if n.kind != "other"):
            continue
        home = [n.text for n in phrase.names if n.kind == "place" and _town(n)]
        there = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
        if anywhere:
            there = find_names(_sentence(reading, context))
        away = any(_town(n) and not any(mentions(h, n.text) for h in home) for n in there)
        if home and away and not any(mentions(h, _sentence(reading, context)) for h in home):
            return HARDLY
    return YES


def _no_town(reading: Reading, context: Context) -> bool:
    """Whether a span names countries and no other place, where a town is asked for."""
    there = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
    places = [level(n.text) for n in there if n.kind == "place"]
    return bool(places) and "town" not in places


def _town(name: Name) -> bool:
    """Whether a name is that of a town that the table knows."""
    return (
        name.kind == "place"
        and level(name.text) == "town"
        and gazetteer().get(fold_words(name.text)) is not None
    )


def _of_a_meeting(question: Question, reading: Reading, context: Context) -> bool:
    """Whether what a body is for is asked, and the sentence goes on (*elle a pour but …*) with one whose
    subject is a meeting."""
    if any(p.event for p in noun_phrases(question)):
        return False
    whole = context.article or context.text
    at = max(0, whole.find(context.text)) + reading.start
    openings = [fold_letters(whole[a:b][:_EARLY]) for a, b in sentences(whole) if a <= at]
    if not openings or not _SUBJECT.match(openings.pop()):
        return False
    subject = next((opening for opening in reversed(openings) if not _SUBJECT.match(opening)), "")
    languages = (context.language,) if context.language in LANGUAGES else LANGUAGES
    words = re.findall(r"\w+", subject)[:3]
    return any(event_head(word, str(language)) for word in words for language in languages)


def _unordered(question: Question, reading: Reading, context: Context) -> bool:
    """Whether *the previous meeting* is asked about and the sentence calls none the last or previous one."""
    if question.kind not in ("place", "date", "person"):
        return False
    asked = re.search(rf"\b(?:{_BEFORE})\b", fold_letters(question.text))
    if not asked or not any(p.event for p in noun_phrases(question)):
        return False
    words = re.findall(r"[^\W_]+", fold_letters(_sentence(reading, context)))
    language = context.language if context.language in LANGUAGES else "fr"
    met = [i for i, word in enumerate(words) if word in _MEETINGS or event_head(word, str(language))]
    ordered = re.compile(rf"{_BEFORE}|{_LAST}")
    return not any(ordered.fullmatch(word) for i in met for word in words[max(0, i - 2) : i + 3])


def _over(question: Question, reading: Reading, context: Context) -> bool:
    """Whether *the next meeting* is asked about and the sentence tells of one that is over."""
    asked = fold_letters(question.text)
    if not re.search(rf"\b(?:{_NEXT})\b", asked):
        return False
    if not (to_come(question.text, question.language) or _WILL_BE.search(asked)):
        return False
    if not any(p.event for p in noun_phrases(question)):
        return False
    return tense_around(context.text, reading.start, reading.end) == "past"


def _untold_part(question: Question, context: Context) -> bool:
    """Whether the organiser or a speaker is asked for and the article has no word of either."""
    asked, told = fold_letters(question.text), fold_letters(context.article or context.text)
    return any(
        re.search(rf"\b(?:{noun})", asked) and not re.search(rf"\b(?:{words})", told)
        for noun, words in _PARTS
    )


def _opposite(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the sentence says only the opposite of what is asked: opened for closed."""
    asked = fold_letters(question.text)
    for one, other in _OPPOSITES:
        if re.search(rf"\b(?:{one})", asked) and not re.search(rf"\b(?:{other})", asked):
            told = fold_letters(_sentence(reading, context))
            return bool(re.search(rf"\b(?:{other})", told)) and not re.search(rf"\b(?:{one})", told)
    return False
