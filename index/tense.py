"""Whether what is told near a date is past or to come: by the verbs around it, in four languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from index.date_words import WEEKDAYS

Tense = Literal["past", "future"]
_REACH = 200  # code points of a sentence looked at on either side

_DONE = (  # French participles that end in neither -é nor -uit, by how they end
    r"(?!(?:plus|puis|depuis|ainsi|aussi|lui|qui|midi|ici|trois|mais|jamais|pays|avis|parmi|moins"
    r"|ceux|nous|vous|sous"
    r"|dessus|abus|refus|menu|vertu|tribu|début|but|crédit|délit|droit|bruit|petite?s?|récit|lundi"
    r"|mardi|jeudi"
    r"|mercredi|vendredi|samedi|appui|ennemi|ami|parti pris|merci|demi|paris|suis"
    r"|lieu|peu|jeu|feu|milieu|\w*oi|point|saint|concert|expert|vert|désert)\b)"
    r"(?:\w+(?:u|i|[pm]is|[uo]mis|sis|quis|clus|crit|dit|ert|[aeo]int)|mis|pris|dit|mort|fait|eu|dû"
    r"|absous|dissous)"
)
_IMPERFECT = (  # not what was meant to come: "devait", "comptait", "prévoyait"
    r"(?!(?:dev|all|compt|prévoy|attend|entend|souhait|espér|pouv|voul|fall|pens|envisage|s[ou]h|f|l"
    r"|p|pl|tr|ab|part|(?:re|por|ex|at|abs"
    r"|dis|con)tr|(?:par|bien|mé|for|re|dé|sur|satis|imp?ar)f)ai(?:ent|ts?)\b)\w{2,}[^\W\dr]ai(?:ent|t)"
)
_FRENCH_PAST = (
    rf"(?:(?:a|ont|ai|avons|avait|avaient|ait|aient|aurait|auraient|avoir"
    rf"|ayant) (?:été )?(?:(?:\w+ment|déjà|aussi|encore|pas|jamais|rien|toujours|ainsi"
    rf"|ensuite|tous|toutes|bien|par ailleurs|enfin) ){{0,2}}(?:été )?|(?:s['’]est|se sont"
    rf"|s['’]était"
    rf"|s['’]étaient) )(?:\w{{2,}}(?:é|ée|és|ées|uite?s?)|(?:{_DONE})e?s?)"
    r"|(?:est|sont) (?:(?:re)?tombée?s?|(?:re)?montée?s?|descendue?s?|restée?s?|r?entrée?s?"
    r"|retournée?s?|sortie?s?"
    r"|passée?s?|(?:ré)?apparue?s?|survenue?s?|parvenue?s?|disparue?s?|arrivée?s?|venue?s?|partie?s?"
    r"|mort(?:e|s|es)?|née?s?|devenue?s?|allée?s?|entrée?s?"
    r"|décédée?s?|revenue?s?|intervenue?s?)|était|étaient|"
    rf"{_IMPERFECT}"
    r"|fut|furent|eut|eurent|tint|tinrent|\w+èrent|\w+irent"
)
_ENGLISH_PAST = (
    r"was|were|said|had|told|(?<!be )met|(?<!be )held|took|began|(?<!be )made|came|went|did|won|lost"
    r"|gave|saw|spoke"
    r"|fell|rose|grew|struck|broke|brought|built|bought|caught|chose|drew|flew|found|fought|kept|knew|paid"
    r"|(?<!to )(?<!will )(?<!would )(?<!could )(?<!should )(?<!may )(?<!might )(?<!can )(?<!must )"
    r"(?:hit|cut|put|shut|burst|spread|quit)|ran|sat|stood|swore|threw|wrote|became|swept|sank"
    r"|sought|drove|shot|stole|withdrew|sent"
    r"|(?<!be )led"
    r"|(?<!be )(?<!are )(?<!is )(?!sched|expec|plann|need|fixed|slated|sacred|hundred|indeed|unit)[a-z]{2,}ed"
)
_SPANISH_PAST = (
    r"\w+(?:aron|ieron)|\w{3,}ó|fue|estuvo|tuvo|dijo|hizo|puso|vino|pidió"
    r"|han? (?:sido )?\w+(?:ado|ido|cho|sto)"
)
_FUTURE = (
    r"\b(?!(?:\w*(?:prim|esp|band|man|ret|front|lant|cant|rib|qui|[md]ad|carr|barr|op|cam|[st]i|hubi)era"
    r"|(?:pu|an|per|acce|enten)?diera|(?:\w*tu|vol|vi|mo|sir)?viera|fuera"
    r"|(?:re|at|s?ou)?tira|\w*[sxm]pira|a?dmira|mira|gira|mentira)\b)"
    r"\w{2,}(?:era|ira|dra|[eidvr]ront|[eidvr]raient|[eidv]rait)\b|\b(?:\w+(?:[iu]|ce|de)vra|(?:re"
    r"|de)vra|\w*verra"
    r"|pourra|courra|mourra|[dlr]ira|ira|iront)\b|\b(?:sera|seront|aura|auront|va|vont|doit"
    r"|doivent"
    r"|devrait|devraient|prévue?s?|attendue?s?|fera|feront|pourra|prochaine?s?)\b"
    r"|\b(?:will|would|shall|due|expected|scheduled|planned|plans?|to be|is to|are to|set to|going to"
    r"|upcoming)\b"
    r"|\b\w{2,}(?:[aei]r|[db]r)(?:á|án)\b|\b(?:previst[oa]s?|va a|van a|debe)\b"
    r"|(?<!\w)(?:س[يتن]\w{3,}|سوف|المقرر|المرتقب)"
)


# Verbs that open an Arabic sentence and go on to the weekday without another verb between.
_ARABIC_SAID = (
    r"و?(?:قال|أعلن|أكد|صرح|التقى|التق|وصل|اجتمع|عقد|زار|ضرب|قتل|قُتل|أصيب|لقي|توفي|وقع|وقّع|انفجر"
    r"|هاجم|أطلق|اعتقل|أوقف"
    r"|كشف|أفاد|ذكر|نفى|دعا|طالب|رفض|وافق|أقر|صوت|صوّت|فاز|خسر|انتخب|عين|عيّن|استقال|افتتح|انطلق|بدأ"
    r"|انته[ىت]|سقط|تحطم|غرق"
    r"|اندلع|شن|سيطر|انسحب|غادر|عاد|بحث|ناقش|تظاهر|أدان|حكم|قض[ىت]|نشر|شارك|استقبل|أجرى|أجر|قدم|سجل"
    r"|بلغ|شهد|تبنى|فرض)ت?"
)
_PARTICIPLE = (
    r"(?<!\w)(?!(?:prévu|attendu|programmé|fixé|annoncé|planned|scheduled|expected|due"
    r"|prevista?|previsto)e?s?(?:\s|\Z))"
    r"\w{2,}(?:ée?s?|erte?s?|ise?s?|[nrtd]ue?s?|uite?s?|ados?|adas?|idos?|idas?|ed)\Z"
)


# Verbs of the past that arrange what is to come: "a convoqué une réunion mardi".
_ARRANGED = re.compile(
    r"convoqu|convoc|annonc|announc|anunci|prév|previ|fix|fij|report|aplaz|postpon|delay|programm"
    r"|schedul|planifi|plan"
    r"|prom[ie]|propos|propus|demand|pidi|ask|invit|appel|call|décid|decid|accept|agre|acord|ordonn"
    r"|order|orden"
    r"|organi|obten|conven|confirm|repouss|avanc|vow|pledg|expect|attend|urg|set\b|donn|gave|diffus"
    r"|retransm|air(?:ed|s)|broadcast"
)
_NAMED = re.compile(r"(?<=[\w,’'] )[A-ZÀ-Ý][\w’'-]*|(?<=['’])[A-ZÀ-Ý][\w-]*")
# Words before a weekday that look ahead to it, whatever the verb.
_TOWARDS = re.compile(
    r"(?:\b(?:for|until|till|by|before|to|pour|d['’]ici(?: à)?|jusqu['’](?:à|au)|avant|para|hasta"
    r"|antes d[e']l?|from|dès"
    r"|à partir de|as of|starting)|حتى|قبل)(?: le| the| el)? ?\Z"
)
_UNTIL = re.compile(r"(?:à partir de|a partir del|as of|starting|jusqu['’]à|until|till|hasta(?: el)?) ?\Z")
_SINCE = re.compile(r"(?:\b(?:depuis|since|desde)(?: le| el)?|منذ(?: يوم)?) ?\Z")
_PLUPERFECT = re.compile(r"\b(?:avait|avaient|had|había|habían)\b")
_BEING = frozenset(
    (
        "est sont être sera seront is are be es son será l la le"
        " les une un des de du sa cette ma en à aux the a"
    ).split()
)
# Between a verb and its date: objects and places, and no other clause, which may be of another time.
_OBJECT = re.compile(
    r"(?: (?!qui |que |qu'|qu’|dont |who |that |which |to (?![\d$€£])|pour |afin |como |para )"
    r"[\w'’.%$€£-]+(?:,\d+)*){0,9}"
    r"(?:, (?:or|ou|soit|o) [\d.,]+ ?%?(?: \w+)?,)?"
)
_INFINITIVE = re.compile(r"(?:\b(?:de|à|a) |\bd['’])\w+(?:er|ir|re)\b")
_OPENS_OBJECT = re.compile(
    r"(?: (?:x|m\.|mme))+\Z| (?:\w+ment|par|by|through|across|near|outside|inside|after|against|with"
    r"|from|into|over|off|down|out|several"
    r"|many|all|both|lieu|fin|part|apart|away|back|home|again|dead|alone|together|open|[a-z]+ly"
    r"|place|effect|office|effet|feu|acte"
    r"|dozens|hundreds|thousands|près|après|avec|contre|devant|chez|vers|plusieurs|quelques|tous"
    r"|toutes|cet|cette|ces?"
    r"|tras|ante|entre|l[ea]s?|l['’]|une?|des?|du|aux?|à|en|dans|sur|the|an?|in|at|on|his|her|its"
    r"|their|el|los|un[ao]s?|al|por|con"
    r"|sa|son|ses|leurs?|\d+|deux|trois|two|three|four|five|six|dos|tres|late|early|plus|more"
    r"|some)\b| to [\d$€£]"
    r"| for (?:\d|(?:\w+ )?(?:minutes|hours|days|weeks|months|years))"
)
_RELATIVE = re.compile(r"\b(?:qui|que|dont|who|that|which|whose)\b[^,]*\Z|qu['’][^,]*\Z")
_PART_OF_DAY = re.compile(
    r"(?:(?:dans|durant|pendant) )?(?:la |l['’]|le )?"
    r"(?:nuit|soirée|matinée|journée|après-midi|soir|matin) (?:de|du)\b ?(?:\w+ (?:à|au) ?)?\Z"
    r"|(?: (?:late|early|le|la))+\s?\Z"
)


# What nobody plans: of a weekday, it is of the one that is past.
_UNPLANNED = (
    r"(?:séisme|secousse|attentat|attaque|explosion|accident|crash|fusillade|incendie|inondation"
    r"|massacre|naufrage"
    r"|tuerie|tempête|bombardement|meurtre|assassinat|déraillement|collision|éboulement|effondrement"
    r"|coup d['’]état"
    r"|(?:earth)?quake|tremor|shooting|bombing|attack|blast|explosion|fire|storm|flood|killing"
    r"|airstrike|shelling|stabbing"
    r"|derailment|collapse|temblor|terremoto|sismo|atentado|ataque|explosión|accidente|incendio"
    r"|tiroteo|naufragio"
    r"|زلزال|هجوم|انفجار|حادث|حريق)s?"
)
_OF_EVENT = re.compile(rf"(?<!\w)(?:ال)?{_UNPLANNED}(?: [\w'’-]+){{0,2}}? (?:d[ue]|of|on|del)(?: le)? ?\Z")
_EVENT_OF = re.compile(rf"['’]s (?:[a-z-]+ ){{0,2}}{_UNPLANNED}\b")
# The present of what is fixed: with a weekday, it looks ahead where no verb says otherwise.
_OPENING = re.compile(
    r"\b(?P<en>opens|begins|starts|resumes|reopens|kicks off)(?: on)?\Z|\b(?:opens|begins|starts"
    r"|resumes|débute|commence|s['’]ouvre|rouvre|démarre|reprend"
    r"|empieza|comienza|arranca)(?: [\w'’-]+){0,4}\Z"
)


_GATHERED = re.compile(r"réuni|rassembl|convi|invit|gather|reunid|convocad")
_NOUN = re.compile(
    r"(?:\b(?:la|une|un|cette|cet|ce|du|de|des|sa|son|ses|aux?|en)|\b[ld]['’]) ?\Z"
)  # "de rentrée"
_TO_BE = re.compile(
    r"\b(?:sera|seront|serait|seraient|être|will be|to be|be|será|serán|ser)"
    r"(?: (?:\w+ment|cependant|encore|aussi|également|ensuite|donc|bien|tous|toutes|again|also"
    r"|[dà]e? nouveau)){0,2} \Z"
)
# "rapporte Le Monde mercredi": the present of what was said
_REPORTS = re.compile(
    r"\b(?:rapport|affirm|indiqu|révèl|assur|expliqu|précis|racont|déclar|soulign|not|relat|confi"
    r"|témoign|relèv|report|say)"
    r"(?:e|ent|s)(?:[- ]t[- ]\w+)?(?: (?:x|le|la|les|l['’]\w+|du|de|un|une|\w+ien|\w+enne|ministre"
    r"|porte-parole"
    r"|journal|quotidien|site|chaîne|agence)){0,5},?(?: ce| on)? ?\Z"
)
_PERFECT = re.compile(r"(?:aura|auront) (?:\w+ )?(?:fallu|été|eu|\w+é)\b")
_TO_APPEAR = re.compile(r"\b(?:à|to|por|pour) \w+(?:er|ir|re|ear)\Z")
_QUOTE = re.compile('["»”]')


class _Cues(NamedTuple):
    past: re.Pattern[str]
    future: re.Pattern[str]
    stop: re.Pattern[str]  # the end of a sentence
    next_to: re.Pattern[str]  # what ends in a verb of the past, or opens a sentence
    said: re.Pattern[str]
    participle: re.Pattern[str]
    attributive: re.Pattern[str]  # "l'accord du", "the talks of": the date goes with a noun
    link: re.Pattern[str]
    once: re.Pattern[str]  # "was expected": what was to come then


@cache
def _cues() -> _Cues:
    past = rf"(?<!\w)(?:{_FRENCH_PAST}|{_ENGLISH_PAST}|{_SPANISH_PAST})(?!\w)"
    place = r"(?:,? (?:à|in|at|en|au|a(?= x)) \w+(?:[ -]\w+)?,?)?"
    days = "|".join(WEEKDAYS)
    also = rf"(?: (?:le |on |el )?(?:{days}),? (?:et|and|y|puis|then|luego))?"
    link = r"(?:(?:^| )(?:on|le|ce|el|este|this))? ?"
    told = r"(?:told|informed|a (?:dit|déclaré|indiqué|confié|expliqué|affirmé|répété) (?:à|au|aux|devant))"
    return _Cues(
        past=re.compile(past),
        future=re.compile(_FUTURE),
        stop=re.compile(r"[.!?؟;\n](?=[\s\"»”+]|$|(?<=[^\W\d_A-Z]\.)[A-ZÀ-Ý])"),
        next_to=re.compile(rf"(?:(?P<verb>{past}{place}|{told}(?: [\w'’.-]+){{1,4}}?){also}|^\W*){link}\Z"),
        said=re.compile(rf"^\W*{_ARABIC_SAID}(?: (?!أن|إن)\S+){{0,6}}? ?(?:يوم )?\Z"),
        participle=re.compile(_PARTICIPLE),
        attributive=re.compile(r"(?:\bd[ue]|d['’]|\bof|\bdel|depuis(?: le)?|since|desde(?: el)?|après(?: le)?"
                               r"|after|من|منذ) ?\Z"),
        link=re.compile(r"(?:(?: |^\W*)(?:le|la|ce|on|this|el|este|يوم|في))? ?\Z"),
        once=re.compile(r"(?:était|étaient|was|were|been|avait|fue|devait)(?: \w+)? ?\Z"),
    )  # fmt: skip


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stop = _cues().stop
    low = max(0, start - _REACH)
    for match in stop.finditer(text, low, start):
        low = match.end()
    after = stop.search(text, end, end + _REACH)
    return low, after.start() if after else min(len(text), end + _REACH)


def _lower(text: str) -> str:
    """In lower case and single spaces, with its names masked: "Samira" is no verb of the future."""
    return " ".join(_NAMED.sub("x", text).lower().split())


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Past or future, where the sentence around ``text[start:end]`` says only one of them."""
    cues = _cues()
    low, high = _sentence(text, start, end)
    sentence = _lower(text[low:high])
    said_past, said_future = cues.past.search(sentence), cues.future.search(sentence)
    if said_past and not said_future:
        return "past"
    return "future" if said_future and not said_past else None


