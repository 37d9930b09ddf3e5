"""*et quand ?*, *and where?*, *lesquels ?*: the question before, asked for something else."""

from __future__ import annotations

import re

from rag import phrasing
from rag.noun_phrases import aligned, noun_phrases
from rag.question import Question, fold_letters
from rag.referents import Referent

# What asks at the head of a question, folded: an adverb or a preposition with its noun, which may be
# changed for another; and what is a part of the sentence itself, for which its answer must stand.
_ADVERBS = {
    "fr": r"(?:quand|ou|que?(?=[ '])|pour ?quoi(?: faire)?|comment|depuis quand|d'ou|jusqu'a quand"
    r"|(?:pour |pendant |depuis )?combien de temps|quel jour|a quelle frequence|tous les combien"
    r"|(?:avec|par|pour|contre|sur|en|dans|a) combien d(?:e |')\w+"
    r"|(?:a l'(?:initiative|invitation) de|a|avec|pour|par|chez|contre|devant|sous|de|sur|en|dans)"
    r" (?:qui|quoi|quel(?:le)?s?(?: \w+)?))"
    r"(?: exactement)?(?: est-ce qu(?:e |'))?",
    "en": r"(?:when|where|why|what for|how often|how(?! many| much)|since when|how long"
    r"|(?:what|which) (?:year|date|day|month|time)"
    r"|(?:in|at|on|with|by|for) how many \w+"
    r"|(?:at|on|by|under|with) whose \w+"
    r"|(?:in|at|on|with|by|for|to|about|from|of|under|before|against) (?:what|which|whom?)"
    r"(?: (?:city|country|year|date|day|month|place|town|occasion|reason|purpose|capacity|role|level|grounds?"
    r"|conditions?|circumstances|context|pretext))?)(?: exactly)?",
    "es": r"(?:cuando|donde|que(?= \w+(?:o|aron|ieron|aban?)\b)|adonde|por que|como|desde cuando"
    r"|con que frecuencia"
    r"|(?:con|por|para|en|contra) cuant[oa]s \w+"
    r"|(?:a|con|para|por|de|en|contra|sobre) (?:quien(?:es)?|que(?: \w+)?|donde|cual))(?: exactamente)?",
    "ar": r"(?:متي|اين|ماذا|بماذا|لماذا|كيف|منذ متي|من اين|الي اين|باي \w+"
    r"|(?:مع|عن|في|ل|ب|الي) ?(?:من|ماذا|اي \w+))(?: بالضبط)?",
}
_ARGUMENTS = {
    "fr": r"(?:qui(?: est-ce qui)?|combien d[e'] ?\w+|lequel|laquelle"
    r"|quel(?:le)?s? (?!(?:est|sont|etait|etaient|fut|furent)\b)\w+)",
    "en": r"(?:who|how many \w+|how much|what"
    r"|(?:what|which) (?!(?:did|do|does|is|are|was|were|has|have|had|will|can)\b)\w+)",
    "es": r"(?:quien(?:es)?|que \w+|cuant[oa]s? \w+|cual)",
    "ar": r"(?:من|اي \w+|كم (?:عدد )?\w+)",
}
_CLEFT = {
    "fr": "{wh} est-ce que {answer} {rest}",
    "en": "{wh} was it that {answer} {rest}",
    "es": "¿{wh} {answer} {rest}",
    "ar": "{wh} {verb} {answer} {rest}",
}
_WHICH = {"fr": r"lesquel(?:le)?s", "en": r"which(?: ones?)?", "es": r"cuales", "ar": r"ما هي|من هم"}
_HOW_MANY = {
    "fr": r"combien(?: etaient-ils| en tout)?",
    "en": r"how many",
    "es": r"cuant[oa]s",
    "ar": r"كم(?: عددهم| العدد)?",
}
_ELSE = {"fr": "qui d'autre", "en": "who else", "es": r"quien(?:es)? mas", "ar": "من (?:ايضا|غيره|غيرها)"}
_WHO = {"fr": "qui", "en": "who", "es": "quien(?:es)?", "ar": "من"}
_VERB = re.compile(r"(?:aron|ieron|aban|ían|aba|[óé])$")  # *¿de qué hablaron?* is a whole question
_COUNTS = {
    "fr": re.compile(r"\W*combien d(?:e |')"),
    "en": re.compile(r"\W*how many "),
    "es": re.compile(r"\W*cuant[oa]s "),
}
_OF_THEM = re.compile(r"(?:de |d')")
_AGREEING = re.compile(r" (?!(?:les|des|ces|ses|leurs|nos|vous|nous|dans|sans|vers|sous)\b)[a-zà-ÿ]+[sx]\b")
_AUXILIARIES = frozenset("a ont avait avaient est sont etait fut y en s se".split())
_ELIDED = " '’"  # what *qu'* leaves behind
_KIND = {
    "fr": {"date": "Quand", "place": "Où", "reason": "Pourquoi", "manner": "Comment", "person": "Qui"},
    "en": {"date": "When", "place": "Where", "reason": "Why", "manner": "How", "person": "Who"},
    "es": {"date": "Cuándo", "place": "Dónde", "reason": "Por qué", "manner": "Cómo", "person": "Quién"},
    "ar": {"date": "متى", "place": "أين", "reason": "لماذا", "manner": "كيف", "person": "من"},
}
_WAS = {"fr": "{} a lieu {}", "en": "{} was {}", "es": "¿{} fue {}", "ar": "{} {}"}
_IRREGULAR = dict(
    pair.split(":")
    for pair in "led:lead took:take won:win came:come met:meet said:say made:make gave:give spoke:speak"
    " held:hold"
    " told:tell went:go saw:see founded:found became:become sent:send paid:pay"
    " wrote:write began:begin built:build"
    " chose:choose left:leave lost:lose got:get kept:keep put:put set:set read:read ran:run".split()
)


