"""What *which* asks for: a thing of that kind, not what it was done for, nor a name that was asked about."""

from __future__ import annotations

import re

from index.aliases import gazetteer
from index.facts import find_facts
from index.folding import fold_words
from index.lexicon import stems
from index.names import find_names, mentions
from index.sentences import sentence_at, sentences
from rag.compare_names import level
from rag.dictionary import translations
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

_WHICH = re.compile(
    r"\W*(?:(?:de|dans|par|con|in|by|en|por|a|at|on|sur|sous|pour|for|avec|with|under) )?"
    r"(?:quel(?:le)?s?|which|what|que|cual(?:es)?|اي)"
    r"\s(?!(?:est|sont|etai(?:en)?t|fut|furent|sera|is|are|was|were|es|son|fue|fueron|era|eran|sera)\b)(\w+)"
)
# *in order to …*, the last word a verb: in French and Spanish an infinitive.
_PURPOSE = re.compile(
    r"(?:pour|afin de|afin d'|para|a fin de)\s?(?:ne pas |y |s'|se |en |la |les? )?\w+(?:er|ir|re|oir|ar)\b"
    r"|(?:in order )?to \w+ (?:the|a|an|its|their|his|her)\b|من اجل "
)
_FOR = frozenset(  # kinds of things that are themselves told by what they are for
    "but buts objectif objectifs fin fins raison raisons motif motifs mission missions occasion role ambition"
    " appel plan projet utilite vocation effort efforts mesure mesures moyen moyens facon maniere aim goal"
    " purpose reason reasons task use measure measures means way objetivo objetivos motivo razon mision"
    " tarea medio medios manera هدف غرض سبب مهمه".split()
)
# What a person can't be: *what did she say?*, *que demande-t-il ?*; an office is asked for otherwise.
_THING = re.compile(
    r"\W*(?:what (?:(?:did|does|do|has|have|had|will|would) |(?:is|was|are|were) .* about\W*$)"
    r"|qu'(?!est-ce qui\b)|que |(?:de |a |sur |en )?quoi "
    r"|(?:de |a |sobre |por )?que (?!\w+ (?:person|ministr|president|diplomat))|ماذا )"
)
_TITLE = re.compile(r"\b(?:titre|poste|fonction|title|position|job|cargo|puesto)\b|منصب")
_TELLS = re.compile(  # *what is the resolution about?*, *que dit-elle ?*
    r"\bwhat (?:is|was|are|were) .* about\W*$|\bwhat (?:does|did|do) .* say\b|\bque dit\b"
    r"|\bqu'a(?:-t-\w+)? dit\b|\bque (?:dice|dijo)\b|\bde quoi (?:parle|traite)|\bde que (?:habla|trata)"
    r"|\b(?:ماذا|عما?) (?:قال|تقول|يقول|تنص)"
)
_BECAUSE = re.compile(
    r"\b(?:cause|raison|faveur|suite|grace|faute|du(?:e|s|es)?|because|due|thanks|owing|debido|gracias|culpa)\b"
    r"|بسبب|بفضل"
)
_VERB = re.compile(
    r"[\s,]*(?:a|ont|est|sont|avai(?:t|ent)|etai(?:t|ent)|fut|furent|sera|seront|doi(?:t|vent)|devrai(?:t|ent)|va|vont"
    r"|has|have|had|is|are|was|were|will|would|ha|han|es|son|fue|fueron|sera|seran|esta)\b"
)
_LED = re.compile(r"\b(?:a|au|aux|in|at|en|في) (?:l'|la |the )?$")
_LEADS = re.compile(r"(?:a|au|aux|in|at|en|في) ")
_JOINED = re.compile(  # what joins a name to its sentence
    r"^(?:(?:à|au|aux|en|in|at|في) )?(?:l['’]|(?:les?|la|the|el|los|las)\s)?", re.IGNORECASE
)
_COUNTED = re.compile(r"\W*(?:the |les |los |las )?([a-z]+(?:-[a-z]+)*|\d{1,3}) (\w+)\W*\Z")
_CHOICE = re.compile(r"\b(?:ou|or|o|u|ام|او)\b")
_OF_BOTH = re.compile(r"\b(?:entre|de|between|of) .+ (?:et|and|y) .+\b(?:quel|lequel|laquelle|which|cual)")
_FIRST_OF = re.compile(
    r"\b(?:(?:en|le|la) premi\w+|first|earlier|before|avant|plus tot|d'abord|antes|primer\w*)\b"
    r"|اولا|قبل|الاول"
)
_MEDIA = re.compile(r"(?:Twitter|Facebook|Instagram|YouTube|Telegram|WhatsApp|TikTok|Al Jazeera|CNN|BBC|X)")
_BESIDE = 30  # characters before a name in which it is said to be a cause
_TIMES = frozenset(
    "periode echeance calendrier delai duree trimestre semestre siecle decennie saison occasion date jour"
    " jours mois annee annees an moment heure semaine epoque horizon day date month year period time term"
    " season decade"
    " century deadline week quarter hour weekday fecha dia mes ano anos periodo plazo hora epoca momento"
    " تاريخ يوم شهر سنه عام فتره وقت ساعه موعد".split()
)
_COUNTRIES = frozenset("pays country countries pais paises بلد بلدان دوله دول".split())
_WEEK = 7
_MONTH = 45  # days
_YEAR = re.compile(r"\bquelle annee\b|\b(?:what|which) year\b|\bque ano\b|اي (?:سنه|عام)")
_MONTH_ASKED = re.compile(
    r"\bquel (?:mois|jour)\b|\b(?:what|which) (?:month|day)\b|\bque (?:mes|dia)\b|اي (?:شهر|يوم)"
)
_DAY_ASKED = re.compile(r"\bquel jour\b|\b(?:what|which) day\b|\bque dia\b|اي يوم")
_WEEKDAY = re.compile(
    r"\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|\b(?:sun|mon|tues|wednes|thurs|fri|satur)day\b"
    r"|\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
    r"|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد"
)
_LATER = re.compile(
    r"\b(?:prochaine?|suivante?|d'apres|apres|next|following|after|siguiente|proxim[oa]|despues)\b|بعد|التالي"
)
_IN = re.compile(r"\b(?:a|en|in|at|dans|pres de|near)\s$")
_WHOSE = re.compile(r"\W*(?:in |by |with |under |to )?whose (\w+)")
_DOCUMENTS = frozenset("document texte text documento texto وثيقه نص".split())
_DOCUMENT = re.compile(
    r"communique|rapport|declaration|lettre|tweet|resolution|\bnote|document|texte|livre|discours|accord|traite"
    r"|charte|statement|report|letter|press release|treaty|agreement|text|book|speech|charter|paper|memo"
    r"|plan\b|comunicado|informe|declaracion|carta|resolucion|texto|libro|discurso|acuerdo|tratado|article|\bloi\b|decret"
    r"|projet|constitution|بيان|تقرير|رساله|وثيقه|قرار|اتفاق|نص|كتاب"
)
_BUILDINGS = frozenset(
    "batiment hotel palais salle edifice immeuble stade building hall palace venue stadium room edificio sala"
    " palacio estadio مبني فندق قصر قاعه ملعب".split()
)
_NUMBERED = frozenset("resolution decret loi decree law resolucion decreto ley قرار مرسوم قانون".split())