def hangs_on_past(text: str, start: int, end: int) -> bool:
    """Whether the weekday at ``text[start:end]`` goes with a verb of the past.

    It does next to one ("a déclaré mardi", "said in Rabat on Tuesday"), and where it opens a sentence
    that is all in the past. "A convoqué une réunion mardi" leaves both readings open.
    """
    low, _ = _sentence(text, start, end)
    ahead = _lower(text[low:start])
    cues = _cues()
    if ahead > "\u0600" and cues.said.search(ahead):
        return True
    if _TOWARDS.search(ahead):
        return False
    if (
        _SINCE.search(ahead)
        or _REPORTS.search(ahead)
        or _OF_EVENT.search(ahead)
        or _EVENT_OF.match(text[end : end + 60].lower())
    ):
        return True
    found = cues.next_to.search(ahead)
    if found is not None and (found["verb"] is not None or tense_around(text, start, end) == "past"):
        return True
    return _told(ahead, _lower(text[end : _sentence(text, start, end)[1]]))


def _told(ahead: str, after: str) -> bool:
    """Whether the last verb before a weekday, or else the first after it, tells what is past."""
    cues = _cues()
    bare = ahead
    if part := _PART_OF_DAY.search(bare):
        bare = bare[: part.start()]
    elif cues.attributive.search(bare):
        relative = re.match(r",? (?:soir |matin |night |morning )?,?(?:qui|which|that|who) ", after)
        verb = cues.past.match(after, relative.end()) if relative else None
        return verb is not None and _ARRANGED.search(after[: verb.end() + 12]) is None
    if bare.endswith((", ", ",")) and cues.future.search(after) is None:
        bare = bare.rstrip(", ")
    if link := cues.link.search(bare):
        bare = bare[: link.start()]
    found = cues.participle.search(bare)
    if found and not _NOUN.search(
        bare, 0, found.start()
    ):  # "le budget voté lundi", but « est organisée mardi »
        before = re.findall(r"\w+", bare[: found.start()])[-1:]
        if _ARRANGED.match(bare, found.start()):
            return False
        if _GATHERED.match(bare, found.start()) and cues.future.search(after):
            return False  # "réunis mardi à Bali, ils chercheront"
        if _TO_BE.search(bare, 0, found.start()):
            return False
        if not before:  # "Réunis mercredi à Rabat, ils ont …"
            first, later = cues.past.search(after), cues.future.search(after)
            return first is not None and later is None
        return not set(before) & _BEING
    verbs = list(cues.past.finditer(bare))
    coming = [match.end() for match in cues.future.finditer(bare)]
    if verbs:
        verb = verbs[-1]
        between = bare[verb.end() :]
        return (
            not (coming and coming[-1] > verb.start())
            and _ARRANGED.search(verb[0]) is None
            and bool(_OBJECT.fullmatch(between))
            and (not between or bool(_OPENS_OBJECT.match(between)) or _was(verb[0], between))
            and _INFINITIVE.search(between) is None
            and _RELATIVE.search(bare[: verb.start()]) is None
        )
    if coming:
        return False
    first, later = cues.past.search(after), cues.future.search(after)
    if first is None or _ARRANGED.search(first[0]) or _TO_APPEAR.search(bare):
        return False
    if bare.strip('"«“ ') and "," in after[: first.start()]:
        return False  # of another clause
    return later is None or first.start() < later.start()


