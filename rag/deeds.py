"""Who did what is asked, and whether a sentence tells of that deed: *Le Maroc était représenté par …* says
nothing of who represented Spain, and who spoke of a treaty did not sign it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import Name, find_names, mentions
from index.sentences import sentence_at, sentence_before
from rag.noun_phrases import aligned
from rag.question import Question, fold_letters
from rag.reader import Context, Reading
from rag.whose_words import GOES_ON, quotes_another, words_of_others

_REPRESENTS = re.compile(r"\brepresent\w*|\w*(?:مثل|تمثيل)\w*")
# What stands between a verb and its object.
_TO_OBJECT = re.compile(r"\W*(?:(?:the|la|le|les|l'|el|los|las|a|al)\W*)?\Z")
_TO_SUBJECT = re.compile(r"\W*(?:(?:etait|est|etaient|sera|a ete|was|is|were|estuvo|estaba)\W*)?\Z")
# Folded beginnings of words that ask who did a thing that no report tells without one of the others.
_DEEDS = (
    (r"signe[re]?|signait|signataires?|signed|firmo|firmaron|وقع(?:ت|وا)?", r"sign|paraph|firm|وقع|توقيع"),
    (
        r"remplac\w*|succede\w*|replace[sd]?|succeeded|sustituy\w*|reemplaz\w*|sucedio",
        r"remplac|succ|suppl|replac|sustitu|reemplaz|suced|suce[sd]|nouve|new|nuev|خلف|محل",
    ),
    (
        r"nomme[re]?|designe[re]?|appointed|nombro|عين(?:ه|ت)?",
        r"nomm|nomin|design|appoint|named|nombr|عين|تعيين",
    ),
    (  # *Le Maroc était représenté par …* chairs nothing
        r"(?:co-?)?presid(?:e|ee|ait|era|er|o|io|ia|en)|(?:co-?)?chair(?:ed|s)?"
        r"|ترا?ست?|يتراس|تتراس|ترئس(?:ت)?",
        r"(?:co-?)?pre?sid|(?:co-?)?chair|ou?ver|ouvr|open|inaugur|abri[oe]|abiert|dirig|condui|emmen|mener|mene"
        r"|led\b|lead|head|anim|lider|encabez|host|accueil|organi|convo|invit|tete"
        r"|ر[ءي]ي?[سا]|ترا?و?س|يتراس|قاد|افتتح",
    ),
    (
        r"ouvert?|ouvre|inaugure[re]?|opened|inaugurated|abrio|inauguro|افتتح(?:ت)?",
        r"ouver|ouvr|inaugur|open|abri[or]|abiert|lanc|launch|kick|demarr|commenc|debut|افتتح",
    ),
    (
        r"(?:co)?fond(?:e|ee|ait|erent)|cree|(?:co-?)?founded|created|established|set up|fundo|fundaron|creo"
        r"|crearon|اسس(?:ت)?|انشا(?:ت)?",
        r"cree|crea[tn]|fond[eai]|fund[oai]|lanc|found|establish|etablie|(?:a|ont) etabli|set up|launch|initi"
        r"|cread|creo\b|اسس|تاسيس|تاسس|انش",
    ),
    (
        r"tue[re]?|assassine[re]?|killed|murdered|assassinated|mato|asesino|قتل|اغتال",
        r"tue|assassin|abatt|abat|elimin|kill|murder|shot|mato|matad|asesin|قتل|اغتال|مقتل",
    ),
    (
        r"redige[re]?|redigeait|drafted|redacto|redactaron|صاغ",
        r"redig|redact|ecri[tv]|elabor|draft|wrote|written|auteur|author|autor|escrib|صاغ|صياغ|كتب",
    ),
    (
        r"accompagn\w*|accompan\w+|acompan\w+|رافق\w*|يرافق\w*",
        r"accompagn|accompan|acompan|flanqu|aux cotes|alongside|escort|entour|together|junto|رافق|برفق",
    ),
    (
        r"compose(?:nt)?|compos(?:ed|es)|make up|integran|componen|forman",
        r"compos|form(?:e|ent|ee|ed)\b|regroup|reuni(?:t|ssent)\b|rassembl|compr(?:is|end)|membre|member|miembro"
        r"|compon|integr|partenaire",
    ),
    (
        r"accueilli?[est]*|accueillait|abrite[re]?|abritait|host(?:ed|s)?|acog(?:io|e)|hospedo|استضاف(?:ت)?",
        r"accueil|abrit|hote|host|organi|invit|recoi|recev|recu|acog|anfitri|hosped|استضاف|دعا|دعو|تستضيف",
    ),
    (
        r"command(?:e|ait|er|ent|ed|s)?|comand(?:a|o|aba)|(?:est|etait|sont|mis|placee?) a la tete",
        r"command|comand|mand[ao]|dirig|condui|tete|mene|chef|patron|success|succed|relev|prend|pris|ordres|passe"
        r"|head|lead|led|chief|charge|jef[ea]|general|colonel|amiral|admiral|قاد|قياد",
    ),
    (r"arrete[re]?|arrested|detuvo|arresto|اعتقل", r"arrest|arret|interpell|detu|deten|captur|اعتقل|اعتقال"),
)
# The same, whatever is asked of it: when one joined is not when all was founded.
_WHENEVER = (
    (
        r"choisie?s?|retenue?s?|chosen|selected|picked|elegid[oa]s?|escogid[oa]s?|اختير(?:ت)?|اختيار",
        r"chois|choix|reten[uo]|select|chosen|choice|pick|eleg|elecc|escog|اختي",
    ),
    (
        r"demissionne[re]?|resign(?:ed)?|dimitio|renuncio|استقال(?:ت)?",
        r"demission|resign|dimi[ts]|renunci|quitt|step(?:ped|s)? down|left|استق",
    ),
    (
        r"annule[re]?|annulee?s?|cancel(?:l?ed)?|cancel(?:o|ad[oa])|الغ(?:ي|يت|ى|اء)",
        r"annul|cancel|report(?:e|er|ee)s?\b|suspen|aplaz|renonc|supprim|called off|scrapp|الغ",
    ),
    (
        r"dissou(?:te?|dre)|dissolved|disuelt[oa]|disolvio|حل(?:ت)?",
        r"dissou|dissol|disuel|disol|supprim|demantel|disband|حل",
    ),
    (
        r"ne[e]?|naquit|born|nacio|ول[دد](?:ت)?",
        r"n[ee]e?s?\b|naiss|naqui|native?|born|birth|naci|origin|ول[دا]",
    ),
    (
        r"rejoint|rejoindre|adhere|joined|join|(?:se )?unio|adhirio|انضم(?:ت)?",
        r"rejoi|adher|joi?n|integr|entr[eé]e?|un(?:io|id|ir|ier)|sum(?:o|ar)|ralli|membre depuis|انضم|انضمام",
    ),
)
# *Qu'a-t-il demandé ?*
_WHAT = (
    (
        r"(?:que|qu'|what)\b.*\b(?:demande|reclame|exige|ask(?:ed)? for|demand(?:ed)?|request(?:ed)?|pidio"
        r"|reclamo|exigio)",
        r"demand|reclam|exig|sollicit|appel|souhait|plaid|veut|voul|invit|prie|insist|requ|press|ask|call|urge"
        r"|want|need"
        r"|pid|solicit|llam|inst|faut|doi[tv]|devr|must|should|debe",
    ),
    (
        r"(?:que|qu'|what|que)\b.*\b(?:promis|promise|promised|pledged|prometio)",
        r"promi|promet|engag|annonc|assur|garant|jur|pledg|commit|offr|offer|compromet|will|ser[ao]",
    ),
)
# *De quoi a-t-il parlé ?*: told by a verb of saying, by what it was about, or in quotation marks.
_SPOKE = re.compile(
    r"\b(?:de quoi|sur quoi)\b.*\b(?:parl|discut)\w+"
    r"|\bwhat\b.*\b(?:talk|spoke|speak|discuss)\w*(?: about| of)?\W*"
    r"|\bde que\b.*\b(?:habl|discut)\w+|\b(?:عم|عن ماذا|عما|ماذا)\b.*(?:تحدث|تكلم)"
)
_SAID = re.compile(
    r"[«“\"]|\b(?:discu|discour|parl[eao]|abord|evoqu|dit\b|dis[ae]|declar|soulign|affirm|salu|expliqu|indiqu"
    r"|estim(?:e|ait|ent)? que|annonc|ajout|tweet|accent|trait|debat|examin|entret|report|insist|rappel|menti"
    r"|critiqu|condamn|concentr|pench|port[ae]|ecri[rtv]|passe en revue"
    r"|said|say|told|tell|talk|spoke|speak|stress|prais|add|call|focus|address|rais|review|warn|writ|wrote"
    r"|dij|dic|habl|tema|trat|mencion|asegur|subray|elogi|escrib)|قال|تحدث|صرح|ناقش|اشاد|اكد|اعلن|كتب"
)
_TALK_ASKED = re.compile(r"\bdiscus?[st]\w*|\b(?:parl|talk|spoke|speak|habl)\w*.* (?:with|avec|con) ")
_TALKED = re.compile(
    r"\b(?:discu|parl[eao]|abord|evoqu|entret|debat|trait[ae]|examin|echang|negoci|convers|habl|talk|discuss"
    r"|exchang|negotiat|rais)|ناقش|تحدث|بحث|تباحث"
)
# *How did he die?*: that he did is no answer.
_DIED = re.compile(
    r"\b(?:how\b.*\b(?:die|died|killed)"
    r"|comment\b.*\b(?:mort|morte|mourut|decede\w*|tuee?)|de quoi\b.*\bmorte?"
    r"|como\b.*\b(?:murio|fallecio))\b|كيف (?:مات|قتل|توفي)"
)
_DIED_OF = re.compile(
    r"\b(?:tue[er]?|tues|abatt|abat|elimin|frapp|raid|bombard|attaqu|attentat|operation|assassin"
    r"|execut|explos|suicid"
    r"|maladie|cancer|accident|noy|crise cardiaque|blessure|pendu|empoisonn|ceinture|drone|missile"
    r"|tirs?\b|balle"
    r"|kill|shot|strike|bomb|attack|blast|blew|crash|ill\b|disease|drown|wound"
    r"|poison|hang|heart|matad|matar|murio (?:en|de|por)"
    r"|ataque|enferm|ahog|dispar)|غار|هجوم|قتل|عملي|انفجار|مرض|حادث|اغتيل"
)
_FROM = re.compile(
    r"\b(?:from|venu\w* d\w*|venai\w* d\w*|vien\w* d\w*|originaires? d\w*|issus? d\w*|provenan\w* d\w*"
    r"|proceden\w* de|proven\w* de|de origen|vinieron de)\W*(?:the |la |l'|el )?$|من $"
)
_WHO = re.compile(r"\b(?:qui|who|quien(?:es)?|من|(?:quel(?:le)?s?|which|what|que) \w+)\b")
_AS_WHAT = re.compile(
    r"\W*(?:et )?(?:a quel titre|en quelle qualite|in what capacity|as what|en calidad de que|ب?اي صفه)\b"
)
_PASSIVE = r"(?:(?:a|ont|avait|avaient) ete|was|were|been|fue|fueron|sido)"
_INVERTED = re.compile(r"-?\s?(?:\w+\s)?(?:[\w']+)-(?:t-)?(?:ils?|elles?)\b")
_SUBJECT = 20  # characters of a sentence in which its subject is named
_HAS_DONE = re.compile(r"(?:how many|how much|why) [\w ]*?\b(?:did|has|have|does|do|will) (?:the )?\Z")
_COUNTED_OBJECT = re.compile(r"cuant[oa]s? [\w ]*?\b(?:ha|han|envio|\w+(?:o|aron|ieron)) (?:\w+d[oa] )?\Z")


def undone(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the sentence of a reading does not tell of the deed that the question asks about."""
    start, end = sentence_at(context.text, reading.start)
    sentence = context.text[start:end]
    if not sentence:
        return False
    if question.kind == "reason" and _not_theirs(question, context.text, start, sentence):
        return True
    if question.kind in ("date", "place", "reason") and _other_deed(question, sentence, "", _WHENEVER):
        return True
    if question.kind == "person":
        after = context.text[reading.end : start + len(sentence)]
        return of_another_represented(question, sentence) or _other_deed(question, sentence, after)
    if question.kind == "other" and (
        _other_deed(question, sentence, "", _WHAT) or quotes_another(question, sentence, context.language)
    ):
        return True
    if question.kind in ("other", "manner") and words_of_others(question, context.text, start, sentence):
        return True
    if question.kind == "manner" and _DIED.search(fold_letters(question.text)):
        return _DIED_OF.search(fold_letters(sentence)) is None
    people = [n for n in question.own_names if n.kind in ("person", "other") and not n.demonym]
    if question.kind == "other" and people:
        asked = fold_letters(question.text)
        told = _TALKED if len(people) > 1 or _TALK_ASKED.search(asked) else _SAID
        return _SPOKE.search(asked) is not None and told.search(fold_letters(sentence)) is None
    if question.kind == "number" and _from_elsewhere(question, sentence):
        return True
    amount = question.kind == "number" or question.kind == "other" and reading.text[:1].isdigit()
    return amount and _idle(question, context.text, start, sentence)