def wrong_kind(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a thing of a kind is asked for, and the span is a purpose; or a text that has a number, of
    which its sentence has no word."""
    folded = fold_letters(question.text)
    asked = _WHICH.match(folded)
    if asked is None or question.kind in ("reason", "manner"):
        return False
    head = asked[1]
    if head not in _FOR and _PURPOSE.match(fold_letters(reading.text.strip())):
        return True
    if question.kind == "other" and head not in _TIMES and _a_date(reading, context):  # *à quel niveau ?*
        return True
    if head in _COUNTRIES and not _a_country(reading, context):
        return True
    if head.removesuffix("s") in _DOCUMENTS and not _DOCUMENT.search(fold_letters(reading.text)):
        return True
    if head in _BUILDINGS and _a_town(reading, context):
        return True
    if head in _NUMBERED or head.removesuffix("s") in _NUMBERED:
        return not _says(head, question.language, reading, context)
    return False


def _a_country(reading: Reading, context: Context) -> bool:
    """Whether a span has the name of a country, or of a people."""
    there = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
    there = there or find_names(reading.text, context.language)
    return any(n.demonym or level(n.text) == "country" for n in there)


def _a_town(reading: Reading, context: Context) -> bool:
    """Whether a span is a place that the table knows: a town or a country, no building."""
    there = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
    return bool(there) and all(gazetteer().get(fold_words(n.text)) and n.kind == "place" for n in there)


def _a_date(reading: Reading, context: Context) -> bool:
    dates = [f for f in find_facts(reading.text, context.language, context.published) if f.kind == "date"]
    return any(len(fact.text) >= len(reading.text.strip(" ,.;:")) - 4 for fact in dates)


def no_such_date(question: Question, reading: Reading) -> bool:
    """Whether a date says no more than the question itself (*quel jour de juillet ?*: *juillet*), or not the
    year or the month that is asked for."""
    if question.kind != "date":
        return False
    asked = fold_letters(question.text)
    text = reading.value.text if reading.value else reading.text
    said = [w for w in re.findall(r"\w+", fold_letters(text)) if len(w) > 2 or w.isdigit()]
    if said and set(said) <= set(re.findall(r"\w+", asked)):
        return True
    value = reading.value
    if value is None or value.kind != "date":
        return False
    if _LATER.search(asked) and value.first and any(d.last and value.first <= d.last for d in question.dates):
        return True  # *after Rome in June 2021, when was the next one?*: not in June 2021
    if _YEAR.search(asked):
        return value.first is None and re.search(r"\d{4}", reading.text) is None
    days = (value.last - value.first).days if value.first and value.last else 0
    if days > _WEEK and _DAY_ASKED.search(asked) and not _WEEKDAY.search(fold_letters(text)):
        return True
    return days > _MONTH and _MONTH_ASKED.search(asked) is not None


def none_of_them(question: Question, reading: Reading) -> bool:
    """Whether it is asked which of some came first, and the span is none of them."""
    asked = fold_letters(question.text)
    if question.kind not in ("other", "person"):  # folded, *où* is *or*
        return False
    if not (_FIRST_OF.search(asked) and (_CHOICE.search(asked) or _OF_BOTH.search(asked))):
        return False
    if any(mentions(name.text, reading.text) for name in question.own_names):
        return False
    said = set(stems(reading.text, "any"))
    return not any(said & set(stems(word.text, "any")) for word in question.plain)


def only_a_name(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span is a person, or where something was, where a thing is asked for (*what did she
    stress?*), or a name alone where a reason is, and no word says that it is one."""
    span = reading.text.strip(' «»"“”.,;:')
    if question.kind not in ("other", "reason") or not span:
        return False
    if question.kind == "reason" and _a_subject(reading, context):
        return True
    bare = re.split(r",?\s(?:qui|who|quien)\b", _JOINED.sub("", span))[0]
    there = (n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end)
    if question.kind == "other" and _TELLS.search(fold_letters(question.text)) and _names_alone(span):
        return True
    name = next(there, None)
    if name is None or len(name.text) < len(bare) or name.demonym:
        return False
    if question.kind == "other":
        asked = fold_letters(question.text)
        asks = _THING.match(asked) is not None
        someone = name.kind == "person" or name.kind == "other" and _surname(name.text, context)
        if someone and (asks or _TITLE.search(asked)):
            return True
        if asks and _MEDIA.fullmatch(name.text):  # where it was said
            return True
        return asks and name.kind == "place" and _there(reading, context)
    before = fold_letters(context.text[max(0, reading.start - _BESIDE) : reading.start])
    return not (_BECAUSE.search(before) or _BECAUSE.search(fold_letters(span)))


def _a_subject(reading: Reading, context: Context) -> bool:
    """Whether a span opens its sentence and stops before its verb, and gives no cause: *After two visits,
    she* says what was done by whom, not why."""
    if not any(start == reading.start for start, _ in sentences(context.text)):
        return False
    said = fold_letters(reading.text)
    return _VERB.match(fold_letters(context.text[reading.end :])) is not None and not _BECAUSE.search(said)


def _names_alone(span: str) -> bool:
    """Whether a span is the names of people and bodies, and small words: *Conseil de sécurité de l'ONU*."""
    names = [n for n in find_names(span) if n.kind in ("person", "organisation")]
    rest = span
    for name in names:
        rest = rest.replace(name.text, " ")
    return bool(names) and all(len(word) < 4 for word in re.findall(r"\w+", rest))


def _surname(name: str, context: Context) -> bool:
    """Whether the article gives a lone name elsewhere with a first name."""
    whole = re.search(rf"\b[A-Z][\w'’-]+ {re.escape(name)}(?!\w)", context.article)
    return whole is not None and any(n.kind == "person" for n in find_names(whole[0]))


def _there(reading: Reading, context: Context) -> bool:
    """Whether the words before a span make it where something was: *lors de cette réunion à Rabat*."""
    ahead = fold_letters(context.text[max(0, reading.start - _BESIDE) : reading.start])
    return bool(_LED.search(ahead) or _LEADS.match(fold_letters(reading.text)))


def named_already(question: Question, reading: Reading) -> bool:
    """Whether the span is no more than a name that the question itself gives: who was asked about."""
    if question.kind != "other" or not reading.text.strip():
        return False
    own = question.own_names
    bodies = [n for n in own if " " in n.text and n.kind == "organisation"]
    short = len(reading.text.split()) < 6
    if short and any(mentions(body.text, reading.text) for body in bodies):
        return True
    said = fold_letters(_JOINED.sub("", reading.text.strip(' «»"“”.,;:')))
    asked = fold_letters(question.text)
    if (
        _WHICH.match(asked)
        and not _CHOICE.search(asked)
        and any(
            fold_letters(m.text) == said
            and any(mentions(n.text, m.text) and mentions(m.text, n.text) for n in own)
            for m in find_names(reading.text)
        )
    ):
        return True
    whole = any(said == name.folded and name.kind == "organisation" for name in find_names(reading.text))
    named = (set(n.folded.split()) for n in question.own_names if n.kind == "organisation")
    return whole and any(words <= set(said.split()) for words in named)  # *Coalition mondiale*: the coalition


def only_how_many(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span counts the things that are asked for and names none (*cinq fronts*)."""
    asked = _WHICH.match(fold_letters(question.text))
    if question.kind != "other" or not asked:
        return False
    counted = _COUNTED.match(fold_letters(reading.text))
    if not counted or not any(f.kind == "number" for f in find_facts(counted[1], context.language)):
        return False
    language = context.language or question.language
    forms = [asked[1], *translations([asked[1]], question.language, language)]
    return stems(counted[2], language) in [stems(form, language) for form in forms]


def _says(head: str, language: str, reading: Reading, context: Context) -> bool:
    sentence = context.text[slice(*sentence_at(context.text, reading.start))]
    other = context.language or language
    there = set(stems(sentence, other))
    forms = (head, *(translations([head], language, other) if other != language else ()))
    return any((own := stems(form, other)) and there.issuperset(own) for form in forms)


def somewhere(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a person is asked for and the span is where something was: *à Sde Boker*."""
    if question.kind != "person":
        return False
    there = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
    if len(there) != 1 or there[0].kind == "person" or len(there[0].text) < len(reading.text.strip()) - 3:
        return False
    return _IN.search(fold_letters(context.text[: there[0].start])) is not None


def whose_else(question: Question, reading: Reading, context: Context) -> bool:
    """Whether *whose incursion* is asked, and the sentence has no word for that."""
    asked = _WHOSE.match(fold_letters(question.text))
    return asked is not None and not _says(asked[1], question.language, reading, context)