def is_interrogative(question: Question) -> bool:
    """Whether a question is nothing else: *dans quelle ville ?*, *by which country?*"""
    return _alone(question, _ADVERBS) and not _VERB.search(question.text.strip(" ?؟¿!."))


def asked_alone(question: Question) -> str | None:
    """The interrogative of a question that is nothing else (*et où ça ?*), as it was written."""
    found = re.search(_ADVERBS[question.language], aligned(question.text))
    if found:
        said = question.text[found.start() : found.end()]
        if question.language == "fr" and re.match(r"(?i)pour quoi", said):
            return "Pourquoi"
        if question.language == "en" and said.lower().startswith("what for"):
            return "Why"
        return re.sub(r"(?i)\s+est-ce qu(?:e|['’])\s*$", "", said).strip()
    return _KIND[question.language].get(question.kind)


def ask_otherwise(question: Question, before: Question, answer: str | None) -> str | None:
    """The question before, asked for what *et quand ?* asks for. None where it can't be turned."""
    language, folded = before.language, aligned(before.text)
    head = r"^\W*"
    if _alone(question, _WHICH):
        counted = re.match(head + r"(?:combien d[e'] ?|how many |cuant[oa]s |كم (?:عدد )?)", folded)
        which = {"fr": "Quels ", "en": "Which ", "es": "¿Qué ", "ar": "ما هي "}[language]
        return which + before.text[counted.end() :] if counted else None
    if _alone(question, _HOW_MANY):
        named = re.match(head + r"(?:quel(?:le)?s |which |what |que |cuales )(?=\w+s\b)", folded)
        many = {"fr": "Combien de ", "en": "How many ", "es": "¿Cuántos ", "ar": "كم "}[language]
        return many + before.text[named.end() :] if named else None
    if _alone(question, _ELSE):
        who = re.match(head + _WHO[language] + r"(?!\w)", folded)
        return f"{phrasing.capital(question.text.strip(' ?؟¿!.'))}{before.text[who.end() :]}" if who else None
    wh = asked_alone(question)
    if wh is None:
        return None
    wh = wh[:1].upper() + wh[1:]
    asks = re.match(head + f"({_ADVERBS[language]})(?!\\w)", folded)
    if asks and asks.end() < len(folded.rstrip(" ?؟")):
        return f"{'¿' if language == 'es' else ''}{wh} {before.text[asks.end() :].lstrip(_ELIDED)}"
    if before.kind == "yes_no":
        whole = before.text.lstrip("¿ ").removeprefix("هل ")
        return f"{wh} {whole[:1].lower()}{whole[1:]}"
    argument = re.match(head + f"({_ARGUMENTS[language]})(?!\\w)", folded)
    if language == "fr" and argument and not _acts(before, argument.end()):
        return _counting(wh, before)
    if argument and _acts(before, argument.end()):
        if before.kind == "number" and answer and answer.isdigit():
            answer = f"{answer} {before.text[argument.start(1) : argument.end()].split()[-1]}"
        return _stated(wh, before, argument.end(), answer)
    return None