def of_another_represented(question: Question, sentence: str) -> bool:
    """Whether who represented one is asked, or as what, and the sentence tells who represented another."""
    asked = aligned(question.text)
    verb = _REPRESENTS.search(asked)
    if verb is None or not (_WHO.search(asked[: verb.start()]) or _AS_WHAT.match(asked)):
        return False
    for name in question.own_names:
        if name.start < verb.end() or not _TO_OBJECT.fullmatch(asked[verb.end() : name.start]):
            continue
        return not (mentions(name.text, sentence) or GOES_ON.match(fold_letters(sentence)))
    return False


def _other_deed(
    question: Question, sentence: str, after: str, deeds: Sequence[tuple[str, str]] = _DEEDS
) -> bool:
    """Whether a sentence has no word for the deed, or the span, with ``after`` it, is what it was done to."""
    asked = fold_letters(question.text)
    for deed, told in deeds:
        if not re.search(rf"\b(?:{deed})\b", asked):
            continue
        done_to = re.match(rf"\W*{_PASSIVE}\s(?:\w+\s)?(?:{told})", fold_letters(after))
        if done_to and not re.search(rf"\b{_PASSIVE}\b", asked):
            return True
        return re.search(rf"\b(?:ال|ب)?(?:{told})", fold_letters(sentence)) is None
    return False