def _was(verb: str, between: str) -> bool:
    """ "L'ambiance était électrique", where nothing was to come."""
    return verb in ("était", "étaient", "was", "were", "fut", "furent") and not _ARRANGED.search(between)


def hangs_on_future(text: str, start: int, end: int, opening: bool = False) -> bool:
    """Whether the date at ``text[start:end]`` goes with a verb of the future.

    It does where the last verb before it is one ("le tribunal rendra sa décision vendredi"), and where it
    opens a sentence whose first verb is one. "L'accord du 3 mai sera examiné" dates the accord.
    ``opening``: so does a weekday with "the trial opens on Monday and is set to last a month".
    """
    low, high = _sentence(text, start, end)
    ahead = _lower(text[low:start])
    cues = _cues()
    if _UNTIL.search(ahead):
        return tense_around(text, start, end) == "future"
    if cues.attributive.search(ahead):
        return False
    link = cues.link.search(ahead)
    bare = ahead[: link.start()] if link else ahead
    found = cues.participle.search(bare)
    if found and not _NOUN.search(bare, 0, found.start()) and not _TO_BE.search(bare, 0, found.start()):
        return bool(_GATHERED.match(bare, found.start())) and tense_around(text, start, end) == "future"
    if _REPORTS.search(ahead):
        return False
    fixed = _OPENING.search(bare.rstrip()) if opening else None
    if fixed and (fixed["en"] or tense_around(text, start, end) == "future"):
        return True
    coming = [match.start() for match in cues.future.finditer(bare)]
    gone = [match.start() for match in cues.past.finditer(bare) if match.end() not in coming]
    if coming and coming[-1] > max(gone, default=-1):
        if _PLUPERFECT.search(bare):
            return False  # "elle avait dit qu'elle viendrait vendredi"
        if _QUOTE.search(bare, coming[-1]) or _PERFECT.match(bare, coming[-1]):
            return False
        return cues.once.search(bare[: coming[-1]]) is None
    if not coming and not gone and cues.future.match(_lower(text[end:high])):
        return True  # "the statement on Thursday will raise"
    if coming or gone or bare.strip('"«“ '):
        return False
    after = _lower(text[end:high])
    first, before = cues.future.search(after), cues.past.search(after)
    return first is not None and (before is None or first.start() < before.start())