def _acts(before: Question, end: int) -> bool:
    """Whether what is asked for is the subject: in *quel pays a rejoint*, not *quel exercice organisent*."""
    if before.language != "fr" or before.kind == "person":
        return True
    after = [w for w in before.words if w.start >= end][:1]
    if not after:
        return False
    # *Quel pays accueille le sommet ?*
    done = next((p for p in noun_phrases(before) if 0 <= p.start - after[0].end < 6), None)
    return after[0].folded in _AUXILIARIES or done is not None and done.event


def _counting(wh: str, before: Question) -> str | None:
    """*Combien d'avions l'armée a-t-elle perdus ?* with *où ?*: *Où l'armée a-t-elle perdus des avions ?*"""
    counted = next((p for p in noun_phrases(before) if p.counted), None)
    if counted is None:
        return None
    agreeing = _AGREEING.match(before.text, counted.end)
    end = agreeing.end() if agreeing else counted.end
    rest = before.text[end:].strip(" ?؟")
    return f"{wh} {rest} des {before.text[counted.start : end]}" if rest else None


def _alone(question: Question, patterns: dict[str, str]) -> bool:
    text = aligned(question.text).strip(" ?؟¿!.")
    return re.fullmatch(patterns[question.language], text) is not None


def _stated(wh: str, before: Question, end: int, answer: str | None) -> str | None:
    """*Qui a ouvert la réunion ?* with *quand ?*: *Quand est-ce que Pompeo a ouvert la réunion ?*"""
    language, rest = before.language, before.text[end:].strip(" ?؟")
    if not answer:
        return f"{wh} {rest}" if rest else None
    words = rest.split()
    if not words:
        return None
    if language == "en":
        if words[0] in ("did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "will", "can"):
            if len(words) > 2 and words[0] in ("did", "do", "does", "has", "have", "had"):
                return f"{wh} {rest} {answer}"
            return f"{wh} {words[0]} {answer} {' '.join(words[1:])}"
        base = _base(words[0])
        if base:
            return f"{wh} did {answer} {' '.join([base, *words[1:]])}"
    return _CLEFT[language].format(
        wh=wh, answer=answer, rest=" ".join(words[1:]) if language == "ar" else rest, verb=words[0]
    )


def _base(verb: str) -> str | None:
    """An English verb in the past as *did* has it after it."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if not verb.endswith("ed"):
        return None
    if verb.endswith("ied"):
        return verb[:-3] + "y"
    stem = verb[:-2]
    return (
        stem + "e"
        if re.search(r"(?:[cvzu]|[^aeo][aeiou]s|eat|iat|nat|pat|lat|gat|[^e]id|dg|rg|ir|lac|ar)$", stem)
        else stem
    )


def counted_too(question: Question, before: Question) -> str | None:
    """*Et de blessés ?*, *and how many injured?* after *combien de morts …?*: another thing counted there."""
    pattern = _COUNTS.get(question.language)
    asked = pattern.match(aligned(before.text)) if pattern and question.language == before.language else None
    if asked is None or pattern is None:
        return None
    fragment = aligned(question.text).strip(" ?؟.!¿")
    again = pattern.match(fragment) or _OF_THEM.match(fragment)
    noun = fragment[again.end() :] if again else ""
    if not again or not re.fullmatch(r"[^\W\d]+(?: [^\W\d]+)?", noun):
        return None
    end = re.compile(r"[^\W\d]+").match(aligned(before.text), asked.end())
    said = question.text.strip(" ?؟.!¿")[again.end() :]
    head = before.text[: asked.end()]
    if question.language == "fr":  # *combien d'Espagnols*, *combien de Turcs*
        head = re.sub(r"d(?:e |['’])\Z", "d'" if re.match(r"[aeiouyh]", fold_letters(said)) else "de ", head)
    return f"{head}{said}{before.text[end.end() :]}" if end else None


def ask_about(question: Question, wh: str, topic: Referent) -> str | None:
    """*And when?* after a question in another language: *When was the Marrakech meeting?* Not of a body or
    somebody, which nobody holds."""
    if topic.kind not in ("event", "thing"):
        return None
    language = question.language
    return _WAS[language].format(wh, phrasing.lowered(topic.text, language))