def _from_elsewhere(question: Question, sentence: str) -> bool:
    """Whether those who came from a place are counted, and the sentence doesn't name it."""
    asked = aligned(question.text)
    return any(
        name.kind == "place" and _FROM.search(asked[: name.start]) and not mentions(name.text, sentence)
        for name in question.own_names
    )


def _idle(question: Question, text: str, start: int, sentence: str) -> bool:
    """Whether a country is asked about that did something to so and so many, and neither the sentence nor the
    one that it goes on from names it: *Combien de soldats la Turquie a-t-elle envoyés ?*"""
    name = acting(question)
    if name is None or mentions(name.text, sentence):
        return False
    if name.kind == "organisation":  # it goes by other words too: *le groupe*
        first = [n for n in find_names(sentence) if n.start < _SUBJECT and not n.demonym]
        return any(n.kind in ("place", "organisation") for n in first)
    last = sentence_before(text, start)
    return not (GOES_ON.match(fold_letters(sentence)) and mentions(name.text, last))


def _not_theirs(question: Question, text: str, start: int, sentence: str) -> bool:
    """Whether it is asked why a country or its people did something, and neither the sentence nor the one
    before names them: *Pourquoi la Hongrie s'est-elle abstenue ?*"""
    name = acting(question, people=True)
    last = sentence_before(text, start)
    return name is not None and not mentions(name.text, f"{last} {sentence}")


def acting(question: Question, people: bool = False) -> Name | None:
    """The country, or its people, that is the subject of *combien* or *pourquoi* and its verb."""
    asked = aligned(question.text)
    for name in question.own_names:
        acts = name.kind in ("place", "organisation") and not name.demonym
        if not acts and not (people and name.demonym):
            continue
        if question.language == "fr" and _INVERTED.match(asked, name.end):
            return name
        before = asked[: name.start].lstrip("¿ ")
        if _HAS_DONE.match(before) or question.language == "es" and _COUNTED_OBJECT.match(before):
            return name
    return None
